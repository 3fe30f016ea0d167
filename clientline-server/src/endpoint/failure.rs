//! From the core's one error to the problem that a client is told.

use clientline_core::{
    Error, ErrorKind,
    error::{CONFLICTS, Invalid},
    model::TABLES,
    row::Column,
    storage,
};
use poem::http::StatusCode;

use crate::{
    body::fault::{self, sentence},
    problem::{Fault, Problem, Remedy, told},
};

/// The status of each kind of error (design, API: "Conventions"). A test says when one is forgotten.
pub(super) const fn status(kind: ErrorKind) -> StatusCode {
    match kind {
        ErrorKind::Unauthenticated => StatusCode::UNAUTHORIZED,
        ErrorKind::Forbidden => StatusCode::FORBIDDEN,
        ErrorKind::NotFound => StatusCode::NOT_FOUND,
        ErrorKind::Conflict => StatusCode::CONFLICT,
        ErrorKind::Stale => StatusCode::PRECONDITION_FAILED,
        ErrorKind::Invalid | ErrorKind::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
        ErrorKind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        ErrorKind::TooMany => StatusCode::TOO_MANY_REQUESTS,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Maps an error of the core to a problem for the client.
///
/// The words of a storage are for the log: they may name what is in the
/// database. The client gets the code, and what it can do.
pub fn problem(error: &Error) -> Problem {
    let kind = error.kind();
    let errors: Vec<Fault> = match error {
        Error::Storage(storage::Error::Violated(rule)) => held_by_another(rule),
        _ => error.inputs().iter().map(fault).collect(),
    };
    let detail = match error {
        Error::Storage(storage::Error::Violated(_)) if !errors.is_empty() => told(&errors),
        Error::Storage(cause) => {
            match kind {
                ErrorKind::Internal => tracing::error!(error = %cause, "a fault of the storage"),
                ErrorKind::Unavailable if matches!(cause, storage::Error::Retry) => {
                    tracing::warn!(error = %cause, "too many rivals");
                }
                ErrorKind::Unavailable => {
                    tracing::error!(error = cause.with_cause(), "no storage");
                }
                _ => tracing::debug!(error = %cause, "refused by the storage"),
            }
            said_of(error.code()).unwrap_or_else(|| what_to_do(kind)).to_owned()
        }
        Error::Invalid(_) => told(&errors),
        other => sentence(&other.to_string()),
    };
    let alternatives = match error {
        Error::SlotUnavailable { alternatives, .. } => Some(alternatives.as_slice().into()),
        _ => None,
    };
    Problem {
        errors,
        alternatives,
        remedy: match error {
            Error::TooManyAttempts { retry_after } => {
                Some(Remedy::RetryAfter((*retry_after).into()))
            }
            Error::TooManyBookings { retry_after } => Some(Remedy::RetryAfter(*retry_after)),
            _ => None,
        },
        ..Problem::new(status(kind), error.code(), detail)
    }
}

/// Maps one wrong input. Where the core passes the words of a parser on, they
/// are read as those of a body are: they may quote what was sent.
fn fault(input: &Invalid) -> Fault {
    match input.code {
        "invalid_value" => fault::at(input.pointer.clone(), &input.detail),
        code => Fault::new(input.pointer.clone(), code, sentence(&input.detail)),
    }
}

/// The columns that follow from a field of another name.
const GIVEN_AS: [(&str, &str); 1] = [("charge_no", "transaction_no")];

/// Names the fields whose values another row has, of a rule that no two may have them.
fn held_by_another(rule: &str) -> Vec<Fault> {
    let rules =
        TABLES.iter().flat_map(|table| table.constraints.iter().map(move |one| (table, one)));
    let broken = rules.filter(|(_, one)| one.name == rule && one.span.is_none());
    let columns = broken.flat_map(|(table, one)| {
        one.keys.iter().map(move |&at| (table.name.replace('_', " "), &table.columns[at]))
    });
    let given = columns.filter(|(_, column)| column.references.is_none());
    let fault = |(table, column): (String, &Column)| {
        let named = GIVEN_AS.iter().find(|(of, _)| *of == column.name);
        let field = named.map_or(column.name, |(_, field)| field);
        Fault::new(
            format!("/{field}"),
            rule.to_owned(),
            format!("Another {table} has this already."),
        )
    };
    given.map(fault).collect()
}

/// Returns what a code of a conflict means, if it is one that is known.
fn said_of(code: &str) -> Option<&'static str> {
    CONFLICTS.iter().find(|(known, _)| *known == code).map(|(_, sentence)| *sentence)
}

/// The status by the kind of error.
const fn what_to_do(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Unauthenticated => "Bring a valid credential.",
        ErrorKind::Forbidden => "Ask someone with another role.",
        ErrorKind::NotFound => "Look for something else.",
        ErrorKind::Conflict => "A rule between records forbids this: `code` names the rule.",
        ErrorKind::Stale => "Read it again, and apply the change to it.",
        ErrorKind::Invalid => "The request refers to what is not there, or breaks a rule.",
        ErrorKind::KeyReused => "Send it with a key of its own.",
        ErrorKind::TooMany | ErrorKind::Unavailable => "Try again after the time in `Retry-After`.",
        _ => "The server failed to answer this; the request id leads to the reason in its log.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The compiler does not say so: kinds are added to, and what isn't known is ours to mend.
    #[test]
    fn every_kind_of_error_but_a_bug_has_a_status_and_a_remedy_of_its_own() {
        let bug = (status(ErrorKind::Internal), what_to_do(ErrorKind::Internal));
        assert_eq!(bug.0, StatusCode::INTERNAL_SERVER_ERROR);
        for kind in ErrorKind::ALL.into_iter().filter(|kind| *kind != ErrorKind::Internal) {
            let (status, remedy) = (status(kind), what_to_do(kind));
            assert!(status != bug.0 && remedy != bug.1, "{kind:?} is taken for a bug");
        }
    }

    #[test]
    fn an_error_keeps_its_code_and_its_places() {
        let problem = problem(&Error::missing_reference("/center_id", "center"));
        assert_eq!((problem.status.as_u16(), &*problem.code), (422, "invalid_request"));
        assert_eq!(
            problem.errors,
            [Fault::new("/center_id", "not_found", "There is no such center.")]
        );
        let problem = super::problem(&Error::conflict("slot_taken", "the slot is taken"));
        assert_eq!((problem.status.as_u16(), &*problem.code), (409, "slot_taken"));
        assert_eq!(problem.detail, "The slot is taken.");
    }

    #[test]
    fn what_the_storage_refuses_is_said_in_words_of_its_own() {
        let problem = problem(&storage::Error::InUse.into());
        assert_eq!((problem.status.as_u16(), &*problem.code), (409, "in_use"));
        assert_eq!(problem.detail, "Something still refers to it; deactivate it instead.");
    }

    #[test]
    fn a_lost_time_comes_with_others() {
        let alternatives = vec!["2026-11-21T09:30:00Z".parse().unwrap()];
        let error = Error::SlotUnavailable {
            code: "slot_taken",
            detail: "the time is taken".to_owned(),
            alternatives: alternatives.clone(),
        };
        let problem = problem(&error);
        assert_eq!((problem.status.as_u16(), &*problem.code), (409, "slot_taken"));
        assert_eq!(problem.alternatives.as_deref(), Some(alternatives.as_slice()));
    }

    #[test]
    fn an_input_is_not_repeated() {
        let text = "invalid type: string \"Ada\", expected u32";
        let problem = problem(&Error::invalid("/capacity", "invalid_value", text));
        let detail = "Expected a whole number that is not negative.";
        assert_eq!(problem.errors, [Fault::new("/capacity", "invalid_value", detail)]);
        assert!(!problem.detail.contains("Ada"));
        let text = "unknown field `zz`, expected `name`";
        let problem = super::problem(&Error::invalid("/zz", "invalid_value", text));
        assert_eq!(problem.errors[0].code, "unknown_field");
        assert_eq!(problem.errors[0].pointer, "/zz");
    }

    #[test]
    fn a_broken_constraint_is_named_by_its_code() {
        let problem = problem(&storage::Error::Violated("guest_code_taken").into());
        assert_eq!((problem.status.as_u16(), &*problem.code), (409, "guest_code_taken"));
    }

    #[test]
    fn the_words_of_a_storage_are_not_told() {
        for error in [
            storage::Error::Corrupt("row of Ada".to_owned()),
            storage::Error::Rejected("row of Ada".to_owned()),
            storage::Error::Unavailable("row of Ada".into()),
        ] {
            let problem = problem(&error.into());
            assert!(!problem.detail.contains("Ada"), "{}", problem.detail);
        }
    }
}
