//! What an import brought in, and what it found there already.

use std::{collections::BTreeMap, fmt};

use schemars::JsonSchema;
use serde::Serialize;

use super::findings::{FINDINGS_MAX, Finding, SourceLine};

/// How much an import brought in, or would bring in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ImportReport {
    /// Whether nothing was written, so that all counts say what would be.
    pub dry_run: bool,
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
    /// The lines of each file, counted as an editor shows them, whose rows were
    /// there already; nothing was changed for them.
    pub known: BTreeMap<String, Vec<u64>>,
    /// Where a file says of a known row what the organization does not: the
    /// row stays as it is. At most [`FINDINGS_MAX`] are named.
    pub differences: Vec<Finding>,
    /// How many differences there are.
    pub difference_count: usize,
    /// What is to be said about how the files were read.
    pub notes: Vec<String>,
}

impl ImportReport {
    /// Remembers that the row of a line was there already.
    pub(super) fn know(&mut self, at: SourceLine) {
        self.known.entry(at.file.to_owned()).or_default().push(at.line);
    }

    /// Remembers that a known row differs from its line.
    pub(super) fn differ(&mut self, at: SourceLine, column: &str) {
        self.difference_count += 1;
        if self.differences.len() < FINDINGS_MAX {
            self.differences.push(Finding {
                file: at.file.to_owned(),
                line: at.line,
                column: Some(column.to_owned()),
                detail: "This differs from what is there, which stays as it is.".to_owned(),
            });
        }
    }

    /// Adds what the next part brought.
    pub(super) fn add(&mut self, part: Self) {
        self.centers += part.centers;
        self.room_categories += part.room_categories;
        self.rooms += part.rooms;
        self.taxes += part.taxes;
        self.services += part.services;
        self.providers += part.providers;
        self.guests += part.guests;
        self.appointments += part.appointments;
        self.invoices += part.invoices;
        self.payments += part.payments;
        self.still_ahead += part.still_ahead;
        for (file, lines) in part.known {
            self.known.entry(file).or_default().extend(lines);
        }
        self.difference_count += part.difference_count;
        let room = FINDINGS_MAX.saturating_sub(self.differences.len());
        self.differences.extend(part.differences.into_iter().take(room));
        self.notes.extend(part.notes);
    }

    /// Returns the report with all that only `--verbose` shows: the known lines by
    /// file.
    #[must_use]
    pub fn verbose(&self) -> String {
        let mut text = self.to_string();
        for (file, lines) in &self.known {
            let mut lines = lines.clone();
            lines.sort_unstable();
            let lines: Vec<String> = lines.iter().map(u64::to_string).collect();
            text.extend(["\nknown in ", file, ": lines ", &lines.join(", ")]);
        }
        text
    }

    fn brought(&self) -> String {
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
        ];
        let named = counts.iter().filter(|(count, _)| *count > 0);
        let named: Vec<String> = named.map(|(count, name)| format!("{count} {name}")).collect();
        if named.is_empty() { "nothing".to_owned() } else { named.join(", ") }
    }
}

impl fmt::Display for ImportReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let imported = if self.dry_run { "would be imported" } else { "imported" };
        write!(f, "{imported}: {}", self.brought())?;
        if self.still_ahead > 0 {
            write!(f, "\nleft out, being still ahead: {} invoices and payments", self.still_ahead)?;
        }
        if !self.known.is_empty() {
            let known = self.known.iter();
            let known: Vec<_> =
                known.map(|(file, lines)| format!("{} in {file}", lines.len())).collect();
            write!(f, "\nknown already, and left as they are: {}", known.join(", "))?;
        }
        if self.difference_count > 0 {
            write!(f, "\n{} differ from what is there:", self.difference_count)?;
        }
        for difference in &self.differences {
            write!(f, "\n{difference}")?;
        }
        for note in &self.notes {
            write!(f, "\nnote: {note}")?;
        }
        Ok(())
    }
}
