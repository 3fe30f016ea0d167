//! Runs a use case to its end, once for each key.

use std::ops::ControlFlow;

use tokio::time::Instant;
use tracing::Instrument as _;

use super::{drive::Drive, timer::must_have_timer};
use crate::{
    engine::{
        IdempotencyKey, Outcome, RunStage, Scope, UseCase, View, plan::observation::Observed,
    },
    error::{Error, Result},
    storage,
};

impl Scope {
    /// Runs a use case, on a Tokio runtime with time enabled.
    ///
    /// # Errors
    ///
    /// [`Error::Forbidden`] if the actor's role does not allow it, whatever
    /// planning returns, [`Error::Busy`] or the broken constraint's conflict
    /// after losing too many races, and [`Error::NoRuntime`] if it runs on no such runtime. In each
    /// case nothing was changed.
    pub async fn run<O: UseCase>(&self, operation: &O) -> Result<O::Answer> {
        match self.drive(operation, None).await? {
            Outcome::Fresh(answer) => Ok(answer),
            Outcome::Replayed(_) => {
                let detail = "a request without a key was replayed".to_owned();
                Err(Error::Storage(storage::Error::Corrupt(detail)))
            }
        }
    }

    /// Runs a use case that takes effect once, however often it is sent.
    ///
    /// # Errors
    ///
    /// As [`run`](Self::run), and [`Error::KeyReused`] if the key came with
    /// another request before.
    pub async fn run_once<O: UseCase>(
        &self,
        key: &IdempotencyKey,
        operation: &O,
    ) -> Result<Outcome<O::Answer>> {
        self.drive(operation, Some(key)).await
    }

    async fn drive<O: UseCase>(
        &self,
        operation: &O,
        key: Option<&IdempotencyKey>,
    ) -> Result<Outcome<O::Answer>> {
        let mut observed = Observed::begin(self.client().observer.clone(), O::NAME);
        let span = observed.span();
        let run = async {
            let ended = self.observed(operation, key, &mut observed).await;
            match &ended {
                Ok(Outcome::Fresh(_)) => observed.ended("ok"),
                Ok(Outcome::Replayed(_)) => observed.ended("replayed"),
                Err(error) => {
                    debug_assert!(
                        cfg!(not(feature = "fixture")) || O::CONFLICTS.allow(error),
                        "{} gives `{}`, which its CONFLICTS do not name",
                        O::NAME,
                        error.code()
                    );
                    observed.failed(error);
                }
            }
            ended
        };
        run.instrument(span).await
    }

    async fn observed<O: UseCase>(
        &self,
        operation: &O,
        key: Option<&IdempotencyKey>,
        observed: &mut Observed,
    ) -> Result<Outcome<O::Answer>> {
        self.actor().must(O::NEEDS)?;
        must_have_timer()?;
        let key = key.map(|key| if O::SECRET { key.without_request() } else { key.clone() });
        if O::PREPARES || operation.exclusive_by().is_some() {
            // It would stay open while others are waited for, and show what was before them.
            drop(self.opened());
        }
        if O::COMMITS_FIRST
            && let Some(key) = &key
        {
            let mut snapshot = self.client().storage.snapshot(self.tenant()).await?;
            let mut view = View::new(&mut *snapshot, self.actor().clone());
            let now = self.client().environment.now();
            if let ControlFlow::Break(outcome) = self.look_up::<O>(key, &mut view, now).await? {
                return Ok(outcome);
            }
        }
        let begun = Instant::now();
        let prepared = operation.prepare(self).await?;
        observed.spent(RunStage::Prepare, begun);
        Drive::new(self, operation, &prepared, key.as_ref(), observed).run().await
    }
}
