//! Offers of the waiting list: what is held, who takes it, and what becomes of it otherwise.

use clientline_core::{
    Scope,
    conformance::fixture::{at, create, day},
    entity::Stored,
    model::{
        Appointment, AppointmentStatus, Center, CenterPatch, NewWaitlistEntry, SaleStatus,
        WaitlistEntry, WaitlistEntryPatch, WaitlistStatus,
    },
    ops::{
        page::PageRequest,
        resource::{Delete, Get, List, Update},
        scheduling::{
            appointment_status::ChangeStatus,
            appointments::GetAppointmentSale,
            holds::LapseHolds,
            reschedule::Reschedule,
            waitlist_offers::{AcceptOffer, DeclineOffer, MakeOffer, OfferedTime},
        },
    },
    value::Id,
};
use serde_json::json;
use uuid::Uuid;

use super::{Storage, World, desk, guest_at, refused, reschedule, stored_world};

/// A week before the appointments, when the desk of [`World`] works.
const WEEK_BEFORE: i64 = -7 * 24 * 60;

async fn waits(world: &World, guest: usize) -> Stored<WaitlistEntry> {
    let (guest, center) = (world.guests[guest].id, world.center.id);
    let new = NewWaitlistEntry::new(guest, center, world.service.id, day(), day());
    create::<WaitlistEntry>(&world.scope, new).await
}

fn offer(entry: &Stored<WaitlistEntry>, minutes: i64) -> MakeOffer {
    let time = OfferedTime { starts_at: at(minutes), provider_id: None };
    MakeOffer { id: entry.id, time, expected: None }
}

const fn accept(id: Id<WaitlistEntry>) -> AcceptOffer {
    AcceptOffer { id, expected: None }
}

const fn decline(id: Id<WaitlistEntry>) -> DeclineOffer {
    DeclineOffer { id, expected: None }
}

async fn entry(scope: &Scope, id: Id<WaitlistEntry>) -> Stored<WaitlistEntry> {
    scope.run(&Get::<WaitlistEntry>(id)).await.unwrap()
}

async fn appointment(scope: &Scope, id: Option<Uuid>) -> Stored<Appointment> {
    scope.run(&Get::<Appointment>(Id::from_uuid(id.unwrap()))).await.unwrap()
}

/// A world in which the first guest waits and has an offer of nine o'clock.
async fn offered(guests: usize) -> (World, Storage, Stored<WaitlistEntry>) {
    let (world, storage) = stored_world(guests).await;
    let waiting = waits(&world, 0).await;
    let offered = world.scope.run(&offer(&waiting, 0)).await.unwrap();
    (world, storage, offered)
}

#[tokio::test]
async fn what_is_offered_is_held_and_nobody_else_can_have_it() {
    let (world, _, offered) = Box::pin(offered(2)).await;
    assert_eq!(offered.status, WaitlistStatus::Offered);
    let held = appointment(&world.scope, offered.appointment_id).await;
    assert_eq!((held.status, held.guest_id), (AppointmentStatus::Pending, world.guests[0].id));
    assert_eq!(held.held_until, offered.offered_until);
    let book = world.book(world.guests[1].id, at(0));
    assert_eq!(refused(world.scope.run(&book).await), "slot_taken");
    // One offer at a time.
    assert_eq!(refused(world.scope.run(&offer(&offered, 120)).await), "offer_open");
    // Another guest who waits is offered another time.
    let other = waits(&world, 1).await;
    assert_eq!(refused(world.scope.run(&offer(&other, 0)).await), "slot_taken");
    assert!(world.scope.run(&offer(&other, 120)).await.is_ok());
}

#[tokio::test]
async fn the_guest_takes_it_and_has_an_appointment() {
    let (world, storage, offered) = Box::pin(offered(2)).await;
    let desk = desk(&world, &storage, WEEK_BEFORE);
    let stranger = guest_at(&desk, &world, 1);
    assert_eq!(refused(stranger.run(&accept(offered.id)).await), "not_found");
    let guest = guest_at(&desk, &world, 0);
    let booked = guest.run(&accept(offered.id)).await.unwrap();
    assert_eq!((booked.status, booked.held_until), (AppointmentStatus::Confirmed, None));
    let after = entry(&guest, offered.id).await;
    assert_eq!((after.status, after.offered_until), (WaitlistStatus::Booked, None));
    assert_eq!(after.appointment_id, Some(booked.id.uuid()));
    assert_eq!(refused(guest.run(&accept(offered.id)).await), "no_offer");
    assert_eq!(refused(guest.run(&decline(offered.id)).await), "no_offer");
    assert_eq!(refused(world.scope.run(&offer(&after, 120)).await), "waitlist_booked");
    // It stays, when all that was not confirmed in time has gone.
    let later = super::desk(&world, &storage, -60);
    assert_eq!(later.run(&LapseHolds).await.unwrap().appointments, 0);
    let book = world.book(world.guests[1].id, at(0));
    assert_eq!(refused(later.run(&book).await), "slot_taken");
}

#[tokio::test]
async fn the_guest_says_no_and_waits_on() {
    let (world, _, offered) = Box::pin(offered(2)).await;
    let after = world.scope.run(&decline(offered.id)).await.unwrap();
    let state = (after.status, after.appointment_id, after.offered_until);
    assert_eq!(state, (WaitlistStatus::Waiting, None, None));
    let held = appointment(&world.scope, offered.appointment_id).await;
    assert_eq!(held.status, AppointmentStatus::Cancelled);
    let sale = world.scope.run(&GetAppointmentSale(held.id)).await.unwrap();
    assert_eq!(sale.status, SaleStatus::Void);
    assert_eq!(refused(world.scope.run(&accept(offered.id)).await), "no_offer");
    // The time is free, for the next one.
    let next = waits(&world, 1).await;
    let next = world.scope.run(&offer(&next, 0)).await.unwrap();
    assert_eq!(next.status, WaitlistStatus::Offered);
}

#[tokio::test]
async fn an_offer_lapses_and_the_next_one_gets_the_time() {
    let (world, storage) = stored_world(2).await;
    let patch: CenterPatch =
        serde_json::from_value(json!({"policies": {"waitlist_offer_minutes": 20}})).unwrap();
    let update = Update::<Center> { id: world.center.id, patch, expected: None };
    world.scope.run(&update).await.unwrap();
    let (first, next) = (waits(&world, 0).await, waits(&world, 1).await);
    let early = desk(&world, &storage, -300);
    let offered = early.run(&offer(&first, 0)).await.unwrap();
    assert_eq!(offered.offered_until, Some(at(-280)));
    let late = desk(&world, &storage, -279);
    assert_eq!(refused(late.run(&accept(first.id)).await), "hold_lapsed");
    // Nobody has to tidy up first.
    let second = late.run(&offer(&next, 0)).await.unwrap();
    assert_eq!(late.run(&LapseHolds).await.unwrap().appointments, 1);
    let after = entry(&late, first.id).await;
    assert_eq!((after.status, after.appointment_id), (WaitlistStatus::Waiting, None));
    assert_eq!(entry(&late, next.id).await.appointment_id, second.appointment_id);
    assert!(late.run(&accept(next.id)).await.is_ok());
}

#[tokio::test]
async fn a_new_offer_may_take_the_place_of_one_that_lapsed() {
    let (world, storage, offered) = Box::pin(offered(1)).await;
    let late = desk(&world, &storage, WEEK_BEFORE + 61);
    let again = late.run(&offer(&offered, 0)).await.unwrap();
    assert_ne!(again.appointment_id, offered.appointment_id);
    assert_eq!(late.run(&LapseHolds).await.unwrap().appointments, 1);
    let after = entry(&late, offered.id).await;
    assert_eq!(after.appointment_id, again.appointment_id);
    assert!(late.run(&accept(offered.id)).await.is_ok());
}

#[tokio::test]
async fn who_confirms_or_cancels_what_is_held_has_answered() {
    for (to, status) in [
        (AppointmentStatus::Confirmed, WaitlistStatus::Booked),
        (AppointmentStatus::Cancelled, WaitlistStatus::Waiting),
    ] {
        let (world, _, offered) = Box::pin(offered(1)).await;
        let id = Id::from_uuid(offered.appointment_id.unwrap());
        let change = ChangeStatus { id, to, reason: None, fee: None, expected: None };
        world.scope.run(&change).await.unwrap();
        assert_eq!(entry(&world.scope, offered.id).await.status, status);
    }
}

#[tokio::test]
async fn what_has_begun_is_not_offered_and_an_offer_ends_when_it_begins() {
    let (world, storage) = stored_world(1).await;
    let waiting = waits(&world, 0).await;
    let late = desk(&world, &storage, 10);
    assert_eq!(refused(late.run(&offer(&waiting, 0)).await), "in_the_past");
    let offered = late.run(&offer(&waiting, 30)).await.unwrap();
    assert_eq!(offered.offered_until, Some(at(30)));
}

#[tokio::test]
async fn an_entry_with_an_offer_stays_what_it_is() {
    let (world, _, offered) = Box::pin(offered(2)).await;
    let delete = Delete::<WaitlistEntry> { id: offered.id, expected: None };
    assert_eq!(refused(world.scope.run(&delete).await), "offer_open");
    let patch = json!({"guest_id": world.guests[1].id});
    let patch: WaitlistEntryPatch = serde_json::from_value(patch).unwrap();
    let update = Update::<WaitlistEntry> { id: offered.id, patch, expected: None };
    assert_eq!(refused(world.scope.run(&update).await), "offer_open");
    // What is offered may be moved.
    let to = reschedule(Id::from_uuid(offered.appointment_id.unwrap()), Reschedule::to(at(120)));
    world.scope.run(&to).await.unwrap();
    let booked = world.scope.run(&accept(offered.id)).await.unwrap();
    assert_eq!(booked.starts_at, at(120));
    // Nor does what was taken become another guest's.
    assert_eq!(refused(world.scope.run(&update).await), "waitlist_booked");
    world.scope.run(&delete).await.unwrap();
}

#[tokio::test]
async fn entries_are_listed_by_their_status() {
    let (world, _, offered) = Box::pin(offered(2)).await;
    let waiting = waits(&world, 1).await;
    let list = List::<WaitlistEntry>::new(PageRequest::default());
    for (status, id) in
        [(WaitlistStatus::Offered, offered.id), (WaitlistStatus::Waiting, waiting.id)]
    {
        let list = list.clone().with(WaitlistEntry::status(), &status);
        let found = world.scope.run(&list).await.unwrap();
        assert_eq!(found.items.iter().map(|one| one.id).collect::<Vec<_>>(), [id]);
    }
}
