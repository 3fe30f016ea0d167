use sqlx::AssertSqlSafe;
use throwaway_postgres::Database;

use super::*;

/// The SHA-256 of the text of each step that was released, in order. Whoever makes a release
/// adds those of its new steps.
const RELEASED: &[&str] = &[
    "ff97111fb558f6c8742b8513cf456515433d1e6b6531ceee113faff954ae713a",
    "b25a3259967b453294796a46bfe9fa527f391db8fc8c148a9e713e7c8515ef48",
    "107b2a176b59f74fa5e30aa6c634658c5f7d789f1a9f60ae8b28131761e387c2",
    "f6e625e4a570ed115bd9aab1e19a8e988ae28983d9da517d351e3b3beb51e029",
    "cea88b2897412d4f466d93e26c66badc49cc3ffcf567c6b1f4f7dee9dba244a3",
    "f43a719c86dd51f0fc6d32aba33238a1723227f922d87aa7b022ba9a41238be1",
    "cdf801d5a4cd4f8b814d84fe522c990eb47387819c11c974f547585969e900b4",
    "fdd90f3650588dde2821d6fb1c3a6bf3b83eb5fff7d41414b5ef010e02c90635",
];

#[test]
fn no_step_that_was_released_changes() {
    let digest = |(_, text): &(&str, &str)| {
        let bytes = Sha256::digest(text);
        bytes.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
    };
    let found: Vec<String> = STEPS.iter().take(RELEASED.len()).map(digest).collect();
    assert_eq!(found, RELEASED, "A step that was released never changes: add a new one.");
}

/// The first step after which servers of the baseline can't write any more.
const CONTRACTED: usize = 7;

/// The baseline's database, which is kept, after some steps; what follows from the tables
/// of this release is not made.
async fn baseline(steps: usize) -> (Database, PgConnection) {
    let database = Database::empty().await;
    database.run(include_str!("../../tests/upgrade/baseline.sql")).await;
    let mut connection = PgConnection::connect(&database.url()).await.unwrap();
    take(&STEPS[..steps], &mut connection).await.unwrap();
    (database, connection)
}

/// The name of the baseline's own function, which the kept database has.
fn baselines_function() -> &'static str {
    let text = include_str!("../../tests/upgrade/baseline.sql");
    let (_, named) = text.split_once("CREATE FUNCTION public.").unwrap();
    named.split_once('(').unwrap().0
}

/// The rows that a function inserts into a table: a copy of a row, with some columns given otherwise.
fn copy(table: &str, given: &str, rows: &str) -> String {
    format!(
        "SELECT jsonb_build_object('table', '{table}', 'rows', jsonb_build_array(
           to_jsonb(t) || jsonb_build_object({given}))) FROM {table} AS t {rows} LIMIT 1"
    )
}

/// What a server inserts when it makes a guest, sells to them, and takes an online booking,
/// the hash of whose token is in the column of this name.
fn inserts(hash: &str, letters: &str) -> Vec<String> {
    let guest = "md5('G-new')::uuid";
    let free = "SELECT max(id::text) FROM appointment
                WHERE id NOT IN (SELECT id FROM online_booking)";
    let booking = format!(
        "'id', ({free}), 'appointment_id', ({free}), 'confirm_token_hash', NULL,
         'manage_hash', NULL, 'manage_token_hash', NULL)
         || jsonb_build_object('{hash}', repeat('{letters}', 32)"
    );
    let draft = format!("'id', gen_random_uuid(), 'guest_id', {guest}");
    vec![
        copy("guest", &format!("'id', {guest}, 'guest_code', 'G-new'"), "WHERE is_active"),
        copy("service", "'id', gen_random_uuid(), 'service_code', 'S-new'", ""),
        copy("invoice", &draft, "WHERE status = 'draft'"),
        copy("online_booking", &booking, ""),
    ]
}

/// Has a function apply what is inserted, each in a transaction of its own.
async fn apply(
    connection: &mut PgConnection,
    function: &str,
    inserts: &[String],
) -> sqlx::Result<()> {
    let tenant = "RESET ROLE;
                  SELECT set_config('app.organization', organization_id::text, false)
                  FROM guest LIMIT 1;
                  SET ROLE clientline_app";
    connection.execute(tenant).await?;
    for insert in inserts {
        let call = format!(
            "SELECT {function}(current_setting('app.organization')::uuid, jsonb_build_object(
               'at', now(), 'guards', '[]'::jsonb, 'deletes', '[]'::jsonb,
               'updates', '[]'::jsonb, 'inserts', jsonb_build_array(({insert}))))"
        );
        connection.execute(AssertSqlSafe(call)).await?;
        let tenant = "RESET ROLE;
                      SELECT set_config('app.organization', organization_id::text, false)
                      FROM guest LIMIT 1;
                      SET ROLE clientline_app";
        connection.execute(tenant).await?;
    }
    Ok(())
}

#[tokio::test]
async fn postgres_servers_of_the_baseline_write_every_schema_until_it_is_contracted() {
    for steps in 1..CONTRACTED {
        let (_database, mut connection) = baseline(steps).await;
        let written = inserts("manage_hash", "ab");
        let done = apply(&mut connection, baselines_function(), &written).await;
        assert!(done.is_ok(), "after step {steps}: {done:?}");
    }
    let (_database, mut connection) = baseline(CONTRACTED).await;
    let booking = &inserts("manage_hash", "ab")[3..];
    assert!(apply(&mut connection, baselines_function(), booking).await.is_err());
}

#[tokio::test]
async fn postgres_a_booking_has_its_hash_by_both_names_whoever_wrote_it() {
    let (_database, mut connection) = baseline(CONTRACTED - 1).await;
    let older = &inserts("manage_hash", "ab")[3..];
    apply(&mut connection, baselines_function(), older).await.unwrap();
    connection.execute("RESET ROLE").await.unwrap();
    connection.execute(AssertSqlSafe(COMMIT_FUNCTION.definition())).await.unwrap();
    let newer = &inserts("manage_token_hash", "cd")[3..];
    apply(&mut connection, &COMMIT_FUNCTION.name, newer).await.unwrap();
    connection.execute("RESET ROLE").await.unwrap();
    let both = "SELECT bool_and(manage_hash = manage_token_hash) AND count(*) >= 3
                FROM online_booking";
    let both: bool = sqlx::query_scalar(both).fetch_one(&mut connection).await.unwrap();
    assert!(both);
}

/// What refers to an appointment's further rooms and providers says when it starts: the rows that
/// were there, and those that a server of the release before writes.
#[tokio::test]
async fn postgres_what_is_further_starts_with_its_appointment_whoever_wrote_it() {
    let (_database, mut connection) = baseline(78).await;
    let links = [
        ("appointment_room", "room_id", "room"),
        ("appointment_provider", "provider_id", "provider"),
    ];
    for steps in [78, 79] {
        take(&STEPS[..steps], &mut connection).await.unwrap();
        for (table, column, of) in links {
            let link = format!(
                "INSERT INTO {table} (organization_id, id, version, created_at, updated_at,
                   appointment_id, {column})
                 SELECT a.organization_id, gen_random_uuid(), 1, a.created_at, a.updated_at, a.id, o.id
                 FROM appointment AS a JOIN {of} AS o USING (organization_id)
                 WHERE (a.id, o.id) NOT IN (SELECT appointment_id, {column} FROM {table}) LIMIT 1"
            );
            let done = connection.execute(AssertSqlSafe(link)).await.unwrap();
            assert_eq!(done.rows_affected(), 1);
        }
    }
    for (table, ..) in links {
        let right = format!(
            "SELECT count(*) = 2 AND bool_and(l.starts_at = a.starts_at) FROM {table} AS l
             JOIN appointment AS a ON a.id = l.appointment_id"
        );
        let right: bool =
            sqlx::query_scalar(AssertSqlSafe(right)).fetch_one(&mut connection).await.unwrap();
        assert!(right, "{table}");
    }
}

#[tokio::test]
async fn postgres_the_contracted_schema_leaves_the_baseline_behind() {
    let (database, mut connection) = baseline(1).await;
    migrate(&database.url()).await.unwrap();
    let kept: i64 = sqlx::query_scalar("SELECT count(*) FROM pg_proc WHERE proname = $1")
        .bind(baselines_function())
        .fetch_one(&mut connection)
        .await
        .unwrap();
    assert_eq!(kept, 0, "its function went with the column that it writes");
    let found = schema::read(&mut connection).await.unwrap().unwrap();
    let refused = Schema { version: 1, compatible_from: 1 }.fit(found).unwrap_err();
    assert!(refused.to_string().contains("install a newer one"), "{refused}");
}
