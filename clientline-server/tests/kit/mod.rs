//! What tests and loads over HTTP are made with: a place for a server, the server, its
//! clients, what its document says, and small worlds of rows.
//!
//! A row is made by [`Client::make`], which is told only what matters to the test: what else
//! it has to have comes from the document's examples. So a field that an entity gets is
//! given to all of them by its declaration.
//!
//! What is special to a store is in the `place` of the binary that this is in.

#![allow(dead_code, unused_imports, reason = "each binary uses its part of it")]

mod client;
mod contract;
mod document;
mod documented;
mod examples;
mod house;
pub(crate) mod market;
mod names;
mod place;
pub(crate) mod problems;
mod rows;
mod salon;
mod schema;
mod server;
pub(crate) mod shop;
pub(crate) mod street;
mod things;

pub(crate) use self::{
    client::{Answer, Client},
    document::{Document, operations},
    documented::{Documented, documented, whole},
    examples::{Examples, Field},
    house::House,
    names::{kind, kind_of, segment, table_of_segment},
    place::Place,
    salon::{Salon, date, every_day, id, open_to_the_public, set_public_booking},
    schema::Schemas,
    server::{Server, command, keys, making, organization, printed, program},
    things::{NOBODY, Things, base, one_of_each, told},
};
