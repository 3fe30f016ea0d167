//! The conditions of a read: which rows pass, by which of them they are found, and what they are
//! only checked by.

use std::borrow::Cow;

use clientline_core::{
    row::{Condition, Filter, Kind, NamedBy, Select, Subject, Table, Value},
    value::TenantId,
};

use crate::{Dialect, Statement};

/// What of the filters is rendered elsewhere, or in another way.
#[derive(Clone, Copy)]
pub(super) enum Given<'a> {
    Nothing,
    /// The filter at a position asks for one value of its set.
    Owner(usize, &'a Value),
    /// What leads is found already.
    Named,
}

/// Renders the filters.
pub(super) fn filters<'a>(
    statement: &mut Statement<'a>,
    select: &'a Select,
    tenant: TenantId,
    given: Given<'a>,
) {
    let lead = lead(select);
    let led = lead.map(|at| select.filters[at].subject);
    for (position, Filter { subject, condition }) in select.filters.iter().enumerate() {
        let leads = lead == Some(position);
        // What leads has these checked before anything is looked up.
        let is_covered = is_checked(condition).is_some() && led == Some(*subject);
        let is_owner = matches!(given, Given::Owner(at, _) if at == position);
        let is_idle = !is_owner && select.keeps_all(&select.filters[position]);
        if is_covered || is_idle || (leads && matches!(given, Given::Named)) {
            continue;
        }
        statement.push(" AND ");
        match (condition, given) {
            (Condition::NamedBy(named), _) if leads => {
                let name = name_of(select.table, *subject);
                is_among(statement, name, named, &checked_of(select, *subject), tenant);
            }
            (Condition::In(_), Given::Owner(at, value)) if at == position => {
                let name = name_of(select.table, *subject);
                let kind = kind_of(select.table, *subject);
                statement.push(name).push(" = ").bind(kind, Cow::Borrowed(value));
            }
            _ => holds(statement, select.table, *subject, condition, tenant),
        }
    }
}

/// Returns the position of the filter by which rows are found that others name.
pub(super) fn lead(select: &Select) -> Option<usize> {
    select.filters.iter().position(|one| matches!(one.condition, Condition::NamedBy(_)))
}

/// Returns by what the same is named that is only checked.
pub(super) fn checked_of(select: &Select, subject: Subject) -> Vec<&NamedBy> {
    let same = select.filters.iter().filter(|one| one.subject == subject);
    same.filter_map(|one| is_checked(&one.condition)).collect()
}

/// Returns by what rows something is named, if that is only checked.
fn is_checked(condition: &Condition) -> Option<&NamedBy> {
    match (condition, condition.meaning()) {
        (Condition::Checked(_), Condition::NamedBy(named)) => Some(named),
        _ => None,
    }
}

/// Renders a condition.
fn holds<'a>(
    statement: &mut Statement<'a>,
    table: &Table,
    subject: Subject,
    condition: &'a Condition,
    tenant: TenantId,
) {
    let (name, kind) = (name_of(table, subject), kind_of(table, subject));
    let (op, value) = match condition {
        Condition::Eq(value) => (" = ", value),
        Condition::Lt(value) => (" < ", value),
        Condition::Gt(value) => (" > ", value),
        Condition::Ge(value) => (" >= ", value),
        Condition::In(values) => return one_of(statement, name, kind, values),
        Condition::IsNull => {
            statement.push(name).push(" IS NULL");
            return;
        }
        Condition::NamedBy(named) => return is_among(statement, name, named, &[], tenant),
        Condition::Checked(inner) => {
            return match &**inner {
                Condition::NamedBy(named) => is_named(statement, (table.name, name), named, tenant),
                inner => {
                    // What is asked of a truth value, no index is looked for by.
                    statement.push("(");
                    holds(statement, table, subject, inner, tenant);
                    statement.push(") IS TRUE");
                }
            };
        }
    };
    statement.push(name).push(op).bind(kind, Cow::Borrowed(value));
}

/// Finds by an index all that the rows of another table name, and looks those up that the
/// others name, too: a look at words costs less than one at a guest.
///
/// `PostgreSQL` gets an array, and not a subquery, which it would rather join.
fn is_among<'a>(
    statement: &mut Statement<'a>,
    name: &str,
    named: &'a NamedBy,
    others: &[&'a NamedBy],
    tenant: TenantId,
) {
    let (start, end) = match statement.dialect() {
        Dialect::Sqlite => (" IN (", ")"),
        Dialect::Postgres => (" = ANY (ARRAY(", "))"),
    };
    statement.push(name).push(start).push("SELECT ");
    names(statement, named, others, tenant);
    statement.push(end);
}

/// What the rows of another table name, and the others, too.
pub(super) fn names<'a>(
    statement: &mut Statement<'a>,
    named: &'a NamedBy,
    others: &[&'a NamedBy],
    tenant: TenantId,
) {
    let by = named.table.columns[named.column].name;
    statement.push(by);
    of_table(statement, named.table, tenant);
    for Filter { subject, condition } in &named.filters {
        statement.push(" AND ");
        holds(statement, named.table, *subject, condition, tenant);
    }
    for other in others {
        statement.push(" AND ");
        is_named(statement, (named.table.name, by), other, tenant);
    }
}

/// Looks for a row among those of another table that name this one. An offset keeps
/// planners from joining the tables, for which they would read one of them whole; and the
/// rows that name this one are checked, since planners without figures would rather look
/// through all that pass the filters, each time.
fn is_named<'a>(
    statement: &mut Statement<'a>,
    (table, name): (&str, &str),
    named: &'a NamedBy,
    tenant: TenantId,
) {
    let by = named.table.columns[named.column].name;
    statement.push("EXISTS (SELECT 1 FROM ").push(named.table.name).push(" AS names");
    statement.of_tenant(tenant).push(" AND ").push(by).push(" = ");
    statement.push(table).push(".").push(name);
    for Filter { subject, condition } in &named.filters {
        statement.push(" AND (");
        holds(statement, named.table, *subject, condition, tenant);
        statement.push(") IS TRUE");
    }
    statement.push(" LIMIT 1 OFFSET 0)");
}

/// Fills a set up to the next power of two by repeating its last value: so sets of up
/// to a thousand values have eleven texts, and not a thousand.
pub(super) fn filled(values: &[Value]) -> impl Iterator<Item = &Value> {
    let filler = values.last().into_iter().cycle();
    values.iter().chain(filler).take(values.len().next_power_of_two())
}

fn one_of<'a>(statement: &mut Statement<'a>, name: &str, kind: Kind, values: &'a [Value]) {
    if values.is_empty() {
        statement.push("1 = 0");
        return;
    }
    statement.push(name).push(" IN (");
    for (position, value) in filled(values).enumerate() {
        statement.push(if position == 0 { "" } else { ", " });
        statement.bind(kind, Cow::Borrowed(value));
    }
    statement.push(")");
}

/// Renders a table, and the tenant whose rows of it are read.
pub(super) fn of_table(statement: &mut Statement<'_>, table: &Table, tenant: TenantId) {
    statement.push(" FROM ").push(table.name).of_tenant(tenant);
}

pub(super) fn name_of(table: &Table, subject: Subject) -> &'static str {
    match subject {
        Subject::Id => "id",
        Subject::Column(position) => table.columns[position].name,
    }
}

pub(super) fn kind_of(table: &Table, subject: Subject) -> Kind {
    match subject {
        Subject::Id => Kind::Uuid,
        Subject::Column(position) => table.columns[position].kind,
    }
}
