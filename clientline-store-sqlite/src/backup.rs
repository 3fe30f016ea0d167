//! Copies of a file: made while it is in use, and put in its place again.
//!
//! A copy is written beside its final name, looked through, and only then given that name:
//! what bears it is whole, or is not there.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use clientline_core::storage::{Error, Result};
use rusqlite::{
    Connection, OpenFlags,
    backup::{Backup, StepResult},
};

use crate::{
    damage::{self, Inspection},
    failure::{Act, explain},
    private,
};

/// Copies a file that may be in use into one that is not there yet.
///
/// # Errors
///
/// [`Error::Schema`] if there is nothing to copy, or something where the copy should be;
/// [`Error::Damaged`] if the copy is damaged, which is then not kept;
/// [`Error::Unavailable`] if a file can't be read or written.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<()> {
    if !from.is_file() {
        return Err(Error::Schema(format!("{} is not there", from.display())));
    }
    must_be_free(to)?;
    let unfinished = beside(to, ".unfinished");
    let copied = copy_and_check(from, &unfinished).and_then(|()| {
        fs::rename(&unfinished, to).and_then(|()| sync_folder(to)).map_err(|e| named(to, &e))
    });
    if copied.is_err() {
        // What is wrong with the copy is what matters.
        let _ = fs::remove_file(&unfinished);
    }
    copied
}

/// Checks that neither a database is in a place nor what one leaves there that did not stop by itself:
/// its log would be taken for that of the copy.
fn must_be_free(to: &Path) -> Result<()> {
    let places = ["", "-wal", "-shm", "-journal"].map(|suffix| beside(to, suffix));
    let found = places.into_iter().find(|path| path.exists());
    let Some(found) = found else { return Ok(()) };
    let detail = if found == to {
        "is there already, and is not written over"
    } else {
        "was left there by another database, which it belongs to: move it to where that is"
    };
    Err(Error::Schema(format!("{} {detail}", found.display())))
}

fn copy_and_check(from: &Path, to: &Path) -> Result<()> {
    // What an attempt left that was cut off.
    if to.exists() {
        fs::remove_file(to).map_err(|error| named(to, &error))?;
    }
    private::secure(to)?;
    let failed = |error| explain(error, Act::Transact);
    // Without a log of its own: the copy is one file.
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let source = Connection::open_with_flags(from, flags).map_err(failed)?;
    let mut target = Connection::open(to).map_err(failed)?;
    // All pages in one step: the copy is of one instant, and no writer makes it begin anew.
    let step = Backup::new(&source, &mut target).and_then(|copy| copy.step(-1)).map_err(failed)?;
    if !matches!(step, StepResult::Done) {
        return Err(named(from, &io::Error::other("it is locked by another program")));
    }
    if !is_ours(&target).map_err(failed)? {
        return Err(Error::Schema(format!("{} is no database of ClientLine", from.display())));
    }
    target.close().map_err(|(_, error)| failed(error))?;
    File::open(to).and_then(|copy| copy.sync_all()).map_err(|error| named(to, &error))?;
    match damage::inspect(to, Inspection::Whole)?.into_iter().next() {
        Some(finding) => Err(Error::Damaged(finding)),
        None => without_log(to),
    }
}

/// Returns whether a file has the tables of a database of ours.
fn is_ours(file: &Connection) -> rusqlite::Result<bool> {
    let view = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'clientline_schema')";
    file.query_row(view, [], |row| row.get(0))
}

/// Takes away what looking through the copy left beside it: the file alone is the copy.
fn without_log(copy: &Path) -> Result<()> {
    let connection = Connection::open(copy).map_err(|error| explain(error, Act::Transact))?;
    connection
        .pragma_update(None, "journal_mode", "delete")
        .map_err(|error| explain(error, Act::Transact))
}

/// Returns a name that goes on after that of another file.
fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Has the folder remember the name of a file.
fn sync_folder(of: &Path) -> io::Result<()> {
    let folder = of.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new("."))).and_then(|folder| folder.sync_all())
}

fn named(path: &Path, error: &io::Error) -> Error {
    let kind = error.kind();
    Error::Unavailable(io::Error::new(kind, format!("{}: {error}", path.display())).into())
}

#[cfg(test)]
mod tests;
