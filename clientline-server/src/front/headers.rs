//! Headers that every answer carries for the browser's sake.

use poem::http::{HeaderMap, HeaderName, HeaderValue, header};

/// The content security policy of the API's answers: nothing is allowed.
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'";

/// Puts the headers on. A page that needs more (`/docs`, `/desk`) has set its own
/// `Content-Security-Policy`, `Cache-Control` and `Referrer-Policy`, and keeps them.
pub(super) fn secure(headers: &mut HeaderMap) {
    let always = [(header::X_CONTENT_TYPE_OPTIONS, "nosniff"), (header::X_FRAME_OPTIONS, "DENY")];
    for (name, value) in always {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // Answers hold personal data: no cache may keep them.
    let unless_set: [(HeaderName, &str); 3] = [
        (header::CONTENT_SECURITY_POLICY, NOTHING),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    for (name, value) in unless_set {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
}
