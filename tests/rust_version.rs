//! The Rust release that the manifests promise is one that all of the build can do with.

#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::{
    collections::{HashMap, HashSet},
    process::Command,
};

use serde::Deserialize;

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    workspace_members: Vec<String>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    rust_version: Option<String>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<Reason>,
}

#[derive(Deserialize)]
struct Reason {
    /// None for an ordinary dependency, or `build`, or `dev`.
    kind: Option<String>,
}

fn output(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// What is locked, with all of our features, for the platform that this runs on: the
/// manifests of other platforms' crates need not be there.
fn metadata() -> Metadata {
    let compiler = output("rustc", &["-vV"]);
    let host = compiler.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let json = output(
        env!("CARGO"),
        &[
            "metadata",
            "--locked",
            "--offline",
            "--all-features",
            "--format-version=1",
            "--filter-platform",
            host,
        ],
    );
    serde_json::from_str(&json).unwrap()
}

/// The packages that a build takes, beginning with our own; what only tests need is not
/// among them.
fn built(metadata: &Metadata) -> HashSet<&str> {
    let nodes: HashMap<_, _> =
        metadata.resolve.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
    let mut left: Vec<_> = metadata.workspace_members.iter().map(String::as_str).collect();
    let mut built = HashSet::new();
    while let Some(id) = left.pop() {
        if built.insert(id) {
            let needed = nodes[id].deps.iter().filter(|dependency| {
                dependency.dep_kinds.iter().any(|reason| reason.kind.as_deref() != Some("dev"))
            });
            left.extend(needed.map(|dependency| dependency.pkg.as_str()));
        }
    }
    built
}

fn numbers(version: &str) -> (u64, u64, u64) {
    let mut parts = version.split('.').map(|part| part.parse().unwrap());
    (parts.next().unwrap(), parts.next().unwrap_or(0), parts.next().unwrap_or(0))
}

#[test]
fn no_crate_of_the_build_needs_a_newer_rust_than_we_say() {
    let metadata = metadata();
    let built = built(&metadata);
    assert!(built.len() > metadata.workspace_members.len());
    let promised = numbers(env!("CARGO_PKG_RUST_VERSION"));
    let newer: Vec<_> = metadata
        .packages
        .iter()
        .filter(|package| built.contains(package.id.as_str()))
        .filter_map(|package| Some((package, package.rust_version.as_deref()?)))
        .filter(|(_, needed)| numbers(needed) > promised)
        .map(|(package, needed)| format!("{} {} needs {needed}", package.name, package.version))
        .collect();
    assert!(newer.is_empty(), "{newer:#?}");
}

#[test]
fn the_readme_and_the_installer_name_the_same_rust_as_the_manifest() {
    let sentence = format!("Rust toolchain of at least {}", env!("CARGO_PKG_RUST_VERSION"));
    for (file, text) in
        [("README.md", include_str!("../README.md")), (".ci/run", include_str!("../.ci/run"))]
    {
        assert!(text.contains(&sentence), "{file}: {sentence}");
    }
}
