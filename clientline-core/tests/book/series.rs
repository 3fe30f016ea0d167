//! Series: one appointment again and again by a rule.

use clientline_core::{
    Error, Scope,
    conformance::fixture::{at, create, day, name},
    model::{AppointmentStatus, NewRoom, Room},
    ops::scheduling::{
        appointment_status::ChangeStatus,
        appointments::{AppointmentFilter, ListAppointments},
        calendars::CreateBlockout,
        cancel_together::CancelTogether,
        reschedule::Reschedule,
        series::{BookSeries, OnConflict},
        series_moves::MoveSeries,
        series_state::{DateOutcome, GetSeries, SeriesState},
    },
    slots::Refusal,
    value::{Id, Timestamp},
};
use uuid::Uuid;

use super::{World, colleague, guest_at, refused, reschedule, stored_world, world};

fn series(world: &World, rule: &str) -> BookSeries {
    let guest = world.guests[0].id;
    BookSeries::new(world.center.id, guest, world.service.id, at(60), rule.parse().unwrap())
}

fn weeks(weeks: i64) -> Timestamp {
    at(60 + weeks * 7 * 24 * 60)
}

#[tokio::test]
async fn a_series_is_booked_on_every_date_of_its_rule() {
    let world = world(2).await;
    let booked = world.scope.run(&series(&world, "FREQ=WEEKLY;COUNT=4")).await.unwrap();
    let starts: Vec<_> = booked.appointments.iter().map(|one| one.starts_at).collect();
    assert_eq!(starts, [weeks(0), weeks(1), weeks(2), weeks(3)]);
    assert_eq!(booked.dates.len(), 4);
    assert!(booked.dates.iter().all(|date| date.rule.is_none()));
    let series_id = booked.series_id;
    assert!(booked.appointments.iter().all(|one| one.series_id == series_id));
    let filter = AppointmentFilter { series_id, ..AppointmentFilter::default() };
    let list = ListAppointments { filter, ..ListAppointments::default() };
    assert_eq!(world.scope.run(&list).await.unwrap().items.len(), 4);

    // This one and those after it, or all of them.
    let from = Some(weeks(2));
    let cancel = CancelTogether { series_id, from, ..CancelTogether::default() };
    assert_eq!(world.scope.run(&cancel).await.unwrap().len(), 2);
    let rest = CancelTogether { from: None, ..cancel };
    assert_eq!(world.scope.run(&rest).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_date_that_is_taken_fails_a_series_or_is_left_out() {
    let world = world(2).await;
    world.scope.run(&world.book(world.guests[1].id, weeks(1))).await.unwrap();
    let ask = series(&world, "FREQ=WEEKLY;COUNT=3");
    let error = world.scope.run(&ask).await.unwrap_err();
    let Error::SlotUnavailable { code, detail, .. } = &error else { panic!("{error:?}") };
    assert_eq!(*code, "slot_taken");
    let second = world.center.time_zone.local(weeks(1)).format("%Y-%m-%dT%H:%M").to_string();
    assert!(detail.contains(&second), "{detail}");

    let report = BookSeries { on_conflict: OnConflict::Report, ..ask.clone() };
    let told = world.scope.run(&report).await.unwrap();
    assert_eq!((told.series_id, told.appointments.len()), (None, 0));
    let free: Vec<bool> = told.dates.iter().map(|date| date.rule.is_none()).collect();
    assert_eq!(free, [true, false, true]);

    let skip = BookSeries { on_conflict: OnConflict::Skip, ..ask.clone() };
    let booked = world.scope.run(&skip).await.unwrap();
    assert_eq!(booked.appointments.len(), 2);
    assert_eq!(booked.dates, told.dates);
    // Nothing is left of it now: a series of nothing is none.
    assert_eq!(refused(world.scope.run(&skip).await), "slot_taken");
}

#[tokio::test]
async fn a_series_stays_with_who_has_its_first_date_while_they_are_free() {
    let world = world(2).await;
    let second = NewRoom::new(name("Chair 2"), world.room.room_category_id, world.center.id);
    create::<Room>(&world.scope, second).await;
    let ben = colleague(&world, "Ben").await;
    let mut other = world.book(world.guests[1].id, at(60));
    other.provider_id = Some(ben.id);
    world.scope.run(&other).await.unwrap();
    let mut taken = world.book(world.guests[1].id, weeks(2));
    taken.provider_id = Some(world.provider.id);
    world.scope.run(&taken).await.unwrap();
    // On later days the other one is as little busy.
    let booked = world.scope.run(&series(&world, "FREQ=WEEKLY;COUNT=4")).await.unwrap();
    let own = world.provider.id;
    let with: Vec<_> = booked.appointments.iter().map(|one| one.provider_id).collect();
    assert_eq!(with, [own, own, ben.id, own]);
}

#[tokio::test]
async fn a_series_ends_begins_with_its_rule_and_never_meets_itself() {
    let world = world(1).await;
    let endless = series(&world, "FREQ=WEEKLY");
    assert_eq!(refused(world.scope.run(&endless).await), "required");
    let until = day().checked_add_days(chrono::Days::new(14));
    let ended = BookSeries { until, on_conflict: OnConflict::Report, ..endless.clone() };
    assert_eq!(world.scope.run(&ended).await.unwrap().dates.len(), 3);
    for until in [day().pred_opt(), day().checked_add_days(chrono::Days::new(367))] {
        let wrong = BookSeries { until, ..endless.clone() };
        assert_eq!(refused(world.scope.run(&wrong).await), "out_of_range");
    }
    let long = series(&world, "FREQ=DAILY;COUNT=61");
    assert_eq!(refused(world.scope.run(&long).await), "out_of_range");
    // Nothing is cut off without a word, however conflicts are met.
    for on_conflict in [OnConflict::Fail, OnConflict::Skip, OnConflict::Shift, OnConflict::Report] {
        for rule in ["FREQ=MONTHLY;COUNT=24", "FREQ=WEEKLY;COUNT=54"] {
            let long = BookSeries { on_conflict, ..series(&world, rule) };
            assert_eq!(refused(world.scope.run(&long).await), "out_of_range", "{rule}");
        }
    }
    let report =
        BookSeries { on_conflict: OnConflict::Report, ..series(&world, "FREQ=WEEKLY;COUNT=53") };
    assert_eq!(world.scope.run(&report).await.unwrap().dates.len(), 53);
    // Who says until when means it.
    let cut = BookSeries { until: day().checked_add_days(chrono::Days::new(20)), ..report };
    assert_eq!(world.scope.run(&cut).await.unwrap().dates.len(), 3);
    let last = "9999-12-31T23:00:00Z".parse().unwrap();
    let beyond = BookSeries { starts_at: last, ..series(&world, "FREQ=DAILY;COUNT=2") };
    assert_eq!(refused(world.scope.run(&beyond).await), "out_of_range");
    let other = series(&world, "FREQ=MONTHLY;BYDAY=5SU;COUNT=2");
    assert_eq!(refused(world.scope.run(&other).await), "not_of_the_rule");
    let strange = BookSeries { service_id: Id::from_uuid(Uuid::from_u128(9)), ..endless };
    assert!(matches!(world.scope.run(&strange).await, Err(Error::Invalid(_))));
}

#[tokio::test]
async fn guests_book_what_is_listed_and_see_their_own() {
    let (world, storage) = stored_world(2).await;
    let desk = super::desk(&world, &storage, -60);
    let client = guest_at(&desk, &world, 0);
    let booked = client.run(&series(&world, "FREQ=WEEKLY;COUNT=2")).await.unwrap();
    assert_eq!(booked.appointments.len(), 2);
    let off_grid = BookSeries { starts_at: at(61), ..series(&world, "FREQ=WEEKLY;COUNT=2") };
    assert_eq!(refused(client.run(&off_grid).await), "off_grid");
    let theirs =
        BookSeries { guest_id: world.guests[1].id, ..series(&world, "FREQ=DAILY;COUNT=2") };
    assert!(client.run(&theirs).await.is_err());
}

#[tokio::test]
async fn a_series_ends_with_the_until_of_its_rule() {
    let world = world(1).await;
    // At ten, by the clock on the wall.
    let date = |weeks: u64| (day() + chrono::Days::new(weeks * 7)).format("%Y%m%d").to_string();
    for (until, dates) in
        [(date(2), 3), (format!("{}T100000", date(2)), 3), (format!("{}T095959", date(2)), 2)]
    {
        let rule = format!("FREQ=WEEKLY;UNTIL={until}");
        let report = BookSeries { on_conflict: OnConflict::Report, ..series(&world, &rule) };
        assert_eq!(world.scope.run(&report).await.unwrap().dates.len(), dates, "{rule}");
        // Whichever ends it first.
        let last = Some(day() + chrono::Days::new(7));
        let report = BookSeries { until: last, ..report };
        assert_eq!(world.scope.run(&report).await.unwrap().dates.len(), 2, "{rule}");
    }
    for until in [date(53), "20350107".to_owned()] {
        let rule = format!("FREQ=MONTHLY;UNTIL={until}");
        assert_eq!(refused(world.scope.run(&series(&world, &rule)).await), "out_of_range");
    }
}

#[tokio::test]
async fn a_date_that_is_taken_is_shifted_to_the_nearest_start_of_its_day() {
    let world = world(2).await;
    // From ten to eleven, with the quarter of an hour after it.
    world.scope.run(&world.book(world.guests[1].id, weeks(1))).await.unwrap();
    let ask =
        BookSeries { on_conflict: OnConflict::Shift, ..series(&world, "FREQ=WEEKLY;COUNT=3") };
    let booked = world.scope.run(&ask).await.unwrap();
    // At nine it is as near as at eleven.
    let nine = weeks(1).plus_minutes(-60).unwrap();
    let starts: Vec<_> = booked.appointments.iter().map(|one| one.starts_at).collect();
    assert_eq!(starts, [weeks(0), nine, weeks(2)]);
    let second = &booked.dates[1];
    assert_eq!((second.starts_at, second.shifted_to), (weeks(1), Some(nine)));
    assert_eq!(second.rule, Some(Refusal::Busy));
    assert!(booked.dates[0].shifted_to.is_none() && booked.dates[0].rule.is_none());
    // Once more: the first two weeks go on from there.
    let again = world.scope.run(&ask).await.unwrap();
    let shifted: Vec<_> = again.appointments.iter().map(|one| one.starts_at.since(at(0))).collect();
    let minutes: Vec<_> = shifted.iter().map(|since| since.num_minutes() % (7 * 24 * 60)).collect();
    assert_eq!(minutes, [0, 120, 0]);
}

#[tokio::test]
async fn a_day_without_a_free_start_fails_a_series_that_is_shifted() {
    let world = world(1).await;
    let away = serde_json::json!({
        "provider_id": world.provider.id, "reason": "vacation",
        "starts_at": weeks(1).plus_minutes(-60), "ends_at": weeks(1).plus_minutes(24 * 60),
    });
    let away: CreateBlockout = serde_json::from_value(away).unwrap();
    world.scope.run(&away).await.unwrap();
    let ask =
        BookSeries { on_conflict: OnConflict::Shift, ..series(&world, "FREQ=WEEKLY;COUNT=3") };
    let error = world.scope.run(&ask).await.unwrap_err();
    let Error::SlotUnavailable { code, detail, .. } = &error else { panic!("{error:?}") };
    assert_eq!(*code, "blocked");
    let local = |at| world.center.time_zone.local(at).format("%Y-%m-%dT%H:%M").to_string();
    assert!(detail.contains(&local(weeks(1))) && !detail.contains(&local(weeks(2))), "{detail}");
    let none = world.scope.run(&ListAppointments::default()).await.unwrap();
    assert!(none.items.is_empty());
}

/// What became of a series, by the use case that says so.
async fn state(scope: &Scope, series_id: Option<Uuid>) -> SeriesState {
    scope.run(&GetSeries(Id::from_uuid(series_id.unwrap()))).await.unwrap()
}

fn became(state: &SeriesState) -> Vec<DateOutcome> {
    state.dates.iter().map(|date| date.became).collect()
}

#[tokio::test]
async fn a_series_says_what_became_of_each_of_its_dates() {
    use DateOutcome::{Added, Booked, Cancelled, Moved, Skipped};
    let world = world(2).await;
    world.scope.run(&world.book(world.guests[1].id, weeks(1))).await.unwrap();
    let rule = "FREQ=WEEKLY;COUNT=4";
    let ask = BookSeries { on_conflict: OnConflict::Skip, ..series(&world, rule) };
    let booked = world.scope.run(&ask).await.unwrap();
    let series_id = booked.series_id;
    let found = state(&world.scope, series_id).await;
    assert_eq!((found.rule, found.until), (Some(rule.parse().unwrap()), None));
    assert_eq!(became(&found), [Booked, Skipped, Booked, Booked]);
    let planned: Vec<_> = found.dates.iter().map(|date| date.planned_at.unwrap()).collect();
    assert_eq!(planned, [0, 1, 2, 3].map(weeks));
    assert_eq!((found.dates[1].rule, found.dates[1].appointment_id), (Some(Refusal::Busy), None));

    let [_, third, fourth] = &booked.appointments[..] else { panic!() };
    let tuesday = weeks(2).plus_minutes(24 * 60).unwrap();
    world.scope.run(&reschedule(third.id, Reschedule::to(tuesday))).await.unwrap();
    let (id, to) = (fourth.id, AppointmentStatus::Cancelled);
    let cancel = ChangeStatus { id, to, reason: None, fee: None, expected: None };
    world.scope.run(&cancel).await.unwrap();
    let mut one_more = world.book(world.guests[0].id, weeks(5));
    one_more.series_id = series_id;
    world.scope.run(&one_more).await.unwrap();
    let found = state(&world.scope, series_id).await;
    assert_eq!(became(&found), [Booked, Skipped, Moved, Cancelled, Added]);
    let moved = &found.dates[2];
    assert_eq!((moved.planned_at, moved.starts_at), (Some(weeks(2)), Some(tuesday)));
    assert_eq!((moved.appointment_id, found.dates[4].planned_at), (Some(third.id), None));
}

#[tokio::test]
async fn a_series_that_is_moved_as_one_has_no_exceptions_by_that() {
    use DateOutcome::{Booked, Moved, Shifted};
    let world = world(2).await;
    world.scope.run(&world.book(world.guests[1].id, weeks(1))).await.unwrap();
    let rule = "FREQ=WEEKLY;COUNT=3";
    let ask = BookSeries { on_conflict: OnConflict::Shift, ..series(&world, rule) };
    let booked = world.scope.run(&ask).await.unwrap();
    let found = state(&world.scope, booked.series_id).await;
    assert_eq!(became(&found), [Booked, Shifted, Booked]);
    let series_id = booked.series_id.unwrap();
    let mut to = MoveSeries {
        series_id,
        from: Some(weeks(1).plus_minutes(-120).unwrap()),
        time: Some("15:00".parse().unwrap()),
        provider_id: None,
        reason: None,
        override_rules: false,
    };
    world.scope.run(&to).await.unwrap();
    let found = state(&world.scope, booked.series_id).await;
    assert_eq!(became(&found), [Booked; 3]);
    let minutes = |date: usize| {
        let date = &found.dates[date];
        date.starts_at.unwrap().since(date.planned_at.unwrap()).num_minutes()
    };
    assert_eq!([0, 1, 2].map(minutes), [0, 300, 300]);
    // One of them alone is an exception, and is none once all are moved again.
    let last = booked.appointments[2].id;
    let later = weeks(2).plus_minutes(345).unwrap();
    world.scope.run(&reschedule(last, Reschedule::to(later))).await.unwrap();
    assert_eq!(became(&state(&world.scope, booked.series_id).await), [Booked, Booked, Moved]);
    to.provider_id = Some(colleague(&world, "Rita").await.id);
    to.time = None;
    world.scope.run(&to).await.unwrap();
    assert_eq!(became(&state(&world.scope, booked.series_id).await), [Booked, Booked, Moved]);
    to.time = Some("12:00".parse().unwrap());
    world.scope.run(&to).await.unwrap();
    assert_eq!(became(&state(&world.scope, booked.series_id).await), [Booked; 3]);
}

#[tokio::test]
async fn guests_see_what_became_of_their_own_series_and_of_no_other() {
    let (world, storage) = stored_world(2).await;
    let desk = super::desk(&world, &storage, -60);
    let [own, other] = [0, 1].map(|guest| guest_at(&desk, &world, guest));
    let booked = own.run(&series(&world, "FREQ=WEEKLY;COUNT=2")).await.unwrap();
    assert_eq!(state(&own, booked.series_id).await.dates.len(), 2);
    let get = GetSeries(Id::from_uuid(booked.series_id.unwrap()));
    assert_eq!(refused(other.run(&get).await), "not_found");
    let nothing = GetSeries(Id::from_uuid(Uuid::from_u128(7)));
    assert_eq!(refused(own.run(&nothing).await), "not_found");
    // Whoever books makes the identifier up: it has no rule.
    let made_up = Some(Uuid::from_u128(8));
    let mut booking = world.book(world.guests[0].id, weeks(3));
    booking.series_id = made_up;
    desk.run(&booking).await.unwrap();
    let found = state(&own, made_up).await;
    assert_eq!((found.rule, became(&found)), (None, vec![DateOutcome::Added]));
}
