//! Whether a page of ours sends a request: browsers say so, and no page can make them say
//! otherwise (the Fetch Metadata headers, and `Origin`).

use poem::{
    Request,
    http::{HeaderMap, HeaderName, Method, header},
};

use crate::{
    body,
    front::is_own,
    problem::{Problem, Refusal},
};

const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");

/// How much of the address a page tells: nothing to others, and the whole to ourselves. With
/// less, browsers send the forms of a page with `Origin: null`, which is nobody's.
pub(crate) const REFERRER: &str = "same-origin";

/// Returns whether one of our own pages asks, or, to read, the person at the browser.
pub(super) fn is_from_our_page(request: &Request) -> bool {
    let headers = request.headers();
    let is_read = request.method() == Method::GET || request.method() == Method::HEAD;
    match text(headers, &SITE) {
        Some("same-origin") => is_read || (is_from_our_origin(headers) && is_json(request)),
        Some("none") => is_read && text(headers, &MODE) == Some("navigate"),
        _ => false,
    }
}

/// Refuses what is not sent by one of our own pages.
pub(super) fn must_be_from_our_page(request: &Request) -> Result<(), Problem> {
    if is_from_our_page(request) { Ok(()) } else { Err(Refusal::NotFromOurPage.into()) }
}

fn is_from_our_origin(headers: &HeaderMap) -> bool {
    headers.get(header::ORIGIN).is_some_and(|origin| is_own(origin, headers))
}

/// A form can't send JSON; what has no body has no kind.
fn is_json(request: &Request) -> bool {
    let headers = request.headers();
    let length = text(headers, &header::CONTENT_LENGTH).unwrap_or("0");
    let is_empty = length == "0" && !headers.contains_key(header::TRANSFER_ENCODING);
    if headers.contains_key(header::CONTENT_TYPE) {
        body::must_be_json(request).is_ok()
    } else {
        is_empty
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
