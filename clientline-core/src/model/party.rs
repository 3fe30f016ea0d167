//! Who sells and who buys, as an invoice keeps them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    entity::json_scalar,
    value::{Code, CountryCode, Name, Notes, PostalCode, VatNumber},
};

/// A party of an invoice, as it was when that was issued (EN 16931, BG-4 and BG-7).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// The legal name of the seller; the buyer's first and last name.
    pub name: Notes,
    /// The business for which the buyer buys.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<Name>,
    /// Street and number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Notes>,
    /// Postal code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<PostalCode>,
    /// City.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<Name>,
    /// State, province or region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<Name>,
    /// Country (ISO 3166-1 alpha-2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<CountryCode>,
    /// Number in the tax register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_number: Option<Code>,
    /// Identifier for value added tax.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vat_number: Option<VatNumber>,
}

json_scalar!(Party);
