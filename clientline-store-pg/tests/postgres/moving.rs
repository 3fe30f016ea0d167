//! The schema moves while servers run: which of them may serve, and what an older one
//! still writes.

use clientline_core::{
    model::Guest,
    storage::{Error, Storage as _},
};
use clientline_store_pg::{Options, PostgresStorage};

use crate::{
    database::{Database, connect},
    salon::{Raw, Salon},
    world::tenant,
};

/// Says that the database has another schema than the one that it was brought up to.
async fn note(raw: &mut Raw, version: &str, compatible_from: &str) {
    let view = format!(
        "CREATE OR REPLACE VIEW clientline_schema AS
         SELECT ({version})::int AS version, ({compatible_from})::int AS compatible_from"
    );
    raw.run(view).await.unwrap();
}

async fn ours(raw: &mut Raw) -> i32 {
    raw.texts("SELECT version::text FROM clientline_schema").await.concat().parse().unwrap()
}

async fn refusal(database: &Database) -> String {
    match PostgresStorage::connect(&database.url(), Options::default()).await {
        Err(Error::Schema(said)) => said,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_server_refuses_an_older_schema_and_says_which_and_what_to_do() {
    let database = Database::migrated().await;
    let mut raw = Raw::to(&database).await;
    let ours = ours(&mut raw).await;
    note(&mut raw, &(ours - 1).to_string(), "1").await;
    let said = refusal(&database).await;
    for part in [format!("version {}", ours - 1), ours.to_string(), "migrate".to_owned()] {
        assert!(said.contains(&part), "{said}");
    }
}

#[tokio::test]
async fn a_server_serves_a_newer_schema_as_long_as_that_one_says_so() {
    let database = Database::migrated().await;
    let mut raw = Raw::to(&database).await;
    let ours = ours(&mut raw).await;
    let newer = (ours + 2).to_string();
    note(&mut raw, &newer, &ours.to_string()).await;
    connect(&database.url()).await.snapshot(tenant(1)).await.unwrap();
    // Whoever brings it up to date as an older release leaves it as new as it is.
    PostgresStorage::migrate(&database.url()).await.unwrap();
    let version = "SELECT version::text FROM clientline_schema";
    assert_eq!(raw.texts(version).await, std::slice::from_ref(&newer));

    note(&mut raw, &newer, &(ours + 1).to_string()).await;
    let said = refusal(&database).await;
    assert!(said.contains(&format!("version {newer}")) && said.contains("newer"), "{said}");
    let refused = PostgresStorage::migrate(&database.url()).await;
    assert!(matches!(refused, Err(Error::Schema(_))), "{refused:?}");
}

#[tokio::test]
async fn a_server_whose_function_is_not_there_refuses_until_it_is_made() {
    let database = Database::migrated().await;
    let mut raw = Raw::to(&database).await;
    let drop = format!("DROP FUNCTION {}(uuid, jsonb)", PostgresStorage::commit_function());
    raw.run(drop).await.unwrap();
    assert!(refusal(&database).await.contains("migrate"));
    PostgresStorage::migrate(&database.url()).await.unwrap();
    connect(&database.url()).await.snapshot(tenant(1)).await.unwrap();
}

#[tokio::test]
async fn functions_of_servers_that_the_schema_left_behind_are_dropped_and_others_stay() {
    let database = Database::migrated().await;
    let mut raw = Raw::to(&database).await;
    let ours = ours(&mut raw).await;
    for (name, version) in [("clientline_commit_left", 0), ("clientline_commit_kept", ours)] {
        let made = format!(
            "CREATE FUNCTION {name}(uuid, jsonb) RETURNS void LANGUAGE plpgsql AS 'BEGIN END';
             COMMENT ON FUNCTION {name}(uuid, jsonb) IS 'For servers of schema version {version}'"
        );
        raw.run(made).await.unwrap();
    }
    PostgresStorage::migrate(&database.url()).await.unwrap();
    let query = "SELECT proname::text FROM pg_proc WHERE starts_with(proname, 'clientline_commit_')
                 ORDER BY proname";
    let mut expected = vec!["clientline_commit_kept", PostgresStorage::commit_function()];
    expected.sort_unstable();
    assert_eq!(raw.texts(query).await, expected);
}

#[tokio::test]
async fn whatever_a_table_lacks_of_what_all_have_is_made_again() {
    let database = Database::migrated().await;
    let mut raw = Raw::to(&database).await;
    for loss in [
        "ALTER TABLE guest DISABLE ROW LEVEL SECURITY",
        "DROP POLICY tenant ON sale",
        "REVOKE UPDATE ON room FROM clientline_app",
        "DROP TRIGGER key_never_changes ON invoice",
        "DROP TRIGGER version_grows_by_one ON payment",
        "DROP TRIGGER audit_stays ON audit",
        "DROP TRIGGER invoice_is_frozen ON invoice",
        "COMMENT ON TRIGGER sale_is_frozen ON sale IS 'of another release'",
    ] {
        raw.run(loss).await.unwrap();
    }
    PostgresStorage::migrate(&database.url()).await.unwrap();
    let query = "SELECT (SELECT count(*) FROM pg_class WHERE relrowsecurity) || ' ' ||
                   (SELECT count(*) FROM pg_policy) || ' ' ||
                   (SELECT count(*) FROM pg_trigger WHERE tgname = 'key_never_changes') || ' ' ||
                   (SELECT count(*) FROM pg_trigger WHERE tgname = 'version_grows_by_one') || ' ' ||
                   (SELECT count(*) FROM pg_trigger WHERE tgname IN
                     ('audit_stays', 'invoice_is_frozen', 'sale_is_frozen')
                     AND obj_description(oid, 'pg_trigger') LIKE 'CREATE TRIGGER %') || ' ' ||
                   has_table_privilege('clientline_app', 'room', 'UPDATE')";
    let all = clientline_core::model::TABLES.len();
    assert_eq!(raw.texts(query).await, [format!("{all} {all} {all} {all} 3 true")]);
}

/// A column that a newer release added, with a default: whoever does not know it leaves
/// it out.
#[tokio::test]
async fn an_older_server_writes_tables_that_gained_a_column_that_must_be_filled() {
    let salon = Salon::furnished().await;
    let mut raw = Raw::to(&salon.database).await;
    raw.run("ALTER TABLE guest ADD COLUMN loyalty bigint NOT NULL DEFAULT 7").await.unwrap();
    // Its function stays as it is when a newer release brings the database up to date.
    PostgresStorage::migrate(&salon.database.url()).await.unwrap();

    let guest = salon.all::<Guest>().await.remove(0);
    let mut changes = clientline_core::row::ChangeSet::new(crate::world::at(3));
    let mut another = guest.clone().into_inner();
    another.id = crate::world::id(20, 9);
    another.guest_code = clientline_core::value::Code::parse("G-9").unwrap();
    changes.insert(another);
    changes.update(&guest, |guest| guest.marketing_consent = !guest.marketing_consent);
    salon.commit(changes).await.unwrap();
    let all = "SELECT count(*)::text || ' ' || sum(loyalty) FROM guest";
    assert_eq!(raw.texts(all).await, ["2 14"]);
}
