//! Who works at two centers is at neither before they get there, however many book at once.

use std::sync::Arc;

use serde_json::json;

use super::{all, code_is};
use crate::{
    Result,
    conformance::fixture::{World, at, create, name, working_hours},
    entity::Stored,
    model::{Appointment, Center, NewCenter, NewProvider, NewRoom, Organization, Provider, Room},
    ops::{
        access::organizations::UpdateOrganization,
        page::PageRequest,
        people::provider_list::{ListProviders, ProviderFilter},
        scheduling::{
            booking::BookAppointment,
            workplaces::{SetWorkplaces, Workplace, Workplaces},
        },
    },
    storage::Storage,
    value::Id,
};

/// Another center in the same zone, with a room, at which the provider works at the same hours; the
/// way there takes so many minutes.
async fn second_center(world: &World, travel_minutes: u16) -> Stored<Center> {
    let mut center = NewCenter::new(name("Porto"), world.center.time_zone.clone());
    center.policies = world.center.policies;
    let center = create::<Center>(&world.scope, center).await;
    let room = NewRoom::new(name("Chair"), world.room.room_category_id, center.id);
    create::<Room>(&world.scope, room).await;
    let place = Workplace { center_id: center.id, hours: Some(working_hours()) };
    let set = SetWorkplaces::new(world.provider.id, Workplaces { centers: vec![place] });
    world.scope.run(&set).await.unwrap();
    travel(world, travel_minutes).await;
    center
}

async fn travel(world: &World, minutes: u16) {
    let patch = json!({ "settings": { "travel_minutes": minutes } });
    let patch = serde_json::from_value(patch).unwrap();
    let id = Id::<Organization>::from(world.scope.tenant());
    world.scope.run(&UpdateOrganization { id, patch, expected: None }).await.unwrap();
}

/// Of sixteen who come to one center from ten to eleven, and sixteen who come to the other one at
/// eleven, one does: to get from one to the other takes half an hour. If it takes no time, two do.
pub async fn nobody_is_at_two_centers_sooner_than_they_get_there(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 32).await;
    let porto = second_center(&world, 30).await;
    let wishes = |day: i64| {
        let guests = world.guests.iter().zip([false, true].into_iter().cycle());
        let wishes = guests.map(|(guest, there)| {
            let center_id = if there { porto.id } else { world.center.id };
            let minutes = day * 24 * 60 + if there { 120 } else { 60 };
            let wish = world.book(guest.id, at(minutes));
            // Named, or whoever is free.
            let provider_id = Some(world.provider.id).filter(|_| guest.id.uuid().as_u128() % 4 < 2);
            BookAppointment { center_id, provider_id, ..wish }
        });
        wishes.collect::<Vec<_>>()
    };
    let booked = |outcomes: Vec<Result<Stored<Appointment>>>| {
        let (won, lost): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
        for error in lost.into_iter().filter_map(Result::err) {
            assert!(code_is(&error, "slot_taken"), "{error:?}");
        }
        won.len()
    };
    let outcomes = all(&world.scope, wishes(0).into_iter()).await;
    assert_eq!(booked(outcomes), 1);
    travel(&world, 0).await;
    let outcomes = all(&world.scope, wishes(1).into_iter()).await;
    assert_eq!(booked(outcomes), 2);
}

/// Who visits a center is listed with those whose own it is, page by page, each once.
pub async fn who_visits_a_center_is_listed_with_whose_own_it_is(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 0).await;
    let porto = second_center(&world, 0).await;
    let mut all = vec![world.provider.id];
    for number in 0..3 {
        let new = NewProvider::new(name("Rita"), name(&format!("No {number}")), porto.id);
        all.push(create::<Provider>(&world.scope, new).await.id);
    }
    all.sort_unstable_by(|one, other| other.cmp(one));
    let list = async |center: Id<Center>, cursor: Option<String>| {
        let filter = ProviderFilter { center_id: Some(center), ..ProviderFilter::default() };
        let page = PageRequest { limit: 2, cursor, count: true, ..PageRequest::default() };
        world.scope.run(&ListProviders { filter, page }).await.unwrap()
    };
    let first = list(porto.id, None).await;
    let second = list(porto.id, first.next_cursor.clone()).await;
    assert_eq!((first.total, second.next_cursor), (Some(4), None));
    let listed = first.items.iter().chain(&second.items).map(|one| one.id);
    assert_eq!(listed.collect::<Vec<_>>(), all);
    let own = list(world.center.id, None).await;
    assert_eq!(own.items.iter().map(|one| one.id).collect::<Vec<_>>(), [world.provider.id]);
}
