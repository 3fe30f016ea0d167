//! Every code of a conflict is documented once, and every documented one is
//! used.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{collections::BTreeSet, fs, path::Path};

use clientline_core::{error::CONFLICTS, model::TABLES};

fn used(folder: &Path, codes: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            used(&path, codes);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for rest in text.split("Error::conflict(").skip(1) {
            let code = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
            codes.extend(code.map(str::to_owned));
        }
    }
}

#[test]
fn every_code_of_a_conflict_is_documented() {
    let mut codes = BTreeSet::new();
    used(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ops"), &mut codes);
    assert!(codes.len() > 10, "{codes:?}");
    let constraints: BTreeSet<&str> =
        TABLES.iter().flat_map(|table| table.constraints).map(|rule| rule.name).collect();
    let documented: BTreeSet<&str> = CONFLICTS.iter().map(|(code, _)| *code).collect();
    assert_eq!(documented.len(), CONFLICTS.len());
    for code in &codes {
        let known = documented.contains(code.as_str()) || constraints.contains(code.as_str());
        assert!(known, "`{code}` is documented nowhere");
    }
    // Those that other code than `Error::conflict` gives.
    let others = [
        "already_done",
        "blocked",
        "guest_limit_reached",
        "in_use",
        "outside_hours",
        "provider_limit_reached",
    ];
    for code in documented {
        assert!(codes.contains(code) || others.contains(&code), "`{code}` is given nowhere");
    }
}

#[test]
fn every_constraint_has_a_name_of_its_own() {
    let names: Vec<&str> =
        TABLES.iter().flat_map(|table| table.constraints).map(|rule| rule.name).collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
}
