//! Two organizations in one file: what one has is not there for the other.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{
    http::{
        document::{Documented, operations},
        running::{Answer, Client, Server, id, organization},
        salon::Salon,
    },
    place::Place,
};

pub(crate) const NOBODY: &str = "019aa5b0-7c00-7000-8000-000000000001";

/// One of each kind of thing, by the path that it is under.
pub(crate) fn one_of_each(client: &Client) -> BTreeMap<&'static str, String> {
    let salon = Salon::make(client, 1, 1);
    let kind = client.make("/room-categories", &json!({"name": "Massage"}));
    let room = json!({"name": "One", "room_category_id": kind["id"], "center_id": salon.center});
    let room = client.make("/rooms", &room);
    let tax = client.make("/taxes", &json!({"code": "S21", "name": "VAT", "rate": "21"}));
    let made = |path: &str| id(&client.make(path, &json!({"name": "One"}))).to_owned();
    let product = client.make("/products", &json!({"name": "Oil", "sale_price": "12.50"}));
    let package = client.make(
        "/packages",
        &json!({
            "name": "Ten cuts", "price": "400.00",
            "items": [{"service_id": salon.service, "sessions": 10}],
        }),
    );
    let offer = client
        .make("/offers-discounts", &json!({"discount_type": "percentage", "discount_value": "10"}));
    let closed = json!({"date": "2020-01-01", "windows": []});
    let over = client.make(&format!("/centers/{}/overrides", salon.center), &closed);
    let of_provider = client.make(&format!("/providers/{}/overrides", salon.providers[0]), &closed);
    let blockout = json!({
        "provider_id": salon.providers[0], "reason": "break",
        "starts_at": salon.at(0), "ends_at": salon.at(60),
    });
    let blockout = client.make("/blockouts", &blockout);
    let appointment = salon.book(0, 0, 600).expect(201);
    let payment =
        json!({"appointment_id": appointment["id"], "payment_method": "card", "amount": "5.00"});
    let payment = client.make("/payments", &payment);
    let first = |path: &str| id(&client.get(path).expect(200)["items"][0]).to_owned();
    let user =
        client.make("/users", &json!({"name": "Eva", "email": "eva@example.com", "role": "staff"}));
    BTreeMap::from([
        ("organizations", first("/organizations")),
        ("api-keys", first("/api-keys")),
        ("users", id(&user).to_owned()),
        ("business-units", made("/business-units")),
        ("categories", made("/categories")),
        ("employees", made("/employees")),
        ("products", id(&product).to_owned()),
        ("packages", id(&package).to_owned()),
        ("offers-discounts", id(&offer).to_owned()),
        ("sales", first("/sales")),
        ("collections", first("/collections")),
        (
            "invoice-items",
            first(&format!("/invoice-items/invoice/{}", payment["invoice_id"].as_str().unwrap())),
        ),
        ("invoices", payment["invoice_id"].as_str().unwrap().to_owned()),
        ("payments", id(&payment).to_owned()),
        ("appointments", id(&appointment).to_owned()),
        ("blockouts", id(&blockout).to_owned()),
        ("overrides", id(&over).to_owned()),
        ("overrides of providers", id(&of_provider).to_owned()),
        ("taxes", id(&tax).to_owned()),
        ("rooms", id(&room).to_owned()),
        ("room-categories", id(&kind).to_owned()),
        ("centers", salon.center),
        ("services", salon.service),
        ("guest-codes", "G-000001".to_owned()),
        ("providers", salon.providers[0].clone()),
        ("guests", salon.guests[0].clone()),
    ])
}

/// A body with which an operation would succeed, if its thing were there.
fn body(operation: &Documented) -> Value {
    match operation.id.as_str() {
        "centers_hours_replace" | "providers_hours_replace" => json!({"weekly": []}),
        "providers_services_replace" => json!({"services": []}),
        "centers_overrides_create" | "providers_overrides_create" => {
            json!({"date": "2020-01-02", "windows": []})
        }
        "guests_merge" => json!({"from": NOBODY}),
        "appointments_reschedule" => json!({"starts_at": "2030-01-01T10:00:00Z"}),
        _ => json!({}),
    }
}

/// The path under which the thing is that a parameter names.
pub(crate) fn kind<'a>(operation: &'a Documented, parameter: &str) -> &'a str {
    match parameter {
        "id" => operation.path.split('/').nth(1).unwrap_or_default(),
        "invoice_id" => "invoices",
        "guest_id" => "guests",
        "guest_code" => "guest-codes",
        "slug" => "slugs",
        "sale_id" => "sales",
        "override_id" if operation.path.starts_with("/providers") => "overrides of providers",
        "override_id" => "overrides",
        other => panic!("this test does not know {other} in {operation:?}"),
    }
}

/// An answer without what differs from request to request.
pub(crate) fn told(answer: &Answer) -> (u16, Vec<(String, String)>, String) {
    let id = answer.header("x-request-id").unwrap();
    let headers = answer
        .headers
        .iter()
        // The length is that of the text, in which the request's id grows.
        .filter(|(name, _)| !["content-length", "date", "x-request-id"].contains(&name.as_str()));
    let headers =
        headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
    (answer.status, headers.collect(), answer.text.replace(id, ""))
}

#[test]
fn what_another_organization_has_is_as_if_it_were_not() {
    let place = Place::make();
    let tokens = ["ours", "theirs"].map(|slug| organization(&place, slug));
    let server = Server::start(&place);
    let [ours, theirs] = tokens.map(|token| server.client(&token).bound_by_contract());
    let things = one_of_each(&theirs);
    let send = |client: &Client, operation: &Documented, fill: &dyn Fn(&str) -> String| {
        let line = format!("{} {}", operation.method, operation.at(fill));
        let body =
            (operation.method != "GET" && operation.method != "DELETE").then(|| body(operation));
        client.send(&line, &[], body.as_ref()).unwrap()
    };
    let mut tried = 0;
    // A slug is no identifier: everybody may know it.
    let has_identifier = |one: &&Documented| one.path.contains('{') && !one.is_public();
    for operation in operations(&ours).iter().filter(has_identifier) {
        let hidden = send(&ours, operation, &|name| things[kind(operation, name)].clone());
        let absent = send(&ours, operation, &|_| NOBODY.to_owned());
        assert_eq!(hidden.code(), (404, "not_found".to_owned()), "{operation:?}");
        assert_eq!(told(&hidden), told(&absent), "{operation:?}");
        tried += 1;
    }
    assert!(tried > 50, "{tried} operations have identifiers");
    for operation in operations(&theirs).iter().filter(has_identifier) {
        if operation.method == "GET" {
            let there = send(&theirs, operation, &|name| things[kind(operation, name)].clone());
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
        ("POST /appointments", book(&things["guests"]), "/guest_id"),
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
        assert_eq!(refused.json()["errors"][0]["pointer"], pointer, "{line}");
        assert_eq!(refused.json()["errors"][0]["code"], "not_found", "{line}");
    }
}
