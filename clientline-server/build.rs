//! Lists the files of the pages, so that a new one is no change of the program: those of the desk
//! by their names, and those of the booking page under `public`. Scripts and styles go into the
//! program without what no browser reads (`build/squeeze.rs`), and those of the desk by short names
//! (`build/rename.rs`) and joined (`build/join.rs`); its texts have short keys (`build/keys.rs`).
//! Each is compressed here, once and as well as can be: it is sent far more often than built.

#[path = "build/join.rs"]
mod join;
#[path = "build/keys.rs"]
mod keys;
#[path = "build/rename.rs"]
mod rename;
#[path = "build/squeeze.rs"]
mod squeeze;

use std::{
    collections::BTreeMap,
    env,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

/// The page, which is compressed once it names its files.
const INDEX: &str = "index.html";

/// The language that has every text.
const LANGUAGE: &str = "lang/en.json";

fn main() -> io::Result<()> {
    #[expect(clippy::disallowed_methods, reason = "cargo says there where what is built goes")]
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let out = Path::new(&out);
    println!("cargo::rerun-if-changed=build");
    let mut list = "&[\n".to_owned();
    let mut modules = BTreeMap::new();
    let mut styles = BTreeMap::new();
    let mut languages = BTreeMap::new();
    let mut page = String::new();
    for (folder, prefix) in [("desk", ""), ("booking/assets", "public/")] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut paths = Vec::new();
        collect(&folder, &mut paths)?;
        paths.sort();
        for path in paths {
            let name = path.strip_prefix(&folder).map_err(io::Error::other)?;
            let name = format!("{prefix}{}", name.to_string_lossy().replace('\\', "/"));
            let (squeeze, joined): (fn(&str) -> String, _) = match path.extension() {
                Some(end) if end == "js" && prefix.is_empty() => (short, &mut modules),
                Some(end) if end == "js" => (squeeze::script, &mut modules),
                Some(end) if end == "css" => (squeeze::style, &mut styles),
                _ if name == join::PAGE => {
                    page = fs::read_to_string(&path)?;
                    continue;
                }
                Some(end) if end == "json" => {
                    languages.insert(name, fs::read_to_string(&path)?);
                    continue;
                }
                _ => {
                    add(&mut list, out, &name, &path)?;
                    continue;
                }
            };
            let squeezed = squeeze(&fs::read_to_string(&path)?);
            if prefix.is_empty() {
                joined.insert(name, squeezed);
            } else {
                write(&mut list, out, &name, &squeezed)?;
            }
        }
    }
    let keys = languages.get(LANGUAGE).map(|texts| keys::Keys::of(texts, &modules));
    let keys = keys.ok_or_else(|| io::Error::other(format!("there is no {LANGUAGE}")))?;
    for (name, texts) in languages {
        write(&mut list, out, &name, &keys.texts(&texts))?;
    }
    let modules = modules.into_iter().map(|(name, code)| (name, keys.script(&code))).collect();
    let scripts = join::scripts(&modules).map_err(io::Error::other)?;
    let styles = join::styles(&page, &styles).map_err(io::Error::other)?;
    let scripts = scripts.map(|(name, text)| (name, squeeze::lines(&text)));
    for (name, text) in scripts.into_iter().chain(styles) {
        write(&mut list, out, name, &text)?;
    }
    list.push(']');
    fs::write(out.join("desk_files.rs"), list)
}

/// Squeezes a module, and shortens what it names for itself.
fn short(code: &str) -> String {
    rename::locals(&squeeze::script(code))
}

/// Keeps a file that is not as it stands in its folder, and lists it.
fn write(list: &mut String, out: &Path, name: &str, text: &str) -> io::Result<()> {
    let path = out.join(name.replace('/', "+"));
    fs::write(&path, text)?;
    add(list, out, name, &path)
}

/// Lists a file, with what is sent of it to those who read gzip: nothing else, if that is no
/// shorter.
fn add(list: &mut String, out: &Path, name: &str, path: &Path) -> io::Result<()> {
    let file = path.display().to_string();
    let content = fs::read(path)?;
    let mut packed = Vec::new();
    if name != INDEX {
        let options = zopfli::Options::default();
        zopfli::compress(options, zopfli::Format::Gzip, content.as_slice(), &mut packed)?;
    }
    if packed.is_empty() || packed.len() >= content.len() {
        let _ = writeln!(list, "    ({name:?}, include_bytes!({file:?}), None),");
        return Ok(());
    }
    let shorter = out.join(format!("{}.gz", name.replace('/', "+")));
    fs::write(&shorter, packed)?;
    let shorter = shorter.display().to_string();
    let _ = writeln!(
        list,
        "    ({name:?}, include_bytes!({file:?}), Some(include_bytes!({shorter:?}))),"
    );
    Ok(())
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
