//! Secrets that stand in files, so that they are in no environment and in no list of processes.

use std::{fs, path::Path};

use super::ConfigError;

/// Reads a secret, without the end of its line.
///
/// # Errors
///
/// [`ConfigError::Unreadable`].
pub(super) fn secret(path: &Path) -> Result<String, ConfigError> {
    let text = fs::read_to_string(path)
        .map_err(|source| ConfigError::Unreadable { path: path.to_owned(), source })?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}
