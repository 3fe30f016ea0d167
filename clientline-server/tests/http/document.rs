//! What the document says: its operations, who may use them, and its examples.

use std::{collections::BTreeSet, fmt};

use serde_json::Value;

use crate::http::{
    running::{Client, House},
    schema::Schemas,
};

/// An operation of the document.
pub(crate) struct Documented {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) id: String,
    /// Who may use it, as its description says; nobody is named if all may.
    pub(crate) roles: Vec<String>,
    /// What the document says of it.
    pub(crate) said: Value,
}

impl fmt::Debug for Documented {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { method, path, id, roles, said: _ } = self;
        write!(f, "{method} {path} {id} {roles:?}")
    }
}

impl Documented {
    pub(crate) fn is_open(&self) -> bool {
        self.roles.is_empty()
    }

    /// The names of its parameters in a place.
    pub(crate) fn parameters(&self, place: &str) -> BTreeSet<String> {
        let all = self.said["parameters"].as_array().into_iter().flatten();
        let here = all.filter(|one| one["in"] == place);
        here.map(|one| one["name"].as_str().unwrap().to_owned()).collect()
    }

    /// Whether it is for those who did not sign in: at an organization's door, or
    /// with the token of an appointment. `public.rs` has tests of what they share.
    pub(crate) fn is_public(&self) -> bool {
        self.path.starts_with("/public/")
    }

    /// The path with its parameters filled in by name.
    pub(crate) fn at(&self, fill: impl Fn(&str) -> String) -> String {
        let mut parts = self.path.split('{');
        let start = parts.next().unwrap_or_default().to_owned();
        parts.fold(start, |path, part| {
            let (name, rest) = part.split_once('}').unwrap();
            path + &fill(name) + rest
        })
    }
}

/// Every operation, by path and method.
pub(crate) fn operations(client: &Client) -> Vec<Documented> {
    let document = client.get("/openapi.json").expect(200);
    let mut all = Vec::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let needs = operation["description"].as_str().unwrap_or_default();
            let roles = needs.trim_end_matches('.').rsplit_once(": ").map(|(_, roles)| roles);
            let roles: Vec<String> =
                roles.into_iter().flat_map(|roles| roles.split(", ")).map(str::to_owned).collect();
            assert_eq!(operation["security"].is_array(), !roles.is_empty(), "{method} {path}");
            all.push(Documented {
                method: method.to_uppercase(),
                path: path.clone(),
                id: operation["operationId"].as_str().unwrap().to_owned(),
                roles,
                said: operation.clone(),
            });
        }
    }
    all.sort_by(|a, b| (&a.path, &a.method).cmp(&(&b.path, &b.method)));
    all
}

/// A change of what the API offers, or to whom, shows in review: it changes
/// `operations.txt`.
#[test]
fn the_operations_are_those_of_the_list() {
    let house = House::open();
    let mut lines = Vec::new();
    for Documented { method, path, id, roles, .. } in operations(&house.client) {
        let roles = if roles.is_empty() { "everybody".to_owned() } else { roles.join(",") };
        lines.push(format!("{method} {path} {id} {roles}\n"));
    }
    let found = lines.concat();
    let listed = include_str!("operations.txt");
    assert!(found == listed, "operations.txt should be:\n{found}");
}

#[test]
fn every_example_is_one_of_its_schema() {
    fn check(schemas: &Schemas, place: &str, node: &Value) -> usize {
        let mut checked = 0;
        match node {
            Value::Object(keywords) => {
                // A schema has a type or alternatives; a property may be called `example`, too.
                if let Some(example) =
                    keywords.get("example").filter(|_| !place.ends_with("/properties"))
                {
                    let schema = keywords.get("schema").unwrap_or(node);
                    schemas
                        .check(schema, example)
                        .unwrap_or_else(|wrong| panic!("{place}: {wrong}"));
                    checked += 1;
                }
                for (name, child) in keywords {
                    checked += check(schemas, &format!("{place}/{name}"), child);
                }
            }
            Value::Array(items) => {
                for (index, child) in items.iter().enumerate() {
                    checked += check(schemas, &format!("{place}/{index}"), child);
                }
            }
            _ => {}
        }
        checked
    }
    let house = House::open();
    let document = house.client.get("/openapi.json").expect(200);
    let schemas = Schemas::of(&document);
    assert!(check(&schemas, "", &document) > 20, "there are examples");
}
