//! The list of the schema's steps, as the build scripts of both stores read it off the names
//! of files.

#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use clientline_steps::{Named, Step, history};

/// Makes the folder of a store with some files.
fn folder(name: &str, files: &[&str]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("steps").join(name);
    fs::remove_dir_all(&folder).ok();
    fs::create_dir_all(&folder).unwrap();
    for file in files {
        let file = folder.join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, "SELECT 1;").unwrap();
    }
    folder
}

/// Says what a step is, by the names of its files.
fn said(Named { name, step }: &Named) -> String {
    let file = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
    let around = |path: &Option<PathBuf>| path.as_ref().map_or("-".to_owned(), file);
    let step = match step {
        Step::Statements(files) => files.iter().map(file).collect::<Vec<_>>().join(" "),
        Step::Rebuild { table, columns, before, after } => {
            format!("{} {table} by {} {}", around(before), file(columns), around(after))
        }
        Step::Rewrite => "code".to_owned(),
    };
    format!("{name}: {step}")
}

fn listed(test: &str, files: &[&str]) -> Result<Vec<String>, String> {
    history(&folder(test, files)).map(|steps| steps.iter().map(said).collect())
}

#[test]
fn the_names_of_files_say_what_each_step_is() {
    let files = [
        "0001_baseline/2_places.sql",
        "0001_baseline/1_tenancy.sql",
        "0002_shells.rs",
        "0003_color.sql",
        "0004_payer/invoice.sql",
        "0005_hash/after.sql",
        "0005_hash/before.sql",
        "0005_hash/booking.sql",
    ];
    let steps = listed("kinds", &files).unwrap();
    let right = [
        "baseline: 1_tenancy.sql 2_places.sql",
        "shells: code",
        "color: 0003_color.sql",
        "payer: - invoice by invoice.sql -",
        "hash: before.sql booking by booking.sql after.sql",
    ];
    assert_eq!(steps, right);
}

#[test]
fn a_number_that_is_missing_or_there_twice_is_no_history() {
    let refused = |test, files: &[&str]| listed(test, files).unwrap_err();
    let gap = refused("gap", &["0001_a.sql", "0003_c.sql"]);
    assert_eq!(gap, "step 2 is missing, and 3 is there");
    let twice = refused("twice", &["0001_a.sql", "0001_b.sql"]);
    assert!(twice.contains("step 1 is both"), "{twice}");
    let same = refused("same", &["0001_a.sql", "0001_a/x.sql"]);
    assert!(same.contains("step 1 is both"), "{same}");
}

#[test]
fn a_file_that_is_no_step_stops_the_build() {
    for (test, file) in [("short", "1_a.sql"), ("bare", "0001.sql"), ("note", "notes.md")] {
        let fault = listed(test, &[file]).unwrap_err();
        assert!(fault.contains("is not named NNNN_name"), "{fault}");
    }
    let fault = listed("kind", &["0001_a.txt"]).unwrap_err();
    assert!(fault.contains("neither SQL nor Rust"), "{fault}");
    let fault = listed("tables", &["0001_a/guest.sql", "0001_a/room.sql"]).unwrap_err();
    assert!(fault.contains("one table"), "{fault}");
}

#[test]
fn a_folder_that_is_not_there_is_no_empty_history() {
    let folder = folder("none", &[]).join("migrations");
    assert!(history(&folder).unwrap_err().contains("migrations"));
}

/// A number is one schema, whichever store it is in: so its name is the same.
#[test]
fn both_stores_have_the_same_steps() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let [sqlite, postgres] = ["clientline-store-sqlite", "clientline-store-pg"].map(|store| {
        let steps = history(&root.join(store).join("migrations")).unwrap();
        steps.into_iter().map(|step| step.name).collect::<Vec<_>>()
    });
    assert!(sqlite.len() >= 8);
    assert_eq!(sqlite, postgres);
}
