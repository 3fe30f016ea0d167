//! What a failure has to say (RFC 9457), and every operation to see it fail.

use std::sync::Arc;

use serde_json::Value;

use super::{Answer, Client, Document, Documented, NOBODY, street::Street};

/// What a failure has to say.
pub(crate) struct Expected<'a> {
    status: u16,
    code: &'a str,
    /// The place that is at fault, if one is.
    pointer: Option<&'a str>,
}

pub(crate) const fn failure(status: u16, code: &str) -> Expected<'_> {
    Expected { status, code, pointer: None }
}

pub(crate) const fn invalid(pointer: &str) -> Expected<'_> {
    Expected { status: 422, code: "invalid_request", pointer: Some(pointer) }
}

/// Checks that an answer says what is expected of it, as a problem document.
#[track_caller]
pub(crate) fn check(what: &str, answer: &Answer, expected: &Expected<'_>) {
    let told = answer.json();
    let line = format!("{what}: {} {}", answer.status, answer.text);
    assert_eq!(answer.status, expected.status, "{line}");
    assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{line}");
    assert_eq!(told["status"], answer.status, "{line}");
    assert_eq!(told["code"], expected.code, "{line}");
    assert_eq!(told["type"], format!("/problems/{}", expected.code), "{line}");
    assert_eq!(told["request_id"].as_str(), answer.header("x-request-id"), "{line}");
    for words in ["title", "detail"] {
        assert!(told[words].as_str().is_some_and(|text| !text.is_empty()), "{line}");
    }
    match expected.pointer {
        None => assert!(told.get("errors").is_none(), "{line}"),
        Some(pointer) => {
            let fault = &told["errors"][0];
            let found = fault["pointer"].as_str().unwrap();
            // A place may lie deeper than the field.
            let names = found == pointer || found.starts_with(&format!("{pointer}/"));
            assert!(names, "{line} should name {pointer}");
            for words in ["code", "detail"] {
                assert!(fault[words].as_str().is_some_and(|text| !text.is_empty()), "{line}");
            }
        }
    }
}

/// Checks that a failure of an operation is told, and that the document says so.
#[track_caller]
pub(crate) fn fails(operation: &Documented, answer: &Answer, expected: &Expected<'_>) {
    check(&format!("{operation:?}"), answer, expected);
    let listed = &operation.said()["responses"][answer.status.to_string()]["description"];
    let code = format!("`{}`", expected.code);
    let is_listed = listed.as_str().is_some_and(|text| text.contains(&code));
    assert!(is_listed, "{operation:?} does not list {code} with {}", answer.status);
}

/// The operations of a street, and who may use each.
pub(crate) struct Walk {
    pub(crate) street: Street,
    pub(crate) plain: Client,
    pub(crate) platform: Client,
    pub(crate) document: Arc<Document>,
}

impl Walk {
    pub(crate) fn start() -> Self {
        let street = Street::open();
        let plain = Client::new_beside(&street.client);
        let platform = street.shop.platform();
        let document = plain.document();
        Self { street, plain, platform, document }
    }

    /// The operations that let in who has a key, or everybody. What an appointment's own
    /// token opens is tried by hand (`public.rs`).
    pub(crate) fn operations(&self) -> impl Iterator<Item = &Documented> {
        self.street.operations.iter().filter(|one| one.roles != ["public"])
    }

    /// A client that an operation lets in.
    pub(crate) fn client(&self, operation: &Documented) -> Client {
        let admin = operation.is_open() || operation.roles.iter().any(|role| role == "admin");
        if admin { self.street.client.clone() } else { self.platform.clone() }
    }

    /// A path to something that is there, if there is something, and otherwise to
    /// nothing.
    pub(crate) fn path(&self, operation: &Documented) -> String {
        let known = if operation.is_open() { None } else { self.street.path(operation) };
        known.unwrap_or_else(|| operation.at(|_| NOBODY.to_owned()))
    }

    pub(crate) fn schema<'a>(&'a self, schema: &'a Value) -> &'a Value {
        match schema["$ref"].as_str() {
            Some(name) => self.document.json.pointer(name.trim_start_matches('#')).unwrap(),
            None => schema,
        }
    }

    /// The schema of an operation's body, if it takes one.
    pub(crate) fn body<'a>(&'a self, operation: &'a Documented) -> Option<&'a Value> {
        let body = operation.said().get("requestBody")?;
        Some(self.schema(&body["content"]["application/json"]["schema"]))
    }
}
