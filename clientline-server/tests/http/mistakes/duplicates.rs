//! What there can be only one of, made twice.

use clientline_core::{
    model::TABLES,
    row::{Constraint, Table},
};
use serde_json::{Value, json};

use crate::{
    http::load::at_once,
    kit::{Client, Documented, id, operations, segment, shop::Shop},
};

/// How many try at once.
const RIVALS: usize = 16;

/// What no request can break, and why.
const OUT_OF_REACH: [(&str, &str); 35] = [
    ("api_key_taken", "a hash of what is drawn by chance"),
    ("credential_token_taken", "a hash of what is drawn by chance"),
    ("hold_token_taken", "a hash of what is drawn by chance"),
    ("session_access_taken", "a hash of what is drawn by chance"),
    ("session_family_taken", "a hash of what is drawn by chance"),
    ("manage_token_taken", "a hash of what is drawn by chance"),
    ("confirm_token_taken", "a hash of what is drawn by chance"),
    ("counter_series_taken", "made by the numbers that are taken from it"),
    ("collection_number_taken", "given by the counter of its series"),
    ("invoice_number_taken", "given by the counter of its series"),
    ("collection_number_used", "given by the counter of its series"),
    ("invoice_number_used", "given by the counter of its series"),
    ("credit_note_number_used", "given by the counter of its series"),
    ("collection_payment_taken", "a collection is made with its payment"),
    ("sale_appointment_taken", "a sale is made with its appointment"),
    ("waitlist_appointment_taken", "an offer is made with its appointment"),
    ("guest_credit_exists", "made with the first entry of its ledger"),
    ("guest_credit_step_taken", "counted by the credit that it is an entry of"),
    ("seat_taken", "chosen among those that are left"),
    ("guest_package_exists", "made with the line that sells it"),
    ("guest_package_step_taken", "counted by the package that it is an entry of"),
    ("gift_card_code_taken", "drawn by chance"),
    ("gift_card_exists", "made with the line that sells it"),
    ("gift_card_step_taken", "counted by the gift card that it is an entry of"),
    ("commission_step_taken", "counted by the line that earned it"),
    ("idempotency_key_taken", "who sends again gets the first answer"),
    ("guest_term_exists", "made of a set of words"),
    ("package_service_exists", "a package names a service once"),
    ("product_tax_exists", "made of a list without repeats"),
    ("provider_center_exists", "made of a list without repeats"),
    ("provider_service_exists", "made of a list without repeats"),
    ("service_tax_exists", "made of a list without repeats"),
    ("service_room_category_exists", "made of a list without repeats"),
    ("appointment_provider_exists", "nobody is taken twice for one appointment"),
    ("appointment_room_exists", "of each kind one room, and a room is of one kind"),
];

/// A shop, and the operations of the document.
struct Doubles {
    shop: Shop,
    operations: Vec<Documented>,
}

impl Doubles {
    fn open() -> Self {
        let shop = Shop::open();
        let operations = operations(&shop.client);
        Self { shop, operations }
    }

    fn request(&self, operation: &str) -> (String, Value) {
        let known = self.operations.iter().find(|one| one.id == operation);
        let (path, body) = self.shop.request(known.unwrap_or_else(|| panic!("{operation}?")));
        (format!("POST {path}"), body)
    }

    /// A request that can succeed once, and breaks the rule if it is sent again.
    fn request_for_one(&self, table: &Table, rule: &Constraint) -> (String, Value) {
        match rule.name {
            "hours_override_exists" => self.request("centers_overrides_create"),
            "invoice_draft_exists" => self.request("invoices_create"),
            "sale_already_billed" => self.request("invoices_generate"),
            "day_closed" => self.request("day_closes_create"),
            "slot_taken" => self.request("appointments_create"),
            "duplicate" => {
                let (line, mut body) = self.request("payments_create");
                body["transaction_no"] = json!("ONE");
                (line, body)
            }
            "collection_already_reversed" => {
                let (line, body) = self.request("collections_create");
                let made = self.shop.client.ask(&line, &body).expect(201);
                (format!("DELETE /collections/{}", id(&made)), json!({}))
            }
            _ => {
                let path = format!("/{}", segment(table.name));
                let creates = |one: &&Documented| one.method == "POST" && one.path == path;
                let create = self.operations.iter().find(creates).unwrap();
                let (path, mut body) = self.shop.request(create);
                let line = format!("POST {path}");
                // What is referred to is the same in both requests as it stands.
                let mut columns = rule.keys.iter().map(|key| &table.columns[*key]);
                if let Some(column) = columns.find(|column| column.references.is_none()) {
                    body[column.name] = json!(given(column.name));
                }
                (line, body)
            }
        }
    }
}

/// What the field is in both of two rows.
fn given(field: &str) -> &str {
    if field == "email" { "one@example.com" } else { "ONE" }
}

#[test]
fn what_there_can_be_one_of_is_made_once_and_the_rule_is_named() {
    let doubles = Doubles::open();
    let platform = doubles.shop.platform();
    let mut tried = 0;
    for table in TABLES {
        for rule in table.constraints {
            if OUT_OF_REACH.iter().any(|(name, _)| *name == rule.name) {
                continue;
            }
            if rule.name.starts_with("organization_") {
                tried += organizations(&platform, rule.name);
                continue;
            }
            let (line, body) = doubles.request_for_one(table, rule);
            let answers = at_once(RIVALS, |_| doubles.shop.client.ask(&line, &body));
            let won = answers.iter().filter(|answer| (200..300).contains(&answer.status)).count();
            assert_eq!(won, 1, "{}", rule.name);
            let late = doubles.shop.client.ask(&line, &body);
            for answer in answers.iter().chain([&late]).filter(|answer| answer.status >= 300) {
                assert_eq!(answer.code(), (409, rule.name.to_owned()), "{}", answer.text);
            }
            tried += 1;
        }
    }
    assert!(tried > 15, "{tried}");
}

/// Has many make an organization at once, which agree in what the rule is about.
fn organizations(platform: &Client, rule: &str) -> usize {
    let new = |number: usize| {
        let mut new = json!({
            "name": "One", "slug": format!("n{number}"), "email": format!("n{number}@example.com"),
            "currency": "EUR", "time_zone": "Etc/UTC",
        });
        match rule {
            "organization_slug_taken" => new["slug"] = json!("one"),
            _ => new["email"] = json!("one@example.com"),
        }
        new
    };
    let answers = at_once(RIVALS, |number| platform.ask("POST /organizations", &new(number)));
    let won = answers.iter().filter(|answer| answer.status == 201).count();
    assert_eq!(won, 1, "{rule}");
    for answer in answers.iter().filter(|answer| answer.status != 201) {
        assert_eq!(answer.code(), (409, rule.to_owned()), "{}", answer.text);
    }
    1
}

#[test]
fn a_change_to_what_another_has_is_refused_and_the_rule_is_named() {
    let doubles = Doubles::open();
    let client = &doubles.shop.client;
    let mut tried = 0;
    for table in TABLES {
        for rule in table.constraints {
            let field = table.columns[rule.keys[0]].name;
            let plain = rule.keys.len() == 1 && (field.ends_with("code") || field == "email");
            let is_given = !OUT_OF_REACH.iter().any(|(name, _)| *name == rule.name);
            if !plain || !is_given || rule.name.starts_with("organization_") {
                continue;
            }
            let (line, body) = doubles.request_for_one(table, rule);
            let one = client.ask(&line, &body).expect(201);
            let (line, mut body) = doubles.request_for_one(table, rule);
            body[field] = json!(given(field).replace("one", "two").replace("ONE", "TWO"));
            let made = client.ask(&line, &body);
            let place = made.header("location").unwrap().to_owned();
            let two = made.expect(201);
            for method in ["PATCH", "PUT"] {
                let change = json!({field: one[field]});
                let refused = client.ask(&format!("{method} {place}"), &change);
                assert_eq!(refused.code(), (409, rule.name.to_owned()), "{}", refused.text);
            }
            assert_eq!(client.get(&place).expect(200), two, "{}", rule.name);
            tried += 1;
        }
    }
    assert!(tried > 9, "{tried}");
}

#[test]
fn a_list_that_names_something_twice_is_refused_and_the_place_is_named() {
    let doubles = Doubles::open();
    let client = &doubles.shop.client;
    let tax = client.make("/taxes", &json!({"code": "T", "name": "VAT", "rate": "10"}));
    let service = &doubles.shop.salon.service;
    let performs = format!("PUT /providers/{}/services", doubles.shop.salon.providers[0]);
    let with = |operation: &str, field: &str, one: Value| {
        let (line, mut body) = doubles.request(operation);
        body[field] = json!([one, one]);
        (line, body, field.to_owned())
    };
    let twice = json!({"services": [{"service_id": service}, {"service_id": service}]});
    for (line, body, field) in [
        with("services_create", "tax_ids", tax["id"].clone()),
        with("products_create", "tax_ids", tax["id"].clone()),
        with("packages_create", "items", json!({"service_id": service, "sessions": 1})),
        with("providers_create", "services", json!(service)),
        with("guests_create", "tags", json!("vip")),
        with("packages_create", "tags", json!("gift")),
        (performs, twice, "services".to_owned()),
    ] {
        let fault = client.ask(&line, &body).expect(422)["errors"][0]["pointer"].clone();
        assert!(fault.as_str().unwrap().starts_with(&format!("/{field}")), "{line}: {fault}");
    }
}
