//! Many histories of the till, each on empty storages: what is booked and sold there, billed, paid,
//! credited, given back, redeemed, deducted and closed.
//!
//! The long ones run on every storage, which hold the same rows at the end of each; the short ones in
//! memory alone. By the rules of `doctor` the books of all agree, of the short ones after every few
//! requests.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    thread,
};

use tokio::runtime::Builder;

use crate::{
    SEED, from_environment,
    run::{Report, Settings, run},
    script::About,
    storages::{everywhere, memory},
};

/// How many long histories there are, unless the environment says otherwise.
const LONG: u64 = 4;
/// How many requests a long history has, those among them that open the house.
const LONG_STEPS: u64 = 240;
/// How many short ones there are, unless the environment says otherwise.
const SHORT: u64 = 300;
/// How many requests a short history has: about twenty open the house.
const SHORT_STEPS: u64 = 80;
/// After how many requests of a short one the books are looked through.
const SHORT_EVERY: u64 = 8;
/// After how many histories it is said how far they got.
const SAID: u64 = 100;

const fn settings(seed: u64, steps: u64, every: u64, about: About) -> Settings {
    Settings { seed, steps, trouble: 2, checkup: Some(every), watch_trouble: false, about }
}

/// What came of all histories so far.
#[derive(Debug, Default)]
struct Tally {
    histories: AtomicU64,
    steps: AtomicU64,
    successes: AtomicU64,
}

impl Tally {
    fn add(&self, report: &Report, last: u64) {
        let add = |sum: &AtomicU64, more| sum.fetch_add(more, Ordering::Relaxed) + more;
        let number = add(&self.histories, 1);
        let steps = add(&self.steps, report.steps);
        let successes = add(&self.successes, report.successes());
        if number.is_multiple_of(SAID) || number == last {
            println!("{number} histories hold: {successes} of {steps} requests succeeded");
        }
    }

    fn most_succeeded(&self) -> bool {
        let [steps, successes] =
            [&self.steps, &self.successes].map(|sum| sum.load(Ordering::Relaxed));
        successes * 2 > steps
    }
}

/// How many histories there are, and the seed of the first.
fn asked(usual: u64) -> (u64, u64) {
    let histories = from_environment("CLIENTLINE_SIMULATION_HISTORIES").unwrap_or(usual);
    (histories, from_environment("CLIENTLINE_SIMULATION_SEED").unwrap_or(SEED))
}

#[tokio::test]
async fn whatever_happens_at_the_till_the_books_agree_on_every_storage() {
    let (histories, first) = asked(LONG);
    let tally = Tally::default();
    for seed in first..first + histories {
        let settings = settings(seed, LONG_STEPS, LONG_STEPS, About::Till);
        let report = run(settings, everywhere().await).await.unwrap();
        tally.add(&report, histories);
    }
    assert!(tally.most_succeeded(), "most requests should succeed");
}

/// One history after the other in as many threads as there are cores.
#[test]
fn whatever_happens_at_the_counter_the_books_agree_all_along() {
    let (histories, first) = asked(SHORT);
    let (tally, next) = (Tally::default(), AtomicU64::new(first));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                let runtime = Builder::new_current_thread().enable_all().build().unwrap();
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= first + histories {
                        break;
                    }
                    let settings = settings(seed, SHORT_STEPS, SHORT_EVERY, About::Counter);
                    let report = runtime.block_on(run(settings, vec![memory()])).unwrap();
                    tally.add(&report, histories);
                }
            });
        }
    });
    assert!(tally.most_succeeded(), "most requests should succeed");
}
