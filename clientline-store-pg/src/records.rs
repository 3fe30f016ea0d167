//! Arrays of records, as the protocol carries them: what reads that are made
//! together come back as.
//!
//! An array is its number of dimensions, a flag, the type of its elements, the size
//! and the first index of each dimension, and its elements; a record is the number
//! of its fields and, of each, its type and its value. Every value has its length
//! before it, and -1 there means null.

use clientline_core::{
    row::{Row, Table},
    storage::Result,
};
use sqlx::postgres::PgRow;

use crate::wire::{bytes, from_cells, misshapen};

/// Decodes the rows of one of the arrays that [`clientline_sql::together`] asked
/// for.
pub(crate) fn decode(table: &'static Table, row: &PgRow, position: usize) -> Result<Vec<Row>> {
    let array = bytes(row, position)?;
    let wrong = |_| misshapen(position);
    let mut array = Bytes(array.unwrap_or_default());
    let mut rows = Vec::new();
    for _ in 0..array.count().map_err(wrong)? {
        let mut record = Bytes(array.value().map_err(wrong)?.unwrap_or_default());
        let fields = record.number().map_err(wrong)?;
        rows.push(from_cells(table, (0..fields).map(|_| record.field().map_err(wrong)))?);
    }
    Ok(rows)
}

/// The rest.
struct Bytes<'a>(&'a [u8]);

/// The bytes are none of an array of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Misshapen;

impl<'a> Bytes<'a> {
    fn number(&mut self) -> Result<i32, Misshapen> {
        let (number, rest) = self.0.split_first_chunk().ok_or(Misshapen)?;
        self.0 = rest;
        Ok(i32::from_be_bytes(*number))
    }

    /// Reads the head of an array, and returns how many elements follow; an empty
    /// array has no dimension.
    fn count(&mut self) -> Result<i32, Misshapen> {
        let [dimensions, _nulls, _type] = [self.number()?, self.number()?, self.number()?];
        match dimensions {
            0 => Ok(0),
            1 => {
                let [count, _first] = [self.number()?, self.number()?];
                Ok(count)
            }
            _ => Err(Misshapen),
        }
    }

    /// Reads a value, which may be null.
    fn value(&mut self) -> Result<Option<&'a [u8]>, Misshapen> {
        let length = self.number()?;
        if length == -1 {
            return Ok(None);
        }
        let length = usize::try_from(length).map_err(|_| Misshapen)?;
        let (value, rest) = self.0.split_at_checked(length).ok_or(Misshapen)?;
        self.0 = rest;
        Ok(Some(value))
    }

    fn field(&mut self) -> Result<Option<&'a [u8]>, Misshapen> {
        let _type = self.number()?;
        self.value()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn array(elements: &[Option<&[u8]>]) -> Vec<u8> {
        let count = i32::try_from(elements.len()).unwrap();
        let head = [i32::from(count > 0), 0, 2_249].into_iter().chain([count, 1]);
        let mut bytes: Vec<u8> =
            head.take(if count > 0 { 5 } else { 3 }).flat_map(i32::to_be_bytes).collect();
        for element in elements {
            let length = element.map_or(-1, |value| i32::try_from(value.len()).unwrap());
            bytes.extend(length.to_be_bytes());
            bytes.extend(element.unwrap_or_default());
        }
        bytes
    }

    #[test]
    fn an_array_gives_its_elements_in_order_and_an_empty_one_none() {
        let bytes = array(&[Some(b"one"), None, Some(b"")]);
        let mut left = Bytes(&bytes);
        assert_eq!(left.count(), Ok(3));
        assert_eq!(left.value(), Ok(Some(&b"one"[..])));
        assert_eq!(left.value(), Ok(None));
        assert_eq!(left.value(), Ok(Some(&b""[..])));
        assert_eq!(left.value(), Err(Misshapen));
        assert_eq!(Bytes(&array(&[])).count(), Ok(0));
    }

    proptest! {
        #[test]
        fn no_bytes_make_reading_panic_or_go_on_for_ever(bytes: Vec<u8>) {
            let mut left = Bytes(&bytes);
            let _ = left.count();
            let mut values = 0;
            while left.field().is_ok() {
                values += 1;
            }
            prop_assert!(values <= bytes.len() / 8);
        }
    }
}
