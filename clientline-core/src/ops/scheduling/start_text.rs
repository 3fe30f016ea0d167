//! The JSON of starts: a date is written once, and copied for all starts of that day.

use std::sync::LazyLock;

use chrono::{DateTime, Utc};

use crate::{
    slots::WallTime,
    value::{DAY_MICROS, MINUTE_MICROS, Timestamp},
};

/// Writes the members of starts that tell when they are.
#[derive(Default)]
pub(super) struct StartText {
    utc: DateText,
    local: DateText,
}

impl StartText {
    /// How many bytes a start takes at most, with an empty list of providers.
    pub(super) const LENGTH: usize = 96;

    /// Appends the opening brace of a start and `starts_at` and `local`.
    pub(super) fn push(&mut self, time: WallTime, json: &mut Vec<u8>) {
        let at = time.at();
        json.extend_from_slice(b"{\"starts_at\":\"");
        if at.is_whole_minute() {
            self.utc.push(at.micros(), json);
            json.extend_from_slice(b":00Z");
        } else {
            json.extend_from_slice(at.to_string().as_bytes());
        }
        json.extend_from_slice(b"\",\"local\":\"");
        if time.is_repeated() {
            json.extend_from_slice(time.to_string().as_bytes());
        } else {
            let ahead = i64::from(time.offset().local_minus_utc()) * 1_000_000;
            self.local.push(at.micros() + ahead, json);
        }
        json.push(b'"');
    }
}

/// The text of the last date that was written.
#[derive(Default)]
struct DateText {
    day: Option<i64>,
    text: String,
}

impl DateText {
    /// Appends date, hour and minute of an instant as UTC shows it.
    fn push(&mut self, micros: i64, json: &mut Vec<u8>) {
        let day = micros.div_euclid(DAY_MICROS);
        if self.day != Some(day) {
            let midnight = DateTime::<Utc>::from_timestamp_micros(day * DAY_MICROS);
            let midnight = midnight.unwrap_or_else(|| Timestamp::MIN.into());
            self.text = midnight.format("%Y-%m-%dT").to_string();
            self.day = Some(day);
        }
        json.extend_from_slice(self.text.as_bytes());
        let minute = usize::try_from(micros.rem_euclid(DAY_MICROS) / MINUTE_MICROS);
        let clock =
            minute.ok().and_then(|minute| CLOCK.get(minute * CLOCK_LENGTH..)?.get(..CLOCK_LENGTH));
        json.extend_from_slice(clock.unwrap_or_default().as_bytes());
    }
}

/// The length of hour and minute.
const CLOCK_LENGTH: usize = 5;

/// Hour and minute of each minute of a day, one after the other.
static CLOCK: LazyLock<String> = LazyLock::new(|| {
    let minutes = (0..24 * 60).map(|minute| format!("{:02}:{:02}", minute / 60, minute % 60));
    minutes.collect()
});
