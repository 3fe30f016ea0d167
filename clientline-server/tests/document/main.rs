//! What the document says, without a server: its operations, who may use them, its examples,
//! and what it was to be.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure")]

#[expect(dead_code, reason = "the tests over HTTP use more of it")]
#[path = "../kit/documented.rs"]
mod documented;
mod events;
mod golden;
mod parameters;
mod permissions;
#[path = "../kit/schema.rs"]
mod schema;
mod seeds;

use std::sync::Arc;

use clientline_core::{ClientLine, memory::MemoryStorage};
use clientline_server::{
    config::Limits,
    endpoint::{Served, Spec},
    front::Lifecycle,
    quota::Quotas,
    resources::Resources,
};
use serde_json::Value;

use self::schema::Schemas;

/// The document, as a server serves it.
fn document() -> Value {
    let served = Served {
        client: ClientLine::new(Arc::new(MemoryStorage::new())),
        life: Lifecycle::new(),
        quotas: Quotas::new(&Limits::default()),
    };
    serde_json::from_str(&Spec::of::<Resources>(served).json).unwrap()
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
    let document = document();
    let schemas = Schemas::of(&document);
    assert!(check(&schemas, "", &document) > 20, "there are examples");
}
