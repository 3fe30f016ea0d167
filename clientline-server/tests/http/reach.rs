//! What users reach: a guest their own, and staff what is of their centers.

use serde_json::{Value, json};

use crate::{
    http::sign_in::PASSWORD,
    kit::{Answer, Client, House, Salon, every_day, id},
};

/// A business with two centers, a guest who signs in at the first, and another
/// guest.
struct Business {
    house: House,
    /// The first center: two providers, two guests.
    here: Salon,
    /// The second center.
    there: String,
    /// The first guest.
    anna: Client,
    /// A member of staff, who is the first provider.
    eva: Client,
    /// A member of staff who is an employee of the second center.
    tom: Client,
    /// A member of staff who is nobody in particular.
    nobody: Client,
}

impl Business {
    fn open() -> Self {
        let house = House::open();
        let client = &house.client;
        let here = Salon::make(client, 2, 2);
        let hours = every_day("00:00", "24:00");
        let there = json!({"name": "Faro", "time_zone": "Etc/UTC", "hours": hours});
        let there = id(&client.make("/centers", &there)).to_owned();
        let employee = json!({
            "name": "Tom", "center_id": there, "phone": "+351 900 000 000", "email": "t@example.com",
            "department": "Desk",
        });
        let employee = client.make("/employees", &employee);
        let user = |name: &str, role: &str, link: &str, linked: &Value| {
            let email = format!("{name}@example.com");
            let mut new = json!({"name": name, "email": email, "role": role, "password": PASSWORD});
            if !link.is_empty() {
                new[link] = linked.clone();
            }
            client.make("/users", &new);
            house.signed_in(&email)
        };
        Self {
            anna: user("anna", "client", "guest_id", &json!(here.guests[0])),
            eva: user("eva", "staff", "provider_id", &json!(here.providers[0])),
            tom: user("tom", "staff", "employee_id", &employee["id"]),
            nobody: user("nobody", "staff", "", &Value::Null),
            here,
            there,
            house,
        }
    }

    /// An issued invoice for a sale to a guest, and a payment of it.
    fn bill(&self, guest: usize) -> (Value, Value) {
        let client = &self.house.client;
        let sale = json!({
            "guest_id": self.here.guests[guest], "center_id": self.here.center,
            "service_id": self.here.service, "remarks": "watch the till",
        });
        let sale = client.make("/sales", &sale);
        let invoice = format!("/invoices/generate/{}", id(&sale));
        let invoice = client.send(&format!("POST {invoice}"), &[], None).unwrap().json();
        let issue = format!("POST /invoices/{}/issue", id(&invoice));
        let invoice = client.send(&issue, &[], None).unwrap().expect(200);
        let paid = json!({
            "invoice_id": invoice["id"], "payment_method": "card", "amount": "5.00",
            "remarks": "a doubtful card",
        });
        let paid = client.make("/payments", &paid);
        (invoice, paid)
    }
}

fn listed(client: &Client, path: &str) -> Vec<String> {
    client.all(path).iter().map(|item| id(item).to_owned()).collect()
}

/// That it is as if it were not there, byte for byte.
#[track_caller]
fn assert_hidden(client: &Client, path: &str, thing: &str) {
    let told = |id: &str| {
        let answer = client.get(&path.replace("{}", id));
        answer.text.replace(answer.header("x-request-id").unwrap(), "").replace(id, "")
    };
    assert!(told(thing).contains("not_found"), "{path} {}", told(thing));
    assert_eq!(told(thing), told("019aa5b0-7c00-7000-8000-000000000001"), "{path}");
}

#[track_caller]
fn assert_withheld(answer: &Answer, pointer: &str) {
    let fault = &answer.expect(422)["errors"][0];
    assert_eq!((&fault["code"], &fault["pointer"]), (&json!("withheld"), &json!(pointer)));
}

#[test]
fn a_guest_sees_their_own_appointments_without_internal_notes_and_no_others() {
    let business = Business::open();
    let (here, anna) = (&business.here, &business.anna);
    let mut booking = here.booking(0, 0, 600);
    booking["internal_notes"] = json!("pays late");
    booking["notes"] = json!("by the window");
    let own = here.client.make("/appointments", &booking);
    assert_eq!(own["internal_notes"], "pays late");
    let other = here.book(1, 1, 600).expect(201);
    assert_eq!(listed(anna, "/appointments?count=true"), [id(&own)]);
    assert_eq!(anna.get("/appointments?count=true").json()["total"], 1);
    let seen = anna.get(&format!("/appointments/{}", id(&own))).expect(200);
    assert_eq!((&seen["notes"], &seen["internal_notes"]), (&json!("by the window"), &Value::Null));
    assert_hidden(anna, "/appointments/{}", id(&other));
    assert_hidden(anna, "/guests/{}/appointments", &here.guests[1]);
    assert_hidden(anna, "/appointments/{}/payments", id(&other));
    let at_center = format!("/centers/{}/appointments?count=false", here.center);
    assert_eq!(listed(anna, &at_center), [id(&own)]);
    for path in ["/calendar", "/blockouts", "/sales", "/employees", "/users"] {
        assert_eq!(anna.get(path).status, 403, "{path}");
    }
    let history = format!("/appointments/{}/history", id(&own));
    assert_eq!(anna.get(&history).status, 403);
}

#[test]
fn a_guest_books_moves_and_cancels_their_own_appointments_at_times_that_are_listed() {
    let business = Business::open();
    let (here, anna) = (&business.here, &business.anna);
    let own = anna.ask("POST /appointments", &here.booking(0, 0, 600)).expect(201);
    assert_eq!(own["source"], "online");
    let others = anna.ask("POST /appointments", &here.booking(1, 0, 720));
    assert_eq!(others.expect(422)["errors"][0]["pointer"], "/guest_id");
    let off_grid = anna.ask("POST /appointments", &here.booking(0, 0, 721));
    assert_eq!(off_grid.expect(422)["errors"][0]["code"], "off_grid");
    let mut new = here.booking(0, 0, 720);
    new["internal_notes"] = json!("mine");
    assert_withheld(&anna.ask("POST /appointments", &new), "/internal_notes");
    new["internal_notes"] = Value::Null;
    new["override"] = json!(true);
    assert_eq!(anna.ask("POST /appointments", &new).code(), (403, "forbidden".to_owned()));

    let at = format!("/appointments/{}", id(&own));
    let patch = |body: &Value| anna.ask(&format!("PATCH {at}"), body);
    assert_eq!(patch(&json!({"notes": "late"})).expect(200)["notes"], "late");
    assert_withheld(&patch(&json!({"internal_notes": null})), "/internal_notes");
    let to = json!({"starts_at": here.at(780)});
    anna.ask(&format!("POST {at}/reschedule"), &to).expect(200);
    let to = json!({"starts_at": here.at(781)});
    let off_grid = anna.ask(&format!("POST {at}/reschedule"), &to);
    assert_eq!(off_grid.expect(422)["errors"][0]["code"], "off_grid");
    let complete = anna.send(&format!("POST {at}/complete"), &[], None).unwrap();
    assert_eq!(complete.code(), (403, "forbidden".to_owned()));
    let cancelled = anna.send(&format!("POST {at}/cancel"), &[], Some(&json!({}))).unwrap();
    assert_eq!(cancelled.expect(200)["status"], "cancelled");
    // The time is free again, and the sale is void.
    let sale = here.client.get(&format!("{at}/sale")).expect(200);
    assert_eq!(sale["status"], "void");
    here.book(1, 0, 780).expect(201);
}

#[test]
fn a_guest_changes_of_their_own_record_what_is_theirs_to_say() {
    let business = Business::open();
    let (here, anna) = (&business.here, &business.anna);
    let at = format!("/guests/{}", here.guests[0]);
    let known = json!({"notes": "difficult", "tags": ["vip"]});
    here.client.ask(&format!("PATCH {at}"), &known).expect(200);
    assert_eq!(listed(anna, "/guests?count=true"), [here.guests[0].clone()]);
    let seen = anna.get(&at).expect(200);
    assert_eq!((&seen["notes"], &seen["tags"]), (&Value::Null, &json!([])));
    let changed = anna.ask(&format!("PATCH {at}"), &json!({"phone": "+371 2000 0000"}));
    assert_eq!(changed.expect(200)["phone"], "+37120000000");
    for field in ["notes", "tags", "is_active", "center_id", "guest_code", "is_minor"] {
        let refused = anna.ask(&format!("PATCH {at}"), &json!({ field: null }));
        assert_withheld(&refused, &format!("/{field}"));
    }
    let kept = here.client.get(&at).expect(200);
    assert_eq!((&kept["notes"], &kept["tags"]), (&json!("difficult"), &json!(["vip"])));
    assert_hidden(anna, "/guests/{}", &here.guests[1]);
    let other = format!("PATCH /guests/{}", here.guests[1]);
    assert_eq!(anna.ask(&other, &json!({"phone": null})).status, 404);
    assert_eq!(anna.get("/guests?q=N").expect(200)["items"].as_array().unwrap().len(), 1);
    for line in ["POST /guests".to_owned(), format!("DELETE {at}")] {
        assert_eq!(anna.send(&line, &[], None).unwrap().status, 403, "{line}");
    }
}

#[test]
fn a_guest_sees_their_own_bills_once_they_are_issued() {
    let business = Business::open();
    let (here, anna) = (&business.here, &business.anna);
    let (own, paid) = business.bill(0);
    let (others, others_paid) = business.bill(1);
    let draft = json!({"guest_id": here.guests[0], "center_id": here.center});
    let draft = here.client.make("/invoices", &draft);
    assert_eq!(listed(anna, "/invoices?count=true"), [id(&own)]);
    assert_eq!(
        listed(anna, &format!("/guests/{}/invoices?count=true", here.guests[0])),
        [id(&own)]
    );
    let path = format!("/invoice-items/invoice/{}?count=true", id(&own));
    let items = anna.get(&path).expect(200);
    assert_eq!(items["total"], 1);
    anna.get(&format!("/invoice-items/{}", id(&items["items"][0]))).expect(200);
    for hidden in [&others, &draft] {
        assert_hidden(anna, "/invoices/{}", id(hidden));
        assert_hidden(anna, "/invoice-items/invoice/{}?count=true", id(hidden));
        assert_hidden(anna, "/invoices/{}/collections", id(hidden));
        assert_hidden(anna, "/payments/invoice/{}", id(hidden));
    }
    let other_items = format!("/invoice-items/invoice/{}", id(&others));
    let other_items = here.client.get(&other_items).expect(200);
    assert_hidden(anna, "/invoice-items/{}", id(&other_items["items"][0]));
    let payments = anna.get("/payments?count=true").expect(200);
    assert_eq!((&payments["items"][0]["id"], &payments["total"]), (&paid["id"], &json!(1)));
    assert_eq!(payments["items"][0]["remarks"], Value::Null);
    assert_hidden(anna, "/payments/{}", id(&others_paid));
    let collections = anna.get("/collections?count=true").expect(200);
    assert_eq!(collections["total"], 1);
    let all = here.client.get("/collections?count=true").expect(200);
    assert_eq!(all["total"], 2);
    for collection in all["items"].as_array().unwrap() {
        if collection["id"] != collections["items"][0]["id"] {
            assert_hidden(anna, "/collections/{}", id(collection));
        }
    }
}

#[test]
fn a_guest_sees_of_the_catalogue_what_is_offered() {
    let business = Business::open();
    let (here, anna) = (&business.here, &business.anna);
    let contact = json!({"email": "p@example.com", "phone": "+37120000001"});
    here.client.ask(&format!("PATCH /providers/{}", here.providers[0]), &contact).expect(200);
    let seen = anna.get(&format!("/providers/{}", here.providers[0])).expect(200);
    assert_eq!((&seen["email"], &seen["phone"]), (&Value::Null, &Value::Null));
    assert_eq!(seen["first_name"], "N");
    let gone = format!("/providers/{}", here.providers[1]);
    here.client.ask(&format!("PATCH {gone}"), &json!({"is_active": false})).expect(200);
    assert_eq!(listed(anna, "/providers?count=true"), [here.providers[0].clone()]);
    assert_hidden(anna, "/providers/{}", &here.providers[1]);
    assert_hidden(anna, "/providers/{}/services", &here.providers[1]);
    let oil = json!({"name": "Oil", "sale_price": "12.50", "status": "discontinued"});
    let oil = here.client.make("/products", &oil);
    assert_hidden(anna, "/products/{}", id(&oil));
    assert!(listed(anna, "/products?count=true").is_empty());
    assert_eq!(anna.ask("POST /services", &json!({})).status, 403);
}

#[test]
fn a_client_who_is_no_guest_reaches_nothing_of_anybody() {
    let business = Business::open();
    let (here, house) = (&business.here, &business.house);
    here.book(0, 0, 600).expect(201);
    business.bill(0);
    let new = json!({
        "name": "x", "email": "x@example.com", "role": "client", "password": PASSWORD,
    });
    house.client.make("/users", &new);
    let stranger = house.signed_in("x@example.com");
    for path in ["/guests", "/appointments", "/invoices", "/payments", "/collections"] {
        let page = stranger.get(&format!("{path}?count=true")).expect(200);
        assert_eq!((&page["items"], &page["total"]), (&json!([]), &json!(0)), "{path}");
    }
    let booked = stranger.ask("POST /appointments", &here.booking(0, 0, 720));
    assert_eq!(booked.status, 422);
}

#[test]
fn staff_reach_the_appointments_sales_and_bills_of_their_own_centers() {
    let business = Business::open();
    let (here, eva, tom) = (&business.here, &business.eva, &business.tom);
    let appointment = here.book(0, 0, 600).expect(201);
    let (invoice, paid) = business.bill(0);
    let sale = here.client.get(&format!("/appointments/{}/sale", id(&appointment))).expect(200);
    let items = format!("/invoice-items/invoice/{}", id(&invoice));
    let item = here.client.get(&items).expect(200)["items"][0].clone();
    let all = [
        ("/appointments/{}", id(&appointment)),
        ("/appointments/{}/history", id(&appointment)),
        ("/appointments/{}/sale", id(&appointment)),
        ("/sales/{}", id(&sale)),
        ("/invoices/{}", id(&invoice)),
        ("/invoice-items/invoice/{}?count=true", id(&invoice)),
        ("/invoice-items/{}", id(&item)),
        ("/invoices/{}/collections", id(&invoice)),
        ("/payments/{}", id(&paid)),
    ];
    for (path, thing) in all {
        eva.get(&path.replace("{}", thing)).expect(200);
        for other in [tom, &business.nobody] {
            assert_hidden(other, path, thing);
        }
    }
    for path in ["/appointments", "/sales", "/invoices", "/payments", "/collections"] {
        let path = format!("{path}?count=true");
        assert!(eva.get(&path).expect(200)["total"].as_u64() >= Some(1), "{path}");
        assert_eq!(tom.get(&path).expect(200)["total"], 0, "{path}");
        assert_eq!(business.nobody.get(&path).expect(200)["total"], 0, "{path}");
    }
    // Every guest is theirs to serve, notes and all.
    tom.get(&format!("/guests/{}", here.guests[0])).expect(200);
}

#[test]
fn staff_write_nothing_at_another_center() {
    let business = Business::open();
    let (here, eva, tom) = (&business.here, &business.eva, &business.tom);
    let refused = (403, "forbidden".to_owned());
    assert_eq!(tom.ask("POST /appointments", &here.booking(0, 0, 600)).code(), refused);
    eva.ask("POST /appointments", &here.booking(0, 0, 600)).expect(201);
    let sale = |center: &str| json!({"guest_id": here.guests[0], "center_id": center, "service_id": here.service});
    assert_eq!(tom.ask("POST /sales", &sale(&here.center)).code(), refused);
    assert_eq!(eva.ask("POST /sales", &sale(&business.there)).code(), refused);
    tom.ask("POST /sales", &sale(&business.there)).expect(201);
    let draft = json!({"guest_id": here.guests[0], "center_id": here.center});
    assert_eq!(tom.ask("POST /invoices", &draft).code(), refused);
    eva.ask("POST /invoices", &draft).expect(201);
}

#[test]
fn staff_who_are_providers_attend_to_their_own_appointments() {
    let business = Business::open();
    let (here, eva) = (&business.here, &business.eva);
    let own = here.book(0, 0, 600).expect(201);
    let others = here.book(1, 1, 600).expect(201);
    let act = |appointment: &Value, what: &str| {
        eva.send(&format!("POST /appointments/{}/{what}", id(appointment)), &[], None).unwrap()
    };
    act(&own, "check-in").expect(200);
    for what in ["check-in", "start", "complete", "no-show"] {
        assert_eq!(act(&others, what).code(), (403, "forbidden".to_owned()), "{what}");
    }
    act(&others, "confirm").expect(200);
    act(&others, "cancel").expect(200);
}

#[test]
fn staff_who_are_providers_enter_their_own_time_off() {
    let business = Business::open();
    let (here, eva) = (&business.here, &business.eva);
    let forbidden = (403, "forbidden".to_owned());
    let leave = |provider: usize| {
        json!({
            "provider_id": here.providers[provider], "reason": "vacation",
            "starts_at": here.at(600), "ends_at": here.at(660),
        })
    };
    let own = eva.ask("POST /blockouts", &leave(0)).expect(201);
    assert_eq!(here.book(0, 0, 600).code(), (409, "blocked".to_owned()));
    let line = format!("PATCH /blockouts/{}", id(&own));
    eva.ask(&line, &json!({"ends_at": here.at(720)})).expect(200);
    let others = here.client.ask("POST /blockouts", &leave(1)).expect(201);
    assert_eq!(eva.ask("POST /blockouts", &leave(1)).code(), forbidden);
    let room = json!({"center_id": here.center, "reason": "other", "starts_at": here.at(0), "ends_at": here.at(60)});
    assert_eq!(eva.ask("POST /blockouts", &room).code(), forbidden);
    for (method, body) in [("PATCH", Some(json!({"ends_at": here.at(720)}))), ("DELETE", None)] {
        let line = |blockout: &Value| format!("{method} /blockouts/{}", id(blockout));
        let send = |client: &Client, blockout| {
            client.send(&line(blockout), &[], body.as_ref()).unwrap().code()
        };
        assert_eq!(send(eva, &others), forbidden);
        for other in [&business.tom, &business.nobody, &business.anna] {
            assert_eq!(send(other, &own), forbidden);
        }
    }
    eva.send(&format!("DELETE /blockouts/{}", id(&own)), &[], None).unwrap().expect(204);
    here.book(0, 0, 600).expect(201);
}

#[test]
fn staff_know_their_colleagues_by_name() {
    let business = Business::open();
    let employees = business.eva.get("/employees").expect(200);
    let tom = &employees["items"][0];
    assert_eq!(tom["name"], "Tom");
    for field in ["email", "phone", "department", "center_id"] {
        assert_eq!(tom[field], Value::Null, "{field}");
    }
    let filtered = format!("/employees?center_id={}", business.there);
    let refused = business.eva.get(&filtered).expect(422);
    assert_eq!(refused["errors"][0]["code"], "withheld");
    business.house.client.get(&filtered).expect(200);
}
