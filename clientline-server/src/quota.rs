//! Rate limits of clients, and the share of one organization.
//!
//! Three buckets, each refilled steadily and deep enough for a burst of four
//! seconds' worth:
//!
//! - by **address**, before anything else is looked at, that of this very machine as any other: it may
//!   be a proxy that says nothing of its clients;
//! - by **token**, by the hash of what the request brings, whether it is valid
//!   or not: nobody can use up the share of a token that they don't hold, and
//!   whoever tries out tokens is held by their address;
//! - by **organization**, only once a credential was verified: the name of an
//!   organization stands in every token, so that anybody could write it into a
//!   false one.
//!
//! And of the requests that may run at once, one organization has only a part,
//! so that its flood leaves room for the others.
//!
//! Those who don't sign in have a rate and a part of their own at each organization:
//! a flood of strangers leaves its desk alone.

use std::{
    collections::HashMap,
    hash::Hash,
    net::IpAddr,
    num::NonZeroU32,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use clientline_core::value::TenantId;
use governor::{
    Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
    middleware::StateInformationMiddleware,
    state::keyed::HashMapStateStore,
};
use poem::http::{HeaderMap, HeaderName, HeaderValue};
use sha2::{Digest as _, Sha256};

use crate::{config::Limits, live::Live, problem::Refusal};

/// How many seconds' worth of requests may come at once.
const BURST_SECONDS: u32 = 4;
/// After how many requests the keys are forgotten whose buckets are full again.
/// So a flood from ever new addresses can't fill the memory: at the default
/// rate a bucket that one request was taken from is full after 10 ms.
const SWEEP_EVERY: u32 = 4_096;

/// The fields of draft-ietf-httpapi-ratelimit-headers-10.
const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const STANDING: HeaderName = HeaderName::from_static("ratelimit");

/// The limits, and how far each client is from them.
#[derive(Clone, Debug)]
pub struct Quotas(Arc<Kept>);

#[derive(Debug)]
struct Kept {
    buckets: Live<Buckets>,
    shares: Shares,
    public_shares: Shares,
}

/// The rates, which may change while the server runs.
#[derive(Debug)]
struct Buckets {
    address: Option<Bucket<IpAddr>>,
    token: Option<Bucket<[u8; 32]>>,
    organization: Option<Bucket<TenantId>>,
    public: Option<Bucket<TenantId>>,
}

impl Buckets {
    fn new(limits: &Limits) -> Self {
        Self {
            address: Bucket::new("address", limits.address_rate),
            token: Bucket::new("token", limits.token_rate),
            organization: Bucket::new("organization", limits.organization_rate),
            public: Bucket::new("public", limits.public_rate),
        }
    }
}

impl Quotas {
    /// Starts with full buckets.
    #[must_use]
    pub fn new(limits: &Limits) -> Self {
        Self(Arc::new(Kept {
            buckets: Live::new(Buckets::new(limits)),
            shares: Shares::new(limits.organization_concurrency),
            public_shares: Shares::new(limits.public_concurrency),
        }))
    }

    /// Takes new rates, with full buckets. The shares of what runs stay.
    pub fn set_rates(&self, limits: &Limits) {
        self.0.buckets.set(Buckets::new(limits));
    }

    /// Counts a request for its address and for the credential that it brings,
    /// as far as it has either.
    pub(crate) fn count(&self, address: Option<IpAddr>, credential: Option<&[u8]>) -> Counted {
        let mut standings = Vec::with_capacity(2);
        let buckets = self.0.buckets.now();
        if let (Some(bucket), Some(address)) = (&buckets.address, address) {
            standings.push(bucket.take(&network(address)));
        }
        // Who is refused by address uses up nothing of a token.
        let may_go_on = standings.iter().all(|standing| standing.wait.is_none());
        if let (Some(bucket), Some(credential), true) = (&buckets.token, credential, may_go_on) {
            standings.push(bucket.take(&Sha256::digest(credential).into()));
        }
        Counted(standings)
    }

    /// Counts a request for the organization that its credential belongs to,
    /// and takes a place among those that the organization has running.
    ///
    /// # Errors
    ///
    /// [`Refusal::TooOften`], and [`Refusal::Overloaded`] if the organization
    /// has as many running as it may.
    pub(crate) fn admit(&self, organization: TenantId) -> Result<RequestPermit, Refusal> {
        let buckets = self.0.buckets.now();
        self.place(buckets.organization.as_ref(), |kept| &kept.shares, organization)
    }

    /// Counts a request of somebody who did not sign in, and takes a place among
    /// those that an organization has running of them.
    ///
    /// # Errors
    ///
    /// As [`admit`](Self::admit).
    pub(crate) fn admit_public(&self, organization: TenantId) -> Result<RequestPermit, Refusal> {
        let buckets = self.0.buckets.now();
        self.place(buckets.public.as_ref(), |kept| &kept.public_shares, organization)
    }

    fn place(
        &self,
        bucket: Option<&Bucket<TenantId>>,
        shares: fn(&Kept) -> &Shares,
        organization: TenantId,
    ) -> Result<RequestPermit, Refusal> {
        if let Some(bucket) = bucket {
            Counted(vec![bucket.take(&organization)]).passed()?;
        }
        shares(&self.0).enter(organization)?;
        Ok(RequestPermit { quotas: self.clone(), shares, organization })
    }
}

/// The part of an address that one client can't choose: it has a whole /64 of
/// IPv6 as a rule.
pub(crate) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6((v6.to_bits() >> 64 << 64).into()),
        v4 @ IpAddr::V4(_) => v4,
    }
}

/// One kind of limit.
#[derive(Debug)]
struct Bucket<K: Hash + Eq + Clone> {
    name: &'static str,
    rate: NonZeroU32,
    limiter: RateLimiter<K, HashMapStateStore<K>, DefaultClock, StateInformationMiddleware>,
    taken: AtomicU32,
}

impl<K: Hash + Eq + Clone> Bucket<K> {
    /// A bucket of this many requests a second; none, if that is zero.
    fn new(name: &'static str, rate: u32) -> Option<Self> {
        let rate = NonZeroU32::new(rate)?;
        let burst = rate.saturating_mul(const { NonZeroU32::new(BURST_SECONDS).unwrap() });
        let limiter =
            RateLimiter::hashmap(Quota::per_second(rate).allow_burst(burst)).with_middleware();
        Some(Self { name, rate, limiter, taken: AtomicU32::new(0) })
    }

    fn take(&self, key: &K) -> Standing {
        if self.taken.fetch_add(1, Ordering::Relaxed) % SWEEP_EVERY == SWEEP_EVERY - 1 {
            self.limiter.retain_recent();
            self.limiter.shrink_to_fit();
        }
        let (left, wait) = match self.limiter.check_key(key) {
            Ok(state) => (state.remaining_burst_capacity(), None),
            Err(refused) => (0, Some(refused.wait_time_from(DefaultClock::default().now()))),
        };
        Standing { name: self.name, rate: self.rate, left, wait }
    }
}

/// Where a client stands with one limit.
#[derive(Clone, Debug)]
struct Standing {
    name: &'static str,
    rate: NonZeroU32,
    left: u32,
    /// How long until the next request may come, if this one may not.
    wait: Option<Duration>,
}

/// A request that was counted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counted(Vec<Standing>);

impl Counted {
    /// Refuses a request beyond a limit.
    ///
    /// # Errors
    ///
    /// [`Refusal::TooOften`], with the time to wait.
    pub(crate) fn passed(&self) -> Result<(), Refusal> {
        match self.0.iter().filter_map(|standing| standing.wait).max() {
            None => Ok(()),
            Some(wait) => Err(Refusal::TooOften { seconds: whole_seconds(wait) }),
        }
    }

    /// The headers that show a client its quota.
    pub(crate) fn mark(&self, headers: &mut HeaderMap) {
        let list = |item: &dyn Fn(&Standing) -> String| {
            let items: Vec<String> = self.0.iter().map(item).collect();
            HeaderValue::try_from(items.join(", "))
        };
        if self.0.is_empty() {
            return;
        }
        let policy = list(&|Standing { name, rate, .. }| {
            format!("\"{name}\";q={};w={BURST_SECONDS}", rate.get().saturating_mul(BURST_SECONDS))
        });
        let standing = list(&|Standing { name, rate, left, .. }| {
            let gone = rate.get().saturating_mul(BURST_SECONDS).saturating_sub(*left);
            format!("\"{name}\";r={left};t={}", gone.div_ceil(rate.get()))
        });
        // Names and numbers are always a header.
        if let (Ok(policy), Ok(standing)) = (policy, standing) {
            headers.insert(POLICY, policy);
            headers.insert(STANDING, standing);
        }
    }
}

fn whole_seconds(wait: Duration) -> u32 {
    u32::try_from(wait.as_millis().div_ceil(1_000)).unwrap_or(u32::MAX).max(1)
}

/// How many requests each organization has running.
#[derive(Debug)]
struct Shares {
    most: u32,
    running: Mutex<HashMap<TenantId, u32>>,
}

impl Shares {
    fn new(most: u32) -> Self {
        Self { most, running: Mutex::new(HashMap::new()) }
    }

    fn enter(&self, organization: TenantId) -> Result<(), Refusal> {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let own = running.entry(organization).or_default();
        if *own >= self.most {
            return Err(Refusal::Overloaded);
        }
        *own += 1;
        Ok(())
    }

    fn leave(&self, organization: TenantId) {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = running.get_mut(&organization) {
            *own -= 1;
            if *own == 0 {
                running.remove(&organization);
            }
        }
    }
}

/// A place among the requests that an organization has running; dropping it
/// gives it back.
#[derive(Debug)]
pub(crate) struct RequestPermit {
    quotas: Quotas,
    shares: fn(&Kept) -> &Shares,
    organization: TenantId,
}

impl Drop for RequestPermit {
    fn drop(&mut self) {
        (self.shares)(&self.quotas.0).leave(self.organization);
    }
}

#[cfg(test)]
mod tests;
