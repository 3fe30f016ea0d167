//! Values as the protocol carries them: instants count microseconds and dates
//! days, both from the start of the year 2000.
//!
//! Instants and dates go without the driver's own types for them, which panic
//! on an infinite one.

use clientline_core::{
    row::{Kind, Row, Table, Value, Version},
    storage::{Error, Result},
    value::Timestamp,
};
use clientline_sql::{Argument, Statement};
use sqlx::{
    Arguments as _, Encode, Postgres, Row as _, Type, ValueRef as _,
    encode::IsNull,
    error::BoxDynError,
    postgres::{PgArgumentBuffer, PgArguments, PgRow, PgTypeInfo, types::Oid},
};
use uuid::Uuid;

/// 2000-01-01, in days since 1970-01-01.
const EPOCH_DAYS: i32 = 10_957;
/// The same instant, in microseconds.
const EPOCH_MICROS: i64 = EPOCH_DAYS as i64 * 86_400_000_000;

/// The first and the last instant that the database knows, in its own count.
const MICROS: (i64, i64) = (-211_813_488_000_000_000, 9_223_371_331_199_999_999);
/// The first and the last day that the database knows, in its own count.
const DAYS: (i32, i32) = (-2_451_545, 2_145_031_948);

/// Puts the arguments of a statement on the wire.
pub(crate) fn arguments(statement: &Statement<'_>) -> Result<PgArguments> {
    let mut arguments = PgArguments::default();
    for argument in statement.arguments() {
        add(&mut arguments, argument).map_err(|error| Error::Rejected(error.to_string()))?;
    }
    Ok(arguments)
}

fn add(
    arguments: &mut PgArguments,
    Argument { kind, value }: &Argument<'_>,
) -> Result<(), BoxDynError> {
    match value.as_ref() {
        Value::Bool(flag) => arguments.add(*flag),
        Value::Int(number) => arguments.add(*number),
        Value::Text(text) => arguments.add(text.as_str()),
        Value::Time(micros) => arguments.add(Instant(*micros)),
        Value::Date(days) => arguments.add(Day(*days)),
        Value::Uuid(id) => arguments.add(*id),
        Value::Null => match kind {
            Kind::Bool => arguments.add(None::<bool>),
            Kind::Int => arguments.add(None::<i64>),
            Kind::Text => arguments.add(None::<&str>),
            Kind::Time => arguments.add(None::<Instant>),
            Kind::Date => arguments.add(None::<Day>),
            Kind::Uuid => arguments.add(None::<Uuid>),
        },
    }
}

/// Microseconds since 1970. One that the database does not know is taken to its
/// nearest: no row holds either, so that every comparison stays as it was.
pub(crate) struct Instant(pub(crate) i64);

impl Type<Postgres> for Instant {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(Oid(1184))
    }
}

impl Encode<'_, Postgres> for Instant {
    fn encode_by_ref(&self, to: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        let micros = self.0.saturating_sub(EPOCH_MICROS).clamp(MICROS.0, MICROS.1);
        to.extend_from_slice(&micros.to_be_bytes());
        Ok(IsNull::No)
    }
}

/// Days since 1970, taken to the nearest that the database knows likewise.
struct Day(i32);

impl Type<Postgres> for Day {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(Oid(1082))
    }
}

impl Encode<'_, Postgres> for Day {
    fn encode_by_ref(&self, to: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        let days = self.0.saturating_sub(EPOCH_DAYS).clamp(DAYS.0, DAYS.1);
        to.extend_from_slice(&days.to_be_bytes());
        Ok(IsNull::No)
    }
}

/// Decodes a row that [`clientline_sql::get`] or [`clientline_sql::select`]
/// asked for.
pub(crate) fn decode(table: &'static Table, row: &PgRow) -> Result<Row> {
    let cells = (0..DECLARED + table.columns.len()).map(|position| bytes(row, position));
    from_cells(table, cells)
}

/// The columns that every table has, before the declared ones.
const DECLARED: usize = 4;

/// Decodes the cells of a row, each of them null or in the protocol's binary
/// form.
pub(crate) fn from_cells<'r>(
    table: &'static Table,
    mut cells: impl Iterator<Item = Result<Option<&'r [u8]>>>,
) -> Result<Row> {
    let mut position = 0;
    let mut next = |kind: Kind| {
        let cell = cells.next().ok_or_else(|| misshapen(position))??;
        position += 1;
        cell.map_or(Some(Value::Null), |bytes| value(kind, bytes))
            .ok_or_else(|| misshapen(position - 1))
    };
    let (id, version) = (next(Kind::Uuid)?, next(Kind::Int)?);
    let (created_at, updated_at) = (next(Kind::Time)?, next(Kind::Time)?);
    let declared = table.columns.iter().map(|column| next(column.kind));
    let values = declared.collect::<Result<Vec<_>>>()?;
    let instant = |micros| Timestamp::from_micros(micros).map_err(|_| misshapen(2));
    match (id, version, created_at, updated_at) {
        (
            Value::Uuid(id),
            Value::Int(version),
            Value::Time(created_at),
            Value::Time(updated_at),
        ) => Ok(Row {
            table,
            id,
            version: Version(version),
            created_at: instant(created_at)?,
            updated_at: instant(updated_at)?,
            values,
        }),
        _ => Err(misshapen(0)),
    }
}

/// Reads a number that is there.
pub(crate) fn number(row: &PgRow, position: usize) -> Result<i64> {
    match bytes(row, position)?.and_then(|bytes| value(Kind::Int, bytes)) {
        Some(Value::Int(number)) => Ok(number),
        _ => Err(misshapen(position)),
    }
}

/// Returns the bytes of a cell, unless it is null.
pub(crate) fn bytes(row: &PgRow, position: usize) -> Result<Option<&[u8]>> {
    let raw = row.try_get_raw(position).map_err(|_| misshapen(position))?;
    if raw.is_null() {
        return Ok(None);
    }
    raw.as_bytes().map(Some).map_err(|_| misshapen(position))
}

fn value(kind: Kind, bytes: &[u8]) -> Option<Value> {
    Some(match kind {
        Kind::Bool => Value::Bool(bytes != [0]),
        Kind::Int => Value::Int(i64::from_be_bytes(bytes.try_into().ok()?)),
        Kind::Text => Value::Text(std::str::from_utf8(bytes).ok()?.to_owned()),
        Kind::Time => {
            let micros = i64::from_be_bytes(bytes.try_into().ok()?);
            Value::Time(micros.checked_add(EPOCH_MICROS)?)
        }
        Kind::Date => {
            let days = i32::from_be_bytes(bytes.try_into().ok()?);
            Value::Date(days.checked_add(EPOCH_DAYS)?)
        }
        Kind::Uuid => Value::Uuid(Uuid::from_slice(bytes).ok()?),
    })
}

pub(crate) fn misshapen(position: usize) -> Error {
    Error::Corrupt(format!("cannot decode column {position} of a row"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_infinite_instant_or_date_is_an_error_and_no_panic() {
        assert_eq!(value(Kind::Time, &i64::MAX.to_be_bytes()), None);
        assert_eq!(value(Kind::Date, &i32::MAX.to_be_bytes()), None);
    }

    proptest! {
        #[test]
        fn an_instant_comes_back_as_it_went_unless_no_row_can_hold_it(micros: i64) {
            let mut wire = PgArgumentBuffer::default();
            prop_assert!(Instant(micros).encode_by_ref(&mut wire).is_ok());
            let back = value(Kind::Time, &wire);
            if Timestamp::from_micros(micros).is_ok() {
                prop_assert_eq!(back, Some(Value::Time(micros)));
            } else {
                let wire = i64::from_be_bytes(wire[..].try_into().unwrap());
                prop_assert!((MICROS.0..=MICROS.1).contains(&wire));
            }
        }

        #[test]
        fn no_bytes_make_decoding_panic(bytes: Vec<u8>) {
            for kind in [Kind::Bool, Kind::Int, Kind::Text, Kind::Time, Kind::Date, Kind::Uuid] {
                let _ = value(kind, &bytes);
            }
        }
    }
}
