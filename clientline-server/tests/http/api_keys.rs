//! Keys for programs, and the trail of what everybody changed.

use serde_json::{Value, json};

use crate::kit::{House, id};

fn token(made: &Value) -> &str {
    made["token"].as_str().unwrap()
}

#[test]
fn a_key_is_shown_once_keeps_to_its_scopes_and_ends_when_it_is_revoked() {
    let house = House::open();
    let new = json!({"name": "Till", "role": "staff", "scopes": ["read_guests", "use_account"]});
    let made = house.client.make("/api-keys", &new);
    let till = house.client.with(token(&made));
    till.get("/guests").expect(200);
    assert_eq!(till.get("/appointments").code(), (403, "forbidden".to_owned()));
    let me = till.get("/auth/me").expect(200);
    assert_eq!(me["permissions"], json!(["use_account", "read_guests"]));

    let line = format!("/api-keys/{}", id(&made));
    for path in [line.as_str(), "/api-keys"] {
        let shown = house.client.get(path);
        assert_eq!(shown.status, 200);
        assert!(!shown.text.contains(token(&made)) && !shown.text.contains("hash"));
    }
    house.client.send(&format!("DELETE {line}"), &[], None).unwrap().expect(204);
    assert_eq!(till.get("/guests").code(), (401, "unauthenticated".to_owned()));
    assert!(house.client.get(&line).expect(200)["revoked_at"].is_string());
}

#[test]
fn a_key_makes_none_that_may_do_more_than_itself() {
    let house = House::open();
    let scopes = json!(["manage_keys", "read_guests"]);
    let new = json!({"name": "Keeper", "role": "admin", "scopes": scopes});
    let keeper = house.client.with(token(&house.client.make("/api-keys", &new)));
    let ask = |new: &Value| keeper.ask("POST /api-keys", new).code();
    let forbidden = (403, "forbidden".to_owned());
    assert_eq!(ask(&json!({"name": "All", "role": "admin"})), forbidden);
    let wider = json!(["read_guests", "write_guests"]);
    assert_eq!(ask(&json!({"name": "Wider", "role": "staff", "scopes": wider})), forbidden);
    keeper.make("/api-keys", &json!({"name": "Same", "role": "admin", "scopes": scopes}));
    let less = json!({"name": "Less", "role": "staff", "scopes": ["read_guests"]});
    keeper.make("/api-keys", &less);
    let past = json!({"name": "Past", "role": "staff", "expires_at": "2020-01-01T00:00:00Z"});
    let refused = house.client.ask("POST /api-keys", &past);
    assert_eq!(refused.json()["errors"][0]["pointer"], "/expires_at");
}

#[test]
fn the_trail_names_who_changed_what_and_can_be_searched() {
    let house = House::open();
    let made = house.client.make("/api-keys", &json!({"name": "Till", "role": "manager"}));
    let till = house.client.with(token(&made));
    let category = till.make("/categories", &json!({"name": "Hair"}));
    let line = format!("PATCH /categories/{}", id(&category));
    till.ask(&line, &json!({"description": "Cuts and colours."})).expect(200);
    house.client.make("/categories", &json!({"name": "Nails"}));

    let items =
        |query: &str| house.client.get(&format!("/audit?{query}")).expect(200)["items"].clone();
    let by_till = items(&format!("actor_id={}", id(&made)));
    assert_eq!(by_till.as_array().unwrap().len(), 2);
    assert_eq!(by_till[0]["operation"], "category_update");
    assert_eq!(by_till[0]["rows"][0]["fields"], json!(["description"]));
    assert_eq!(by_till[0]["rows"][0]["id"], category["id"]);
    assert!(!by_till.to_string().contains("colours"), "names of fields, not values");
    assert_eq!(items("operation=category_create").as_array().unwrap().len(), 2);
    let at = by_till[1]["created_at"].as_str().unwrap();
    assert!(items(&format!("from={at}")).as_array().unwrap().len() >= 3);
    let before = items(&format!("to={at}&actor_id={}", id(&made)));
    assert_eq!(before, json!([]), "the end is not part of it");
    assert_eq!(items("from=2100-01-01T00:00:00Z"), json!([]));
    assert_eq!(till.get("/audit").code(), (403, "forbidden".to_owned()));
}
