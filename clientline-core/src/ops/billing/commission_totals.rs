//! What providers earned by commission in a period.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::settlement::too_large;
use crate::{
    engine::{Conflicts, Env, Operation, Plan, View, reading::referred, shown_whole},
    entity::{Query, Stored},
    error::{Error, Result},
    model::{Center, Commission, Permission, Provider},
    value::{Currency, Id, Money},
};

/// The most rows of which totals are made.
const ROWS_MAX: u32 = 20_000;

/// Reads what providers earned by commission in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GetCommissionTotals {
    /// The center that billed; all do, if absent.
    #[serde(default)]
    pub center_id: Option<Id<Center>>,
    /// The first day.
    pub from: NaiveDate,
    /// The first day after it.
    pub to: NaiveDate,
}

impl GetCommissionTotals {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(from: NaiveDate, to: NaiveDate) -> Self {
        Self { from, to, center_id: None }
    }
}

/// What providers earned by commission in a period.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CommissionTotals {
    /// By provider and currency.
    pub providers: Vec<ProviderCommission>,
}

/// What a provider earned in a period.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ProviderCommission {
    /// The provider.
    pub provider_id: Id<Provider>,
    /// The currency of the amounts.
    pub currency: Currency,
    /// How many rows there are.
    pub count: u32,
    /// What it was reckoned on, without tax.
    pub base: Money,
    /// How much was earned, less what was lost again.
    pub amount: Money,
}

shown_whole!(CommissionTotals);

impl Operation for GetCommissionTotals {
    type Answer = CommissionTotals;
    const NAME: &'static str = "commission_totals_get";
    const NEEDS: Permission = Permission::ReadCommissions;
    const CONFLICTS: Conflicts = Conflicts::of(&[&["period_too_large"]]);

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let rows = Query::limit(ROWS_MAX + 1)
            .ge(Commission::commission_date(), &self.from)
            .lt(Commission::commission_date(), &self.to)
            .order_by(Commission::commission_date());
        let center = self.center_id.map(|id| referred("/center_id", id));
        let (rows, center) = view.read((rows, center)).await?;
        if rows.len() > ROWS_MAX as usize {
            let detail = format!("Totals are made of at most {ROWS_MAX} rows; ask for fewer days.");
            return Err(Error::conflict("period_too_large", detail));
        }
        let is_asked = |row: &&Stored<Commission>| {
            center.as_ref().is_none_or(|center| center.id == row.center_id)
        };
        let providers = totals(rows.iter().filter(is_asked))?;
        Ok(Plan::read(env, CommissionTotals { providers }))
    }
}

/// Sums rows up by provider and currency.
fn totals<'r>(
    rows: impl Iterator<Item = &'r Stored<Commission>>,
) -> Result<Vec<ProviderCommission>> {
    let mut sums: BTreeMap<(Id<Provider>, Currency), ProviderCommission> = BTreeMap::new();
    for row in rows {
        let zero = Money::zero(row.currency);
        let sum = sums.entry((row.provider_id, row.currency)).or_insert(ProviderCommission {
            provider_id: row.provider_id,
            currency: row.currency,
            count: 0,
            base: zero,
            amount: zero,
        });
        sum.count += 1;
        sum.base = sum.base.checked_add(row.base).map_err(too_large)?;
        sum.amount = sum.amount.checked_add(row.amount).map_err(too_large)?;
    }
    Ok(sums.into_values().collect())
}
