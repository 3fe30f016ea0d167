//! Listing part by part: however long the range and however fine the step, one part
//! costs bounded work and bounded memory.
//!
//! The days are searched in stretches, the earliest first, until the part is full.

use chrono::{Days, NaiveDate};

use super::{FreeStart, Situation, calendar::Clock, search};
use crate::value::{DayCount, StepMinutes, TimeZone, Timestamp};

/// The most candidate starts that are searched at once, but for the rest of a day: two
/// months at quarter hours, so that a usual search is one stretch.
const CANDIDATES_MAX: u32 = 62 * 96;

/// A part of a list of starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StartPage {
    /// Only starts after this one.
    pub after: Option<Timestamp>,
    /// The most starts.
    pub starts: usize,
    /// The most offers of them together; the first start counts though it alone has
    /// more.
    pub offers: usize,
}

/// Shows the starts that [`search`] lists and a part holds, in order. Returns the last of
/// them if there are more after it.
pub fn page(
    situation: &Situation<'_>,
    first_day: NaiveDate,
    days: DayCount,
    part: StartPage,
    show: impl FnMut(&FreeStart<'_>),
) -> Option<Timestamp> {
    page_in(Stretches::new(situation, (first_day, days), CANDIDATES_MAX), part, show)
}

/// Returns the days, of a list from `first_day` on, that a part can begin on.
///
/// It is the day before that of the start after which it lies: clocks that go back
/// over midnight repeat the end of that one.
#[must_use]
pub fn days_left(
    zone: &TimeZone,
    first_day: NaiveDate,
    days: DayCount,
    after: Option<Timestamp>,
) -> (NaiveDate, DayCount) {
    let Some(after) = after else { return (first_day, days) };
    let passed = (zone.local(after).date() - first_day).num_days() - 1;
    let passed = passed.clamp(0, i64::from(days.get()) - 1);
    let begin = first_day.checked_add_days(Days::new(passed.unsigned_abs()));
    let left = DayCount::new(i64::from(days.get()) - passed).ok();
    begin.zip(left).unwrap_or((first_day, days))
}

fn page_in(
    stretches: Stretches<'_>,
    part: StartPage,
    mut show: impl FnMut(&FreeStart<'_>),
) -> Option<Timestamp> {
    let situation = stretches.situation;
    let (mut starts, mut offers, mut last) = (0, 0, None);
    for (first_day, days) in stretches {
        let found = search(situation, first_day, days);
        for slot in found.iter().filter(|slot| Some(slot.starts_at) > part.after) {
            offers += slot.offer_count();
            let full = starts >= part.starts || offers > part.offers;
            if full && last.is_some() {
                return last;
            }
            last = Some(slot.starts_at);
            starts += 1;
            show(&slot);
        }
    }
    None
}

/// Days in order, by as many as have a bounded number of candidate starts.
struct Stretches<'a> {
    situation: &'a Situation<'a>,
    next: NaiveDate,
    left: u16,
    /// How many days have so many starts.
    usual: u16,
}

impl<'a> Stretches<'a> {
    fn new(
        situation: &'a Situation<'a>,
        (first_day, days): (NaiveDate, DayCount),
        candidates: u32,
    ) -> Self {
        let usual = (candidates / starts_of_a_day(situation.candidate_step())).max(1);
        let usual = u16::try_from(usual).unwrap_or(u16::MAX);
        Self { situation, next: first_day, left: days.get(), usual }
    }

    /// Whether all starts of the days before come before those of a day: not where
    /// clocks go back over the midnight between them.
    fn is_apart(&self, day: NaiveDate) -> bool {
        Clock::new(self.situation.zone, day, day).plain_midnight(day).is_some()
    }
}

impl Iterator for Stretches<'_> {
    type Item = (NaiveDate, DayCount);

    fn next(&mut self) -> Option<Self::Item> {
        let first = self.next;
        let day = |after: u16| first.checked_add_days(Days::new(after.into()));
        let mut days = self.usual.min(self.left);
        while days < self.left && day(days).is_some_and(|next| !self.is_apart(next)) {
            days += 1;
        }
        let stretch = DayCount::new(days.into()).ok()?;
        self.left -= days;
        match day(days) {
            Some(next) => self.next = next,
            None => self.left = 0,
        }
        Some((first, stretch))
    }
}

fn starts_of_a_day(step: StepMinutes) -> u32 {
    (24 * 60_u32).div_ceil(step.get().into())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        slots::{
            Assignment, Candidate, CandidateProvider, FurtherProviders, Schedule,
            tests::{chance::worlds, world::timing},
        },
        value::{LocalWindow, SlotAnchor, Weekday, WeeklyHours},
    };

    fn shown(slot: &FreeStart<'_>) -> (Timestamp, Vec<Candidate>) {
        (slot.starts_at, slot.offers().collect())
    }

    proptest! {
        #[test]
        fn the_parts_are_the_whole_in_order(
            world in worlds(), starts in 1..40_usize, offers in 1..60_usize,
            candidates in 1..300_u32
        ) {
            let situation = world.situation();
            let whole = search(&situation, world.first_day, world.days);
            let whole: Vec<_> = whole.iter().map(|slot| shown(&slot)).collect();
            let mut listed = Vec::new();
            let mut part = StartPage { after: None, starts, offers };
            loop {
                let days = days_left(&world.zone, world.first_day, world.days, part.after);
                let stretches = Stretches::new(&situation, days, candidates);
                let mut found = Vec::new();
                let last = page_in(stretches, part, |slot| found.push(shown(slot)));
                let held: usize = found.iter().map(|(_, offers)| offers.len()).sum();
                prop_assert!(found.len() <= starts && (held <= offers || found.len() == 1));
                prop_assert!(last.is_none() || last == found.last().map(|(start, _)| *start));
                listed.extend(found);
                match last {
                    Some(_) => part.after = last,
                    None => break,
                }
            }
            prop_assert_eq!(listed, whole);
        }
    }

    /// A situation in which someone is always there.
    fn always<'a>(zone: &'a TimeZone, hours: &'a WeeklyHours, step: i64) -> Situation<'a> {
        let schedule = Schedule { hours: Some(hours), ..Schedule::default() };
        Situation {
            zone,
            step: StepMinutes::new(step).unwrap(),
            anchor: SlotAnchor::Midnight,
            now: Timestamp::clamped(0),
            earliest: Timestamp::clamped(0),
            latest: Timestamp::clamped(i64::MAX),
            guest_full: Vec::new(),
            buffers_within_hours: false,
            center: Schedule::default(),
            service_hours: None,
            assignment: Assignment::default(),
            seats: None,
            providers: vec![CandidateProvider {
                id: uuid::Uuid::nil(),
                skills: 1,
                timing: timing(30, 0, 0),
                schedule,
                busy: Vec::new(),
                on_the_way: Vec::new(),
                begun: Vec::new(),
                day_full: Vec::new(),
                sessions: Vec::new(),
            }],
            further_providers: FurtherProviders::default(),
            rooms: None,
            further_rooms: Vec::new(),
        }
    }

    fn whole_week() -> WeeklyHours {
        WeeklyHours::new(Weekday::ALL.map(|day| (day, LocalWindow::WHOLE_DAY))).unwrap()
    }

    #[test]
    fn two_months_at_quarter_hours_are_one_stretch_and_minutes_are_not() {
        let (zone, hours) = (TimeZone::new("Europe/Vienna").unwrap(), whole_week());
        let stretches = |step| -> Vec<u16> {
            let situation = always(&zone, &hours, step);
            let first = NaiveDate::from_ymd_opt(2027, 3, 1).unwrap();
            let all = Stretches::new(&situation, (first, DayCount::MAX), CANDIDATES_MAX);
            all.map(|(_, days)| days.get()).collect()
        };
        assert_eq!(stretches(15), [62]);
        let minutes = stretches(1);
        assert_eq!((minutes[0], minutes.iter().sum::<u16>()), (4, 62));
    }

    #[test]
    fn days_between_which_clocks_go_back_over_midnight_are_not_torn_apart() {
        let (zone, hours) = (TimeZone::new("America/St_Johns").unwrap(), whole_week());
        let situation = always(&zone, &hours, 1);
        let first = NaiveDate::from_ymd_opt(2010, 11, 5).unwrap();
        let days = DayCount::new(4).unwrap();
        let part = StartPage { after: None, starts: usize::MAX, offers: usize::MAX };
        let mut listed = Vec::new();
        let stretches = Stretches::new(&situation, (first, days), 1);
        page_in(stretches, part, |slot| listed.push(slot.starts_at));
        let whole = search(&situation, first, days);
        assert!(listed.into_iter().eq(whole.iter().map(|slot| slot.starts_at)));
    }
}
