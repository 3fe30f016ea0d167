//! Rules of the book that somebody set aside: the audit trail keeps that they did.

use clientline_core::{
    conformance::fixture::at,
    ops::{
        access::audit::{AuditEntry, AuditFilter, ListAudit},
        page::PageRequest,
        scheduling::{
            booking::BookAppointment,
            moves::{Move, MoveAppointments},
            reschedule::Reschedule,
            series::BookSeries,
            visits::{BookVisit, MoveVisit, VisitService},
        },
    },
};

use super::{World, reschedule, world};

/// What the latest entry of the audit trail says of the appointments that it names.
async fn latest(world: &World) -> (String, Vec<Option<String>>) {
    let list = ListAudit { filter: AuditFilter::default(), page: PageRequest::default() };
    let entry: AuditEntry = world.scope.run(&list).await.unwrap().items.swap_remove(0);
    let (of_appointments, others): (Vec<_>, Vec<_>) =
        entry.rows.into_iter().partition(|row| row.table == "appointment");
    assert!(others.iter().all(|row| row.set_aside.is_none()));
    (entry.operation, of_appointments.into_iter().map(|row| row.set_aside).collect())
}

#[tokio::test]
async fn the_audit_trail_keeps_who_set_rules_aside() {
    let world = world(1).await;
    let word = |word: &str| Some(word.to_owned());
    let guest = world.guests[0].id;
    let night =
        |minutes: i64| BookAppointment { override_rules: true, ..world.book(guest, at(minutes)) };
    let plain = world.scope.run(&world.book(guest, at(60))).await.unwrap();
    assert_eq!(latest(&world).await, ("appointment_book".to_owned(), vec![None]));
    let booked = world.scope.run(&night(-300)).await.unwrap();
    assert_eq!(latest(&world).await.1, [word("override")]);
    let written_up = BookAppointment { written_up: true, ..world.book(guest, at(180)) };
    world.scope.run(&written_up).await.unwrap();
    assert_eq!(latest(&world).await.1, [word("written_up")]);

    let to =
        |minutes: i64, override_rules| Reschedule { override_rules, ..Reschedule::to(at(minutes)) };
    world.scope.run(&reschedule(booked.id, to(-240, true))).await.unwrap();
    assert_eq!(latest(&world).await.1, [word("override")]);
    world.scope.run(&reschedule(plain.id, to(75, false))).await.unwrap();
    assert_eq!(latest(&world).await.1, [None]);
    let one = Move { appointment_id: booked.id, to: to(-300, true), version: None };
    world.scope.run(&MoveAppointments { moves: vec![one] }).await.unwrap();
    assert_eq!(latest(&world).await.1, [word("override")]);

    let two = vec![VisitService::new(world.service.id); 2];
    let visit =
        BookVisit { override_rules: true, ..BookVisit::new(world.center.id, guest, at(700), two) };
    let visit_id = world.scope.run(&visit).await.unwrap()[0].visit_id.unwrap();
    assert_eq!(latest(&world).await.1, [word("override"), word("override")]);
    let later = MoveVisit { override_rules: true, ..MoveVisit::new(visit_id, at(715)) };
    world.scope.run(&later).await.unwrap();
    assert_eq!(latest(&world).await.1, [word("override"), word("override")]);
    let rule = "FREQ=DAILY;COUNT=2".parse().unwrap();
    let series = BookSeries::new(world.center.id, guest, world.service.id, at(-400), rule);
    world.scope.run(&BookSeries { override_rules: true, ..series }).await.unwrap();
    assert_eq!(latest(&world).await.1, [word("override"), word("override")]);
}
