//! Exceptions to working hours: overrides of a date, and blockouts.
//!
//! Each change of them also writes the calendar that they stand in, so that a
//! booking decided before it is planned again.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    blockout_times::BlockoutTimes,
    freed_time::free_between,
    time_off::{TO_BE_APPROVED, must_be_free_to_enter, own_rule},
};
use crate::{
    engine::{
        Conflicts, Env, Operation, Plan, View,
        reading::{first, peek, require},
    },
    entity::{Entity as _, Query, Stored},
    error::{Error, Result},
    model::{
        Blockout, BlockoutReason, BlockoutSpan, Calendar, CalendarKind, Center, EventKind,
        HoursOverride, Permission, Provider, Room,
    },
    ops::{
        page::{Page, PageRequest},
        resource::{Readable, must_be_clear},
    },
    row::ChangeSet,
    storage::Key,
    value::{DayHours, Id, Notes, Recurrence, Timestamp},
};

/// The hours of one date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewHoursOverride {
    /// The local date.
    pub date: NaiveDate,
    /// The windows of that date; none at all means closed.
    pub windows: DayHours,
    /// At which center of the provider; at their own, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub center_id: Option<Id<Center>>,
}

/// Gives a date of a calendar its own hours.
#[derive(Clone, Debug)]
pub struct CreateHoursOverride {
    /// Whose calendar: a provider's or a center's.
    pub calendar_id: Id<Calendar>,
    /// The hours.
    pub new: NewHoursOverride,
}

impl Operation for CreateHoursOverride {
    type Answer = Stored<HoursOverride>;
    const NAME: &'static str = "hours_override_create";
    const NEEDS: Permission = Permission::WriteCatalogue;
    const CONFLICTS: Conflicts = Conflicts::NONE.or_taken(HoursOverride::TABLE);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.calendar_id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let NewHoursOverride { date, windows, center_id } = self.new.clone();
        must_be_clear("/windows", windows.windows().iter())?;
        let there = Query::one()
            .eq(HoursOverride::calendar_id(), &self.calendar_id)
            .eq(HoursOverride::date(), &date);
        let provider = center_id.map(|_| peek(Id::<Provider>::from_uuid(self.calendar_id.uuid())));
        let (calendar, there, provider) =
            view.read((require(self.calendar_id), first(there), provider)).await?;
        if let Some(center) = center_id
            && !provider.flatten().is_some_and(|provider| provider.works_at(center))
        {
            let detail = "It is the calendar of nobody who works at this center.";
            return Err(Error::invalid("/center_id", "other_center", detail));
        }
        let mut changes = env.changes();
        mark(&mut changes, &calendar);
        if there.is_some() {
            let detail = "This date has hours of its own already; delete them first.";
            return Err(Error::conflict("hours_override_exists", detail));
        }
        let id = env.new_id();
        let calendar_id = self.calendar_id;
        let stored = changes.insert(HoursOverride { id, calendar_id, date, windows, center_id });
        Ok(Plan::new(stored, changes).emit(EventKind::HoursOverrideCreated, id))
    }
}

/// Lists the dates of a calendar that have hours of their own, newest first.
#[derive(Clone, Debug)]
pub struct ListHoursOverrides {
    /// Whose calendar.
    pub calendar_id: Id<Calendar>,
    /// Which page.
    pub page: PageRequest,
}

impl Operation for ListHoursOverrides {
    type Answer = Page<Stored<HoursOverride>>;
    const NAME: &'static str = "hours_overrides_list";
    const NEEDS: Permission = Permission::ReadCalendars;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let query = Query::limit(PageRequest::LIMIT_MAX)
            .eq(HoursOverride::calendar_id(), &self.calendar_id)
            .descending();
        let owner = require(self.calendar_id);
        let (page, _) = self.page.read_with(view, query, owner).await?;
        Ok(Plan::read(env, page))
    }
}

/// Reads a date of a calendar that has hours of its own.
#[derive(Clone, Copy, Debug)]
pub struct GetHoursOverride {
    /// Whose calendar.
    pub calendar_id: Id<Calendar>,
    /// Which override.
    pub id: Id<HoursOverride>,
}

impl Operation for GetHoursOverride {
    type Answer = Stored<HoursOverride>;
    const NAME: &'static str = "hours_override_get";
    const NEEDS: Permission = Permission::ReadCalendars;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let stored = view.require(self.id).await?;
        if stored.calendar_id != self.calendar_id {
            return Err(Error::NotFound { entity: "hours_override" });
        }
        Ok(Plan::read(env, stored))
    }
}

/// Gives a date its weekly hours back.
#[derive(Clone, Copy, Debug)]
pub struct DeleteHoursOverride {
    /// Whose calendar.
    pub calendar_id: Id<Calendar>,
    /// Which override.
    pub id: Id<HoursOverride>,
}

impl Operation for DeleteHoursOverride {
    type Answer = ();
    const NAME: &'static str = "hours_override_delete";
    const NEEDS: Permission = Permission::WriteCatalogue;

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.calendar_id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<()>> {
        let (stored, calendar) = view.read((require(self.id), require(self.calendar_id))).await?;
        if stored.calendar_id != self.calendar_id {
            return Err(Error::NotFound { entity: "hours_override" });
        }
        let mut changes = env.changes();
        mark(&mut changes, &calendar);
        changes.delete(&stored);
        Ok(Plan::new((), changes).emit_removed(EventKind::HoursOverrideDeleted, &stored))
    }
}

/// Blocks time of a provider, a room or a whole center: exactly one of the
/// three is named. Who may only enter their own time off names the provider that they are, and is
/// refused with `needs_approval` where it is to be asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateBlockout {
    /// The provider whose time is blocked.
    #[serde(default)]
    pub provider_id: Option<Id<Provider>>,
    /// The room whose time is blocked.
    #[serde(default)]
    pub room_id: Option<Id<Room>>,
    /// The center whose time is blocked.
    #[serde(default)]
    pub center_id: Option<Id<Center>>,
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

impl Operation for CreateBlockout {
    type Answer = Stored<Blockout>;
    const NAME: &'static str = "blockout_create";
    const NEEDS: Permission = Permission::OwnTimeOff;
    const CONFLICTS: Conflicts = Conflicts::of(&[TO_BE_APPROVED]);

    fn exclusive_by(&self) -> Option<Key> {
        self.calendar().ok().map(|(_, calendar)| Key::row(calendar))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let (kind, calendar_id) = self.calendar()?;
        let times = self.times();
        let mut range = times.range("", None)?;
        let mut changes = env.changes();
        let (calendar, rule) = view.read((peek(calendar_id), own_rule(env))).await?;
        let calendar = calendar.filter(|calendar| calendar.kind == kind);
        let missing = || {
            let kind = kind.as_str();
            Error::missing_reference(&format!("/{kind}_id"), kind)
        };
        let calendar = calendar.ok_or_else(missing)?;
        env.actor().must_block(calendar.id)?;
        must_be_free_to_enter(rule.flatten().as_ref(), view)?;
        if times.end_with_rule() {
            let center = view.peek(calendar.center_id).await?;
            range = times.range("", center.as_ref().map(|center| &center.time_zone))?;
        }
        mark(&mut changes, &calendar);
        let id = env.new_id();
        let stored = changes.insert(Blockout {
            id,
            calendar_id,
            center_id: calendar.center_id,
            starts_at: range.start(),
            ends_at: range.end(),
            reason: self.reason,
            notes: self.notes.clone(),
            recurrence: self.recurrence.clone(),
            span: BlockoutSpan::of(range.start(), range.end()),
        });
        Ok(Plan::new(stored, changes).emit(EventKind::BlockoutCreated, id))
    }
}

impl CreateBlockout {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(starts_at: Timestamp, reason: BlockoutReason) -> Self {
        Self {
            starts_at,
            reason,
            provider_id: None,
            room_id: None,
            center_id: None,
            ends_at: None,
            notes: None,
            recurrence: None,
        }
    }

    fn times(&self) -> BlockoutTimes<'_> {
        let Self { starts_at, ends_at, recurrence, .. } = self;
        BlockoutTimes { starts_at: *starts_at, ends_at: *ends_at, recurrence: recurrence.as_ref() }
    }

    fn calendar(&self) -> Result<(CalendarKind, Id<Calendar>)> {
        let owners = [
            (CalendarKind::Provider, self.provider_id.map(Id::uuid)),
            (CalendarKind::Room, self.room_id.map(Id::uuid)),
            (CalendarKind::Center, self.center_id.map(Id::uuid)),
        ];
        let mut named = owners.into_iter().filter_map(|(kind, owner)| Some((kind, owner?)));
        match (named.next(), named.next()) {
            (Some((kind, owner)), None) => Ok((kind, Id::from_uuid(owner))),
            _ => {
                let detail = "Name exactly one of provider_id, room_id and center_id.";
                Err(Error::invalid("", "exactly_one", detail))
            }
        }
    }
}

impl Readable for Blockout {
    const READS: Permission = Permission::ReadCalendars;
    const FILTERS: &'static [&'static str] = &[];
}

/// Which blockouts are wanted; all conditions hold at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BlockoutFilter {
    /// At this center.
    pub center_id: Option<Id<Center>>,
    /// Of this provider.
    pub provider_id: Option<Id<Provider>>,
    /// Of this room.
    pub room_id: Option<Id<Room>>,
    /// That start then or later.
    pub from: Option<Timestamp>,
    /// That start before then.
    pub to: Option<Timestamp>,
}

/// Lists blockouts by their start, latest first.
#[derive(Clone, Debug, Default)]
pub struct ListBlockouts {
    /// Which ones.
    pub filter: BlockoutFilter,
    /// Which page.
    pub page: PageRequest,
}

impl Operation for ListBlockouts {
    type Answer = Page<Stored<Blockout>>;
    const NAME: &'static str = "blockouts_list";
    const NEEDS: Permission = Permission::ReadCalendars;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let BlockoutFilter { center_id, provider_id, room_id, from, to } = &self.filter;
        let mut query =
            Query::limit(PageRequest::LIMIT_MAX).order_by(Blockout::starts_at()).descending();
        if let Some(id) = center_id {
            query = query.eq(Blockout::center_id(), id);
        }
        for owner in [provider_id.map(Id::uuid), room_id.map(Id::uuid)].into_iter().flatten() {
            query = query.eq(Blockout::calendar_id(), &Id::from_uuid(owner));
        }
        if let Some(from) = from {
            query = query.ge(Blockout::starts_at(), from);
        }
        if let Some(to) = to {
            query = query.lt(Blockout::starts_at(), to);
        }
        Ok(Plan::read(env, self.page.read(view, query).await?))
    }
}

/// Frees blocked time.
#[derive(Clone, Copy, Debug)]
pub struct DeleteBlockout(pub Id<Blockout>);

impl Operation for DeleteBlockout {
    type Answer = ();
    const NAME: &'static str = "blockout_delete";
    const NEEDS: Permission = Permission::OwnTimeOff;

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.0))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<()>> {
        let stored = view.require(self.0).await?;
        env.actor().must_block(stored.calendar_id)?;
        let mut changes = env.changes();
        let asked = (require(stored.calendar_id), peek(stored.center_id));
        let (calendar, center) = view.read(asked).await?;
        mark(&mut changes, &calendar);
        changes.delete(&stored);
        let times = (stored.starts_at, stored.ends_at);
        free_between(env, center.as_ref(), times, None, &mut changes);
        Ok(Plan::new((), changes).emit_removed(EventKind::BlockoutDeleted, &stored))
    }
}

/// Marks a calendar as changed.
pub(super) fn mark(changes: &mut ChangeSet, calendar: &Stored<Calendar>) {
    changes.update(calendar, |calendar| calendar.revision += 1);
}
