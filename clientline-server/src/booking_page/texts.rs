//! The texts of the page, in the languages that it speaks.

use std::{collections::HashMap, iter, sync::LazyLock};

use chrono::{Datelike as _, NaiveDate, Weekday};
use clientline_core::value::Money;
use poem::http::HeaderMap;

use crate::language::preferred;

/// The languages with their texts; the first is spoken to those who ask for none of them.
const LANGUAGES: [(&str, &str); 5] = [
    ("en", include_str!("../../booking/lang/en.json")),
    ("de", include_str!("../../booking/lang/de.json")),
    ("es", include_str!("../../booking/lang/es.json")),
    ("fr", include_str!("../../booking/lang/fr.json")),
    ("pt", include_str!("../../booking/lang/pt.json")),
];

type Language = (&'static str, HashMap<String, String>);

static ALL: LazyLock<Vec<Language>> = LazyLock::new(|| {
    // A test reads each of them.
    let read = |text| serde_json::from_str(text).unwrap_or_default();
    LANGUAGES.iter().map(|(language, text)| (*language, read(text))).collect()
});

/// The texts of one language.
#[derive(Clone, Copy)]
pub(super) struct Texts(&'static Language);

impl Texts {
    /// Chooses the language that a browser likes best (RFC 9110, section 12.5.4).
    pub(super) fn wanted(headers: &HeaderMap) -> Self {
        let spoken =
            |language: &str| ALL.iter().find(|(known, _)| known.eq_ignore_ascii_case(language));
        Self(preferred(headers, spoken).unwrap_or(&ALL[0]))
    }

    /// The language (BCP 47).
    pub(super) fn language(self) -> &'static str {
        self.0.0
    }

    /// The text with a name.
    pub(super) fn of(self, name: &'static str) -> &'static str {
        self.0.1.get(name).map_or(name, String::as_str)
    }

    /// What a status of an appointment is called.
    pub(super) fn status(self, status: &str) -> &'static str {
        self.0.1.get(&format!("status.{status}")).map_or("", String::as_str)
    }

    /// A day, with the day of the week.
    pub(super) fn day(self, date: NaiveDate) -> String {
        let weekday = self.of(weekday(date.weekday()));
        format!("{weekday}, {}", date.format(self.of("date_format")))
    }

    /// A sum of money, with the decimal mark of the language.
    pub(super) fn money(self, sum: Money) -> String {
        format!("{} {}", sum.to_string().replace('.', self.of("decimal_mark")), sum.currency())
    }

    /// The days of the week in two letters, from Monday on.
    pub(super) fn week(self) -> impl Iterator<Item = String> {
        let days = iter::successors(Some(Weekday::Mon), |day| Some(day.succ())).take(7);
        days.map(move |day| self.of(weekday(day)).chars().take(2).collect())
    }

    /// A month, with its year.
    pub(super) fn month(self, date: NaiveDate) -> String {
        let names = self.of("months").split(' ');
        let name = names.into_iter().nth(date.month0() as usize).unwrap_or_default();
        format!("{name} {}", date.year())
    }

    /// What the statuses of an appointment are called, as JSON.
    pub(super) fn statuses(self) -> String {
        let names = self.0.1.iter().filter_map(|(name, text)| {
            let status = name.strip_prefix("status.")?;
            Some((status, text.as_str()))
        });
        // A map of texts is always written.
        serde_json::to_string(&names.collect::<HashMap<_, _>>()).unwrap_or_default()
    }
}

/// The name of the text of a day of the week.
const fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "monday",
        Weekday::Tue => "tuesday",
        Weekday::Wed => "wednesday",
        Weekday::Thu => "thursday",
        Weekday::Fri => "friday",
        Weekday::Sat => "saturday",
        Weekday::Sun => "sunday",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use poem::http::header;

    use super::*;

    fn language(accepted: &'static str) -> &'static str {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, accepted.parse().unwrap());
        Texts::wanted(&headers).language()
    }

    #[test]
    fn the_language_is_the_one_that_a_browser_likes_best() {
        assert_eq!(language("pt-BR,pt;q=0.9,en;q=0.8"), "pt");
        assert_eq!(language("nl, en;q=0.5, DE;q=0.8"), "de");
        assert_eq!(language("fr;q=0, es"), "es");
        assert_eq!(language("ja"), "en");
        assert_eq!(Texts::wanted(&HeaderMap::new()).language(), "en");
    }

    #[test]
    fn every_language_has_every_text() {
        let names = |language: &Language| -> BTreeSet<String> {
            assert!(language.1.values().all(|text| !text.trim().is_empty()), "{}", language.0);
            language.1.keys().cloned().collect()
        };
        let english = names(&ALL[0]);
        assert!(english.len() > 40);
        for language in ALL.iter() {
            assert_eq!(names(language), english, "{}", language.0);
        }
    }

    #[test]
    fn a_day_is_written_as_one_writes_it() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 28).unwrap();
        let german = ALL.iter().find(|(language, _)| *language == "de").unwrap();
        assert_eq!(Texts(german).day(day), "Samstag, 28.11.2026");
        assert_eq!(Texts(&ALL[0]).day(day), "Saturday, 28 Nov 2026");
        assert_eq!(Texts(german).month(day), "November 2026");
        let sum = Money::from_minor(3_050, "EUR".parse().unwrap());
        let price = |language| Texts(language).money(sum);
        assert_eq!((&*price(german), &*price(&ALL[0])), ("30,50 EUR", "30.50 EUR"));
        assert_eq!(Texts(german).week().last().unwrap(), "So");
    }

    #[test]
    fn every_language_has_twelve_months() {
        for language in ALL.iter() {
            assert_eq!(Texts(language).of("months").split(' ').count(), 12, "{}", language.0);
        }
    }
}
