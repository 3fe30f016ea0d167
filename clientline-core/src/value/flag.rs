//! Truth values whose absence means yes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whether something is in use: yes, unless it is said otherwise.
///
/// Rows that are not in use any more stay where it is referred to, and is offered
/// nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct Active(pub bool);

impl Default for Active {
    fn default() -> Self {
        Self(true)
    }
}
