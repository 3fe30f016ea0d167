//! Who pays an invoice that is made out to somebody else, and the VAT number of a guest.

use serde_json::{Value, json};

use super::Known;
use crate::kit::{Answer, id};

impl Known {
    /// A draft of the guest's that somebody else pays.
    fn paid_by(&self, payer: &str) -> Value {
        let draft = json!({"guest_id": self.guest, "payer_id": payer});
        let draft = self.client.make("/invoices", &draft);
        let item = json!({"invoice_id": draft["id"], "service_id": self.salon.service});
        self.client.make("/invoice-items", &item);
        draft
    }

    fn issue(&self, draft: &Value) -> Value {
        let line = format!("POST /invoices/{}/issue", id(draft));
        self.client.send(&line, &[], None).unwrap().expect(200)
    }

    fn edit(&self, invoice: &Value, change: &Value) -> Answer {
        self.client.ask(&format!("PATCH /invoices/{}", id(invoice)), change)
    }

    fn export(&self, guest: &str) -> Value {
        self.client.get(&format!("/guests/{guest}/export")).expect(200)
    }
}

#[test]
fn who_pays_is_set_on_a_draft_and_frozen_when_it_is_issued() {
    let known = Known::open();
    let payer = known.again();
    let draft = known.paid_by(&payer);
    assert_eq!(draft["payer_id"], json!(payer));
    let changed = known.edit(&draft, &json!({"payer_id": null})).expect(200);
    assert_eq!(changed["payer_id"], Value::Null);
    known.edit(&draft, &json!({ "payer_id": payer })).expect(200);
    let wrong = known.edit(&draft, &json!({"payer_id": known.salon.center}));
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.json()["errors"][0]["pointer"], "/payer_id");
    let issued = known.issue(&draft);
    assert_eq!(issued["payer_id"], json!(payer));
    assert_eq!(known.edit(&draft, &json!({"payer_id": null})).status, 409);
    let pays = &known.export(&payer)["pays"];
    assert_eq!(pays, &json!([draft["id"]]));
    assert_eq!(known.export(&known.guest)["pays"], json!([]));
}

#[test]
fn who_pays_a_draft_is_not_erased_and_one_who_is_gone_pays_nothing() {
    let known = Known::open();
    let (payer, other) = (known.again(), known.again());
    let draft = known.paid_by(&payer);
    let has_draft = (409, "guest_has_draft".to_owned());
    let erase =
        |guest: &str| known.client.send(&format!("POST /guests/{guest}/erase"), &[], None).unwrap();
    assert_eq!(erase(&payer).code(), has_draft);
    assert_eq!(
        known.client.send(&format!("DELETE /guests/{payer}"), &[], None).unwrap().status,
        409
    );
    // Whoever they are merged into pays it, and nobody pays what is made out to them.
    let (third, fourth) = (known.again(), known.again());
    let own = known.client.make("/invoices", &json!({"guest_id": fourth, "payer_id": third}));
    known.merge(&third, &fourth).expect(200);
    let own = known.client.get(&format!("/invoices/{}", id(&own))).expect(200);
    assert_eq!(own["payer_id"], Value::Null);
    known.client.send(&format!("DELETE /invoices/{}", id(&own)), &[], None).unwrap().expect(204);
    known.edit(&draft, &json!({"payer_id": fourth})).expect(200);
    known.merge(&fourth, &payer).expect(200);
    let paid = known.client.get(&format!("/invoices/{}", id(&draft))).expect(200);
    assert_eq!(paid["payer_id"], json!(payer));
    known.issue(&draft);
    known.merge(&payer, &other).expect(200);
    // It stays with whom it was issued with, and is found from the other.
    let issued = known.client.get(&format!("/invoices/{}", id(&draft))).expect(200);
    assert_eq!(issued["payer_id"], json!(payer));
    assert_eq!(known.export(&other)["pays"], json!([draft["id"]]));
    erase(&other).expect(200);
    let gone = json!({"guest_id": known.again(), "payer_id": other});
    assert_eq!(known.client.ask("POST /invoices", &gone).code(), (409, "guest_erased".to_owned()));
}

#[test]
fn a_vat_number_is_given_out_and_erased_as_all_that_is_known_of_a_guest() {
    let known = Known::open();
    let line = format!("PATCH /guests/{}", known.guest);
    for wrong in ["", " ", "PT;1", &"9".repeat(33)] {
        assert_eq!(known.client.ask(&line, &json!({ "vat_number": wrong })).status, 422, "{wrong}");
    }
    let given = known.client.ask(&line, &json!({"vat_number": " PT 501 964 843 "})).expect(200);
    assert_eq!(given["vat_number"], "PT 501 964 843");
    assert_eq!(known.export(&known.guest)["guest"]["vat_number"], "PT 501 964 843");
    known.act("cancel", &json!({}));
    let erased = known.erase().expect(200);
    assert_eq!(erased["vat_number"], Value::Null);
}
