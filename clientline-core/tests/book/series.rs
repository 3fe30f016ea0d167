//! Series: one appointment again and again by a rule.

use clientline_core::{
    Error,
    conformance::fixture::{at, create, day, name},
    model::{NewRoom, Room},
    ops::scheduling::{
        appointments::{AppointmentFilter, ListAppointments},
        cancel_together::CancelTogether,
        series::{BookSeries, OnConflict},
    },
    value::{Id, Timestamp},
};

use super::{World, colleague, guest_at, refused, stored_world, world};

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
    let other = series(&world, "FREQ=MONTHLY;BYDAY=5SU;COUNT=2");
    assert_eq!(refused(world.scope.run(&other).await), "not_of_the_rule");
    let strange = BookSeries { service_id: Id::from_uuid(uuid::Uuid::from_u128(9)), ..endless };
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
