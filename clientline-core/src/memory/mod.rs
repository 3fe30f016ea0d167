//! A storage in memory: for tests, and the reference for every other one.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, PoisonError},
};

use async_trait::async_trait;
use uuid::Uuid;

use crate::{
    row::{ChangeSet, Direction, Row, Select, Subject, Table, Value, Version, Write},
    storage::{Error, Result, Snapshot, Storage, TenantsWith},
    value::{TenantId, Timestamp},
};

type Rows = BTreeMap<(TenantId, &'static str, Uuid), Row>;

/// A storage in memory.
///
/// Snapshots share the rows; a commit beside an open snapshot copies them all,
/// which is fine for tests and for trying things out, and for nothing else.
#[derive(Debug, Default)]
pub struct MemoryStorage {
    rows: Mutex<Arc<Rows>>,
}

impl MemoryStorage {
    /// Creates an empty storage.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

#[async_trait]
impl Storage for MemoryStorage {
    async fn snapshot(&self, tenant: TenantId) -> Result<Box<dyn Snapshot>> {
        let rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(Box::new(MemorySnapshot { tenant, rows: Arc::clone(&rows) }))
    }

    async fn commit(&self, tenant: TenantId, changes: ChangeSet) -> Result<()> {
        let mut current = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        for guard in changes.guards() {
            match current.get(&(tenant, guard.table.name, guard.id)) {
                Some(row) if row.version == guard.version => {}
                _ => return Err(Error::Retry),
            }
        }
        let mut rows = Rows::clone(&current);
        for write in changes.in_order() {
            apply(&mut rows, tenant, changes.at(), write)?;
        }
        *current = Arc::new(rows);
        Ok(())
    }

    async fn tenants_with(&self, wanted: TenantsWith) -> Result<Vec<TenantId>> {
        let rows = Arc::clone(&self.rows.lock().unwrap_or_else(PoisonError::into_inner));
        let tenants: BTreeSet<TenantId> = rows.keys().map(|(tenant, ..)| *tenant).collect();
        let has_work = |tenant: &TenantId| match wanted.work.table() {
            Some(table) => rows_of(&rows, *tenant, table)
                .next()
                .is_some_and(|row| row.created_at < wanted.before),
            None => {
                rows_of(&rows, *tenant, "appointment").any(|row| has_lapsed(row, wanted.before))
            }
        };
        let past = |tenant: &TenantId| wanted.after.is_none_or(|after| *tenant > after);
        let found = tenants.into_iter().filter(past).filter(has_work);
        Ok(found.take(wanted.limit as usize).collect())
    }

    async fn last_positions(&self, tenants: &[TenantId]) -> Result<Vec<(TenantId, i64)>> {
        let rows = Arc::clone(&self.rows.lock().unwrap_or_else(PoisonError::into_inner));
        let last = |tenant: &TenantId| {
            let seal = rows_of(&rows, *tenant, "audit_seal").next_back()?;
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
    tenant: TenantId,
    rows: Arc<Rows>,
}

#[async_trait]
impl Snapshot for MemorySnapshot {
    async fn get(&mut self, table: &'static Table, id: Uuid) -> Result<Option<Row>> {
        Ok(self.rows.get(&(self.tenant, table.name, id)).cloned())
    }

    async fn select(&mut self, select: &Select) -> Result<Vec<Row>> {
        let named = select.named_by().map(|named| {
            let inner = named.select(Subject::Id);
            let rows = rows_of(&self.rows, self.tenant, named.table.name);
            rows.filter(|row| inner.matches(row))
                .map(|row| row.values[named.column].clone())
                .collect()
        });
        let select = &select.resolved(named);
        let mut found: Vec<&Row> = rows_of(&self.rows, self.tenant, select.table.name)
            .filter(|row| select.matches(row))
            .collect();
        found.sort_by_cached_key(|row| select.place(row));
        if select.direction == Direction::Descending {
            found.reverse();
        }
        let page = found.into_iter().skip(select.skip as usize).take(select.limit as usize);
        Ok(page.cloned().collect())
    }
}

/// Returns whether an appointment is pending that was held until before an instant.
fn has_lapsed(appointment: &Row, before: Timestamp) -> bool {
    let value = |name| Some(&appointment.values[appointment.table.position(name)?]);
    let is_pending = matches!(value("status"), Some(Value::Text(status)) if status == "pending");
    let ended = |micros: i64| micros < before.micros();
    is_pending && matches!(value("held_until"), Some(Value::Time(until)) if ended(*until))
}

fn rows_of<'a>(
    rows: &'a Rows,
    tenant: TenantId,
    table: &'static str,
) -> impl DoubleEndedIterator<Item = &'a Row> {
    let first = (tenant, table, Uuid::nil());
    let last = (tenant, table, Uuid::max());
    rows.range(first..=last).map(|(_, row)| row)
}

fn apply(rows: &mut Rows, tenant: TenantId, at: Timestamp, write: &Write) -> Result<()> {
    match write {
        Write::Insert(row) => {
            let key = (tenant, row.table.name, row.id);
            if rows.contains_key(&key) {
                return Err(Error::Retry);
            }
            check(rows, tenant, row)?;
            let row = Row { version: Version(1), created_at: at, updated_at: at, ..row.clone() };
            rows.insert(key, row);
        }
        Write::Update { row, .. } => {
            check(rows, tenant, row)?;
            let version = Version(row.version.0 + 1);
            let row = Row { version, updated_at: at, ..row.clone() };
            rows.insert((tenant, row.table.name, row.id), row);
        }
        Write::Delete { table, id, .. } => {
            rows.remove(&(tenant, table.name, *id));
            let refers = |row: &Row| {
                row.table.columns.iter().zip(&row.values).any(|(column, value)| {
                    column.references.is_some_and(|target| target.name == table.name)
                        && *value == Value::Uuid(*id)
                })
            };
            if rows.iter().any(|((owner, ..), row)| *owner == tenant && refers(row)) {
                return Err(Error::InUse);
            }
        }
    }
    Ok(())
}

fn check(rows: &Rows, tenant: TenantId, row: &Row) -> Result<()> {
    for (column, value) in row.table.columns.iter().zip(&row.values) {
        if let (Some(target), Value::Uuid(id)) = (column.references, value)
            && !rows.contains_key(&(tenant, target.name, *id))
        {
            return Err(Error::Dangling);
        }
    }
    for constraint in row.table.constraints {
        if rows_of(rows, tenant, row.table.name).any(|other| constraint.forbids(row, other)) {
            return Err(Error::Violated(constraint.name));
        }
    }
    Ok(())
}
