//! A snapshot: one tenant's rows, read in one transaction.

use async_trait::async_trait;
use clientline_core::{
    row::{Read, Row, Select, Table},
    storage::{Error, Result, Snapshot, Turn},
    value::TenantId,
};
use clientline_sql::{Dialect, Statement};
use sqlx::{
    AssertSqlSafe, Executor as _, PgConnection, PgPool, Postgres, Transaction,
    pool::PoolConnection, postgres::PgRow,
};
use tokio::sync::OwnedMutexGuard;
use uuid::Uuid;

use crate::{
    Options,
    connect::within,
    records,
    wire::{arguments, decode, number},
};

/// One tenant's rows at one instant: that of the first read.
pub(crate) struct PostgresSnapshot {
    source: Source,
    options: Options,
    tenant: TenantId,
}

/// The connection that a snapshot reads on.
enum Source {
    /// One for itself.
    Own {
        transaction: Transaction<'static, Postgres>,
        // Given on after the connection, which the order of the fields says.
        _turn: Turn,
    },
    /// One that holds locks; whoever uses it next ends the transaction.
    Locked(OwnedMutexGuard<PoolConnection<Postgres>>),
}

impl Source {
    fn connection(&mut self) -> &mut PgConnection {
        match self {
            Self::Own { transaction, .. } => transaction,
            Self::Locked(session) => session,
        }
    }
}

/// The statement that begins a snapshot of a tenant's rows.
fn begin(tenant: TenantId) -> String {
    format!(
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL app.organization = '{}'",
        tenant.0
    )
}

impl PostgresSnapshot {
    /// Begins the transaction; the tenant goes along in the same message.
    ///
    /// It begins in a task of its own, which goes on if nobody waits for it any
    /// more: the driver gives back a connection whose beginning was dropped
    /// halfway as it is, and the next to use it would find itself inside this
    /// transaction.
    pub(crate) async fn begin(
        pool: &PgPool,
        options: Options,
        tenant: TenantId,
        turn: Turn,
    ) -> Result<Self> {
        let begin = begin(tenant);
        let pool = pool.clone();
        let task = tokio::spawn(async move {
            let transaction = pool.begin_with(AssertSqlSafe(begin)).await?;
            Ok((transaction, turn))
        });
        let begun = async { task.await.unwrap_or(Err(sqlx::Error::WorkerCrashed)) };
        let (transaction, turn) = within(options.acquire + options.statement, begun).await?;
        Ok(Self { source: Source::Own { transaction, _turn: turn }, options, tenant })
    }

    /// Begins the transaction on a session that holds locks.
    pub(crate) async fn within(
        mut session: OwnedMutexGuard<PoolConnection<Postgres>>,
        options: Options,
        tenant: TenantId,
    ) -> Result<Self> {
        let begin = format!("ROLLBACK; {}", begin(tenant));
        within(options.statement, session.execute(AssertSqlSafe(begin))).await?;
        Ok(Self { source: Source::Locked(session), options, tenant })
    }

    async fn fetch(&mut self, statement: Statement<'_>) -> Result<Vec<PgRow>> {
        let arguments = arguments(&statement)?;
        let query = sqlx::query_with(AssertSqlSafe(statement.text().to_owned()), arguments);
        within(self.options.statement, query.fetch_all(self.source.connection())).await
    }

    async fn rows(&mut self, table: &'static Table, statement: Statement<'_>) -> Result<Vec<Row>> {
        self.fetch(statement).await?.iter().map(|row| decode(table, row)).collect()
    }
}

#[async_trait]
impl Snapshot for PostgresSnapshot {
    async fn get(&mut self, table: &'static Table, id: Uuid) -> Result<Option<Row>> {
        let statement = clientline_sql::get(Dialect::Postgres, table, self.tenant, id);
        Ok(self.rows(table, statement).await?.pop())
    }

    async fn select(&mut self, select: &Select) -> Result<Vec<Row>> {
        let statement = clientline_sql::select(Dialect::Postgres, select, self.tenant);
        self.rows(select.table, statement).await
    }

    async fn arrivals(&mut self, table: &'static Table, limit: u32) -> Result<Vec<Row>> {
        let statement = clientline_sql::arrivals(table, self.tenant, limit);
        self.rows(table, statement).await
    }

    async fn read(&mut self, reads: &[Read]) -> Result<Vec<Vec<Row>>> {
        // One alone needs no arrays.
        match reads {
            [] => return Ok(Vec::new()),
            [Read::Row(table, id)] => return Ok(vec![Vec::from_iter(self.get(table, *id).await?)]),
            [Read::Rows(select)] => return Ok(vec![self.select(select).await?]),
            _ => {}
        }
        let rows = self.fetch(clientline_sql::together(reads, self.tenant)).await?;
        let row =
            rows.first().ok_or_else(|| Error::Corrupt("reads without an answer".to_owned()))?;
        let answer =
            |(position, read): (usize, &Read)| records::decode(read.table(), row, position);
        reads.iter().enumerate().map(answer).collect()
    }

    async fn count(&mut self, select: &Select) -> Result<u64> {
        let statement = clientline_sql::count(Dialect::Postgres, select, self.tenant);
        let rows = self.fetch(statement).await?;
        let row = rows.first().ok_or_else(|| Error::Corrupt("a count of no rows".to_owned()))?;
        number(row, 0).map(i64::unsigned_abs)
    }
}
