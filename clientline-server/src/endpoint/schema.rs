//! From the schemas of the core's types to those of the `OpenAPI` document.
//!
//! The core describes its types by `schemars`, which knows nothing of web
//! frameworks; poem-openapi has its own model. This is the bridge: one function
//! over JSON. What the model can't hold (a schema that allows no further
//! properties) is said by [`is_closed`], and put into the finished document.

use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

use poem_openapi::registry::{MetaSchema, MetaSchemaRef};
use serde_json::{Map, Value};

/// The text before the name in a reference.
const REFERENCE: &str = "#/components/schemas/";

/// Every keyword that [`converted`] understands, or leaves out knowingly.
#[cfg(test)]
pub(super) const KEYWORDS: [&str; 31] = [
    "$ref",
    "type",
    "format",
    "title",
    "description",
    "default",
    "required",
    "properties",
    "items",
    "additionalProperties",
    "enum",
    "deprecated",
    "nullable",
    "anyOf",
    "oneOf",
    "allOf",
    "readOnly",
    "writeOnly",
    "example",
    "multipleOf",
    "maximum",
    "minimum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "$schema",
];

/// Keeps a text for as long as the process lives, once: the framework's model
/// wants static texts, and the document is made of a bounded set of them.
pub(super) fn interned(text: &str) -> &'static str {
    static TEXTS: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut texts = TEXTS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = texts.get(text) {
        return known;
    }
    let kept: &'static str = Box::leak(text.into());
    texts.insert(kept);
    kept
}

/// Whether an object of this schema takes no properties but those named.
pub(super) fn is_closed(schema: &Value) -> bool {
    schema.get("additionalProperties") == Some(&Value::Bool(false))
}

/// A schema, or a reference to one; `name` says what a definition is called in
/// the document.
pub(super) fn reference(schema: &Value, name: &dyn Fn(&str) -> String) -> MetaSchemaRef {
    let target = schema.get("$ref").and_then(Value::as_str);
    match target.and_then(|target| target.strip_prefix(REFERENCE)) {
        Some(target) => MetaSchemaRef::Reference(name(target)),
        None => MetaSchemaRef::Inline(Box::new(converted(schema, name))),
    }
}

/// A schema in the framework's model.
pub(super) fn converted(schema: &Value, name: &dyn Fn(&str) -> String) -> MetaSchema {
    let Some(keywords) = schema.as_object() else { return MetaSchema::ANY };
    if let Some(alternatives) = keywords.get("anyOf").or_else(|| keywords.get("oneOf")) {
        if let Some(words) = words(alternatives) {
            return described(words, keywords);
        }
        if let Some(optional) = optional(alternatives, name) {
            return described(optional, keywords);
        }
    }
    let text = |keyword: &str| keywords.get(keyword).and_then(Value::as_str);
    let flag = |keyword: &str| keywords.get(keyword).and_then(Value::as_bool);
    let size = |keyword: &str| {
        keywords.get(keyword).and_then(Value::as_u64).and_then(|size| size.try_into().ok())
    };
    let number = |keyword: &str| keywords.get(keyword).and_then(Value::as_f64);
    let schemas = |keyword: &str| -> Vec<MetaSchemaRef> {
        list(keywords, keyword).iter().map(|schema| reference(schema, name)).collect()
    };
    let inner = |keyword: &str| {
        let schema = keywords.get(keyword).filter(|schema| schema.is_object());
        schema.map(|schema| Box::new(reference(schema, name)))
    };
    let (maximum, exclusive_maximum) = bound(number("maximum"), number("exclusiveMaximum"));
    let (minimum, exclusive_minimum) = bound(number("minimum"), number("exclusiveMinimum"));
    let plain = MetaSchema {
        ty: text("type").map_or("", interned),
        format: text("format").map(interned),
        title: text("title").map(str::to_owned),
        default: default_of(keywords),
        required: list(keywords, "required")
            .iter()
            .filter_map(Value::as_str)
            .map(interned)
            .collect(),
        properties: properties(keywords, name),
        items: inner("items"),
        additional_properties: inner("additionalProperties"),
        enum_items: list(keywords, "enum").to_vec(),
        deprecated: flag("deprecated").unwrap_or_default(),
        nullable: flag("nullable").unwrap_or_default(),
        any_of: schemas("anyOf"),
        one_of: schemas("oneOf"),
        all_of: schemas("allOf"),
        read_only: flag("readOnly").unwrap_or_default(),
        write_only: flag("writeOnly").unwrap_or_default(),
        example: keywords.get("example").cloned(),
        multiple_of: number("multipleOf"),
        maximum,
        exclusive_maximum,
        minimum,
        exclusive_minimum,
        max_length: size("maxLength"),
        min_length: size("minLength"),
        pattern: text("pattern").map(str::to_owned),
        max_items: size("maxItems"),
        min_items: size("minItems"),
        unique_items: flag("uniqueItems"),
        ..MetaSchema::ANY
    };
    described(plain, keywords)
}

/// Returns the default, unless it is an object: that says nothing which the defaults of its
/// members don't, and generators of clients leave out a whole schema that has one.
fn default_of(keywords: &Map<String, Value>) -> Option<Value> {
    keywords.get("default").filter(|default| !default.is_null() && !default.is_object()).cloned()
}

/// Puts the description on, beside one that the schema has already.
fn described(schema: MetaSchema, keywords: &Map<String, Value>) -> MetaSchema {
    let own = keywords.get("description").and_then(Value::as_str).map(unlinked);
    let description = match (own, schema.description) {
        (Some(own), Some(words)) => Some(interned(&format!("{own}\n\n{words}"))),
        (Some(own), None) => Some(interned(&own)),
        (None, words) => words,
    };
    let default = default_of(keywords);
    let nullable = schema.nullable || keywords.get("nullable") == Some(&Value::Bool(true));
    MetaSchema { description, default: default.or(schema.default), nullable, ..schema }
}

/// A text of Rust's documentation for readers of the API: without its links,
/// which lead nowhere here, and without its examples of code.
fn unlinked(text: &str) -> String {
    let prose = text.split_once("```").map_or(text, |(prose, _)| prose);
    prose.trim_end().replace("[`", "`").replace("`]", "`")
}

/// Alternatives that are each one documented word, as one enumeration: every
/// generator of clients understands that, and few understand the other.
fn words(alternatives: &Value) -> Option<MetaSchema> {
    let mut enum_items = Vec::new();
    let mut lines = Vec::new();
    for alternative in alternatives.as_array()? {
        let items = alternative.get("enum")?.as_array()?;
        if items.iter().any(|item| !item.is_string()) {
            return None;
        }
        if let (Some(words), [item]) = (alternative.get("description"), items.as_slice()) {
            lines.push(format!("- `{}`: {}", item.as_str()?, words.as_str()?));
        }
        enum_items.extend(items.iter().cloned());
    }
    let description = (!lines.is_empty()).then(|| interned(&lines.join("\n")));
    Some(MetaSchema { ty: "string", enum_items, description, ..MetaSchema::ANY })
}

/// One alternative or null, as that one, nullable.
fn optional(alternatives: &Value, name: &dyn Fn(&str) -> String) -> Option<MetaSchema> {
    let is_null = |schema: &&Value| {
        schema.get("enum").and_then(Value::as_array).is_some_and(|all| all == &[Value::Null])
            || schema.get("type").and_then(Value::as_str) == Some("null")
    };
    let alternatives = alternatives.as_array()?;
    let [null] = alternatives.iter().filter(is_null).collect::<Vec<_>>()[..] else { return None };
    let rest: Vec<_> = alternatives.iter().filter(|schema| *schema != null).collect();
    let schema = match rest.as_slice() {
        [only] => match reference(only, name) {
            MetaSchemaRef::Inline(schema) => *schema,
            // Beside a reference nothing may stand, so it goes one level down.
            target @ MetaSchemaRef::Reference(_) => {
                MetaSchema { all_of: vec![target], ..MetaSchema::ANY }
            }
        },
        many => MetaSchema {
            any_of: many.iter().map(|schema| reference(schema, name)).collect(),
            ..MetaSchema::ANY
        },
    };
    Some(MetaSchema { nullable: true, ..schema })
}

/// A bound and whether it is left out, as `OpenAPI` 3.0 says it.
fn bound(inclusive: Option<f64>, exclusive: Option<f64>) -> (Option<f64>, Option<bool>) {
    match exclusive {
        Some(bound) => (Some(bound), Some(true)),
        None => (inclusive, None),
    }
}

fn properties(
    keywords: &Map<String, Value>,
    name: &dyn Fn(&str) -> String,
) -> Vec<(&'static str, MetaSchemaRef)> {
    let properties = keywords.get("properties").and_then(Value::as_object);
    let each = properties.into_iter().flatten();
    each.map(|(property, schema)| (interned(property), reference(schema, name))).collect()
}

fn list<'a>(keywords: &'a Map<String, Value>, keyword: &str) -> &'a [Value] {
    keywords.get(keyword).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The converted schema as it stands in the document.
    fn document(schema: &Value) -> Value {
        serde_json::to_value(reference(schema, &|name| format!("New{name}"))).unwrap()
    }

    #[test]
    fn a_plain_schema_stays_as_it_is() {
        let plain = json!({
            "type": "object",
            "description": "A room.",
            "required": ["name"],
            "properties": {
                "name": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^x", "example": "x"},
                "seats": {"type": "integer", "format": "int32", "minimum": 1.0, "maximum": 9.0, "default": 2},
                "tags": {
                    "type": "array", "items": {"type": "string"},
                    "minItems": 1, "maxItems": 3, "uniqueItems": true,
                },
                "notes": {"type": "string", "nullable": true},
                "prices": {"type": "object", "additionalProperties": {"type": "integer"}},
                "level": {"enum": ["a", "b"], "type": "string", "deprecated": true, "readOnly": true},
            },
        });
        assert_eq!(document(&plain), plain);
    }

    #[test]
    fn a_reference_gets_the_name_of_the_document() {
        let schema = json!({"$ref": "#/components/schemas/Guest"});
        assert_eq!(document(&schema), json!({"$ref": "#/components/schemas/NewGuest"}));
    }

    #[test]
    fn what_may_be_null_is_nullable() {
        let schema = json!({
            "description": "Who asked.",
            "anyOf": [{"$ref": "#/components/schemas/Guest"}, {"enum": [null], "nullable": true}],
        });
        let expected = json!({
            "description": "Who asked.", "nullable": true,
            "allOf": [{"$ref": "#/components/schemas/NewGuest"}],
        });
        assert_eq!(document(&schema), expected);
    }

    #[test]
    fn documented_words_are_one_enumeration() {
        let schema = json!({
            "description": "What an actor is.",
            "oneOf": [
                {"description": "Runs it.", "enum": ["admin"], "type": "string"},
                {"description": "Serves.", "enum": ["staff"], "type": "string"},
            ],
        });
        let expected = json!({
            "type": "string", "enum": ["admin", "staff"],
            "description": "What an actor is.\n\n- `admin`: Runs it.\n- `staff`: Serves.",
        });
        assert_eq!(document(&schema), expected);
    }

    #[test]
    fn what_only_rust_reads_is_left_out_of_descriptions() {
        let text = "Makes a [`Guest`].\n\n```\nlet guest = 1;\n```\n";
        let schema = json!({"type": "string", "description": text});
        assert_eq!(document(&schema)["description"], "Makes a `Guest`.");
    }

    #[test]
    fn alternatives_of_other_kinds_stay_alternatives() {
        let schema = json!({"oneOf": [{"type": "string"}, {"type": "integer"}]});
        assert_eq!(document(&schema), schema);
    }

    #[test]
    fn an_exclusive_bound_is_said_in_the_way_of_openapi_3_0() {
        let schema = json!({"type": "number", "exclusiveMinimum": 0.0});
        let expected = json!({"type": "number", "minimum": 0.0, "exclusiveMinimum": true});
        assert_eq!(document(&schema), expected);
    }

    #[test]
    fn a_closed_object_is_known() {
        assert!(is_closed(&json!({"type": "object", "additionalProperties": false})));
        assert!(!is_closed(&json!({"type": "object"})));
    }

    #[test]
    fn a_text_is_kept_once() {
        assert!(std::ptr::eq(interned("guest"), interned(&["gu", "est"].concat())));
    }
}
