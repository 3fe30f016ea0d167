//! A line that several guests pay, and one that charges in percent of the others, over HTTP.

use serde_json::json;

use super::Till;
use crate::kit::id;

#[test]
fn three_guests_pay_a_third_each_to_the_last_cent() {
    let till = Till::open();
    let guests = &till.salon.guests;
    let third = till.client.make("/guests", &json!({}));
    let draft = till.client.make("/invoices", &json!({"guest_id": guests[0]}));
    let line = json!({
        "invoice_id": draft["id"], "unit_price": "100.00", "free_text": {"name": "Dinner"},
    });
    let line = till.client.make("/invoice-items", &line);
    let path = format!("POST /invoice-items/{}/split", id(&line));
    let share = |guest: &str| json!({"guest_id": guest, "share": {"percent": "33.3333"}});
    let shares = json!({"shares": [share(&guests[1]), share(id(&third))]});
    let parts = till.client.ask(&path, &shares).expect(200);
    let net: Vec<_> = (0..3).map(|at| parts[at]["net_price"].as_str().unwrap()).collect();
    assert_eq!(net, ["33.34", "33.33", "33.33"]);
    assert_eq!(till.invoice(&draft)["total"], "33.34");
    for at in [1, 2] {
        let other = parts[at]["invoice_id"].as_str().unwrap();
        let issued = till.send(&format!("POST /invoices/{other}/issue")).expect(200);
        assert_eq!(issued["total"], "33.33");
    }
    // Nothing is left of it, in another way than moving it away.
    let whole = json!({"shares": [{"guest_id": guests[1], "share": {"percent": "100"}}]});
    let refused = till.client.ask(&path, &whole);
    assert_eq!(refused.code(), (422, "invalid_request".to_owned()));
}

#[test]
fn what_may_still_be_cancelled_is_not_split() {
    let till = Till::open();
    let (_, draft) = till.billed(600);
    let line = &till.client.all(&format!("/invoice-items/invoice/{}?", id(&draft)))[0];
    let path = format!("POST /invoice-items/{}/split", id(line));
    let share = json!({"guest_id": till.salon.guests[1], "share": {"amount": "10.00"}});
    let half = json!({"shares": [share]});
    let refused = till.client.ask(&path, &half);
    assert_eq!(refused.code(), (409, "appointment_not_begun".to_owned()));
}

#[test]
fn a_charge_in_percent_follows_the_draft_and_no_issued_invoice() {
    let till = Till::open();
    let draft = till.draft("49.95");
    let text = json!({"name": "Service", "is_fee": true, "percent": "12.5"});
    let line = json!({"invoice_id": draft["id"], "free_text": text});
    let line = till.client.make("/invoice-items", &line);
    assert_eq!((&line["unit_price"], &line["charge_percent"]), (&json!("6.24"), &json!("12.5")));
    let tea = json!({
        "invoice_id": draft["id"], "unit_price": "3.00", "free_text": {"name": "Tea"},
    });
    till.client.make("/invoice-items", &tea);
    let path = format!("/invoice-items/{}", id(&line));
    assert_eq!(till.client.get(&path).expect(200)["net_price"], "6.62");
    let explained = till.client.get(&format!("/invoices/{}/explain", id(&draft))).expect(200);
    let charge = json!({"base": "52.95", "exact": "5295/8", "amount": "6.62"});
    assert_eq!(explained["lines"][1]["charge"], charge);
    till.send(&format!("POST /invoices/{}/issue", id(&draft))).expect(200);
    let late = till.client.ask(&format!("PATCH {path}"), &json!({"unit_price": "1.00"}));
    assert_eq!(late.code(), (409, "invoice_not_draft".to_owned()));
}
