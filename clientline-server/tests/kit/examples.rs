//! Values of the document's schemas, made of their examples.

use serde_json::{Map, Value, json};

/// The schemas of a document.
#[derive(Clone, Copy)]
pub(crate) struct Examples<'a> {
    document: &'a Value,
}

/// A field that a value may have.
pub(crate) struct Field<'a> {
    pub(crate) name: &'a str,
    /// Its schema, behind what makes it a reference.
    pub(crate) schema: &'a Value,
    pub(crate) is_required: bool,
}

impl Field<'_> {
    /// Whether its value is the identifier of a row.
    pub(crate) fn is_identifier(&self) -> bool {
        self.schema["format"] == "uuid"
    }
}

impl<'a> Examples<'a> {
    pub(crate) const fn of(document: &'a Value) -> Self {
        Self { document }
    }

    /// A schema behind what makes it a reference or nullable; of a choice, the first.
    pub(crate) fn resolved(self, schema: &'a Value) -> &'a Value {
        if let Some(pointer) = schema["$ref"].as_str() {
            return self.resolved(self.document.pointer(pointer.trim_start_matches('#')).unwrap());
        }
        let says_itself =
            ["example", "type", "properties"].iter().any(|key| !schema[key].is_null());
        let choices = ["allOf", "oneOf", "anyOf"].iter().filter_map(|name| schema[name].get(0));
        match choices.into_iter().next() {
            Some(first) if !says_itself => self.resolved(first),
            _ => schema,
        }
    }

    /// The schema of an operation's body, if it takes one; `said` is what the document says
    /// of the operation.
    pub(crate) fn body(self, said: &'a Value) -> Option<&'a Value> {
        let schema = &said.get("requestBody")?["content"]["application/json"]["schema"];
        Some(self.resolved(schema))
    }

    /// The fields of an object's schema.
    pub(crate) fn fields(self, schema: &'a Value) -> impl Iterator<Item = Field<'a>> {
        let required = schema["required"].as_array();
        let properties = schema["properties"].as_object().into_iter().flatten();
        properties.map(move |(name, schema)| {
            let is_required = required.is_some_and(|all| all.iter().any(|one| one == name));
            Field { name, schema: self.resolved(schema), is_required }
        })
    }

    /// A value of a schema with the fields that it has to have, at any depth. What is given
    /// for a field stands in it, whether it has to be there or not.
    pub(crate) fn value(
        self,
        schema: &'a Value,
        given: &mut dyn FnMut(&Field<'a>) -> Option<Value>,
    ) -> Value {
        let schema = self.resolved(schema);
        if let Some(example) = schema.get("example").or_else(|| schema.get("default")) {
            return example.clone();
        }
        if let Some(words) = schema["enum"].as_array() {
            return words[0].clone();
        }
        match schema["type"].as_str() {
            Some("array") if schema["minItems"].as_u64() > Some(0) => {
                let least = schema["minItems"].as_u64().unwrap_or(1);
                (0..least).map(|_| self.value(&schema["items"], given)).collect()
            }
            Some("array") => json!([]),
            Some("boolean") => json!(false),
            Some("integer" | "number") => {
                // The document writes bounds as floats.
                let least = schema["minimum"].as_f64().map(|least| least.to_string());
                json!(least.and_then(|least| least.parse::<i64>().ok()).unwrap_or(0))
            }
            Some("string") if schema["format"] == "date" => json!("2030-01-01"),
            Some("string") => json!("text"),
            _ => self.object(schema, given),
        }
    }

    fn object(
        self,
        schema: &'a Value,
        given: &mut dyn FnMut(&Field<'a>) -> Option<Value>,
    ) -> Value {
        let mut object = Map::new();
        for field in self.fields(schema) {
            let value = match given(&field) {
                None if field.is_required => self.value(field.schema, given),
                None => continue,
                Some(value) => value,
            };
            object.insert(field.name.to_owned(), value);
        }
        Value::Object(object)
    }
}
