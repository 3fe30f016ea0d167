//! Packages: sold with their tax, redeemed by the session, and credited as far as they are left.

use serde_json::{Value, json};

use super::Till;
use crate::kit::{Answer, id};

impl Till {
    /// A service of 50.00 with a tax of 23 %, and a package of five for 200.00.
    fn five_cuts(&self) -> (Value, Value) {
        let tax = json!({"code": "V23", "name": "VAT", "rate": "23"});
        let tax = self.client.make("/taxes", &tax);
        let cut = json!({
            "name": "Cut", "duration_minutes": 60, "price": "50.00", "tax_ids": [tax["id"]],
        });
        let cut = self.client.make("/services", &cut);
        let package = self.package(&[(&cut, 5)]);
        (cut, package)
    }

    fn package(&self, items: &[(&Value, u32)]) -> Value {
        let item = |(service, sessions): &(&Value, u32)| json!({"service_id": service["id"], "sessions": sessions});
        let items: Vec<Value> = items.iter().map(item).collect();
        let package = json!({
            "name": "Five cuts", "price": "200.00", "validity_days": 365, "items": items,
        });
        self.client.make("/packages", &package)
    }

    /// An invoice of the first guest over one item, issued; and its line.
    fn invoiced(&self, field: &str, item: &Value) -> (Value, Value) {
        let (draft, line) = self.lined(field, item);
        let issued = self.send(&format!("POST /invoices/{}/issue", id(&draft))).expect(200);
        (issued, line)
    }

    fn lined(&self, field: &str, item: &Value) -> (Value, Value) {
        let draft = json!({"guest_id": self.salon.guests[0]});
        let draft = self.client.make("/invoices", &draft);
        let line = json!({"invoice_id": draft["id"], field: item["id"]});
        let line = self.client.make("/invoice-items", &line);
        (draft, line)
    }

    /// The package that an invoice sold.
    fn bought(&self, invoice: &Value) -> Value {
        let path = format!("/guest-packages?guest_id={}&", self.salon.guests[0]);
        let mut all = self.client.all(&path).into_iter();
        all.find(|one| one["invoice_id"] == invoice["id"]).unwrap()
    }

    fn redeem(&self, bought: &Value, what: &Value) -> Answer {
        self.client.ask(&format!("POST /guest-packages/{}/redeem", id(bought)), what)
    }

    fn left(&self, bought: &Value) -> (i64, String) {
        let now = self.client.get(&format!("/guest-packages/{}", id(bought))).expect(200);
        let left = now["sessions_left"].as_i64().unwrap();
        (left, now["outstanding"].as_str().unwrap().to_owned())
    }
}

fn left(sessions: i64, outstanding: &str) -> (i64, String) {
    (sessions, outstanding.to_owned())
}

#[test]
fn a_package_is_taxed_when_it_is_sold_and_a_session_is_not_taxed_again() {
    for (mode, tax, total) in [("exclusive", "46.00", "246.00"), ("inclusive", "37.40", "200.00")] {
        let till = Till::open();
        let mode = json!({"price_mode": mode});
        till.client.ask(&format!("PATCH {}", till.organization()), &mode).expect(200);
        let (cut, package) = till.five_cuts();
        let (sold, _) = till.invoiced("package_id", &package);
        assert_eq!((&sold["tax"], &sold["total"]), (&json!(tax), &json!(total)));
        let bought = till.bought(&sold);
        assert_eq!((&bought["taxation"], &bought["price"]), (&json!("at_sale"), &json!("200.00")));
        assert_eq!(till.left(&bought), left(5, "200.00"));
        let (draft, line) = till.lined("service_id", &cut);
        till.redeem(&bought, &json!({"invoice_item_id": line["id"]})).expect(200);
        assert_eq!(till.left(&bought), left(4, "160.00"));
        let draft = till.invoice(&draft);
        let amounts = ["tax", "total", "redeemed", "balance_due"].map(|field| &draft[field]);
        assert_eq!(amounts, ["0.00", "40.00", "40.00", "0.00"]);
        let issued = till.send(&format!("POST /invoices/{}/issue", id(&draft))).expect(200);
        assert_eq!(till.stands(&issued), ["paid", "0.00", "0.00"]);
    }
}

#[test]
fn sessions_that_bear_different_taxes_are_taxed_when_they_are_taken() {
    let till = Till::open();
    let (cut, _) = till.five_cuts();
    let untaxed = json!({"id": till.salon.service});
    let package = till.package(&[(&cut, 3), (&untaxed, 2)]);
    let (sold, _) = till.invoiced("package_id", &package);
    assert_eq!((&sold["tax"], &sold["total"]), (&json!("0.00"), &json!("200.00")));
    let bought = till.bought(&sold);
    assert_eq!(bought["taxation"], "at_redemption");
    let (draft, line) = till.lined("service_id", &cut);
    till.redeem(&bought, &json!({"invoice_item_id": line["id"]})).expect(200);
    let draft = till.invoice(&draft);
    let amounts = ["tax", "total", "redeemed", "balance_due"].map(|field| &draft[field]);
    assert_eq!(amounts, ["9.20", "49.20", "40.00", "9.20"]);
}

#[test]
fn a_session_is_taken_for_an_appointment_and_comes_back_when_that_is_cancelled() {
    let till = Till::open();
    let cut = json!({"id": till.salon.service});
    let (sold, _) = till.invoiced("package_id", &till.package(&[(&cut, 3)]));
    let bought = till.bought(&sold);
    let appointment = till.salon.book(0, 0, 600).expect(201);
    let what = json!({"appointment_id": appointment["id"]});
    till.redeem(&bought, &what).expect(200);
    assert_eq!(till.left(&bought), left(2, "133.33"));
    let again = till.redeem(&bought, &what);
    assert_eq!(again.code(), (409, "line_redeemed".to_owned()));
    let path = format!("/invoices?guest_id={}&status=draft", till.salon.guests[0]);
    let draft = till.client.get(&path).expect(200)["items"][0].clone();
    assert_eq!(till.stands(&draft), ["draft", "0.00", "0.00"]);
    // It is worth what it is, with no discount over the invoice.
    let less = json!({"discounts": [{"percent": "50"}]});
    till.client.ask(&format!("PATCH /invoices/{}", id(&draft)), &less).expect(200);
    assert_eq!(till.invoice(&draft)["redeemed"], "66.67");
    assert_eq!(till.stands(&draft), ["draft", "0.00", "0.00"]);
    till.send(&format!("POST /appointments/{}/cancel", id(&appointment))).expect(200);
    assert_eq!(till.left(&bought), left(3, "200.00"));
    assert_eq!(till.invoice(&draft)["redeemed"], "0.00");
    assert_eq!(till.credit(), None);
}

#[test]
fn a_line_that_a_package_paid_stays_as_it_is_until_it_leaves() {
    let till = Till::open();
    let (cut, package) = till.five_cuts();
    let (sold, _) = till.invoiced("package_id", &package);
    let bought = till.bought(&sold);
    let (draft, line) = till.lined("service_id", &cut);
    till.redeem(&bought, &json!({"invoice_item_id": line["id"]})).expect(200);
    let place = format!("/invoice-items/{}", id(&line));
    let edit = till.client.ask(&format!("PATCH {place}"), &json!({"unit_price": "1"}));
    assert_eq!(edit.code(), (409, "line_redeemed".to_owned()));
    till.send(&format!("DELETE {place}")).expect(204);
    assert_eq!(till.left(&bought), left(5, "200.00"));
    till.send(&format!("DELETE /invoices/{}", id(&draft))).expect(204);

    let (void, line) = till.lined("service_id", &cut);
    till.redeem(&bought, &json!({"invoice_item_id": line["id"]})).expect(200);
    till.send(&format!("POST /invoices/{}/issue", id(&void))).expect(200);
    let refused = till.send(&format!("POST /invoices/{}/void", id(&sold)));
    assert_eq!(refused.code(), (409, "package_in_use".to_owned()));
    till.send(&format!("POST /invoices/{}/void", id(&void))).expect(200);
    assert_eq!(till.left(&bought), left(5, "200.00"));
    till.send(&format!("POST /invoices/{}/void", id(&sold))).expect(200);
    assert_eq!(till.left(&bought), left(0, "0.00"));
}

#[test]
fn what_is_left_of_a_package_is_credited_and_no_more() {
    let till = Till::open();
    let (cut, package) = till.five_cuts();
    let (sold, sells) = till.invoiced("package_id", &package);
    let paid = till.pay(&sold, "card", "246.00").expect(201);
    let bought = till.bought(&sold);
    let (used, line) = till.lined("service_id", &cut);
    till.redeem(&bought, &json!({"invoice_item_id": line["id"]})).expect(200);
    till.send(&format!("POST /invoices/{}/issue", id(&used))).expect(200);
    let note = |invoice: &Value, more: Value| {
        let mut new = json!({"invoice_id": invoice["id"]});
        new.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        till.client.ask("POST /credit-notes", &new)
    };
    let part = json!({"lines": [{"invoice_item_id": sells["id"], "amount": "1.00"}]});
    assert_eq!(note(&sold, part).code(), (409, "line_credited_whole".to_owned()));
    let refund = json!({"refunds": [{"payment_id": paid["id"], "refund": {"amount": "196.80"}}]});
    let rest = note(&sold, refund).expect(201);
    assert_eq!((&rest["net"], &rest["tax"]), (&json!("160.00"), &json!("36.80")));
    assert_eq!(till.left(&bought), left(0, "0.00"));
    let (_, line) = till.lined("service_id", &cut);
    let more = till.redeem(&bought, &json!({"invoice_item_id": line["id"]}));
    assert_eq!(more.code(), (409, "package_used_up".to_owned()));
    // A session that is credited comes back, and no money with it.
    note(&used, json!({})).expect(201);
    assert_eq!(till.left(&bought), left(1, "40.00"));
    assert_eq!(till.stands(&used), ["paid", "0.00", "0.00"]);
    assert_eq!(till.invoice(&used)["redeemed"], "0.00");
    assert_eq!(till.credit().as_deref(), Some("0.00"));
    let rest = note(&sold, json!({})).expect(201);
    assert_eq!((&rest["net"], &rest["tax"]), (&json!("40.00"), &json!("9.20")));
}

#[test]
fn sessions_are_taken_of_ones_own_package_while_it_holds() {
    let till = Till::open();
    let (cut, package) = till.five_cuts();
    let (sold, _) = till.invoiced("package_id", &package);
    let bought = till.bought(&sold);
    let other = till.salon.book(1, 0, 600).expect(201);
    let theirs = till.redeem(&bought, &json!({"appointment_id": other["id"]})).expect(422);
    assert_eq!(theirs["errors"][0]["code"], "other_guest");
    let own = till.salon.book(0, 0, 720).expect(201);
    let another = till.redeem(&bought, &json!({"appointment_id": own["id"]})).expect(422);
    assert_eq!(another["errors"][0]["code"], "not_in_package");
    let neither = till.redeem(&bought, &json!({})).expect(422);
    assert_eq!(neither["errors"][0]["code"], "exactly_one");
    let (_, line) = till.lined("service_id", &cut);
    let place = format!("PATCH /invoice-items/{}", id(&line));
    till.client.ask(&place, &json!({"item_quantity": "2"})).expect(200);
    let two = till.redeem(&bought, &json!({"invoice_item_id": line["id"]})).expect(422);
    assert_eq!(two["errors"][0]["code"], "not_one_service");
}

#[test]
fn the_last_sessions_are_taken_once_by_many_at_once() {
    let till = Till::open();
    let (cut, package) = till.five_cuts();
    let (sold, _) = till.invoiced("package_id", &package);
    let bought = till.bought(&sold);
    let draft = till.client.make("/invoices", &json!({"guest_id": till.salon.guests[0]}));
    let line = json!({"invoice_id": draft["id"], "service_id": cut["id"]});
    let lines: Vec<Value> = (0..32).map(|_| till.client.make("/invoice-items", &line)).collect();
    let redeem = |line: &Value| till.redeem(&bought, &json!({"invoice_item_id": line["id"]}));
    let answers: Vec<Answer> = std::thread::scope(|scope| {
        let rivals = lines.iter().map(|line| scope.spawn(|| redeem(line)));
        let rivals: Vec<_> = rivals.collect();
        rivals.into_iter().map(|rival| rival.join().unwrap()).collect()
    });
    let (won, lost): (Vec<_>, Vec<_>) = answers.iter().partition(|one| one.status == 200);
    assert_eq!(won.len(), 5);
    for answer in lost {
        assert_eq!(answer.code(), (409, "package_used_up".to_owned()));
    }
    assert_eq!(till.left(&bought), left(0, "0.00"));
    assert_eq!(till.invoice(&draft)["redeemed"], "200.00");
}
