//! The live schema can be distributed by tenant as it stands: whatever makes
//! rows unique or ties them together names the tenant.

use clientline_core::model::TABLES;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

use crate::{database::Database, salon::Raw};

/// The driver's own record of the migrations belongs to the database, and to no
/// tenant.
const OF_NO_TENANT: &str = "_sqlx_migrations";

/// Says of each index and constraint which tables' tenant it names: of a
/// reference, that of both.
const TIES: &str = "
  SELECT conrelid::regclass || ' ' || conname || ' ' || contype::text || ' ' || concat_ws('+',
    (SELECT attname FROM pg_attribute WHERE attrelid = conrelid AND attnum = ANY (conkey)
      AND attname = 'organization_id'),
    (SELECT attname FROM pg_attribute WHERE attrelid = confrelid AND attnum = ANY (confkey)
      AND attname = 'organization_id'))
  FROM pg_constraint WHERE contype IN ('p', 'u', 'x', 'f')
    AND connamespace = 'public'::regnamespace
  UNION ALL
  SELECT indrelid::regclass || ' ' || indexrelid::regclass || ' i ' || coalesce(
    (SELECT attname FROM pg_attribute WHERE attrelid = indrelid AND attnum = ANY (indkey)
      AND attname = 'organization_id'), '')
  FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
  WHERE relnamespace = 'public'::regnamespace AND (indisunique OR indisexclusion)";

fn is_of_one_tenant(tie: &str) -> bool {
    let expected = match tie.split(' ').nth(2) {
        Some("f") => "organization_id+organization_id",
        _ => "organization_id",
    };
    tie.split(' ').nth(3) == Some(expected)
}

async fn ties(raw: &mut Raw) -> Vec<String> {
    let mut ties = raw.texts(TIES).await;
    ties.retain(|tie| !tie.starts_with(OF_NO_TENANT));
    ties
}

#[tokio::test]
async fn every_key_constraint_and_reference_of_every_table_contains_the_tenant() {
    let database = Database::migrated().await;
    let mut raw = Raw::to(&database).await;
    let ties = ties(&mut raw).await;
    for kind in ["p", "x", "f", "i"] {
        assert!(ties.iter().any(|tie| tie.split(' ').nth(2) == Some(kind)), "{kind}: {ties:#?}");
    }
    for table in TABLES {
        let key = format!("{0} {0}_pkey p organization_id", table.name);
        assert!(ties.contains(&key), "{}", table.name);
    }
    let astray: Vec<&String> = ties.iter().filter(|tie| !is_of_one_tenant(tie)).collect();
    assert!(astray.is_empty(), "{astray:#?}");
}

#[tokio::test]
async fn a_constraint_without_the_tenant_is_noticed() {
    let database = Database::migrated().await;
    let mut raw = Raw::to(&database).await;
    for (name, lax) in [
        ("lax_unique", "ALTER TABLE guest ADD CONSTRAINT lax_unique UNIQUE (guest_code)"),
        ("lax_index", "CREATE UNIQUE INDEX lax_index ON guest (id)"),
        (
            "lax_reference",
            "ALTER TABLE sale ADD CONSTRAINT lax_reference FOREIGN KEY (guest_id) REFERENCES guest (id)",
        ),
        (
            "lax_exclusion",
            "ALTER TABLE room ADD CONSTRAINT lax_exclusion EXCLUDE USING gist (id WITH =)",
        ),
    ] {
        raw.run(lax).await.unwrap();
        let ties = ties(&mut raw).await;
        let found = ties.iter().filter(|tie| !is_of_one_tenant(tie));
        assert!(found.into_iter().any(|tie| tie.contains(name)), "{ties:#?}");
    }
}

/// A statement of a function is sent to the shard of one tenant only if it
/// names it.
#[tokio::test]
async fn every_statement_of_the_commit_function_names_the_tenant() {
    let database = Database::migrated().await;
    let mut raw = Raw::to(&database).await;
    let body = "SELECT prosrc FROM pg_proc WHERE proname LIKE 'clientline_commit%'";
    let body = raw.texts(body).await.concat();
    let mut seen = 0;
    for statement in body.split(';') {
        let touches = TABLES.iter().any(|table| {
            ["FROM", "UPDATE", "INTO"]
                .iter()
                .any(|verb| statement.contains(&format!("{verb} {} ", table.name)))
        });
        if touches {
            let names = statement.contains("organization_id = organization")
                || statement.contains("(organization_id,");
            assert!(names, "{statement}");
            seen += 1;
        }
    }
    // Of each table the read of a version, a delete, an update, and an insert.
    assert!(seen >= 3 * TABLES.len(), "{seen}");
}

#[tokio::test]
async fn the_guide_distributes_every_table_after_those_that_it_refers_to() {
    let guide = include_str!("../../../docs/scaling.md");
    let (_, statements) = guide.split_once("create_distributed_table(oid").unwrap();
    let (_, query) = statements.split_once("FROM pg_class").unwrap();
    let (query, _) = query.split_once(';').unwrap();
    let database = Database::migrated().await;
    let mut connection = PgConnection::connect(&database.url()).await.unwrap();
    let query = format!("SELECT relname::text FROM pg_class {query}");
    let named: Vec<String> =
        sqlx::query_scalar(AssertSqlSafe(query)).fetch_all(&mut connection).await.unwrap();
    let mut done = vec!["organization"];
    for name in &named {
        let table = TABLES.iter().find(|table| table.name == name).unwrap();
        for column in table.columns {
            let owner = column.references.map_or(table.name, |owner| owner.name);
            assert!(owner == table.name || done.contains(&owner), "{name} before {owner}");
        }
        done.push(table.name);
    }
    assert_eq!(done.len(), TABLES.len());
}
