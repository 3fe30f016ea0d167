//! The main job as a client does it: from an empty organization to a paid
//! invoice.

use serde_json::{Value, json};

use crate::http::{
    running::{Client, House, date, every_day, id},
    salon::Salon,
};

/// A chain in Riga that charges tax and needs rooms.
struct Studio {
    _house: House,
    client: Client,
    center: Value,
    tax: Value,
    service: Value,
    provider: Value,
    guest: Value,
}

impl Studio {
    fn open() -> Self {
        let house = House::open();
        let client = house.client.clone();
        let center = client.make("/centers", &json!({"name": "Riga", "time_zone": "Europe/Riga"}));
        let hours = format!("PUT /centers/{}/hours", id(&center));
        client.ask(&hours, &every_day("08:00", "20:00")).expect(200);
        let kind = client.make("/room-categories", &json!({"name": "Massage"}));
        let room =
            json!({"name": "One", "room_category_id": kind["id"], "center_id": center["id"]});
        client.make("/rooms", &room);
        let tax = client.make("/taxes", &json!({"code": "S21", "name": "VAT", "rate": "21"}));
        let service = client.make(
            "/services",
            &json!({
                "name": "Massage", "duration_minutes": 60, "price": "49.99",
                "buffer_after_minutes": 15, "room_category_id": kind["id"],
                "tax_ids": [tax["id"]],
            }),
        );
        let named = json!({"first_name": "Ada", "last_name": "Byron", "center_id": center["id"]});
        let provider = client.make("/providers", &named);
        let hours = format!("PUT /providers/{}/hours", id(&provider));
        client.ask(&hours, &every_day("09:00", "17:00")).expect(200);
        let performs = json!({"services": [{"service_id": service["id"], "price": "60.00"}]});
        let services = format!("PUT /providers/{}/services", id(&provider));
        client.ask(&services, &performs).expect(200);
        let guest = client.make("/guests", &named);
        Self { _house: house, client, center, tax, service, provider, guest }
    }

    fn slots(&self) -> Vec<Value> {
        let (center, service) = (id(&self.center), id(&self.service));
        let query = format!("center_id={center}&service_id={service}&date={}", date());
        let found = self.client.get(&format!("/appointments/slots?{query}")).expect(200);
        found["slots"].as_array().unwrap().clone()
    }

    fn booking(&self, slot: &Value) -> Value {
        json!({
            "center_id": self.center["id"], "guest_id": self.guest["id"],
            "service_id": self.service["id"], "starts_at": slot["starts_at"],
        })
    }

    fn book(&self, slot: &Value) -> Value {
        self.client.make("/appointments", &self.booking(slot))
    }

    fn step(&self, appointment: &Value, step: &str) -> Value {
        let line = format!("POST /appointments/{}/{step}", id(appointment));
        self.client.send(&line, &[], None).unwrap().expect(200)
    }

    /// The guest's draft with the sale of an appointment on it.
    fn draft(&self, appointment: &Value) -> Value {
        let sale = self.client.get(&format!("/appointments/{}/sale", id(appointment))).expect(200);
        let path = format!("/invoices/get-or-create/{}", id(&self.guest));
        let draft = self.client.make(&path, &json!({}));
        let line = json!({
            "invoice_id": draft["id"], "sale_id": sale["id"], "discount": {"amount": "1.00"},
        });
        self.client.make("/invoice-items", &line);
        self.client.get(&format!("/invoices/{}", id(&draft))).expect(200)
    }
}

#[test]
fn free_times_lie_in_the_hours_of_the_center_and_the_provider() {
    let studio = Studio::open();
    let slots = studio.slots();
    assert_eq!(slots[0]["local"], format!("{}T09:00", date()));
    assert_eq!(slots.last().unwrap()["local"], format!("{}T16:00", date()));
    let free = &slots[0]["providers"][0];
    assert_eq!(free["provider_id"], studio.provider["id"]);
    assert!(free["room_id"].is_string());
    let hours = studio.client.get(&format!("/providers/{}/hours", id(&studio.provider)));
    assert_eq!(hours.expect(200), every_day("09:00", "17:00"));
    let services = studio.client.get(&format!("/providers/{}/services", id(&studio.provider)));
    assert_eq!(services.expect(200)["items"][0]["price"], "60");
}

#[test]
fn a_lost_slot_comes_with_others_that_can_be_had() {
    let studio = Studio::open();
    let slots = studio.slots();
    let appointment = studio.book(&slots[4]);
    let lost = studio.client.ask("POST /appointments", &studio.booking(&slots[4]));
    assert_eq!(lost.code(), (409, "slot_taken".to_owned()));
    let alternatives = lost.json()["alternatives"].as_array().unwrap().clone();
    assert!(!alternatives.is_empty());
    let left: Vec<_> = studio.slots().iter().map(|slot| slot["starts_at"].clone()).collect();
    assert!(alternatives.iter().all(|start| left.contains(start)), "{alternatives:?}");
    let other = studio.book(&json!({"starts_at": alternatives[0]}));
    let line = format!("POST /appointments/{}/reschedule", id(&other));
    let lost = studio.client.ask(&line, &json!({"starts_at": appointment["starts_at"]}));
    assert_eq!(lost.code(), (409, "slot_taken".to_owned()));
    assert!(lost.json()["alternatives"].is_array());
}

#[test]
fn an_appointment_goes_its_way_and_not_back() {
    let studio = Studio::open();
    let slots = studio.slots();
    let appointment = studio.book(&slots[0]);
    assert_eq!(
        (&appointment["status"], &appointment["price"]),
        (&json!("scheduled"), &json!("60.00"))
    );
    let line = format!("POST /appointments/{}/reschedule", id(&appointment));
    let moved = studio.client.ask(&line, &json!({"starts_at": slots[8]["starts_at"]}));
    assert_eq!(moved.expect(200)["starts_at"], slots[8]["starts_at"]);
    assert_eq!(studio.slots()[0], slots[0], "an appointment that was moved frees its time");
    for (step, status) in [
        ("confirm", "confirmed"),
        ("check-in", "checked_in"),
        ("start", "in_progress"),
        ("complete", "completed"),
    ] {
        assert_eq!(studio.step(&appointment, step)["status"], status);
    }
    let line = format!("POST /appointments/{}/cancel", id(&appointment));
    let late = studio.client.ask(&line, &json!({"reason": "too late"}));
    assert_eq!(late.code(), (409, "invalid_transition".to_owned()));
    let history =
        studio.client.get(&format!("/appointments/{}/history", id(&appointment))).expect(200);
    let steps = history["items"].as_array().unwrap().iter().map(|step| &step["to_status"]);
    let expected =
        ["scheduled", "scheduled", "confirmed", "checked_in", "in_progress", "completed"];
    assert_eq!(steps.collect::<Vec<_>>(), expected);
}

#[test]
fn a_draft_amounts_to_its_preview() {
    let studio = Studio::open();
    let draft = studio.draft(&studio.book(&studio.slots()[0]));
    let line = format!("PATCH /invoices/{}", id(&draft));
    let draft = studio.client.ask(&line, &json!({"discounts": [{"percent": "10"}]})).expect(200);
    let preview = studio.client.ask(
        "POST /invoices/preview",
        &json!({
            "currency": draft["currency"], "price_mode": draft["price_mode"],
            "taxes": [{"id": "S21", "rate": studio.tax["rate"]}],
            "lines": [{"unit_price": "60.00", "discount": {"amount": "1.00"}, "taxes": ["S21"]}],
            "discounts": [{"percent": "10"}],
        }),
    );
    let preview = preview.expect(200);
    for (stored, previewed) in [("net_invoice_value", "net"), ("tax", "tax"), ("total", "total")] {
        assert_eq!(draft[stored], preview[previewed], "{stored}");
    }
    // 59.00 less a tenth is 53.10, and 21 % of that 11.151.
    assert_eq!((&draft["tax"], &draft["total"]), (&json!("11.15"), &json!("64.25")));
}

#[test]
fn an_invoice_is_issued_with_a_number_and_paid_with_collections() {
    let studio = Studio::open();
    let appointment = studio.book(&studio.slots()[0]);
    let draft = studio.draft(&appointment);
    let path = format!("/invoices/get-or-create/{}", id(&studio.guest));
    let found = studio.client.ask(&format!("POST {path}"), &json!({}));
    assert_eq!((found.header("location"), &found.expect(200)["created"]), (None, &json!(false)));
    let invoice = format!("/invoices/{}", id(&draft));
    let issued = studio.client.send(&format!("POST {invoice}/issue"), &[], None).unwrap();
    let issued = issued.expect(200);
    let number = issued["invoice_no"].as_str().unwrap();
    assert!(number.starts_with("INV-") && number.ends_with("-0001"), "{number}");
    assert_eq!((&issued["status"], &issued["total"]), (&json!("issued"), &json!("71.39")));
    let pay = |amount: &str, tendered: &str| {
        let payment = json!({
            "invoice_id": draft["id"], "payment_method": "cash", "amount": amount,
            "tendered": tendered,
        });
        studio.client.ask("POST /payments", &payment)
    };
    assert_eq!(pay("70.00", "70.00").expect(201)["change"], "0.00");
    let half = studio.client.get(&invoice).expect(200);
    assert_eq!((&half["status"], &half["balance_due"]), (&json!("issued"), &json!("1.39")));
    assert_eq!(pay("1.39", "2.00").expect(201)["change"], "0.61");
    let paid = studio.client.get(&invoice).expect(200);
    assert_eq!((&paid["status"], &paid["total_collection"]), (&json!("paid"), &json!("71.39")));
    assert_eq!(pay("1.00", "1.00").code(), (409, "invoice_paid".to_owned()));
    let collections = studio.client.all(&format!("{invoice}/collections?skip=0"));
    let numbers: Vec<_> = collections.iter().map(|one| &one["collection_no"]).collect();
    assert!(numbers[0].as_str().unwrap().ends_with("-0002"), "{numbers:?}");
    assert_eq!(numbers.len(), 2);
}

#[test]
fn lists_are_filtered_and_paged() {
    let house = House::open();
    let salon = Salon::make(&house.client, 2, 2);
    for hour in 0..5 {
        salon.book(0, 0, hour * 60).expect(201);
        salon.book(1, 1, hour * 60).expect(201);
    }
    let list = format!("/appointments?guest_id={}&limit=2", salon.guests[1]);
    let mut starts = Vec::new();
    let mut page = salon.client.get(&format!("{list}&count=true")).expect(200);
    assert_eq!(page["total"], 5);
    loop {
        let items = page["items"].as_array().unwrap();
        starts.extend(
            items.iter().map(|appointment| appointment["starts_at"].as_str().unwrap().to_owned()),
        );
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        page = salon.client.get(&format!("{list}&cursor={cursor}")).expect(200);
    }
    let expected: Vec<String> = (0..5).rev().map(|hour| salon.at(hour * 60)).collect();
    assert_eq!(starts, expected);
    let between = format!("from={}&to={}", salon.at(60), salon.at(180));
    let two = salon.client.all(&format!("{list}&{between}").replace("&limit=2", ""));
    assert_eq!(two.len(), 2);
    let none = salon.client.get("/appointments?colour=red");
    assert_eq!(none.json()["errors"][0]["pointer"], "?colour");
    assert_eq!(none.code(), (422, "invalid_request".to_owned()));
}

#[test]
fn a_list_of_what_belongs_to_nothing_is_not_there() {
    let house = House::open();
    let nobody = "019aa5b0-7c00-7000-8000-000000000001";
    for path in [
        "/guests/{}/appointments",
        "/guests/{}/invoices",
        "/centers/{}/guests",
        "/centers/{}/appointments",
        "/centers/{}/overrides",
        "/providers/{}/overrides",
        "/providers/{}/services",
        "/appointments/{}/history",
        "/appointments/{}/payments",
        "/invoices/{}/collections",
        "/invoice-items/invoice/{}",
        "/payments/invoice/{}",
    ] {
        let answer = house.client.get(&path.replace("{}", nobody));
        assert_eq!(answer.code(), (404, "not_found".to_owned()), "{path}");
    }
    let filtered = house.client.get(&format!("/appointments?guest_id={nobody}"));
    assert_eq!(filtered.expect(200)["items"], json!([]));
}

#[test]
fn a_version_guards_what_was_read() {
    let house = House::open();
    let made = house.client.ask("POST /taxes", &json!({"code": "A", "name": "A", "rate": "5"}));
    let (place, tag) = (made.header("location").unwrap(), made.header("etag").unwrap());
    let send = |line: &str, header: &str, tag: &str, body: Option<&Value>| {
        house.client.send(&format!("{line} {place}"), &[(header, tag)], body).unwrap()
    };
    let known = send("GET", "if-none-match", tag, None);
    assert_eq!((known.status, known.text.as_str()), (304, ""));
    let change = json!({"name": "B"});
    let changed = send("PATCH", "if-match", tag, Some(&change));
    assert_eq!(changed.expect(200)["name"], "B");
    assert_ne!(changed.header("etag"), Some(tag));
    assert_eq!(send("GET", "if-none-match", tag, None).status, 200);
    for (method, body) in [("PATCH", Some(&change)), ("PUT", Some(&change)), ("DELETE", None)] {
        let stale = send(method, "if-match", tag, body);
        assert_eq!(stale.code(), (412, "stale_version".to_owned()), "{method}");
    }
    assert_eq!(send("DELETE", "if-match", changed.header("etag").unwrap(), None).status, 204);
}

#[test]
fn a_booking_that_is_sent_again_is_answered_again() {
    let house = House::open();
    let salon = Salon::make(&house.client, 1, 1);
    let send = |minute: u32| {
        let booking = salon.booking(0, 0, minute);
        let key = [("idempotency-key", "booking-1")];
        salon.client.send("POST /appointments", &key, Some(&booking)).unwrap()
    };
    let (first, again) = (send(600), send(600));
    assert_eq!((first.status, first.header("idempotency-replayed")), (201, None));
    assert_eq!((again.status, again.header("idempotency-replayed")), (201, Some("true")));
    assert_eq!(again.text, first.text);
    assert_eq!(again.header("location"), first.header("location"));
    assert_eq!(send(700).code(), (422, "idempotency_key_reused".to_owned()));
    assert_eq!(salon.appointments().len(), 1);
}
