//! Moving a series: those that follow, or all of it, at another time or with somebody else.

use clientline_core::{
    Error,
    conformance::fixture::at,
    entity::Stored,
    model::{Appointment, InvoiceItem},
    ops::{
        billing::invoices::GenerateInvoice,
        page::PageRequest,
        resource::List,
        scheduling::{
            appointments::GetAppointmentSale,
            reschedule::Reschedule,
            series::{BookSeries, BookedSeries},
            series_moves::MoveSeries,
            series_state::{DateOutcome, GetSeries},
        },
    },
    value::{Id, Timestamp},
};
use uuid::Uuid;

use super::{World, change_service, colleague, guest_at, refused, reschedule, world};

const DAY: i64 = 24 * 60;

/// A series of some days from ten o'clock on.
async fn series(world: &World, rule: &str) -> BookedSeries {
    let (center, service, guest) = (world.center.id, world.service.id, world.guests[0].id);
    let series = BookSeries::new(center, guest, service, at(60), rule.parse().unwrap());
    let series = BookSeries { provider_id: Some(world.provider.id), ..series };
    world.scope.run(&series).await.unwrap()
}

fn to(series_id: Option<Uuid>, time: Option<&str>) -> MoveSeries {
    MoveSeries {
        series_id: series_id.unwrap(),
        from: None,
        time: time.map(|time| time.parse().unwrap()),
        provider_id: None,
        reason: None,
        override_rules: false,
    }
}

fn starts(moved: &[Stored<Appointment>]) -> Vec<Timestamp> {
    moved.iter().map(|one| one.starts_at).collect()
}

#[tokio::test]
async fn those_that_follow_start_at_another_time_on_their_dates() {
    let world = world(1).await;
    let booked = series(&world, "FREQ=DAILY;COUNT=4").await;
    // One of them was moved to another day before.
    let third = booked.appointments[2].id;
    world.scope.run(&reschedule(third, Reschedule::to(at(4 * DAY)))).await.unwrap();
    let follow = MoveSeries { from: Some(at(DAY)), ..to(booked.series_id, Some("09:15")) };
    let moved = world.scope.run(&follow).await.unwrap();
    assert_eq!(starts(&moved), [DAY, 3 * DAY, 4 * DAY].map(|days| at(days + 15)));
    assert!(moved.iter().all(|one| one.steps > 1 && one.series_id == booked.series_id));
    // All of them, over the times that they have.
    let all = world.scope.run(&to(booked.series_id, Some("09:30"))).await.unwrap();
    assert_eq!(starts(&all), [0, DAY, 3 * DAY, 4 * DAY].map(|days| at(days + 30)));
    // What was agreed on them stays.
    change_service(&world, r#"{"duration_minutes": 120, "is_active": false}"#).await;
    let back = world.scope.run(&to(booked.series_id, Some("10:00"))).await.unwrap();
    assert!(back.iter().all(|one| one.ends_at.since(one.starts_at).num_minutes() == 45));
    assert_eq!(back[0].starts_at, at(60));
}

#[tokio::test]
async fn ten_stays_ten_over_a_change_of_the_clocks() {
    let world = world(1).await;
    // Lisbon puts its clocks forward on 25 March 2035.
    let booked = series(&world, "FREQ=WEEKLY;INTERVAL=11;COUNT=2").await;
    let moved = world.scope.run(&to(booked.series_id, Some("11:00"))).await.unwrap();
    let locals: Vec<&str> = moved.iter().map(|one| one.local_start.as_str()).collect();
    assert_eq!(locals, ["2035-01-08T11:00", "2035-03-26T11:00"]);
    assert_eq!(moved[1].starts_at.since(moved[0].starts_at).num_minutes(), 77 * DAY - 60);
}

#[tokio::test]
async fn all_are_moved_or_none_and_the_error_names_the_dates() {
    let world = world(2).await;
    let booked = series(&world, "FREQ=DAILY;COUNT=3").await;
    world.scope.run(&world.book(world.guests[1].id, at(DAY + 240))).await.unwrap();
    let error = world.scope.run(&to(booked.series_id, Some("13:15"))).await.unwrap_err();
    let Error::SlotUnavailable { code, detail, .. } = &error else { panic!("{error:?}") };
    assert_eq!(*code, "slot_taken");
    assert!(detail.contains("2035-01-09T13:15") && !detail.contains("2035-01-08"), "{detail}");
    let outside = world.scope.run(&to(booked.series_id, Some("20:00"))).await;
    assert_eq!(refused(outside), "outside_hours");
    for wrong in [to(booked.series_id, None), to(booked.series_id, Some("24:00"))] {
        assert!(matches!(world.scope.run(&wrong).await, Err(Error::Invalid(_))), "{wrong:?}");
    }
    let strange = to(Some(Uuid::from_u128(7)), Some("11:00"));
    assert_eq!(refused(world.scope.run(&strange).await), "not_found");
    let guest = guest_at(&world.scope, &world, 0);
    assert_eq!(refused(guest.run(&to(booked.series_id, Some("11:00"))).await), "forbidden");
    // Nothing of that was done.
    let all = world.scope.run(&to(booked.series_id, Some("10:15"))).await.unwrap();
    assert!(all.iter().all(|one| one.steps == 2));
    assert_eq!(starts(&all), [0, DAY, 2 * DAY].map(|days| at(days + 75)));
}

#[tokio::test]
async fn somebody_else_performs_what_follows_and_its_sales_say_so() {
    let world = world(1).await;
    let booked = series(&world, "FREQ=DAILY;COUNT=3").await;
    let rita = colleague(&world, "Rita").await.id;
    // Two of them stand on the guest's draft already.
    for one in &booked.appointments[..2] {
        let sale = world.scope.run(&GetAppointmentSale(one.id)).await.unwrap().id;
        world.scope.run(&GenerateInvoice(sale)).await.unwrap();
    }
    let hand_over =
        MoveSeries { from: Some(at(DAY)), provider_id: Some(rita), ..to(booked.series_id, None) };
    let moved = world.scope.run(&hand_over).await.unwrap();
    assert_eq!(starts(&moved), [DAY + 60, 2 * DAY + 60].map(at));
    for (one, by) in booked.appointments.iter().zip([world.provider.id, rita, rita]) {
        let sale = world.scope.run(&GetAppointmentSale(one.id)).await.unwrap();
        assert_eq!(sale.provider_id, Some(by));
    }
    let lines = async || {
        let list = List::<InvoiceItem>::new(PageRequest::default());
        let lines = world.scope.run(&list).await.unwrap().items;
        lines.iter().map(|line| line.provider_id).collect::<Vec<_>>()
    };
    let mut by = lines().await;
    by.sort_unstable();
    let mut wanted = vec![Some(world.provider.id), Some(rita)];
    wanted.sort_unstable();
    assert_eq!(by, wanted);
    // Both lines of one draft at once.
    let back = MoveSeries { from: None, provider_id: Some(rita), ..to(booked.series_id, None) };
    world.scope.run(&back).await.unwrap();
    let back = MoveSeries { provider_id: Some(world.provider.id), ..back };
    world.scope.run(&back).await.unwrap();
    assert_eq!(lines().await, [Some(world.provider.id); 2]);
}

/// What was moved alone to another day is an exception, whatever becomes of the others.
#[tokio::test]
async fn a_date_on_another_day_stays_an_exception_of_a_series_that_is_moved() {
    let world = world(1).await;
    let booked = series(&world, "FREQ=DAILY;COUNT=3").await;
    let alone = reschedule(booked.appointments[2].id, Reschedule::to(at(3 * DAY + 60)));
    world.scope.run(&alone).await.unwrap();
    world.scope.run(&to(booked.series_id, Some("13:00"))).await.unwrap();
    let get = GetSeries(Id::from_uuid(booked.series_id.unwrap()));
    let dates = world.scope.run(&get).await.unwrap().dates;
    let became: Vec<DateOutcome> = dates.iter().map(|date| date.became).collect();
    assert_eq!(became, [DateOutcome::Booked, DateOutcome::Booked, DateOutcome::Moved]);
}
