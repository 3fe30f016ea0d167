//! A null member says something of a field, so there has to be such a field: one that
//! is unknown, or only read, is refused with null as with any other value.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Walk, fails, invalid};
use crate::http::document::Documented;

/// How deep the bodies of the document are nested, and more.
const DEPTH: usize = 6;

impl Walk {
    /// The object that a schema is of, behind what makes it a reference or nullable.
    fn object<'a>(&'a self, schema: &'a Value) -> Option<&'a Value> {
        let schema = self.schema(schema);
        if schema["properties"].is_object() {
            return Some(schema);
        }
        let alternatives = ["allOf", "anyOf", "oneOf"].map(|name| schema[name].as_array());
        alternatives.into_iter().flatten().flatten().find_map(|one| self.object(one))
    }

    /// Every object of a body's schema, as the pointer to it and the body in which
    /// `inner` stands at that place.
    fn places(&self, schema: &Value, inner: &Value, depth: usize) -> Vec<(String, Value)> {
        let mut places = vec![(String::new(), inner.clone())];
        let Some(object) = self.object(schema).filter(|_| depth < DEPTH) else { return places };
        for (name, schema) in object["properties"].as_object().unwrap() {
            if self.object(schema).is_some() {
                let below = self.places(schema, inner, depth + 1).into_iter();
                places.extend(below.map(|(at, body)| (format!("/{name}{at}"), json!({name: body}))));
            } else if self.object(&self.schema(schema)["items"]).is_some() {
                let below = self.places(&self.schema(schema)["items"], inner, depth + 1).into_iter();
                places.extend(
                    below.map(|(at, body)| (format!("/{name}/0{at}"), json!({name: [body]}))),
                );
            }
        }
        places
    }

    /// The members of what an operation answers that its body doesn't have.
    fn only_read(&self, operation: &Documented, schema: &Value) -> BTreeSet<String> {
        let names = |schema: &Value| -> BTreeSet<String> {
            let members = self.object(schema).and_then(|object| object["properties"].as_object());
            members.into_iter().flatten().map(|(name, _)| name.clone()).collect()
        };
        let answers = ["200", "201"].map(|status| {
            names(&operation.said["responses"][status]["content"]["application/json"]["schema"])
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
        for (at, body) in walk.places(schema, &json!({"nonsense": null}), 0) {
            refused(&format!("{at}/nonsense"), &body);
            nested += usize::from(!at.is_empty());
            tried += 1;
        }
        for name in walk.only_read(operation, schema) {
            refused(&format!("/{name}"), &json!({name: null}));
            only_read += 1;
        }
    }
    assert!(tried > 100 && nested > 40 && only_read > 200, "{tried}, {nested}, {only_read}");
}
