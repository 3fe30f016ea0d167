//! The taxes of a draft's lines: which they bear, at the rates that hold, and as the buyer is taxed.

use chrono::NaiveDate;

use super::Draft;
use crate::{
    engine::View,
    entity::{Query, Stored},
    error::Result,
    model::{InvoiceItem, Tax, TaxExemption},
    ops::billing::line_taxes::{Taxed, charge, taxes_by, taxes_of},
    row::ChangeSet,
    value::Id,
};

impl Draft {
    /// Returns how a line is taxed that is performed on a day.
    pub(in crate::ops::billing) fn taxed(&self, day: Option<NaiveDate>) -> Taxed<'_> {
        let (center, exemption) = (self.invoice.center_id, self.invoice.tax_exemption.as_ref());
        Taxed { center, day, exemption }
    }

    /// Asks for the taxes on the lines.
    pub(in crate::ops::billing) fn taxes(&self) -> Option<Query<Tax>> {
        let taxes = self.items.iter().flat_map(|item| item.taxes.0.iter().map(|tax| tax.id));
        let mut ids: Vec<Id<Tax>> = taxes.collect();
        ids.sort_unstable();
        ids.dedup();
        (!ids.is_empty()).then(|| taxes_by(&ids))
    }

    /// Has a line bear other taxes.
    pub(in crate::ops::billing) fn bear(
        &mut self,
        view: &mut View<'_>,
        changes: &mut ChangeSet,
        line: Id<InvoiceItem>,
        ids: &[Id<Tax>],
        found: &[Stored<Tax>],
    ) -> Result<()> {
        let day = self.items.iter().find(|item| item.id == line);
        let day = day.and_then(|item| item.performed_on);
        let taxes = taxes_of(view, ids, found, self.taxed(day));
        self.change(changes, line, |item| item.taxes = taxes)
    }

    /// Taxes the buyer as is right by now. If it was not so before, the taxes of all lines are
    /// charged anew.
    pub(in crate::ops::billing) async fn tax_as(
        &mut self,
        view: &mut View<'_>,
        changes: &mut ChangeSet,
        exemption: Option<TaxExemption>,
    ) -> Result<()> {
        if self.invoice.tax_exemption == exemption {
            return Ok(());
        }
        let found = view.read(self.taxes()).await?.unwrap_or_default();
        self.charge_taxes(view, changes, &found, exemption.as_ref(), None);
        self.edit(changes, |invoice| invoice.tax_exemption = exemption);
        Ok(())
    }

    /// Charges the rates that hold on the days of performance, or, where none is known, on the
    /// day that is given, and as the buyer is taxed; and relies on the taxes.
    pub(in crate::ops::billing) fn charge_taxes(
        &mut self,
        view: &mut View<'_>,
        changes: &mut ChangeSet,
        found: &[Stored<Tax>],
        exemption: Option<&TaxExemption>,
        day: Option<NaiveDate>,
    ) {
        for tax in found {
            view.rely_on(tax);
        }
        let center = self.invoice.center_id;
        for item in &mut self.items {
            let day = item.performed_on.or(day);
            *item = changes.update(item, |item| {
                for charged in &mut item.taxes.0 {
                    if let Some(tax) = found.iter().find(|tax| tax.id == charged.id) {
                        charge(charged, tax, Taxed { center, day, exemption });
                    }
                }
            });
        }
    }
}
