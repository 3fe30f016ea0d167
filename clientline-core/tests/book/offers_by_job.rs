//! What becomes free is offered by itself, to one after the other, and once.

use chrono::Datelike;
use clientline_core::{
    ClientLine, Scope,
    conformance::fixture::{at, client_after, create, day, new_id},
    entity::Stored,
    model::{
        Appointment, AppointmentStatus, Center, CenterPatch, NewWaitlistEntry, WaitlistEntry,
        WaitlistStatus,
    },
    ops::{
        resource::{Get, Update},
        scheduling::{
            appointment_status::ChangeStatus,
            calendar_edits::EditBlockout,
            calendars::{CreateBlockout, DeleteBlockout},
            completion::CompleteAppointment,
            offer_freed::OfferFreedTime,
            reschedule::Reschedule,
            waitlist_offers::{AcceptOffer, DeclineOffer},
        },
    },
    storage::Work,
    value::{Id, Weekday},
    work::{Ran, run},
};
use serde_json::json;

use super::{Storage, World, desk, refused, reschedule, stored_world};

/// Two hours before the first appointment.
const EARLY: i64 = -120;

/// A world whose center offers by itself what becomes free, for half an hour each.
async fn offering(guests: usize) -> (World, Storage) {
    let (world, storage) = stored_world(guests).await;
    offers(&world, json!(30)).await;
    (world, storage)
}

async fn offers(world: &World, minutes: serde_json::Value) {
    let patch = json!({"policies": {"waitlist_offer_minutes": minutes}});
    let patch: CenterPatch = serde_json::from_value(patch).unwrap();
    let update = Update::<Center> { id: world.center.id, patch, expected: None };
    world.scope.run(&update).await.unwrap();
}

/// A guest who waits for ten o'clock, and since later than those of lower numbers.
async fn waits((world, storage): (&World, &Storage), guest: usize) -> Stored<WaitlistEntry> {
    let since = desk(world, storage, 10 * EARLY + i64::try_from(guest).unwrap());
    let (guest, center) = (world.guests[guest].id, world.center.id);
    let mut new = NewWaitlistEntry::new(guest, center, world.service.id, day(), day());
    let weekday = format!("{:?}", Weekday::from(day().weekday())).to_lowercase();
    let ten = json!({"weekly": [{"day": weekday, "start": "10:00", "end": "10:01"}]});
    new.hours = Some(serde_json::from_value(ten).unwrap());
    create::<WaitlistEntry>(&since, new).await
}

fn program(storage: &Storage, minutes: i64) -> ClientLine {
    client_after(storage, 7 * 24 * 60 + minutes)
}

async fn job(storage: &Storage, work: Work, minutes: i64) -> u64 {
    let Ran { done, failed } =
        run(&program(storage, minutes), work, new_id::<Center>().uuid()).await.unwrap();
    assert_eq!(failed, 0);
    done
}

async fn entry(scope: &Scope, of: &Stored<WaitlistEntry>) -> Stored<WaitlistEntry> {
    scope.run(&Get::<WaitlistEntry>(of.id)).await.unwrap()
}

async fn status(scope: &Scope, of: &Stored<WaitlistEntry>) -> WaitlistStatus {
    entry(scope, of).await.status
}

fn change(id: Id<Appointment>, to: AppointmentStatus) -> ChangeStatus {
    ChangeStatus { id, to, reason: None, fee: None, expected: None }
}

/// Somebody has ten o'clock, and two wait for it; then it is cancelled.
async fn freed() -> (World, Storage, [Stored<WaitlistEntry>; 2]) {
    let (world, storage) = offering(3).await;
    let booked = world.scope.run(&world.book(world.guests[2].id, at(60))).await.unwrap();
    let waiting = [waits((&world, &storage), 0).await, waits((&world, &storage), 1).await];
    assert_eq!(job(&storage, Work::FreedTimes, EARLY).await, 0);
    let desk = desk(&world, &storage, EARLY);
    desk.run(&change(booked.id, AppointmentStatus::Cancelled)).await.unwrap();
    (world, storage, waiting)
}

#[tokio::test]
async fn what_is_cancelled_is_offered_to_who_waits_longest_and_once() {
    let (world, storage, [first, second]) = Box::pin(freed()).await;
    assert_eq!(job(&storage, Work::FreedTimes, EARLY).await, 1);
    assert_eq!(job(&storage, Work::FreedTimes, EARLY).await, 0);
    let desk = desk(&world, &storage, EARLY);
    let offered = entry(&desk, &first).await;
    assert_eq!(offered.status, WaitlistStatus::Offered);
    assert_eq!(offered.offered_until, Some(at(EARLY + 30)));
    let held = Id::from_uuid(offered.appointment_id.unwrap());
    assert_eq!(desk.run(&Get::<Appointment>(held)).await.unwrap().starts_at, at(60));
    assert_eq!(status(&desk, &second).await, WaitlistStatus::Waiting);
    desk.run(&AcceptOffer { id: first.id, expected: None }).await.unwrap();
    assert_eq!(job(&storage, Work::FreedTimes, EARLY + 100).await, 0);
    assert_eq!(status(&desk, &second).await, WaitlistStatus::Waiting);
}

#[tokio::test]
async fn who_says_no_is_not_asked_again_and_the_next_one_is() {
    let (world, storage, [first, second]) = Box::pin(freed()).await;
    assert_eq!(job(&storage, Work::FreedTimes, EARLY).await, 1);
    let desk = desk(&world, &storage, EARLY);
    for (one, then) in [
        (&first, (WaitlistStatus::Waiting, WaitlistStatus::Offered)),
        (&second, (WaitlistStatus::Waiting, WaitlistStatus::Waiting)),
    ] {
        desk.run(&DeclineOffer { id: one.id, expected: None }).await.unwrap();
        job(&storage, Work::FreedTimes, EARLY).await;
        assert_eq!((status(&desk, &first).await, status(&desk, &second).await), then);
    }
    assert!(desk.run(&world.book(world.guests[2].id, at(60))).await.is_ok());
}

#[tokio::test]
async fn who_does_not_answer_is_passed_over() {
    let (world, storage, [first, second]) = Box::pin(freed()).await;
    assert_eq!(job(&storage, Work::FreedTimes, EARLY).await, 1);
    let later = EARLY + 31;
    assert_eq!(job(&storage, Work::LapsedHolds, later).await, 1);
    assert_eq!(job(&storage, Work::FreedTimes, later).await, 1);
    let desk = desk(&world, &storage, later);
    assert_eq!(status(&desk, &first).await, WaitlistStatus::Waiting);
    assert_eq!(entry(&desk, &second).await.offered_until, Some(at(later + 30)));
    let late = AcceptOffer { id: first.id, expected: None };
    assert_eq!(refused(desk.run(&late).await), "no_offer");
}

#[tokio::test]
async fn two_processes_and_one_that_dies_make_no_second_offer() {
    let (world, storage, [first, second]) = Box::pin(freed()).await;
    let step = async || {
        let client = program(&storage, EARLY);
        let scope = Scope::trusted(&client, world.scope.tenant(), clientline_core::Actor::system());
        scope.run(&OfferFreedTime).await.unwrap().offers
    };
    let (one, other) = tokio::join!(step(), step());
    assert_eq!(one + other, 1);
    // What one left half done another ends.
    assert_eq!(step().await, 0);
    assert_eq!(job(&storage, Work::FreedTimes, EARLY).await, 0);
    let desk = desk(&world, &storage, EARLY);
    assert_eq!(status(&desk, &first).await, WaitlistStatus::Offered);
    assert_eq!(status(&desk, &second).await, WaitlistStatus::Waiting);
}

#[tokio::test]
async fn whatever_frees_time_has_it_offered() {
    for what in ["moved", "missed", "ended early", "unblocked", "blocked for less"] {
        let (world, storage) = offering(2).await;
        let early = desk(&world, &storage, EARLY);
        let mut minutes = EARLY;
        match what {
            "unblocked" | "blocked for less" => {
                let blockout: CreateBlockout = serde_json::from_value(json!({
                    "provider_id": world.provider.id, "reason": "vacation",
                    "starts_at": at(0), "ends_at": at(180),
                }))
                .unwrap();
                let blocked = early.run(&blockout).await.unwrap();
                waits((&world, &storage), 0).await;
                assert_eq!(job(&storage, Work::FreedTimes, minutes).await, 0, "{what}");
                if what == "unblocked" {
                    early.run(&DeleteBlockout(blocked.id)).await.unwrap();
                } else {
                    let patch = serde_json::from_value(json!({"ends_at": at(60)})).unwrap();
                    let edit = EditBlockout { id: blocked.id, patch, expected: None };
                    early.run(&edit).await.unwrap();
                }
            }
            _ => {
                let start = if what == "moved" { at(60) } else { at(15) };
                let booked = early.run(&world.book(world.guests[1].id, start)).await.unwrap();
                waits((&world, &storage), 0).await;
                assert_eq!(job(&storage, Work::FreedTimes, minutes).await, 0, "{what}");
                if what == "moved" {
                    early.run(&reschedule(booked.id, Reschedule::to(at(240)))).await.unwrap();
                } else {
                    minutes = 30;
                    let desk = desk(&world, &storage, minutes);
                    if what == "missed" {
                        let missed = change(booked.id, AppointmentStatus::NoShow);
                        desk.run(&missed).await.unwrap();
                    } else {
                        let early = CompleteAppointment {
                            id: booked.id,
                            reason: None,
                            frees_rest: true,
                            expected: None,
                        };
                        desk.run(&early).await.unwrap();
                    }
                }
            }
        }
        assert_eq!(job(&storage, Work::FreedTimes, minutes).await, 1, "{what}");
    }
}

#[tokio::test]
async fn a_center_that_makes_no_offers_makes_none() {
    let (world, storage, [first, second]) = Box::pin(freed()).await;
    offers(&world, json!(null)).await;
    assert_eq!(job(&storage, Work::FreedTimes, EARLY).await, 0);
    // It is forgotten, and not offered later.
    offers(&world, json!(30)).await;
    assert_eq!(job(&storage, Work::FreedTimes, EARLY).await, 0);
    for entry in [&first, &second] {
        assert_eq!(status(&world.scope, entry).await, WaitlistStatus::Waiting);
    }
}

#[tokio::test]
async fn who_can_not_be_booked_is_passed_over() {
    let (world, storage, [first, second]) = Box::pin(freed()).await;
    let patch = serde_json::from_value(json!({"is_active": false})).unwrap();
    let guest = world.guests[0].id;
    let update = Update::<clientline_core::model::Guest> { id: guest, patch, expected: None };
    world.scope.run(&update).await.unwrap();
    assert_eq!(job(&storage, Work::FreedTimes, EARLY).await, 1);
    assert_eq!(status(&world.scope, &first).await, WaitlistStatus::Waiting);
    assert_eq!(status(&world.scope, &second).await, WaitlistStatus::Offered);
}
