//! Identifiers that are none: no store gets to see them.

use serde_json::json;

use crate::kit::{House, NOBODY, Salon, operations};

/// What stands in a path instead of an identifier, escaped.
fn wrong() -> Vec<String> {
    let simple = NOBODY.replace('-', "");
    let texts = [
        "x",
        "0",
        "-1",
        "1e9",
        "null",
        "undefined",
        "%00",
        "%20",
        "%FF%FE",
        "%E2%80%AE",
        "%F0%9F%92%87",
        "%27%20OR%201%3D1--",
        "%22",
        "..%2F..%2Fetc%2Fpasswd",
        "a%2Fb",
        ";",
        "*",
        "%7B%7D",
        "%25",
        "%",
        "%zz",
        "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
        // Of another version, too long, too short.
        "5e6f7a8b-1c2d-4e3f-8a9b-0c1d2e3f4a5b",
        "019aa5b0-7c00-7000-8000-0000000000011",
        "019aa5b0-7c00-7000-8000-00000000000",
    ];
    let mut all: Vec<String> = texts.map(str::to_owned).into();
    all.extend([
        NOBODY.to_uppercase(),
        simple,
        format!("%7B{NOBODY}%7D"),
        format!("urn:uuid:{NOBODY}"),
        format!("{NOBODY}%00"),
        format!("%20{NOBODY}"),
        "a".repeat(4_000),
        "9".repeat(4_000),
    ]);
    all
}

#[test]
fn what_is_no_identifier_leads_nowhere_and_breaks_nothing() {
    // The client holds every answer against the document.
    let House { client, .. } = &House::open();
    let mut tried = 0;
    for operation in operations(client) {
        // A slug is any text, and is looked up after the query is read.
        for parameter in operation.parameters("path").into_iter().filter(|name| name != "slug") {
            for wrong in wrong() {
                let path = operation
                    .at(|name| if name == parameter { wrong.clone() } else { NOBODY.to_owned() });
                let body = (operation.method != "GET").then(|| json!({}));
                let line = format!("{} {path}", operation.method);
                let answer = client.send(&line, &[], body.as_ref()).unwrap();
                assert!((400..500).contains(&answer.status), "{line}: {}", answer.text);
                let problem = answer.header("content-type") == Some("application/problem+json");
                assert!(problem, "{line}: {}", answer.text);
                if operation.method == "GET" || operation.method == "DELETE" {
                    let code = answer.code();
                    let known = [(404, "not_found"), (400, "malformed_request")];
                    assert!(
                        known.iter().any(|(s, c)| (*s, (*c).to_owned()) == code),
                        "{line}: {code:?}"
                    );
                }
                tried += 1;
            }
        }
    }
    assert!(tried > 2_000, "{tried}");
}

#[test]
fn an_identifier_has_hyphens_and_letters_of_either_case() {
    let house = House::open();
    let salon = Salon::make(&house.client, 0, 1);
    let known = &salon.guests[0];
    let guest = house.client.get(&format!("/guests/{known}")).expect(200);
    let shouted = known.to_uppercase();
    assert_eq!(house.client.get(&format!("/guests/{shouted}")).expect(200), guest);
    let list = format!("/guests?center_id={}", salon.center.to_uppercase());
    assert_eq!(house.client.get(&list).expect(200)["items"], json!([guest]));
    let others: [fn(&str) -> String; 3] = [
        |id: &str| id.replace('-', ""),
        |id: &str| format!("{{{id}}}"),
        |id: &str| format!("urn:uuid:{id}"),
    ];
    for wrap in others {
        let escaped = |id: &str| wrap(id).replace('{', "%7B").replace('}', "%7D");
        let path = format!("/guests/{}", escaped(known));
        assert_eq!(house.client.get(&path).code(), (404, "not_found".to_owned()), "{path}");
        for list in ["/guests", "/products", "/employees"] {
            let field = if list == "/products" { "category_id" } else { "center_id" };
            let path = format!("{list}?{field}={}", escaped(&salon.center));
            let fault = house.client.get(&path).expect(422)["errors"][0]["pointer"].clone();
            assert_eq!(fault, format!("?{field}"), "{path}");
        }
        let new = json!({"first_name": "N", "last_name": "N", "center_id": wrap(&salon.center)});
        let fault = house.client.ask("POST /guests", &new).expect(422)["errors"][0].clone();
        assert_eq!(fault["pointer"], "/center_id", "{new}");
    }
}
