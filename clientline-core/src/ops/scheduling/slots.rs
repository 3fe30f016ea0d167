//! Finding free times.

use std::slice;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    appointment_checks::NOT_CHANGEABLE,
    availability::{
        Availability, AvailabilityWindow, BookingTarget, CountedBookings, ServiceResources,
    },
    moving::Moving,
    reschedule::NOT_MOVED,
    slot_formats::{NoSlots, NoSlotsReason, RefusedSlot, SlotFormat, StartCounts, StartRanges},
    slot_table::{Gather, of_class},
};
use crate::{
    engine::{Actor, Conflicts, Env, Operation, Plan, View},
    error::{Error, Result},
    model::{Appointment, Center, Permission, Provider, Role, Room, Service},
    slots::{self, Preference, Rank, Ranking, StartPage},
    value::{Code, DayCount, DurationMinutes, Id, SlotLimit, StepMinutes, TimeZone, Timestamp},
};

pub use super::{
    slot_list::SlotList,
    slot_table::{Slot, SlotProvider, SlotTable},
};

/// The most starts that are explained in one answer.
const EXPLAINED_MAX: usize = 1_500;

/// The most days that are explained in one answer.
const EXPLAINED_DAYS: i64 = 7;

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
    /// The codes of what is added to the service: at most five. If absent, none; to one that is
    /// moved, what it has.
    #[serde(default)]
    #[schemars(length(max = 5))]
    pub add_ons: Option<Vec<Code>>,
    /// The appointment to be moved, whose own time counts as free, and whose length stays as
    /// agreed; without its provider, with anyone. What can't be moved is refused as moving it is.
    #[serde(default)]
    pub moving: Option<Id<Appointment>>,
    /// The distance between starts; the center's, if absent. Not for clients.
    #[serde(default)]
    pub step: Option<StepMinutes>,
    /// In which form.
    #[serde(default)]
    pub format: SlotFormat,
    /// By which score starts are ordered, the best of all days first, as many as the limit
    /// allows. Without a cursor, and not for clients.
    #[serde(default)]
    pub rank: Option<Rank>,
    /// Whether to answer what is not offered too, each with the rule that refuses it: the first
    /// 1,500 starts of at most seven days. Not for clients.
    #[serde(default)]
    pub explain: bool,
    /// How many starts the answer has at most.
    #[serde(default)]
    pub limit: SlotLimit,
    /// The `next_cursor` of the answer before.
    #[serde(default)]
    #[schemars(regex(pattern = r"^-?[0-9]{1,18}$"))]
    pub cursor: Option<String>,
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
            add_ons: None,
            moving: None,
            step: None,
            format: SlotFormat::default(),
            rank: None,
            explain: false,
            limit: SlotLimit::default(),
            cursor: None,
        }
    }
}

impl Operation for FindSlots {
    type Answer = SlotList;
    const NAME: &'static str = "slots_find";
    const NEEDS: Permission = Permission::ReadSlots;
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_CHANGEABLE, NOT_MOVED]);

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<SlotList>> {
        self.check_step(env.actor())?;
        let answer = match self.format {
            SlotFormat::Slots => {
                let found = self.find::<SlotTable>(env, view, |_| Ok(())).await?;
                let (mut head, slots) = found.split();
                let slots = head.ranked.take().unwrap_or(slots);
                SlotList { slots, ..self.list(head) }
            }
            SlotFormat::Ranges => {
                let found = self.find::<StartRanges>(env, view, |_| Ok(())).await?;
                let (head, found) = found.split();
                SlotList { ranges: Some(found.ranges), ..self.list(head) }
            }
            SlotFormat::Counts => {
                let found = self.find::<StartCounts>(env, view, |_| Ok(())).await?;
                let (head, found) = found.split();
                let counts = found.of_days(self.date, self.days);
                SlotList { counts: Some(counts), ..self.list(head) }
            }
        };
        Ok(Plan::read(env, answer))
    }
}

/// The result of a search.
pub(in crate::ops) struct Found<T> {
    pub(in crate::ops) time_zone: TimeZone,
    duration_minutes: DurationMinutes,
    pub(in crate::ops) slots: T,
    /// The best starts, if they are ranked; nothing else is gathered then.
    ranked: Option<SlotTable>,
    refused: Option<Vec<RefusedSlot>>,
    pub(in crate::ops) reason: Option<NoSlotsReason>,
    pub(in crate::ops) next_cursor: Option<String>,
}

impl<T> Found<T> {
    /// Takes what was gathered out of the rest.
    pub(in crate::ops) fn split(self) -> (Found<()>, T) {
        let Self { time_zone, duration_minutes, slots, ranked, refused, reason, next_cursor } =
            self;
        let head =
            Found { time_zone, duration_minutes, slots: (), ranked, refused, reason, next_cursor };
        (head, slots)
    }
}

impl FindSlots {
    /// Makes the answer without any starts.
    fn list(&self, found: Found<()>) -> SlotList {
        SlotList {
            center_id: self.center_id,
            service_id: self.service_id,
            time_zone: found.time_zone,
            date: self.date,
            days: self.days,
            duration_minutes: found.duration_minutes,
            slots: SlotTable::default(),
            ranges: None,
            counts: None,
            refused: found.refused,
            reason: found.reason,
            next_cursor: found.next_cursor,
        }
    }

    /// Searches, and gathers each start at once: what is found lives no longer than the
    /// search.
    pub(in crate::ops) async fn find<T: Gather>(
        &self,
        env: &Env,
        view: &mut View<'_>,
        check: fn(&Service) -> Result<()>,
    ) -> Result<Found<T>> {
        let after = self.after()?;
        self.check_explained(env.actor())?;
        self.check_ranked(env.actor())?;
        let place = (Some(self.center_id), self.service_id);
        let moving = match self.moving {
            None => None,
            Some(id) => Some(Moving::read(env, view, id, place).await?),
        };
        let moved = moving.as_ref().map(|moving| moving.moved(self.service_id)).transpose()?;
        let target = BookingTarget {
            center: self.center_id,
            service: self.service_id,
            provider: self.provider_id,
            room: self.room_id,
            moved,
        };
        let (mut resources, ()) = ServiceResources::read(view, &target, ()).await?;
        check(&resources.service)?;
        let of_one = slice::from_mut(&mut resources);
        Moving::add_to(env, moving.as_ref(), self.add_ons.as_deref(), of_one)?;
        if let Some(moving) = moving {
            moving.must_be_changeable(&resources.service, env)?;
        }
        if let Some(counted) = CountedBookings::signed_in(env) {
            counted.limit(env, view, slice::from_mut(&mut resources)).await?;
        }
        let (first_day, days) =
            slots::days_left(&resources.center.time_zone, self.date, self.days, after);
        let window = AvailabilityWindow {
            first_day,
            days,
            starts: None,
            provider: self.provider_id,
            overfill: None,
            now: env.now(),
        };
        let roomless = self.room_id.is_some() && resources.rooms.is_none();
        let offered = (resources.is_offered() || resources.is_agreed()) && !roomless;
        let (availability, ()) = Availability::read(view, resources, &window, ()).await?;
        let step = self.step.unwrap_or(availability.resources.center.policies.step_minutes);
        let situation = availability.situation(env, step, None);
        let mut ranking = self.rank.map(|rank| Ranking::new(&situation, rank, first_day, days));
        // The best of all can only be told once all are seen.
        let is_limited = T::IS_LIMITED && ranking.is_none();
        let starts = if is_limited { self.limit.get().into() } else { usize::MAX };
        let offers = match situation.seats {
            _ if ranking.is_some() => usize::MAX,
            Some(_) => of_class(T::OFFERS_MAX),
            None => T::OFFERS_MAX,
        };
        let part = StartPage { after, starts, offers };
        let mut slots = T::new(&situation);
        let mut is_empty = true;
        let last = if offered {
            slots::page(&situation, first_day, days, part, |slot| {
                is_empty = false;
                match &mut ranking {
                    Some(ranking) => ranking.add(slot),
                    None => slots.add(slot),
                }
            })
        } else {
            None
        };
        let reason = (is_empty && after.is_none()).then(|| {
            let resources = &availability.resources;
            let rule = || slots::why_none(&situation, first_day, days).into();
            let is_new = !resources.is_agreed();
            match resources.rooms.as_deref() {
                _ if is_new && !resources.center.is_active.0 => NoSlots::CenterInactive,
                _ if is_new && !resources.service.is_active.0 => NoSlots::ServiceInactive,
                _ if is_new && !resources.is_offered() => NoSlots::CurrencyMismatch,
                None if self.room_id.is_some() => NoSlots::NoRoom,
                Some([]) => NoSlots::NoRoom,
                _ if resources.further_rooms.iter().any(Vec::is_empty) => NoSlots::NoRoom,
                _ => rule(),
            }
        });
        let refused = self.explain.then(|| {
            let preference = Preference {
                provider: self.provider_id.map(Id::uuid),
                room: self.room_id.map(Id::uuid),
                ..Preference::default()
            };
            let most = if offered { EXPLAINED_MAX } else { 0 };
            let refused = slots::explain(&situation, self.date, self.days, preference, most);
            refused.into_iter().map(RefusedSlot::from).collect()
        });
        Ok(Found {
            time_zone: availability.resources.center.time_zone.clone(),
            duration_minutes: availability.usual_duration(),
            slots,
            ranked: ranking.map(|ranking| {
                SlotTable::ranked(&situation, &ranking.best(self.limit.get().into()))
            }),
            refused,
            reason: reason.map(NoSlotsReason::from),
            next_cursor: last.map(|last| last.micros().to_string()),
        })
    }

    /// Checks that few days are explained, and to whom: absences are none of the guests'.
    fn check_explained(&self, actor: &Actor) -> Result<()> {
        if !self.explain {
            return Ok(());
        }
        if actor.role == Role::Client {
            return Err(Error::withheld("/explain"));
        }
        if i64::from(self.days.get()) > EXPLAINED_DAYS || self.cursor.is_some() {
            let detail = "At most seven days are explained at once, without a cursor.";
            return Err(Error::invalid("/explain", "out_of_range", detail));
        }
        Ok(())
    }

    /// Checks in which form starts are ranked, and for whom: how busy somebody is, is none of the
    /// guests' business.
    fn check_ranked(&self, actor: &Actor) -> Result<()> {
        if self.rank.is_none() {
            return Ok(());
        }
        if actor.role == Role::Client {
            return Err(Error::withheld("/rank"));
        }
        if self.format != SlotFormat::Slots || self.cursor.is_some() {
            let detail = "Starts are ranked one by one (format=slots), without a cursor.";
            return Err(Error::invalid("/rank", "not_ranked", detail));
        }
        Ok(())
    }

    /// Checks that guests ask for starts of the grid of their center, which are all that they book.
    fn check_step(&self, actor: &Actor) -> Result<()> {
        match self.step {
            Some(_) if actor.role == Role::Client => Err(Error::withheld("/step")),
            _ => Ok(()),
        }
    }

    /// Reads the cursor: the last start of the answer before.
    pub(in crate::ops) fn after(&self) -> Result<Option<Timestamp>> {
        let Some(cursor) = &self.cursor else { return Ok(None) };
        let start = cursor.parse().ok().and_then(|micros| Timestamp::from_micros(micros).ok());
        let start = start.filter(|start| start.micros().to_string() == *cursor);
        let detail = "The cursor must be the one that an answer to this search ended with.";
        start.map(Some).ok_or_else(|| Error::invalid("/cursor", "invalid_cursor", detail))
    }
}
