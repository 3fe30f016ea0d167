//! Brings an organization in from CSV files: all of them, or nothing.
//!
//! The files are read strictly first (`sheet`, `records`); what is wrong is
//! reported by file, line and column. Then every line is replayed by the use
//! case that would have made it, at its own time (`replay`), and what they
//! decide is committed as one. So an import can only write what the API could
//! have written, and no import is ever half done.
//!
//! `examples/demo/README.md` describes the files.

mod demo;
mod encoding;
mod findings;
mod moment;
mod records;
mod replay;
mod sheet;
mod tables;
mod written;

use std::{fmt, path::Path};

use clientline_core::{
    Actor, ClientLine, Scope,
    error::Error,
    value::{TenantId, ValueError},
};
use schemars::JsonSchema;
use serde::Serialize;

pub use self::{
    demo::{DEMO_SLUG, load_demo},
    findings::{FINDINGS_MAX, Finding},
    tables::{FILE_BYTES_MAX, LINES_MAX},
};
use self::{findings::Findings, replay::ImportFiles, tables::Tables};

/// How much an import brought in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ImportReport {
    /// Centers.
    pub centers: usize,
    /// Kinds of rooms.
    pub room_categories: usize,
    /// Rooms.
    pub rooms: usize,
    /// Taxes.
    pub taxes: usize,
    /// Services.
    pub services: usize,
    /// Providers.
    pub providers: usize,
    /// Guests.
    pub guests: usize,
    /// Appointments, each with its sale.
    pub appointments: usize,
    /// Invoices, drafts among them.
    pub invoices: usize,
    /// Payments, each with its collection.
    pub payments: usize,
    /// Invoices and payments that lie ahead in a file that counts its days from
    /// this week's Monday; they were left out.
    pub still_ahead: usize,
}

impl fmt::Display for ImportReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = [
            (self.centers, "centers"),
            (self.room_categories, "room categories"),
            (self.rooms, "rooms"),
            (self.taxes, "taxes"),
            (self.services, "services"),
            (self.providers, "providers"),
            (self.guests, "guests"),
            (self.appointments, "appointments"),
            (self.invoices, "invoices"),
            (self.payments, "payments"),
            (self.still_ahead, "invoices and payments still ahead"),
        ];
        let named = counts.iter().filter(|(count, _)| *count > 0);
        let named: Vec<String> = named.map(|(count, name)| format!("{count} {name}")).collect();
        f.write_str(&named.join(", "))
    }
}

/// Why nothing was imported.
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
    #[error("{file} is larger than 4 MiB; split it and import the parts one after the other")]
    FileTooLarge {
        /// The file.
        file: String,
    },
    /// The files have more than [`LINES_MAX`] lines together.
    #[error("the files have more than 5,000 lines; split them and import the parts in turn")]
    TooManyLines,
    /// The directory has none of the files.
    #[error("none of the files of an import is there, such as centers.csv")]
    NoFiles,
    /// The import as a whole was refused, or could not be stored.
    #[error(transparent)]
    Core(Error),
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

fn listed(findings: &[Finding]) -> String {
    let lines: Vec<String> = findings.iter().map(Finding::to_string).collect();
    let count = findings.len();
    format!("nothing was imported, {count} found wrong:\n{}", lines.join("\n"))
}

/// Imports the CSV files of a directory into an organization.
///
/// Files that are not there count as empty; lines may refer to what earlier
/// imports, or users, have made.
///
/// # Errors
///
/// [`ImportError`]; nothing was imported then.
pub async fn import(
    client: &ClientLine,
    tenant: TenantId,
    dir: &Path,
) -> Result<ImportReport, ImportError> {
    // A directory that is not there would count as one without files.
    std::fs::metadata(dir)
        .map_err(|source| ImportError::Unreadable { file: dir.display().to_string(), source })?;
    let tables = Tables::read(&|file| tables::in_directory(dir, file))?;
    import_tables(client, tenant, tables).await
}

async fn import_tables(
    client: &ClientLine,
    tenant: TenantId,
    tables: Tables,
) -> Result<ImportReport, ImportError> {
    let scope = Scope::trusted(client, tenant, Actor::system());
    Ok(scope.run(&ImportFiles(tables)).await?)
}

#[cfg(test)]
mod tests;
