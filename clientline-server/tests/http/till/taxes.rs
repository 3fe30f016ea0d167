//! Taxes by law: their categories, buyers who are charged none, and who sold and who bought, as the
//! invoice keeps it all.

use serde_json::{Value, json};

use super::Till;
use crate::kit::id;

impl Till {
    /// A tax; with one of the salon's service or without.
    fn tax(&self, code: &str, rate: &str, more: &Value) -> Value {
        let mut tax = json!({"code": code, "name": code, "rate": rate});
        tax.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.client.make("/taxes", &tax)
    }

    /// Has the salon's service bear a tax.
    fn bears(&self, tax: &Value) {
        let line = format!("PATCH /services/{}", self.salon.service);
        self.client.ask(&line, &json!({"tax_ids": [tax["id"]]})).expect(200);
    }

    fn guest(&self, change: &Value) -> Value {
        let line = format!("PATCH /guests/{}", self.salon.guests[0]);
        self.client.ask(&line, change).expect(200)
    }

    fn center(&self, change: &Value) {
        let line = format!("PATCH /centers/{}", self.salon.center);
        self.client.ask(&line, change).expect(200);
    }

    /// The guest's draft, as whoever opens the till finds it.
    fn opened(&self) -> Value {
        self.send(&format!("POST /invoices/get-or-create/{}", self.salon.guests[0])).expect(200)
    }

    fn issue(&self, draft: &Value) -> Value {
        self.send(&format!("POST /invoices/{}/issue", id(draft))).expect(200)
    }

    fn lines(&self, invoice: &Value) -> Value {
        let lines = self.client.get(&format!("/invoice-items/invoice/{}", id(invoice)));
        lines.expect(200)["items"].clone()
    }
}

/// The category, rate, base and amount of each tax of an invoice.
fn told(invoice: &Value) -> Vec<[String; 4]> {
    let text = |tax: &Value, field: &str| tax[field].as_str().unwrap().to_owned();
    let taxes = invoice["tax_totals"].as_array().unwrap().iter();
    taxes.map(|tax| ["category", "rate", "base", "amount"].map(|field| text(tax, field))).collect()
}

#[test]
fn a_rate_above_zero_is_that_of_a_standard_tax_and_of_no_other() {
    let till = Till::open();
    let refused = |rate: &str, more: Value| {
        let mut tax = json!({"code": "X", "name": "X", "rate": rate});
        tax.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let error = till.client.ask("POST /taxes", &tax).expect(422)["errors"][0].clone();
        ["code", "pointer"].map(|field| error[field].as_str().unwrap().to_owned())
    };
    let reason = "Small business.";
    for category in ["Z", "E", "AE", "K", "G", "O"] {
        let tax = json!({"category": category, "exemption_reason": reason});
        assert_eq!(refused("5", tax), ["tax_category_rate", "/rate"], "{category}");
    }
    assert_eq!(refused("0", json!({"category": "S"})), ["tax_category_rate", "/rate"]);
    let later = json!({
        "category": "E", "exemption_reason": reason,
        "rates": [{"valid_from": "2030-01-01", "rate": "0"}, {"valid_from": "2031-01-01", "rate": "5"}],
    });
    assert_eq!(refused("0", later), ["tax_category_rate", "/rates/1/rate"]);
    for category in ["E", "AE", "K", "G", "O"] {
        let without = refused("0", json!({ "category": category }));
        assert_eq!(without, ["missing_exemption_reason", "/exemption_reason"], "{category}");
    }
    let code = refused("0", json!({"category": "E", "exemption_code": "EU-132"}));
    assert_eq!(code[1], "/exemption_code");
    // One of the two is enough, a lower rate is a standard one, and none has to be said.
    let exempt = till.tax("E", "0", &json!({"category": "E", "exemption_code": "VATEX-EU-132"}));
    let rate = till.client.ask(&format!("PATCH /taxes/{}", id(&exempt)), &json!({"rate": "1"}));
    assert_eq!(rate.expect(422)["errors"][0]["code"], "tax_category_rate");
    till.tax("L", "6", &json!({"category": "S"}));
    assert_eq!(till.tax("Z", "0", &json!({}))["category"], Value::Null);
}

#[test]
fn what_was_charged_by_which_category_stays_as_it_was_issued() {
    let till = Till::open();
    let standard = till.tax("S23", "23", &json!({}));
    till.bears(&standard);
    let exempt = json!({"category": "E", "exemption_reason": "Medical care.", "exemption_code": "VATEX-EU-132"});
    let exempt = till.tax("E", "0", &exempt);
    let zero = till.tax("Z", "0", &json!({}));
    let cream = |name: &str, tax: &Value| {
        let new = json!({"name": name, "sale_price": "10.00", "tax_ids": [tax["id"]]});
        till.client.make("/products", &new)
    };
    let draft = till.draft("100");
    for product in [cream("Salve", &exempt), cream("Book", &zero), cream("Balm", &exempt)] {
        let line = json!({"invoice_id": draft["id"], "product_id": product["id"]});
        till.client.make("/invoice-items", &line);
    }
    let by_category = |invoice: &Value| {
        let mut told = told(invoice);
        told.sort();
        told
    };
    let right =
        [["E", "0", "20.00", "0.00"], ["S", "23", "100.00", "23.00"], ["Z", "0", "10.00", "0.00"]];
    assert_eq!(by_category(&till.invoice(&draft)), right, "a draft says it, too");
    let issued = till.issue(&draft);
    assert_eq!(by_category(&issued), right);
    let kept = issued["tax_totals"].as_array().unwrap();
    let reason = kept.iter().find(|tax| tax["category"] == "E").unwrap();
    assert_eq!(
        (&reason["exemption_reason"], &reason["exemption_code"]),
        (&json!("Medical care."), &json!("VATEX-EU-132"))
    );
    let lines = till.lines(&issued);

    for (tax, change) in [
        (&standard, json!({"rate": "25", "name": "New"})),
        (&exempt, json!({"category": "O", "exemption_reason": "Another.", "exemption_code": null})),
        (&zero, json!({"rate": "6"})),
    ] {
        till.client.ask(&format!("PATCH /taxes/{}", id(tax)), &change).expect(200);
    }
    assert_eq!((till.invoice(&issued), till.lines(&issued)), (issued.clone(), lines));
    // A credit note takes off what was charged then.
    let note = till.client.make("/credit-notes", &json!({"invoice_id": issued["id"]}));
    let path = format!("/credit-note-items/credit-note/{}", id(&note));
    let credited = till.client.get(&path).expect(200)["items"].clone();
    let credited = credited.as_array().unwrap().iter().map(|line| &line["taxes"][0]);
    let mut credited: Vec<_> =
        credited.map(|tax| (tax["category"].to_string(), tax["rate"].to_string())).collect();
    credited.sort();
    let right = [("E", "0"), ("E", "0"), ("S", "23"), ("Z", "0")];
    assert_eq!(
        credited,
        right.map(|(category, rate)| (json!(category).to_string(), json!(rate).to_string()))
    );
}

#[test]
fn an_exempt_guest_is_charged_no_standard_tax_and_the_invoice_says_why() {
    let till = Till::open();
    till.bears(&till.tax("S23", "23", &json!({})));
    let draft = till.draft("100");
    assert_eq!(told(&draft), [["S", "23", "100.00", "23.00"]]);
    // What the invoice has to say is there, or the guest is not exempt.
    let line = format!("PATCH /guests/{}", till.salon.guests[0]);
    let mut exempt = json!({"tax_treatment": "exempt"});
    for (missing, given) in
        [("exemption_reason", "Diplomatic mission."), ("exemption_certificate", "D 17/2026")]
    {
        let refused = till.client.ask(&line, &exempt).expect(422);
        assert_eq!(refused["errors"][0]["pointer"], format!("/{missing}"));
        exempt[missing] = json!(given);
    }
    till.guest(&exempt);
    // Whoever opens the till sees it, and so does whoever adds a line.
    let opened = till.opened();
    assert_eq!((&opened["id"], &opened["created"]), (&draft["id"], &json!(false)));
    assert_eq!(
        (told(&opened), &opened["total"]),
        (vec![["E", "0", "100.00", "0.00"].map(str::to_owned)], &json!("100.00"))
    );
    assert_eq!(opened["tax_totals"][0]["exemption_reason"], "Diplomatic mission.");
    till.guest(&json!({"tax_treatment": "standard"}));
    let more =
        json!({"invoice_id": draft["id"], "service_id": till.salon.service, "unit_price": "10"});
    till.client.make("/invoice-items", &more);
    assert_eq!(told(&till.invoice(&draft)), [["S", "23", "110.00", "25.30"]], "it comes back");
    // It is decided at issue at the latest, and never again.
    till.guest(&json!({"tax_treatment": "exempt"}));
    assert_eq!(till.invoice(&draft)["tax"], "25.30", "nobody opened it since");
    let issued = till.issue(&draft);
    assert_eq!((&issued["tax"], &issued["total"]), (&json!("0.00"), &json!("110.00")));
    let why = json!({
        "category": "E", "reason": "Diplomatic mission.", "certificate": "D 17/2026",
    });
    assert_eq!(
        (told(&issued), &issued["tax_exemption"]),
        (vec![["E", "0", "110.00", "0.00"].map(str::to_owned)], &why)
    );
    assert_eq!(till.lines(&issued)[0]["taxes"][0]["exemption_reason"], "Diplomatic mission.");
    till.guest(&json!({"tax_treatment": "standard", "exemption_reason": null}));
    assert_eq!(till.invoice(&issued), issued);
}

#[test]
fn a_buyer_who_owes_the_tax_is_charged_none_with_the_sentence_of_the_center() {
    let till = Till::open();
    till.bears(&till.tax("S23", "23", &json!({})));
    let line = format!("PATCH /guests/{}", till.salon.guests[0]);
    let refused = till.client.ask(&line, &json!({"tax_treatment": "reverse_charge"})).expect(422);
    assert_eq!(refused["errors"][0]["pointer"], "/vat_number");
    till.guest(&json!({"tax_treatment": "reverse_charge", "vat_number": "ES B12345678"}));
    let first = till.issue(&till.draft("100"));
    assert_eq!(
        (told(&first), &first["total"]),
        (vec![["AE", "0", "100.00", "0.00"].map(str::to_owned)], &json!("100.00"))
    );
    let why = json!({
        "category": "AE", "reason": "Reverse charge", "code": "VATEX-EU-AE",
        "vat_number": "ES B12345678",
    });
    assert_eq!(first["tax_exemption"], why);
    till.center(&json!({"reverse_charge_reason": "IVA - autoliquidação"}));
    let second = till.issue(&till.draft("50"));
    assert_eq!(second["tax_totals"][0]["exemption_reason"], "IVA - autoliquidação");
    assert_eq!(till.invoice(&first), first);
    // What is exempt for all is so for them, too; and a line that is taxed anew is so for them.
    let exempt = till.tax("E", "0", &json!({"category": "E", "exemption_reason": "Medical care."}));
    let standard = till.tax("S6", "6", &json!({}));
    let draft = till.draft("10");
    let line = format!("PATCH /invoice-items/{}", id(&till.lines(&draft)[0]));
    let taxes = |tax: &Value| {
        till.client.ask(&line, &json!({"tax_ids": [tax["id"]]})).expect(200);
        told(&till.invoice(&draft))
    };
    assert_eq!(taxes(&exempt), [["E", "0", "10.00", "0.00"]]);
    assert_eq!(taxes(&standard), [["AE", "0", "10.00", "0.00"]]);
}

#[test]
fn a_tax_on_more_than_can_be_credited_is_not_billed() {
    let till = Till::open();
    let tax = till.tax("S23", "23", &json!({}));
    let draft = till.draft("10");
    let dear = json!({
        "invoice_id": draft["id"], "unit_price": "1000000000", "item_quantity": "1000000",
        "free_text": {"name": "A palace", "tax_ids": [tax["id"]]},
    });
    let refused = till.client.ask("POST /invoice-items", &dear).expect(422);
    assert_eq!(refused["errors"][0]["code"], "amount_too_large");
    assert_eq!(till.invoice(&draft)["total"], "10.00");
}

#[test]
fn a_price_with_tax_is_what_is_charged_to_who_is_exempt_from_it() {
    let till = Till::open();
    let inclusive = json!({"price_mode": "inclusive"});
    till.client.ask(&format!("PATCH {}", till.organization()), &inclusive).expect(200);
    till.bears(&till.tax("S23", "23", &json!({})));
    till.guest(&json!({"tax_treatment": "reverse_charge", "vat_number": "ES B12345678"}));
    let issued = till.issue(&till.draft("123"));
    assert_eq!(
        [&issued["net_invoice_value"], &issued["tax"], &issued["total"]],
        ["123.00", "0.00", "123.00"]
    );
}

#[test]
fn who_sold_and_who_bought_stays_as_it_was_when_it_was_issued() {
    let till = Till::open();
    till.center(&json!({
        "legal_name": "Atelier, Lda.", "address": "Rua Augusta 1", "postal_code": "1100-048",
        "city": "Lisboa", "country": "PT", "tax_number": "501964843", "vat_number": "PT501964843",
        "payment_days": 14,
    }));
    till.guest(&json!({
        "company": "Reis S.L.", "address": "Calle Mayor 5\n2.º", "postal_code": "28013",
        "city": "Madrid", "state": "Madrid", "country": "ES", "vat_number": "ES B12345678",
    }));
    let draft = till.draft("100");
    assert_eq!(
        (&draft["seller"], &draft["buyer"], &draft["due_on"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
    let issued = till.issue(&draft);
    let seller = json!({
        "name": "Atelier, Lda.", "address": "Rua Augusta 1", "postal_code": "1100-048",
        "city": "Lisboa", "country": "PT", "tax_number": "501964843", "vat_number": "PT501964843",
    });
    let buyer = json!({
        "name": issued["bill_to"], "company": "Reis S.L.", "address": "Calle Mayor 5\n2.º",
        "postal_code": "28013", "city": "Madrid", "state": "Madrid", "country": "ES",
        "vat_number": "ES B12345678",
    });
    assert_eq!((&issued["seller"], &issued["buyer"]), (&seller, &buyer));
    let [day, due] = ["invoice_date", "due_on"]
        .map(|field| issued[field].as_str().unwrap().parse::<chrono::NaiveDate>().unwrap());
    assert_eq!((due - day).num_days(), 14);
    till.center(&json!({"legal_name": null, "display_name": "Studio", "address": "Elsewhere", "payment_days": null}));
    till.guest(&json!({"company": null, "city": "Sevilla", "first_name": "Eva"}));
    assert_eq!(till.invoice(&issued), issued);
    let next = till.issue(&till.draft("10"));
    assert_eq!(
        (&next["seller"]["name"], &next["buyer"]["city"]),
        (&json!("Studio"), &json!("Sevilla"))
    );
    assert_eq!(next["due_on"], Value::Null);
}
