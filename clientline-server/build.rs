//! Lists the files of the desk's page, so that a new one is no change of the program.

use std::{
    env,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("desk");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut paths = Vec::new();
    collect(&folder, &mut paths)?;
    paths.sort();
    let mut list = "&[\n".to_owned();
    for path in paths {
        let name = path.strip_prefix(&folder).map_err(io::Error::other)?;
        let name = name.to_string_lossy().replace('\\', "/");
        let _ = writeln!(list, "    ({name:?}, include_bytes!({:?})),", path.display().to_string());
    }
    list.push(']');
    #[expect(clippy::disallowed_methods, reason = "cargo says there where what is built goes")]
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("desk_files.rs"), list)
}

/// Collects the files below a folder, but for hidden ones.
fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), paths)?;
        } else {
            paths.push(entry.path());
        }
    }
    Ok(())
}
