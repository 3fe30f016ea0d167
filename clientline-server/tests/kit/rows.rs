//! Rows, made by the document's examples, with the fields that a test gives.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process,
    sync::{
        Arc, Mutex, OnceLock,
        atomic::{AtomicU32, Ordering},
    },
    time::UNIX_EPOCH,
};

use clientline_core::row::Table;
use serde_json::{Value, json};

use super::{Client, Document, Documented, Examples, Field, Schemas, kind_of, table_of_segment};

/// What clients of one server know together.
#[derive(Default)]
pub(super) struct Known {
    document: OnceLock<Arc<Document>>,
    /// How many rows were made up: no two of them are named alike.
    made_up: AtomicU32,
    /// What rows refer to of which a test said nothing, by token and path.
    usual: Mutex<BTreeMap<(String, String), Value>>,
}

/// The document of the server as it is built now. Whichever test asks first reads it; it is
/// kept for the others, each of which is a process.
fn of_this_build(read: impl FnOnce() -> Value) -> Value {
    const KEPT: &str = "document-of-";
    let server = fs::metadata(env!("CARGO_BIN_EXE_clientline-server")).unwrap();
    let built = server.modified().unwrap().duration_since(UNIX_EPOCH).unwrap().as_nanos();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let kept = folder.join(format!("{KEPT}{built}.json"));
    if let Ok(text) = fs::read(&kept) {
        return serde_json::from_slice(&text).unwrap();
    }
    let document = read();
    for of_another in fs::read_dir(folder).unwrap() {
        let of_another = of_another.unwrap();
        if of_another.file_name().to_string_lossy().starts_with(KEPT) {
            // Another test may take it away at the same time.
            let _ = fs::remove_file(of_another.path());
        }
    }
    // Nobody finds half of it.
    let half = folder.join(format!("half-{}", process::id()));
    fs::write(&half, document.to_string()).unwrap();
    fs::rename(half, kept).unwrap();
    document
}

impl Client {
    /// The server's document.
    pub(crate) fn document(&self) -> Arc<Document> {
        let read = || Self::new_beside(self).get("/openapi.json").expect(200);
        let read = || Arc::new(Document::new(of_this_build(read)));
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
        let Some(schema) = examples.body(operation.said()) else { return fields.clone() };
        let number = OnceLock::new();
        let own = |field: &Field<'_>| {
            let table = table_of_segment(operation.path.split('/').next_back().unwrap_or_default());
            self.own(table, field, &|| *number.get_or_init(|| self.number()))
        };
        let mut body = fields.clone();
        for field in examples.fields(schema).filter(is_wanted) {
            if body.get(field.name).is_none() {
                let part = &mut |part: &Field<'_>| if part.is_required { own(part) } else { None };
                body[field.name] =
                    own(&field).unwrap_or_else(|| examples.value(field.schema, part));
            }
        }
        // What does not recur ends.
        let is_endless =
            |body: &Value| ["ends_at", "recurrence"].iter().all(|at| body[at].is_null());
        if operation.id == "time_off_requests_create" && is_endless(&body) {
            body["starts_at"] = json!("2030-01-01T10:00:00Z");
            body["ends_at"] = json!("2030-01-01T11:00:00Z");
        }
        body
    }

    /// A number that no other row has.
    pub(crate) fn number(&self) -> u32 {
        self.known.made_up.fetch_add(1, Ordering::Relaxed)
    }

    /// What stands in a field whose example would be wrong, or that of every row: another
    /// row, a name, or what differs from row to row.
    fn own(
        &self,
        table: Option<&Table>,
        field: &Field<'_>,
        number: &dyn Fn() -> u32,
    ) -> Option<Value> {
        if field.is_identifier() {
            let kind = kind_of(field.name);
            let row = if table.is_some_and(|table| is_told_apart_by(table, field.name)) {
                self.make(&format!("/{kind}"), &json!({}))
            } else {
                self.usual(&kind)
            };
            return Some(row["id"].clone());
        }
        let is_unique = table.is_some_and(|table| {
            let keys = table.constraints.iter().flat_map(|rule| rule.keys);
            keys.into_iter().any(|key| table.columns[*key].name == field.name)
        });
        let is_name = field.name == "name" || field.name == "last_name";
        if field.schema["type"] != "string" || !(is_unique || is_name || !field.is_required) {
            return None;
        }
        let number = number();
        let (name, code) = (format!("No {number}"), format!("N{number}"));
        let texts = [name, code, format!("n{number}@example.com"), format!("+371{number:08}")];
        let document = self.document();
        let schemas = Schemas::of(&document.json);
        let mut texts = texts.into_iter().map(Value::from);
        texts.find(|text| schemas.check(field.schema, text).is_ok())
    }

    /// The row of a kind that rows refer to of which a test said nothing; what can be said of
    /// it so that a list can be filtered by it is said.
    pub(crate) fn usual(&self, kind: &str) -> Value {
        let place = (self.token().to_owned(), kind.to_owned());
        if let Some(known) = self.known.usual.lock().unwrap().get(&place) {
            return known.clone();
        }
        self.make_usual(kind, &json!({}))
    }

    /// Makes that row, with these fields.
    pub(crate) fn make_usual(&self, kind: &str, fields: &Value) -> Value {
        let path = format!("/{kind}");
        let document = self.document();
        let list = document.operation("GET", &path);
        let filters = list.map(|list| list.parameters("query")).unwrap_or_default();
        let operation = document.operation("POST", &path).unwrap();
        let is_wanted = |field: &Field<'_>| {
            let is_text = field.schema["type"] == "string" && field.schema["enum"].is_null();
            field.is_required || (filters.contains(field.name) && is_text)
        };
        let made = self.ask(&format!("POST {path}"), &self.filled(operation, fields, &is_wanted));
        let made = made.expect(201);
        let place = (self.token().to_owned(), kind.to_owned());
        self.known.usual.lock().unwrap().insert(place, made.clone());
        made
    }
}

/// Whether there can be one row of a table to what this field refers to and others do: then
/// two rows can't refer to the usual ones.
fn is_told_apart_by(table: &Table, field: &str) -> bool {
    let column = |key: &usize| &table.columns[*key];
    let mut rules = table.constraints.iter();
    rules.any(|rule| {
        let is_always = rule.span.is_none() && rule.when.is_none();
        let refers = rule.keys.iter().all(|key| column(key).references.is_some());
        is_always && refers && rule.keys.iter().any(|key| column(key).name == field)
    })
}
