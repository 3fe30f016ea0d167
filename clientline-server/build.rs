//! Lists the files of the pages, so that a new one is no change of the program: those of the desk
//! by their names, and those of the booking page under `public`. Scripts and styles go into the
//! program without their comments and indentation, which no browser reads.

use std::{
    env,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    #[expect(clippy::disallowed_methods, reason = "cargo says there where what is built goes")]
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let out = Path::new(&out);
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
            let is_code = path.extension().is_some_and(|end| end == "js" || end == "css");
            let path = if is_code {
                let bare = out.join(name.replace('/', "+"));
                fs::write(&bare, without_comments(&fs::read_to_string(&path)?))?;
                bare
            } else {
                path
            };
            let file = path.display().to_string();
            let _ = writeln!(list, "    ({name:?}, include_bytes!({file:?})),");
        }
    }
    list.push(']');
    fs::write(out.join("desk_files.rs"), list)
}

/// Leaves out the lines that are nothing but a comment, empty lines, and the indentation.
///
/// Lines stay lines, so that nothing is joined. It knows no strings, which holds as long as no
/// text goes over several lines: `contract/desk/files.mjs` sees to that.
fn without_comments(code: &str) -> String {
    let mut bare = String::with_capacity(code.len());
    let mut is_comment = false;
    for line in code.lines().map(str::trim) {
        let begins =
            line.starts_with("/*") && line.find("*/").is_none_or(|end| end + 2 == line.len());
        let is_inside = is_comment || begins;
        is_comment = is_inside && !line.ends_with("*/");
        if !is_inside && !line.is_empty() && !line.starts_with("//") {
            bare.push_str(line);
            bare.push('\n');
        }
    }
    bare
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
