//! Exceptions to working hours that are changed where they stand: the hours of a date, and
//! blocked time. Whose they are stays.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    blockout_times::BlockoutTimes,
    calendars::mark,
    freed_time::free_between,
    time_off::{TO_BE_APPROVED, must_be_free_to_enter, own_rule},
};
use crate::{
    engine::{
        Conflicts, Env, Operation, Plan, View,
        reading::{peek, require, require_version},
    },
    entity::{Entity as _, MergePatch as _, Stored, patch},
    error::{Error, Result},
    model::{
        Blockout, BlockoutReason, BlockoutSpan, Calendar, EventKind, HoursOverride, Permission,
    },
    ops::resource::must_be_clear,
    row::Version,
    storage::Key,
    value::{DayHours, Id, Notes, Recurrence, Timestamp},
};

/// What may change of the hours of a date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HoursOverrideEdit {
    /// The windows of that date; none at all means closed.
    pub windows: DayHours,
}

patch! {
    HoursOverridePatch of HoursOverrideEdit {
        required {
            windows: DayHours,
        }
    }
}

/// Changes the hours of a date.
#[derive(Clone, Debug)]
pub struct EditHoursOverride {
    /// Whose calendar: a provider's or a center's.
    pub calendar_id: Id<Calendar>,
    /// Which override.
    pub id: Id<HoursOverride>,
    /// The change.
    pub patch: HoursOverridePatch,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl EditHoursOverride {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(
        calendar_id: Id<Calendar>,
        id: Id<HoursOverride>,
        patch: HoursOverridePatch,
    ) -> Self {
        Self { calendar_id, id, patch, expected: None }
    }
}

impl Operation for EditHoursOverride {
    type Answer = Stored<HoursOverride>;
    const NAME: &'static str = "hours_override_edit";
    const NEEDS: Permission = Permission::WriteCatalogue;
    const CONFLICTS: Conflicts = Conflicts::NONE.or_taken(HoursOverride::TABLE);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.calendar_id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let before = require_version(self.id, self.expected);
        let (before, calendar) = view.read((before, require(self.calendar_id))).await?;
        if before.calendar_id != self.calendar_id {
            return Err(Error::NotFound { entity: "hours_override" });
        }
        let mut edit = HoursOverrideEdit { windows: before.windows.clone() };
        self.patch.clone().apply_to(&mut edit)?;
        must_be_clear("/windows", edit.windows.windows().iter())?;
        let mut changes = env.changes();
        mark(&mut changes, &calendar);
        let after = changes.update(&before, |row| row.windows = edit.windows);
        Ok(Plan::new(after, changes).emit(EventKind::HoursOverrideUpdated, self.id))
    }
}

/// What may change of blocked time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BlockoutEdit {
    /// The first blocked instant.
    pub starts_at: Timestamp,
    /// The first instant after it: at most 366 days later, unless it recurs. If absent, what
    /// recurs ends with its rule, if ever.
    #[serde(default)]
    pub ends_at: Option<Timestamp>,
    /// Why.
    pub reason: BlockoutReason,
    /// More about it.
    #[serde(default)]
    pub notes: Option<Notes>,
    /// When it recurs between its start and its end; all of it is blocked, if absent.
    #[serde(default)]
    pub recurrence: Option<Recurrence>,
}

patch! {
    BlockoutPatch of BlockoutEdit {
        required {
            starts_at: Timestamp,
            reason: BlockoutReason,
        }
        optional {
            ends_at: Option<Timestamp>,
            notes: Option<Notes>,
            recurrence: Option<Recurrence>,
        }
    }
}

/// Changes blocked time: when, and why. Of who may only change their own it is refused with
/// `needs_approval` where that is to be asked for.
#[derive(Clone, Debug)]
pub struct EditBlockout {
    /// Which blockout.
    pub id: Id<Blockout>,
    /// The change.
    pub patch: BlockoutPatch,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl EditBlockout {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<Blockout>, patch: BlockoutPatch) -> Self {
        Self { id, patch, expected: None }
    }
}

impl Operation for EditBlockout {
    type Answer = Stored<Blockout>;
    const NAME: &'static str = "blockout_edit";
    const NEEDS: Permission = Permission::OwnTimeOff;
    const CONFLICTS: Conflicts = Conflicts::of(&[TO_BE_APPROVED]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let before = view.require_version(self.id, self.expected).await?;
        env.actor().must_block(before.calendar_id)?;
        let asked = (require(before.calendar_id), peek(before.center_id), own_rule(env));
        let (calendar, center, rule) = view.read(asked).await?;
        must_be_free_to_enter(rule.flatten().as_ref(), view)?;
        let zone = center.as_ref().map(|center| &center.time_zone);
        let mut edit = BlockoutEdit {
            starts_at: before.starts_at,
            ends_at: BlockoutTimes::of(&before, zone).ends_at,
            reason: before.reason,
            notes: before.notes.clone(),
            recurrence: before.recurrence.clone(),
        };
        self.patch.clone().apply_to(&mut edit)?;
        let range = BlockoutTimes {
            starts_at: edit.starts_at,
            ends_at: edit.ends_at,
            recurrence: edit.recurrence.as_ref(),
        };
        let range = range.range("", zone)?;
        let mut changes = env.changes();
        mark(&mut changes, &calendar);
        let times = (before.starts_at, before.ends_at);
        free_between(env, center.as_ref(), times, None, &mut changes);
        let after = changes.update(&before, |row| {
            (row.starts_at, row.ends_at) = (range.start(), range.end());
            (row.reason, row.notes) = (edit.reason, edit.notes);
            row.recurrence = edit.recurrence;
            row.span = BlockoutSpan::of(range.start(), range.end());
        });
        Ok(Plan::new(after, changes).emit(EventKind::BlockoutUpdated, self.id))
    }
}
