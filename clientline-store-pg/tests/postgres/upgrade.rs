//! The baseline's database, which is kept, brought up to date: it is as a new one then.

use std::{collections::BTreeSet, fs, path::Path};

use clientline_store_pg::PostgresStorage;

use crate::{database::Database, salon::Raw};

/// What is defined in a database, as a set: whichever way it came to be, its columns may
/// stand in another order.
async fn schema(database: &Database) -> BTreeSet<String> {
    let mut raw = Raw::to(database).await;
    let mut found = BTreeSet::new();
    for query in [
        "SELECT attrelid::regclass::text || '.' || attname || ' ' || format_type(atttypid, atttypmod)
           || ' ' || attnotnull || ' ' || attcollation::regcollation::text || ' '
           || coalesce(pg_get_expr(adbin, adrelid), '-')
         FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
         LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
         WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v')
         AND attnum > 0 AND NOT attisdropped",
        "SELECT relname || ' ' || relkind::text || ' ' || relrowsecurity || ' ' || relforcerowsecurity
           || ' ' || relpersistence::text || ' ' || coalesce(reloptions::text, '-')
         FROM pg_class WHERE relnamespace = 'public'::regnamespace",
        "SELECT conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(oid) || ' '
           || convalidated
         FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
        "SELECT pg_get_indexdef(indexrelid) || ' ' || indisvalid FROM pg_index
         JOIN pg_class ON pg_class.oid = indrelid
         WHERE relnamespace = 'public'::regnamespace",
        "SELECT pg_get_triggerdef(oid) || ' ' || tgenabled::text
           || coalesce(' ' || obj_description(oid, 'pg_trigger'), '')
         FROM pg_trigger WHERE NOT tgisinternal",
        "SELECT tablename || ' ' || policyname || ' ' || permissive || ' ' || roles::text || ' '
           || cmd || ' ' || coalesce(qual, '-') || ' ' || coalesce(with_check, '-')
         FROM pg_policies WHERE schemaname = 'public'",
        // Functions of earlier releases stay as long as these may run.
        &format!(
            "SELECT proname || ' ' || pg_get_functiondef(oid)
             FROM pg_proc WHERE pronamespace = 'public'::regnamespace
             AND starts_with(proname, 'clientline_')
             AND (NOT starts_with(proname, 'clientline_commit_') OR proname = '{}')",
            PostgresStorage::commit_function()
        ),
        "SELECT table_name || ' ' || grantee || ' ' || privilege_type
         FROM information_schema.role_table_grants
         WHERE table_schema = 'public' AND grantee = 'clientline_app'",
        "SELECT 'schema ' || version || ' ' || compatible_from FROM clientline_schema",
        "SELECT 'step ' || version || ' ' || encode(checksum, 'hex') FROM _sqlx_migrations",
    ] {
        // A condition that was read from a dump has fewer brackets than one that was made.
        let rows = raw.texts(query).await.into_iter();
        found.extend(rows.map(|row| row.replace(['(', ')'], "")));
    }
    found
}

/// The kept database.
async fn baseline() -> Database {
    let text = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/upgrade/baseline.sql");
    let database = Database::empty().await;
    database.run(&fs::read_to_string(text).unwrap()).await;
    database
}

/// How many rows there are of each table.
async fn counts(database: &Database) -> BTreeSet<String> {
    let mut raw = Raw::to(database).await;
    let query = "SELECT relname || ' ' || (xpath('/row/count/text()',
                   query_to_xml('SELECT count(*) FROM ' || relname, false, true, '')))[1]::text
                 FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
                 AND relname <> '_sqlx_migrations'";
    raw.texts(query).await.into_iter().collect()
}

#[tokio::test]
async fn the_baseline_brought_up_to_date_is_as_a_new_database() {
    let database = baseline().await;
    let before = counts(&database).await;
    PostgresStorage::migrate(&database.url()).await.unwrap();
    let (upgraded, fresh) = (schema(&database).await, schema(&Database::migrated().await).await);
    let lacks: Vec<_> = fresh.difference(&upgraded).collect();
    let more: Vec<_> = upgraded.difference(&fresh).collect();
    assert!(lacks.is_empty() && more.is_empty(), "lacks {lacks:#?}\nhas beside {more:#?}");
    let mut after = counts(&database).await;
    // A table that a later step made is empty.
    after.retain(|line| !line.ends_with(" 0") || before.contains(line));
    // The outbox of before, which nobody could read, made room for the feed (0018); each audit
    // row waits to be sealed.
    let count = |name: &str, of: &BTreeSet<String>| -> Option<String> {
        of.iter().find_map(|line| line.strip_prefix(name).map(str::to_owned))
    };
    assert_eq!(count("outbox ", &after), count("audit ", &before));
    after.retain(|line| !line.starts_with("outbox "));
    let kept = before.iter().filter(|line| !line.starts_with("event ")).cloned().collect();
    assert_eq!(after, kept, "every row is kept");
    assert!(before.iter().all(|count| !count.ends_with(" 0")), "{before:?}");
}
