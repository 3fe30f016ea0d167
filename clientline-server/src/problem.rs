//! Every failure is one document: RFC 9457 `application/problem+json`.
//!
//! [`Refusal`] lists what the server itself refuses, before or around a use
//! case; [`Problem`] is the document, made from a refusal, from an error of
//! the core, or from an error of the web framework. The front puts the request
//! id in as it renders.

use std::borrow::Cow;

use clientline_core::value::Timestamp;
use poem::{
    IntoResponse, Response,
    error::{MethodNotAllowedError, NotFoundError, ParsePathError, ResponseError},
    http::{HeaderValue, StatusCode, header},
};
use schemars::JsonSchema;
use serde::Serialize;
use thiserror::Error;

pub(crate) use self::refusal::told;
pub use self::refusal::{Fault, Refusal};
use crate::request_id::RequestId;

mod refusal;

/// The media type of every failure (RFC 9457, section 3).
pub const PROBLEM_JSON: &str = "application/problem+json";

/// Below this path a page of each code is (RFC 9457, section 3.1.1).
pub(crate) const PAGES: &str = "/problems";

/// The path of the page on a code.
pub(crate) fn path_of_page(code: &str) -> String {
    format!("{PAGES}/{code}")
}

/// A failure as the client sees it, but for the request id.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{code}: {detail}")]
pub struct Problem {
    /// The status of the answer.
    pub status: StatusCode,
    /// The code of the fault, a stable `snake_case` name.
    pub code: Cow<'static, str>,
    /// A sentence for people.
    pub detail: String,
    /// Each broken rule, for a 422; each field of which another has the value, for a 409.
    pub errors: Vec<Fault>,
    /// The nearest starts that can be had, if the one asked for can't be.
    pub alternatives: Option<Box<[Timestamp]>>,
    /// An alternative that would not fail, if that is known.
    pub remedy: Option<Remedy>,
}

/// The header that says what a client may do instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// Use another method: the value of `Allow`, for a 405.
    Allow(Cow<'static, str>),
    /// Try again after so many seconds, for a 429 or 503.
    RetryAfter(u32),
}

/// After how many seconds a client may try again what was refused for load or
/// for want of the storage. Short, since the causes pass quickly; not zero, so
/// that a crowd of clients does not spin.
const RETRY_AFTER_SECONDS: u32 = 1;

/// Why a request failed (RFC 9457, section 3.1).
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Problem")]
pub(crate) struct Document<'a> {
    /// The path of the page on its code.
    r#type: String,
    /// The status in words.
    title: &'a str,
    /// The status.
    status: u16,
    /// A sentence for people.
    detail: &'a str,
    /// The code, a stable name for programs.
    code: &'a str,
    /// Each broken rule, for a 422; each field of which another has the value, for a 409.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [Fault],
    /// The nearest starts that can be had, for a 409 because the time that was
    /// asked for can't be; none, if the day has no other.
    #[serde(skip_serializing_if = "Option::is_none")]
    alternatives: Option<&'a [Timestamp]>,
    /// Leads to the request in the server's log.
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<&'a str>,
}

impl Problem {
    /// A problem with a code, and nothing more.
    #[must_use]
    pub fn new(
        status: StatusCode,
        code: impl Into<Cow<'static, str>>,
        detail: impl Into<String>,
    ) -> Self {
        Self {
            status,
            code: code.into(),
            detail: detail.into(),
            errors: Vec::new(),
            alternatives: None,
            remedy: None,
        }
    }

    /// Renders the answer, with the id of its request where there is one.
    ///
    /// A 401 carries `WWW-Authenticate`, a 429 or 503 `Retry-After`, and a 405
    /// `Allow`, as RFC 9110 wants.
    #[must_use]
    pub fn render(&self, request_id: Option<&RequestId>) -> Response {
        let document = Document {
            r#type: path_of_page(&self.code),
            title: self.status.canonical_reason().unwrap_or("Error"),
            status: self.status.as_u16(),
            detail: &self.detail,
            code: &self.code,
            errors: &self.errors,
            alternatives: self.alternatives.as_deref(),
            request_id: request_id.map(RequestId::as_str),
        };
        let body = serde_json::to_vec(&document).unwrap_or_default();
        let mut response =
            Response::builder().status(self.status).content_type(PROBLEM_JSON).body(body);
        let headers = response.headers_mut();
        match self.status {
            StatusCode::UNAUTHORIZED => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
                headers.insert(header::RETRY_AFTER, RETRY_AFTER_SECONDS.into());
            }
            _ => {}
        }
        match &self.remedy {
            Some(Remedy::Allow(methods)) => {
                // Names of methods are always a header.
                if let Ok(methods) = HeaderValue::from_str(methods) {
                    headers.insert(header::ALLOW, methods);
                }
            }
            Some(Remedy::RetryAfter(seconds)) => {
                headers.insert(header::RETRY_AFTER, (*seconds).into());
            }
            None => {}
        }
        response
    }

    /// Reads what a handler, or the framework around it, failed with.
    ///
    /// An error that is neither ours nor a known one of the framework keeps
    /// its status, and says nothing of itself: its text may hold what was sent.
    #[must_use]
    pub fn of(error: &poem::Error) -> Self {
        if let Some(problem) = error.downcast_ref::<Self>() {
            return problem.clone();
        }
        // Nothing is at a path that is no text.
        if error.is::<NotFoundError>() || error.is::<ParsePathError>() {
            return Refusal::NotFound.into();
        }
        if error.is::<MethodNotAllowedError>() {
            return Refusal::MethodNotAllowed { allow: Cow::Borrowed("") }.into();
        }
        match error.status() {
            StatusCode::INTERNAL_SERVER_ERROR => Refusal::Internal.into(),
            status => Self::new(status, "refused", "The request was refused."),
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let (status, code) = refusal.meaning();
        let detail = refusal.to_string();
        let mut problem = Self::new(status, code, detail);
        match refusal {
            Refusal::Invalid(errors) => problem.errors = errors,
            Refusal::MethodNotAllowed { allow } => problem.remedy = Some(Remedy::Allow(allow)),
            Refusal::TooOften { seconds } => problem.remedy = Some(Remedy::RetryAfter(seconds)),
            _ => {}
        }
        problem
    }
}

impl ResponseError for Problem {
    fn status(&self) -> StatusCode {
        self.status
    }

    fn as_response(&self) -> Response {
        self.render(None)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        self.render(None)
    }
}

impl From<Refusal> for poem::Error {
    fn from(refusal: Refusal) -> Self {
        Problem::from(refusal).into()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    async fn document(response: Response) -> Value {
        serde_json::from_slice(&response.into_body().into_bytes().await.unwrap()).unwrap()
    }

    #[tokio::test]
    async fn a_refusal_becomes_the_document_of_rfc_9457() {
        let problem = Problem::from(Refusal::invalid("/name", "too_long", "At most 200 letters."));
        let response = problem.render(Some(&RequestId::given("r-1").unwrap()));
        assert_eq!(response.status(), 422);
        assert_eq!(response.content_type(), Some(PROBLEM_JSON));
        assert_eq!(
            document(response).await,
            json!({
                "type": "/problems/invalid_request", "title": "Unprocessable Entity",
                "status": 422, "code": "invalid_request",
                "detail": "Name: At most 200 letters.",
                "errors": [
                    {"pointer": "/name", "code": "too_long", "detail": "At most 200 letters."}
                ],
                "request_id": "r-1",
            })
        );
    }

    #[test]
    fn the_headers_that_http_wants_come_with_their_statuses() {
        let header = |refusal: Refusal, name: &str| {
            let response = Problem::from(refusal).render(None);
            response.header(name).map(str::to_owned)
        };
        assert_eq!(header(Refusal::TokenMissing, "www-authenticate").as_deref(), Some("Bearer"));
        assert_eq!(header(Refusal::Overloaded, "retry-after").as_deref(), Some("1"));
        let often = Refusal::TooOften { seconds: 7 };
        assert_eq!(header(often, "retry-after").as_deref(), Some("7"));
        let refusal = Refusal::MethodNotAllowed { allow: Cow::Borrowed("GET, HEAD") };
        assert_eq!(header(refusal, "allow").as_deref(), Some("GET, HEAD"));
        assert_eq!(header(Refusal::NotFound, "retry-after"), None);
    }

    #[test]
    fn an_error_of_unknown_make_does_not_tell_its_text() {
        let error = poem::Error::from_string("guest Ada", StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(Problem::of(&error), Refusal::Internal.into());
        let error = poem::Error::from_string("guest Ada", StatusCode::BAD_REQUEST);
        let problem = Problem::of(&error);
        assert_eq!((problem.status, &*problem.code), (StatusCode::BAD_REQUEST, "refused"));
        assert!(!problem.detail.contains("Ada"));
    }

    #[test]
    fn our_own_error_survives_the_framework() {
        let error = poem::Error::from(Refusal::BodyTooLarge { limit: 7 });
        assert_eq!(Problem::of(&error), Refusal::BodyTooLarge { limit: 7 }.into());
    }
}
