//! The cases that booking systems are known to get wrong, one test each.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    builders::{at, daily, day_hours, ends, local, provider, range, room, try_at, utc, world},
    world::{World, in_parts, timing},
};
use crate::{
    slots::{Assignment, BookingRules, Preference, Refusal, place, search},
    value::{DayCount, SlotAnchor, StepMinutes, Timestamp, WeeklyHours},
};

#[test]
fn the_tail_of_last_nights_shift_counts_today() {
    let mut world = world("Europe/Vienna", "2026-12-02", &[("22:00", "02:00")], timing(60, 0, 0));
    world.step = StepMinutes::new(60).unwrap();
    assert_eq!(
        local(&world),
        ["02 00:00 +0100", "02 01:00 +0100", "02 22:00 +0100", "02 23:00 +0100"]
    );
}

#[test]
fn a_service_runs_over_midnight_where_two_windows_touch() {
    let mut world = world(
        "Europe/Vienna",
        "2026-12-02",
        &[("20:00", "24:00"), ("00:00", "01:00")],
        timing(120, 0, 0),
    );
    world.step = StepMinutes::new(60).unwrap();
    // From 23:00 it ends at one, when the second window of the next day does.
    assert_eq!(
        local(&world),
        ["02 20:00 +0100", "02 21:00 +0100", "02 22:00 +0100", "02 23:00 +0100"]
    );
}

#[test]
fn an_override_replaces_the_windows_that_open_on_its_date() {
    let mut world = world("Europe/Vienna", "2026-12-24", &[("22:00", "02:00")], timing(60, 0, 0));
    let date = world.first_day;
    world.step = StepMinutes::new(60).unwrap();
    world.providers[0].place.overrides = BTreeMap::from([(date, day_hours(&[("09:00", "11:00")]))]);
    let tail = ["24 00:00 +0100", "24 01:00 +0100"];
    let morning = ["24 09:00 +0100", "24 10:00 +0100"];
    assert_eq!(local(&world), [tail, morning].concat());
    world.providers[0].place.overrides = BTreeMap::from([(date, day_hours(&[]))]);
    assert_eq!(local(&world), tail);
    let refused = try_at(&world, "2026-12-24T21:00:00Z", BookingRules::Listed);
    assert_eq!(refused, Err(Refusal::OverriddenHours));
}

#[test]
fn an_appointment_with_a_buffer_that_began_before_the_question_still_counts() {
    let mut world = world("UTC", "2026-12-01", &[("08:00", "11:00")], timing(15, 0, 0));
    world.step = StepMinutes::default();
    world.earliest = at("2026-12-01T09:30:00Z");
    // Booked from 8:00 to 9:15, with half an hour after it.
    world.providers[0].busy = vec![range("2026-12-01T08:00:00Z", "2026-12-01T09:45:00Z")];
    assert_eq!(ends(&utc(&world)), ("09:45", "10:45", 5));
}

#[test]
fn what_fits_into_the_processing_of_another_appointment_is_offered_there() {
    let mut world = world("UTC", "2026-12-01", &[("09:00", "10:30")], timing(30, 0, 0));
    // A colour from 9:00 to 10:30, of which the middle third takes by itself.
    let colour = in_parts(&[30, 30, 30], 0, 0);
    world.providers[0].busy = colour.work(at("2026-12-01T09:00:00Z")).collect();
    assert_eq!(utc(&world), ["09:30"]);
    world.providers[0].timing = timing(45, 0, 0);
    assert_eq!(utc(&world), [""; 0]);
    world.providers[0].timing = timing(30, 0, 5);
    assert_eq!(utc(&world), [""; 0]);
}

#[test]
fn an_appointment_that_processes_is_offered_around_a_short_one() {
    let mut world =
        world("UTC", "2026-12-01", &[("09:00", "11:00")], in_parts(&[30, 30, 30], 5, 5));
    world.providers[0].busy = vec![range("2026-12-01T09:30:00Z", "2026-12-01T10:00:00Z")];
    assert_eq!(utc(&world), ["09:00"]);
    // The room is taken all the time.
    world.rooms = Some(vec![room(1, world.providers[0].busy.clone())]);
    assert_eq!(utc(&world), [""; 0]);
}

#[test]
fn neighbours_keep_both_buffers_between_them() {
    let mut world = world("UTC", "2026-12-01", &[("08:00", "12:00")], timing(60, 10, 20));
    world.step = StepMinutes::new(10).unwrap();
    // 9:00 to 10:00, occupied from 8:50 to 10:20.
    world.providers[0].busy = vec![range("2026-12-01T08:50:00Z", "2026-12-01T10:20:00Z")];
    // The next begins at 10:20 + 10, and needs no place in the hours for its
    // buffer; before 8:50 none of 60 + 20 minutes fits.
    assert_eq!(utc(&world), ["10:30", "10:40", "10:50", "11:00"]);
    world.buffers_within_hours = true;
    assert_eq!(utc(&world), ["10:30", "10:40"]);
}

#[test]
fn two_providers_who_are_each_free_for_a_part_make_no_slot() {
    let mut world = world("UTC", "2026-12-01", &[("11:00", "11:20")], timing(30, 0, 0));
    world.step = StepMinutes::new(5).unwrap();
    world.providers.push(provider(&[("11:15", "11:30")], timing(30, 0, 0)));
    assert!(utc(&world).is_empty());
}

#[test]
fn two_rooms_that_are_each_free_half_of_the_time_make_no_slot() {
    let mut world = world("UTC", "2026-12-01", &[("09:00", "10:00")], timing(60, 0, 0));
    let early = range("2026-12-01T09:00:00Z", "2026-12-01T09:30:00Z");
    let late = range("2026-12-01T09:30:00Z", "2026-12-01T10:00:00Z");
    world.rooms = Some(vec![room(1, vec![early]), room(2, vec![late])]);
    assert!(utc(&world).is_empty());
    assert_eq!(try_at(&world, "2026-12-01T09:00:00Z", BookingRules::Listed), Err(Refusal::NoRoom));
    // A room that is free throughout is taken, whichever it is.
    world.rooms = Some(vec![room(1, vec![early]), room(2, vec![])]);
    let offer = try_at(&world, "2026-12-01T09:00:00Z", BookingRules::Listed).unwrap();
    assert_eq!(offer.room, Some(Uuid::from_u128(2)));
}

#[test]
fn a_service_that_needs_a_room_has_no_slot_where_there_is_none() {
    let mut world = world("UTC", "2026-12-01", &[("09:00", "10:00")], timing(60, 0, 0));
    assert_eq!(utc(&world), ["09:00"]);
    world.rooms = Some(Vec::new());
    assert!(utc(&world).is_empty());
}

#[test]
fn an_appointment_moves_onto_its_own_old_time_once_that_is_left_out() {
    let mut world = world("UTC", "2026-12-01", &[("09:00", "10:30")], timing(60, 0, 0));
    world.providers[0].busy = vec![range("2026-12-01T09:00:00Z", "2026-12-01T10:00:00Z")];
    assert_eq!(try_at(&world, "2026-12-01T09:30:00Z", BookingRules::Listed), Err(Refusal::Busy));
    world.providers[0].busy.clear();
    assert!(try_at(&world, "2026-12-01T09:30:00Z", BookingRules::Listed).is_ok());
}

#[test]
fn providers_offer_their_own_duration() {
    let mut world = world("UTC", "2026-12-01", &[("09:00", "10:00")], timing(60, 0, 0));
    world.providers.push(provider(&[("09:00", "10:00")], timing(30, 0, 0)));
    let situation = world.situation();
    let slots = search(&situation, world.first_day, world.days);
    let offers: Vec<Vec<_>> = slots
        .iter()
        .map(|slot| slot.offers().map(|offer| offer.ends_at.to_string()).collect())
        .collect();
    let ten = "2026-12-01T10:00:00Z".to_owned();
    assert_eq!(offers, [vec![ten.clone(), "2026-12-01T09:30:00Z".to_owned()], vec![ten]]);
}

#[test]
fn a_center_without_hours_sets_no_limit_and_a_provider_without_offers_nothing() {
    let mut world = world("UTC", "2026-12-01", &[("09:00", "10:00")], timing(60, 0, 0));
    assert_eq!(utc(&world), ["09:00"]);
    world.center.hours = Some(WeeklyHours::default());
    assert!(utc(&world).is_empty());
    world.center.hours = None;
    world.providers[0].place.hours = None;
    assert!(utc(&world).is_empty());
}

#[test]
fn a_center_that_only_names_its_holidays_is_open_on_other_days() {
    let mut world = world("UTC", "2026-12-24", &[("09:00", "10:00")], timing(60, 0, 0));
    world.days = DayCount::new(3).unwrap();
    let christmas = NaiveDate::from_ymd_opt(2026, 12, 25).unwrap();
    world.center.overrides = BTreeMap::from([(christmas, day_hours(&[]))]);
    assert_eq!(local(&world), ["24 09:00 +0000", "26 09:00 +0000"]);
}

#[test]
fn notice_and_horizon_allow_the_starts_that_lie_on_them() {
    let mut world = world("UTC", "2026-12-01", &[("09:00", "17:00")], timing(60, 0, 0));
    world.earliest = at("2026-12-01T10:00:00Z");
    world.latest = at("2026-12-01T11:00:00Z");
    assert_eq!(utc(&world), ["10:00", "10:30", "11:00"]);
    world.now = at("2026-12-01T10:00:00.000001Z");
    assert_eq!(utc(&world), ["10:30", "11:00"]);
}

#[test]
fn a_service_that_runs_past_the_last_day_asked_for_still_counts() {
    let mut world = world("UTC", "2026-12-01", &[("00:00", "24:00")], timing(1440, 0, 0));
    world.step = StepMinutes::new(240).unwrap();
    assert_eq!(ends(&utc(&world)), ("00:00", "20:00", 6));
}

#[test]
fn a_step_that_does_not_divide_the_day_begins_anew_at_each_midnight() {
    let mut world = world("UTC", "2026-12-01", &[("00:00", "24:00")], timing(1, 0, 0));
    world.step = StepMinutes::new(210).unwrap();
    world.days = DayCount::new(2).unwrap();
    let starts = utc(&world);
    assert_eq!(starts[..7], starts[7..]);
    assert_eq!(ends(&starts), ("00:00", "21:00", 14));
}

#[test]
fn starts_are_counted_from_each_opening_if_the_center_says_so() {
    let hours = &[("09:10", "11:00"), ("13:05", "15:00")];
    let mut world = world("UTC", "2026-12-01", hours, timing(45, 0, 0));
    assert_eq!(utc(&world), ["09:30", "10:00", "13:30", "14:00"]);
    world.anchor = SlotAnchor::Window;
    assert_eq!(utc(&world), ["09:10", "09:40", "10:10", "13:05", "13:35", "14:05"]);
    // Each provider's openings are their own, and begin when the center's do.
    world.providers.push(provider(&[("09:00", "10:00")], timing(45, 0, 0)));
    world.center.hours = Some(daily(&[("09:12", "15:00")]));
    assert_eq!(utc(&world)[..3], ["09:12", "09:42", "10:12"]);
    world.center.hours = None;
    world.service_hours = Some(daily(&[("13:20", "14:30")]));
    assert_eq!(utc(&world), ["13:20"]);
    world.providers.truncate(1);
    let listed = |start| try_at(&world, start, BookingRules::Listed).map(|_| ());
    assert_eq!(listed("2026-12-01T13:20:00Z"), Ok(()));
    assert_eq!(listed("2026-12-01T13:30:00Z"), Err(Refusal::OffGrid));
    // The desk books between them, as ever.
    assert!(try_at(&world, "2026-12-01T13:30:00Z", BookingRules::OffGrid).is_ok());
}

#[test]
fn an_opening_of_the_evening_counts_through_the_night_and_none_longer_than_a_day() {
    let mut world = world("UTC", "2026-12-01", &[("22:10", "02:00")], timing(20, 0, 0));
    world.step = StepMinutes::new(50).unwrap();
    world.anchor = SlotAnchor::Window;
    assert_eq!(utc(&world), ["00:40", "01:30", "22:10", "23:00", "23:50"]);
    // Where nothing ever opens, midnight is what is left.
    world.providers[0].place.hours = Some(daily(&[("00:00", "24:00")]));
    let starts = utc(&world);
    assert_eq!((&*starts[0], &*starts[1]), ("00:00", "00:50"));
}

#[test]
fn each_rule_gives_its_own_reason() {
    let mut world = world("UTC", "2026-12-01", &[("09:00", "17:00")], timing(60, 0, 15));
    world.now = at("2026-12-01T09:15:00Z");
    world.earliest = at("2026-12-01T09:45:00Z");
    world.latest = at("2026-12-02T12:00:00Z");
    world.center.hours = Some(daily(&[("08:00", "16:00")]));
    world.center.blocked = vec![range("2026-12-01T12:00:00Z", "2026-12-01T12:30:00Z")].into();
    world.providers[0].place.blocked =
        vec![range("2026-12-01T13:30:00Z", "2026-12-01T14:00:00Z")].into();
    world.providers[0].busy = vec![range("2026-12-02T09:00:00Z", "2026-12-02T10:00:00Z")];
    let refused = |start| try_at(&world, start, BookingRules::Listed).unwrap_err();
    assert_eq!(refused("2026-12-01T10:00:30Z"), Refusal::NotAMinute);
    assert_eq!(refused("2026-12-01T10:10:00Z"), Refusal::OffGrid);
    assert_eq!(refused("2026-12-01T09:00:00Z"), Refusal::Past);
    assert_eq!(refused("2026-12-01T09:30:00Z"), Refusal::TooSoon);
    assert_eq!(refused("2026-12-02T12:30:00Z"), Refusal::TooLate);
    assert_eq!(refused("2026-12-01T15:30:00Z"), Refusal::CenterClosed);
    assert_eq!(refused("2026-12-01T11:00:00Z"), Refusal::CenterBlocked);
    assert_eq!(refused("2026-12-02T08:00:00Z"), Refusal::OutsideHours);
    assert_eq!(refused("2026-12-01T12:30:00Z"), Refusal::Blocked);
    assert_eq!(refused("2026-12-02T09:30:00Z"), Refusal::Busy);
    let nobody = Preference { provider: Some(Uuid::from_u128(99)), ..Preference::default() };
    let start = at("2026-12-01T10:00:00Z");
    let alone = place(&world.situation(), start, nobody, BookingRules::Listed);
    assert_eq!(alone, Err(Refusal::NoProvider));
    let room = Preference { room: Some(Uuid::from_u128(99)), ..Preference::default() };
    assert_eq!(place(&world.situation(), start, room, BookingRules::Listed), Err(Refusal::NoRoom));
}

#[test]
fn of_several_providers_the_one_who_came_furthest_gives_the_reason() {
    let mut world = world("UTC", "2026-12-01", &[("09:00", "17:00")], timing(60, 0, 0));
    world.providers[0].busy = vec![range("2026-12-01T09:00:00Z", "2026-12-01T10:00:00Z")];
    world.providers.push(provider(&[("13:00", "17:00")], timing(60, 0, 0)));
    assert_eq!(try_at(&world, "2026-12-01T09:00:00Z", BookingRules::Listed), Err(Refusal::Busy));
}

#[test]
fn staff_book_between_the_starts_that_are_listed() {
    let world = world("UTC", "2026-12-01", &[("09:00", "17:00")], timing(60, 0, 0));
    let start = "2026-12-01T09:07:00Z";
    assert_eq!(try_at(&world, start, BookingRules::Listed), Err(Refusal::OffGrid));
    assert!(try_at(&world, start, BookingRules::OffGrid).is_ok());
}

#[test]
fn an_override_sets_hours_and_the_past_aside_but_nothing_that_is_taken() {
    let mut world = world("UTC", "2026-12-01", &[("09:00", "17:00")], timing(60, 0, 0));
    world.earliest = at("2026-12-02T00:00:00Z");
    world.center.hours = Some(WeeklyHours::default());
    world.providers[0].busy = vec![range("2026-12-01T19:00:00Z", "2026-12-01T20:00:00Z")];
    assert!(try_at(&world, "2026-12-01T18:00:00Z", BookingRules::Override).is_ok());
    assert_eq!(try_at(&world, "2026-12-01T18:01:00Z", BookingRules::Override), Err(Refusal::Busy));
    world.now = at("2026-12-03T18:01:00Z");
    assert!(try_at(&world, "2026-12-01T18:00:00Z", BookingRules::Override).is_ok());
}

#[test]
fn notice_and_horizon_bind_guests_and_the_desk_books_who_walks_in() {
    let mut world = world("UTC", "2026-12-01", &[("09:00", "17:00")], timing(60, 0, 0));
    world.now = at("2026-12-01T10:20:30Z");
    world.earliest = at("2026-12-01T14:00:00Z");
    world.latest = at("2026-12-01T15:00:00Z");
    assert_eq!(utc(&world), ["14:00", "14:30", "15:00"]);
    let desk = |start| try_at(&world, start, BookingRules::OffGrid).map(|_| ());
    for start in ["2026-12-01T09:21:00Z", "2026-12-01T10:20:00Z", "2026-12-01T16:00:00Z"] {
        assert_eq!(desk(start), Ok(()), "{start}");
    }
    assert_eq!(desk("2026-12-01T09:20:00Z"), Err(Refusal::Past));
}

#[test]
fn anyone_is_the_least_specialised_who_is_free_then_the_least_busy() {
    let mut world = three(Assignment::LeastSpecialised);
    world.providers[1].busy = vec![range("2026-12-01T15:00:00Z", "2026-12-01T16:00:00Z")];
    assert_eq!(chosen(&world, "2026-12-01T09:00:00Z"), 3);
    world.providers[2].busy = vec![range("2026-12-01T09:00:00Z", "2026-12-01T11:00:00Z")];
    assert_eq!(chosen(&world, "2026-12-01T09:00:00Z"), 2);
    // The other day nobody is busy.
    assert_eq!(chosen(&world, "2026-12-02T09:00:00Z"), 2);
    world.providers[1].busy.push(range("2026-12-01T09:00:00Z", "2026-12-01T10:00:00Z"));
    assert_eq!(chosen(&world, "2026-12-01T09:00:00Z"), 1);
}

/// Three providers, of whom the first one performs more services than the others.
fn three(assignment: Assignment) -> World {
    let mut world = world("UTC", "2026-12-01", &[("09:00", "17:00")], timing(60, 0, 0));
    let cut_alone = || provider(&[("09:00", "17:00")], timing(60, 0, 0));
    world.providers = vec![cut_alone(), cut_alone(), cut_alone()];
    world.providers[0].skills = 2;
    World { assignment, ..world }
}

fn chosen(world: &World, start: &str) -> u128 {
    try_at(world, start, BookingRules::Listed).unwrap().provider.as_u128()
}

#[test]
fn anyone_may_be_the_least_busy_whatever_else_they_perform() {
    let mut world = three(Assignment::LeastBusy);
    assert_eq!(chosen(&world, "2026-12-01T09:00:00Z"), 1);
    world.providers[0].busy = vec![range("2026-12-01T14:00:00Z", "2026-12-01T16:00:00Z")];
    world.providers[1].busy = vec![range("2026-12-01T15:00:00Z", "2026-12-01T16:00:00Z")];
    assert_eq!(chosen(&world, "2026-12-01T09:00:00Z"), 3);
    world.providers[2].busy = vec![range("2026-12-01T09:00:00Z", "2026-12-01T09:30:00Z")];
    assert_eq!(chosen(&world, "2026-12-01T09:00:00Z"), 2);
}

#[test]
fn anyone_may_be_who_has_the_fewest_appointments_of_the_week() {
    let mut world = three(Assignment::Even);
    // As by default, as long as nobody has any.
    assert_eq!(chosen(&world, "2026-12-01T09:00:00Z"), 2);
    world.providers[1].begun = vec![at("2026-11-30T09:00:00Z")];
    // The Sunday before is of another week.
    world.providers[2].begun = vec![at("2026-11-29T23:59:00Z")];
    assert_eq!(chosen(&world, "2026-12-01T09:00:00Z"), 3);
    world.providers[2].begun.push(at("2026-12-06T23:59:00Z"));
    assert_eq!(chosen(&world, "2026-12-01T09:00:00Z"), 1);
    assert_eq!(chosen(&world, "2026-12-07T09:00:00Z"), 2);
}

#[test]
fn anyone_may_be_the_first_one_who_is_free() {
    let mut world = three(Assignment::AsListed);
    world.providers[0].busy = vec![range("2026-12-01T10:00:00Z", "2026-12-01T16:00:00Z")];
    assert_eq!(chosen(&world, "2026-12-01T09:00:00Z"), 1);
    assert_eq!(chosen(&world, "2026-12-01T10:00:00Z"), 2);
}

#[test]
fn the_ends_of_the_calendar_are_searched_without_a_panic() {
    for zone in ["Pacific/Kiritimati", "America/New_York", "Pacific/Niue"] {
        let mut world = world(zone, "9999-12-30", &[("00:00", "24:00")], timing(1440, 1440, 1440));
        world.days = DayCount::MAX;
        for day in [world.first_day, NaiveDate::MAX, NaiveDate::MIN, "1899-12-30".parse().unwrap()]
        {
            world.first_day = day;
            for slot in search(&world.situation(), day, world.days).iter() {
                assert!(slot.offers().count() == 1);
            }
        }
        for start in [Timestamp::MIN, Timestamp::MAX.floor_to_minute()] {
            for rules in [BookingRules::Listed, BookingRules::OffGrid, BookingRules::Override] {
                let _ = place(&world.situation(), start, Preference::default(), rules);
            }
        }
    }
}
