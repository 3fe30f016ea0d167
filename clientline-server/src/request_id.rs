//! The id that ties an answer to its line in the log.

use std::{
    collections::hash_map::RandomState,
    fmt,
    hash::{BuildHasher, Hasher},
    sync::{
        LazyLock,
        atomic::{AtomicU64, Ordering},
    },
};

use poem::http::{HeaderMap, HeaderName, HeaderValue};

/// The header that carries the id, both ways.
pub const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The most characters that a client's own id may have.
const MAX_LENGTH: usize = 64;

/// The id of one request: the client's own where it is sane, else ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(String);

impl RequestId {
    /// Takes an id of 1 to 64 characters of `A-Z a-z 0-9 _ . -`, and nothing
    /// else: it goes into the log and into a header as it is.
    #[must_use]
    pub fn given(text: &str) -> Option<Self> {
        let sane = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte);
        let fits = (1..=MAX_LENGTH).contains(&text.len());
        (fits && text.bytes().all(sane)).then(|| Self(text.to_owned()))
    }

    /// Makes an id that no other request has: a number drawn once in this
    /// process, and the count of requests. It has to be unique, not secret.
    #[must_use]
    pub fn fresh() -> Self {
        static PROCESS: LazyLock<u64> =
            LazyLock::new(|| RandomState::new().build_hasher().finish());
        static COUNT: AtomicU64 = AtomicU64::new(1);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        Self(format!("{:016x}-{count:x}", *PROCESS))
    }

    /// The client's id if there is a sane one, else a fresh one.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        let given = headers.get(X_REQUEST_ID).and_then(|value| value.to_str().ok());
        given.and_then(Self::given).unwrap_or_else(Self::fresh)
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id as the value of its header.
    #[must_use]
    pub fn header_value(&self) -> Option<HeaderValue> {
        HeaderValue::from_str(&self.0).ok()
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sane_id_of_the_client_is_taken() {
        assert_eq!(RequestId::given("a-B_9.z").unwrap().as_str(), "a-B_9.z");
        assert!(RequestId::given(&"x".repeat(64)).is_some());
    }

    #[test]
    fn an_id_that_could_forge_a_log_line_is_replaced() {
        for text in ["", "a b", "a\nb", "ä", "a\"b", "a{b}", &"x".repeat(65)] {
            assert!(RequestId::given(text).is_none(), "{text:?}");
        }
    }

    #[test]
    fn fresh_ids_differ_and_are_sane() {
        let (one, two) = (RequestId::fresh(), RequestId::fresh());
        assert_ne!(one.as_str(), two.as_str());
        assert!(RequestId::given(one.as_str()).is_some());
    }
}
