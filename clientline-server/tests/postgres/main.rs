//! The built server over real HTTP, on a PostgreSQL database of its own.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure")]
#![cfg(all(unix, feature = "postgres"))]

mod dump;
mod health;
#[path = "../http/mod.rs"]
mod http;
#[path = "../kit/mod.rs"]
mod kit;
mod migrate;
mod place;
mod processes;
mod unfiltered;
