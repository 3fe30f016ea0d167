//! The engine's own tables: number series, keys of repeated requests, the
//! audit trail and its seals, the outbox and the feed, and the state of background work.

use uuid::Uuid;

use super::row_policy::row_policy;
use crate::{
    entity::{entity, word_enum},
    value::{Id, Timestamp},
};

entity! {
    /// The next number of a series.
    Counter in "counter" {
        /// The series' name.
        series: String,
        /// The number that the next taker gets.
        next: i64,
        /// The number with which the series starts.
        first_number: i64,
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
        /// The guest that the answer is about, or the [first](IdempotencyGuest) of them; none
        /// where the row has the identifier of an appointment, which says whose it is. It is no
        /// reference: a guest may be deleted before the key is forgotten.
        guest_id: Option<Uuid>,
        /// When the key may be forgotten.
        expires_at: Timestamp,
    }
    unique idempotency_key_taken (actor_id, operation, key);
}

row_policy! { Idempotency, staff: DECIDING, client: DECIDING, public: DECIDING }

entity! {
    /// A further guest whom a kept answer is about, beside the one by whom it is found itself:
    /// of a party, of a move of several, of a line that is split.
    IdempotencyGuest in "idempotency_guest" {
        /// The answer, by its identifier. It is no reference: the answer may be forgotten before.
        answer_id: Uuid,
        /// The guest. It is no reference, as that of the answer is none.
        guest_id: Uuid,
        /// When it may be forgotten, as the answer may.
        expires_at: Timestamp,
    }
}

row_policy! { IdempotencyGuest, staff: DECIDING, client: DECIDING, public: DECIDING }

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
    }
}

row_policy! { Audit, staff: NOTHING, client: NOTHING }

entity! {
    /// What a commit has for others: the outbox. The identifier is that of the commit's audit
    /// row. The row waits for the sequencer, which gives each of its events a position, seals
    /// the audit row, and deletes it.
    Outbox in "outbox" {
        /// What happened, as JSON: a list of [`Emitted`](crate::engine::Emitted).
        events: String,
    }
}

row_policy! { Outbox, staff: NOTHING, client: NOTHING }

entity! {
    /// Something that happened, at its position in the feed. Its identifier is made of the
    /// position ([`Event::id_at`]), so that no two have one position, and rows come in the
    /// order of the feed.
    Event in "event" {
        /// The position in the feed: 1, 2, 3 and so on, in the order of the commits.
        position: i64,
        /// The kind of event, as `appointment.booked`.
        kind: String,
        /// The table of the row that it happened to.
        subject: String,
        /// The identifier of that row.
        subject_id: Uuid,
        /// The version of that row from then on; none once it was deleted.
        subject_version: Option<i64>,
        /// The kind of actor.
        actor_kind: ActorKind,
        /// Which actor; nil for the application itself.
        actor_id: Uuid,
        /// The operation.
        operation: String,
        /// When the change was made.
        happened_at: Timestamp,
        /// The center that it was at. It is no reference: a center may be deleted before.
        center_id: Option<Uuid>,
        /// What a receiver needs of the row, as a JSON object.
        data: String,
    }
}

row_policy! { Event, staff: OWN_CENTERS, client: NOTHING }

entity! {
    /// One step of the sequencer: which commits came next, and a digest over their audit rows
    /// and over the step before (a hash chain). Rows are only added; the latest one says where
    /// the feed goes on. The identifier is made of the number ([`AuditSeal::id_at`]).
    AuditSeal in "audit_seal" {
        /// The number of the step: 1, 2, 3 and so on.
        number: i64,
        /// The last position in the feed that was given so far.
        last_position: i64,
        /// The audit rows in their order: of each the identifier and the SHA-256 of what stands
        /// in it, 96 hexadecimal digits together.
        entries: String,
        /// SHA-256 over the digest of the step before and the entries, in hexadecimal.
        digest: String,
    }
}

row_policy! { AuditSeal, staff: NOTHING, client: NOTHING }

entity! {
    /// The state of one kind of work in the background, which all processes share: a row of
    /// the platform's, whose identifier stands for the name.
    Job in "job" {
        /// The name.
        name: String,
        /// The process that does it now or did it last.
        holder: Uuid,
        /// Until when nobody else does it; a process that died gives it back by then.
        leased_until: Timestamp,
        /// How often it was done.
        runs: i64,
        /// How often it failed since it last succeeded.
        failures: i64,
        /// When it was last done to the end.
        succeeded_at: Option<Timestamp>,
    }
}

row_policy! { Job, staff: NOTHING, client: NOTHING }

/// An identifier that is made of a number, so that rows sort by the number and none has
/// another's (UUID version 8, RFC 9562).
fn numbered(number: i64) -> Uuid {
    let number = u128::from(number.unsigned_abs());
    // The version and the variant stand above the 62 lowest bits, which hold the number.
    let bits = (number >> 62 << 64) | (number & 0x3fff_ffff_ffff_ffff);
    uuid::Builder::from_u128(bits)
        .with_variant(uuid::Variant::RFC4122)
        .with_version(uuid::Version::Custom)
        .into_uuid()
}

impl Event {
    /// Returns the identifier of the event at a position; positions are not negative.
    #[must_use]
    pub fn id_at(position: i64) -> Id<Self> {
        Id::from_uuid(numbered(position))
    }
}

impl AuditSeal {
    /// Returns the identifier of the step with a number; numbers are not negative.
    #[must_use]
    pub fn id_at(number: i64) -> Id<Self> {
        Id::from_uuid(numbered(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbered_identifiers_sort_by_their_number_and_none_is_anothers() {
        let mut numbers: Vec<i64> = (0..62).map(|bit| 1_i64 << bit).collect();
        numbers.extend(0..300);
        numbers.extend([i64::MAX - 1, i64::MAX]);
        numbers.sort_unstable();
        numbers.dedup();
        let ids: Vec<Uuid> = numbers.iter().map(|number| numbered(*number)).collect();
        assert!(ids.is_sorted_by(|one, next| one < next));
    }
}
