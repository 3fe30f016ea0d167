//! Reads one CSV file strictly: the columns that are asked for and no others,
//! and a finding for every cell that is not what its column holds.

use std::{fmt::Display, str::FromStr};

use csv::{ReaderBuilder, StringRecord, Trim};

use super::findings::{Findings, Noted, SourceLine};

/// A line of a file.
pub(super) trait Record: Sized {
    /// The file's name.
    const FILE: &'static str;
    /// The columns that the file must have, in any order.
    const COLUMNS: &'static [&'static str];

    /// Reads a line.
    fn read(line: &mut Line<'_>) -> Result<Self, Noted>;
}

/// A record, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Placed<R> {
    pub(super) at: SourceLine,
    pub(super) row: R,
}

/// Names a line of a file.
pub(super) const fn place<R: Record>(line: u64) -> SourceLine {
    SourceLine { file: R::FILE, line, columns: R::COLUMNS }
}

/// Reads the records of a file, and notes those that can't be read.
pub(super) fn read<R: Record>(text: &str, findings: &mut Findings) -> Vec<Placed<R>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader =
        ReaderBuilder::new().flexible(true).trim(Trim::All).from_reader(text.as_bytes());
    let header = place::<R>(1);
    let names = match reader.headers() {
        Ok(names) => names.clone(),
        Err(error) => {
            findings.note(header, None, format!("The header can't be read: {error}."));
            return Vec::new();
        }
    };
    if check_header::<R>(header, &names, findings).is_err() {
        return Vec::new();
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => rows.extend(read_line(&names, &record, findings).ok()),
            Err(error) => {
                let line = error.position().map_or(1, csv::Position::line);
                findings.note(place::<R>(line), None, format!("The line can't be read: {error}."));
            }
        }
    }
    rows
}

fn check_header<R: Record>(
    at: SourceLine,
    names: &StringRecord,
    findings: &mut Findings,
) -> Result<(), Noted> {
    let mut right = Ok(());
    for column in R::COLUMNS {
        match names.iter().filter(|name| name == column).count() {
            0 => right = Err(findings.note(at, Some(column), "The file lacks this column.")),
            1 => {}
            _ => right = Err(findings.note(at, Some(column), "The file has this column twice.")),
        }
    }
    for name in names.iter().filter(|name| !R::COLUMNS.contains(name)) {
        let known = R::COLUMNS.join(", ");
        let detail = format!("There is no such column in this file; it has: {known}.");
        right = Err(findings.note(at, Some(name), detail));
    }
    right
}

fn read_line<R: Record>(
    names: &StringRecord,
    record: &StringRecord,
    findings: &mut Findings,
) -> Result<Placed<R>, Noted> {
    let at = place::<R>(record.position().map_or(1, csv::Position::line));
    if record.len() != names.len() {
        let (has, wants) = (record.len(), names.len());
        let detail = format!("The line has {has} cells where the header has {wants}.");
        return Err(findings.note(at, None, detail));
    }
    let row = R::read(&mut Line { at, names, record, findings })?;
    Ok(Placed { at, row })
}

/// One line of a file, cell by cell.
///
/// Read every cell before leaving on the first bad one, so that each of them
/// is noted.
pub(super) struct Line<'a> {
    at: SourceLine,
    names: &'a StringRecord,
    record: &'a StringRecord,
    findings: &'a mut Findings,
}

impl Line<'_> {
    fn cell(&self, column: &str) -> &str {
        let at = self.names.iter().position(|name| name == column);
        at.and_then(|at| self.record.get(at)).unwrap_or_default()
    }

    /// Reads a cell that may be empty.
    pub(super) fn optional<T>(&mut self, column: &str) -> Result<Option<T>, Noted>
    where
        T: FromStr<Err: Display>,
    {
        self.parsed(column, str::parse)
    }

    /// Reads a cell that must not be empty.
    pub(super) fn required<T>(&mut self, column: &str) -> Result<T, Noted>
    where
        T: FromStr<Err: Display>,
    {
        self.optional(column)?.ok_or_else(|| self.empty(column))
    }

    /// Reads a whole number; none if the cell is empty.
    pub(super) fn number<T>(&mut self, column: &str) -> Result<Option<T>, Noted>
    where
        T: TryFrom<i64, Error: Display>,
    {
        self.parsed(column, |text| {
            let number: i64 = text.parse().map_err(|_| "This is not a whole number.".to_owned())?;
            T::try_from(number).map_err(|error| error.to_string())
        })
    }

    /// Reads one of some words; none if the cell is empty.
    pub(super) fn word<T: Copy>(
        &mut self,
        column: &str,
        all: &[T],
        name: fn(T) -> &'static str,
    ) -> Result<Option<T>, Noted> {
        self.parsed(column, |text| {
            all.iter().copied().find(|word| name(*word) == text).ok_or_else(|| {
                let words: Vec<&str> = all.iter().map(|word| name(*word)).collect();
                format!("Write one of: {}.", words.join(", "))
            })
        })
    }

    /// Reads `yes` or `no`; an empty cell means no.
    pub(super) fn flag(&mut self, column: &str) -> Result<bool, Noted> {
        let flag = self.word(column, &[true, false], |flag| if flag { "yes" } else { "no" })?;
        Ok(flag.unwrap_or(false))
    }

    /// Reads several values with spaces between them.
    pub(super) fn several<T>(&mut self, column: &str) -> Result<Vec<T>, Noted>
    where
        T: FromStr<Err: Display>,
    {
        let several = self.parsed(column, |text| {
            text.split_whitespace().map(str::parse).collect::<Result<Vec<T>, _>>()
        })?;
        Ok(several.unwrap_or_default())
    }

    /// Notes that a cell which must not be empty is.
    pub(super) fn empty(&mut self, column: &str) -> Noted {
        self.findings.note(self.at, Some(column), "This cell must not be empty.")
    }

    /// Notes what is wrong with a cell.
    pub(super) fn wrong(&mut self, column: &str, error: &impl Display) -> Noted {
        self.findings.note(self.at, Some(column), error.to_string())
    }

    /// Reads a cell in a way of its own; none if it is empty.
    pub(super) fn parsed<T, E: Display>(
        &mut self,
        column: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<Option<T>, Noted> {
        let text = self.cell(column);
        if text.is_empty() {
            return Ok(None);
        }
        match parse(text) {
            Ok(value) => Ok(Some(value)),
            Err(error) => Err(self.wrong(column, &error)),
        }
    }
}
