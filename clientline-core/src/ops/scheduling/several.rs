//! What requests have in common that are several in one: which of them an error is about, and which
//! other starts it names.

use crate::{error::Error, value::Timestamp};

/// Says which part of a request an error is about: by where in its body a field of the part stands,
/// and by a name for people.
pub(in crate::ops) fn of_part(name: &str, error: Error, place: impl Fn(&str) -> String) -> Error {
    match error {
        Error::Invalid(mut inputs) => {
            for input in &mut inputs {
                input.pointer = place(&input.pointer);
            }
            Error::Invalid(inputs)
        }
        Error::Conflict { code, detail } => {
            Error::Conflict { code, detail: format!("{name}: {detail}").into() }
        }
        Error::SlotUnavailable { code, detail, alternatives } => {
            let detail = format!("{name}: {detail}");
            Error::SlotUnavailable { code, detail, alternatives }
        }
        // The request names no version as a whole.
        Error::Stale { .. } => {
            let detail = format!("{name}: the appointment has changed since it was read.");
            Error::conflict("changed_meanwhile", detail)
        }
        other => other,
    }
}

/// Offers other starts in the place of those that a refusal names.
pub(in crate::ops) fn offering(error: Error, instead: Vec<Timestamp>) -> Error {
    match error {
        Error::SlotUnavailable { code, detail, .. } => {
            Error::SlotUnavailable { code, detail, alternatives: instead }
        }
        other => other,
    }
}
