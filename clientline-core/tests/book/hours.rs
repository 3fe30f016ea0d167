//! Hours of some weeks and of a season, and exceptions that are changed where they stand.

use chrono::{Datelike, Days, NaiveDate};
use clientline_core::{
    conformance::fixture::{at, day},
    model::{Blockout, Provider},
    ops::scheduling::{
        calendar_edits::{EditBlockout, EditHoursOverride},
        calendars::{CreateBlockout, CreateHoursOverride, NewHoursOverride},
        hours::{GetHours, SetHours},
        slots::FindSlots,
    },
    value::{DayCount, DayHours, Id, Weekday, WeeklyHours},
};
use serde_json::json;

use super::{World, refused, world};

/// The dates that have starts, of so many weeks from the day of the appointments on.
async fn dates(world: &World, weeks: u64) -> Vec<NaiveDate> {
    let mut dates = Vec::new();
    for week in 0..weeks {
        let first = day() + Days::new(7 * week);
        let find = FindSlots {
            days: DayCount::new(7).unwrap(),
            ..FindSlots::new(world.center.id, world.service.id, first)
        };
        let found = world.scope.run(&find).await.unwrap();
        dates.extend(
            found.slots.iter().map(|slot| world.center.time_zone.local(slot.starts_at).date()),
        );
    }
    dates.dedup();
    dates
}

fn hours(world: &World, extra: &serde_json::Value) -> SetHours<Provider> {
    let mut window = json!({
        "day": format!("{:?}", Weekday::from(day().weekday())).to_lowercase(),
        "start": "09:00", "end": "12:00",
    });
    let extra = extra.as_object().unwrap().clone();
    window.as_object_mut().unwrap().extend(extra);
    let hours = serde_json::from_value(json!({ "weekly": [window] })).unwrap();
    SetHours { id: world.provider.id, hours, expected: None }
}

#[tokio::test]
async fn a_window_opens_in_every_other_week_and_in_its_season() {
    let world = world(1).await;
    let week = |number: u64| day() + Days::new(7 * number);
    for (extra, weeks) in [
        (json!({}), vec![0, 1, 2, 3, 4, 5]),
        (json!({"every_weeks": 2, "anchor": day()}), vec![0, 2, 4]),
        // The week of the anchor counts, not its day.
        (
            json!({"every_weeks": 2, "anchor": week(1).week(chrono::Weekday::Mon).last_day()}),
            vec![1, 3, 5],
        ),
        (json!({"every_weeks": 3, "valid_from": week(1)}), vec![1, 4]),
        (json!({"valid_from": week(2), "valid_until": week(4)}), vec![2, 3, 4]),
    ] {
        let set = hours(&world, &extra);
        world.scope.run(&set).await.unwrap();
        let expected: Vec<NaiveDate> = weeks.into_iter().map(week).collect();
        assert_eq!(dates(&world, 6).await, expected, "{extra}");
        let read = world.scope.run(&GetHours::<Provider>(world.provider.id)).await.unwrap();
        assert_eq!(read, set.hours);
    }
    // Whoever works at other times in the other weeks.
    let odd = json!({"weekly": [
        {"day": "monday", "start": "09:00", "end": "11:00", "every_weeks": 2, "anchor": "2027-01-04"},
        {"day": "monday", "start": "14:00", "end": "16:00", "every_weeks": 2, "anchor": "2027-01-11"},
    ]});
    let odd: WeeklyHours = serde_json::from_value(odd).unwrap();
    let on =
        |date: &str| odd.windows_on(date.parse().unwrap()).map(|w| w.start()).collect::<Vec<_>>();
    assert_eq!(on("2027-01-18"), ["09:00".parse().unwrap()]);
    assert_eq!(on("2027-01-25"), ["14:00".parse().unwrap()]);
    assert_eq!(on("2027-01-19"), []);
}

#[test]
fn a_window_that_opens_on_no_date_or_is_counted_from_none_is_refused() {
    let parse = |extra: serde_json::Value| {
        let mut window = json!({"day": "monday", "start": "09:00", "end": "12:00"});
        window.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        serde_json::from_value::<WeeklyHours>(json!({ "weekly": [window] }))
    };
    for wrong in [
        json!({"every_weeks": 2}),
        json!({"every_weeks": 0, "anchor": "2027-01-04"}),
        json!({"every_weeks": 53, "anchor": "2027-01-04"}),
        json!({"valid_from": "2027-01-05", "valid_until": "2027-01-04"}),
    ] {
        assert!(parse(wrong.clone()).is_err(), "{wrong}");
    }
    assert!(parse(json!({"every_weeks": 52, "valid_from": "2027-01-04"})).is_ok());
    assert!(parse(json!({"anchor": "2027-01-04"})).is_ok(), "of every week, it is one");
    assert_eq!(parse(json!({"every_weeks": 1})).unwrap(), parse(json!({})).unwrap());
}

#[tokio::test]
async fn the_hours_of_a_date_are_changed_where_they_stand() {
    let world = world(1).await;
    let owner = Id::from_uuid(world.provider.id.uuid());
    let windows = |text: &str| DayHours::parse_text(text).unwrap();
    let new = NewHoursOverride { date: day(), windows: windows("[]"), center_id: None };
    let made = world.scope.run(&CreateHoursOverride { calendar_id: owner, new }).await.unwrap();
    assert!(world.slots().await.slots.is_empty());
    let edit = |json, expected| EditHoursOverride {
        calendar_id: owner,
        id: made.id,
        patch: serde_json::from_value(json).unwrap(),
        expected,
    };
    let open = json!({"windows": [{"start": "10:00", "end": "11:00"}]});
    let after = world.scope.run(&edit(open.clone(), Some(made.version()))).await.unwrap();
    assert_eq!((after.date, after.windows.windows().len()), (day(), 1));
    let starts: Vec<_> = world.slots().await.slots.iter().map(|slot| slot.starts_at).collect();
    assert_eq!((starts.first(), starts.last()), (Some(&at(60)), Some(&at(75))));
    assert_eq!(refused(world.scope.run(&edit(open, Some(made.version()))).await), "stale_version");
    let ambiguous = json!({"windows": [{"start": "10:00", "end": "10:00"}]});
    assert_eq!(refused(world.scope.run(&edit(ambiguous, None)).await), "ambiguous_window");
    let of_center = EditHoursOverride {
        calendar_id: Id::from_uuid(world.center.id.uuid()),
        ..edit(json!({}), None)
    };
    assert_eq!(refused(world.scope.run(&of_center).await), "not_found");
}

#[tokio::test]
async fn blocked_time_is_changed_where_it_stands() {
    let world = world(1).await;
    let new: CreateBlockout = serde_json::from_value(json!({
        "provider_id": world.provider.id, "reason": "training",
        "starts_at": at(0), "ends_at": at(60),
    }))
    .unwrap();
    let made = world.scope.run(&new).await.unwrap();
    let edit = |id: Id<Blockout>, json: serde_json::Value| EditBlockout {
        id,
        patch: serde_json::from_value(json).unwrap(),
        expected: None,
    };
    let is_listed =
        async |minutes| world.slots().await.slots.iter().any(|slot| slot.starts_at == at(minutes));
    assert!(!is_listed(0).await && is_listed(120).await);
    let later = json!({"starts_at": at(120), "ends_at": at(180), "reason": "vacation"});
    let after = world.scope.run(&edit(made.id, later)).await.unwrap();
    assert_eq!((after.calendar_id, after.starts_at), (made.calendar_id, at(120)));
    assert!(is_listed(0).await && !is_listed(120).await);
    // Longer than a day, it is found as well.
    let days = json!({"starts_at": at(-5_000), "ends_at": at(5_000)});
    world.scope.run(&edit(made.id, days)).await.unwrap();
    assert!(world.slots().await.slots.is_empty());
    for (wrong, code) in [
        (json!({"ends_at": at(-5_000)}), "ends_before_start"),
        (json!({"ends_at": at(366 * 24 * 60)}), "out_of_range"),
    ] {
        assert_eq!(refused(world.scope.run(&edit(made.id, wrong)).await), code);
    }
}
