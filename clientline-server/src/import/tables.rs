//! All files of an import, read and not yet related to each other.

use std::path::Path;

use super::{
    ImportError,
    encoding::{self, Decoded, Encoding},
    findings::Findings,
    records::{
        AppointmentRow, CenterHoursRow, CenterRow, GuestRow, InvoiceRow, PaymentRow,
        ProviderHoursRow, ProviderRow, RoomCategoryRow, RoomRow, ServiceRow, TaxRow,
    },
    sheet::{self, Placed, Record},
};

/// The largest file, in bytes: all of them are held in memory.
pub const FILE_BYTES_MAX: usize = 32 << 20;
/// The most lines of all files together, without headers.
pub const LINES_MAX: usize = 200_000;

/// The lines of all files.
#[derive(Clone, Default)]
pub(super) struct Tables {
    pub(super) centers: Vec<Placed<CenterRow>>,
    pub(super) center_hours: Vec<Placed<CenterHoursRow>>,
    pub(super) room_categories: Vec<Placed<RoomCategoryRow>>,
    pub(super) rooms: Vec<Placed<RoomRow>>,
    pub(super) taxes: Vec<Placed<TaxRow>>,
    pub(super) services: Vec<Placed<ServiceRow>>,
    pub(super) providers: Vec<Placed<ProviderRow>>,
    pub(super) provider_hours: Vec<Placed<ProviderHoursRow>>,
    pub(super) guests: Vec<Placed<GuestRow>>,
    pub(super) appointments: Vec<Placed<AppointmentRow>>,
    pub(super) invoices: Vec<Placed<InvoiceRow>>,
    pub(super) payments: Vec<Placed<PaymentRow>>,
    /// What is to be said about how the files were read.
    pub(super) notes: Vec<String>,
}

impl Tables {
    /// Returns how many lines there are.
    pub(super) fn lines(&self) -> usize {
        self.centers.len()
            + self.center_hours.len()
            + self.room_categories.len()
            + self.rooms.len()
            + self.taxes.len()
            + self.services.len()
            + self.providers.len()
            + self.provider_hours.len()
            + self.guests.len()
            + self.appointments.len()
            + self.invoices.len()
            + self.payments.len()
    }
}

/// Where files come from: `None` for one that is not there.
pub(super) type Source<'a> = dyn Fn(&str) -> Result<Option<Vec<u8>>, ImportError> + Sync + 'a;

/// The files that are read.
pub(super) const FILES: [&str; 12] = [
    CenterRow::FILE,
    CenterHoursRow::FILE,
    RoomCategoryRow::FILE,
    RoomRow::FILE,
    TaxRow::FILE,
    ServiceRow::FILE,
    ProviderRow::FILE,
    ProviderHoursRow::FILE,
    GuestRow::FILE,
    AppointmentRow::FILE,
    InvoiceRow::FILE,
    PaymentRow::FILE,
];

/// What files are called that somebody may have meant to be read.
const SHEETS: [&str; 6] = ["csv", "txt", "tsv", "xls", "xlsx", "ods"];

/// The names of the files of a directory that look like some of an import, and are none; at most
/// ten.
pub(super) fn unread_in(dir: &Path) -> Vec<String> {
    // What can't be listed is told of when it is read.
    let entries = std::fs::read_dir(dir).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let is_sheet = |name: &String| {
        let end = name.rsplit_once('.').map_or("", |(_, end)| end);
        SHEETS.iter().any(|sheet| end.eq_ignore_ascii_case(sheet))
    };
    let mut unread: Vec<String> =
        names.filter(|name| is_sheet(name) && !FILES.contains(&name.as_str())).collect();
    unread.sort();
    unread.truncate(10);
    unread
}

impl Tables {
    /// Reads all files of a source; those that are not there count as empty.
    pub(super) fn read(source: &Source<'_>) -> Result<Self, ImportError> {
        let mut reading = Reading {
            source,
            findings: Findings::default(),
            notes: Vec::new(),
            files: 0,
            lines: 0,
        };
        let mut tables = Self {
            centers: reading.file()?,
            center_hours: reading.file()?,
            room_categories: reading.file()?,
            rooms: reading.file()?,
            taxes: reading.file()?,
            services: reading.file()?,
            providers: reading.file()?,
            provider_hours: reading.file()?,
            guests: reading.file()?,
            appointments: reading.file()?,
            invoices: reading.file()?,
            payments: reading.file()?,
            notes: Vec::new(),
        };
        tables.notes = reading.notes;
        if !reading.findings.is_empty() {
            return Err(ImportError::Rows(reading.findings.into_vec()));
        }
        match (reading.files, reading.lines) {
            (0, _) => Err(ImportError::NoFiles { unread: Vec::new() }),
            (_, LINES_MAX..) if reading.lines > LINES_MAX => Err(ImportError::TooManyLines),
            _ => Ok(tables),
        }
    }
}

struct Reading<'a> {
    source: &'a Source<'a>,
    findings: Findings,
    /// What is to be said about files that were read.
    notes: Vec<String>,
    files: usize,
    lines: usize,
}

impl Reading<'_> {
    fn file<R: Record>(&mut self) -> Result<Vec<Placed<R>>, ImportError> {
        let Some(bytes) = (self.source)(R::FILE)? else { return Ok(Vec::new()) };
        self.files += 1;
        let Decoded { text, encoding } = match encoding::decode(&bytes) {
            Ok(decoded) => decoded,
            Err((line, detail)) => {
                self.findings.note(sheet::place::<R>(line), None, detail);
                return Ok(Vec::new());
            }
        };
        if encoding == Encoding::Windows1252 {
            let advice = "if letters look wrong, save it as UTF-8";
            self.notes.push(format!("{} was read as Windows-1252; {advice}", R::FILE));
        }
        let rows = sheet::read(encoding::without_mark(&text), &mut self.findings);
        self.lines += rows.len();
        Ok(rows)
    }
}

/// Reads the files of a directory, none of them larger than
/// [`FILE_BYTES_MAX`].
pub(super) fn in_directory(dir: &Path, file: &str) -> Result<Option<Vec<u8>>, ImportError> {
    use std::io::Read as _;
    let failed = |source| ImportError::Unreadable { file: file.to_owned(), source };
    let opened = match std::fs::File::open(dir.join(file)) {
        Ok(opened) => opened,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
    };
    let mut bytes = Vec::new();
    opened.take(FILE_BYTES_MAX as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() > FILE_BYTES_MAX {
        return Err(ImportError::FileTooLarge { file: file.to_owned() });
    }
    Ok(Some(bytes))
}
