//! Rows come in the order of their commits, whatever the clocks of those who wrote them said;
//! and who asks about all tenants learns which they are, and nothing else.

use clientline_core::{
    conformance::fixture::new_tenant,
    entity::{Entity as _, sample},
    model::Outbox,
    row::ChangeSet,
    storage::Storage as _,
    value::{Id, Timestamp},
};
use sqlx::{Connection as _, Executor as _, PgConnection};
use uuid::Uuid;

use crate::database::{self, Database};

#[tokio::test]
async fn what_was_committed_first_comes_first_though_its_clock_was_ahead() {
    let database = Database::migrated().await;
    let storage = database::connect(&database.url()).await;
    let tenant = new_tenant();
    // The first machine's clock is ahead of the second one's.
    let ids = [9, 3, 7, 1].map(|made_at| Id::from_uuid(Uuid::from_u128(made_at)));
    for id in ids {
        let mut changes = ChangeSet::new(Timestamp::MIN);
        changes.insert(Outbox { id, ..sample() });
        storage.commit(tenant, changes).await.unwrap();
    }
    let mut snapshot = storage.snapshot(tenant).await.unwrap();
    let rows = snapshot.arrivals(Outbox::TABLE, 3).await.unwrap();
    let found: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    assert_eq!(found, ids[..3].iter().map(|id| id.uuid()).collect::<Vec<_>>());
}

#[tokio::test]
async fn the_questions_about_all_tenants_are_the_applications_alone() {
    let database = Database::migrated().await;
    let mut owner = PgConnection::connect(&database.url()).await.unwrap();
    let allowed: Vec<(String, bool, bool)> = sqlx::query_as(
        "SELECT proname::text, has_function_privilege('clientline_app', oid, 'EXECUTE'),
                EXISTS (SELECT FROM aclexplode(proacl) AS acl WHERE acl.grantee = 0)
         FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace ORDER BY 1",
    )
    .fetch_all(&mut owner)
    .await
    .unwrap();
    let expected = ["clientline_last_positions", "clientline_tenants_with"];
    assert_eq!(allowed, expected.map(|name| (name.to_owned(), true, false)));
    // The role itself still sees no tenant's rows without saying which.
    let storage = database::connect(&database.url()).await;
    let mut changes = ChangeSet::new(Timestamp::MIN);
    changes.insert(sample::<Outbox>());
    storage.commit(new_tenant(), changes).await.unwrap();
    owner.execute("SET ROLE clientline_app").await.unwrap();
    let seen = sqlx::query_scalar::<_, i64>("SELECT count(*) FROM outbox");
    assert_eq!(seen.fetch_one(&mut owner).await.unwrap(), 0);
}
