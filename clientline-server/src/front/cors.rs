//! The pages of a browser that may use the API (the Fetch standard, "CORS
//! protocol").
//!
//! Tokens travel in a header, and the cookie of the desk is taken from its own pages
//! alone (`desk/same_origin.rs`), so a foreign page has nothing to steal by asking
//! blindly; it is refused all the same, with a reason that a developer can read.

use poem::{
    Request, Response,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
};

use crate::{config::Origin, live::Live};

/// Request headers that a page of an allowed origin may send.
const ALLOWED_HEADERS: &str =
    "authorization, content-type, idempotency-key, if-match, if-none-match, x-request-id";
/// Answer headers that such a page may read.
const EXPOSED_HEADERS: &str = "etag, idempotency-replayed, location, retry-after, x-request-id";
const ALLOWED_METHODS: &str = "GET, HEAD, POST, PUT, PATCH, DELETE";
/// For how many seconds a browser may remember a preflight.
const MAX_AGE_SECONDS: u16 = 600;

/// Whose pages may ask.
#[derive(Debug, Clone)]
pub(super) struct Cors {
    origins: Live<Vec<Origin>>,
}

/// The verdict on the `Origin` of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// No page of another origin is involved: no `Origin`, or our own.
    SameOrigin,
    /// A page of an allowed origin asks.
    Allowed(HeaderValue),
    /// A page of an allowed origin asks whether it may ask.
    Preflight(HeaderValue),
    /// A page of another origin asks.
    Refused,
}

impl Cors {
    /// Allows pages of these origins, and no others.
    #[must_use]
    pub(super) const fn new(origins: Live<Vec<Origin>>) -> Self {
        Self { origins }
    }

    /// Judges a request by its `Origin`.
    #[must_use]
    pub(super) fn judge(&self, request: &Request) -> Verdict {
        let Some(origin) = request.headers().get(header::ORIGIN) else {
            return Verdict::SameOrigin;
        };
        if is_own(origin, request.headers()) {
            return Verdict::SameOrigin;
        }
        if !self.origins.now().iter().any(|known| known.as_str().as_bytes() == origin.as_bytes()) {
            return Verdict::Refused;
        }
        let asks_first = request.method() == Method::OPTIONS
            && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
        if asks_first {
            Verdict::Preflight(origin.clone())
        } else {
            Verdict::Allowed(origin.clone())
        }
    }
}

/// Whether a page of our own asks: browsers send `Origin` on their own site's
/// writes too. The scheme is left out, since a proxy may have ended TLS.
pub(crate) fn is_own(origin: &HeaderValue, headers: &HeaderMap) -> bool {
    let authority = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    matches!((authority, host), (Some((_, authority)), Some(host)) if authority == host)
}

impl Verdict {
    /// The answer to a preflight.
    #[must_use]
    pub(super) fn preflight_answer() -> Response {
        let mut response = Response::builder().status(StatusCode::NO_CONTENT).finish();
        let headers = response.headers_mut();
        let fixed = |text| HeaderValue::from_static(text);
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, fixed(ALLOWED_METHODS));
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, fixed(ALLOWED_HEADERS));
        headers.insert(header::ACCESS_CONTROL_MAX_AGE, MAX_AGE_SECONDS.into());
        response
    }

    /// Allows the browser's page to read the answer.
    pub(super) fn mark(&self, headers: &mut HeaderMap) {
        headers.append(header::VARY, HeaderValue::from_static("origin"));
        if let Self::Allowed(origin) | Self::Preflight(origin) = self {
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
            headers.insert(
                header::ACCESS_CONTROL_EXPOSE_HEADERS,
                HeaderValue::from_static(EXPOSED_HEADERS),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(method: Method, headers: &[(&'static str, &str)]) -> Verdict {
        let cors = Cors::new(Live::new(vec!["http://localhost:5173".parse().unwrap()]));
        let mut request = Request::builder().method(method);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        cors.judge(&request.finish())
    }

    #[test]
    fn a_request_of_no_page_or_of_our_own_page_passes() {
        assert_eq!(verdict(Method::POST, &[]), Verdict::SameOrigin);
        let own = [("origin", "https://desk.local:8000"), ("host", "desk.local:8000")];
        assert_eq!(verdict(Method::POST, &own), Verdict::SameOrigin);
    }

    #[test]
    fn an_allowed_page_may_ask_and_ask_first() {
        let origin = HeaderValue::from_static("http://localhost:5173");
        let page = [("origin", "http://localhost:5173"), ("host", "api.local")];
        assert_eq!(verdict(Method::POST, &page), Verdict::Allowed(origin.clone()));
        let first = [page[0], page[1], ("access-control-request-method", "PATCH")];
        assert_eq!(verdict(Method::OPTIONS, &first), Verdict::Preflight(origin));
    }

    #[test]
    fn a_foreign_page_is_refused_however_alike_its_name() {
        for origin in ["http://localhost:51730", "http://evil", "null", "http://localhost:5173/"] {
            let page = [("origin", origin), ("host", "api.local")];
            assert_eq!(verdict(Method::GET, &page), Verdict::Refused, "{origin}");
        }
    }
}
