//! Modules import only modules of lower layers, and no two files need each other.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod circles;
mod source;

use std::path::Path;

use source::Crate;

/// The layers of a module and of the folders in it, lowest first; those of one line don't
/// know each other.
const LAYERS: [(&str, &[&[&str]]); 3] = [
    (
        "",
        &[
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
            &["work"],
            &["conformance", "fuzz"],
        ],
    ),
    ("engine", &[&["identity"], &["read"], &["plan"], &["record"], &["run"], &["entry"]]),
    (
        "ops",
        &[
            &["page"],
            &["joined_page"],
            &["resource"],
            &["catalogue"],
            &["people"],
            &["access"],
            &["billing"],
            &["scheduling"],
            &["online"],
        ],
    ),
];

fn core() -> Crate {
    Crate::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
}

#[test]
fn imports_point_down() {
    let core = core();
    for (inside, layers) in LAYERS {
        let depth = usize::from(!inside.is_empty());
        let height = |name: &str| layers.iter().position(|layer| layer.contains(&name));
        let (mut wrong, mut seen) = (Vec::new(), 0);
        for (names, module) in &core.0 {
            let Some(own) = names.get(depth).filter(|_| depth == 0 || names[0] == inside) else {
                continue;
            };
            for home in module.imports.iter().filter_map(|import| core.home(import)) {
                let Some(other) = home.get(depth).filter(|_| depth == 0 || home[0] == inside)
                else {
                    continue;
                };
                seen += 1;
                if own != other && height(other) >= height(own) {
                    wrong.push(format!("{} imports {other}", module.file.display()));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert!(seen > 50, "only {seen} imports were found in {inside}");
    }
}

#[test]
fn every_module_is_in_a_layer() {
    let core = core();
    for (inside, layers) in LAYERS {
        let depth = usize::from(!inside.is_empty());
        for names in core
            .0
            .keys()
            .filter(|names| depth == 0 || names.first().is_some_and(|name| name == inside))
        {
            let Some(name) = names.get(depth) else { continue };
            assert!(
                layers.iter().any(|layer| layer.contains(&name.as_str())),
                "{name} is in no layer of {inside}"
            );
        }
    }
}
