//! Several appointments that belong together: series and parties.

use std::sync::Arc;

use super::{all, code_is};
use crate::{
    conformance::fixture::{World, at, create, name, working_hours},
    engine::{IdempotencyKey, Outcome},
    model::{NewProvider, Provider, Room},
    ops::{
        people::guest_erase::EraseGuest,
        resource::Update,
        scheduling::{
            cancel_together::CancelTogether,
            parties::{BookParty, PartyGuest},
            series::BookSeries,
            series_moves::MoveSeries,
            series_state::{DateOutcome, GetSeries, SeriesState},
        },
    },
    storage::Storage,
    value::Id,
};

/// A series that several move at once is where one of them moved all of it: no date of it is an
/// exception.
pub async fn a_series_is_moved_as_one_by_each_who_moves_it(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 1).await;
    let (center, service, guest) = (world.center.id, world.service.id, world.guests[0].id);
    let rule = "FREQ=DAILY;COUNT=3".parse().unwrap();
    let series = BookSeries::new(center, guest, service, at(60), rule);
    let series_id = world.scope.run(&series).await.unwrap().series_id.unwrap();
    let to = |time: &str| MoveSeries {
        series_id,
        from: None,
        time: Some(time.parse().unwrap()),
        provider_id: None,
        reason: None,
        override_rules: false,
    };
    let moves = ["09:00", "11:15", "14:30", "16:00"].map(to);
    for moved in all(&world.scope, moves.into_iter()).await {
        moved.unwrap();
    }
    let get = GetSeries(Id::from_uuid(series_id));
    let SeriesState { rule: kept, dates, .. } = world.scope.run(&get).await.unwrap();
    assert_eq!((kept, dates.len()), (Some(rule), 3));
    assert!(dates.iter().all(|date| date.became == DateOutcome::Booked), "{dates:?}");
    let later = dates.iter().map(|date| date.starts_at.unwrap().since(date.planned_at.unwrap()));
    let later: Vec<_> = later.collect();
    assert!(later.iter().all(|one| *one == later[0]), "{later:?}");
}

/// An answer about several guests tells nothing any more once one of them is erased, whoever of
/// them that is.
pub async fn forgets_an_answer_with_each_guest_that_it_is_about(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 2).await;
    let mut new = NewProvider::new(name("Ana"), name("Costa"), world.center.id);
    new.hours = Some(working_hours());
    create::<Provider>(&world.scope, new).await;
    let patch = serde_json::from_str(r#"{"capacity": 2}"#).unwrap();
    let id = world.room.id;
    world.scope.run(&Update::<Room> { id, patch, expected: None }).await.unwrap();
    let guests = world.guests.iter().map(|guest| PartyGuest::new(guest.id, world.service.id));
    let book = BookParty::new(world.center.id, at(60), guests.collect());
    let key = IdempotencyKey::new("party", b"request").unwrap();
    let booked = world.scope.run_once(&key, &book).await.unwrap().into_answer().unwrap();
    let again = world.scope.run_once(&key, &book).await.unwrap();
    assert!(matches!(again, Outcome::Replayed(_)));
    let party_id = booked[0].party_id;
    let cancel = CancelTogether { party_id, ..CancelTogether::default() };
    world.scope.run_once(&key, &cancel).await.unwrap();
    world.scope.run(&EraseGuest::new(world.guests[1].id, None)).await.unwrap();
    let refused = world.scope.run_once(&key, &book).await.unwrap_err();
    assert!(code_is(&refused, "already_done"), "{refused:?}");
    let refused = world.scope.run_once(&key, &cancel).await.unwrap_err();
    assert!(code_is(&refused, "already_done"), "{refused:?}");
}
