//! Online booking: what guests do by themselves, without the desk.

pub mod book;
pub mod choice;
pub mod manage;
pub mod offered;
pub mod own_slots;
pub mod storefront;
