//! Rules about rows of any kind: references, constraints, and the audit trail.

use std::collections::{BTreeMap, BTreeSet};

use clientline::{
    entity::Entity,
    model::{
        Audit, AuditSeal, Counter, Event, EventKind, Idempotency, IdempotencyGuest, Outbox, TABLES,
    },
    row::{Constraint, Row, Table, Value},
};
use serde::Deserialize;
use uuid::Uuid;

use super::must;
use crate::{content::Content, stage::is_leased};

pub(super) fn references_lead_somewhere(content: &Content) -> Result<(), String> {
    let ids = |table: &Table| content.rows(table).iter().map(|row| row.id).collect();
    let there: BTreeMap<&str, BTreeSet<Uuid>> =
        TABLES.iter().map(|table| (table.name, ids(table))).collect();
    for table in TABLES {
        for row in content.rows(table) {
            for (column, value) in table.columns.iter().zip(&row.values) {
                if let (Some(target), Value::Uuid(id)) = (column.references, value) {
                    let found = there.get(target.name).is_some_and(|ids| ids.contains(id));
                    must(found, || format!("{}.{} of {row:?}", table.name, column.name))?;
                }
            }
        }
    }
    Ok(())
}

/// Sorts the rows that a constraint is about by its keys, and by their start:
/// if any two break it, two neighbours do.
pub(super) fn constraints_hold(content: &Content) -> Result<(), String> {
    for table in TABLES {
        for constraint in table.constraints {
            let mut rows: Vec<&Row> = content.rows(table).iter().collect();
            rows.retain(|row| is_about(constraint, row));
            let keys = || constraint.keys.iter().copied();
            let columns: Vec<usize> =
                keys().chain(constraint.span.map(|span| span.start)).collect();
            let place = |row: &Row| -> Vec<Value> {
                columns.iter().map(|&column| row.values[column].clone()).collect()
            };
            rows.sort_by_cached_key(|row| place(row));
            for pair in rows.windows(2) {
                let clash = constraint.forbids(pair[0], pair[1]);
                must(!clash, || format!("{}: {pair:?}", constraint.name))?;
            }
        }
    }
    Ok(())
}

fn is_about(constraint: &Constraint, row: &Row) -> bool {
    constraint
        .when
        .is_none_or(|when| row.values[when.column] == Value::Text(when.equals.to_owned()))
}

/// One written row, as the audit trail names it.
#[derive(Deserialize)]
struct Touched {
    table: String,
    id: Uuid,
    change: String,
}

/// The records of the engine and of the sequencer.
const OWN: [&str; 6] = [
    Audit::NAME,
    Outbox::NAME,
    Idempotency::NAME,
    IdempotencyGuest::NAME,
    Event::NAME,
    AuditSeal::NAME,
];

/// The feed has every position once, and tells of each row its versions in their order, by
/// kinds of the catalogue.
pub(super) fn events_have_positions_without_gaps(content: &Content) -> Result<(), String> {
    // Of its table: the guest who stands for those who walk in has the identifier of the center.
    let mut versions: BTreeMap<(String, Uuid), i64> = BTreeMap::new();
    let mut last = 0;
    for event in content.all::<Event>() {
        must(event.position == last + 1, || format!("{event:?} comes after {last}"))?;
        last = event.position;
        let kind: Result<EventKind, _> = event.kind.parse();
        must(kind.is_ok_and(|kind| kind.subject() == event.subject), || format!("{event:?}"))?;
        let before = versions.entry((event.subject.clone(), event.subject_id)).or_default();
        let version = event.subject_version.unwrap_or(*before);
        must(version >= *before, || format!("{event:?} comes after version {before}"))?;
        *before = version;
    }
    let sealed = content.all::<AuditSeal>().last().map_or(0, |step| step.last_position);
    must(sealed == last, || format!("the last step says {sealed}, and {last} is the last position"))
}

/// A row was written as often as the audit trail says; the engine's own
/// records aside, which say nothing about themselves.
pub(super) fn audit_names_every_write(content: &Content) -> Result<(), String> {
    let mut writes: BTreeMap<(String, Uuid), i64> = BTreeMap::new();
    for audit in content.all::<Audit>() {
        let touched: Vec<Touched> =
            serde_json::from_str(&audit.rows).map_err(|error| error.to_string())?;
        must(!touched.is_empty(), || format!("{audit:?} names nothing"))?;
        for Touched { table, id, change } in touched {
            match change.as_str() {
                "delete" => _ = writes.remove(&(table, id)),
                _ => *writes.entry((table, id)).or_default() += 1,
            }
        }
    }
    for table in TABLES {
        let own = OWN.contains(&table.name);
        for row in content.rows(table) {
            if own || table.name == Counter::NAME && is_leased(&row.values) {
                continue;
            }
            let named = writes.remove(&(table.name.to_owned(), row.id)).unwrap_or(0);
            must(named == row.version.0, || format!("{named} times in {row:?}"))?;
        }
    }
    // That an answer was erased is recorded.
    writes.retain(|(table, _), _| table != Idempotency::NAME);
    must(writes.is_empty(), || format!("written, but not there: {writes:?}"))
}
