//! The doctor over the real program: what in the books does not add up is named.

use serde_json::json;

use super::Till;
use crate::kit::{command, id};

impl Till {
    /// Whether the doctor finds nothing, and what it says.
    pub(super) fn doctor(&self) -> (bool, String) {
        let done = command(self.house.place()).arg("doctor").output().unwrap();
        let said = String::from_utf8(done.stdout).unwrap();
        assert_eq!(done.status.success(), said.contains("the books add up"), "{said}");
        (done.status.success(), said)
    }

    /// The identifier of the only row of a list, as both databases write it.
    fn only(&self, path: &str) -> String {
        let found = self.client.get(path).expect(200);
        assert_eq!(found["items"].as_array().unwrap().len(), 1);
        id(&found["items"][0]).replace('-', "")
    }
}

#[test]
fn books_that_do_not_add_up_are_named_by_the_doctor() {
    let till = Till::open();
    till.rule(&json!({"commission_type": "percentage", "value": "10"}));
    let paid = till.performed("50.00");
    till.pay(&paid, "card", "60.00").expect(201);
    till.card("25.00");
    let (sound, said) = till.doctor();
    assert!(sound, "{said}");

    let credit = till.only(&format!("/guest-credits?guest_id={}", till.salon.guests[0]));
    let card = till.only(&format!("/gift-cards?guest_id={}", till.salon.guests[0]));
    let line = till.only(&format!("/invoice-items/invoice/{}", id(&paid)));
    for (table, column, ledger, found) in [
        ("guest_credit", "balance", "guest_credit", &credit),
        ("guest_credit", "steps", "guest_credit", &credit),
        ("guest_credit_entry", "amount", "guest_credit", &credit),
        ("guest_credit_entry", "step", "guest_credit", &credit),
        ("gift_card", "balance", "gift_card", &card),
        ("gift_card_entry", "balance", "gift_card", &card),
        ("commission", "base", "commission of line", &line),
    ] {
        let add = |sign| format!("UPDATE {table} SET {column} = {column} {sign} 1");
        // What is left on a card is at most what it was sold for.
        let (there, back) = if table == "gift_card" { ("-", "+") } else { ("+", "-") };
        till.house.place().past_rules(&add(there));
        let (sound, said) = till.doctor();
        let said = said.replace('-', "");
        assert!(!sound && said.contains(&format!("{ledger} {found}")), "{table}.{column}: {said}");
        till.house.place().past_rules(&add(back));
        let (sound, said) = till.doctor();
        assert!(sound, "{table}.{column}: {said}");
    }
}

#[test]
fn a_commission_on_what_is_not_paid_is_named_by_the_doctor() {
    let till = Till::open();
    till.rule(&json!({"commission_type": "percentage", "value": "10"}));
    let paid = till.performed("50.00");
    till.pay(&paid, "card", "50.00").expect(201);
    let open = till.performed("50.00");
    assert!(till.doctor().0);
    till.house.place().past_rules(
        "UPDATE commission SET invoice_id = (SELECT id FROM invoice WHERE status = 'issued'),
           invoice_item_id = (SELECT line.id FROM invoice_item AS line
             JOIN invoice ON invoice.id = line.invoice_id WHERE invoice.status = 'issued')",
    );
    let line = till.only(&format!("/invoice-items/invoice/{}", id(&open)));
    let (sound, said) = till.doctor();
    assert!(!sound && said.replace('-', "").contains(&line), "{said}");
}

#[test]
fn a_number_that_is_missing_is_named_by_the_doctor() {
    let till = Till::open();
    let first = till.issued("50");
    for amount in ["10.00", "5.00"] {
        till.pay(&first, "card", amount).expect(201);
    }
    till.issued("20");
    assert!(till.doctor().0);
    for table in ["invoice", "collection"] {
        // As if the series started there, and the one before it were of none.
        let start = format!("UPDATE {table} SET series_start = sequence WHERE sequence = 2");
        till.house.place().past_rules(&start);
        let (sound, said) = till.doctor();
        assert!(!sound && said.contains(&format!("{table} numbers of ")), "{said}");
        till.house.place().past_rules(&format!("UPDATE {table} SET series_start = NULL"));
        assert!(till.doctor().0);
    }
}
