//! Deposits that are asked of a guest for nothing that is sold yet: for a date that is still to be
//! found, or for something that is in no list. Whoever bills it then names the deposit on its line
//! (`line_deductions.rs`); what is not deducted is credited, as of any deposit.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    deposit_invoices::{Asked, named},
    line_taxes::taxes_named,
    sale_billing::organization,
    settlement::{money, price_of},
};
use crate::{
    engine::{
        Conflicts, Env, Operation, Plan, View,
        reading::{referred, require},
    },
    entity::Stored,
    error::{Error, Result},
    model::{Center, EventKind, Guest, Invoice, ItemType, Permission, Tax},
    ops::{catalogue::items::Item, people::guest_erase::NOT_CURRENT},
    value::{Amount, Id, IdList, Name, Notes},
};

/// Issues the invoice of a deposit that a guest pays before it is known what is sold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AskGuestDeposit {
    /// The guest.
    pub guest_id: Id<Guest>,
    /// The center that asks for it; the guest's own, if absent.
    #[serde(default)]
    pub center_id: Option<Id<Center>>,
    /// How much, with its tax.
    pub amount: Amount,
    /// What it is for.
    #[serde(default)]
    pub name: Option<Name>,
    /// The taxes of the lines that are to deduct it.
    #[serde(default)]
    pub tax_ids: IdList<Tax>,
    /// More about it.
    #[serde(default)]
    pub notes: Option<Notes>,
}

impl AskGuestDeposit {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub fn new(guest_id: Id<Guest>, amount: Amount) -> Self {
        Self {
            guest_id,
            amount,
            center_id: None,
            name: None,
            tax_ids: IdList::default(),
            notes: None,
        }
    }
}

impl Operation for AskGuestDeposit {
    type Answer = Stored<Invoice>;
    const NAME: &'static str = "guest_deposit_invoice";
    const NEEDS: Permission = Permission::IssueInvoices;
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_CURRENT]);

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let parties = (referred("/guest_id", self.guest_id), require(organization(env)));
        let (guest, organization) = view.read(parties).await?;
        guest.must_be_current()?;
        let center = self.center_id.unwrap_or(guest.center_id);
        let center = view.referred("/center_id", center).await?;
        taxes_named(view, "/tax_ids", self.tax_ids.as_slice()).await?;
        let amount = money("/amount", self.amount, center.currency)?;
        if amount.minor() <= 0 {
            let detail = "A deposit is above 0.";
            return Err(Error::invalid("/amount", "out_of_range", detail));
        }
        let asked = Asked {
            item: Item {
                kind: ItemType::Deposit,
                named: None,
                code: None,
                name: named(&organization, self.name.as_ref())?,
                price: price_of(amount)?,
                currency: center.currency,
                taxes: self.tax_ids.as_slice().to_vec(),
                sessions_of: Vec::new(),
                category_id: None,
                business_unit_id: None,
            },
            amount,
            employee_id: None,
            notes: self.notes.clone(),
        };
        let mut changes = env.changes();
        let parties = (&*guest, &*center, &*organization);
        let issued = Box::pin(asked.invoice(env, view, &mut changes, parties)).await?;
        let id = issued.id;
        Ok(Plan::new(issued, changes).emit(EventKind::InvoiceIssued, id))
    }
}
