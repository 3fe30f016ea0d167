//! `docs/openapi.json` is the document as it is served, an operation or a schema a line: so what
//! clients see shows in review, and what other programs are generated from is in the repository.

use std::{fs, path::Path};

use serde_json::Value;

/// How deep objects are written an entry a line, by the names above them.
fn depth_of(name: &str) -> usize {
    match name {
        "paths" | "components" => 2,
        _ => 0,
    }
}

/// Writes an entry of an object, with the entries in it on lines of their own down to a depth.
fn write(text: &mut String, name: &str, value: &Value, depth: usize) {
    text.push_str(&Value::from(name).to_string());
    text.push_str(": ");
    match value.as_object() {
        Some(entries) if depth > 0 && !entries.is_empty() => {
            text.push('{');
            lines(text, entries, |_| depth - 1);
            text.push('}');
        }
        _ => text.push_str(&value.to_string()),
    }
}

/// Writes the entries of an object, each on a line of its own.
fn lines(
    text: &mut String,
    entries: &serde_json::Map<String, Value>,
    depth_of: impl Fn(&str) -> usize,
) {
    let mut between = "\n";
    for (name, value) in entries {
        text.push_str(between);
        between = ",\n";
        write(text, name, value, depth_of(name));
    }
    text.push('\n');
}

fn by_lines(document: &Value) -> String {
    let mut text = String::from("{");
    lines(&mut text, document.as_object().unwrap(), depth_of);
    text.push_str("}\n");
    text
}

#[test]
fn the_document_in_the_repository_is_the_one_that_is_served() {
    let found = by_lines(&super::document());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/openapi.json");
    let kept = fs::read_to_string(&path).unwrap_or_default();
    if kept == found {
        return;
    }
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("openapi.json");
    fs::write(&file, &found).unwrap();
    let differs = found.lines().zip(kept.lines()).find(|(found, kept)| found != kept);
    let line: String = differs.map_or("", |(found, _)| found).chars().take(120).collect();
    panic!("docs/openapi.json should be {}; see {line}", file.display());
}

#[test]
fn the_lines_are_the_same_document() {
    let document = super::document();
    let text = by_lines(&document);
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), document);
    let operations = super::documented::documented(&document.into()).len();
    assert!(text.lines().count() > operations, "an operation a line");
}
