//! What every operation has in common, tried on each that the document names.

mod problems;

use std::{cell::Cell, collections::BTreeSet};

use serde_json::{Value, json};

use crate::http::{
    document::{Documented, operations},
    running::{Answer, Client, id},
    shop::{NEEDS_TIME, Shop, holds_a_secret},
};

const NOBODY: &str = "019aa5b0-7c00-7000-8000-000000000001";

/// A shop in which every POST succeeded three times, and the document's operations.
struct Street {
    shop: Shop,
    client: Client,
    operations: Vec<Documented>,
}

impl Street {
    fn open() -> Self {
        let shop = Shop::open();
        let client = shop.client.clone();
        let operations = operations(&client);
        let street = Self { shop, client, operations };
        let posts = street.operations.iter().filter(|one| one.method == "POST");
        for operation in posts.filter(|one| !holds_a_secret(one)) {
            for _ in 0..3 {
                if !NEEDS_TIME.contains(&operation.id.as_str()) {
                    let (path, body) = street.shop.request(operation);
                    let answer = street.client.ask(&format!("POST {path}"), &body);
                    assert!(matches!(answer.status, 200 | 201), "{operation:?}: {}", answer.text);
                }
            }
        }
        street
    }

    /// A path on which the operation finds something; `None` if nothing of the
    /// kind can be listed.
    fn path(&self, operation: &Documented) -> Option<String> {
        let first = operation.path.split('/').nth(1).unwrap_or_default();
        let one = |path: &str| {
            let all = self.client.get(path).expect(200);
            Some(all["items"][0]["id"].as_str()?.to_owned())
        };
        let found = Cell::new(true);
        let path = operation.at(|name| {
            let found_id = match (name, first) {
                ("slug", _) => Some("atelier".to_owned()),
                ("guest_code", _) => {
                    let guests = self.client.get("/guests").expect(200);
                    guests["items"][0]["guest_code"].as_str().map(str::to_owned)
                }
                ("invoice_id", _) => one("/invoices?status=issued"),
                ("guest_id", _) => one("/guests"),
                ("sale_id", _) => one("/sales"),
                ("override_id", "centers") => {
                    one(&format!("/centers/{}/overrides", self.shop.salon.center))
                }
                ("override_id", _) => {
                    one(&format!("/providers/{}/overrides", self.shop.salon.providers[0]))
                }
                ("id", "invoices") => Some(self.draft()),
                ("id", "invoice-items") => one(&format!("/invoice-items/invoice/{}", self.draft())),
                ("id", "centers") => Some(self.shop.salon.center.clone()),
                ("id", "providers") => Some(self.shop.salon.providers[0].clone()),
                ("id", kind) => one(&format!("/{kind}")),
                (other, _) => panic!("this test does not know {other}"),
            };
            found.set(found.get() && found_id.is_some());
            found_id.unwrap_or_default()
        });
        let query = match operation.id.as_str() {
            "calendar_get" => format!("?center_id={}&date=2030-01-01", self.shop.salon.center),
            "appointments_slots" | "public_slots" => format!(
                "?center_id={}&service_id={}&date={}",
                self.shop.salon.center, self.shop.salon.service, self.shop.salon.date
            ),
            _ => String::new(),
        };
        found.get().then(|| path + &query)
    }

    /// A draft with a line, which may still be changed.
    fn draft(&self) -> String {
        let drafts = self.client.get("/invoices?status=draft&limit=200").expect(200);
        let filled = |draft: &&Value| draft["total"] != "0.00";
        id(drafts["items"].as_array().unwrap().iter().find(filled).unwrap()).to_owned()
    }

    fn reads(&self) -> impl Iterator<Item = (&Documented, String)> {
        // An admin's token does not open a stranger's appointment.
        let ours = |one: &&Documented| one.is_open() || !one.is_public();
        let gets = self.operations.iter().filter(|one| one.method == "GET").filter(ours);
        gets.filter_map(|operation| Some((operation, self.path(operation)?)))
    }
}

/// An answer without what differs from request to request.
fn told(answer: &Answer) -> (u16, Vec<(String, String)>, String) {
    let id = answer.header("x-request-id").unwrap();
    let headers = answer
        .headers
        .iter()
        .filter(|(name, _)| {
            !["date", "x-request-id", "content-length", "ratelimit"].contains(&name.as_str())
        })
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
    (answer.status, headers.collect(), answer.text.replace(id, ""))
}

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
        assert_eq!(tag, format!("\"{}\"", read.json()["version"]), "{operation:?}");
        let ask = |tag: &str| {
            street.client.send(&format!("GET {path}"), &[("if-none-match", tag)], None).unwrap()
        };
        for known in [tag, "*", &format!("W/{tag}"), &format!("\"0\", {tag}")] {
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
fn a_stale_version_changes_nothing() {
    let street = Street::open();
    let mut tried = 0;
    for operation in &street.operations {
        let takes = operation.parameters("header").contains("If-Match");
        let path = takes.then(|| street.path(operation)).flatten();
        let Some(path) = path else {
            let read_only = ["GET", "POST"].contains(&operation.method.as_str());
            let rows_of_a_calendar = ["blockouts_delete"].contains(&&*operation.id)
                || operation.id.ends_with("_overrides_delete");
            assert!(read_only || rows_of_a_calendar, "{operation:?} takes no version");
            continue;
        };
        let one = path.split('/').take(3).collect::<Vec<_>>().join("/");
        let before = street.client.get(&one).text;
        let body = match operation.id.as_str() {
            "centers_hours_replace" | "providers_hours_replace" => json!({"weekly": []}),
            "providers_services_replace" => json!({"services": []}),
            "appointments_reschedule" => json!({"starts_at": "2030-01-01T10:00:00Z"}),
            "guests_merge" => json!({"from": NOBODY}),
            _ => json!({}),
        };
        let line = format!("{} {path}", operation.method);
        for stale in ["\"999\"", "\"x\"", "W/\"1\""] {
            let refused = street.client.send(&line, &[("if-match", stale)], Some(&body)).unwrap();
            let expected = (412, "stale_version".to_owned());
            assert_eq!(refused.code(), expected, "{operation:?} {stale}");
        }
        assert_eq!(street.client.get(&one).text, before, "{operation:?}");
        tried += 1;
    }
    assert!(tried > 60, "{tried}");
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

#[test]
fn every_list_is_walked_by_cursor_as_by_skip() {
    let street = Street::open();
    let mut tried = 0;
    for (operation, path) in street.reads() {
        let query = operation.parameters("query");
        if !query.contains("cursor") || !query.contains("skip") {
            assert!(!operation.id.ends_with("_list") || path.ends_with("/hours"), "{operation:?}");
            continue;
        }
        let get = |query: &str| street.client.get(&format!("{path}?{query}"));
        let whole = get("limit=200&count=true").expect(200);
        let items = whole["items"].as_array().unwrap();
        let total = whole["total"].as_u64().unwrap();
        // The audit trail is longer than the longest page.
        let is_whole = whole["next_cursor"].is_null();
        assert_eq!(total == items.len() as u64, is_whole, "{operation:?}");
        assert!(total >= items.len() as u64, "{operation:?}");
        assert!(get("").expect(200).get("total").is_none(), "{operation:?}");
        let mut cursor = String::new();
        for (skip, item) in items.iter().enumerate().take(4) {
            let skipped = get(&format!("limit=1&skip={skip}")).expect(200);
            let walked = get(&format!("limit=1{cursor}")).expect(200);
            assert_eq!(&skipped["items"], &json!([item]), "{operation:?}");
            assert_eq!(&walked["items"], &json!([item]), "{operation:?}");
            let next = walked["next_cursor"].as_str().map(|next| format!("&cursor={next}"));
            assert_eq!(next.is_none(), skip + 1 == items.len(), "{operation:?}");
            cursor = next.unwrap_or_default();
        }
        for wrong in ["limit=0", "limit=201", "skip=10001", "limit=x", "cursor=x", "count=1"] {
            let name = wrong.split('=').next().unwrap();
            let fault = get(wrong).expect(422)["errors"][0]["pointer"].clone();
            assert_eq!(fault, format!("?{name}"), "{operation:?} {wrong}");
        }
        tried += 1;
    }
    assert!(tried > 25, "{tried}");
}
