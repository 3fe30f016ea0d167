//! The use cases: one file for each group of requests.
//!
//! To add one: a request struct here that implements
//! [`Operation`](crate::engine::Operation), and an endpoint in the server.

pub mod appointments;
pub mod booking;
pub mod calendars;
mod catalogue;
mod draft;
mod goods;
mod guests;
pub mod hours;
pub mod invoice_items;
pub mod invoices;
mod offers;
pub mod page;
pub mod payments;
mod places;
pub mod resource;
mod scene;
pub mod slots;
