//! A word that a newer release wrote: an error of the use of its row, not of a list that it
//! stands in.

#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::{collections::BTreeSet, sync::Arc};

use clientline_core::{
    Error,
    conformance::fixture::{World, at},
    entity::Entity,
    memory::MemoryStorage,
    model::{Appointment, Guest},
    ops::{
        page::PageRequest,
        people::guest_erase::EraseGuest,
        resource::{Get, List},
        scheduling::{
            appointments::{AppointmentFilter, ListAppointments},
            booking::BookAppointment,
        },
    },
    row::{ChangeSet, Value, Write},
    storage::{self, Storage},
    value::Id,
};

/// Writes a word into a row that this release doesn't know.
async fn write_newer_word<E: Entity>(
    storage: &Arc<dyn Storage>,
    world: &World,
    id: Id<E>,
    column: &'static str,
) {
    let tenant = world.scope.tenant();
    let mut snapshot = storage.snapshot(tenant).await.unwrap();
    let mut row = snapshot.get(E::TABLE, id.uuid()).await.unwrap().unwrap();
    let position = E::TABLE.position(column).unwrap();
    row.values[position] = Value::Text("of_a_newer_release".to_owned());
    let mut changes = ChangeSet::new(at(0));
    changes.push(Write::Update { row, changed: vec![column] });
    storage.commit(tenant, changes).await.unwrap();
}

/// Four guests, each with an appointment; the word stands in the second guest and in the
/// third appointment.
async fn salon() -> (World, Vec<Id<Appointment>>) {
    let storage: Arc<dyn Storage> = Arc::new(MemoryStorage::new());
    let world = World::make(&storage, 4).await;
    let mut booked = Vec::new();
    for (guest, hour) in world.guests.iter().zip(0..) {
        let booking: BookAppointment = world.book(guest.id, at(hour * 60));
        booked.push(world.scope.run(&booking).await.unwrap().id);
    }
    write_newer_word(&storage, &world, world.guests[1].id, "gender").await;
    write_newer_word(&storage, &world, booked[2], "status").await;
    (world, booked)
}

#[tokio::test]
async fn a_list_leaves_out_the_row_and_is_paged_to_its_end() {
    let (world, booked) = salon().await;
    for limit in 1..=4 {
        let (mut found, mut cursor) = (BTreeSet::new(), None);
        for _ in 0..=4 {
            let page = PageRequest { limit, cursor, ..PageRequest::default() };
            let page = world.scope.run(&List::<Guest>::new(page)).await.unwrap();
            found.extend(page.items.iter().map(|guest| guest.id));
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        assert!(cursor.is_none(), "a list of {limit} has no end");
        let right = [0, 2, 3].map(|at| world.guests[at].id);
        assert_eq!(found, BTreeSet::from(right), "by {limit}");
    }
    // By several conditions, of which each has many rows.
    let filter = AppointmentFilter {
        center_id: Some(world.center.id),
        provider_id: Some(world.provider.id),
        from: Some(at(0)),
        ..AppointmentFilter::default()
    };
    let list = ListAppointments { filter, page: PageRequest::default() };
    let items = world.scope.run(&list).await.unwrap().items;
    let found: BTreeSet<_> = items.iter().map(|appointment| appointment.id).collect();
    assert_eq!(found, BTreeSet::from([booked[0], booked[1], booked[3]]));
}

#[tokio::test]
async fn whoever_uses_the_row_or_decides_by_it_is_refused() {
    let (world, booked) = salon().await;
    let corrupt = |error: Error| {
        assert!(matches!(error, Error::Storage(storage::Error::Corrupt(_))), "{error:?}");
    };
    corrupt(world.scope.run(&Get(world.guests[1].id)).await.unwrap_err());
    corrupt(world.scope.run(&Get(booked[2])).await.unwrap_err());
    // To erase rests on all appointments of the guest.
    let erase = EraseGuest::new(world.guests[2].id, None);
    corrupt(world.scope.run(&erase).await.unwrap_err());
    // The time stays taken.
    let again = world.book(world.guests[0].id, at(120));
    assert!(matches!(world.scope.run(&again).await, Err(Error::SlotUnavailable { .. })));
}
