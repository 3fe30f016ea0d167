//! The pages in `docs/design/` name tests that show what they say; each of them is there.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Folders with tests, from the top of the tree.
const TESTED: &[&str] = &[
    "clientline-core",
    "clientline-server",
    "clientline-store-pg",
    "clientline-store-sqlite",
    "tests",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Returns the text of every file below a folder whose name ends so.
fn texts(folder: &Path, end: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(texts(&path, end));
        } else if path.to_str().unwrap().ends_with(end) {
            found.push(fs::read_to_string(&path).unwrap());
        }
    }
    found
}

/// Returns what of a page reads like the name of a test: four words or more, as code.
fn tests_named(page: &str) -> BTreeSet<&str> {
    let is_name = |text: &&str| {
        text.matches('_').count() >= 3
            && text.chars().all(|letter| letter == '_' || letter.is_ascii_alphanumeric())
    };
    page.split('`').skip(1).step_by(2).filter(is_name).collect()
}

#[test]
fn every_test_that_a_page_names_is_there() {
    let code: String =
        TESTED.iter().flat_map(|folder| texts(&root().join(folder), ".rs")).collect();
    let pages = texts(&root().join("docs/design"), ".md");
    let named: BTreeSet<&str> = pages.iter().flat_map(|page| tests_named(page)).collect();
    assert!(named.len() > 10, "{named:?}");
    // A field may be called by as many words.
    let is_there = |name: &&str| {
        code.contains(&format!("fn {name}(")) || code.contains(&format!("pub {name}: "))
    };
    let is_gone = |name: &&&str| !is_there(name);
    assert_eq!(named.iter().filter(is_gone).collect::<Vec<_>>(), [&""; 0]);
}

#[test]
fn a_name_is_four_words_of_code() {
    let page = "By `a_test_of_four`, not by `three_of_them`, a_test_without_marks, `a_b_c_d::e`.";
    assert_eq!(tests_named(page), BTreeSet::from(["a_test_of_four"]));
}
