//! Reads one CSV file strictly: the columns that are asked for and no others,
//! and a finding for every cell that is not what its column holds.

use std::{fmt::Display, str::FromStr};

use chrono::NaiveDate;
use csv::{ReaderBuilder, StringRecord, Trim};

use super::{
    encoding,
    findings::{Findings, Noted, SourceLine},
    written,
};

/// A line of a file.
pub(super) trait Record: Sized {
    /// The file's name.
    const FILE: &'static str;
    /// The columns that the file must have, in any order.
    const COLUMNS: &'static [&'static str];
    /// The columns that it may have beside them.
    const FURTHER_COLUMNS: &'static [&'static str] = &[];

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

/// Reads the records of a file, and notes those that can't be read. Lines with
/// nothing in their cells, as spreadsheets append them, are passed over.
pub(super) fn read<R: Record>(text: &str, findings: &mut Findings) -> Vec<Placed<R>> {
    let delimiter = encoding::delimiter(text);
    let mut reader = ReaderBuilder::new()
        .flexible(true)
        .trim(Trim::All)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut lines = Lines::of(text);
    let header = place::<R>(lines.at(0));
    let names: StringRecord = match reader.headers() {
        Ok(names) => names.iter().map(|name| name.trim().to_lowercase()).collect(),
        Err(error) => {
            findings.note(header, None, format!("The header can't be read: {error}."));
            return Vec::new();
        }
    };
    if check_header::<R>(header, &names, findings).is_err() {
        return Vec::new();
    }
    let layout = Layout { names: &names, is_local: delimiter != b',' };
    let mut rows = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) if record.iter().all(str::is_empty) => {}
            Ok(record) => {
                let at = place::<R>(lines.of_record(record.position()));
                rows.extend(read_line(at, &layout, &record, findings).ok());
            }
            Err(error) => {
                let at = place::<R>(lines.of_record(error.position()));
                findings.note(at, None, format!("The line can't be read: {error}."));
            }
        }
    }
    rows
}

/// Counts the lines of a text as an editor shows them. The reader's own count
/// leaves out blank lines.
struct Lines<'t> {
    bytes: &'t [u8],
    seen: usize,
    line: u64,
}

impl<'t> Lines<'t> {
    const fn of(text: &'t str) -> Self {
        Self { bytes: text.as_bytes(), seen: 0, line: 1 }
    }

    fn of_record(&mut self, position: Option<&csv::Position>) -> u64 {
        let byte = position.and_then(|position| usize::try_from(position.byte()).ok());
        self.at(byte.unwrap_or_default())
    }

    /// Returns the line of the first character from a byte on that ends no line;
    /// bytes only grow from call to call.
    fn at(&mut self, byte: usize) -> u64 {
        while let Some(&next) = self.bytes.get(self.seen) {
            let ends = next == b'\n' || next == b'\r';
            if self.seen >= byte && !ends {
                break;
            }
            let is_first_of_two = next == b'\r' && self.bytes.get(self.seen + 1) == Some(&b'\n');
            if ends && !is_first_of_two {
                self.line += 1;
            }
            self.seen += 1;
        }
        self.line
    }
}

/// What the header of a file tells about its lines.
struct Layout<'a> {
    names: &'a StringRecord,
    /// Whether no commas stand between the cells, so that they may be in numbers.
    is_local: bool,
}

fn check_header<R: Record>(
    at: SourceLine,
    names: &StringRecord,
    findings: &mut Findings,
) -> Result<(), Noted> {
    let mut right = Ok(());
    let known = [R::COLUMNS, R::FURTHER_COLUMNS].concat();
    for column in &known {
        match names.iter().filter(|name| name == column).count() {
            0 if R::FURTHER_COLUMNS.contains(column) => {}
            0 => right = Err(findings.note(at, Some(column), "The file lacks this column.")),
            1 => {}
            _ => right = Err(findings.note(at, Some(column), "The file has this column twice.")),
        }
    }
    for name in names.iter().filter(|name| !known.contains(name)) {
        let known = known.join(", ");
        let detail = format!("There is no such column in this file; it has: {known}.");
        right = Err(findings.note(at, Some(name), detail));
    }
    right
}

fn read_line<R: Record>(
    at: SourceLine,
    layout: &Layout<'_>,
    record: &StringRecord,
    findings: &mut Findings,
) -> Result<Placed<R>, Noted> {
    if record.len() != layout.names.len() {
        let (has, wants) = (record.len(), layout.names.len());
        let mut detail = format!("The line has {has} cells where the header has {wants}.");
        if record.iter().any(|cell| cell.contains('\n')) {
            detail.push_str(" A quotation mark in it is not closed, or stands where none belongs.");
        }
        return Err(findings.note(at, None, detail));
    }
    let row = R::read(&mut Line { at, layout, record, findings })?;
    Ok(Placed { at, row })
}

/// One line of a file, cell by cell.
///
/// Read every cell before leaving on the first bad one, so that each of them
/// is noted.
pub(super) struct Line<'a> {
    at: SourceLine,
    layout: &'a Layout<'a>,
    record: &'a StringRecord,
    findings: &'a mut Findings,
}

impl Line<'_> {
    fn cell(&self, column: &str) -> &str {
        let at = self.layout.names.iter().position(|name| name == column);
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

    /// Reads a decimal, which may be written with a comma; none if the cell is
    /// empty.
    pub(super) fn decimal<T>(&mut self, column: &str) -> Result<Option<T>, Noted>
    where
        T: FromStr<Err: Display>,
    {
        let is_local = self.layout.is_local;
        self.parsed(column, |text| {
            let plain = written::decimal(text, is_local)?;
            plain.parse().map_err(|error: T::Err| error.to_string())
        })
    }

    /// Reads a date as people write it; none if the cell is empty.
    pub(super) fn date(&mut self, column: &str) -> Result<Option<NaiveDate>, Noted> {
        self.parsed(column, written::date)
    }

    /// Returns whether the numbers of the file may have commas.
    pub(super) const fn is_local(&self) -> bool {
        self.layout.is_local
    }

    /// Reads one of some words, however capitalized; none if the cell is empty.
    pub(super) fn word<T: Copy>(
        &mut self,
        column: &str,
        all: &[T],
        name: fn(T) -> &'static str,
    ) -> Result<Option<T>, Noted> {
        self.parsed(column, |text| {
            all.iter().copied().find(|word| name(*word).eq_ignore_ascii_case(text)).ok_or_else(
                || {
                    let words: Vec<&str> = all.iter().map(|word| name(*word)).collect();
                    format!("Write one of: {}.", words.join(", "))
                },
            )
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

    /// Reads names with a bar between them, since they may have spaces in them.
    pub(super) fn names<T>(&mut self, column: &str) -> Result<Vec<T>, Noted>
    where
        T: FromStr<Err: Display>,
    {
        let names = self.parsed(column, |text| {
            text.split('|').map(|name| name.trim().parse()).collect::<Result<Vec<T>, _>>()
        })?;
        Ok(names.unwrap_or_default())
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
