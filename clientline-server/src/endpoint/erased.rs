//! Use cases with their types forgotten, whose answers are JSON.

use std::pin::Pin;

use clientline_core::{
    Result, Scope,
    engine::{IdempotencyKey, Outcome, Shown as _, UseCase},
    row::Version,
    storage,
};

/// What a use case answered, as JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The answer.
    pub json: Vec<u8>,
    /// The version of the row that it is, if it is known without reading the answer.
    pub version: Option<Version>,
    /// Whether it is the answer to an earlier sending of the same request.
    pub replayed: bool,
}

/// An answer that is still to come.
pub type Answering<'a> = Pin<Box<dyn Future<Output = Result<Answered>> + Send + 'a>>;

/// A use case of any type.
pub trait AnyUseCase: Send + Sync {
    /// Runs it in a scope, once if it has a key.
    fn answer<'a>(&'a self, scope: &'a Scope, key: Option<&'a IdempotencyKey>) -> Answering<'a>;
}

impl<U: UseCase> AnyUseCase for U {
    fn answer<'a>(&'a self, scope: &'a Scope, key: Option<&'a IdempotencyKey>) -> Answering<'a> {
        Box::pin(async move {
            let outcome = match key {
                None => Outcome::Fresh(scope.run(self).await?),
                Some(key) => scope.run_once(key, self).await?,
            };
            match outcome {
                Outcome::Replayed(json) => {
                    Ok(Answered { json: json.into_bytes(), version: None, replayed: true })
                }
                Outcome::Fresh(answer) => {
                    let json = answer.to_json().map_err(|error| {
                        storage::Error::Corrupt(format!("an answer is no JSON: {error}"))
                    })?;
                    Ok(Answered { json, version: answer.version(), replayed: false })
                }
            }
        })
    }
}
