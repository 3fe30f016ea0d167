//! A store with a salon in it, on a database of its own.

use clientline_core::{
    entity::{Entity, Query, Stored},
    row::ChangeSet,
    storage::{self, Snapshot, Storage as _},
    value::Id,
};
use clientline_store_pg::PostgresStorage;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};

use crate::{
    database::{Database, connect},
    world::{World, tenant},
};

/// A store, which goes when the salon does.
pub(crate) struct Salon {
    pub(crate) storage: PostgresStorage,
    pub(crate) database: Database,
    pub(crate) world: World,
}

impl Salon {
    /// Opens an empty store.
    pub(crate) async fn open() -> Self {
        let database = Database::migrated().await;
        Self { storage: connect(&database.url()).await, database, world: World::new() }
    }

    /// Opens a store with all that a booking refers to.
    pub(crate) async fn furnished() -> Self {
        let salon = Self::open().await;
        salon.commit(salon.world.base()).await.unwrap();
        salon
    }

    pub(crate) async fn commit(&self, changes: ChangeSet) -> storage::Result<()> {
        self.storage.commit(tenant(1), changes).await
    }

    pub(crate) async fn snapshot(&self) -> Box<dyn Snapshot> {
        self.storage.snapshot(tenant(1)).await.unwrap()
    }

    pub(crate) async fn all<E: Entity>(&self) -> Vec<Stored<E>> {
        let rows = self.snapshot().await.select(Query::<E>::limit(100_000).select()).await.unwrap();
        rows.into_iter().map(|row| Stored::decode(row).unwrap()).collect()
    }

    pub(crate) async fn get<E: Entity>(&self, id: Id<E>) -> Stored<E> {
        let row = self.snapshot().await.get(E::TABLE, id.uuid()).await.unwrap();
        Stored::decode(row.unwrap()).unwrap()
    }
}

/// A connection behind the store's back, as the owner of the tables: no
/// row-level security stands in the way, only the schema.
pub(crate) struct Raw(pub(crate) PgConnection);

impl Raw {
    pub(crate) async fn to(database: &Database) -> Self {
        Self(PgConnection::connect(&database.url()).await.unwrap())
    }

    /// Runs a statement, and says how many rows it touched.
    pub(crate) async fn run(&mut self, text: impl Into<String>) -> sqlx::Result<u64> {
        let done = self.0.execute(AssertSqlSafe(text.into())).await?;
        Ok(done.rows_affected())
    }

    /// Runs a query with one column of texts.
    pub(crate) async fn texts(&mut self, text: impl Into<String>) -> Vec<String> {
        sqlx::query_scalar(AssertSqlSafe(text.into())).fetch_all(&mut self.0).await.unwrap()
    }

    /// Runs an attack; it must fail, for this constraint or with this code.
    pub(crate) async fn refused(&mut self, attack: impl Into<String>, why: &str) {
        let attack = attack.into();
        let error = match self.run(attack.clone()).await {
            Ok(rows) => panic!("{rows} rows were written by: {attack}"),
            Err(error) => error,
        };
        let said = error.as_database_error().unwrap();
        let (code, name) = (said.code().unwrap_or_default(), said.constraint().unwrap_or_default());
        assert!(code == why || name == why, "{attack}: {code} {name}: {error}");
    }
}
