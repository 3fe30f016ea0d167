//! The catalogue of events, for people to read: the end of `docs/events.md` is what the code
//! says, and so is the document.

use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path};

use clientline_core::{
    engine::PAYLOADS,
    model::{EventKind, TABLES},
};
use serde_json::Value;

/// What begins the part of the page that this test writes.
const CATALOGUE: &str = "## The catalogue\n";

/// What each kind means, by its word.
fn meanings() -> BTreeMap<String, String> {
    let schema = serde_json::to_value(schemars::schema_for!(EventKind)).unwrap();
    let kinds = schema["oneOf"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    kinds.map(|kind| (text(&kind["const"]), text(&kind["description"]))).collect()
}

fn catalogue() -> String {
    let mut text = format!(
        "{CATALOGUE}\n\
         A test writes what follows from `clientline-core/src/model/event_kind.rs` and\n\
         `clientline-core/src/engine/record/payload.rs`.\n"
    );
    let meanings = meanings();
    for table in TABLES {
        let kinds: Vec<_> = EventKind::ALL.iter().filter(|it| it.subject() == table.name).collect();
        if kinds.is_empty() {
            continue;
        }
        write!(text, "\n### {}\n\n| kind | what happened |\n|---|---|\n", table.name).unwrap();
        for kind in kinds {
            writeln!(text, "| `{}` | {} |", kind.as_str(), meanings[kind.as_str()]).unwrap();
        }
        if let Some(payload) = PAYLOADS.iter().find(|one| one.table.name == table.name) {
            let currency = (!payload.amounts.is_empty()).then_some("currency");
            let names = payload.columns.iter().chain(payload.amounts).copied().chain(currency);
            let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
            writeln!(text, "\n`data` says: {}.", names.join(", ")).unwrap();
        }
    }
    text
}

#[test]
fn the_page_about_events_has_the_whole_catalogue() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/events.md");
    let page = fs::read_to_string(&path).unwrap();
    let (prose, _) = page.split_once(CATALOGUE).unwrap();
    let wanted = format!("{prose}{}", catalogue());
    if page != wanted {
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("events.md");
        fs::write(&file, wanted).unwrap();
        panic!("docs/events.md should be {}", file.display());
    }
}

#[test]
fn the_document_has_every_kind_of_event() {
    let document = super::document().to_string();
    for kind in EventKind::ALL {
        assert!(document.contains(&format!("\"{}\"", kind.as_str())), "{}", kind.as_str());
    }
}
