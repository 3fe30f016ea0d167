//! The use cases: one file for each group of requests.
//!
//! To add one: a request struct here that implements
//! [`Operation`](crate::engine::Operation), and an endpoint in the server.

pub mod api_keys;
pub mod appointment_status;
pub mod appointments;
pub mod audit;
pub mod booking;
pub mod calendar;
pub mod calendars;
mod catalogue;
pub mod collections;
mod device;
mod draft;
mod goods;
pub mod guest_erase;
pub mod guest_export;
pub mod guest_merge;
mod guest_records;
pub mod guest_search;
mod guests;
pub mod holds;
pub mod hours;
pub mod invoice_items;
pub mod invoices;
mod items;
mod offers;
pub mod organizations;
pub mod own_booking;
pub mod page;
pub mod payment_note;
pub mod payments;
mod places;
mod placing;
pub mod public;
pub mod resource;
mod roster;
pub mod sales;
mod scene;
mod secret;
pub mod self_booking;
pub mod sessions;
pub mod sign_in;
pub mod slots;
mod throttle;
pub mod users;
