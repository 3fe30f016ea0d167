//! Requests that may be sent twice and take effect once.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    engine::{Actor, Env, View, identity::token::hex},
    entity::{Entity, Query, Stored},
    error::{Error, Result},
    model::{Guest, Idempotency},
    row::{ChangeSet, Value, Write},
    value::Timestamp,
};

/// A key that a client chose for one request, with what the request was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey {
    key: String,
    fingerprint: String,
}

/// How long a key holds, in minutes: a day (design: api, "Conventions").
const HOLDS_MINUTES: i64 = 24 * 60;

/// The record of an idempotency key.
pub(in crate::engine) enum Remembered {
    /// Nothing.
    Nothing,
    /// A request whose time is over: the key is as new, once this row is gone.
    Ended(Box<Stored<Idempotency>>),
    /// The answer that the same request got.
    Answer(String),
}

impl IdempotencyKey {
    /// The longest key, in bytes.
    pub const MAX: usize = 255;

    /// Takes a key, and everything that makes the request what it is.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] if the key is empty, longer than [`Self::MAX`], or
    /// not of visible ASCII.
    pub fn new(key: &str, request: &[u8]) -> Result<Self> {
        if !(1..=Self::MAX).contains(&key.len()) || !key.bytes().all(|b| b.is_ascii_graphic()) {
            let detail = "The Idempotency-Key must have 1 to 255 visible ASCII characters.";
            return Err(Error::invalid("", "invalid_idempotency_key", detail));
        }
        Ok(Self { key: key.to_owned(), fingerprint: hex(&Sha256::digest(request)) })
    }

    /// Forgets what the request was: a hash of what holds a password would help
    /// whoever reads the database to guess it.
    pub(in crate::engine) fn without_request(&self) -> Self {
        Self { key: self.key.clone(), fingerprint: hex(&Sha256::digest(b"")) }
    }

    /// Looks up what is remembered of the key at an instant.
    ///
    /// # Errors
    ///
    /// [`Error::KeyReused`] if it came with another request.
    pub(in crate::engine) async fn look_up(
        &self,
        view: &mut View<'_>,
        actor: &Actor,
        operation: &str,
        now: Timestamp,
    ) -> Result<Remembered> {
        let query = Query::one()
            .eq(Idempotency::actor_id(), &actor.id)
            .eq(Idempotency::operation(), &operation.to_owned())
            .eq(Idempotency::key(), &self.key);
        match view.first(&query).await? {
            None => Ok(Remembered::Nothing),
            Some(row) if row.expires_at <= now => Ok(Remembered::Ended(Box::new(row))),
            Some(row) if row.fingerprint == self.fingerprint => {
                Ok(Remembered::Answer(row.answer.clone()))
            }
            Some(_) => Err(Error::KeyReused),
        }
    }

    /// Remembers an answer in the commit that makes it true, in the place of one that ended.
    pub(in crate::engine) fn remember(
        &self,
        env: &Env,
        actor: &Actor,
        operation: &str,
        answer: String,
        remembered: &Remembered,
        changes: &mut ChangeSet,
    ) {
        if let Remembered::Ended(row) = remembered {
            changes.delete(row);
        }
        changes.insert(Idempotency {
            id: env.new_id(),
            actor_id: actor.id,
            operation: operation.to_owned(),
            key: self.key.clone(),
            fingerprint: self.fingerprint.clone(),
            answer,
            guest_id: guest_of(changes),
            expires_at: env.now().saturating_plus_minutes(HOLDS_MINUTES),
        });
    }
}

/// Returns the guest that a change is about: the first that it writes, or writes
/// something of. One change is about one guest, or its answer shows the first.
fn guest_of(changes: &ChangeSet) -> Option<Uuid> {
    changes.writes().iter().find_map(|write| match write {
        Write::Delete { .. } => None,
        Write::Insert(row) | Write::Update { row, .. } if row.table.name == Guest::NAME => {
            Some(row.id)
        }
        Write::Insert(row) | Write::Update { row, .. } => {
            match row.values.get(row.table.position("guest_id")?)? {
                Value::Uuid(guest) => Some(*guest),
                _ => None,
            }
        }
    })
}

/// The outcome of a request with an idempotency key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome<T> {
    /// It took effect now.
    Fresh(T),
    /// It had taken effect before; this is the answer of then, as JSON.
    Replayed(String),
}

/// The error of a repeated request whose answer is not kept.
pub(in crate::engine) fn already_done() -> Error {
    let detail = "this was done before, and what it answered is not kept";
    Error::conflict("already_done", detail)
}
