//! Online booking: what guests do by themselves, without the desk.

pub mod book;
pub mod choice;
pub mod confirm;
mod contact;
mod further_services;
pub mod held;
pub mod hold;
pub mod manage;
pub mod managed;
pub mod offered;
pub mod own_slots;
mod part;
mod released;
pub mod storefront;
mod visit;
