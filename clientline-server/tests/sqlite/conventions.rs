//! What every operation has in common, whatever the store: it is decided before the storage
//! is asked, or after.

mod problems;

use std::collections::BTreeSet;

use serde_json::json;

use crate::kit::{Client, Documented, NOBODY, street::Street, told};

/// A path with a slash behind it, before its query.
fn slashed(path: &str) -> String {
    match path.split_once('?') {
        Some((path, query)) => format!("{path}/?{query}"),
        None => format!("{path}/"),
    }
}

#[test]
fn a_trailing_slash_changes_nothing() {
    let street = Street::open();
    let plain = Client::new_beside(&street.client);
    for (operation, path) in street.reads().filter(|(_, path)| path != "/") {
        let [bare, slash] = [path.clone(), slashed(&path)].map(|path| told(&plain.get(&path)));
        assert_eq!(bare.0, 200, "{operation:?}");
        assert_eq!(bare, slash, "{operation:?}");
    }
    for operation in street.operations.iter().filter(|one| one.method != "GET") {
        let path = operation.at(|_| NOBODY.to_owned());
        let [bare, slash] = [path.clone(), slashed(&path)]
            .map(|path| told(&plain.ask(&format!("{} {path}", operation.method), &json!([]))));
        assert!((400..500).contains(&bare.0), "{operation:?} {bare:?}");
        assert_eq!(bare, slash, "{operation:?}");
    }
}

#[test]
fn head_is_get_without_a_body_and_other_methods_are_named() {
    let street = Street::open();
    let plain = Client::new_beside(&street.client);
    for (operation, path) in street.reads() {
        let get = told(&plain.get(&path));
        let head = told(&plain.send(&format!("HEAD {path}"), &[], None).unwrap());
        assert_eq!((get.0, get.1, ""), (head.0, head.1, &*head.2), "{operation:?}");
    }
    let paths: BTreeSet<&str> = street.operations.iter().map(|one| &*one.path).collect();
    for path in paths {
        let here: Vec<&Documented> =
            street.operations.iter().filter(|one| one.path == path).collect();
        let order = ["GET", "POST", "PUT", "PATCH", "DELETE"];
        let has = |method: &str| here.iter().any(|one| one.method == method);
        let mut allow: Vec<&str> = order.into_iter().filter(|method| has(method)).collect();
        if allow[0] == "GET" {
            allow.insert(1, "HEAD");
        }
        allow.push("OPTIONS");
        let allow = allow.join(", ");
        let target = here[0].at(|_| NOBODY.to_owned());
        let options = plain.send(&format!("OPTIONS {target}"), &[], None).unwrap();
        assert_eq!((options.status, options.header("allow")), (204, Some(&*allow)), "{path}");
        for method in order.into_iter().filter(|method| !has(method)) {
            // Two paths of the table may fit one target, such as `/guests/{id}`
            // and `/guests/code/{guest_code}`; none of these does.
            let refused = plain.send(&format!("{method} {target}"), &[], None).unwrap();
            let told = (refused.status, refused.header("allow"));
            assert_eq!(told, (405, Some(&*allow)), "{method} {path}");
            assert_eq!(refused.json()["code"], "method_not_allowed", "{method} {path}");
        }
    }
}

#[test]
fn who_has_the_version_gets_no_body() {
    let street = Street::open();
    let mut tried = 0;
    for (operation, path) in street.reads() {
        if !operation.parameters("header").contains("If-None-Match") {
            continue;
        }
        let read = street.client.get(&path);
        let tag = read.header("etag").unwrap_or_else(|| panic!("{operation:?} has no tag"));
        let version = &read.json()["version"];
        // What has no version has a weak tag over all of it.
        let is_of_it =
            tag == format!("\"{version}\"") || version.is_null() && tag.starts_with("W/");
        assert!(is_of_it, "{operation:?} {tag}");
        let ask = |tag: &str| {
            street.client.send(&format!("GET {path}"), &[("if-none-match", tag)], None).unwrap()
        };
        for known in
            [tag, "*", &format!("W/{}", tag.trim_start_matches("W/")), &format!("\"0\", {tag}")]
        {
            let answer = ask(known);
            assert_eq!((answer.status, &*answer.text), (304, ""), "{operation:?} {known}");
            assert_eq!(answer.header("etag"), Some(tag), "{operation:?}");
        }
        assert_eq!(ask("\"0\"").status, 200, "{operation:?}");
        tried += 1;
    }
    assert!(tried > 20, "{tried}");
}

#[test]
fn what_nobody_knows_is_refused_in_query_and_body() {
    let street = Street::open();
    let ours = |operation: &&Documented| operation.roles.iter().any(|role| role == "admin");
    for operation in street.operations.iter().filter(ours) {
        let Some(path) = street.path(operation) else { continue };
        let more = if path.contains('?') { "&" } else { "?" };
        let line = format!("{} {path}{more}nonsense=1", operation.method);
        let body = (operation.method != "GET").then(|| json!({}));
        let refused = street.client.send(&line, &[], body.as_ref()).unwrap();
        let fault = refused.expect(422)["errors"][0].clone();
        let found = (&fault["pointer"], &fault["code"]);
        assert_eq!(found, (&json!("?nonsense"), &json!("unknown_parameter")), "{operation:?}");
        if operation.method == "PATCH" || operation.id.ends_with("_put") {
            let line = format!("{} {path}", operation.method);
            let refused = street.client.ask(&line, &json!({"nonsense": 1})).expect(422);
            assert_eq!(refused["errors"][0]["pointer"], "/nonsense", "{operation:?}");
        }
    }
}
