//! Whether prices include tax.

use std::{fmt, str::FromStr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ValueError;

// Not `non_exhaustive`: they do or they do not.
/// Whether prices include tax.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PriceMode {
    /// Tax is charged on top of the prices.
    #[default]
    Exclusive,
    /// Tax is contained in the prices.
    Inclusive,
}

impl fmt::Display for PriceMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Exclusive => "exclusive",
            Self::Inclusive => "inclusive",
        })
    }
}

impl FromStr for PriceMode {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        match text {
            "exclusive" => Ok(Self::Exclusive),
            "inclusive" => Ok(Self::Inclusive),
            _ => Err(ValueError::invalid("price mode", "it is either exclusive or inclusive")),
        }
    }
}
