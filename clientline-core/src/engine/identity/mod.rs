//! Identity, and how it is proved: actors, tokens, passwords, keyed hashes.

mod access;
pub(in crate::engine) mod mac;
pub(in crate::engine) mod passwords;
pub(in crate::engine) mod token;

pub use self::{
    access::{Actor, Reach},
    token::{Token, TokenKind},
};
