//! The records of every commit beside the change itself: the audit row, and the row of the
//! outbox, which waits for the sequencer.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::payload;
use crate::{
    engine::{
        Actor, Env,
        plan::operation::{NewEvent, SetAside},
    },
    entity::Entity as _,
    model::{Appointment, Audit, Outbox},
    row::{ChangeSet, Write},
    value::Id,
};

/// One written row, as the audit trail names it.
#[derive(Serialize)]
struct Touched<'a> {
    table: &'a str,
    id: Uuid,
    change: &'static str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    fields: &'a [&'static str],
    /// Which rules of the book were set aside for an appointment.
    #[serde(skip_serializing_if = "Option::is_none")]
    set_aside: Option<&'static str>,
}

/// An event in the outbox: it has no position yet. Who did it when stands in the audit row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Emitted {
    /// The kind of event: a word of the [catalogue](crate::model::EventKind), or of that of a
    /// newer release.
    pub kind: String,
    /// The identifier of that row.
    pub subject_id: Uuid,
    /// The version of that row after the commit; none if it was deleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
    /// What a receiver needs of the row.
    #[serde(default, skip_serializing_if = "serde_json::Map::is_empty")]
    pub data: serde_json::Map<String, serde_json::Value>,
}

impl Emitted {
    /// Returns the table of the row that it happened to.
    #[must_use]
    pub fn subject(&self) -> &str {
        self.kind.split_once('.').map_or(&*self.kind, |(subject, _)| subject)
    }

    /// Returns the center by which staff see it, if they do.
    #[must_use]
    pub fn center(&self) -> Option<Uuid> {
        payload::center(self.subject(), &self.data)
    }
}

/// Adds the audit row and the row of the outbox to a change set.
pub(in crate::engine) fn record(
    env: &Env,
    actor: &Actor,
    (operation, set_aside): (&str, Option<SetAside>),
    events: Vec<NewEvent>,
    changes: &mut ChangeSet,
) {
    let touched = changes.writes().iter().map(|write| touched(write, set_aside));
    let touched: Vec<Touched<'_>> = touched.collect();
    // Texts and identifiers can always be written into memory.
    let rows = serde_json::to_string(&touched).unwrap_or_default();
    let emitted: Vec<Emitted> = events.into_iter().map(|event| emitted(event, changes)).collect();
    let events = serde_json::to_string(&emitted).unwrap_or_default();
    let id = env.commit_id();
    changes.insert(Audit {
        id: Id::from_uuid(id),
        actor_kind: actor.kind,
        actor_id: actor.id,
        operation: operation.to_owned(),
        rows,
    });
    changes.insert(Outbox { id: Id::from_uuid(id), events });
}

fn touched(write: &Write, set_aside: Option<SetAside>) -> Touched<'_> {
    let (table, id) = write.target();
    let set_aside = set_aside.filter(|_| table == Appointment::NAME).map(SetAside::word);
    let (change, fields): (_, &[&'static str]) = match write {
        Write::Insert(_) => ("insert", &[]),
        Write::Update { changed, .. } => ("update", changed),
        Write::Delete { .. } => ("delete", &[]),
    };
    Touched { table, id, change, fields, set_aside }
}

/// Says of an event what its subject is after the commit.
fn emitted(event: NewEvent, changes: &ChangeSet) -> Emitted {
    let NewEvent { kind, subject_id, removed } = event;
    let written = changes.written(kind.subject(), subject_id);
    let version = match written {
        Some(Write::Insert(_)) => Some(1),
        Some(Write::Update { row, .. }) => Some(row.version.0 + 1),
        _ => None,
    };
    let row = match written {
        Some(Write::Insert(row) | Write::Update { row, .. }) => Some(row),
        _ => removed.as_ref(),
    };
    let data = row.map(payload::data).unwrap_or_default();
    Emitted { kind: kind.as_str().to_owned(), subject_id, version, data }
}
