//! How endpoints are declared: each in a line or two.
//!
//! A declaration says the method and the path, the operation's id and summary,
//! and how its inputs become a use case of the core. Everything else is the
//! layer's: credentials, idempotency, tags, parsing, documents, errors.

use std::{pin::Pin, sync::Arc};

use clientline_core::{engine::Operation, model::Permission};
use poem::{Response, http::Method};
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Served,
    answer::Shape,
    call::{Answered, Call, written},
    definitions::{Described, Schemas},
    failure::problem,
    input::{Arguments, Compose, Inputs},
};
use crate::problem::Problem;

/// Declares the endpoints of an API.
pub trait Declare: Send + Sync + 'static {
    /// Puts every endpoint into the table.
    fn declare(table: &mut Endpoints);
}

/// The table of all endpoints.
#[derive(Default)]
pub struct Endpoints {
    pub(super) all: Vec<Endpoint>,
    /// Each tag with its description.
    pub(super) tags: Vec<(&'static str, &'static str)>,
}

/// One endpoint, declared.
pub(super) struct Endpoint {
    pub(super) method: Method,
    /// With parameters in braces.
    pub(super) path: &'static str,
    pub(super) id: String,
    pub(super) tag: &'static str,
    pub(super) summary: &'static str,
    pub(super) shape: Shape,
    pub(super) access: Access,
    pub(super) describe: fn(&mut Schemas) -> (Inputs, Described),
    pub(super) handler: Handler,
}

/// Who may use an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// Everybody.
    Open,
    /// Whoever brings what lets them in, in the body.
    Entrance,
    /// Whose role has the permission.
    Role(Permission),
    /// As that, and the platform.
    Platform(Permission),
}

/// A handler with its type forgotten.
pub(super) type Handler = Arc<dyn Fn(Served, Call) -> Handling + Send + Sync>;
type Handling = Pin<Box<dyn Future<Output = Result<Response, Problem>> + Send>>;

/// The endpoints of one tag, being declared.
pub struct Tagged<'a> {
    pub(super) table: &'a mut Endpoints,
    pub(super) tag: &'static str,
}

impl Endpoints {
    /// The table that `D` declares.
    #[must_use]
    pub fn of<D: Declare>() -> Self {
        let mut table = Self::default();
        D::declare(&mut table);
        table
    }

    /// Begins the endpoints of a tag.
    pub fn tag(&mut self, tag: &'static str, description: &'static str) -> Tagged<'_> {
        self.tags.push((tag, description));
        Tagged { table: self, tag }
    }

    /// Each path, as the router writes it, with each of its methods.
    pub fn routes(&self) -> impl Iterator<Item = (String, Method)> {
        self.all.iter().map(|endpoint| (endpoint.route(), endpoint.method.clone()))
    }
}

impl Endpoint {
    /// The path as the router writes it: `/guests/:id` for `/guests/{id}`.
    pub(super) fn route(&self) -> String {
        self.path.replace('{', ":").replace('}', "")
    }

    /// The names of the path's parameters, from left to right.
    pub(super) fn parameters(&self) -> impl Iterator<Item = &'static str> {
        self.path.split('{').skip(1).filter_map(|rest| rest.split('}').next())
    }
}

/// A method for each kind of endpoint: they differ in method and answer.
impl Tagged<'_> {
    /// `POST` that makes something: 201, with its `Location` under the path.
    pub fn create<A, C>(
        &mut self,
        path: &'static str,
        id: &'static str,
        summary: &'static str,
        compose: C,
    ) -> &mut Self
    where
        A: Arguments + 'static,
        C: Compose<A, Made: Operation + 'static>,
    {
        let shape = Shape::Created { under: None };
        self.operation(Method::POST, shape, path, id.to_owned(), summary, compose)
    }

    /// `POST` that makes something whose place is elsewhere: 201, with its
    /// `Location` under another path.
    pub fn create_under<A, C>(
        &mut self,
        path: &'static str,
        under: &'static str,
        id: &'static str,
        summary: &'static str,
        compose: C,
    ) -> &mut Self
    where
        A: Arguments + 'static,
        C: Compose<A, Made: Operation + 'static>,
    {
        let shape = Shape::Created { under: Some(under) };
        self.operation(Method::POST, shape, path, id.to_owned(), summary, compose)
    }

    /// `POST` that finds something, or makes it, which its answer says in the
    /// field `created`: 200, or 201 with its `Location` under another path.
    pub fn find_or_create<A, C>(
        &mut self,
        path: &'static str,
        under: &'static str,
        id: &'static str,
        summary: &'static str,
        compose: C,
    ) -> &mut Self
    where
        A: Arguments + 'static,
        C: Compose<A, Made: Operation + 'static>,
    {
        let shape = Shape::FoundOrCreated { under };
        self.operation(Method::POST, shape, path, id.to_owned(), summary, compose)
    }

    /// `GET` of one thing: 200 with its tag, or 304.
    pub fn read<A, C>(
        &mut self,
        path: &'static str,
        id: &'static str,
        summary: &'static str,
        compose: C,
    ) -> &mut Self
    where
        A: Arguments + 'static,
        C: Compose<A, Made: Operation + 'static>,
    {
        self.operation(Method::GET, Shape::Read, path, id.to_owned(), summary, compose)
    }

    /// `GET` of several things, or of something computed: 200.
    pub fn list<A, C>(
        &mut self,
        path: &'static str,
        id: &'static str,
        summary: &'static str,
        compose: C,
    ) -> &mut Self
    where
        A: Arguments + 'static,
        C: Compose<A, Made: Operation + 'static>,
    {
        self.operation(Method::GET, Shape::List, path, id.to_owned(), summary, compose)
    }

    /// `PATCH`, and `PUT` that does the same (design, API): 200. The second
    /// one's operation id ends in `_put`.
    pub fn update<A, C>(
        &mut self,
        path: &'static str,
        id: &'static str,
        summary: &'static str,
        compose: C,
    ) -> &mut Self
    where
        A: Arguments + 'static,
        C: Compose<A, Made: Operation + 'static>,
    {
        let put = format!("{id}_put");
        self.operation(Method::PATCH, Shape::Done, path, id.to_owned(), summary, compose.clone());
        self.operation(Method::PUT, Shape::Done, path, put, summary, compose)
    }

    /// `PUT` alone, of something that is replaced whole: 200.
    pub fn replace<A, C>(
        &mut self,
        path: &'static str,
        id: &'static str,
        summary: &'static str,
        compose: C,
    ) -> &mut Self
    where
        A: Arguments + 'static,
        C: Compose<A, Made: Operation + 'static>,
    {
        self.operation(Method::PUT, Shape::Done, path, id.to_owned(), summary, compose)
    }

    /// `POST` that does something to what is there: 200.
    pub fn act<A, C>(
        &mut self,
        path: &'static str,
        id: &'static str,
        summary: &'static str,
        compose: C,
    ) -> &mut Self
    where
        A: Arguments + 'static,
        C: Compose<A, Made: Operation + 'static>,
    {
        self.operation(Method::POST, Shape::Done, path, id.to_owned(), summary, compose)
    }

    /// `POST` that ends something, and has nothing to tell: 204.
    pub fn end<A, C>(
        &mut self,
        path: &'static str,
        id: &'static str,
        summary: &'static str,
        compose: C,
    ) -> &mut Self
    where
        A: Arguments + 'static,
        C: Compose<A, Made: Operation + 'static>,
    {
        self.operation(Method::POST, Shape::Gone, path, id.to_owned(), summary, compose)
    }

    /// `DELETE`: 204.
    pub fn delete<A, C>(
        &mut self,
        path: &'static str,
        id: &'static str,
        summary: &'static str,
        compose: C,
    ) -> &mut Self
    where
        A: Arguments + 'static,
        C: Compose<A, Made: Operation + 'static>,
    {
        self.operation(Method::DELETE, Shape::Gone, path, id.to_owned(), summary, compose)
    }

    /// `GET` that is open to everybody, and runs no use case: 200.
    pub fn open<T, F, R>(
        &mut self,
        path: &'static str,
        id: &'static str,
        summary: &'static str,
        handler: F,
    ) -> &mut Self
    where
        T: Serialize + JsonSchema,
        F: Fn(Served) -> R + Clone + Send + Sync + 'static,
        R: Future<Output = Result<T, Problem>> + Send + 'static,
    {
        let handler: Handler = Arc::new(move |served, call| {
            let answer = handler(served);
            Box::pin(async move {
                let json = written(&answer.await?)?;
                Ok(Shape::List.answer(Answered { json, replayed: false }, &call))
            })
        });
        self.table.all.push(Endpoint {
            method: Method::GET,
            path,
            id: id.to_owned(),
            tag: self.tag,
            summary,
            shape: Shape::List,
            access: Access::Open,
            describe: |schemas| (Inputs::default(), schemas.output::<T>()),
            handler,
        });
        self
    }

    pub(super) fn operation<A, C>(
        &mut self,
        method: Method,
        shape: Shape,
        path: &'static str,
        id: String,
        summary: &'static str,
        compose: C,
    ) -> &mut Self
    where
        A: Arguments + 'static,
        C: Compose<A, Made: Operation + 'static>,
    {
        let handler: Handler = Arc::new(move |served, call| {
            let compose = compose.clone();
            Box::pin(async move {
                let (scope, _place) = call.scope(&served).await?;
                // Before the inputs are looked at: who may not do this learns
                // nothing about them.
                scope.actor().must(C::Made::NEEDS).map_err(|error| problem(&error))?;
                let operation = compose.compose(A::take(&call)?);
                let answered = call.run(&scope, &operation).await?;
                Ok(shape.answer(answered, &call))
            })
        });
        self.table.all.push(Endpoint {
            method,
            path,
            id,
            tag: self.tag,
            summary,
            shape,
            access: Access::Role(C::Made::NEEDS),
            describe: described::<A, <C::Made as Operation>::Answer>,
            handler,
        });
        self
    }
}

/// What goes in and what comes out of an endpoint.
pub(super) fn described<A: Arguments, T: Serialize + JsonSchema>(
    schemas: &mut Schemas,
) -> (Inputs, Described) {
    let mut inputs = Inputs::default();
    A::describe(&mut inputs, schemas);
    (inputs, schemas.output::<T>())
}
