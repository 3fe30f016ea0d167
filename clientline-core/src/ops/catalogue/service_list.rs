//! Lists of services, by how they are sorted and by who performs them where.
//!
//! Who performs what stands with the providers: those of a center are few, so they are read
//! first, and then the services that one of them performs.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    engine::{Env, Operation, Plan, View, reading::peek},
    entity::{Query, Stored},
    error::Result,
    model::{
        BusinessUnit, Category, Center, Permission, Provider, ProviderCenter, RoomCategory, Service,
    },
    ops::{
        page::{Page, PageRequest},
        resource::Readable,
    },
    row::Select,
    value::{Active, Id},
};

/// The most providers of a center that are looked at.
const PROVIDERS_MAX: u32 = 1_000;

/// Which services are wanted; all conditions hold at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ServiceFilter {
    /// Of this group.
    pub category_id: Option<Id<Category>>,
    /// Counted for this part of the business.
    pub business_unit_id: Option<Id<BusinessUnit>>,
    /// That need a room of this kind, as the first one.
    pub room_category_id: Option<Id<RoomCategory>>,
    /// That somebody performs at this center: of more than 1,000 services the newest.
    pub center_id: Option<Id<Center>>,
    /// That this provider performs.
    pub provider_id: Option<Id<Provider>>,
}

/// Lists services, newest first.
#[derive(Clone, Debug, Default)]
pub struct ListServices {
    /// Which ones.
    pub filter: ServiceFilter,
    /// Which page.
    pub page: PageRequest,
}

impl Operation for ListServices {
    type Answer = Page<Stored<Service>>;
    const NAME: &'static str = "service_list";
    const NEEDS: Permission = Service::READS;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let ServiceFilter { category_id, business_unit_id, room_category_id, .. } = &self.filter;
        let Self { filter: ServiceFilter { center_id, provider_id, .. }, .. } = *self;
        let by = Performers { center_id, provider_id };
        let mut query = Query::limit(PageRequest::LIMIT_MAX).descending();
        query = by.performed(view).await?.keep(query);
        if category_id.is_some() {
            query = query.eq(Service::category_id(), category_id);
        }
        if business_unit_id.is_some() {
            query = query.eq(Service::business_unit_id(), business_unit_id);
        }
        if room_category_id.is_some() {
            query = query.eq(Service::room_category_id(), room_category_id);
        }
        Ok(Plan::read(env, self.page.read(view, query).await?))
    }
}

/// Those who are asked for: anybody at a center, or one provider.
#[derive(Clone, Copy)]
pub(in crate::ops) struct Performers {
    pub(in crate::ops) center_id: Option<Id<Center>>,
    pub(in crate::ops) provider_id: Option<Id<Provider>>,
}

/// The services that somebody performs.
pub(in crate::ops) enum Performed {
    /// All of them.
    All,
    /// These.
    Some(BTreeSet<Id<Service>>),
}

impl Performers {
    /// Reads the services that one of them performs.
    pub(in crate::ops) async fn performed(self, view: &mut View<'_>) -> Result<Performed> {
        let Self { center_id, provider_id } = self;
        if center_id.is_none() && provider_id.is_none() {
            return Ok(Performed::All);
        }
        let of_center = center_id.filter(|_| provider_id.is_none()).map(|center| {
            Query::limit(PROVIDERS_MAX)
                .eq(Provider::center_id(), &center)
                .eq(Provider::is_active(), &Active(true))
        });
        let visits = center_id.filter(|_| provider_id.is_none()).map(ProviderCenter::visits_to);
        let (all, visits, one) = view.read((of_center, visits, provider_id.map(peek))).await?;
        let visits = visits.unwrap_or_default();
        let visitors: Vec<Vec<Stored<Provider>>> = if visits.is_empty() {
            Vec::new()
        } else {
            view.read(ProviderCenter::visitors(&visits)).await?
        };
        let mut performed = BTreeSet::new();
        let here = all.into_iter().flatten().chain(visitors.into_iter().flatten());
        for provider in here.chain(one.flatten()) {
            let is_there = center_id.is_none_or(|center| provider.works_at(center));
            if !is_there || !provider.is_active.0 {
                continue;
            }
            match provider.services.as_slice() {
                [] => return Ok(Performed::All),
                some => performed.extend(some),
            }
        }
        Ok(Performed::Some(performed))
    }
}

impl Performed {
    /// Keeps the services that are performed.
    pub(in crate::ops) fn keep(&self, query: Query<Service>) -> Query<Service> {
        match self {
            Self::All => query,
            Self::Some(ids) => {
                let newest = ids.iter().rev().take(Select::SET_MAX).copied();
                query.ids(&newest.collect::<Vec<_>>())
            }
        }
    }
}
