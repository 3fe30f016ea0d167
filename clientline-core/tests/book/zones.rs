//! A center that gets another zone: all that is said of its appointments agrees.

use clientline_core::{
    conformance::fixture::{at, commit, day},
    entity::Stored,
    model::{Appointment, Blockout, Center},
    ops::{
        page::PageRequest,
        resource::Get,
        scheduling::{
            appointments::{AppointmentFilter, ListAppointments},
            booking::BookAppointment,
            calendar::ReadCalendar,
            calendars::{BlockoutFilter, CreateBlockout, ListBlockouts},
            clock_check::check_clocks,
            reschedule::Reschedule,
            series::BookSeries,
            series_state::{DateOutcome, GetSeries},
            slots::FindSlots,
            zone_change::{ChangeZone, KeptTime, ZoneChange},
        },
    },
    row::ChangeSet,
    value::{Id, TimeZone, Timestamp},
};

use super::{
    World,
    four_hands::spa,
    kinds::{clinic, further},
    refused, reschedule, stored_world,
    workplaces::two_centers,
    world,
};

fn change(world: &World, zone: &str, appointments: KeptTime) -> ChangeZone {
    let time_zone = TimeZone::new(zone).unwrap();
    let change = ZoneChange { time_zone, appointments };
    ChangeZone { id: world.center.id, change, expected: None }
}

/// The starts that are listed of the first day, as the clocks show them.
async fn listed(world: &World) -> Vec<String> {
    let find = FindSlots::new(world.center.id, world.service.id, day());
    world.scope.run(&find).await.unwrap().slots.iter().map(|slot| slot.local).collect()
}

async fn blockouts(world: &World) -> Vec<Stored<Blockout>> {
    let list = ListBlockouts { filter: BlockoutFilter::default(), page: PageRequest::default() };
    world.scope.run(&list).await.unwrap().items
}

#[tokio::test]
async fn appointments_that_other_clocks_moved_are_named_and_left_alone() {
    let (world, storage) = stored_world(1).await;
    let (client, tenant) = (world.scope.client(), world.scope.tenant());
    let book = |minutes| world.book(world.guests[0].id, at(minutes));
    let booked = world.scope.run(&book(60)).await.unwrap();
    world.scope.run(&book(180)).await.unwrap();
    let sound = check_clocks(client, tenant).await.unwrap();
    assert_eq!((sound.appointments, sound.moved), (2, Vec::new()));
    // As if it had been agreed by clocks that were an hour behind.
    let behind = |changes: &mut ChangeSet| {
        changes.update(&booked, |booked| booked.local_start = "2035-01-08T09:00".to_owned());
    };
    commit(&storage, tenant, behind).await.unwrap();
    let check = check_clocks(client, tenant).await.unwrap();
    let [moved] = &*check.moved else { panic!("{check:?}") };
    assert_eq!((moved.id, moved.starts_at), (booked.id, booked.starts_at));
    assert_eq!((&*moved.agreed, &*moved.shown), ("2035-01-08T09:00", "2035-01-08T10:00"));
    let after = world.scope.run(&Get::<Appointment>(booked.id)).await.unwrap();
    assert_eq!(after.starts_at, booked.starts_at);
}

/// What is said of an appointment: by itself, by the calendar, and by the time it takes.
async fn said(world: &World, id: Id<Appointment>) -> (Timestamp, String, String) {
    let appointment = world.scope.run(&Get::<Appointment>(id)).await.unwrap();
    let calendar = world.scope.run(&ReadCalendar::new(world.center.id, day())).await.unwrap();
    let json = serde_json::to_value(&calendar).unwrap().to_string();
    assert!(json.contains(&appointment.starts_at.to_string()), "{json}");
    (appointment.starts_at, appointment.local_start.clone(), appointment.time_zone.to_string())
}

#[tokio::test]
async fn appointments_keep_their_wall_time_or_their_instant_as_it_is_said() {
    let world = world(1).await;
    let booked = world.scope.run(&world.book(world.guests[0].id, at(60))).await.unwrap();
    let blockout: CreateBlockout = serde_json::from_value(serde_json::json!({
        "provider_id": world.provider.id, "reason": "break",
        "starts_at": at(180), "ends_at": at(240),
    }))
    .unwrap();
    world.scope.run(&blockout).await.unwrap();
    let before = listed(&world).await;
    assert!(!before.contains(&"2035-01-08T10:00".to_owned()));

    // Berlin is an hour ahead: ten there is nine in Lisbon.
    let wall = change(&world, "Europe/Berlin", KeptTime::WallTime);
    let center = world.scope.run(&wall).await.unwrap();
    assert_eq!(center.time_zone, wall.change.time_zone);
    let ten = "2035-01-08T10:00".to_owned();
    assert_eq!(said(&world, booked.id).await, (at(0), ten, "Europe/Berlin".to_owned()));
    assert_eq!(listed(&world).await, before);
    assert_eq!(blockouts(&world).await[0].starts_at, at(120));
    // Its time is taken where it is now, and free where it was.
    assert_eq!(
        refused(world.scope.run(&world.book(world.guests[0].id, at(0))).await),
        "slot_taken"
    );
    let free = world.scope.run(&world.book(world.guests[0].id, at(60))).await.unwrap();
    assert_eq!(free.local_start, "2035-01-08T11:00");

    let instant = change(&world, "Europe/Lisbon", KeptTime::Instant);
    world.scope.run(&instant).await.unwrap();
    let nine = "2035-01-08T09:00".to_owned();
    assert_eq!(said(&world, booked.id).await, (at(0), nine, "Europe/Lisbon".to_owned()));
    assert_eq!(blockouts(&world).await[0].starts_at, at(120));
    assert_eq!(
        refused(world.scope.run(&world.book(world.guests[0].id, at(0))).await),
        "slot_taken"
    );
    assert!(!listed(&world).await.contains(&"2035-01-08T09:00".to_owned()));
}

#[tokio::test]
async fn a_series_is_planned_at_the_same_wall_time_as_before() {
    let world = world(1).await;
    let booked: BookSeries = serde_json::from_value(serde_json::json!({
        "center_id": world.center.id, "guest_id": world.guests[0].id,
        "service_id": world.service.id, "starts_at": at(60), "rule": "FREQ=DAILY;COUNT=3",
    }))
    .unwrap();
    let booked = world.scope.run(&booked).await.unwrap();
    let alone = reschedule(booked.appointments[1].id, Reschedule::to(at(24 * 60 + 120)));
    world.scope.run(&alone).await.unwrap();
    let wall = change(&world, "Europe/Berlin", KeptTime::WallTime);
    world.scope.run(&wall).await.unwrap();
    let series = GetSeries(Id::from_uuid(booked.series_id.unwrap()));
    let found = world.scope.run(&series).await.unwrap().dates;
    let became: Vec<_> = found.iter().map(|date| date.became).collect();
    assert_eq!(became, [DateOutcome::Booked, DateOutcome::Moved, DateOutcome::Booked]);
    // Ten in Berlin is nine in Lisbon.
    let planned: Vec<_> = found.iter().filter_map(|date| date.planned_at).collect();
    assert_eq!(planned, [at(0), at(24 * 60), at(48 * 60)]);
}

#[tokio::test]
async fn a_zone_whose_clocks_bring_two_appointments_together_is_refused() {
    let world = world(1).await;
    // Clocks in Berlin go from two to three on this day, those in UTC do not.
    world.scope.run(&change(&world, "Etc/UTC", KeptTime::Instant)).await.unwrap();
    for start in ["2035-03-25T02:30:00Z", "2035-03-25T03:30:00Z"] {
        let wish = BookAppointment {
            override_rules: true,
            ..world.book(world.guests[0].id, start.parse().unwrap())
        };
        world.scope.run(&wish).await.unwrap();
    }
    let wall = change(&world, "Europe/Berlin", KeptTime::WallTime);
    assert_eq!(refused(world.scope.run(&wall).await), "slot_taken");
    world.scope.run(&change(&world, "Europe/Berlin", KeptTime::Instant)).await.unwrap();
}

#[tokio::test]
async fn appointments_that_follow_each_other_pass_over_each_others_times() {
    let world = world(1).await;
    for minutes in [0, 60] {
        world.scope.run(&world.book(world.guests[0].id, at(minutes))).await.unwrap();
    }
    let id = world.center.id;
    let wall = change(&world, "Asia/Kathmandu", KeptTime::WallTime);
    world.scope.run(&wall).await.unwrap();
    let center = world.scope.run(&Get::<Center>(id)).await.unwrap();
    assert_eq!(center.time_zone.to_string(), "Asia/Kathmandu");
    // Five hours and three quarters earlier.
    let find = FindSlots::new(id, world.service.id, day());
    let first = world.scope.run(&find).await.unwrap().slots.first().unwrap();
    assert_eq!((first.starts_at, first.local), (at(120 - 345), "2035-01-08T11:00".to_owned()));
}

/// The appointments that are listed by some filter around ten o'clock in Berlin.
async fn at_nine(world: &World, filter: AppointmentFilter) -> Vec<Id<Appointment>> {
    let filter = AppointmentFilter { from: Some(at(-30)), to: Some(at(30)), ..filter };
    let list = ListAppointments { filter, ..ListAppointments::default() };
    world.scope.run(&list).await.unwrap().items.iter().map(|one| one.id).collect()
}

#[tokio::test]
async fn lists_by_further_providers_and_rooms_find_what_kept_its_wall_time() {
    let spa = spa(1).await;
    let booked = spa.book(60).await.unwrap();
    let berlin = |world: &World| change(world, "Europe/Berlin", KeptTime::WallTime);
    spa.world.scope.run(&berlin(&spa.world)).await.unwrap();
    assert_eq!(booked.providers().count(), 2);
    for provider in booked.providers() {
        let by = AppointmentFilter { provider_id: Some(provider), ..AppointmentFilter::default() };
        assert_eq!(at_nine(&spa.world, by).await, [booked.id]);
    }
    let clinic = clinic(1).await;
    let booked = clinic.book(60).await.unwrap();
    clinic.world.scope.run(&berlin(&clinic.world)).await.unwrap();
    let rooms = further(&booked);
    assert_eq!(rooms.len(), 1);
    for room in rooms {
        let by = AppointmentFilter { room_id: Some(room), ..AppointmentFilter::default() };
        assert_eq!(at_nine(&clinic.world, by).await, [booked.id]);
    }
}

#[tokio::test]
async fn a_zone_in_which_somebody_could_not_get_to_another_center_is_refused() {
    let (world, porto) = two_centers(1).await;
    let there = BookAppointment { center_id: porto.id, ..world.book(world.guests[0].id, at(120)) };
    world.scope.run(&there).await.unwrap();
    let own = world.scope.run(&world.book(world.guests[0].id, at(0))).await.unwrap();
    // Nine in the Azores is ten: until eleven, when they would have to be there.
    let wall = change(&world, "Atlantic/Azores", KeptTime::WallTime);
    assert_eq!(refused(world.scope.run(&wall).await), "slot_taken");
    world.scope.run(&change(&world, "Atlantic/Azores", KeptTime::Instant)).await.unwrap();
    // Eight in Lisbon leaves them time.
    let later = change(&world, "Europe/Lisbon", KeptTime::WallTime);
    world.scope.run(&later).await.unwrap();
    let after = world.scope.run(&Get::<Appointment>(own.id)).await.unwrap();
    assert_eq!(after.starts_at, at(-60));
}
