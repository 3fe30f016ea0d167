//! Entities as answers have them, read back: for whoever gets the answer of then to a request
//! that was sent twice.

use std::fmt;

use serde::{Deserialize, Deserializer, de::Error as _};
use serde_json::{Map, Value as Json};

use super::{Entity, Scalar, Stored, objects_in};
use crate::{
    row::Version,
    value::{Currency, Timestamp},
};

/// The fields of an answer about one entity.
pub struct Answered<'a> {
    fields: &'a Map<String, Json>,
    /// The currency of its amounts, if it says one.
    currency: Option<Currency>,
}

impl fmt::Debug for Answered<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.fields.keys()).finish()
    }
}

impl<'a> Answered<'a> {
    fn of(fields: &'a Map<String, Json>) -> Self {
        let currency = fields.get("currency").and_then(|json| Scalar::from_json(json, None));
        Self { fields, currency }
    }

    /// Reads a field.
    ///
    /// # Errors
    ///
    /// Its name, if it is not there and nothing can stand for it, or is not of the type.
    pub fn field<T: Scalar>(&self, name: &'static str) -> Result<T, &'static str> {
        let read = match self.fields.get(name) {
            Some(json) => T::from_json(json, self.currency),
            None => T::absent(),
        };
        read.ok_or(name)
    }
}

/// Reads back what an answer says of an entity.
///
/// It is as much as was shown: a column that was withheld from whoever asked, or is shown to
/// nobody, takes its default. Read the row again before you change it.
impl<'de, E: Entity> Deserialize<'de> for Stored<E> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let fields = Map::deserialize(from)?;
        let answer = Answered::of(&fields);
        let wrong = |field| D::Error::custom(format!("`{field}` is none of a {}", E::NAME));
        let (version, created_at, updated_at): (i64, Timestamp, Timestamp) = (
            answer.field("version").map_err(wrong)?,
            answer.field("created_at").map_err(wrong)?,
            answer.field("updated_at").map_err(wrong)?,
        );
        let entity = E::from_answer(&answer).map_err(wrong)?;
        let objects = objects_in(&entity.to_values());
        Ok(Self { entity, version: Version(version), created_at, updated_at, objects })
    }
}
