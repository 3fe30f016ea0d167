//! The writes of a change set, a statement each.

use std::borrow::Cow;

use clientline_core::{
    row::{Kind, Row, Value, Write},
    value::{TenantId, Timestamp},
};

use crate::{Dialect, Statement};

/// Renders a write, made at the instant `at`.
///
/// An insert fails if the row exists. An update or delete affects one row if it
/// still has the version that was read, and none otherwise. An update names
/// only the columns that changed: the others are as they were read, since the
/// version is, and a database then leaves their indexes and references alone.
#[must_use]
pub fn write(dialect: Dialect, write: &Write, tenant: TenantId, at: Timestamp) -> Statement<'_> {
    match write {
        Write::Insert(row) => insert(dialect, row, tenant, at),
        Write::Update { row, changed } => update(dialect, row, changed, tenant, at),
        Write::Delete { table, id, version } => {
            let mut statement = Statement::new(dialect, format!("DELETE FROM {}", table.name));
            statement.of_row(tenant, *id).push(" AND version = ").bind_int(version.0);
            statement
        }
    }
}

fn insert(dialect: Dialect, row: &Row, tenant: TenantId, at: Timestamp) -> Statement<'_> {
    let mut statement = Statement::new(dialect, format!("INSERT INTO {}", row.table.name));
    statement.push(" (organization_id, id, version, created_at, updated_at");
    for column in row.table.columns {
        statement.push(", ").push(column.name);
    }
    statement.push(") VALUES (").bind_uuid(tenant.0).push(", ").bind_uuid(row.id).push(", 1");
    for _ in ["created_at", "updated_at"] {
        statement.push(", ").bind(Kind::Time, time(at));
    }
    for (column, value) in row.table.columns.iter().zip(&row.values) {
        statement.push(", ").bind(column.kind, Cow::Borrowed(value));
    }
    statement.push(")");
    statement
}

fn update<'a>(
    dialect: Dialect,
    row: &'a Row,
    changed: &[&'static str],
    tenant: TenantId,
    at: Timestamp,
) -> Statement<'a> {
    let mut statement = Statement::new(dialect, format!("UPDATE {}", row.table.name));
    statement.push(" SET version = version + 1, updated_at = ").bind(Kind::Time, time(at));
    for (column, value) in row.table.columns.iter().zip(&row.values) {
        if changed.contains(&column.name) {
            statement.push(", ").push(column.name).push(" = ");
            statement.bind(column.kind, Cow::Borrowed(value));
        }
    }
    statement.of_row(tenant, row.id).push(" AND version = ").bind_int(row.version.0);
    statement
}

const fn time(at: Timestamp) -> Cow<'static, Value> {
    Cow::Owned(Value::Time(at.micros()))
}
