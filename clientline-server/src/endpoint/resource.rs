//! The endpoints that everything has which clients edit by its own fields.

use clientline_core::ops::resource::{Create, Delete, Get, List, Readable, Resource, Update};

use super::{
    declare::{Route, Tagged},
    input::{Body, Change, IfMatch, Path},
    listing::Listing,
    schema::interned,
};
use clientline_core::value::Id;

/// How a kind of resource is called.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// Its path, such as `/guests`.
    pub path: &'static str,
    /// Its name in operation ids, such as `guests`.
    pub name: &'static str,
    /// One of it, such as `a guest`.
    pub one: &'static str,
    /// Many of it, such as `guests`.
    pub many: &'static str,
}

impl Words {
    fn of_one(&self) -> &'static str {
        interned(&format!("{}/{{id}}", self.path))
    }

    fn id(&self, verb: &str) -> String {
        format!("{}_{verb}", self.name)
    }

    fn summary(&self, verb: &str) -> &'static str {
        interned(&format!("{verb} {}", self.one))
    }
}

impl Tagged<'_> {
    /// Declares listing and reading.
    pub fn readable<E: Readable + 'static>(&mut self, words: Words) -> &mut Self {
        let listing = interned(&format!("List {}", words.many));
        self.on(Route::list(words.path), words.id("list"), listing, {
            |Listing(list): Listing<E>| -> List<E> { list }
        });
        self.one::<E>(words)
    }

    /// Declares reading.
    fn one<E: Readable + 'static>(&mut self, words: Words) -> &mut Self {
        let (path, summary) = (words.of_one(), words.summary("Read"));
        self.on(Route::read(path), words.id("get"), summary, |Path(id): Path<Id<E>>| Get(id))
    }

    /// Declares creating, listing, reading, changing (by `PATCH` and by `PUT`)
    /// and deleting.
    pub fn resource<E: Resource + 'static>(&mut self, words: Words) -> &mut Self
    where
        E::New: 'static,
    {
        self.readable::<E>(words).changeable::<E>(words)
    }

    /// Declares all that [`resource`](Self::resource) does but listing.
    pub fn unlisted<E: Resource + 'static>(&mut self, words: Words) -> &mut Self
    where
        E::New: 'static,
    {
        self.one::<E>(words).changeable::<E>(words)
    }

    /// Declares creating, changing and deleting.
    fn changeable<E: Resource + 'static>(&mut self, words: Words) -> &mut Self
    where
        E::New: 'static,
    {
        let summary = words.summary("Create");
        self.on(Route::create(words.path), words.id("create"), summary, {
            |Body(new): Body<E::New>| Create::<E>(new)
        });
        let update = |Path(id): Path<Id<E>>, Change(patch), IfMatch(expected): IfMatch| Update::<E> {
            id,
            patch,
            expected,
        };
        let (path, summary) = (words.of_one(), words.summary("Change"));
        self.update(path, &words.id("update"), summary, update);
        let summary = words.summary("Delete");
        self.on(Route::delete(path), words.id("delete"), summary, {
            |Path(id): Path<Id<E>>, IfMatch(expected): IfMatch| Delete { id, expected }
        })
    }
}
