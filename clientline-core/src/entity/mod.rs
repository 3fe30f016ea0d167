//! The typed view of rows.
//!
//! An entity is declared once, by `entity!`: its struct, its
//! table, its constraints, and the struct of what a client gives to create it.
//! SQL, JSON and the OpenAPI document all follow from that declaration.

mod answered;
mod change;
mod declare;
mod patch;
mod query;
#[cfg(feature = "fixture")]
mod sample;
mod scalar;
pub(crate) mod tolerant;
mod word;

use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;

#[cfg(feature = "fixture")]
pub(crate) use self::sample::by_default;
#[cfg(feature = "fixture")]
pub use self::sample::{Sample, sample};
pub use self::{
    answered::Answered,
    patch::{FieldPatch, MergePatch, Patch, Patchable},
    query::{Field, Query},
    scalar::Scalar,
};
pub(crate) use self::{
    declare::entity,
    patch::{patch, replaced_whole},
    scalar::json_scalar,
    word::word_enum,
};
use crate::{
    row::{Column, Guard, Row, Table, Value, Version},
    storage,
    value::{Currency, Id, Timestamp},
};

/// A type whose values are stored as rows; declare one with
/// `entity!`.
pub trait Entity: Clone + Send + Sync + 'static {
    /// The table's name.
    const NAME: &'static str;
    /// The table.
    const TABLE: &'static Table;
    /// The names of the use cases that every resource has, for this one.
    const VERBS: &'static Verbs;

    /// Returns the entity's identifier.
    fn id(&self) -> Id<Self>;
    /// Encodes the declared columns, in order.
    fn to_values(&self) -> Vec<Value>;
    /// Decodes a row's identifier and values; `None` if they do not fit.
    fn from_values(id: Id<Self>, values: Vec<Value>) -> Option<Self>;
    /// Reads it from an answer; the name of the field that does not fit, if one does not.
    fn from_answer(answer: &Answered<'_>) -> Result<Self, &'static str>;
}

/// The names of the use cases that every resource has, for one of them.
#[derive(Debug)]
pub struct Verbs {
    /// To create one, as `guest_create`.
    pub create: &'static str,
    /// To read one.
    pub get: &'static str,
    /// To list them.
    pub list: &'static str,
    /// To change one.
    pub update: &'static str,
    /// To delete one.
    pub delete: &'static str,
}

/// An entity that clients create and change by its own fields.
pub trait Editable: Entity + Patchable<Patch: MergePatch<Of = Self::New>> {
    /// The fields that a client gives to create the entity; a patch may change the same fields.
    type New;
}

/// Has the schema of a stored entity say what the entity is, and not how it is kept.
fn described_as<E: JsonSchema>(schema: &mut Schema) {
    let entity = E::json_schema(&mut SchemaGenerator::default());
    if let Some(description) = entity.get("description") {
        schema.insert("description".to_owned(), description.clone());
    }
}

/// An entity together with the version that was read.
///
/// Only a stored entity can be updated or deleted, so that no update can be
/// lost. In JSON it is the entity's fields, with `version`, `created_at` and
/// `updated_at` beside them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "{E}", transform = described_as::<E>)]
pub struct Stored<E> {
    #[serde(flatten)]
    pub(crate) entity: E,
    /// How often it was written; its `ETag`.
    pub(crate) version: Version,
    /// Its creation.
    pub(crate) created_at: Timestamp,
    /// Its last change.
    pub(crate) updated_at: Timestamp,
    /// The JSON objects and lists of its row as they were read, by column: what a newer release
    /// wrote into them is kept when they change.
    #[serde(skip)]
    #[schemars(skip)]
    pub(crate) objects: Vec<(usize, String)>,
}

impl<E> Stored<E> {
    /// Returns the version that was read.
    #[must_use]
    pub const fn version(&self) -> Version {
        self.version
    }

    /// Returns when the row was inserted.
    #[must_use]
    pub const fn created_at(&self) -> Timestamp {
        self.created_at
    }

    /// Returns when the row was last written.
    #[must_use]
    pub const fn updated_at(&self) -> Timestamp {
        self.updated_at
    }

    /// Forgets the version.
    #[must_use]
    pub fn into_inner(self) -> E {
        self.entity
    }
}

impl<E> Deref for Stored<E> {
    type Target = E;
    fn deref(&self) -> &E {
        &self.entity
    }
}

impl<E: Entity> Stored<E> {
    /// Returns the guard of a commit that relies on the entity staying as it was
    /// read.
    #[must_use]
    pub(crate) fn guard(&self) -> Guard {
        let (id, version) = (self.entity.id().uuid(), self.version);
        Guard { table: E::TABLE, id, version, written: false }
    }

    /// Decodes a row.
    ///
    /// # Errors
    ///
    /// [`storage::Error::Corrupt`] if the values do not fit the entity.
    pub fn decode(row: Row) -> storage::Result<Self> {
        let (id, version) = (row.id, row.version);
        let (created_at, updated_at) = (row.created_at, row.updated_at);
        let objects = objects_in(&row.values);
        let entity = E::from_values(Id::from_uuid(id), row.values)
            .ok_or_else(|| storage::Error::Corrupt(format!("cannot decode {} {id}", E::NAME)))?;
        Ok(Self { entity, version, created_at, updated_at, objects })
    }
}

/// Returns the texts of a row that may be JSON objects or lists, by column.
fn objects_in(values: &[Value]) -> Vec<(usize, String)> {
    let object = |(at, value): (usize, &Value)| match value {
        Value::Text(text) if text.starts_with(['{', '[']) => Some((at, text.clone())),
        _ => None,
    };
    values.iter().enumerate().filter_map(object).collect()
}

/// Returns the name of the column of a field: `type` for the field `r#type`,
/// which is how Rust writes a name that is also a word of its own.
#[doc(hidden)]
#[must_use]
pub const fn column_name(field: &'static str) -> &'static str {
    match field.as_bytes() {
        [b'r', b'#', name @ ..] => match std::str::from_utf8(name) {
            Ok(name) => name,
            Err(_) => field,
        },
        _ => field,
    }
}

/// Returns the currency that a row's amounts are in, if the table says so.
#[doc(hidden)]
#[must_use]
pub fn currency_of(columns: &[Column], values: &[Value]) -> Option<Currency> {
    let position = columns.iter().position(|column| column.name == "currency")?;
    Currency::from_value(values.get(position)?.clone(), None)
}
