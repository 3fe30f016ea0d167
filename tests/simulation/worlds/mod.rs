//! The one predicate over generated worlds: a start is listed if and only if booking it succeeds.
//!
//! Worlds are made by chance, from one seed each, with the features of `docs/design/scheduling.md`;
//! they are stored, and asked and booked through the use cases. What has to come is read off the
//! description of the world and off the test's own books, minute by minute (`reading`).
//!
//! `CLIENTLINE_SIMULATION_WORLDS` says how many there are, in memory, and
//! `CLIENTLINE_SIMULATION_SEED` which is the first.

mod bare;
mod books;
mod changes;
mod enter;
mod hours;
mod house;
mod limits;
mod lists;
mod play;
mod reading;
mod turns;
mod wishes;
mod world;

use std::{
    sync::atomic::{AtomicU64, Ordering},
    thread,
};

use tokio::runtime::Builder;

use self::play::{Told, play};
use crate::{
    SEED,
    broken::{Flaw, broken},
    from_environment,
    stage::Stage,
    storages::{self, memory},
};

/// How many worlds every storage has.
const WORLDS: u64 = 500;
/// In how many parts, each a test of its own: what takes three minutes is taken for one that hangs.
const PARTS: u64 = 4;
/// How many there are in memory beside those, unless the environment says otherwise.
const IN_MEMORY: u64 = 250;
/// After how many it is said how far they got.
const SAID: u64 = 1_000;

impl Told {
    fn add(&mut self, more: Self) {
        self.worlds += more.worlds;
        self.listed += more.listed;
        self.booked += more.booked;
        self.refused += more.refused;
        self.held += more.held;
        self.lapsed += more.lapsed;
        self.ended += more.ended;
        self.moved += more.moved;
    }

    /// Checks that enough happened for the worlds to say something, if they are many.
    fn check(self) {
        println!("{self:?}");
        if self.worlds < 200 {
            return;
        }
        let Self { worlds, listed, booked, refused, held, lapsed, ended, moved } = self;
        assert!(listed > 20 * worlds, "few starts are listed: {self:?}");
        assert!(booked > 2 * worlds && refused > 2 * worlds, "one comes of all: {self:?}");
        assert!(held * 8 > worlds && lapsed > 0, "few are held: {self:?}");
        assert!(ended > worlds && moved * 5 > worlds, "few end or are moved: {self:?}");
    }
}

fn stage(opened: storages::Opened) -> Stage {
    Stage::new(opened, "2035-03-20T08:00:00Z".parse().unwrap())
}

/// One world after the other in memory, in as many threads as there are cores.
#[test]
fn a_start_is_listed_if_and_only_if_booking_it_succeeds_in_memory() {
    let worlds = from_environment("CLIENTLINE_SIMULATION_WORLDS").unwrap_or(IN_MEMORY);
    // Others than those that every storage has.
    let first = from_environment("CLIENTLINE_SIMULATION_SEED").unwrap_or(SEED + WORLDS);
    let next = AtomicU64::new(first);
    let in_one_thread = || {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let mut told = Told::default();
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= first + worlds {
                return told;
            }
            if seed > first && (seed - first).is_multiple_of(SAID) {
                println!("{} worlds were begun", seed - first);
            }
            // It copies all of its rows to commit: a new one for each.
            let played = runtime.block_on(play(seed, &[stage(memory())]));
            told.add(played.unwrap_or_else(|what| panic!("{what}")));
        }
    };
    let mut told = Told::default();
    thread::scope(|scope| {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(in_one_thread)).collect();
        for thread in threads {
            told.add(thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
    });
    told.check();
}

/// Worlds in memory and in the databases, of which each has all of a part, a tenant for each.
async fn on_every_storage(part: u64) {
    let first = from_environment("CLIENTLINE_SIMULATION_SEED").unwrap_or(SEED);
    let mut stages: Vec<Stage> = storages::everywhere().await.into_iter().map(stage).collect();
    let mut told = Told::default();
    for seed in (first..first + WORLDS).filter(|seed| (seed - first) % PARTS == part) {
        stages[0] = stage(memory());
        told.add(play(seed, &stages).await.unwrap_or_else(|what| panic!("{what}")));
    }
    told.check();
}

macro_rules! parts {
    ($($name:ident: $part:literal,)*) => {$(
        #[tokio::test]
        async fn $name() {
            on_every_storage($part).await;
        }
    )*};
}

parts! {
    a_start_is_listed_if_and_only_if_booking_it_succeeds_on_every_storage: 0,
    a_start_is_listed_if_and_only_if_booking_it_succeeds_on_every_storage_in_a_second_part: 1,
    a_start_is_listed_if_and_only_if_booking_it_succeeds_on_every_storage_in_a_third_part: 2,
    a_start_is_listed_if_and_only_if_booking_it_succeeds_on_every_storage_in_a_fourth_part: 3,
}

/// How many worlds may pass before a flaw shows.
const FLAWED: u64 = 50;

#[tokio::test]
async fn a_storage_that_overlooks_or_forgets_what_is_taken_is_noticed() {
    for flaw in [Flaw::OverlooksTimes, Flaw::ForgetsTimes] {
        let mut found = None;
        for seed in SEED..SEED + FLAWED {
            found = play(seed, &[stage(broken(flaw))]).await.err();
            if found.is_some() {
                break;
            }
        }
        let found = found.unwrap_or_else(|| panic!("{flaw:?} was not noticed"));
        let noticed = [" lists ", " can't be had, and is booked", " is refused: slot_taken"];
        assert!(noticed.iter().any(|how| found.contains(how)), "{flaw:?}: {found}");
    }
}
