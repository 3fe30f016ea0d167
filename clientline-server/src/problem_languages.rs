//! What a failure says, in the language of whoever reads it.
//!
//! The sentences of use cases are English. `problems/*.json` has others by code, for people who
//! read another language: what is said then is the rule, and no more of the case. `code` and
//! the places of wrong inputs are for programs, and stay.

use std::{collections::HashMap, sync::LazyLock};

use clientline_core::slots;
use poem::http::{HeaderMap, HeaderValue, StatusCode};

use crate::{
    language::preferred,
    problem::{Fault, Problem},
};

/// The languages beside English, with their texts.
const LANGUAGES: [(&str, &str); 4] = [
    ("de", include_str!("../problems/de.json")),
    ("es", include_str!("../problems/es.json")),
    ("fr", include_str!("../problems/fr.json")),
    ("pt", include_str!("../problems/pt.json")),
];

/// What the names of the texts about a start that can't be had begin with.
const SLOT: &str = "slot.";

type Texts = (&'static str, HashMap<String, String>);

static ALL: LazyLock<Vec<Texts>> = LazyLock::new(|| {
    // A test reads each of them.
    let read = |text| serde_json::from_str(text).unwrap_or_default();
    LANGUAGES.iter().map(|(language, text)| (*language, read(text))).collect()
});

/// Why a start can't be had, by the sentence that says so: the codes of several are one.
static SLOTS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let words = ALL.iter().flat_map(|(_, texts)| texts.keys());
    let words = words.filter_map(|name| name.strip_prefix(SLOT));
    let known = words.filter_map(|word| Some((slots::Refusal::of_word(word)?, word)));
    known.map(|(refusal, word)| (refusal.to_string(), format!("{SLOT}{word}"))).collect()
});

/// A language, other than English, in which failures are told.
#[derive(Clone, Copy)]
pub(crate) struct Language(&'static Texts);

impl Language {
    /// Chooses the language that a client likes best; none, if that is English, or it names none
    /// that is spoken here.
    pub(crate) fn wanted(headers: &HeaderMap) -> Option<Self> {
        preferred(headers, |language| {
            let found = ALL.iter().find(|(known, _)| known.eq_ignore_ascii_case(language));
            let is_english = language.eq_ignore_ascii_case("en");
            (found.is_some() || is_english).then_some(found.map(Self))
        })
        .flatten()
    }

    /// The value of `Content-Language`.
    pub(crate) fn header_value(self) -> HeaderValue {
        HeaderValue::from_static(self.0.0)
    }

    /// Says a problem in this language; returns whether that can be.
    pub(crate) fn say(self, problem: &mut Problem) -> bool {
        let is_rule = problem.status == StatusCode::CONFLICT;
        for fault in &mut problem.errors {
            self.of_input(&fault.code, is_rule).clone_into(&mut fault.detail);
        }
        let said = match problem.errors.as_slice() {
            [first, others @ ..] => Some(self.told(first, others.len())),
            [] => self.of(problem).map(str::to_owned),
        };
        let is_said = said.is_some();
        problem.detail = said.unwrap_or_else(|| std::mem::take(&mut problem.detail));
        is_said
    }

    fn text(self, name: &str) -> Option<&'static str> {
        self.0.1.get(name).map(String::as_str)
    }

    /// What is said of a problem without wrong inputs.
    fn of(self, problem: &Problem) -> Option<&'static str> {
        let of_slot = SLOTS.get(&problem.detail).and_then(|name| self.text(name));
        of_slot.or_else(|| self.text(&problem.code))
    }

    /// What is said of a wrong input, or of a value that another row has.
    fn of_input(self, code: &str, is_rule: bool) -> &'static str {
        let otherwise = if is_rule { "taken" } else { "input.other" };
        let found = self.text(&format!("input.{code}")).or_else(|| self.text(code));
        found.or_else(|| self.text(otherwise)).unwrap_or_default()
    }

    /// Tells the first of several wrong inputs by the name of its field, and how many there are
    /// beside it.
    fn told(self, first: &Fault, others: usize) -> String {
        let name = first.field().and_then(|name| self.text(&format!("field.{name}")));
        let detail = &first.detail;
        let first = name.map_or_else(|| detail.clone(), |name| format!("{name}: {detail}"));
        match (others, self.text("input.more")) {
            (1.., Some(more)) => {
                format!("{first} {}", more.replace("{count}", &others.to_string()))
            }
            _ => first,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clientline_core::{error::CONFLICTS, model::TABLES};
    use poem::http::header;

    use super::*;
    use crate::{endpoint::FAILURES, problem::Refusal};

    /// What is told of them names rows, and stays as it is.
    const NAME_ROWS: [&str; 1] = ["room_too_small"];

    fn wanted(accepted: &'static str) -> Option<Language> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(accepted));
        Language::wanted(&headers)
    }

    fn conflict(code: &'static str, detail: &str) -> Problem {
        Problem::new(StatusCode::CONFLICT, code, detail)
    }

    #[test]
    fn every_language_says_every_code() {
        let names = |texts: &Texts| -> BTreeSet<String> {
            assert!(texts.1.values().all(|text| !text.trim().is_empty()), "{}", texts.0);
            texts.1.keys().cloned().collect()
        };
        let first = names(&ALL[0]);
        for texts in ALL.iter() {
            assert_eq!(names(texts), first, "{}", texts.0);
        }
        let failures = FAILURES.iter().flat_map(|failure| failure.codes.iter());
        for (code, _) in failures.chain(CONFLICTS).filter(|(code, _)| !NAME_ROWS.contains(code)) {
            assert!(first.contains(*code), "no language says {code}");
        }
        let rules = TABLES.iter().flat_map(|table| table.constraints.iter());
        let rules: BTreeSet<&str> = rules.map(|rule| rule.name).collect();
        let is_known = |name: &str| {
            let of_failure = FAILURES.iter().flat_map(|failure| failure.codes.iter());
            let mut codes = of_failure.chain(CONFLICTS).map(|(code, _)| *code);
            codes.any(|code| code == name) || rules.contains(name)
        };
        for name in first.iter().filter(|name| !name.contains('.')) {
            let is_general = ["taken", "refused", "not_from_our_page"].contains(&name.as_str());
            assert!(is_general || is_known(name), "nothing has the code {name}");
        }
        for word in first.iter().filter_map(|name| name.strip_prefix(SLOT)) {
            assert!(slots::Refusal::of_word(word).is_some(), "no start is refused by {word}");
        }
    }

    #[test]
    fn a_failure_is_told_in_the_language_that_is_wanted() {
        let mut problem = conflict("outside_hours", "The provider has other hours on this date.");
        assert!(wanted("de-AT, en;q=0.5").unwrap().say(&mut problem));
        assert_eq!(problem.detail, "An diesem Tag hat die Person andere Zeiten.");
        let mut problem = conflict("outside_hours", "The center does not work then.");
        assert!(wanted("pt").unwrap().say(&mut problem));
        assert_eq!(problem.detail, "O salão ou a pessoa não trabalha a essa hora.");
        assert_eq!(problem.code, "outside_hours");
    }

    #[test]
    fn who_reads_english_first_or_none_of_the_languages_is_told_english() {
        assert!(wanted("en-GB, de;q=0.9").is_none());
        assert!(wanted("ja").is_none());
        assert!(Language::wanted(&HeaderMap::new()).is_none());
        assert!(wanted("ja, de;q=0.1").is_some());
    }

    #[test]
    fn wrong_inputs_are_told_by_their_fields() {
        let faults = vec![
            Fault::new("/email", "invalid_value", "Not an address."),
            Fault::new("/vat_number", "of a later release", "Odd."),
        ];
        let mut problem = Problem::from(Refusal::Invalid(faults));
        assert!(wanted("fr").unwrap().say(&mut problem));
        assert_eq!(problem.detail, "E-mail: Cette valeur ne convient pas ici. Et 1 de plus.");
        assert_eq!(problem.errors[1].detail, "Cela ne va pas ainsi.");
        assert_eq!(problem.errors[0].pointer, "/email");
    }

    #[test]
    fn what_names_rows_stays_as_it_is() {
        let mut problem = conflict("room_too_small", "Appointments at 09:00 would not fit.");
        assert!(!wanted("de").unwrap().say(&mut problem));
        assert_eq!(problem.detail, "Appointments at 09:00 would not fit.");
    }
}
