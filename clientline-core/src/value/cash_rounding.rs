//! How cash is rounded to coins that exist.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Amount;

/// Which multiple of its step an amount of cash is rounded to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CashMode {
    /// The nearest; of two, the one further from zero.
    #[default]
    Nearest,
    /// The next one away from zero.
    Up,
    /// The next one toward zero.
    Down,
}

/// How a currency's cash is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CashRounding {
    /// The smallest coin, more than 0: each amount of cash is a multiple of it.
    #[schemars(example = "0.05")]
    pub step: Amount,
    /// Which multiple an amount is rounded to.
    #[serde(default)]
    pub mode: CashMode,
}
