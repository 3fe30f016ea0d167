//! Verifying the audit trail against its seals: what was changed, removed or inserted since.

use std::collections::{HashMap, HashSet};

use super::chain::{self, Entry};
use crate::{
    engine::ClientLine,
    entity::{Entity, Query, Stored},
    error::Result,
    model::{Audit, AuditSeal, Outbox},
    row::Select,
    storage::Snapshot,
    value::{Id, TenantId},
};

/// The outcome of verifying a tenant's audit trail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// How many steps of the chain there are.
    pub steps: u64,
    /// How many audit rows they seal.
    pub rows: u64,
    /// How many audit rows wait to be sealed.
    pub waiting: u64,
    /// The digest of the last step; empty if there is none. Whoever keeps it elsewhere notices
    /// a chain that was made anew.
    pub digest: String,
    /// What is wrong, a sentence each.
    pub findings: Vec<String>,
}

/// The most rows of one read.
const PAGE: u32 = 500;

/// Verifies a tenant's audit trail.
///
/// # Errors
///
/// [`Error::Storage`](crate::Error::Storage) if it can't be read.
pub async fn verify(client: &ClientLine, tenant: TenantId) -> Result<Verified> {
    let mut snapshot = client.storage().snapshot(tenant).await?;
    let mut verified = Verified::default();
    let mut sealed = HashSet::new();
    let mut page = Query::<AuditSeal>::limit(PAGE);
    loop {
        let seals = read(&mut *snapshot, page.select()).await?;
        for seal in &seals {
            step(&mut *snapshot, tenant, seal, &mut verified, &mut sealed).await?;
        }
        let Some(last) = seals.last().filter(|_| seals.len() == PAGE as usize) else { break };
        page.select_mut().after = Some(page.place(last));
    }
    inserted(&mut *snapshot, &mut verified, &sealed).await?;
    Ok(verified)
}

/// Verifies one step of the chain.
async fn step(
    snapshot: &mut dyn Snapshot,
    tenant: TenantId,
    seal: &AuditSeal,
    verified: &mut Verified,
    sealed: &mut HashSet<Id<Audit>>,
) -> Result<()> {
    verified.steps += 1;
    let number = seal.number;
    if u64::try_from(number) != Ok(verified.steps) {
        let wanted = verified.steps;
        verified.findings.push(format!("step {number} stands in the place of step {wanted}"));
        verified.steps = number.unsigned_abs();
    }
    let before = std::mem::replace(&mut verified.digest, seal.digest.clone());
    let wanted = chain::of_step(tenant, &before, number, seal.last_position, &seal.entries);
    if wanted != seal.digest {
        let finding = format!("step {number} was changed, or the step before it was");
        verified.findings.push(finding);
    }
    let Some(entries) = chain::read_entries(seal) else {
        verified.findings.push(format!("what step {number} seals can't be read"));
        return Ok(());
    };
    let ids: Vec<Id<Audit>> = entries.iter().map(|entry| entry.id).collect();
    let found = read::<Audit>(snapshot, Query::limit(PAGE).ids(&ids).select()).await?;
    let found: HashMap<Id<Audit>, Stored<Audit>> =
        found.into_iter().map(|audit| (audit.id, audit)).collect();
    verified.rows += entries.len() as u64;
    for Entry { id, digest } in entries {
        let finding = match found.get(&id) {
            None => format!("the audit row {id} was removed"),
            Some(audit) if chain::of_row(tenant, audit) != digest => {
                format!("the audit row {id} was changed")
            }
            Some(_) if !sealed.insert(id) => format!("the audit row {id} is sealed twice"),
            Some(_) => continue,
        };
        sealed.insert(id);
        verified.findings.push(finding);
    }
    Ok(())
}

/// Finds the audit rows that no step seals, and that don't wait for that.
async fn inserted(
    snapshot: &mut dyn Snapshot,
    verified: &mut Verified,
    sealed: &HashSet<Id<Audit>>,
) -> Result<()> {
    let mut page = Query::<Audit>::limit(PAGE);
    loop {
        let rows = read::<Audit>(snapshot, page.select()).await?;
        let new: Vec<Id<Audit>> =
            rows.iter().map(|audit| audit.id).filter(|id| !sealed.contains(id)).collect();
        if !new.is_empty() {
            let ids: Vec<Id<Outbox>> = new.iter().map(|id| Id::from_uuid(id.uuid())).collect();
            let waiting = read::<Outbox>(snapshot, Query::limit(PAGE).ids(&ids).select()).await?;
            let waiting: HashSet<_> = waiting.iter().map(|row| row.id.uuid()).collect();
            verified.waiting += waiting.len() as u64;
            let inserted = new.iter().filter(|id| !waiting.contains(&id.uuid()));
            let findings = inserted.map(|id| format!("the audit row {id} was inserted"));
            verified.findings.extend(findings);
        }
        let Some(last) = rows.last().filter(|_| rows.len() == PAGE as usize) else { break };
        page.select_mut().after = Some(page.place(last));
    }
    Ok(())
}

async fn read<E: Entity>(snapshot: &mut dyn Snapshot, select: &Select) -> Result<Vec<Stored<E>>> {
    let rows = snapshot.select(select).await?;
    Ok(rows.into_iter().map(Stored::decode).collect::<crate::storage::Result<_>>()?)
}
