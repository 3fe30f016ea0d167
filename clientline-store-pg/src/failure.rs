//! The mapping of the database's errors to the core's.
//!
//! The table stands in the reliability design. The database's detail, which
//! repeats values, is never passed on: what is refused is named by the
//! constraint that refused it.

use clientline_core::{
    model::TABLES,
    storage::{Cause, Error},
};
use sqlx::postgres::PgConnectOptions;

/// The SQLSTATE that the commit's function raises when a deleted row is still referred to: the
/// database itself does not tell that from a reference to nothing.
const IN_USE: &str = "CL001";

/// The SQLSTATE that it raises when it may not begin any more.
const TOO_LATE: &str = "CL002";

/// Returns whether a commit was refused since it came later than it said.
pub(crate) fn came_too_late(error: &sqlx::Error) -> bool {
    sqlstate(error).as_deref() == Some(TOO_LATE)
}

/// Returns the database's code for an error, if the error is the database's.
pub(crate) fn sqlstate(error: &sqlx::Error) -> Option<String> {
    error.as_database_error()?.code().map(std::borrow::Cow::into_owned)
}

/// Maps the database's error to the core's.
pub(crate) fn explain(error: sqlx::Error) -> Error {
    match &error {
        sqlx::Error::Database(reply) => {
            let code = reply.code().unwrap_or_default().into_owned();
            let constraint = reply.constraint().unwrap_or_default().to_owned();
            said(&code, &constraint, &error)
        }
        // The statement was wrong, or what it was given.
        sqlx::Error::Configuration(_)
        | sqlx::Error::InvalidArgument(_)
        | sqlx::Error::Encode(_)
        | sqlx::Error::Decode(_)
        | sqlx::Error::ColumnDecode { .. }
        | sqlx::Error::ColumnIndexOutOfBounds { .. }
        | sqlx::Error::ColumnNotFound(_)
        | sqlx::Error::TypeNotFound { .. }
        | sqlx::Error::RowNotFound => Error::Corrupt(error.to_string()),
        // The connection, or the wait for one: another time the same may succeed.
        _ => Error::Unavailable(error.into()),
    }
}

/// Names the server that can't be reached.
pub(crate) fn at(connection: &PgConnectOptions, error: Error) -> Error {
    let Error::Unavailable(cause) = error else { return error };
    let (host, port) = (connection.get_host(), connection.get_port());
    Error::Unavailable(format!("PostgreSQL at {host}:{port}: {cause}").into())
}

fn said(code: &str, name: &str, error: &sqlx::Error) -> Error {
    let name = in_schema(name);
    match code {
        "40001" | "40P01" | TOO_LATE => Error::Retry,
        "23505" | "23P01" => violated(name),
        "23503" => Error::Dangling,
        IN_USE => Error::InUse,
        // What it says names a table or a schema, and nothing that is in it.
        "42501" => Error::Schema(format!(
            "{}: migrate as the owner of the tables, and serve as a member of clientline_app",
            in_its_words(error)
        )),
        "23514" if !name.is_empty() => Error::Rejected(name.to_owned()),
        // A read-only server, and a transaction that was idle for too long.
        "25006" | "25P03" | "55P03" | "57014" => Error::Unavailable(in_its_words(error)),
        _ => match code.get(..2) {
            // Values that don't fit, whatever the checks say.
            Some("22" | "23" | "54") => Error::Rejected(format!("SQLSTATE {code}")),
            Some("08" | "28" | "3D" | "53" | "57" | "58") => {
                Error::Unavailable(in_its_words(error))
            }
            _ => Error::Corrupt(error.to_string()),
        },
    }
}

/// Returns what the database said, without the line of its own source.
fn in_its_words(error: &sqlx::Error) -> Cause {
    match error.as_database_error() {
        Some(reply) => reply.message().into(),
        None => error.to_string().into(),
    }
}

/// Returns a constraint's name as the schema has it. Those of a distributed table end in the
/// number of its shard, which has six digits at least (Citus).
fn in_schema(name: &str) -> &str {
    const DIGITS_MIN: usize = 6;
    match name.rsplit_once('_') {
        Some((whole, shard))
            if shard.len() >= DIGITS_MIN && shard.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            whole
        }
        _ => name,
    }
}

/// Finds a declared constraint. Any other that is unique is a table's key: the
/// same row was written before.
fn violated(name: &str) -> Error {
    let mut rules = TABLES.iter().flat_map(|table| table.constraints);
    match rules.find(|rule| rule.name == name) {
        Some(rule) => Error::Violated(rule.name),
        None if name.ends_with("_pkey") => Error::Retry,
        None => Error::Rejected(name.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapped(code: &str, constraint: Option<&str>) -> Error {
        said(code, constraint.unwrap_or_default(), &sqlx::Error::WorkerCrashed)
    }

    #[test]
    fn a_constraint_is_found_by_its_name_and_a_repeated_key_is_a_lost_race() {
        assert!(matches!(mapped("23P01", Some("slot_taken")), Error::Violated("slot_taken")));
        let taken = mapped("23505", Some("invoice_number_taken"));
        assert!(matches!(taken, Error::Violated("invoice_number_taken")));
        assert!(matches!(mapped("23505", Some("guest_pkey")), Error::Retry));
        assert!(matches!(mapped("23505", Some("unheard_of")), Error::Rejected(_)));
    }

    #[test]
    fn the_number_of_a_shard_is_cut_off_a_constraints_name() {
        let taken = mapped("23P01", Some("slot_taken_102008"));
        assert!(matches!(taken, Error::Violated("slot_taken")));
        assert!(matches!(mapped("23505", Some("guest_pkey_1020081")), Error::Retry));
        let issued = mapped("23514", Some("invoice_issued_102008"));
        assert!(matches!(&issued, Error::Rejected(what) if what == "invoice_issued"));
        let check = mapped("23514", Some("sale_check_2026"));
        assert!(matches!(&check, Error::Rejected(what) if what == "sale_check_2026"));
    }

    #[test]
    fn lost_races_and_deadlocks_are_planned_again() {
        for code in ["40001", "40P01"] {
            assert!(matches!(mapped(code, None), Error::Retry), "{code}");
        }
    }

    #[test]
    fn what_a_row_may_not_hold_is_refused_by_name_or_by_code() {
        let issued = mapped("23514", Some("invoice_issued"));
        assert!(matches!(&issued, Error::Rejected(what) if what == "invoice_issued"));
        for code in ["22001", "22P02", "22P05", "23502", "54000"] {
            assert!(matches!(mapped(code, None), Error::Rejected(_)), "{code}");
        }
    }

    #[test]
    fn trouble_with_the_server_may_pass_and_damage_does_not() {
        for code in ["08006", "25006", "25P03", "53300", "55P03", "57014", "57P01", "57P03"] {
            assert!(matches!(mapped(code, None), Error::Unavailable(_)), "{code}");
        }
        for code in ["42P01", "XX001", "XX000"] {
            assert!(matches!(mapped(code, None), Error::Corrupt(_)), "{code}");
        }
        let lacking = mapped("42501", None).to_string();
        assert!(lacking.contains("member of clientline_app"), "{lacking}");
        let waited = explain(sqlx::Error::PoolTimedOut);
        assert!(matches!(waited, Error::Unavailable(_)));
    }
}
