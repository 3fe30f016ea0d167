//! Of an erased guest nothing is left but what the books need, and nobody goes on
//! with them.

use serde_json::{Value, json};

use super::{CANARY, KEY, Known};
use crate::{
    http::sign_in::PASSWORD,
    kit::{every_day, id},
};

#[test]
fn of_an_erased_guest_nothing_is_left_but_whom_invoices_were_made_out_to() {
    let known = Known::open();
    known.act("cancel", &json!({"reason": CANARY}));
    let erased = known.erase().expect(200);
    assert_eq!((&erased["first_name"], &erased["last_name"]), (&json!("Erased"), &json!("guest")));
    assert_eq!((&erased["is_active"], &erased["email"]), (&json!(false), &Value::Null));
    assert!(erased["erased_at"].is_string(), "{erased}");
    let invoice = known.client.get(&format!("/invoices/{}", id(&known.invoice))).expect(200);
    assert_eq!(invoice["bill_to"], format!("{CANARY} {CANARY}"));
    assert_eq!(known.traces(), ["invoice.bill_to", "invoice.buyer", "invoice.tax_exemption"]);
}

#[test]
fn what_a_guest_is_known_by_is_found_before_it_is_erased() {
    let known = Known::open();
    known.act("cancel", &json!({"reason": CANARY}));
    let traces = known.traces();
    for place in [
        "guest.first_name",
        "guest.email",
        "guest.phone",
        "guest.date_of_birth",
        "guest.company",
        "guest.address",
        "guest.exemption_certificate",
        "guest.guest_code",
        "guest_term.term",
        "user_account.email",
        "appointment.internal_notes",
        "appointment.cancelled_reason",
        "appointment_change.reason",
        "sale.remarks",
        "payment.remarks",
        "credit_note.reason",
        "idempotency.answer",
    ] {
        assert!(traces.iter().any(|trace| trace == place), "{place} is not in {traces:?}");
    }
}

#[test]
fn a_guest_with_whom_something_is_under_way_is_not_erased() {
    let known = Known::open();
    let conflict = |code: &str| (409, code.to_owned());
    assert_eq!(known.erase().code(), conflict("guest_has_appointments"));
    known.act("cancel", &json!({}));
    let draft = json!({"guest_id": known.guest, "center_id": known.salon.center});
    let draft = known.client.make("/invoices", &draft);
    assert_eq!(known.erase().code(), conflict("guest_has_draft"));
    let delete = format!("DELETE /invoices/{}", id(&draft));
    known.client.send(&delete, &[], None).unwrap().expect(204);
    known.erase().expect(200);
}

#[test]
fn an_erased_guest_is_gone_on_with_by_nobody() {
    let known = Known::open();
    let client = &known.client;
    known.act("cancel", &json!({}));
    let sale = client.get(&format!("/sales?guest_id={}&status=open", known.guest)).expect(200);
    assert_eq!(sale["items"], json!([]));
    let sale = json!({
        "guest_id": known.guest, "center_id": known.salon.center,
        "service_id": known.salon.service,
    });
    let open = client.make("/sales", &sale);
    known.erase().expect(200);
    let conflict = |code: &str| (409, code.to_owned());
    let at = format!("/guests/{}", known.guest);
    let named = client.ask(&format!("PATCH {at}"), &json!({"first_name": "Ana"}));
    assert_eq!(named.code(), conflict("guest_erased"));
    assert_eq!(known.salon.book(0, 0, 900).code(), conflict("guest_erased"));
    assert_eq!(client.ask("POST /sales", &sale).code(), conflict("guest_erased"));
    let draft = json!({"guest_id": known.guest});
    assert_eq!(client.ask("POST /invoices", &draft).code(), conflict("guest_erased"));
    let generate = format!("POST /invoices/generate/{}", id(&open));
    assert_eq!(client.send(&generate, &[], None).unwrap().code(), conflict("guest_erased"));
    // The same request once more takes no effect, and tells nothing.
    let mut booking = known.salon.booking(0, 0, 600);
    booking["notes"] = json!(CANARY);
    booking["internal_notes"] = json!(CANARY);
    let again = client.send("POST /appointments", &[KEY], Some(&booking)).unwrap();
    assert_eq!(again.code(), conflict("already_done"));
    let login = json!({
        "organization": "atelier", "email": "zilpzalp@example.com", "password": PASSWORD,
    });
    assert_eq!(client.with("").ask("POST /auth/login", &login).status, 401);
    assert_eq!(client.get(&format!("{at}/export")).expect(200)["users"], json!([]));
}

#[test]
fn what_was_answered_about_a_guest_and_others_is_forgotten_too() {
    let known = Known::open();
    known.act("cancel", &json!({}));
    let (client, salon) = (&known.client, &known.salon);
    let hours = every_day("00:00", "24:00");
    let other = client.make("/providers", &json!({"center_id": salon.center, "hours": hours}));
    let with = |guest: &str, provider: &Value| json!({"guest_id": guest, "service_id": salon.service, "provider_id": provider});
    // The answer is filed under the one who comes first.
    let party = json!({
        "center_id": salon.center, "starts_at": salon.at(900),
        "guests": [
            with(&known.again(), &other["id"]),
            with(&known.guest, &json!(salon.providers[0])),
        ],
    });
    let book = || client.send("POST /appointments/together", &[KEY], Some(&party)).unwrap();
    let booked = book().expect(200);
    assert_eq!(book().expect(200), booked);
    let cancel = json!({"party_id": booked[0]["party_id"]});
    let cancel = || client.send("POST /appointments/cancel", &[KEY], Some(&cancel)).unwrap();
    cancel().expect(200);
    known.erase().expect(200);
    for again in [book(), cancel()] {
        assert_eq!(again.code(), (409, "already_done".to_owned()));
    }
}

#[test]
fn nobody_signs_in_as_a_guest_who_is_not_served() {
    let known = Known::open();
    let (client, other) = (&known.client, known.again());
    let inactive = known.again();
    client.ask(&format!("PATCH /guests/{inactive}"), &json!({"is_active": false})).expect(200);
    let new = |guest: &Value, email: &str| json!({"name": "A", "email": email, "role": "client", "guest_id": guest});
    let user = client.make("/users", &new(&json!(other), "a@example.com"));
    known.act("cancel", &json!({}));
    known.merge(&other, &known.guest).expect(200);
    let conflict = |code: &str| (409, code.to_owned());
    let link = |guest: &str| {
        client.ask(&format!("PATCH /users/{}", id(&user)), &json!({ "guest_id": guest })).code()
    };
    assert_eq!(link(&other), conflict("guest_merged"));
    assert_eq!(link(&inactive), conflict("guest_inactive"));
    known.erase().expect(200);
    for (guest, code) in
        [(&other, "guest_erased"), (&known.guest, "guest_erased"), (&inactive, "guest_inactive")]
    {
        let refused = client.ask("POST /users", &new(&json!(guest), "b@example.com"));
        assert_eq!(refused.code(), conflict(code));
    }
}

#[test]
fn nothing_is_written_about_the_appointments_of_an_erased_guest() {
    let known = Known::open();
    let at = format!("PATCH /appointments/{}", id(&known.appointment));
    let note = json!({"notes": CANARY, "internal_notes": CANARY});
    known.act("cancel", &json!({}));
    // Of an appointment that is over something may still be noted, until its guest is erased.
    known.client.ask(&at, &note).expect(200);
    known.erase().expect(200);
    assert_eq!(known.client.ask(&at, &note).code(), (409, "guest_erased".to_owned()));
    assert_eq!(known.traces(), ["invoice.bill_to", "invoice.buyer", "invoice.tax_exemption"]);
}

#[test]
fn what_is_written_beside_an_erasure_is_erased_or_refused() {
    let known = Known::open();
    known.act("cancel", &json!({}));
    let (client, salon) = (&known.client, &known.salon);
    let book = |hour: u32| {
        let mut booking = salon.booking(0, 0, 60 * hour);
        booking["notes"] = json!(CANARY);
        client.ask("POST /appointments", &booking)
    };
    let sell = || {
        let sale = json!({
            "guest_id": known.guest, "center_id": salon.center, "service_id": salon.service,
            "remarks": CANARY,
        });
        client.ask("POST /sales", &sale)
    };
    let erased = std::thread::scope(|threads| {
        let booked: Vec<_> = (12..20).map(|hour| threads.spawn(move || book(hour))).collect();
        let sold: Vec<_> = (0..8).map(|_| threads.spawn(sell)).collect();
        let erased = known.erase();
        for rival in booked.into_iter().chain(sold) {
            let answer = rival.join().unwrap();
            assert!(answer.status == 201 || answer.code().1 == "guest_erased", "{}", answer.text);
        }
        erased
    });
    let appointments = client.all(&format!("/appointments?guest_id={}", known.guest));
    let ahead =
        appointments.iter().filter(|appointment| appointment["status"] == "scheduled").count();
    // Either the appointments were seen, or nobody could book any more.
    if erased.status == 200 {
        assert_eq!(ahead, 0);
    } else {
        assert_eq!(erased.code(), (409, "guest_has_appointments".to_owned()));
        for appointment in
            appointments.iter().filter(|appointment| appointment["status"] == "scheduled")
        {
            let line = format!("POST /appointments/{}/cancel", id(appointment));
            client.ask(&line, &json!({"reason": CANARY})).expect(200);
        }
        known.erase().expect(200);
    }
    assert_eq!(known.traces(), ["invoice.bill_to", "invoice.buyer", "invoice.tax_exemption"]);
}
