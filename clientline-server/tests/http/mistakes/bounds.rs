//! Lists that return everything.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::{
    http::load::at_once,
    kit::{
        Client, id, kind,
        market::lists,
        operations,
        shop::{Shop, holds_a_secret},
    },
};

/// How many rows a list has in one answer if nothing is asked for.
const DEFAULT: usize = 50;

/// A shop with more of everything than fits into an answer.
struct Crowd {
    shop: Shop,
    client: Client,
}

impl Crowd {
    fn gather() -> Self {
        let shop = Shop::open();
        let crowd = Self { client: Client::new_beside(&shop.client), shop };
        let all = operations(&crowd.client);
        let creates = all.iter().filter(|one| one.id.ends_with("_create") && !holds_a_secret(one));
        // Those that change the same calendars would be in each other's way.
        let (one_by_one, others): (Vec<_>, Vec<_>) = creates.partition(|one| {
            ["appointments", "blockouts", "overrides"].iter().any(|kind| one.path.ends_with(kind))
        });
        let mut lanes = vec![one_by_one];
        lanes.extend(others.into_iter().map(|one| vec![one]));
        at_once(lanes.len(), |number| {
            for operation in &lanes[number] {
                for _ in 0..=DEFAULT {
                    let (path, body) = crowd.shop.request(operation);
                    crowd.client.make(&path, &body);
                }
            }
        });
        at_once(7, |number| match number {
            0 => crowd.invoice_at_every_center(),
            1 => crowd.perform_every_service(),
            2 => crowd.pay_bit_by_bit(),
            3 => crowd.reschedule(),
            4 => crowd.fill_an_invoice(),
            5 => crowd.pay_too_much(),
            _ => crowd.make_keys_and_organizations(),
        });
        crowd
    }

    fn each(&self, line: &str, body: impl Fn(usize) -> Value) {
        for number in 0..=DEFAULT {
            let answer = self.client.ask(line, &body(number));
            assert!(matches!(answer.status, 200 | 201), "{line}: {}", answer.text);
        }
    }

    fn guest(&self) -> Value {
        let of = json!({"first_name": "N", "last_name": "N", "center_id": self.shop.salon.center});
        self.client.make("/guests", &of)
    }

    /// A guest has one draft at a center.
    fn invoice_at_every_center(&self) {
        let guest = self.guest();
        for center in self.client.all("/centers?") {
            let new = json!({"guest_id": guest["id"], "center_id": center["id"]});
            self.client.make("/invoices", &new);
        }
    }

    fn perform_every_service(&self) {
        let services = self.client.all("/services?");
        let services: Vec<_> =
            services.iter().map(|one| json!({"service_id": one["id"]})).collect();
        let line = format!("PUT /providers/{}/services", self.shop.salon.providers[0]);
        self.client.ask(&line, &json!({"services": services})).expect(200);
    }

    fn pay_bit_by_bit(&self) {
        let appointment = self.client.all("/appointments?").pop().unwrap();
        self.each(
            "POST /payments",
            |_| json!({"appointment_id": appointment["id"], "payment_method": "card", "amount": "0.10"}),
        );
    }

    /// Each of many guests, who has the rest to their credit.
    fn pay_too_much(&self) {
        let product = self.client.all("/products?").remove(0);
        self.each("POST /payments", |_| {
            let draft = self.client.make("/invoices", &json!({"guest_id": self.guest()["id"]}));
            let line = json!({
                "invoice_id": draft["id"], "product_id": product["id"], "unit_price": "1.00",
            });
            self.client.make("/invoice-items", &line);
            json!({"invoice_id": draft["id"], "payment_method": "card", "amount": "2.00"})
        });
    }

    fn reschedule(&self) {
        let appointment = self.client.all("/appointments?").remove(0);
        let line = format!("POST /appointments/{}/reschedule", id(&appointment));
        let date: chrono::NaiveDate = self.shop.salon.date.parse().unwrap();
        // When nobody else comes.
        let date = date + chrono::Days::new(300);
        self.each(&line, |number| {
            json!({"starts_at": format!("{date}T{:02}:{:02}:00Z", number / 4, number % 4 * 15)})
        });
    }

    fn fill_an_invoice(&self) {
        let draft = self.client.make("/invoices", &json!({"guest_id": self.guest()["id"]}));
        let product = self.client.all("/products?").remove(0);
        let provider = self.client.all("/providers?").remove(0);
        let line = json!({
            "invoice_id": draft["id"], "product_id": product["id"], "provider_id": provider["id"],
        });
        self.each("POST /invoice-items", |_| line.clone());
        let issue = format!("POST /invoices/{}/issue", id(&draft));
        let issued = self.client.ask(&issue, &json!({})).expect(200);
        let paid = json!({
            "invoice_id": draft["id"], "payment_method": "card", "amount": issued["total"],
        });
        self.client.make("/payments", &paid);
        self.client.make("/credit-notes", &json!({"invoice_id": draft["id"]}));
        let next = self.client.make("/invoices", &json!({"guest_id": draft["guest_id"]}));
        let package = self.client.all("/packages?").remove(0);
        let line = json!({"invoice_id": next["id"], "package_id": package["id"]});
        self.each("POST /invoice-items", |_| line.clone());
        self.client.ask(&format!("POST /invoices/{}/issue", id(&next)), &json!({})).expect(200);
        let cards = self.client.make("/invoices", &json!({"guest_id": draft["guest_id"]}));
        let line = json!({"invoice_id": cards["id"], "gift_card": {"value": "5.00"}});
        self.each("POST /invoice-items", |_| line.clone());
        self.client.ask(&format!("POST /invoices/{}/issue", id(&cards)), &json!({})).expect(200);
    }

    fn make_keys_and_organizations(&self) {
        self.each("POST /api-keys", |_| json!({"name": "Till", "role": "staff"}));
        let platform = self.shop.platform();
        for number in 0..=DEFAULT {
            let new = json!({
                "name": "N", "slug": format!("n{number}"), "currency": "EUR",
                "email": format!("n{number}@example.com"), "time_zone": "Etc/UTC",
            });
            platform.make("/organizations", &new);
        }
    }
}

#[test]
fn a_list_without_parameters_has_a_bounded_page_and_says_that_there_is_more() {
    let crowd = Crowd::gather();
    let platform = crowd.shop.platform();
    let lists = lists(&crowd.client);
    assert!(lists.len() > 30, "{}", lists.len());
    for list in &lists {
        let client =
            if list.operation.id == "organizations_list" { &platform } else { &crowd.client };
        let whole = |path: &str| client.all(&format!("{path}?"));
        let paths = match list.owner() {
            None => vec![list.operation.path.clone()],
            Some(parameter) => {
                let owners = whole(&format!("/{}", kind(&list.operation, &parameter)));
                owners.iter().map(|owner| list.operation.at(|_| id(owner).to_owned())).collect()
            }
        };
        // Where it is a list for each of many owners, one of them has so many.
        let long = paths.iter().find(|path| {
            client.get(&format!("{path}?limit=1&skip={DEFAULT}")).expect(200)["items"] != json!([])
        });
        let path = long.unwrap_or_else(|| panic!("not enough rows to try {:?}", list.operation));
        let page = client.get(path).expect(200);
        let items = page["items"].as_array().unwrap();
        assert_eq!(items.len(), DEFAULT, "{path}");
        assert!(page["next_cursor"].is_string(), "{path} ends without a word");
        let all = whole(path);
        assert!(all.len() > DEFAULT && all.starts_with(items), "{path}");
        let ids: BTreeSet<&str> = all.iter().map(id).collect();
        assert_eq!(ids.len(), all.len(), "{path} repeats a row");
    }
}
