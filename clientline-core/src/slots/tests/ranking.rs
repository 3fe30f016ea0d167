//! Which starts come first, and what they cost.

use proptest::prelude::*;

use super::{
    builders::{provider, range, room, world},
    chance::worlds,
    world::{World, timing},
};
use crate::slots::{
    ClassSession, Rank, RankedStart, Ranking, StartCost, reference::Reference, search,
};

fn ranked(world: &World, rank: Rank) -> Vec<RankedStart> {
    let situation = world.situation();
    let found = search(&situation, world.first_day, world.days);
    let mut ranking = Ranking::new(&situation, rank, world.first_day, world.days);
    found.iter().for_each(|slot| ranking.add(&slot));
    ranking.best(usize::MAX)
}

/// The starts as `10:00 0 60`: the local time, the number of the provider, and the score.
fn said(world: &World, rank: Rank) -> Vec<String> {
    let said = |start: &RankedStart| {
        let local = start.time.local().format("%H:%M");
        format!("{local} {} {}", start.provider, start.score)
    };
    ranked(world, rank).iter().map(said).collect()
}

/// A day of eight hours with an appointment from 12:00 to 13:00.
fn day() -> World {
    let mut world = world("Etc/UTC", "2026-12-01", &[("09:00", "17:00")], timing(60, 0, 0));
    world.providers[0].busy = vec![range("2026-12-01T12:00:00Z", "2026-12-01T13:00:00Z")];
    world
}

#[test]
fn what_lies_beside_something_leaves_no_gap() {
    let best = said(&day(), Rank::FewestGaps);
    assert_eq!(best[..4], ["09:00 0 0", "11:00 0 0", "13:00 0 0", "16:00 0 0"]);
    // An hour before it and another one after it, or an hour and two.
    assert!(best.contains(&"10:00 0 60".to_owned()) && best.contains(&"14:00 0 60".to_owned()));
    assert_eq!(best.last().unwrap(), "14:30 0 90");
}

#[test]
fn buffers_are_no_gap() {
    let mut world = day();
    world.providers[0].timing = timing(60, 0, 30);
    let best = said(&world, Rank::FewestGaps);
    // The one from 10:30 on is over at 12:00, and what tidies up after 16:00 is past the hours.
    assert_eq!(best[..5], ["09:00 0 0", "10:30 0 0", "13:00 0 0", "15:30 0 0", "16:00 0 0"]);
}

#[test]
fn the_earliest_come_first_with_who_would_be_booked() {
    let mut world = day();
    world.providers.push(provider(&[("10:00", "12:00")], timing(60, 0, 0)));
    let best = said(&world, Rank::Earliest);
    assert_eq!(best[..3], ["09:00 0 540", "09:30 0 570", "10:00 1 600"]);
}

#[test]
fn who_has_less_to_do_comes_first_if_the_work_is_to_be_even() {
    let mut world = day();
    world.providers.push(provider(&[("10:00", "12:00")], timing(60, 0, 0)));
    world.rooms = Some(vec![room(1001, Vec::new())]);
    let best = said(&world, Rank::Balanced);
    assert_eq!(best[..4], ["10:00 1 0", "11:00 1 0", "10:30 1 30", "09:00 0 60"]);
}

#[test]
fn who_joins_a_session_breaks_off_nothing() {
    let mut world = day();
    let starts_at = "2026-12-01T10:00:00Z".parse().unwrap();
    let timing = timing(60, 0, 0);
    let session = ClassSession { starts_at, timing, room: None, seats_left: 3 };
    world.seats = Some(4);
    world.providers[0].busy.push(timing.service(starts_at).unwrap());
    world.providers[0].sessions.push(session);
    let joined = ranked(&world, Rank::FewestGaps);
    let joined = joined.iter().find(|start| start.time.at() == starts_at).unwrap();
    assert_eq!(joined.seats_left, Some(3));
    assert_eq!(joined.cost, StartCost { idle_minutes: 0, load_minutes: 120 });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_start_costs_what_the_reference_counts(world in worlds()) {
        let situation = world.situation();
        let reference = Reference::new(&situation, world.first_day, world.days);
        let ranking = Ranking::new(&situation, Rank::Balanced, world.first_day, world.days);
        for slot in search(&situation, world.first_day, world.days).iter() {
            for (provider, _) in slot.offered() {
                let cost = ranking.cost(provider, slot.starts_at, slot.offset);
                prop_assert_eq!(cost, reference.cost(provider, slot.starts_at), "{}", slot.local());
            }
        }
    }

    #[test]
    fn a_ranked_list_is_the_list_in_another_order(
        world in worlds(),
        rank in prop::sample::select(vec![Rank::Earliest, Rank::FewestGaps, Rank::Balanced]),
    ) {
        let situation = world.situation();
        let reference = Reference::new(&situation, world.first_day, world.days);
        let found = search(&situation, world.first_day, world.days);
        let midnight = world.zone.instant(world.first_day.into()).unwrap();
        let mut expected = Vec::new();
        for slot in found.iter() {
            let scores = slot.offered().map(|(provider, _)| {
                let StartCost { idle_minutes, load_minutes } =
                    reference.cost(provider, slot.starts_at);
                match rank {
                    Rank::Earliest => slot.starts_at.since(midnight).num_minutes(),
                    Rank::FewestGaps => i64::from(idle_minutes),
                    Rank::Balanced => i64::from(idle_minutes + load_minutes),
                }
            });
            expected.push((scores.min().unwrap(), slot.starts_at));
        }
        expected.sort_unstable();
        let listed = ranked(&world, rank);
        let listed: Vec<_> =
            listed.iter().map(|start| (i64::from(start.score), start.time.at())).collect();
        prop_assert_eq!(listed, expected);
    }
}
