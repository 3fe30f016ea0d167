//! What is done in a step, whatever it is, and what is said to it.

use std::{fmt, pin::Pin};

use clientline::{
    Error, ErrorKind, Result, Scope,
    engine::{Batch, IdempotencyKey, Operation, Outcome, UseCase},
    value::Timestamp,
};

/// Something that happens later.
pub(crate) type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Any operation, by the JSON of its answer.
pub(crate) trait Act: fmt::Debug + Send + Sync {
    /// The operation's name.
    fn name(&self) -> &'static str;
    /// Runs the operation.
    fn run<'a>(
        &'a self,
        scope: &'a Scope,
        key: Option<&'a IdempotencyKey>,
    ) -> Later<'a, Result<Said>>;
    /// Whether it is never one of several.
    fn is_alone(&self) -> bool {
        false
    }
    /// Plans the operation as one of several, and returns the JSON of its answer.
    fn join<'a>(&'a self, batch: &'a mut Batch<'_, '_>, at: Timestamp)
    -> Later<'a, Result<String>>;
}

impl<O: Operation + fmt::Debug> Act for O {
    fn name(&self) -> &'static str {
        O::NAME
    }

    fn run<'a>(
        &'a self,
        scope: &'a Scope,
        key: Option<&'a IdempotencyKey>,
    ) -> Later<'a, Result<Said>> {
        Box::pin(said(self, scope, key))
    }

    fn join<'a>(
        &'a self,
        batch: &'a mut Batch<'_, '_>,
        at: Timestamp,
    ) -> Later<'a, Result<String>> {
        Box::pin(async move {
            let answer = batch.run(at, self).await?;
            Ok(serde_json::to_string(&answer).unwrap())
        })
    }
}

/// Runs a use case.
async fn said<U: UseCase>(case: &U, scope: &Scope, key: Option<&IdempotencyKey>) -> Result<Said> {
    let outcome = match key {
        None => Outcome::Fresh(scope.run(case).await?),
        Some(key) => scope.run_once(key, case).await?,
    };
    Ok(match outcome {
        Outcome::Fresh(answer) => {
            Said { json: serde_json::to_string(&answer).unwrap(), replayed: false }
        }
        Outcome::Replayed(json) => Said { json, replayed: true },
    })
}

/// What is prepared before it is planned, and so is never one of several.
#[derive(Debug)]
pub(crate) struct Alone<U>(pub(crate) U);

impl<U: UseCase + fmt::Debug> Act for Alone<U> {
    fn name(&self) -> &'static str {
        U::NAME
    }

    fn run<'a>(
        &'a self,
        scope: &'a Scope,
        key: Option<&'a IdempotencyKey>,
    ) -> Later<'a, Result<Said>> {
        Box::pin(said(&self.0, scope, key))
    }

    fn is_alone(&self) -> bool {
        true
    }

    fn join<'a>(&'a self, _: &'a mut Batch<'_, '_>, _: Timestamp) -> Later<'a, Result<String>> {
        panic!("{} is one of several", U::NAME)
    }
}

/// The answer of an operation that succeeded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) json: String,
    /// Whether it is what was answered to the same request before.
    pub(crate) replayed: bool,
}

/// Why an operation failed, as a program sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    pub(crate) kind: ErrorKind,
    pub(crate) code: &'static str,
    /// The pointers and codes of the inputs that are wrong.
    pub(crate) inputs: Vec<(String, &'static str)>,
    /// Other starts that were offered.
    pub(crate) alternatives: Vec<Timestamp>,
}

impl Refused {
    pub(crate) fn new(error: &Error) -> Self {
        let inputs = error.inputs().iter().map(|input| (input.pointer.clone(), input.code));
        let alternatives = match error {
            Error::SlotUnavailable { alternatives, .. } => alternatives.clone(),
            _ => Vec::new(),
        };
        Self { kind: error.kind(), code: error.code(), inputs: inputs.collect(), alternatives }
    }
}

/// What one storage made of a step.
pub(crate) type Answer = Result<Said, Refused>;
