//! Typed identifiers: one kind of row can't be passed where another is wanted.

use std::{borrow::Cow, cmp::Ordering, fmt, hash, marker::PhantomData, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error as _, Unexpected},
};
use uuid::{Uuid, fmt::Hyphenated};

/// The identifier of one `E`: a UUID, version 7 for everything made here.
///
/// As text it has hyphens, and letters of either case (RFC 9562, section 4); the
/// other notations, in braces or without hyphens, are none here.
///
/// ```
/// use clientline_core::value::Id;
/// struct Guest;
/// let id: Id<Guest> = "019aa5b0-0000-7000-8000-000000000001".parse().unwrap();
/// assert_eq!(id.to_string(), "019aa5b0-0000-7000-8000-000000000001");
/// assert!("019aa5b0000070008000000000000001".parse::<Id<Guest>>().is_err());
/// ```
pub struct Id<E> {
    raw: Uuid,
    entity: PhantomData<fn() -> E>,
}

impl<E> Id<E> {
    /// Wraps a raw identifier.
    #[must_use]
    pub const fn from_uuid(raw: Uuid) -> Self {
        Self { raw, entity: PhantomData }
    }

    /// Returns the raw identifier.
    #[must_use]
    pub const fn uuid(self) -> Uuid {
        self.raw
    }
}

impl<E> Clone for Id<E> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<E> Copy for Id<E> {}
impl<E> PartialEq for Id<E> {
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw
    }
}
impl<E> Eq for Id<E> {}
impl<E> PartialOrd for Id<E> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<E> Ord for Id<E> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.raw.cmp(&other.raw)
    }
}
impl<E> hash::Hash for Id<E> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.raw.hash(state);
    }
}
impl<E> fmt::Debug for Id<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.raw, f)
    }
}
impl<E> fmt::Display for Id<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.raw, f)
    }
}
impl<E> FromStr for Id<E> {
    type Err = uuid::Error;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Hyphenated::from_str(text).map(|id| Self::from_uuid(id.into_uuid()))
    }
}
impl<E> Serialize for Id<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.raw.serialize(serializer)
    }
}
impl<'de, E> Deserialize<'de> for Id<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Not by the type's own means, which take an array of bytes as well.
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(|_no_uuid| {
            D::Error::invalid_value(Unexpected::Other("text"), &"a UUID with hyphens")
        })
    }
}
impl<E> JsonSchema for Id<E> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Id".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "uuid",
            "examples": ["019aa5b0-7c00-7000-8000-000000000001"],
        })
    }
}

/// The identifier of one tenant: the organization's own identifier.
///
/// The nil identifier is the platform's, which holds the directory of the
/// others (design: architecture, "Across tenants").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TenantId(pub Uuid);

impl TenantId {
    /// The tenant that holds the directory of organizations.
    pub const PLATFORM: Self = Self(Uuid::nil());
}
