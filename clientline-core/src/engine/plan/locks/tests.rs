//! The line before a lock: in order, left by whoever goes, and forgotten at the end.

use std::{
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
    time::Duration,
};

use proptest::prelude::*;
use tokio::runtime::{Builder, Runtime};
use uuid::Uuid;

use super::*;

const TENANT: TenantId = TenantId(Uuid::from_u128(1));
const PATIENCE: Duration = Duration::from_secs(2);

fn set(locks: &[(&'static str, LockMode)]) -> LockSet {
    locks.iter().map(|(name, mode)| (Key::named(name), *mode)).collect()
}

/// A request that waits for locks, or has got them.
struct Request {
    held: Pin<Box<dyn Future<Output = Result<Held>>>>,
    got: Option<Held>,
}

impl Request {
    fn asks(locks: &Arc<Locks>, wanted: LockSet) -> Self {
        let mut held = Held::none(Arc::clone(locks), TENANT);
        let held = Box::pin(async move {
            held.wait(&wanted, Instant::now() + PATIENCE).await?;
            Ok(held)
        });
        let mut request = Self { held, got: None };
        request.has_got_them();
        request
    }

    fn has_got_them(&mut self) -> bool {
        if self.got.is_none()
            && let Poll::Ready(held) =
                self.held.as_mut().poll(&mut Context::from_waker(Waker::noop()))
        {
            self.got = Some(held.unwrap());
        }
        self.got.is_some()
    }
}

/// A runtime with a timer, which time-outs need; no time passes in these tests.
fn clock() -> Runtime {
    Builder::new_current_thread().enable_time().build().unwrap()
}

#[test]
fn a_writer_waits_for_readers_and_those_who_come_later_wait_for_the_writer() {
    let clock = clock();
    let _clock = clock.enter();
    let locks = Arc::default();
    let [shared, exclusive] =
        [LockMode::Shared, LockMode::Exclusive].map(|mode| set(&[("a", mode)]));
    let mut first = Request::asks(&locks, shared.clone());
    let mut second = Request::asks(&locks, shared.clone());
    let mut writer = Request::asks(&locks, exclusive.clone());
    let mut third = Request::asks(&locks, shared.clone());
    assert!(first.has_got_them() && second.has_got_them());
    assert!(!writer.has_got_them() && !third.has_got_them());
    assert!(!Held::none(Arc::clone(&locks), TENANT).extend(&shared), "nobody is passed");
    drop((first, second));
    assert!(writer.has_got_them() && !third.has_got_them());
    drop(writer);
    assert!(third.has_got_them());
    assert!(!Held::none(Arc::clone(&locks), TENANT).extend(&exclusive));
    drop(third);
    assert!(Held::none(Arc::clone(&locks), TENANT).extend(&exclusive));
}

#[test]
fn what_is_held_is_extended_without_waiting_or_not_at_all() {
    let clock = clock();
    let _clock = clock.enter();
    let locks = Arc::default();
    let mut one = Held::none(Arc::clone(&locks), TENANT);
    assert!(one.extend(&set(&[("a", LockMode::Shared)])));
    assert!(one.extend(&set(&[("a", LockMode::Shared), ("b", LockMode::Exclusive)])));
    assert!(!one.extend(&set(&[("a", LockMode::Exclusive)])), "it may be shared by now");
    let mut other = Held::none(Arc::clone(&locks), TENANT);
    assert!(!other.extend(&set(&[("b", LockMode::Shared)])));
    let mut elsewhere = Held::none(Arc::clone(&locks), TenantId::PLATFORM);
    assert!(elsewhere.extend(&set(&[("b", LockMode::Exclusive)])), "tenants share no lock");
}

#[test]
fn whoever_leaves_the_line_holds_nobody_back() {
    let clock = clock();
    let _clock = clock.enter();
    let locks = Arc::default();
    let both = set(&[("a", LockMode::Exclusive), ("b", LockMode::Exclusive)]);
    let holder = Request::asks(&locks, set(&[("b", LockMode::Exclusive)]));
    // It has the one, and waits for the other.
    let leaver = Request::asks(&locks, both.clone());
    let mut last = Request::asks(&locks, both);
    drop(leaver);
    assert!(!last.has_got_them());
    drop(holder);
    assert!(last.has_got_them());
    drop(last);
    assert!(locks.in_use().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_wait_ends_at_its_deadline() {
    let locks = Arc::default();
    let alone = set(&[("a", LockMode::Exclusive)]);
    let mut holder = Held::none(Arc::clone(&locks), TENANT);
    assert!(holder.extend(&alone));
    let mut late = Held::none(Arc::clone(&locks), TENANT);
    let waited = pin!(late.wait(&alone, Instant::now() + PATIENCE)).await;
    assert!(matches!(waited, Err(Error::Busy)));
    drop((holder, late));
    assert!(locks.in_use().is_empty());
}

#[test]
fn a_line_has_an_end() {
    let clock = clock();
    let _clock = clock.enter();
    let locks: Arc<Locks> = Arc::default();
    let alone = set(&[("a", LockMode::Exclusive)]);
    let line: Vec<_> = (0..IN_LINE_MAX).map(|_| Request::asks(&locks, alone.clone())).collect();
    let mut refused = Held::none(Arc::clone(&locks), TENANT);
    let deadline = Instant::now() + PATIENCE;
    let refused = clock.block_on(refused.wait(&alone, deadline));
    assert!(matches!(refused, Err(Error::Busy)));
    drop(line);
    assert!(locks.in_use().is_empty());
}

#[derive(Clone, Debug)]
enum Event {
    Asks(LockSet),
    Leaves(usize),
}

fn event() -> impl Strategy<Value = Event> {
    let mode = prop_oneof![Just(LockMode::Shared), Just(LockMode::Exclusive)];
    let lock = (prop_oneof![Just("a"), Just("b"), Just("c")], mode);
    let wanted = prop::collection::vec(lock, 1..4).prop_map(|locks| set(&locks));
    prop_oneof![wanted.prop_map(Event::Asks), (0_usize..64).prop_map(Event::Leaves)]
}

proptest! {
    /// Nobody shares what another has alone, and somebody always goes on.
    #[test]
    fn locks_exclude_each_other_and_nobody_waits_in_a_circle(
        events in prop::collection::vec(event(), 1..60),
    ) {
        let clock = clock();
        let _clock = clock.enter();
        let locks = Arc::default();
        let mut requests: Vec<Request> = Vec::new();
        for event in events {
            match event {
                Event::Asks(wanted) => requests.push(Request::asks(&locks, wanted)),
                Event::Leaves(_) if requests.is_empty() => {}
                Event::Leaves(index) => drop(requests.swap_remove(index % requests.len())),
            }
            // One that goes on may let another go on.
            for _ in 0..requests.len() {
                for request in &mut requests {
                    request.has_got_them();
                }
            }
            let held: Vec<_> = requests.iter().filter_map(|one| Some(one.got.as_ref()?.set())).collect();
            prop_assert!(requests.is_empty() || !held.is_empty());
            let mut taken: HashMap<Key, Vec<LockMode>> = HashMap::new();
            for (key, mode) in held.iter().flat_map(LockSet::iter) {
                taken.entry(key).or_default().push(mode);
            }
            for modes in taken.values() {
                prop_assert!(modes.len() == 1 || !modes.contains(&LockMode::Exclusive));
            }
        }
        drop(requests);
        prop_assert!(locks.in_use().is_empty());
    }
}
