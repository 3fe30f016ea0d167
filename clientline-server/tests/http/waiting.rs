//! Who waits is offered a time, and answers.

use serde_json::{Value, json};

use crate::kit::{Client, House, Salon, id};

/// A salon, in which the first of two guests waits, and signs in.
struct Waiting {
    house: House,
    salon: Salon,
    guest: Client,
    entry: String,
}

impl Waiting {
    fn open() -> Self {
        let house = House::open();
        let salon = Salon::make(&house.client, 1, 2);
        let guest = house.signed_in_guest(&salon.guests[0]);
        let waits = json!({
            "guest_id": salon.guests[0], "center_id": salon.center, "service_id": salon.service,
            "first_date": salon.date, "last_date": salon.date,
        });
        let entry = id(&house.client.make("/waitlist", &waits)).to_owned();
        Self { house, salon, guest, entry }
    }

    fn offer(&self, minute: u32) -> Value {
        let time = json!({"starts_at": self.salon.at(minute)});
        self.house.client.ask(&self.line("offer"), &time).expect(200)
    }

    fn line(&self, step: &str) -> String {
        format!("POST /waitlist/{}/{step}", self.entry)
    }

    fn listed(&self, status: &str) -> usize {
        self.house.client.all(&format!("/waitlist?status={status}")).len()
    }
}

#[test]
fn a_guest_takes_what_is_offered() {
    let waiting = Waiting::open();
    let Waiting { house, salon, guest, .. } = &waiting;
    let act = |client: &Client, step: &str| client.send(&waiting.line(step), &[], None).unwrap();
    assert_eq!(act(guest, "accept").code(), (409, "no_offer".to_owned()));
    let time = json!({"starts_at": salon.at(600)});
    assert_eq!(guest.ask(&waiting.line("offer"), &time).code(), (403, "forbidden".to_owned()));
    let offered = waiting.offer(600);
    assert_eq!(offered["status"], "offered");
    assert_eq!((waiting.listed("offered"), waiting.listed("waiting")), (1, 0));
    let held = guest.get(&format!("/appointments/{}", offered["appointment_id"].as_str().unwrap()));
    assert_eq!(held.expect(200)["held_until"], offered["offered_until"]);
    assert_eq!(salon.book(1, 0, 600).code(), (409, "slot_taken".to_owned()));
    let again = house.client.ask(&waiting.line("offer"), &json!({"starts_at": salon.at(720)}));
    assert_eq!(again.code(), (409, "offer_open".to_owned()));
    let booked = act(guest, "accept").expect(200);
    assert_eq!(
        (&booked["status"], &booked["id"]),
        (&json!("confirmed"), &offered["appointment_id"])
    );
    assert_eq!((waiting.listed("booked"), salon.check_exclusive()), (1, 1));
    assert_eq!(act(guest, "decline").code(), (409, "no_offer".to_owned()));
}

#[test]
fn what_a_guest_declines_is_free_again() {
    let waiting = Waiting::open();
    let Waiting { salon, guest, .. } = &waiting;
    waiting.offer(600);
    let delete = format!("DELETE /waitlist/{}", waiting.entry);
    let refused = guest.send(&delete, &[], None).unwrap();
    assert_eq!(refused.code(), (409, "offer_open".to_owned()));
    let declined = guest.send(&waiting.line("decline"), &[], None).unwrap().expect(200);
    assert_eq!(
        (&declined["status"], &declined["appointment_id"]),
        (&json!("waiting"), &Value::Null)
    );
    salon.book(1, 0, 600).expect(201);
    let taken = json!({"starts_at": salon.at(600)});
    let refused = waiting.house.client.ask(&waiting.line("offer"), &taken);
    assert_eq!(refused.code(), (409, "slot_taken".to_owned()));
    guest.send(&delete, &[], None).unwrap().expect(204);
}
