//! One of each kind of thing, and bodies that are about them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Answer, Client, Documented, Examples, Salon, id, kind_of, operations};

/// The identifier of nothing.
pub(crate) const NOBODY: &str = "019aa5b0-7c00-7000-8000-000000000001";

/// One of each kind of thing, by the path that it is under.
pub(crate) type Things = BTreeMap<String, String>;

/// Makes one of each kind of thing that an admin may make.
pub(crate) fn one_of_each(client: &Client) -> Things {
    let mut things = of_a_salon(client);
    for operation in operations(client) {
        let kind = operation.path.trim_start_matches('/').to_owned();
        let is_made = operation.method == "POST" && operation.id.ends_with("_create");
        let is_simple = is_made && !kind.contains('/') && operation.is_for("admin");
        if is_simple && !things.contains_key(&kind) {
            let made = client.make(&operation.path, &json!({}));
            things.insert(kind, id(&made).to_owned());
        }
    }
    things
}

/// What belongs together, or is made in a way of its own.
fn of_a_salon(client: &Client) -> Things {
    let salon = Salon::make(client, 1, 2);
    let room = client.make("/rooms", &json!({"center_id": salon.center}));
    let closed = json!({"date": "2020-01-01", "windows": []});
    let over = client.make(&format!("/centers/{}/overrides", salon.center), &closed);
    let of_provider = client.make(&format!("/providers/{}/overrides", salon.providers[0]), &closed);
    let blockout = json!({
        "provider_id": salon.providers[0], "starts_at": salon.at(0), "ends_at": salon.at(60),
    });
    let time_off = client.make("/time-off-requests", &blockout);
    let blockout = client.make("/blockouts", &blockout);
    let appointment = salon.book(0, 0, 600).expect(201);
    let payment = json!({"appointment_id": appointment["id"], "payment_method": "card"});
    let payment = client.make("/payments", &payment);
    let invoice = payment["invoice_id"].as_str().unwrap();
    let first = |path: &str| id(&client.get(path).expect(200)["items"][0]).to_owned();
    let sale = first("/sales");
    let rule = client.make("/commission-rules", &json!({}));
    // Of another guest, who pays more than is asked for.
    let other = salon.book(1, 0, 720).expect(201);
    let overpaid = json!({"appointment_id": other["id"], "payment_method": "card", "amount": "99"});
    client.make("/payments", &overpaid);
    let credited = first(&format!("/invoices?guest_id={}", salon.guests[1]));
    client.ask(&format!("POST /invoices/{credited}/issue"), &json!({})).expect(200);
    let note = client.make("/credit-notes", &json!({"invoice_id": credited}));
    // Who buys a package, then.
    let package = json!({"items": [{"service_id": salon.service, "sessions": 5}]});
    let package = client.make("/packages", &package);
    let package = json!({"guest_id": salon.guests[1], "package_id": package["id"]});
    let package = client.make("/sales", &package);
    let bought = client.ask(&format!("POST /invoices/generate/{}", id(&package)), &json!({}));
    let bought = format!("POST /invoices/{}/issue", id(&bought.expect(201)));
    client.ask(&bought, &json!({})).expect(200);
    let draft = client.make("/invoices", &json!({"guest_id": salon.guests[1]}));
    let card = json!({"invoice_id": draft["id"], "gift_card": {"value": "50.00"}});
    client.make("/invoice-items", &card);
    client.ask(&format!("POST /invoices/{}/issue", id(&draft)), &json!({})).expect(200);
    let user = client.make("/users", &json!({"role": "staff"}));
    let mut series = salon.booking(0, 0, 13 * 60);
    series["rule"] = json!("FREQ=DAILY;COUNT=1");
    let series = client.ask("POST /appointments/series", &series).expect(200);
    let things = [
        ("organizations", first("/organizations")),
        ("api-keys", first("/api-keys")),
        ("users", id(&user).to_owned()),
        ("sales", sale),
        ("collections", first(&format!("/collections?invoice_id={invoice}"))),
        ("guest-credits", first("/guest-credits")),
        ("guest-credit-entries", first("/guest-credit-entries")),
        ("gift-cards", first("/gift-cards")),
        ("gift-card-entries", first("/gift-card-entries")),
        ("guest-packages", first("/guest-packages")),
        ("guest-package-entries", first("/guest-package-entries")),
        ("invoice-items", first(&format!("/invoice-items/invoice/{invoice}"))),
        ("commission-rules", id(&rule).to_owned()),
        ("commissions", first("/commissions")),
        ("credit-notes", id(&note).to_owned()),
        ("credit-note-items", first(&format!("/credit-note-items/credit-note/{}", id(&note)))),
        ("invoices", invoice.to_owned()),
        ("payments", id(&payment).to_owned()),
        ("appointments", id(&appointment).to_owned()),
        ("series", series["series_id"].as_str().unwrap().to_owned()),
        ("blockouts", id(&blockout).to_owned()),
        ("time-off-requests", id(&time_off).to_owned()),
        ("overrides", id(&over).to_owned()),
        ("overrides of providers", id(&of_provider).to_owned()),
        ("rooms", id(&room).to_owned()),
        ("room-categories", room["room_category_id"].as_str().unwrap().to_owned()),
        ("guest-codes", "G-000001".to_owned()),
        ("centers", salon.center),
        ("services", salon.service),
        ("providers", salon.providers[0].clone()),
        ("guests", salon.guests[0].clone()),
    ];
    things.map(|(kind, thing)| (kind.to_owned(), thing)).into()
}

/// A body of an operation by the document's examples, about the things that are given for
/// the parts of paths that they are under; but for what names exactly one thing of several.
pub(crate) fn base(
    client: &Client,
    operation: &Documented,
    thing: &dyn Fn(&str) -> String,
) -> Value {
    let document = client.document();
    let examples = Examples::of(&document.json);
    let Some(schema) = examples.body(operation.said()) else { return json!({}) };
    examples.value(schema, &mut |field| match field.name {
        // None of the examples would be in order.
        "starts_at" if field.is_required => Some(json!("2030-01-01T10:00:00Z")),
        "ends_at" if field.is_required => Some(json!("2030-01-01T11:00:00Z")),
        // What does not recur ends.
        "ends_at" if operation.id == "time_off_requests_create" => {
            Some(json!("2030-01-01T11:00:00Z"))
        }
        // Whoever may make users may make such a one.
        "role" if field.is_required => Some(json!("client")),
        name if field.is_required && field.is_identifier() => Some(json!(thing(&kind_of(name)))),
        _ => None,
    })
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
