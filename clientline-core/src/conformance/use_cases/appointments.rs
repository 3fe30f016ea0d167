//! An appointment takes its time once: what is promised of booking, moving and cancelling.

use std::sync::Arc;

use super::{all, code_is};
use crate::{
    Error,
    conformance::fixture::{World, at, day},
    entity::Patch,
    model::{
        Appointment, AppointmentStatus, BlockoutReason, NewService, Provider, ProviderPatch, Sale,
        SaleStatus, Service,
    },
    ops::{
        page::PageRequest,
        resource::{Create, List, Update},
        scheduling::{
            appointment_status::ChangeStatus,
            appointments::{GetAppointmentSale, ListAppointmentHistory},
            booking::BookAppointment,
            calendars::{CreateBlockout, CreateHoursOverride, NewHoursOverride},
            reschedule::{Reschedule, RescheduleAppointment},
        },
    },
    storage::Storage,
    value::{DayHours, DurationMinutes, Id, Segment, SegmentKind, Segments, Timestamp},
};

/// Of many rivals for one slot exactly one gets it, with its sale and history.
pub async fn books_a_slot_once(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 16).await;
    let tasks = world.guests.iter().map(|guest| world.book(guest.id, at(0)));
    let outcomes = all(&world.scope, tasks).await;
    let (won, lost): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
    assert_eq!(won.len(), 1);
    for error in lost.into_iter().filter_map(Result::err) {
        assert!(code_is(&error, "slot_taken"), "{error:?}");
    }
    let list = List::<Appointment>::new(PageRequest::default());
    let appointments = world.scope.run(&list).await.unwrap().items;
    assert_eq!(appointments.len(), 1);
    let sale = world.scope.run(&GetAppointmentSale(appointments[0].id)).await.unwrap();
    assert_eq!((sale.status, sale.net_value.minor()), (SaleStatus::Open, 4_500));
    let sales = world.scope.run(&List::<Sale>::new(PageRequest::default())).await.unwrap();
    assert_eq!(sales.items.len(), 1);
}

/// Cancelling frees the time at once, and voids the sale.
pub async fn a_cancelled_appointment_frees_its_time(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 2).await;
    let first = world.scope.run(&world.book(world.guests[0].id, at(0))).await.unwrap();
    let again = world.book(world.guests[1].id, at(30));
    let error = world.scope.run(&again).await.unwrap_err();
    let Error::SlotUnavailable { code: "slot_taken", alternatives, .. } = &error else {
        panic!("{error:?}")
    };
    assert_eq!(alternatives.first(), Some(&at(60)));

    let cancel = |to| ChangeStatus { id: first.id, to, reason: None, fee: None, expected: None };
    world.scope.run(&cancel(AppointmentStatus::Cancelled)).await.unwrap();
    let sale = world.scope.run(&GetAppointmentSale(first.id)).await.unwrap();
    assert_eq!(sale.status, SaleStatus::Void);
    world.scope.run(&again).await.unwrap();
    let error = world.scope.run(&cancel(AppointmentStatus::Confirmed)).await.unwrap_err();
    assert!(code_is(&error, "invalid_transition"), "{error:?}");
}

/// An appointment may move to a time that overlaps its own, and to no other's.
pub async fn an_appointment_moves_onto_its_own_time(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 2).await;
    let first = world.scope.run(&world.book(world.guests[0].id, at(0))).await.unwrap();
    let second = world.scope.run(&world.book(world.guests[1].id, at(120))).await.unwrap();
    let to = |id, starts_at| {
        let to = Reschedule::to(starts_at);
        RescheduleAppointment { id, to, expected: None }
    };
    let moved = world.scope.run(&to(first.id, at(30))).await.unwrap();
    assert_eq!((moved.starts_at, moved.ends_at), (at(30), at(75)));
    let error = world.scope.run(&to(second.id, at(60))).await.unwrap_err();
    assert!(code_is(&error, "slot_taken"), "{error:?}");
    world.scope.run(&to(second.id, at(90))).await.unwrap();
}

/// Blocked time counts however long ago it began, and up to its last minute.
pub async fn a_blockout_that_began_a_year_ago_counts(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 1).await;
    let all = world.slots().await.slots.len();
    let block = |from, until| CreateBlockout {
        provider_id: Some(world.provider.id),
        room_id: None,
        center_id: None,
        starts_at: at(from),
        ends_at: Some(at(until)),
        reason: BlockoutReason::Vacation,
        notes: None,
        recurrence: None,
    };
    // 366 days, of which the last ends at eleven; a day off that ends as it opens; and one
    // that begins with the end of the last buffer.
    for (from, until) in [(120 - 366 * 1_440, 120), (-1_440, 0), (495, 1_920)] {
        world.scope.run(&block(from, until)).await.unwrap();
    }
    let slots = world.slots().await.slots;
    let first = slots.iter().next().map(|slot| slot.starts_at);
    assert_eq!((first, slots.len()), (Some(at(120)), all - 8));
    let error = world.scope.run(&world.book(world.guests[0].id, at(105))).await.unwrap_err();
    assert!(code_is(&error, "blocked"), "{error:?}");
    world.scope.run(&world.book(world.guests[0].id, at(120))).await.unwrap();
}

/// Blocked time that recurs without an end is kept, and counts years after it began.
pub async fn what_recurs_without_an_end_counts(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 1).await;
    let all = world.slots().await.slots.len();
    let recurrence =
        serde_json::json!({"rule": "FREQ=DAILY", "window": {"start": "09:00", "end": "12:00"}});
    let mornings = CreateBlockout {
        provider_id: Some(world.provider.id),
        room_id: None,
        center_id: None,
        starts_at: at(-20 * 366 * 1_440),
        ends_at: None,
        reason: BlockoutReason::Other,
        notes: None,
        recurrence: serde_json::from_value(recurrence).ok(),
    };
    let made = world.scope.run(&mornings).await.unwrap();
    assert_eq!(made.ends_at, Timestamp::MAX);
    let slots = world.slots().await.slots;
    let first = slots.iter().next().map(|slot| slot.starts_at);
    assert_eq!((first, slots.len()), (Some(at(180)), all - 12));
}

/// While a service processes, its provider serves somebody else who fits.
pub async fn an_appointment_fits_into_the_processing_of_another(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 2).await;
    let segments = [(SegmentKind::Active, 15), (SegmentKind::Processing, 60)]
        .into_iter()
        .chain([(SegmentKind::Active, 15)])
        .map(|(kind, minutes)| Segment { kind, minutes: DurationMinutes::new(minutes).unwrap() });
    let segments = Segments::new(&segments.collect::<Vec<_>>()).unwrap();
    let colour = |minutes: i64| {
        let name = "Colour".parse().unwrap();
        let minutes = DurationMinutes::new(minutes).unwrap();
        NewService {
            segments: Some(segments),
            ..NewService::new(name, minutes, "80".parse().unwrap())
        }
    };
    let error = world.scope.run(&Create::<Service>(colour(60))).await.unwrap_err();
    assert!(format!("{error:?}").contains("segments_mismatch"), "{error:?}");
    let colour = world.scope.run(&Create::<Service>(colour(90))).await.unwrap();
    let book = BookAppointment { service_id: colour.id, ..world.book(world.guests[0].id, at(0)) };
    let first = world.scope.run(&book).await.unwrap();
    assert_eq!((first.ends_at, first.segments), (at(90), Some(segments)));
    for minutes in [0, 60, 75] {
        let early = world.book(world.guests[1].id, at(minutes));
        let error = world.scope.run(&early).await.unwrap_err();
        assert!(code_is(&error, "slot_taken"), "{minutes}: {error:?}");
    }
    world.scope.run(&world.book(world.guests[1].id, at(15))).await.unwrap();
    // Moved, it takes the same parts of another time.
    let to = Reschedule::to(at(150));
    let moved = RescheduleAppointment { id: first.id, to, expected: None };
    assert_eq!(world.scope.run(&moved).await.unwrap().segments, Some(segments));
    world.scope.run(&world.book(world.guests[0].id, at(75))).await.unwrap();
    world.scope.run(&world.book(world.guests[0].id, at(165))).await.unwrap();
}

/// A history lists its steps in the order in which they were made, though all were
/// made in one instant.
pub async fn a_history_lists_its_steps_in_their_order(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 1).await;
    let appointment = world.scope.run(&world.book(world.guests[0].id, at(0))).await.unwrap();
    for minutes in [60, 120, 180, 240] {
        let to = Reschedule::to(at(minutes));
        let moved = RescheduleAppointment { id: appointment.id, to, expected: None };
        world.scope.run(&moved).await.unwrap();
    }
    let to = AppointmentStatus::Cancelled;
    let cancel = ChangeStatus { id: appointment.id, to, reason: None, fee: None, expected: None };
    world.scope.run(&cancel).await.unwrap();

    let mut steps = Vec::new();
    let mut page = PageRequest { limit: 2, ..PageRequest::default() };
    loop {
        let list = ListAppointmentHistory { id: appointment.id, page: page.clone() };
        let found = world.scope.run(&list).await.unwrap();
        steps.extend(found.items.iter().map(|one| (one.step, one.starts_at, one.to_status)));
        page.cursor = found.next_cursor;
        if page.cursor.is_none() {
            break;
        }
    }
    let starts = [0, 60, 120, 180, 240, 240].map(at);
    assert_eq!(steps.iter().map(|step| step.0).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
    assert_eq!(steps.iter().map(|step| step.1).collect::<Vec<_>>(), starts);
    assert_eq!(steps[5].2, AppointmentStatus::Cancelled);

    // However a page is cut, the booking is a step as the others are, though it has no row.
    for (limit, skip) in [(1, 0), (5, 0), (6, 0), (50, 0), (2, 1), (2, 5), (2, 6), (2, 7)] {
        let page = PageRequest { limit, skip, count: true, ..PageRequest::default() };
        let list = ListAppointmentHistory { id: appointment.id, page };
        let found = world.scope.run(&list).await.unwrap();
        let some: Vec<_> = found.items.iter().map(|one| one.step).collect();
        let wanted = (skip + 1)..=(skip + limit).min(6);
        assert!(some.iter().copied().eq(wanted.map(u32::cast_signed)), "{some:?}");
        assert_eq!((found.total, found.next_cursor.is_some()), (Some(6), skip + limit < 6));
    }
}

/// A booking is not decided on hours that changed under it.
pub async fn a_booking_relies_on_the_hours_it_saw(storage: Arc<dyn Storage>) {
    for _ in 0..5 {
        let world = World::make(&storage, 1).await;
        let close = CreateHoursOverride {
            calendar_id: Id::from_uuid(world.provider.id.uuid()),
            new: NewHoursOverride { date: day(), windows: DayHours::default(), center_id: None },
        };
        let (scope, book) = (world.scope.clone(), world.book(world.guests[0].id, at(0)));
        let booking = tokio::spawn(async move { scope.run(&book).await });
        let closed = world.scope.run(&close).await.unwrap();
        match booking.await.unwrap() {
            // Whoever came first: an appointment that was booked before the day was
            // closed stays.
            Ok(appointment) => assert!(appointment.created_at() <= closed.created_at()),
            Err(error) => assert!(code_is(&error, "outside_hours"), "{error:?}"),
        }
        let late = world.scope.run(&world.book(world.guests[0].id, at(120))).await.unwrap_err();
        assert!(code_is(&late, "outside_hours"), "{late:?}");
    }
}

/// A start is listed if and only if booking it succeeds.
pub async fn lists_a_start_if_and_only_if_it_can_be_booked(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 1).await;
    for minutes in [60, 200, 330] {
        world.scope.run(&world.book(world.guests[0].id, at(minutes))).await.unwrap();
    }
    let slots = world.slots().await;
    let listed: Vec<Timestamp> = slots.slots.iter().map(|slot| slot.starts_at).collect();
    assert!(listed.len() > 5, "{listed:?}");
    for step in -8..40 {
        let start = at(15 * step);
        let book = world.book(world.guests[0].id, start);
        match world.scope.run(&book).await {
            Ok(appointment) => {
                assert!(listed.contains(&start), "{start} was booked, but not listed");
                let (id, to) = (appointment.id, AppointmentStatus::Cancelled);
                let cancel = ChangeStatus { id, to, reason: None, fee: None, expected: None };
                world.scope.run(&cancel).await.unwrap();
            }
            Err(error) => assert!(!listed.contains(&start), "{start} was listed: {error:?}"),
        }
    }
    let patch = ProviderPatch { hours: Patch::Null, ..ProviderPatch::default() };
    let id = world.provider.id;
    world.scope.run(&Update::<Provider> { id, patch, expected: None }).await.unwrap();
    assert!(world.slots().await.slots.is_empty());
}
