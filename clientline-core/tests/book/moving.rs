//! Lists of times for appointments that are to be moved: the first ones, of visits, and of parties.

use clientline_core::{
    conformance::fixture::{at, day},
    entity::Stored,
    model::Appointment,
    ops::scheduling::{
        first_starts::FindFirstStarts,
        moves::{Move, MoveAppointments},
        party_moves::MoveParty,
        party_starts::{FindPartyStarts, PartyWish},
        reschedule::Reschedule,
        visit_starts::{FindVisitStarts, VisitStart, WantedService},
        visits::{BookVisit, VisitService},
    },
    value::{StartLimit, Timestamp},
};

use super::{
    World, change_service, colleague, guest_at,
    parties::{holds, party},
    refused, world,
};

#[tokio::test]
async fn the_first_start_of_what_is_moved_may_be_its_own() {
    let world = world(2).await;
    let booked = world.scope.run(&world.book(world.guests[0].id, at(0))).await.unwrap();
    let first = |moving| FindFirstStarts {
        moving,
        date: Some(day()),
        ..FindFirstStarts::new(world.service.id)
    };
    let own = guest_at(&world.scope, &world, 0);
    for scope in [&world.scope, &own] {
        let starts = scope.run(&first(None)).await.unwrap().starts;
        assert_eq!(starts[0].starts_at, at(60));
        let starts = scope.run(&first(Some(booked.id))).await.unwrap().starts;
        assert_eq!(starts[0].starts_at, at(0));
    }
    // On its own terms, though the service be offered to nobody.
    change_service(&world, r#"{"duration_minutes": 600, "is_active": false}"#).await;
    assert!(world.scope.run(&first(None)).await.unwrap().starts.is_empty());
    let starts = world.scope.run(&first(Some(booked.id))).await.unwrap().starts;
    assert_eq!(starts[0].starts_at, at(0));
    // Another's is none.
    let stranger = guest_at(&world.scope, &world, 1);
    assert_eq!(refused(stranger.run(&first(Some(booked.id))).await), "not_found");
}

/// A visit of two services after another, from nine on.
async fn visit(world: &World) -> Vec<Stored<Appointment>> {
    let services = [0; 2].map(|_| VisitService::new(world.service.id));
    let guest = world.guests[0].id;
    let visit = BookVisit::new(world.center.id, guest, at(0), services.into());
    world.scope.run(&visit).await.unwrap()
}

fn find(world: &World, moving: &[Stored<Appointment>]) -> FindVisitStarts {
    let service = |at: usize| WantedService {
        service_id: world.service.id,
        provider_id: None,
        room_id: None,
        add_ons: None,
        moving: moving.get(at).map(|one| one.id),
    };
    let find = FindVisitStarts::new(world.center.id, (0..2).map(service).collect(), day());
    FindVisitStarts { limit: StartLimit::new(100).unwrap(), ..find }
}

fn starts(found: &[VisitStart]) -> Vec<Timestamp> {
    found.iter().map(|start| start.starts_at).collect()
}

#[tokio::test]
async fn a_visit_goes_where_its_own_times_are_and_to_each_listed_start() {
    let world = world(2).await;
    change_service(&world, r#"{"buffer_after_minutes": 0, "duration_minutes": 60}"#).await;
    let booked = visit(&world).await;
    let around = starts(&world.scope.run(&find(&world, &[])).await.unwrap().starts);
    let found = world.scope.run(&find(&world, &booked)).await.unwrap().starts;
    let listed = starts(&found);
    assert!(!around.contains(&at(60)) && listed.contains(&at(0)) && listed.contains(&at(60)));
    for start in [found.iter().find(|start| start.starts_at == at(60)).unwrap(), &found[0]] {
        let moves = booked.iter().zip(&start.services).map(|(one, to)| Move {
            appointment_id: one.id,
            to: Reschedule { provider_id: Some(to.provider_id), ..Reschedule::to(to.starts_at) },
            version: None,
        });
        let moved = world.scope.run(&MoveAppointments { moves: moves.collect() }).await.unwrap();
        assert_eq!(moved[0].starts_at, start.starts_at);
    }
    // A guest moves one, and nobody one twice.
    let own = guest_at(&world.scope, &world, 0);
    assert_eq!(refused(own.run(&find(&world, &booked)).await), "withheld");
    let twice = [booked[0].clone(), booked[0].clone()];
    assert_eq!(refused(world.scope.run(&find(&world, &twice)).await), "duplicate");
}

#[tokio::test]
async fn a_party_goes_where_its_own_times_are_if_and_only_if_it_is_listed() {
    let world = world(3).await;
    colleague(&world, "Ana").await;
    holds(&world, 2).await;
    let cut = (world.service.id, None);
    let booked = world.scope.run(&party(&world, 60, &[cut, cut])).await.unwrap();
    // Somebody else is there from two to three.
    let mut other = world.book(world.guests[2].id, at(300));
    other.provider_id = Some(booked[0].provider_id);
    world.scope.run(&other).await.unwrap();
    let wish = |one: &Stored<Appointment>, moving| PartyWish {
        provider_id: Some(one.provider_id),
        moving,
        ..PartyWish::new(one.service_id)
    };
    let find = |moved: bool| {
        let guests = booked.iter().map(|one| wish(one, moved.then_some(one.id)));
        let find = FindPartyStarts::new(world.center.id, guests.collect(), day());
        FindPartyStarts { limit: StartLimit::new(100).unwrap(), ..find }
    };
    let listed = starts(&world.scope.run(&find(true)).await.unwrap().starts);
    let around = starts(&world.scope.run(&find(false)).await.unwrap().starts);
    assert!(listed.contains(&at(60)) && listed.contains(&at(75)) && !around.contains(&at(75)));
    for minutes in [0, 75, 90, 270, 300, 345, 360] {
        let to = MoveParty::new(booked[0].party_id.unwrap(), at(minutes));
        let moved = world.scope.run(&to).await.is_ok();
        assert_eq!(moved, listed.contains(&at(minutes)), "{minutes}");
        let back = MoveParty::new(booked[0].party_id.unwrap(), at(60));
        world.scope.run(&back).await.unwrap();
    }
}
