//! The built server over real HTTP, on a SQLite file of its own.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure")]
#![cfg(all(unix, feature = "sqlite"))]

mod damage;
mod dump;
mod first_contact;
#[path = "../http/mod.rs"]
mod http;
mod logged;
mod place;
mod read_only;
