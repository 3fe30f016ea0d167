//! The close of a day: what was counted against what there should be.

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use super::Till;
use crate::kit::{Answer, id};

impl Till {
    /// The day that it is now where the salon is.
    fn today(&self) -> String {
        let day = format!("/reports/collections?center_id={}", self.salon.center);
        self.client.get(&day).expect(200)["date"].as_str().unwrap().to_owned()
    }

    fn close(&self, more: &Value) -> Answer {
        let mut body = json!({"center_id": self.salon.center, "date": self.today()});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.client.ask("POST /day-closes", &body)
    }

    fn wrong(&self, more: &Value) -> [String; 2] {
        let error = self.close(more).expect(422)["errors"][0].clone();
        ["pointer", "code"].map(|field| error[field].as_str().unwrap().to_owned())
    }
}

#[test]
fn a_day_is_closed_against_what_came_and_takes_no_more() {
    let till = Till::open();
    let invoice = till.issued("50");
    let paid = till.pay(&invoice, "cash", "30.00").expect(201);
    till.pay(&invoice, "card", "5.00").expect(201);
    let counted = json!({
        "opening_float": "100.00",
        "pay_ins": [{"amount": "20.00", "reason": "Change from the bank"}],
        "pay_outs": [{"amount": "8.50", "reason": "Milk"}],
        "counted": [
            {"payment_method": "cash", "amount": "141.00"},
            {"payment_method": "card", "amount": "5.00"},
        ],
    });
    assert_eq!(till.wrong(&counted), ["/reason", "required"]);
    let mut counted = counted;
    counted["reason"] = json!("A coin was lost");
    let close = till.close(&counted).expect(201);
    assert_eq!((&close["status"], &close["difference"]), (&json!("closed"), &json!("-0.50")));
    let lines = [
        json!({
            "payment_method": "cash", "currency": "EUR", "count": 1, "expected": "141.50",
            "counted": "141.00", "difference": "-0.50",
        }),
        json!({
            "payment_method": "card", "currency": "EUR", "count": 1, "expected": "5.00",
            "counted": "5.00", "difference": "0.00",
        }),
    ];
    assert_eq!(close["methods"], json!(lines));

    let closed = || (409, "day_closed".to_owned());
    assert_eq!(till.close(&counted).code(), closed());
    assert_eq!(till.pay(&invoice, "cash", "1.00").code(), closed());
    let collection = json!({"invoice_id": invoice["id"], "payment_method": "card", "amount": "1"});
    assert_eq!(till.client.ask("POST /collections", &collection).code(), closed());
    let path = format!("POST /payments/{}/refund", id(&paid));
    assert_eq!(till.client.ask(&path, &json!({})).code(), closed());
    assert_eq!(till.send(&format!("DELETE /payments/{}", id(&paid))).code(), closed());
    let note = json!({
        "invoice_id": invoice["id"],
        "refunds": [{"payment_id": paid["id"], "refund": {"amount": "30.00"}}],
    });
    assert_eq!(till.client.ask("POST /credit-notes", &note).code(), closed());
    // What moves no money goes on.
    let awaited = json!({
        "invoice_id": invoice["id"], "payment_method": "card", "amount": "15.00",
        "status": "pending",
    });
    let awaited = till.client.make("/payments", &awaited);
    let complete = format!("POST /payments/{}/complete", id(&awaited));
    assert_eq!(till.send(&complete).code(), closed());

    let day = till.today();
    let list = format!("/day-closes?center_id={}&from={day}", till.salon.center);
    assert_eq!(till.client.get(&list).expect(200)["items"][0]["id"], close["id"]);
    let path = format!("POST /day-closes/{}/reopen", id(&close));
    let reopened = till.client.ask(&path, &json!({"reason": "The coin was found"})).expect(200);
    assert_eq!(reopened["status"], "reopened");
    till.send(&complete).expect(200);
    counted["counted"][0]["amount"] = json!("141.50");
    assert_eq!(till.wrong(&json!({"opening_float": "1"})), ["/counted", "required"]);
    counted["counted"][1]["amount"] = json!("20.00");
    counted["reason"] = Value::Null;
    let again = till.close(&counted).expect(201);
    assert_eq!(again["difference"], "0.00");
    assert_eq!(till.client.get(&list).expect(200)["items"][0]["id"], again["id"]);
}

#[test]
fn money_is_booked_on_the_day_on_which_it_came() {
    let till = Till::open();
    let today: NaiveDate = till.today().parse().unwrap();
    let day = |ago: u64| (today - Days::new(ago)).to_string();
    let invoice = till.issued("50");
    let pay = |method: &str, more: &Value| {
        let mut body = json!({
            "invoice_id": invoice["id"], "payment_method": method, "amount": "10.00",
        });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        till.client.ask("POST /payments", &body)
    };
    let came = |ago| json!({"received_on": day(ago)});
    let paid = pay("bank_transfer", &came(3)).expect(201);
    assert_eq!(paid["payment_date"], day(3));
    let collections = format!("/invoices/{}/collections?", id(&invoice));
    assert_eq!(till.client.all(&collections)[0]["collection_date"], day(3));
    let report = |ago| {
        let center = &till.salon.center;
        let path = format!("/reports/collections?center_id={center}&date={}", day(ago));
        till.client.get(&path).expect(200)["methods"].clone()
    };
    assert_eq!(report(3)[0]["received"], "10.00");
    assert_eq!(report(0), json!([]));
    // What is awaited came on no day yet.
    let wrong = |answer: &Answer| {
        let error = answer.expect(422)["errors"][0].clone();
        ["pointer", "code"].map(|field| error[field].as_str().unwrap().to_owned())
    };
    let awaits = json!({"status": "pending", "received_on": day(3)});
    assert_eq!(wrong(&pay("card", &awaits)), ["/received_on", "completed_only"]);
    let awaited = pay("bank_transfer", &json!({"status": "pending"})).expect(201);
    let arrived = format!("POST /payments/{}/complete", id(&awaited));
    let arrived = till.client.ask(&arrived, &came(2)).expect(200);
    assert_eq!(arrived["payment_date"], day(2));
    // A day to come, or long ago, is a slip; and nothing comes on a day that is closed.
    let tomorrow = json!({"received_on": (today + Days::new(1)).to_string()});
    assert_eq!(wrong(&pay("cash", &tomorrow)), ["/received_on", "out_of_range"]);
    assert_eq!(wrong(&pay("cash", &came(400))), ["/received_on", "out_of_range"]);
    let counted = json!({
        "date": day(3), "counted": [{"payment_method": "bank_transfer", "amount": "10.00"}],
    });
    till.close(&counted).expect(201);
    assert_eq!(pay("card", &came(3)).code(), (409, "day_closed".to_owned()));
    let collection = json!({
        "invoice_id": invoice["id"], "payment_method": "card", "amount": "40.00",
        "received_on": day(1),
    });
    assert_eq!(till.client.make("/collections", &collection)["collection_date"], day(1));
    // What is too much is credit of that day, and credit is spent today.
    let entries = format!("/guest-credit-entries?guest_id={}", till.salon.guests[0]);
    let entry = &till.client.all(&entries)[0];
    assert_eq!((&entry["amount"], &entry["entry_date"]), (&json!("10.00"), &json!(day(1))));
    let other = till.issued("5");
    let credit = json!({
        "invoice_id": other["id"], "payment_method": "guest_credit", "amount": "5.00",
        "received_on": day(1),
    });
    let credit = till.client.ask("POST /payments", &credit);
    assert_eq!(wrong(&credit), ["/received_on", "money_only"]);
}

#[test]
fn staff_close_days_and_managers_open_them_again() {
    let till = Till::open();
    let key = |role: &str| {
        let key = till.client.make("/api-keys", &json!({"name": role, "role": role}));
        till.client.with(key["token"].as_str().unwrap())
    };
    let body = json!({"center_id": till.salon.center, "date": till.today()});
    let close = key("staff").ask("POST /day-closes", &body).expect(201);
    let path = format!("POST /day-closes/{}/reopen", id(&close));
    let reason = json!({"reason": "Too early"});
    assert_eq!(key("staff").ask(&path, &reason).code(), (403, "forbidden".to_owned()));
    key("manager").ask(&path, &reason).expect(200);
}

#[test]
fn what_is_counted_is_said_once_on_a_day_that_has_come() {
    let till = Till::open();
    assert_eq!(till.wrong(&json!({"date": "2999-01-01"})), ["/date", "out_of_range"]);
    let twice = json!([
        {"payment_method": "card", "amount": "1.00"}, {"payment_method": "card", "amount": "1.00"},
    ]);
    assert_eq!(till.wrong(&json!({"counted": twice})), ["/counted/1/payment_method", "repeated"]);
    let entry = |amount: &str| json!([{"amount": amount, "reason": "Milk"}]);
    assert_eq!(
        till.wrong(&json!({"pay_outs": entry("0")})),
        ["/pay_outs/0/amount", "out_of_range"]
    );
    assert_eq!(
        till.wrong(&json!({"pay_ins": entry("0.001")})),
        ["/pay_ins/0/amount", "invalid_amount"]
    );
}
