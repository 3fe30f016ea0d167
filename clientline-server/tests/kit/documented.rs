//! What the document says: its operations, and who may use them.

use std::{
    collections::BTreeSet,
    fmt,
    sync::{Arc, OnceLock},
};

use serde_json::Value;

/// An operation of the document.
#[derive(Clone)]
pub(crate) struct Documented {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) id: String,
    /// Who may use it, as its description says; nobody is named if all may.
    pub(crate) roles: Vec<String>,
    document: Arc<Value>,
    said: OnceLock<Value>,
}

impl fmt::Debug for Documented {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { method, path, id, roles, document: _, said: _ } = self;
        write!(f, "{method} {path} {id} {roles:?}")
    }
}

impl Documented {
    /// What the document says of it, with what it says of several at once. It is put together
    /// when it is asked for: most tests ask that of a few operations.
    pub(crate) fn said(&self) -> &Value {
        self.said.get_or_init(|| {
            let operation = &self.document["paths"][&self.path][self.method.to_lowercase()];
            whole(&self.document, operation)
        })
    }

    pub(crate) fn is_open(&self) -> bool {
        self.roles.is_empty()
    }

    /// Whether a role may use it, among others.
    pub(crate) fn is_for(&self, role: &str) -> bool {
        self.roles.iter().any(|named| named == role)
    }

    /// The names of its parameters in a place.
    pub(crate) fn parameters(&self, place: &str) -> BTreeSet<String> {
        let all = self.said()["parameters"].as_array().into_iter().flatten();
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

/// What a document says of an operation, with parameters, answers and headers in the place of
/// the references to them; those to schemas stay.
pub(crate) fn whole(document: &Value, said: &Value) -> Value {
    if let Some(place) = said["$ref"].as_str().filter(|place| !place.contains("/schemas/")) {
        let place = document.pointer(place.trim_start_matches('#'));
        return whole(document, place.unwrap());
    }
    match said {
        Value::Object(entries) => {
            entries.iter().map(|(name, one)| (name.clone(), whole(document, one))).collect()
        }
        Value::Array(items) => items.iter().map(|one| whole(document, one)).collect(),
        other => other.clone(),
    }
}

/// Every operation of a document, by path and method.
pub(crate) fn documented(document: &Arc<Value>) -> Vec<Documented> {
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
                document: Arc::clone(document),
                said: OnceLock::new(),
            });
        }
    }
    all.sort_by(|a, b| (&a.path, &a.method).cmp(&(&b.path, &b.method)));
    all
}
