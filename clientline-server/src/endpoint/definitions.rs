//! The named schemas of the document.
//!
//! What a client may send and what it gets are described apart: a field with a
//! default may be left out of a request, but is always in an answer. A type
//! that is used both ways and differs gets two names, the plain one for what
//! is answered.

use std::collections::{BTreeMap, BTreeSet};

use poem_openapi::registry::{MetaSchema, MetaSchemaRef};
use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value};

use super::schema::{converted, is_closed, reference};

/// Collects the schemas of everything that endpoints take and answer.
pub struct Schemas {
    input: SchemaGenerator,
    output: SchemaGenerator,
}

/// A schema as `schemars` says it, and whether it is of a request.
#[derive(Debug, Clone)]
pub(super) struct Described {
    pub(super) schema: Value,
    pub(super) side: Side,
}

/// Which way a value travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Input,
    Output,
}

impl Schemas {
    pub(super) fn new() -> Self {
        let settings = SchemaSettings::openapi3;
        Self {
            input: settings().for_deserialize().into_generator(),
            output: settings().for_serialize().into_generator(),
        }
    }

    /// The schema of something that clients send.
    pub(super) fn input<T: JsonSchema>(&mut self) -> Described {
        Described { schema: subschema::<T>(&mut self.input), side: Side::Input }
    }

    /// The schema of something that clients get.
    pub(super) fn output<T: JsonSchema>(&mut self) -> Described {
        Described { schema: subschema::<T>(&mut self.output), side: Side::Output }
    }

    /// The properties of something that clients get, each with its schema.
    pub(super) fn properties<T: JsonSchema>(&mut self) -> Map<String, Value> {
        let whole = subschema::<T>(&mut self.output);
        let target = whole.get("$ref").and_then(Value::as_str).and_then(|at| at.rsplit('/').next());
        let definition = target.and_then(|target| self.output.definitions().get(target)).cloned();
        let Ok(mut schema) = Schema::try_from(definition.unwrap_or(whole)) else {
            return Map::new();
        };
        for transform in self.output.transforms_mut() {
            transform.transform(&mut schema);
        }
        schema.get("properties").and_then(Value::as_object).cloned().unwrap_or_default()
    }

    /// A change of a `T` (RFC 7396): any of its fields, and null
    /// for what shall be cleared. `name` is the name that it gets.
    pub(super) fn change<T: JsonSchema>(&mut self, name: &str) -> Described {
        let whole = subschema::<T>(&mut self.input);
        let target = whole.get("$ref").and_then(Value::as_str).and_then(|at| at.rsplit('/').next());
        let definition = target.and_then(|target| self.input.definitions().get(target)).cloned();
        let mut change = definition.unwrap_or(whole);
        if let Some(keywords) = change.as_object_mut() {
            let required = keywords.remove("required").unwrap_or_default();
            let stays =
                |name: &str| required.as_array().is_some_and(|all| all.contains(&name.into()));
            keywords.insert("description".to_owned(), CHANGE.into());
            let properties = keywords.get_mut("properties").and_then(Value::as_object_mut);
            for (name, property) in properties.into_iter().flatten() {
                if let Some(property) = property.as_object_mut() {
                    // What is absent stays, so that no default applies.
                    property.remove("default");
                }
                if !stays(name) {
                    *property = or_null(property.take());
                }
            }
        }
        self.input.definitions_mut().insert(name.to_owned(), change);
        let schema = serde_json::json!({"$ref": format!("#/components/schemas/{name}")});
        Described { schema, side: Side::Input }
    }

    /// Ends the collection.
    pub(super) fn settle(mut self) -> Definitions {
        let input: BTreeMap<_, _> = self.input.take_definitions(true).into_iter().collect();
        let output: BTreeMap<_, _> = self.output.take_definitions(true).into_iter().collect();
        let clashing = clashing(&input, &output);
        Definitions { input, output, clashing }
    }
}

/// The description of every change.
const CHANGE: &str = "What is absent stays; `null` clears.";

/// A value of a schema, or null, which clears it.
fn or_null(schema: Value) -> Value {
    match schema {
        Value::Object(mut keywords) if !keywords.contains_key("$ref") => {
            keywords.insert("nullable".to_owned(), true.into());
            keywords.into()
        }
        reference => serde_json::json!({"anyOf": [reference, {"enum": [null], "nullable": true}]}),
    }
}

fn subschema<T: JsonSchema>(generator: &mut SchemaGenerator) -> Value {
    let mut schema = generator.subschema_for::<T>();
    for transform in generator.transforms_mut() {
        transform.transform(&mut schema);
    }
    schema.to_value()
}

/// The names of definitions that differ by side, or that refer to one which
/// does.
fn clashing(input: &BTreeMap<String, Value>, output: &BTreeMap<String, Value>) -> BTreeSet<String> {
    let shared = || input.iter().filter(|(name, _)| output.contains_key(*name));
    let mut clashing: BTreeSet<String> = shared()
        .filter(|(name, schema)| output.get(*name) != Some(*schema))
        .map(|(name, _)| name.clone())
        .collect();
    loop {
        let refers = |schema: &Value| targets(schema).iter().any(|name| clashing.contains(name));
        let more: Vec<String> = shared()
            .filter(|(name, schema)| !clashing.contains(*name) && refers(schema))
            .map(|(name, _)| name.clone())
            .collect();
        if more.is_empty() {
            return clashing;
        }
        clashing.extend(more);
    }
}

/// The names of the definitions that a schema refers to.
fn targets(schema: &Value) -> BTreeSet<String> {
    match schema {
        Value::Object(keywords) => {
            let own = keywords.get("$ref").and_then(Value::as_str);
            let own = own.and_then(|target| target.rsplit('/').next()).map(str::to_owned);
            own.into_iter().chain(keywords.values().flat_map(targets)).collect()
        }
        Value::Array(items) => items.iter().flat_map(targets).collect(),
        _ => BTreeSet::new(),
    }
}

/// The named schemas, all of them known.
pub(super) struct Definitions {
    input: BTreeMap<String, Value>,
    output: BTreeMap<String, Value>,
    clashing: BTreeSet<String>,
}

impl Definitions {
    /// The name of a definition in the document.
    fn name(&self, name: &str, side: Side) -> String {
        if side == Side::Input && self.clashing.contains(name) {
            return format!("{name}Input");
        }
        name.to_owned()
    }

    /// A described schema in the framework's model.
    pub(super) fn reference(&self, described: &Described) -> MetaSchemaRef {
        reference(&described.schema, &|name| self.name(name, described.side))
    }

    /// Looks one level deep: the schema that a described one refers to.
    pub(super) fn resolved<'a>(&'a self, described: &'a Described) -> &'a Value {
        let target = described.schema.get("$ref").and_then(Value::as_str);
        let target = target.and_then(|target| target.rsplit('/').next());
        let definitions = match described.side {
            Side::Input => &self.input,
            Side::Output => &self.output,
        };
        target.and_then(|target| definitions.get(target)).unwrap_or(&described.schema)
    }

    /// Every definition by its name in the document, with both sides' schema.
    pub(super) fn all(&self) -> impl Iterator<Item = (String, &Value, Side)> {
        let inputs = self.input.iter().map(|entry| (entry, Side::Input));
        let outputs = self.output.iter().map(|entry| (entry, Side::Output));
        inputs.chain(outputs).map(|((name, schema), side)| (self.name(name, side), schema, side))
    }

    /// Every definition in the framework's model.
    pub(super) fn converted(&self) -> BTreeMap<String, MetaSchema> {
        self.all()
            .map(|(name, schema, side)| (name, converted(schema, &|name| self.name(name, side))))
            .collect()
    }

    /// Where the definitions are that take no properties but those named: the
    /// name of one, or that of one of its alternatives.
    pub(super) fn closed(&self) -> BTreeSet<String> {
        self.all()
            .flat_map(|(name, schema, _)| {
                let own = is_closed(schema).then(|| name.clone());
                let all = schema.get("oneOf").and_then(Value::as_array).into_iter().flatten();
                let closed = all.enumerate().filter(|(_, alternative)| is_closed(alternative));
                own.into_iter()
                    .chain(closed.map(move |(at, _)| format!("{name}/oneOf/{at}")))
                    .collect::<Vec<_>>()
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::*;

    #[derive(Serialize, Deserialize, JsonSchema)]
    struct Same {
        name: String,
    }

    #[derive(Serialize, Deserialize, JsonSchema)]
    struct Differs {
        #[serde(default)]
        count: u32,
    }

    #[derive(Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    struct Outer {
        same: Same,
        inner: Option<Differs>,
    }

    fn definitions() -> (Definitions, Described, Described) {
        let mut schemas = Schemas::new();
        let (input, output) = (schemas.input::<Outer>(), schemas.output::<Outer>());
        (schemas.settle(), input, output)
    }

    #[test]
    fn a_type_that_differs_by_side_has_two_names_and_so_has_what_holds_it() {
        let (definitions, input, output) = definitions();
        let names: Vec<String> = definitions.converted().into_keys().collect();
        assert_eq!(names, ["Differs", "DiffersInput", "Outer", "OuterInput", "Same"]);
        assert_eq!(definitions.reference(&input), MetaSchemaRef::Reference("OuterInput".into()));
        assert_eq!(definitions.reference(&output), MetaSchemaRef::Reference("Outer".into()));
    }

    #[test]
    fn references_inside_a_side_stay_on_it() {
        let (definitions, ..) = definitions();
        let all = definitions.converted();
        let inner = |name: &str| {
            let outer = serde_json::to_value(&all[name]).unwrap();
            outer["properties"]["inner"]["allOf"][0]["$ref"].clone()
        };
        assert_eq!(inner("Outer"), "#/components/schemas/Differs");
        assert_eq!(inner("OuterInput"), "#/components/schemas/DiffersInput");
    }

    #[test]
    fn a_type_that_refuses_unknown_fields_is_closed() {
        let (definitions, ..) = definitions();
        let closed: Vec<String> = definitions.closed().into_iter().collect();
        assert_eq!(closed, ["Outer", "OuterInput"]);
    }

    #[test]
    fn a_change_requires_nothing_and_assumes_nothing() {
        let mut schemas = Schemas::new();
        let change = schemas.change::<Differs>("DiffersChange");
        let definitions = schemas.settle();
        let schema = definitions.resolved(&change);
        assert_eq!(schema.get("required"), None);
        assert_eq!(schema["properties"]["count"].get("default"), None);
        assert_eq!(schema["properties"]["count"]["nullable"], true);
        assert_eq!(schema["description"], CHANGE);
    }
}
