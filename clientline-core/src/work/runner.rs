//! The runner: does the work in the background, one a process.
//!
//! What this process commits is sequenced at once. Everything else is looked for now and then,
//! at moments that differ by process; what fails is tried again, each time later, and stops
//! nothing else.

use std::{fmt, sync::Arc, time::Duration};

use tokio::{
    sync::watch,
    task::JoinSet,
    time::{Instant, timeout},
};
use uuid::Uuid;

use super::jobs::{Ran, catch_up, every, new_holder, report, run};
use crate::{
    engine::{BackgroundWork, ClientLine, must_have_timer},
    error::Result,
    storage::Work,
    value::TenantId,
};

/// The time within which commits of one tenant are sequenced together.
const TOGETHER: Duration = Duration::from_millis(20);
/// How often positions are asked for that other processes gave, while somebody watches.
const LOOKS_EVERY: Duration = Duration::from_millis(200);
/// The most tenants that are sequenced at once.
const AT_ONCE: usize = 4;
/// The first pause after a failure; each further one doubles it.
const PAUSE: Duration = Duration::from_secs(1);
/// How long work that runs has to end when the runner is drained.
const DRAIN: Duration = Duration::from_secs(5);

/// Somebody who wants to know how the work goes: for metrics.
pub trait JobObserver: fmt::Debug + Send + Sync + 'static {
    /// A run of a job ended; an error means that it could not even be begun.
    fn ran(&self, work: Work, ran: &Result<Ran>, took: Duration);
    /// So many commits of a process were sequenced, so long after the first of them.
    fn sequenced(&self, commits: u64, took: Duration);
}

/// Nobody who wants to know.
impl JobObserver for () {
    fn ran(&self, _: Work, _: &Result<Ran>, _: Duration) {}
    fn sequenced(&self, _: u64, _: Duration) {}
}

/// The work in the background of one process. Dropping it stops all of it at once, which loses
/// nothing; [`drain`](Self::drain) ends it in order.
#[derive(Debug)]
pub struct Runner {
    tasks: JoinSet<()>,
    stop: watch::Sender<bool>,
}

/// What the tasks of a runner share.
#[derive(Clone)]
struct Shared {
    client: ClientLine,
    observer: Arc<dyn JobObserver>,
    holder: Uuid,
    stop: watch::Receiver<bool>,
}

impl Runner {
    /// Starts the work, or none if the [handle](ClientLine::with_background_work) leaves it to
    /// others. It needs a Tokio runtime with time enabled.
    ///
    /// # Errors
    ///
    /// [`Error::NoRandomNumbers`](crate::Error::NoRandomNumbers) if the system has none to give;
    /// [`Error::NoRuntime`](crate::Error::NoRuntime) if it runs on no such runtime.
    pub fn start(client: ClientLine, observer: Arc<dyn JobObserver>) -> Result<Self> {
        must_have_timer()?;
        let holder = new_holder(&client)?;
        let (stop, stopping) = watch::channel(false);
        let shared = Shared { client, observer, holder, stop: stopping };
        let mut tasks = JoinSet::new();
        if shared.client.background_work() == BackgroundWork::Off {
            return Ok(Self { tasks, stop });
        }
        shared.client.feed().listen();
        tasks.spawn(sequence_commits(shared.clone()));
        tasks.spawn(look_for_positions(shared.clone()));
        for work in Work::ALL {
            tasks.spawn(repeat(shared.clone(), work));
        }
        Ok(Self { tasks, stop })
    }

    /// Begins nothing new, and waits until what runs has ended; a few seconds at most.
    pub async fn drain(mut self) {
        // Tasks that are gone need not be told.
        let _ = self.stop.send(true);
        let ended = async { while self.tasks.join_next().await.is_some() {} };
        // What takes longer is as safe if it is dropped.
        let _ = timeout(DRAIN, ended).await;
    }
}

impl Shared {
    /// Waits for an end of the work, or of a pause; returns whether to go on.
    async fn pause(&self, pause: Duration) -> bool {
        let mut stop = self.stop.clone();
        timeout(pause, stop.wait_for(|stop| *stop)).await.is_err()
    }

    /// Returns a duration near another one: between three quarters of it and all of it.
    fn about(&self, duration: Duration) -> Duration {
        let mut chance = [0; 1];
        // Without chance processes meet more often, and that is all.
        let _ = self.client.environment().random(&mut chance);
        duration.saturating_sub(duration / 4 * u32::from(chance[0]) / 255)
    }
}

/// Sequences what this process commits.
async fn sequence_commits(shared: Shared) {
    let mut stop = shared.stop.clone();
    let mut running = JoinSet::new();
    loop {
        let committed = tokio::select! {
            committed = shared.client.feed().take_committed() => committed,
            _ = stop.wait_for(|stop| *stop) => break,
        };
        let begun = Instant::now();
        for tenant in committed {
            while running.len() >= AT_ONCE {
                running.join_next().await;
            }
            running.spawn(sequence_tenant(shared.clone(), tenant, begun));
        }
        while running.join_next().await.is_some() {}
        if !shared.pause(TOGETHER).await {
            break;
        }
    }
    while running.join_next().await.is_some() {}
}

/// Sequences what a tenant committed. Where that fails, the next sweep of all outboxes tries
/// again.
async fn sequence_tenant(shared: Shared, tenant: TenantId, begun: Instant) {
    let told = |commits, waited| shared.observer.sequenced(commits, waited);
    if let Err(error) = catch_up(&shared.client, tenant, begun, told).await {
        report(Work::Outbox, tenant, &error);
        shared.observer.ran(Work::Outbox, &Err(error), begun.elapsed());
        let again = async move {
            if shared.pause(shared.about(PAUSE)).await {
                shared.client.feed().committed(tenant);
            }
        };
        tokio::spawn(again);
    }
}

/// Asks for positions that other processes gave, as long as somebody watches.
async fn look_for_positions(shared: Shared) {
    while shared.pause(LOOKS_EVERY).await {
        let feed = shared.client.feed();
        let watched = feed.watched();
        if watched.is_empty() {
            continue;
        }
        // One that fails now is asked again.
        let found = shared.client.storage().last_positions(&watched).await.unwrap_or_default();
        for (tenant, position) in found {
            feed.advance(tenant, position);
        }
    }
}

/// Runs a job again and again.
async fn repeat(shared: Shared, work: Work) {
    let mut failures = 0_u32;
    // Right after a start others come first.
    let mut pause = shared.about(PAUSE * 4);
    while shared.pause(pause).await {
        let begun = Instant::now();
        let ran = run(&shared.client, work, shared.holder).await;
        shared.observer.ran(work, &ran, begun.elapsed());
        let has_failed = match &ran {
            Ok(ran) => ran.failed > 0,
            Err(error) => {
                tracing::warn!(job = work.as_str(), code = error.code(), "a job failed");
                true
            }
        };
        failures = if has_failed { failures.saturating_add(1) } else { 0 };
        pause = shared.about(after(work, failures));
    }
}

/// Returns the pause before the next run, after so many failures in a row.
fn after(work: Work, failures: u32) -> Duration {
    match failures.checked_sub(1) {
        None => every(work),
        Some(before) => PAUSE.saturating_mul(2_u32.saturating_pow(before)).min(every(work)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_after_failures_and_never_grow_past_the_usual_one() {
        let seconds = |failures| after(Work::Outbox, failures).as_secs();
        let pauses: Vec<u64> = (0..9).map(seconds).collect();
        assert_eq!(pauses, [60, 1, 2, 4, 8, 16, 32, 60, 60]);
        assert_eq!(after(Work::Events, u32::MAX), Duration::from_hours(1));
    }
}
