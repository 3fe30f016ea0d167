//! From the errors of serde to faults with a pointer and a code.
//!
//! Serde gives sentences. Their beginnings are part of its interface in all but
//! name (its own derive macros write them); what follows may quote the value
//! that was sent, which an answer never repeats, so only what was expected is
//! kept.

use clientline_core::strict::{escaped, pointer};
use serde_path_to_error::Path;

use crate::problem::Fault;

/// Reads an error of serde at a path.
pub(crate) fn of(path: &Path, message: &str) -> Fault {
    at(pointer(path), message)
}

/// Reads the words of an error of serde about a place.
pub(crate) fn at(at: String, message: &str) -> Fault {
    if let Some(name) = quoted(message, "missing field ") {
        return missing(format!("{at}/{}", escaped(name)));
    }
    if message.starts_with("unknown field ") {
        let detail = match expected(message) {
            Some(fields) => format!("There is no such field here; there is {fields}."),
            None => "There is no such field here.".to_owned(),
        };
        return Fault::new(with_name(at, message), "unknown_field", detail);
    }
    if quoted(message, "duplicate field ").is_some() {
        return Fault::new(with_name(at, message), "duplicate_key", "This stands here twice.");
    }
    let quotes = ["invalid type: ", "invalid value: ", "invalid length ", "unknown variant "];
    let detail = match expected(message) {
        // What the parser of dates says of the 30th of February.
        None if message == "input is out of range" => "There is no such date or time.".to_owned(),
        Some(what) if quotes.iter().any(|start| message.starts_with(start)) => {
            format!("Expected {}.", in_words_of_json(what))
        }
        _ => sentence(message),
    };
    Fault::new(at, "invalid_value", detail)
}

/// The fault of a field that has to be at a place, and is not.
pub(super) fn missing(place: String) -> Fault {
    Fault::new(place, "missing_field", "This field has to be there.")
}

/// The pointer of a field that serde names in its message, whether or not its
/// path names it already.
fn with_name(at: String, message: &str) -> String {
    let Some(name) = message.split('`').nth(1) else { return at };
    let token = format!("/{}", escaped(name));
    if at.ends_with(&token) { at } else { at + &token }
}

fn quoted<'a>(message: &'a str, start: &str) -> Option<&'a str> {
    message.strip_prefix(start)?.split('`').nth(1)
}

/// The expectation of serde: behind the last `, expected`, since the value that it
/// quotes before may hold the same word.
fn expected(message: &str) -> Option<&str> {
    let (_, what) = message.rsplit_once(", expected ")?;
    Some(what)
}

/// The expectation of serde, without the names of Rust's types.
fn in_words_of_json(what: &str) -> &str {
    match what {
        "u8" | "u16" | "u32" | "u64" => "a whole number that is not negative",
        "i8" | "i16" | "i32" | "i64" => "a whole number",
        "bool" => "true or false",
        "a map" => "an object",
        "a sequence" => "an array",
        _ if what.starts_with("struct ") => "an object",
        _ if what.starts_with("tuple ") => "an array",
        _ => what,
    }
}

/// A message as a sentence: with a capital and a full stop.
pub(crate) fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let mut text: String = letters.next().map(|c| c.to_ascii_uppercase()).into_iter().collect();
    text.push_str(letters.as_str());
    if !text.ends_with(['.', '!', '?']) {
        text.push('.');
    }
    text
}
