//! Parties: several guests who come at the same time, found, booked and cancelled together.

use clientline_core::{
    Error,
    conformance::fixture::{at, create, day, name},
    entity::Stored,
    model::{
        Appointment, AppointmentSource, AppointmentStatus, Center, NewService, Provider, Room,
        Service,
    },
    ops::resource::Update,
    ops::scheduling::{
        appointment_status::ChangeStatus,
        appointments::{AppointmentFilter, ListAppointments},
        booking::BookAppointment,
        cancel_together::CancelTogether,
        parties::{BookParty, PartyGuest},
        party_starts::{FindPartyStarts, PartyWish},
    },
    value::{DayCount, DurationMinutes, Id, StartLimit},
};
use uuid::Uuid;

use super::{
    World, change_provider, change_service, colleague, desk, refused, stored_world, world,
};

pub(super) async fn service(world: &World, called: &str, minutes: i64) -> Stored<Service> {
    let duration = DurationMinutes::new(minutes).unwrap();
    let new = NewService::new(name(called), duration, "80.00".parse().unwrap());
    create::<Service>(&world.scope, new).await
}

/// The guests of the world, from the first one on, each with a service and maybe a provider.
pub(super) fn party(
    world: &World,
    minutes: i64,
    services: &[(Id<Service>, Option<Id<Provider>>)],
) -> BookParty {
    let guests = services.iter().zip(&world.guests).map(|((service_id, provider_id), guest)| {
        PartyGuest { provider_id: *provider_id, ..PartyGuest::new(guest.id, *service_id) }
    });
    BookParty::new(world.center.id, at(minutes), guests.collect())
}

fn wanted(party: &BookParty) -> FindPartyStarts {
    let wish = |guest: &PartyGuest| PartyWish {
        provider_id: guest.provider_id,
        ..PartyWish::new(guest.service_id)
    };
    FindPartyStarts {
        center_id: party.center_id,
        guests: party.guests.iter().map(wish).collect(),
        date: day(),
        days: DayCount::MIN,
        limit: StartLimit::MAX,
    }
}

async fn performs(world: &World, provider: Id<Provider>, services: &[Id<Service>]) {
    let ids: Vec<String> = services.iter().map(|id| format!(r#""{}""#, id.uuid())).collect();
    change_provider(world, provider, &format!(r#"{{"services": [{}]}}"#, ids.join(","))).await;
}

pub(super) async fn holds(world: &World, capacity: i32) {
    let patch = serde_json::from_str(&format!(r#"{{"capacity": {capacity}}}"#)).unwrap();
    let id = world.room.id;
    world.scope.run(&Update::<Room> { id, patch, expected: None }).await.unwrap();
}

async fn limited(world: &World, policies: &str) {
    let patch = serde_json::from_str(&format!(r#"{{"policies": {policies}}}"#)).unwrap();
    let id = world.center.id;
    world.scope.run(&Update::<Center> { id, patch, expected: None }).await.unwrap();
}

/// Anna does both, Ben the massage alone. Anna comes first for the massage, since Ben does more
/// other things; yet nobody else can do the facial.
#[tokio::test]
async fn the_couple_is_served_where_a_greedy_choice_serves_one() {
    let world = world(2).await;
    let [massage, facial] =
        [service(&world, "Massage", 60).await.id, service(&world, "Facial", 50).await.id];
    let ben = world.provider.id;
    let anna = colleague(&world, "Anna").await.id;
    performs(&world, anna, &[massage, facial]).await;
    let others = [service(&world, "Nails", 30).await.id, service(&world, "Brows", 30).await.id];
    performs(&world, ben, &[massage, others[0], others[1]]).await;
    let alone = BookAppointment::new(world.center.id, world.guests[0].id, massage, at(300));
    assert_eq!(world.scope.run(&alone).await.unwrap().provider_id, anna);

    let couple = party(&world, 60, &[(massage, None), (facial, None)]);
    let found = world.scope.run(&wanted(&couple)).await.unwrap();
    let start = found.starts.iter().find(|start| start.starts_at == at(60)).unwrap();
    assert_eq!(start.services.iter().map(|one| one.provider_id).collect::<Vec<_>>(), [ben, anna]);
    assert_eq!(start.ends_at, at(120));
    let booked = world.scope.run(&couple).await.unwrap();
    let with = |at: usize| (booked[at].provider_id, booked[at].starts_at, booked[at].party_id);
    let party_id = booked[0].party_id;
    assert!(party_id.is_some() && booked[0].visit_id.is_none());
    assert_eq!([with(0), with(1)], [(ben, at(60), party_id), (anna, at(60), party_id)]);
    // Whoever insists on Anna for both has none.
    let both = party(&world, 180, &[(massage, Some(anna)), (facial, Some(anna))]);
    let error = world.scope.run(&both).await.unwrap_err();
    let Error::SlotUnavailable { code, alternatives, .. } = &error else { panic!("{error:?}") };
    assert_eq!((*code, alternatives.len()), ("slot_taken", 0));
    assert!(world.scope.run(&wanted(&both)).await.unwrap().starts.is_empty());
}

#[tokio::test]
async fn all_come_or_nobody_does_and_the_nearest_times_are_named() {
    let world = world(3).await;
    let colour = service(&world, "Colour", 60).await.id;
    let ana = colleague(&world, "Ana").await.id;
    let taken = BookAppointment {
        provider_id: Some(ana),
        ..BookAppointment::new(world.center.id, world.guests[2].id, colour, at(60))
    };
    world.scope.run(&taken).await.unwrap();
    let two = party(&world, 90, &[(colour, None), (colour, None)]);
    let error = world.scope.run(&two).await.unwrap_err();
    let Error::SlotUnavailable { code, alternatives, .. } = &error else { panic!("{error:?}") };
    assert_eq!(
        (*code, alternatives.as_slice()),
        ("slot_taken", [at(120), at(135), at(150)].as_slice())
    );
    assert_eq!(world.scope.run(&ListAppointments::default()).await.unwrap().items.len(), 1);
    // One who can't even come alone is named.
    let with_ana = party(&world, 90, &[(colour, None), (colour, Some(ana))]);
    let error = world.scope.run(&with_ana).await.unwrap_err();
    assert!(error.to_string().starts_with("Guest 2: "), "{error}");
    world.scope.run(&BookParty { starts_at: at(120), ..two }).await.unwrap();
}

#[tokio::test]
async fn a_room_for_two_is_shared_and_one_for_one_is_not() {
    let world = world(3).await;
    for called in ["Ana", "Rui"] {
        colleague(&world, called).await;
    }
    let cut = (world.service.id, None);
    assert_eq!(refused(world.scope.run(&party(&world, 60, &[cut, cut])).await), "slot_taken");
    holds(&world, 2).await;
    let three = party(&world, 60, &[cut, cut, cut]);
    assert_eq!(refused(world.scope.run(&three).await), "slot_taken");
    assert!(world.scope.run(&wanted(&three)).await.unwrap().starts.is_empty());
    let booked = world.scope.run(&party(&world, 60, &[cut, cut])).await.unwrap();
    let mut places: Vec<_> = booked.iter().map(|one| (one.room_id, one.room_unit)).collect();
    places.sort_unstable();
    assert_eq!(places, [(Some(world.room.id), Some(1)), (Some(world.room.id), Some(2))]);
    // Nobody else fits, though a provider is free.
    let third = world.book(world.guests[2].id, at(75));
    assert_eq!(refused(world.scope.run(&third).await), "slot_taken");
}

/// The whole day, minute by minute of the grid, as guests book it: what is listed can be booked
/// as it is listed, and nothing else can.
#[tokio::test]
async fn a_start_is_listed_if_and_only_if_the_party_can_be_booked() {
    let (world, storage) = stored_world(4).await;
    let colour = service(&world, "Colour", 50).await.id;
    let ana = colleague(&world, "Ana").await.id;
    colleague(&world, "Rui").await;
    performs(&world, ana, &[colour]).await;
    holds(&world, 2).await;
    for (minutes, provider) in [(60, None), (150, Some(ana)), (270, None), (285, None)] {
        let service_id = if provider.is_some() { colour } else { world.service.id };
        let other = BookAppointment {
            provider_id: provider,
            ..BookAppointment::new(world.center.id, world.guests[3].id, service_id, at(minutes))
        };
        world.scope.run(&other).await.unwrap();
    }
    let online = desk(&world, &storage, -60);
    let cut = (world.service.id, None);
    for services in [vec![cut, (colour, None)], vec![cut, cut], vec![cut, (colour, Some(ana)), cut]]
    {
        let ask = |minutes| BookParty {
            source: AppointmentSource::Online,
            ..party(&world, minutes, &services)
        };
        let found = online.run(&wanted(&ask(0))).await.unwrap();
        let mut booked = 0;
        for minutes in (0..480).step_by(5) {
            let listed = found.starts.iter().find(|start| start.starts_at == at(minutes));
            match (online.run(&ask(minutes)).await, listed) {
                (Ok(made), Some(start)) => {
                    booked += 1;
                    for (listed, made) in start.services.iter().zip(&made) {
                        assert_eq!(
                            (listed.provider_id, listed.room_id, listed.ends_at),
                            (made.provider_id, made.room_id, made.ends_at),
                        );
                    }
                    let party_id = made[0].party_id;
                    let cancel = CancelTogether { party_id, ..CancelTogether::default() };
                    assert_eq!(online.run(&cancel).await.unwrap().len(), services.len());
                }
                (Err(_), None) => {}
                (made, listed) => panic!("{minutes}: {made:?} {listed:?}"),
            }
        }
        assert_eq!(booked, found.starts.len());
        assert!((1..32).contains(&booked), "{booked}");
    }
}

#[tokio::test]
async fn a_party_is_cancelled_as_one_or_guest_by_guest() {
    let world = world(2).await;
    let colour = service(&world, "Colour", 60).await.id;
    colleague(&world, "Ana").await;
    let couple = party(&world, 60, &[(colour, None), (colour, None)]);
    let booked = world.scope.run(&couple).await.unwrap();
    let party_id = booked[0].party_id;
    let filter = AppointmentFilter { party_id, ..AppointmentFilter::default() };
    let list = ListAppointments { filter, ..ListAppointments::default() };
    let found: Vec<Stored<Appointment>> = world.scope.run(&list).await.unwrap().items;
    assert_eq!(found.len(), 2);
    let alone = ChangeStatus {
        id: booked[0].id,
        to: AppointmentStatus::Cancelled,
        reason: None,
        fee: None,
        expected: None,
    };
    world.scope.run(&alone).await.unwrap();
    let cancel = CancelTogether { party_id, ..CancelTogether::default() };
    let cancelled = world.scope.run(&cancel).await.unwrap();
    assert_eq!(cancelled.iter().map(|one| one.id).collect::<Vec<_>>(), [booked[1].id]);
    assert_eq!(refused(world.scope.run(&cancel).await), "nothing_to_cancel");
    let two = CancelTogether { visit_id: party_id, ..cancel };
    assert_eq!(refused(world.scope.run(&two).await), "one_of");
    // Their time is free again.
    world.scope.run(&couple).await.unwrap();
}

#[tokio::test]
async fn what_a_party_may_not_be_is_said_of_the_guest() {
    let world = world(2).await;
    let colour = service(&world, "Colour", 60).await.id;
    colleague(&world, "Ana").await;
    let couple = party(&world, 60, &[(colour, None), (colour, None)]);
    for guests in [vec![couple.guests[0].clone()], vec![couple.guests[0].clone(); 9]] {
        let wrong = BookParty { guests, ..couple.clone() };
        assert_eq!(refused(world.scope.run(&wrong).await), "out_of_range");
        assert_eq!(refused(world.scope.run(&wanted(&wrong)).await), "out_of_range");
    }
    let nobody = Uuid::from_u128(7);
    let pointer = async |change: &dyn Fn(&mut PartyGuest)| {
        let mut wrong = couple.clone();
        change(&mut wrong.guests[1]);
        let Err(Error::Invalid(inputs)) = world.scope.run(&wrong).await else {
            panic!("{wrong:?}")
        };
        (inputs[0].pointer.clone(), inputs[0].code)
    };
    let first = couple.guests[0].guest_id;
    assert_eq!(
        pointer(&|guest| guest.guest_id = first).await,
        ("/guests/1/guest_id".to_owned(), "duplicate"),
    );
    assert_eq!(
        pointer(&|guest| guest.guest_id = Id::from_uuid(nobody)).await.0,
        "/guests/1/guest_id",
    );
    assert_eq!(
        pointer(&|guest| guest.service_id = Id::from_uuid(nobody)).await.0,
        "/guests/1/service_id",
    );
    assert_eq!(
        pointer(&|guest| guest.provider_id = Some(Id::from_uuid(nobody))).await,
        ("/guests/1/provider_id".to_owned(), "not_a_performer"),
    );
    change_service(&world, r#"{"max_guests": 4}"#).await;
    let class = world.service.id;
    assert_eq!(
        pointer(&|guest| guest.service_id = class).await,
        ("/guests/1/service_id".to_owned(), "is_a_class"),
    );
}

/// Each guest has limits of their own; a provider's bind the desk, too.
#[tokio::test]
async fn a_party_keeps_to_the_limits_of_each_guest_and_provider() {
    let (world, storage) = stored_world(3).await;
    let colour = service(&world, "Colour", 60).await.id;
    colleague(&world, "Ana").await;
    let online = desk(&world, &storage, -60);
    limited(&world, r#"{"guest_max_per_day": 1}"#).await;
    let second = BookAppointment::new(world.center.id, world.guests[1].id, colour, at(0));
    online.run(&second).await.unwrap();
    let couple = party(&world, 120, &[(colour, None), (colour, None)]);
    let as_guests = BookParty { source: AppointmentSource::Online, ..couple.clone() };
    let error = online.run(&as_guests).await.unwrap_err();
    assert_eq!(
        (error.code(), error.to_string().starts_with("Guest 2: ")),
        ("guest_limit_reached", true)
    );
    let mut others = as_guests.clone();
    others.guests[1].guest_id = world.guests[2].id;
    online.run(&others).await.unwrap();

    limited(&world, r#"{"guest_max_per_day": null, "provider_max_per_day": 1}"#).await;
    let later = BookParty { starts_at: at(240), ..couple };
    assert_eq!(refused(online.run(&later).await), "provider_limit_reached");
}
