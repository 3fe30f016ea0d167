//! Runs use cases: read, decide, commit; and again when a race was lost.
//!
//! A use case is an [`Operation`]: it reads a [`View`] of one tenant and returns
//! a [`Plan`], which is an answer and a change set. It never writes. The engine
//! checks its permission, commits the change set together with the audit row,
//! the outbox rows and the idempotency row, and plans again when another commit
//! came first.

mod access;
mod ahead;
mod authenticate;
mod bounded;
mod drive;
mod environment;
mod health;
mod idempotency;
mod locks;
mod mac;
mod narrow;
mod numbers;
mod operation;
mod passwords;
mod platform;
pub mod reading;
mod record;
mod run;
mod sequence;
mod shown;
mod token;
mod view;

pub use self::{
    access::{Actor, Reach},
    environment::{Env, Environment, SystemEnvironment},
    idempotency::{IdempotencyKey, Outcome},
    numbers::Series,
    operation::{Operation, Plan},
    platform::{FirstAdmin, PlatformScope},
    reading::Reading,
    run::{ClientLine, Scope},
    sequence::Sequence,
    shown::Shown,
    token::{Token, TokenKind},
    view::View,
};
pub(crate) use self::{
    mac::Mac,
    passwords::{Requester, SALT},
    shown::shown_whole,
};
