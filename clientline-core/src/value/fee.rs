//! Fees: a share of what was agreed, or a sum.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Amount, Percent};

/// What is asked of a guest who cancels late, or does not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Fee {
    /// A share of the price that was agreed, in percent.
    Percent(Percent),
    /// A sum of money in the currency of that price.
    Amount(Amount),
}
