//! What a guest wants: which services, where, and with whom, if the organization leaves that to
//! the guests.

use clientline_core::{
    error::Error,
    model::{AddOn, AddOns, OnlineBooking, Provider, Service},
    ops::online::{
        choice::{GetOffered, OfferedPlace, OfferedService, PublicProvider},
        offered::{PublicAddOn, PublicService},
        storefront::PublicCenter,
    },
    value::{Code, Id, Money, Timestamp},
};

use super::{
    Shop,
    templates::{Fact, Line, Person},
    texts::Texts,
};
use crate::{endpoint::problem, problem::Problem};

/// A service at a center, with whoever was chosen for it, and those that follow it.
pub(super) struct Wanted<'a> {
    pub(super) center: &'a PublicCenter,
    offered: OfferedService,
    /// What is added to the first service.
    pub(super) add_ons: Vec<Code>,
    /// With whom; with anyone, if absent.
    pub(super) provider: Option<Id<Provider>>,
}

impl Shop {
    /// Reads what is wanted; none, if the service is not offered. Who can't be chosen is not: it
    /// is anyone then.
    pub(super) async fn wanted<'a>(
        &self,
        center: &'a PublicCenter,
        (service, further, add_ons): (Id<Service>, &[Id<Service>], &[Code]),
        provider: Option<Id<Provider>>,
    ) -> Result<Option<Wanted<'a>>, Problem> {
        let (further_service_ids, add_ons) = (further.to_vec(), add_ons.to_vec());
        let center_id = Some(center.id);
        let place = OfferedPlace { center_id, further_service_ids, add_ons: add_ons.clone() };
        let offered = match self.scope.run(&GetOffered { id: service, place }).await {
            Err(Error::NotFound { .. } | Error::Invalid(_)) => return Ok(None),
            offered => offered.map_err(|error| problem(&error))?,
        };
        let is_there = |id: &Id<Provider>| offered.providers.iter().any(|one| one.id == *id);
        Ok(Some(Wanted { center, provider: provider.filter(is_there), offered, add_ons }))
    }

    /// The link to a choice about what is wanted.
    pub(super) fn link_of(&self, wanted: &Wanted<'_>, rest: &str) -> String {
        self.link_with(wanted, wanted.provider, rest)
    }

    fn link_with(&self, wanted: &Wanted<'_>, provider: Option<Id<Provider>>, rest: &str) -> String {
        let with = provider.map(|provider| format!("&provider={provider}")).unwrap_or_default();
        self.link_on(wanted, &wanted.further(), &format!("{with}{rest}"))
    }

    /// The link to a choice about the first service with others after it.
    fn link_on(&self, wanted: &Wanted<'_>, further: &[Id<Service>], rest: &str) -> String {
        self.link_adding(wanted, (further, &wanted.add_ons), rest)
    }

    fn link_adding(
        &self,
        wanted: &Wanted<'_>,
        (further, add_ons): (&[Id<Service>], &[Code]),
        rest: &str,
    ) -> String {
        let service = wanted.service();
        let after = joined(further);
        let after = if after.is_empty() { after } else { format!("&further={after}") };
        // A code has no character that a link would have to escape.
        let added = joined(add_ons);
        let added = if added.is_empty() { added } else { format!("&add_ons={added}") };
        self.link(wanted.center.id, &format!("&service={service}{after}{added}{rest}"))
    }

    /// What can be added to the first service: each is chosen, or left out again.
    pub(super) fn extras(&self, wanted: &Wanted<'_>) -> Vec<Person> {
        let with = wanted.provider.map(|provider| format!("&provider={provider}"));
        let extra = |one: &PublicAddOn| {
            let PublicAddOn { add_on: AddOn { code, name, minutes, .. }, price_with_tax } = one;
            let is_chosen = wanted.add_ons.contains(code);
            let mut then = wanted.add_ons.clone();
            then.retain(|other| other != code);
            then.extend((!is_chosen).then(|| code.clone()));
            let longer = (minutes.get() > 0)
                .then(|| format!("+{} {}", minutes.get(), self.texts.of("minutes")));
            let note = longer.into_iter().chain([self.texts.money(*price_with_tax)]);
            let services = (wanted.further(), then);
            let link = self.link_adding(
                wanted,
                (&services.0, &services.1),
                with.as_deref().unwrap_or_default(),
            );
            let name = if is_chosen { format!("✓ {name}") } else { name.to_string() };
            let is_full = services.1.len() > AddOns::CHOSEN_MAX;
            let note = Some(note.collect::<Vec<_>>().join(" · "));
            (!is_full).then_some(Person { link, name, note, is_chosen })
        };
        wanted.offered.service.add_ons.iter().filter_map(extra).collect()
    }

    /// The services that were chosen, each with the way to another choice.
    pub(super) fn lines(&self, wanted: &Wanted<'_>) -> Vec<Line> {
        let first = Line {
            text: wanted.line(self.texts),
            label: self.texts.of("other_service"),
            link: self.link(wanted.center.id, ""),
        };
        let all = wanted.further();
        let after = wanted.offered.further.iter().enumerate().map(|(at, service)| {
            let mut others = all.clone();
            others.remove(at);
            Line {
                text: line_of(service, self.texts),
                label: self.texts.of("leave_out"),
                link: self.link_on(wanted, &others, ""),
            }
        });
        std::iter::once(first).chain(after).collect()
    }

    /// The link to the times of what is wanted with one more service.
    pub(super) fn link_with_more(&self, wanted: &Wanted<'_>, more: Id<Service>) -> String {
        let with = wanted.provider.map(|provider| format!("&provider={provider}"));
        let all = [wanted.further(), vec![more]].concat();
        self.link_on(wanted, &all, &with.unwrap_or_default())
    }

    /// Where one more service is chosen; none, if no more are booked at once.
    pub(super) fn link_to_add(&self, wanted: &Wanted<'_>) -> Option<String> {
        let is_full = wanted.further().len() + 1 >= OnlineBooking::PARTS_MAX;
        (!is_full).then(|| self.link_of(wanted, "&ask=service"))
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
            Some(("what", wanted.names())),
            Some(("when", when)),
            with,
            Some(("where", place(wanted.center))),
            wanted.total().map(|total| ("price", self.texts.money(total))),
            wanted.deposit().map(|total| ("deposit", self.texts.money(total))),
        ];
        let fact = |(name, text)| Fact { name: self.texts.of(name), text };
        lines.into_iter().flatten().map(fact).collect()
    }
}

/// Some services, or codes, with commas between them.
pub(super) fn joined<T: ToString>(all: &[T]) -> String {
    all.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

/// Where a center is, and how it is reached, as far as that is said.
pub(super) fn place(center: &PublicCenter) -> String {
    let PublicCenter { name, address, city, phone, .. } = center;
    let parts = [
        Some(name.to_string()),
        address.as_ref().map(ToString::to_string),
        city.as_ref().map(ToString::to_string),
        phone.as_ref().map(ToString::to_string),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// A service with its length and its price, in one line.
pub(super) fn line_of(service: &PublicService, texts: Texts) -> String {
    let PublicService { name, duration_minutes, price_with_tax, .. } = service;
    let price = texts.money(*price_with_tax);
    format!("{name} · {duration_minutes} {} · {price}", texts.of("minutes"))
}

impl Wanted<'_> {
    pub(super) const fn service(&self) -> Id<Service> {
        self.offered.service.id
    }

    /// The service with its length and its price, in one line.
    pub(super) fn line(&self, texts: Texts) -> String {
        let minutes =
            self.chosen().map_or(self.offered.service.duration_minutes, |one| one.duration_minutes);
        let price = texts.money(self.price());
        format!("{} · {minutes} {} · {price}", self.offered.service.name, texts.of("minutes"))
    }

    /// The services that follow the first one.
    pub(super) fn further(&self) -> Vec<Id<Service>> {
        self.offered.further.iter().map(|service| service.id).collect()
    }

    /// The names of the services, in their order.
    fn names(&self) -> String {
        let further = self.offered.further.iter().map(|service| service.name.to_string());
        let chosen = |code: &Code| {
            let mut all = self.offered.service.add_ons.iter();
            all.find(|one| one.add_on.code == *code).map(|one| one.add_on.name.to_string())
        };
        let added = self.add_ons.iter().filter_map(chosen);
        let first = std::iter::once(self.offered.service.name.to_string());
        let all = first.chain(added).chain(further);
        all.collect::<Vec<_>>().join(" + ")
    }

    /// What the guest pays for all services; none, if that is more than an amount can be.
    fn total(&self) -> Option<Money> {
        let mut further = self.offered.further.iter();
        further.try_fold(self.price(), |sum, one| sum.checked_add(one.price_with_tax).ok())
    }

    /// What is asked for beforehand of all services; none, if nothing.
    fn deposit(&self) -> Option<Money> {
        let usual = self.offered.service.deposit_due;
        let first = self.chosen().map_or(usual, |one| one.deposit_due);
        let further = self.offered.further.iter().map(|one| one.deposit_due);
        let asked = [first].into_iter().chain(further).flatten();
        asked.map(Some).reduce(|sum, one| sum?.checked_add(one?).ok()).flatten()
    }

    fn chosen(&self) -> Option<&PublicProvider> {
        self.offered.providers.iter().find(|one| Some(one.id) == self.provider)
    }

    /// What the guest pays, with whoever was chosen.
    fn price(&self) -> Money {
        self.chosen().map_or(self.offered.service.price_with_tax, |one| one.price_with_tax)
    }

    /// What a provider is known for, and what differs with them.
    fn note(&self, one: &PublicProvider, texts: Texts) -> Option<String> {
        let usual = &self.offered.service;
        let length = (one.duration_minutes != usual.duration_minutes)
            .then(|| format!("{} {}", one.duration_minutes, texts.of("minutes")));
        let price =
            (one.price_with_tax != usual.price_with_tax).then(|| texts.money(one.price_with_tax));
        let known_for = one.specialization.as_ref().map(ToString::to_string);
        let parts: Vec<String> = [known_for, length, price].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    }
}
