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
struct Instant(i64);

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
    const DECLARED: usize = 4;
    let Value::Uuid(id) = cell(row, 0, Kind::Uuid)? else { return Err(misshapen(0)) };
    let mut values = Vec::with_capacity(table.columns.len());
    for (position, column) in table.columns.iter().enumerate() {
        values.push(cell(row, DECLARED + position, column.kind)?);
    }
    Ok(Row {
        table,
        id,
        version: Version(number(row, 1)?),
        created_at: instant(row, 2)?,
        updated_at: instant(row, 3)?,
        values,
    })
}

/// Reads a number that is there.
pub(crate) fn number(row: &PgRow, position: usize) -> Result<i64> {
    match cell(row, position, Kind::Int)? {
        Value::Int(number) => Ok(number),
        _ => Err(misshapen(position)),
    }
}

fn instant(row: &PgRow, position: usize) -> Result<Timestamp> {
    match cell(row, position, Kind::Time)? {
        Value::Time(micros) => Timestamp::from_micros(micros).map_err(|_| misshapen(position)),
        _ => Err(misshapen(position)),
    }
}

fn cell(row: &PgRow, position: usize, kind: Kind) -> Result<Value> {
    let raw = row.try_get_raw(position).map_err(|_| misshapen(position))?;
    if raw.is_null() {
        return Ok(Value::Null);
    }
    let bytes = raw.as_bytes().map_err(|_| misshapen(position))?;
    value(kind, bytes).ok_or_else(|| misshapen(position))
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

fn misshapen(position: usize) -> Error {
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
