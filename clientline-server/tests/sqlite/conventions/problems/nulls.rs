//! A null member says something of a field, so there has to be such a field: one that
//! is unknown, or only read, is refused with null as with any other value.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::kit::{
    Documented,
    problems::{Walk, fails, invalid},
};

/// How deep the bodies of the document are nested, and more.
const DEPTH: usize = 6;

impl Walk {
    /// The objects that a schema is of, behind what makes it a reference or nullable: more
    /// than one, if it is a choice.
    fn objects<'a>(&'a self, schema: &'a Value) -> Vec<&'a Value> {
        let schema = self.schema(schema);
        if schema["properties"].is_object() {
            return vec![schema];
        }
        let alternatives = ["allOf", "anyOf", "oneOf"].map(|name| schema[name].as_array());
        alternatives.into_iter().flatten().flatten().flat_map(|one| self.objects(one)).collect()
    }

    /// Bodies with a null member that is no field in each object of a schema, and the
    /// pointers that are at fault.
    fn places(&self, schema: &Value, depth: usize) -> Vec<(String, Value)> {
        let nonsense = json!({"nonsense": null});
        let mut places = match &self.objects(schema)[..] {
            [] => return Vec::new(),
            [_] => vec![("/nonsense".to_owned(), nonsense)],
            // It has to be one of a choice, before it has a member too many.
            _ => return vec![(String::new(), nonsense)],
        };
        if depth == DEPTH {
            return places;
        }
        let members = self.objects(schema)[0]["properties"].as_object();
        for (name, schema) in members.into_iter().flatten() {
            let member = |(at, body)| (format!("/{name}{at}"), json!({name: body}));
            places.extend(self.places(schema, depth + 1).into_iter().map(member));
            let item = |(at, body)| (format!("/{name}/0{at}"), json!({name: [body]}));
            let items = &self.schema(schema)["items"];
            places.extend(self.places(items, depth + 1).into_iter().map(item));
        }
        places
    }

    /// The members of what an operation answers that its body doesn't have.
    fn only_read(&self, operation: &Documented, schema: &Value) -> BTreeSet<String> {
        let names = |schema: &Value| -> BTreeSet<String> {
            let objects = self.objects(schema).into_iter();
            let members = objects.filter_map(|object| object["properties"].as_object());
            members.flatten().map(|(name, _)| name.clone()).collect()
        };
        let answers = ["200", "201"].map(|status| {
            names(&operation.said()["responses"][status]["content"]["application/json"]["schema"])
        });
        &(&answers[0] | &answers[1]) - &names(schema)
    }
}

#[test]
fn a_null_member_that_is_no_field_is_refused_at_every_depth() {
    let walk = Walk::start();
    let (mut tried, mut nested, mut only_read) = (0, 0, 0);
    for operation in walk.operations() {
        let Some(schema) = walk.body(operation) else { continue };
        let line = format!("{} {}", operation.method, walk.path(operation));
        let client = walk.client(operation);
        let refused = |pointer: &str, body: &Value| {
            fails(operation, &client.ask(&line, body), &invalid(pointer));
        };
        for (at, body) in walk.places(schema, 0) {
            refused(&at, &body);
            nested += usize::from(at != "/nonsense");
            tried += 1;
        }
        for name in walk.only_read(operation, schema) {
            refused(&format!("/{name}"), &json!({name: null}));
            only_read += 1;
        }
    }
    assert!(tried > 100 && nested > 40 && only_read > 200, "{tried}, {nested}, {only_read}");
}

#[test]
fn a_body_where_none_is_read_is_refused() {
    let walk = Walk::start();
    let mut tried = 0;
    for operation in walk.operations() {
        // What is open, and takes nothing at all, has no words for it.
        if walk.body(operation).is_some() || (operation.is_open() && operation.method == "GET") {
            continue;
        }
        let line = format!("{} {}", operation.method, walk.path(operation));
        let client = walk.client(operation);
        let nonsense = [("/nonsense", json!({"nonsense": null})), ("", json!([])), ("", json!(1))];
        for (pointer, body) in nonsense {
            fails(operation, &client.ask(&line, &body), &invalid(pointer));
        }
        tried += 1;
    }
    assert!(tried > 60, "{tried}");
}
