//! Lines that come onto a draft.

use chrono::NaiveDate;

use super::{Draft, ITEMS_MAX};
use crate::{
    engine::{
        Env, View,
        reading::{peek, require},
    },
    entity::Stored,
    error::{Error, Result},
    model::{Appointment, GivenDiscount, Invoice, InvoiceItem, ItemTaxes, Provider, Sale},
    ops::{
        billing::{
            deductions::deposit_of,
            line_sales::bill,
            line_taxes::{taxes_by, taxes_of, taxes_of_sessions},
            parties::Buying,
        },
        catalogue::items::{Item, ItemRef},
    },
    row::ChangeSet,
    value::{Id, Money, Percent, PriceMode, Quantity, Stock, UnitPrice},
};

/// A line that is to be added.
pub(in crate::ops::billing) struct NewItem {
    pub(in crate::ops::billing) sale: Option<Stored<Sale>>,
    pub(in crate::ops::billing) item: Item,
    pub(in crate::ops::billing) provider_id: Option<Id<Provider>>,
    pub(in crate::ops::billing) quantity: Quantity,
    pub(in crate::ops::billing) unit_price: UnitPrice,
    /// Whether the price includes tax; as the draft reads prices, if absent.
    pub(in crate::ops::billing) price_mode: Option<PriceMode>,
    pub(in crate::ops::billing) discount: Option<GivenDiscount>,
    /// The local day of performance, unless an appointment says it; that of issue, if neither
    /// does.
    pub(in crate::ops::billing) performed_on: Option<NaiveDate>,
    /// The appointment that a fee is for.
    pub(in crate::ops::billing) fee_for: Option<Id<Appointment>>,
    /// The invoice of the deposit that is deducted, unless the sale says it.
    pub(in crate::ops::billing) deposit_id: Option<Id<Invoice>>,
    /// What share of the other lines it asks for, instead of a price.
    pub(in crate::ops::billing) charge: Option<Percent>,
}

impl Draft {
    /// Adds a line; bills the sale that it is for.
    pub(in crate::ops::billing) async fn add(
        &mut self,
        env: &Env,
        view: &mut View<'_>,
        changes: &mut ChangeSet,
        new: NewItem,
    ) -> Result<Id<InvoiceItem>> {
        self.must_have_room()?;
        // What was sold keeps the currency that it was sold in.
        let currency = new.sale.as_ref().map_or(new.item.currency, |sale| sale.currency);
        if currency != self.invoice.currency {
            let detail = "What is sold is priced in another currency than the invoice's.";
            return Err(Error::conflict("currency_mismatch", detail));
        }
        self.read_prices(changes, new.price_mode)?;
        let ids = match new.item.named {
            Some(ItemRef::Package(_)) => taxes_of_sessions(view, &new.item.sessions_of).await?,
            _ => new.item.taxes,
        };
        let appointment = new.sale.as_ref().and_then(|sale| sale.appointment_id);
        let buying = Buying { guest: self.invoice.guest_id, center: self.invoice.center_id };
        let (taxes, unit, category, appointment, terms) = view
            .read((
                taxes_by(&ids),
                new.item.business_unit_id.map(require),
                new.item.category_id.map(require),
                appointment.map(peek),
                buying,
            ))
            .await?;
        let performed = appointment.flatten().zip(terms.as_ref());
        let performed = performed
            .map(|(appointment, terms)| terms.time_zone.local(appointment.starts_at).date());
        let performed_on = performed.or(new.performed_on);
        if let Some(terms) = terms {
            Box::pin(self.tax_as(view, changes, terms.exemption)).await?;
        }
        let taxes = taxes_of(view, &ids, &taxes, self.taxed(performed_on));
        let business_unit = unit.map(|unit| unit.name.clone());
        let category = category.map(|category| category.name.clone());
        let id = env.new_id();
        let zero = Money::zero(self.invoice.currency);
        let row_num = self.next_row();
        let mut item = InvoiceItem {
            id,
            invoice_id: self.invoice.id,
            sale_id: new.sale.as_ref().map(|sale| sale.id),
            row_num,
            item_type: new.item.kind,
            service_id: new.item.named.and_then(ItemRef::service),
            product_id: new.item.named.and_then(ItemRef::product),
            package_id: new.item.named.and_then(ItemRef::package),
            item_code: new.item.code,
            item_name: new.item.name,
            business_unit,
            category,
            item_quantity: new.quantity,
            unit_price: new.unit_price.in_currency(self.invoice.currency),
            discount: None,
            discount_reason: None,
            discount_offer_id: None,
            item_discount: zero,
            net_price: zero,
            tax: zero,
            currency: self.invoice.currency,
            taxes,
            provider_id: new.provider_id,
            performed_on,
            guest_package_id: None,
            redeemed: zero,
            gift_card_expires_on: None,
            stock_taken: Stock::default(),
            appointment_id: new.fee_for,
            deposit_id: new.sale.as_ref().map_or(new.deposit_id, |sale| deposit_of(sale)),
            gift_card_id: None,
            deducted: zero,
            deducted_taxes: ItemTaxes::default(),
            charge_percent: new.charge,
        };
        item.give(new.discount);
        if let Some(sale) = &new.sale {
            bill(changes, sale, &item, self.invoice.price_mode)?;
        }
        self.items.push(changes.insert(item));
        Ok(id)
    }

    /// Adds a line that needs nothing to be read.
    pub(in crate::ops::billing) fn push(
        &mut self,
        changes: &mut ChangeSet,
        item: InvoiceItem,
    ) -> Result<Id<InvoiceItem>> {
        self.must_have_room()?;
        let id = item.id;
        self.items.push(changes.insert(item));
        Ok(id)
    }

    /// Returns the place of a line that comes.
    pub(in crate::ops::billing) fn next_row(&self) -> i32 {
        self.items.iter().map(|item| item.row_num).max().unwrap_or(0) + 1
    }

    pub(super) fn must_have_room(&self) -> Result<()> {
        if self.items.len() >= ITEMS_MAX as usize {
            return Err(Error::conflict("invoice_full", "An invoice has at most 1,000 lines."));
        }
        Ok(())
    }
}
