//! Strict JSON: what is not understood is refused, with its place.
//!
//! A body is read in two steps. First into a tree, refusing what no type would
//! notice: a key that stands twice, a NUL in a text (no database stores one),
//! nesting without end. Then into the type, refusing unknown fields and wrong
//! types. Anything but malformed JSON is a 422 with a JSON Pointer (RFC 6901).

mod every_fault;
pub(crate) mod fault;
mod tree;

use clientline_core::strict;
pub(crate) use every_fault::with_missing;
use poem::{Request, http::header};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;

use crate::problem::{Fault, Refusal};

/// Reads a type out of a request's body. The front has it in memory already.
///
/// # Errors
///
/// [`Refusal::UnsupportedMediaType`] if the body is not declared as JSON, and
/// those of [`parse`].
pub async fn read<T: DeserializeOwned>(request: &mut Request) -> Result<T, Refusal> {
    must_be_json(request)?;
    let bytes = request.take_body().into_bytes().await;
    parse(&bytes.map_err(|_broken_off| Refusal::MalformedRequest)?)
}

/// Checks that a body is declared as JSON.
///
/// # Errors
///
/// [`Refusal::UnsupportedMediaType`] if it is not.
pub fn must_be_json(request: &Request) -> Result<(), Refusal> {
    if is_json(request) { Ok(()) } else { Err(Refusal::UnsupportedMediaType) }
}

/// Whether the content type is `application/json`, or JSON by its suffix (as
/// `application/merge-patch+json`, RFC 7396); parameters do not matter.
fn is_json(request: &Request) -> bool {
    let declared = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok());
    let essence = declared.and_then(|v| v.split(';').next()).unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    essence == "application/json"
        || (essence.starts_with("application/") && essence.ends_with("+json"))
}

/// Reads a type out of JSON text.
///
/// # Errors
///
/// [`Refusal::MalformedJson`] if it is not JSON, and [`Refusal::Invalid`] with
/// each fault if it is not what the type wants. The codes are `duplicate_key`,
/// `nul_character`, `too_deep`, `unknown_field`, `missing_field` and
/// `invalid_value`.
///
/// ```
/// # use clientline_server::{body, problem::Refusal};
/// #[derive(serde::Deserialize, Debug)]
/// #[serde(deny_unknown_fields)]
/// struct Room {
///     capacity: u32,
/// }
/// assert_eq!(body::parse::<Room>(br#"{"capacity": 2}"#).unwrap().capacity, 2);
///
/// let refusal = body::parse::<Room>(br#"{"capacity": 2, "colour": "red"}"#).unwrap_err();
/// let Refusal::Invalid(faults) = refusal else { panic!("{refusal}") };
/// assert_eq!((&*faults[0].pointer, &*faults[0].code), ("/colour", "unknown_field"));
/// ```
pub fn parse<T: DeserializeOwned>(text: &[u8]) -> Result<T, Refusal> {
    strict::read(tree::parse(text)?).or_else(|_| {
        let faults = every_fault::of::<T>(tree::parse(text)?, text.len());
        Err(Refusal::Invalid(faults))
    })
}

/// Checks that nothing was sent where nothing is read: at most an object without members,
/// which some programs can't leave out.
///
/// # Errors
///
/// [`Refusal::Invalid`], with `unknown_field` for each member of an object, and
/// `unexpected_body` for anything else.
pub fn none(body: &[u8]) -> Result<(), Refusal> {
    if body.trim_ascii().is_empty() {
        return Ok(());
    }
    let Ok(Value::Object(members)) = tree::parse(body) else {
        let fault = Fault::new("", "unexpected_body", "This request takes no body.");
        return Err(Refusal::Invalid(vec![fault]));
    };
    let faults = every_fault::of::<Nothing>(Value::Object(members), body.len());
    if faults.is_empty() { Ok(()) } else { Err(Refusal::Invalid(faults)) }
}

/// An object without members.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

#[cfg(test)]
mod tests;
