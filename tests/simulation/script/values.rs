//! Values of all kinds, by chance.

use chrono::NaiveDate;
use clientline::value::{
    Amount, BufferMinutes, Code, Currency, DayHours, Discount, DurationMinutes, Name, Notes,
    Percent, Quantity, Segment, SegmentKind, Segments, StepMinutes, TaxRate, TimeZone, Timestamp,
    UnitPrice, WeeklyHours,
};

use crate::chance::Chance;

impl Chance {
    pub(crate) fn name(&mut self) -> Name {
        let names = ["Ada", "Zoë", "Ben", "Łukasz", "O'Neil", "李", "Inês", "x%_\\\"y"];
        Name::parse(self.one(&names)).unwrap()
    }

    pub(crate) fn notes(&mut self) -> Option<Notes> {
        let notes = [None, None, Some("Tea, no milk."), Some("line\nbreak"), Some("'; --")];
        self.one(&notes).map(|text| Notes::parse(text).unwrap())
    }

    /// A code: mostly a new one, at times one that is taken.
    pub(crate) fn code(&mut self) -> Code {
        let number = if self.percent(80) { self.within(0..=999_999) } else { self.within(1..=3) };
        Code::parse(&format!("X{number}")).unwrap()
    }

    pub(crate) fn zone(&mut self) -> TimeZone {
        let zones =
            ["Europe/Lisbon", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"];
        TimeZone::new(self.one(&zones)).unwrap()
    }

    pub(crate) fn duration(&mut self) -> DurationMinutes {
        DurationMinutes::new(self.one(&[5, 15, 30, 45, 60, 90, 240])).unwrap()
    }

    /// Parts of a service, and how long they take together.
    pub(crate) fn segments(&mut self) -> (Segments, DurationMinutes) {
        let turns = [SegmentKind::Active, SegmentKind::Processing].into_iter().cycle();
        let count = self.one(&[3, 3, 5]);
        let parts: Vec<_> = turns
            .take(count)
            .map(|kind| Segment {
                kind,
                minutes: DurationMinutes::new(self.one(&[5, 15, 30])).unwrap(),
            })
            .collect();
        let segments = Segments::new(&parts).unwrap();
        (segments, DurationMinutes::new(segments.minutes()).unwrap())
    }

    pub(crate) fn buffer(&mut self) -> BufferMinutes {
        BufferMinutes::new(self.one(&[0, 0, 0, 5, 10, 30])).unwrap()
    }

    pub(crate) fn step(&mut self) -> StepMinutes {
        StepMinutes::new(self.one(&[5, 10, 15, 15, 20, 30, 60])).unwrap()
    }

    pub(crate) fn price(&mut self) -> UnitPrice {
        let whole = self.within(0..=300);
        let prices = [format!("{whole}"), format!("{whole}.5"), format!("{whole}.99")];
        let odd = ["0", "0.01", "33.3333", "99999.99"];
        let text = if self.percent(95) { self.one(&prices) } else { self.one(&odd).to_owned() };
        text.parse().unwrap()
    }

    pub(crate) fn rate(&mut self) -> TaxRate {
        self.one(&["0", "5", "7", "9.975", "19", "20", "23"]).parse().unwrap()
    }

    pub(crate) fn quantity(&mut self) -> Quantity {
        self.one(&["1", "2", "3", "0.5", "1.3333", "10"]).parse().unwrap()
    }

    pub(crate) fn discount(&mut self) -> Discount {
        if self.percent(50) {
            let percent: Percent = self.one(&["0", "5", "10", "33.3333", "100"]).parse().unwrap();
            return Discount::Percent(percent);
        }
        let sum = self.one(&["0", "1", "2.50", "10", "1000"]).parse().unwrap();
        let forms = [Discount::Amount, Discount::AmountWithTax, Discount::AmountWithoutTax];
        self.one(&forms)(sum)
    }

    /// So many minor units of a currency, as an amount.
    pub(crate) fn amount(minor: i64, currency: Currency) -> Amount {
        let digits = usize::try_from(currency.exponent()).unwrap();
        let text = format!("{minor:0width$}", width = digits + 1);
        let (whole, part) = text.split_at(text.len() - digits);
        let point = if digits == 0 { "" } else { "." };
        format!("{whole}{point}{part}").parse().unwrap()
    }

    /// Weekly hours: long ones, split ones, or over midnight.
    pub(crate) fn hours(&mut self) -> WeeklyHours {
        let windows: &[&[(&str, &str)]] = &[
            &[("09:00", "17:00")],
            &[("08:00", "20:00")],
            &[("08:00", "12:30"), ("13:30", "19:00")],
            &[("20:00", "04:00")],
            &[("00:00", "24:00")],
        ];
        let windows = self.one(windows);
        let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        let closed = if self.percent(50) { 7 } else { self.within(0..=6) };
        let mut rows = Vec::new();
        for (number, day) in (0..).zip(days) {
            if number != closed {
                let row = |(start, end): &(&str, &str)| {
                    format!(r#"{{"day":"{day}","start":"{start}","end":"{end}"}}"#)
                };
                rows.extend(windows.iter().map(row));
            }
        }
        WeeklyHours::parse_text(&format!(r#"{{"weekly":[{}]}}"#, rows.join(","))).unwrap()
    }

    /// The hours of one day; none of them means closed.
    pub(crate) fn day_hours(&mut self) -> DayHours {
        let days = [
            "[]",
            r#"[{"start":"10:00","end":"14:00"}]"#,
            r#"[{"start":"22:00","end":"02:00"}]"#,
            r#"[{"start":"07:00","end":"11:00"},{"start":"12:00","end":"21:00"}]"#,
        ];
        DayHours::parse_text(self.one(&days)).unwrap()
    }
}

/// The date in UTC so many days after an instant.
pub(crate) fn date_after(at: Timestamp, days: i64) -> NaiveDate {
    let at = at.saturating_plus_minutes(days * 24 * 60);
    chrono::DateTime::<chrono::Utc>::from(at).date_naive()
}
