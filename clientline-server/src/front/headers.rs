//! Headers that every answer carries for the browser's sake.

use poem::http::{HeaderMap, HeaderName, HeaderValue, header};

/// The content security policy of the API's answers: nothing is allowed.
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'";

/// Puts the headers on. A page that needs more (`/docs`, `/desk`) has set its own
/// `Content-Security-Policy`, `Cache-Control` and `Referrer-Policy`, and keeps them.
pub(super) fn secure(headers: &mut HeaderMap) {
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // The older header can't name sites: DENY beside them would keep out those that are named
    // wherever the policy is not understood. Where it is, it is all that counts (CSP Level 3,
    // section 6.4.2), so that pages which name nobody are as safe by either.
    if !names_sites(headers) {
        headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
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

/// Returns whether the policy of a page names sites that may show it in a frame.
fn names_sites(headers: &HeaderMap) -> bool {
    let policy = headers.get(header::CONTENT_SECURITY_POLICY);
    let policy = policy.and_then(|policy| policy.to_str().ok()).unwrap_or_default();
    policy.contains("frame-ancestors https://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_policy_that_names_sites_takes_the_older_header_away() {
        for (policy, is_denied) in [
            (None, true),
            (Some("default-src 'self'"), true),
            (
                Some("default-src 'none'; frame-ancestors 'none'; img-src https://a.example.com"),
                true,
            ),
            (Some("default-src 'none'; frame-ancestors https://a.example.com"), false),
        ] {
            let mut headers = HeaderMap::new();
            let policy = policy.map(HeaderValue::from_static);
            headers.extend(policy.map(|policy| (header::CONTENT_SECURITY_POLICY, policy)));
            secure(&mut headers);
            assert_eq!(headers.contains_key(header::X_FRAME_OPTIONS), is_denied, "{headers:?}");
        }
    }
}
