//! `PostgreSQL` servers and databases to throw away: one server a run, one
//! database a test.
//!
//! Only tests and benches depend on this, and it panics where they could not go
//! on. The script `start` beside it runs the server, or takes the one that
//! `CLIENTLINE_TEST_PG_URL` names.

#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod cluster;
mod database;

use std::{path::Path, process::Command};

pub use self::{
    cluster::Cluster,
    database::{Database, analyze, shared},
};

/// What becomes of a commit on a server when the machine fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// It may be lost: quick, and enough for what does not pull the plug.
    Quick,
    /// It is on the disk before it is answered, as in production.
    Durable,
}

/// Returns the address of a server on which databases may be made, and starts
/// it unless it runs.
#[must_use]
pub fn server(durability: Durability) -> String {
    match durability {
        Durability::Quick => start(&[]),
        Durability::Durable => start(&["--durable"]),
    }
}

fn start(arguments: &[&str]) -> String {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("start");
    let started = Command::new(script).args(arguments).output().unwrap();
    assert!(started.status.success(), "{}", String::from_utf8_lossy(&started.stderr));
    String::from_utf8(started.stdout).unwrap().trim().to_owned()
}
