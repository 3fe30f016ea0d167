//! Weekly hours over ordinary days, on which the clocks stay.
//!
//! Every Tuesday is like the one before: the numbers of the starts that fit into its
//! windows, counted from midnight, are worked out once for a provider, and copied to each
//! Tuesday.

use std::ops::Range;

use super::bits;
use crate::value::{LocalWindow, Weekday, WeeklyHours};

/// The starts that a service's timing leaves of each weekday's windows.
#[derive(Default)]
pub(super) struct Week {
    /// Numbers from midnight, of one weekday after the other.
    windows: Vec<Range<usize>>,
    /// Where each weekday's begin, and where the last one's end.
    of_days: [usize; 8],
}

/// What a start needs of the window that it lies in, in minutes.
#[derive(Clone, Copy)]
pub(super) struct Fit {
    /// The distance of starts.
    pub(super) step: u16,
    /// How long after the window's start it may lie at the earliest.
    pub(super) before: i64,
    /// How long before the window's end it may lie at the latest.
    pub(super) after: i64,
}

impl Week {
    /// Works the starts out, unless windows of the hours touch each other or midnight:
    /// those would count as one, which is another's task; as are weeks that differ.
    pub(super) fn fill(&mut self, hours: &WeeklyHours, fit: Fit) -> bool {
        self.windows.clear();
        if !hours.is_every_week() {
            return false;
        }
        for day in Weekday::ALL {
            let windows = hours.windows(day);
            self.of_days[day as usize] = self.windows.len();
            if !are_apart(windows) {
                return false;
            }
            self.windows.extend(windows.iter().map(|window| fit.starts(*window)));
        }
        self.of_days[7] = self.windows.len();
        true
    }

    /// Sets the starts of a day, whose first start has this number.
    #[inline]
    pub(super) fn set(&self, day: Weekday, first: usize, row: &mut [u64]) {
        let of_day = self.of_days[day as usize]..self.of_days[day as usize + 1];
        for starts in self.windows.get(of_day).unwrap_or_default() {
            bits::set(row, first + starts.start..first + starts.end);
        }
    }
}

impl Fit {
    /// The starts within a window of one day.
    fn starts(self, window: LocalWindow) -> Range<usize> {
        let (step, minute) = (i64::from(self.step), |time: u16| i64::from(time));
        let earliest = minute(window.start().minute_of_day()) + self.before;
        let latest = minute(window.end().minute_of_day()) - self.after;
        let first = usize::try_from((earliest + step - 1).div_euclid(step)).unwrap_or(0);
        let end = usize::try_from(latest.div_euclid(step) + 1).unwrap_or(0);
        first..end.max(first)
    }
}

/// Whether the windows of a day, by their start, touch neither each other nor the midnight
/// after them.
fn are_apart(windows: &[LocalWindow]) -> bool {
    let is_inside =
        |window: &LocalWindow| !window.is_overnight() && window.end().minute_of_day() < 24 * 60;
    windows.iter().all(is_inside) && windows.windows(2).all(|pair| pair[0].end() < pair[1].start())
}
