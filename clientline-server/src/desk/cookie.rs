//! The cookie that holds the token of a browser's session.
//!
//! No script reads it, no other site's page sends it (`SameSite=Strict`), no other host sets it
//! (the prefix `__Host-`, RFC 6265bis, section 4.1.3.2). At loopback there is no TLS, so that
//! neither the prefix nor `Secure` may be there: then nothing leaves the machine.
//!
//! Beside the token stands the minute at which it was given, so that it can be renewed in time
//! without being looked up. Nothing rests on it: a wrong one renews sooner or later.

use std::net::IpAddr;

use clientline_core::{
    engine::{Token, TokenKind},
    model::Session,
    ops::access::browser_sessions::BrowserSession,
    value::Timestamp,
};
use poem::http::{HeaderMap, HeaderValue, header};

const NAME: &str = "clientline";
const MICROS_A_MINUTE: i64 = 60_000_000;

/// The cookie of a request.
pub(super) struct SessionCookie {
    /// The token of the session.
    pub(super) token: String,
    given_at_minute: i64,
}

impl SessionCookie {
    /// Reads the cookie of a request, if it has one with the token of a session.
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        let name = name(headers);
        let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
        let mut pairs = lines.flat_map(|line| line.split(';'));
        let value = pairs.find_map(|pair| {
            let (known, value) = pair.trim().split_once('=')?;
            (known == name).then_some(value)
        })?;
        let (token, minute) = value.split_once('.')?;
        Token::parse(token).filter(|token| token.kind() == TokenKind::Session)?;
        Some(Self { token: token.to_owned(), given_at_minute: minute.parse().ok()? })
    }

    /// Returns whether the token is old enough to be renewed.
    pub(super) fn is_due(&self, now: Timestamp) -> bool {
        minute(now).saturating_sub(self.given_at_minute) >= Session::RENEWAL_MINUTES
    }
}

/// The header that gives a browser the cookie of a session.
pub(super) fn given(session: &BrowserSession, headers: &HeaderMap, now: Timestamp) -> HeaderValue {
    let seconds = Session::BROWSER_MINUTES * 60;
    set(headers, &format!("{}.{}", session.token, minute(now)), seconds)
}

/// The header that takes the cookie away.
pub(super) fn taken_away(headers: &HeaderMap) -> HeaderValue {
    set(headers, "", 0)
}

fn set(headers: &HeaderMap, value: &str, seconds: i64) -> HeaderValue {
    let secure = if is_loopback(headers) { "" } else { "; Secure" };
    let name = name(headers);
    let cookie =
        format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}");
    // A token consists of letters, digits and underscores.
    let mut cookie = HeaderValue::try_from(cookie).unwrap_or(HeaderValue::from_static(""));
    cookie.set_sensitive(true);
    cookie
}

fn minute(at: Timestamp) -> i64 {
    at.micros().div_euclid(MICROS_A_MINUTE)
}

fn name(headers: &HeaderMap) -> String {
    if is_loopback(headers) { NAME.to_owned() } else { format!("__Host-{NAME}") }
}

/// Whether the browser reached the server by a name of its own machine.
fn is_loopback(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let address = name.trim_start_matches('[').trim_end_matches(']');
    name == "localhost" || address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(host: &str, cookie: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().unwrap());
        headers.insert(header::COOKIE, cookie.parse().unwrap());
        headers
    }

    #[test]
    fn only_loopback_goes_without_the_prefix_and_without_tls() {
        for host in ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000", "[::1]"] {
            let cookie = taken_away(&headers(host, ""));
            let cookie = cookie.to_str().unwrap();
            assert!(cookie.starts_with("clientline=;") && !cookie.contains("Secure"), "{host}");
        }
        for host in ["desk.example.com", "localhost.example.com:8000", "10.0.0.1", "[fe80::1]:80"] {
            let cookie = taken_away(&headers(host, ""));
            let cookie = cookie.to_str().unwrap();
            assert!(cookie.starts_with("__Host-clientline=;"), "{host}");
            assert!(cookie.ends_with("; Secure"), "{host}");
        }
    }

    #[test]
    fn what_is_no_token_of_a_session_is_no_cookie() {
        for value in ["", "x.1", "cl_session_x.1", "cl_key_1_2_3.4"] {
            let headers = headers("localhost", &format!("a=b; clientline={value}"));
            assert!(SessionCookie::of(&headers).is_none(), "{value}");
        }
    }
}
