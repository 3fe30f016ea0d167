//! Online booking: what guests do by themselves, without the desk.

pub mod book;
pub mod choice;
pub mod confirm;
mod further_services;
pub mod manage;
pub mod managed;
pub mod offered;
pub mod own_slots;
pub mod storefront;
mod visit;
