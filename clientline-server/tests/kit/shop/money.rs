//! Requests that succeed about what is billed and paid, and the rows that they are about.

use serde_json::{Value, json};

use super::{Shop, day, id};

impl Shop {
    /// The path and the body of a request about what is billed and paid, if it needs more than the
    /// document's examples.
    pub(super) fn money(&self, operation: &str) -> Option<(Option<String>, Value)> {
        Some(match operation {
            "invoice_items_create" => {
                (None, json!({"invoice_id": self.draft(), "product_id": self.product}))
            }
            "invoice_items_move" => {
                let line = json!({"invoice_id": self.draft(), "product_id": self.product});
                let line = self.client.make("/invoice-items", &line);
                (Some(id(&line).to_owned()), json!({"invoice_id": self.draft()}))
            }
            "invoice_items_split" => {
                let line = json!({"invoice_id": self.draft(), "product_id": self.product, "item_quantity": "2"});
                let line = self.client.make("/invoice-items", &line);
                let share = json!({"guest_id": self.guest(), "share": {"quantity": "1"}});
                (Some(id(&line).to_owned()), json!({"shares": [share]}))
            }
            "invoice_items_deduct" => {
                let (line, code) = self.line_and_taxed_card();
                (Some(line), json!({"gift_card_code": code}))
            }
            "invoices_deposit" => (None, json!({"guest_id": self.guest(), "amount": "1.00"})),
            "invoices_merge" => (Some(self.draft()), json!({"invoice_id": self.draft()})),
            "invoices_create" => (None, json!({"guest_id": self.guest()})),
            "invoices_generate" => {
                let sale = self.client.make("/sales", &self.sale());
                (Some(id(&sale).to_owned()), json!({}))
            }
            "sales_deposit" => {
                let sale = self.client.make("/sales", &self.sale());
                (Some(id(&sale).to_owned()), json!({"amount": "1.00"}))
            }
            "invoices_issue" => (Some(self.draft()), json!({})),
            "invoices_preview" => (None, self.preview()),
            "invoices_void" | "invoices_write_off" => (Some(self.owed()), json!({})),
            "payments_complete" | "payments_fail" => (Some(self.awaited()), json!({})),
            "payments_create" | "collections_create" => {
                (None, json!({"invoice_id": self.owed(), "amount": "1.00"}))
            }
            "day_closes_create" => (None, json!({"date": day(self.client.number())})),
            "commission_rules_create" => {
                (None, json!({"value": format!("0.{:04}", self.client.number())}))
            }
            "credit_notes_create" => (None, json!({"invoice_id": self.owed()})),
            "payments_refund" => (Some(self.paid()), json!({})),
            "gift_cards_balance" => (None, json!({"code": self.gift_card()["code"]})),
            "guest_packages_redeem" => {
                let (package, line) = self.prepaid();
                (Some(package), json!({"invoice_item_id": line}))
            }
            "guest_packages_rest" => (Some(self.prepaid().0), rest()),
            "guest_packages_wake" => {
                let (package, _) = self.prepaid();
                let line = format!("POST /guest-packages/{package}/rest");
                self.client.ask(&line, &rest()).expect(200);
                (Some(package), json!({}))
            }
            "guest_packages_transfer" => {
                (Some(self.prepaid().0), json!({"guest_id": self.guest()}))
            }
            "guest_packages_write_off" => (Some(self.prepaid().0), json!({"early": true})),
            "gift_cards_write_off" => {
                (Some(id(&self.gift_card()).to_owned()), json!({"early": true}))
            }
            _ => return None,
        })
    }

    fn preview(&self) -> Value {
        let name = format!("No {}", self.client.number());
        let line = json!({"name": name, "quantity": "1", "unit_price": "45.00"});
        json!({"lines": [line]})
    }

    /// A sale to be made.
    pub(super) fn sale(&self) -> Value {
        let remarks = self.client.number().to_string();
        json!({"guest_id": self.guest(), "product_id": self.product, "remarks": remarks})
    }

    /// A line in words, and the code of a gift card that was sold with the line's tax.
    fn line_and_taxed_card(&self) -> (String, String) {
        let code = format!("T{}", self.client.number());
        let tax = self.client.make("/taxes", &json!({"code": code, "name": "VAT", "rate": "10"}));
        let taxes = json!([tax["id"]]);
        let sold = self.draft();
        let card = json!({"value": "20.00", "tax_ids": taxes});
        self.client.make("/invoice-items", &json!({"invoice_id": sold, "gift_card": card}));
        self.client.ask(&format!("POST /invoices/{sold}/issue"), &json!({})).expect(200);
        let cards = self.client.get(&format!("/gift-cards?invoice_id={sold}")).expect(200);
        let words = json!({"name": "Cut", "tax_ids": taxes});
        let line = json!({"invoice_id": self.draft(), "free_text": words, "unit_price": "10.00"});
        let line = self.client.make("/invoice-items", &line);
        (id(&line).to_owned(), cards["items"][0]["code"].as_str().unwrap().to_owned())
    }

    /// A draft of a guest of its own, with one line.
    fn draft(&self) -> String {
        let draft = self.client.make("/invoices", &json!({"guest_id": self.guest()}));
        let line = json!({"invoice_id": draft["id"], "product_id": self.product});
        self.client.make("/invoice-items", &line);
        id(&draft).to_owned()
    }

    /// An invoice on which something is owed.
    fn owed(&self) -> String {
        let draft = self.draft();
        self.client.ask(&format!("POST /invoices/{draft}/issue"), &json!({})).expect(200);
        draft
    }

    /// A gift card that a guest bought.
    fn gift_card(&self) -> Value {
        let guest = self.guest();
        let draft = self.client.make("/invoices", &json!({ "guest_id": guest }));
        let line = json!({"invoice_id": draft["id"], "gift_card": {"value": "50.00"}});
        self.client.make("/invoice-items", &line);
        self.client.ask(&format!("POST /invoices/{}/issue", id(&draft)), &json!({})).expect(200);
        let bought = self.client.get(&format!("/gift-cards?guest_id={guest}")).expect(200);
        bought["items"][0].clone()
    }

    /// A package that a guest bought, and a line on their draft that it could pay.
    fn prepaid(&self) -> (String, String) {
        let (guest, service) = (self.guest(), &self.salon.service);
        let package = json!({"items": [{"service_id": service, "sessions": 3}]});
        let package = self.client.make("/packages", &package);
        let draft = self.client.make("/invoices", &json!({ "guest_id": guest }));
        let line = json!({"invoice_id": draft["id"], "package_id": package["id"]});
        self.client.make("/invoice-items", &line);
        self.client.ask(&format!("POST /invoices/{}/issue", id(&draft)), &json!({})).expect(200);
        let bought = self.client.get(&format!("/guest-packages?guest_id={guest}")).expect(200);
        let draft = self.client.make("/invoices", &json!({ "guest_id": guest }));
        let line = json!({"invoice_id": draft["id"], "service_id": service});
        let line = self.client.make("/invoice-items", &line);
        (id(&bought["items"][0]).to_owned(), id(&line).to_owned())
    }

    /// A payment whose money is there.
    fn paid(&self) -> String {
        let paid = json!({"invoice_id": self.owed(), "amount": "1.00"});
        id(&self.client.make("/payments", &paid)).to_owned()
    }

    /// A payment whose money is not there yet.
    fn awaited(&self) -> String {
        let pending = json!({"invoice_id": self.owed(), "amount": "1.00", "status": "pending"});
        id(&self.client.make("/payments", &pending)).to_owned()
    }
}

/// Days on which a package rests, in a future that no test reaches.
fn rest() -> Value {
    json!({"from": "2099-01-01", "until": "2099-01-10"})
}
