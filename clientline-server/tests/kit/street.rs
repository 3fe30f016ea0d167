//! A shop that is busy, and a path to something for each operation.

use std::cell::Cell;

use serde_json::Value;

use super::{
    Client, Documented, id, operations,
    shop::{NEEDS_TIME, Shop, holds_a_secret},
};

/// A shop in which every POST succeeded three times, and the document's operations.
pub(crate) struct Street {
    pub(crate) shop: Shop,
    pub(crate) client: Client,
    pub(crate) operations: Vec<Documented>,
}

impl Street {
    pub(crate) fn open() -> Self {
        let shop = Shop::open();
        let client = shop.client.clone();
        let operations = operations(&client);
        let street = Self { shop, client, operations };
        let posts = street.operations.iter().filter(|one| one.method == "POST");
        for operation in posts.filter(|one| !holds_a_secret(one)) {
            for _ in 0..3 {
                if !NEEDS_TIME.contains(&operation.id.as_str()) {
                    let (path, body) = street.shop.request(operation);
                    let answer = street.client.ask(&format!("POST {path}"), &body);
                    assert!(matches!(answer.status, 200 | 201), "{operation:?}: {}", answer.text);
                }
            }
        }
        street
    }

    /// A path on which the operation finds something; `None` if nothing of the
    /// kind can be listed.
    pub(crate) fn path(&self, operation: &Documented) -> Option<String> {
        let first = operation.path.split('/').nth(1).unwrap_or_default();
        let one = |path: &str| {
            let all = self.client.get(path).expect(200);
            Some(all["items"][0]["id"].as_str()?.to_owned())
        };
        let found = Cell::new(true);
        let path = operation.at(|name| {
            let found_id = match (name, first) {
                ("slug", _) => Some("atelier".to_owned()),
                ("guest_code", _) => {
                    let guests = self.client.get("/guests").expect(200);
                    guests["items"][0]["guest_code"].as_str().map(str::to_owned)
                }
                ("invoice_id", _) => one("/invoices?status=issued"),
                ("credit_note_id", _) => one("/credit-notes"),
                ("id", "credit-note-items") => one(&format!(
                    "/credit-note-items/credit-note/{}",
                    one("/credit-notes").unwrap_or_default()
                )),
                ("guest_id", _) => one("/guests"),
                ("series_id", _) => {
                    let all = self.client.get("/appointments?limit=200").expect(200);
                    let mut all = all["items"].as_array().unwrap().iter();
                    all.find_map(|one| one["series_id"].as_str()).map(str::to_owned)
                }
                ("sale_id", _) => one("/sales"),
                ("service_id", _) => Some(self.shop.salon.service.clone()),
                ("override_id", "centers") => {
                    one(&format!("/centers/{}/overrides", self.shop.salon.center))
                }
                ("override_id", _) => {
                    one(&format!("/providers/{}/overrides", self.shop.salon.providers[0]))
                }
                ("id", "invoices") => Some(self.draft()),
                ("id", "invoice-items") => one(&format!("/invoice-items/invoice/{}", self.draft())),
                ("id", "centers") => Some(self.shop.salon.center.clone()),
                ("id", "providers") => Some(self.shop.salon.providers[0].clone()),
                ("id", kind) => one(&format!("/{kind}")),
                (other, _) => panic!("this test does not know {other}"),
            };
            found.set(found.get() && found_id.is_some());
            found_id.unwrap_or_default()
        });
        let query = match operation.id.as_str() {
            "calendar_get" => format!("?center_id={}&date=2030-01-01", self.shop.salon.center),
            "appointments_affected" | "reports_collections" => {
                format!("?center_id={}", self.shop.salon.center)
            }
            "reports_commissions" => "?from=2020-01-01&to=2030-01-01".to_owned(),
            "appointments_first_slots" => format!("?service_id={}", self.shop.salon.service),
            "appointments_slots" | "public_slots" => format!(
                "?center_id={}&service_id={}&date={}",
                self.shop.salon.center, self.shop.salon.service, self.shop.salon.date
            ),
            _ => String::new(),
        };
        found.get().then(|| path + &query)
    }

    /// A draft with a line, which may still be changed.
    pub(crate) fn draft(&self) -> String {
        let drafts = self.client.get("/invoices?status=draft&limit=200").expect(200);
        let filled = |draft: &&Value| draft["total"] != "0.00";
        id(drafts["items"].as_array().unwrap().iter().find(filled).unwrap()).to_owned()
    }

    pub(crate) fn reads(&self) -> impl Iterator<Item = (&Documented, String)> {
        // An admin's token does not open a stranger's appointment.
        let ours = |one: &&Documented| one.is_open() || !one.is_public();
        let gets = self.operations.iter().filter(|one| one.method == "GET").filter(ours);
        gets.filter_map(|operation| Some((operation, self.path(operation)?)))
    }
}
