//! The one predicate: which candidate starts each rule leaves.
//!
//! Every rule takes bits from a row. A search runs the rules over the starts of
//! many days, and a booking over its single start, watching which rule takes
//! it: there is no second way to judge a start.

use std::{borrow::Cow, ops::Range};

use super::{
    Blockouts, CandidateProvider, CandidateRoom, Schedule, Situation, Timing, bits,
    calendar::{Calendar, Clock, Days, NumberedDay},
    grid::Grid,
    refusal::Refusal,
    week::{Fit, Week},
};
use crate::value::{LocalWindow, MINUTE_MICROS, TimeRange, Timestamp};

/// Which rules may be set aside. What is taken can be had by nobody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum BookingRules {
    /// Only what a search lists.
    #[default]
    Listed,
    /// What a search would list but for the grid: a service that follows another one of a visit.
    Following,
    /// Any minute, also between the starts that are listed, before the notice ends, after
    /// the horizon, and within the last hour: for staff, and who walks in.
    OffGrid,
    /// Any minute within the hours, past ones too: for what has begun and goes on longer, and
    /// for what is written up.
    Begun,
    /// Any minute, past ones too, whatever the hours and limits say: for a manager's override.
    /// Blockouts still count.
    Override,
}

impl BookingRules {
    /// Returns whether notice, horizon and limits hold, which bind guests and not the desk.
    #[must_use]
    pub const fn bind_guests(self) -> bool {
        matches!(self, Self::Listed | Self::Following)
    }
}

/// The rules of a situation over some candidate starts.
pub(super) struct Rules<'a> {
    pub(super) situation: &'a Situation<'a>,
    pub(super) calendar: Calendar<'a>,
    /// The days on which weekly hours are copied from week to week.
    numbered: Vec<NumberedDay>,
    pub(super) grid: Grid,
    /// From before the first start to after the last one, with all that is occupied.
    reach: Option<TimeRange>,
    pub(super) applied: BookingRules,
}

/// How long ago an appointment may have begun that the desk books: who walks in is served
/// before anybody finds the time to write it down.
const WALK_IN_MINUTES: i64 = 60;

/// Room for the work, kept from one provider to the next.
#[derive(Default)]
pub(super) struct Workspace {
    ranges: Vec<(i64, i64)>,
    week: Week,
}

/// A timing in microseconds.
#[derive(Clone, Copy)]
struct Footprint {
    before: i64,
    /// From the start to the end of the service.
    service: i64,
    /// From the start to the end of the buffer after it.
    after: i64,
}

impl From<Timing> for Footprint {
    fn from(timing: Timing) -> Self {
        let service = i64::from(timing.duration.get()) * MINUTE_MICROS;
        Self {
            before: i64::from(timing.buffer_before.get()) * MINUTE_MICROS,
            service,
            after: service + i64::from(timing.buffer_after.get()) * MINUTE_MICROS,
        }
    }
}

/// How many microseconds before its start a service begins to take its provider.
fn before(timing: Timing) -> i64 {
    Footprint::from(timing).before
}

/// Told of each rule, and of the row that it left.
pub(super) trait Watch {
    fn ruled(&mut self, rule: Refusal, left: &[u64]);
}

/// Watches nothing.
impl Watch for () {
    fn ruled(&mut self, _: Refusal, _: &[u64]) {}
}

impl<'a> Rules<'a> {
    pub(super) fn new(
        situation: &'a Situation<'a>,
        clock: &Clock<'a>,
        grid: Grid,
        booking_rules: BookingRules,
    ) -> Self {
        let timings = situation.providers.iter().flat_map(|candidate| {
            let sessions = candidate.sessions.iter().map(|session| session.timing);
            sessions.chain([candidate.timing])
        });
        let needs = timings.map(Footprint::from);
        let (before, after) = needs.fold((0, 0), |(before, after), reach| {
            (reach.before.max(before), reach.after.max(after))
        });
        let (first, last) = grid.ends().unwrap_or_default();
        let (from, until) = (first - before, last + after);
        let mut calendar = Calendar::new(clock, from - situation.hours_before(), until);
        let numbered = calendar.number(|midnight| grid.starts_of_day(midnight));
        let reach = TimeRange::new(Timestamp::clamped(from), Timestamp::clamped(until)).ok();
        Self { situation, calendar, numbered, grid, reach, applied: booking_rules }
    }

    /// Whether hours are set aside.
    fn keeps_no_hours(&self) -> bool {
        self.applied == BookingRules::Override
    }

    /// How many words a row has.
    pub(super) fn words(&self) -> usize {
        bits::words(self.grid.len())
    }

    /// The starts that policy and center leave to a service of this timing.
    pub(super) fn admitted(&self, timing: Timing, watch: &mut impl Watch) -> Vec<u64> {
        let mut row = self.all();
        let situation = self.situation;
        let present = match self.applied {
            BookingRules::Listed | BookingRules::Following => situation.now,
            BookingRules::OffGrid => situation.now.saturating_plus_minutes(-WALK_IN_MINUTES),
            BookingRules::Begun | BookingRules::Override => Timestamp::MIN,
        };
        bits::clear(&mut row, 0..self.grid.rank(present.micros()));
        watch.ruled(Refusal::Past, &row);
        if self.applied.bind_guests() {
            bits::clear(&mut row, 0..self.grid.rank(situation.earliest.micros()));
            watch.ruled(Refusal::TooSoon, &row);
            let last = self.grid.rank(situation.latest.micros().saturating_add(1));
            bits::clear(&mut row, last..self.grid.len());
            watch.ruled(Refusal::TooLate, &row);
            self.refuse_starts(&situation.guest_full, 0, &mut row);
            watch.ruled(Refusal::GuestLimit, &row);
        }

        let center = &situation.center;
        let says_nothing = center.hours.is_none() && center.overrides.is_empty();
        if !self.keeps_no_hours() && !says_nothing {
            let mut open = vec![0; row.len()];
            let whole_day = [LocalWindow::WHOLE_DAY];
            self.open(center, &whole_day, timing, &mut open, &mut Workspace::default());
            bits::keep(&mut row, &open);
        }
        watch.ruled(Refusal::CenterClosed, &row);
        if let Some(hours) = situation.service_hours.filter(|_| !self.keeps_no_hours()) {
            let schedule = Schedule { hours: Some(hours), ..Schedule::default() };
            let mut given = vec![0; row.len()];
            self.open(&schedule, &[], timing, &mut given, &mut Workspace::default());
            bits::keep(&mut row, &given);
        }
        watch.ruled(Refusal::ServiceHours, &row);
        self.refuse(&self.blocked(&center.blocked), timing, &mut row);
        watch.ruled(Refusal::CenterBlocked, &row);
        row
    }

    /// Writes the starts of `admitted` that the provider leaves into `row`.
    pub(super) fn provided(
        &self,
        candidate: &CandidateProvider<'_>,
        admitted: &[u64],
        row: &mut [u64],
        workspace: &mut Workspace,
        watch: &mut impl Watch,
    ) {
        self.working(candidate, admitted, row, workspace);
        watch.ruled(Refusal::OutsideHours, row);
        self.leave(candidate, row, watch);
    }

    /// Writes the starts of `admitted` that the provider's hours leave into `row`.
    pub(super) fn working(
        &self,
        candidate: &CandidateProvider<'_>,
        admitted: &[u64],
        row: &mut [u64],
        workspace: &mut Workspace,
    ) {
        if self.keeps_no_hours() {
            row.copy_from_slice(admitted);
        } else {
            row.fill(0);
            self.open(&candidate.schedule, &[], candidate.timing, row, workspace);
            bits::keep(row, admitted);
        }
    }

    /// Leaves those starts in `row` at which the provider, at work, has nothing else to do.
    pub(super) fn leave(
        &self,
        candidate: &CandidateProvider<'_>,
        row: &mut [u64],
        watch: &mut impl Watch,
    ) {
        self.refuse_work(&self.blocked(&candidate.schedule.blocked), candidate.timing, row);
        watch.ruled(Refusal::Blocked, row);
        self.refuse_work(&candidate.busy, candidate.timing, row);
        watch.ruled(Refusal::Busy, row);
        // Nearly always empty.
        if !candidate.on_the_way.is_empty() {
            self.refuse_work(&candidate.on_the_way, candidate.timing, row);
        }
        watch.ruled(Refusal::OnTheWay, row);
        if self.applied != BookingRules::Override {
            self.refuse_starts(&candidate.day_full, before(candidate.timing), row);
        }
        watch.ruled(Refusal::ProviderLimit, row);
    }

    /// The starts that a room leaves to a service of this timing.
    pub(super) fn roomy(&self, room: &CandidateRoom, timing: Timing) -> Vec<u64> {
        let mut row = self.unblocked(room, timing);
        self.refuse(&room.full, timing, &mut row);
        row
    }

    /// The starts that the blockouts of a room leave to a service of this timing.
    pub(super) fn unblocked(&self, room: &CandidateRoom, timing: Timing) -> Vec<u64> {
        let mut row = self.all();
        self.refuse(&self.blocked(&room.blocked), timing, &mut row);
        row
    }

    /// Returns what is blocked once, and what recurs around the starts.
    fn blocked<'b>(&self, blockouts: &'b Blockouts) -> Cow<'b, [TimeRange]> {
        let Blockouts { once, recurring } = blockouts;
        match self.reach {
            Some(reach) if !recurring.is_empty() => {
                let zone = self.situation.zone;
                let times = recurring.iter().flat_map(|one| one.meeting(zone, reach));
                times.chain(once.iter().copied()).collect()
            }
            _ => Cow::Borrowed(once),
        }
    }

    /// All candidate starts.
    pub(super) fn all(&self) -> Vec<u64> {
        let mut row = vec![0; self.words()];
        bits::set(&mut row, 0..self.grid.len());
        row
    }

    /// Sets the starts whose service lies in the hours. `otherwise` are the windows of a day
    /// for which nothing is said.
    fn open(
        &self,
        schedule: &Schedule<'_>,
        otherwise: &[LocalWindow],
        timing: Timing,
        row: &mut [u64],
        workspace: &mut Workspace,
    ) {
        let reach = Footprint::from(timing);
        let (before, after) = if self.situation.buffers_within_hours {
            (reach.before, reach.after)
        } else {
            (0, reach.service)
        };
        let Workspace { ranges, week } = workspace;
        let fit = Fit {
            step: self.situation.candidate_step().get(),
            before: before / MINUTE_MICROS,
            after: after / MINUTE_MICROS,
        };
        let weekly = schedule.hours.filter(|_| schedule.overrides.is_empty());
        let days = if weekly.is_some_and(|hours| week.fill(hours, fit)) {
            for day in &self.numbered {
                week.set(day.weekday, day.first, row);
            }
            Days::NotNumbered
        } else {
            Days::All
        };
        self.calendar.open(schedule, otherwise, days, ranges);
        // The last start whose service ends with the range still fits.
        let ranges = ranges.iter().map(|(start, end)| *start..*end);
        self.grid.ranks(ranges, (before, 1 - after), |numbers| bits::set(row, numbers));
    }

    /// Clears the starts that lie in one of the ranges, so many microseconds after its ends.
    fn refuse_starts(&self, full: &[TimeRange], after: i64, row: &mut [u64]) {
        self.grid.ranks(instants(full), (after, after), |numbers| bits::clear(row, numbers));
    }

    /// Clears the starts whose occupied time would meet one of the ranges.
    fn refuse(&self, taken: &[TimeRange], timing: Timing, row: &mut [u64]) {
        let reach = Footprint::from(timing);
        self.refuse_part(taken, (-reach.before, reach.after), row);
    }

    /// Clears the starts whose active time would meet one of the ranges.
    fn refuse_work(&self, taken: &[TimeRange], timing: Timing, row: &mut [u64]) {
        for (from, until) in timing.work_minutes() {
            self.refuse_part(taken, (from * MINUTE_MICROS, until * MINUTE_MICROS), row);
        }
    }

    /// Clears the starts of which a part would meet one of the ranges: it lies so many
    /// microseconds after the start.
    fn refuse_part(&self, taken: &[TimeRange], (from, until): (i64, i64), row: &mut [u64]) {
        // A start just outside only touches.
        let moved = (1 - until, -from);
        self.grid.ranks(instants(taken), moved, |numbers| bits::clear(row, numbers));
    }
}

fn instants(ranges: &[TimeRange]) -> impl Iterator<Item = Range<i64>> {
    ranges.iter().map(|range| range.start().micros()..range.end().micros())
}
