//! All that is wrong with a request is said at once, in words for people.

use serde_json::{Value, json};

use crate::kit::{House, Salon};

fn pointers(problem: &Value) -> Vec<&str> {
    let errors = problem["errors"].as_array().unwrap().iter();
    errors.map(|error| error["pointer"].as_str().unwrap()).collect()
}

#[test]
fn every_wrong_field_is_named_at_once() {
    let house = House::open();
    let body = json!({
        "name": "", "price": "cheap", "duration_minutes": "long", "colour": "red",
        "tax_ids": ["none"],
    });
    let problem = house.client.ask("POST /services", &body).expect(422);
    let mut named = pointers(&problem);
    named.sort_unstable();
    let expected = ["/colour", "/duration_minutes", "/name", "/price", "/tax_ids/0"];
    assert_eq!(named, expected, "{problem}");
    for error in problem["errors"].as_array().unwrap() {
        assert!(error["code"].is_string() && error["detail"].as_str().unwrap().ends_with('.'));
    }
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.ends_with("And 4 more."), "{detail}");
}

#[test]
fn every_field_that_has_to_be_there_is_named_at_once() {
    let house = House::open();
    let problem = house.client.ask("POST /guests", &json!({"first_name": 7})).expect(422);
    let mut named = pointers(&problem);
    named.sort_unstable();
    assert_eq!(named, ["/center_id", "/first_name", "/last_name"], "{problem}");
    let problem = house.client.ask("POST /guests", &json!({})).expect(422);
    assert_eq!(pointers(&problem).len(), 3, "{problem}");
    let only = house.client.ask("POST /taxes", &json!({"code": "T", "name": "VAT"})).expect(422);
    assert_eq!(only["detail"], "Rate: This field has to be there.");
}

#[test]
fn every_wrong_parameter_is_named_at_once() {
    let house = House::open();
    let path = "/appointments?center_id=here&from=now&limt=5&limit=many";
    let problem = house.client.get(path).expect(422);
    let mut named = pointers(&problem);
    named.sort_unstable();
    assert_eq!(named, ["?center_id", "?from", "?limit", "?limt"], "{problem}");
}

#[test]
fn every_wrong_filter_and_bound_of_a_page_is_named_at_once() {
    let house = House::open();
    for list in ["/invoices", "/appointments"] {
        let path = format!("{list}?centre=1&status=opened&limit=201&skip=10001");
        let problem = house.client.get(&path).expect(422);
        let mut named = pointers(&problem);
        named.sort_unstable();
        assert_eq!(named, ["?centre", "?limit", "?skip", "?status"], "{problem}");
        let errors = problem["errors"].as_array().unwrap().iter();
        let unknown = errors.clone().find(|error| error["pointer"] == "?centre").unwrap();
        let detail = unknown["detail"].as_str().unwrap();
        assert!(detail.contains("`center_id`") && detail.contains("`from`"), "{detail}");
    }
}

#[test]
fn a_value_that_another_has_is_named_with_its_field() {
    let house = House::open();
    let salon = Salon::make(&house.client, 0, 0);
    let guest = json!({
        "center_id": salon.center, "first_name": "A", "last_name": "B", "guest_code": "VIP",
    });
    house.client.make("/guests", &guest);
    let problem = house.client.ask("POST /guests", &guest).expect(409);
    assert_eq!(problem["code"], "guest_code_taken");
    assert_eq!(problem["errors"][0]["pointer"], "/guest_code");
    assert_eq!(problem["detail"], "Guest code: Another guest has this already.");
}
