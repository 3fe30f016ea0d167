//! Slowing down who guesses passwords.
//!
//! Failures are counted for each email address of an organization, whether somebody
//! has it or not, and whether they may sign in or not: after five in a row each
//! further one makes the next attempt wait longer, up to a quarter of an hour, before
//! anything is hashed. A device that is known (`device.rs`) is counted for itself: who
//! fails at somebody's address elsewhere doesn't make its holder wait.
//!
//! Counts would tell who is known if one could be read from another. So each address
//! has a row of its own, found by a keyed hash, which nobody can compute who tries
//! addresses.
//!
//! Strangers can fail at as many addresses as they like; so an organization has a
//! bounded number of rows. The hash says in which of [`SignInThrottle::BUCKETS`]
//! buckets a row lies. In a full one the new row takes the place of that with the
//! fewest failures, the oldest of these: whether somebody has the address plays no
//! part in it, nobody is locked out, and whoever wants a row forgotten that makes them
//! wait has to fail as often at all other rows of a bucket that they can't aim at.

use uuid::Builder;

use crate::{
    engine::{Actor, ClientLine, Env, Mac, Operation, Plan, Scope, View, reading::peek},
    entity::{Query, Stored},
    error::{Error, Result},
    model::{Permission, SignInThrottle, User},
    row::ChangeSet,
    value::{EmailAddress, Id, Slug, TenantId, Timestamp},
};

impl SignInThrottle {
    /// How many failures in a row cost nothing yet.
    pub const FAILURES_FREE: i64 = 5;
    /// The longest wait, in seconds: a quarter of an hour, so that nobody is
    /// locked out for good.
    pub const WAIT_MAX: u16 = 900;
    /// Into how many buckets the rows of an organization fall.
    pub const BUCKETS: u32 = 1 << 10;
    /// How many rows a bucket has.
    pub const BUCKET_ROWS: u32 = 16;
    /// The most rows of an organization. Commits that fill a bucket at once may pass
    /// it for a moment; the next one into the bucket makes up for that.
    pub const ROWS_MAX: u32 = Self::BUCKETS * Self::BUCKET_ROWS;
    /// After how many minutes failures are forgotten: a day.
    const FORGOTTEN_MINUTES: i64 = 24 * 60;

    /// Returns what counts the failures at an email address: of an organization, or
    /// of none, by the name that was taken for one's.
    pub(super) fn of_address(
        mac: &Mac,
        tenant: TenantId,
        unknown: Option<&Slug>,
        email: &EmailAddress,
    ) -> Id<Self> {
        let organization = unknown.map_or("", |slug| slug.as_str());
        let parts = [tenant.0.as_bytes(), organization.as_bytes(), email.as_bytes()];
        Self::found_by(mac.code("failures at an address", &parts))
    }

    /// Returns what counts the failures of a user on a known device.
    pub(super) fn of_device(mac: &Mac, user: Id<User>, device: &[u8]) -> Id<Self> {
        Self::found_by(mac.code("failures on a device", &[user.uuid().as_bytes(), device]))
    }

    fn found_by(code: [u8; 16]) -> Id<Self> {
        Id::from_uuid(Builder::from_custom_bytes(code).into_uuid())
    }

    fn new(id: Id<Self>, now: Timestamp) -> Self {
        let [high, low, ..] = *id.uuid().as_bytes();
        let bucket = u32::from(u16::from_be_bytes([high, low])) % Self::BUCKETS;
        Self { id, bucket: bucket.into(), failures: 1, failed_at: now }
    }

    /// Checks that the next attempt is due: after five failures one second after
    /// the last, and twice as long after each further one. A failure of the future
    /// says that the clock was wrong, then or now, and makes nobody wait for it.
    ///
    /// # Errors
    ///
    /// [`Error::TooManyAttempts`] with the time that is left.
    pub(super) fn check(&self, now: Timestamp) -> Result<()> {
        let waited = now.micros().saturating_sub(self.failed_at.micros());
        if self.failures < Self::FAILURES_FREE || waited < 0 {
            return Ok(());
        }
        let doublings = u32::try_from(self.failures - Self::FAILURES_FREE).unwrap_or(u32::MAX);
        let wait = 1_i64.checked_shl(doublings).filter(|wait| *wait > 0);
        let wait = wait.unwrap_or(i64::MAX).min(Self::WAIT_MAX.into());
        let left = (wait * 1_000_000).saturating_sub(waited);
        if left <= 0 {
            return Ok(());
        }
        let seconds = left.saturating_add(999_999) / 1_000_000;
        let retry_after = u16::try_from(seconds).unwrap_or(Self::WAIT_MAX);
        Err(Error::TooManyAttempts { retry_after })
    }

    fn is_forgotten(&self, now: Timestamp) -> bool {
        self.failed_at.saturating_plus_minutes(Self::FORGOTTEN_MINUTES) <= now
    }

    fn fail(&mut self, now: Timestamp) {
        let before = if self.is_forgotten(now) { 0 } else { self.failures };
        self.failures = before.saturating_add(1);
        self.failed_at = now;
    }
}

/// Reads what counts the failures, and checks that the next attempt is due.
pub(super) async fn check_due(
    id: Id<SignInThrottle>,
    env: &Env,
    view: &mut View<'_>,
) -> Result<Option<Stored<SignInThrottle>>> {
    let throttle = view.peek(id).await?;
    throttle.as_ref().map_or(Ok(()), |throttle| throttle.check(env.now()))?;
    Ok(throttle)
}

/// Counts a failed attempt. It is not in the audit trail, which strangers could
/// fill that way.
struct CountFailure(Id<SignInThrottle>);

impl Operation for CountFailure {
    type Answer = ();
    const NAME: &'static str = "sign_in_fail";
    const NEEDS: Permission = Permission::UseAccount;
    const AUDITED: bool = false;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<()>> {
        let new = SignInThrottle::new(self.0, env.now());
        let bucket =
            Query::limit(SignInThrottle::BUCKET_ROWS * 2).eq(SignInThrottle::bucket(), &new.bucket);
        let (found, bucket) = view.read((peek(self.0), bucket)).await?;
        let mut changes = env.changes();
        match found {
            Some(throttle) => {
                // Who guesses in parallel learns no more than who waits.
                throttle.check(env.now())?;
                changes.update(&throttle, |throttle| throttle.fail(env.now()));
            }
            None => {
                make_room(bucket, env.now(), &mut changes);
                changes.insert(new);
            }
        }
        Ok(Plan::new((), changes))
    }
}

/// Deletes what is forgotten from a bucket, and more if that makes no room.
fn make_room(bucket: Vec<Stored<SignInThrottle>>, now: Timestamp, changes: &mut ChangeSet) {
    let (forgotten, mut kept): (Vec<_>, Vec<_>) =
        bucket.into_iter().partition(|throttle| throttle.is_forgotten(now));
    kept.sort_by_key(|throttle| (throttle.failures, throttle.failed_at));
    let surplus = (kept.len() + 1).saturating_sub(SignInThrottle::BUCKET_ROWS as usize);
    for throttle in forgotten.iter().chain(kept.iter().take(surplus)) {
        changes.delete(throttle);
    }
}

pub(super) async fn count_failure(
    client: &ClientLine,
    tenant: TenantId,
    throttle: Id<SignInThrottle>,
) -> Result<()> {
    Scope::trusted(client, tenant, Actor::system()).run(&CountFailure(throttle)).await
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use uuid::Uuid;

    use super::*;
    use crate::memory::MemoryStorage;

    const TENANT: TenantId = TenantId(Uuid::from_u128(1));

    /// A row of the bucket that all of these lie in.
    fn id(number: u128) -> Id<SignInThrottle> {
        Id::from_uuid(Uuid::from_u128(number))
    }

    async fn rows(client: &ClientLine) -> Vec<Stored<SignInThrottle>> {
        let mut snapshot = client.storage().snapshot(TENANT).await.unwrap();
        View::of(&mut *snapshot).list(&Query::limit(1_000)).await.unwrap()
    }

    #[tokio::test]
    async fn whoever_fills_a_bucket_pushes_out_what_failed_least_and_grows_nothing() {
        let client = ClientLine::new(Arc::new(MemoryStorage::new()));
        let fail = async |number| count_failure(&client, TENANT, id(number)).await;
        for _ in 0..SignInThrottle::FAILURES_FREE {
            fail(1).await.unwrap();
        }
        assert!(matches!(fail(1).await, Err(Error::TooManyAttempts { .. })));
        for number in 2..100 {
            fail(number).await.unwrap();
        }
        let left = rows(&client).await;
        assert_eq!(left.len(), SignInThrottle::BUCKET_ROWS as usize);
        assert!(left.iter().all(|row| row.bucket == 0));
        assert!(matches!(fail(1).await, Err(Error::TooManyAttempts { .. })), "it was pushed out");
        assert!(left.iter().any(|row| row.id == id(99)), "the newest has no row");
    }

    #[test]
    fn what_is_forgotten_makes_room_first() {
        let at = |minutes| Timestamp::MIN.saturating_plus_minutes(minutes);
        let day = SignInThrottle::FORGOTTEN_MINUTES;
        let mut throttle = SignInThrottle::new(id(1), at(0));
        assert!(!throttle.is_forgotten(at(day - 1)) && throttle.is_forgotten(at(day)));
        throttle.fail(at(day - 1));
        assert_eq!(throttle.failures, 2);
        throttle.fail(at(2 * day));
        assert_eq!(throttle.failures, 1);
    }

    #[test]
    fn a_wait_is_never_longer_than_its_length_whatever_the_clock_did() {
        let at = |minutes| Timestamp::MIN.saturating_plus_minutes(minutes);
        let failed_at = at(1_000_000);
        let throttle = SignInThrottle { failures: 60, ..SignInThrottle::new(id(1), failed_at) };
        let Err(Error::TooManyAttempts { retry_after }) = throttle.check(failed_at) else {
            panic!("it was due at once")
        };
        assert_eq!(retry_after, SignInThrottle::WAIT_MAX);
        assert!(throttle.check(at(1_000_015)).is_ok());
        for earlier in [0, 500_000, 999_999] {
            assert!(throttle.check(at(earlier)).is_ok(), "{earlier}");
        }
    }
}
