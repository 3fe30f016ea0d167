//! What is asked of a guest before an appointment.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    entity::{json_scalar, replaced_whole},
    value::Fee,
};

/// What is asked of a guest before an appointment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DepositPolicy {
    /// How much, with its tax.
    pub asks: Fee,
}

json_scalar!(DepositPolicy);
replaced_whole!(DepositPolicy);
