//! Where the amounts of an invoice come from.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    deductions::Deducted,
    draft::{Draft, items_of},
};
use crate::{
    billing::{Charge, DiscountExplanation, LineExplanation, Rounded},
    engine::{Env, Operation, Plan, View, reading::require, shown_whole},
    error::Result,
    model::{Invoice, InvoiceItem, OfferDiscount, Permission, Tax, TaxCategory},
    value::{Code, Currency, Id, Name, PriceMode, TaxRate},
};

/// Explains every amount of an invoice, issued or not: the exact fraction before it was rounded,
/// and which line got the odd unit.
#[derive(Clone, Copy, Debug)]
pub struct ExplainInvoice(pub Id<Invoice>);

/// Where the amounts of an invoice come from.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct InvoiceExplanation {
    /// The currency of the amounts.
    pub currency: Currency,
    /// Whether its prices include tax.
    pub price_mode: PriceMode,
    /// Its lines, in order.
    pub lines: Vec<ExplainedLine>,
    /// The discounts over the invoice, in order.
    pub discounts: Vec<ExplainedDiscount>,
    /// Its taxes.
    pub taxes: Vec<ExplainedTax>,
}

shown_whole!(InvoiceExplanation);

/// Where the amounts of a line come from.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ExplainedLine {
    /// The line.
    pub invoice_item_id: Id<InvoiceItem>,
    /// What a deposit takes off it, if one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deducted: Option<Deducted>,
    /// What its price follows, if that is a share of the other lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub charge: Option<Charge>,
    /// Why it has a discount of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discount_reason: Option<Name>,
    /// The offer that gave it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discount_offer_id: Option<Id<OfferDiscount>>,
    /// Its amounts.
    #[serde(flatten)]
    pub amounts: LineExplanation,
}

/// Where a discount over the invoice comes from.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ExplainedDiscount {
    /// Why it is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Name>,
    /// The offer that gave it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offer_id: Option<Id<OfferDiscount>>,
    /// How much, and of what.
    #[serde(flatten)]
    pub amount: DiscountExplanation,
}

/// Where a tax comes from.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ExplainedTax {
    /// The tax.
    pub tax_id: Id<Tax>,
    /// Its code.
    pub code: Code,
    /// The name.
    pub name: Name,
    /// The category.
    pub category: TaxCategory,
    /// The rate in percent.
    pub rate: TaxRate,
    /// Its amount.
    #[serde(flatten)]
    pub amount: Rounded,
}

impl Operation for ExplainInvoice {
    type Answer = InvoiceExplanation;
    const NAME: &'static str = "invoice_explain";
    const NEEDS: Permission = Permission::ReadInvoices;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let (invoice, items) = view.read((require(self.0), items_of(self.0))).await?;
        let invoice = Draft::of(invoice, items);
        Ok(Plan::read(env, invoice.explained()?))
    }
}
