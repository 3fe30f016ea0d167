//! The declared tables against the live schema: neither may have what the other
//! lacks.

use std::path::Path;

use crate::{
    database::Database,
    function::{body, definition},
    salon::Raw,
};

#[tokio::test]
async fn the_commit_function_is_that_of_the_declared_tables() {
    let database = Database::migrated().await;
    let mut raw = Raw::to(&database).await;
    let live =
        raw.texts("SELECT prosrc FROM pg_proc WHERE proname = 'clientline_commit'").await.concat();
    if live != body() {
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("commit.sql");
        std::fs::write(&file, definition()).unwrap();
        panic!("add {} as the next migration", file.display());
    }
}
