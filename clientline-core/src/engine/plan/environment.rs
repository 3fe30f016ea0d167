//! The environment of a use case: everything that is neither in its request nor in
//! storage: time, identifiers and numbers, as arguments.

use std::{
    collections::BTreeSet,
    fmt,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use uuid::{Builder, Uuid};

use super::numbers::Numbers;
use crate::{
    engine::{Actor, Token, TokenKind},
    error::{Error, Replan, Result, Shortage},
    row::ChangeSet,
    value::{Code, Id, Series, TenantId, Timestamp},
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
    /// [`Error::NoRandomNumbers`] if the system has none to give.
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
        getrandom::fill(bytes).map_err(|_| Error::NoRandomNumbers)
    }
}

/// The environment of one planning of a request.
#[derive(Debug)]
pub struct Env {
    now: Timestamp,
    /// Whether somebody else got the time that the request chose.
    is_rival: bool,
    planning: Arc<Planning>,
}

/// The part that all requests of one planning share.
#[derive(Debug)]
struct Planning {
    at: Timestamp,
    actor: Actor,
    environment: Arc<dyn Environment>,
    tenant: TenantId,
    seed: [u8; 10],
    made: AtomicU32,
    numbers: Arc<Numbers>,
}

impl Env {
    pub(in crate::engine) fn new(
        environment: &Arc<dyn Environment>,
        tenant: TenantId,
        actor: Actor,
        numbers: Arc<Numbers>,
    ) -> Result<Self> {
        let mut seed = [0; 10];
        environment.random(&mut seed)?;
        let now = environment.now();
        let planning = Planning {
            at: now,
            actor,
            environment: Arc::clone(environment),
            tenant,
            seed,
            made: AtomicU32::new(0),
            numbers,
        };
        Ok(Self { now, is_rival: false, planning: Arc::new(planning) })
    }

    /// Returns the same planning with another clock, for a request that is
    /// planned as if it were made then.
    ///
    /// What it writes, and the identifiers that it makes, are still of the
    /// instant of the planning.
    pub(in crate::engine) fn at(&self, now: Timestamp) -> Self {
        Self { now, is_rival: self.is_rival, planning: Arc::clone(&self.planning) }
    }

    /// Returns the same planning with numbers that are nobody's, for a plan that is
    /// never committed: nothing is leased for it.
    #[must_use]
    pub fn rehearsal(&self) -> Self {
        let Planning { at, actor, environment, tenant, seed, made: _, numbers: _ } =
            &*self.planning;
        let planning = Planning {
            at: *at,
            actor: actor.clone(),
            environment: Arc::clone(environment),
            tenant: *tenant,
            seed: *seed,
            made: AtomicU32::new(0),
            numbers: Arc::new(Numbers::nobodys(*tenant)),
        };
        Self { now: self.now, is_rival: self.is_rival, planning: Arc::new(planning) }
    }

    /// Returns the instant of this planning; it does not move within it.
    #[must_use]
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// Returns who asks.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.planning.actor
    }

    /// Returns the tenant's identifier, which is its organization's.
    #[must_use]
    pub fn tenant(&self) -> TenantId {
        self.planning.tenant
    }

    /// Starts a change set at the instant of this planning.
    #[must_use]
    pub fn changes(&self) -> ChangeSet {
        ChangeSet::new(self.planning.at)
    }

    /// Makes a fresh identifier (UUID version 7): later ones of one planning
    /// sort after earlier ones.
    #[must_use]
    pub fn new_id<E>(&self) -> Id<E> {
        Id::from_uuid(self.new_uuid())
    }

    /// The same planning of a request whose time somebody else got, if they did.
    pub(in crate::engine) fn of_rival(self, is_rival: bool) -> Self {
        Self { is_rival, ..self }
    }

    /// Returns a number that differs by request, for choices that rivals should make
    /// differently; `None` as long as nobody else got the time that the request chose: then
    /// all choose by one order.
    #[must_use]
    pub fn chance_of_rival(&self) -> Option<u64> {
        // The last eight: the first two count identifiers.
        let [_, _, chance @ ..] = self.planning.seed;
        self.is_rival.then(|| u64::from_le_bytes(chance))
    }

    /// Makes a fresh token of the tenant.
    ///
    /// # Errors
    ///
    /// [`Error::NoRandomNumbers`] if the system has none to give.
    pub fn token(&self, kind: TokenKind) -> Result<Token> {
        Ok(Token::new(kind, self.planning.tenant, &self.secret()?))
    }

    /// Draws 256 bits that nobody can guess.
    ///
    /// # Errors
    ///
    /// As [`token`](Self::token).
    pub(crate) fn secret(&self) -> Result<[u8; 32]> {
        let mut secret = [0; 32];
        self.planning.environment.random(&mut secret)?;
        Ok(secret)
    }

    /// Makes the token that takes the place of another of its family.
    ///
    /// # Errors
    ///
    /// As [`token`](Self::token).
    pub fn next_token(&self, spent: &Token) -> Result<Token> {
        let mut fresh = [0; 16];
        self.planning.environment.random(&mut fresh)?;
        Ok(spent.next(&fresh))
    }

    /// Takes the next number of a series in which gaps are allowed.
    ///
    /// # Errors
    ///
    /// [`Error::Replan`] when this process has none left: the engine then leases
    /// more, and plans again.
    pub fn number(&self, series: Series) -> Result<i64> {
        let planning = &*self.planning;
        planning.numbers.take(planning.tenant, series).ok_or_else(|| short(series, 1))
    }

    /// Makes sure that this process has `count` numbers of a series left, for a
    /// request that takes many: it would otherwise be planned again for each
    /// block of them, and begin with the first number each time. The codes that the request
    /// itself gives by hand are then given to nobody.
    ///
    /// # Errors
    ///
    /// As [`number`](Self::number).
    pub fn reserve<'c>(
        &self,
        series: Series,
        count: u32,
        by_hand: impl IntoIterator<Item = &'c Code>,
    ) -> Result<()> {
        let Planning { numbers, tenant, .. } = &*self.planning;
        let by_hand = by_hand.into_iter().filter_map(|code| series.number(code));
        let by_hand: BTreeSet<i64> = by_hand.collect();
        // A block of so many has enough, whichever of its numbers are given by hand.
        let most = count.saturating_add(u32::try_from(by_hand.len()).unwrap_or(u32::MAX));
        numbers.pass_over(*tenant, series, &by_hand);
        if numbers.has(*tenant, series, count) { Ok(()) } else { Err(short(series, most)) }
    }

    /// Takes the next number of a series, as a code like `G-000123`.
    ///
    /// # Errors
    ///
    /// As [`number`](Self::number).
    pub fn code(&self, series: Series) -> Result<Code> {
        series.code(self.number(series)?).map_err(|error| Error::value("", &error))
    }

    pub(in crate::engine) fn new_uuid(&self) -> Uuid {
        let Planning { at, made, .. } = &*self.planning;
        let made = made.fetch_add(1, Ordering::Relaxed);
        // Twelve bits after the millisecond keep the order within it. Whoever
        // makes more identifiers goes on in the next millisecond (RFC 9562,
        // section 6.2); the random bits tell apart those who ask at once.
        self.ordered(at.micros() / 1_000 + i64::from(made >> 12), made & 0xfff)
    }

    /// Makes the identifier of the commit: it sorts after those of all that this process
    /// committed before, and of all that it read.
    ///
    /// The instant of the planning was taken before the snapshot was: another process may
    /// have committed in between, at a later instant, what this commit rests on. So the clock
    /// is read once more, by which all processes of one machine go.
    pub(in crate::engine) fn commit_id(&self) -> Uuid {
        let Planning { at, environment, numbers, .. } = &*self.planning;
        let (millis, count) = numbers.commit_tick(environment.now().max(*at));
        self.ordered(millis, count)
    }

    /// Makes an identifier of milliseconds, a count of twelve bits, and chance.
    fn ordered(&self, millis: i64, count: u32) -> Uuid {
        let mut bytes = self.planning.seed;
        let [_, _, high, low] = count.to_be_bytes();
        bytes[0] = high;
        bytes[1] = low;
        Builder::from_unix_timestamp_millis(u64::try_from(millis).unwrap_or_default(), &bytes)
            .into_uuid()
    }
}

/// The error of a process that has too few numbers of a series left.
const fn short(series: Series, count: u32) -> Error {
    Error::Replan(Replan::Short(Shortage { series, count }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn system() -> Arc<dyn Environment> {
        Arc::new(SystemEnvironment)
    }

    #[test]
    fn identifiers_of_one_planning_keep_their_order() {
        let numbers = Arc::new(Numbers::default());
        let tenant = TenantId::PLATFORM;
        let env = Env::new(&system(), tenant, Actor::system(), numbers).unwrap();
        let made: Vec<Uuid> = (0..10_000).map(|_| env.new_uuid()).collect();
        assert!(made.is_sorted_by(|a, b| a < b));
        assert!(made.iter().all(|id| id.get_version_num() == 7));
    }

    #[test]
    fn a_request_planned_with_another_clock_writes_at_the_instant_of_the_planning() {
        let numbers = Arc::new(Numbers::default());
        let env = Env::new(&system(), TenantId::PLATFORM, Actor::system(), numbers).unwrap();
        let then = Timestamp::MIN;
        let (first, second) = (env.new_uuid(), env.at(then).new_uuid());
        assert_eq!(env.at(then).now(), then);
        assert_eq!(env.at(then).changes().at(), env.now());
        assert!(first < second);
    }

    /// A clock that goes on by a microsecond whenever it is read.
    #[derive(Debug, Default)]
    struct Ticking(AtomicU32);

    impl Environment for Ticking {
        fn now(&self) -> Timestamp {
            let micros = self.0.fetch_add(1, Ordering::Relaxed);
            Timestamp::from_micros(1_700_000_000_000_000 + i64::from(micros)).unwrap()
        }

        fn random(&self, bytes: &mut [u8]) -> Result<()> {
            bytes.fill(7);
            Ok(())
        }
    }

    #[test]
    fn a_commit_sorts_after_one_of_another_process_that_came_after_its_planning_began() {
        let machine: Arc<dyn Environment> = Arc::new(Ticking::default());
        let process = || {
            let numbers = Arc::new(Numbers::default());
            Env::new(&machine, TenantId::PLATFORM, Actor::system(), numbers).unwrap()
        };
        let (early, late) = (process(), process());
        let read = late.commit_id();
        assert!(read < early.commit_id());
    }

    #[test]
    fn numbers_that_are_short_are_asked_for_all_at_once() {
        let numbers = Arc::new(Numbers::default());
        let env = Env::new(&system(), TenantId::PLATFORM, Actor::system(), numbers).unwrap();
        let wanted = Shortage { series: Series::Sale, count: 2_500 };
        let short = env.reserve(Series::Sale, 2_500, []).unwrap_err();
        assert!(matches!(short, Error::Replan(Replan::Short(short)) if short == wanted));
    }
}
