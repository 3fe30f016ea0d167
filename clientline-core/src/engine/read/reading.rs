//! The reads of a use case, as values that say what is relied on: many of
//! them together are one round trip to the storage.
//!
//! A tuple reads all its parts together. What is found comes as a tuple, too, and
//! the first part that must be there and is not is the error.

use std::vec;

use uuid::Uuid;

use crate::{
    entity::{Entity, Field, Query, Scalar, Stored},
    error::{Error, Result},
    row::{Guard, Read, Row, Select, Table, Version},
    storage,
    value::Id,
};

/// Something to read, alone or together with others, by
/// [`View::read`](super::View::read).
///
/// [`require`], [`require_version`], [`referred`] and [`require_all`] rely on what
/// they find; [`peek`], [`exists`], [`first`] and a [`Query`] do not. An `Option`
/// is read if it is there, and a `Vec` or a tuple is read whole.
pub trait Reading: Send {
    /// The result.
    type Found: Send;

    /// Adds the reads that it takes.
    fn ask(&self, reads: &mut Vec<Read>);

    /// Takes the answers to those reads.
    ///
    /// # Errors
    ///
    /// The error when the row is absent.
    fn take(self, answers: &mut Answers<'_>) -> Result<Self::Found>;
}

/// The answers to reads that were made together, each of which is taken once.
#[derive(Debug)]
pub struct Answers<'a> {
    rows: vec::IntoIter<Vec<Row>>,
    relied: &'a mut Vec<Guard>,
}

impl<'a> Answers<'a> {
    pub(in crate::engine) fn new(rows: Vec<Vec<Row>>, relied: &'a mut Vec<Guard>) -> Self {
        Self { rows: rows.into_iter(), relied }
    }

    pub(super) fn rows(&mut self) -> Result<Vec<Row>> {
        let missing = || storage::Error::Corrupt("a read has no answer".to_owned());
        Ok(self.rows.next().ok_or_else(missing)?)
    }

    fn all<E: Entity>(&mut self) -> Result<Vec<Stored<E>>> {
        let rows = self.rows()?.into_iter();
        Ok(rows.map(Stored::decode).collect::<storage::Result<_>>()?)
    }

    fn one<E: Entity>(&mut self) -> Result<Option<Stored<E>>> {
        let row = self.rows()?.into_iter().next();
        Ok(row.map(Stored::decode).transpose()?)
    }
}

/// An entity that must be there, and is relied on.
#[derive(Debug)]
#[must_use]
pub struct Required<'p, E> {
    /// Which one.
    pub id: Id<E>,
    pointer: Option<&'p str>,
    expected: Option<Version>,
}

/// Asks for an entity that the request is about, and relies on it. If there is
/// none, that is [`Error::NotFound`].
pub const fn require<E: Entity>(id: Id<E>) -> Required<'static, E> {
    Required { id, pointer: None, expected: None }
}

/// Asks for an entity that the request is about, at the version that the client
/// read if it says so, and relies on it. If there is none, that is
/// [`Error::NotFound`]; if it has another version, [`Error::Stale`].
pub const fn require_version<E: Entity>(
    id: Id<E>,
    expected: Option<Version>,
) -> Required<'static, E> {
    Required { id, pointer: None, expected }
}

/// Asks for an entity that the request's body refers to at `pointer`, and relies
/// on it. If there is none, that is [`Error::Invalid`] at the pointer.
pub const fn referred<E: Entity>(pointer: &str, id: Id<E>) -> Required<'_, E> {
    Required { id, pointer: Some(pointer), expected: None }
}

impl<E: Entity> Reading for Required<'_, E> {
    type Found = Stored<E>;

    fn ask(&self, reads: &mut Vec<Read>) {
        reads.push(Read::Row(E::TABLE, self.id.uuid()));
    }

    fn take(self, answers: &mut Answers<'_>) -> Result<Stored<E>> {
        let found: Stored<E> = answers.one()?.ok_or_else(|| match self.pointer {
            Some(pointer) => Error::missing_reference(pointer, E::NAME),
            None => Error::NotFound { entity: E::NAME },
        })?;
        if self.expected.is_some_and(|version| version != found.version()) {
            return Err(Error::Stale { entity: E::NAME });
        }
        answers.relied.push(found.guard());
        Ok(found)
    }
}

/// All of some entities, which must be there, and are relied on.
#[derive(Clone, Debug)]
#[must_use]
pub struct RequiredAll<E> {
    ids: Vec<Id<E>>,
}

/// Asks for all entities with these identifiers, and relies on them. They come
/// in the order of their identifiers, each once. If one is not there, that is
/// [`Error::NotFound`].
pub fn require_all<E: Entity>(ids: impl IntoIterator<Item = Id<E>>) -> RequiredAll<E> {
    let mut ids: Vec<Id<E>> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    RequiredAll { ids }
}

impl<E: Entity> RequiredAll<E> {
    fn queries(&self) -> Vec<Query<E>> {
        let limit = u32::try_from(Select::SET_MAX).unwrap_or(u32::MAX);
        self.ids.chunks(Select::SET_MAX).map(|ids| Query::limit(limit).ids(ids)).collect()
    }
}

impl<E: Entity> Reading for RequiredAll<E> {
    type Found = Vec<Stored<E>>;

    fn ask(&self, reads: &mut Vec<Read>) {
        self.queries().ask(reads);
    }

    fn take(self, answers: &mut Answers<'_>) -> Result<Vec<Stored<E>>> {
        let found = self.queries().take(answers)?.concat();
        if found.len() < self.ids.len() {
            return Err(Error::NotFound { entity: E::NAME });
        }
        answers.relied.extend(found.iter().map(Stored::guard));
        Ok(found)
    }
}

/// An entity that may be there, and is not relied on.
#[derive(Debug)]
#[must_use]
pub struct Peek<E>(Id<E>);

/// Asks for an entity without relying on it.
pub const fn peek<E: Entity>(id: Id<E>) -> Peek<E> {
    Peek(id)
}

impl<E: Entity> Reading for Peek<E> {
    type Found = Option<Stored<E>>;

    fn ask(&self, reads: &mut Vec<Read>) {
        reads.push(Read::Row(E::TABLE, self.0.uuid()));
    }

    fn take(self, answers: &mut Answers<'_>) -> Result<Self::Found> {
        answers.one()
    }
}

/// One field of an entity that may be there.
#[derive(Debug)]
#[must_use]
pub(crate) struct Glance<E, T>(Id<E>, Field<E, T>);

/// Asks for one field of an entity without relying on it, and without making out what its
/// others say.
pub(crate) const fn glance<E: Entity, T: Scalar>(id: Id<E>, field: Field<E, T>) -> Glance<E, T> {
    Glance(id, field)
}

impl<E: Entity, T: Scalar + Send> Reading for Glance<E, T> {
    type Found = Option<T>;

    fn ask(&self, reads: &mut Vec<Read>) {
        reads.push(Read::Row(E::TABLE, self.0.uuid()));
    }

    fn take(self, answers: &mut Answers<'_>) -> Result<Self::Found> {
        let Some(row) = answers.rows()?.into_iter().next() else { return Ok(None) };
        let value = row.values.into_iter().nth(self.1.position());
        let found = value.and_then(|value| T::from_value(value, None));
        let corrupt = || storage::Error::Corrupt(format!("cannot decode {} {}", E::NAME, self.0));
        Ok(Some(found.ok_or_else(corrupt)?))
    }
}

/// Whether a row is there.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Exists(&'static Table, Uuid);

/// Asks whether a row is there, without relying on it.
pub const fn exists(table: &'static Table, id: Uuid) -> Exists {
    Exists(table, id)
}

impl Reading for Exists {
    type Found = bool;

    fn ask(&self, reads: &mut Vec<Read>) {
        reads.push(Read::Row(self.0, self.1));
    }

    fn take(self, answers: &mut Answers<'_>) -> Result<bool> {
        Ok(!answers.rows()?.is_empty())
    }
}

/// The first entity that a query asks for, if there is any.
#[derive(Clone, Debug)]
#[must_use]
pub struct First<E>(Query<E>);

/// Asks for the first entity of a query, without relying on it.
pub const fn first<E: Entity>(query: Query<E>) -> First<E> {
    First(query)
}

impl<E: Entity> Reading for First<E> {
    type Found = Option<Stored<E>>;

    fn ask(&self, reads: &mut Vec<Read>) {
        self.0.ask(reads);
    }

    fn take(self, answers: &mut Answers<'_>) -> Result<Self::Found> {
        answers.one()
    }
}

impl<E: Entity> Reading for Query<E> {
    type Found = Vec<Stored<E>>;

    fn ask(&self, reads: &mut Vec<Read>) {
        reads.push(Read::Rows(self.select().clone()));
    }

    fn take(self, answers: &mut Answers<'_>) -> Result<Self::Found> {
        answers.all()
    }
}

impl<R: Reading> Reading for Option<R> {
    type Found = Option<R::Found>;

    fn ask(&self, reads: &mut Vec<Read>) {
        if let Some(reading) = self {
            reading.ask(reads);
        }
    }

    fn take(self, answers: &mut Answers<'_>) -> Result<Self::Found> {
        self.map(|reading| reading.take(answers)).transpose()
    }
}

impl<R: Reading> Reading for Vec<R> {
    type Found = Vec<R::Found>;

    fn ask(&self, reads: &mut Vec<Read>) {
        for reading in self {
            reading.ask(reads);
        }
    }

    fn take(self, answers: &mut Answers<'_>) -> Result<Self::Found> {
        self.into_iter().map(|reading| reading.take(answers)).collect()
    }
}

/// Reads nothing.
impl Reading for () {
    type Found = ();

    fn ask(&self, _: &mut Vec<Read>) {}

    fn take(self, _: &mut Answers<'_>) -> Result<()> {
        Ok(())
    }
}

/// Reads the parts of a tuple together.
macro_rules! tuple {
    ($($part:ident)*) => {
        #[expect(non_snake_case, reason = "a part is named as its type")]
        impl<$($part: Reading),*> Reading for ($($part,)*) {
            type Found = ($($part::Found,)*);

            fn ask(&self, reads: &mut Vec<Read>) {
                let ($($part,)*) = self;
                $( $part.ask(reads); )*
            }

            fn take(self, answers: &mut Answers<'_>) -> Result<Self::Found> {
                let ($($part,)*) = self;
                Ok(($( $part.take(answers)?, )*))
            }
        }
    };
}

tuple!(A B);
tuple!(A B C);
tuple!(A B C D);
tuple!(A B C D F);
tuple!(A B C D F G);
