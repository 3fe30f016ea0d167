//! The mapping of the driver's errors to the core's.
//!
//! `SQLite` says neither which reference failed nor whether the row that
//! refers, or the one that is referred to, was being written: so an error is
//! read together with the kind of the statement that met it.

use clientline_core::{
    model::TABLES,
    row::{Constraint, Table},
    storage::Error,
};
use rusqlite::{ErrorCode, ffi};

/// The purpose of a statement that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    /// Read rows.
    Read,
    /// Add a row.
    Insert,
    /// Change a row.
    Update,
    /// Remove a row.
    Delete,
    /// Open, begin, commit: anything that is about no row.
    Transact,
}

/// Maps a driver's error to the core's.
pub(crate) fn explain(error: rusqlite::Error, act: Act) -> Error {
    let rusqlite::Error::SqliteFailure(failure, message) = &error else {
        // The statement was wrong, or a row does not decode.
        return Error::Corrupt(error.to_string());
    };
    let message = message.as_deref().unwrap_or_default();
    match failure.code {
        ErrorCode::ConstraintViolation => broken(failure.extended_code, message, act),
        // More than the library stores in one row, whatever the checks say.
        ErrorCode::TooBig => Error::Rejected(message.to_owned()),
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Error::Damaged(error.to_string()),
        ErrorCode::TypeMismatch
        | ErrorCode::ApiMisuse
        | ErrorCode::ParameterOutOfRange
        | ErrorCode::InternalMalfunction
        | ErrorCode::Unknown => Error::Corrupt(error.to_string()),
        ErrorCode::SystemIoFailure
            if matches!(
                failure.extended_code,
                ffi::SQLITE_IOERR_CORRUPTFS | ffi::SQLITE_IOERR_DATA
            ) =>
        {
            Error::Damaged(error.to_string())
        }
        // Busy, locked, interrupted, out of memory, disk or rights: another
        // time the same may succeed.
        _ => Error::Unavailable(error.into()),
    }
}

fn broken(extended_code: i32, message: &str, act: Act) -> Error {
    match extended_code {
        ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID if act == Act::Insert => {
            Error::Retry
        }
        ffi::SQLITE_CONSTRAINT_UNIQUE => declared(|table, rule| message == unique(table, rule))
            .unwrap_or_else(|| Error::Rejected(message.to_owned())),
        ffi::SQLITE_CONSTRAINT_TRIGGER => declared(|_, rule| message == rule.name)
            .unwrap_or_else(|| Error::Rejected(message.to_owned())),
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY if act == Act::Delete => Error::InUse,
        // What is looked at when a transaction ends are the numbers of documents alone.
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY if act == Act::Transact => {
            Error::Rejected("a number does not follow any other".to_owned())
        }
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => Error::Dangling,
        _ => Error::Rejected(message.to_owned()),
    }
}

fn declared(is_it: impl Fn(&Table, &Constraint) -> bool) -> Option<Error> {
    let mut rules =
        TABLES.iter().flat_map(|table| table.constraints.iter().map(move |r| (table, r)));
    rules.find(|(table, rule)| is_it(table, rule)).map(|(_, rule)| Error::Violated(rule.name))
}

/// The words of `SQLite` for a broken unique constraint: its columns.
fn unique(table: &Table, rule: &Constraint) -> String {
    let keys = rule.keys.iter().map(|&key| format!(", {}.{}", table.name, table.columns[key].name));
    let keys: String = keys.collect();
    format!("UNIQUE constraint failed: {}.organization_id{keys}", table.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn explained(code: i32, message: &str, act: Act) -> Error {
        let error = rusqlite::Error::SqliteFailure(ffi::Error::new(code), Some(message.to_owned()));
        explain(error, act)
    }

    #[test]
    fn a_broken_reference_is_told_by_what_was_being_done() {
        let broken = ffi::SQLITE_CONSTRAINT_FOREIGNKEY;
        assert!(matches!(explained(broken, "", Act::Insert), Error::Dangling));
        assert!(matches!(explained(broken, "", Act::Update), Error::Dangling));
        assert!(matches!(explained(broken, "", Act::Delete), Error::InUse));
    }

    #[test]
    fn a_unique_constraint_is_found_by_its_columns() {
        let columns = "sale.organization_id, sale.appointment_id";
        let message = format!("UNIQUE constraint failed: {columns}");
        let error = explained(ffi::SQLITE_CONSTRAINT_UNIQUE, &message, Act::Insert);
        assert!(matches!(error, Error::Violated("sale_appointment_taken")));
        let error = explained(ffi::SQLITE_CONSTRAINT_UNIQUE, "UNIQUE", Act::Insert);
        assert!(matches!(error, Error::Rejected(_)));
    }

    #[test]
    fn trouble_with_the_disk_or_the_lock_may_pass_and_damage_does_not() {
        let passes = [
            ffi::SQLITE_BUSY,
            ffi::SQLITE_BUSY_SNAPSHOT,
            ffi::SQLITE_LOCKED,
            ffi::SQLITE_FULL,
            ffi::SQLITE_IOERR_FSYNC,
            ffi::SQLITE_CANTOPEN,
            ffi::SQLITE_READONLY,
            ffi::SQLITE_NOMEM,
        ];
        for code in passes {
            let error = explained(code, "", Act::Transact);
            assert!(matches!(error, Error::Unavailable(_)), "{code}");
        }
        for code in [ffi::SQLITE_CORRUPT, ffi::SQLITE_NOTADB, ffi::SQLITE_IOERR_CORRUPTFS] {
            let error = explained(code, "", Act::Read);
            assert!(matches!(error, Error::Damaged(_)), "{code}");
        }
    }
}
