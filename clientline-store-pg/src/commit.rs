//! A commit: a change set as one JSON document, and one call that applies it.

use std::fmt;

use chrono::NaiveDate;
use clientline_core::{
    row::{ChangeSet, Guard, Row, Value, Write},
    storage::{Error, Result},
    value::{TenantId, Timestamp},
};
use serde::{
    Serialize, Serializer,
    ser::{Error as _, SerializeMap as _},
};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    Options, clock::DatabaseClock, commit_function::COMMIT_FUNCTION, deadline::within,
    failure::came_too_late,
};

/// Applies every change, or none; nothing any more, once it gave up on the database: what begins
/// in time has ended by then, since a statement may take so long and no longer.
pub(crate) async fn commit(
    connection: &mut PgConnection,
    clock: &DatabaseClock,
    options: Options,
    tenant: TenantId,
    changes: &ChangeSet,
) -> Result<()> {
    let until = clock.after(options.acquire, connection).await?;
    let document = serde_json::to_string(&Document::of(changes, until))
        .map_err(|error| Error::Rejected(error.to_string()))?;
    let call =
        sqlx::query(COMMIT_FUNCTION.call()).bind(tenant.0).bind(document).execute(connection);
    let call = async {
        call.await.inspect_err(|error| {
            if came_too_late(error) {
                clock.forget();
            }
        })
    };
    within(options.acquire + options.statement, call).await.map(drop)
}

/// Commits a message to the log that nobody reads, which shows that the server takes
/// commits: that it is no standby, not kept from writing, and that its disk has room.
pub(crate) async fn probe(connection: &mut PgConnection, options: Options) -> Result<()> {
    let writes = sqlx::query_scalar::<_, bool>(
        "SELECT CASE WHEN pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean
           THEN false ELSE pg_logical_emit_message(true, 'clientline', 'probe') IS NOT NULL END",
    );
    if within(options.acquire + options.statement, writes.fetch_one(connection)).await? {
        return Ok(());
    }
    Err(Error::Unavailable("the server takes no writes".into()))
}

/// The arguments of the function that applies a commit.
#[derive(Serialize)]
struct Document<'a> {
    at: Timestamp,
    until: Timestamp,
    guards: Vec<Held>,
    deletes: Vec<Old>,
    updates: Vec<Changed<'a>>,
    inserts: Vec<Added<'a>>,
}

/// A row to lock and check.
#[derive(Serialize)]
struct Held {
    table: &'static str,
    id: Uuid,
    version: i64,
    written: bool,
}

/// A row to delete.
#[derive(Serialize)]
struct Old {
    table: &'static str,
    id: Uuid,
    version: i64,
}

/// A row to change, with the columns that change.
#[derive(Serialize)]
struct Changed<'a> {
    table: &'static str,
    id: Uuid,
    version: i64,
    row: ChangedColumns<'a>,
}

/// Rows to insert into one table.
#[derive(Serialize)]
struct Added<'a> {
    table: &'static str,
    rows: Vec<NewRow<'a>>,
}

impl<'a> Document<'a> {
    fn of(changes: &'a ChangeSet, until: Timestamp) -> Self {
        let mut document = Self {
            at: changes.at(),
            until,
            guards: changes.guards().iter().map(Held::of).collect(),
            deletes: Vec::new(),
            updates: Vec::new(),
            inserts: Vec::new(),
        };
        for write in changes.in_order() {
            document.add(write);
        }
        document
    }

    fn add(&mut self, write: &'a Write) {
        match write {
            Write::Delete { table, id, version } => {
                self.deletes.push(Old { table: table.name, id: *id, version: version.0 });
            }
            Write::Update { row, changed } => self.updates.push(Changed {
                table: row.table.name,
                id: row.id,
                version: row.version.0,
                row: ChangedColumns { row, changed },
            }),
            // Rows that follow each other into one table go in one statement.
            Write::Insert(row) => match self.inserts.last_mut() {
                Some(last) if last.table == row.table.name => last.rows.push(NewRow(row)),
                _ => self.inserts.push(Added { table: row.table.name, rows: vec![NewRow(row)] }),
            },
        }
    }
}

impl Held {
    const fn of(guard: &Guard) -> Self {
        Self {
            table: guard.table.name,
            id: guard.id,
            version: guard.version.0,
            written: guard.written,
        }
    }
}

/// The columns of a new row; those that are null are left out.
struct NewRow<'a>(&'a Row);

impl Serialize for NewRow<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("id", &self.0.id)?;
        for (column, value) in self.0.table.columns.iter().zip(&self.0.values) {
            if *value != Value::Null {
                map.serialize_entry(column.name, &Cell(value))?;
            }
        }
        map.end()
    }
}

/// The columns of a row that changed.
struct ChangedColumns<'a> {
    row: &'a Row,
    changed: &'a [&'static str],
}

impl Serialize for ChangedColumns<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        for (column, value) in self.row.table.columns.iter().zip(&self.row.values) {
            if self.changed.contains(&column.name) {
                map.serialize_entry(column.name, &Cell(value))?;
            }
        }
        map.end()
    }
}

/// A value in the text that the database reads for its type.
struct Cell<'a>(&'a Value);

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Null => to.serialize_unit(),
            Value::Bool(flag) => to.serialize_bool(*flag),
            Value::Int(number) => to.serialize_i64(*number),
            Value::Text(text) => to.serialize_str(text),
            Value::Uuid(id) => id.serialize(to),
            Value::Time(micros) => known(Timestamp::from_micros(*micros).ok(), to),
            Value::Date(days) => known(NaiveDate::from_epoch_days(*days), to),
        }
    }
}

fn known<S: Serializer>(when: Option<impl fmt::Display>, to: S) -> Result<S::Ok, S::Error> {
    match when {
        Some(when) => to.collect_str(&when),
        None => Err(S::Error::custom("an instant or a date is out of range")),
    }
}
