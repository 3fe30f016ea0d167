//! What a guest wants: which service, where, and with whom, if the organization leaves that to
//! the guests.

use clientline_core::{
    error::Error,
    model::{Provider, Service},
    ops::online::{
        choice::{GetOffered, OfferedPlace, OfferedService, PublicProvider},
        storefront::PublicCenter,
    },
    value::{Id, Money, Timestamp},
};

use super::{
    Shop,
    templates::{Fact, Person},
    texts::Texts,
};
use crate::{endpoint::problem, problem::Problem};

/// A service at a center, with whoever was chosen for it.
pub(super) struct Wanted<'a> {
    pub(super) center: &'a PublicCenter,
    offered: OfferedService,
    /// With whom; with anyone, if absent.
    pub(super) provider: Option<Id<Provider>>,
}

impl Shop {
    /// Reads what is wanted; none, if the service is not offered. Who can't be chosen is not: it
    /// is anyone then.
    pub(super) async fn wanted<'a>(
        &self,
        center: &'a PublicCenter,
        service: Id<Service>,
        provider: Option<Id<Provider>>,
    ) -> Result<Option<Wanted<'a>>, Problem> {
        let place = OfferedPlace { center_id: Some(center.id) };
        let offered = match self.scope.run(&GetOffered { id: service, place }).await {
            Err(Error::NotFound { .. }) => return Ok(None),
            offered => offered.map_err(|error| problem(&error))?,
        };
        let is_there = |id: &Id<Provider>| offered.providers.iter().any(|one| one.id == *id);
        Ok(Some(Wanted { center, provider: provider.filter(is_there), offered }))
    }

    /// The link to a choice about what is wanted.
    pub(super) fn link_of(&self, wanted: &Wanted<'_>, rest: &str) -> String {
        self.link_with(wanted, wanted.provider, rest)
    }

    fn link_with(&self, wanted: &Wanted<'_>, provider: Option<Id<Provider>>, rest: &str) -> String {
        let with = provider.map(|provider| format!("&provider={provider}")).unwrap_or_default();
        self.link(wanted.center.id, &format!("&service={}{with}{rest}", wanted.service()))
    }

    /// Whom the guest may choose, anyone first, each with what differs with them; nobody, where
    /// there is no choice.
    pub(super) fn people(&self, wanted: &Wanted<'_>, rest: &str) -> Vec<Person> {
        if wanted.offered.providers.len() < 2 {
            return Vec::new();
        }
        let anyone = Person {
            link: self.link_with(wanted, None, rest),
            name: self.texts.of("anyone").to_owned(),
            note: None,
            is_chosen: wanted.provider.is_none(),
        };
        let named = wanted.offered.providers.iter().map(|one| Person {
            link: self.link_with(wanted, Some(one.id), rest),
            name: one.name.to_string(),
            note: wanted.note(one, self.texts),
            is_chosen: wanted.provider == Some(one.id),
        });
        std::iter::once(anyone).chain(named).collect()
    }

    /// What would be booked at a start, in lines for the guest to check.
    pub(super) fn facts(&self, wanted: &Wanted<'_>, start: Timestamp) -> Vec<Fact> {
        let local = wanted.center.time_zone.local(start);
        let when = format!("{}, {}", self.texts.day(local.date()), local.format("%H:%M"));
        let with = wanted.chosen().map(|one| ("with", one.name.to_string()));
        let lines = [
            Some(("what", wanted.offered.service.name.to_string())),
            Some(("when", when)),
            with,
            Some(("where", wanted.center.name.to_string())),
            Some(("price", wanted.paid(wanted.price()))),
        ];
        let fact = |(name, text)| Fact { name: self.texts.of(name), text };
        lines.into_iter().flatten().map(fact).collect()
    }
}

impl Wanted<'_> {
    pub(super) const fn service(&self) -> Id<Service> {
        self.offered.service.id
    }

    /// The service with its length and its price, in one line.
    pub(super) fn line(&self, texts: Texts) -> String {
        let minutes =
            self.chosen().map_or(self.offered.service.duration_minutes, |one| one.duration_minutes);
        let price = self.paid(self.price());
        format!("{} · {minutes} {} · {price}", self.offered.service.name, texts.of("minutes"))
    }

    fn chosen(&self) -> Option<&PublicProvider> {
        self.offered.providers.iter().find(|one| Some(one.id) == self.provider)
    }

    /// What the guest pays, with whoever was chosen.
    fn price(&self) -> Money {
        self.chosen().map_or(self.offered.service.price_with_tax, |one| one.price_with_tax)
    }

    fn paid(&self, price: Money) -> String {
        format!("{price} {}", self.offered.service.currency)
    }

    /// What a provider is known for, and what differs with them.
    fn note(&self, one: &PublicProvider, texts: Texts) -> Option<String> {
        let usual = &self.offered.service;
        let length = (one.duration_minutes != usual.duration_minutes)
            .then(|| format!("{} {}", one.duration_minutes, texts.of("minutes")));
        let price =
            (one.price_with_tax != usual.price_with_tax).then(|| self.paid(one.price_with_tax));
        let known_for = one.specialization.as_ref().map(ToString::to_string);
        let parts: Vec<String> = [known_for, length, price].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    }
}
