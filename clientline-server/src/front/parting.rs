//! The answer to a client whose head had begun when the server closed.
//!
//! The protocol answers requests, and this has not become one.

use poem::http::header;

use super::{Front, headers};
use crate::{
    problem::{Problem, Refusal},
    request_id::{RequestId, X_REQUEST_ID},
};

impl Front {
    /// A whole answer, as bytes: 503, to be asked again, elsewhere.
    pub(super) async fn parting(&self) -> Vec<u8> {
        let id = RequestId::of(&header::HeaderMap::new());
        let mut response = Problem::from(Refusal::NotReady).render(Some(&id));
        if let Some(value) = id.header_value() {
            response.headers_mut().insert(X_REQUEST_ID, value);
        }
        headers::secure(response.headers_mut());
        let status = response.status();
        let (parts, body) = response.into_parts();
        // A text of our own; without it the status still says all.
        let body = body.into_bytes().await.unwrap_or_default();
        let mut bytes = format!("HTTP/1.1 {status}\r\n").into_bytes();
        for (name, value) in &parts.headers {
            bytes.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
        }
        let length = body.len();
        let end = format!("content-length: {length}\r\nconnection: close\r\n\r\n");
        bytes.extend(end.into_bytes());
        bytes.extend(body);
        bytes
    }
}
