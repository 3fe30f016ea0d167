//! Makes the list of the schema's steps of what is in `migrations/`.

use std::path::PathBuf;

use clientline_steps::{Included, Named, Step};

fn main() -> Result<(), String> {
    clientline_steps::write(row)
}

/// Writes a step as a value of the store's own type.
fn row(Named { name, step }: &Named) -> String {
    let text = |file: &Option<PathBuf>| Included(file.as_slice()).to_string();
    match step {
        Step::Statements(files) => format!("Step::Statements({})", Included(files)),
        Step::Rebuild { table, columns, before, after } => format!(
            "Step::Rebuild {{ before: {}, table: {table:?}, columns: {}, after: {} }}",
            text(before),
            Included(std::slice::from_ref(columns)),
            text(after)
        ),
        Step::Rewrite => format!("Step::Rewrite({name}::rewrite)"),
    }
}
