//! Declarations of endpoints: each in a line or two.
//!
//! A declaration says the method and the path, the operation's id and summary,
//! and how its inputs become a use case of the core. Everything else is the
//! layer's: credentials, idempotency, tags, parsing, documents, errors.

use std::{pin::Pin, sync::Arc};

use clientline_core::{
    engine::{Conflicts, UseCase},
    model::Permission,
};
use poem::{Response, http::Method};
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Served,
    answer::Shape,
    call::{Call, written},
    definitions::{Described, Schemas},
    erased::Answered,
    failure::problem,
    input::{Arguments, Compose, Inputs},
    runnable::{self, Runnable},
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
    /// The conflicts that its use case can give.
    pub(super) conflicts: Conflicts,
    pub(super) describe: fn(&mut Schemas) -> (Inputs, Described),
    pub(super) handler: Handler,
    /// How a program runs it, if it runs a use case within an organization.
    pub(super) runnable: Option<Runnable>,
}

/// The access to an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// Everybody.
    Open,
    /// Everybody: the credential is in the body.
    SignIn,
    /// Everybody, at an organization that is open to the public.
    Public,
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

    /// The endpoints that run a use case within an organization.
    pub fn runnable(&self) -> impl Iterator<Item = &Runnable> {
        self.all.iter().filter_map(|endpoint| endpoint.runnable.as_ref())
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

/// Where an endpoint is, and how it answers when it succeeds: there is one way
/// to make it for each kind of endpoint.
#[derive(Debug, Clone)]
pub struct Route {
    method: Method,
    path: &'static str,
    pub(super) shape: Shape,
}

impl Route {
    const fn new(method: Method, path: &'static str, shape: Shape) -> Self {
        Self { method, path, shape }
    }

    /// `POST` that makes something: 201, with its `Location` under the path.
    #[must_use]
    pub const fn create(path: &'static str) -> Self {
        Self::new(Method::POST, path, Shape::Created { under: None })
    }

    /// `POST` that makes something whose place is elsewhere: 201, with its
    /// `Location` under another path.
    #[must_use]
    pub const fn create_under(path: &'static str, under: &'static str) -> Self {
        Self::new(Method::POST, path, Shape::Created { under: Some(under) })
    }

    /// `POST` that makes something which has no place of its own, since only a token
    /// leads to it: 201.
    #[must_use]
    pub const fn request(path: &'static str) -> Self {
        Self::new(Method::POST, path, Shape::Requested)
    }

    /// `POST` that finds something, or makes it, which its answer says in the
    /// field `created`: 200, or 201 with its `Location` under another path.
    #[must_use]
    pub const fn find_or_create(path: &'static str, under: &'static str) -> Self {
        Self::new(Method::POST, path, Shape::FoundOrCreated { under })
    }

    /// `GET` of one thing: 200 with its tag, or 304.
    #[must_use]
    pub const fn read(path: &'static str) -> Self {
        Self::new(Method::GET, path, Shape::Read)
    }

    /// `GET` of several things, or of something computed: 200.
    #[must_use]
    pub const fn list(path: &'static str) -> Self {
        Self::new(Method::GET, path, Shape::List)
    }

    /// `GET` of several things that are asked for again and again: 200, or 304.
    #[must_use]
    pub const fn whole(path: &'static str) -> Self {
        Self::new(Method::GET, path, Shape::Whole)
    }

    /// `PATCH` of what is there: 200.
    #[must_use]
    pub const fn change(path: &'static str) -> Self {
        Self::new(Method::PATCH, path, Shape::Done)
    }

    /// `PUT` of something that is replaced whole, or changed as by `PATCH`: 200.
    #[must_use]
    pub const fn replace(path: &'static str) -> Self {
        Self::new(Method::PUT, path, Shape::Done)
    }

    /// `POST` that does something to what is there: 200.
    #[must_use]
    pub const fn act(path: &'static str) -> Self {
        Self::new(Method::POST, path, Shape::Done)
    }

    /// `POST` that ends something, and has nothing to tell: 204.
    #[must_use]
    pub const fn end(path: &'static str) -> Self {
        Self::new(Method::POST, path, Shape::Gone)
    }

    /// `DELETE`: 204.
    #[must_use]
    pub const fn delete(path: &'static str) -> Self {
        Self::new(Method::DELETE, path, Shape::Gone)
    }
}

impl Tagged<'_> {
    /// Declares an endpoint that runs a use case.
    pub fn on<A, C>(
        &mut self,
        route: Route,
        id: impl Into<String>,
        summary: &'static str,
        compose: C,
    ) -> &mut Self
    where
        A: Arguments + 'static,
        C: Compose<A, Made: UseCase + 'static>,
    {
        let shape = route.shape;
        let compose: runnable::Compose = Arc::new(move |call| {
            let use_case = compose.compose(A::take(call)?);
            Ok(Box::new(use_case))
        });
        let id = id.into();
        let runnable = Runnable {
            name: C::Made::NAME,
            method: route.method.clone(),
            path: route.path,
            id: id.clone(),
            compose: Arc::clone(&compose),
        };
        let handler: Handler = Arc::new(move |served, call| {
            let compose = Arc::clone(&compose);
            Box::pin(async move {
                let (scope, _place) = call.scope(&served).await?;
                // Before the inputs are looked at: who may not do this learns
                // nothing about them.
                scope.actor().must(C::Made::NEEDS).map_err(|error| problem(&error))?;
                let use_case = compose(&call)?;
                let answered = call.run(&scope, &*use_case).await?;
                Ok(shape.answer(answered, &call))
            })
        });
        let describe = described::<A, <C::Made as UseCase>::Answer>;
        self.push(route, id, summary, Access::Role(C::Made::NEEDS), describe, handler);
        if let Some(endpoint) = self.table.all.last_mut() {
            endpoint.runnable = Some(runnable);
        }
        self.with_conflicts(C::Made::CONFLICTS)
    }

    /// Declares a change by `PATCH`, and by `PUT` the same (design, API). The
    /// second one's operation id ends in `_put`.
    pub fn update<A, C>(
        &mut self,
        path: &'static str,
        id: &str,
        summary: &'static str,
        compose: C,
    ) -> &mut Self
    where
        A: Arguments + 'static,
        C: Compose<A, Made: UseCase + 'static>,
    {
        self.on(Route::change(path), id, summary, compose.clone()).on(
            Route::replace(path),
            format!("{id}_put"),
            summary,
            compose,
        )
    }

    /// Declares a `GET` that is open to everybody, and runs no use case: 200.
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
                let json = written(serde_json::to_vec(&answer.await?))?;
                Ok(Shape::List.answer(Answered { json, version: None, replayed: false }, &call))
            })
        });
        self.push(Route::list(path), id, summary, Access::Open, described::<(), T>, handler)
    }

    /// Says which conflicts the last endpoint can give.
    pub(super) fn with_conflicts(&mut self, conflicts: Conflicts) -> &mut Self {
        if let Some(endpoint) = self.table.all.last_mut() {
            endpoint.conflicts = conflicts;
        }
        self
    }

    /// Puts an endpoint into the table.
    pub(super) fn push(
        &mut self,
        route: Route,
        id: impl Into<String>,
        summary: &'static str,
        access: Access,
        describe: fn(&mut Schemas) -> (Inputs, Described),
        handler: Handler,
    ) -> &mut Self {
        let Route { method, path, shape } = route;
        self.table.all.push(Endpoint {
            method,
            path,
            id: id.into(),
            tag: self.tag,
            summary,
            shape,
            access,
            conflicts: Conflicts::NONE,
            describe,
            handler,
            runnable: None,
        });
        self
    }
}

/// The input and output of an endpoint.
pub(super) fn described<A: Arguments, T: Serialize + JsonSchema>(
    schemas: &mut Schemas,
) -> (Inputs, Described) {
    let mut inputs = Inputs::default();
    A::describe(&mut inputs, schemas);
    (inputs, schemas.output::<T>())
}
