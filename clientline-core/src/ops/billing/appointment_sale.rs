//! The sale of an appointment that is agreed anew: it follows the appointment in one commit,
//! and so does the line that it stands on, while that is a draft's.

use chrono::NaiveDate;

use super::{
    draft::{Draft, NewItem, items_of},
    sales::Amounts,
};
use crate::{
    engine::{ConflictGroup, Env, View, reading::require},
    entity::Stored,
    error::{Error, Result},
    model::{GivenDiscount, InvoiceItem, InvoiceStatus, Provider, Sale, SaleStatus, Service},
    ops::catalogue::items::Sold,
    row::ChangeSet,
    value::{Discount, Id, Notes, UnitPrice},
};

/// The conflicts of a sale that can't follow its appointment.
pub(in crate::ops) const NOT_SETTLED: ConflictGroup =
    &["currency_mismatch", "invoice_not_draft", "price_mode_mismatch"];

/// The terms of an appointment that its sale says, too.
#[derive(Debug)]
pub(in crate::ops) struct SaleTerms {
    /// Who performs the service.
    pub(in crate::ops) provider_id: Id<Provider>,
    /// The day of the appointment, by the clock of its center.
    pub(in crate::ops) performed_on: NaiveDate,
    /// What is agreed anew; the service and its price stay, if absent.
    pub(in crate::ops) agreed: Option<NewAgreement>,
}

/// A service and its price.
#[derive(Debug)]
pub(in crate::ops) struct NewAgreement {
    /// The service.
    pub(in crate::ops) service: Stored<Service>,
    /// The price of one.
    pub(in crate::ops) unit_price: UnitPrice,
    /// What is said of add-ons, if that is changed.
    pub(in crate::ops) said: Option<SaidOfAddOns>,
}

/// What the remarks of a sale say of what is added to its service.
#[derive(Debug)]
pub(in crate::ops) struct SaidOfAddOns {
    /// Until now.
    pub(in crate::ops) before: Option<Notes>,
    /// From now on.
    pub(in crate::ops) after: Option<Notes>,
}

impl SaleTerms {
    /// Changes the sale of an appointment, and the line of the draft that it stands on: a
    /// consequence of what its guest or the desk did, who need not reach the draft.
    ///
    /// What was issued names who is named there, and stays.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] `invoice_not_draft` if the service or the price would change of what
    /// was issued.
    pub(in crate::ops) async fn apply(
        self,
        env: &Env,
        view: &mut View<'_>,
        sale: &Stored<Sale>,
    ) -> Result<ChangeSet> {
        let mut view = view.unrestricted()?;
        let mut changes = env.changes();
        view.rely_on(sale);
        match (sale.status, sale.invoice_item_id) {
            (SaleStatus::Void, _) => {}
            (SaleStatus::Billed, Some(item)) => {
                let item = Id::from_uuid(item);
                self.apply_to_billed(env, &mut view, &mut changes, sale, item).await?;
            }
            (SaleStatus::Open | SaleStatus::Billed, _) => {
                self.apply_to_sale(&mut changes, sale)?;
            }
        }
        view.guard(&mut changes);
        Ok(changes)
    }

    async fn apply_to_billed(
        self,
        env: &Env,
        view: &mut View<'_>,
        changes: &mut ChangeSet,
        sale: &Stored<Sale>,
        item: Id<InvoiceItem>,
    ) -> Result<()> {
        let item = view.require(item).await?;
        let asked = (require(item.invoice_id), items_of(item.invoice_id));
        let (invoice, items) = view.read(asked).await?;
        if invoice.status != InvoiceStatus::Draft {
            let price = self.agreed.as_ref().map(|agreed| agreed.unit_price);
            if price.is_none_or(|price| price == sale.unit_price) && !self.is_another(sale) {
                return Ok(());
            }
            let detail = "The appointment was invoiced, at the price that was agreed.";
            return Err(Error::conflict("invoice_not_draft", detail));
        }
        let mut draft = Draft::of(invoice, items);
        let performed_on = self.performed_on;
        let mut line = Some(item.id);
        if self.is_another(sale) {
            draft.remove(env, view, changes, item.id).await?;
            let after = self.apply_to_sale(changes, sale)?;
            let open = changes.update(&after, |sale| {
                sale.status = SaleStatus::Open;
                sale.invoice_item_id = None;
            });
            line = match self.line(open, item.given_discount()) {
                Some(new) => Some(draft.add(env, view, changes, new).await?),
                None => None,
            };
        } else {
            let after = self.apply_to_sale(changes, sale)?;
            draft.change(changes, item.id, |item| {
                item.provider_id = after.provider_id;
                // A session is worth what it is, whatever is agreed.
                if self.agreed.is_some() && item.guest_package_id.is_none() {
                    item.unit_price = after.unit_price;
                }
            })?;
        }
        let is_of = |of: &&Stored<InvoiceItem>| Some(of.id) == line;
        let line = draft.items().iter().find(is_of);
        if let Some(line) = line.filter(|line| line.performed_on != Some(performed_on)) {
            let id = line.id;
            draft.change(changes, id, |item| item.performed_on = Some(performed_on))?;
            // The rates are those of the day.
            let taxes = view.read(draft.taxes()).await?.unwrap_or_default();
            let exemption = draft.invoice().tax_exemption.clone();
            draft.charge_taxes(view, changes, &taxes, exemption.as_ref(), Some(performed_on));
        }
        draft.save(env, view, changes).await?;
        Ok(())
    }

    /// Returns whether another service is agreed on than was sold.
    fn is_another(&self, sale: &Sale) -> bool {
        self.agreed.as_ref().is_some_and(|agreed| sale.service_id != Some(agreed.service.id))
    }

    fn apply_to_sale(&self, changes: &mut ChangeSet, sale: &Stored<Sale>) -> Result<Stored<Sale>> {
        let mut after = Sale::clone(sale);
        after.provider_id = Some(self.provider_id);
        if self.is_another(sale) {
            // An offer is one of what was sold.
            after.give(None);
        }
        if let Some(NewAgreement { service, unit_price, said }) = &self.agreed {
            // What the desk wrote there stays.
            if let Some(said) = said.as_ref().filter(|said| said.before == sale.remarks) {
                after.remarks.clone_from(&said.after);
            }
            after.service_id = Some(service.id);
            after.unit_price = unit_price.in_currency(sale.currency);
            let amounts =
                Amounts::of(after.quantity, after.unit_price, after.discount, after.currency)?;
            after.gross_value = amounts.gross;
            after.discount_value = amounts.discount;
            after.net_value = amounts.net;
        }
        Ok(changes.update(sale, |sale| *sale = after))
    }

    /// Makes the line of another service than was billed. A percentage that the desk gave stays;
    /// an offer is one of what was sold.
    fn line(self, sale: Stored<Sale>, given: Option<GivenDiscount>) -> Option<NewItem> {
        let NewAgreement { service, unit_price, .. } = self.agreed?;
        let stays = |given: &GivenDiscount| {
            given.offer_id.is_none() && matches!(given.discount, Discount::Percent(_))
        };
        Some(NewItem {
            item: Sold::Service(service).item(),
            provider_id: Some(self.provider_id),
            quantity: sale.quantity,
            unit_price,
            discount: given.filter(stays),
            performed_on: Some(sale.sale_date),
            price_mode: sale.price_mode,
            fee_for: None,
            deposit_id: None,
            charge: None,
            sale: Some(sale),
        })
    }
}
