//! From when on the starts of a day are counted.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// From when on the starts that are listed lie a step apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SlotAnchor {
    /// From midnight on, for everybody alike.
    #[default]
    Midnight,
    /// Anew from each opening: when a provider begins to work while the center is open, and the
    /// service is given. What goes on for a day and longer has no opening, and is counted from
    /// midnight.
    Window,
}
