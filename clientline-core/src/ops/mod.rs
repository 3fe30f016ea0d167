//! The use cases, by area; in each, one file for each group of requests.
//!
//! To add one: a request struct here that implements
//! [`Operation`](crate::engine::Operation), and an endpoint in the server.

pub mod access;
pub mod billing;
pub mod catalogue;
mod joined_page;
pub mod online;
pub mod page;
pub mod people;
pub mod resource;
pub mod scheduling;
