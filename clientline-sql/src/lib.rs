//! Reads and writes of rows as SQL text with arguments.
//!
//! The two SQL stores share this crate; the core does not know it. It opens no
//! connection and knows no driver: what it renders is data. The same shape
//! always gives the same text, so that a prepared statement can be kept for it.

pub mod books;
mod conditions;
mod read;
mod statement;
mod write;

pub use self::{
    read::{arrivals, count, get, owners, select, together, version},
    statement::{Argument, Dialect, Statement},
    write::write,
};

#[cfg(test)]
mod tests;
