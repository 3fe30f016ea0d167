//! The answer of a search for free times, and its JSON, which is written without a tree of
//! objects: a day has hundreds of starts.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    slot_formats::{NoSlotsReason, RefusedSlot, StartCount, StartRange},
    slot_table::SlotTable,
};
use crate::{
    engine::{Actor, Shown},
    error::Result,
    model::{Center, Service},
    value::{DayCount, DurationMinutes, Id, TimeZone},
};

/// The starts at which a service can be booked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SlotList {
    /// Where.
    pub center_id: Id<Center>,
    /// Which service.
    pub service_id: Id<Service>,
    /// The zone of the local times.
    pub time_zone: TimeZone,
    /// The first day.
    pub date: NaiveDate,
    /// How many days.
    pub days: DayCount,
    /// How long the service takes, unless a provider takes another time.
    pub duration_minutes: DurationMinutes,
    /// The starts, earliest first unless they are ranked; none, if another format was asked for.
    pub slots: SlotTable,
    /// The stretches of starts, earliest first, if that format was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ranges: Option<Vec<StartRange>>,
    /// How many starts each of the days has, if that format was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counts: Option<Vec<StartCount>>,
    /// The starts that are not offered, earliest first, if that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<Vec<RefusedSlot>>,
    /// Why there is no start at all, if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<NoSlotsReason>,
    /// Where the starts go on, if there are more of them; absent on the last
    /// answer.
    pub next_cursor: Option<String>,
}

impl Shown for SlotList {
    fn shown_to(self, _: &Actor) -> Result<Self> {
        Ok(self)
    }

    fn to_json(&self) -> serde_json::Result<Vec<u8>> {
        let Self { slots, ranges, counts, refused, reason, next_cursor, .. } = self;
        let mut json = serde_json::to_vec(&Head::of(self))?;
        // Its last brace; what comes now is inside.
        json.pop();
        json.extend_from_slice(b",\"slots\":");
        slots.write_json(&mut json);
        if let Some(ranges) = ranges {
            json.extend_from_slice(b",\"ranges\":");
            serde_json::to_writer(&mut json, ranges)?;
        }
        if let Some(counts) = counts {
            json.extend_from_slice(b",\"counts\":");
            serde_json::to_writer(&mut json, counts)?;
        }
        if let Some(refused) = refused {
            json.extend_from_slice(b",\"refused\":");
            serde_json::to_writer(&mut json, refused)?;
        }
        if let Some(reason) = reason {
            json.extend_from_slice(b",\"reason\":");
            serde_json::to_writer(&mut json, reason)?;
        }
        json.extend_from_slice(b",\"next_cursor\":");
        serde_json::to_writer(&mut json, next_cursor)?;
        json.push(b'}');
        Ok(json)
    }
}

/// What stands before the starts of an answer.
#[derive(Serialize)]
struct Head<'a> {
    center_id: Id<Center>,
    service_id: Id<Service>,
    time_zone: &'a TimeZone,
    date: NaiveDate,
    days: DayCount,
    duration_minutes: DurationMinutes,
}

impl<'a> Head<'a> {
    fn of(list: &'a SlotList) -> Self {
        let SlotList { center_id, service_id, time_zone, date, days, duration_minutes, .. } = list;
        Self {
            center_id: *center_id,
            service_id: *service_id,
            time_zone,
            date: *date,
            days: *days,
            duration_minutes: *duration_minutes,
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        ops::scheduling::slot_table::tests::{longest, longest_of_class},
        value::SlotLimit,
    };

    fn list(slots: SlotTable, next_cursor: Option<String>) -> SlotList {
        SlotList {
            center_id: Id::from_uuid(Uuid::max()),
            service_id: Id::from_uuid(Uuid::max()),
            time_zone: TimeZone::new("America/Argentina/Buenos_Aires").unwrap(),
            date: NaiveDate::MAX,
            days: DayCount::MAX,
            duration_minutes: DurationMinutes::MAX,
            slots,
            ranges: None,
            counts: None,
            refused: None,
            reason: None,
            next_cursor,
        }
    }

    #[test]
    fn the_longest_answer_is_shorter_than_a_mebibyte() {
        let starts = SlotLimit::MAX.get().into();
        for slots in [longest(starts), longest_of_class(starts)] {
            let answer = list(slots, Some("9".repeat(18)));
            let length = answer.to_json().unwrap().len();
            assert!(length < 1 << 20, "{length}");
        }
    }

    #[test]
    fn an_answer_is_written_as_serde_writes_it() {
        for next_cursor in [None, Some("-1".to_owned())] {
            for slots in [SlotTable::default(), longest(3), longest_of_class(3)] {
                let answer = list(slots, next_cursor.clone());
                assert_eq!(answer.to_json().unwrap(), serde_json::to_vec(&answer).unwrap());
            }
        }
    }
}
