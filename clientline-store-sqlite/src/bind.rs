//! Values as the driver binds and reads them: truth values and instants are
//! integers, dates count days, identifiers are 16 bytes.

use clientline_core::{
    row::{Kind, Row, Table, Value, Version},
    value::Timestamp,
};
use clientline_sql::Statement;
use rusqlite::{
    CachedStatement, Connection, ToSql,
    types::{FromSql, FromSqlResult, Null, ToSqlOutput, ValueRef},
};
use uuid::Uuid;

/// Prepares a statement, or takes it from those that are kept prepared, and
/// binds its arguments.
pub(crate) fn prepare<'c>(
    connection: &'c Connection,
    statement: &Statement<'_>,
) -> rusqlite::Result<CachedStatement<'c>> {
    let mut prepared = connection.prepare_cached(statement.text())?;
    for (position, argument) in statement.arguments().iter().enumerate() {
        prepared.raw_bind_parameter(position + 1, Argument(&argument.value))?;
    }
    Ok(prepared)
}

struct Argument<'a>(&'a Value);

impl ToSql for Argument<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self.0 {
            Value::Null => ToSqlOutput::from(Null),
            Value::Bool(flag) => ToSqlOutput::from(*flag),
            Value::Int(number) | Value::Time(number) => ToSqlOutput::from(*number),
            Value::Date(days) => ToSqlOutput::from(*days),
            Value::Text(text) => ToSqlOutput::from(text.as_str()),
            Value::Uuid(id) => ToSqlOutput::Borrowed(ValueRef::Blob(id.as_bytes())),
        })
    }
}

/// Decodes a row that [`clientline_sql::get`] or [`clientline_sql::select`]
/// asked for.
pub(crate) fn decode(table: &'static Table, row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    const DECLARED: usize = 4;
    let mut values = Vec::with_capacity(table.columns.len());
    for (position, column) in table.columns.iter().enumerate() {
        values.push(value(column.kind, row.get_ref(DECLARED + position)?)?);
    }
    Ok(Row {
        table,
        id: row.get::<_, Id>(0)?.0,
        version: Version(row.get(1)?),
        created_at: row.get::<_, Instant>(2)?.0,
        updated_at: row.get::<_, Instant>(3)?.0,
        values,
    })
}

fn value(kind: Kind, raw: ValueRef<'_>) -> FromSqlResult<Value> {
    if matches!(raw, ValueRef::Null) {
        return Ok(Value::Null);
    }
    Ok(match kind {
        Kind::Bool => Value::Bool(FromSql::column_result(raw)?),
        Kind::Int => Value::Int(FromSql::column_result(raw)?),
        Kind::Text => Value::Text(FromSql::column_result(raw)?),
        Kind::Time => Value::Time(FromSql::column_result(raw)?),
        Kind::Date => Value::Date(FromSql::column_result(raw)?),
        Kind::Uuid => Value::Uuid(Id::column_result(raw)?.0),
    })
}

struct Id(Uuid);

impl FromSql for Id {
    fn column_result(raw: ValueRef<'_>) -> FromSqlResult<Self> {
        <[u8; 16]>::column_result(raw).map(|bytes| Self(Uuid::from_bytes(bytes)))
    }
}

struct Instant(Timestamp);

impl FromSql for Instant {
    fn column_result(raw: ValueRef<'_>) -> FromSqlResult<Self> {
        let micros = i64::column_result(raw)?;
        let out_of_range = |_| rusqlite::types::FromSqlError::OutOfRange(micros);
        Timestamp::from_micros(micros).map(Self).map_err(out_of_range)
    }
}
