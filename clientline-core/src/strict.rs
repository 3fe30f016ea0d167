//! JSON that becomes a type strictly: a struct comes from an object alone.
//!
//! The deserializer of `serde_json` also makes a struct of an array, field by
//! field in the order of the declaration, and an empty map of null, which no
//! document mentions.

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
/// What is wrong, with its place in the tree.
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
    serde_path_to_error::deserialize(Strict(tree))
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
struct Strict(Value);

impl IntoDeserializer<'_, Error> for Strict {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

fn object<'de, V: Visitor<'de>>(
    entries: Map<String, Value>,
    visitor: V,
) -> Result<V::Value, Error> {
    let entries = entries.into_iter().map(|(key, value)| (key, Strict(value)));
    let mut entries = MapDeserializer::<_, Error>::new(entries);
    let value = visitor.visit_map(&mut entries)?;
    entries.end()?;
    Ok(value)
}

fn array<'de, V: Visitor<'de>>(items: Vec<Value>, visitor: V) -> Result<V::Value, Error> {
    let mut items = SeqDeserializer::<_, Error>::new(items.into_iter().map(Strict));
    let value = visitor.visit_seq(&mut items)?;
    items.end()?;
    Ok(value)
}

impl<'de> Deserializer<'de> for Strict {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Object(entries) => object(entries, visitor),
            Value::Array(items) => array(items, visitor),
            scalar => scalar.deserialize_any(visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Object(entries) => object(entries, visitor),
            _ => Err(Error::invalid_type(Unexpected::Other("no object"), &"an object")),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
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
        self.0.deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct identifier ignored_any
    }
}
