//! The times to which whoever did not sign in may move what their token opens: an appointment, or
//! a visit as a whole.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    manage::{NOT_FRESH, must_be_fresh},
    managed::{own_appointments, own_part},
    storefront::{FindPublicSlots, PublicSlotList},
};
use crate::{
    engine::{Batch, Conflicts, Env, Operation, Plan, View, reading::require_all, shown_whole},
    entity::Stored,
    error::Result,
    model::{Appointment, Permission},
    ops::scheduling::{
        appointment_checks::{NOT_CHANGEABLE, must_be_movable},
        moves::let_go,
        reschedule::NOT_MOVED,
        slot_formats::SlotFormat,
        slot_table::Gather,
        slots::FindSlots,
    },
    slots,
    value::{DayCount, Id, SlotLimit, StepMinutes, Timestamp},
};

/// Lists the starts to which the appointment of a token can be moved, or all that is to come of
/// its visit: with who performs it, for as long as was agreed, its own time being free.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FindOwnSlots {
    /// Which part of the visit, if the token opens one: all that is to come of it, if absent,
    /// listed by the starts of the first of that.
    #[serde(default)]
    pub appointment_id: Option<Id<Appointment>>,
    /// The first local day of the center.
    pub date: NaiveDate,
    /// How many days, from that one on.
    #[serde(default)]
    pub days: DayCount,
    /// In which form.
    #[serde(default)]
    pub format: SlotFormat,
    /// How many starts the answer has at most.
    #[serde(default)]
    pub limit: SlotLimit,
    /// The `next_cursor` of the answer before.
    #[serde(default)]
    #[schemars(regex(pattern = r"^-?[0-9]{1,18}$"))]
    pub cursor: Option<String>,
}

impl Operation for FindOwnSlots {
    type Answer = PublicSlotList;
    const NAME: &'static str = "online_booking_slots_find";
    const NEEDS: Permission = Permission::ManageOnlineBooking;
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_CHANGEABLE, NOT_MOVED, NOT_FRESH]);

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<PublicSlotList>> {
        let own = own_appointments(env)?;
        if self.appointment_id.is_none() && own.len() > 1 {
            // Large, and seldom.
            return Ok(Plan::read(env, Box::pin(self.of_visit(env, view, own)).await?));
        }
        let own = view.require(own_part(env, self.appointment_id)?).await?;
        must_be_fresh([&own])?;
        Ok(Plan::read(env, self.of_one(env, view, &own).await?))
    }
}

impl FindOwnSlots {
    /// Asks for one day.
    #[must_use]
    pub fn new(date: NaiveDate) -> Self {
        Self {
            date,
            appointment_id: None,
            days: DayCount::default(),
            format: SlotFormat::default(),
            limit: SlotLimit::default(),
            cursor: None,
        }
    }

    /// The same, asked about an appointment.
    fn about(&self, own: &Appointment) -> FindPublicSlots {
        FindPublicSlots {
            service_id: own.service_id,
            further_service_ids: Vec::new(),
            add_ons: Vec::new(),
            center_id: Some(own.center_id),
            provider_id: None,
            date: self.date,
            days: self.days,
            format: self.format,
            limit: self.limit,
            cursor: self.cursor.clone(),
        }
    }

    async fn of_one(
        &self,
        env: &Env,
        view: &mut View<'_>,
        own: &Appointment,
    ) -> Result<PublicSlotList> {
        let asked = self.about(own);
        let find = FindSlots {
            provider_id: Some(own.provider_id),
            moving: Some(own.id),
            ..asked.at(own.center_id)
        };
        // What was booked is moved, though it be offered to nobody by now.
        asked.answer(env, view, &find, |_| Ok(())).await
    }

    /// Lists the starts of the first part at which all that is to come of a visit can be had, with
    /// the times between the parts as they are: once all of them have let go of their times, as
    /// when they are moved.
    async fn of_visit(
        &self,
        env: &Env,
        view: &mut View<'_>,
        own: &[Id<Appointment>],
    ) -> Result<PublicSlotList> {
        let mut parts = view.read(require_all(own.iter().copied())).await?;
        must_be_fresh(&parts)?;
        let first = parts[0].clone();
        parts.retain(|part| part.status.is_to_come());
        if parts.is_empty() {
            must_be_movable(&first)?;
        }
        parts.sort_by_key(|part| (part.starts_at, part.id));
        let asked = self.about(parts.first().unwrap_or(&first));
        asked.must_be_listed()?;
        let after = asked.at(first.center_id).after()?;
        let mut batch = Batch::new(env, view);
        batch.know(&parts);
        let_go(&mut batch, env, parts.iter().map(|part| part.id).collect()).await?;
        let find = |(at, part): (usize, &Stored<Appointment>)| match at {
            0 => StartsOf(self.find(part, None, self.days)),
            // What follows begins when the one before it ends, on no grid, and after midnight
            // perhaps.
            _ => {
                let days = DayCount::new(i64::from(self.days.get()) + 1);
                let step = StepMinutes::new(1).ok();
                StartsOf(self.find(part, step, days.unwrap_or(self.days)))
            }
        };
        let finds: Vec<StartsOf> = parts.iter().enumerate().map(find).collect();
        batch.read_ahead(env.now(), &finds).await?;
        let mut starts: Option<BTreeSet<Timestamp>> = None;
        for (part, find) in parts.iter().zip(&finds) {
            let found = batch.run_part(env.now(), find).await?.0;
            let later = part.starts_at.micros() - parts[0].starts_at.micros();
            let fits = |start: &Timestamp| {
                found.contains(&Timestamp::clamped(start.micros().saturating_add(later)))
            };
            starts = Some(match starts {
                None => found,
                Some(before) => before.into_iter().filter(fits).collect(),
            });
        }
        let later = starts.into_iter().flatten().filter(|start| Some(*start) > after);
        Ok(asked.of_starts(first.center_id, first.time_zone.clone(), later.collect()))
    }

    /// Asks where a part of a visit can be had.
    fn find(
        &self,
        part: &Stored<Appointment>,
        step: Option<StepMinutes>,
        days: DayCount,
    ) -> FindSlots {
        FindSlots {
            provider_id: Some(part.provider_id),
            moving: Some(part.id),
            step,
            days,
            ..FindSlots::new(part.center_id, part.service_id, self.date)
        }
    }
}

/// Finds all starts of a search.
struct StartsOf(FindSlots);

/// All starts of a search.
#[derive(Serialize, JsonSchema)]
struct Starts(BTreeSet<Timestamp>);

shown_whole!(Starts);

impl Gather for Starts {
    const OFFERS_MAX: usize = usize::MAX;
    const IS_LIMITED: bool = false;

    fn new(_: &slots::Situation<'_>) -> Self {
        Self(BTreeSet::new())
    }

    fn add(&mut self, slot: &slots::FreeStart<'_>) {
        self.0.insert(slot.starts_at);
    }
}

impl Operation for StartsOf {
    type Answer = Starts;
    const NAME: &'static str = FindOwnSlots::NAME;
    const NEEDS: Permission = FindOwnSlots::NEEDS;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Starts>> {
        let found = self.0.find::<Starts>(env, view, |_| Ok(())).await?;
        Ok(Plan::read(env, found.split().1))
    }
}
