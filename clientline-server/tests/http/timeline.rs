//! A guest's card: in one request what was and will be with them, page by page, each part for
//! those who may see it.

use serde_json::{Value, json};

use super::till::Till;
use crate::kit::{Client, id};

fn timeline(client: &Client, guest: &str, query: &str) -> Value {
    client.get(&format!("/guests/{guest}/timeline?{query}")).expect(200)
}

fn ids(rows: &Value) -> Vec<String> {
    rows.as_array().unwrap().iter().map(|row| id(row).to_owned()).collect()
}

#[test]
fn a_card_is_one_request_with_lines_payments_notes_and_what_is_owed() {
    let till = Till::open();
    let guest = till.salon.guests[0].clone();
    let notes = json!({"notes": "Allergic to henna."});
    till.client.ask(&format!("PATCH /guests/{guest}"), &notes).expect(200);
    let (appointment, draft) = till.billed(600);
    till.send(&format!("POST /invoices/{}/issue", id(&draft))).expect(200);
    let paid = json!({"invoice_id": draft["id"], "amount": "20.00", "payment_method": "cash"});
    let payment = till.client.make("/payments", &paid);

    let card = timeline(&till.client, &guest, "");
    assert_eq!(card["guest"]["notes"], "Allergic to henna.");
    let shown = &card["appointments"][0];
    assert_eq!((id(shown), &shown["service_name"]), (id(&appointment), &json!("Cut")));
    assert_eq!(shown["provider_name"], "N 0");
    assert_eq!(card["sales"][0]["appointment_id"], appointment["id"]);
    let invoice = &card["invoices"][0];
    assert_eq!((id(invoice), &invoice["balance_due"]), (id(&draft), &json!("25.00")));
    assert_eq!(invoice["items"][0]["item_name"], "Cut");
    let shown = &card["payments"][0];
    assert_eq!((id(shown), &shown["amount"]), (id(&payment), &json!("20.00")));
    assert!(shown["payment_date"].is_string(), "{shown}");
    let balance = json!([{"currency": "EUR", "owed": "25.00", "credit": "0.00"}]);
    assert_eq!((&card["balances"], &card["next_cursor"]), (&balance, &json!(null)));
    let other = timeline(&till.client, &till.salon.guests[1], "");
    for list in ["appointments", "sales", "invoices", "payments", "balances"] {
        assert_eq!(other[list], json!([]), "{list}");
    }
}

#[test]
fn the_pages_of_a_card_show_each_row_once() {
    let till = Till::open();
    let guest = till.salon.guests[0].clone();
    for minute in [540, 660, 780, 900, 1_020] {
        till.salon.book(0, 0, minute).expect(201);
    }
    for price in ["10.00", "20.00"] {
        till.issued(price);
    }
    let whole = timeline(&till.client, &guest, "limit=50");
    let (mut found, mut pages, mut cursor) = (vec![Vec::new(), Vec::new()], 0, String::new());
    loop {
        let page = timeline(&till.client, &guest, &format!("limit=2{cursor}"));
        for (list, found) in ["appointments", "invoices"].into_iter().zip(&mut found) {
            found.extend(ids(&page[list]));
        }
        assert_eq!(page["balances"].as_array().unwrap().is_empty(), pages > 0);
        pages += 1;
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!((pages, found[0].len(), found[1].len()), (3, 5, 2));
    assert_eq!(found, [ids(&whole["appointments"]), ids(&whole["invoices"])]);
    for query in ["limit=0", "limit=201", "cursor=x", "cursor=end~end", "skip=1"] {
        till.client.get(&format!("/guests/{guest}/timeline?{query}")).expect(422);
    }
    let nobody = "019aa5b0-7c00-7000-8000-000000000001";
    till.client.get(&format!("/guests/{nobody}/timeline")).expect(404);
}

#[test]
fn who_may_not_see_a_part_of_a_card_gets_none_of_it() {
    let till = Till::open();
    let guest = till.salon.guests[0].clone();
    till.issued("10.00");
    let key = json!({
        "name": "Door", "role": "staff", "scopes": ["read_guests", "read_appointments"],
    });
    let key = till.client.make("/api-keys", &key);
    let door = till.client.with(key["token"].as_str().unwrap());
    let card = timeline(&door, &guest, "");
    assert_eq!(card["appointments"], json!([]));
    for list in ["sales", "invoices", "payments"] {
        assert_eq!(card[list], json!(null), "{list}");
    }
    assert_eq!(card["balances"], json!([]));
}

#[test]
fn a_merged_guests_invoices_and_payments_are_on_the_card_of_the_one_that_stays() {
    let till = Till::open();
    let [goes, stays] = [0, 1].map(|number| till.salon.guests[number].clone());
    let invoice = till.issued("10.00");
    till.client.ask(&format!("POST /guests/{stays}/merge"), &json!({"from": goes})).expect(200);
    let card = timeline(&till.client, &stays, "");
    assert_eq!(ids(&card["invoices"]), [id(&invoice)]);
    assert_eq!(card["balances"][0]["owed"], "10.00");
}

#[test]
fn payments_are_listed_by_guest_and_by_day() {
    let till = Till::open();
    let guest = &till.salon.guests[0];
    let issued = till.issued("45.00");
    let paid = |status: &str| {
        till.client.make(
            "/payments",
            &json!({
                "invoice_id": issued["id"], "amount": "10.00", "payment_method": "online",
                "status": status,
            }),
        )
    };
    let (received, awaited) = (paid("completed"), paid("pending"));
    assert_eq!(awaited["payment_date"], json!(null));
    let day = received["payment_date"].as_str().unwrap();
    let of_guest = till.client.all(&format!("/payments?guest_id={guest}"));
    assert_eq!(of_guest.len(), 2);
    let that_day = till.client.all(&format!("/payments?guest_id={guest}&from={day}"));
    assert_eq!(that_day.iter().map(id).collect::<Vec<_>>(), [id(&received)]);
    assert_eq!(till.client.all(&format!("/payments?to={day}")).len(), 0);
    let done = till.send(&format!("POST /payments/{}/complete", id(&awaited))).expect(200);
    assert_eq!(done["payment_date"], *day);
    let other = &till.salon.guests[1];
    assert_eq!(till.client.all(&format!("/payments?guest_id={other}&from={day}")).len(), 0);
    let wrong = till.client.get("/payments?from=yesterday&to=2026-13-01&limit=0").expect(422);
    let pointers: Vec<_> = wrong["errors"].as_array().unwrap().iter().collect();
    let pointers: Vec<_> = pointers.iter().map(|one| one["pointer"].as_str().unwrap()).collect();
    assert_eq!(pointers, ["?limit", "?from", "?to"]);
}
