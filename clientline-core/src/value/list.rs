//! A short list of identifiers in one column.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use super::{Id, ValueError};

/// At most 200 identifiers, each of them once, in order.
///
/// A column of them is for reading; link rows beside it carry the references.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(transparent, bound = "")]
#[schemars(inline, bound = "")]
pub struct IdList<E>(#[schemars(length(max = 200), extend("uniqueItems" = true))] Vec<Id<E>>);

impl<E> IdList<E> {
    /// The most identifiers in one list.
    pub const MAX: usize = 200;
    /// The same, for queries.
    pub const LIMIT: u32 = 200;

    /// Takes a list.
    ///
    /// # Errors
    ///
    /// [`ValueError::Invalid`] if it is too long, or names something twice.
    pub fn new(ids: Vec<Id<E>>) -> Result<Self, ValueError> {
        if ids.len() > Self::MAX {
            return Err(ValueError::invalid("list", "it may have at most 200 entries"));
        }
        let repeated = ids.iter().enumerate().any(|(at, id)| ids[..at].contains(id));
        if repeated {
            return Err(ValueError::invalid("list", "it names something twice"));
        }
        Ok(Self(ids))
    }

    /// Returns the identifiers.
    #[must_use]
    pub fn as_slice(&self) -> &[Id<E>] {
        &self.0
    }
}

impl<E> Clone for IdList<E> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}
impl<E> PartialEq for IdList<E> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<E> Eq for IdList<E> {}
impl<E> Default for IdList<E> {
    fn default() -> Self {
        Self(Vec::new())
    }
}
impl<'de, E> Deserialize<'de> for IdList<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(Vec::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}
