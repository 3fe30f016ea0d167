//! Services that need several kinds of room: a cabin and a laser, for the same time.

use clientline_core::{
    Error,
    conformance::fixture::{at, create, day, name},
    entity::Stored,
    model::{
        Appointment, AppointmentStatus, NewRoom, NewRoomCategory, NewService, Room, RoomCategory,
        RoomPatch, Service, ServicePatch,
    },
    ops::{
        resource::{Create, Delete, Update},
        scheduling::{
            affected::FindAffected,
            appointment_status::ChangeStatus,
            booking::BookAppointment,
            calendar::ReadCalendar,
            calendars::CreateBlockout,
            completion::CompleteAppointment,
            parties::{BookParty, PartyGuest},
            reschedule::Reschedule,
            undo::{UndoLastStep, Undoing},
            visits::{BookVisit, VisitService},
        },
    },
    value::{FewIds, Id},
};
use serde_json::{Value, json};

use super::{Storage, World, colleague, desk, refused, reschedule, stored_world};

/// A world whose service needs a chair, of which there are plenty, and one of two lasers.
pub(super) struct Clinic {
    pub(super) world: World,
    storage: Storage,
    laser: Id<RoomCategory>,
    pub(super) lasers: Vec<Id<Room>>,
}

pub(super) async fn clinic(guests: usize) -> Clinic {
    let (world, storage) = stored_world(guests).await;
    let patch: RoomPatch = serde_json::from_value(json!({"capacity": 5})).unwrap();
    let id = world.room.id;
    world.scope.run(&Update::<Room> { id, patch, expected: None }).await.unwrap();
    let laser = create::<RoomCategory>(&world.scope, NewRoomCategory::new(name("Laser"))).await.id;
    let mut lasers = Vec::new();
    for number in 1..=2 {
        let new = NewRoom::new(name(&format!("Laser {number}")), laser, world.center.id);
        lasers.push(create::<Room>(&world.scope, new).await.id);
    }
    for other in ["Ana", "Rui", "Eva"] {
        colleague(&world, other).await;
    }
    let clinic = Clinic { world, storage, laser, lasers };
    clinic.needs(json!([laser])).await.unwrap();
    clinic
}

impl Clinic {
    async fn needs(&self, kinds: Value) -> clientline_core::Result<Stored<Service>> {
        self.change(json!({ "further_room_category_ids": kinds })).await
    }

    async fn change(&self, patch: Value) -> clientline_core::Result<Stored<Service>> {
        let patch: ServicePatch = serde_json::from_value(patch).unwrap();
        let id = self.world.service.id;
        self.world.scope.run(&Update::<Service> { id, patch, expected: None }).await
    }

    async fn change_room(&self, id: Id<Room>, patch: Value) -> clientline_core::Result<()> {
        let patch: RoomPatch = serde_json::from_value(patch).unwrap();
        self.world.scope.run(&Update::<Room> { id, patch, expected: None }).await.map(|_| ())
    }

    pub(super) async fn book(&self, minutes: i64) -> clientline_core::Result<Stored<Appointment>> {
        let booking = self.world.book(self.world.guests[0].id, at(minutes));
        self.world.scope.run(&booking).await
    }

    async fn block(&self, room: Id<Room>, minutes: (i64, i64)) {
        let body = json!({
            "room_id": room, "starts_at": at(minutes.0), "ends_at": at(minutes.1), "reason": "other",
        });
        let blockout: CreateBlockout = serde_json::from_value(body).unwrap();
        self.world.scope.run(&blockout).await.unwrap();
    }

    /// Whether the slots have a start, with the rule that refuses it if they have not.
    async fn rule(&self, minutes: i64) -> Option<Value> {
        let body = json!({
            "center_id": self.world.center.id, "service_id": self.world.service.id, "date": day(),
            "explain": true,
        });
        let find: clientline_core::ops::scheduling::slots::FindSlots =
            serde_json::from_value(body).unwrap();
        let found = self.world.scope.run(&find).await.unwrap();
        let start = at(minutes);
        let refused = found.refused.unwrap().into_iter().find(|one| one.starts_at == start);
        assert_eq!(refused.is_none(), found.slots.iter().any(|slot| slot.starts_at == start));
        refused.map(|refused| serde_json::to_value(refused.rule).unwrap())
    }
}

/// The rooms that an appointment has beside its first one.
pub(super) fn further(of: &Appointment) -> Vec<Id<Room>> {
    of.further_room_ids.map(|ids| ids.iter().collect()).unwrap_or_default()
}

async fn cancel(clinic: &Clinic, id: Id<Appointment>) {
    let to = AppointmentStatus::Cancelled;
    let cancel = ChangeStatus { id, to, reason: None, fee: None, expected: None };
    clinic.world.scope.run(&cancel).await.unwrap();
}

#[tokio::test]
async fn as_many_are_booked_as_there_are_lasers_and_what_is_lacking_is_named() {
    let clinic = clinic(1).await;
    let (one, two) = (clinic.book(0).await.unwrap(), clinic.book(0).await.unwrap());
    assert_eq!((one.room_id, two.room_id), (Some(clinic.world.room.id), one.room_id));
    let mut taken = [further(&one), further(&two)].concat();
    taken.sort_unstable();
    let mut all = clinic.lasers.clone();
    all.sort_unstable();
    assert_eq!(taken, all);
    // Two providers and three places in the chairs' room are free.
    assert_eq!(clinic.rule(0).await, Some(json!("no_second_room")));
    let error = clinic.book(0).await.unwrap_err();
    assert_eq!(error.code(), "slot_taken");
    assert!(error.to_string().contains("second kind"), "{error}");
    // The laser is kept until the buffer is over.
    assert_eq!(clinic.rule(45).await, Some(json!("no_second_room")));
    assert_eq!(clinic.rule(60).await, None);
    cancel(&clinic, one.id).await;
    assert_eq!(clinic.rule(0).await, None);
    let again = clinic.book(0).await.unwrap();
    assert_eq!(again.further_room_ids, one.further_room_ids);
    // Who wants no laser is in nobody's way.
    clinic.needs(json!([])).await.unwrap();
    assert_eq!(clinic.book(0).await.unwrap().further_room_ids, None);
}

#[tokio::test]
async fn a_booking_has_the_lasers_that_it_names_or_none() {
    let clinic = clinic(1).await;
    let named = |minutes: i64, rooms: &[Id<Room>]| BookAppointment {
        further_room_ids: FewIds::new(rooms.iter().copied()).unwrap(),
        ..clinic.world.book(clinic.world.guests[0].id, at(minutes))
    };
    for laser in &clinic.lasers {
        let booked = clinic.world.scope.run(&named(0, &[*laser])).await.unwrap();
        assert_eq!(further(&booked), [*laser]);
    }
    // The other one is free, and not asked for.
    let taken = clinic.book(60).await.unwrap();
    let own = further(&taken);
    assert_eq!(refused(clinic.world.scope.run(&named(75, &own)).await), "slot_taken");
    // Of each kind one, and the first kind has a field of its own.
    for wrong in [&clinic.lasers[..], &[clinic.world.room.id]] {
        let error = clinic.world.scope.run(&named(180, wrong)).await.unwrap_err();
        let Error::Invalid(inputs) = &error else { panic!("{error:?}") };
        let at = format!("/further_room_ids/{}", wrong.len() - 1);
        assert_eq!((&*inputs[0].pointer, inputs[0].code), (&*at, "not_a_room"));
    }
}

#[tokio::test]
async fn one_laser_serves_throughout() {
    let clinic = clinic(1).await;
    clinic.block(clinic.lasers[0], (0, 30)).await;
    clinic.block(clinic.lasers[1], (30, 60)).await;
    assert_eq!(clinic.rule(0).await, Some(json!("no_second_room")));
    assert_eq!(refused(clinic.book(0).await), "slot_taken");
    assert_eq!(further(&clinic.book(60).await.unwrap()).len(), 1);
}

#[tokio::test]
async fn what_a_service_needs_stands_beside_a_first_kind_and_is_no_classs() {
    let clinic = clinic(1).await;
    let first = clinic.world.service.room_category_id;
    for (patch, code) in [
        (json!({"room_category_id": null}), "without_first_kind"),
        (json!({"further_room_category_ids": [clinic.laser, first]}), "repeated"),
        (json!({"max_guests": 4}), "class_with_kinds"),
        (json!({"further_room_category_ids": [clinic.world.room.id]}), "not_found"),
    ] {
        assert_eq!(refused(clinic.change(patch.clone()).await), code, "{patch}");
    }
    // A kind that is needed stays, as a room does that somebody has.
    let kind = Delete::<RoomCategory> { id: clinic.laser, expected: None };
    let booked = clinic.book(0).await.unwrap();
    cancel(&clinic, booked.id).await;
    let room = Delete::<Room> { id: further(&booked)[0], expected: None };
    assert_eq!(refused(clinic.world.scope.run(&room).await), "in_use");
    let new = NewService {
        room_category_id: first,
        further_room_category_ids: FewIds::new([clinic.laser]).unwrap(),
        ..NewService::new(name("Peel"), clinic.world.service.duration_minutes, "9".parse().unwrap())
    };
    let peel = clinic.world.scope.run(&Create::<Service>(new)).await.unwrap();
    clinic.needs(json!([])).await.unwrap();
    assert_eq!(refused(clinic.world.scope.run(&kind).await), "in_use");
    let peel = Delete::<Service> { id: peel.id, expected: None };
    clinic.world.scope.run(&peel).await.unwrap();
}

#[tokio::test]
async fn what_is_moved_keeps_its_laser_and_what_was_agreed() {
    let clinic = clinic(1).await;
    let desk = &clinic.world.scope;
    let [one, two] = [clinic.book(0).await.unwrap(), clinic.book(60).await.unwrap()];
    // The service needs none any more; the appointment does.
    clinic.needs(json!([])).await.unwrap();
    let moved = desk.run(&reschedule(one.id, Reschedule::to(at(120)))).await.unwrap();
    assert_eq!(moved.further_room_ids, one.further_room_ids);
    for laser in &clinic.lasers {
        clinic.block(*laser, (180, 240)).await;
    }
    let refusal = desk.run(&reschedule(one.id, Reschedule::to(at(180)))).await.unwrap_err();
    assert!(refusal.to_string().contains("second kind"), "{refusal}");
    // To where its own is away, it takes the other one.
    clinic.block(further(&moved)[0], (300, 360)).await;
    let other = desk.run(&reschedule(one.id, Reschedule::to(at(300)))).await.unwrap();
    assert_eq!((further(&other).len(), further(&other) == further(&moved)), (1, false));
    // The terms of now need none.
    let now = json!({"starts_at": at(180), "terms": "current"});
    let now: Reschedule = serde_json::from_value(now).unwrap();
    let now = desk.run(&reschedule(one.id, now)).await.unwrap();
    assert_eq!(now.further_room_ids, None);
    // Back to what was agreed, with the laser that it had.
    let of_today = super::desk(&clinic.world, &clinic.storage, 0);
    let to = Reschedule::to(at(420));
    let two_later = of_today.run(&reschedule(two.id, to)).await.unwrap();
    let undo = UndoLastStep { id: two.id, undoing: Undoing::default(), expected: None };
    let back = of_today.run(&undo).await.unwrap();
    assert_eq!((back.starts_at, &back.further_room_ids), (at(60), &two_later.further_room_ids));
    assert_eq!(further(&back).len(), 1);
}

#[tokio::test]
async fn rooms_that_came_to_be_of_one_kind_serve_for_one_need_each() {
    let clinic = clinic(1).await;
    let booked = clinic.book(0).await.unwrap();
    let own = further(&booked)[0];
    let chair = clinic.world.room.room_category_id;
    clinic.change_room(own, json!({ "room_category_id": chair })).await.unwrap();
    let desk = &clinic.world.scope;
    let moved = desk.run(&reschedule(booked.id, Reschedule::to(at(60)))).await.unwrap();
    assert_eq!((moved.room_id, further(&moved)), (booked.room_id, vec![own]));
    // Neither is taken twice.
    clinic.block(own, (120, 180)).await;
    assert_eq!(
        refused(desk.run(&reschedule(booked.id, Reschedule::to(at(120)))).await),
        "slot_taken"
    );
}

#[tokio::test]
async fn an_absence_of_the_laser_hits_who_has_it() {
    let clinic = clinic(1).await;
    let booked = clinic.book(0).await.unwrap();
    clinic.book(60).await.unwrap();
    let own = further(&booked)[0];
    let find = |body: Value| -> FindAffected { serde_json::from_value(body).unwrap() };
    let of_room = find(json!({"center_id": clinic.world.center.id, "room_id": own}));
    let of_center = find(json!({"center_id": clinic.world.center.id}));
    assert_eq!(clinic.world.scope.run(&of_room).await.unwrap().appointments, []);
    clinic.block(own, (0, 30)).await;
    for find in [of_room, of_center] {
        let hit = clinic.world.scope.run(&find).await.unwrap().appointments;
        assert_eq!(hit.len(), 1);
        assert_eq!(hit[0].appointment_id, booked.id);
        assert_eq!(serde_json::to_value(hit[0].rule).unwrap(), json!("no_second_room"));
    }
}

#[tokio::test]
async fn a_smaller_laser_names_whom_it_has_no_place_for_and_places_the_others_anew() {
    let clinic = clinic(1).await;
    let [kept, gone] = [clinic.lasers[0], clinic.lasers[1]];
    clinic.change_room(kept, json!({"capacity": 2})).await.unwrap();
    clinic.change_room(gone, json!({"is_active": false})).await.unwrap();
    let (one, two) = (clinic.book(0).await.unwrap(), clinic.book(0).await.unwrap());
    assert_eq!((further(&one), further(&two)), (vec![kept], vec![kept]));
    assert_eq!(refused(clinic.book(0).await), "slot_taken");
    let smaller = || clinic.change_room(kept, json!({"capacity": 1}));
    let error = smaller().await.unwrap_err();
    assert_eq!(error.code(), "room_too_small");
    cancel(&clinic, one.id).await;
    // The place in the first room stays as it was.
    smaller().await.unwrap();
    let read = clientline_core::ops::resource::Get::<Appointment>(two.id);
    let after = clinic.world.scope.run(&read).await.unwrap();
    assert_eq!((after.room_unit, further(&after)), (two.room_unit, vec![kept]));
    assert_eq!(refused(clinic.book(0).await), "slot_taken");
}

#[tokio::test]
async fn the_calendar_shows_all_rooms() {
    let clinic = clinic(1).await;
    let booked = clinic.book(0).await.unwrap();
    let body = json!({"center_id": clinic.world.center.id, "date": day()});
    let get: ReadCalendar = serde_json::from_value(body).unwrap();
    let shown = clinic.world.scope.run(&get).await.unwrap();
    let rooms = &shown.appointments[0].further_rooms;
    assert_eq!((rooms.len(), rooms[0].id), (1, further(&booked)[0]));
    assert!(rooms[0].name.as_str().starts_with("Laser"));
}

#[tokio::test]
async fn what_ends_early_frees_the_laser_too() {
    let clinic = clinic(1).await;
    clinic.change_room(clinic.lasers[1], json!({"is_active": false})).await.unwrap();
    let booked = clinic.book(0).await.unwrap();
    let desk = desk(&clinic.world, &clinic.storage, 10);
    let complete =
        CompleteAppointment { id: booked.id, reason: None, frees_rest: true, expected: None };
    desk.run(&complete).await.unwrap();
    assert_eq!(clinic.rule(30).await, None);
    assert_eq!(clinic.rule(15).await, Some(json!("no_second_room")));
}

#[tokio::test]
async fn a_couple_and_a_visit_share_the_lasers_that_there_are() {
    let clinic = clinic(3).await;
    let world = &clinic.world;
    let guest = |at: usize| PartyGuest::new(world.guests[at].id, world.service.id);
    let three = BookParty::new(world.center.id, at(0), vec![guest(0), guest(1), guest(2)]);
    assert_eq!(refused(world.scope.run(&three).await), "slot_taken");
    let couple = BookParty::new(world.center.id, at(0), vec![guest(0), guest(1)]);
    let booked = world.scope.run(&couple).await.unwrap();
    let mut lasers = [further(&booked[0]), further(&booked[1])].concat();
    lasers.sort_unstable();
    lasers.dedup();
    assert_eq!(lasers.len(), 2);
    // One laser is left for a visit: its second part begins once the first has given it back.
    clinic.change_room(clinic.lasers[1], json!({"is_active": false})).await.unwrap();
    let twice = vec![VisitService::new(world.service.id), VisitService::new(world.service.id)];
    let visit = BookVisit::new(world.center.id, world.guests[0].id, at(120), twice);
    let parts = world.scope.run(&visit).await.unwrap();
    assert_eq!(parts[1].starts_at, at(180));
}

/// At each start of a day, for all fills of the lasers: what is listed can be booked, and what is
/// not can't.
#[tokio::test]
async fn a_start_is_listed_if_and_only_if_it_can_be_booked() {
    for fill in 0..9_i64 {
        let clinic = clinic(1).await;
        let kinds = create::<RoomCategory>(&clinic.world.scope, NewRoomCategory::new(name("Lamp")));
        let lamp = kinds.await.id;
        let new = NewRoom::new(name("Lamp 1"), lamp, clinic.world.center.id);
        let lamp_1 = create::<Room>(&clinic.world.scope, new).await.id;
        clinic.needs(json!([clinic.laser, lamp])).await.unwrap();
        clinic.block(clinic.lasers[0], (fill * 20, fill * 20 + 90)).await;
        clinic.block(clinic.lasers[1], (60, 60 + fill * 15 + 1)).await;
        clinic.block(lamp_1, (200, 201 + fill)).await;
        let mut rules = Vec::new();
        for minutes in (0..300).step_by(15) {
            let rule = clinic.rule(minutes).await;
            let booking = clinic.world.book(clinic.world.guests[0].id, at(minutes));
            let online = BookAppointment {
                source: clientline_core::model::AppointmentSource::Online,
                ..booking
            };
            let booked = clinic.world.scope.run(&online).await;
            assert_eq!(booked.is_ok(), rule.is_none(), "{fill} {minutes}");
            if let Ok(booked) = booked {
                assert_eq!(further(&booked).len(), 2);
                cancel(&clinic, booked.id).await;
            }
            rules.extend(rule);
        }
        assert!(rules.contains(&json!("no_third_room")), "{fill} {rules:?}");
    }
}
