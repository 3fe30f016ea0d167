//! Every way to fail that an operation has is told in one form (RFC 9457), with a
//! code that the document lists for it, and with the place where there is one.

mod nulls;

use serde_json::{Value, json};

use super::{NOBODY, Street};
use crate::http::{
    document::Documented,
    running::{Answer, Client},
    schema::Schemas,
    shop::holds_a_secret,
};

/// What a failure has to say.
struct Expected<'a> {
    status: u16,
    code: &'a str,
    /// The place that is at fault, if one is.
    pointer: Option<&'a str>,
}

const fn failure(status: u16, code: &str) -> Expected<'_> {
    Expected { status, code, pointer: None }
}

const fn invalid(pointer: &str) -> Expected<'_> {
    Expected { status: 422, code: "invalid_request", pointer: Some(pointer) }
}

/// Checks that an answer says what is expected of it, as a problem document.
#[track_caller]
fn check(what: &str, answer: &Answer, expected: &Expected<'_>) {
    let told = answer.json();
    let line = format!("{what}: {} {}", answer.status, answer.text);
    assert_eq!(answer.status, expected.status, "{line}");
    assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{line}");
    assert_eq!(told["status"], answer.status, "{line}");
    assert_eq!(told["code"], expected.code, "{line}");
    assert_eq!(told["type"], "about:blank", "{line}");
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
fn fails(operation: &Documented, answer: &Answer, expected: &Expected<'_>) {
    check(&format!("{operation:?}"), answer, expected);
    let listed = &operation.said["responses"][answer.status.to_string()]["description"];
    let code = format!("`{}`", expected.code);
    let is_listed = listed.as_str().is_some_and(|text| text.contains(&code));
    assert!(is_listed, "{operation:?} does not list {code} with {}", answer.status);
}

/// The operations of a street, and who may use each.
struct Walk {
    street: Street,
    plain: Client,
    platform: Client,
    document: Value,
}

impl Walk {
    fn start() -> Self {
        let street = Street::open();
        let plain = Client::new_beside(&street.client);
        let platform = street.shop.platform();
        let document = plain.get("/openapi.json").expect(200);
        Self { street, plain, platform, document }
    }

    /// The operations that let in who has a key, or everybody. What an appointment's own
    /// token opens is tried by hand (`public.rs`).
    fn operations(&self) -> impl Iterator<Item = &Documented> {
        self.street.operations.iter().filter(|one| one.roles != ["public"])
    }

    /// A client that an operation lets in.
    fn client(&self, operation: &Documented) -> Client {
        let admin = operation.is_open() || operation.roles.iter().any(|role| role == "admin");
        if admin { self.street.client.clone() } else { self.platform.clone() }
    }

    /// A path to something that is there, if there is something, and otherwise to
    /// nothing.
    fn path(&self, operation: &Documented) -> String {
        let known = if operation.is_open() { None } else { self.street.path(operation) };
        known.unwrap_or_else(|| operation.at(|_| NOBODY.to_owned()))
    }

    fn schema<'a>(&'a self, schema: &'a Value) -> &'a Value {
        match schema["$ref"].as_str() {
            Some(name) => self.document.pointer(name.trim_start_matches('#')).unwrap(),
            None => schema,
        }
    }

    /// The schema of an operation's body, if it takes one.
    fn body<'a>(&'a self, operation: &'a Documented) -> Option<&'a Value> {
        let body = operation.said.get("requestBody")?;
        Some(self.schema(&body["content"]["application/json"]["schema"]))
    }
}

#[test]
fn who_brings_no_token_is_told_so() {
    let walk = Walk::start();
    for operation in walk.street.operations.iter().filter(|one| !one.is_open()) {
        let line = format!("{} {}", operation.method, operation.at(|_| NOBODY.to_owned()));
        for client in [walk.plain.with(""), walk.plain.with("cl_key_x")] {
            let answer = client.ask(&line, &json!({}));
            fails(operation, &answer, &failure(401, "unauthenticated"));
            assert_eq!(answer.header("www-authenticate"), Some("Bearer"), "{operation:?}");
        }
    }
}

#[test]
fn a_path_or_a_method_that_there_is_not_is_told() {
    let walk = Walk::start();
    for operation in walk.operations() {
        let path = operation.at(|_| NOBODY.to_owned());
        let beyond = format!("{} {}/a/b/c", operation.method, path.trim_end_matches('/'));
        check(&beyond, &walk.plain.ask(&beyond, &json!({})), &failure(404, "not_found"));
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            let is_known = |one: &Documented| one.method == method && one.path == operation.path;
            if !walk.street.operations.iter().any(is_known) {
                let answer = walk.plain.ask(&format!("{method} {path}"), &json!({}));
                fails(operation, &answer, &failure(405, "method_not_allowed"));
            }
        }
        // A slug is any text, and is looked up after the body is read.
        for parameter in operation.parameters("path").into_iter().filter(|name| name != "slug") {
            let wrong = |name: &str| if name == parameter { "x" } else { NOBODY }.to_owned();
            let line = format!("{} {}", operation.method, operation.at(wrong));
            let body = if operation.id.ends_with("_services_replace") {
                json!({"services": []})
            } else {
                json!({})
            };
            let answer = walk.client(operation).ask(&line, &body);
            fails(operation, &answer, &failure(404, "not_found"));
        }
    }
}

#[test]
fn a_parameter_that_is_unknown_or_wrong_is_named() {
    let walk = Walk::start();
    let schemas = Schemas::of(&walk.document);
    let mut tried = 0;
    for operation in walk.operations() {
        let (client, path) = (walk.client(operation), walk.path(operation));
        let (path, needed) = path.split_once('?').unwrap_or((&path, ""));
        let ask = |query: &str| {
            let name = query.split('=').next().unwrap_or_default();
            let others = needed.split('&').filter(|one| one.split('=').next() != Some(name));
            let query = others.chain([query]).collect::<Vec<_>>().join("&");
            let line = format!("{} {path}?{query}", operation.method);
            client.send(&line, &[], None).unwrap()
        };
        // What is open to everybody reads nothing of the request.
        if operation.said["responses"].get("422").is_none() {
            assert_eq!(ask("nonsense=1").status, 200, "{operation:?}");
            continue;
        }
        fails(operation, &ask("nonsense=1"), &invalid("?nonsense"));
        for parameter in operation.said["parameters"].as_array().into_iter().flatten() {
            let (name, schema) = (parameter["name"].as_str().unwrap(), &parameter["schema"]);
            if parameter["in"] != "query" {
                continue;
            }
            let pointer = format!("?{name}");
            fails(operation, &ask(&format!("{name}=%00")), &invalid(&pointer));
            fails(operation, &ask(&format!("{name}=1&{name}=1")), &invalid(&pointer));
            // Some values are judged only where there is a list.
            let is_there = !operation.path.contains("{slug}");
            if is_there && schemas.check(schema, &json!("no such thing")).is_err() {
                fails(operation, &ask(&format!("{name}=no%20such%20thing")), &invalid(&pointer));
                tried += 1;
            }
        }
    }
    assert!(tried > 150, "{tried}");
}

#[test]
fn a_body_that_is_not_as_it_should_be_is_told_with_the_place() {
    let walk = Walk::start();
    let schemas = Schemas::of(&walk.document);
    let mut tried = 0;
    for operation in walk.operations() {
        let Some(schema) = walk.body(operation) else { continue };
        let (client, path) = (walk.client(operation), walk.path(operation));
        let line = format!("{} {path}", operation.method);
        for text in ["{", "", "[1,]", "{\"name\": \u{1}}", "{} {}"] {
            // No body is as good as an empty one where it may be left out.
            if text.is_empty() && operation.said["requestBody"]["required"] == false {
                continue;
            }
            let answer = client.send_text(&line, "application/json", text);
            fails(operation, &answer, &failure(400, "malformed_json"));
        }
        for kind in ["text/plain", "application/x-www-form-urlencoded", "application/xml", ""] {
            let answer = client.send_text(&line, kind, "{}");
            fails(operation, &answer, &failure(415, "unsupported_media_type"));
        }
        for whole in [json!([]), json!("x"), json!(1), json!(null)] {
            fails(operation, &client.ask(&line, &whole), &invalid(""));
        }
        fails(operation, &client.ask(&line, &json!({"nonsense": 1})), &invalid("/nonsense"));
        let twice = client.send_text(&line, "application/json", r#"{"twice": 1, "twice": 1}"#);
        fails(operation, &twice, &invalid("/twice"));
        for (name, schema) in schema["properties"].as_object().into_iter().flatten() {
            let candidates = [json!([]), json!([[]]), json!("\u{1}"), json!({"nonsense": 1})];
            for wrong in candidates.iter().filter(|wrong| schemas.check(schema, wrong).is_err()) {
                let answer = client.ask(&line, &json!({name.as_str(): wrong}));
                fails(operation, &answer, &invalid(&format!("/{name}")));
                tried += 1;
            }
        }
    }
    assert!(tried > 500, "{tried}");
}

#[test]
fn a_field_that_has_to_be_there_is_named_when_it_is_missing() {
    let walk = Walk::start();
    let mut tried = 0;
    for operation in walk.operations() {
        let Some(schema) = walk.body(operation) else { continue };
        let Some(required) = schema["required"].as_array() else { continue };
        let (client, path) = (walk.client(operation), walk.path(operation));
        let answer = client.ask(&format!("{} {path}", operation.method), &json!({}));
        let told = answer.json()["errors"][0].clone();
        let missing = required.iter().map(|name| format!("/{}", name.as_str().unwrap()));
        let missing = missing.into_iter().find(|pointer| told["pointer"] == **pointer);
        let pointer = missing.unwrap_or_else(|| panic!("{operation:?}: {}", answer.text));
        fails(operation, &answer, &invalid(&pointer));
        assert_eq!(told["code"], "missing_field", "{operation:?}");
        tried += 1;
    }
    assert!(tried > 20, "{tried}");
}

/// Of which fields a request names exactly one.
const ONE_OF: [(&str, &[&str]); 4] = [
    ("blockouts_create", &["provider_id", "room_id", "center_id"]),
    ("invoice_items_create", &["sale_id", "service_id", "product_id", "package_id"]),
    ("payments_create", &["invoice_id", "appointment_id"]),
    ("sales_create", &["service_id", "product_id", "package_id"]),
];

#[test]
fn a_field_that_names_what_is_not_there_is_told() {
    let walk = Walk::start();
    let mut tried = 0;
    for operation in walk.operations().filter(|one| !holds_a_secret(one)) {
        let Some(schema) = walk.body(operation) else { continue };
        let fields = schema["properties"].as_object().into_iter().flatten();
        for (name, _) in fields.filter(|(_, schema)| schema["format"] == "uuid") {
            // Chosen by the client, to tell its appointments of one series.
            if name == "series_id" {
                continue;
            }
            let (path, mut body) = match operation.method.as_str() {
                "POST" => walk.street.shop.request(operation),
                _ => (walk.path(operation), json!({})),
            };
            let group = ONE_OF
                .iter()
                .find(|(id, fields)| *id == operation.id && fields.contains(&name.as_str()));
            for other in group.into_iter().flat_map(|(_, fields)| *fields) {
                body.as_object_mut().unwrap().remove(*other);
            }
            body[name] = json!(NOBODY);
            let answer = walk.street.client.ask(&format!("{} {path}", operation.method), &body);
            fails(operation, &answer, &invalid(&format!("/{name}")));
            tried += 1;
        }
    }
    assert!(tried > 50, "{tried}");
}

#[test]
fn a_key_that_is_none_is_told() {
    let walk = Walk::start();
    let posts = walk.operations().filter(|one| one.method == "POST" && !one.is_open());
    for operation in posts {
        let (path, body) = match operation.id.as_str() {
            _ if holds_a_secret(operation) => continue,
            "appointments_no_show" => continue,
            _ => walk.street.shop.request(operation),
        };
        let long = "k".repeat(256);
        for key in ["", "a b", &long] {
            let line = format!("POST {path}");
            let answer = walk.plain.send(&line, &[("idempotency-key", key)], Some(&body)).unwrap();
            fails(operation, &answer, &invalid(""));
            assert_eq!(answer.json()["errors"][0]["code"], "invalid_idempotency_key");
        }
    }
}
