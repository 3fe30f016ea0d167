//! Every POST takes effect once, however often and at how many ends it is sent;
//! and what it makes is where it says.

use std::thread;

use serde_json::json;

use crate::kit::{
    Answer, Documented, operations,
    shop::{CHANGES_NOTHING, KEPT_NOWHERE, NEEDS_TIME, Shop, holds_a_secret},
};

/// How many send the same request at once.
const RIVALS: usize = 16;

fn posts(shop: &Shop) -> Vec<Documented> {
    let mut posts = operations(&shop.client);
    posts.retain(|operation| {
        operation.method == "POST"
            && !NEEDS_TIME.contains(&operation.id.as_str())
            && !holds_a_secret(operation)
    });
    assert!(posts.len() > 30);
    posts
}

fn send(shop: &Shop, line: &str, key: &str, body: &serde_json::Value) -> Answer {
    shop.client.send(line, &[("idempotency-key", key)], Some(body)).unwrap()
}

fn is_replay(answer: &Answer) -> bool {
    answer.header("idempotency-replayed") == Some("true")
}

#[test]
fn a_post_that_is_repeated_is_answered_as_the_first_time() {
    let shop = Shop::open();
    for operation in posts(&shop) {
        let [(path, body), (other_path, other)] = [0, 1].map(|_| shop.request(&operation));
        let line = format!("POST {path}");
        let first = send(&shop, &line, &operation.id, &body);
        assert!(matches!(first.status, 200 | 201), "{operation:?}: {}", first.text);
        assert!(!is_replay(&first), "{operation:?}");
        if CHANGES_NOTHING.contains(&operation.id.as_str()) {
            continue;
        }
        let again = send(&shop, &line, &operation.id, &body);
        if KEPT_NOWHERE.contains(&operation.id.as_str()) {
            assert_eq!(again.code(), (409, "already_done".to_owned()), "{operation:?}");
            continue;
        }
        assert_eq!((again.status, &again.text), (first.status, &first.text), "{operation:?}");
        assert!(is_replay(&again), "{operation:?}");
        for header in ["location", "etag"] {
            assert_eq!(again.header(header), first.header(header), "{operation:?}");
        }
        let refused = send(&shop, &format!("POST {other_path}"), &operation.id, &other);
        let reused = (422, "idempotency_key_reused".to_owned());
        assert_eq!(refused.code(), reused, "{operation:?}");
    }
}

#[test]
fn a_post_that_is_sent_sixteen_times_at_once_takes_effect_once() {
    let shop = Shop::open();
    for operation in posts(&shop) {
        if CHANGES_NOTHING.contains(&operation.id.as_str()) {
            continue;
        }
        let (path, body) = shop.request(&operation);
        let line = format!("POST {path}");
        let answers: Vec<Answer> = thread::scope(|scope| {
            let rivals: Vec<_> = (0..RIVALS)
                .map(|_| scope.spawn(|| send(&shop, &line, &operation.id, &body)))
                .collect();
            rivals.into_iter().map(|rival| rival.join().unwrap()).collect()
        });
        if KEPT_NOWHERE.contains(&operation.id.as_str()) {
            let made = answers.iter().filter(|answer| answer.status == 201).count();
            let told = answers.iter().filter(|answer| answer.code().1 == "already_done").count();
            assert_eq!((made, told), (1, RIVALS - 1), "{operation:?}");
            continue;
        }
        let fresh = answers.iter().filter(|answer| !is_replay(answer)).count();
        assert_eq!(fresh, 1, "{operation:?}: {:?}", answers.iter().map(|a| a.status).max());
        for answer in &answers {
            assert!(matches!(answer.status, 200 | 201), "{operation:?}: {}", answer.text);
            assert_eq!(answer.text, answers[0].text, "{operation:?}");
        }
    }
}

#[test]
fn the_location_of_what_was_made_leads_to_it() {
    let shop = Shop::open();
    let mut made = 0;
    for operation in posts(&shop) {
        let (path, body) = shop.request(&operation);
        let answer = shop.client.ask(&format!("POST {path}"), &body);
        if answer.status != 201 {
            assert_eq!(answer.header("location"), None, "{operation:?}");
            continue;
        }
        let there = shop.client.get(answer.header("location").unwrap()).expect(200);
        assert_eq!(there["id"], answer.json()["id"], "{operation:?}");
        assert_eq!(there["version"], answer.json()["version"], "{operation:?}");
        made += 1;
    }
    assert!(made > 20, "{made}");
}

#[test]
fn a_post_with_a_field_that_nobody_knows_is_refused() {
    let shop = Shop::open();
    let document = shop.client.get("/openapi.json").expect(200);
    for operation in posts(&shop) {
        let has_body = document["paths"][&operation.path]["post"].get("requestBody").is_some();
        if !has_body {
            continue;
        }
        let (path, mut body) = shop.request(&operation);
        body["nonsense"] = json!(1);
        let fault =
            shop.client.ask(&format!("POST {path}"), &body).expect(422)["errors"][0].clone();
        let found = (&fault["pointer"], &fault["code"]);
        assert_eq!(found, (&json!("/nonsense"), &json!("unknown_field")), "{operation:?}");
    }
}
