//! Working time on a day, by the clock on the wall.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::{LocalTime, ValueError, local_time::MIDNIGHT_AFTER};

/// Working time on a day: from `start` until `end`, which lies on the next day
/// if it is not after `start` (`22:00` to `02:00`).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "RawWindow")]
pub struct LocalWindow {
    start: LocalTime,
    end: LocalTime,
}

/// A window as it is written, before its rule is checked.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "LocalWindow")]
struct RawWindow {
    #[schemars(schema_with = "opening")]
    start: LocalTime,
    end: LocalTime,
}

impl LocalWindow {
    /// From `00:00` to `24:00`.
    pub const WHOLE_DAY: Self = Self { start: LocalTime::MIDNIGHT, end: LocalTime::MIDNIGHT_AFTER };

    /// The window from `start` until `end`.
    ///
    /// # Errors
    /// [`ValueError::Invalid`] if it starts at `24:00`, which is the next
    /// day's `00:00`.
    pub fn new(start: LocalTime, end: LocalTime) -> Result<Self, ValueError> {
        if start.minute_of_day() < MIDNIGHT_AFTER {
            Ok(Self { start, end })
        } else {
            Err(ValueError::invalid("working window", "24:00 is an end only, start at 00:00"))
        }
    }

    /// When the window opens.
    #[must_use]
    pub const fn start(self) -> LocalTime {
        self.start
    }

    /// When it closes.
    #[must_use]
    pub const fn end(self) -> LocalTime {
        self.end
    }

    /// Whether it closes when it opens, which some mean as closed, and some as open all day.
    #[must_use]
    pub const fn is_ambiguous(self) -> bool {
        self.start.minute_of_day() == self.end.minute_of_day()
    }

    /// Whether it closes on the day after it opens.
    #[must_use]
    pub const fn is_overnight(self) -> bool {
        self.end.minute_of_day() <= self.start.minute_of_day()
    }
}

impl TryFrom<RawWindow> for LocalWindow {
    type Error = ValueError;

    fn try_from(raw: RawWindow) -> Result<Self, ValueError> {
        Self::new(raw.start, raw.end)
    }
}

/// A time at which a window may open: any but `24:00`.
pub(super) fn opening(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "string",
        "description": "A time of the day by the clock on the wall.",
        "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$",
        "examples": ["09:30"],
    })
}
