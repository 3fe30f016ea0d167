//! The reference: a commit as a transaction with a statement for each guard and each
//! write, as most services do it.

use async_trait::async_trait;
use clientline_core::{
    row::ChangeSet,
    storage::{Error, Result, Snapshot, Storage},
    value::TenantId,
};
use clientline_sql::{Dialect, Statement};
use sqlx::{
    AssertSqlSafe, PgConnection, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use crate::{
    server::Server,
    world::{World, tenant},
};

#[allow(dead_code, unused_imports, reason = "the reference reads no rows and tests nothing")]
#[path = "../../src/wire.rs"]
mod wire;

/// A storage that only commits, a statement each.
#[derive(Debug)]
pub(crate) struct Statements {
    pool: PgPool,
}

impl Statements {
    /// Opens one on a database of its own, with what a booking refers to.
    pub(crate) async fn open(server: &Server, clients: usize) -> crate::Result<Self> {
        // The same role as the store's: row-level security costs both the same.
        let address: PgConnectOptions = server.database().await?.parse()?;
        let pool = PgPoolOptions::new()
            .max_connections(u32::try_from(clients)?)
            .test_before_acquire(false)
            .connect_with(address.options([("role", "clientline_app"), ("jit", "off")]))
            .await?;
        let statements = Self { pool };
        statements.commit(tenant(1), World::new().base()).await?;
        Ok(statements)
    }
}

#[async_trait]
impl Storage for Statements {
    async fn snapshot(&self, _: TenantId) -> Result<Box<dyn Snapshot>> {
        Err(Error::Unavailable("the reference only commits".into()))
    }

    async fn commit(&self, tenant: TenantId, changes: ChangeSet) -> Result<()> {
        let begin = format!("BEGIN; SET LOCAL app.organization = '{}'", tenant.0);
        let mut transaction =
            self.pool.begin_with(AssertSqlSafe(begin)).await.map_err(unavailable)?;
        for guard in changes.guards() {
            let version = clientline_sql::version(Dialect::Postgres, guard.table, tenant, guard.id);
            run(&mut transaction, &version, " FOR SHARE").await?;
        }
        for write in changes.in_order() {
            let write = clientline_sql::write(Dialect::Postgres, write, tenant, changes.at());
            run(&mut transaction, &write, "").await?;
        }
        transaction.commit().await.map_err(unavailable)
    }
}

async fn run(connection: &mut PgConnection, statement: &Statement<'_>, lock: &str) -> Result<()> {
    let text = format!("{}{lock}", statement.text());
    let query = sqlx::query_with(AssertSqlSafe(text), wire::arguments(statement)?);
    query.execute(connection).await.map(drop).map_err(unavailable)
}

fn unavailable(error: sqlx::Error) -> Error {
    Error::Unavailable(error.into())
}
