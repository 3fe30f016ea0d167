//! Days on which clocks change, and zones that are off the hour.

use super::{
    builders::{ends, local, try_at, utc, world},
    world::timing,
};
use crate::{
    slots::{BookingRules, search},
    value::StepMinutes,
};

const NEW_YORK: &str = "America/New_York";

#[test]
fn hours_after_one_o_clock_stay_on_the_wall_when_clocks_went_forward_that_night() {
    let world = world(NEW_YORK, "2027-03-14", &[("13:00", "18:00")], timing(60, 0, 0));
    assert_eq!(ends(&utc(&world)), ("17:00", "21:00", 9));
}

#[test]
fn hours_over_the_skipped_hour_have_three_real_hours() {
    let world = world(NEW_YORK, "2027-03-14", &[("01:00", "05:00")], timing(60, 0, 0));
    assert_eq!(
        local(&world),
        ["14 01:00 -0500", "14 01:30 -0500", "14 03:00 -0400", "14 03:30 -0400", "14 04:00 -0400"]
    );
}

#[test]
fn hours_in_the_skipped_hour_move_forward_with_it() {
    let world = world(NEW_YORK, "2027-03-14", &[("02:00", "03:00")], timing(30, 0, 0));
    // 02:00 means 03:00, and so does 03:00: nothing is left of the window.
    assert!(local(&world).is_empty());
}

#[test]
fn hours_over_the_repeated_hour_have_it_twice() {
    let world = world(NEW_YORK, "2027-11-07", &[("00:30", "04:00")], timing(30, 0, 0));
    let starts = local(&world);
    assert_eq!(ends(&starts), ("07 00:30 -0400", "07 03:30 -0500", 9));
    assert_eq!(
        starts[1..5],
        ["07 01:00 -0400", "07 01:30 -0400", "07 01:00 -0500", "07 01:30 -0500"]
    );
    assert_eq!(utc(&world)[1..5], ["05:00", "05:30", "06:00", "06:30"]);
}

#[test]
fn a_day_whose_midnight_is_skipped_begins_at_one() {
    let world = world("Africa/Cairo", "2027-04-30", &[("00:00", "03:00")], timing(60, 0, 0));
    assert_eq!(local(&world), ["30 01:00 +0300", "30 01:30 +0300", "30 02:00 +0300"]);
}

#[test]
fn a_day_whose_last_hour_repeats_has_twenty_five() {
    let mut world = world("Africa/Cairo", "2027-10-28", &[("00:00", "24:00")], timing(60, 0, 0));
    world.step = StepMinutes::new(60).unwrap();
    let starts = local(&world);
    assert_eq!(ends(&starts), ("28 00:00 +0300", "28 23:00 +0200", 25));
    assert_eq!(starts[23], "28 23:00 +0300");
}

#[test]
fn clocks_that_change_by_half_an_hour_repeat_half_an_hour() {
    let world = world("Australia/Lord_Howe", "2027-04-04", &[("01:00", "03:00")], timing(30, 0, 0));
    assert_eq!(
        local(&world),
        ["04 01:00 +1100", "04 01:30 +1100", "04 01:30 +1030", "04 02:00 +1030", "04 02:30 +1030"]
    );
}

#[test]
fn an_offset_of_a_quarter_of_an_hour_keeps_the_grid_on_the_wall() {
    let world = world("Asia/Kathmandu", "2026-12-01", &[("09:00", "10:00")], timing(30, 0, 0));
    assert_eq!(utc(&world), ["03:15", "03:45"]);
}

#[test]
fn an_offset_of_half_a_minute_is_kept_too() {
    let world = world("Africa/Monrovia", "1960-06-01", &[("09:00", "10:00")], timing(30, 0, 0));
    let situation = world.situation();
    let slots = search(&situation, world.first_day, world.days);
    let starts: Vec<_> = slots.iter().map(|slot| slot.starts_at.to_string()).collect();
    assert_eq!(starts, ["1960-06-01T09:44:30Z", "1960-06-01T10:14:30Z"]);
    assert!(try_at(&world, &starts[0], BookingRules::Listed).is_ok());
}
