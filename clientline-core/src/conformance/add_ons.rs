//! What is added to services: it makes them longer, and costs something.

use std::{collections::BTreeSet, sync::Arc};

use serde_json::json;

use super::{
    fixture::{World, at, day},
    public::code,
};
use crate::{
    Error, Result,
    entity::Stored,
    model::{Appointment, AppointmentStatus, Sale, Service},
    ops::{
        resource::Update,
        scheduling::{
            agreement::Terms,
            appointment_status::ChangeStatus,
            appointments::GetAppointmentSale,
            booking::BookAppointment,
            reschedule::{Reschedule, RescheduleAppointment},
            slots::{FindSlots, SlotList},
            visit_starts::{FindVisitStarts, WantedService},
            visits::{BookVisit, VisitService},
        },
    },
    storage::Storage,
    value::{Code, Id, Timestamp},
};

pub(super) fn text(text: &str) -> String {
    text.to_owned()
}

pub(super) fn codes(codes: &[&str]) -> Vec<Code> {
    codes.iter().map(|code| code.parse().unwrap()).collect()
}

/// A world whose service of 45 minutes may have a mask of 15 more, and a drink.
pub(super) async fn world(storage: &Arc<dyn Storage>) -> World {
    let world = World::make(storage, 1).await;
    let add_ons = json!({ "add_ons": [
        { "code": "MASK", "name": "Mask", "minutes": 15, "price": "12.50" },
        { "code": "DRINK", "name": "Drink", "price": "3" },
    ] });
    world.change(&add_ons).await.unwrap();
    world
}

impl World {
    pub(super) async fn change(&self, change: &serde_json::Value) -> Result<Stored<Service>> {
        let patch = serde_json::from_value(change.clone()).unwrap();
        self.scope.run(&Update::<Service> { id: self.service.id, patch, expected: None }).await
    }

    pub(super) fn with(&self, add_ons: &[&str], starts_at: Timestamp) -> BookAppointment {
        let booking = self.book(self.guests[0].id, starts_at);
        BookAppointment { add_ons: codes(add_ons), ..booking }
    }

    pub(super) async fn sale(&self, id: Id<Appointment>) -> Stored<Sale> {
        self.scope.run(&GetAppointmentSale(id)).await.unwrap()
    }

    async fn listed(&self, add_ons: &[&str]) -> SlotList {
        let find = FindSlots::new(self.center.id, self.service.id, day());
        self.scope.run(&FindSlots { add_ons: Some(codes(add_ons)), ..find }).await.unwrap()
    }
}

/// A start at which the service could be had, but not with what is added, is not listed with it.
pub async fn a_start_with_add_ons_is_listed_if_and_only_if_it_can_be_booked(
    storage: Arc<dyn Storage>,
) {
    let world = world(&storage).await;
    world.scope.run(&world.with(&[], at(60))).await.unwrap();
    let listed = world.listed(&["MASK"]).await;
    assert_eq!(listed.duration_minutes.get(), 60);
    let starts = |list: &SlotList| -> BTreeSet<Timestamp> {
        list.slots.iter().map(|slot| slot.starts_at).collect()
    };
    let (alone, longer) = (starts(&world.listed(&[]).await), starts(&listed));
    assert!(alone.contains(&at(0)) && !longer.contains(&at(0)), "{longer:?}");
    assert!(longer.is_subset(&alone));
    assert_eq!(code(world.scope.run(&world.with(&["MASK"], at(0))).await), "slot_taken");
    for start in alone {
        // Each is tried by itself, and given back.
        let booked = world.scope.run(&world.with(&["MASK"], start)).await;
        assert_eq!(booked.is_ok(), longer.contains(&start), "{start:?}");
        if let Ok(booked) = booked {
            let cancel = ChangeStatus::new(booked.id, AppointmentStatus::Cancelled);
            world.scope.run(&cancel).await.unwrap();
        }
    }
}

/// The length and the price are agreed on with what is added; it stays when the appointment is
/// moved, also onto the terms of today.
pub async fn what_is_added_is_agreed_and_stays(storage: Arc<dyn Storage>) {
    let world = world(&storage).await;
    let booked = world.scope.run(&world.with(&["MASK", "DRINK"], at(0))).await.unwrap();
    assert_eq!(booked.ends_at, at(60));
    assert_eq!(booked.price.to_string(), "60.50");
    let names = |of: &Appointment| -> Vec<String> {
        of.add_ons.iter().flat_map(|all| &all.0).map(|one| one.name.to_string()).collect()
    };
    assert_eq!(names(&booked), ["Mask", "Drink"]);
    let sold = world.sale(booked.id).await;
    assert_eq!(
        (sold.unit_price.to_string(), sold.net_value.to_string()),
        (text("60.50"), text("60.50"))
    );
    assert_eq!(sold.remarks.as_ref().map(ToString::to_string), Some(text("Mask, Drink")));
    // The add-ons are gone, and what the service costs and takes is another.
    let change = json!({ "add_ons": null, "duration_minutes": 30, "price": "40.00" });
    world.change(&change).await.unwrap();
    let moved = RescheduleAppointment::new(booked.id, at(120));
    let moved = world.scope.run(&moved).await.unwrap();
    assert_eq!((moved.ends_at, moved.price), (at(180), booked.price));
    let to = Reschedule { terms: Terms::Current, ..Reschedule::to(at(240)) };
    let moved = RescheduleAppointment { to, ..RescheduleAppointment::new(booked.id, at(240)) };
    let moved = world.scope.run(&moved).await.unwrap();
    assert_eq!((moved.ends_at, moved.price.to_string()), (at(240 + 45), text("55.50")));
    assert_eq!(names(&moved), ["Mask", "Drink"]);
    assert_eq!(world.sale(booked.id).await.net_value.to_string(), "55.50");
}

/// What a service has not is refused by its place, as a repeated one and a sixth one are; and two
/// add-ons with one code, and one that would last longer than a day.
pub async fn only_what_a_service_has_is_added_to_it(storage: Arc<dyn Storage>) {
    let world = world(&storage).await;
    let refused = |outcome: Result<Stored<Appointment>>| match outcome {
        Err(Error::Invalid(fields)) => (fields[0].pointer.clone(), fields[0].code),
        other => panic!("{}", code(other)),
    };
    for (given, pointer, why) in [
        (&["MASK", "SHAVE"][..], "/add_ons/1", "not_found"),
        (&["MASK", "MASK"], "/add_ons/1", "repeated"),
        (&["A", "B", "C", "D", "E", "F"], "/add_ons", "too_many"),
    ] {
        let outcome = world.scope.run(&world.with(given, at(0))).await;
        assert_eq!(refused(outcome), (text(pointer), why));
    }
    let twice = json!({ "add_ons": [
        { "code": "MASK", "name": "Mask" }, { "code": "MASK", "name": "Other" },
    ] });
    assert!(matches!(world.change(&twice).await, Err(Error::Invalid(_))));
    let long = json!({ "duration_minutes": 1430 });
    assert!(matches!(world.change(&long).await, Err(Error::Invalid(_))));
}

/// In a visit each service is as much longer as what is added to it, and the next one follows.
pub async fn each_service_of_a_visit_has_its_own(storage: Arc<dyn Storage>) {
    let world = world(&storage).await;
    let (center, service, guest) = (world.center.id, world.service.id, world.guests[0].id);
    let wanted =
        |add_ons| WantedService { add_ons: Some(codes(add_ons)), ..WantedService::new(service) };
    let find = FindVisitStarts::new(center, vec![wanted(&["MASK"]), wanted(&[])], day());
    let starts = world.scope.run(&find).await.unwrap().starts;
    let first = starts.iter().find(|start| start.starts_at == at(0)).unwrap();
    let part = |add_ons| VisitService { add_ons: codes(add_ons), ..VisitService::new(service) };
    let visit = BookVisit::new(center, guest, at(0), vec![part(&["MASK"]), part(&[])]);
    let booked = world.scope.run(&visit).await.unwrap();
    for (booked, listed) in booked.iter().zip(&first.services) {
        assert_eq!((booked.starts_at, booked.ends_at), (listed.starts_at, listed.ends_at));
    }
    assert_eq!(booked[0].ends_at, at(60));
    let unknown = BookVisit::new(center, guest, at(300), vec![part(&[]), part(&["SHAVE"])]);
    match world.scope.run(&unknown).await {
        Err(Error::Invalid(fields)) => {
            assert_eq!(fields[0].pointer, "/services/1/add_ons/0");
        }
        other => panic!("{}", code(other)),
    }
}
