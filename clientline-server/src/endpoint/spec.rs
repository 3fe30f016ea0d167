//! The finished document, as it is served.

use serde_json::{Value, json};

use super::{Declare, Endpoints, Served, document::Document, service, shared::share, yaml};

/// The `OpenAPI` document in both its forms.
#[derive(Debug, Clone)]
pub struct Spec {
    /// As JSON.
    pub json: String,
    /// As YAML.
    pub yaml: String,
}

impl Spec {
    /// Documents the endpoints that `D` declares.
    ///
    /// The framework's model can't say that an object takes no further
    /// properties; that is put in here, for those that refuse them. Nor can it say once what
    /// many operations say alike.
    #[must_use]
    pub fn of<D: Declare>(served: Served) -> Self {
        let framework = service::<D>(served).spec();
        let mut document: Value = serde_json::from_str(&framework).unwrap_or_default();
        for name in Document::of(&Endpoints::of::<D>()).closed {
            let schema = document.pointer_mut(&format!("/components/schemas/{name}"));
            if let Some(schema) = schema.and_then(Value::as_object_mut) {
                schema.insert("additionalProperties".to_owned(), json!(false));
            }
        }
        whole_numbers(&mut document);
        share(&mut document);
        Self { json: document.to_string(), yaml: yaml::written(&document) }
    }
}

/// Writes bounds that are whole numbers as such: the framework's model has floats alone.
fn whole_numbers(value: &mut Value) {
    match value {
        Value::Number(number) if number.is_f64() => {
            let whole = number.to_string().strip_suffix(".0").map(str::parse::<i64>);
            if let Some(Ok(whole)) = whole {
                *value = json!(whole);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(whole_numbers),
        Value::Object(fields) => fields.values_mut().for_each(whole_numbers),
        _ => {}
    }
}
