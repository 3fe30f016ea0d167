//! The taxes of a whole invoice, and why a buyer is charged none.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Tax, TaxCategory};
use crate::{
    entity::json_scalar,
    value::{Amount, Code, ExemptionCode, ExemptionReason, Id, Name, TaxRate, VatNumber},
};

/// The taxes of an invoice, each tax, category and rate once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct InvoiceTaxes(#[schemars(length(max = 100))] pub Vec<InvoiceTax>);

/// A tax of a whole invoice (EN 16931, BG-23).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InvoiceTax {
    /// The tax.
    pub id: Id<Tax>,
    /// Its code.
    pub code: Code,
    /// The name.
    pub name: Name,
    /// The category.
    pub category: TaxCategory,
    /// The rate in percent.
    pub rate: TaxRate,
    /// The reason why it is not charged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exemption_reason: Option<ExemptionReason>,
    /// The code of that reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exemption_code: Option<ExemptionCode>,
    /// The amount that it is charged on, over all lines; absent if it has more than 14 digits
    /// before the point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Amount>,
    /// Its amount, rounded once for the invoice; absent as the base is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
}

/// Why the buyer of an invoice is charged none of the standard taxes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TaxExemption {
    /// The category in the place of the standard one: exempt, or reverse charge.
    pub category: TaxCategory,
    /// The reason, as the invoice says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<ExemptionReason>,
    /// The code of the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<ExemptionCode>,
    /// The number of the buyer's certificate, if exempt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<Name>,
    /// The buyer's identifier for value added tax, if they owe the tax.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vat_number: Option<VatNumber>,
}

json_scalar!(InvoiceTaxes, TaxExemption);
#[cfg(feature = "fixture")]
crate::entity::by_default!(InvoiceTaxes);
