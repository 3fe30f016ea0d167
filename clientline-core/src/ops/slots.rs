//! Finding free times.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::scene::{Cast, Parts, Scene, Scope, local_text};
use crate::{
    engine::{Env, Operation, Plan, View, shown_whole},
    error::Result,
    model::{Center, Permission, Provider, Room, Service},
    slots::{self, Situation},
    value::{DayCount, DurationMinutes, Id, StepMinutes, TimeZone, Timestamp},
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
}

impl FindSlots {
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
}

/// A start, and who is free for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Slot {
    /// The start.
    pub starts_at: Timestamp,
    /// The start on the wall clock of the center; with its offset from UTC in
    /// an hour that is repeated.
    pub local: String,
    /// Who is free for it, and in which room.
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
        let parts = Parts {
            center: self.center_id,
            service: self.service_id,
            provider: self.provider_id,
            room: self.room_id,
        };
        let scope = Scope {
            first_day: self.date,
            days: self.days,
            provider: self.provider_id,
            except: None,
            overfill: false,
            now: env.now(),
        };
        let (cast, ()) = Cast::read(view, parts, ()).await?;
        let roomless = self.room_id.is_some() && cast.rooms.is_none();
        let offered = cast.center.is_active.0 && cast.service.is_active.0 && !roomless;
        let (scene, ()) = Scene::read(view, cast, &scope, ()).await?;
        let step = self.step.unwrap_or(scene.cast.center.policies.step_minutes);
        let situation = scene.situation(env, step, None);
        let found = slots::search(&situation, self.date, self.days);
        let slots =
            found.iter().filter(|_| offered).map(|slot| describe(&situation, &slot)).collect();
        let answer = SlotList {
            center_id: self.center_id,
            service_id: self.service_id,
            time_zone: scene.cast.center.time_zone.clone(),
            date: self.date,
            days: self.days,
            duration_minutes: scene.cast.service.duration_minutes,
            slots,
        };
        Ok(Plan::read(env, answer))
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
