//! Sales over the counter, from the offer to the invoice; and money that is
//! taken back.

use serde_json::{Value, json};

use crate::kit::{Answer, Client, House, Salon, id};

struct Counter {
    _house: House,
    client: Client,
    salon: Salon,
    product: Value,
    package: Value,
}

impl Counter {
    fn open() -> Self {
        let house = House::open();
        let client = house.client.clone();
        let salon = Salon::make(&client, 1, 1);
        let tax = client.make("/taxes", &json!({"code": "S21", "name": "VAT", "rate": "21"}));
        let unit = client.make("/business-units", &json!({"name": "Shop"}));
        let category = client.make("/categories", &json!({"name": "Care"}));
        let product = json!({
            "name": "Oil", "sale_price": "12.50", "tax_ids": [tax["id"]],
            "business_unit_id": unit["id"], "category_id": category["id"],
        });
        let product = client.make("/products", &product);
        let package = json!({
            "name": "Ten cuts", "price": "400.00",
            "items": [{"service_id": salon.service, "sessions": 10}],
        });
        let package = client.make("/packages", &package);
        Self { _house: house, client, salon, product, package }
    }

    fn offer(&self, of: &Value) -> Value {
        let mut offer = json!({"discount_type": "percentage", "discount_value": "10"});
        offer.as_object_mut().unwrap().extend(of.as_object().unwrap().clone());
        self.client.make("/offers-discounts", &offer)
    }

    fn sell(&self, what: &Value) -> Answer {
        let mut sale = json!({"guest_id": self.salon.guests[0]});
        sale.as_object_mut().unwrap().extend(what.as_object().unwrap().clone());
        self.client.ask("POST /sales", &sale)
    }

    fn send(&self, line: &str) -> Answer {
        self.client.send(line, &[], None).unwrap()
    }

    /// An issued invoice of 15.13: one bottle of oil with its tax.
    fn issued(&self) -> Value {
        let sale = self.sell(&json!({"product_id": self.product["id"]})).expect(201);
        let path = format!("/invoices/generate/{}", id(&sale));
        let draft = self.client.ask(&format!("POST {path}"), &json!({})).expect(201);
        self.send(&format!("POST /invoices/{}/issue", id(&draft))).expect(200)
    }

    fn invoice(&self, invoice: &Value) -> (Value, Value, Value) {
        let now = self.client.get(&format!("/invoices/{}", id(invoice))).expect(200);
        (now["status"].clone(), now["total_collection"].clone(), now["balance_due"].clone())
    }
}

/// Where a request is wrong, and how.
fn fault(answer: &Answer) -> (Value, Value) {
    let problem = answer.expect(422);
    assert_eq!(problem["errors"].as_array().unwrap().len(), 1);
    let fault = &problem["errors"][0];
    (fault["pointer"].clone(), fault["code"].clone())
}

fn stands(status: &str, collected: &str, due: &str) -> (Value, Value, Value) {
    (json!(status), json!(collected), json!(due))
}

#[test]
fn what_is_sold_is_priced_by_itself_and_billed_with_its_names() {
    let counter = Counter::open();
    let offer = counter.offer(&json!({"item_type": "product"}));
    let sale = counter.sell(&json!({
        "product_id": counter.product["id"], "quantity": "3", "discount_id": offer["id"],
    }));
    let sale = sale.expect(201);
    assert_eq!((&sale["item_type"], &sale["status"]), (&json!("product"), &json!("open")));
    let amounts = ["gross_value", "discount_value", "net_value"].map(|field| sale[field].clone());
    assert_eq!(amounts, ["37.50", "3.75", "33.75"].map(|amount| json!(amount)));
    let path = format!("/invoices/generate/{}", id(&sale));
    let draft = counter.client.ask(&format!("POST {path}"), &json!({})).expect(201);
    // 33.75 and 21 % of it, 7.0875.
    assert_eq!((&draft["net_invoice_value"], &draft["total"]), (&json!("33.75"), &json!("40.84")));
    let twice = counter.client.ask(&format!("POST {path}"), &json!({}));
    assert_eq!(twice.code(), (409, "sale_already_billed".to_owned()));
    for (path, name) in [("/business-units", "Other"), ("/categories", "Others")] {
        let one = &counter.client.get(path).expect(200)["items"][0];
        let line = format!("PATCH {path}/{}", id(one));
        counter.client.ask(&line, &json!({"name": name})).expect(200);
    }
    let lines = counter.client.get(&format!("/invoice-items/invoice/{}", id(&draft))).expect(200);
    let line = &lines["items"][0];
    assert_eq!((&line["business_unit"], &line["category"]), (&json!("Shop"), &json!("Care")));
    assert_eq!((&line["item_name"], &line["item_discount"]), (&json!("Oil"), &json!("3.75")));
}

#[test]
fn a_line_is_of_a_product_or_a_package_without_a_sale_too() {
    let counter = Counter::open();
    let draft = counter.client.make("/invoices", &json!({"guest_id": counter.salon.guests[0]}));
    let product = json!({
        "invoice_id": draft["id"], "product_id": counter.product["id"], "item_quantity": "2",
    });
    assert_eq!(counter.client.make("/invoice-items", &product)["net_price"], "25.00");
    let package = json!({"invoice_id": draft["id"], "package_id": counter.package["id"]});
    let package = counter.client.make("/invoice-items", &package);
    assert_eq!((&package["tax"], &package["net_price"]), (&json!("0.00"), &json!("400.00")));
    let both = json!({
        "invoice_id": draft["id"], "package_id": counter.package["id"],
        "product_id": counter.product["id"],
    });
    let both = counter.client.ask("POST /invoice-items", &both);
    assert_eq!(both.expect(422)["errors"][0]["code"], "exactly_one");
}

#[test]
fn what_is_not_offered_is_not_sold() {
    let counter = Counter::open();
    let change = |path: &str, of: &Value, change: &Value| {
        counter.client.ask(&format!("PATCH {path}/{}", id(of)), change).expect(200)
    };
    let product = json!({"product_id": counter.product["id"]});
    let package = json!({"package_id": counter.package["id"]});
    change("/products", &counter.product, &json!({"status": "out_of_stock"}));
    assert_eq!(counter.sell(&product).code(), (409, "product_unavailable".to_owned()));
    change("/packages", &counter.package, &json!({"booking_end_date": "2020-01-01"}));
    assert_eq!(counter.sell(&package).code(), (409, "package_not_on_sale".to_owned()));
    change("/packages", &counter.package, &json!({"is_active": false}));
    assert_eq!(counter.sell(&package).code(), (409, "package_inactive".to_owned()));
    let nothing = counter.sell(&json!({}));
    assert_eq!(nothing.expect(422)["errors"][0]["code"], "exactly_one");
    assert_eq!(counter.client.get("/sales").expect(200)["items"], json!([]));
}

#[test]
fn an_offer_is_given_for_what_it_is_and_while_it_lasts() {
    let counter = Counter::open();
    let sell = |offer: &Value| {
        counter.sell(&json!({"product_id": counter.product["id"], "discount_id": offer["id"]}))
    };
    let services = counter.offer(&json!({"item_type": "service"}));
    assert_eq!(sell(&services).expect(422)["errors"][0]["code"], "other_item");
    let over = counter.offer(&json!({"valid_until": "2020-01-01"}));
    assert_eq!(sell(&over).code(), (409, "offer_not_given".to_owned()));
    let dear = counter.offer(&json!({"discount_type": "fixed", "discount_value": "12.51"}));
    assert_eq!(sell(&dear).expect(422)["errors"][0]["pointer"], "/discount_id");
    let whole = counter.offer(&json!({"discount_type": "fixed", "discount_value": "12.50"}));
    assert_eq!(sell(&whole).expect(201)["net_value"], "0.00");
}

#[test]
fn a_sale_changes_until_it_is_billed() {
    let counter = Counter::open();
    let offer = counter.offer(&json!({}));
    let sale = counter.sell(&json!({"product_id": counter.product["id"]})).expect(201);
    let line = format!("PATCH /sales/{}", id(&sale));
    let edit = json!({"quantity": "2", "discount_id": offer["id"], "remarks": "gift"});
    let edited = counter.client.ask(&line, &edit).expect(200);
    assert_eq!((&edited["net_value"], &edited["remarks"]), (&json!("22.50"), &json!("gift")));
    let over = format!("PATCH /offers-discounts/{}", id(&offer));
    counter.client.ask(&over, &json!({"is_active": false})).expect(200);
    let kept = counter.client.ask(&line, &json!({"quantity": "4"})).expect(200);
    assert_eq!(kept["discount_value"], "5.00", "what was given stays given");
    let path = format!("/invoices/generate/{}", id(&sale));
    let draft = counter.client.ask(&format!("POST {path}"), &json!({})).expect(201);
    for line in [line.clone(), line.replace("PATCH", "DELETE")] {
        let refused = counter.client.ask(&line, &json!({}));
        assert_eq!(refused.code(), (409, "sale_not_open".to_owned()), "{line}");
    }
    counter.send(&format!("DELETE /invoices/{}", id(&draft))).expect(204);
    counter.send(&line.replace("PATCH", "DELETE")).expect(204);
    let appointment = counter.salon.book(0, 0, 600).expect(201);
    let sale = counter.client.get(&format!("/appointments/{}/sale", id(&appointment))).expect(200);
    let refused = counter.send(&format!("DELETE /sales/{}", id(&sale)));
    assert_eq!(refused.code(), (409, "sale_of_appointment".to_owned()));
}

#[test]
fn a_collection_takes_the_money_and_its_reversal_gives_it_back() {
    let counter = Counter::open();
    let invoice = counter.issued();
    let new = json!({"invoice_id": invoice["id"], "payment_method": "card", "amount": "15.13"});
    let collection = counter.client.make("/collections", &new);
    assert_eq!((&collection["kind"], &collection["amount"]), (&json!("receipt"), &json!("15.13")));
    assert_eq!(counter.invoice(&invoice), stands("paid", "15.13", "0.00"));
    let place = format!("/collections/{}", id(&collection));
    let noted = json!({"remarks": "by phone", "reference_no": "A-1"});
    let noted = counter.client.ask(&format!("PUT {place}"), &noted).expect(200);
    assert_eq!((&noted["remarks"], &noted["amount"]), (&json!("by phone"), &json!("15.13")));
    let dearer = counter.client.ask(&format!("PUT {place}"), &json!({"amount": "1.00"}));
    assert_eq!(dearer.status, 422);
    counter.send(&format!("DELETE {place}")).expect(204);
    assert_eq!(counter.invoice(&invoice), stands("issued", "0.00", "15.13"));
    assert_eq!(counter.client.get(&place).expect(200)["is_reversed"], true);
    let again = counter.send(&format!("DELETE {place}"));
    assert_eq!(again.code(), (409, "collection_already_reversed".to_owned()));
    let all = counter.client.all(&format!("/invoices/{}/collections?skip=0", id(&invoice)));
    let sums: Vec<_> = all.iter().map(|one| one["amount"].as_str().unwrap()).collect();
    assert_eq!(sums, ["-15.13", "15.13"]);
    assert_eq!(all[0]["reverses_id"], collection["id"]);
    let reversal = counter.send(&format!("DELETE /collections/{}", id(&all[0])));
    assert_eq!(reversal.code(), (409, "invalid_transition".to_owned()));
    let payment = format!("/payments/{}", collection["payment_id"].as_str().unwrap());
    assert_eq!(counter.client.get(&payment).expect(200)["status"], "reversed");
    counter.client.make("/collections", &new);
    assert_eq!(counter.invoice(&invoice), stands("paid", "15.13", "0.00"));
}

#[test]
fn a_payment_is_taken_back_once_and_with_its_collection() {
    let counter = Counter::open();
    let invoice = counter.issued();
    let payment = json!({"invoice_id": invoice["id"], "payment_method": "cash", "amount": "10.00"});
    let payment = counter.client.make("/payments", &payment);
    let place = format!("/payments/{}", id(&payment));
    let noted = json!({"transaction_no": "T-9", "remarks": null});
    assert_eq!(
        counter.client.ask(&format!("PATCH {place}"), &noted).expect(200)["transaction_no"],
        "T-9"
    );
    counter.send(&format!("DELETE {place}")).expect(204);
    assert_eq!(counter.invoice(&invoice), stands("issued", "0.00", "15.13"));
    let again = counter.send(&format!("DELETE {place}"));
    assert_eq!(again.code(), (409, "collection_already_reversed".to_owned()));
}

#[test]
fn awaited_money_counts_once_it_is_there() {
    let counter = Counter::open();
    let invoice = counter.issued();
    let await_money = |amount: &str| {
        let payment = json!({
            "invoice_id": invoice["id"], "payment_method": "bank_transfer", "amount": amount,
            "status": "pending",
        });
        counter.client.make("/payments", &payment)
    };
    let [first, second, third] = ["10.00", "5.13", "15.13"].map(await_money);
    assert_eq!(first["status"], "pending");
    assert_eq!(counter.invoice(&invoice), stands("issued", "0.00", "15.13"));
    let conclude =
        |payment: &Value, how: &str| counter.send(&format!("POST /payments/{}/{how}", id(payment)));
    assert_eq!(conclude(&first, "complete").expect(200)["status"], "completed");
    assert_eq!(conclude(&second, "fail").expect(200)["status"], "failed");
    assert_eq!(counter.invoice(&invoice), stands("issued", "10.00", "5.13"));
    // It is more than is due by now: what is over is the guest's credit.
    assert_eq!(conclude(&third, "complete").expect(200)["credited"], "10.00");
    assert_eq!(counter.invoice(&invoice), stands("paid", "15.13", "0.00"));
    for (payment, how) in [(&first, "complete"), (&first, "fail"), (&second, "complete")] {
        assert_eq!(conclude(payment, how).code(), (409, "invalid_transition".to_owned()), "{how}");
    }
    let failed = counter.send(&format!("DELETE /payments/{}", id(&second)));
    assert_eq!(failed.code(), (409, "invalid_transition".to_owned()));
}

#[test]
fn a_collection_names_the_sale_that_it_is_for_and_is_found_by_it() {
    let counter = Counter::open();
    let (one, other) = (counter.issued(), counter.issued());
    let sale = |invoice: &Value| {
        let lines = counter.client.get(&format!("/invoice-items/invoice/{}", id(invoice)));
        lines.expect(200)["items"][0]["sale_id"].clone()
    };
    let collect = |sale: &Value| {
        let new = json!({
            "invoice_id": one["id"], "sale_id": sale, "payment_method": "card", "amount": "5.00",
        });
        counter.client.ask("POST /collections", &new)
    };
    let collection = collect(&sale(&one)).expect(201);
    assert_eq!(collection["sale_id"], sale(&one));
    let whole = collect(&Value::Null).expect(201);
    assert_eq!(whole["sale_id"], Value::Null);
    let refused = (json!("/sale_id"), json!("other_invoice"));
    assert_eq!(fault(&collect(&sale(&other))), refused);
    assert_eq!(fault(&collect(&one["id"])), (json!("/sale_id"), json!("not_found")));
    assert_eq!(counter.invoice(&one), stands("issued", "10.00", "5.13"));

    let moved = json!({"sale_id": sale(&other)});
    let moved = counter.client.ask(&format!("PATCH /collections/{}", id(&collection)), &moved);
    assert_eq!(moved.status, 422, "what a collection is for never changes");
    counter.send(&format!("DELETE /collections/{}", id(&collection))).expect(204);
    let path = format!("/collections?sale_id={}", sale(&one).as_str().unwrap());
    let found = counter.client.get(&path).expect(200);
    let found: Vec<_> =
        found["items"].as_array().unwrap().iter().map(|one| (&one["kind"], &one["id"])).collect();
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(found[0].0, "reversal");
    assert_eq!(found[1], (&json!("receipt"), &collection["id"]));
}

#[test]
fn awaited_money_is_for_a_sale_once_it_is_there() {
    let counter = Counter::open();
    let invoice = counter.issued();
    let line = counter.client.get(&format!("/invoice-items/invoice/{}", id(&invoice))).expect(200);
    let sale = &line["items"][0]["sale_id"];
    let mut pending = json!({
        "invoice_id": invoice["id"], "payment_method": "cheque", "amount": "5.00",
        "status": "pending", "sale_id": sale,
    });
    let early = counter.client.ask("POST /payments", &pending);
    assert_eq!(fault(&early), (json!("/sale_id"), json!("completed_only")));
    pending["sale_id"] = Value::Null;
    let payment = counter.client.make("/payments", &pending);
    let line = format!("POST /payments/{}/complete", id(&payment));
    counter.client.ask(&line, &json!({"sale_id": sale})).expect(200);
    let collections = counter.client.get(&format!("/collections?payment_id={}", id(&payment)));
    assert_eq!(&collections.expect(200)["items"][0]["sale_id"], sale);
}
