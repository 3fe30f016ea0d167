//! Times: two appointments of one resource at once, and periods that are none.

use super::{Attack, Refusal, Statement, attacks, copy, delete, touch, update};

const TAKEN: Refusal = Refusal::Rule("slot_taken");

/// The provider's time of the first appointment, 9:00 to 9:30; the next one is at 10:00.
const TIME: (&str, u128) = ("occupancy", 2);

/// Takes time beside what is taken already; `right` is taken by nobody.
fn taken(wrong: [&'static str; 2], right: [&'static str; 2]) -> Attack {
    let given = |[start, end]: [&'static str; 2]| [("starts_at", start), ("ends_at", end)];
    copy(TIME.0, TIME.1, &given(wrong), &given(right)).by(TAKEN)
}

/// Right after the appointment, for ten minutes.
const AFTER: [&str; 2] = ["ends_at", "ends_at + {10 minutes}"];
/// Far from anything.
const NOON: &str = "starts_at + {400 minutes}";

/// A period far from anything, and one of ten minutes.
fn period(end: &'static str) -> Attack {
    let right = "starts_at + {410 minutes}";
    taken([NOON, end], [NOON, right]).by(Refusal::Check("ends_at starts_at"))
}

/// A seat of a session at noon.
const SEAT: [(&str, &str); 4] = [
    ("starts_at", NOON),
    ("ends_at", "starts_at + {410 minutes}"),
    ("class_id", "{id service 1}"),
    ("seat", "1"),
];

/// Takes the second seat of that session, with something of it wrong.
fn seat(wrong: (&'static str, &'static str)) -> Attack {
    let mut right = SEAT;
    right[3].1 = "2";
    let given = right.map(|column| if column.0 == wrong.0 { wrong } else { column });
    copy(TIME.0, TIME.1, &given, &right).by(TAKEN).after(Statement::Copy(
        TIME.0,
        TIME.1,
        SEAT.to_vec(),
    ))
}

attacks! {
    a_seat_that_is_taken: seat(("seat", "1")).by(Refusal::Unique("seat_taken")),
    a_seat_of_another_class_at_one_time: seat(("class_id", "{id service 2}")),
    a_seat_of_a_session_that_begins_later: seat(("starts_at", "starts_at + {401 minutes}")),
    a_seat_of_a_session_that_begins_before: seat(("starts_at", "starts_at + {399 minutes}")),
    the_same_time_again: taken(["starts_at", "ends_at"], AFTER),
    a_time_that_begins_before_and_ends_within:
        taken(["starts_at - {20 minutes}", "starts_at + {1 microseconds}"],
              ["starts_at - {20 minutes}", "starts_at"]),
    a_time_that_begins_within_and_ends_after:
        taken(["ends_at - {1 microseconds}", "ends_at + {10 minutes}"], AFTER),
    a_time_within_another: taken(["starts_at + {1 minutes}", "ends_at - {1 minutes}"], AFTER),
    a_time_around_another:
        taken(["starts_at - {5 minutes}", "ends_at + {5 minutes}"], AFTER),
    a_time_that_reaches_the_next_appointment:
        taken(["ends_at", "ends_at + {31 minutes}"], ["ends_at", "ends_at + {30 minutes}"]),
    a_time_over_several_appointments: taken(["starts_at - {5 minutes}", "ends_at + {300 minutes}"], AFTER),
    the_same_unit_of_a_room: copy("occupancy", 3, &[("unit", "1")], &[("unit", "2")]).by(TAKEN),
    a_time_under_a_new_key_of_another_appointment: copy(
        "occupancy",
        2,
        &[("appointment_id", "{id appointment 2}")],
        &[("appointment_id", "{id appointment 2}"), ("resource_id", "{id room 1}"), ("unit", "3")],
    )
    .by(TAKEN),
    a_seat_of_a_class_beside_who_has_the_time_alone: copy(
        "occupancy",
        2,
        &[("class_id", "{id service 1}"), ("seat", "2")],
        &[("class_id", "{id service 1}"), ("seat", "2"), ("unit", "2")],
    )
    .by(TAKEN),
    a_seat_without_a_class: copy(
        "occupancy",
        2,
        &[("seat", "1"), ("unit", "2")],
        &[("class_id", "{id service 1}"), ("seat", "1"), ("unit", "2")],
    )
    .by(Refusal::Check("class_id seat")),
    a_seat_below_the_first: copy(
        "occupancy",
        2,
        &[("class_id", "{id service 1}"), ("seat", "0"), ("unit", "2")],
        &[("class_id", "{id service 1}"), ("seat", "1"), ("unit", "2")],
    )
    .by(Refusal::Check("seat")),
    a_time_that_moves_onto_another: update(
        "occupancy",
        2,
        "starts_at = starts_at + {60 minutes}, ends_at = ends_at + {60 minutes}",
        "unit = unit",
    )
    .but(Statement::Delete("occupancy", 2))
    .by(Refusal::Rule("occupancy_never_changes")),
    a_time_that_becomes_longer: update("occupancy", 2, "ends_at = ends_at + {1 minutes}", "unit = unit")
        .but(Statement::Delete("occupancy", 2))
        .by(Refusal::Rule("occupancy_never_changes")),
    a_time_of_another_resource: update("occupancy", 2, "resource_id = {id room 1}", "unit = unit")
        .but(Statement::Delete("occupancy", 2))
        .by(Refusal::Rule("occupancy_never_changes")),

    an_empty_time: period(NOON),
    a_time_that_ends_before_it_starts: period("starts_at + {399 minutes}"),
    a_time_of_more_than_four_days: taken(
        [NOON, "starts_at + {6161 minutes}"],
        [NOON, "starts_at + {6160 minutes}"],
    )
    .by(Refusal::Check("ends_at starts_at")),
    a_unit_below_the_first: copy("occupancy", 3, &[("unit", "0")], &[("unit", "2")])
        .by(Refusal::Check("unit")),

    an_empty_appointment: update("appointment", 2, "ends_at = starts_at", "ends_at = ends_at")
        .by(Refusal::Check("ends_at starts_at")),
    an_appointment_that_ends_before_it_starts:
        update("appointment", 2, "ends_at = starts_at - {1 microseconds}", "ends_at = ends_at")
            .by(Refusal::Check("ends_at starts_at")),
    an_appointment_of_more_than_a_day: update(
        "appointment",
        2,
        "ends_at = starts_at + {1441 minutes}",
        "ends_at = starts_at + {1440 minutes}",
    )
    .by(Refusal::Check("ends_at starts_at")),
    an_appointment_in_a_room_without_a_place_in_it:
        update("appointment", 2, "room_unit = NULL", "room_unit = 2")
            .by(Refusal::Check("room_id room_unit")),
    an_appointment_with_a_place_in_no_room:
        update("appointment", 2, "room_id = NULL", "room_id = NULL, room_unit = NULL")
            .by(Refusal::Check("room_id room_unit")),
    an_appointment_with_further_rooms_and_no_first: update(
        "appointment",
        2,
        "room_id = NULL, room_unit = NULL, further_room_ids = '[1]'",
        "further_room_ids = '[1]'",
    )
    .by(Refusal::Check("further_room_ids room_id")),

    a_blockout_that_is_empty: update("blockout", 1, "ends_at = starts_at", "ends_at = ends_at")
        .by(Refusal::Check("ends_at starts_at")),
    a_blockout_of_more_than_a_year: update(
        "blockout",
        1,
        "span = 'longer', recurrence = NULL, ends_at = starts_at + {527041 minutes}",
        "span = 'longer', recurrence = NULL, ends_at = starts_at + {527040 minutes}",
    )
    .by(Refusal::Check("ends_at recurrence starts_at")),
    time_off_that_is_empty:
        update("time_off_request", 1, "ends_at = starts_at", "ends_at = ends_at")
            .by(Refusal::Check("ends_at starts_at")),
    time_off_that_nobody_decided_about: update(
        "time_off_request",
        1,
        "status = 'approved', decided_at = NULL",
        "status = 'approved', decided_at = starts_at",
    )
    .by(Refusal::Check("decided_at status")),
    an_appointment_that_never_begins:
        update("guest", 1, "created_at = {the end of time}", "created_at = created_at")
            .by(Refusal::Check("created_at")),
    a_row_from_before_all_time:
        update("guest", 1, "updated_at = {the beginning of time}", "updated_at = updated_at")
            .by(Refusal::Check("updated_at")),
    a_key_that_expires_at_the_end_of_time:
        update("api_key", 1, "expires_at = {the end of time}", "expires_at = NULL")
            .by(Refusal::Check("expires_at")),
    two_exceptions_of_one_day: copy(
        "hours_override",
        1,
        &[("date", "date")],
        &[("date", "{date 2027-01-07}")],
    )
    .by(Refusal::Unique("hours_override_exists")),
    the_history_of_an_appointment_is_rewritten:
        update("appointment_change", 1, "reason = 'x'", "reason = reason")
            .but(Statement::Copy("appointment_change", 1, Vec::new()))
            .by(Refusal::Rule("appointment_change_never_changes")),
    who_booked_an_appointment_is_said_anew:
        update("appointment", 1, "booked_by = 'x'", "booked_by = booked_by")
            .by(Refusal::Rule("appointment_change_never_changes")),
    the_history_of_an_appointment_is_removed:
        delete("appointment_change", 1, Statement::Copy("appointment_change", 1, Vec::new()))
            .by(Refusal::Rule("appointment_change_stays")),
    an_appointment_is_removed_while_its_time_is_taken:
        delete("appointment", 2, touch("appointment", 2)).by(Refusal::Referred),
}
