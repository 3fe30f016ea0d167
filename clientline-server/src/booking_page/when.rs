//! The choice of a time: a month with how many starts each day has, and the starts of one day.

use chrono::{Datelike as _, Months, NaiveDate};
use clientline_core::{
    ops::{
        online::storefront::{FindPublicSlots, PublicSlot},
        scheduling::slot_formats::{SlotFormat, StartCount},
    },
    value::{DayCount, SlotLimit},
};
use poem::{Response, http::StatusCode};

use super::{
    Chosen, Shop,
    templates::{Choice, DayPart, Month, MonthDay, Times},
    texts::Texts,
    wanted::Wanted,
};
use crate::{desk::public_assets, endpoint::problem, problem::Problem};

/// Which day's starts are asked for.
#[derive(Clone, Copy)]
pub(super) enum Day {
    /// This one.
    On(NaiveDate),
    /// The first one that is not full, of the month of this one.
    FirstFreeOf(NaiveDate),
    /// The first one that is not full, from today on.
    FirstFree,
}

impl Day {
    /// The day that a guest's choices ask for.
    pub(super) fn of(chosen: &Chosen) -> Self {
        match (chosen.date, chosen.month) {
            (Some(date), _) => Self::On(date),
            (None, Some(month)) => Self::FirstFreeOf(month),
            (None, None) => Self::FirstFree,
        }
    }

    const fn date(self, today: NaiveDate) -> NaiveDate {
        match self {
            Self::On(date) | Self::FirstFreeOf(date) => date,
            Self::FirstFree => today,
        }
    }
}

/// The days of a month that are asked about: from today on, if it is this month.
pub(super) struct Stretch {
    pub(super) first: NaiveDate,
    pub(super) days: DayCount,
}

impl Stretch {
    /// The part of a day's month that is not over; none beyond the calendar's end.
    pub(super) fn of(date: NaiveDate, today: NaiveDate) -> Option<Self> {
        let first = date.max(today).with_day(1)?;
        let next = first.checked_add_months(Months::new(1))?;
        let first = first.max(today);
        let days = DayCount::new((next - first).num_days()).ok()?;
        Some(Self { first, days })
    }
}

impl Shop {
    /// Asks for the time: on the day that is asked for, beside the other days of its month.
    pub(super) async fn ask_when(
        &self,
        wanted: &Wanted<'_>,
        day: Day,
        notice: Option<&'static str>,
    ) -> Result<Response, Problem> {
        let today = wanted.center.time_zone.local(self.served.client.environment().now()).date();
        let asked = day.date(today).max(today);
        let (mut shown, mut counts) = (asked, self.counts(wanted, asked, today).await?);
        let first_free =
            |counts: &[StartCount]| counts.iter().find(|day| day.starts > 0).map(|day| day.date);
        // At the end of a month that is full, the next one is what a guest looks for.
        if matches!(day, Day::FirstFree) && first_free(&counts).is_none() {
            let next = today.with_day(1).and_then(|first| first.checked_add_months(Months::new(1)));
            if let Some(next) = next {
                (shown, counts) = (next, self.counts(wanted, next, today).await?);
            }
        }
        let date = match day {
            Day::On(_) => Some(asked),
            Day::FirstFreeOf(_) | Day::FirstFree => first_free(&counts),
        };
        let link = |rest: String| self.link_of(wanted, &rest);
        let starts = match date {
            Some(date) => self.starts(wanted, date).await?,
            None => Vec::new(),
        };
        let time = |slot: &PublicSlot| Choice {
            link: link(format!("&start={}", slot.starts_at)),
            name: slot.local.get(11..).unwrap_or_default().to_owned(),
            lines: slot
                .seats_left
                .map(|left| format!("{}: {left}", self.texts.of("seats")))
                .into_iter()
                .collect(),
        };
        let later = counts.iter().find(|day| day.starts > 0 && Some(day.date) > date);
        let next_free = later.filter(|_| starts.is_empty()).map(|day| Choice {
            link: link(format!("&date={}", day.date)),
            name: self.texts.day(day.date),
            lines: Vec::new(),
        });
        let shown = Times {
            texts: self.texts,
            assets: &public_assets(),
            shop: &self.name(),
            notice,
            services: self.lines(wanted),
            add: self.link_to_add(wanted),
            people: self
                .people(wanted, &date.map(|day| format!("&date={day}")).unwrap_or_default()),
            extras: self.extras(wanted),
            month: Calendar { shown, today, date }.month(self.texts, &counts, &link),
            day: date.map(|date| self.texts.day(date)),
            parts: parts_of(self.texts, &starts, time),
            next_free,
        };
        let status = if notice.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
        self.page(status, &shown)
    }

    /// How many starts the days of a month have that are not over.
    async fn counts(
        &self,
        wanted: &Wanted<'_>,
        date: NaiveDate,
        today: NaiveDate,
    ) -> Result<Vec<StartCount>, Problem> {
        let Some(Stretch { first, days }) = Stretch::of(date, today) else {
            return Ok(Vec::new());
        };
        let find = FindPublicSlots { days, format: SlotFormat::Counts, ..find(wanted, first) };
        let found = self.scope.run(&find).await.map_err(|error| problem(&error))?;
        Ok(found.counts.unwrap_or_default())
    }

    /// The starts of one day.
    async fn starts(
        &self,
        wanted: &Wanted<'_>,
        date: NaiveDate,
    ) -> Result<Vec<PublicSlot>, Problem> {
        let found = self.scope.run(&find(wanted, date)).await;
        Ok(found.map_err(|error| problem(&error))?.slots)
    }
}

/// The starts of a day by its parts, which are named if there are several.
pub(super) fn parts_of(
    texts: Texts,
    starts: &[PublicSlot],
    time: impl Fn(&PublicSlot) -> Choice,
) -> Vec<DayPart> {
    let parts: Vec<_> = starts.chunk_by(|one, other| part_of(one) == part_of(other)).collect();
    let is_named = parts.len() > 1;
    let part = |starts: &&[PublicSlot]| DayPart {
        name: starts.first().filter(|_| is_named).map(|first| texts.of(part_of(first))),
        times: starts.iter().map(&time).collect(),
    };
    parts.iter().map(part).collect()
}

/// A month that is shown, today, and the day that is chosen.
pub(super) struct Calendar {
    pub(super) shown: NaiveDate,
    pub(super) today: NaiveDate,
    pub(super) date: Option<NaiveDate>,
}

impl Calendar {
    /// The month, with the ways to the months beside it and to its days.
    pub(super) fn month(
        &self,
        texts: Texts,
        counts: &[StartCount],
        link: &impl Fn(String) -> String,
    ) -> Month {
        let first = self.shown.with_day(1).unwrap_or(self.shown);
        let to = |month: NaiveDate| link(format!("&month={month}"));
        let before = first.pred_opt().filter(|before| *before >= self.today);
        let day = |count: &StartCount| MonthDay {
            number: count.date.day(),
            column: count.date.weekday().number_from_monday(),
            name: texts.day(count.date),
            starts: count.starts,
            link: (count.starts > 0).then(|| link(format!("&date={}", count.date))),
            is_chosen: Some(count.date) == self.date,
        };
        Month {
            name: texts.month(first),
            before: before.and_then(|before| before.with_day(1)).map(to),
            after: first.checked_add_months(Months::new(1)).map(to),
            days: counts.iter().map(day).collect(),
        }
    }
}

/// The name of the text of the part of the day in which a start lies.
fn part_of(slot: &PublicSlot) -> &'static str {
    let hour = slot.local.get(11..13).unwrap_or_default();
    if hour < "12" {
        "morning"
    } else if hour < "17" {
        "afternoon"
    } else {
        "evening"
    }
}

/// The starts of one day, in the form in which they are listed.
fn find(wanted: &Wanted<'_>, date: NaiveDate) -> FindPublicSlots {
    FindPublicSlots {
        add_ons: wanted.add_ons.clone(),
        service_id: wanted.service(),
        further_service_ids: wanted.further(),
        center_id: Some(wanted.center.id),
        provider_id: wanted.provider,
        date,
        days: DayCount::default(),
        limit: SlotLimit::default(),
        format: SlotFormat::default(),
        cursor: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(date: &str, today: &str) -> (String, u16) {
        let stretch = Stretch::of(date.parse().unwrap(), today.parse().unwrap()).unwrap();
        (stretch.first.to_string(), stretch.days.get())
    }

    #[test]
    fn a_month_begins_today_if_it_has_begun() {
        assert_eq!(stretch("2026-11-30", "2026-11-28"), ("2026-11-28".to_owned(), 3));
        assert_eq!(stretch("2026-12-24", "2026-11-28"), ("2026-12-01".to_owned(), 31));
        assert_eq!(stretch("2025-02-03", "2028-02-29"), ("2028-02-29".to_owned(), 1));
    }

    #[test]
    fn a_day_has_a_morning_an_afternoon_and_an_evening() {
        let part = |local: &str| {
            let starts_at = "2026-12-01T09:00:00Z".parse().unwrap();
            part_of(&PublicSlot { starts_at, local: local.to_owned(), seats_left: None })
        };
        assert_eq!(part("2026-12-01T00:00"), "morning");
        assert_eq!(part("2026-12-01T11:59"), "morning");
        assert_eq!(part("2026-12-01T12:00"), "afternoon");
        assert_eq!(part("2026-12-01T16:45"), "afternoon");
        assert_eq!(part("2026-12-01T17:00+01:00"), "evening");
    }

    #[test]
    fn beyond_the_calendar_there_is_no_month() {
        let today = "2026-11-28".parse().unwrap();
        assert!(Stretch::of(NaiveDate::MAX, today).is_none());
    }
}
