//! The history of the schema as a list, made of the names of files: what the build scripts
//! of both stores share. It is a crate of its own since a package holds its own folder alone.
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
//! A number means one schema, and has one name, in both stores: a step that the other one alone
//! needs is a file without statements. A number that is missing or there twice stops the build.

use std::{
    collections::BTreeMap,
    env, fmt,
    fs::{self, DirEntry},
    path::{Path, PathBuf},
};

/// A step as its files say it.
#[derive(Debug)]
pub enum Step {
    /// The statements of these files, in order.
    Statements(Vec<PathBuf>),
    /// A table is made anew.
    Rebuild {
        /// Its name.
        table: String,
        /// The file of its definition.
        columns: PathBuf,
        /// What is executed before that.
        before: Option<PathBuf>,
        /// What is executed after that.
        after: Option<PathBuf>,
    },
    /// Code takes the step.
    Rewrite,
}

/// A step, by the name that both stores give it.
#[derive(Debug)]
pub struct Named {
    /// What stands behind the number.
    pub name: String,
    /// What its files say.
    pub step: Step,
}

/// A text of Rust that includes the texts of files, one after the other.
#[derive(Debug)]
pub struct Included<'a>(pub &'a [PathBuf]);

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

/// Writes the history of the store that is built into `steps.rs` of the build's folder, as an
/// expression that `row` gives a line for each step.
///
/// # Errors
///
/// If the names of the files say no history, or it can't be written.
pub fn write(row: impl Fn(&Named) -> String) -> Result<(), String> {
    let folder = |name| {
        env::var_os(name).map(PathBuf::from).ok_or_else(|| format!("cargo has not set {name}"))
    };
    let migrations = folder("CARGO_MANIFEST_DIR")?.join("migrations");
    println!("cargo:rerun-if-changed={}", migrations.display());
    let rows = history(&migrations)?.iter().map(row).collect::<Vec<_>>().join(",\n");
    let file = folder("OUT_DIR")?.join("steps.rs");
    fs::write(&file, format!("&[\n{rows}]\n")).map_err(|fault| fault.to_string())
}

/// Returns the steps in a folder, in order.
///
/// # Errors
///
/// What is wrong with which file, or which number is missing.
pub fn history(folder: &Path) -> Result<Vec<Named>, String> {
    let mut steps = Vec::new();
    for (expected, (number, (name, path))) in (1..).zip(listed(folder)?) {
        if number != expected {
            return Err(format!("step {expected} is missing, and {number} is there"));
        }
        steps.push(Named { step: read(&path)?, name });
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

/// Lists what is in a folder, by name.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let fault = |fault| format!("{}: {fault}", folder.display());
    let folder = fs::read_dir(folder).map_err(fault)?;
    let paths = folder.map(|entry| entry.as_ref().map(DirEntry::path).map_err(ToString::to_string));
    let mut paths = paths.collect::<Result<Vec<_>, _>>()?;
    paths.sort_unstable();
    Ok(paths)
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
