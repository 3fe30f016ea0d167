//! What is done with several appointments at once takes no more reads for many than for two.

use clientline_core::{
    Scope,
    conformance::fixture::{World, at, day, name},
    entity::Stored,
    model::{Appointment, Center, NewProvider, NewService, Organization, Provider, Service},
    ops::{
        access::organizations::UpdateOrganization,
        billing::invoices::GenerateInvoice,
        online::book::BookOnline,
        resource::{Create, Update},
        scheduling::{
            appointments::GetAppointmentSale,
            booking::BookAppointment,
            calendars::{CreateHoursOverride, NewHoursOverride},
            cancel_together::CancelTogether,
            class_moves::MoveClass,
            hours::SetPerformances,
            moves::{Move, MoveAppointments},
            parties::{BookParty, PartyGuest},
            party_moves::MoveParty,
            replan::Replan,
            reschedule::Reschedule,
            series_moves::MoveSeries,
            visits::{BookVisit, MoveVisit, VisitService},
        },
    },
    value::{DayHours, DurationMinutes, Id},
};
use serde_json::json;
use uuid::Uuid;

use super::{counting::Counter, patch, request};

const DAY: i64 = 24 * 60;

/// A world with so many guests, whose first sale has leased the numbers of the others.
async fn world(counter: &Counter, guests: usize) -> World {
    let world = World::make(&counter.storage, guests).await;
    book(&world, 0, 4 * DAY).await;
    world
}

async fn book(world: &World, guest: usize, minutes: i64) -> Stored<Appointment> {
    let wish = BookAppointment {
        provider_id: Some(world.provider.id),
        ..world.book(world.guests[guest].id, at(minutes))
    };
    world.scope.run(&wish).await.unwrap()
}

/// Appointments of one guest: seven a day, from the first day on.
async fn booked(world: &World, count: i64) -> Vec<Stored<Appointment>> {
    let mut booked = Vec::new();
    for number in 0..count {
        booked.push(book(world, 0, number / 7 * DAY + number % 7 * 60).await);
    }
    booked
}

fn moves(of: &[Stored<Appointment>], minutes: i64) -> MoveAppointments {
    let one = |one: &Stored<Appointment>| Move {
        appointment_id: one.id,
        to: Reschedule::to(one.starts_at.plus_minutes(minutes).unwrap()),
        version: Some(one.version().0),
    };
    MoveAppointments { moves: of.iter().map(one).collect() }
}

/// A service of an hour that needs no room.
async fn service(world: &World) -> Id<Service> {
    let hour = DurationMinutes::new(60).unwrap();
    let new = NewService::new(name("Colour"), hour, "80.00".parse().unwrap());
    world.scope.run(&Create::<Service>(new)).await.unwrap().id
}

async fn colleagues(world: &World, count: usize) -> Vec<Id<Provider>> {
    let mut all = vec![world.provider.id];
    for _ in 1..count {
        let mut new = NewProvider::new(name("Ana"), name("Reis"), world.center.id);
        new.hours.clone_from(&world.provider.hours);
        all.push(world.scope.run(&Create::<Provider>(new)).await.unwrap().id);
    }
    all
}

/// Whoever books without a sign-in.
async fn door(world: &World) -> Scope {
    let id = Id::<Organization>::from_uuid(world.scope.tenant().0);
    let open = patch(r#"{"settings": {"public_booking": {"is_open": true}}}"#);
    let open = UpdateOrganization { id, patch: open, expected: None };
    let slug = world.scope.run(&open).await.unwrap().slug.clone();
    world.scope.client().public_scope(&slug).await.unwrap()
}

#[tokio::test]
async fn guests_change_places_by_as_many_reads_as_there_are_steps() {
    for count in [2, 14] {
        let counter = Counter::new();
        let world = world(&counter, 1).await;
        let all = booked(&world, count).await;
        // Each goes where the next one was, and the last one where the first one was.
        let mut rotated = moves(&all, 0);
        let starts = all.iter().map(|one| one.starts_at).cycle().skip(1);
        for (one, start) in rotated.moves.iter_mut().zip(starts) {
            one.to.starts_at = start;
        }
        counter.since();
        world.scope.run(&rotated).await.unwrap();
        // Who lets go, of what, to whom it could go, and when.
        assert_eq!(counter.since(), [1, 4, 1], "{count}");
    }
}

#[tokio::test]
async fn the_lines_of_those_who_are_moved_are_read_together() {
    let mut reads = Vec::new();
    for count in [2, 14] {
        let counter = Counter::new();
        let world = world(&counter, 1).await;
        let all = booked(&world, count).await;
        for one in &all {
            let sale = world.scope.run(&GetAppointmentSale(one.id)).await.unwrap();
            world.scope.run(&GenerateInvoice(sale.id)).await.unwrap();
        }
        counter.since();
        world.scope.run(&moves(&all, DAY)).await.unwrap();
        reads.push(counter.since());
    }
    assert_eq!(reads[0], reads[1]);
}

#[tokio::test]
async fn a_class_is_moved_and_cancelled_by_as_many_reads_however_many_attend_it() {
    let mut reads = Vec::new();
    for guests in [2, 8] {
        let counter = Counter::new();
        let world = world(&counter, 9).await;
        let class = patch(r#"{"max_guests": 9}"#);
        let update = Update::<Service> { id: world.service.id, patch: class, expected: None };
        world.scope.run(&update).await.unwrap();
        let mut attending = Vec::new();
        for guest in 0..guests {
            attending.push(book(&world, guest, 60).await);
        }
        // Another session of the day, and one that is joined.
        book(&world, 8, 360).await;
        let class_of = attending[0].id;
        for minutes in [180, 360] {
            let to = json!({"class_of": class_of, "starts_at": at(minutes)});
            counter.since();
            world.scope.run(&request::<MoveClass>(to)).await.unwrap();
            reads.push(counter.since());
        }
        let cancel = CancelTogether { class_of: Some(class_of), ..CancelTogether::default() };
        counter.since();
        world.scope.run(&cancel).await.unwrap();
        reads.push(counter.since());
    }
    assert_eq!(reads[..3], reads[3..]);
}

#[tokio::test]
async fn a_visit_of_many_services_is_read_as_one_of_two() {
    let mut reads = Vec::new();
    for count in [2, 6] {
        let counter = Counter::new();
        let world = world(&counter, 1).await;
        let services = vec![VisitService::new(service(&world).await); count];
        let visit = BookVisit::new(world.center.id, world.guests[0].id, at(0), services);
        counter.since();
        let booked = world.scope.run(&visit).await.unwrap();
        reads.push(counter.since());
        let visit_id = booked[0].visit_id;
        let to = json!({"visit_id": visit_id, "starts_at": at(60)});
        world.scope.run(&request::<MoveVisit>(to)).await.unwrap();
        reads.push(counter.since());
        let cancel = CancelTogether { visit_id, ..CancelTogether::default() };
        world.scope.run(&cancel).await.unwrap();
        reads.push(counter.since());
    }
    assert_eq!(reads[..3], reads[3..]);
}

/// One provider does all of it, with buffers: each service begins after a gap, and by somebody who
/// takes a time of their own.
#[tokio::test]
async fn a_visit_with_gaps_is_read_as_one_without_however_many_services_it_has() {
    let mut reads = Vec::new();
    for (count, gap) in [(2, 0), (2, 10), (6, 10)] {
        let counter = Counter::new();
        let world = world(&counter, 1).await;
        let id = service(&world).await;
        let buffers = json!({"buffer_before_minutes": gap, "buffer_after_minutes": gap});
        let patch = patch(&buffers.to_string());
        world.scope.run(&Update::<Service> { id, patch, expected: None }).await.unwrap();
        let own = json!({"services": [{"service_id": id, "duration_minutes": 35}]});
        let performs = serde_json::from_value(own).unwrap();
        let own = SetPerformances { id: world.provider.id, performs, expected: None };
        world.scope.run(&own).await.unwrap();
        let services = vec![VisitService::new(id); count];
        let visit = BookVisit::new(world.center.id, world.guests[0].id, at(30), services);
        counter.since();
        let booked = world.scope.run(&visit).await.unwrap();
        reads.push(counter.since());
        for (before, after) in booked.iter().zip(&booked[1..]) {
            assert_eq!(after.starts_at, before.ends_at.plus_minutes(2 * gap).unwrap());
            assert_eq!(before.ends_at.since(before.starts_at).num_minutes(), 35);
        }
    }
    assert_eq!((reads[0], reads[1]), (reads[1], reads[2]));
}

#[tokio::test]
async fn a_visit_that_is_booked_online_is_read_as_one_of_two() {
    let mut reads = Vec::new();
    for count in [1, 4] {
        let counter = Counter::new();
        let world = world(&counter, 1).await;
        let id = service(&world).await;
        let buffers = patch(r#"{"buffer_before_minutes": 5, "buffer_after_minutes": 10}"#);
        world.scope.run(&Update::<Service> { id, patch: buffers, expected: None }).await.unwrap();
        // What is booked with the address is counted.
        let policies = patch(r#"{"policies": {"guest_max_per_day": 9}}"#);
        let center = world.center.id;
        world
            .scope
            .run(&Update::<Center> { id: center, patch: policies, expected: None })
            .await
            .unwrap();
        let visit = json!({
            "first_name": "Ana", "last_name": "Reis", "email": "ana@example.com",
            "service_id": id, "further_service_ids": vec![id; count], "starts_at": at(30),
        });
        let door = door(&world).await;
        counter.since();
        door.run(&BookOnline(request(visit))).await.unwrap();
        reads.push(counter.since());
    }
    assert_eq!(reads[0], reads[1]);
}

#[tokio::test]
async fn a_party_and_a_series_are_moved_in_three_steps() {
    for count in [2, 4] {
        let counter = Counter::new();
        let world = world(&counter, 4).await;
        colleagues(&world, count).await;
        let service_id = service(&world).await;
        let guest = |at: usize| PartyGuest::new(world.guests[at].id, service_id);
        let party = BookParty::new(world.center.id, at(0), (0..count).map(guest).collect());
        let booked = world.scope.run(&party).await.unwrap();
        let to = json!({"party_id": booked[0].party_id, "starts_at": at(30)});
        counter.since();
        world.scope.run(&request::<MoveParty>(to)).await.unwrap();
        assert_eq!(counter.since(), [1, 3, 1]);
        let series_id = Some(Uuid::from_u128(7));
        for number in 0..count {
            let start = at(i64::try_from(number).unwrap() * DAY + 180);
            let wish = world.book(world.guests[0].id, start);
            let wish = BookAppointment { service_id, series_id, ..wish };
            world.scope.run(&wish).await.unwrap();
        }
        let to = json!({"series_id": series_id, "time": "15:00"});
        counter.since();
        world.scope.run(&request::<MoveSeries>(to)).await.unwrap();
        assert_eq!(counter.since(), [1, 3, 1]);
    }
}

#[tokio::test]
async fn who_can_not_stay_is_placed_by_as_many_reads_however_many_they_are() {
    let mut reads = Vec::new();
    for count in [2, 7] {
        let counter = Counter::new();
        let world = world(&counter, 1).await;
        colleagues(&world, 2).await;
        booked(&world, count).await;
        let new = NewHoursOverride { date: day(), windows: DayHours::default(), center_id: None };
        let calendar_id = Id::from_uuid(world.provider.id.uuid());
        world.scope.run(&CreateHoursOverride { calendar_id, new }).await.unwrap();
        let replan: Replan = request(json!({"center_id": world.center.id}));
        counter.since();
        let found = world.scope.run(&replan).await.unwrap();
        assert_eq!(found.proposals.len(), usize::try_from(count).unwrap());
        reads.push(counter.since());
    }
    assert_eq!(reads[0], reads[1]);
}
