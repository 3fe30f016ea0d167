//! Reading JSON into a tree, refusing what no type would notice.

use std::{cell::RefCell, fmt};

use clientline_core::strict::{self, escaped};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value, error::Category, value::RawValue};

use crate::problem::{Fault, Refusal};

/// How deep arrays and objects may be nested. The deepest body of the API has
/// five levels.
const MAX_DEPTH: usize = 32;

/// Reads a whole text into a tree.
pub(super) fn parse(text: &[u8]) -> Result<Value, Refusal> {
    let whole = serde_json::from_slice::<&RawValue>(text).map_err(|error| {
        let what = match error.classify() {
            Category::Eof => "it ends too early",
            _ => "there is a character that can't stand there",
        };
        malformed(what, &error)
    })?;
    let found = RefCell::new(None);
    let node = Node { at: String::new(), depth: 0, found: &found };
    node.read(whole).map_err(|error: serde_json::Error| match found.take() {
        Some(fault) => Refusal::Invalid(vec![fault]),
        None => malformed("there is a character that can't stand there", &error),
    })
}

/// The fault and its place, without the words of the parser, which may quote.
fn malformed(what: &str, error: &serde_json::Error) -> Refusal {
    Refusal::MalformedJson(format!("{what} (line {}, column {})", error.line(), error.column()))
}

/// One value of the document, about to be read.
struct Node<'a> {
    /// Its JSON Pointer.
    at: String,
    /// How many arrays and objects it is in.
    depth: usize,
    /// Where a fault is left: an error of `serde_json` carries text alone.
    found: &'a RefCell<Option<Fault>>,
}

impl Node<'_> {
    /// Reads a value from its text, which alone tells all digits of a number.
    fn read<E: Error>(self, raw: &RawValue) -> Result<Value, E> {
        let text = raw.get();
        match text.as_bytes().first() {
            Some(b'-' | b'0'..=b'9') => Ok(strict::number(text)),
            _ => serde_json::Deserializer::from_str(text).deserialize_any(self).map_err(E::custom),
        }
    }

    fn child(&self, token: &str) -> Self {
        let at = format!("{}/{}", self.at, escaped(token));
        Self { at, depth: self.depth + 1, found: self.found }
    }

    fn fault<E: Error>(&self, code: &'static str, detail: &str) -> E {
        self.found.borrow_mut().get_or_insert_with(|| Fault::new(self.at.clone(), code, detail));
        E::custom(code)
    }

    /// A text without NUL.
    fn clean<E: Error>(&self, text: &str) -> Result<(), E> {
        if text.contains('\0') {
            return Err(self.fault("nul_character", "A text can't hold the character U+0000."));
        }
        Ok(())
    }

    fn container<E: Error>(&self) -> Result<(), E> {
        if self.depth >= MAX_DEPTH {
            let detail = format!("Arrays and objects are nested at most {MAX_DEPTH} deep.");
            return Err(self.fault("too_deep", &detail));
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        self.read(<&RawValue>::deserialize(from)?)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        self.clean(text)?;
        Ok(Value::String(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        self.container()?;
        let mut array = Vec::new();
        while let Some(item) = items.next_element_seed(self.child(&array.len().to_string()))? {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        self.container()?;
        let mut object = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            let child = self.child(&key);
            child.clean(&key)?;
            if key == strict::NUMBER || key == strict::ARBITRARY_PRECISION {
                return Err(child.fault("unknown_field", "There is no such field here."));
            }
            if object.contains_key(&key) {
                return Err(child.fault("duplicate_key", "This key stands here twice."));
            }
            let value = entries.next_value_seed(child)?;
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}
