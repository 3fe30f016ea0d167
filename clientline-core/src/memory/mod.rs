//! A storage in memory: for tests, and the reference for every other one.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use uuid::Uuid;

use crate::{
    row::{ChangeSet, Direction, Row, Select, Subject, Table, Value, Version, Write},
    storage::{Error, Result, Snapshot, Storage, TenantsWith},
    value::{TenantId, Timestamp},
};

/// The rows of one tenant.
type Rows = BTreeMap<(&'static str, Uuid), Row>;

/// A storage in memory.
///
/// Each tenant has its own rows, which snapshots share. A commit copies all rows of its tenant,
/// which is fine for tests and for trying things out, and for nothing else.
#[derive(Debug, Default)]
pub struct MemoryStorage {
    tenants: Mutex<BTreeMap<TenantId, Arc<Rows>>>,
}

impl MemoryStorage {
    /// Creates an empty storage.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn tenants(&self) -> MutexGuard<'_, BTreeMap<TenantId, Arc<Rows>>> {
        self.tenants.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Storage for MemoryStorage {
    async fn snapshot(&self, tenant: TenantId) -> Result<Box<dyn Snapshot>> {
        let rows = self.tenants().get(&tenant).cloned().unwrap_or_default();
        Ok(Box::new(MemorySnapshot { rows }))
    }

    async fn commit(&self, tenant: TenantId, changes: ChangeSet) -> Result<()> {
        let mut tenants = self.tenants();
        let current = tenants.entry(tenant).or_default();
        for guard in changes.guards() {
            match current.get(&(guard.table.name, guard.id)) {
                Some(row) if row.version == guard.version => {}
                _ => return Err(Error::Retry),
            }
        }
        let mut rows = Rows::clone(current);
        for write in changes.in_order() {
            apply(&mut rows, changes.at(), write)?;
        }
        *current = Arc::new(rows);
        Ok(())
    }

    async fn tenants_with(&self, wanted: TenantsWith) -> Result<Vec<TenantId>> {
        let has_work = |rows: &Rows| rows.values().any(|row| wanted.finds(row));
        let tenants = self.tenants();
        let past = |tenant: &TenantId| wanted.after.is_none_or(|after| *tenant > after);
        let found = tenants.iter().filter(|(tenant, rows)| past(tenant) && has_work(rows));
        Ok(found.map(|(tenant, _)| *tenant).take(wanted.limit as usize).collect())
    }

    async fn last_positions(&self, tenants: &[TenantId]) -> Result<Vec<(TenantId, i64)>> {
        let all = self.tenants();
        let last = |tenant: &TenantId| {
            let seal = rows_of(all.get(tenant)?, "audit_seal").next_back()?;
            match seal.values.get(seal.table.position("last_position")?) {
                Some(Value::Int(position)) => Some((*tenant, *position)),
                _ => None,
            }
        };
        Ok(tenants.iter().filter_map(last).collect())
    }
}

/// One tenant's rows at one instant.
struct MemorySnapshot {
    rows: Arc<Rows>,
}

#[async_trait]
impl Snapshot for MemorySnapshot {
    async fn get(&mut self, table: &'static Table, id: Uuid) -> Result<Option<Row>> {
        Ok(self.rows.get(&(table.name, id)).cloned())
    }

    async fn select(&mut self, select: &Select) -> Result<Vec<Row>> {
        let named = select.named_by().map(|named| {
            let inner = named.select(Subject::Id);
            let rows = rows_of(&self.rows, named.table.name);
            rows.filter(|row| inner.matches(row))
                .map(|row| row.values[named.column].clone())
                .collect()
        });
        let select = &select.resolved(named);
        let mut found: Vec<&Row> =
            rows_of(&self.rows, select.table.name).filter(|row| select.matches(row)).collect();
        found.sort_by_cached_key(|row| select.place(row));
        if select.direction == Direction::Descending {
            found.reverse();
        }
        let page = found.into_iter().skip(select.skip as usize).take(select.limit as usize);
        Ok(page.cloned().collect())
    }
}

fn rows_of<'a>(rows: &'a Rows, table: &'static str) -> impl DoubleEndedIterator<Item = &'a Row> {
    rows.range((table, Uuid::nil())..=(table, Uuid::max())).map(|(_, row)| row)
}

fn apply(rows: &mut Rows, at: Timestamp, write: &Write) -> Result<()> {
    match write {
        Write::Insert(row) => {
            let key = (row.table.name, row.id);
            if rows.contains_key(&key) {
                return Err(Error::Retry);
            }
            check(rows, row)?;
            let row = Row { version: Version(1), created_at: at, updated_at: at, ..row.clone() };
            rows.insert(key, row);
        }
        Write::Update { row, .. } => {
            check(rows, row)?;
            let version = Version(row.version.0 + 1);
            let row = Row { version, updated_at: at, ..row.clone() };
            rows.insert((row.table.name, row.id), row);
        }
        Write::Delete { table, id, .. } => {
            rows.remove(&(table.name, *id));
            let refers = |row: &Row| {
                row.table.columns.iter().zip(&row.values).any(|(column, value)| {
                    column.references.is_some_and(|target| target.name == table.name)
                        && *value == Value::Uuid(*id)
                })
            };
            if rows.values().any(refers) {
                return Err(Error::InUse);
            }
        }
    }
    Ok(())
}

fn check(rows: &Rows, row: &Row) -> Result<()> {
    for (column, value) in row.table.columns.iter().zip(&row.values) {
        if let (Some(target), Value::Uuid(id)) = (column.references, value)
            && !rows.contains_key(&(target.name, *id))
        {
            return Err(Error::Dangling);
        }
    }
    for constraint in row.table.constraints {
        if rows_of(rows, row.table.name).any(|other| constraint.forbids(row, other)) {
            return Err(Error::Violated(constraint.name));
        }
    }
    Ok(())
}
