//! The reads: one row, its version, a page of rows, and their number; and several
//! of them together.

use std::borrow::Cow;

use clientline_core::{
    ops::page::PageRequest,
    row::{Condition, Direction, Filter, Read, Select, Subject, Table, Value},
    value::TenantId,
};
use uuid::Uuid;

use crate::{
    Dialect, Statement,
    conditions::{Given, checked_of, filled, filters, kind_of, lead, name_of, names, of_table},
};

/// The longest page, and the row after it that says whether there are more.
const PAGE_MAX: u32 = PageRequest::LIMIT_MAX + 1;
/// The most owners whose rows are asked for one owner at a time.
const OWNERS_MAX: usize = 16;

/// Renders the read of one row.
///
/// Its columns are `id`, `version`, `created_at`, `updated_at`, and then the
/// declared ones in their order.
#[must_use]
pub fn get(dialect: Dialect, table: &Table, tenant: TenantId, id: Uuid) -> Statement<'static> {
    let mut statement = selecting(dialect, table);
    row_of(&mut statement, table, tenant, id);
    statement
}

/// Renders the read of one row's version, for a guard.
#[must_use]
pub fn version(dialect: Dialect, table: &Table, tenant: TenantId, id: Uuid) -> Statement<'static> {
    let mut statement = Statement::new(dialect, "SELECT version".to_owned());
    row_of(&mut statement, table, tenant, id);
    statement
}

/// Renders a select; its columns are those of [`get`].
#[must_use]
pub fn select(dialect: Dialect, select: &Select, tenant: TenantId) -> Statement<'_> {
    let mut statement = selecting(dialect, select.table);
    rows_of(&mut statement, select, tenant);
    statement
}

/// Renders the first rows of a table in the order in which their transactions began to write,
/// for `PostgreSQL`; the columns are those of [`get`].
///
/// A commit writes once it holds its locks, and gets its number then: so the number of one that
/// relies on another is the greater one, whatever the clocks of their processes say. Of as many
/// as wait, the `ARRIVALS_MAX` first by identifier are looked at.
#[must_use]
pub fn arrivals(table: &Table, tenant: TenantId, limit: u32) -> Statement<'static> {
    let mut statement = selecting(Dialect::Postgres, table);
    statement.push(" FROM (SELECT xmin, *");
    of_table(&mut statement, table, tenant);
    statement.push(" ORDER BY id LIMIT ").bind_int(ARRIVALS_MAX);
    statement.push(") AS waiting ORDER BY age(xmin) DESC, id LIMIT ").bind_int(limit);
    statement
}

/// The most rows that are put into the order in which they came.
const ARRIVALS_MAX: u32 = 10_000;

/// Renders several reads as one statement of `PostgreSQL`: it answers one row with
/// a column for each of them, which is an array of the binary forms of records with the
/// columns of [`get`].
///
/// An array, and not a union, since its subquery alone decides the order of its
/// elements; and records, since their fields keep the types of the columns. They are
/// bytes, since a distributed database has no name for the type of such a record, and
/// passes none on.
#[must_use]
pub fn together(reads: &[Read], tenant: TenantId) -> Statement<'_> {
    let mut statement = Statement::new(Dialect::Postgres, "SELECT ".to_owned());
    for (position, read) in reads.iter().enumerate() {
        statement.push(if position == 0 { "" } else { ", " });
        statement.push("ARRAY(SELECT record_send(ROW(").push(&columns(read.table())).push("))");
        match read {
            Read::Row(table, id) => row_of(&mut statement, table, tenant, *id),
            Read::Rows(select) => rows_of(&mut statement, select, tenant),
        }
        statement.push(")");
    }
    statement
}

/// Renders the count of the rows that pass a select's filters, whatever its
/// page is.
#[must_use]
pub fn count(dialect: Dialect, select: &Select, tenant: TenantId) -> Statement<'_> {
    let mut statement = Statement::new(dialect, "SELECT count(*)".to_owned());
    passing(&mut statement, select, tenant);
    statement
}

/// The columns that every table has.
const OWN_COLUMNS: &str = "id, version, created_at, updated_at";
/// How many bytes most reads have beside the names of their columns.
const READ_BYTES: usize = 256;

/// Begins a read of all columns of a table.
fn selecting(dialect: Dialect, table: &Table) -> Statement<'static> {
    let mut text = String::with_capacity(columns_bytes(table) + READ_BYTES);
    text.push_str("SELECT ");
    list_columns(&mut text, table);
    Statement::new(dialect, text)
}

fn columns(table: &Table) -> String {
    let mut columns = String::with_capacity(columns_bytes(table));
    list_columns(&mut columns, table);
    columns
}

fn columns_bytes(table: &Table) -> usize {
    table.columns.iter().fold(OWN_COLUMNS.len(), |bytes, column| bytes + 2 + column.name.len())
}

fn list_columns(text: &mut String, table: &Table) {
    text.push_str(OWN_COLUMNS);
    for column in table.columns {
        text.push_str(", ");
        text.push_str(column.name);
    }
}

fn row_of(statement: &mut Statement<'_>, table: &Table, tenant: TenantId, id: Uuid) {
    statement.push(" FROM ").push(table.name).of_row(tenant, id);
}

/// Renders which rows are read. Of those before a single row that is asked for, no
/// more than an index holds is read; and they are found once, by a subquery that is one
/// value and so is never joined: to a planner without figures all rows of a tenant are one
/// row, and so it would find them again for each of them.
fn rows_of<'a>(statement: &mut Statement<'a>, select: &'a Select, tenant: TenantId) {
    match owners(select) {
        None if select.limit == 1 && select.skip > 0 => {
            of_table(statement, select.table, tenant);
            statement.push(" AND id = (SELECT id");
            of_table(statement, select.table, tenant);
            filters(statement, select, tenant, Given::Nothing);
            after(statement, select);
            in_order(statement, select);
            statement.push(" LIMIT 1 OFFSET ").bind_int(select.skip).push(") LIMIT 1");
            return;
        }
        None => {
            passing(statement, select, tenant);
            after(statement, select);
        }
        Some(of) => owned(statement, select, tenant, of),
    }
    in_order(statement, select);
    statement.push(" LIMIT ").bind_int(select.limit);
    if select.skip > 0 {
        statement.push(" OFFSET ").bind_int(select.skip);
    }
}

/// The beginning of a list of identifiers, each once, whose rows are [looked up](looked_up).
const LISTED: &str = " FROM unnest(ARRAY(";

/// Ends a list of identifiers, and has `PostgreSQL` look up the row of each, one by one:
/// left the choice and without figures, it would hold each row of the tenant against the
/// list.
fn looked_up(statement: &mut Statement<'_>, table: &Table, name: &str, tenant: TenantId) {
    statement.push(")) AS listed (listed_id) CROSS JOIN LATERAL (SELECT *");
    of_table(statement, table, tenant);
    statement.push(" AND ").push(name).push(" = listed_id OFFSET 0) AS ").push(table.name);
    statement.of_tenant(tenant);
}

/// Renders the rows that pass the filters; in `PostgreSQL`, what leads has them looked up.
fn passing<'a>(statement: &mut Statement<'a>, select: &'a Select, tenant: TenantId) {
    let lead = lead(select).and_then(|at| match &select.filters[at].condition {
        Condition::NamedBy(named) if statement.dialect() == Dialect::Postgres => Some((at, named)),
        _ => None,
    });
    let Some((at, named)) = lead else {
        of_table(statement, select.table, tenant);
        return filters(statement, select, tenant, Given::Nothing);
    };
    let Filter { subject, .. } = select.filters[at];
    statement.push(LISTED).push("SELECT DISTINCT ");
    names(statement, named, &checked_of(select, subject), tenant);
    looked_up(statement, select.table, name_of(select.table, subject), tenant);
    filters(statement, select, tenant, Given::Named);
}

/// Returns the owners, two to sixteen of them, whose rows are asked for, a page or all by a
/// column, and which filter says so; or the words of a column, if they are all that a page by
/// another column asks for.
///
/// No index has the rows of several owners, or words, in one order. A planner that is asked
/// for both walks all rows of the tenant in their order, for it hopes to meet the owners'
/// soon; so [`select`] asks for a page of each owner's rows, and sorts those.
#[must_use]
pub fn owners(select: &Select) -> Option<(usize, &[Value])> {
    let is_ordered = matches!(select.order_by, Subject::Column(_));
    let is_page = select.limit <= PAGE_MAX;
    if !is_page && !is_ordered {
        return None;
    }
    let is_alone = |filter: &Filter| {
        let others = select.filters.iter().map(|other| other.subject);
        is_page
            && is_ordered
            && others.filter(|other| *other != select.order_by).all(|other| other == filter.subject)
    };
    select.filters.iter().enumerate().find_map(|(position, filter)| {
        let (Subject::Column(at), Condition::In(owners)) = (filter.subject, &filter.condition)
        else {
            return None;
        };
        let column = &select.table.columns[at];
        let owns = column.references.is_some() || (!column.words.is_empty() && is_alone(filter));
        let fits = (2..=OWNERS_MAX).contains(&owners.len());
        (owns && fits).then_some((position, &owners[..]))
    })
}

/// Renders the rows of several owners among which those of a page are.
///
/// `PostgreSQL` gets the rows themselves, and has nothing left to look up by an index that
/// it may choose badly; of an owner who is named again, as when the text is filled
/// up, it gets none.
fn owned<'a>(
    statement: &mut Statement<'a>,
    select: &'a Select,
    tenant: TenantId,
    (position, owners): (usize, &'a [Value]),
) {
    let what = match statement.dialect() {
        Dialect::Sqlite => {
            of_table(statement, select.table, tenant);
            statement.push(" AND id IN (");
            "SELECT id"
        }
        Dialect::Postgres => {
            statement.push(" FROM (");
            "SELECT *"
        }
    };
    let many = i64::from(select.limit) + i64::from(select.skip);
    for (number, owner) in filled(owners).enumerate() {
        let is_again = filled(owners).take(number).any(|before| before == owner);
        let most = if is_again && statement.dialect() == Dialect::Postgres { 0 } else { many };
        statement.push(if number == 0 { "" } else { " UNION ALL " });
        statement.push(what).push(" FROM (").push(what);
        of_table(statement, select.table, tenant);
        filters(statement, select, tenant, Given::Owner(position, owner));
        after(statement, select);
        in_order(statement, select);
        statement.push(" LIMIT ").bind_int(most).push(") AS owned");
    }
    statement.push(")");
    if statement.dialect() == Dialect::Postgres {
        statement.push(" AS ").push(select.table.name).of_tenant(tenant);
    }
}

fn in_order(statement: &mut Statement<'_>, select: &Select) {
    let direction = match select.direction {
        Direction::Ascending => "",
        Direction::Descending => " DESC",
    };
    statement.push(" ORDER BY ");
    if let Subject::Column(_) = select.order_by {
        statement.push(name_of(select.table, select.order_by)).push(direction).push(", ");
    }
    statement.push("id").push(direction);
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
            let (name, kind) =
                (name_of(select.table, select.order_by), kind_of(select.table, select.order_by));
            statement.push(" AND (").push(name).push(", id)").push(past).push("(");
            statement.bind(kind, Cow::Borrowed(value)).push(", ").bind_uuid(*id).push(")");
        }
    }
}
