//! Services that need several providers at once: how many, and who else performs them where one
//! is named.

use super::{ServiceResources, performers::performers, resources::at_center};
use crate::{
    engine::View,
    error::{Error, Result},
    model::{Provider, ProviderCenter},
    slots::FurtherProviders,
    value::{FewIds, Id},
};

/// The field that names further providers.
const FIELD: &str = "/further_provider_ids";

impl ServiceResources {
    /// Returns how many providers are needed beside the first one: as many as were agreed, or as
    /// the service says; none, if it is a class by now.
    pub(in crate::ops) fn further_count(&self) -> usize {
        if self.seats().is_some() {
            return 0;
        }
        match self.moved.filter(|moved| moved.agreed.is_some()) {
            Some(moved) => moved.further_providers.iter().count(),
            None => self.service.further_providers.get().into(),
        }
    }

    /// Says to the slot engine which providers are needed beside the first one.
    pub(super) fn further_providers(&self) -> FurtherProviders {
        let first = self.first.map(Id::uuid);
        FurtherProviders { count: self.further_count(), first, kept: self.kept }
    }

    /// Adds those who perform a service with somebody who is named, where it needs several: they
    /// may be the further ones.
    pub(super) async fn add_colleagues(view: &mut View<'_>, all: &mut [Self]) -> Result<()> {
        let wanted = all.iter().map(|one| {
            one.first.map(|_| (at_center(one.center.id), ProviderCenter::visitors(&one.visits)))
        });
        let wanted: Vec<_> = wanted.collect();
        let found = if all.iter().any(Self::is_agreed) {
            view.read_to_decide(wanted).await?
        } else {
            view.read(wanted).await?
        };
        for (one, found) in all.iter_mut().zip(found) {
            let (here, visitors) = found.unwrap_or_default();
            let others = here.into_iter().chain(visitors.into_iter().flatten());
            let others = others.filter(|other| Some(other.id) != one.first);
            // They work for as long as the first one, whatever they take for it themselves.
            let (center, service) = (&one.center, &one.service);
            let others =
                performers(center, service, one.moved.as_ref(), others, Vec::new(), &one.visits);
            one.providers.extend(others);
        }
        Ok(())
    }

    /// Checks that those who are wished for beside a provider perform the service, and that it
    /// needs as many.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] naming the field, or the first of them who can't be had.
    pub(in crate::ops) fn check_wished(
        &self,
        first: Option<Id<Provider>>,
        wished: FewIds<Provider>,
    ) -> Result<()> {
        if wished.iter().count() > self.further_count() {
            let detail = "The service does not need as many providers beside the first one.";
            return Err(Error::invalid(FIELD, "too_many", detail));
        }
        for (at, id) in wished.iter().enumerate() {
            let field = format!("{FIELD}/{at}");
            if first == Some(id) {
                let detail = "This is the first provider already.";
                return Err(Error::invalid(&field, "repeated", detail));
            }
            if self.performer(id.uuid()).is_none() {
                let detail = "No such provider performs this service at this center.";
                return Err(Error::invalid(&field, "not_a_performer", detail));
            }
        }
        Ok(())
    }
}
