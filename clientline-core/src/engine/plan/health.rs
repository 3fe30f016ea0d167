//! Whether requests can be served: what the storage shows, asked for at most once a second.
//!
//! Anybody may ask, as often as they like, and what shows it is a write to the disk.

use std::time::Duration;

use tokio::{
    sync::Mutex,
    time::{Instant, timeout},
};

use crate::storage::{Error, Result, Storage};

/// How long an answer is good for.
const GOOD_FOR: Duration = Duration::from_secs(1);
/// How long the storage has to answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// The last result of a probe, and when; an error by its words.
#[derive(Debug, Default)]
pub(in crate::engine) struct Health(Mutex<Option<(Instant, Result<(), String>)>>);

impl Health {
    /// Probes the storage, unless somebody just did. Whoever asks meanwhile waits for
    /// the same answer.
    ///
    /// # Errors
    ///
    /// [`Error::Unavailable`] if it can't write, or does not answer in time.
    pub(in crate::engine) async fn check(&self, storage: &dyn Storage) -> Result<()> {
        let mut last = self.0.lock().await;
        let answer = match &*last {
            Some((at, answer)) if at.elapsed() < GOOD_FOR => answer.clone(),
            _ => {
                let answer = match timeout(PATIENCE, storage.probe()).await {
                    Ok(probed) => probed.map_err(|error| error.with_cause()),
                    Err(elapsed) => Err(elapsed.to_string()),
                };
                *last = Some((Instant::now(), answer.clone()));
                answer
            }
        };
        answer.map_err(|cause| Error::Unavailable(cause.into()))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    };

    use async_trait::async_trait;

    use super::*;
    use crate::{memory::MemoryStorage, row::ChangeSet, storage::Snapshot, value::TenantId};

    /// A storage that is well for the first few probes, and then never answers.
    #[derive(Debug)]
    struct Failing {
        inner: MemoryStorage,
        probes: Arc<AtomicU32>,
    }

    #[async_trait]
    impl Storage for Failing {
        async fn snapshot(&self, tenant: TenantId) -> Result<Box<dyn Snapshot>> {
            self.inner.snapshot(tenant).await
        }
        async fn commit(&self, tenant: TenantId, changes: ChangeSet) -> Result<()> {
            self.inner.commit(tenant, changes).await
        }
        async fn probe(&self) -> Result<()> {
            match self.probes.fetch_add(1, Ordering::Relaxed) {
                0 => Ok(()),
                1 => Err(Error::Unavailable("the disk is full".into())),
                _ => std::future::pending().await,
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_storage_is_probed_once_a_second_at_most_and_given_up_on() {
        let probes = Arc::new(AtomicU32::new(0));
        let storage = Failing { inner: MemoryStorage::default(), probes: Arc::clone(&probes) };
        let health = Health::default();
        for _ in 0..5 {
            health.check(&storage).await.unwrap();
        }
        assert_eq!(probes.load(Ordering::Relaxed), 1);
        for cause in ["the disk is full", "deadline"] {
            tokio::time::advance(GOOD_FOR).await;
            for _ in 0..2 {
                let refused = health.check(&storage).await.unwrap_err();
                let Error::Unavailable(said) = &refused else { panic!("{refused}") };
                assert!(said.to_string().contains(cause), "{said}");
            }
        }
        assert_eq!(probes.load(Ordering::Relaxed), 3);
    }
}
