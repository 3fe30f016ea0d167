//! Purges: rows that had their time are deleted, oldest first.

use crate::{
    engine::ClientLine,
    entity::{Entity, Query, Stored},
    error::Result,
    row::ChangeSet,
    value::TenantId,
};

/// The most rows that are looked at, and deleted, at once: each is a lock in the database.
const BATCH: u32 = 200;
/// The most batches of one tenant; the next run goes on.
const BATCHES_MAX: u32 = 100;

/// Deletes the rows of a tenant that are over, and returns how many there were.
pub(super) async fn purge<E: Entity>(
    client: &ClientLine,
    tenant: TenantId,
    is_over: impl Fn(&Stored<E>) -> bool + Send + Sync,
) -> Result<u64> {
    let mut page = Query::<E>::limit(BATCH);
    let mut purged = 0;
    for _ in 0..BATCHES_MAX {
        let mut snapshot = client.storage().snapshot(tenant).await?;
        let rows = snapshot.select(page.select()).await?;
        drop(snapshot);
        let is_last = rows.len() < BATCH as usize;
        page.select_mut().after = rows.last().map(|row| page.select().place(row));
        let mut changes = ChangeSet::new(client.environment().now());
        for row in rows {
            let row = Stored::<E>::decode(row)?;
            if is_over(&row) {
                changes.delete(&row);
            }
        }
        let count = changes.writes().len() as u64;
        if count > 0 {
            match client.storage().commit(tenant, changes).await {
                Ok(()) => purged += count,
                // Somebody used one of them: the next run sees.
                Err(race) if race.is_race() => break,
                Err(error) => return Err(error.into()),
            }
        }
        // Rows come oldest first, so that behind a whole batch that stays few are over.
        if is_last || count == 0 {
            break;
        }
    }
    Ok(purged)
}
