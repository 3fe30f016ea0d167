//! The jobs: how often each kind of work is looked for, and what is done for a tenant that has
//! some.
//!
//! One question about all tenants comes first, so that idle ones cost nothing. Only who finds
//! work takes the lease.

use std::time::Duration;

use tokio::time::Instant;
use uuid::Uuid;

use super::{
    lease,
    purge::purge,
    sequencer::{Sequenced, sequence},
};
use crate::{
    engine::{Actor, ClientLine, Scope},
    error::{Error, Result},
    model::{Event, Idempotency, IdempotencyGuest, Session},
    ops::{
        billing::expired_prepaid::WriteOffExpired,
        scheduling::{holds::LapseHolds, offer_freed::OfferFreedTime},
    },
    storage::{TenantsWith, Work},
    value::{TenantId, Timestamp},
};

/// How long an event stays in the feed, in minutes: thirty days.
pub(super) const EVENT_MINUTES: i64 = 30 * 24 * 60;
/// How many tenants are asked for at once.
const PAGE: u32 = 100;
/// The most steps of the sequencer for one tenant in one go; the next run goes on.
const STEPS_MAX: u32 = 200;

/// The result of one run of a job.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ran {
    /// How many things were done, as rows that were deleted.
    pub done: u64,
    /// For how many tenants it failed; the others were gone through all the same.
    pub failed: u64,
}

/// Returns the time between two runs.
pub(super) const fn every(work: Work) -> Duration {
    match work {
        Work::Outbox | Work::LapsedHolds | Work::FreedTimes => Duration::from_mins(1),
        Work::IdempotencyKeys | Work::Sessions | Work::Events | Work::ExpiredPrepaid => {
            Duration::from_hours(1)
        }
    }
}

/// Returns before which instant rows of a tenant must have been made for it to have work.
fn due(work: Work, now: Timestamp) -> Timestamp {
    match work {
        Work::Outbox | Work::FreedTimes => Timestamp::MAX,
        // A key holds for a day.
        Work::IdempotencyKeys => now.saturating_plus_minutes(-24 * 60),
        Work::Sessions => now.saturating_plus_minutes(-Session::REFRESH_MINUTES),
        Work::Events => now.saturating_plus_minutes(-EVENT_MINUTES),
        Work::LapsedHolds | Work::ExpiredPrepaid => now,
    }
}

/// Does all the work that there is now, once: for a program that runs for a moment, and has no
/// [`Runner`](super::Runner). Returns how much was done, and failed, of all kinds together; what
/// another process is at is left to it.
///
/// ```
/// use std::sync::Arc;
///
/// use clientline_core::{ClientLine, memory::MemoryStorage, work::{Ran, run_all}};
///
/// # tokio::runtime::Runtime::new()?.block_on(async {
/// let client = ClientLine::new(Arc::new(MemoryStorage::new()));
/// assert_eq!(run_all(&client).await?, Ran::default());
/// # Ok::<(), clientline_core::Error>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// As [`run`], with the first kind that could not be begun; the others were done all the same.
/// [`Error::NoRandomNumbers`] if the system has none to give.
pub async fn run_all(client: &ClientLine) -> Result<Ran> {
    let holder = new_holder(client)?;
    let mut all = Ok(Ran::default());
    let before = Work::ALL.into_iter().filter(|work| *work != Work::Outbox);
    // What the others did is told, too.
    for work in before.chain([Work::Outbox]) {
        let ran = run(client, work, holder).await;
        all = all.and_then(|all: Ran| {
            ran.map(|ran| Ran { done: all.done + ran.done, failed: all.failed + ran.failed })
        });
    }
    all
}

/// Makes an identifier for a process that does work.
pub(super) fn new_holder(client: &ClientLine) -> Result<Uuid> {
    let mut bytes = [0; 16];
    client.environment().random(&mut bytes)?;
    Ok(uuid::Builder::from_random_bytes(bytes).into_uuid())
}

/// Does one kind of work for all tenants that have some, unless another process is at it;
/// `holder` stands for this process.
///
/// # Errors
///
/// [`Error::Storage`] if it can't be found out who has work, or who does it. Where it fails for
/// one tenant alone, [`Ran::failed`] says so.
pub async fn run(client: &ClientLine, work: Work, holder: Uuid) -> Result<Ran> {
    let now = client.environment().now();
    let mut wanted = TenantsWith::new(work, due(work, now), PAGE);
    let mut tenants = client.storage().tenants_with(wanted).await?;
    let mut ran = Ran::default();
    if tenants.is_empty() {
        return Ok(ran);
    }
    let Some(mut lease) = lease::take(client, work, holder).await? else { return Ok(ran) };
    while let Some(last) = tenants.last().copied() {
        for tenant in tenants {
            if lease.ends_soon(client.environment().now()) {
                match lease::take(client, work, holder).await? {
                    Some(again) => lease = again,
                    None => return Ok(ran),
                }
            }
            match act(client, work, tenant).await {
                Ok(done) => ran.done += done,
                Err(error) => {
                    ran.failed += 1;
                    report(work, tenant, &error);
                }
            }
        }
        wanted.after = Some(last);
        tenants = client.storage().tenants_with(wanted).await?;
    }
    lease.give_back(client, ran.failed == 0).await?;
    Ok(ran)
}

/// Does a kind of work for one tenant, and returns how much there was.
async fn act(client: &ClientLine, work: Work, tenant: TenantId) -> Result<u64> {
    let now = client.environment().now();
    match work {
        Work::Outbox => catch_up(client, tenant, Instant::now(), |_, _| {}).await,
        Work::IdempotencyKeys => {
            let purged = purge::<Idempotency>(client, tenant, |key| key.expires_at <= now).await?;
            let guests = purge::<IdempotencyGuest>(client, tenant, |one| one.expires_at <= now);
            Ok(purged + guests.await?)
        }
        Work::Sessions => {
            purge::<Session>(client, tenant, |session| session.refresh_expires_at <= now).await
        }
        Work::Events => {
            let oldest = due(work, now);
            purge::<Event>(client, tenant, |event| event.created_at() < oldest).await
        }
        Work::LapsedHolds => {
            LapseHolds::within(&Scope::trusted(client, tenant, Actor::system())).await
        }
        Work::ExpiredPrepaid => {
            WriteOffExpired::within(&Scope::trusted(client, tenant, Actor::system())).await
        }
        Work::FreedTimes => {
            OfferFreedTime::within(&Scope::trusted(client, tenant, Actor::system())).await
        }
    }
}

/// Sequences all that waits in a tenant's outbox, since an instant at the earliest, and returns
/// how many commits there were. `told` hears of each step, and how long its commits waited at
/// most.
pub(super) async fn catch_up(
    client: &ClientLine,
    tenant: TenantId,
    mut since: Instant,
    mut told: impl FnMut(u64, Duration) + Send,
) -> Result<u64> {
    let mut commits = 0;
    for _ in 0..STEPS_MAX {
        let begun = Instant::now();
        match sequence(client, tenant).await? {
            Sequenced::Nothing => break,
            Sequenced::Lost => {}
            Sequenced::Commits(some) => {
                told(some.into(), since.elapsed());
                commits += u64::from(some);
            }
        }
        // What the next step finds came after this one looked.
        since = begun;
    }
    Ok(commits)
}

/// Says that a job failed for a tenant: which, and the kind of error, which names no value.
pub(super) fn report(work: Work, tenant: TenantId, error: &Error) {
    let (job, code) = (work.as_str(), error.code());
    tracing::warn!(job, tenant = %tenant.0, code, "work in the background failed for a tenant");
}
