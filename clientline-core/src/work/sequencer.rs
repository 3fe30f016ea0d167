//! The sequencer: gives events their positions in the feed, in the order of the commits.
//!
//! Commits of one tenant end in another order than they began. Who read events by an identifier
//! that was made before its commit would pass by what ends late. So a commit only puts its
//! events into the outbox; and a later one, of the sequencer, takes what it finds there and adds
//! it to the feed at the next positions. Whoever sees a position sees all before it: they were
//! committed with it or before.
//!
//! Any number of processes may sequence one tenant. Each step has the next number, and deletes
//! what it took: of two steps at once, one finds that it lost, and nothing of it was applied.

use std::collections::HashMap;

use super::chain;
use crate::{
    engine::{ClientLine, Emitted},
    entity::{Query, Stored},
    error::Result,
    model::{ActorKind, Audit, AuditSeal, Event, Outbox},
    row::{ChangeSet, Read, Row},
    storage::{self, Snapshot},
    value::{Id, TenantId},
};

/// The most commits that are sequenced in one step: each is a lock in the database, of which a
/// server of PostgreSQL has some thousands for all its sessions.
pub(super) const BATCH: u32 = 100;

/// The outcome of a step of the sequencer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Sequenced {
    /// Nothing was in the outbox.
    Nothing,
    /// Another process made this step; there may be more to do.
    Lost,
    /// So many commits were sequenced. As many as a step takes may not be all.
    Commits(u32),
}

/// Makes one step for a tenant: sequences and seals up to 100 commits.
///
/// # Errors
///
/// [`Error::Storage`](crate::Error::Storage) if the storage fails; what was in the outbox is
/// still there.
pub async fn sequence(client: &ClientLine, tenant: TenantId) -> Result<Sequenced> {
    let storage = client.storage();
    let mut snapshot = storage.snapshot(tenant).await?;
    let waiting = waiting(&mut *snapshot).await?;
    if waiting.is_empty() {
        return Ok(Sequenced::Nothing);
    }
    let (audits, last) = context(&mut *snapshot, &waiting).await?;
    drop(snapshot);
    let mut changes = ChangeSet::new(client.environment().now());
    let position = add(&mut changes, tenant, &waiting, &audits, last.as_ref())?;
    match storage.commit(tenant, changes).await {
        Ok(()) => {
            client.feed().advance(tenant, position);
            Ok(Sequenced::Commits(u32::try_from(waiting.len()).unwrap_or(BATCH)))
        }
        Err(race) if race.is_race() => Ok(Sequenced::Lost),
        Err(error) => Err(error.into()),
    }
}

/// Reads what came first of what waits.
async fn waiting(snapshot: &mut dyn Snapshot) -> storage::Result<Vec<Stored<Outbox>>> {
    use crate::entity::Entity as _;
    let rows = snapshot.arrivals(Outbox::TABLE, BATCH).await?;
    rows.into_iter().map(Stored::decode).collect()
}

/// Reads the audit rows of what waits, and the last step.
async fn context(
    snapshot: &mut dyn Snapshot,
    waiting: &[Stored<Outbox>],
) -> storage::Result<(HashMap<Id<Audit>, Stored<Audit>>, Option<Stored<AuditSeal>>)> {
    let ids: Vec<Id<Audit>> = waiting.iter().map(audit_of).collect();
    let audits = Query::<Audit>::limit(BATCH).ids(&ids);
    let last = Query::<AuditSeal>::one().descending();
    let reads = [audits.select(), last.select()].map(|select| Read::Rows(select.clone()));
    let mut found = snapshot.read(&reads).await?;
    let last: Option<Row> = found.pop().and_then(|rows| rows.into_iter().next());
    let audits = found.pop().unwrap_or_default().into_iter().map(Stored::<Audit>::decode);
    let audits = audits.map(|audit| audit.map(|audit| (audit.id, audit)));
    Ok((audits.collect::<storage::Result<_>>()?, last.map(Stored::decode).transpose()?))
}

/// Adds to a change set what a step does, and returns the last position.
fn add(
    changes: &mut ChangeSet,
    tenant: TenantId,
    waiting: &[Stored<Outbox>],
    audits: &HashMap<Id<Audit>, Stored<Audit>>,
    last: Option<&Stored<AuditSeal>>,
) -> Result<i64> {
    let mut position = last.map_or(0, |last| last.last_position);
    let number = last.map_or(1, |last| last.number.saturating_add(1));
    let mut entries = Vec::with_capacity(waiting.len());
    for row in waiting {
        let id = audit_of(row);
        let audit = audits.get(&id);
        for emitted in parse(row)? {
            position = position.saturating_add(1);
            changes.insert(event(position, emitted, row, audit));
        }
        changes.delete(row);
        let digest = audit.map_or_else(|| chain::GONE.to_owned(), |row| chain::of_row(tenant, row));
        entries.push(chain::Entry { id, digest });
    }
    let entries = chain::write_entries(&entries);
    let before = last.map_or(chain::GENESIS, |last| &last.digest);
    changes.insert(AuditSeal {
        id: AuditSeal::id_at(number),
        number,
        last_position: position,
        digest: chain::of_step(tenant, before, number, position, &entries),
        entries,
    });
    Ok(position)
}

/// Makes the event at a position. Of a commit whose audit row somebody removed it is not known
/// who made it; the seal shows that.
fn event(
    position: i64,
    emitted: Emitted,
    row: &Stored<Outbox>,
    audit: Option<&Stored<Audit>>,
) -> Event {
    let (subject, center_id) = (emitted.subject().to_owned(), emitted.center());
    let Emitted { kind, subject_id, version, data } = emitted;
    Event {
        id: Event::id_at(position),
        position,
        kind,
        subject,
        subject_id,
        subject_version: version,
        actor_kind: audit.map_or(ActorKind::System, |audit| audit.actor_kind),
        actor_id: audit.map_or(uuid::Uuid::nil(), |audit| audit.actor_id),
        operation: audit.map_or_else(|| "unknown".to_owned(), |audit| audit.operation.clone()),
        happened_at: row.created_at(),
        center_id,
        data: serde_json::Value::Object(data).to_string(),
    }
}

/// Returns the audit row of a row of the outbox: its identifier is the same.
fn audit_of(row: &Stored<Outbox>) -> Id<Audit> {
    Id::from_uuid(row.id.uuid())
}

fn parse(row: &Stored<Outbox>) -> Result<Vec<Emitted>> {
    let parsed = serde_json::from_str(&row.events);
    Ok(parsed.map_err(|error| {
        storage::Error::Corrupt(format!("the events of the commit {}: {error}", row.id))
    })?)
}
