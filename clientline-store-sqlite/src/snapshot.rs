//! A snapshot: one tenant's rows, read on the task that asks.

use async_trait::async_trait;
use clientline_core::{
    row::{Row, Select, Table},
    storage::{Result, Snapshot},
    value::TenantId,
};
use clientline_sql::{Dialect, Statement};
use uuid::Uuid;

use crate::{
    bind::{decode, prepare},
    damage::Damage,
    failure::{Act, explain},
    readers::Lease,
};

/// One tenant's rows at one instant.
pub(crate) struct SqliteSnapshot {
    lease: Lease,
    tenant: TenantId,
    damage: Damage,
}

impl SqliteSnapshot {
    pub(crate) const fn new(lease: Lease, tenant: TenantId, damage: Damage) -> Self {
        Self { lease, tenant, damage }
    }

    /// Reads rows here and now: to hand the read to another thread and back
    /// costs more than the read.
    fn rows(&mut self, table: &'static Table, statement: &Statement<'_>) -> Result<Vec<Row>> {
        let connection = self.lease.connection()?;
        let read = || -> rusqlite::Result<Vec<Row>> {
            let mut prepared = prepare(connection, statement)?;
            let rows = prepared.raw_query().mapped(|row| decode(table, row));
            rows.collect()
        };
        self.damage.watch(read().map_err(|error| explain(error, Act::Read)))
    }
}

#[async_trait]
impl Snapshot for SqliteSnapshot {
    async fn get(&mut self, table: &'static Table, id: Uuid) -> Result<Option<Row>> {
        let statement = clientline_sql::get(Dialect::Sqlite, table, self.tenant, id);
        Ok(self.rows(table, &statement)?.pop())
    }

    async fn select(&mut self, select: &Select) -> Result<Vec<Row>> {
        let statement = clientline_sql::select(Dialect::Sqlite, select, self.tenant);
        self.rows(select.table, &statement)
    }

    async fn count(&mut self, select: &Select) -> Result<u64> {
        let statement = clientline_sql::count(Dialect::Sqlite, select, self.tenant);
        let connection = self.lease.connection()?;
        let count = || -> rusqlite::Result<u64> {
            let mut prepared = prepare(connection, &statement)?;
            let mut rows = prepared.raw_query();
            rows.next()?.map_or(Ok(0), |row| row.get::<_, i64>(0).map(i64::unsigned_abs))
        };
        self.damage.watch(count().map_err(|error| explain(error, Act::Read)))
    }
}
