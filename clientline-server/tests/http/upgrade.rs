//! A database of an earlier release, which is kept, is brought up to date and served.

mod keep;

use clientline_core::model::Role;
use serde_json::json;

use crate::{
    http::sign_in::{PASSWORD, sign_in},
    kit::{Client, Documented, Place, Server, command, keys, operations},
};

/// The baseline's database, as a text.
fn kept() -> String {
    std::fs::read_to_string(Place::kept().join("baseline.sql")).unwrap()
}

/// A server on the baseline's database, brought up to date.
struct Upgraded {
    admin: Client,
    /// A client without a token.
    open: Client,
    text: String,
    _server: Server,
    _place: Place,
}

impl Upgraded {
    fn baseline() -> Self {
        let text = kept();
        let place = Place::of(&text);
        let migrated = command(&place).arg("migrate").output().unwrap();
        assert!(migrated.status.success(), "{migrated:?}");
        let [token] = keys(&place, keep::SLUG, [Role::Admin]);
        let server = Server::start(&place);
        let admin = server.client(&token).bound_by_contract();
        Self { open: admin.with(""), admin, text, _server: server, _place: place }
    }

    /// A token that the kept database knows, by the name that it is noted under.
    fn token(&self, name: &str) -> &str {
        let start = format!("-- {name}: ");
        self.text.lines().find_map(|line| line.strip_prefix(&start)).unwrap()
    }

    /// The path of a list, filled in with what the other lists hold; `None` of what that
    /// release had none of.
    fn path(&self, operation: &Documented) -> Option<String> {
        let (_, of) = operation.path.rsplit_once("/{").unwrap_or_default();
        let owner = match (operation.path.split('/').nth(1), of.split('}').next()) {
            (_, Some("guest_id")) => "guests",
            (_, Some("invoice_id")) => "invoices",
            (_, Some("credit_note_id")) => "credit-notes",
            (_, Some("sale_id")) => "sales",
            (Some(first), _) => first,
            (None, _) => "",
        };
        if of.is_empty() {
            return Some(operation.path.clone());
        }
        let all = self.admin.get(&format!("/{owner}")).expect(200);
        let id = all["items"][0]["id"].as_str()?.to_owned();
        Some(operation.at(|_| id.clone()))
    }
}

#[test]
fn the_kept_database_has_rows_of_every_table() {
    let text = kept();
    // The tables of that release: a later one may have others.
    let tables = text.lines().filter_map(|line| line.strip_prefix("CREATE TABLE "));
    let tables: Vec<&str> = tables.filter_map(|line| line.split_whitespace().next()).collect();
    let is_empty = |table: &&&str| !text.contains(&format!("INSERT INTO {table} "));
    assert!(tables.len() > 40, "{tables:?}");
    assert_eq!(tables.iter().filter(is_empty).collect::<Vec<_>>(), Vec::<&&str>::new());
    assert!(text.len() < 400_000, "{}", text.len());
}

#[test]
fn every_list_of_an_upgraded_database_answers() {
    let upgraded = Upgraded::baseline();
    let all = operations(&upgraded.admin);
    let lists = all.iter().filter(|one| one.method == "GET" && one.id.ends_with("_list"));
    let mut seen = 0;
    for operation in lists.filter(|one| !one.is_public() && one.roles.contains(&"admin".to_owned()))
    {
        let Some(path) = upgraded.path(operation) else { continue };
        upgraded.admin.get(&path).expect(200);
        seen += 1;
    }
    assert!(seen > 25, "{seen}");
}

#[test]
fn whoever_had_a_password_a_key_or_a_token_gets_in_after_an_upgrade() {
    let upgraded = Upgraded::baseline();
    let grant = sign_in(&upgraded.open, keep::USER, PASSWORD).expect(200);
    let user = upgraded.open.with(grant["access_token"].as_str().unwrap());
    user.get("/auth/me").expect(200);
    upgraded.open.with(upgraded.token("key")).get("/appointments").expect(200);
    let booking = upgraded.open.with(upgraded.token("booking"));
    booking.get("/public/appointments/manage").expect(200);
}

#[test]
fn an_upgraded_database_is_sound_and_goes_on() {
    let upgraded = Upgraded::baseline();
    let center = upgraded.admin.get("/centers").expect(200)["items"][0]["id"].clone();
    let guest = json!({"first_name": "New", "last_name": "Guest", "center_id": center});
    let guest = upgraded.admin.make("/guests", &guest);
    let product = upgraded.admin.get("/products").expect(200)["items"][0]["id"].clone();
    let draft = upgraded.admin.make("/invoices", &json!({"guest_id": guest["id"]}));
    let item = json!({"invoice_id": draft["id"], "product_id": product});
    upgraded.admin.make("/invoice-items", &item);
    let issue = format!("POST /invoices/{}/issue", draft["id"].as_str().unwrap());
    let issued = upgraded.admin.ask(&issue, &json!({})).expect(200);
    let payment = json!({"invoice_id": draft["id"], "payment_method": "card", "amount": "1.00"});
    upgraded.admin.make("/payments", &payment);
    assert!(issued["invoice_no"].is_string());
    // What came since has the value that an older server left it at.
    let all =
        |path: &str| upgraded.admin.get(path).expect(200)["items"].as_array().unwrap().clone();
    assert!(all("/services").iter().all(|service| service["visibility"] == "public"));
    assert!(all("/guests").iter().all(|guest| guest["vat_number"].is_null()));
    assert!(all("/invoices").iter().all(|invoice| invoice["payer_id"].is_null()));
}

#[test]
fn the_doctor_finds_nothing_in_an_upgraded_database() {
    let place = Place::of(&kept());
    let migrated = command(&place).arg("migrate").output().unwrap();
    assert!(migrated.status.success(), "{migrated:?}");
    let doctor = command(&place).arg("doctor").output().unwrap();
    assert!(doctor.status.success(), "{doctor:?}");
}
