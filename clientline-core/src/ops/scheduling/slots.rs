//! Finding free times.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::availability::{
    Availability, AvailabilityWindow, BookingTarget, ServiceResources, local_text,
};
use crate::{
    engine::{Env, Operation, Plan, View, shown_whole},
    error::{Error, Result},
    model::{Center, Permission, Provider, Room, Service},
    slots::{self, Part, Situation},
    value::{DayCount, DurationMinutes, Id, SlotLimit, StepMinutes, TimeZone, Timestamp},
};

/// Lists the starts at which a service can be booked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FindSlots {
    /// Where.
    pub center_id: Id<Center>,
    /// Which service.
    pub service_id: Id<Service>,
    /// The first local day of the center.
    pub date: NaiveDate,
    /// How many days, from that one on.
    #[serde(default)]
    pub days: DayCount,
    /// Only with this provider.
    #[serde(default)]
    pub provider_id: Option<Id<Provider>>,
    /// Only in this room.
    #[serde(default)]
    pub room_id: Option<Id<Room>>,
    /// The distance between starts; the center's, if absent.
    #[serde(default)]
    pub step: Option<StepMinutes>,
    /// How many starts the answer has at most.
    #[serde(default)]
    pub limit: SlotLimit,
    /// The `next_cursor` of the answer before.
    #[serde(default)]
    #[schemars(regex(pattern = r"^-?[0-9]{1,18}$"))]
    pub cursor: Option<String>,
}

impl FindSlots {
    /// The most offers of one answer, which so stays below a mebibyte: an offer takes
    /// at most 104 bytes of it. An answer that would have more has fewer starts.
    pub const OFFERS_MAX: usize = 8_000;

    /// Asks for one day, with anyone who performs the service.
    #[must_use]
    pub fn new(center_id: Id<Center>, service_id: Id<Service>, date: NaiveDate) -> Self {
        Self {
            center_id,
            service_id,
            date,
            days: DayCount::default(),
            provider_id: None,
            room_id: None,
            step: None,
            limit: SlotLimit::default(),
            cursor: None,
        }
    }
}

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
    /// The starts, earliest first.
    pub slots: Vec<Slot>,
    /// Where the starts go on, if there are more of them; absent on the last
    /// answer.
    pub next_cursor: Option<String>,
}

/// A start, and who is free for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Slot {
    /// The start.
    pub starts_at: Timestamp,
    /// The start on the wall clock of the center; with its offset from UTC in
    /// an hour that is repeated.
    pub local: String,
    /// The providers who are free for it, and in which room.
    pub providers: Vec<SlotProvider>,
}

/// Someone who is free for a start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SlotProvider {
    /// Who.
    pub provider_id: Id<Provider>,
    /// In which room, if the service needs one.
    pub room_id: Option<Id<Room>>,
}

shown_whole!(SlotList);

impl Operation for FindSlots {
    type Answer = SlotList;
    const NAME: &'static str = "slots_find";
    const NEEDS: Permission = Permission::ReadSlots;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<SlotList>> {
        let found = self.find(env, view, |_| Ok(()), (Self::OFFERS_MAX, describe)).await?;
        let answer = SlotList {
            center_id: self.center_id,
            service_id: self.service_id,
            time_zone: found.time_zone,
            date: self.date,
            days: self.days,
            duration_minutes: found.duration_minutes,
            slots: found.slots,
            next_cursor: found.next_cursor,
        };
        Ok(Plan::read(env, answer))
    }
}

/// The result of a search, each start in the form in which it is shown.
pub(in crate::ops) struct Found<T> {
    pub(in crate::ops) time_zone: TimeZone,
    duration_minutes: DurationMinutes,
    pub(in crate::ops) slots: Vec<T>,
    pub(in crate::ops) next_cursor: Option<String>,
}

impl FindSlots {
    /// Searches, and puts each start into its form at once: what is found lives no
    /// longer than the search.
    pub(in crate::ops) async fn find<T>(
        &self,
        env: &Env,
        view: &mut View<'_>,
        check: fn(&Service) -> Result<()>,
        (offers, show): (usize, fn(&Situation<'_>, &slots::Slot<'_>) -> T),
    ) -> Result<Found<T>> {
        let after = self.after()?;
        let target = BookingTarget {
            center: self.center_id,
            service: self.service_id,
            provider: self.provider_id,
            room: self.room_id,
        };
        let (resources, ()) = ServiceResources::read(view, target, ()).await?;
        check(&resources.service)?;
        let (first_day, days) =
            slots::days_left(&resources.center.time_zone, self.date, self.days, after);
        let window = AvailabilityWindow {
            first_day,
            days,
            provider: self.provider_id,
            except: None,
            overfill: false,
            now: env.now(),
        };
        let roomless = self.room_id.is_some() && resources.rooms.is_none();
        let offered = resources.center.is_active.0 && resources.service.is_active.0 && !roomless;
        let (availability, ()) = Availability::read(view, resources, &window, ()).await?;
        let step = self.step.unwrap_or(availability.resources.center.policies.step_minutes);
        let situation = availability.situation(env, step, None);
        let part = Part { after, starts: self.limit.get().into(), offers };
        let (slots, last) = if offered {
            slots::page(&situation, first_day, days, part, |slot| show(&situation, slot))
        } else {
            (Vec::new(), None)
        };
        Ok(Found {
            time_zone: availability.resources.center.time_zone.clone(),
            duration_minutes: availability.resources.service.duration_minutes,
            slots,
            next_cursor: last.map(|last| last.micros().to_string()),
        })
    }

    /// Reads the cursor: the last start of the answer before.
    fn after(&self) -> Result<Option<Timestamp>> {
        let Some(cursor) = &self.cursor else { return Ok(None) };
        let start = cursor.parse().ok().and_then(|micros| Timestamp::from_micros(micros).ok());
        let start = start.filter(|start| start.micros().to_string() == *cursor);
        let detail = "The cursor must be the one that an answer to this search ended with.";
        start.map(Some).ok_or_else(|| Error::invalid("/cursor", "invalid_cursor", detail))
    }
}

fn describe(situation: &Situation<'_>, slot: &slots::Slot<'_>) -> Slot {
    let providers = slot.offers().map(|offer| SlotProvider {
        provider_id: Id::from_uuid(offer.provider),
        room_id: offer.unit.map(|unit| Id::from_uuid(unit.room)),
    });
    let local = local_text(situation.zone, slot.starts_at);
    Slot { starts_at: slot.starts_at, local, providers: providers.collect() }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn the_longest_answer_is_shorter_than_a_mebibyte() {
        let offer = SlotProvider {
            provider_id: Id::from_uuid(Uuid::max()),
            room_id: Some(Id::from_uuid(Uuid::max())),
        };
        let start = |offers| Slot {
            starts_at: Timestamp::clamped(0),
            // In an hour that is repeated.
            local: "1970-01-01T00:00+00:00".to_owned(),
            providers: vec![offer; offers],
        };
        let starts = usize::from(SlotLimit::MAX.get());
        let mut slots = vec![start(0); starts - 1];
        slots.push(start(FindSlots::OFFERS_MAX));
        let answer = SlotList {
            center_id: Id::from_uuid(Uuid::max()),
            service_id: Id::from_uuid(Uuid::max()),
            time_zone: TimeZone::new("America/Argentina/Buenos_Aires").unwrap(),
            date: NaiveDate::MAX,
            days: DayCount::MAX,
            duration_minutes: DurationMinutes::MAX,
            slots,
            next_cursor: Some("9".repeat(18)),
        };
        let length = serde_json::to_string(&answer).unwrap().len();
        assert!(length < 1 << 20, "{length}");
    }
}
