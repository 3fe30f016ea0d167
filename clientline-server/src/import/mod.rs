//! Brings an organization in from CSV files: all of them, or nothing; many of them
//! part by part.
//!
//! The files are read strictly first (`sheet`, `records`); what is wrong is
//! reported by file, line and column. Then every line is replayed by the use
//! case that would have made it, at its own time (`replay`), and what they
//! decide is committed as one. So an import can only write what the API could
//! have written, and no part is ever half done. What is there already is known again,
//! and left as it is: so the same files can be imported twice, and an import that was
//! stopped goes on.
//!
//! `docs/import.md` describes the files.

mod demo;
mod encoding;
mod findings;
mod moment;
mod parts;
mod records;
mod replay;
mod report;
mod run;
mod sheet;
mod tables;
mod written;

use clientline_core::{error::Error, value::ValueError};

use self::findings::Findings;
pub use self::{
    demo::{DEMO_SLUG, DemoAccess, load_demo},
    findings::{FINDINGS_MAX, Finding},
    parts::Stage,
    replay::Mode,
    report::ImportReport,
    run::{Progress, Unwatched, Watch, import},
    tables::{FILE_BYTES_MAX, LINES_MAX},
};

/// Why nothing was imported, or not all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// Some lines are wrong; at most [`FINDINGS_MAX`] are named.
    #[error("{}", listed(.0))]
    Rows(Vec<Finding>),
    /// A file can't be read.
    #[error("{file} can't be read: {source}")]
    Unreadable {
        /// The file.
        file: String,
        /// The system's error.
        source: std::io::Error,
    },
    /// A file has more than [`FILE_BYTES_MAX`] bytes.
    #[error("{file} is larger than 32 MiB; split it and import the parts one after the other")]
    FileTooLarge {
        /// The file.
        file: String,
    },
    /// The files have more than [`LINES_MAX`] lines together.
    #[error("the files have more than 200,000 lines; split them and import the parts in turn")]
    TooManyLines,
    /// The directory has none of the files.
    #[error("nothing was imported: none of the files {} is there{}", tables::FILES.join(", "), also(.unread))]
    NoFiles {
        /// Files that are there, and that no import reads.
        unread: Vec<String>,
    },
    /// Somebody stopped the import between two parts.
    #[error("stopped\n{report}\nnot imported: {left} lines; the same command goes on with them")]
    Stopped {
        /// What was imported before.
        report: Box<ImportReport>,
        /// How many lines were not looked at any more.
        left: usize,
    },
    /// A part of a large import was refused, or could not be stored, after others had been
    /// imported.
    #[error(
        "{report}\nnot imported: {left} lines, since {source}\nwhen that is mended, the same \
         command goes on with them"
    )]
    Partly {
        /// What was imported before.
        report: Box<ImportReport>,
        /// How many lines were not imported.
        left: usize,
        /// What is wrong with the first of them.
        source: Box<ImportError>,
    },
    /// The import as a whole was refused, or could not be stored: with the database's words, since
    /// whoever imports is the one to mend it.
    #[error("{}", with_cause(.0))]
    Core(#[source] Error),
}

impl From<Error> for ImportError {
    fn from(error: Error) -> Self {
        match Findings::of_error(&error) {
            Some(findings) => Self::Rows(findings),
            None => Self::Core(error),
        }
    }
}

impl From<ValueError> for ImportError {
    fn from(error: ValueError) -> Self {
        Self::Core(Error::value("", &error))
    }
}

fn with_cause(error: &Error) -> String {
    match error {
        Error::Storage(failure) => failure.with_cause(),
        other => other.to_string(),
    }
}

/// Says of files that they were passed over.
fn also(unread: &[String]) -> String {
    if unread.is_empty() { String::new() } else { format!("; {}", passed_over(unread)) }
}

/// Says of files that they were passed over.
fn passed_over(unread: &[String]) -> String {
    format!("no import reads {}: is the name right, and is it CSV?", unread.join(", "))
}

fn listed(findings: &[Finding]) -> String {
    let lines: Vec<String> = findings.iter().map(Finding::to_string).collect();
    let count = findings.len();
    format!("nothing was imported, {count} found wrong:\n{}", lines.join("\n"))
}

#[cfg(test)]
mod tests;
