//! The engine's own tables: number series, keys of repeated requests, the
//! audit trail and the outbox.

use uuid::Uuid;

use super::row_policy::row_policy;
use crate::{
    entity::{entity, word_enum},
    value::Timestamp,
};

entity! {
    /// The next number of a series.
    Counter in "counter" {
        /// The series' name.
        series: String,
        /// The number that the next taker gets.
        next: i64,
    }
    unique counter_series_taken (series);
}

row_policy! { Counter, staff: DECIDING, client: DECIDING, public: DECIDING }

entity! {
    /// The answer of a request that was made with an idempotency key. It is in
    /// the same commit as the request's effect.
    Idempotency in "idempotency" {
        /// The actor who made the request.
        actor_id: Uuid,
        /// The operation.
        operation: String,
        /// The key that the client chose.
        key: String,
        /// SHA-256 of the request, in hexadecimal.
        fingerprint: String,
        /// The answer, as JSON; empty if it held a secret, or an erased guest's
        /// data.
        answer: String,
        /// The guest that the answer is about. It is no reference: a guest may be
        /// deleted before the key is forgotten.
        guest_id: Option<Uuid>,
        /// When the key may be forgotten.
        expires_at: Timestamp,
    }
    unique idempotency_key_taken (actor_id, operation, key);
}

row_policy! { Idempotency, staff: DECIDING, client: DECIDING, public: DECIDING }

word_enum! {
    /// The kind of an actor.
    ActorKind {
        /// The application itself.
        System = "system",
        /// A program with a key.
        ApiKey = "api_key",
        /// A person who signed in.
        User = "user",
        /// The platform, above all organizations.
        Platform = "platform",
        /// Somebody who did not sign in.
        Public = "public",
    }
}

entity! {
    /// One change: who, when, by which operation, which rows and fields. Field
    /// names stand here, values don't. Rows are only added.
    ///
    /// Its identifier is the commit's own, so that one commit is recorded once.
    Audit in "audit" {
        /// The kind of actor.
        actor_kind: ActorKind,
        /// Which actor; nil for the application itself.
        actor_id: Uuid,
        /// The operation.
        operation: String,
        /// The written rows, as JSON: `[{"table", "id", "change", "fields"}]`.
        rows: String,
        /// Its place in the trail, stamped later, in commit order.
        position: Option<i64>,
    }
}

row_policy! { Audit, staff: NOTHING, client: NOTHING }

entity! {
    /// Something that happened, for others to be told: the outbox.
    Event in "event" {
        /// The kind of event, as `appointment.booked`.
        kind: String,
        /// The table of the row that it happened to.
        subject: String,
        /// The identifier of that row.
        subject_id: Uuid,
        /// Its place in the feed, stamped later, in commit order.
        position: Option<i64>,
    }
}

row_policy! { Event, staff: NOTHING, client: NOTHING }
