//! All that a storage holds of some tenants, to be compared and examined.

use std::collections::BTreeMap;

use clientline::{
    entity::{Entity, Stored},
    model::TABLES,
    row::{Direction, Row, Select, Subject, Table},
    storage::{Result, Storage},
    value::TenantId,
};

/// Every row of every table of one tenant, by identifier.
#[derive(Clone, Debug)]
pub(crate) struct Content {
    tables: BTreeMap<&'static str, Vec<Row>>,
}

impl Content {
    /// Reads everything, in one snapshot.
    pub(crate) async fn read(storage: &dyn Storage, tenant: TenantId) -> Result<Self> {
        let mut snapshot = storage.snapshot(tenant).await?;
        let mut tables = BTreeMap::new();
        for table in TABLES {
            let mut rows: Vec<Row> = Vec::new();
            loop {
                let mut page = everything(table);
                page.after = rows.last().map(|row| page.place(row));
                let found = snapshot.select(&page).await?;
                let ended = found.len() < page.limit as usize;
                rows.extend(found);
                if ended {
                    break;
                }
            }
            tables.insert(table.name, rows);
        }
        Ok(Self { tables })
    }

    /// Returns the rows of a table.
    pub(crate) fn rows(&self, table: &Table) -> &[Row] {
        self.tables.get(table.name).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns the rows of a table as what they stand for.
    pub(crate) fn all<E: Entity>(&self) -> Vec<Stored<E>> {
        let rows = self.rows(E::TABLE).iter().cloned();
        rows.map(|row| Stored::decode(row).unwrap()).collect()
    }

    /// Says where another storage's content differs, to the last bit.
    pub(crate) fn difference(&self, other: &Self) -> Option<String> {
        for table in TABLES {
            let (ours, theirs) = (self.rows(table), other.rows(table));
            for at in 0..ours.len().max(theirs.len()) {
                let (ours, theirs) = (ours.get(at), theirs.get(at));
                if ours.map(shown) != theirs.map(shown) {
                    return Some(format!("{}: {ours:?}\nagainst {theirs:?}", table.name));
                }
            }
        }
        None
    }
}

fn everything(table: &'static Table) -> Select {
    Select {
        table,
        filters: Vec::new(),
        order_by: Subject::Id,
        direction: Direction::Ascending,
        after: None,
        skip: 0,
        limit: Select::LIMIT_MAX,
    }
}

/// All that a row is, in a form that can be compared.
fn shown(row: &Row) -> (uuid::Uuid, i64, i64, i64, &[clientline::row::Value]) {
    let (created, updated) = (row.created_at.micros(), row.updated_at.micros());
    (row.id, row.version.0, created, updated, &row.values)
}
