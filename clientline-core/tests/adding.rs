//! The worked examples in `docs/adding/` still fit the tree. That each of them builds and passes
//! its tests, `docs/adding/replay` shows, which takes longer.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A hunk of a patch: the lines that it expects to find in a file.
struct Hunk {
    file: String,
    expected: Vec<String>,
}

/// Takes a patch apart. A new file expects nothing.
fn hunks(patch: &str) -> Vec<Hunk> {
    let (mut hunks, mut file) = (Vec::<Hunk>::new(), None);
    for line in patch.lines() {
        if let Some(name) = line.strip_prefix("--- ") {
            file = name.strip_prefix("a/").map(str::to_owned);
        } else if line.starts_with("@@ ") {
            hunks.extend(file.clone().map(|file| Hunk { file, expected: Vec::new() }));
        } else if file.is_some()
            && let Some(hunk) = hunks.last_mut()
            && let Some(text) = line.strip_prefix([' ', '-'])
        {
            hunk.expected.push(text.to_owned());
        }
    }
    hunks
}

/// Says what of a patch doesn't fit a tree any more.
fn misfits(patch: &str, root: &Path) -> Vec<String> {
    let fits = |hunk: &Hunk| {
        let text = fs::read_to_string(root.join(&hunk.file)).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        let expected = &hunk.expected;
        !expected.is_empty() && lines.windows(expected.len()).any(|lines| lines == expected)
    };
    let hunks = hunks(patch).into_iter().filter(|hunk| !fits(hunk));
    hunks.map(|hunk| format!("{}: {}", hunk.file, hunk.expected.join("\n"))).collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[test]
fn every_example_still_fits_the_tree() {
    let mut examples = Vec::new();
    for entry in fs::read_dir(root().join("docs/adding")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "patch") {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let misfits = misfits(&fs::read_to_string(&path).unwrap(), &root());
            assert!(misfits.is_empty(), "{name} fits no more: {}", misfits.join("\n\n"));
            examples.push(name);
        }
    }
    for name in ["constraint", "entity", "field", "use-case"] {
        assert!(examples.iter().any(|example| example == name), "{name} is missing");
    }
}

#[test]
fn what_has_changed_since_is_found() {
    let patch = "--- a/README.md\n+++ b/README.md\n@@ -1,1 +1,2 @@\n no such line\n+more\n";
    assert_eq!(misfits(patch, &root()), ["README.md: no such line"]);
    let patch = "--- /dev/null\n+++ b/new.sql\n@@ -0,0 +1 @@\n+SELECT 1;\n";
    assert!(misfits(patch, &root()).is_empty());
}
