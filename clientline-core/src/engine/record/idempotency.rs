//! Requests that may be sent twice and take effect once.

use std::collections::HashSet;

use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    engine::{Actor, Env, View, identity::token::hex},
    entity::{Entity, Query, Stored},
    error::{Error, Result},
    model::{Appointment, Guest, Idempotency, IdempotencyGuest},
    row::{ChangeSet, Row, Value, Write},
    storage,
    value::{Id, Timestamp},
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
        let Subjects { booked, guests } = Subjects::of(changes);
        let (id, guest_id): (Id<Idempotency>, _) = match booked {
            Some(appointment) => (Id::from_uuid(appointment), None),
            None => (env.new_id(), guests.first().copied()),
        };
        let expires_at = env.now().saturating_plus_minutes(HOLDS_MINUTES);
        let answer_id = id.uuid();
        for guest_id in guests.into_iter().skip(1).filter(|_| !answer.is_empty()) {
            let id = env.new_id();
            changes.insert(IdempotencyGuest { id, answer_id, guest_id, expires_at });
        }
        changes.insert(Idempotency {
            id,
            actor_id: actor.id,
            operation: operation.to_owned(),
            key: self.key.clone(),
            fingerprint: self.fingerprint.clone(),
            answer,
            guest_id,
            expires_at,
        });
    }
}

/// Whom a change is about, by whom its answer is found once they are to be forgotten.
#[derive(Default)]
struct Subjects {
    /// An appointment that it makes for the first guest: the answer is kept under the same
    /// identifier, so that most keys need no index by guest (design: growth, "What a request
    /// costs"). An appointment is never deleted, and says whose it is.
    booked: Option<Uuid>,
    /// The guests that it writes, or writes something of, each once.
    guests: Vec<Uuid>,
}

impl Subjects {
    fn of(changes: &ChangeSet) -> Self {
        let (mut subjects, mut found) = (Self::default(), HashSet::new());
        for write in changes.writes() {
            let (Write::Insert(row) | Write::Update { row, .. }) = write else { continue };
            for guest in guests_of(row).filter(|guest| found.insert(*guest)) {
                let is_booked = subjects.guests.is_empty()
                    && matches!(write, Write::Insert(_))
                    && row.table.name == Appointment::NAME;
                subjects.booked = subjects.booked.or(is_booked.then_some(row.id));
                subjects.guests.push(guest);
            }
        }
        subjects
    }
}

/// Returns the guest that a row is, or those that it names.
fn guests_of(row: &Row) -> impl Iterator<Item = Uuid> {
    let itself = (row.table.name == Guest::NAME).then_some(row.id);
    let named = ["guest_id", "payer_id"].into_iter().filter_map(|column| {
        match row.values.get(row.table.position(column)?)? {
            Value::Uuid(guest) => Some(*guest),
            _ => None,
        }
    });
    itself.into_iter().chain(named)
}

/// The outcome of a request with an idempotency key. There are these two, and no more to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome<T> {
    /// It took effect now.
    Fresh(T),
    /// It had taken effect before; this is the answer of then, as JSON.
    Replayed(String),
}

impl<T> Outcome<T> {
    /// Returns the answer, whether it was given now or then. Of a row, what was shown then is
    /// read back.
    ///
    /// # Errors
    ///
    /// [`storage::Error::Corrupt`] if what was kept is no such answer.
    pub fn into_answer(self) -> Result<T>
    where
        T: DeserializeOwned,
    {
        match self {
            Self::Fresh(answer) => Ok(answer),
            Self::Replayed(json) => serde_json::from_str(&json).map_err(|error| {
                storage::Error::Corrupt(format!("a kept answer can't be read: {error}")).into()
            }),
        }
    }
}

/// The error of a repeated request whose answer is not kept.
pub(in crate::engine) fn already_done() -> Error {
    let detail = "this was done before, and what it answered is not kept";
    Error::conflict("already_done", detail)
}
