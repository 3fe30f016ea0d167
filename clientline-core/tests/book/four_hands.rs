//! Services that need several providers at once: a massage by four hands.

use clientline_core::{
    conformance::fixture::{at, create, day, name},
    entity::Stored,
    model::{
        Appointment, AppointmentSource, AppointmentStatus, Center, NewCenter, NewProvider,
        Provider, RoomPatch, Service, ServicePatch,
    },
    ops::{
        resource::{Delete, Update},
        scheduling::{
            affected::FindAffected,
            appointment_status::ChangeStatus,
            booking::BookAppointment,
            calendar::ReadCalendar,
            calendars::CreateBlockout,
            completion::CompleteAppointment,
            moves::{Move, MoveAppointments},
            replan::Replan,
            reschedule::Reschedule,
            series::BookSeries,
            series_moves::MoveSeries,
            slots::FindSlots,
            undo::{UndoLastStep, Undoing},
            visits::{BookVisit, VisitService},
            walk_in::WalkIn,
        },
    },
    value::{FewIds, Id},
};
use serde_json::{Value, json};

use super::{Storage, World, colleague, desk, refused, reschedule, stored_world};

/// A world whose service needs two of three providers, in a room with plenty of places.
pub(super) struct Spa {
    pub(super) world: World,
    pub(super) storage: Storage,
    /// In the order in which they are taken.
    pub(super) providers: Vec<Id<Provider>>,
}

pub(super) async fn spa(guests: usize) -> Spa {
    let (world, storage) = stored_world(guests).await;
    let patch: RoomPatch = serde_json::from_value(json!({"capacity": 5})).unwrap();
    let id = world.room.id;
    world.scope.run(&Update { id, patch, expected: None }).await.unwrap();
    let mut providers = vec![world.provider.id];
    for other in ["Ana", "Rui"] {
        providers.push(colleague(&world, other).await.id);
    }
    providers.sort_unstable();
    let spa = Spa { world, storage, providers };
    spa.change(json!({"further_providers": 1})).await.unwrap();
    spa
}

impl Spa {
    pub(super) async fn change(&self, patch: Value) -> clientline_core::Result<Stored<Service>> {
        let patch: ServicePatch = serde_json::from_value(patch).unwrap();
        let id = self.world.service.id;
        self.world.scope.run(&Update::<Service> { id, patch, expected: None }).await
    }

    fn booking(&self, minutes: i64) -> BookAppointment {
        self.world.book(self.world.guests[0].id, at(minutes))
    }

    pub(super) async fn book(&self, minutes: i64) -> clientline_core::Result<Stored<Appointment>> {
        self.world.scope.run(&self.booking(minutes)).await
    }

    /// With a provider who is named, and others.
    async fn book_with(
        &self,
        minutes: i64,
        first: Option<usize>,
        others: &[usize],
    ) -> clientline_core::Result<Stored<Appointment>> {
        let others = others.iter().map(|other| self.providers[*other]);
        let booking = BookAppointment {
            provider_id: first.map(|first| self.providers[first]),
            further_provider_ids: FewIds::new(others).unwrap(),
            ..self.booking(minutes)
        };
        self.world.scope.run(&booking).await
    }

    pub(super) async fn block(&self, provider: Id<Provider>, minutes: (i64, i64)) {
        let body = json!({
            "provider_id": provider, "starts_at": at(minutes.0), "ends_at": at(minutes.1),
            "reason": "other",
        });
        let blockout: CreateBlockout = serde_json::from_value(body).unwrap();
        self.world.scope.run(&blockout).await.unwrap();
    }

    pub(super) async fn cancel(&self, id: Id<Appointment>) {
        let to = AppointmentStatus::Cancelled;
        let cancel = ChangeStatus { id, to, reason: None, fee: None, expected: None };
        self.world.scope.run(&cancel).await.unwrap();
    }

    /// The rule that refuses a start, with somebody or anyone; nothing if it is listed.
    async fn rule(&self, minutes: i64, provider: Option<Id<Provider>>) -> Option<Value> {
        let body = json!({
            "center_id": self.world.center.id, "service_id": self.world.service.id, "date": day(),
            "provider_id": provider, "explain": true,
        });
        let find: FindSlots = serde_json::from_value(body).unwrap();
        let found = self.world.scope.run(&find).await.unwrap();
        let start = at(minutes);
        let refused = found.refused.unwrap().into_iter().find(|one| one.starts_at == start);
        assert_eq!(refused.is_none(), found.slots.iter().any(|slot| slot.starts_at == start));
        refused.map(|refused| serde_json::to_value(refused.rule).unwrap())
    }

    async fn moved(&self, id: Id<Appointment>, minutes: i64) -> Stored<Appointment> {
        self.world.scope.run(&reschedule(id, Reschedule::to(at(minutes)))).await.unwrap()
    }
}

/// All who perform an appointment.
pub(super) fn all(of: &Appointment) -> Vec<Id<Provider>> {
    of.providers().collect()
}

#[tokio::test]
async fn two_are_taken_and_nobody_is_booked_twice() {
    let spa = spa(1).await;
    let [first, second, third] = spa.providers[..] else { panic!() };
    let one = spa.book(0).await.unwrap();
    assert_eq!(all(&one), [first, second]);
    // The third one is free, and alone.
    assert_eq!(spa.rule(0, None).await, Some(json!("too_few_providers")));
    assert_eq!(spa.rule(45, Some(third)).await, Some(json!("too_few_providers")));
    assert_eq!(spa.rule(45, Some(second)).await, Some(json!("busy")));
    assert_eq!(refused(spa.book(0).await), "slot_taken");
    assert_eq!(spa.rule(60, None).await, None);
    // What needs one alone takes the third.
    spa.change(json!({"further_providers": 0})).await.unwrap();
    let alone = spa.book(0).await.unwrap();
    assert_eq!((all(&alone), alone.further_provider_ids), (vec![third], None));
    assert_eq!(refused(spa.book_with(0, Some(1), &[]).await), "slot_taken");
    spa.cancel(one.id).await;
    spa.book_with(0, Some(1), &[]).await.unwrap();
}

#[tokio::test]
async fn those_who_are_named_are_taken() {
    let spa = spa(1).await;
    let [first, second, third] = spa.providers[..] else { panic!() };
    assert_eq!(all(&spa.book_with(0, Some(2), &[]).await.unwrap()), [third, first]);
    assert_eq!(all(&spa.book_with(60, Some(2), &[1]).await.unwrap()), [third, second]);
    assert_eq!(all(&spa.book_with(120, None, &[0]).await.unwrap()), [second, first]);
    spa.block(third, (180, 200)).await;
    assert_eq!(refused(spa.book_with(180, Some(0), &[2]).await), "slot_taken");
    assert_eq!(all(&spa.book_with(180, Some(0), &[1]).await.unwrap()), [first, second]);
    assert_eq!(refused(spa.book_with(240, Some(0), &[0]).await), "repeated");
    assert_eq!(refused(spa.book_with(240, Some(0), &[1, 2]).await), "too_many");
    let other_center = NewCenter::new(name("Alfama"), spa.world.center.time_zone.clone());
    let other_center = create::<Center>(&spa.world.scope, other_center).await.id;
    let elsewhere = NewProvider::new(name("Eva"), name("Reis"), other_center);
    let elsewhere = create::<Provider>(&spa.world.scope, elsewhere).await.id;
    let booking = BookAppointment {
        further_provider_ids: FewIds::new([elsewhere]).unwrap(),
        ..spa.booking(240)
    };
    assert_eq!(refused(spa.world.scope.run(&booking).await), "not_a_performer");
}

#[tokio::test]
async fn a_class_has_one_provider_and_who_serves_an_appointment_stays() {
    let spa = spa(1).await;
    assert_eq!(refused(spa.change(json!({"max_guests": 4})).await), "class_with_providers");
    // Whom an appointment has stays.
    let booked = spa.book(0).await.unwrap();
    spa.cancel(booked.id).await;
    let provider = Delete::<Provider> { id: all(&booked)[1], expected: None };
    assert_eq!(refused(spa.world.scope.run(&provider).await), "in_use");
}

#[tokio::test]
async fn what_is_moved_keeps_whom_it_had_and_what_was_agreed() {
    let spa = spa(1).await;
    let [first, second, third] = spa.providers[..] else { panic!() };
    let of_today = desk(&spa.world, &spa.storage, 0);
    let booking = BookAppointment {
        provider_id: Some(third),
        further_provider_ids: FewIds::new([second]).unwrap(),
        ..spa.booking(60)
    };
    let one = of_today.run(&booking).await.unwrap();
    // The service needs none any more; the appointment does. The first one has less to do.
    spa.change(json!({"further_providers": 0})).await.unwrap();
    let moved = of_today.run(&reschedule(one.id, Reschedule::to(at(120)))).await.unwrap();
    assert_eq!(all(&moved), [third, second]);
    // To where the second one is away, with who is free.
    spa.block(second, (240, 300)).await;
    let moved = of_today.run(&reschedule(one.id, Reschedule::to(at(240)))).await.unwrap();
    assert_eq!(all(&moved), [third, first]);
    let undo = UndoLastStep { id: one.id, undoing: Undoing::default(), expected: None };
    let back = of_today.run(&undo).await.unwrap();
    assert_eq!((back.starts_at, all(&back)), (at(120), vec![third, second]));
    // To where nobody else is.
    for other in [first, second] {
        spa.block(other, (360, 420)).await;
    }
    let refusal = spa.world.scope.run(&reschedule(one.id, Reschedule::to(at(360)))).await;
    assert_eq!(refused(refusal), "slot_taken");
    // To somebody who was a further one.
    let to_second = Reschedule { provider_id: Some(second), ..Reschedule::to(at(120)) };
    let handed = spa.world.scope.run(&reschedule(one.id, to_second)).await.unwrap();
    assert_eq!(all(&handed), [second, first]);
    // The terms of now need none.
    let now = json!({"starts_at": at(360), "provider_id": third, "terms": "current"});
    let now: Reschedule = serde_json::from_value(now).unwrap();
    let now = spa.world.scope.run(&reschedule(one.id, now)).await.unwrap();
    assert_eq!((all(&now), now.further_provider_ids), (vec![third], None));
}

#[tokio::test]
async fn two_change_places_in_one_commit() {
    let spa = spa(1).await;
    spa.change(json!({"further_providers": 2})).await.unwrap();
    let (one, two) = (spa.book(0).await.unwrap(), spa.book(60).await.unwrap());
    let to = |of: &Stored<Appointment>, minutes| Move {
        appointment_id: of.id,
        to: Reschedule::to(at(minutes)),
        version: None,
    };
    let moves = MoveAppointments { moves: vec![to(&one, 60), to(&two, 0)] };
    let moved = spa.world.scope.run(&moves).await.unwrap();
    assert_eq!((moved[0].starts_at, moved[1].starts_at), (at(60), at(0)));
    assert!(moved.iter().all(|one| all(one).len() == 3));
}

#[tokio::test]
async fn an_absence_of_a_further_one_hits_the_appointment_and_is_planned_anew() {
    let spa = spa(1).await;
    let [first, second, third] = spa.providers[..] else { panic!() };
    let booked = spa.book(0).await.unwrap();
    assert_eq!(all(&booked), [first, second]);
    let find = |body: Value| -> FindAffected { serde_json::from_value(body).unwrap() };
    let of_second = find(json!({"center_id": spa.world.center.id, "provider_id": second}));
    let of_third = find(json!({"center_id": spa.world.center.id, "provider_id": third}));
    let of_center = find(json!({"center_id": spa.world.center.id}));
    let scope = &spa.world.scope;
    assert_eq!(scope.run(&of_second).await.unwrap().appointments, []);
    spa.block(second, (0, 30)).await;
    assert_eq!(scope.run(&of_third).await.unwrap().appointments, []);
    for find in [of_second, of_center] {
        let hit = scope.run(&find).await.unwrap().appointments;
        assert_eq!((hit.len(), hit[0].appointment_id), (1, booked.id));
        assert_eq!(serde_json::to_value(hit[0].rule).unwrap(), json!("too_few_providers"));
    }
    let replan: Replan = serde_json::from_value(json!({"center_id": spa.world.center.id})).unwrap();
    let found = scope.run(&replan).await.unwrap();
    let to = found.proposals[0].to.as_ref().unwrap();
    assert_eq!((to.starts_at, to.provider_id), (at(0), first));
    let moved = spa.moved(booked.id, 0).await;
    assert_eq!(all(&moved), [first, third]);
}

#[tokio::test]
async fn the_calendar_shows_both_and_who_is_done_early_frees_both() {
    let spa = spa(1).await;
    let booked = spa.book(0).await.unwrap();
    let body = json!({"center_id": spa.world.center.id, "date": day()});
    let get: ReadCalendar = serde_json::from_value(body).unwrap();
    let shown = spa.world.scope.run(&get).await.unwrap();
    let further = &shown.appointments[0].further_providers;
    assert_eq!((further.len(), further[0].id), (1, all(&booked)[1]));
    assert!(further[0].name.ends_with("Costa"));
    let desk = desk(&spa.world, &spa.storage, 10);
    let complete =
        CompleteAppointment { id: booked.id, reason: None, frees_rest: true, expected: None };
    desk.run(&complete).await.unwrap();
    assert_eq!(spa.rule(30, None).await, None);
    assert_eq!(spa.rule(15, None).await, Some(json!("too_few_providers")));
}

#[tokio::test]
async fn visits_series_and_who_walks_in_have_as_many() {
    let spa = spa(1).await;
    let scope = &spa.world.scope;
    let twice =
        vec![VisitService::new(spa.world.service.id), VisitService::new(spa.world.service.id)];
    let visit = BookVisit::new(spa.world.center.id, spa.world.guests[0].id, at(0), twice);
    let parts = scope.run(&visit).await.unwrap();
    // One is free at once, and two are needed.
    assert_eq!(parts[1].starts_at, at(60));
    assert!(parts.iter().all(|part| all(part).len() == 2));
    let rule = "FREQ=DAILY;COUNT=3".parse().unwrap();
    let series = BookSeries::new(
        spa.world.center.id,
        spa.world.guests[0].id,
        spa.world.service.id,
        at(180),
        rule,
    );
    let booked = scope.run(&series).await.unwrap();
    assert_eq!(booked.appointments.len(), 3);
    assert!(booked.appointments.iter().all(|one| all(one).len() == 2));
    let mut to = json!({"series_id": booked.series_id, "time": "14:00"});
    for provider in [None, Some(spa.providers[2])] {
        to["provider_id"] = json!(provider);
        let moved: MoveSeries = serde_json::from_value(to.clone()).unwrap();
        let moved = scope.run(&moved).await.unwrap();
        assert!(moved.iter().all(|one| all(one).len() == 2), "{provider:?}");
    }
    let now = desk(&spa.world, &spa.storage, 420);
    let walk_in = WalkIn::new(spa.world.center.id, spa.world.service.id);
    assert_eq!(all(&now.run(&walk_in).await.unwrap()).len(), 2);
}

/// At each start of a day, with anyone and with somebody, whatever absences there are: what is
/// listed can be booked, and what is not can't.
#[tokio::test]
async fn a_start_is_listed_if_and_only_if_it_can_be_booked() {
    for fill in 0..6_i64 {
        let spa = spa(1).await;
        spa.change(json!({"further_providers": 1 + fill % 2})).await.unwrap();
        spa.block(spa.providers[0], (fill * 20, fill * 20 + 70)).await;
        spa.block(spa.providers[1], (120, 121 + fill * 15)).await;
        spa.block(spa.providers[2], (100 - fill * 5, 130)).await;
        let mut rules = Vec::new();
        for minutes in (0..240).step_by(15) {
            for provider in [None, Some(spa.providers[1])] {
                let rule = spa.rule(minutes, provider).await;
                let online = BookAppointment {
                    source: AppointmentSource::Online,
                    provider_id: provider,
                    ..spa.booking(minutes)
                };
                let booked = spa.world.scope.run(&online).await;
                assert_eq!(booked.is_ok(), rule.is_none(), "{fill} {minutes} {provider:?}");
                if let Ok(booked) = booked {
                    spa.cancel(booked.id).await;
                }
                rules.extend(rule);
            }
        }
        assert!(rules.contains(&json!("too_few_providers")), "{fill} {rules:?}");
    }
}
