//! Lists the files of the pages, so that a new one is no change of the program: those of the desk
//! by their names, and those of the booking page under `public`.

use std::{
    env,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    let mut list = "&[\n".to_owned();
    for (folder, prefix) in [("desk", ""), ("booking/assets", "public/")] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut paths = Vec::new();
        collect(&folder, &mut paths)?;
        paths.sort();
        for path in paths {
            let name = path.strip_prefix(&folder).map_err(io::Error::other)?;
            let name = format!("{prefix}{}", name.to_string_lossy().replace('\\', "/"));
            let file = path.display().to_string();
            let _ = writeln!(list, "    ({name:?}, include_bytes!({file:?})),");
        }
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
