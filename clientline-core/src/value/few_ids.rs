//! A list of three identifiers at most.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::{Id, ValueError};

/// At most three identifiers, each of them once, in order.
///
/// A column of them is for reading; link rows beside it carry the references.
///
/// ```
/// use clientline_core::value::{FewIds, Id};
/// struct Room;
/// let id = |digit| format!("019aa5b0-0000-7000-8000-00000000000{digit}").parse::<Id<Room>>();
/// let two = FewIds::new([id(1)?, id(2)?])?;
/// assert_eq!(two.iter().last(), Some(id(2)?));
/// assert!(FewIds::new([id(1)?, id(1)?]).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct FewIds<E>([Option<Id<E>>; FewIds::<()>::MAX]);

impl<E> FewIds<E> {
    /// The most identifiers in one list.
    pub const MAX: usize = 3;
    /// The list without any.
    pub const EMPTY: Self = Self([None; FewIds::<()>::MAX]);

    /// Takes a list.
    ///
    /// # Errors
    ///
    /// [`ValueError::Invalid`] if it is too long, or names something twice.
    pub fn new(ids: impl IntoIterator<Item = Id<E>>) -> Result<Self, ValueError> {
        let mut list = Self::default();
        for (at, id) in ids.into_iter().enumerate() {
            if list.iter().any(|before| before == id) {
                return Err(ValueError::invalid("list", "it names something twice"));
            }
            let place = list.0.get_mut(at);
            *place.ok_or_else(|| ValueError::invalid("list", "it may have at most 3 entries"))? =
                Some(id);
        }
        Ok(list)
    }

    /// Returns the identifiers.
    pub fn iter(self) -> impl Iterator<Item = Id<E>> {
        self.0.into_iter().flatten()
    }

    /// Returns whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0[0].is_none()
    }
}

impl<E> Clone for FewIds<E> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<E> Copy for FewIds<E> {}
impl<E> PartialEq for FewIds<E> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<E> Eq for FewIds<E> {}
impl<E> Default for FewIds<E> {
    fn default() -> Self {
        Self::EMPTY
    }
}
impl<E> std::fmt::Debug for FewIds<E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
impl<E> Serialize for FewIds<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}
impl<'de, E> Deserialize<'de> for FewIds<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(Vec::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}
impl<E> JsonSchema for FewIds<E> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "FewIds".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "array",
            "items": Id::<E>::json_schema(generator),
            "maxItems": Self::MAX,
            "uniqueItems": true,
        })
    }
}
