//! Tests of turns.

use std::{
    collections::HashMap,
    error::Error as _,
    pin::Pin,
    task::{Context, Waker},
};

use proptest::prelude::*;
use tokio::runtime::{Builder, Runtime};
use uuid::Uuid;

use super::*;

const PATIENCE: Duration = Duration::from_secs(2);

/// Somebody who asked for a place, and may have got it.
enum Client {
    Waits(u8, Pin<Box<dyn Future<Output = Result<Turn>>>>),
    Has { _turn: Turn },
}

impl Client {
    fn asks(turns: &Turns, tenant: u8) -> Self {
        let (turns, id) = (turns.clone(), TenantId(Uuid::from_u128(tenant.into())));
        let mut client =
            Self::Waits(tenant, Box::pin(async move { turns.take(id, PATIENCE).await }));
        // Whoever finds a free place pauses once.
        for _ in 0..2 {
            client.is_called();
        }
        client
    }

    /// Returns whether it has got its place since it was last asked.
    fn is_called(&mut self) -> bool {
        let Self::Waits(_, turn) = self else { return false };
        let Poll::Ready(turn) = turn.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
            return false;
        };
        *self = Self::Has { _turn: turn.unwrap() };
        true
    }

    fn has_place(&self) -> bool {
        matches!(self, Self::Has { .. })
    }
}

fn places(number: usize) -> Turns {
    Turns::new(NonZeroUsize::new(number).unwrap())
}

/// A runtime with a timer, which time-outs need; no time passes in these tests.
fn clock() -> Runtime {
    Builder::new_current_thread().enable_time().build().unwrap()
}

#[test]
fn a_crowd_makes_others_wait_for_one_of_it_and_not_for_all() {
    let clock = clock();
    let _clock = clock.enter();
    let turns = places(1);
    let mut running = Client::asks(&turns, 1);
    let mut crowd: Vec<_> = (0..5).map(|_| Client::asks(&turns, 1)).collect();
    let mut quiet = Client::asks(&turns, 2);
    running = {
        drop(running);
        assert!(!quiet.is_called());
        assert!(crowd[0].is_called());
        crowd.remove(0)
    };
    drop(running);
    assert!(quiet.is_called());
    assert!(!crowd.iter_mut().any(Client::is_called));
    drop(quiet);
    assert!(crowd[0].is_called());
}

#[test]
fn whoever_leaves_gets_no_place_and_holds_none_back() {
    let clock = clock();
    let _clock = clock.enter();
    let turns = places(1);
    let running = Client::asks(&turns, 1);
    let [left, mut stays] = [2, 2].map(|tenant| Client::asks(&turns, tenant));
    drop(left);
    drop(running);
    assert!(stays.is_called());
    let [called, mut next] = [3, 4].map(|tenant| Client::asks(&turns, tenant));
    drop(stays);
    // It was called, and left before it looked.
    drop(called);
    assert!(next.is_called());
}

#[tokio::test(start_paused = true)]
async fn patience_ends() {
    let turns = places(1);
    let tenant = TenantId(Uuid::from_u128(1));
    let running = turns.take(tenant, PATIENCE).await.unwrap();
    let late = turns.take(tenant, PATIENCE).await.unwrap_err();
    assert!(matches!(late, Error::Unavailable(_)));
    drop(running);
    assert!(turns.take(tenant, PATIENCE).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_line_has_an_end_of_its_own() {
    let turns = Turns::with_lines(NonZeroUsize::MIN, 1);
    let _running = Client::asks(&turns, 1);
    let mut waiting = Client::asks(&turns, 1);
    let full = turns.take(TenantId(Uuid::from_u128(1)), PATIENCE).await.unwrap_err();
    assert_eq!(full.source().unwrap().to_string(), "too many are waiting");
    let _another = Client::asks(&turns, 2);
    assert!(!waiting.is_called());
}

#[test]
fn a_line_does_not_grow_by_those_who_left() {
    let clock = clock();
    let _clock = clock.enter();
    let turns = places(1);
    let _stuck = Client::asks(&turns, 1);
    for _ in 0..100 {
        drop(Client::asks(&turns, 1));
    }
    assert_eq!(format!("{turns:?}"), "Turns { free: 0, waiting: 1 }");
}

/// An event at the door.
#[derive(Clone, Debug)]
enum Event {
    Asks(u8),
    /// The one at this index, counted round, leaves: the line, or its place.
    Leaves(usize),
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![(0_u8..4).prop_map(Event::Asks), any::<usize>().prop_map(Event::Leaves)]
}

proptest! {
    #[test]
    fn every_place_is_used_and_no_tenant_is_passed_twice(
        number in 1_usize..4,
        events in prop::collection::vec(event(), 1..80),
    ) {
        let clock = clock();
        let _clock = clock.enter();
        let turns = places(number);
        let mut clients: Vec<Client> = Vec::new();
        // How often each tenant was called since another, who waits, was.
        let mut passed: HashMap<(u8, u8), u32> = HashMap::new();
        for event in events {
            match event {
                Event::Asks(tenant) => clients.push(Client::asks(&turns, tenant)),
                Event::Leaves(_) if clients.is_empty() => {}
                Event::Leaves(index) => drop(clients.swap_remove(index % clients.len())),
            }
            for client in &mut clients {
                let Client::Waits(called, _) = *client else { continue };
                if client.is_called() {
                    passed.retain(|(waits, _), _| *waits != called);
                    for waits in (0..4).filter(|tenant| *tenant != called) {
                        *passed.entry((waits, called)).or_default() += 1;
                    }
                }
            }
            let waiting = |tenant| clients.iter().any(|client| matches!(client, Client::Waits(who, _) if *who == tenant));
            passed.retain(|(waits, _), _| waiting(*waits));
            prop_assert!(passed.values().all(|times| *times <= 1), "{passed:?}");
            let held = clients.iter().filter(|client| client.has_place()).count();
            prop_assert_eq!(held, number.min(clients.len()));
        }
        drop(clients);
        let idle = format!("Turns {{ free: {number}, waiting: 0 }}");
        prop_assert_eq!(format!("{turns:?}"), idle);
    }
}
