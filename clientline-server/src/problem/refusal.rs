//! What the server itself refuses, and each broken rule with its place.

use std::borrow::Cow;

use poem::http::StatusCode;
use schemars::JsonSchema;
use serde::Serialize;
use thiserror::Error;

/// Why the server refuses a request without asking a use case.
///
/// The text of a variant is the `detail` of its problem; [`Refusal::meaning`]
/// is its status and its stable code.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The body is not JSON at all (RFC 8259), or not UTF-8.
    #[error("The body is not well-formed JSON: {0}.")]
    MalformedJson(String),
    /// The request's bytes break off, or do not follow HTTP.
    #[error("The request could not be read to its end.")]
    MalformedRequest,
    /// There is no bearer token, or it is not in the form `Bearer <token>`.
    #[error("This needs the header `Authorization: Bearer <token>`.")]
    TokenMissing,
    /// A page of an origin that the configuration does not name is asking.
    #[error("The origin of this page is not among the `cors_origins` of the configuration.")]
    OriginNotAllowed,
    /// What is for the pages of this server alone is asked by something else.
    #[error("This is for the pages of this server, which a browser says that it shows.")]
    NotFromOurPage,
    /// There is nothing at this path.
    #[error("There is nothing here.")]
    NotFound,
    /// The path exists, but not with this method.
    #[error("This method is not allowed here; the `Allow` header names those that are.")]
    MethodNotAllowed {
        /// The value of the `Allow` header (RFC 9110, section 10.2.1).
        allow: Cow<'static, str>,
    },
    /// The body did not arrive within its deadline.
    #[error("The body did not arrive in time.")]
    BodyTooSlow,
    /// The body is larger than the configured limit.
    #[error("The body is larger than {limit} bytes.")]
    BodyTooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// The body is not declared as JSON.
    #[error("The body has to be `application/json`.")]
    UnsupportedMediaType,
    /// The body is not declared as what a form sends.
    #[error("The body has to be `application/x-www-form-urlencoded`.")]
    NotAForm,
    /// The input is well-formed, but breaks rules: each is named.
    #[error("{}", told(.0))]
    Invalid(Vec<Fault>),
    /// More requests than this client may send.
    #[error("Too many requests; try again after the time in `Retry-After`.")]
    TooOften {
        /// After how many seconds the next one may come.
        seconds: u32,
    },
    /// A fault of the server. Nothing about it is told to the client.
    #[error("The server failed to answer this; the request id leads to the reason in its log.")]
    Internal,
    /// As many requests as the configuration allows are running already.
    #[error("The server is busy; try again after the time in `Retry-After`.")]
    Overloaded,
    /// The request ran into its deadline and was given up.
    #[error("The request took too long and was given up; repeat it with the same idempotency key.")]
    DeadlineExceeded,
    /// The server is shutting down, or its storage does not answer.
    #[error("The server is not ready to take requests.")]
    NotReady,
}

impl Refusal {
    /// The status and the stable code of this refusal.
    #[must_use]
    pub fn meaning(&self) -> (StatusCode, &'static str) {
        match self {
            Self::MalformedJson(_) => (StatusCode::BAD_REQUEST, "malformed_json"),
            Self::MalformedRequest => (StatusCode::BAD_REQUEST, "malformed_request"),
            Self::TokenMissing => (StatusCode::UNAUTHORIZED, "unauthenticated"),
            Self::OriginNotAllowed => (StatusCode::FORBIDDEN, "origin_not_allowed"),
            Self::NotFromOurPage => (StatusCode::FORBIDDEN, "not_from_our_page"),
            Self::NotFound => (StatusCode::NOT_FOUND, "not_found"),
            Self::MethodNotAllowed { .. } => (StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed"),
            Self::BodyTooSlow => (StatusCode::REQUEST_TIMEOUT, "body_too_slow"),
            Self::BodyTooLarge { .. } => (StatusCode::PAYLOAD_TOO_LARGE, "body_too_large"),
            Self::UnsupportedMediaType | Self::NotAForm => {
                (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type")
            }
            Self::Invalid(_) => (StatusCode::UNPROCESSABLE_ENTITY, "invalid_request"),
            Self::TooOften { .. } => (StatusCode::TOO_MANY_REQUESTS, "rate_limited"),
            Self::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
            Self::Overloaded => (StatusCode::SERVICE_UNAVAILABLE, "overloaded"),
            Self::DeadlineExceeded => (StatusCode::SERVICE_UNAVAILABLE, "deadline_exceeded"),
            Self::NotReady => (StatusCode::SERVICE_UNAVAILABLE, "not_ready"),
        }
    }

    /// A refusal of one thing at one place.
    #[must_use]
    pub fn invalid(
        pointer: impl Into<String>,
        code: impl Into<Cow<'static, str>>,
        detail: impl Into<String>,
    ) -> Self {
        Self::Invalid(vec![Fault::new(pointer, code, detail)])
    }
}

/// Tells faults to a person: the first one, and how many there are beside it.
pub(crate) fn told(faults: &[Fault]) -> String {
    match faults {
        [] => "The request breaks a rule.".to_owned(),
        [only] => only.told(),
        [first, others @ ..] => format!("{} And {} more.", first.told(), others.len()),
    }
}

/// One broken rule and its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Fault {
    /// The place: a JSON Pointer (RFC 6901) into the body, or `?name` for a
    /// parameter of the query.
    pub pointer: String,
    /// The stable name of the rule, in `snake_case`.
    pub code: Cow<'static, str>,
    /// The rule in words.
    pub detail: String,
}

impl Fault {
    /// Returns the name of the field that is meant, if one is.
    pub(crate) fn field(&self) -> Option<&str> {
        let is_name = |part: &&str| !part.is_empty() && !part.bytes().all(|it| it.is_ascii_digit());
        self.pointer.rsplit(['/', '?']).find(is_name)
    }

    /// Tells it to a person, by the name of the field that is meant.
    fn told(&self) -> String {
        let Some(name) = self.field() else { return self.detail.clone() };
        let name = name.replace('_', " ");
        let (first, rest) = name.split_at(name.chars().next().map_or(0, char::len_utf8));
        format!("{}{rest}: {}", first.to_uppercase(), self.detail)
    }

    /// Names a broken rule and its place.
    #[must_use]
    pub fn new(
        pointer: impl Into<String>,
        code: impl Into<Cow<'static, str>>,
        detail: impl Into<String>,
    ) -> Self {
        Self { pointer: pointer.into(), code: code.into(), detail: detail.into() }
    }
}
