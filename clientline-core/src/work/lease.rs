//! Leases: who does a kind of work that one process does at a time.
//!
//! A lease is a row of the platform's, with the instant at which it ends by itself: who dies
//! gives it back by time. Of two who take it at once, the version of the row lets one win.

use uuid::Uuid;

use crate::{
    engine::ClientLine,
    entity::Stored,
    error::Result,
    model::Job,
    row::ChangeSet,
    storage::Work,
    value::{Id, TenantId, Timestamp},
};

/// How long a lease lasts, in minutes, unless it is taken again.
const LEASE_MINUTES: i64 = 2;

/// A lease that this process holds.
#[derive(Debug)]
pub(super) struct Lease {
    job: Stored<Job>,
}

/// Returns the identifier of the row that stands for a kind of work.
fn id(work: Work) -> Id<Job> {
    let number = Work::ALL.iter().position(|one| *one == work).unwrap_or_default();
    Id::from_uuid(Uuid::from_u128(number as u128 + 1))
}

/// Takes the lease of a kind of work, unless another process has it; or takes it again.
pub(super) async fn take(client: &ClientLine, work: Work, holder: Uuid) -> Result<Option<Lease>> {
    let now = client.environment().now();
    let until = now.saturating_plus_minutes(LEASE_MINUTES);
    let mut changes = ChangeSet::new(now);
    let job = match read(client, work).await? {
        Some(job) if job.leased_until > now && job.holder != holder => return Ok(None),
        Some(job) => changes.update(&job, |job| {
            job.holder = holder;
            job.leased_until = until;
        }),
        None => changes.insert(Job {
            id: id(work),
            name: work.as_str().to_owned(),
            holder,
            leased_until: until,
            runs: 0,
            failures: 0,
            succeeded_at: None,
        }),
    };
    Ok(commit(client, changes).await?.then_some(Lease { job }))
}

impl Lease {
    /// Returns whether the lease is near its end, so that it must be taken again.
    pub(super) fn ends_soon(&self, now: Timestamp) -> bool {
        self.job.leased_until < now.saturating_plus_minutes(LEASE_MINUTES / 2)
    }

    /// Gives the lease back, and notes how the work went.
    pub(super) async fn give_back(self, client: &ClientLine, succeeded: bool) -> Result<()> {
        let now = client.environment().now();
        let mut changes = ChangeSet::new(now);
        changes.update(&self.job, |job| {
            job.leased_until = now;
            job.runs = job.runs.saturating_add(1);
            job.failures = if succeeded { 0 } else { job.failures.saturating_add(1) };
            job.succeeded_at = if succeeded { Some(now) } else { job.succeeded_at };
        });
        // Who took too long lost it meanwhile, and has nothing to give back.
        commit(client, changes).await.map(drop)
    }
}

async fn read(client: &ClientLine, work: Work) -> Result<Option<Stored<Job>>> {
    use crate::entity::Entity as _;
    let mut snapshot = client.storage().snapshot(TenantId::PLATFORM).await?;
    let row = snapshot.get(Job::TABLE, id(work).uuid()).await?;
    Ok(row.map(Stored::decode).transpose()?)
}

/// Commits, and returns whether nobody was faster.
async fn commit(client: &ClientLine, changes: ChangeSet) -> Result<bool> {
    match client.storage().commit(TenantId::PLATFORM, changes).await {
        Ok(()) => Ok(true),
        Err(race) if race.is_race() => Ok(false),
        Err(error) => Err(error.into()),
    }
}
