//! Whom a center gives guests who have no preference.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::entity::replaced_whole;

/// Who of those who are free comes first for guests who want nobody in particular.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AssignmentPolicy {
    /// Who performs the fewest services, then who is least busy on the day.
    #[default]
    LeastSpecialised,
    /// Who is least busy on the day, then who performs the fewest services.
    LeastBusy,
    /// Who has the lowest `priority`; who has none comes last.
    Priority,
    /// Who has the fewest appointments in the week, from Monday to Sunday, then as by default.
    Even,
}

replaced_whole!(AssignmentPolicy);
