//! The list of providers, by where they work: at their own center, or at a further one.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    engine::{Env, Operation, Plan, View},
    entity::{Query, Stored},
    error::Result,
    model::{Center, Employee, Permission, Provider, ProviderCenter},
    ops::{
        page::{Page, PageRequest},
        resource::Readable,
    },
    value::Id,
};

/// Which providers are wanted; all conditions hold at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ProviderFilter {
    /// Who work at this center: whose own it is, and who visit it.
    pub center_id: Option<Id<Center>>,
    /// Who are this employee.
    pub employee_id: Option<Id<Employee>>,
}

/// Lists providers, newest first.
#[derive(Clone, Debug, Default)]
pub struct ListProviders {
    /// Which ones.
    pub filter: ProviderFilter,
    /// Which page.
    pub page: PageRequest,
}

impl Operation for ListProviders {
    type Answer = Page<Stored<Provider>>;
    const NAME: &'static str = "provider_list";
    const NEEDS: Permission = Provider::READS;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let ProviderFilter { center_id, employee_id } = self.filter;
        let mut all = Query::limit(PageRequest::LIMIT_MAX).descending();
        if employee_id.is_some() {
            all = all.eq(Provider::employee_id(), &employee_id);
        }
        let Some(center) = center_id else {
            return Ok(Plan::read(env, self.page.read(view, all).await?));
        };
        let own = all.clone().eq(Provider::center_id(), &center);
        let visits = Query::one().eq(ProviderCenter::center_id(), &center);
        let visitors = all.named_by(ProviderCenter::provider_id(), &visits);
        Ok(Plan::read(env, self.page.read_joined(view, vec![own, visitors]).await?))
    }
}
