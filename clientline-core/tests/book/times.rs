//! Who serves, for how long, and in which windows.

use clientline_core::{
    conformance::fixture::{at, day},
    model::{AppointmentSource, AppointmentStatus, Center, NewService, Provider, Service},
    ops::{
        resource::{Create, Update},
        scheduling::{
            appointment_status::ChangeStatus,
            booking::BookAppointment,
            calendars::{CreateBlockout, CreateHoursOverride, NewHoursOverride},
            hours::{Performance, Performances, SetHours, SetPerformances},
            slot_formats::SlotFormat,
            slots::FindSlots,
        },
    },
    slots::{Rank, Refusal, StartCost},
    value::{DayCount, DayHours, DurationMinutes, Id, SlotLimit, Timestamp, WeeklyHours},
};

use super::{World, change_provider, colleague, refused, world};

async fn performs(world: &World, id: Id<Provider>, services: &[(Id<Service>, Option<i64>)]) {
    let services = services.iter().map(|(service_id, minutes)| Performance {
        service_id: *service_id,
        duration_minutes: minutes.map(|minutes| DurationMinutes::new(minutes).unwrap()),
        price: None,
    });
    let performs = Performances { services: services.collect() };
    world.scope.run(&SetPerformances { id, performs, expected: None }).await.unwrap();
}

fn colour(segments: &str) -> NewService {
    NewService {
        segments: Some(serde_json::from_str(segments).unwrap()),
        ..NewService::new(
            "Colour".parse().unwrap(),
            DurationMinutes::new(90).unwrap(),
            "80".parse().unwrap(),
        )
    }
}

const SEGMENTS: &str = r#"[{"kind": "active", "minutes": 30}, {"kind": "processing", "minutes": 30},
    {"kind": "active", "minutes": 30}]"#;

#[tokio::test]
async fn an_own_length_that_equals_the_services_keeps_its_segments() {
    let world = world(1).await;
    let colour = world.scope.run(&Create::<Service>(colour(SEGMENTS))).await.unwrap();
    let book = |minutes| BookAppointment {
        service_id: colour.id,
        ..world.book(world.guests[0].id, at(minutes))
    };
    performs(&world, world.provider.id, &[(colour.id, Some(90))]).await;
    let booked = world.scope.run(&book(0)).await.unwrap();
    assert_eq!(booked.segments, colour.segments);
    performs(&world, world.provider.id, &[(colour.id, Some(80))]).await;
    let booked = world.scope.run(&book(120)).await.unwrap();
    assert_eq!((booked.segments, booked.ends_at), (None, at(200)));
}

#[tokio::test]
async fn anyone_for_a_simple_cut_is_not_the_only_colourist() {
    let world = world(1).await;
    let colour = world.scope.run(&Create::<Service>(colour(SEGMENTS))).await.unwrap();
    let plain = NewService::new(
        "Cut".parse().unwrap(),
        DurationMinutes::new(60).unwrap(),
        "20".parse().unwrap(),
    );
    let cut = world.scope.run(&Create::<Service>(plain)).await.unwrap().id;
    let colourist = world.provider.id;
    performs(&world, colourist, &[(cut, None), (colour.id, None)]).await;
    let mut juniors = [colleague(&world, "Ana").await.id, colleague(&world, "Eva").await.id];
    juniors.sort_unstable();
    for junior in juniors {
        performs(&world, junior, &[(cut, None)]).await;
    }
    let book = |minutes| BookAppointment {
        service_id: cut,
        ..world.book(world.guests[0].id, at(minutes))
    };
    let mut chosen = Vec::new();
    for minutes in [0, 0, 0, 120, 180] {
        chosen.push(world.scope.run(&book(minutes)).await.unwrap().provider_id);
    }
    // Both juniors, then who is left; then in turns, since each has had one.
    assert_eq!(chosen, [juniors[0], juniors[1], colourist, juniors[0], juniors[1]]);
    change_provider(&world, juniors[0], r#"{"is_active": false}"#).await;
    change_provider(&world, juniors[1], r#"{"is_active": false}"#).await;
    assert_eq!(world.scope.run(&book(240)).await.unwrap().provider_id, colourist);
}

#[tokio::test]
async fn a_center_keeps_its_zone_while_appointments_are_to_come() {
    let world = world(1).await;
    let booked = world.scope.run(&world.book(world.guests[0].id, at(0))).await.unwrap();
    let moved = |zone: &str| {
        let patch = serde_json::from_str(&format!(r#"{{"time_zone": "{zone}"}}"#)).unwrap();
        Update::<Center> { id: world.center.id, patch, expected: None }
    };
    let refused_move = world.scope.run(&moved("Europe/Berlin")).await;
    assert_eq!(refused(refused_move), "center_has_appointments");
    world.scope.run(&moved("Europe/Lisbon")).await.unwrap();
    let (id, to) = (booked.id, AppointmentStatus::Cancelled);
    world
        .scope
        .run(&ChangeStatus { id, to, reason: None, fee: None, expected: None })
        .await
        .unwrap();
    world.scope.run(&moved("Europe/Berlin")).await.unwrap();
}

#[tokio::test]
async fn a_window_that_ends_as_it_starts_is_refused_wherever_hours_are_given() {
    let world = world(0).await;
    let week = |start: &str, end: &str| {
        let text = format!(r#"{{"weekly":[{{"day":"monday","start":"{start}","end":"{end}"}}]}}"#);
        WeeklyHours::parse_text(&text).unwrap()
    };
    for hours in [week("00:00", "00:00"), week("09:00", "09:00")] {
        let set = SetHours::<Center> { id: world.center.id, hours: hours.clone(), expected: None };
        assert_eq!(refused(world.scope.run(&set).await), "ambiguous_window");
        let set = SetHours::<Provider> { id: world.provider.id, hours, expected: None };
        assert_eq!(refused(world.scope.run(&set).await), "ambiguous_window");
    }
    let windows = DayHours::parse_text(r#"[{"start":"00:00","end":"00:00"}]"#).unwrap();
    let calendar_id = Id::from_uuid(world.center.id.uuid());
    let closed = CreateHoursOverride {
        calendar_id,
        new: NewHoursOverride { date: day(), windows, center_id: None },
    };
    assert_eq!(refused(world.scope.run(&closed).await), "ambiguous_window");
    let hours = week("00:00", "24:00");
    let set = SetHours::<Center> { id: world.center.id, hours, expected: None };
    world.scope.run(&set).await.unwrap();
}

/// What a format leaves of the starts says the same as the starts themselves.
#[tokio::test]
async fn counts_and_ranges_say_what_the_starts_say() {
    let world = world(1).await;
    world.scope.run(&world.book(world.guests[0].id, at(60))).await.unwrap();
    let ask = |format| FindSlots {
        days: DayCount::new(7).unwrap(),
        limit: SlotLimit::new(1_500).unwrap(),
        format,
        ..FindSlots::new(world.center.id, world.service.id, day())
    };
    let slots = world.scope.run(&ask(SlotFormat::Slots)).await.unwrap();
    let starts: Vec<Timestamp> = slots.slots.iter().map(|slot| slot.starts_at).collect();
    assert_eq!((slots.counts, slots.ranges), (None, None));

    let few = FindSlots { limit: SlotLimit::MIN, ..ask(SlotFormat::Counts) };
    let counted = world.scope.run(&few).await.unwrap();
    assert!(counted.slots.is_empty() && counted.next_cursor.is_none());
    let counts = counted.counts.unwrap();
    assert_eq!(counts.len(), 7);
    for (number, count) in (0..).zip(&counts) {
        let date = day() + chrono::Days::new(number);
        let zone = &world.center.time_zone;
        let of_day = starts.iter().filter(|start| zone.local(**start).date() == date).count();
        assert_eq!((count.date, count.starts as usize), (date, of_day));
    }
    // Nobody works on a Saturday.
    assert_eq!(counts[5].starts, 0);

    let stretched = world.scope.run(&ask(SlotFormat::Ranges)).await.unwrap();
    let ranges = stretched.ranges.unwrap();
    // On Monday before and after what is booked, and one on each other working day.
    assert_eq!(ranges.len(), 6);
    let mut all = Vec::new();
    for range in &ranges {
        let mut start = range.first;
        while start <= range.last {
            all.push(start);
            start = start.plus_minutes(15).unwrap();
        }
    }
    assert_eq!(all, starts);
    assert_eq!(ranges[0].first_local, "2035-01-08T09:00");
}

/// One provider works from 9:00 to 17:00, and is booked from 10:00 to 11:00.
#[tokio::test]
async fn ranked_starts_are_the_listed_ones_with_the_best_first() {
    let world = world(1).await;
    world.scope.run(&world.book(world.guests[0].id, at(60))).await.unwrap();
    let listed = FindSlots::new(world.center.id, world.service.id, day());
    let ranked = |rank| FindSlots { rank: Some(rank), ..listed.clone() };
    let all = world.scope.run(&listed).await.unwrap().slots;
    assert!(all.iter().all(|slot| slot.score.is_none() && slot.cost.is_none()));
    let gaps = world.scope.run(&ranked(Rank::FewestGaps)).await.unwrap();
    assert_eq!((gaps.slots.len(), gaps.next_cursor), (all.len(), None));
    let best = gaps.slots.first().unwrap();
    assert_eq!((best.starts_at, best.score), (at(0), Some(0)));
    let load_minutes = best.cost.unwrap().load_minutes;
    assert!(load_minutes >= 60);
    let order: Vec<_> = gaps.slots.iter().map(|slot| (slot.score, slot.starts_at)).collect();
    assert!(order.is_sorted());
    let mut starts: Vec<_> = order.iter().map(|(_, start)| *start).collect();
    starts.sort_unstable();
    assert!(all.iter().map(|slot| slot.starts_at).eq(starts));
    for slot in gaps.slots.iter() {
        let StartCost { idle_minutes, .. } = slot.cost.unwrap();
        assert_eq!((slot.score, slot.providers.len()), (Some(idle_minutes), 1));
        let even = world.scope.run(&ranked(Rank::Balanced)).await.unwrap().slots;
        let same = even.iter().find(|one| one.starts_at == slot.starts_at).unwrap();
        assert_eq!(same.score, Some(idle_minutes + load_minutes));
    }
    let few = FindSlots { limit: SlotLimit::new(2).unwrap(), ..ranked(Rank::FewestGaps) };
    let few = world.scope.run(&few).await.unwrap();
    assert!(few.slots.iter().eq(gaps.slots.iter().take(2)) && few.next_cursor.is_none());
}

#[tokio::test]
async fn starts_are_ranked_one_by_one_and_for_the_desk_alone() {
    let world = world(1).await;
    let find = FindSlots {
        rank: Some(Rank::Earliest),
        ..FindSlots::new(world.center.id, world.service.id, day())
    };
    let guest = super::guest_at(&world.scope, &world, 0);
    assert_eq!(refused(guest.run(&find).await), "withheld");
    let ranges = FindSlots { format: SlotFormat::Ranges, ..find.clone() };
    assert_eq!(refused(world.scope.run(&ranges).await), "not_ranked");
    let on = FindSlots { cursor: Some("0".to_owned()), ..find };
    assert_eq!(refused(world.scope.run(&on).await), "not_ranked");
}

#[tokio::test]
async fn a_start_that_is_not_offered_is_explained_to_the_desk_and_to_nobody_else() {
    let world = world(1).await;
    world.scope.run(&world.book(world.guests[0].id, at(60))).await.unwrap();
    let blockout: CreateBlockout = serde_json::from_value(serde_json::json!({
        "provider_id": world.provider.id, "reason": "training",
        "starts_at": at(240), "ends_at": at(300),
    }))
    .unwrap();
    world.scope.run(&blockout).await.unwrap();
    let find =
        FindSlots { explain: true, ..FindSlots::new(world.center.id, world.service.id, day()) };
    let found = world.scope.run(&find).await.unwrap();
    let left_out = found.refused.unwrap();
    assert_eq!(found.slots.len() + left_out.len(), 96);
    for (minutes, rule) in [
        (-15, Refusal::CenterClosed),
        (30, Refusal::Busy),
        (240, Refusal::Blocked),
        (450, Refusal::CenterClosed),
    ] {
        let why = left_out.iter().find(|one| one.starts_at == at(minutes));
        assert_eq!(why.map(|why| why.rule), Some(rule), "{minutes}");
        let wish = BookAppointment {
            source: AppointmentSource::Online,
            ..world.book(world.guests[0].id, at(minutes))
        };
        let booked = world.scope.run(&wish).await;
        assert_eq!(booked.unwrap_err().to_string(), rule.to_string());
    }
    let guest = super::guest_at(&world.scope, &world, 0);
    assert_eq!(refused(guest.run(&find).await), "withheld");
    let long = FindSlots { days: DayCount::new(8).unwrap(), ..find };
    assert_eq!(refused(world.scope.run(&long).await), "out_of_range");
}
