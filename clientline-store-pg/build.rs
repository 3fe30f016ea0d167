//! Makes the list of the schema's steps of what is in `migrations/`.

use clientline_steps::{Included, Named, Step};

fn main() -> Result<(), String> {
    clientline_steps::write(row)
}

/// Writes a step as its name and its text.
fn row(Named { name, step }: &Named) -> String {
    match step {
        Step::Statements(files) => format!("({name:?}, {})", Included(files)),
        Step::Rebuild { .. } | Step::Rewrite => {
            panic!("{name}: PostgreSQL changes a table where it stands, by statements")
        }
    }
}
