//! Every operation of the document, with every kind of credential and with the
//! identifiers of another organization wherever an identifier stands.
//!
//! A parameter or a field that this does not know fails it: so does an operation
//! that it can't cover.

mod out_of_reach;
mod sight;
pub(crate) mod world;

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    thread::sleep,
    time::Duration,
};

use clientline_core::{
    ClientLine,
    engine::PlatformScope,
    model::TABLES,
    row::{Direction, Select, Subject},
};
use serde_json::{Value, json};

use crate::{
    http::sign_in::PASSWORD,
    kit::{
        Client, Documented, NOBODY, Place, Server, Things, base, date, id, kind, kind_of,
        one_of_each, open_to_the_public, operations, organization, table_of_segment, told,
    },
};

use self::{
    out_of_reach::rows_out_of_reach,
    sight::Sights,
    world::{KEPT_TO, kept, refused, rows, user},
};

const ROLES: [&str; 4] = ["admin", "manager", "staff", "client"];

/// Two organizations, and everybody who may ask in the first.
struct Matrix {
    /// A client without a token.
    open: Client,
    ours: Things,
    theirs: Things,
    /// What the server's document says.
    document: Value,
    operations: Vec<Documented>,
    /// A user of each role, signed in.
    users: BTreeMap<&'static str, Client>,
    /// What opens nothing.
    refused: Vec<String>,
    /// A key of an admin that is kept to one permission.
    kept: Client,
    /// A day on which somebody appointments.
    day: String,
    cases: usize,
    violations: RefCell<Vec<String>>,
    covered: BTreeSet<String>,
}

impl Matrix {
    fn of(server: &Server, tokens: &[String; 2], things: [Things; 2]) -> Self {
        let admin = server.client(&tokens[0]);
        let [ours, theirs] = things;
        let users = ROLES.map(|role| (role, user(&admin, role, &ours)));
        Self {
            open: server.client(""),
            document: admin.get("/openapi.json").expect(200),
            operations: operations(&admin),
            users: users.into(),
            refused: refused(&admin),
            kept: kept(&admin),
            day: date(),
            ours,
            theirs,
            cases: 0,
            violations: RefCell::default(),
            covered: BTreeSet::new(),
        }
    }

    fn case(&mut self, operation: &Documented) {
        self.cases += 1;
        self.covered.insert(operation.id.clone());
    }

    /// Those who may use an operation, as the document says.
    fn permitted(&self, operation: &Documented) -> Vec<(&'static str, Client)> {
        if operation.is_open() {
            return vec![("public", self.open.clone())];
        }
        let may = |role: &&str| operation.roles.iter().any(|named| named == role);
        ROLES.into_iter().filter(may).map(|role| (role, self.users[role].clone())).collect()
    }

    /// Notes a violation, if something does not hold: all of them are told at the
    /// end.
    fn must(&self, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            self.violations.borrow_mut().push(what());
        }
    }

    fn credentials(&mut self, operation: &Documented) {
        let line = format!("{} {}", operation.method, operation.at(|_| NOBODY.to_owned()));
        if operation.is_open() {
            let answer = self.open.send(&line, &[], None).unwrap();
            self.must(answer.status < 500 && answer.status != 401, || {
                format!("{line} {}", answer.text)
            });
            return self.case(operation);
        }
        for token in self.refused.clone() {
            let answer = self.open.with(&token).send(&line, &[], None).unwrap();
            self.must(answer.code() == (401, "unauthenticated".to_owned()), || {
                format!("{line} {token}")
            });
            self.case(operation);
        }
        let answer = self.kept.send(&line, &[], None).unwrap();
        let is_refused = answer.code() == (403, "forbidden".to_owned());
        let named = operation.said()["description"].as_str().unwrap_or_default();
        let may = named.contains(&format!("`{KEPT_TO}`"));
        self.must(is_refused != may, || format!("kept to {KEPT_TO}: {line} {}", answer.text));
        self.case(operation);
        for role in ROLES {
            // That ends what the rest is asked with, and comes last.
            if operation.id == "auth_logout" {
                continue;
            }
            let answer = self.users[role].send(&line, &[], None).unwrap();
            let may = operation.roles.iter().any(|named| named == role);
            let is_refused = answer.code() == (403, "forbidden".to_owned());
            self.must(is_refused != may, || format!("{role} {line} {}", answer.text));
            self.must(answer.status < 500 && answer.status != 401, || {
                format!("{role} {line} {}", answer.text)
            });
            self.case(operation);
        }
    }

    /// Asks for a line with another organization's identifier, and with one of
    /// nothing: nobody can tell which was which.
    fn compare(
        &mut self,
        operation: &Documented,
        role: &str,
        client: &Client,
        request: &dyn Fn(&str) -> (String, Option<Value>),
        theirs: &str,
    ) -> u16 {
        let send = |thing: &str| {
            let (line, body) = request(thing);
            client.send(&line, &[], body.as_ref()).unwrap()
        };
        let (hidden, absent) = (send(theirs), send(NOBODY));
        self.must(told(&hidden) == told(&absent), || format!("{role} {operation:?}"));
        self.must(hidden.status < 500, || format!("{role} {operation:?} {}", hidden.text));
        self.case(operation);
        hidden.status
    }

    fn paths(&mut self, operation: &Documented) {
        // A slug is no identifier: everybody may know it.
        if !operation.path.contains('{') || operation.is_public() {
            return;
        }
        let body = (!["GET", "DELETE"].contains(&operation.method.as_str()))
            .then(|| base(&self.open, operation, &|kind| self.ours[kind].clone()));
        for (role, client) in self.permitted(operation) {
            let send = |fill: &dyn Fn(&str) -> String| {
                let line = format!("{} {}", operation.method, operation.at(fill));
                client.send(&line, &[], body.as_ref()).unwrap()
            };
            let hidden = send(&|name| self.theirs[&kind(operation, name)].clone());
            let absent = send(&|_| NOBODY.to_owned());
            let expected = (404, "not_found".to_owned());
            let withheld = hidden.status == 403 || hidden.status == 422;
            self.must(hidden.code() == expected || (withheld && role != "admin"), || {
                format!("{operation:?}")
            });
            self.must(told(&hidden) == told(&absent), || format!("{role} {operation:?}"));
            self.case(operation);
            if operation.method == "GET" {
                // What is one's own organization's and out of reach is not there either.
                let own = send(&|name| self.ours[&kind(operation, name)].clone());
                let is_hidden = own.status == 404 && told(&own) == told(&absent);
                self.must(own.status == 200 || is_hidden, || {
                    format!("{role} {operation:?} {}", own.text)
                });
                self.must(role != "admin" || own.status == 200, || {
                    format!("{operation:?} {}", own.text)
                });
                self.case(operation);
            }
        }
    }

    fn queries(&mut self, operation: &Documented) {
        let parameters = operation.said()["parameters"].as_array().cloned().unwrap_or_default();
        for parameter in parameters {
            let name = parameter["name"].as_str().unwrap();
            if parameter["in"] != "query" || !self.names_a_row(&parameter["schema"]) {
                continue;
            }
            let thing = self.theirs[&kind_of(name)].clone();
            let path = operation.at(|name| self.ours[&kind(operation, name)].clone());
            let mut query: BTreeMap<&str, String> = match operation.id.as_str() {
                "calendar_get" => BTreeMap::from([("date", "2030-01-01".to_owned())]),
                "appointments_affected" => {
                    BTreeMap::from([("center_id", self.ours["centers"].clone())])
                }
                "appointments_first_slots" => {
                    BTreeMap::from([("service_id", self.ours["services"].clone())])
                }
                "appointments_slots" => BTreeMap::from([
                    ("date", "2030-01-01".to_owned()),
                    ("center_id", self.ours["centers"].clone()),
                    ("service_id", self.ours["services"].clone()),
                ]),
                "public_slots" => BTreeMap::from([
                    ("date", "2030-01-01".to_owned()),
                    ("service_id", self.ours["services"].clone()),
                ]),
                _ => BTreeMap::new(),
            };
            query.remove(name);
            let query: Vec<String> =
                query.iter().map(|(name, value)| format!("&{name}={value}")).collect();
            let query = query.concat();
            for (role, client) in self.permitted(operation) {
                let request = |thing: &str| (format!("GET {path}?{name}={thing}{query}"), None);
                let answer = client.send(&request(&thing).0, &[], None).unwrap();
                let seen = answer.text.replace(&thing, "");
                let shows = self.theirs.values().any(|other| seen.contains(other.as_str()));
                self.must(!shows || name == "actor_id", || {
                    format!("{role} {operation:?} {}", answer.text)
                });
                // Slots repeat what was asked for.
                let is_search = operation.id.ends_with("_slots");
                if is_search && !operation.is_public() && answer.status == 200 {
                    self.case(operation);
                    continue;
                }
                self.compare(operation, role, &client, &request, &thing);
            }
        }
    }

    fn bodies(&mut self, operation: &Documented) {
        let content = &operation.said()["requestBody"]["content"]["application/json"]["schema"];
        let schema = self.resolved(content);
        let properties = schema["properties"].as_object().cloned().unwrap_or_default();
        for (name, property) in properties {
            // Whoever books makes the identifier of a series up.
            if !self.names_a_row(&property)
                || ["series_id", "visit_id", "party_id"].contains(&&*name)
            {
                continue;
            }
            let thing = self.theirs[&kind_of(&name)].clone();
            let path = operation.at(|name| self.ours[&kind(operation, name)].clone());
            let line = format!("{} {path}", operation.method);
            let (base, is_list) = (
                base(&self.open, operation, &|kind| self.ours[kind].clone()),
                property["type"] == "array",
            );
            let (guest_of_ours, service) =
                (self.ours["guests"].clone(), self.ours["services"].clone());
            let request = |thing: &str| {
                let mut body = base.clone();
                body[&name] = match name.as_str() {
                    "items" => json!([{"service_id": thing, "sessions": 1}]),
                    "services" if operation.id == "providers_services_replace" => {
                        json!([{"service_id": thing}])
                    }
                    "centers" if operation.id == "providers_centers_replace" => {
                        json!([{"center_id": thing}])
                    }
                    "rates" => {
                        json!([{"valid_from": "2030-01-01", "rate": "5", "center_id": thing}])
                    }
                    "guests" if operation.id == "appointments_book_together" => {
                        let guest = |id: &str| json!({"guest_id": id, "service_id": service});
                        json!([guest(&guest_of_ours), guest(thing)])
                    }
                    _ if is_list => json!([thing]),
                    _ => json!(thing),
                };
                (line.clone(), Some(body))
            };
            for (role, client) in self.permitted(operation) {
                let status = self.compare(operation, role, &client, &request, &thing);
                // A draft that is there is found before anything is looked at that one
                // would be made with.
                let is_found = operation.id == "invoices_get_or_create" && status == 200;
                self.must(is_found || (400..500).contains(&status), || {
                    format!("{role} {name} {operation:?} {status}")
                });
            }
        }
    }

    /// Follows a reference within the document.
    fn resolved<'a>(&'a self, schema: &'a Value) -> &'a Value {
        match schema["$ref"].as_str() {
            Some(pointer) => self.document.pointer(pointer.trim_start_matches('#')).unwrap(),
            None => schema,
        }
    }

    /// Tells whether a value of a schema names a row, or has parts that do.
    fn names_a_row(&self, schema: &Value) -> bool {
        let schema = self.resolved(schema);
        schema["format"] == "uuid"
            || ["items", "additionalProperties"]
                .iter()
                .any(|part| schema[part].is_object() && self.names_a_row(&schema[part]))
            || ["allOf", "anyOf", "oneOf"].iter().any(|part| {
                let parts = schema[part].as_array();
                parts.is_some_and(|parts| parts.iter().any(|part| self.names_a_row(part)))
            })
            || schema["properties"].as_object().is_some_and(|properties| {
                properties.values().any(|property| self.names_a_row(property))
            })
    }
}

#[test]
fn nobody_is_where_they_do_not_belong() {
    check(&Place::make());
}

/// Makes two organizations at a place, and looks for a way from one into the other,
/// and to what is out of a role's reach.
pub(crate) fn check(place: &Place) {
    let tokens = ["ours", "theirs"].map(|slug| organization(place, slug));
    let server = Server::start(place);
    let mut things = [&tokens[0], &tokens[1]].map(|token| one_of_each(&server.client(token)));
    // Both would have the same first code otherwise.
    let code = json!({"guest_code": "THEIRS-1"});
    let guest = format!("PATCH /guests/{}", things[1]["guests"]);
    server.client(&tokens[1]).ask(&guest, &code).expect(200);
    things[1].insert("guest-codes".to_owned(), "THEIRS-1".to_owned());
    // At the door of the other one nothing is to be had here, either.
    for (number, token) in tokens.iter().enumerate() {
        open_to_the_public(&server.client(token));
        things[number].insert("slugs".to_owned(), ["ours", "theirs"][number].to_owned());
    }
    assert_eq!(server.stop(), Some(0));
    let before = rows(place, "theirs");
    assert!(before.len() > 40, "{}", before.len());

    let server = Server::start(place);
    let mut matrix = Matrix::of(&server, &tokens, things);
    let all = std::mem::take(&mut matrix.operations);
    let sights = Sights::documented();
    let far = rows_out_of_reach(&server.client(&tokens[0]), &matrix.ours, &sights);
    matrix.sights(&all, &far, &sights);
    for operation in &all {
        matrix.credentials(operation);
        matrix.paths(operation);
        matrix.queries(operation);
        matrix.bodies(operation);
    }
    for (role, client) in std::mem::take(&mut matrix.users) {
        let ended = client.send("POST /auth/logout", &[], None).unwrap();
        assert_eq!(ended.status, 204, "{role}");
        assert_eq!(client.get("/auth/me").status, 401, "{role}");
        matrix.cases += 2;
    }
    let uncovered: Vec<&Documented> =
        all.iter().filter(|operation| !matrix.covered.contains(&operation.id)).collect();
    assert!(uncovered.is_empty(), "{uncovered:?}");
    let violations = matrix.violations.take();
    println!("{} cases of {} operations, {} violations", matrix.cases, all.len(), violations.len());
    assert!(violations.is_empty(), "{}", violations.join("\n"));
    assert!(matrix.cases > 1_000, "{}", matrix.cases);
    assert_eq!(server.stop(), Some(0));
    assert_eq!(rows(place, "theirs"), before, "what is theirs stays as it was");
}
