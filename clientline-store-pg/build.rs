//! Makes the list of the schema's steps of what is in `migrations/`.

#![expect(clippy::unwrap_used, reason = "a build that can't go on has failed")]

#[expect(dead_code, reason = "this store makes no table anew")]
#[path = "../clientline-sql/build/steps.rs"]
mod steps;

use crate::steps::{Included, Named, Step};

fn main() {
    steps::write("clientline-store-pg", "clientline-store-sqlite", row);
}

/// Writes a step as its name and its text.
fn row(Named { name, step }: &Named) -> String {
    match step {
        Step::Statements(files) => format!("({name:?}, {})", Included(files)),
        Step::Nothing => format!("({name:?}, \"\")"),
        Step::Rebuild { .. } | Step::Rewrite => {
            panic!("{name}: PostgreSQL changes a table where it stands, by statements")
        }
    }
}
