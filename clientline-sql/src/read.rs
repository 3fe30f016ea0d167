//! The reads: one row, its version, a page of rows, and their number.

use std::borrow::Cow;

use clientline_core::{
    row::{Condition, Direction, Filter, Kind, Select, Subject, Table, Value},
    value::TenantId,
};
use uuid::Uuid;

use crate::{Dialect, Statement};

/// Renders the read of one row.
///
/// Its columns are `id`, `version`, `created_at`, `updated_at`, and then the
/// declared ones in their order.
#[must_use]
pub fn get(dialect: Dialect, table: &Table, tenant: TenantId, id: Uuid) -> Statement<'static> {
    let mut statement = rows_of(dialect, table);
    statement.of_row(tenant, id);
    statement
}

/// Renders the read of one row's version, for a guard.
#[must_use]
pub fn version(dialect: Dialect, table: &Table, tenant: TenantId, id: Uuid) -> Statement<'static> {
    let mut statement = Statement::new(dialect, format!("SELECT version FROM {}", table.name));
    statement.of_row(tenant, id);
    statement
}

/// Renders a select; its columns are those of [`get`].
#[must_use]
pub fn select(dialect: Dialect, select: &Select, tenant: TenantId) -> Statement<'_> {
    let mut statement = rows_of(dialect, select.table);
    statement.of_tenant(tenant);
    filters(&mut statement, select);
    after(&mut statement, select);
    let direction = match select.direction {
        Direction::Ascending => "",
        Direction::Descending => " DESC",
    };
    statement.push(" ORDER BY ");
    if let Subject::Column(_) = select.order_by {
        statement.push(name_of(select, select.order_by)).push(direction).push(", ");
    }
    statement.push("id").push(direction).push(" LIMIT ").bind_int(select.limit);
    if select.skip > 0 {
        statement.push(" OFFSET ").bind_int(select.skip);
    }
    statement
}

/// Renders the count of the rows that pass a select's filters, whatever its
/// page is.
#[must_use]
pub fn count(dialect: Dialect, select: &Select, tenant: TenantId) -> Statement<'_> {
    let text = format!("SELECT count(*) FROM {}", select.table.name);
    let mut statement = Statement::new(dialect, text);
    statement.of_tenant(tenant);
    filters(&mut statement, select);
    statement
}

fn rows_of(dialect: Dialect, table: &Table) -> Statement<'static> {
    let mut statement =
        Statement::new(dialect, "SELECT id, version, created_at, updated_at".to_owned());
    for column in table.columns {
        statement.push(", ").push(column.name);
    }
    statement.push(" FROM ").push(table.name);
    statement
}

fn filters<'a>(statement: &mut Statement<'a>, select: &'a Select) {
    for Filter { subject, condition } in &select.filters {
        let (name, kind) = (name_of(select, *subject), kind_of(select, *subject));
        let (op, value) = match condition {
            Condition::Eq(value) => (" = ", value),
            Condition::Lt(value) => (" < ", value),
            Condition::Gt(value) => (" > ", value),
            Condition::Ge(value) => (" >= ", value),
            Condition::In(values) => {
                one_of(statement, name, kind, values);
                continue;
            }
            Condition::IsNull => {
                statement.push(" AND ").push(name).push(" IS NULL");
                continue;
            }
        };
        statement.push(" AND ").push(name).push(op).bind(kind, Cow::Borrowed(value));
    }
}

/// A set is filled up to the next power of two by repeating its last value:
/// so sets of up to a thousand values have eleven texts, and not a thousand.
fn one_of<'a>(statement: &mut Statement<'a>, name: &str, kind: Kind, values: &'a [Value]) {
    let Some(last) = values.last() else {
        statement.push(" AND 1 = 0");
        return;
    };
    statement.push(" AND ").push(name).push(" IN (");
    let filler = std::iter::repeat(last);
    let size = values.len().next_power_of_two();
    for (position, value) in values.iter().chain(filler).take(size).enumerate() {
        statement.push(if position == 0 { "" } else { ", " });
        statement.bind(kind, Cow::Borrowed(value));
    }
    statement.push(")");
}

fn after<'a>(statement: &mut Statement<'a>, select: &'a Select) {
    let Some((value, id)) = &select.after else { return };
    let past = match select.direction {
        Direction::Ascending => " > ",
        Direction::Descending => " < ",
    };
    match select.order_by {
        Subject::Id => {
            statement.push(" AND id").push(past).bind_uuid(*id);
        }
        Subject::Column(_) => {
            let (name, kind) = (name_of(select, select.order_by), kind_of(select, select.order_by));
            statement.push(" AND (").push(name).push(", id)").push(past).push("(");
            statement.bind(kind, Cow::Borrowed(value)).push(", ").bind_uuid(*id).push(")");
        }
    }
}

fn name_of(select: &Select, subject: Subject) -> &'static str {
    match subject {
        Subject::Id => "id",
        Subject::Column(position) => select.table.columns[position].name,
    }
}

fn kind_of(select: &Select, subject: Subject) -> Kind {
    match subject {
        Subject::Id => Kind::Uuid,
        Subject::Column(position) => select.table.columns[position].kind,
    }
}
