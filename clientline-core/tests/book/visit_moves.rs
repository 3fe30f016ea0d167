//! Where a visit can go as a whole: what is listed for one that is moved, and what is offered when one
//! can't be had.

use clientline_core::{
    Error,
    conformance::fixture::{at, day},
    entity::Stored,
    model::Appointment,
    ops::scheduling::{
        cancel_together::CancelTogether,
        visit_starts::{FindVisitStarts, WantedService},
        visits::{BookVisit, MoveVisit, VisitService},
    },
    value::{StartLimit, Timestamp},
};

use super::{World, change_service, colleague, guest_at, world};

/// The starts that are offered in the place of one that is refused.
fn offered<T: std::fmt::Debug>(refused: Result<T, Error>) -> Vec<Timestamp> {
    let Err(Error::SlotUnavailable { alternatives, .. }) = refused else { panic!("{refused:?}") };
    alternatives
}

/// A visit of two services, the second by somebody else.
fn visit(world: &World, minutes: i64, other: &VisitService) -> BookVisit {
    let first = VisitService {
        provider_id: Some(world.provider.id),
        ..VisitService::new(world.service.id)
    };
    let services = vec![first, other.clone()];
    BookVisit::new(world.center.id, world.guests[0].id, at(minutes), services)
}

#[tokio::test]
async fn what_is_offered_for_a_refused_visit_is_had_by_all_of_it() {
    let world = world(2).await;
    change_service(&world, r#"{"buffer_after_minutes": 0, "duration_minutes": 60}"#).await;
    let ben = colleague(&world, "Ben").await;
    let mut taken = world.book(world.guests[1].id, at(60));
    taken.provider_id = Some(ben.id);
    world.scope.run(&taken).await.unwrap();
    let by_ben = VisitService { provider_id: Some(ben.id), ..VisitService::new(world.service.id) };
    let later = VisitService { starts_at: Some(at(75)), ..by_ben.clone() };
    for other in [by_ben, later] {
        // The first service could be had at nine, and at ten.
        let alternatives = offered(world.scope.run(&visit(&world, 0, &other)).await);
        assert_eq!(alternatives.len(), 3);
        for start in alternatives {
            let mut again = visit(&world, 0, &other);
            again.starts_at = start;
            let moved = start.since(at(0)).num_minutes();
            again.services[1].starts_at = other.starts_at.map(|_| at(75 + moved));
            let booked = world.scope.run(&again).await.unwrap();
            let visit_id = booked[0].visit_id;
            world
                .scope
                .run(&CancelTogether { visit_id, ..CancelTogether::default() })
                .await
                .unwrap();
        }
    }
    // Where nobody has time for all of it, nothing is offered.
    let mut all_day = world.book(world.guests[1].id, at(180));
    all_day.provider_id = Some(ben.id);
    for minutes in [0, 120, 180, 240, 300, 360, 420] {
        all_day.starts_at = at(minutes);
        world.scope.run(&all_day).await.unwrap();
    }
    let none = VisitService { provider_id: Some(ben.id), ..VisitService::new(world.service.id) };
    assert_eq!(offered(world.scope.run(&visit(&world, 0, &none)).await), []);
}

/// A visit with an hour and a half between its services.
async fn with_a_gap(world: &World) -> Vec<Stored<Appointment>> {
    change_service(world, r#"{"buffer_after_minutes": 0, "duration_minutes": 60}"#).await;
    let own = VisitService::new(world.service.id);
    let later = VisitService { starts_at: Some(at(210)), ..own.clone() };
    let visit = BookVisit::new(world.center.id, world.guests[0].id, at(60), vec![own, later]);
    world.scope.run(&visit).await.unwrap()
}

fn moved(world: &World, parts: &[Stored<Appointment>]) -> FindVisitStarts {
    let wanted = parts
        .iter()
        .map(|part| WantedService { moving: Some(part.id), ..WantedService::new(part.service_id) });
    let find = FindVisitStarts::new(world.center.id, wanted.collect(), day());
    FindVisitStarts { limit: StartLimit::MAX, ..find }
}

#[tokio::test]
async fn a_start_is_listed_for_a_visit_that_is_moved_if_and_only_if_it_can_be_moved_there() {
    let world = world(2).await;
    colleague(&world, "Ben").await;
    let parts = with_a_gap(&world).await;
    let mut other = world.book(world.guests[1].id, at(360));
    other.provider_id = Some(parts[1].provider_id);
    world.scope.run(&other).await.unwrap();
    let found = world.scope.run(&moved(&world, &parts)).await.unwrap().starts;
    let listed: Vec<Timestamp> = found.iter().map(|start| start.starts_at).collect();
    let visit_id = parts[0].visit_id.unwrap();
    let mut refused = 0;
    for minutes in (0..480).step_by(15) {
        match world.scope.run(&MoveVisit::new(visit_id, at(minutes))).await {
            Ok(moved) => {
                let start = found.iter().find(|start| start.starts_at == at(minutes)).unwrap();
                for (part, listed) in moved.iter().zip(&start.services) {
                    let as_listed = (listed.starts_at, listed.provider_id, listed.room_id);
                    assert_eq!((part.starts_at, part.provider_id, part.room_id), as_listed);
                }
                world.scope.run(&MoveVisit::new(visit_id, at(60))).await.unwrap();
            }
            Err(error) => {
                assert!(!listed.contains(&at(minutes)), "{minutes}: {error:?}");
                refused += 1;
            }
        }
    }
    assert!(refused > 0 && listed.contains(&at(60)) && listed.contains(&at(75)));
    // Of a part alone, or by somebody else, other times are asked for.
    let part =
        FindVisitStarts { services: moved(&world, &parts[1..]).services, ..moved(&world, &[]) };
    assert!(world.scope.run(&part).await.unwrap().starts.len() > found.len());
}

#[tokio::test]
async fn what_is_offered_for_a_refused_move_of_a_visit_is_had_by_all_of_it() {
    let world = world(2).await;
    let parts = with_a_gap(&world).await;
    // The second one would be at half past three.
    world.scope.run(&world.book(world.guests[1].id, at(390))).await.unwrap();
    let visit_id = parts[0].visit_id.unwrap();
    let onto = MoveVisit::new(visit_id, at(240));
    let alternatives = offered(world.scope.run(&onto).await);
    assert_eq!(alternatives.len(), 3);
    for start in alternatives {
        assert_ne!(start, at(240));
        world.scope.run(&MoveVisit::new(visit_id, start)).await.unwrap();
        world.scope.run(&MoveVisit::new(visit_id, at(60))).await.unwrap();
    }
}

#[tokio::test]
async fn guests_find_other_starts_of_all_of_a_visit() {
    let (world, storage) = super::stored_world(2).await;
    change_service(&world, r#"{"buffer_after_minutes": 0, "duration_minutes": 60}"#).await;
    let client = guest_at(&super::desk(&world, &storage, -60), &world, 0);
    world.scope.run(&world.book(world.guests[1].id, at(75))).await.unwrap();
    let own = VisitService::new(world.service.id);
    let visit = BookVisit::new(world.center.id, world.guests[0].id, at(0), vec![own; 2]);
    for start in offered(client.run(&visit).await) {
        let again = BookVisit { starts_at: start, ..visit.clone() };
        let booked = client.run(&again).await.unwrap();
        let visit_id = booked[0].visit_id;
        client.run(&CancelTogether { visit_id, ..CancelTogether::default() }).await.unwrap();
    }
}
