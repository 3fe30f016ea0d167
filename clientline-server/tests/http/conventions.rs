//! What every operation has in common, as far as the store has a part in it.

use serde_json::json;

use crate::kit::{
    NOBODY,
    problems::{Walk, fails, invalid},
    shop::holds_a_secret,
    street::Street,
};

#[test]
fn a_stale_version_changes_nothing() {
    let street = Street::open();
    let mut tried = 0;
    for operation in &street.operations {
        let takes = operation.parameters("header").contains("If-Match");
        let path = takes.then(|| street.path(operation)).flatten();
        let Some(path) = path else {
            let read_only = ["GET", "POST"].contains(&operation.method.as_str());
            let rows_of_a_calendar = ["blockouts_delete", "time_off_requests_withdraw"]
                .contains(&&*operation.id)
                || operation.id.ends_with("_overrides_delete");
            assert!(read_only || rows_of_a_calendar, "{operation:?} takes no version");
            continue;
        };
        let one = path.split('/').take(3).collect::<Vec<_>>().join("/");
        let before = street.client.get(&one).text;
        let body = match operation.id.as_str() {
            "centers_hours_replace" | "providers_hours_replace" => json!({"weekly": []}),
            "providers_services_replace" => json!({"services": []}),
            "providers_centers_replace" => json!({"centers": []}),
            "appointments_reschedule" | "waitlist_offer" => {
                json!({"starts_at": "2030-01-01T10:00:00Z"})
            }
            "appointments_hand_over" | "guest_packages_transfer" => json!({"guest_id": NOBODY}),
            "centers_time_zone" => json!({"time_zone": "Etc/UTC", "appointments": "instant"}),
            "guests_merge" => json!({"from": NOBODY}),
            "guest_packages_rest" => json!({"until": "2030-01-01"}),
            "invoice_items_move" | "invoices_merge" => json!({"invoice_id": NOBODY}),
            "invoice_items_split" => {
                json!({"shares": [{"guest_id": NOBODY, "share": {"percent": "50"}}]})
            }
            "day_closes_reopen" => json!({"reason": "Too early"}),
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
/// Of which fields a request names exactly one.
const ONE_OF: [(&str, &[&str]); 7] = [
    ("blockouts_create", &["provider_id", "room_id", "center_id"]),
    ("guest_packages_redeem", &["invoice_item_id", "appointment_id"]),
    ("invoice_items_create", &["sale_id", "service_id", "product_id", "package_id"]),
    ("appointments_cancel_together", &["visit_id", "party_id", "series_id", "class_of"]),
    ("invoice_items_deduct", &["deposit_id", "gift_card_code"]),
    ("payments_create", &["invoice_id", "appointment_id"]),
    ("sales_create", &["service_id", "product_id", "package_id"]),
];

#[test]
fn a_field_that_names_what_is_not_there_is_told() {
    let walk = Walk::start();
    let mut tried = 0;
    for operation in walk.operations().filter(|one| !holds_a_secret(one)) {
        let Some(schema) = walk.body(operation) else { continue };
        let fields = schema["properties"].as_object().into_iter().flatten();
        for (name, _) in fields.filter(|(_, schema)| schema["format"] == "uuid") {
            // Chosen by the client, to tell its appointments of one series.
            if ["series_id", "visit_id", "party_id"].contains(&&**name) {
                continue;
            }
            let (path, mut body) = match operation.method.as_str() {
                "POST" => walk.street.shop.request(operation),
                _ => (walk.path(operation), json!({})),
            };
            let group = ONE_OF
                .iter()
                .find(|(id, fields)| *id == operation.id && fields.contains(&name.as_str()));
            for other in group.into_iter().flat_map(|(_, fields)| *fields) {
                body.as_object_mut().unwrap().remove(*other);
            }
            body[name] = json!(NOBODY);
            let answer = walk.street.client.ask(&format!("{} {path}", operation.method), &body);
            fails(operation, &answer, &invalid(&format!("/{name}")));
            tried += 1;
        }
    }
    assert!(tried > 50, "{tried}");
}
