//! From when on the starts of a day are counted.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// From when on starts are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SlotAnchor {
    /// From midnight on.
    #[default]
    Midnight,
    /// From when a provider begins to work within the hours of center and service; from midnight,
    /// if that is a day ago.
    Window,
}
