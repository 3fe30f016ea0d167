//! The built server over real HTTP, on the store of the crate that this is in.

mod api_keys;
mod calendar;
mod chance;
mod contract;
mod counter;
mod crash;
mod document;
mod goods;
mod guests;
mod history;
mod job;
mod load;
mod organizations;
mod permissions;
mod process;
mod reach;
mod rights;
mod rivals;
pub(crate) mod running;
mod salon;
mod schema;
mod sign_in;
mod tenants;
mod users;
