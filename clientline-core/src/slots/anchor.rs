//! Starts that are counted from each opening: a provider who works from ten past nine is booked at
//! ten past nine.
//!
//! An opening is when somebody begins to work while the center is open and the service is given.
//! Each provider has openings, and so starts, of their own; so all minutes are candidates, and of
//! those that the other rules leave the starts that lie a step after an opening stay.

use chrono::FixedOffset;
use uuid::Uuid;

use super::{
    CandidateProvider, Schedule, Situation, bits,
    calendar::{Days, seconds_to_micros},
    rules::{BookingRules, Rules},
};
use crate::value::{DAY_MICROS, LocalWindow, MINUTE_MICROS, SlotAnchor, StepMinutes, Timestamp};

/// An instant, or a time, in microseconds.
type Micros = i64;

impl Situation<'_> {
    /// The distance of the candidate starts, of which some are listed.
    pub(super) fn candidate_step(&self) -> StepMinutes {
        match self.anchor {
            SlotAnchor::Midnight => self.step,
            SlotAnchor::Window => StepMinutes::MIN,
        }
    }

    /// How far hours are looked at before the first start, to know when they open.
    pub(super) fn hours_before(&self) -> Micros {
        match self.anchor {
            SlotAnchor::Midnight => 0,
            SlotAnchor::Window => DAY_MICROS,
        }
    }
}

impl Rules<'_> {
    /// Leaves those starts in `row` that are counted from an opening of the provider, if starts are.
    pub(super) fn anchored(&self, candidate: &CandidateProvider<'_>, row: &mut [u64]) {
        let situation = self.situation;
        if situation.anchor == SlotAnchor::Midnight || self.applied != BookingRules::Listed {
            return;
        }
        let mut counted = vec![0; row.len()];
        for (opening, end) in self.at_work(candidate) {
            for number in self.grid.rank(opening)..self.grid.rank(end) {
                let start = self.grid.start(number);
                if start.is_some_and(|start| is_counted(situation.step, opening, start)) {
                    bits::set(&mut counted, number..number + 1);
                }
            }
        }
        bits::keep(row, &counted);
    }

    /// The candidates that are counted from an opening of anybody, or of the one who is wished for.
    pub(super) fn counted(&self, wished: Option<Uuid>) -> Vec<u64> {
        let providers = self.situation.providers.iter();
        let mut any = self.all();
        if self.situation.anchor == SlotAnchor::Window {
            any.fill(0);
            for candidate in providers.filter(|one| wished.is_none_or(|wished| wished == one.id)) {
                let mut row = self.all();
                self.anchored(candidate, &mut row);
                bits::join(&mut any, &row);
            }
        }
        any
    }

    /// The times at which the provider works while the center is open and the service is given.
    fn at_work(&self, candidate: &CandidateProvider<'_>) -> Vec<(Micros, Micros)> {
        let situation = self.situation;
        let open = |schedule: &Schedule<'_>, otherwise: &[LocalWindow]| {
            let mut ranges = Vec::new();
            self.calendar.open(schedule, otherwise, Days::All, &mut ranges);
            ranges
        };
        let mut ranges = open(&candidate.schedule, &[]);
        let center = &situation.center;
        if center.hours.is_some() || !center.overrides.is_empty() {
            ranges = common(&ranges, &open(center, &[LocalWindow::WHOLE_DAY]));
        }
        if let Some(hours) = situation.service_hours {
            let given = Schedule { hours: Some(hours), ..Schedule::default() };
            ranges = common(&ranges, &open(&given, &[]));
        }
        ranges
    }
}

/// Whether a start lies so many steps after an opening; after midnight, if that is a day ago.
fn is_counted(step: StepMinutes, opening: Micros, start: (Timestamp, FixedOffset)) -> bool {
    let (at, offset) = start;
    let open_for = at.micros() - opening;
    let since = if open_for < DAY_MICROS {
        open_for
    } else {
        (at.micros() + seconds_to_micros(offset.local_minus_utc())).rem_euclid(DAY_MICROS)
    };
    since % (i64::from(step.get()) * MINUTE_MICROS) == 0
}

/// What two lists of ranges, each in order and none of them touching the next, have in common.
fn common(one: &[(Micros, Micros)], other: &[(Micros, Micros)]) -> Vec<(Micros, Micros)> {
    let meeting = |&(start, end): &(Micros, Micros)| {
        let first = other.partition_point(|range| range.1 <= start);
        let meeting = other[first..].iter().take_while(move |range| range.0 < end);
        meeting.map(move |range| (range.0.max(start), range.1.min(end)))
    };
    one.iter().flat_map(meeting).collect()
}
