//! Two organizations in one file: what one has is not there for the other.

use serde_json::json;

use crate::kit::{
    Client, Documented, NOBODY, Place, Server, base, kind, one_of_each, operations, organization,
    told,
};

#[test]
fn what_another_organization_has_is_as_if_it_were_not() {
    let place = Place::make();
    let tokens = ["ours", "theirs"].map(|slug| organization(&place, slug));
    let server = Server::start(&place);
    let [ours, theirs] = tokens.map(|token| server.client(&token).bound_by_contract());
    let things = one_of_each(&theirs);
    let send = |client: &Client, operation: &Documented, fill: &dyn Fn(&str) -> String| {
        let line = format!("{} {}", operation.method, operation.at(fill));
        let body = (operation.method != "GET" && operation.method != "DELETE")
            .then(|| base(client, operation, &|_| NOBODY.to_owned()));
        client.send(&line, &[], body.as_ref()).unwrap()
    };
    let mut tried = 0;
    // A slug is no identifier: everybody may know it.
    let has_identifier = |one: &&Documented| one.path.contains('{') && !one.is_public();
    for operation in operations(&ours).iter().filter(has_identifier) {
        let hidden = send(&ours, operation, &|name| things[&kind(operation, name)].clone());
        let absent = send(&ours, operation, &|_| NOBODY.to_owned());
        assert_eq!(hidden.code(), (404, "not_found".to_owned()), "{operation:?}");
        assert_eq!(told(&hidden), told(&absent), "{operation:?}");
        tried += 1;
    }
    assert!(tried > 50, "{tried} operations have identifiers");
    for operation in operations(&theirs).iter().filter(has_identifier) {
        if operation.method == "GET" {
            let there = send(&theirs, operation, &|name| things[&kind(operation, name)].clone());
            assert_eq!(there.status, 200, "{operation:?} {}", there.text);
        }
    }
}

#[test]
fn lists_and_bodies_reach_nothing_of_another_organization() {
    let place = Place::make();
    let tokens = ["ours", "theirs"].map(|slug| organization(&place, slug));
    let server = Server::start(&place);
    let [ours, theirs] = tokens.map(|token| server.client(&token));
    let things = one_of_each(&theirs);
    for operation in operations(&ours) {
        let is_list = operation.id.ends_with("_list") && !operation.path.contains('{');
        if is_list {
            let answer = ours.get(&format!("{}?count=true", operation.path));
            let page = answer.expect(200);
            let hidden = things.values().all(|thing| !answer.text.contains(thing));
            assert!(hidden, "{operation:?} {}", answer.text);
            // These show what belongs to the asking one itself.
            if ["api_keys_list", "audit_list", "organizations_list"].contains(&&*operation.id) {
                continue;
            }
            assert_eq!((&page["items"], &page["total"]), (&json!([]), &json!(0)), "{operation:?}");
        }
    }
    let named = json!({"first_name": "A", "last_name": "B", "center_id": things["centers"]});
    let book = |guest: &str| {
        json!({
            "center_id": things["centers"], "guest_id": guest, "service_id": things["services"],
            "starts_at": "2030-01-01T10:00:00Z",
        })
    };
    for (line, body, pointer) in [
        ("POST /guests", named.clone(), "/center_id"),
        ("POST /providers", named, "/center_id"),
        (
            "POST /users",
            json!({
                "name": "A", "email": "a@example.com", "role": "client",
                "guest_id": things["guests"],
            }),
            "/guest_id",
        ),
        ("POST /appointments", book(&things["guests"]), "/center_id"),
        ("POST /invoices", json!({"guest_id": things["guests"]}), "/guest_id"),
        (
            "POST /invoice-items",
            json!({"invoice_id": things["invoices"], "sale_id": things["sales"]}),
            "/invoice_id",
        ),
        (
            "POST /payments",
            json!({"invoice_id": things["invoices"], "payment_method": "card", "amount": "1.00"}),
            "/invoice_id",
        ),
    ] {
        let refused = ours.ask(line, &body);
        assert_eq!(refused.code(), (422, "invalid_request".to_owned()), "{line}");
        let refused = refused.json();
        let mut errors = refused["errors"].as_array().unwrap().iter();
        let error = errors.find(|error| error["pointer"] == pointer).unwrap();
        assert_eq!(error["code"], "not_found", "{line}");
    }
}
