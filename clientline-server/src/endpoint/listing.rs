//! Queries of lists: which page, and which items.
//!
//! The page's parameters are the same everywhere ([`PageRequest`]); what is
//! left are filters. They are read apart, so that each part can refuse what it
//! does not know.

use clientline_core::{
    entity::Stored,
    ops::{
        page::PageRequest,
        resource::{List, Readable},
    },
    row::{Column, Kind},
};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{
    call::Call,
    definitions::{Described, Schemas, Side},
    input::{Input, Inputs, Parameters},
};
use crate::{
    problem::{Problem, Refusal},
    query,
};

/// The names of the page's own parameters.
const PAGE: [&str; 4] = ["limit", "cursor", "skip", "count"];

/// A page of what a filter keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paged<F> {
    /// The conditions.
    pub filter: F,
    /// Which page of it.
    pub page: PageRequest,
}

/// A page of a kind of resource, filtered by the fields that it names.
#[derive(Debug, Clone)]
pub struct Listing<E>(pub List<E>);

/// Parameters as they were sent.
type Pairs = Vec<(String, String)>;

/// The parameters of the page, and those that are left.
fn divided(call: &Call) -> Result<(Pairs, Pairs), Problem> {
    let pairs = query::pairs(&call.request)?.into_iter();
    Ok(pairs.partition(|(name, _)| PAGE.contains(&name.as_str())))
}

/// Reads which page is wanted.
fn page(call: &Call, pairs: Pairs) -> Result<PageRequest, Refusal> {
    let page: PageRequest = query::from_pairs(pairs)?;
    match page.must_be_in_range() {
        Ok(()) => Ok(page),
        Err(error) => Err(Refusal::Invalid(call.problem(&error).errors)),
    }
}

/// Returns both, or what is wrong with either.
fn both<A, B>(first: Result<A, Refusal>, second: Result<B, Refusal>) -> Result<(A, B), Refusal> {
    match (first, second) {
        (Ok(first), Ok(second)) => Ok((first, second)),
        (Err(Refusal::Invalid(first)), Err(Refusal::Invalid(second))) => {
            Err(Refusal::Invalid([first, second].concat()))
        }
        (Err(refusal), _) | (_, Err(refusal)) => Err(refusal),
    }
}

impl<F: DeserializeOwned + JsonSchema> Input for Paged<F> {
    const IS_QUERY: bool = true;

    fn describe(inputs: &mut Inputs, schemas: &mut Schemas) {
        inputs.query.extend([schemas.input::<F>(), schemas.input::<PageRequest>()]);
    }

    fn take(call: &Call, _path: &mut Parameters) -> Result<Self, Problem> {
        let (pairs, filter) = divided(call)?;
        let (page, filter) = both(page(call, pairs), query::from_pairs(filter))?;
        Ok(Self { filter, page })
    }
}

impl<E: Readable> Input for Listing<E> {
    const IS_QUERY: bool = true;

    fn describe(inputs: &mut Inputs, schemas: &mut Schemas) {
        let fields = schemas.properties::<Stored<E>>();
        let filters = E::TABLE.columns.iter().filter(|column| E::FILTERS.contains(&column.name));
        let mut properties: serde_json::Map<String, Value> = filters
            .map(|column| (column.name.to_owned(), schema(column, fields.get(column.name))))
            .collect();
        if let Some(day) = E::DAY {
            properties.extend(period(day));
        }
        let schema = json!({"properties": properties});
        inputs
            .query
            .extend([Described { schema, side: Side::Output }, schemas.input::<PageRequest>()]);
    }

    fn take(call: &Call, _path: &mut Parameters) -> Result<Self, Problem> {
        let (pairs, filters) = divided(call)?;
        let mut wrong = Vec::new();
        let mut list = List::new(PageRequest::default());
        for (name, value) in &filters {
            match list.clone().filter(name, value) {
                Ok(filtered) => list = filtered,
                Err(error) => wrong.extend(call.problem(&error).errors),
            }
        }
        let list = if wrong.is_empty() { Ok(list) } else { Err(Refusal::Invalid(wrong)) };
        let (page, list) = both(page(call, pairs), list)?;
        Ok(Self(list.page(page)))
    }
}

/// The parameters that keep a list to a period, by a field with the day.
fn period(day: &str) -> [(String, Value); 2] {
    let date = |text: String| json!({"type": "string", "format": "date", "description": text});
    [
        ("from", format!("With that `{day}` or a later one; the latest day comes first then.")),
        ("to", format!("With a `{day}` before that one; the latest day comes first then.")),
    ]
    .map(|(name, text)| (name.to_owned(), date(text)))
}

/// The schema of a value in a query, by its column: said as the field of the answer is, and one of
/// the same words, if it holds one.
fn schema(column: &Column, field: Option<&Value>) -> Value {
    if let Some(field) = field.filter(|_| !column.words.is_empty()) {
        return field.clone();
    }
    let mut schema = match column.kind {
        Kind::Bool => json!({"type": "boolean"}),
        Kind::Int => json!({"type": "integer", "format": "int64"}),
        Kind::Text => json!({"type": "string", "pattern": r"^[^\x00]*$"}),
        Kind::Time => json!({"type": "string", "format": "date-time"}),
        Kind::Date => json!({"type": "string", "format": "date"}),
        Kind::Uuid => json!({"type": "string", "format": "uuid"}),
    };
    if let Some(description) = field.and_then(|field| field.get("description")) {
        schema["description"] = description.clone();
    }
    schema
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parameters_of_a_page_are_all_known() {
        let schema = serde_json::to_value(schemars::schema_for!(PageRequest)).unwrap();
        let mut names: Vec<&str> =
            schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        let mut known = PAGE.to_vec();
        names.sort_unstable();
        known.sort_unstable();
        assert_eq!(names, known);
    }
}
