//! The way of an import: all files are read and checked, and then written, at once
//! or part by part.

use std::{collections::HashSet, path::Path};

use chrono::{DateTime, Utc};
use clientline_core::{Actor, ClientLine, Scope, value::TenantId};
use uuid::Uuid;

use super::{
    FINDINGS_MAX, Finding, ImportError, ImportReport,
    parts::{self, Earlier, Part, PartSizes, Stage},
    replay::{ImportPart, Mode},
    tables::{self, Tables},
};

/// How far an import has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Whether lines are written, and not only checked.
    pub is_writing: bool,
    /// The kind of the lines that come next.
    pub stage: Stage,
    /// The lines that are done.
    pub done: usize,
    /// All lines.
    pub lines: usize,
}

/// Whoever looks on while an import runs, and may stop it between two parts.
pub trait Watch: Sync {
    /// Takes note of how far an import of several parts has come.
    fn advanced(&self, progress: Progress);

    /// Returns whether the import is to stop before the next part.
    fn is_stopped(&self) -> bool;
}

/// Nobody: nothing stops the import.
#[derive(Clone, Copy, Debug)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn advanced(&self, _: Progress) {}

    fn is_stopped(&self) -> bool {
        false
    }
}

/// Imports the CSV files of a directory into an organization.
///
/// Files that are not there count as empty; lines may refer to what earlier
/// imports, or users, have made. Lines whose rows are there already change nothing. At
/// most 5,000 lines go in at once, or not at all; more go in by parts, after all of them
/// were checked, each part alone against what is there.
///
/// # Errors
///
/// [`ImportError`]; nothing was imported then, but for what
/// [`Stopped`](ImportError::Stopped) and [`Partly`](ImportError::Partly) say.
pub async fn import(
    client: &ClientLine,
    tenant: TenantId,
    dir: &Path,
    mode: Mode,
    watch: &dyn Watch,
) -> Result<ImportReport, ImportError> {
    // A directory that is not there would count as one without files.
    let failed = |source| ImportError::Unreadable { file: dir.display().to_string(), source };
    if !std::fs::metadata(dir).map_err(failed)?.is_dir() {
        return Err(failed(std::io::Error::other("name the directory that this file is in")));
    }
    let unread = tables::unread_in(dir);
    let mut tables = match Tables::read(&|file| tables::in_directory(dir, file)) {
        Err(ImportError::NoFiles { .. }) => return Err(ImportError::NoFiles { unread }),
        read => read?,
    };
    if !unread.is_empty() {
        tables.notes.push(super::passed_over(&unread));
    }
    import_tables(client, tenant, tables, mode, watch, PartSizes::USUAL).await
}

/// Imports what was read.
pub(super) async fn import_tables(
    client: &ClientLine,
    tenant: TenantId,
    mut tables: Tables,
    mode: Mode,
    watch: &dyn Watch,
    sizes: PartSizes,
) -> Result<ImportReport, ImportError> {
    let notes = std::mem::take(&mut tables.notes);
    let scope = Scope::trusted(client, tenant, Actor::system());
    let today = DateTime::<Utc>::from(client.environment().now()).date_naive();
    let lines = tables.lines();
    let parts = parts::divide(tables, today, sizes);
    let run = Run { scope, parts: &parts, lines, watch };
    let mut report = match &*parts {
        [] => ImportReport::default(),
        [part] => run.part(part, &Tables::default(), mode, &HashSet::new()).await?.report,
        _ => {
            let planned = run.check().await?;
            if mode == Mode::DryRun { planned } else { run.write().await? }
        }
    };
    report.dry_run = mode == Mode::DryRun;
    report.notes = notes;
    Ok(report)
}

struct Run<'a> {
    scope: Scope,
    parts: &'a [Part],
    lines: usize,
    watch: &'a dyn Watch,
}

impl Run<'_> {
    async fn part(
        &self,
        part: &Part,
        earlier: &Tables,
        mode: Mode,
        claimed: &HashSet<Uuid>,
    ) -> Result<super::replay::Brought, ImportError> {
        let operation = ImportPart { part: &part.tables, earlier, mode, claimed };
        // Its future holds a row of each kind, and would be a part of all that wait for it.
        Ok(Box::pin(self.scope.run(&operation)).await?)
    }

    /// Plans every part without writing any, and returns what they would bring.
    async fn check(&self) -> Result<ImportReport, ImportError> {
        let earlier = Earlier::of(self.parts);
        let mut report = ImportReport::default();
        let mut findings: Vec<Finding> = Vec::new();
        let mut claimed = HashSet::new();
        let (mut done, mut stage) = (0, Stage::Setup);
        for part in self.parts {
            // What is wrong with guests makes their appointments wrong in turn.
            if (stage != part.stage && !findings.is_empty()) || findings.len() >= FINDINGS_MAX {
                break;
            }
            stage = part.stage;
            self.before(part, done, false, &report)?;
            let needed = earlier.needed_by(part);
            match self.part(part, &needed, Mode::DryRun, &claimed).await {
                Ok(brought) => {
                    claimed.extend(brought.claimed);
                    report.add(brought.report);
                }
                Err(ImportError::Rows(found)) => findings.extend(found),
                Err(error) => return Err(error),
            }
            done += part.tables.lines();
        }
        findings.truncate(FINDINGS_MAX);
        if findings.is_empty() { Ok(report) } else { Err(ImportError::Rows(findings)) }
    }

    /// Writes one part after the other.
    async fn write(&self) -> Result<ImportReport, ImportError> {
        let mut report = ImportReport::default();
        let mut claimed = HashSet::new();
        let mut done = 0;
        for part in self.parts {
            self.before(part, done, true, &report)?;
            match self.part(part, &Tables::default(), Mode::Write, &claimed).await {
                Ok(brought) => {
                    claimed.extend(brought.claimed);
                    report.add(brought.report);
                }
                Err(source) => {
                    let (left, source) = (self.lines - done, Box::new(source));
                    return Err(ImportError::Partly { report: Box::new(report), left, source });
                }
            }
            done += part.tables.lines();
        }
        Ok(report)
    }

    /// Tells of the part that comes next, unless somebody wants to stop before it.
    fn before(
        &self,
        part: &Part,
        done: usize,
        is_writing: bool,
        report: &ImportReport,
    ) -> Result<(), ImportError> {
        if self.watch.is_stopped() {
            let report = if is_writing { report.clone() } else { ImportReport::default() };
            let left = if is_writing { self.lines - done } else { self.lines };
            return Err(ImportError::Stopped { report: Box::new(report), left });
        }
        let (stage, lines) = (part.stage, self.lines);
        self.watch.advanced(Progress { is_writing, stage, done, lines });
        Ok(())
    }
}
