//! Copies of a SQLite database: made while a server runs, and put in its place again.

use std::{
    fs,
    num::NonZeroUsize,
    path::{Path, PathBuf},
};

use clientline_core::engine::{Environment as _, SystemEnvironment};
use clientline_server::config::Config;

use crate::{CommandResult, store, why};

/// How the copies in a directory are named: what lies between is the time.
const PREFIX: &str = "clientline-";
const SUFFIX: &str = ".db";

/// Copies the database into a file, or into a directory, of whose copies the newest are kept.
pub(crate) fn back_up(config: &Config, to: &Path, keep: Option<NonZeroUsize>) -> CommandResult {
    let is_directory = to.is_dir();
    if keep.is_some() && !is_directory {
        return Err(format!(
            "--keep needs a directory, and {} is none: make it first, or leave --keep out",
            to.display()
        )
        .into());
    }
    let file = if is_directory { to.join(named_by_time()) } else { to.to_owned() };
    store::back_up(config, &file).map_err(|error| why(&error))?;
    println!("{} is a sound copy of {}", file.display(), config.database);
    match keep {
        Some(keep) => remove_older(to, keep),
        None => Ok(()),
    }
}

/// Puts a copy in the place of the database, where nothing may be.
pub(crate) fn restore(config: &Config, from: &Path) -> CommandResult {
    store::restore(config, from).map_err(|error| why(&error))?;
    println!("{} has all that is in {}", config.database, from.display());
    Ok(())
}

fn named_by_time() -> String {
    // Not every file system has colons in names.
    let now = SystemEnvironment.now().to_string().replace(':', "");
    format!("{PREFIX}{now}{SUFFIX}")
}

/// Removes all copies of a directory but the newest.
fn remove_older(directory: &Path, keep: NonZeroUsize) -> CommandResult {
    let mut copies: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.starts_with(PREFIX) && name.ends_with(SUFFIX) {
            copies.push(path);
        }
    }
    // The names are in the order of time.
    copies.sort();
    let older = copies.len().saturating_sub(keep.get());
    for copy in &copies[..older] {
        fs::remove_file(copy)?;
        println!("{} is removed", copy.display());
    }
    Ok(())
}
