//! What of our organization each role may see, as `docs/permissions.md` says, and
//! rows of which some are out of reach for some: a second guest, a second center,
//! drafts, and what is not offered any more.

use super::*;
use crate::http::{running::every_day, salon::Salon};

/// Why a row may be out of reach, in the words of the document.
const OWN: &str = "own";
const OWN_CENTERS: &str = "of own centers";
const OWN_ACCOUNT: &str = "own account's";
const ACTIVE: &str = "active";
const STATUS: &str = "status";

/// Starts every text in a field that is left out for somebody.
const KEPT: &str = "kept-from-";

/// A row with the bounds that it does not keep to.
pub(super) struct Row {
    pub(super) table: &'static str,
    pub(super) id: String,
    breaks: Vec<&'static str>,
}

/// The table of the document, by table and role.
pub(super) struct Sights(BTreeMap<String, BTreeMap<&'static str, String>>);

impl Sights {
    pub(super) fn documented() -> Self {
        let text = include_str!("../../../../docs/permissions.md");
        let mut all = BTreeMap::new();
        let (_, rows) = text.split_once("| table | staff | client | public |").unwrap();
        for line in rows.lines().skip(2).take_while(|line| line.starts_with('|')) {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let roles = ["staff", "client", "public"].into_iter();
            let seen: BTreeMap<_, _> =
                roles.zip(cells[2..].iter().map(|cell| (*cell).to_owned())).collect();
            all.insert(cells[1].to_owned(), seen);
        }
        assert!(all.len() > 30, "{}", all.len());
        Self(all)
    }

    /// Which rows of a table a role reaches, and without which fields.
    fn of(&self, table: &str, role: &str) -> (&str, Vec<&str>) {
        let Some(cell) = self.0[table].get(role) else { return ("all", Vec::new()) };
        let (rows, fields) = cell.split_once("; without ").unwrap_or((cell, ""));
        (rows, fields.split(", ").filter(|field| !field.is_empty()).collect())
    }

    pub(super) fn left_out(&self, table: &str, role: &str) -> Vec<&str> {
        self.of(table, role).1
    }

    pub(super) fn is_hidden(&self, row: &Row, role: &str) -> bool {
        if row.table == "user_account" && role == "manager" {
            // The rule for users is one of ranks: none of the rows made here is below.
            return true;
        }
        let (rows, _) = self.of(row.table, role);
        if role == "public" {
            // They are told where, what and by whom, but of no row as it is.
            let told = ["center", "service", "provider"].contains(&row.table);
            return !told || !row.breaks.is_empty();
        }
        let rows = match rows {
            "those of a reached `appointment_id`" => self.of("appointment", role).0,
            "those of a reached `invoice_id`" => self.of("invoice", role).0,
            rows => rows,
        };
        let bounds: Vec<&str> = rows
            .split(", ")
            .map(|bound| if bound.starts_with(STATUS) { STATUS } else { bound })
            .collect();
        rows.starts_with("none") || row.breaks.iter().any(|why| bounds.contains(why))
    }

    /// Every field that somebody does not see.
    pub(super) fn fields(&self) -> BTreeSet<(String, String)> {
        let tables = self.0.keys();
        let fields = |table: &String| -> Vec<(String, String)> {
            let roles = ["staff", "client"].into_iter();
            let fields = roles.flat_map(|role| self.left_out(table, role));
            fields.map(|field| (table.clone(), field.to_owned())).collect()
        };
        tables.flat_map(fields).collect()
    }
}

/// Makes the second guest and center with a visit each way that is billed and paid,
/// and fills what is left out for somebody.
pub(super) fn rows_out_of_reach(admin: &Client, ours: &Things) -> Vec<Row> {
    let far = Salon::make(admin, 1, 1);
    let near = Salon {
        center: ours["centers"].clone(),
        service: ours["services"].clone(),
        providers: vec![ours["providers"].clone()],
        guests: vec![ours["guests"].clone(), far.guests[0].clone()],
        ..far.clone()
    };
    let away = Salon { guests: near.guests.clone(), ..far.clone() };
    fill(admin, ours);
    let employee = &ours["employees"];
    let mut rows = Vec::new();
    let visit = |salon: &Salon, guest: usize, minute: u32| {
        let mut booking = salon.booking(guest, 0, minute);
        booking["internal_notes"] = json!(format!("{KEPT}guests"));
        admin.make("/appointments", &booking)
    };
    rows.extend(billed(admin, &visit(&near, 0, 840), employee, &[]));
    rows.extend(billed(admin, &visit(&near, 1, 900), employee, &[OWN]));
    rows.extend(billed(admin, &visit(&away, 0, 960), employee, &[OWN_CENTERS]));
    rows.extend(billed(admin, &visit(&away, 1, 1_020), employee, &[OWN, OWN_CENTERS]));
    let row = |table, id: &str, breaks: &[&'static str]| Row {
        table,
        id: id.to_owned(),
        breaks: breaks.to_vec(),
    };
    rows.push(row("guest", &far.guests[0], &[OWN]));
    let sale = json!({
        "guest_id": near.guests[0], "center_id": near.center, "product_id": ours["products"],
        "remarks": format!("{KEPT}guests"),
    });
    admin.make("/sales", &sale);
    for (center, breaks) in [(&near.center, vec![STATUS]), (&far.center, vec![STATUS, OWN_CENTERS])]
    {
        let draft = |employee: &Value| {
            let draft = json!({
                "guest_id": near.guests[0], "center_id": center, "employee_id": employee,
            });
            let draft = admin.make("/invoices", &draft);
            let line = json!({"invoice_id": draft["id"], "product_id": ours["products"]});
            (draft, admin.make("/invoice-items", &line))
        };
        let (issued, _) = draft(&json!(employee));
        admin.ask(&format!("POST /invoices/{}/issue", id(&issued)), &json!({})).expect(200);
        let (draft, line) = draft(&Value::Null);
        rows.push(row("invoice", id(&draft), &breaks));
        rows.push(row("invoice_item", id(&line), &breaks));
    }
    let chief = json!({"name": "Chief", "email": "chief@example.com", "role": "admin"});
    rows.push(row("user_account", id(&admin.make("/users", &chief)), &[OWN_ACCOUNT]));
    rows.extend(ended(admin, ours, &far.center));
    rows
}

/// Pays for a visit, and returns all that it made.
fn billed(admin: &Client, visit: &Value, employee: &str, breaks: &[&'static str]) -> Vec<Row> {
    let act = |path: String| admin.ask(&format!("POST {path}"), &json!({}));
    let sale = admin.get(&format!("/appointments/{}/sale", id(visit))).expect(200);
    let draft = act(format!("/invoices/generate/{}", id(&sale))).json();
    act(format!("/invoices/{}/issue", id(&draft))).expect(200);
    let payment = json!({
        "invoice_id": draft["id"], "payment_method": "card", "amount": "5.00",
        "remarks": format!("{KEPT}guests"), "employee_id": employee,
    });
    let (payment, invoice) = (admin.make("/payments", &payment), id(&draft));
    let first = |path: &str| admin.get(path).expect(200)["items"][0].clone();
    let item = first(&format!("/invoice-items/invoice/{invoice}"));
    let receipt = first(&format!("/invoices/{invoice}/collections"));
    let step = first(&format!("/appointments/{}/history", id(visit)));
    let row = |table, id: &str| Row { table, id: id.to_owned(), breaks: breaks.to_vec() };
    vec![
        row("appointment", id(visit)),
        row("appointment_change", id(&step)),
        row("sale", id(&sale)),
        row("invoice", invoice),
        row("invoice_item", id(&item)),
        row("payment", id(&payment)),
        row("collection", id(&receipt)),
    ]
}

/// Gives every field that is left out for somebody a value in a row that they reach.
fn fill(admin: &Client, ours: &Things) {
    let patch = |path: &str, body: &Value| {
        admin.ask(&format!("PATCH /{path}/{}", ours[path]), body).expect(200);
    };
    let (unit, center) = (&ours["business-units"], &ours["centers"]);
    patch("services", &json!({ "business_unit_id": unit }));
    patch("products", &json!({"business_unit_id": unit, "reorder_level": 7}));
    patch(
        "packages",
        &json!({
            "business_unit_id": unit, "commission_type": "percentage", "commission_value": "3",
            "commission_factor": "0.5",
        }),
    );
    patch(
        "employees",
        &json!({
            "job_code": format!("{KEPT}all"), "designation": format!("{KEPT}all"),
            "department": format!("{KEPT}all"), "email": "kept-from-all@example.com",
            "phone": "+37129990001", "center_id": center, "zone": format!("{KEPT}all"),
        }),
    );
    patch(
        "providers",
        &json!({
            "employee_id": ours["employees"], "email": "kept-from-guests@example.com",
            "phone": "+37129990002",
        }),
    );
    patch("guests", &json!({"notes": format!("{KEPT}guests"), "tags": [format!("{KEPT}guests")]}));
}

/// What is not offered any more, one of each kind.
fn ended(admin: &Client, ours: &Things, center: &str) -> Vec<Row> {
    let named = json!({"name": "Ended"});
    let hours = every_day("09:00", "17:00");
    let person = json!({"first_name": "E", "last_name": "E", "center_id": center, "hours": hours});
    let inactive = json!({"is_active": false});
    [
        (
            "center",
            "centers",
            json!({"name": "Ended", "time_zone": "Etc/UTC", "hours": hours}),
            &inactive,
        ),
        (
            "room",
            "rooms",
            json!({
                "name": "Ended", "center_id": center, "room_category_id": ours["room-categories"],
            }),
            &inactive,
        ),
        ("tax", "taxes", json!({"code": "E1", "name": "Ended", "rate": "1"}), &inactive),
        ("business_unit", "business-units", named.clone(), &inactive),
        ("category", "categories", named, &inactive),
        (
            "service",
            "services",
            json!({"name": "Ended", "duration_minutes": 30, "price": "20"}),
            &inactive,
        ),
        (
            "package",
            "packages",
            json!({
                "name": "Ended", "price": "4",
                "items": [{"service_id": ours["services"], "sessions": 1}],
            }),
            &inactive,
        ),
        (
            "offer_discount",
            "offers-discounts",
            json!({"discount_type": "percentage", "discount_value": "10"}),
            &inactive,
        ),
        ("provider", "providers", person, &inactive),
        (
            "product",
            "products",
            json!({"name": "Ended", "sale_price": "2"}),
            &json!({"status": "discontinued"}),
        ),
    ]
    .into_iter()
    .map(|(table, path, new, end)| {
        let made = admin.make(&format!("/{path}"), &new);
        admin.ask(&format!("PATCH /{path}/{}", id(&made)), end).expect(200);
        let breaks = vec![if table == "product" { STATUS } else { ACTIVE }];
        Row { table, id: id(&made).to_owned(), breaks }
    })
    .collect()
}

/// The table of what a read answers with; `None` if it is no row of one.
pub(super) fn table_of(path: &str) -> Option<&'static str> {
    let mut words = path.split('/').filter(|part| !part.is_empty() && !part.starts_with('{'));
    Some(match words.rfind(|part| !["invoice", "code"].contains(part))? {
        "appointments" => "appointment",
        "history" => "appointment_change",
        "payments" => "payment",
        "sale" | "sales" => "sale",
        "collections" => "collection",
        "invoices" => "invoice",
        "invoice-items" => "invoice_item",
        "guests" => "guest",
        "centers" => "center",
        "rooms" => "room",
        "taxes" => "tax",
        "business-units" => "business_unit",
        "categories" => "category",
        "services" => "service",
        "packages" => "package",
        "offers-discounts" => "offer_discount",
        "providers" => "provider",
        "products" => "product",
        "employees" => "employee",
        "users" => "user_account",
        _ => return None,
    })
}

impl Matrix {
    /// Reads all that there is to read as each role, and looks for what is out of
    /// reach, or left out, for it.
    pub(super) fn sights(&mut self, all: &[Documented], rows: &[Row]) {
        let sights = Sights::documented();
        let mut seen: BTreeMap<&str, String> = BTreeMap::new();
        let mut filled = BTreeSet::new();
        for operation in all.iter().filter(|one| one.method == "GET") {
            for (role, client) in self.permitted(operation) {
                for (line, named) in self.reads(operation, rows) {
                    let answer = client.get(&line);
                    self.case(operation);
                    self.look(&sights, (role, &line), &answer.text, rows, &named);
                    self.must_be(&sights, (role, &line), answer.status, rows, &named);
                    let page = answer.json();
                    let full = self.fields(&sights, (role, operation, &line), &page);
                    if role == "admin" {
                        filled.extend(full);
                    }
                    // A count tells how many there are that are not shown.
                    let shown = page["items"].as_array().map_or(0, Vec::len) as u64;
                    let is_whole = page["next_cursor"].is_null();
                    let counted = page["total"].as_u64().filter(|_| is_whole);
                    self.must(counted.is_none_or(|total| total == shown), || {
                        format!("{role} GET {line} counts {counted:?}, and shows {shown}")
                    });
                    seen.entry(role).or_default().push_str(&answer.text);
                }
            }
        }
        // What nobody finds would not be missed.
        for row in rows {
            assert!(seen["admin"].contains(&row.id), "{} {}", row.table, row.id);
        }
        let unfilled: Vec<_> = sights.fields().difference(&filled).cloned().collect();
        assert!(unfilled.is_empty(), "{unfilled:?}");
    }

    /// Every way to ask for a read: with each row of the kind in the path, or as a
    /// filter. With each comes what it names.
    fn reads(&self, operation: &Documented, rows: &[Row]) -> Vec<(String, Vec<String>)> {
        let things = |kind: &str| -> Vec<String> {
            let far = rows.iter().filter(|row| table_of(&format!("/{kind}")) == Some(row.table));
            let own = self.ours.get(kind).cloned();
            own.into_iter().chain(far.map(|row| row.id.clone())).collect()
        };
        let parameters = operation.path.matches('{').count();
        let first = operation.path.split(['{', '}']).nth(1).unwrap_or_default();
        let paths: Vec<(String, Vec<String>)> = match parameters {
            0 => vec![(operation.path.clone(), Vec::new())],
            1 if first != "guest_code" => things(kind(operation, first))
                .into_iter()
                .map(|thing| (operation.at(|_| thing.clone()), vec![thing]))
                .collect(),
            _ => vec![(operation.at(|name| self.ours[kind(operation, name)].clone()), Vec::new())],
        };
        let all = operation.said["parameters"].as_array().cloned().unwrap_or_default();
        let query = |name: &str| all.iter().any(|one| one["in"] == "query" && one["name"] == name);
        let mut reads = Vec::new();
        for (path, named) in paths {
            match operation.id.as_str() {
                "calendar_get" => {
                    for center in things("centers") {
                        let day = self.day.clone();
                        let line = format!("{path}?center_id={center}&date={day}");
                        reads.push((line, vec![center]));
                    }
                    continue;
                }
                "appointments_slots" => {
                    let (center, service) = (&self.ours["centers"], &self.ours["services"]);
                    let line =
                        format!("{path}?center_id={center}&service_id={service}&date={}", self.day);
                    reads.push((line, Vec::new()));
                    continue;
                }
                "public_slots" => {
                    for service in things("services") {
                        let line = format!("{path}?service_id={service}&date={}", self.day);
                        reads.push((line, vec![service]));
                    }
                    continue;
                }
                _ => {}
            }
            let limit = if query("limit") { "limit=200&" } else { "" };
            let count = if query("count") { "count=true&" } else { "" };
            reads.push((format!("{path}?{limit}{count}"), named.clone()));
            for parameter in &all {
                let name = parameter["name"].as_str().unwrap();
                if parameter["in"] != "query" || !self.names_a_row(&parameter["schema"]) {
                    continue;
                }
                for thing in things(kind_of(name)) {
                    let line = format!("{path}?{limit}{count}{name}={thing}");
                    reads.push((line, [named.clone(), vec![thing]].concat()));
                }
            }
        }
        for (line, _) in &mut reads {
            *line = line.trim_end_matches(['?', '&']).to_owned();
        }
        reads
    }

    /// That nothing is in an answer that the role may not see, but what it named.
    fn look(
        &self,
        sights: &Sights,
        (role, line): (&str, &str),
        text: &str,
        rows: &[Row],
        named: &[String],
    ) {
        let text = named.iter().fold(text.to_owned(), |text, id| text.replace(id.as_str(), ""));
        for row in rows.iter().filter(|row| sights.is_hidden(row, role)) {
            self.must(!text.contains(&row.id), || {
                format!("{role} GET {line} shows {} {}", row.table, row.id)
            });
        }
        let kept: &[&str] = match role {
            "staff" => &["kept-from-all", "+37129990001"],
            "client" | "public" => &["kept-from-", "+3712999000"],
            _ => &[],
        };
        self.must(!kept.iter().any(|kept| text.contains(kept)), || {
            format!("{role} GET {line} tells what is left out: {text}")
        });
    }

    /// That what is named in the path, alone, is there if and only if it is reached.
    fn must_be(
        &self,
        sights: &Sights,
        (role, line): (&str, &str),
        status: u16,
        rows: &[Row],
        named: &[String],
    ) {
        let in_path =
            |row: &&Row| named.contains(&row.id) && line.contains(&format!("/{}", row.id));
        let Some(row) = rows.iter().find(in_path) else { return };
        let is_hidden = sights.is_hidden(row, role);
        let expected = if is_hidden { 404 } else { 200 };
        // A filter may be withheld.
        let is_filtered = line.contains("_id=") && status == 422;
        self.must(status == expected || is_filtered, || {
            format!("{role} GET {line} answers {status} for a {}", row.table)
        });
    }

    /// That fields which are left out are empty; returns those that are not.
    fn fields(
        &self,
        sights: &Sights,
        (role, operation, line): (&str, &Documented, &str),
        answer: &Value,
    ) -> Vec<(String, String)> {
        let Some(table) = table_of(&operation.path) else { return Vec::new() };
        let one = [answer.clone()];
        let items = answer["items"].as_array().map_or(&one[..], Vec::as_slice);
        let is_empty = |value: &Value| value.is_null() || *value == json!([]);
        for field in sights.left_out(table, role) {
            let told = items.iter().find(|item| !is_empty(&item[field]));
            self.must(told.is_none(), || format!("{role} GET {line} shows {table}.{field}"));
        }
        let full = |(of, field): &(String, String)| {
            of == table && items.iter().any(|item| !is_empty(&item[field]))
        };
        sights.fields().into_iter().filter(full).collect()
    }
}
