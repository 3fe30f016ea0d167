//! A market: two branches with everything, which differ in all that a list can
//! be filtered by.

use serde_json::{Value, json};

use super::{Client, Documented, Examples, House, date, every_day, id, operations};

/// The two branches, each made by an actor of its own.
pub(crate) struct Market {
    _house: House,
    pub(crate) client: Client,
    pub(crate) branches: Vec<Branch>,
}

/// One of everything.
pub(crate) struct Branch {
    client: Client,
    /// Which of the branches it is.
    number: u32,
    center: Value,
    provider: Value,
    room: Value,
    service: Value,
    product: Value,
    package: Value,
    pub(crate) guest: Value,
}

/// A list of the document.
pub(crate) struct List {
    pub(crate) operation: Documented,
    /// The parameters that are none of the page's.
    pub(crate) filters: Vec<String>,
}

impl Market {
    pub(crate) fn open() -> Self {
        let house = House::open();
        let client = house.client.clone();
        let till = client.make("/api-keys", &json!({"name": "Till", "role": "manager"}));
        let till = client.with(till["token"].as_str().unwrap());
        let branches = vec![Branch::open(client.clone(), 1), Branch::open(till, 2)];
        for role in ["manager", "staff"] {
            client.make("/users", &json!({"role": role}));
        }
        let market = Self { _house: house, client, branches };
        for branch in &market.branches {
            branch.block_time();
            // Each guest appointments each branch.
            for (number, other) in (0..).zip(&market.branches) {
                branch.serve(&other.guest, 8 * number);
            }
            branch.serve_together(market.branches.iter().map(|other| &other.guest));
        }
        market
    }
}

/// Every list of the document.
pub(crate) fn lists(client: &Client) -> Vec<List> {
    let mut lists = Vec::new();
    // What strangers see of an organization is tried in `public.rs`.
    let ours = |one: &Documented| one.method == "GET" && !one.path.starts_with("/public/");
    for operation in operations(client).into_iter().filter(ours) {
        let mut query = operation.parameters("query");
        let is_list = query.contains("cursor") && query.contains("skip");
        for name in ["limit", "cursor", "skip", "count"] {
            query.remove(name);
        }
        let no_list = NO_LISTS.contains(&operation.id.as_str());
        assert!(is_list || query.is_empty() || no_list, "{operation:?} has filters");
        if is_list {
            lists.push(List { operation, filters: query.into_iter().collect() });
        }
    }
    lists
}

/// What has parameters, but is no list of rows.
const NO_LISTS: [&str; 9] = [
    "appointments_affected",
    "appointments_first_slots",
    "appointments_slots",
    "calendar_get",
    "events_follow",
    "guests_timeline",
    "reports_collections",
    "reports_commissions",
    "time_off_requests_affected",
];

impl List {
    /// The schema of its rows.
    pub(crate) fn rows(&self) -> &str {
        let content = &self.operation.said()["responses"]["200"]["content"]["application/json"];
        content["schema"]["$ref"].as_str().unwrap()
    }

    /// Its one parameter in the path, if it has one: what it is a list of something's of.
    pub(crate) fn owner(&self) -> Option<String> {
        self.operation.parameters("path").pop_first()
    }
}

/// What a branch makes in ways of its own: by what names exactly one thing of several, and by
/// what its guests do.
const MADE_OTHERWISE: [&str; 12] = [
    "appointments",
    "blockouts",
    "collections",
    "commission-rules",
    "credit-notes",
    "day-closes",
    "invoice-items",
    "invoices",
    "offers-discounts",
    "payments",
    "sales",
    "users",
];

/// Makes a row for each word of a field that its list can be filtered by.
fn vary(client: &Client, create: &Documented) {
    let document = client.document();
    let examples = Examples::of(&document.json);
    let Some(list) = document.operation("GET", &create.path) else { return };
    let filters = list.parameters("query");
    let schema = examples.body(create.said()).unwrap();
    for field in examples.fields(schema).filter(|field| filters.contains(field.name)) {
        let words = match field.schema["type"].as_str() {
            Some("boolean") => vec![json!(false)],
            _ => field.schema["enum"].as_array().cloned().unwrap_or_default(),
        };
        for word in words {
            client.make(&create.path, &json!({field.name: word}));
        }
    }
}

impl Branch {
    fn open(client: Client, number: u32) -> Self {
        let hours = every_day("00:00", "24:00");
        // Where one of them is, it is never the day that it is where the other one is.
        let zone = if number == 1 { "Pacific/Pago_Pago" } else { "Pacific/Kiritimati" };
        let center = json!({"time_zone": zone, "hours": hours});
        let center = client.make_usual("centers", &center);
        let tax = client.make_usual("taxes", &json!({"rate": "10"}));
        let service = json!({"duration_minutes": 60, "price": "45.00", "tax_ids": [tax["id"]]});
        let service = client.make_usual("services", &service);
        let product = client.make_usual("products", &json!({"sale_price": "12.50"}));
        let provider = client.make_usual("providers", &json!({"hours": hours}));
        let performs = json!({"services": [{"service_id": service["id"]}]});
        let line = format!("PUT /providers/{}/services", id(&provider));
        client.ask(&line, &performs).expect(200);
        let first_name = if number == 1 { "Ilze" } else { "Marta" };
        let guest = json!({"first_name": first_name, "last_name": "Silins"});
        let guest = client.make_usual("guests", &guest);
        for operation in operations(&client) {
            let kind = operation.path.trim_start_matches('/');
            let is_made = operation.method == "POST" && operation.id.ends_with("_create");
            let is_simple = is_made && !kind.contains('/') && operation.is_for("manager");
            if is_simple && !MADE_OTHERWISE.contains(&kind) {
                client.usual(kind);
                vary(&client, &operation);
            }
        }
        if number == 1 {
            let asked_for = client.usual("time-off-requests");
            let decline = format!("POST /time-off-requests/{}/decline", id(&asked_for));
            client.ask(&decline, &json!({})).expect(200);
        }
        let [room, package] = ["rooms", "packages"].map(|kind| client.usual(kind));
        for (field, item) in
            [("service_id", &service), ("product_id", &product), ("package_id", &package)]
        {
            let offer = json!({"item_type": field.trim_end_matches("_id"), field: item["id"]});
            client.make("/offers-discounts", &offer);
            let rule = json!({"provider_id": provider["id"], field: item["id"]});
            client.make("/commission-rules", &rule);
        }
        for day in [number, number + 2] {
            let close = json!({"center_id": center["id"], "date": format!("2020-01-0{day}")});
            client.make("/day-closes", &close);
        }
        Self { client, number, center, provider, room, service, product, package, guest }
    }

    /// Takes time off the calendars of the provider, the room and the center.
    fn block_time(&self) {
        for (hour, (field, owner)) in
            [("provider_id", &self.provider), ("room_id", &self.room), ("center_id", &self.center)]
                .into_iter()
                .enumerate()
        {
            let mut block = json!({
                "reason": "break", "starts_at": format!("2020-01-0{}T{hour:02}:00:00Z", self.number),
                "ends_at": "2020-01-09T00:00:00Z",
            });
            block[field] = owner["id"].clone();
            self.client.make("/blockouts", &block);
        }
        for path in
            [format!("centers/{}", id(&self.center)), format!("providers/{}", id(&self.provider))]
        {
            let closed = json!({"date": "2020-01-01", "windows": []});
            self.client.make(&format!("/{path}/overrides"), &closed);
        }
    }

    fn appointment(&self, guest: &Value, hour: u32) -> Value {
        let booking = json!({
            "center_id": self.center["id"], "guest_id": guest["id"],
            "service_id": self.service["id"], "provider_id": self.provider["id"],
            "room_id": self.room["id"], "starts_at": format!("{}T{hour:02}:00:00Z", date()),
            "series_id": guest["id"],
        });
        self.client.make("/appointments", &booking)
    }

    fn act(&self, line: &str) -> Value {
        self.client.ask(&format!("POST {line}"), &json!({})).json()
    }

    /// Has guests come together, the first of them to another provider than the usual one, and
    /// one of them into another room.
    fn serve_together<'g>(&self, guests: impl Iterator<Item = &'g Value>) {
        let hours = every_day("00:00", "24:00");
        let other = json!({"hours": hours, "center_id": self.center["id"]});
        let other = self.client.make("/providers", &other);
        let room = json!({
            "center_id": self.center["id"], "room_category_id": self.room["room_category_id"],
        });
        self.client.make("/rooms", &room);
        let come = guests.zip([&other, &self.provider]).map(|(guest, provider)| {
            json!({
                "guest_id": guest["id"], "service_id": self.service["id"],
                "provider_id": provider["id"],
            })
        });
        // Between the others' appointments in one branch, and after them in the other.
        let hour = 16 * self.number - 10;
        let party = json!({
            "center_id": self.center["id"], "starts_at": format!("{}T{hour:02}:00:00Z", date()),
            "guests": come.collect::<Vec<_>>(),
        });
        self.client.ask("POST /appointments/together", &party).expect(200);
    }

    /// Has a guest come, stay away, buy and pay, so that there is an appointment, a sale,
    /// and an invoice of most kinds.
    fn serve(&self, guest: &Value, hour: u32) {
        let [cancelled, confirmed, paid] =
            [0, 1, 2].map(|more| self.appointment(guest, hour + more));
        let visit = json!({
            "center_id": self.center["id"], "guest_id": guest["id"],
            "starts_at": format!("{}T{:02}:00:00Z", date(), hour + 3),
            "services": [{
                "service_id": self.service["id"], "provider_id": self.provider["id"],
                "room_id": self.room["id"],
            }],
        });
        self.client.ask("POST /appointments/visits", &visit).expect(200);
        let waits = json!({
            "guest_id": guest["id"], "center_id": self.center["id"],
            "service_id": self.service["id"],
        });
        let waits = self.client.make("/waitlist", &waits);
        let time = json!({
            "starts_at": format!("{}T{:02}:00:00Z", date(), hour + 4),
            "provider_id": self.provider["id"],
        });
        self.client.ask(&format!("POST /waitlist/{}/offer", id(&waits)), &time).expect(200);
        self.act(&format!("/appointments/{}/cancel", id(&cancelled)));
        self.act(&format!("/appointments/{}/confirm", id(&confirmed)));
        let deposit = json!({
            "appointment_id": paid["id"], "payment_method": "card", "amount": "20.00",
        });
        let deposit = self.client.make("/payments", &deposit);
        let invoice = deposit["invoice_id"].as_str().unwrap();
        self.act(&format!("/invoices/{invoice}/issue"));
        let sale = self.client.get(&format!("/appointments/{}/sale", id(&paid))).expect(200);
        let rest = json!({
            "invoice_id": invoice, "sale_id": sale["id"], "payment_method": "online",
            "amount": "30.50",
        });
        self.client.make("/collections", &rest);
        self.client.make("/credit-notes", &json!({"invoice_id": invoice}));
        for item in [("product_id", &self.product), ("package_id", &self.package)] {
            let sale = json!({
                "guest_id": guest["id"], "center_id": self.center["id"], item.0: item.1["id"],
            });
            let sale = self.client.make("/sales", &sale);
            let billed = self.act(&format!("/invoices/generate/{}", id(&sale)));
            self.act(&format!("/invoices/{}/issue", id(&billed)));
        }
        let of = json!({"guest_id": guest["id"], "center_id": self.center["id"]});
        let cards = self.client.make("/invoices", &of);
        let line = json!({"invoice_id": cards["id"], "gift_card": {"value": "20.00"}});
        self.client.make("/invoice-items", &line);
        self.act(&format!("/invoices/{}/issue", id(&cards)));
        // A draft is left, which somebody else pays.
        let draft = json!({
            "guest_id": guest["id"], "center_id": self.center["id"], "payer_id": self.guest["id"],
        });
        let draft = self.client.make("/invoices", &draft);
        let line = json!({"invoice_id": draft["id"], "product_id": self.product["id"]});
        self.client.make("/invoice-items", &line);
        let open = json!({
            "guest_id": guest["id"], "center_id": self.center["id"],
            "product_id": self.product["id"],
        });
        let open = self.client.make("/sales", &open);
        let deposit = format!("POST /sales/{}/deposit", id(&open));
        self.client.ask(&deposit, &json!({"amount": "1.00"})).expect(201);
    }
}
