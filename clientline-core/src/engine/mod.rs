//! Runs use cases: read, decide, commit; and again when a race was lost.
//!
//! A use case is an [`Operation`]: it reads a [`View`] of one tenant and returns
//! a [`Plan`], which is an answer and a change set. It never writes. If something is
//! prepared before that, it is a [`UseCase`] alone. The engine checks its permission, commits the change set together with the audit row,
//! the outbox rows and the idempotency row, and plans again when another commit
//! came first.
//!
//! The folders, lowest first: `identity` (who asks), `read` (what is seen), `plan` (what is
//! decided), `record` (what is kept of it), `run` (the way of one request), `entry` (the
//! ways in).

mod entry;
mod identity;
mod plan;
mod read;
mod record;
mod run;

pub use self::{
    entry::{FirstAdmin, PlatformScope},
    identity::{Actor, Reach, Token, TokenKind},
    plan::{
        BackgroundWork, Batch, ClientLine, ConflictGroup, Conflicts, Env, Environment, Feed,
        Observation, Observer, Operation, Plan, RunStage, Scope, SystemEnvironment, UseCase,
    },
    read::{Consistency, Reading, Shown, View, reading},
    record::{Emitted, IdempotencyKey, Outcome, PAYLOADS, Payload},
};
pub(crate) use self::{
    identity::{
        mac::Mac,
        passwords::{Requester, SALT},
    },
    plan::SetAside,
    read::{LOOKED_AT, shown_whole},
    run::must_have_timer,
};
pub use crate::value::Series;
