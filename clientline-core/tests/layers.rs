//! Modules import only modules of lower layers.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fs, path::Path};

/// The layers, lowest first; those of one line don't know each other.
const LAYERS: [&[&str]; 11] = [
    &["strict"],
    &["value"],
    &["row"],
    &["storage"],
    &["memory", "error"],
    &["entity"],
    &["model"],
    &["slots", "billing"],
    &["engine"],
    &["ops"],
    &["conformance"],
];

#[test]
fn imports_point_down() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (height, layer) in LAYERS.iter().enumerate() {
        for module in *layer {
            for (file, text) in files(&source, module) {
                for import in imports(&text) {
                    seen += 1;
                    let lower =
                        LAYERS[..height].iter().any(|layer| layer.contains(&import.as_str()));
                    if import != *module && !lower {
                        wrong.push(format!("{file} imports {import}"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(seen > 200, "only {seen} imports were found");
}

#[test]
fn every_module_is_in_a_layer() {
    let library = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs");
    let text = fs::read_to_string(library).unwrap();
    for module in text.lines().filter_map(|line| line.strip_prefix("pub mod ")) {
        let module = module.trim_end_matches(';');
        assert!(LAYERS.iter().any(|layer| layer.contains(&module)), "{module} is in no layer");
    }
}

/// Names the module of this crate in every `crate::` path, imports and others,
/// outside test code.
fn imports(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let code: String = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    let mut found = Vec::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            None => found.push(word(rest)),
            Some(group) => found.extend(heads(group)),
        }
    }
    // Capitals are types that the crate's root shows again.
    found.retain(|name| name.starts_with(|c: char| c.is_ascii_lowercase()));
    found
}

/// Returns the first word of each entry of a braced group.
fn heads(group: &str) -> Vec<String> {
    let (mut depth, mut entry, mut entries) = (0, String::new(), Vec::new());
    for c in group.chars() {
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
    entries.iter().map(|entry| word(entry.trim())).filter(|word| !word.is_empty()).collect()
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
}

fn files(source: &Path, module: &str) -> Vec<(String, String)> {
    let mut paths = vec![source.join(format!("{module}.rs"))];
    let mut folders = vec![source.join(module)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            // Tests may reach for whatever they need.
            let is_tests = path.file_stem().is_some_and(|stem| stem == "tests");
            match path.is_dir() {
                _ if is_tests => {}
                true => folders.push(path),
                false => paths.push(path),
            }
        }
    }
    paths.retain(|path| path.exists());
    paths
        .iter()
        .map(|path| (path.display().to_string(), fs::read_to_string(path).unwrap()))
        .collect()
}
