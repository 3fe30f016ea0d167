//! Finding guests: by their code, and by the beginnings of words.
//!
//! Each guest has a row for each word that they are found by: of their names,
//! their telephone numbers, their address for mail and their code. A search finds
//! the guests by the words that begin with what was typed: by an index from the words,
//! if few guests have one of them, and otherwise word by word from the newest guest
//! ([`View::page`] decides).

use std::{cmp::Reverse, collections::BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use crate::{
    engine::{Env, Operation, Plan, View},
    entity::{Query, Stored},
    error::{Error, Result},
    model::{Center, Guest, GuestTerm, Permission},
    ops::{
        page::{Page, PageRequest},
        resource::{BuildContext, Readable},
    },
    row::Select,
    value::{Code, EmailAddress, Id, Name, PhoneNumber},
};

/// How many characters of a word count.
const TERM_CHARS: usize = 64;
/// How many words of a search count.
const WORDS_MAX: usize = 8;

/// Which guests are wanted; all conditions hold at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct GuestFilter {
    /// Looked after by this center.
    pub center_id: Option<Id<Center>>,
    /// With this code.
    pub guest_code: Option<Code>,
    /// With this address for mail.
    pub email: Option<EmailAddress>,
    /// With this mobile telephone number.
    pub phone: Option<PhoneNumber>,
    /// Whose names, telephone numbers, address for mail or code begin with
    /// these words, each of them with each word.
    pub q: Option<Name>,
}

/// Lists guests, newest first.
#[derive(Clone, Debug, Default)]
pub struct ListGuests {
    /// Which ones.
    pub filter: GuestFilter,
    /// Which page.
    pub page: PageRequest,
}

impl Operation for ListGuests {
    type Answer = Page<Stored<Guest>>;
    const NAME: &'static str = "guest_list";
    const NEEDS: Permission = Guest::READS;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let GuestFilter { center_id, guest_code, email, phone, q } = &self.filter;
        let mut query = Query::limit(PageRequest::LIMIT_MAX).descending();
        if let Some(text) = q {
            query = named_by_all(query, &typed(text));
        }
        if let Some(id) = center_id {
            query = query.eq(Guest::center_id(), id);
        }
        if let Some(code) = guest_code {
            query = query.eq(Guest::guest_code(), code);
        }
        if email.is_some() {
            query = query.eq(Guest::email(), email);
        }
        if phone.is_some() {
            query = query.eq(Guest::phone(), phone);
        }
        Ok(Plan::read(env, self.page.read(view, query).await?))
    }
}

/// Reads the guest with a code.
#[derive(Clone, Debug)]
pub struct GetGuestByCode(pub Code);

impl Operation for GetGuestByCode {
    type Answer = Stored<Guest>;
    const NAME: &'static str = "guest_get_by_code";
    const NEEDS: Permission = Guest::READS;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let guest = view.first(&Query::one().eq(Guest::guest_code(), &self.0)).await?;
        Ok(Plan::read(env, guest.ok_or(Error::NotFound { entity: "guest" })?))
    }
}

/// Keeps the guests who have, for each of these words, one that begins with it.
fn named_by_all(query: Query<Guest>, words: &[String]) -> Query<Guest> {
    if words.is_empty() {
        return query.ids(&[]);
    }
    let mut query = words.iter().fold(query, |query, word| {
        // Past every text that begins with the word: no text holds a greater
        // character than this one.
        let end = format!("{word}{}", char::MAX);
        let rows = Query::one().ge(GuestTerm::term(), word).lt(GuestTerm::term(), &end);
        query.named_by(GuestTerm::guest_id(), &rows)
    });
    // Whoever counts all of them finds them by the longest word alone.
    for filter in query.select_mut().filters.iter_mut().skip(1) {
        filter.condition = filter.condition.clone().checked();
    }
    query
}

/// Returns what was typed, word by word; a telephone number is one word,
/// however it was divided.
fn typed(text: &str) -> Vec<String> {
    if let Ok(phone) = PhoneNumber::parse(text) {
        return vec![digits(&phone)];
    }
    let mut words: Vec<String> =
        text.split_whitespace().map(|word| term(word.trim_start_matches('+'))).collect();
    words.retain(|word| !word.is_empty());
    words.truncate(WORDS_MAX);
    // A word that begins another one says nothing more, and the longest is the rarest,
    // most likely: by it guests are counted, and held against first.
    words.sort_by_key(|word| Reverse(word.chars().count()));
    let mut kept: Vec<String> = Vec::new();
    for word in words {
        if !kept.iter().any(|longer| longer.starts_with(&word)) {
            kept.push(word);
        }
    }
    kept
}

/// Writes a word as it is kept and looked for: in lower case, and without the
/// marks that are easily left out when typing (José, Jose).
fn term(word: &str) -> String {
    let plain = word.nfkd().filter(|&letter| !is_combining_mark(letter));
    plain.collect::<String>().to_lowercase().chars().take(TERM_CHARS).collect()
}

fn digits(phone: &PhoneNumber) -> String {
    phone.trim_start_matches('+').to_owned()
}

impl Guest {
    /// Returns the words that the guest is found by.
    fn terms(&self) -> BTreeSet<String> {
        let names = [Some(&self.first_name), self.middle_name.as_ref(), Some(&self.last_name)];
        let names = names.into_iter().chain([self.username.as_ref()]).flatten();
        let mut terms: BTreeSet<String> =
            names.flat_map(|name| name.split_whitespace()).map(term).collect();
        terms.extend([&self.phone, &self.home_phone].into_iter().flatten().map(digits));
        terms.extend(self.email.as_deref().map(term));
        terms.insert(term(&self.guest_code));
        terms.remove("");
        terms
    }

    /// Makes the rows of the guest's words say what the guest's fields do.
    pub(super) async fn note_terms(
        &self,
        before: Option<&Self>,
        context: &mut BuildContext<'_, '_>,
    ) -> Result<()> {
        let wanted = self.terms();
        if before.is_some_and(|before| before.terms() == wanted) {
            return Ok(());
        }
        // A new guest has none yet.
        let rows = match before {
            None => Vec::new(),
            Some(_) => context.view.list(&self.term_rows()).await?,
        };
        self.set_terms(&rows, &wanted, context);
        Ok(())
    }

    /// Removes the rows of all words.
    pub(super) async fn forget_terms(&self, context: &mut BuildContext<'_, '_>) -> Result<()> {
        let rows = context.view.list(&self.term_rows()).await?;
        self.set_terms(&rows, &BTreeSet::new(), context);
        Ok(())
    }

    fn term_rows(&self) -> Query<GuestTerm> {
        Query::limit(Select::LIMIT_MAX).eq(GuestTerm::guest_id(), &self.id)
    }

    /// Removes the rows of all words but those wanted, and adds what is missing.
    fn set_terms(
        &self,
        rows: &[Stored<GuestTerm>],
        wanted: &BTreeSet<String>,
        context: &mut BuildContext<'_, '_>,
    ) {
        for row in rows.iter().filter(|row| !wanted.contains(&row.term)) {
            context.changes.delete(row);
        }
        for term in wanted.iter().filter(|term| !rows.iter().any(|row| row.term == **term)) {
            let (id, guest_id) = (context.env.new_id(), self.id);
            context.changes.insert(GuestTerm { id, guest_id, term: term.clone() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_telephone_number_is_one_word_however_it_is_divided() {
        assert_eq!(typed("+351 912-345"), ["351912345"]);
        assert_eq!(typed("ANA  da Silva"), ["silva", "ana", "da"]);
        assert_eq!(typed("ana an anab"), ["anab"]);
        assert_eq!(typed("+35 ana"), ["ana", "35"]);
        assert!(typed("+").is_empty());
    }

    #[test]
    fn marks_on_letters_do_not_count() {
        assert_eq!(typed("José Ångström Łukasz"), ["angstrom", "łukasz", "jose"]);
        // Typed as a letter with a mark of its own, or as one character.
        assert_eq!(term("Jose\u{301}"), term("Jos\u{e9}"));
        assert_eq!(term("Ｊｏｓé"), "jose");
    }

    #[test]
    fn no_word_is_longer_than_what_is_kept() {
        assert_eq!(term(&"Ж".repeat(200)), "ж".repeat(TERM_CHARS));
    }
}
