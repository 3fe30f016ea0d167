//! What guests may ask for: all that is kept about them.

use serde_json::{Value, json};

use crate::http::{
    running::{Client, House, id},
    salon::Salon,
    sign_in::PASSWORD,
};

/// A text that stands in every field in which something personal can stand.
const CANARY: &str = "Zilpzalp";

/// A guest with something in every list, and in every field.
struct Known {
    house: House,
    salon: Salon,
    guest: String,
    visit: Value,
    invoice: Value,
    payment: Value,
}

impl Known {
    fn open() -> Self {
        let house = House::open();
        let client = &house.client;
        let salon = Salon::make(client, 1, 1);
        let guest = salon.guests[0].clone();
        let known = json!({
            "first_name": CANARY, "last_name": CANARY, "middle_name": CANARY, "username": CANARY,
            "email": "zilpzalp@example.com", "phone": "+371 2999 1234", "home_phone": "67991234",
            "guest_code": "ZILPZALP-1", "notes": CANARY, "tags": ["zilpzalp"], "gender": "female",
            "date_of_birth": "1980-02-03", "nationality": "LV", "language": "lv",
        });
        client.ask(&format!("PATCH /guests/{guest}"), &known).expect(200);
        client.make(
            "/users",
            &json!({
                "name": CANARY, "email": "zilpzalp@example.com", "role": "client",
                "password": PASSWORD, "guest_id": guest,
            }),
        );
        let mut booking = salon.booking(0, 0, 600);
        booking["notes"] = json!(CANARY);
        booking["internal_notes"] = json!(CANARY);
        let visit = client.make("/appointments", &booking);
        let (invoice, payment) = Self::bill(client, &salon, &guest);
        Self { guest, visit, invoice, payment, salon, house }
    }

    /// An issued invoice for a sale over the counter, and a payment of it.
    fn bill(client: &Client, salon: &Salon, guest: &str) -> (Value, Value) {
        let sale = json!({
            "guest_id": guest, "center_id": salon.center, "service_id": salon.service,
            "remarks": CANARY,
        });
        let sale = client.make("/sales", &sale);
        let act = |path: String| client.send(&format!("POST {path}"), &[], None).unwrap();
        let invoice = act(format!("/invoices/generate/{}", id(&sale))).json();
        let invoice = act(format!("/invoices/{}/issue", id(&invoice))).expect(200);
        let paid = json!({
            "invoice_id": invoice["id"], "payment_method": "card", "amount": "5.00",
            "remarks": CANARY,
        });
        let payment = client.make("/payments", &paid);
        (invoice, payment)
    }

    fn act(&self, step: &str, body: &Value) -> Value {
        let line = format!("POST /appointments/{}/{step}", id(&self.visit));
        self.house.client.ask(&line, body).expect(200)
    }
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(id).collect()
}

#[test]
fn an_export_holds_all_that_is_kept_about_a_guest_and_nothing_of_others() {
    let known = Known::open();
    let client = &known.house.client;
    known.act("cancel", &json!({"reason": CANARY}));
    let center = known.salon.center.clone();
    let other = json!({"first_name": "Other", "last_name": "Guest", "center_id": center});
    let other = client.make("/guests", &other);
    Known::bill(client, &known.salon, id(&other));
    let export = client.get(&format!("/guests/{}/export", known.guest)).expect(200);
    assert_eq!(export["guest"], client.get(&format!("/guests/{}", known.guest)).json());
    let [user] = export["users"].as_array().unwrap().as_slice() else { panic!("{export}") };
    assert_eq!(user["guest_id"], json!(known.guest));
    let [visit] = export["appointments"].as_array().unwrap().as_slice() else { panic!() };
    assert_eq!(visit["cancelled_reason"], CANARY);
    let steps: Vec<_> = visit["history"].as_array().unwrap().iter().collect();
    assert_eq!(
        (steps.len(), &steps[0]["step"], &steps[1]["reason"]),
        (2, &json!(1), &json!(CANARY))
    );
    // That of the visit, and that over the counter.
    assert_eq!(ids(&export["sales"]).len(), 2);
    assert_eq!(ids(&export["invoices"]), [id(&known.invoice)]);
    assert_eq!(ids(&export["invoices"][0]["items"]).len(), 1);
    assert_eq!(ids(&export["payments"]), [id(&known.payment)]);
    assert_eq!(ids(&export["collections"]).len(), 1);
    let empty = client.get(&format!("/guests/{}/export", id(&other))).expect(200);
    assert!(!empty.to_string().contains(&known.guest), "{empty}");
    assert!(!export.to_string().contains(id(&other)), "{export}");
    assert_eq!(ids(&empty["invoices"]).len(), 1);
}
