//! The rights of the files: what is in the book is nobody's but the owner's.
//!
//! `SQLite` gives the log and the index of the log the mode of the file itself, so one file
//! has to be right before `SQLite` sees it.

use std::{io, path::Path};

use clientline_core::storage::{Error, Result};

/// Makes the file of a database for its owner alone, whatever the umask. One that is there
/// keeps its rights, and a warning in the log says if others have any.
///
/// An address that begins with `file:`, and the one of a database without a file, are left to
/// `SQLite`, which alone can read them.
pub(crate) fn secure(path: &Path) -> Result<()> {
    let address = path.as_os_str().as_encoded_bytes();
    if address.starts_with(b"file:") || address == b":memory:" {
        return Ok(());
    }
    // A file that is there is not opened: to close it again would drop the locks that this
    // process may hold on it.
    if !path.exists() {
        let named = |error: io::Error| {
            let advice = match error.kind() {
                io::ErrorKind::NotFound => "; make the directory first, or name another file",
                io::ErrorKind::PermissionDenied => "; this user may not write there",
                _ => "",
            };
            let detail = format!("{} can't be made: {error}{advice}", path.display());
            Error::Unavailable(io::Error::new(error.kind(), detail).into())
        };
        return create(path).map_err(named);
    }
    for file in shared(path) {
        tracing::warn!(
            file = %file.display(),
            "others than the owner may open a file of the database: chmod 600 mends it"
        );
    }
    Ok(())
}

#[cfg(unix)]
fn create(path: &Path) -> std::io::Result<()> {
    use std::{
        fs::{OpenOptions, Permissions},
        os::unix::fs::{OpenOptionsExt, PermissionsExt},
    };

    let mut made = OpenOptions::new();
    let file = made.write(true).create(true).truncate(false).mode(OWNER_ALONE).open(path)?;
    // A umask takes rights away, from the owner too.
    file.set_permissions(Permissions::from_mode(OWNER_ALONE))
}

/// The owner reads and writes, and nobody else does anything.
#[cfg(unix)]
const OWNER_ALONE: u32 = 0o600;

/// Returns those of a database's files that others than the owner have rights to.
#[cfg(unix)]
fn shared(path: &Path) -> Vec<std::path::PathBuf> {
    use std::{ffi::OsString, fs, os::unix::fs::PermissionsExt};

    let file = |suffix: &str| {
        let mut name = OsString::from(path);
        name.push(suffix);
        name.into()
    };
    let others = |file: &std::path::PathBuf| {
        let is_open = |found: fs::Metadata| found.permissions().mode() & 0o077 != 0;
        // A folder that is named by mistake is not to be closed to others.
        fs::metadata(file).is_ok_and(|found| found.is_file() && is_open(found))
    };
    ["", "-wal", "-shm"].map(file).into_iter().filter(others).collect()
}

/// Elsewhere a file inherits the rights of its folder.
#[cfg(not(unix))]
fn create(_path: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
fn shared(_path: &Path) -> Vec<std::path::PathBuf> {
    Vec::new()
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::{env, fs, os::unix::fs::PermissionsExt, path::PathBuf, process::Command};

    use super::*;
    use crate::{Options, SqliteStorage};

    /// Where the test that runs with another umask finds the file to make.
    const FILE: &str = "CLIENTLINE_TEST_FILE";

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    fn beside(path: &Path, suffix: &str) -> PathBuf {
        format!("{}{suffix}", path.display()).into()
    }

    #[test]
    fn the_files_are_the_owners_alone_whatever_the_umask() {
        for umask in ["000", "022", "277"] {
            let folder = tempfile::tempdir().unwrap();
            let made = Command::new("sh")
                .args(["-c", &format!("umask {umask}; exec \"$0\" --ignored --exact private::tests::a_file_is_made_with_the_umask_at_hand")])
                .arg(env::current_exe().unwrap())
                .env(FILE, folder.path().join("book.db"))
                .output()
                .unwrap();
            assert!(made.status.success(), "{umask}: {}", String::from_utf8_lossy(&made.stdout));
        }
    }

    #[test]
    #[ignore = "run by the test above, with a umask of its own"]
    fn a_file_is_made_with_the_umask_at_hand() {
        let path = PathBuf::from(env::var_os(FILE).unwrap());
        let _open = SqliteStorage::open(&path, Options::default()).unwrap();
        for suffix in ["", "-wal", "-shm"] {
            assert_eq!(mode(&beside(&path, suffix)), 0o600, "{suffix}");
        }
    }

    #[test]
    fn a_file_with_wider_rights_keeps_them_and_is_told_of() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.db");
        drop(SqliteStorage::open(&path, Options::default()).unwrap());
        assert_eq!(shared(&path), Vec::<PathBuf>::new());
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let _open = SqliteStorage::open(&path, Options::default()).unwrap();
        assert_eq!(mode(&path), 0o640);
        assert!(shared(&path).contains(&path));
    }

    #[test]
    fn the_rights_of_a_folder_are_nobodys_mistake() {
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(shared(folder.path()), Vec::<PathBuf>::new());
    }
}
