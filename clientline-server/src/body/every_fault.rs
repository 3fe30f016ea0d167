//! All that is wrong with a body, and not only what a parser met first.
//!
//! A parser stops at the first fault. So what is wrong is taken out of the tree, and the rest is
//! read again: until it can be read, or something is missed that has to be there. What else has
//! to be there, the documented schema says.

use std::collections::BTreeSet;

use clientline_core::strict::{self, escaped};
use schemars::{JsonSchema, generate::SchemaSettings};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{fault, tree};
use crate::problem::{Fault, Refusal};

/// The most faults that are named at once.
const FAULTS_MAX: usize = 20;

/// The longest body, in bytes, of which all faults are looked for: each is read once more, and
/// who sends what is wrong on purpose is not to be worth twenty readings of a megabyte.
const LENGTH_MAX: usize = 64 * 1_024;

/// Names what is wrong with a tree of which no `T` can be read, each place once; of a long text
/// what is met first.
pub(super) fn of<T: DeserializeOwned>(mut tree: Value, length: usize) -> Vec<Fault> {
    let most = if length > LENGTH_MAX { 1 } else { FAULTS_MAX };
    let mut faults = Vec::new();
    let mut taken_out = BTreeSet::new();
    while faults.len() < most {
        let Err(error) = strict::read::<T>(tree.clone()) else { break };
        let fault = fault::of(error.path(), &error.inner().to_string());
        let place = match fault.pointer.rsplit_once('/') {
            // Nothing is there to be taken out, but what lacks it.
            Some((parent, _)) if fault.code == "missing_field" => parent.to_owned(),
            _ => fault.pointer.clone(),
        };
        if !taken_out.contains(&fault.pointer) {
            faults.push(fault);
        }
        match take_out(&mut tree, &place) {
            Some(place) => taken_out.insert(place),
            None => break,
        };
    }
    faults
}

/// Takes out what stands at a place; of a list, all of it, since places in it count from its
/// start. Returns the place of what was taken out.
fn take_out(tree: &mut Value, place: &str) -> Option<String> {
    let (parent, token) = place.rsplit_once('/')?;
    let name = token.replace("~1", "/").replace("~0", "~");
    if let Some(members) = tree.pointer_mut(parent).and_then(Value::as_object_mut) {
        return members.remove(&name).map(|_| place.to_owned());
    }
    take_out(tree, parent)
}

/// Adds to a refusal what else has to be in a body by the schema of `T`, and is not.
pub(crate) fn with_missing<T: JsonSchema>(refusal: Refusal, body: &[u8]) -> Refusal {
    let Refusal::Invalid(mut faults) = refusal else { return refusal };
    let Ok(Value::Object(members)) = tree::parse(body) else { return Refusal::Invalid(faults) };
    let generator = SchemaSettings::openapi3().for_deserialize().into_generator();
    let schema = generator.into_root_schema_for::<T>();
    let required = schema.get("required").and_then(Value::as_array);
    for name in required.into_iter().flatten().filter_map(Value::as_str) {
        let place = format!("/{}", escaped(name));
        let is_named = faults.iter().any(|fault| fault.pointer == place);
        if !is_named && !members.contains_key(name) && faults.len() < FAULTS_MAX {
            faults.push(fault::missing(place));
        }
    }
    Refusal::Invalid(faults)
}
