//! Deposits: what is asked for before something is performed, on an invoice of its own.
//!
//! Its tax is due when it is received, so it has its own number and its own tax, inside what is
//! asked for. It is issued as it is made, beside the guest's draft, and paid, credited and voided as
//! any invoice; `deductions.rs` says how the final one deducts it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    deductions::deposit_of,
    draft::{Draft, NewItem},
    invoices::written_by,
    issuing::issue,
    line_sales::NOT_BILLED,
    line_taxes::taxes_of_sessions,
    sale_billing::organization,
    sales::item_of,
    settlement::{money, price_of, too_large},
};
use crate::{
    engine::{
        Conflicts, Env, Operation, Plan, View,
        reading::{peek, require},
    },
    entity::Stored,
    error::{Error, Result},
    model::{
        Center, DepositPolicy, Employee, EventKind, Guest, Invoice, InvoiceKind, InvoiceStatus,
        ItemType, Organization, Permission, Phrase, Sale, SaleStatus, Service,
    },
    ops::{catalogue::items::Item, people::guest_erase::NOT_CURRENT},
    row::ChangeSet,
    storage::Key,
    value::{Amount, Id, Money, Name, Notes, PriceMode, Quantity},
};

/// A deposit that is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDeposit {
    /// How much, with its tax: no more than the price that was agreed. What the service asks for,
    /// or its center, if absent.
    #[serde(default)]
    pub amount: Option<Amount>,
    /// The employee who writes it.
    #[serde(default)]
    pub employee_id: Option<Id<Employee>>,
    /// More about it.
    #[serde(default)]
    pub notes: Option<Notes>,
}

/// Issues the invoice of a deposit for a sale that waits to be billed, such as that of an
/// appointment.
#[derive(Clone, Debug)]
pub struct InvoiceDeposit {
    /// The sale.
    pub id: Id<Sale>,
    /// What is asked for.
    pub deposit: NewDeposit,
}

impl Operation for InvoiceDeposit {
    type Answer = Stored<Invoice>;
    const NAME: &'static str = "deposit_invoice";
    const NEEDS: Permission = Permission::IssueInvoices;
    const CONFLICTS: Conflicts =
        Conflicts::of(&[NOT_BILLED, NOT_CURRENT, &["currency_mismatch", "deposit_exists"]]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let sale = view.require(self.id).await?;
        match sale.status {
            SaleStatus::Open => {}
            SaleStatus::Billed => {
                let detail = "This sale stands on an invoice already; take money on that.";
                return Err(Error::conflict("sale_already_billed", detail));
            }
            SaleStatus::Void => {
                return Err(Error::conflict("sale_void", "This sale was voided."));
            }
        }
        let parties = (require(sale.guest_id), require(sale.center_id), require(organization(env)));
        let before = deposit_of(&sale).map(peek);
        let asked = (parties, item_of(&sale)?, before);
        let ((guest, center, organization), sold, before) = view.read(asked).await?;
        guest.must_be_current()?;
        if let Some(before) = before.flatten() {
            is_used_up(&before)?;
        }
        written_by(view, self.deposit.employee_id).await?;
        let service = sold.service();
        let policy = service.and_then(|service| policy_of(Some(service), Some(&center)));
        let amount = self.amount_for(&sale, policy)?;
        if center.currency != sale.currency {
            let detail = "What is sold is priced in another currency than the center's.";
            return Err(Error::conflict("currency_mismatch", detail));
        }
        let item = sold.item();
        let taxes = match item.kind {
            ItemType::Package => taxes_of_sessions(view, &item.sessions_of).await?,
            _ => item.taxes.clone(),
        };
        let asked = Asked {
            item: Item { name: named(&organization, Some(&item.name))?, taxes, ..item },
            amount,
            employee_id: self.deposit.employee_id,
            notes: self.deposit.notes.clone(),
        };
        let mut changes = env.changes();
        let parties = (&*guest, &*center, &*organization);
        let issued = Box::pin(asked.invoice(env, view, &mut changes, parties)).await?;
        let id = issued.id;
        changes.update(&sale, |sale| sale.deposit_id = Some(id.uuid()));
        Ok(Plan::new(issued, changes).emit(EventKind::InvoiceIssued, id))
    }
}

/// A deposit that is asked for: what for, with its name and its taxes, and how much.
pub(super) struct Asked {
    pub(super) item: Item,
    pub(super) amount: Money,
    pub(super) employee_id: Option<Id<Employee>>,
    pub(super) notes: Option<Notes>,
}

impl Asked {
    /// Issues its invoice, with the tax inside of the amount.
    pub(super) async fn invoice(
        self,
        env: &Env,
        view: &mut View<'_>,
        changes: &mut ChangeSet,
        (guest, center, organization): (&Guest, &Center, &Organization),
    ) -> Result<Stored<Invoice>> {
        let mut draft = Draft::make(env, changes, guest, center, organization);
        draft.edit(changes, |invoice| {
            invoice.kind = InvoiceKind::Deposit;
            invoice.employee_id = self.employee_id;
            invoice.notes = self.notes;
        });
        let unit_price = price_of(self.amount)?;
        let line = NewItem {
            sale: None,
            item: Item {
                kind: ItemType::Deposit,
                named: None,
                code: None,
                price: unit_price,
                currency: self.amount.currency(),
                sessions_of: Vec::new(),
                ..self.item
            },
            provider_id: None,
            quantity: Quantity::default(),
            unit_price,
            price_mode: Some(PriceMode::Inclusive),
            discount: None,
            performed_on: Some(center.business_day(env.now())),
            fee_for: None,
            deposit_id: None,
            charge: None,
        };
        draft.add(env, view, changes, line).await?;
        let draft = draft.save(env, view, changes).await?;
        Ok(Box::pin(issue(env, view, changes, draft)).await?.invoice)
    }
}

impl InvoiceDeposit {
    /// Returns what is asked for: something, and no more than the price.
    fn amount_for(&self, sale: &Sale, policy: Option<DepositPolicy>) -> Result<Money> {
        let amount = match (self.deposit.amount, policy) {
            (Some(amount), _) => money("/amount", amount, sale.currency)?,
            (None, Some(policy)) => asked_of(policy, sale)?,
            (None, None) => {
                let detail = "Nothing is asked for by itself; say how much.";
                return Err(Error::invalid("/amount", "required", detail));
            }
        };
        if amount.minor() <= 0 || amount.minor() > sale.net_value.minor() {
            let detail = format!("A deposit is above 0, and at most {}.", sale.net_value);
            return Err(Error::invalid("/amount", "out_of_range", detail));
        }
        Ok(amount)
    }
}

/// Returns by what policy a deposit is asked for: the service's, or else its center's.
pub(in crate::ops) fn policy_of(
    service: Option<&Service>,
    center: Option<&Center>,
) -> Option<DepositPolicy> {
    let own = service.and_then(|service| service.deposit);
    own.or_else(|| center.and_then(|center| center.deposit))
}

/// Returns what a policy asks for at the price of a sale.
pub(super) fn asked_of(policy: DepositPolicy, sale: &Sale) -> Result<Money> {
    let asked = policy.of(sale.net_value);
    asked.map_err(|error| Error::invalid("/amount", error.code(), error.to_string()))
}

/// Refuses a second deposit while there is one.
fn is_used_up(before: &Invoice) -> Result<()> {
    let left = before.total.checked_sub(before.credited).map_err(too_large)?;
    if before.status == InvoiceStatus::Void || left.minor() == 0 {
        return Ok(());
    }
    Err(Error::conflict("deposit_exists", "A deposit was asked for this sale already."))
}

/// The name of a deposit on its invoice: with what it is for, if that is known.
pub(super) fn named(organization: &Organization, item: Option<&Name>) -> Result<Name> {
    let name = organization.settings.language.name_of(Phrase::Deposit, item);
    name.map_err(|error| Error::value("/amount", &error))
}
