//! The kinds of answers, and their headers.

use clientline_core::row::Version;
use flate2::Compression;
use poem::{
    Request, Response,
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header},
};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use super::{call::Call, erased::Answered, input::tag};
use crate::compression::{COMPRESSED_FROM, gzip, reads_gzip};

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
    /// 200 with several things, and a tag over all of them; 304 if the client has just these.
    Whole,
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
            Self::Read | Self::List | Self::Whole | Self::Done => &[StatusCode::OK],
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
            Self::FoundOrCreated { .. } | Self::Read | Self::List | Self::Whole | Self::Done => {
                (StatusCode::OK, None)
            }
        }
    }

    /// Whether one thing is answered, with a version.
    pub(super) const fn is_one(self) -> bool {
        !matches!(self, Self::List | Self::Whole | Self::Gone)
    }

    /// Whether a client that has what would be answered is told just that.
    pub(super) const fn is_conditional(self) -> bool {
        matches!(self, Self::Read | Self::Whole)
    }

    /// What the headers say of an answer. Where its version is all of that, and known, the
    /// answer is not read again.
    fn head(self, answered: &Answered) -> Head {
        match (self, answered.version) {
            (Self::Read | Self::Done, Some(Version(number))) => {
                Head { version: Some(number), ..Head::default() }
            }
            // What is no object with these fields has neither header.
            _ if self.is_one() => serde_json::from_slice(&answered.json).unwrap_or_default(),
            _ => Head::default(),
        }
    }

    /// Renders an answer.
    pub(super) fn answer(self, answered: Answered, call: &Call) -> Response {
        let head = self.head(&answered);
        let tag = match self {
            Self::Whole => Some(tag_over(&answered.json)),
            _ => head.version.map(|number| tag(Version(number))),
        };
        let (status, under) = self.outcome(&head, call.request.uri());
        let known = self.is_conditional() && tag.as_deref().is_some_and(|tag| has(call, tag));
        let mut response = if known {
            Response::builder().status(StatusCode::NOT_MODIFIED).finish()
        } else if self == Self::Gone {
            Response::builder().status(status).finish()
        } else {
            sent(status, answered.json, &call.request)
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

/// An answer of JSON. What is read is compressed, if it is long and the client reads that; what
/// gives a secret is no read.
fn sent(status: StatusCode, json: Vec<u8>, request: &Request) -> Response {
    let response = Response::builder().status(status).content_type("application/json");
    if request.method() != Method::GET || json.len() < COMPRESSED_FROM {
        return response.body(json);
    }
    let response = response.header(header::VARY, "accept-encoding");
    let packed = reads_gzip(request.headers()).then(|| gzip(&json, Compression::fast()));
    match packed.flatten() {
        Some(packed) => response.header(header::CONTENT_ENCODING, "gzip").body(packed),
        None => response.body(json),
    }
}

/// The tag over a whole answer: a weak one, since it is the same compressed or not (RFC 9110,
/// section 8.8.1).
fn tag_over(json: &[u8]) -> String {
    let digest = Sha256::digest(json);
    let half = digest.iter().take(16).fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
    format!("W/\"{half:032x}\"")
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
    let opaque = |tag: &'_ str| tag.strip_prefix("W/").unwrap_or(tag).to_owned();
    let ours = opaque(tag);
    tags.split(',').map(str::trim).any(|theirs| theirs == "*" || opaque(theirs) == ours)
}
