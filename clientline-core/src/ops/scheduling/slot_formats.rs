//! Free times in brief: stretches of starts, and how many starts each day has.
//!
//! A month view asks for neither every start nor who is free for it. Both forms are gathered
//! from the very search that lists starts.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::slot_table::Gather;
use crate::{
    slots::{self, Refusal, RefusedStart, Situation},
    value::{DayCount, StepMinutes, Timestamp},
};

/// The form in which free times are answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SlotFormat {
    /// Each start, in `slots`.
    #[default]
    Slots,
    /// Stretches of starts that follow each other by one step, in `ranges`.
    Ranges,
    /// How many starts each day has, in `counts`: all of them, whatever the limit.
    Counts,
}

/// Starts that follow each other by one step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StartRange {
    /// The first start.
    pub first: Timestamp,
    /// The first start on the wall clock of the center; with its offset from UTC in an hour
    /// that is repeated.
    pub first_local: String,
    /// The last start.
    pub last: Timestamp,
    /// The last start on the wall clock of the center.
    pub last_local: String,
}

/// How many starts a local day has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StartCount {
    /// The local date.
    pub date: NaiveDate,
    /// How many starts; a start counts once, however many providers are free for it.
    pub starts: u32,
}

/// A start that is not offered, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RefusedSlot {
    /// The start.
    pub starts_at: Timestamp,
    /// The start on the wall clock of the center; with its offset from UTC in an hour that is
    /// repeated.
    pub local: String,
    /// The rule that refuses it, of the provider who came furthest through the rules.
    pub rule: Refusal,
    /// The rule in a sentence.
    pub detail: String,
}

impl From<RefusedStart> for RefusedSlot {
    fn from(refused: RefusedStart) -> Self {
        Self {
            starts_at: refused.time.at(),
            local: refused.time.to_string(),
            rule: refused.refusal,
            detail: refused.refusal.to_string(),
        }
    }
}

/// Why some days have no start at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NoSlotsReason {
    /// The reason.
    pub code: NoSlots,
    /// The reason in a sentence.
    pub detail: String,
}

/// Why some days have no start, as guests may be told too.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, thiserror::Error,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum NoSlots {
    /// The center takes no bookings.
    #[error("This center takes no bookings.")]
    CenterInactive,
    /// The service is not offered.
    #[error("This service is not offered any more.")]
    ServiceInactive,
    /// It is priced in another currency.
    #[error("This service has no price in the currency of this center.")]
    CurrencyMismatch,
    /// Nobody performs the service there.
    #[error("Nobody performs this service here.")]
    NoProvider,
    /// There is no room for it.
    #[error("There is no room for this service here.")]
    NoRoom,
    /// The days are over.
    #[error("These days are over.")]
    Past,
    /// The center asks for more notice.
    #[error("This is too soon: the center asks for more notice.")]
    TooSoon,
    /// The center does not book so far ahead.
    #[error("The center does not book so far ahead.")]
    TooLate,
    /// The guest has as many appointments as the center allows.
    #[error("You have as many appointments as the center allows.")]
    GuestLimit,
    /// The center is closed.
    #[error("The center is closed, or not open for long enough.")]
    CenterClosed,
    /// The service is given at other times.
    #[error("This service is given at other times.")]
    ServiceHours,
    /// Nobody who performs it works for long enough.
    #[error("Nobody who performs this service works then for long enough.")]
    NotWorking,
    /// All of the time is taken.
    #[error("Nothing is free any more.")]
    Taken,
}

impl From<NoSlots> for NoSlotsReason {
    fn from(code: NoSlots) -> Self {
        Self { code, detail: code.to_string() }
    }
}

impl From<Refusal> for NoSlots {
    fn from(rule: Refusal) -> Self {
        match rule {
            Refusal::NoProvider => Self::NoProvider,
            Refusal::Past => Self::Past,
            Refusal::TooSoon => Self::TooSoon,
            Refusal::TooLate => Self::TooLate,
            Refusal::GuestLimit => Self::GuestLimit,
            Refusal::CenterClosed | Refusal::CenterBlocked => Self::CenterClosed,
            Refusal::ServiceHours => Self::ServiceHours,
            Refusal::OutsideHours => Self::NotWorking,
            Refusal::NotAMinute
            | Refusal::OffGrid
            | Refusal::OverriddenHours
            | Refusal::Blocked
            | Refusal::Busy
            | Refusal::OnTheWay
            | Refusal::ProviderLimit
            | Refusal::Full
            | Refusal::NoRoom
            | Refusal::NoSecondRoom
            | Refusal::NoThirdRoom
            | Refusal::NoFourthRoom
            | Refusal::TooFewProviders => Self::Taken,
        }
    }
}

/// Starts, gathered to stretches.
pub(in crate::ops) struct StartRanges {
    step: StepMinutes,
    pub(in crate::ops) ranges: Vec<StartRange>,
}

impl Gather for StartRanges {
    // Nobody is shown, so that there may be any number of them.
    const OFFERS_MAX: usize = usize::MAX;

    fn new(situation: &Situation<'_>) -> Self {
        Self { step: situation.step, ranges: Vec::new() }
    }

    fn add(&mut self, slot: &slots::FreeStart<'_>) {
        let (start, local) = (slot.starts_at, slot.wall_time().to_string());
        let step = i64::from(self.step.get());
        match self.ranges.last_mut() {
            Some(range) if range.last.plus_minutes(step) == Some(start) => {
                (range.last, range.last_local) = (start, local);
            }
            _ => self.ranges.push(StartRange {
                first: start,
                first_local: local.clone(),
                last: start,
                last_local: local,
            }),
        }
    }
}

/// Starts, counted by local days.
pub(in crate::ops) struct StartCounts(BTreeMap<NaiveDate, u32>);

impl Gather for StartCounts {
    const OFFERS_MAX: usize = usize::MAX;
    const IS_LIMITED: bool = false;

    fn new(_: &Situation<'_>) -> Self {
        Self(BTreeMap::new())
    }

    fn add(&mut self, slot: &slots::FreeStart<'_>) {
        *self.0.entry(slot.local().date()).or_default() += 1;
    }
}

impl FromIterator<NaiveDate> for StartCounts {
    /// Counts starts by their local dates.
    fn from_iter<I: IntoIterator<Item = NaiveDate>>(dates: I) -> Self {
        let mut counts = BTreeMap::new();
        for date in dates {
            *counts.entry(date).or_default() += 1;
        }
        Self(counts)
    }
}

impl StartCounts {
    /// Returns the counts of so many days from the first one on, those without a start too.
    pub(in crate::ops) fn of_days(&self, first: NaiveDate, days: DayCount) -> Vec<StartCount> {
        let count = |date| StartCount { date, starts: self.0.get(&date).copied().unwrap_or(0) };
        first.iter_days().take(days.get().into()).map(count).collect()
    }
}
