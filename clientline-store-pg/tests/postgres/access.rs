//! Row-level security as the only wall: what a statement sees that forgot its
//! tenant, or names another's.

use clientline_core::{
    conformance::fixture::{category, commit, new_tenant},
    model::TABLES,
    storage::{Error, Storage as _},
};
use clientline_store_pg::{Options, PostgresStorage};
use std::sync::Arc;

use crate::{
    database::{Database, connect},
    salon::{Raw, Salon},
    world::tenant,
};

/// A salon with an appointment, and a connection that acts as the application does.
async fn within() -> (Salon, Raw) {
    let salon = Salon::furnished().await;
    salon.commit(salon.world.booking(1, 9)).await.unwrap();
    let mut raw = Raw::to(&salon.database).await;
    raw.run("SET ROLE clientline_app").await.unwrap();
    (salon, raw)
}

#[tokio::test]
async fn without_a_tenant_no_row_of_any_table_is_seen_or_written() {
    let (_salon, mut raw) = within().await;
    for table in TABLES {
        let seen = raw.texts(format!("SELECT count(*)::text FROM {}", table.name)).await;
        assert_eq!(seen, ["0"], "{}", table.name);
    }
    assert_eq!(raw.run("DELETE FROM sale").await.unwrap(), 0);
    assert_eq!(raw.run("UPDATE guest SET first_name = 'x'").await.unwrap(), 0);
    // A setting that a transaction made is empty afterwards, and not absent.
    raw.run("BEGIN; SET LOCAL app.organization = '1'; ROLLBACK").await.unwrap();
    assert_eq!(raw.texts("SELECT count(*)::text FROM guest").await, ["0"]);
}

#[tokio::test]
async fn a_tenant_sees_and_writes_its_own_rows_and_no_others() {
    let (salon, mut raw) = within().await;
    raw.run(format!("SET app.organization = '{}'", tenant(1).0)).await.unwrap();
    assert_eq!(raw.texts("SELECT count(*)::text FROM guest").await, ["1"]);
    raw.run(format!("SET app.organization = '{}'", tenant(2).0)).await.unwrap();
    assert_eq!(raw.texts("SELECT count(*)::text FROM guest").await, ["0"]);
    assert_eq!(raw.run("DELETE FROM occupancy").await.unwrap(), 0);
    let smuggled = format!(
        "INSERT INTO room_category (organization_id, id, version, created_at, updated_at, name)
         VALUES ('{}', gen_random_uuid(), 1, now(), now(), 'x')",
        tenant(1).0
    );
    raw.refused(smuggled, "42501").await;
    assert_eq!(salon.all::<clientline_core::model::Guest>().await.len(), 1);
}

#[tokio::test]
async fn the_role_neither_owns_a_table_nor_passes_by_the_policies() {
    let database = Database::migrated().await;
    let mut raw = Raw::to(&database).await;
    let able = "SELECT rolname::text FROM pg_roles WHERE rolname = 'clientline_app'
                AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolcanlogin)";
    assert!(raw.texts(able).await.is_empty());
    let owned = "SELECT relname::text FROM pg_class
                 WHERE relowner = 'clientline_app'::regrole AND relkind IN ('r', 'p', 'v')";
    assert!(raw.texts(owned).await.is_empty());
    raw.run("SET ROLE clientline_app").await.unwrap();
    for forbidden in [
        "ALTER TABLE guest DISABLE ROW LEVEL SECURITY",
        "DROP TRIGGER collection_stays ON collection",
        "CREATE TABLE public.shadow (id uuid)",
        "TRUNCATE audit",
        "SELECT * FROM _sqlx_migrations",
    ] {
        raw.refused(forbidden, "42501").await;
    }
}

#[tokio::test]
async fn the_stores_own_connections_act_as_the_role() {
    let salon = Salon::furnished().await;
    let mut raw = Raw::to(&salon.database).await;
    // What the store may not do shows as whom it acts.
    raw.run("REVOKE INSERT ON room_category FROM clientline_app").await.unwrap();
    let storage: Arc<dyn clientline_core::storage::Storage> = Arc::new(salon.storage.clone());
    let refused = commit(&storage, new_tenant(), |changes| {
        changes.insert(category("x"));
    })
    .await;
    assert!(
        matches!(&refused, Err(Error::Schema(what)) if what.contains("permission denied")),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_database_that_was_not_migrated_is_refused() {
    // Another database of the same server may have made the role already.
    let _migrated = Database::migrated().await;
    let database = Database::empty().await;
    let refused = PostgresStorage::connect(&database.url(), Options::default()).await;
    assert!(matches!(&refused, Err(Error::Schema(what)) if what.contains("migrated")));
}

#[tokio::test]
async fn a_role_that_passes_by_row_level_security_is_refused() {
    let database = Database::migrated().await;
    let mut raw = Raw::to(&database).await;
    raw.run("ALTER TABLE organization OWNER TO clientline_app").await.unwrap();
    let refused = PostgresStorage::connect(&database.url(), Options::default()).await;
    assert!(matches!(&refused, Err(Error::Corrupt(what)) if what.contains("row-level")));
}

#[tokio::test]
async fn processes_that_start_together_migrate_once() {
    let database = Database::empty().await;
    let url = database.url();
    let starts: Vec<_> = (0..6)
        .map(|_| {
            let url = url.clone();
            tokio::spawn(async move { PostgresStorage::migrate(&url).await })
        })
        .collect();
    for start in starts {
        start.await.unwrap().unwrap();
    }
    let storage = connect(&database.url()).await;
    storage.snapshot(tenant(1)).await.unwrap();
}
