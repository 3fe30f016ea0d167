//! What is added to a service wherever it is booked, and once it is booked already.

use std::{collections::BTreeSet, sync::Arc};

use serde_json::json;

use super::{
    add_ons::{codes, text, world},
    fixture::{World, at, create, day, name, working_hours},
    public::code,
};
use crate::{
    Error, Result,
    entity::Stored,
    model::{Appointment, Guest, InvoiceItem, NewGuest, NewProvider, Provider},
    ops::{
        billing::invoices::GenerateInvoice,
        page::PageRequest,
        resource::List,
        scheduling::{
            agreement::Terms,
            parties::{BookParty, PartyGuest},
            party_starts::{FindPartyStarts, PartyWish},
            reschedule::{Reschedule, RescheduleAppointment},
            series::BookSeries,
            series_moves::MoveSeries,
            slots::FindSlots,
            undo::{UndoLastStep, Undoing},
            walk_in::WalkIn,
        },
    },
    storage::Storage,
    value::{Id, StartLimit, Timestamp},
};

impl World {
    /// Moves an appointment, with something else added to it.
    async fn move_with(
        &self,
        id: Id<Appointment>,
        starts_at: Timestamp,
        add_ons: &[&str],
    ) -> Result<Stored<Appointment>> {
        let to = Reschedule { add_ons: Some(codes(add_ons)), ..Reschedule::to(starts_at) };
        self.scope
            .run(&RescheduleAppointment { to, ..RescheduleAppointment::new(id, starts_at) })
            .await
    }
}

/// How long an appointment takes, what it costs, and what is added to it.
fn agreed(of: &Appointment) -> (i64, String, Vec<String>) {
    let names = of.add_ons.iter().flat_map(|all| &all.0).map(|one| one.name.to_string());
    let minutes = of.ends_at.since(of.starts_at).num_minutes();
    (minutes, of.price.to_string(), names.collect())
}

fn expected(minutes: i64, price: &str, names: &[&str]) -> (i64, String, Vec<String>) {
    (minutes, text(price), names.iter().map(|name| text(name)).collect())
}

/// Where a field stands that is refused.
fn pointer<T: std::fmt::Debug>(outcome: Result<T>) -> String {
    match outcome {
        Err(Error::Invalid(fields)) => fields[0].pointer.clone(),
        other => panic!("{other:?}"),
    }
}

/// Who walks in has what is added at once; and a party starts where all of its guests can be had
/// with what each has.
pub async fn who_walks_in_has_them_and_so_has_each_guest_of_a_party(storage: Arc<dyn Storage>) {
    let world = world(&storage).await;
    let (center, service) = (world.center.id, world.service.id);
    let walk_in = |add_ons, minutes| WalkIn {
        add_ons: codes(add_ons),
        starts_at: Some(at(minutes)),
        ..WalkIn::new(center, service)
    };
    let came = world.scope.run(&walk_in(&["MASK"], 0)).await.unwrap();
    assert_eq!(agreed(&came), expected(60, "57.50", &["Mask"]));
    assert_eq!(pointer(world.scope.run(&walk_in(&["SHAVE"], 90)).await), "/add_ons/0");

    let simple = json!({ "room_category_id": null, "buffer_after_minutes": 0 });
    world.change(&simple).await.unwrap();
    let mut other = NewProvider::new(name("Eva"), name("Costa"), center);
    other.hours = Some(working_hours());
    let other = create::<Provider>(&world.scope, other).await.id;
    let anna = NewGuest::new(center, name("Anna"), name("Ray"));
    let anna = create::<Guest>(&world.scope, anna).await;
    let guest =
        |id, add_ons| PartyGuest { add_ons: codes(add_ons), ..PartyGuest::new(id, service) };
    // The colleague has somebody else an hour later.
    let mut busy = world.with(&[], at(180));
    busy.provider_id = Some(other);
    world.scope.run(&busy).await.unwrap();
    let both = vec![guest(world.guests[0].id, &["MASK"]), guest(anna.id, &["MASK"])];
    let wish = |one: &PartyGuest| PartyWish {
        add_ons: Some(one.add_ons.clone()),
        ..PartyWish::new(service)
    };
    let find = FindPartyStarts::new(center, both.iter().map(wish).collect(), day());
    let find = FindPartyStarts { limit: StartLimit::MAX, ..find };
    let starts = world.scope.run(&find).await.unwrap().starts;
    let listed: BTreeSet<Timestamp> = starts.iter().map(|start| start.starts_at).collect();
    assert!(!listed.contains(&at(135)) && listed.contains(&at(120)), "{listed:?}");
    let party = |minutes, guests| BookParty::new(center, at(minutes), guests);
    assert_eq!(code(world.scope.run(&party(135, both.clone())).await), "slot_taken");
    let booked = world.scope.run(&party(120, both)).await.unwrap();
    for one in &booked {
        assert_eq!(agreed(one), expected(60, "57.50", &["Mask"]));
        assert!([world.provider.id, other].contains(&one.provider_id));
        assert_eq!(world.sale(one.id).await.net_value.to_string(), "57.50");
    }
    let wrong = vec![guest(world.guests[0].id, &[]), guest(anna.id, &["MASK", "MASK"])];
    assert_eq!(pointer(world.scope.run(&party(300, wrong)).await), "/guests/1/add_ons/1");
}

/// A series has them on each date, and keeps them when it is moved, whatever the service has by then.
pub async fn each_date_of_a_series_has_them_and_keeps_them(storage: Arc<dyn Storage>) {
    let world = world(&storage).await;
    let rule = "FREQ=WEEKLY;COUNT=3".parse().unwrap();
    let guest = world.guests[0].id;
    let ask = BookSeries::new(world.center.id, guest, world.service.id, at(0), rule);
    let ask = BookSeries { add_ons: codes(&["MASK", "DRINK"]), ..ask };
    let booked = world.scope.run(&ask).await.unwrap();
    assert_eq!(booked.appointments.len(), 3);
    let all = expected(60, "60.50", &["Mask", "Drink"]);
    for one in &booked.appointments {
        assert_eq!(agreed(one), all);
        assert_eq!(world.sale(one.id).await.net_value.to_string(), "60.50");
    }
    world.change(&json!({ "add_ons": null, "price": "90.00" })).await.unwrap();
    let later = MoveSeries {
        time: Some("11:00".parse().unwrap()),
        ..MoveSeries::new(booked.series_id.unwrap())
    };
    for one in world.scope.run(&later).await.unwrap() {
        assert_eq!(agreed(&one), all);
    }
    let again = BookSeries { starts_at: at(240), ..ask };
    assert_eq!(pointer(world.scope.run(&again).await), "/add_ons/0");
}

/// A start for what is moved is listed with something else added to it if and only if it can be
/// moved there with that.
pub async fn what_is_added_later_is_listed_if_and_only_if_it_can_be_had(storage: Arc<dyn Storage>) {
    let world = world(&storage).await;
    let booked = world.scope.run(&world.with(&["DRINK"], at(0))).await.unwrap();
    world.scope.run(&world.with(&[], at(120))).await.unwrap();
    for add_ons in [&["MASK", "DRINK"][..], &["MASK"], &[]] {
        let find = FindSlots {
            moving: Some(booked.id),
            add_ons: Some(codes(add_ons)),
            ..FindSlots::new(world.center.id, world.service.id, day())
        };
        let found = world.scope.run(&find).await.unwrap();
        let listed: BTreeSet<Timestamp> = found.slots.iter().map(|slot| slot.starts_at).collect();
        let lasts = if add_ons.contains(&"MASK") { 60 } else { 45 };
        assert_eq!(i64::from(found.duration_minutes.get()), lasts);
        assert!(listed.contains(&at(0)) && listed.contains(&at(45)), "{listed:?}");
        assert_eq!(listed.contains(&at(60)), lasts == 45, "{listed:?}");
        for minutes in (0..240).step_by(15) {
            let moved = world.move_with(booked.id, at(minutes), add_ons).await;
            assert_eq!(moved.is_ok(), listed.contains(&at(minutes)), "{minutes}: {moved:?}");
        }
    }
    // Without a word of it all stays as it is.
    let find = FindSlots::new(world.center.id, world.service.id, day());
    let find = FindSlots { moving: Some(booked.id), ..find };
    assert_eq!(world.scope.run(&find).await.unwrap().duration_minutes.get(), 45);
}

/// What is added later makes the appointment longer and dearer by that alone; what it has stays as it
/// was agreed, and sale and draft follow.
pub async fn what_is_added_later_is_agreed_on_with_what_stays(storage: Arc<dyn Storage>) {
    let world = world(&storage).await;
    let booked = world.scope.run(&world.with(&["MASK"], at(0))).await.unwrap();
    let sale = world.sale(booked.id).await;
    world.scope.run(&GenerateInvoice(sale.id)).await.unwrap();
    // By now all is dearer, the mask is gone, and there is a beard trim.
    let change = json!({ "price": "90.00", "duration_minutes": 20, "add_ons": [
        { "code": "BEARD", "name": "Beard", "minutes": 10, "price": "20" },
    ] });
    world.change(&change).await.unwrap();
    let line = async || {
        let lines = List::<InvoiceItem>::new(PageRequest::default());
        world.scope.run(&lines).await.unwrap().items.remove(0).net_price.to_string()
    };
    assert_eq!(line().await, "57.50");
    let moved = world.move_with(booked.id, at(0), &["BEARD", "MASK"]).await.unwrap();
    assert_eq!(agreed(&moved), expected(70, "77.50", &["Beard", "Mask"]));
    let sale = world.sale(booked.id).await;
    assert_eq!(sale.net_value.to_string(), "77.50");
    assert_eq!(sale.remarks.as_ref().map(ToString::to_string), Some(text("Beard, Mask")));
    assert_eq!(line().await, "77.50");
    // What it has not any more is as any other.
    let moved = world.move_with(booked.id, at(120), &["BEARD"]).await.unwrap();
    assert_eq!(agreed(&moved), expected(55, "65.00", &["Beard"]));
    assert_eq!(pointer(world.move_with(booked.id, at(120), &["MASK"]).await), "/add_ons/0");
    let moved = world.move_with(booked.id, at(120), &[]).await.unwrap();
    assert_eq!((agreed(&moved), &moved.add_ons), (expected(45, "45.00", &[]), &None));
    let sale = world.sale(booked.id).await;
    assert_eq!((sale.net_value.to_string(), &sale.remarks), (text("45.00"), &None));
    assert_eq!(line().await, "45.00");
    // On the terms of today all of it is as of today.
    let to = Reschedule {
        add_ons: Some(codes(&["BEARD"])),
        terms: Terms::Current,
        ..Reschedule::to(at(120))
    };
    let moved = RescheduleAppointment { to, ..RescheduleAppointment::new(booked.id, at(120)) };
    let moved = world.scope.run(&moved).await.unwrap();
    assert_eq!(agreed(&moved), expected(30, "110.00", &["Beard"]));
    assert_eq!(line().await, "110.00");
}

/// A change of what is added is a move: it is taken back with all that it changed.
pub async fn a_change_of_what_is_added_is_taken_back(storage: Arc<dyn Storage>) {
    let world = world(&storage).await;
    let booked = world.scope.run(&world.with(&["MASK"], at(0))).await.unwrap();
    let desk = &world.scope;
    let before = (agreed(&booked), world.sale(booked.id).await);
    for add_ons in [&["DRINK", "MASK"][..], &[]] {
        let to = Reschedule { add_ons: Some(codes(add_ons)), ..Reschedule::to(at(0)) };
        let change = RescheduleAppointment { to, ..RescheduleAppointment::new(booked.id, at(0)) };
        let changed = desk.run(&change).await.unwrap();
        assert_ne!(agreed(&changed), before.0);
        let back = desk.run(&UndoLastStep::new(booked.id, Undoing::default())).await.unwrap();
        assert_eq!(agreed(&back), before.0);
        let sale = world.sale(booked.id).await;
        assert_eq!((sale.net_value, &sale.remarks), (before.1.net_value, &before.1.remarks));
    }
}
