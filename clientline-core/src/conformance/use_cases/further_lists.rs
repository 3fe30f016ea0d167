//! Lists of appointments by a provider or a room that they have beside their first ones.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::kinds::with_lasers;
use crate::{
    conformance::fixture::{World, at},
    entity::Stored,
    model::{Appointment, AppointmentStatus, Provider, Room, Service},
    ops::{
        page::{Page, PageRequest},
        resource::Update,
        scheduling::{
            appointment_status::ChangeStatus,
            appointments::{AppointmentFilter, ListAppointments},
            reschedule::{Reschedule, RescheduleAppointment},
        },
    },
    storage::Storage,
    value::Id,
};

async fn page(
    world: &World,
    filter: &AppointmentFilter,
    page: PageRequest,
) -> Page<Stored<Appointment>> {
    world.scope.run(&ListAppointments { filter: filter.clone(), page }).await.unwrap()
}

/// All of a list, read by pages of so many.
async fn by_pages(world: &World, filter: &AppointmentFilter, limit: u32) -> Vec<Id<Appointment>> {
    let (mut found, mut cursor) = (Vec::new(), None);
    for _ in 0..100 {
        let request = PageRequest { limit, cursor, ..PageRequest::default() };
        let page = page(world, filter, request).await;
        assert!(page.items.len() <= limit as usize);
        found.extend(page.items.iter().map(|one| one.id));
        cursor = page.next_cursor;
        if cursor.is_none() {
            return found;
        }
    }
    panic!("a list by {limit} has no end: {filter:?}")
}

/// Appointments are listed by each provider and each room that they have, page by page and in
/// their order, as often as they have them: once.
pub async fn lists_appointments_by_all_whom_and_all_that_they_have(storage: Arc<dyn Storage>) {
    let (world, lasers) = with_lasers(&storage, 1).await;
    let patch: Json = json!({"further_providers": 1});
    let patch = serde_json::from_value(patch).unwrap();
    let id = world.service.id;
    world.scope.run(&Update::<Service> { id, patch, expected: None }).await.unwrap();
    let mut booked: Vec<Stored<Appointment>> = Vec::new();
    for number in 0..12 {
        let start = at(number / 2 * 60);
        let booking = world.book(world.guests[0].id, start);
        booked.push(world.scope.run(&booking).await.unwrap());
        // Several at one start, of which one stays.
        if number % 4 == 0 {
            let id = booked[booked.len() - 1].id;
            let to = AppointmentStatus::Cancelled;
            let cancel = ChangeStatus { id, to, reason: None, fee: None, expected: None };
            *booked.last_mut().unwrap() = world.scope.run(&cancel).await.unwrap();
            booked.push(world.scope.run(&booking).await.unwrap());
        }
    }
    // What is moved is listed where it is by now.
    let id = booked[1].id;
    let to = Reschedule::to(at(24 * 60));
    booked[1] = world.scope.run(&RescheduleAppointment { id, to, expected: None }).await.unwrap();
    booked.sort_by_key(|one| (one.starts_at, one.id));
    booked.reverse();
    let mut providers: Vec<Id<Provider>> = booked.iter().flat_map(|one| one.providers()).collect();
    providers.sort_unstable();
    providers.dedup();
    assert_eq!(providers.len(), 4);
    let rooms: Vec<Id<Room>> = [world.room.id].into_iter().chain(lasers).collect();

    let all = AppointmentFilter::default;
    let of_room = |room| AppointmentFilter { room_id: Some(room), ..all() };
    let by_provider = |provider| AppointmentFilter { provider_id: Some(provider), ..all() };
    let mut filters: Vec<AppointmentFilter> = rooms.iter().copied().map(of_room).collect();
    filters.extend(providers.iter().copied().map(by_provider));
    let both =
        |room: &Id<Room>| AppointmentFilter { room_id: Some(*room), ..by_provider(providers[1]) };
    filters.extend(rooms.iter().map(both));
    let narrowed = |filter: &AppointmentFilter| {
        let (from, to) = (Some(at(60)), Some(at(300)));
        [
            AppointmentFilter { status: Some(AppointmentStatus::Scheduled), ..filter.clone() },
            AppointmentFilter { from, to, ..filter.clone() },
            AppointmentFilter { from, center_id: Some(world.center.id), ..filter.clone() },
            AppointmentFilter { to, guest_id: Some(world.guests[0].id), ..filter.clone() },
        ]
    };
    filters.extend(filters.iter().flat_map(narrowed).collect::<Vec<_>>());
    for filter in &filters {
        let passes = |one: &&Stored<Appointment>| {
            filter.room_id.is_none_or(|id| one.rooms().any(|room| room == id))
                && filter.provider_id.is_none_or(|id| one.providers().any(|of| of == id))
                && filter.status.is_none_or(|status| one.status == status)
                && filter.from.is_none_or(|from| one.starts_at >= from)
                && filter.to.is_none_or(|to| one.starts_at < to)
        };
        let expected: Vec<Id<Appointment>> =
            booked.iter().filter(passes).map(|one| one.id).collect();
        for limit in [1, 2, 3, 50] {
            assert_eq!(by_pages(&world, filter, limit).await, expected, "{limit} {filter:?}");
        }
        let request = PageRequest { skip: 1, limit: 2, count: true, ..PageRequest::default() };
        let some = page(&world, filter, request).await;
        let found: Vec<Id<Appointment>> = some.items.iter().map(|one| one.id).collect();
        let rest = expected.iter().skip(1).take(2).copied();
        assert_eq!(found, rest.collect::<Vec<_>>(), "{filter:?}");
        assert_eq!(some.total, Some(expected.len() as u64), "{filter:?}");
        assert_eq!(some.next_cursor.is_some(), expected.len() > 3, "{filter:?}");
    }
}
