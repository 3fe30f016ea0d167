//! The sources of a crate as a tree of modules, and what each imports.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// A path of names, from the root of the crate.
pub(crate) type Names = Vec<String>;

/// One file of a crate.
pub(crate) struct Module {
    pub(crate) file: PathBuf,
    /// What it imports, or names by a path that begins with `crate`, `super` or `self`.
    pub(crate) imports: Vec<Names>,
    /// Names that it shows as if they were its own, and where they stand.
    shown: BTreeMap<String, Names>,
}

/// The modules of a crate by their paths; those of tests are left out, which may reach
/// for whatever they need.
pub(crate) struct Crate(pub(crate) BTreeMap<Names, Module>);

impl Crate {
    /// Reads the sources in a folder.
    pub(crate) fn read(folder: &Path) -> Self {
        let mut modules = BTreeMap::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(inner) = folders.pop() {
            for entry in fs::read_dir(inner).unwrap() {
                let path = entry.unwrap().path();
                let stem = path.file_stem().unwrap().to_str().unwrap();
                if stem == "tests" {
                    continue;
                }
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    let relative = path.strip_prefix(folder).unwrap().with_extension("");
                    let mut names: Names =
                        relative.iter().map(|name| name.to_str().unwrap().to_owned()).collect();
                    if ["mod", "lib", "main"].contains(&stem) {
                        names.pop();
                    }
                    let text = fs::read_to_string(&path).unwrap();
                    modules.insert(names.clone(), Module::of(path, &names, &text));
                }
            }
        }
        Self(modules)
    }

    /// Returns the module in which something stands that is named so, or `None` if it is
    /// none of the crate's.
    pub(crate) fn home(&self, names: &[String]) -> Option<&Names> {
        // Whatever is shown again is shown by few others on its way.
        let mut names = names.to_owned();
        for _ in 0..8 {
            let depth =
                (0..=names.len()).rev().find(|&depth| self.0.contains_key(&names[..depth]))?;
            let (path, module) = self.0.get_key_value(&names[..depth])?;
            match names.get(depth).and_then(|name| module.shown.get(name)) {
                Some(target) => names = [target.as_slice(), &names[depth + 1..]].concat(),
                None => return Some(path),
            }
        }
        None
    }
}

impl Module {
    fn of(file: PathBuf, names: &[String], text: &str) -> Self {
        let code = code(text);
        let (mut imports, mut shown) = (Vec::new(), BTreeMap::new());
        for statement in code.split(';') {
            let Some(at) = statement.find("use ") else { continue };
            let is_shown = statement[..at].trim_end().ends_with("pub")
                || statement[..at].trim_end().ends_with(')');
            for path in tree(&statement[at + 4..]) {
                let (path, name) = renamed(path);
                let Some(path) = from_root(&path, names) else { continue };
                if is_shown && let Some(name) = name {
                    shown.insert(name, path.clone());
                }
                imports.push(path);
            }
        }
        for root in ["crate::", "super::", "self::"] {
            for rest in code.split(root).skip(1) {
                let path = format!("{root}{rest}");
                let end = path.find(|c: char| !c.is_alphanumeric() && c != '_' && c != ':');
                let path = path[..end.unwrap_or(path.len())].split("::");
                let path: Names = path.filter(|name| !name.is_empty()).map(str::to_owned).collect();
                imports.extend(from_root(&path, names));
            }
        }
        Self { file, imports, shown }
    }
}

/// Leaves out comments, and the tests at the end.
fn code(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Takes the paths of a tree of imports apart; `as` stays with the last name.
fn tree(text: &str) -> Vec<Names> {
    let Some(brace) = text.find('{') else {
        let names = text.split("::").map(|name| name.trim().to_owned());
        return vec![names.filter(|name| !name.is_empty()).collect()];
    };
    let head: Names = text[..brace]
        .split("::")
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    let (mut depth, mut entry, mut entries) = (0, String::new(), Vec::new());
    for c in text[brace + 1..].chars() {
        match c {
            '}' if depth == 0 => break,
            ',' if depth == 0 => entries.push(std::mem::take(&mut entry)),
            _ => {
                depth += i32::from(c == '{') - i32::from(c == '}');
                entry.push(c);
            }
        }
    }
    entries.push(entry);
    let paths = entries.iter().filter(|entry| !entry.trim().is_empty());
    paths.flat_map(|entry| tree(entry)).map(|path| [head.clone(), path].concat()).collect()
}

/// Takes `as` off the last name of a path, and says by what name it goes here.
fn renamed(mut path: Names) -> (Names, Option<String>) {
    let Some(last) = path.pop() else { return (path, None) };
    let (name, shown) = last.split_once(" as ").unwrap_or((&last, &last));
    if name != "self" {
        path.push(name.trim().to_owned());
    }
    let shown = if shown == "self" { path.last().cloned() } else { Some(shown.trim().to_owned()) };
    (path, shown)
}

/// Makes a path out of a module into one from the root, if it is of this crate.
fn from_root(path: &[String], module: &[String]) -> Option<Names> {
    let mut base = module.to_owned();
    let mut rest = path;
    match rest.first()?.as_str() {
        "crate" => {
            base.clear();
            rest = &rest[1..];
        }
        "self" => rest = &rest[1..],
        // A module of one's own; or a crate, which is looked for in vain.
        _ => {}
    }
    while rest.first().is_some_and(|name| name == "super") {
        base.pop();
        rest = &rest[1..];
    }
    Some([base.as_slice(), rest].concat())
}
