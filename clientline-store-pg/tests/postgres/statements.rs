//! Every statement that the store has a server run fits a database that is distributed by
//! tenant: those that it renders, those in the functions of the schema, and whatever else a
//! server's log has of the conformance suite.

use std::{collections::BTreeSet, sync::Arc};

use clientline_core::{
    conformance::{self, shapes},
    model::TABLES,
    row::{Read, Select},
    storage::Storage,
};
use clientline_sql::Dialect;
use clientline_store_pg::{Options, PostgresStorage};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};
use throwaway_postgres::Cluster;
use uuid::Uuid;

use crate::{
    database::Database,
    salon::Raw,
    selects::{SELECTS, some},
    world::tenant,
};

/// What of SQL a distributed database refuses or, worse, answers otherwise (docs/scaling.md,
/// "What a statement may not do").
const BEYOND: [(&str, &str); 12] = [
    ("ROW_COUNT", "counts what was given, not what was inserted"),
    ("TG_TABLE_NAME", "is the name of a shard"),
    ("TG_RELNAME", "is the name of a shard"),
    ("(SELECT ROW(", "has a type that no other node knows"),
    ("NULL::record", "has a type that no other node knows"),
    ("WITH RECURSIVE", "is of one shard alone"),
    ("GROUPING SETS", "is of one shard alone"),
    ("TABLESAMPLE", "is of one shard alone"),
    ("CREATE RULE", "is not followed"),
    ("nextval(", "is another number on each node"),
    ("random(", "is another value on each node"),
    ("clock_timestamp(", "is another value on each node"),
];

/// The functions of the schema that are about all tenants, and answer identifiers and numbers
/// alone.
const OF_ALL_TENANTS: [&str; 2] = ["clientline_tenants_with", "clientline_last_positions"];

/// Says what of a statement does not fit.
fn misfits(statement: &str) -> Vec<String> {
    let text = statement.to_lowercase();
    let beyond = BEYOND.iter().filter(|(words, _)| text.contains(&words.to_lowercase()));
    let mut found: Vec<String> = beyond.map(|(words, why)| format!("{words} {why}")).collect();
    let words: Vec<&str> = statement.split(|at: char| at.is_whitespace() || at == ')').collect();
    let is_table = |word: &str| TABLES.iter().any(|table| table.name == word);
    let verbs = ["FROM", "JOIN", "UPDATE", "INTO", "ONLY"];
    let tables = words.windows(2).filter(|pair| verbs.contains(&pair[0]) && is_table(pair[1]));
    let narrowed = statement.matches("organization_id = ").count()
        + statement.matches("(organization_id,").count();
    if narrowed < tables.count() {
        found.push("a table is not narrowed to the tenant".to_owned());
    }
    found
}

fn check<'a>(statements: impl IntoIterator<Item = &'a str>) {
    let wrong: Vec<String> = statements
        .into_iter()
        .map(|statement| (statement, misfits(statement)))
        .filter(|(_, misfits)| !misfits.is_empty())
        .map(|(statement, misfits)| format!("{misfits:?}: {statement}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Renders all that is read: of each table a row, its version, and the first that came; each
/// select that a use case makes, its count, and all of them together.
fn rendered() -> BTreeSet<String> {
    let selects = SELECTS.lines().map(|line| shapes::select(line, some).unwrap());
    let selects: Vec<Select> = selects.collect();
    let rows = TABLES.iter().map(|table| Read::Row(table, Uuid::nil()));
    let reads: Vec<Read> = rows.chain(selects.iter().cloned().map(Read::Rows)).collect();
    let of_tables = TABLES.iter().flat_map(|table| {
        [
            clientline_sql::get(Dialect::Postgres, table, tenant(1), Uuid::nil()),
            clientline_sql::version(Dialect::Postgres, table, tenant(1), Uuid::nil()),
            clientline_sql::arrivals(table, tenant(1), 9),
        ]
    });
    let of_selects = selects.iter().flat_map(|select| {
        [
            clientline_sql::select(Dialect::Postgres, select, tenant(1)),
            clientline_sql::count(Dialect::Postgres, select, tenant(1)),
        ]
    });
    let together = clientline_sql::together(&reads, tenant(1));
    of_tables.chain(of_selects).chain([together]).map(|one| one.text().to_owned()).collect()
}

#[tokio::test]
async fn what_is_rendered_and_every_function_fits_a_distributed_database() {
    let database = Database::migrated().await;
    let mut raw = Raw::to(&database).await;
    let excepted = OF_ALL_TENANTS.map(|name| format!("'{name}'")).join(", ");
    let bodies = raw
        .texts(format!(
            "SELECT prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
             AND starts_with(proname, 'clientline_') AND proname NOT IN ({excepted})"
        ))
        .await;
    assert!(bodies.len() > TABLES.len(), "{}", bodies.len());
    let statements: Vec<&str> = bodies.iter().flat_map(|body| body.split(';')).collect();
    let of_commits = statements.iter().filter(|one| one.contains("organization = ")).count()
        + statements.iter().filter(|one| one.contains("= organization")).count();
    assert!(of_commits >= 3 * TABLES.len(), "{of_commits}");
    check(statements);
    let rendered = rendered();
    assert!(rendered.len() > SELECTS.lines().count(), "{}", rendered.len());
    check(rendered.iter().map(String::as_str));
}

#[test]
fn what_does_not_fit_is_noticed() {
    for (words, why) in BEYOND {
        assert_eq!(misfits(&format!("x := {words}id);")), [format!("{words} {why}")]);
    }
    for wide in [
        "SELECT id FROM guest WHERE id = $1",
        "UPDATE guest SET phone = $1",
        "SELECT t.id FROM guest AS t JOIN center AS c ON c.id = t.center_id
         WHERE t.organization_id = $1",
    ] {
        assert_eq!(misfits(wide), ["a table is not narrowed to the tenant"], "{wide}");
    }
    let narrow = "SELECT t.id FROM guest AS t JOIN center AS c
        ON c.organization_id = t.organization_id WHERE t.organization_id = $1";
    assert!(misfits(narrow).is_empty());
}

/// The statements in the log of a server, each once.
fn logged(log: &str) -> BTreeSet<String> {
    let mut statements = BTreeSet::new();
    let mut open: Option<String> = None;
    for line in log.lines() {
        // A statement's further lines are set in by a tab.
        match (line.strip_prefix('\t'), &mut open) {
            (Some(more), Some(statement)) => {
                statement.push('\n');
                statement.push_str(more);
            }
            (Some(_), None) => {}
            (None, _) => {
                statements.extend(open.take());
                let (_, message) = line.split_once("LOG:  ").unwrap_or_default();
                let is_statement =
                    message.starts_with("execute ") || message.starts_with("statement:");
                let text = message.split_once(": ").filter(|_| is_statement);
                open = text.map(|(_, text)| text.to_owned());
            }
        }
    }
    statements.extend(open);
    statements
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_a_server_is_told_by_the_conformance_suite_fits_a_distributed_database() {
    let cluster = Cluster::start();
    PostgresStorage::migrate(cluster.url()).await.unwrap();
    let mut raw = PgConnection::connect(cluster.url()).await.unwrap();
    // Nothing of it has to last.
    for setting in ["log_statement = 'all'", "fsync = off", "synchronous_commit = off"] {
        raw.execute(AssertSqlSafe(format!("ALTER SYSTEM SET {setting}"))).await.unwrap();
    }
    raw.execute("SELECT pg_reload_conf()").await.unwrap();
    let storage = PostgresStorage::connect(cluster.url(), Options::default()).await.unwrap();
    let storage: Arc<dyn Storage> = Arc::new(storage);
    for (_, case) in conformance::CASES {
        case(Arc::clone(&storage)).await;
    }
    let statements = logged(&cluster.log());
    assert!(statements.len() > 200, "{}", statements.len());
    for kind in ["SELECT clientline_commit_", "pg_advisory_lock", "clientline_tenants_with("] {
        assert!(statements.iter().any(|one| one.contains(kind)), "{kind}");
    }
    check(statements.iter().map(String::as_str));
}
