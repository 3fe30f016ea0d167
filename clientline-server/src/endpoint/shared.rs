//! What operations say alike, said once: `responses`, `parameters` and `headers` of the
//! document's components (`OpenAPI` 3.0.3, "Components Object").
//!
//! The framework's model writes each of them out in every operation: of the document that was
//! four fifths.

use std::collections::BTreeMap;

use poem::http::StatusCode;
use serde_json::{Map, Value, json};

/// From how many on equal ones are said once.
const ALIKE_MIN: usize = 2;

/// Has what is said alike refer to one place.
pub(super) fn share(document: &mut Value) {
    without_defaults(&mut document["paths"]);
    let mut headers = Shared::new("headers");
    each_response(document, &mut |_, response| {
        each_header(response, &mut |name, header| {
            headers.count(name, header);
        });
    });
    headers.settle();
    each_response(document, &mut |_, response| {
        each_header(response, &mut |_, header| headers.refer(header));
    });
    let mut responses = Shared::new("responses");
    each_response(document, &mut |status, response| {
        responses.count(&name_of(status), response);
    });
    responses.settle();
    each_response(document, &mut |_, response| responses.refer(response));
    let mut parameters = Shared::new("parameters");
    each_parameter(document, &mut |name, parameter| parameters.count(name, parameter));
    parameters.settle();
    each_parameter(document, &mut |_, parameter| parameters.refer(parameter));
    for shared in [headers, responses, parameters] {
        document["components"][shared.part] = Value::Object(shared.said);
    }
}

/// The things of one part of the components, by name.
struct Shared {
    part: &'static str,
    /// Each text by each name, and how often it is said.
    counts: BTreeMap<String, BTreeMap<String, usize>>,
    /// What each text of several places is called, once that is settled.
    names: BTreeMap<String, String>,
    /// What is said in several places.
    said: Map<String, Value>,
}

impl Shared {
    fn new(part: &'static str) -> Self {
        Self { part, counts: BTreeMap::new(), names: BTreeMap::new(), said: Map::new() }
    }

    fn count(&mut self, name: &str, value: &Value) {
        let of_name = self.counts.entry(name.to_owned()).or_default();
        *of_name.entry(value.to_string()).or_default() += 1;
    }

    /// Names what is said often enough: what is said most often of a name has that itself, and
    /// the others have it with a number.
    fn settle(&mut self) {
        for (name, texts) in std::mem::take(&mut self.counts) {
            let mut texts: Vec<(String, usize)> = texts.into_iter().collect();
            texts.retain(|(_, count)| *count >= ALIKE_MIN);
            texts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            for (number, (text, _)) in (1..).zip(texts) {
                let name = if number == 1 { name.clone() } else { format!("{name}{number}") };
                // It was just written.
                let value: Value = serde_json::from_str(&text).unwrap_or_default();
                self.said.insert(name.clone(), value);
                self.names.insert(text, name);
            }
        }
    }

    fn refer(&self, value: &mut Value) {
        if let Some(name) = self.names.get(&value.to_string()) {
            *value = json!({"$ref": format!("#/components/{}/{name}", self.part)});
        }
    }
}

/// Returns the name of failures with a status: its phrase in HTTP, as one word.
fn name_of(status: &str) -> String {
    let status = status.parse().ok().and_then(|code| StatusCode::from_u16(code).ok());
    let phrase = status.and_then(|status| status.canonical_reason()).unwrap_or_default();
    phrase.split(' ').collect()
}

fn operations(document: &mut Value) -> impl Iterator<Item = &mut Value> {
    let paths = document["paths"].as_object_mut().into_iter().flatten();
    paths.flat_map(|(_, path)| path.as_object_mut().into_iter().flatten()).map(|(_, one)| one)
}

/// Goes through the failures of every operation; a success differs by what is answered.
fn each_response(document: &mut Value, act: &mut dyn FnMut(&str, &mut Value)) {
    for operation in operations(document) {
        let responses = operation["responses"].as_object_mut().into_iter().flatten();
        for (status, response) in responses {
            act(status, response);
        }
    }
}

fn each_header(response: &mut Value, act: &mut dyn FnMut(&str, &mut Value)) {
    let headers = response.get_mut("headers").and_then(Value::as_object_mut);
    for (name, header) in headers.into_iter().flatten() {
        act(name, header);
    }
}

fn each_parameter(document: &mut Value, act: &mut dyn FnMut(&str, &mut Value)) {
    for operation in operations(document) {
        let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut);
        for parameter in parameters.into_iter().flatten() {
            let name = parameter["name"].as_str().unwrap_or_default().to_owned();
            act(&name, parameter);
        }
    }
}

/// Leaves out what is so unless it is said: that nothing is deprecated, and that a list that is
/// a parameter is repeated.
fn without_defaults(value: &mut Value) {
    match value {
        Value::Object(entries) => {
            for (name, default) in [("deprecated", false), ("explode", true)] {
                if entries.get(name) == Some(&json!(default)) {
                    entries.remove(name);
                }
            }
            entries.values_mut().for_each(without_defaults);
        }
        Value::Array(items) => items.iter_mut().for_each(without_defaults),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_alike_is_said_once_and_what_differs_stays() {
        let usual = json!({"description": "Not there.", "headers": {"A": {"deprecated": false}}});
        let other = json!({"description": "Elsewhere."});
        let operation = |response: &Value| json!({"get": {"responses": {"404": response}}});
        let mut document = json!({"components": {}, "paths": {
            "/a": operation(&usual), "/b": operation(&usual), "/c": operation(&usual),
            "/d": operation(&other),
        }});
        share(&mut document);
        let response = |path: &str| &document["paths"][path]["get"]["responses"]["404"];
        let reference = json!({"$ref": "#/components/responses/NotFound"});
        assert_eq!((response("/a"), response("/d")), (&reference, &other));
        let said = &document["components"]["responses"]["NotFound"];
        assert_eq!(said["headers"]["A"], json!({"$ref": "#/components/headers/A"}));
        assert_eq!(document["components"]["headers"]["A"], json!({}));
    }
}
