//! Starts that are held for somebody who has not said yet who they are.

use std::sync::Arc;

use serde_json::json;

use super::{
    fixture::{at, find, name},
    public::{Shop, code},
};
use crate::{
    Error, Result,
    entity::Stored,
    model::{Appointment, AppointmentStatus, Center, Guest, SaleStatus},
    ops::{
        online::{
            book::{BookOnline, BookedAppointment, NewOnlineBooking},
            held::ExtendHold,
            hold::{HeldStart, HoldStart, NewStartHold},
            manage::{
                CancelOnlineBooking, Cancellation, GetOnlineBooking, MoveOnlineBooking, NewStart,
            },
        },
        resource::Update,
        scheduling::{
            appointments::GetAppointmentSale,
            holds::{LapseHolds, Lapsed, MakeConfirmation},
        },
    },
    storage::Storage,
    value::{Id, Timestamp},
};

impl Shop {
    fn start(&self, starts_at: Timestamp) -> NewStartHold {
        NewStartHold::new(self.world.service.id, starts_at)
    }

    async fn hold(&self, minutes: i64, new: NewStartHold) -> Result<HeldStart> {
        self.stranger(minutes).await.run(&HoldStart(new)).await
    }

    /// Books what is held, by its token.
    async fn take(
        &self,
        minutes: i64,
        email: &str,
        (starts_at, token): (Timestamp, &str),
    ) -> Result<BookedAppointment> {
        let wish = self.wish(email, starts_at);
        let wish = NewOnlineBooking { hold_token: Some(token.to_owned()), ..wish };
        self.stranger(minutes).await.run(&BookOnline(wish)).await
    }

    async fn limit_guests_to(&self, most: u16) {
        let policies = json!({ "policies": { "guest_max_to_come": most } });
        let patch = serde_json::from_value(policies).unwrap();
        let limit = Update::<Center> { id: self.world.center.id, patch, expected: None };
        self.world.scope.run(&limit).await.unwrap();
    }

    async fn found(&self, id: Id<Appointment>) -> Stored<Appointment> {
        find(&self.storage, self.world.scope.tenant(), id).await.unwrap()
    }
}

/// Nobody else gets what is held; who says who they are has it, and nothing is left of the hold.
pub async fn what_is_held_is_booked_by_its_token(storage: Arc<dyn Storage>) {
    let shop = Shop::open(storage, json!({ "cart_minutes": 10, "hold_minutes": 20 })).await;
    let held = shop.hold(0, shop.start(at(0))).await.unwrap();
    let id = held.appointment.id;
    assert_eq!(held.appointment.status, AppointmentStatus::Pending);
    assert_eq!(held.appointment.held_until, Some(at(-7 * 24 * 60 + 10)));
    assert!(!shop.offers(0, at(0)).await && shop.offers(0, at(60)).await);
    let at_desk = shop.world.book(shop.world.guests[0].id, at(0));
    assert_eq!(code(shop.desk(0).run(&at_desk).await), "slot_taken");
    assert_eq!(shop.found(id).await.guest_id, Guest::of_walk_ins(shop.world.center.id));
    let wish = shop.wish("b@example.com", at(0));
    assert_eq!(code(shop.stranger(5).await.run(&BookOnline(wish)).await), "slot_taken");

    let booked = shop.take(5, "a@example.com", (at(0), &held.hold_token)).await.unwrap();
    assert_eq!(booked.appointment.held_until, Some(at(-7 * 24 * 60 + 25)));
    let found = shop.found(booked.appointment.id).await;
    assert_eq!(found.contact_first_name, Some(name("Rui")));
    let sale = shop.desk(5).run(&GetAppointmentSale(found.id)).await.unwrap();
    assert_eq!((sale.guest_id, sale.status), (found.guest_id, SaleStatus::Open));
    assert_eq!(shop.times_taken().await, 2);
    assert!(!shop.offers(24, at(0)).await && shop.offers(25, at(0)).await);
    let tenant = shop.world.scope.tenant();
    let left = find::<Appointment>(&shop.storage, tenant, id).await;
    assert!(left.is_none(), "{left:?}");
    let client = shop.world.scope.client();
    assert_eq!(code(client.authenticate(&held.hold_token).await), "unauthenticated");
    let owner = shop.holder(6, &booked.manage_token).await;
    assert_eq!(owner.run(&GetOnlineBooking::default()).await.unwrap().id, found.id);
    assert_eq!(code(owner.run(&ExtendHold).await), "not_found");
    let confirmation = shop.desk(6).run(&MakeConfirmation(found.id)).await.unwrap();
    assert_eq!(confirmation.email, "a@example.com".parse().unwrap());
}

/// What is held is free again by itself, unless it is extended: once, and not when it has lapsed.
pub async fn what_is_held_frees_its_time_and_is_extended_once(storage: Arc<dyn Storage>) {
    let shop = Shop::open(storage, json!({ "cart_minutes": 10 })).await;
    let held = shop.hold(0, shop.start(at(0))).await.unwrap();
    assert!(!shop.offers(9, at(0)).await && shop.offers(10, at(0)).await);
    let holder = shop.holder(9, &held.hold_token).await;
    let longer = holder.run(&ExtendHold).await.unwrap();
    assert_eq!(longer.held_until, Some(at(-7 * 24 * 60 + 20)));
    assert!(!shop.offers(19, at(0)).await && shop.offers(20, at(0)).await);
    assert_eq!(code(holder.run(&ExtendHold).await), "hold_extended");
    let late = shop.holder(20, &held.hold_token).await;
    assert_eq!(code(late.run(&ExtendHold).await), "hold_lapsed");
    let other = shop.hold(20, shop.start(at(0))).await.unwrap();
    assert_eq!(shop.times_taken().await, 2, "the times of the first are gone");
    assert_eq!(shop.desk(21).run(&LapseHolds).await.unwrap(), Lapsed { appointments: 1 });
    // Somebody else has it by then, and who lets them have it does.
    let late = shop.take(22, "a@example.com", (at(0), &held.hold_token)).await;
    assert_eq!(code(late), "slot_taken");
    shop.take(22, "a@example.com", (at(60), &held.hold_token)).await.unwrap();
    assert!(!shop.offers(22, at(0)).await);
    // What is given back is free at once.
    let holder = shop.holder(22, &other.hold_token).await;
    holder.run(&CancelOnlineBooking(Cancellation::default())).await.unwrap();
    assert!(shop.offers(22, at(0)).await);
    assert_eq!(code(holder.run(&ExtendHold).await), "invalid_transition");
    assert_eq!(shop.times_taken().await, 2);
}

/// Whoever chooses again has the second start alone, also where the two overlap; and keeps the
/// first, if the second can't be had.
pub async fn who_holds_another_start_gives_the_first_one_back(storage: Arc<dyn Storage>) {
    let shop = Shop::open(storage, json!({})).await;
    let first = shop.hold(0, shop.start(at(0))).await.unwrap();
    let again = |starts_at, token: &str| NewStartHold {
        hold_token: Some(token.to_owned()),
        ..shop.start(starts_at)
    };
    let second = shop.hold(1, again(at(15), &first.hold_token)).await.unwrap();
    assert_eq!(shop.times_taken().await, 2);
    for token in [&first.hold_token, "cl_hold_x"] {
        let outcome = shop.hold(2, again(at(240), token)).await;
        assert!(matches!(outcome, Err(Error::Invalid(_))), "{}", code(outcome));
    }
    let third = shop.hold(2, shop.start(at(120))).await.unwrap();
    assert_eq!(code(shop.hold(3, again(at(15), &third.hold_token)).await), "slot_taken");
    assert_eq!(shop.found(third.appointment.id).await.status, AppointmentStatus::Pending);
    // What was moved keeps its history, and is cancelled.
    let moved = MoveOnlineBooking(NewStart { starts_at: at(180), appointment_id: None });
    shop.holder(3, &third.hold_token).await.run(&moved).await.unwrap();
    assert!(shop.offers(3, at(120)).await && !shop.offers(3, at(180)).await);
    shop.take(3, "b@example.com", (at(180), &third.hold_token)).await.unwrap();
    let left = shop.found(third.appointment.id).await;
    assert_eq!(left.status, AppointmentStatus::Cancelled);
    let sale = shop.desk(3).run(&GetAppointmentSale(left.id)).await.unwrap();
    assert_eq!(sale.status, SaleStatus::Void);
    // Another start than the one that is held is booked as well.
    shop.take(4, "a@example.com", (at(30), &second.hold_token)).await.unwrap();
    assert!(shop.offers(4, at(90)).await && !shop.offers(4, at(15)).await);
}

/// The services of a visit are held together, extended, and booked together.
pub async fn a_visit_is_held_and_booked_as_a_whole(storage: Arc<dyn Storage>) {
    let shop = Shop::open(storage, json!({ "cart_minutes": 10 })).await;
    let service = shop.world.service.id;
    let new = NewStartHold { further_service_ids: vec![service], ..shop.start(at(0)) };
    let held = shop.hold(0, new.clone()).await.unwrap();
    assert_eq!((held.appointment.parts.len(), held.appointment.parts[0]), (2, held.appointment.id));
    let longer = shop.holder(1, &held.hold_token).await.run(&ExtendHold).await.unwrap();
    for id in &held.appointment.parts {
        assert_eq!(shop.found(*id).await.held_until, longer.held_until);
    }
    let wish = NewOnlineBooking {
        further_service_ids: vec![service],
        hold_token: Some(held.hold_token.clone()),
        ..shop.wish("a@example.com", at(0))
    };
    let booked = shop.stranger(15).await.run(&BookOnline(wish)).await.unwrap();
    assert_eq!((booked.appointment.parts.len(), shop.times_taken().await), (2, 4));
    // All of it goes with its token.
    let held = shop.hold(16, NewStartHold { starts_at: at(240), ..new }).await.unwrap();
    let other = NewStartHold { hold_token: Some(held.hold_token), ..shop.start(at(240)) };
    shop.hold(17, other).await.unwrap();
    assert_eq!(shop.times_taken().await, 6);
}

/// A limit of guests is held against the address that books what was held.
pub async fn what_an_address_has_booked_counts_when_a_hold_is_booked(storage: Arc<dyn Storage>) {
    let shop = Shop::open(storage, json!({})).await;
    shop.limit_guests_to(1).await;
    let one = shop.hold(0, shop.start(at(0))).await.unwrap();
    let two = shop.hold(0, shop.start(at(240))).await.unwrap();
    shop.take(1, "a@example.com", (at(0), &one.hold_token)).await.unwrap();
    let refused = shop.take(1, "A@example.com", (at(240), &two.hold_token)).await;
    assert_eq!(code(refused), "guest_limit_reached");
    shop.take(1, "b@example.com", (at(240), &two.hold_token)).await.unwrap();
}

/// All strangers together hold as many starts in an hour as they may book.
pub async fn nobody_holds_more_than_the_door_lets_in(storage: Arc<dyn Storage>) {
    let shop = Shop::open(storage, json!({ "max_per_hour": 2 })).await;
    for minutes in [0, 30] {
        shop.hold(minutes, shop.start(at(minutes * 2))).await.unwrap();
    }
    match shop.hold(59, shop.start(at(120))).await {
        Err(Error::TooManyBookings { retry_after }) => assert_eq!(retry_after, 60),
        other => panic!("{}", code(other)),
    }
    shop.hold(60, shop.start(at(120))).await.unwrap();
}

/// Of many who want one start at once exactly one holds it.
pub async fn of_many_who_hold_a_start_one_has_it(storage: Arc<dyn Storage>) {
    let shop = Shop::open(storage, json!({})).await;
    let door = shop.stranger(0).await;
    let tasks: Vec<_> = (0..16)
        .map(|_| {
            let (client, slug, new) = (door.client().clone(), shop.slug.clone(), shop.start(at(0)));
            tokio::spawn(
                async move { client.public_scope(&slug).await?.run(&HoldStart(new)).await },
            )
        })
        .collect();
    let mut won = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(_) => won += 1,
            Err(error) => assert_eq!(error.code(), "slot_taken", "{error:?}"),
        }
    }
    assert_eq!((won, shop.times_taken().await), (1, 2));
}

/// What is offered instead of a visit that can't be held, booked or moved is had by all of it.
pub async fn other_starts_of_a_visit_are_had_by_all_of_it(storage: Arc<dyn Storage>) {
    let offered = |refused: Error| match refused {
        Error::SlotUnavailable { alternatives, .. } => alternatives,
        other => panic!("{other:?}"),
    };
    let shop = Shop::open(storage, json!({ "cart_minutes": 10 })).await;
    // The second of two services that begin at nine.
    shop.desk(0).run(&shop.world.book(shop.world.guests[0].id, at(75))).await.unwrap();
    let service = shop.world.service.id;
    let two = |starts_at| {
        let further_service_ids = vec![service];
        NewStartHold { further_service_ids, ..shop.start(starts_at) }
    };
    let starts = offered(shop.hold(0, two(at(0))).await.err().unwrap());
    assert!(!starts.is_empty() && !starts.contains(&at(0)), "{starts:?}");
    let wish = NewOnlineBooking {
        further_service_ids: vec![service],
        ..shop.wish("a@example.com", at(0))
    };
    let stranger = shop.stranger(0).await;
    assert_eq!(offered(stranger.run(&BookOnline(wish)).await.err().unwrap()), starts);
    let mut token = None;
    for start in starts {
        let held = shop.hold(0, NewStartHold { hold_token: token, ..two(start) }).await.unwrap();
        assert_eq!(held.appointment.starts_at, start);
        token = Some(held.hold_token);
    }
    let holder = shop.holder(1, &token.unwrap()).await;
    let to = |starts_at| MoveOnlineBooking(NewStart { starts_at, appointment_id: None });
    for start in offered(holder.run(&to(at(0))).await.unwrap_err()) {
        assert_eq!(holder.run(&to(start)).await.unwrap().starts_at, start);
    }
}
