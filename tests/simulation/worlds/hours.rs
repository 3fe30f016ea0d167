//! When somebody or something is there, by chance: weekly hours, dates with hours of their own, and
//! blocked time.

use chrono::{Days, NaiveDate};
use clientline::{
    model::{Blockout, BlockoutReason, BlockoutSpan, Calendar, Center, HoursOverride},
    value::{
        DayHours, Id, LocalTime, LocalWindow, Recurrence, Timestamp, Validity, Weekday, WeeklyHours,
    },
};

use super::world::{Maker, minute};

impl Maker {
    /// A window, mostly of some hours at full quarters, and at times over midnight.
    fn window(&mut self) -> LocalWindow {
        let chance = &mut self.chance;
        let (start, length) = match chance.next() % 8 {
            0 => (chance.within(0..=1439), chance.within(1..=1439)),
            1 => (chance.within(76..=95) * 15, chance.within(4..=32) * 15),
            2 => (chance.one(&[0, 60, 120]), chance.within(4..=95) * 15),
            _ => (chance.within(20..=48) * 15, chance.within(20..=56) * 15),
        };
        let end = if start + length > 1440 { start + length - 1440 } else { start + length };
        let time = |minute| LocalTime::from_minute_of_day(u16::try_from(minute).unwrap()).unwrap();
        LocalWindow::new(time(start), time(end)).unwrap()
    }

    /// A day so many days after the third one before the first.
    fn day(&mut self, most: i64) -> NaiveDate {
        let days = u64::try_from(self.chance.within(0..=most)).unwrap();
        self.first_day - Days::new(3) + Days::new(days)
    }

    /// In some of its weeks, or for some days around the first one.
    fn validity(&mut self) -> Validity {
        let from = self.chance.percent(50).then(|| self.day(7));
        let until = self.chance.percent(50).then(|| self.day(11));
        let until = until.map(|until| until.max(from.unwrap_or(until)));
        let every_weeks = u8::try_from(self.chance.within(1..=3)).unwrap();
        let anchor = (every_weeks > 1).then(|| self.day(40) - Days::new(20));
        Validity::new((from, until), every_weeks, anchor).unwrap()
    }

    /// A week: mostly with hours on each day.
    pub(super) fn week(&mut self) -> WeeklyHours {
        let has_turns = self.chance.percent(30);
        let mut windows = Vec::new();
        for day in Weekday::ALL {
            let count = self.chance.one(&[0, 1, 1, 1, 1, 1, 1, 2, 2, 3]);
            for _ in 0..count {
                let window = self.window();
                let is_dated = has_turns && self.chance.percent(40);
                windows.push((day, window, is_dated.then(|| self.validity())));
            }
        }
        WeeklyHours::with_dated(windows).unwrap()
    }

    /// At times dates with hours of their own, or with none.
    pub(super) fn overrides(&mut self, calendar_id: Id<Calendar>) -> Vec<HoursOverride> {
        let count = self.chance.one(&[0, 0, 0, 1, 1, 2]);
        let mut found: Vec<HoursOverride> = Vec::new();
        for _ in 0..count {
            let (id, date) = (self.id(), self.day(7));
            let count = self.chance.one(&[0, 1, 1, 2]);
            let windows = (0..count).map(|_| self.window()).collect();
            let windows = DayHours::new(windows).unwrap();
            if !found.iter().any(|one| one.date == date) {
                found.push(HoursOverride { id, calendar_id, date, windows, center_id: None });
            }
        }
        found
    }

    /// At times blocked time: once, or again and again.
    pub(super) fn blockouts(
        &mut self,
        (calendar_id, center_id): (Id<Calendar>, Id<Center>),
        percent: u64,
    ) -> Vec<Blockout> {
        let mut found = Vec::new();
        while self.chance.percent(percent) && found.len() < 3 {
            let (starts_at, ends_at, recurrence) =
                if self.chance.percent(35) { self.recurring() } else { self.once() };
            let span = BlockoutSpan::of(starts_at, ends_at);
            let reason = self.chance.one(BlockoutReason::ALL);
            found.push(Blockout {
                id: self.id(),
                calendar_id,
                center_id,
                starts_at,
                ends_at,
                reason,
                notes: None,
                recurrence,
                span,
            });
        }
        found
    }

    fn once(&mut self) -> (Timestamp, Timestamp, Option<Recurrence>) {
        let days = i64::from(self.days.get());
        let start = self.chance.within(-60..=days * 96 + 60) * 15 + self.chance.one(&[0, 0, 0, 7]);
        let lasts = self.chance.one(&[1, 15, 30, 30, 45, 60, 60, 90, 120, 120, 240, 1_500]);
        (minute(self.first_day, start), minute(self.first_day, start + lasts), None)
    }

    fn recurring(&mut self) -> (Timestamp, Timestamp, Option<Recurrence>) {
        let frequency = match self.chance.next() % 6 {
            0 | 1 => "FREQ=DAILY".to_owned(),
            2 => "FREQ=WEEKLY".to_owned(),
            3 => "FREQ=WEEKLY;BYDAY=MO,WE,FR,SA,SU".to_owned(),
            4 => format!("FREQ=MONTHLY;BYMONTHDAY={}", self.chance.one(&[1, 4, 14, 30, -1, -2])),
            _ => format!("FREQ=MONTHLY;BYDAY={}SU", self.chance.one(&[1, 2, -1])),
        };
        let interval = self.chance.one(&[1, 1, 1, 2, 3]);
        let end = match self.chance.next() % 4 {
            0 => format!(";COUNT={}", self.chance.within(1..=40)),
            1 => format!(";UNTIL={}", self.day(9).format("%Y%m%d")),
            _ => String::new(),
        };
        let rule = format!("{frequency};INTERVAL={interval}{end}").parse().unwrap();
        let except = self.chance.percent(30).then(|| self.day(7));
        let recurrence = Recurrence::new(rule, self.window(), except).unwrap();
        let start = self.chance.within(-60 * 96..=96) * 15;
        let lasts = self.chance.one(&[1_440, 50_000, 90_000, 200_000]);
        let starts_at = minute(self.first_day, start);
        // Two in three go on for as long as their rule.
        let end = self.chance.percent(33).then(|| minute(self.first_day, start + lasts));
        (starts_at, end.unwrap_or(Timestamp::MAX), Some(recurrence))
    }
}
