//! Which tenants have work in the background.
//!
//! It goes from tenant to tenant by the key of a table, and so looks at one row of each that
//! has any; the holds of all tenants, and what is to be written off, have indexes of their own.

use clientline_core::{
    storage::{Result, TenantsWith, Work},
    value::TenantId,
};
use rusqlite::{Connection, OptionalExtension as _};
use uuid::Uuid;

use crate::failure::{Act, explain};

/// The tenants whose holds lapsed, oldest tenant first.
pub(crate) const LAPSED_HOLDS: &str = "SELECT DISTINCT organization_id FROM appointment
  WHERE status = 'pending' AND held_until < ?1 AND organization_id > ?2
  ORDER BY organization_id LIMIT ?3";

/// The tenants with gift cards or packages that are to be written off by a day, oldest tenant first.
pub(crate) const EXPIRED_PREPAID: &str = "SELECT organization_id FROM gift_card
  WHERE write_off_on <= ?1 AND organization_id > ?2
  UNION SELECT organization_id FROM guest_package
  WHERE write_off_on <= ?1 AND organization_id > ?2
  ORDER BY organization_id LIMIT ?3";

/// Returns the tenants that have work of a kind.
pub(crate) fn tenants_with(connection: &Connection, wanted: TenantsWith) -> Result<Vec<TenantId>> {
    let limit = wanted.limit.min(TenantsWith::LIMIT_MAX);
    let found = match wanted.work.table() {
        Some(table) => waiting(connection, table, wanted, limit as usize),
        None if wanted.work == Work::ExpiredPrepaid => {
            let day = wanted.before.micros().div_euclid(24 * 60 * 60 * 1_000_000);
            of_all(connection, EXPIRED_PREPAID, day, wanted, limit)
        }
        None => of_all(connection, LAPSED_HOLDS, wanted.before.micros(), wanted, limit),
    };
    found.map_err(|error| explain(error, Act::Read))
}

/// Asks by an index over the rows of all tenants that has those alone that wait.
fn of_all(
    connection: &Connection,
    select: &str,
    before: i64,
    wanted: TenantsWith,
    limit: u32,
) -> rusqlite::Result<Vec<TenantId>> {
    // No bytes come before all identifiers.
    let past = wanted.after.map_or(Vec::new(), |tenant| tenant.0.as_bytes().to_vec());
    let mut select = connection.prepare_cached(select)?;
    let found = select.query_map((before, past, limit), |row| tenant(row, 0))?;
    found.collect()
}

fn waiting(
    connection: &Connection,
    table: &str,
    wanted: TenantsWith,
    limit: usize,
) -> rusqlite::Result<Vec<TenantId>> {
    let mut next = connection.prepare_cached(&format!(
        "SELECT organization_id, created_at FROM {table} WHERE (organization_id, id) > (?1, ?2)
         ORDER BY organization_id, id LIMIT 1"
    ))?;
    let mut found = Vec::new();
    let start = |tenant: TenantId| (tenant.0.as_bytes().to_vec(), Uuid::max().as_bytes().to_vec());
    let mut last = wanted.after.map_or((Vec::new(), Vec::new()), start);
    while found.len() < limit {
        let first = next.query_row((&last.0, &last.1), |row| Ok((tenant(row, 0)?, row.get(1)?)));
        let Some((tenant, made_at)): Option<(_, i64)> = first.optional()? else { break };
        if made_at < wanted.before.micros() {
            found.push(tenant);
        }
        last = start(tenant);
    }
    Ok(found)
}

/// Returns the last position in the feed of each tenant that has any.
pub(crate) fn last_positions(
    connection: &Connection,
    tenants: &[TenantId],
) -> Result<Vec<(TenantId, i64)>> {
    let last = || -> rusqlite::Result<Vec<(TenantId, i64)>> {
        let mut last = connection.prepare_cached(
            "SELECT last_position FROM audit_seal WHERE organization_id = ?1
             ORDER BY id DESC LIMIT 1",
        )?;
        let mut found = Vec::new();
        for tenant in tenants {
            let position =
                last.query_row([&tenant.0.as_bytes()[..]], |row| row.get(0)).optional()?;
            found.extend(position.map(|position| (*tenant, position)));
        }
        Ok(found)
    };
    last().map_err(|error| explain(error, Act::Read))
}

fn tenant(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<TenantId> {
    row.get(column).map(|bytes| TenantId(Uuid::from_bytes(bytes)))
}
