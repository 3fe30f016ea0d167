//! Rows, made by the document's examples, with the fields that a test gives.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use clientline_core::row::Table;
use serde_json::{Value, json};

use super::{Client, Document, Documented, Examples, Field, id, kind_of, table_of_segment};

/// What clients of one server know together.
#[derive(Default)]
pub(super) struct Known {
    document: OnceLock<Arc<Document>>,
    /// How many rows were made up: no two of them are named alike.
    made_up: AtomicU32,
    /// What rows refer to that a test said nothing of, by token and path.
    referred: Mutex<BTreeMap<(String, String), Value>>,
}

impl Client {
    /// The server's document.
    pub(crate) fn document(&self) -> Arc<Document> {
        let read = || Self::new_beside(self).get("/openapi.json").expect(200);
        let read = || Arc::new(Document::new(read()));
        Arc::clone(self.known.document.get_or_init(read))
    }

    /// Makes something and returns it. What has to be said of it and is not among these
    /// fields is as in the document's examples, with a name of its own.
    #[track_caller]
    pub(crate) fn make(&self, path: &str, fields: &Value) -> Value {
        self.ask(&format!("POST {path}"), &self.completed(path, fields)).expect(201)
    }

    /// The fields with all others that a `POST` to a path has to have.
    pub(crate) fn completed(&self, path: &str, fields: &Value) -> Value {
        let document = self.document();
        let operation = document.operation("POST", path);
        let operation = operation.unwrap_or_else(|| panic!("nothing is made at {path}"));
        self.filled(operation, fields, &|field| field.is_required)
    }

    /// The fields with all others that are wanted of an operation's body.
    pub(crate) fn filled(
        &self,
        operation: &Documented,
        fields: &Value,
        is_wanted: &dyn Fn(&Field<'_>) -> bool,
    ) -> Value {
        let document = self.document();
        let examples = Examples::of(&document.json);
        let Some(schema) = examples.body(&operation.said) else { return fields.clone() };
        let table = table_of_segment(operation.path.split('/').next_back().unwrap_or_default());
        let number = OnceLock::new();
        let number = || *number.get_or_init(|| self.number());
        let mut body = fields.clone();
        for field in examples.fields(schema).filter(is_wanted) {
            if body.get(field.name).is_none() {
                body[field.name] = match self.own(table, &field, &number) {
                    Some(value) => value,
                    None => examples.value(field.schema, &mut |part| self.own(None, part, &number)),
                };
            }
        }
        body
    }

    /// A number that no other row has.
    pub(crate) fn number(&self) -> u32 {
        self.known.made_up.fetch_add(1, Ordering::Relaxed)
    }

    /// What stands in a field whose example would be wrong, or that of every row: another
    /// row, a name, or what must be unique.
    fn own(
        &self,
        table: Option<&Table>,
        field: &Field<'_>,
        number: &dyn Fn() -> u32,
    ) -> Option<Value> {
        if field.is_identifier() && field.is_required {
            return Some(self.referred(&kind_of(field.name))["id"].clone());
        }
        let is_unique = table.is_some_and(|table| {
            let keys = table.constraints.iter().flat_map(|rule| rule.keys);
            keys.into_iter().any(|key| table.columns[*key].name == field.name)
        });
        let is_name = field.name == "name" || field.name == "last_name";
        match field.schema["format"].as_str() {
            Some("email") if is_unique => Some(json!(format!("n{}@example.com", number()))),
            _ if is_name => Some(json!(format!("No {}", number()))),
            None if is_unique && field.schema["type"] == "string" => {
                Some(json!(format!("N{}", number())))
            }
            _ => None,
        }
    }

    /// A row for others to refer to.
    fn referred(&self, kind: &str) -> Value {
        let place = (self.token().to_owned(), kind.to_owned());
        if let Some(known) = self.known.referred.lock().unwrap().get(&place) {
            return known.clone();
        }
        let made = self.make(&format!("/{kind}"), &json!({}));
        assert!(!id(&made).is_empty());
        self.known.referred.lock().unwrap().insert(place, made.clone());
        made
    }
}
