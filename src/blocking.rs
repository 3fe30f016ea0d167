//! The engine without `async`, for programs that have no runtime of their own.
//!
//! [`Blocking`] holds the engine, or a scope of it, together with a runtime on which it waits:
//!
//! ```
//! use clientline::{
//!     Actor, blocking::Blocking, engine::PlatformScope, memory::MemoryStorage, prelude::*,
//! };
//!
//! let client = Blocking::open(async { Ok(MemoryStorage::new()) })?;
//! let new = NewOrganization::new(
//!     Name::parse("Atelier")?,
//!     "atelier".parse()?,
//!     "hello@example.com".parse()?,
//!     "EUR".parse()?,
//!     "Europe/Lisbon".parse()?,
//! );
//! let made = client.wait(async |client| PlatformScope::trusted(client).create_organization(new).await)?;
//! let scope = client.scope(made.id.into(), Actor::system());
//! let new = NewCenter::new(Name::parse("Baixa")?, "Europe/Lisbon".parse()?);
//! let center = scope.run(&Create::<Center>(new))?;
//! assert_eq!(scope.run(&Get::<Center>(center.id))?.name, center.name);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::sync::Arc;

use clientline_core::{
    Actor, ClientLine, Result, Scope,
    engine::{IdempotencyKey, Outcome, UseCase},
    storage::{self, Storage},
    value::TenantId,
};
use tokio::runtime::{Builder, Runtime};

/// A part of the engine, with the runtime on which it is waited for.
///
/// Its methods panic on a thread of a runtime, which they would hold up: whoever has one awaits
/// the engine itself.
#[derive(Clone, Debug)]
pub struct Blocking<T> {
    part: T,
    runtime: Arc<Runtime>,
}

impl<T> Blocking<T> {
    /// Waits for what is asked of this part.
    pub fn wait<A>(&self, ask: impl AsyncFnOnce(&T) -> A) -> A {
        self.runtime.block_on(ask(&self.part))
    }
}

impl Blocking<ClientLine> {
    /// Makes a runtime, and the engine over the storage that is opened on it.
    ///
    /// # Errors
    ///
    /// [`Unavailable`](storage::Error::Unavailable) if the system gives no threads, and those of
    /// the storage.
    pub fn open<S: Storage + 'static>(
        opening: impl Future<Output = storage::Result<S>>,
    ) -> storage::Result<Self> {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = runtime.map_err(|error| storage::Error::Unavailable(error.into()))?;
        let part = ClientLine::new(Arc::new(runtime.block_on(opening)?));
        Ok(Self { part, runtime: Arc::new(runtime) })
    }

    /// Acts in an organization, as [`Scope::trusted`] does: the caller answers for the actor.
    #[must_use]
    pub fn scope(&self, tenant: TenantId, actor: Actor) -> Blocking<Scope> {
        let part = Scope::trusted(&self.part, tenant, actor);
        Blocking { part, runtime: Arc::clone(&self.runtime) }
    }
}

impl Blocking<Scope> {
    /// Runs a use case.
    ///
    /// # Errors
    ///
    /// As [`Scope::run`].
    pub fn run<U: UseCase>(&self, use_case: &U) -> Result<U::Answer> {
        self.runtime.block_on(self.part.run(use_case))
    }

    /// Runs a use case that takes effect once, however often it is sent.
    ///
    /// # Errors
    ///
    /// As [`Scope::run_once`].
    pub fn run_once<U: UseCase>(
        &self,
        key: &IdempotencyKey,
        use_case: &U,
    ) -> Result<Outcome<U::Answer>> {
        self.runtime.block_on(self.part.run_once(key, use_case))
    }
}
