//! Finding guests: by their code, and by the beginnings of words.
//!
//! Each guest has a row for each term that they are found by: of their names,
//! their telephone numbers, their address for mail and their code (`guest_terms`). A
//! search finds the guests by the terms that begin with what was typed: by an index from
//! the terms, if few guests have one of them, and otherwise word by word from the newest
//! guest ([`View::page`] decides).

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    engine::{Env, Operation, Plan, View},
    entity::{Query, Stored},
    error::{Error, Result},
    model::{Center, Guest, GuestTerm, Permission},
    ops::{
        page::{Page, PageRequest},
        people::guest_terms::{asked_for, of_name},
        resource::{BuildContext, Readable},
    },
    row::Select,
    value::{Code, EmailAddress, Id, Name, PhoneNumber},
};

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
    /// Whose names, telephone numbers, address for mail or code have words that begin
    /// with these, at most 16 of them: whatever marks and punctuation are left out, and a
    /// telephone number by its last digits, too.
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
            query = named_by_all(query, &asked_for(text)?);
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

impl Guest {
    /// Asks for all guests who bear one of some last names, and for some others: the
    /// caller looks at the names. As with [`Query::any`], the first
    /// [`Select::SET_MAX`] names count.
    pub fn bearing(last_names: &[Name]) -> Query<Self> {
        let terms: BTreeSet<String> = last_names.iter().filter_map(of_name).collect();
        let rows = Query::one().any(GuestTerm::term(), &Vec::from_iter(terms));
        Query::limit(Select::LIMIT_MAX).named_by(GuestTerm::guest_id(), &rows)
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
    pub(in crate::ops) async fn forget_terms(
        &self,
        context: &mut BuildContext<'_, '_>,
    ) -> Result<()> {
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
