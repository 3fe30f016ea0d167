//! Every way to fail that an operation has is told in one form (RFC 9457), with a
//! code that the document lists for it, and with the place where there is one.

mod nulls;

use serde_json::json;

use crate::kit::{
    Documented, NOBODY, Schemas,
    problems::{Walk, check, fails, failure, invalid},
    shop::holds_a_secret,
};

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
    let schemas = Schemas::of(&walk.document.json);
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
        if operation.said()["responses"].get("422").is_none() {
            assert_eq!(ask("nonsense=1").status, 200, "{operation:?}");
            continue;
        }
        fails(operation, &ask("nonsense=1"), &invalid("?nonsense"));
        for parameter in operation.said()["parameters"].as_array().into_iter().flatten() {
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
    let schemas = Schemas::of(&walk.document.json);
    let mut tried = 0;
    for operation in walk.operations() {
        let Some(schema) = walk.body(operation) else { continue };
        let (client, path) = (walk.client(operation), walk.path(operation));
        let line = format!("{} {path}", operation.method);
        for text in ["{", "", "[1,]", "{\"name\": \u{1}}", "{} {}"] {
            // No body is as good as an empty one where it may be left out.
            if text.is_empty() && operation.said()["requestBody"]["required"] == false {
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
