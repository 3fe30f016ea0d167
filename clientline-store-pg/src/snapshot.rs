//! A snapshot: one tenant's rows, read in one transaction.

use async_trait::async_trait;
use clientline_core::{
    row::{Read, Row, Select, Table},
    storage::{Error, Result, Snapshot},
    value::TenantId,
};
use clientline_sql::{Dialect, Statement};
use sqlx::{AssertSqlSafe, Executor as _, Postgres, pool::PoolConnection, postgres::PgRow};
use tokio::sync::OwnedMutexGuard;
use uuid::Uuid;

use crate::{
    Options,
    deadline::within,
    lease::{BEGIN, Lease, setting},
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
    /// One for itself, on which the transaction begins with the first read that needs it.
    Own(Lease),
    /// One that holds locks; whoever uses it next ends the transaction.
    Locked(OwnedMutexGuard<PoolConnection<Postgres>>),
}

/// Which state a read has to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// That of the other reads.
    Common,
    /// Any that is not older.
    Own,
}

impl PostgresSnapshot {
    /// Opens one on a connection; nothing is said to the database before something is read.
    pub(crate) const fn on(lease: Lease, options: Options, tenant: TenantId) -> Self {
        Self { source: Source::Own(lease), options, tenant }
    }

    /// Begins the transaction on a session that holds locks.
    pub(crate) async fn within(
        mut session: OwnedMutexGuard<PoolConnection<Postgres>>,
        options: Options,
        tenant: TenantId,
    ) -> Result<Self> {
        let begin = format!("ROLLBACK; {BEGIN}; SET LOCAL {}", setting(tenant));
        within(options.statement, session.execute(AssertSqlSafe(begin))).await?;
        Ok(Self { source: Source::Locked(session), options, tenant })
    }

    async fn fetch(&mut self, statement: Statement<'_>, state: State) -> Result<Vec<PgRow>> {
        let arguments = arguments(&statement)?;
        let query = sqlx::query_with(AssertSqlSafe(statement.text().to_owned()), arguments);
        let limit = self.options.statement;
        let lease = match &mut self.source {
            Source::Locked(session) => {
                return within(limit, query.fetch_all(&mut ***session)).await;
            }
            Source::Own(lease) => lease,
        };
        if state == State::Common || !lease.bind(self.tenant).await? {
            lease.begin(self.tenant).await?;
        }
        let rows = within(limit, query.fetch_all(lease.open()?)).await?;
        lease.settle();
        Ok(rows)
    }

    async fn rows(
        &mut self,
        table: &'static Table,
        statement: Statement<'_>,
        state: State,
    ) -> Result<Vec<Row>> {
        self.fetch(statement, state).await?.iter().map(|row| decode(table, row)).collect()
    }

    async fn answers(&mut self, reads: &[Read], state: State) -> Result<Vec<Vec<Row>>> {
        // One alone needs no arrays.
        match reads {
            [] => return Ok(Vec::new()),
            [Read::Row(table, id)] => {
                let statement = clientline_sql::get(Dialect::Postgres, table, self.tenant, *id);
                return Ok(vec![self.rows(table, statement, state).await?]);
            }
            [Read::Rows(select)] => {
                let statement = clientline_sql::select(Dialect::Postgres, select, self.tenant);
                return Ok(vec![self.rows(select.table, statement, state).await?]);
            }
            _ => {}
        }
        let rows = self.fetch(clientline_sql::together(reads, self.tenant), state).await?;
        let row =
            rows.first().ok_or_else(|| Error::Corrupt("reads without an answer".to_owned()))?;
        let answer =
            |(position, read): (usize, &Read)| records::decode(read.table(), row, position);
        reads.iter().enumerate().map(answer).collect()
    }
}

#[async_trait]
impl Snapshot for PostgresSnapshot {
    async fn get(&mut self, table: &'static Table, id: Uuid) -> Result<Option<Row>> {
        Ok(self.answers(&[Read::Row(table, id)], State::Common).await?.concat().pop())
    }

    async fn select(&mut self, select: &Select) -> Result<Vec<Row>> {
        let statement = clientline_sql::select(Dialect::Postgres, select, self.tenant);
        self.rows(select.table, statement, State::Common).await
    }

    async fn read(&mut self, reads: &[Read]) -> Result<Vec<Vec<Row>>> {
        self.answers(reads, State::Common).await
    }

    async fn read_alone(&mut self, reads: &[Read]) -> Result<Vec<Vec<Row>>> {
        self.answers(reads, State::Own).await
    }

    async fn count(&mut self, select: &Select) -> Result<u64> {
        let statement = clientline_sql::count(Dialect::Postgres, select, self.tenant);
        let rows = self.fetch(statement, State::Common).await?;
        let row = rows.first().ok_or_else(|| Error::Corrupt("a count of no rows".to_owned()))?;
        number(row, 0).map(i64::unsigned_abs)
    }
}
