//! The kinds of answers, and their headers.

use poem::{
    Response,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header},
};
use serde::Deserialize;

use super::{
    call::{Answered, Call},
    input::{tag, version},
};
use clientline_core::row::Version;

/// The header of an answer that repeats one to the same request.
pub(super) const IDEMPOTENCY_REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// The successful answer of an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// 201 with what was made, its place and its tag.
    Created {
        /// The path before the identifier of what was made; that of the
        /// request, if absent.
        under: Option<&'static str>,
    },
    /// 201 with what was made, which has no place of its own.
    Requested,
    /// 201 if the answer says in its field `created` that it was made, else 200.
    FoundOrCreated {
        /// The path before its identifier.
        under: &'static str,
    },
    /// 200 with one thing and its tag; 304 if the client has that version.
    Read,
    /// 200 with several things, or with something that has no version.
    List,
    /// 200 with what a change led to, and its tag.
    Done,
    /// 204 without a body.
    Gone,
}

/// The fields of an answer that its headers need.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Head {
    id: Option<String>,
    version: Option<i64>,
    created: bool,
}

impl Shape {
    /// The statuses of success.
    pub(super) const fn statuses(self) -> &'static [StatusCode] {
        match self {
            Self::Created { .. } | Self::Requested => &[StatusCode::CREATED],
            Self::FoundOrCreated { .. } => &[StatusCode::OK, StatusCode::CREATED],
            Self::Read | Self::List | Self::Done => &[StatusCode::OK],
            Self::Gone => &[StatusCode::NO_CONTENT],
        }
    }

    /// The status of an answer, and the path before the identifier of what it
    /// made, if it made something.
    fn outcome(self, head: &Head, asked: &Uri) -> (StatusCode, Option<String>) {
        match self {
            Self::Created { under } => {
                (StatusCode::CREATED, Some(under.unwrap_or(asked.path()).to_owned()))
            }
            Self::FoundOrCreated { under } if head.created => {
                (StatusCode::CREATED, Some(under.to_owned()))
            }
            Self::Requested => (StatusCode::CREATED, None),
            Self::Gone => (StatusCode::NO_CONTENT, None),
            Self::FoundOrCreated { .. } | Self::Read | Self::List | Self::Done => {
                (StatusCode::OK, None)
            }
        }
    }

    /// Whether one thing is answered, with a version.
    pub(super) const fn is_one(self) -> bool {
        !matches!(self, Self::List | Self::Gone)
    }

    /// Renders an answer.
    pub(super) fn answer(self, answered: Answered, call: &Call) -> Response {
        // What is no object with these fields has neither header.
        let head: Head = if self.is_one() {
            serde_json::from_str(&answered.json).unwrap_or_default()
        } else {
            Head::default()
        };
        let tag = head.version.map(|number| tag(Version(number)));
        let (status, under) = self.outcome(&head, call.request.uri());
        let known = self == Self::Read && tag.as_deref().is_some_and(|tag| has(call, tag));
        let mut response = if known {
            Response::builder().status(StatusCode::NOT_MODIFIED).finish()
        } else if self == Self::Gone {
            Response::builder().status(status).finish()
        } else {
            let response = Response::builder().status(status);
            response.content_type("application/json").body(answered.json)
        };
        let headers = response.headers_mut();
        put(headers, header::ETAG, tag);
        let place = under.zip(head.id).map(|(under, id)| format!("{under}/{id}"));
        put(headers, header::LOCATION, place);
        if answered.replayed {
            put(headers, IDEMPOTENCY_REPLAYED, Some("true".to_owned()));
        }
        response
    }
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: Option<String>) {
    if let Some(value) = value.and_then(|value| HeaderValue::try_from(value).ok()) {
        headers.insert(name, value);
    }
}

/// Whether the client has the version with this tag (RFC 9110, section 13.1.2:
/// a weak comparison, and `*` for any).
fn has(call: &Call, tag: &str) -> bool {
    let tags = call.header(&header::IF_NONE_MATCH).unwrap_or_default();
    let ours = version(tag);
    tags.split(',')
        .map(str::trim)
        .any(|theirs| theirs == "*" || version(theirs.strip_prefix("W/").unwrap_or(theirs)) == ours)
}
