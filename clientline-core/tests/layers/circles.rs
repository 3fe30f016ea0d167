//! Files that need each other can only be read together; there are none.

use std::{collections::BTreeSet, path::Path};

use crate::source::{Crate, Names};

/// The folders of sources, from the root of the workspace.
const SOURCES: [&str; 7] = [
    "clientline-core/src",
    "clientline-steps/src",
    "clientline-sql/src",
    "clientline-store-sqlite/src",
    "clientline-store-pg/src",
    "clientline-server/src",
    "src",
];

#[test]
fn no_two_files_need_each_other() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut circles = Vec::new();
    for folder in SOURCES {
        let sources = Crate::read(&root.join(folder));
        let circle = |module: &Names| {
            let reached = reached(&sources, module);
            reached.contains(module).then(|| {
                let others =
                    reached.iter().filter(|other| self::reached(&sources, other).contains(module));
                others.map(|other| sources.0[other].file.display().to_string()).collect()
            })
        };
        circles.extend(sources.0.keys().filter_map(circle));
    }
    let circles: BTreeSet<BTreeSet<String>> = circles.into_iter().collect();
    assert!(circles.is_empty(), "{circles:#?}");
}

/// Returns all modules that one needs, by way of others too.
fn reached(sources: &Crate, module: &Names) -> BTreeSet<Names> {
    let mut reached = BTreeSet::new();
    let mut next = vec![module.clone()];
    while let Some(module) = next.pop() {
        for home in sources.0[&module].imports.iter().filter_map(|import| sources.home(import)) {
            // A file and what it is divided into are one.
            if !module.starts_with(home) && reached.insert(home.clone()) {
                next.push(home.clone());
            }
        }
    }
    reached
}
