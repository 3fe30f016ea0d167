//! Use cases with their types forgotten: what an endpoint makes of a call, and what a program
//! runs that has a scope already, and no HTTP.

use std::{pin::Pin, sync::Arc};

use clientline_core::{
    Result, Scope,
    engine::{IdempotencyKey, Outcome, UseCase},
    storage,
};
use poem::{
    Request,
    http::{Method, header},
};

use super::{Call, Endpoints};
use crate::problem::Problem;

/// What a use case answered, as JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The answer.
    pub json: String,
    /// Whether it is the answer to an earlier sending of the same request.
    pub replayed: bool,
}

/// An answer that is still to come.
pub type Answering<'a> = Pin<Box<dyn Future<Output = Result<Answered>> + Send + 'a>>;

/// A use case of any type.
pub trait AnyUseCase: Send + Sync {
    /// Runs it in a scope, once if it has a key.
    fn answer<'a>(&'a self, scope: &'a Scope, key: Option<&'a IdempotencyKey>) -> Answering<'a>;
}

impl<U: UseCase> AnyUseCase for U {
    fn answer<'a>(&'a self, scope: &'a Scope, key: Option<&'a IdempotencyKey>) -> Answering<'a> {
        Box::pin(async move {
            let outcome = match key {
                None => Outcome::Fresh(scope.run(self).await?),
                Some(key) => scope.run_once(key, self).await?,
            };
            match outcome {
                Outcome::Replayed(json) => Ok(Answered { json, replayed: true }),
                Outcome::Fresh(answer) => {
                    let json = serde_json::to_string(&answer).map_err(|error| {
                        storage::Error::Corrupt(format!("an answer is no JSON: {error}"))
                    })?;
                    Ok(Answered { json, replayed: false })
                }
            }
        })
    }
}

/// Makes a use case of a call.
pub(super) type Compose = Arc<dyn Fn(&Call) -> Result<Box<dyn AnyUseCase>, Problem> + Send + Sync>;

/// An endpoint that runs a use case within an organization, as a program runs it.
#[derive(Clone)]
pub struct Runnable {
    /// The use case's name.
    pub name: &'static str,
    /// The method of the endpoint.
    pub method: Method,
    /// The path of the endpoint, with parameters in braces.
    pub path: &'static str,
    /// The endpoint's operation id.
    pub id: String,
    pub(super) compose: Compose,
}

/// The inputs of an endpoint, each as it would stand in a request.
#[derive(Debug, Clone, Default)]
pub struct Sent {
    /// The values of the path's parameters, from left to right.
    pub path: Vec<String>,
    /// The query, without its question mark.
    pub query: String,
    /// The tag of the version that was read, if it is sent.
    pub if_match: Option<String>,
    /// The body, as JSON; empty for none.
    pub body: String,
}

impl Runnable {
    /// Makes the use case that a request is for, read as strictly as one that comes by HTTP.
    ///
    /// # Errors
    ///
    /// The problem that a client would be told.
    pub fn use_case(&self, sent: &Sent) -> Result<Box<dyn AnyUseCase>, Problem> {
        let target = format!("/?{}", sent.query);
        let mut request = Request::builder()
            .method(self.method.clone())
            .uri_str(target)
            .header(header::CONTENT_TYPE, "application/json");
        if let Some(tag) = &sent.if_match {
            request = request.header(header::IF_MATCH, tag);
        }
        let body = sent.body.clone().into_bytes();
        let parameters = sent.path.clone();
        (self.compose)(&Call { request: request.finish(), body, parameters })
    }
}

impl Endpoints {
    /// The endpoints that run a use case within an organization.
    pub fn runnable(&self) -> impl Iterator<Item = &Runnable> {
        self.all.iter().filter_map(|endpoint| endpoint.runnable.as_ref())
    }
}
