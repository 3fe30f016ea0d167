//! Faults of the files, by file, line and column.

use std::fmt;

use clientline_core::error::{Error, Invalid};
use schemars::JsonSchema;
use serde::Serialize;

/// The most findings of one import: whoever has more has one cause for them.
pub const FINDINGS_MAX: usize = 100;

/// A line of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SourceLine {
    pub(super) file: &'static str,
    pub(super) line: u64,
    /// The columns of the file.
    pub(super) columns: &'static [&'static str],
}

/// One thing that is wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Finding {
    /// The file.
    pub file: String,
    /// The line, counted from 1, which is the header.
    pub line: u64,
    /// The column, if it is about one.
    pub column: Option<String>,
    /// A sentence on the fault.
    pub detail: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}", self.file, self.line)?;
        if let Some(column) = &self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": {}", self.detail)
    }
}

/// The mark that a finding was noted for what could not be had.
#[derive(Clone, Copy, Debug)]
pub(super) struct Noted;

/// The findings so far.
#[derive(Debug, Default)]
pub(super) struct Findings(Vec<Finding>);

impl Findings {
    /// Adds a finding, unless there are enough.
    pub(super) fn note(
        &mut self,
        at: SourceLine,
        column: Option<&str>,
        detail: impl Into<String>,
    ) -> Noted {
        if !self.is_full() {
            let (file, line) = (at.file.to_owned(), at.line);
            let column = column.map(str::to_owned);
            self.0.push(Finding { file, line, column, detail: detail.into() });
        }
        Noted
    }

    /// Adds what a use case refused, at the column that its pointer names.
    pub(super) fn note_refusal(&mut self, at: SourceLine, error: &Error) -> Noted {
        if error.inputs().is_empty() {
            return self.note(at, None, error.to_string());
        }
        for input in error.inputs() {
            let field = input.pointer.split('/').nth(1).unwrap_or_default();
            let column = at.columns.iter().find(|column| holds(column, field));
            self.note(at, column.copied(), input.detail.clone());
        }
        Noted
    }

    pub(super) fn is_full(&self) -> bool {
        self.0.len() >= FINDINGS_MAX
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn into_vec(self) -> Vec<Finding> {
        self.0
    }

    /// Refuses the import as one request whose body are the files: a pointer is
    /// `/file/line/column`.
    pub(super) fn into_error(self) -> Error {
        let inputs = self.0.into_iter().map(|Finding { file, line, column, detail }| {
            let column = column.unwrap_or_default();
            Invalid { pointer: format!("/{file}/{line}/{column}"), code: "invalid_row", detail }
        });
        Error::Invalid(inputs.collect())
    }

    /// Reads back what [`into_error`](Self::into_error) wrote.
    pub(super) fn of_error(error: &Error) -> Option<Vec<Finding>> {
        let inputs = error.inputs();
        let read = |input: &Invalid| {
            let mut parts = input.pointer.splitn(4, '/').skip(1);
            let (file, line, column) = (parts.next()?, parts.next()?, parts.next()?);
            Some(Finding {
                file: file.to_owned(),
                line: line.parse().ok()?,
                column: (!column.is_empty()).then(|| column.to_owned()),
                detail: input.detail.clone(),
            })
        };
        if inputs.is_empty() { None } else { inputs.iter().map(read).collect() }
    }
}

/// Returns whether a column of a file holds a field of a request.
pub(super) fn holds(column: &str, field: &str) -> bool {
    match field {
        "starts_at" => column == "time",
        "service_code" | "guest_code" => column == "code",
        "tax_ids" => column == "taxes",
        "further_room_category_ids" => column == "further_room_categories",
        "room_category_id" => matches!(column, "category" | "room_category"),
        _ => column == field || field.strip_suffix("_id") == Some(column),
    }
}
