//! The rules of commission: who earns how much on what.

use crate::{
    engine::Conflicts,
    entity::Query,
    error::{Error, Result},
    model::{CommissionRule, CommissionType, NewCommissionRule, Permission},
    ops::resource::{BuildContext, Readable, Resource},
    value::Percent,
};

/// The most rules of an organization: all are read together when an invoice is paid.
const RULES_MAX: u32 = 2_000;

impl Readable for CommissionRule {
    const READS: Permission = Permission::ReadCommissions;
    const FILTERS: &'static [&'static str] =
        &["provider_id", "service_id", "product_id", "package_id"];
}

impl Resource for CommissionRule {
    const WRITES: Permission = Permission::WriteCommissions;
    const CREATE_CONFLICTS: Conflicts = Conflicts::of(&[&["too_many_rules"]]);

    async fn make(new: NewCommissionRule, context: &mut BuildContext<'_, '_>) -> Result<Self> {
        let rules = context.view.count(&Query::<Self>::one()).await?;
        if rules >= u64::from(RULES_MAX) {
            let detail = format!("There are {RULES_MAX} rules; delete some that are past.");
            return Err(Error::conflict("too_many_rules", detail));
        }
        Ok(Self::from_new(context.env.new_id(), new))
    }

    async fn after_save(
        &self,
        _before: Option<&Self>,
        _context: &mut BuildContext<'_, '_>,
    ) -> Result<()> {
        let items = [
            ("/service_id", self.service_id.is_some()),
            ("/product_id", self.product_id.is_some()),
            ("/package_id", self.package_id.is_some()),
        ];
        if let Some((pointer, _)) = items.iter().filter(|(_, is_named)| *is_named).nth(1) {
            let detail = "A rule is for one service, product or package; make one for each.";
            return Err(Error::invalid(pointer, "too_many", detail));
        }
        if self.commission_type == CommissionType::Percentage {
            let percent = Percent::from_scaled(self.value.scaled());
            percent.map_err(|error| Error::invalid("/value", "out_of_range", error.to_string()))?;
        }
        Ok(())
    }
}

/// Asks for all rules: for some more, since they are counted beside others who make some.
pub(super) fn all_rules() -> Query<CommissionRule> {
    Query::limit(2 * RULES_MAX)
}
