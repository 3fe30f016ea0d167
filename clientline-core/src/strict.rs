//! JSON that becomes a type strictly: a struct comes from an object alone.
//!
//! The deserializer of `serde_json` also makes a struct of an array, field by
//! field in the order of the declaration, and an empty map of null, which no
//! document mentions.
//!
//! A tree of `serde_json` holds whole numbers of 64 bits, and floats. Any other number
//! stands in it as its digits ([`number`]), so that no decimal becomes its neighbour.

use std::any;

use chrono::NaiveDate;
use serde::{
    Deserializer,
    de::{
        DeserializeOwned, Error as _, IntoDeserializer, Unexpected, Visitor,
        value::{MapDeserializer, SeqDeserializer},
    },
    forward_to_deserialize_any,
};
use serde_json::{Error, Map, Value};
use serde_path_to_error::{Path, Segment};

/// Reads a type out of a tree.
///
/// # Errors
///
/// The fault, with its place in the tree.
///
/// ```
/// #[derive(serde::Deserialize, Default)]
/// #[serde(default)]
/// struct Hours {
///     weekly: Vec<String>,
/// }
/// assert!(clientline_core::strict::read::<Hours>(serde_json::json!({})).is_ok());
/// assert!(clientline_core::strict::read::<Hours>(serde_json::json!([])).is_err());
/// ```
pub fn read<T: DeserializeOwned>(tree: Value) -> Result<T, serde_path_to_error::Error<Error>> {
    serde_path_to_error::deserialize(Strict { tree })
}

/// The key of the object that stands in a tree for a number no 64-bit integer holds; its
/// value is the number as it was written. Whoever makes a tree of a stranger's text refuses
/// this key.
pub const NUMBER: &str = "$clientline::number";

/// The key under which `serde_json` itself hands over a number's digits, when whoever embeds
/// us switched its feature `arbitrary_precision` on. It is refused likewise.
pub const ARBITRARY_PRECISION: &str = "$serde_json::private::Number";

/// Makes the node of a tree for a JSON number, from its digits as they were written.
///
/// ```
/// use clientline_core::{strict, value::Amount};
///
/// let exact: Amount = strict::read(strict::number("90071992547409.9995")).unwrap();
/// assert_eq!(exact.to_string(), "90071992547409.9995");
/// ```
#[must_use]
pub fn number(digits: &str) -> Value {
    let whole = digits.parse::<u64>().map(Value::from);
    let whole = whole.or_else(|_| digits.parse::<i64>().map(Value::from));
    whole.unwrap_or_else(|_| Value::Object(Map::from_iter([(NUMBER.to_owned(), digits.into())])))
}

/// A path as a JSON Pointer (RFC 6901).
#[must_use]
pub fn pointer(path: &Path) -> String {
    let segment = |segment: &Segment| match segment {
        Segment::Seq { index } => format!("/{index}"),
        Segment::Map { key } => format!("/{}", escaped(key)),
        // A variant is no place in the document, and an unknown one has no name.
        Segment::Enum { .. } | Segment::Unknown => String::new(),
    };
    path.iter().map(segment).collect()
}

/// A name as a token of a JSON Pointer.
#[must_use]
pub fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// A value, about to become a type.
struct Strict {
    tree: Value,
}

impl IntoDeserializer<'_, Error> for Strict {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl Strict {
    /// Refuses the object that stands for a number.
    fn no_number(self) -> Result<Self, Error> {
        if self.tree.get(NUMBER).is_some() {
            return Err(Error::invalid_type(Unexpected::Other("no object"), &"an object"));
        }
        Ok(self)
    }

    /// Visits an object.
    fn object<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let Value::Object(entries) = self.tree else {
            return Err(Error::invalid_type(Unexpected::Other("no object"), &"an object"));
        };
        let entries = entries.into_iter().map(|(key, tree)| (key, Self { tree }));
        let mut entries = MapDeserializer::<_, Error>::new(entries);
        let value = visitor.visit_map(&mut entries)?;
        entries.end()?;
        Ok(value)
    }
}

/// Whether a text is a date as documents have it: ten characters, `YYYY-MM-DD`.
fn is_date_text(text: &str) -> bool {
    let fits = |(at, byte): (usize, u8)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    text.len() == 10 && text.bytes().enumerate().all(fits)
}

fn array<'de, V: Visitor<'de>>(items: Vec<Value>, visitor: V) -> Result<V::Value, Error> {
    let items = items.into_iter().map(|tree| Strict { tree });
    let mut items = SeqDeserializer::<_, Error>::new(items);
    let value = visitor.visit_seq(&mut items)?;
    items.end()?;
    Ok(value)
}

impl<'de> Deserializer<'de> for Strict {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.tree {
            Value::Object(_) => self.object(visitor),
            Value::Array(items) => array(items, visitor),
            scalar => scalar.deserialize_any(visitor),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        // What makes dates of texts takes more than a document says: `2027-2-3`.
        let is_date = any::type_name::<V::Value>() == any::type_name::<NaiveDate>();
        if is_date && self.tree.as_str().is_some_and(|text| !is_date_text(text)) {
            let text = self.tree.as_str().unwrap_or_default();
            return Err(Error::invalid_value(Unexpected::Str(text), &"a date, YYYY-MM-DD"));
        }
        self.deserialize_any(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.no_number()?.object(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.no_number()?.object(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.tree.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.tree.deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char string bytes byte_buf unit
        unit_struct seq tuple tuple_struct identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Amount, Discount};

    #[test]
    fn a_number_in_a_tree_keeps_its_digits_wherever_it_stands() {
        let number = || number("90071992547409.9995");
        assert_eq!(read::<Amount>(number()).unwrap().to_string(), "90071992547409.9995");
        let within = Value::Object(Map::from_iter([("amount".to_owned(), number())]));
        let discount: Discount = read(within.clone()).unwrap();
        assert_eq!(discount, Discount::Amount("90071992547409.9995".parse().unwrap()));
        let again: Value = read(within).unwrap();
        assert_eq!(read::<Discount>(again).unwrap(), discount);
    }

    #[test]
    fn a_date_is_written_as_documents_have_it() {
        #[derive(Debug, serde::Deserialize)]
        struct Asked {
            date: Option<NaiveDate>,
            dates: Vec<NaiveDate>,
        }
        let read =
            |date: &str| read::<Asked>(serde_json::json!({"date": date, "dates": ["2027-02-03"]}));
        let found = read("2027-02-03").unwrap();
        assert_eq!(found.date, found.dates.first().copied());
        for wrong in
            ["2027-2-3", "2027-02-3", "+2027-02-03", " 2027-02-03", "2027-02-30", "27-02-03"]
        {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_number_in_a_tree_is_no_text_and_no_object() {
        #[derive(Debug, serde::Deserialize, Default)]
        #[serde(default)]
        struct Anything {}
        assert!(read::<Anything>(number("1.5")).is_err());
        assert!(read::<String>(number("1.5")).is_err());
        assert!(read::<Vec<String>>(number("1.5")).is_err());
        assert!(read::<i64>(number("1.5")).is_err());
        assert_eq!(read::<i64>(number("-15")).unwrap(), -15);
    }
}
