//! Visits: several services of one guest, booked, moved and cancelled together.

use clientline_core::{
    Error,
    conformance::fixture::{at, create, day, name},
    entity::Stored,
    model::{
        Appointment, AppointmentStatus, Center, NewRoom, NewRoomCategory, NewService, Room,
        RoomCategory, Service,
    },
    ops::resource::Update,
    ops::scheduling::{
        appointment_status::ChangeStatus,
        appointments::{AppointmentFilter, ListAppointments},
        booking::BookAppointment,
        cancel_together::CancelTogether,
        series::{BookSeries, OnConflict},
        visit_starts::{FindVisitStarts, ServiceStart, WantedService},
        visits::{BookVisit, MoveVisit, VisitService},
    },
    value::{Capacity, DayCount, DurationMinutes, Id, StartLimit},
};
use uuid::Uuid;

use super::{World, colleague, guest_at, refused, stored_world, world};

async fn service(world: &World, called: &str, minutes: i64) -> Stored<Service> {
    let duration = DurationMinutes::new(minutes).unwrap();
    let new = NewService::new(name(called), duration, "80.00".parse().unwrap());
    create::<Service>(&world.scope, new).await
}

/// Asks for the world's own service at so many minutes after nine, and then for others.
fn visit(world: &World, minutes: i64, then: &[Id<Service>]) -> BookVisit {
    let first = VisitService::new(world.service.id);
    let services = [first].into_iter().chain(then.iter().copied().map(VisitService::new));
    BookVisit::new(world.center.id, world.guests[0].id, at(minutes), services.collect())
}

fn wanted(world: &World, then: &[Id<Service>]) -> FindVisitStarts {
    let services = [world.service.id].into_iter().chain(then.iter().copied());
    FindVisitStarts {
        center_id: world.center.id,
        services: services.map(WantedService::new).collect(),
        date: day(),
        days: DayCount::MIN,
        limit: StartLimit::MAX,
    }
}

async fn of_visit(world: &World, visit_id: Uuid) -> Vec<Stored<Appointment>> {
    let filter = AppointmentFilter { visit_id: Some(visit_id), ..AppointmentFilter::default() };
    let list = ListAppointments { filter, ..ListAppointments::default() };
    let mut found = world.scope.run(&list).await.unwrap().items;
    found.reverse();
    found
}

#[tokio::test]
async fn services_of_a_visit_follow_each_other_and_are_known_by_it() {
    let world = world(2).await;
    let colour = service(&world, "Colour", 70).await;
    let booked = world.scope.run(&visit(&world, 60, &[colour.id])).await.unwrap();
    let [cut, dye] = booked.as_slice() else { panic!("{booked:?}") };
    // The only provider tidies up for a quarter of an hour between the two.
    let between = dye.starts_at.since(cut.ends_at).num_minutes();
    assert_eq!((cut.starts_at, between), (at(60), 15));
    assert_eq!(dye.ends_at.since(dye.starts_at).num_minutes(), 70);
    let visit_id = cut.visit_id.unwrap();
    assert_eq!(dye.visit_id, Some(visit_id));
    // Somebody else begins at once.
    colleague(&world, "Rita").await;
    let with_two = world.scope.run(&visit(&world, 240, &[colour.id])).await.unwrap();
    assert_eq!(with_two[1].starts_at, with_two[0].ends_at);
    assert_ne!(with_two[1].provider_id, with_two[0].provider_id);
    let found = of_visit(&world, visit_id).await;
    assert_eq!(found.iter().map(|one| one.id).collect::<Vec<_>>(), [cut.id, dye.id]);
    // Each has a sale of its own, and a plain appointment is of no visit.
    let alone = world.scope.run(&world.book(world.guests[1].id, at(0))).await.unwrap();
    assert_eq!(alone.visit_id, None);
}

#[tokio::test]
async fn a_visit_is_booked_as_a_whole_or_not_at_all() {
    let world = world(2).await;
    let colour = service(&world, "Colour", 60).await;
    let length = world.service.duration_minutes.get();
    let taken = at(60 + i64::from(length) + 30);
    world.scope.run(&world.book(world.guests[1].id, taken)).await.unwrap();
    let error = world.scope.run(&visit(&world, 60, &[colour.id])).await.unwrap_err();
    let Error::SlotUnavailable { code, detail, .. } = &error else { panic!("{error:?}") };
    assert_eq!(*code, "slot_taken");
    assert!(detail.starts_with("Service 2: "), "{detail}");
    let all = world.scope.run(&ListAppointments::default()).await.unwrap().items;
    assert_eq!(all.len(), 1);
    for services in [vec![], vec![VisitService::new(colour.id); 11]] {
        let wrong = BookVisit { services, ..visit(&world, 60, &[]) };
        assert_eq!(refused(world.scope.run(&wrong).await), "out_of_range");
    }
    // The first service starts when the visit does.
    let mut two = visit(&world, 60, &[colour.id]);
    two.services[0].starts_at = Some(at(75));
    assert_eq!(refused(world.scope.run(&two).await), "not_the_start");
    let mut strange = visit(&world, 60, &[colour.id]);
    strange.services[1].service_id = Id::from_uuid(Uuid::from_u128(7));
    let Err(Error::Invalid(inputs)) = world.scope.run(&strange).await else { panic!() };
    assert_eq!(inputs[0].pointer, "/services/1/service_id");
}

/// The whole day, minute by minute of the grid: what is listed can be booked as it is listed, and
/// nothing else can.
#[tokio::test]
async fn a_start_is_listed_if_and_only_if_the_visit_can_be_booked() {
    for with_rooms in [false, true] {
        let (world, storage) = stored_world(2).await;
        let ben = colleague(&world, "Ben").await;
        let mut colour = NewService::new(
            name("Colour"),
            DurationMinutes::new(50).unwrap(),
            "80.00".parse().unwrap(),
        );
        if with_rooms {
            let kind = NewRoomCategory::new(name("Chairs"));
            let kind = create::<RoomCategory>(&world.scope, kind).await;
            let chair = NewRoom::new(name("Chair"), kind.id, world.center.id);
            create::<Room>(&world.scope, chair).await;
            colour.room_category_id = Some(kind.id);
        }
        colour.buffer_before_minutes = 10.try_into().unwrap();
        let colour = create::<Service>(&world.scope, colour).await;
        for minutes in [45, 200] {
            let mut other = world.book(world.guests[1].id, at(minutes));
            other.provider_id = Some(ben.id);
            world.scope.run(&other).await.unwrap();
            let mut dye = world.book(world.guests[1].id, at(minutes + 75));
            dye.service_id = colour.id;
            world.scope.run(&dye).await.unwrap();
        }
        let found = world.scope.run(&wanted(&world, &[colour.id])).await.unwrap();
        assert!(!found.starts.is_empty());
        let client = guest_at(&super::desk(&world, &storage, -60), &world, 0);
        let mut booked = 0;
        for minutes in (0..480).step_by(15) {
            let mut ask = visit(&world, minutes, &[colour.id]);
            ask.guest_id = world.guests[0].id;
            let listed = found.starts.iter().find(|start| start.starts_at == at(minutes));
            match (client.run(&ask).await, listed) {
                (Ok(made), Some(start)) => {
                    booked += 1;
                    let with = start.services.iter().zip(&made).all(|(listed, made)| {
                        let as_booked = ServiceStart {
                            service_id: made.service_id,
                            starts_at: made.starts_at,
                            ends_at: made.ends_at,
                            provider_id: made.provider_id,
                            further_provider_ids: made.further_provider_ids,
                            room_id: made.room_id,
                        };
                        *listed == as_booked
                    });
                    assert!(with && made.len() == start.services.len(), "{start:?} {made:?}");
                    let visit_id = made[0].visit_id;
                    let cancel = CancelTogether { visit_id, ..CancelTogether::default() };
                    world.scope.run(&cancel).await.unwrap();
                }
                (Err(_), None) => {}
                (made, listed) => panic!("{minutes}: {made:?} {listed:?}"),
            }
        }
        assert_eq!(booked, found.starts.len());
    }
}

#[tokio::test]
async fn what_is_to_come_of_a_visit_is_moved_and_cancelled_together() {
    let world = world(2).await;
    let colour = service(&world, "Colour", 60).await;
    let booked = world.scope.run(&visit(&world, 60, &[colour.id])).await.unwrap();
    let visit_id = booked[0].visit_id.unwrap();
    // Half an hour later, over a part of its own time.
    let to = MoveVisit { visit_id, starts_at: at(90), reason: None, override_rules: false };
    let moved = world.scope.run(&to).await.unwrap();
    let later = |at: usize| moved[at].starts_at.since(booked[at].starts_at).num_minutes();
    assert_eq!([later(0), later(1)], [30, 30]);
    // Onto somebody else's time it is moved not at all.
    world.scope.run(&world.book(world.guests[1].id, at(300))).await.unwrap();
    let onto = MoveVisit { starts_at: at(270), ..to.clone() };
    assert!(world.scope.run(&onto).await.is_err());
    assert_eq!(of_visit(&world, visit_id).await[0].starts_at, at(90));

    // What is cancelled alone stays so.
    let alone = ChangeStatus {
        id: booked[0].id,
        to: AppointmentStatus::Cancelled,
        reason: None,
        fee: None,
        expected: None,
    };
    world.scope.run(&alone).await.unwrap();
    let cancel = CancelTogether { visit_id: Some(visit_id), ..CancelTogether::default() };
    let cancelled = world.scope.run(&cancel).await.unwrap();
    assert_eq!(cancelled.iter().map(|one| one.id).collect::<Vec<_>>(), [booked[1].id]);
    assert_eq!(refused(world.scope.run(&cancel).await), "nothing_to_cancel");
    let gone = world.scope.run(&MoveVisit { starts_at: at(0), ..to }).await;
    assert!(matches!(gone, Err(Error::NotFound { .. })));
    assert_eq!(refused(world.scope.run(&CancelTogether::default()).await), "one_of");
}

#[tokio::test]
async fn guests_cancel_their_own_visits_alone() {
    let (world, storage) = stored_world(2).await;
    let booked = world.scope.run(&visit(&world, 60, &[world.service.id])).await.unwrap();
    let cancel = CancelTogether { visit_id: booked[0].visit_id, ..CancelTogether::default() };
    let desk = super::desk(&world, &storage, -60);
    assert_eq!(refused(guest_at(&desk, &world, 1).run(&cancel).await), "nothing_to_cancel");
    assert_eq!(guest_at(&desk, &world, 0).run(&cancel).await.unwrap().len(), 2);
}

/// The parts of a visit, and the dates of a series, count against the limits as they are booked.
#[tokio::test]
async fn a_visit_and_a_series_keep_to_the_limits_of_guests_and_providers() {
    let (world, storage) = stored_world(2).await;
    let colour = service(&world, "Colour", 60).await;
    let client = guest_at(&super::desk(&world, &storage, -60), &world, 0);
    let limited = |policies: &str| {
        let patch = serde_json::from_str(&format!(r#"{{"policies": {policies}}}"#)).unwrap();
        Update::<Center> { id: world.center.id, patch, expected: None }
    };
    let ask = wanted(&world, &[colour.id]);
    world.scope.run(&limited(r#"{"guest_max_per_day": 1}"#)).await.unwrap();
    assert!(client.run(&ask).await.unwrap().starts.is_empty());
    assert_eq!(refused(client.run(&visit(&world, 60, &[colour.id])).await), "guest_limit_reached");
    // The desk is bound by none of them.
    assert!(!world.scope.run(&ask).await.unwrap().starts.is_empty());

    let series = BookSeries::new(
        world.center.id,
        world.guests[0].id,
        world.service.id,
        at(60),
        "FREQ=DAILY;COUNT=3".parse().unwrap(),
    );
    world
        .scope
        .run(&limited(r#"{"guest_max_per_day": null, "guest_max_to_come": 2}"#))
        .await
        .unwrap();
    assert_eq!(refused(client.run(&series).await), "guest_limit_reached");
    let skip = BookSeries { on_conflict: OnConflict::Skip, ..series };
    assert_eq!(client.run(&skip).await.unwrap().appointments.len(), 2);
    assert_eq!(refused(client.run(&visit(&world, 240, &[])).await), "guest_limit_reached");

    let day = r#"{"guest_max_to_come": null, "provider_max_per_day": 2}"#;
    world.scope.run(&limited(day)).await.unwrap();
    assert!(world.scope.run(&ask).await.unwrap().starts.is_empty());
    let two = world.scope.run(&visit(&world, 240, &[colour.id])).await;
    assert_eq!(refused(two), "provider_limit_reached");
}

/// A guest who joins a session takes nothing more of its provider's day, nor of its room.
#[tokio::test]
async fn a_session_that_a_visit_joins_counts_once() {
    let world = world(3).await;
    let yoga = NewService {
        max_guests: Capacity::new(5).unwrap(),
        room_category_id: Some(world.room.room_category_id),
        ..NewService::new(name("Yoga"), DurationMinutes::new(60).unwrap(), "20.00".parse().unwrap())
    };
    let yoga = create::<Service>(&world.scope, yoga).await;
    // Two appointments a day: the session, and one more.
    let patch = serde_json::from_str(r#"{"policies": {"provider_max_per_day": 2}}"#).unwrap();
    let limit = Update::<Center> { id: world.center.id, patch, expected: None };
    world.scope.run(&limit).await.unwrap();
    let attend = BookAppointment::new(world.center.id, world.guests[1].id, yoga.id, at(60));
    world.scope.run(&attend).await.unwrap();

    let visit = |guest: usize| {
        let services = [yoga.id, world.service.id].map(VisitService::new);
        BookVisit::new(world.center.id, world.guests[guest].id, at(60), services.to_vec())
    };
    let mut find = wanted(&world, &[]);
    let wanted = WantedService::new;
    find.services = vec![wanted(yoga.id), wanted(world.service.id)];
    let listed = world.scope.run(&find).await.unwrap().starts;
    let starts: Vec<_> = listed.iter().map(|start| start.starts_at).collect();
    assert_eq!(starts, [at(60)], "a session of its own would be one too many");
    world.scope.run(&visit(0)).await.unwrap();
    // Now the day is full, but for the seats of the session.
    assert!(world.scope.run(&find).await.unwrap().starts.is_empty());
    assert_eq!(refused(world.scope.run(&visit(2)).await), "slot_taken");
    find.services.truncate(1);
    let listed = world.scope.run(&find).await.unwrap().starts;
    assert_eq!(listed.iter().map(|start| start.starts_at).collect::<Vec<_>>(), [at(60)]);
}
