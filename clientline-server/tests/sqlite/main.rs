//! The built server over real HTTP, on a SQLite file of its own; and what no store has a part
//! in, which is tried on this one alone.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure")]
#![cfg(all(unix, feature = "sqlite"))]

mod conventions;
mod damage;
mod dump;
mod first_contact;
#[path = "../http/mod.rs"]
mod http;
mod identifiers;
#[path = "../kit/mod.rs"]
mod kit;
mod permissions;
mod place;
mod read_only;
mod service_manager;
mod starting;
