//! Booking without a sign-in: what is held, what lapses, and what a token opens.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::fixture::{World, at, client, client_after, day, find, name};
use crate::{
    ClientLine, Error, Result, Scope,
    engine::{Actor, Reach},
    entity::{Patch, Query, Stored},
    model::{
        ActorKind, Appointment, AppointmentStatus, Guest, GuestPatch, NewGuest, Occupancy,
        Organization, Role, Sale, SaleStatus,
    },
    ops::{
        access::organizations::UpdateOrganization,
        online::{
            book::{BookOnline, BookedAppointment, NewOnlineBooking},
            choice::{GetOffered, OfferedPlace},
            confirm::ConfirmOnlineBooking,
            manage::{
                CancelOnlineBooking, Cancellation, GetOnlineBooking, MoveOnlineBooking, NewStart,
            },
            own_slots::FindOwnSlots,
            storefront::FindPublicSlots,
        },
        page::PageRequest,
        resource::{Create, Get, List, Update},
        scheduling::{
            appointment_status::ChangeStatus,
            appointments::{GetAppointmentSale, ListAppointmentHistory},
            holds::{Confirmation, LapseHolds, Lapsed, MakeConfirmation},
            slot_formats::SlotFormat,
        },
    },
    storage::Storage,
    value::{DayCount, Id, SlotLimit, Slug, Timestamp},
};

/// An organization that is open to the public.
pub(super) struct Shop {
    pub(super) storage: Arc<dyn Storage>,
    pub(super) world: World,
    pub(super) slug: Slug,
}

impl Shop {
    pub(super) async fn open(storage: Arc<dyn Storage>, settings: Json) -> Self {
        let world = World::make(&storage, 1).await;
        let id = Id::<Organization>::from_uuid(world.scope.tenant().0);
        let mut settings = settings;
        settings["is_open"] = json!(true);
        let patch = json!({ "settings": { "public_booking": settings } });
        let patch = serde_json::from_value(patch).unwrap();
        let open = UpdateOrganization { id, patch, expected: None };
        let slug = world.scope.run(&open).await.unwrap().slug.clone();
        Self { storage, world, slug }
    }

    /// Somebody at the door, so many minutes after it was opened.
    pub(super) async fn stranger(&self, minutes: i64) -> Scope {
        client_after(&self.storage, minutes).public_scope(&self.slug).await.unwrap()
    }

    async fn book(
        &self,
        minutes: i64,
        email: &str,
        starts_at: Timestamp,
    ) -> Result<BookedAppointment> {
        self.stranger(minutes).await.run(&BookOnline(self.wish(email, starts_at))).await
    }

    pub(super) fn wish(&self, email: &str, starts_at: Timestamp) -> NewOnlineBooking {
        NewOnlineBooking {
            first_name: name("Rui"),
            last_name: name("Melo"),
            email: email.parse().unwrap(),
            phone: None,
            center_id: None,
            service_id: self.world.service.id,
            further_service_ids: Vec::new(),
            add_ons: Vec::new(),
            provider_id: None,
            starts_at,
            hold_token: None,
            notes: None,
        }
    }

    pub(super) async fn offers(&self, minutes: i64, start: Timestamp) -> bool {
        let find = FindPublicSlots {
            service_id: self.world.service.id,
            further_service_ids: Vec::new(),
            add_ons: Vec::new(),
            center_id: None,
            provider_id: None,
            date: day(),
            days: DayCount::default(),
            format: SlotFormat::default(),
            limit: SlotLimit::default(),
            cursor: None,
        };
        let found = self.stranger(minutes).await.run(&find).await.unwrap();
        found.slots.iter().any(|slot| slot.starts_at == start)
    }

    /// The organization itself, so many minutes after it was opened.
    pub(super) fn desk(&self, minutes: i64) -> Scope {
        let client = client_after(&self.storage, minutes);
        Scope::trusted(&client, self.world.scope.tenant(), Actor::system())
    }

    pub(super) async fn confirmation(&self, appointment: &BookedAppointment) -> Confirmation {
        self.desk(0).run(&MakeConfirmation(appointment.appointment.id)).await.unwrap()
    }

    /// The scope of a token, so many minutes later.
    pub(super) async fn holder(&self, minutes: i64, token: &str) -> Scope {
        client_after(&self.storage, minutes).authenticate(token).await.unwrap()
    }

    async fn appointment(&self, booked: &BookedAppointment) -> Stored<Appointment> {
        find(&self.storage, self.world.scope.tenant(), booked.appointment.id).await.unwrap()
    }

    pub(super) async fn times_taken(&self) -> usize {
        let tenant = self.world.scope.tenant();
        let mut snapshot = self.storage.snapshot(tenant).await.unwrap();
        snapshot.select(Query::<Occupancy>::limit(100).select()).await.unwrap().len()
    }

    pub(super) async fn guests(&self) -> Vec<Stored<Guest>> {
        let list = List::<Guest>::new(PageRequest::default());
        self.world.scope.run(&list).await.unwrap().items
    }
}

pub(super) fn code<T>(outcome: Result<T>) -> &'static str {
    outcome.err().map_or("done", |error| error.code())
}

/// Of many strangers who want one slot exactly one gets it, and the time is held
/// for them.
pub async fn one_of_many_strangers_gets_a_slot(storage: Arc<dyn Storage>) {
    let shop = Shop::open(storage, json!({})).await;
    let door = shop.stranger(0).await;
    let tasks: Vec<_> = (0..16)
        .map(|number| {
            let wish = shop.wish(&format!("n{number}@example.com"), at(0));
            let (client, slug) = (door.client().clone(), shop.slug.clone());
            tokio::spawn(
                async move { client.public_scope(&slug).await?.run(&BookOnline(wish)).await },
            )
        })
        .collect();
    let mut won = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(booked) => {
                won += 1;
                assert_eq!(booked.appointment.status, AppointmentStatus::Pending);
            }
            Err(error) => assert_eq!(error.code(), "slot_taken", "{error:?}"),
        }
    }
    assert_eq!(won, 1);
    assert!(!shop.offers(0, at(0)).await && shop.offers(0, at(60)).await);
    // One stranger became a guest; those who lost left nothing behind.
    assert_eq!((shop.guests().await.len(), shop.times_taken().await), (2, 2));
    let at_desk = shop.world.book(shop.world.guests[0].id, at(0));
    assert_eq!(code(shop.desk(0).run(&at_desk).await), "slot_taken");
}

/// A provider is named to strangers, and chosen by them, only where guests choose.
pub async fn strangers_choose_a_provider_where_guests_do(storage: Arc<dyn Storage>) {
    for (choice, is_free) in [("anyone", false), ("guest", true)] {
        let shop = Shop::open(storage.clone(), json!({ "provider_choice": choice })).await;
        let provider = shop.world.provider.id;
        let door = shop.stranger(0).await;
        let place =
            OfferedPlace { center_id: Some(shop.world.center.id), ..OfferedPlace::default() };
        let offered = GetOffered { id: shop.world.service.id, place };
        let named = door.run(&offered).await.unwrap().providers;
        let wanted = is_free.then_some(provider);
        assert_eq!(named.first().map(|one| one.id), wanted);
        let wish =
            NewOnlineBooking { provider_id: Some(provider), ..shop.wish("a@example.com", at(0)) };
        match door.run(&BookOnline(wish)).await {
            Ok(booked) => {
                assert!(is_free);
                assert_eq!(shop.appointment(&booked).await.provider_id, provider);
            }
            Err(Error::Invalid(_)) => assert!(!is_free),
            Err(error) => panic!("{error:?}"),
        }
    }
}

/// An appointment that nobody confirms frees its time by itself; the sweep ends it.
pub async fn what_nobody_confirms_frees_its_time(storage: Arc<dyn Storage>) {
    let shop = Shop::open(storage, json!({ "hold_minutes": 20 })).await;
    let first = shop.book(0, "a@example.com", at(0)).await.unwrap();
    let token = shop.confirmation(&first).await.confirmation_token;
    assert!(!shop.offers(19, at(0)).await && shop.offers(20, at(0)).await);
    let late = shop.holder(20, &token).await;
    assert_eq!(code(late.run(&ConfirmOnlineBooking).await), "hold_lapsed");
    assert_eq!(
        code(
            late.run(&MoveOnlineBooking(NewStart { starts_at: at(60), appointment_id: None }))
                .await
        ),
        "hold_lapsed"
    );
    let (id, to) = (first.appointment.id, AppointmentStatus::Confirmed);
    let by_hand = ChangeStatus { id, to, reason: None, fee: None, expected: None };
    assert_eq!(code(shop.desk(20).run(&by_hand).await), "hold_lapsed");

    let second = shop.book(20, "b@example.com", at(0)).await.unwrap();
    assert_eq!(shop.times_taken().await, 2, "the times of the first are gone");
    assert_eq!(shop.appointment(&first).await.status, AppointmentStatus::Pending);
    assert_eq!(shop.desk(21).run(&LapseHolds).await.unwrap(), Lapsed { appointments: 1 });
    assert_eq!(shop.desk(21).run(&LapseHolds).await.unwrap(), Lapsed { appointments: 0 });
    let ended = shop.appointment(&first).await;
    assert_eq!(ended.status, AppointmentStatus::Cancelled);
    // Whoever comes with the token still learns that it was too late, not that it was
    // cancelled; which it is for whoever cancels it.
    let late = shop.holder(21, &token).await;
    assert_eq!(code(late.run(&ConfirmOnlineBooking).await), "hold_lapsed");
    assert_eq!(code(shop.desk(21).run(&by_hand).await), "hold_lapsed");
    let cancel = ChangeStatus {
        id,
        to: AppointmentStatus::Cancelled,
        reason: None,
        fee: None,
        expected: None,
    };
    assert_eq!(code(shop.desk(21).run(&cancel).await), "invalid_transition");
    let sale: Stored<Sale> = shop.desk(21).run(&GetAppointmentSale(id)).await.unwrap();
    assert_eq!(sale.status, SaleStatus::Void);
    let history = ListAppointmentHistory { id, page: PageRequest::default() };
    assert_eq!(shop.desk(21).run(&history).await.unwrap().items.len(), 2);
    assert_eq!(shop.appointment(&second).await.status, AppointmentStatus::Pending);
    assert!(!shop.offers(21, at(0)).await);
}

/// An appointment that is confirmed holds its time for good.
pub async fn what_is_confirmed_stays(storage: Arc<dyn Storage>) {
    let shop = Shop::open(storage, json!({})).await;
    let booked = shop.book(0, "a@example.com", at(0)).await.unwrap();
    let confirmation = shop.confirmation(&booked).await;
    assert_eq!(confirmation.email, "a@example.com".parse().unwrap());
    let holder = shop.holder(5, &confirmation.confirmation_token).await;
    for _ in 0..2 {
        let confirmed = holder.run(&ConfirmOnlineBooking).await.unwrap();
        assert_eq!((confirmed.status, confirmed.held_until), (AppointmentStatus::Confirmed, None));
    }
    assert_eq!(shop.desk(60).run(&LapseHolds).await.unwrap(), Lapsed { appointments: 0 });
    assert!(!shop.offers(60, at(0)).await);
    assert_eq!(shop.times_taken().await, 2);
    // The mailed token manages, too; an appointment that moved keeps its time.
    let moved = holder
        .run(&MoveOnlineBooking(NewStart { starts_at: at(120), appointment_id: None }))
        .await
        .unwrap();
    assert_eq!(moved.starts_at, at(120));
    assert!(shop.offers(60, at(0)).await && !shop.offers(60, at(120)).await);
    let none = shop.desk(0).run(&MakeConfirmation(booked.appointment.id)).await;
    assert_eq!(code(none), "invalid_transition");
}

/// A token opens the appointment that it was made for, and no other, and a new one takes
/// the place of the one that was sent before.
pub async fn a_token_opens_one_appointment(storage: Arc<dyn Storage>) {
    let shop = Shop::open(storage, json!({ "change_notice_minutes": 60 })).await;
    let first = shop.book(0, "a@example.com", at(0)).await.unwrap();
    let second = shop.book(0, "b@example.com", at(60)).await.unwrap();
    let holder = shop.holder(0, &first.manage_token).await;
    assert_eq!(holder.run(&GetOnlineBooking::default()).await.unwrap(), first.appointment);
    assert_eq!(code(holder.run(&ConfirmOnlineBooking).await), "forbidden");
    let at_desk = shop.world.book(shop.world.guests[0].id, at(180));
    assert_eq!(code(holder.run(&at_desk).await), "forbidden");
    assert_eq!(
        code(holder.run(&BookOnline(shop.wish("c@example.com", at(180)))).await),
        "forbidden"
    );
    let read = Get::<Appointment>(second.appointment.id);
    assert_eq!(code(holder.run(&read).await), "forbidden");

    let old = shop.confirmation(&second).await.confirmation_token;
    let new = shop.confirmation(&second).await.confirmation_token;
    let client: ClientLine = client(&shop.storage);
    assert_eq!(code(client.authenticate(&old).await), "unauthenticated");
    client.authenticate(&new).await.unwrap();

    let cancel = CancelOnlineBooking(Cancellation::default());
    let too_late = 7 * 24 * 60 - 59;
    let late = shop.holder(too_late, &first.manage_token).await;
    assert_eq!(code(late.run(&cancel).await), "change_too_late");
    // Where nothing can be moved, no times are listed to which it could be.
    let times = FindOwnSlots::new(day());
    assert_eq!(code(late.run(&times).await), "hold_lapsed");
    assert!(!holder.run(&times).await.unwrap().slots.is_empty());
    for step in 2..=20 {
        let to = NewStart { starts_at: at(180 + step % 2 * 60), appointment_id: None };
        holder.run(&MoveOnlineBooking(to)).await.unwrap();
    }
    let once_more = MoveOnlineBooking(NewStart { starts_at: at(180), appointment_id: None });
    assert_eq!(code(holder.run(&once_more).await), "changed_too_often");
    assert_eq!(code(holder.run(&times).await), "changed_too_often");
    let cancelled = holder.run(&cancel).await.unwrap();
    assert_eq!(cancelled.status, AppointmentStatus::Cancelled);
    assert_eq!(code(holder.run(&cancel).await), "invalid_transition");
    assert_eq!(shop.appointment(&second).await.status, AppointmentStatus::Pending);
    assert!(shop.offers(0, at(0)).await && !shop.offers(0, at(60)).await);
}

/// Who is known by an address gets the appointment, and stays as they are; an address of a
/// guest who is not served any more is as good as unknown, and one that was only booked
/// with is, until a mail to it came back.
pub async fn a_guest_who_is_known_is_found_and_not_changed(storage: Arc<dyn Storage>) {
    let shop = Shop::open(storage, json!({})).await;
    let mut new = NewGuest::new(shop.world.center.id, name("Ana"), name("Reis"));
    new.email = Some("ana@example.com".parse().unwrap());
    let ana = shop.world.scope.run(&Create::<Guest>(new.clone())).await.unwrap();
    new.email = Some("off@example.com".parse().unwrap());
    new.is_active = crate::value::Active(false);
    let off = shop.world.scope.run(&Create::<Guest>(new)).await.unwrap();
    let before = shop.guests().await.len();
    let known = shop.book(0, "Ana@example.com", at(0)).await.unwrap();
    assert_eq!(shop.appointment(&known).await.guest_id, ana.id);
    assert_eq!(shop.guests().await.len(), before);
    assert_eq!(find(&shop.storage, shop.world.scope.tenant(), ana.id).await.unwrap(), ana);
    let refused = shop.book(0, "off@example.com", at(60)).await.unwrap();
    assert_ne!(shop.appointment(&refused).await.guest_id, off.id);
    let own = shop.appointment(&refused).await.guest_id;
    let again = shop.book(0, "off@example.com", at(120)).await.unwrap();
    assert_ne!(shop.appointment(&again).await.guest_id, own);
    let confirmation = shop.confirmation(&refused).await;
    let holder = shop.holder(0, &confirmation.confirmation_token).await;
    holder.run(&ConfirmOnlineBooking).await.unwrap();
    let known = shop.book(0, "off@example.com", at(180)).await.unwrap();
    assert_eq!(shop.appointment(&known).await.guest_id, own);
    assert_eq!(shop.guests().await.len(), before + 2);
}

/// An address joins nobody by the word of a client, nor where several guests are known
/// by it.
pub async fn an_address_that_may_be_anybodys_joins_nobody(storage: Arc<dyn Storage>) {
    let shop = Shop::open(storage, json!({})).await;
    let mut new = NewGuest::new(shop.world.center.id, name("Ana"), name("Reis"));
    new.email = Some("ana@example.com".parse().unwrap());
    let ana = shop.world.scope.run(&Create::<Guest>(new.clone())).await.unwrap();
    let actor = Actor::new(ActorKind::User, ana.id.uuid(), Role::Client);
    let actor = actor.reaching(Reach::Guest(vec![ana.id]));
    let own = Scope::trusted(shop.world.scope.client(), shop.world.scope.tenant(), actor);
    let email = Patch::Value("eva@example.com".parse().unwrap());
    let patch = GuestPatch { email, ..GuestPatch::default() };
    let edited = own.run(&Update::<Guest> { id: ana.id, patch, expected: None }).await.unwrap();
    assert_eq!((ana.email_verified_at.is_some(), edited.email_verified_at), (true, None));
    let booked = shop.book(0, "eva@example.com", at(0)).await.unwrap();
    assert_ne!(shop.appointment(&booked).await.guest_id, ana.id);
    let one = shop.world.scope.run(&Create::<Guest>(new.clone())).await.unwrap();
    let joined = shop.book(0, "ana@example.com", at(60)).await.unwrap();
    assert_eq!(shop.appointment(&joined).await.guest_id, one.id);
    let other = shop.world.scope.run(&Create::<Guest>(new)).await.unwrap();
    let joined = shop.book(0, "ana@example.com", at(120)).await.unwrap();
    let joined = shop.appointment(&joined).await.guest_id;
    assert!(joined != one.id && joined != other.id);
}

/// With one address, and by all together, so many appointments can be booked in a while,
/// whatever became of them.
pub async fn who_booked_too_often_has_to_wait(storage: Arc<dyn Storage>) {
    let shop = Shop::open(storage, json!({ "max_per_contact": 2, "max_per_hour": 3 })).await;
    for minutes in [0, 60] {
        let booked = shop.book(minutes, "a@example.com", at(0)).await.unwrap();
        let holder = shop.holder(minutes, &booked.manage_token).await;
        holder.run(&CancelOnlineBooking(Cancellation::default())).await.unwrap();
    }
    let wait = |outcome: Result<BookedAppointment>| match outcome {
        Err(Error::TooManyBookings { retry_after }) => retry_after,
        other => panic!("{:?}", other.map(|booked| booked.appointment)),
    };
    assert_eq!(wait(shop.book(61, "a@example.com", at(0)).await), (24 * 60 - 61) * 60);
    for (minutes, email) in [(61, "b@example.com"), (62, "c@example.com")] {
        shop.book(minutes, email, at(minutes * 60 - 3660)).await.unwrap();
    }
    assert_eq!(wait(shop.book(63, "d@example.com", at(180)).await), 57 * 60);
    shop.book(120, "d@example.com", at(180)).await.unwrap();
}
