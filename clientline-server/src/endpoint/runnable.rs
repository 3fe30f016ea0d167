//! Endpoints as a program runs them that has a scope already, and no HTTP.

use std::sync::Arc;

use poem::{
    Request,
    http::{Method, header},
};

use super::{call::Call, erased::AnyUseCase};
use crate::problem::Problem;

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
