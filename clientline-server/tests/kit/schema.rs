//! Whether a value is one of a schema: as much of JSON Schema as the document
//! uses. A keyword that is not known here is refused, not ignored.

use std::{collections::BTreeMap, sync::Mutex};

use regex::Regex;
use serde_json::{Map, Value};

/// The named schemas of a document.
pub(crate) struct Schemas<'a> {
    document: &'a Value,
}

type Checked = Result<(), String>;

impl<'a> Schemas<'a> {
    pub(crate) const fn of(document: &'a Value) -> Self {
        Self { document }
    }

    /// Says what is wrong with a value, if something is.
    pub(crate) fn check(&self, schema: &Value, value: &Value) -> Checked {
        let keywords = schema.as_object().ok_or("a schema has to be an object")?;
        if value.is_null() && keywords.get("nullable") == Some(&Value::Bool(true)) {
            return Ok(());
        }
        for (keyword, rule) in keywords {
            self.keyword(keyword, rule, keywords, value)
                .map_err(|wrong| format!("{wrong} ({keyword}: {rule}), in {value}"))?;
        }
        Ok(())
    }

    fn keyword(
        &self,
        keyword: &str,
        rule: &Value,
        schema: &Map<String, Value>,
        value: &Value,
    ) -> Checked {
        let must = |holds: bool| if holds { Ok(()) } else { Err("does not hold".to_owned()) };
        let size = || rule.as_u64().and_then(|size| usize::try_from(size).ok()).unwrap_or_default();
        let letters = || value.as_str().map(|text| text.chars().count());
        let items = || value.as_array().map(Vec::len);
        let exclusive = |name: &str| schema.get(name) == Some(&Value::Bool(true));
        match keyword {
            "$ref" => {
                let pointer = rule.as_str().unwrap().trim_start_matches('#');
                self.check(self.document.pointer(pointer).ok_or("leads nowhere")?, value)
            }
            "type" => must(is_of_type(rule.as_str().unwrap(), value)),
            "enum" => must(rule.as_array().unwrap().contains(value)),
            "format" => must(is_of_format(rule.as_str().unwrap(), value)),
            "pattern" => {
                let pattern = compiled(rule.as_str().unwrap())?;
                must(value.as_str().is_none_or(|text| pattern.is_match(text)))
            }
            "minLength" => must(letters().is_none_or(|count| count >= size())),
            "maxLength" => must(letters().is_none_or(|count| count <= size())),
            "minItems" => must(items().is_none_or(|count| count >= size())),
            "maxItems" => must(items().is_none_or(|count| count <= size())),
            "minimum" => must(compare(value, rule, exclusive("exclusiveMinimum"), |v, r| v >= r)),
            "maximum" => must(compare(value, rule, exclusive("exclusiveMaximum"), |v, r| v <= r)),
            "uniqueItems" => must(value.as_array().is_none_or(|all| {
                all.iter().enumerate().all(|(at, one)| !all[..at].contains(one))
            })),
            "items" => value.as_array().into_iter().flatten().try_for_each(|v| self.check(rule, v)),
            "required" => {
                let missing = |name: &&Value| value.get(name.as_str().unwrap()).is_none();
                must(!value.is_object() || rule.as_array().unwrap().iter().find(missing).is_none())
            }
            "properties" => rule.as_object().unwrap().iter().try_for_each(|(name, schema)| {
                value.get(name).map_or(Ok(()), |value| self.check(schema, value))
            }),
            "additionalProperties" => self.others(rule, schema, value),
            "anyOf" => must(self.count(rule, value) > 0),
            "oneOf" => must(self.count(rule, value) == 1),
            "allOf" => rule.as_array().unwrap().iter().try_for_each(|s| self.check(s, value)),
            "description" | "title" | "default" | "example" | "nullable" | "deprecated"
            | "exclusiveMinimum" | "exclusiveMaximum" | "writeOnly" => Ok(()),
            _ => Err("is not known".to_owned()),
        }
    }

    /// How many of these alternatives hold.
    fn count(&self, alternatives: &Value, value: &Value) -> usize {
        let alternatives = alternatives.as_array().unwrap().iter();
        alternatives.filter(|schema| self.check(schema, value).is_ok()).count()
    }

    /// Checks the properties that the schema does not name.
    fn others(&self, rule: &Value, schema: &Map<String, Value>, value: &Value) -> Checked {
        let named = |name: &String| {
            schema.get("properties").and_then(|properties| properties.get(name)).is_some()
        };
        let mut others = value.as_object().into_iter().flatten().filter(|(name, _)| !named(name));
        others.try_for_each(|(name, value)| match rule {
            Value::Bool(false) => Err(format!("`{name}` is too much")),
            Value::Bool(true) => Ok(()),
            rule => self.check(rule, value),
        })
    }
}

/// Compiles a pattern, once in the life of the process: that takes far longer than
/// trying it.
fn compiled(pattern: &str) -> Result<Regex, String> {
    static PATTERNS: Mutex<BTreeMap<String, Regex>> = Mutex::new(BTreeMap::new());
    let mut patterns = PATTERNS.lock().unwrap();
    if let Some(known) = patterns.get(pattern) {
        return Ok(known.clone());
    }
    let regex = Regex::new(pattern).map_err(|error| error.to_string())?;
    patterns.insert(pattern.to_owned(), regex.clone());
    Ok(regex)
}

fn is_of_type(name: &str, value: &Value) -> bool {
    match name {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}

fn is_of_format(name: &str, value: &Value) -> bool {
    let Some(text) = value.as_str() else { return true };
    match name {
        "uuid" => uuid::Uuid::try_parse(text).is_ok(),
        "date" => text.parse::<chrono::NaiveDate>().is_ok(),
        "date-time" => chrono::DateTime::parse_from_rfc3339(text).is_ok(),
        "decimal" => text.parse::<f64>().is_ok_and(f64::is_finite),
        "email" => text.contains('@'),
        "password" => true,
        _ => false,
    }
}

fn compare(value: &Value, bound: &Value, exclusive: bool, holds: fn(f64, f64) -> bool) -> bool {
    let (Some(value), Some(bound)) = (value.as_f64(), bound.as_f64()) else { return true };
    #[expect(clippy::float_cmp, reason = "a bound that is left out is just that number")]
    let is_bound = value == bound;
    holds(value, bound) && !(exclusive && is_bound)
}
