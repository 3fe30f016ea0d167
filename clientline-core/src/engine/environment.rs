//! Where a use case gets everything that is neither in its request nor in
//! storage: time, identifiers and numbers, as arguments.

use std::{
    fmt,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU16, Ordering},
    },
};

use uuid::{Builder, Uuid};

use super::{
    Actor,
    numbers::{Numbers, Series},
};
use crate::{
    error::{Error, Result},
    row::ChangeSet,
    value::{Code, Id, TenantId, Timestamp},
};

/// A clock and a source of chance.
///
/// Tests and simulations bring their own, and get the same identifiers and
/// instants at every run.
pub trait Environment: fmt::Debug + Send + Sync + 'static {
    /// Returns the current instant.
    fn now(&self) -> Timestamp;
    /// Fills `bytes` with random ones, good enough for secrets.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] if the system has none to give.
    fn random(&self, bytes: &mut [u8]) -> Result<()>;
}

/// The system's own clock and random numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemEnvironment;

impl Environment for SystemEnvironment {
    fn now(&self) -> Timestamp {
        #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
        let now = chrono::Utc::now();
        // A clock outside the years 1900 to 9999 stops at 9999.
        Timestamp::try_from(now).unwrap_or(Timestamp::MAX)
    }

    fn random(&self, bytes: &mut [u8]) -> Result<()> {
        getrandom::fill(bytes).map_err(|_| Error::Busy)
    }
}

/// What one planning of a request gets.
#[derive(Debug)]
pub struct Env {
    now: Timestamp,
    actor: Actor,
    tenant: TenantId,
    seed: [u8; 10],
    made: AtomicU16,
    numbers: Arc<Numbers>,
    wanted: Mutex<Option<Series>>,
}

impl Env {
    pub(super) fn new(
        environment: &dyn Environment,
        tenant: TenantId,
        actor: Actor,
        numbers: Arc<Numbers>,
    ) -> Result<Self> {
        let mut seed = [0; 10];
        environment.random(&mut seed)?;
        let now = environment.now();
        Ok(Self {
            now,
            actor,
            tenant,
            seed,
            made: AtomicU16::new(0),
            numbers,
            wanted: Mutex::default(),
        })
    }

    /// Returns the instant of this planning; it does not move within it.
    #[must_use]
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// Returns who asks.
    #[must_use]
    pub const fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Returns the tenant's identifier, which is its organization's.
    #[must_use]
    pub const fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// Starts a change set at this instant.
    #[must_use]
    pub const fn changes(&self) -> ChangeSet {
        ChangeSet::new(self.now)
    }

    /// Makes a fresh identifier (UUID version 7): later ones of one planning
    /// sort after earlier ones.
    pub fn new_id<E>(&self) -> Id<E> {
        Id::from_uuid(self.new_uuid())
    }

    /// Returns a number that differs by request, for choices that rivals
    /// should make differently.
    #[must_use]
    pub const fn chance(&self) -> u64 {
        // The last eight: the first two count identifiers.
        let [_, _, chance @ ..] = self.seed;
        u64::from_le_bytes(chance)
    }

    /// Takes the next number of a series in which gaps are allowed.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] when this process has none left: the engine then leases
    /// more, and plans again.
    pub fn number(&self, series: Series) -> Result<i64> {
        self.numbers.take(self.tenant, series).ok_or_else(|| {
            *self.wanted.lock().unwrap_or_else(PoisonError::into_inner) = Some(series);
            Error::Busy
        })
    }

    /// Takes the next number of a series, as a code like `G-000123`.
    ///
    /// # Errors
    ///
    /// As [`number`](Self::number).
    pub fn code(&self, series: Series) -> Result<Code> {
        let number = self.number(series)?;
        Code::parse(&format!("{}-{number:06}", series.prefix()))
            .map_err(|error| Error::value("", &error))
    }

    /// Returns the series that planning ran out of.
    pub(super) fn wanted(&self) -> Option<Series> {
        *self.wanted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn new_uuid(&self) -> Uuid {
        let millis = u64::try_from(self.now.micros() / 1_000).unwrap_or_default();
        let mut bytes = self.seed;
        // The first twelve random bits count, so that order is kept within
        // a millisecond; the others tell apart those who ask at once.
        let [high, low] = self.made.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        bytes[0] = high;
        bytes[1] = low;
        Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_of_one_planning_keep_their_order() {
        let numbers = Arc::new(Numbers::default());
        let tenant = TenantId::PLATFORM;
        let env = Env::new(&SystemEnvironment, tenant, Actor::system(), numbers).unwrap();
        let made: Vec<Uuid> = (0..300).map(|_| env.new_uuid()).collect();
        assert!(made.is_sorted_by(|a, b| a < b));
        assert!(made.iter().all(|id| id.get_version_num() == 7));
    }
}
