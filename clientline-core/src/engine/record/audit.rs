//! The records of every commit beside the change itself: the audit row and the
//! outbox rows.

use serde::Serialize;
use uuid::Uuid;

use crate::{
    engine::{Actor, Env, plan::operation::NewEvent},
    model::{Audit, Event},
    row::{ChangeSet, Write},
};

/// One written row, as the audit trail names it.
#[derive(Serialize)]
struct Touched<'a> {
    table: &'a str,
    id: Uuid,
    change: &'static str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    fields: &'a [&'static str],
}

/// Adds the audit row and the outbox rows to a change set.
pub(in crate::engine) fn record(
    env: &Env,
    actor: &Actor,
    operation: &str,
    events: Vec<NewEvent>,
    changes: &mut ChangeSet,
) {
    let touched: Vec<Touched<'_>> = changes.writes().iter().map(touched).collect();
    // Texts and identifiers can always be written into memory.
    let rows = serde_json::to_string(&touched).unwrap_or_default();
    changes.insert(Audit {
        id: env.new_id(),
        actor_kind: actor.kind,
        actor_id: actor.id,
        operation: operation.to_owned(),
        rows,
        position: None,
    });
    for NewEvent { kind, subject, subject_id } in events {
        let subject = subject.to_owned();
        changes.insert(Event { id: env.new_id(), kind, subject, subject_id, position: None });
    }
}

fn touched(write: &Write) -> Touched<'_> {
    let (table, id) = write.target();
    let (change, fields): (_, &[&'static str]) = match write {
        Write::Insert(_) => ("insert", &[]),
        Write::Update { changed, .. } => ("update", changed),
        Write::Delete { .. } => ("delete", &[]),
    };
    Touched { table, id, change, fields }
}
