//! Requests that may be sent twice and take effect once.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Actor, Env, View, token::hex};
use crate::{
    entity::{Entity, Query},
    error::{Error, Result},
    model::{Guest, Idempotency},
    row::{ChangeSet, Value, Write},
};

/// A key that a client chose for one request, with what the request was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey {
    key: String,
    fingerprint: String,
}

/// How long a key is remembered, in minutes: a day.
const REMEMBERED: i64 = 24 * 60;

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
    pub(super) fn without_request(&self) -> Self {
        Self { key: self.key.clone(), fingerprint: hex(&Sha256::digest(b"")) }
    }

    /// Returns the answer that the request got before, if it did.
    pub(super) async fn replay(
        &self,
        view: &mut View<'_>,
        actor: &Actor,
        operation: &str,
    ) -> Result<Option<String>> {
        let query = Query::one()
            .eq(Idempotency::actor_id(), &actor.id)
            .eq(Idempotency::operation(), &operation.to_owned())
            .eq(Idempotency::key(), &self.key);
        match view.first(&query).await? {
            None => Ok(None),
            Some(row) if row.fingerprint == self.fingerprint => Ok(Some(row.answer.clone())),
            Some(_) => Err(Error::KeyReused),
        }
    }

    /// Remembers an answer in the commit that makes it true.
    pub(super) fn remember(
        &self,
        env: &Env,
        actor: &Actor,
        operation: &str,
        answer: String,
        changes: &mut ChangeSet,
    ) {
        changes.insert(Idempotency {
            id: env.new_id(),
            actor_id: actor.id,
            operation: operation.to_owned(),
            key: self.key.clone(),
            fingerprint: self.fingerprint.clone(),
            answer,
            guest_id: guest_of(changes),
            expires_at: env.now().saturating_plus_minutes(REMEMBERED),
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

/// What a request with an idempotency key led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome<T> {
    /// It took effect now.
    Fresh(T),
    /// It had taken effect before; this is the answer of then, as JSON.
    Replayed(String),
}
