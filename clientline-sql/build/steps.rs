//! The history of the schema as a list, made of the names of files: what the build scripts
//! of both stores share.
//!
//! A step is a file or a folder in a store's `migrations/`, named `NNNN_name`:
//!
//! | there is | the step |
//! |---|---|
//! | `NNNN_name.sql` | executes its statements |
//! | `NNNN_name/1_….sql`, `2_….sql` and so on | executes the statements of all, in order |
//! | `NNNN_name/<table>.sql` | makes the table anew by that definition, between `before.sql` and `after.sql`, if they are there |
//! | `NNNN_name.rs` | is taken by its function `rewrite` |
//!
//! A number means one schema in both stores: what one of them has, and the other has not,
//! is nothing to do there. A number that is missing in both, is there twice, or has two names
//! stops the build.

use std::{
    collections::BTreeMap,
    env, fmt,
    fs::{self, DirEntry},
    path::{Path, PathBuf},
};

/// A step as its files say it.
pub(crate) enum Step {
    /// The statements of these files, in order.
    Statements(Vec<PathBuf>),
    /// A table is made anew.
    Rebuild { table: String, columns: PathBuf, before: Option<PathBuf>, after: Option<PathBuf> },
    /// Code takes the step.
    Rewrite,
    /// The other store alone takes it.
    Nothing,
}

/// A step, by the name that both stores give it.
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) step: Step,
}

/// A text of Rust that includes the texts of files, one after the other.
pub(crate) struct Included<'a>(pub(crate) &'a [PathBuf]);

impl fmt::Display for Included<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return out.write_str("\"\"");
        }
        let texts = self.0.iter().map(|file| {
            let file = file.display().to_string();
            format!("include_str!({file:?})")
        });
        write!(out, "concat!({})", texts.collect::<Vec<_>>().join(", "))
    }
}

/// Writes the history of a store into `steps.rs` of the build's folder, as an expression that
/// `row` gives a line for each step.
///
/// # Panics
///
/// If the names of the files say no history.
pub(crate) fn write(store: &str, other: &str, row: impl Fn(&Named) -> String) {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap());
    let [ours, theirs] = [store, other].map(|store| root.join("..").join(store).join("migrations"));
    for watched in [&ours, &theirs, &root.join("../clientline-sql/build")] {
        println!("cargo:rerun-if-changed={}", watched.display());
    }
    let steps = history(&ours, &theirs).unwrap_or_else(|fault| panic!("migrations: {fault}"));
    let rows = steps.iter().map(row).collect::<Vec<_>>().join(",\n");
    let file = PathBuf::from(env::var_os("OUT_DIR").unwrap()).join("steps.rs");
    fs::write(file, format!("&[\n{rows}]\n")).unwrap();
}

/// Returns the steps of a store in order, whose other store has its own in `theirs`.
pub(crate) fn history(ours: &Path, theirs: &Path) -> Result<Vec<Named>, String> {
    let (mut ours, theirs) = (listed(ours)?, listed(theirs)?);
    let last = ours.keys().chain(theirs.keys()).copied().max().unwrap_or(0);
    let mut steps = Vec::new();
    for number in 1..=last {
        let (own, other) = (ours.remove(&number), theirs.get(&number));
        let step = match (own, other) {
            (Some((name, _)), Some((other, _))) if name != *other => {
                return Err(format!("step {number} is both {name} and {other}"));
            }
            (Some((name, path)), _) => Named { step: read(&path)?, name },
            (None, Some((name, _))) => Named { name: name.clone(), step: Step::Nothing },
            (None, None) => return Err(format!("step {number} is missing, and {last} is there")),
        };
        steps.push(step);
    }
    Ok(steps)
}

/// Lists the steps in a folder by their numbers: their names and where they are.
fn listed(folder: &Path) -> Result<BTreeMap<u32, (String, PathBuf)>, String> {
    let mut found = BTreeMap::new();
    for path in entries(folder)? {
        let stem = name_of(&path.with_extension(""));
        let fault = || format!("{} is not named NNNN_name", path.display());
        let (number, name) = stem.split_once('_').ok_or_else(fault)?;
        let is_number = number.len() == 4 && number.bytes().all(|digit| digit.is_ascii_digit());
        let number: u32 = number.parse().ok().filter(|_| is_number).ok_or_else(fault)?;
        if let Some((_, other)) = found.insert(number, (name.to_owned(), path.clone())) {
            return Err(format!(
                "step {number} is both {} and {}",
                other.display(),
                path.display()
            ));
        }
    }
    Ok(found)
}

/// Reads the kind of a step off its files.
fn read(path: &Path) -> Result<Step, String> {
    if !path.is_dir() {
        return match path.extension().and_then(|extension| extension.to_str()) {
            Some("sql") => Ok(Step::Statements(vec![path.to_owned()])),
            Some("rs") => Ok(Step::Rewrite),
            _ => Err(format!("{} is neither SQL nor Rust", path.display())),
        };
    }
    let files = entries(path)?;
    let is_numbered = |file: &PathBuf| name_of(file).starts_with(|c: char| c.is_ascii_digit());
    if !files.is_empty() && files.iter().all(is_numbered) {
        return Ok(Step::Statements(files));
    }
    let named = |name: &str| files.iter().find(|file| name_of(file) == name).cloned();
    let (before, after) = (named("before.sql"), named("after.sql"));
    let around = [&before, &after].map(Option::as_ref);
    let tables: Vec<_> = files.iter().filter(|file| !around.contains(&Some(*file))).collect();
    let [columns] = tables[..] else {
        return Err(format!("{} is to have one table to make anew", path.display()));
    };
    let table = name_of(&columns.with_extension(""));
    Ok(Step::Rebuild { table, columns: columns.clone(), before, after })
}

/// Lists what is in a folder, by name; nothing, if there is no folder.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let Ok(folder) = fs::read_dir(folder) else { return Ok(Vec::new()) };
    let paths = folder.map(|entry| entry.as_ref().map(DirEntry::path).map_err(ToString::to_string));
    let mut paths = paths.collect::<Result<Vec<_>, _>>()?;
    paths.sort_unstable();
    Ok(paths)
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
