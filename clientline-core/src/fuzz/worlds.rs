//! Whole worlds: hours, rules and zones of centers, providers and rooms, in which the engine lists
//! what the naive reference lists to the minute.

use bolero::check;
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

use crate::slots::{
    BookingRules, Preference, place,
    reference::Reference,
    search,
    tests::{chance::worlds, world::World},
};

/// Makes a world by the chance that a seed gives. (That bytes are the chance itself does not
/// work: where they end, proptest draws zeros without end.)
fn world(seed: &[u8; 32]) -> Option<World> {
    let chance = TestRng::from_seed(RngAlgorithm::ChaCha, seed);
    let mut runner = TestRunner::new_with_rng(Config::default(), chance);
    worlds().new_tree(&mut runner).ok().map(|tree| tree.current())
}

#[test]
fn the_engine_lists_what_the_reference_lists() {
    check!(name = "worlds").with_type().for_each(|seed: &[u8; 32]| {
        let Some(world) = world(seed) else { return };
        let situation = world.situation();
        let expected = Reference::new(&situation, world.first_day, world.days).search();
        let slots = search(&situation, world.first_day, world.days);
        let listed: Vec<_> =
            slots.iter().map(|slot| (slot.starts_at, slot.offers().collect())).collect();
        assert_eq!(listed, expected);
        for (start, offers) in listed {
            let booked = place(&situation, start, Preference::default(), BookingRules::Listed);
            assert_eq!(booked.as_ref(), Ok(&offers[0]));
        }
    });
}
