//! An export holds all that is kept about a guest, and nothing of others.

use serde_json::json;

use super::{CANARY, Known, ids};
use crate::kit::id;

#[test]
fn an_export_holds_all_that_is_kept_about_a_guest_and_nothing_of_others() {
    let known = Known::open();
    let client = &known.client;
    known.act("cancel", &json!({"reason": CANARY}));
    let center = known.salon.center.clone();
    let other = json!({"first_name": "Other", "last_name": "Guest", "center_id": center});
    let other = client.make("/guests", &other);
    Known::bill(client, &known.salon, id(&other));
    let export = client.get(&format!("/guests/{}/export", known.guest)).expect(200);
    assert_eq!(export["guest"], client.get(&format!("/guests/{}", known.guest)).json());
    let [user] = export["users"].as_array().unwrap().as_slice() else { panic!("{export}") };
    assert_eq!(user["guest_id"], json!(known.guest));
    let [appointment] = export["appointments"].as_array().unwrap().as_slice() else { panic!() };
    assert_eq!(appointment["cancelled_reason"], CANARY);
    let steps: Vec<_> = appointment["history"].as_array().unwrap().iter().collect();
    assert_eq!(
        (steps.len(), &steps[0]["step"], &steps[1]["reason"]),
        (2, &json!(1), &json!(CANARY))
    );
    // That of the appointment, and that over the counter.
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
