//! Appointments as they go on: reading, changing, and their states.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    booking::times_of,
    page::{Page, PageRequest},
    resource::Readable,
};
use crate::{
    engine::{
        Env, Operation, Plan, View,
        reading::{First, first, require, require_version},
    },
    entity::{Entity, Query, Stored},
    error::{Error, Result},
    model::{
        Appointment, AppointmentChange, AppointmentStatus, Center, Guest, Occupancy, Permission,
        Provider, Role, Room, Sale, SaleStatus,
    },
    row::Version,
    value::{Id, Notes, Timestamp},
};

impl Readable for Appointment {
    const READS: Permission = Permission::ReadAppointments;
    // [`ListAppointments`] has them: by when the visits take place, which is how they
    // are indexed.
    const FILTERS: &'static [&'static str] = &[];
}

/// Which visits are wanted; all conditions hold at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AppointmentFilter {
    /// At this center.
    pub center_id: Option<Id<Center>>,
    /// Of this guest.
    pub guest_id: Option<Id<Guest>>,
    /// By this provider.
    pub provider_id: Option<Id<Provider>>,
    /// In this room.
    pub room_id: Option<Id<Room>>,
    /// Of this series.
    pub series_id: Option<Uuid>,
    /// With this status.
    pub status: Option<AppointmentStatus>,
    /// That start then or later.
    pub from: Option<Timestamp>,
    /// That start before then.
    pub to: Option<Timestamp>,
}

/// Lists visits by their start, latest first.
#[derive(Clone, Debug, Default)]
pub struct ListAppointments {
    /// Which ones.
    pub filter: AppointmentFilter,
    /// Which page.
    pub page: PageRequest,
}

impl Operation for ListAppointments {
    type Answer = Page<Stored<Appointment>>;
    const NAME: &'static str = "appointments_list";
    const NEEDS: Permission = Permission::ReadAppointments;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        Ok(Plan::read(env, self.page.read(view, self.filter.query()).await?))
    }
}

impl AppointmentFilter {
    /// Asks for the visits, by their start, latest first.
    fn query(&self) -> Query<Appointment> {
        let Self { center_id, guest_id, provider_id, room_id, series_id, status, from, to } = self;
        let mut query =
            Query::limit(PageRequest::LIMIT_MAX).order_by(Appointment::starts_at()).descending();
        if let Some(id) = center_id {
            query = query.eq(Appointment::center_id(), id);
        }
        if let Some(id) = guest_id {
            query = query.eq(Appointment::guest_id(), id);
        }
        if let Some(id) = provider_id {
            query = query.eq(Appointment::provider_id(), id);
        }
        if room_id.is_some() {
            query = query.eq(Appointment::room_id(), room_id);
        }
        if series_id.is_some() {
            query = query.eq(Appointment::series_id(), series_id);
        }
        if let Some(status) = status {
            query = query.eq(Appointment::status(), status);
        }
        if let Some(from) = from {
            query = query.ge(Appointment::starts_at(), from);
        }
        if let Some(to) = to {
            query = query.lt(Appointment::starts_at(), to);
        }
        query
    }
}

/// Something that has visits.
pub trait Visited: Entity {
    /// Keeps the visits of one of them.
    fn visits(id: Id<Self>) -> AppointmentFilter;
}

impl Visited for Guest {
    fn visits(id: Id<Self>) -> AppointmentFilter {
        AppointmentFilter { guest_id: Some(id), ..AppointmentFilter::default() }
    }
}

impl Visited for Center {
    fn visits(id: Id<Self>) -> AppointmentFilter {
        AppointmentFilter { center_id: Some(id), ..AppointmentFilter::default() }
    }
}

/// Lists the visits of something that must be there, latest first: where a
/// filter for an unknown guest finds nothing, this fails with
/// [`Error::NotFound`].
#[derive(Clone, Debug)]
pub struct ListVisits<E> {
    /// Whose visits.
    pub of: Id<E>,
    /// Which page.
    pub page: PageRequest,
}

impl<E: Visited> Operation for ListVisits<E> {
    type Answer = Page<Stored<Appointment>>;
    const NAME: &'static str = ListAppointments::NAME;
    const NEEDS: Permission = ListAppointments::NEEDS;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let query = E::visits(self.of).query();
        let (page, _) = self.page.read_with(view, query, require(self.of)).await?;
        Ok(Plan::read(env, page))
    }
}

/// Reads the sale that a visit is charged by.
#[derive(Clone, Copy, Debug)]
pub struct GetAppointmentSale(pub Id<Appointment>);

impl Operation for GetAppointmentSale {
    type Answer = Stored<Sale>;
    const NAME: &'static str = "appointment_sale_get";
    const NEEDS: Permission = Permission::ReadSales;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let (_, sale) = view.read((require(self.0), sale_of(self.0))).await?;
        let sale = sale.ok_or(Error::NotFound { entity: "sale" })?;
        Ok(Plan::read(env, sale))
    }
}

/// Lists the history of a visit, first step first.
#[derive(Clone, Debug)]
pub struct ListAppointmentHistory {
    /// Which visit.
    pub id: Id<Appointment>,
    /// Which page.
    pub page: PageRequest,
}

impl Operation for ListAppointmentHistory {
    type Answer = Page<Stored<AppointmentChange>>;
    const NAME: &'static str = "appointment_history_list";
    const NEEDS: Permission = Permission::ReadHistories;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let query = Query::limit(PageRequest::LIMIT_MAX)
            .eq(AppointmentChange::appointment_id(), &self.id)
            .order_by(AppointmentChange::step());
        let (page, _) = self.page.read_with(view, query, require(self.id)).await?;
        Ok(Plan::read(env, page))
    }
}

/// What may be changed of a visit without moving it. An absent field stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AppointmentEdit {
    /// What the guest said.
    pub notes: Option<Notes>,
    /// What only staff may read.
    pub internal_notes: Option<Notes>,
}

/// Changes the notes of a visit.
#[derive(Clone, Debug)]
pub struct EditAppointment {
    /// Which visit.
    pub id: Id<Appointment>,
    /// What to change, as a merge patch of [`AppointmentEdit`].
    pub patch: serde_json::Map<String, serde_json::Value>,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl Operation for EditAppointment {
    type Answer = Stored<Appointment>;
    const NAME: &'static str = "appointment_edit";
    const NEEDS: Permission = Permission::BookAppointments;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let actor = env.actor();
        if actor.left_out::<Appointment>().iter().any(|field| self.patch.contains_key(*field)) {
            return Err(Error::withheld("/internal_notes"));
        }
        let before = view.require_version(self.id, self.expected).await?;
        must_be_ahead(&before, env)?;
        if before.status.is_over() {
            // Until then, its guest is nobody who is forgotten or merged.
            view.require(before.guest_id).await?.must_be_current()?;
        }
        let draft = AppointmentEdit {
            notes: before.notes.clone(),
            internal_notes: before.internal_notes.clone(),
        };
        let edit = super::resource::merge(&draft, &self.patch)?;
        let mut changes = env.changes();
        let after = changes.update(&before, |visit| {
            visit.notes = edit.notes;
            visit.internal_notes = edit.internal_notes;
        });
        Ok(Plan::new(after, changes).tell("updated", self.id))
    }
}

/// Takes a visit to another status.
#[derive(Clone, Debug)]
pub struct ChangeStatus {
    /// Which visit.
    pub id: Id<Appointment>,
    /// The new status.
    pub to: AppointmentStatus,
    /// Why.
    pub reason: Option<Notes>,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl AppointmentStatus {
    /// Tells whether a visit may go from this status to another (design:
    /// scheduling, "Booking"): forward only, and cancelled or missed only
    /// before it began.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        match next {
            Self::Pending | Self::Scheduled => false,
            Self::Confirmed => matches!(self, Self::Pending | Self::Scheduled),
            Self::CheckedIn => self.is_to_come(),
            Self::InProgress | Self::Cancelled => {
                self.is_to_come() || matches!(self, Self::CheckedIn)
            }
            Self::Completed => {
                self.is_to_come() || matches!(self, Self::CheckedIn | Self::InProgress)
            }
            // Who never confirmed was not expected.
            Self::NoShow => matches!(self, Self::Scheduled | Self::Confirmed),
        }
    }

    /// Tells whether nothing more happens to a visit in this status.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Completed | Self::Cancelled | Self::NoShow)
    }

    /// Tells whether the guest of a visit in this status has still to come.
    #[must_use]
    pub const fn is_to_come(self) -> bool {
        matches!(self, Self::Pending | Self::Scheduled | Self::Confirmed)
    }

    /// Tells whether a visit in this status takes its time.
    #[must_use]
    pub const fn occupies(self) -> bool {
        !matches!(self, Self::Cancelled | Self::NoShow)
    }
}

impl Operation for ChangeStatus {
    type Answer = Stored<Appointment>;
    const NAME: &'static str = "appointment_status_change";
    const NEEDS: Permission = Permission::BookAppointments;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        if !matches!(self.to, AppointmentStatus::Confirmed | AppointmentStatus::Cancelled) {
            env.actor().must(Permission::AttendAppointments)?;
        }
        let frees = !self.to.occupies();
        let (before, taken, sale) = view
            .read((
                require_version(self.id, self.expected),
                occupancies(self.id),
                frees.then(|| sale_of(self.id)),
            ))
            .await?;
        match self.to {
            AppointmentStatus::Confirmed | AppointmentStatus::Cancelled => {
                must_be_ahead(&before, env)?;
            }
            _ => env.actor().must_attend(before.provider_id)?,
        }
        self.check(&before, env.now())?;
        if !frees {
            must_be_held(&before, env)?;
        }
        let mut changes = env.changes();
        let after = changes.update(&before, |visit| {
            visit.steps = visit.steps.saturating_add(1);
            visit.status = self.to;
            visit.held_until = None;
            if self.to == AppointmentStatus::Cancelled {
                visit.cancelled_reason.clone_from(&self.reason);
            }
        });
        let is_settled = before.held_until.is_some();
        for taken in taken.iter().filter(|_| frees || is_settled) {
            changes.delete(taken);
        }
        if is_settled && !frees {
            for taking in times_of(env, &after)? {
                changes.insert(taking);
            }
        }
        if let Some(sale) = sale.flatten() {
            // One that leaves its invoice at this moment is void, too.
            view.rely_on(&sale);
            if sale.status == SaleStatus::Open {
                changes.update(&sale, |sale| sale.status = SaleStatus::Void);
            }
        }
        changes.insert(history(env, &after, Some(before.status), self.reason.clone()));
        Ok(Plan::new(after, changes).tell(self.to.as_str(), self.id))
    }
}

/// Takes a visit to a status that only who attends to guests may give it: the
/// guest is there, is served, was served, or did not come.
#[derive(Clone, Debug)]
pub struct Attend(pub ChangeStatus);

impl Operation for Attend {
    type Answer = Stored<Appointment>;
    const NAME: &'static str = ChangeStatus::NAME;
    const NEEDS: Permission = Permission::AttendAppointments;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        self.0.plan(env, view).await
    }
}

impl ChangeStatus {
    fn check(&self, visit: &Appointment, now: Timestamp) -> Result<()> {
        let (from, to) = (visit.status.as_str(), self.to.as_str());
        if !visit.status.may_become(self.to) {
            let detail = format!("A visit that is {from} can't become {to}.");
            return Err(Error::conflict("invalid_transition", detail));
        }
        if self.to == AppointmentStatus::NoShow && now < visit.starts_at {
            let detail = "A guest can only be missing once the visit should have started.";
            return Err(Error::conflict("invalid_transition", detail));
        }
        Ok(())
    }
}

/// Checks that a visit is still ahead, if a client wants something of it: what has
/// begun is the front desk's (security design, "Who may do what").
///
/// # Errors
///
/// [`Error::Conflict`] `in_the_past` if it is not.
pub(super) fn must_be_ahead(visit: &Appointment, env: &Env) -> Result<()> {
    if env.actor().role == Role::Client && visit.starts_at <= env.now() {
        let detail = "The visit has begun, or is over; ask the front desk.";
        return Err(Error::conflict("in_the_past", detail));
    }
    Ok(())
}

/// Checks that a visit is not one that was held for somebody who did not confirm it
/// in time: somebody else may have its time by now.
///
/// # Errors
///
/// [`Error::Conflict`] `hold_lapsed` if it is.
pub(super) fn must_be_held(visit: &Appointment, env: &Env) -> Result<()> {
    if visit.has_lapsed(env.now()) {
        let detail = "The visit was not confirmed in time; book it again.";
        return Err(Error::conflict("hold_lapsed", detail));
    }
    Ok(())
}

/// Asks for the sale of a visit.
pub(super) fn sale_of(id: Id<Appointment>) -> First<Sale> {
    first(Query::one().eq(Sale::appointment_id(), &Some(id)))
}

/// Asks for the times that a visit takes: of a provider, and of a room.
pub(super) fn occupancies(id: Id<Appointment>) -> Query<Occupancy> {
    Query::limit(10).eq(Occupancy::appointment_id(), &id)
}

/// Makes the last step of a visit's history: whoever writes one counts it in
/// `steps`.
pub(super) fn history(
    env: &Env,
    after: &Stored<Appointment>,
    from_status: Option<AppointmentStatus>,
    reason: Option<Notes>,
) -> AppointmentChange {
    AppointmentChange {
        id: env.new_id(),
        appointment_id: after.id,
        step: after.steps,
        from_status,
        to_status: after.status,
        starts_at: after.starts_at,
        actor: env.actor().name(),
        reason,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visit_only_goes_forward_and_ends_once() {
        assert!(
            AppointmentStatus::ALL.iter().all(|from| !from.may_become(AppointmentStatus::Pending))
        );
        assert!(!AppointmentStatus::Pending.may_become(AppointmentStatus::NoShow));
        assert!(AppointmentStatus::Pending.may_become(AppointmentStatus::Cancelled));
        let order = [
            AppointmentStatus::Scheduled,
            AppointmentStatus::Confirmed,
            AppointmentStatus::CheckedIn,
            AppointmentStatus::InProgress,
            AppointmentStatus::Completed,
        ];
        for (at, from) in order.iter().enumerate() {
            for (later, to) in order.iter().enumerate() {
                assert_eq!(from.may_become(*to), at < later, "{from:?} to {to:?}");
            }
        }
        let ended =
            [AppointmentStatus::Completed, AppointmentStatus::Cancelled, AppointmentStatus::NoShow];
        for from in ended {
            assert!(AppointmentStatus::ALL.iter().all(|to| !from.may_become(*to)), "{from:?}");
        }
    }

    #[test]
    fn a_visit_under_way_is_neither_cancelled_nor_missed() {
        assert!(!AppointmentStatus::InProgress.may_become(AppointmentStatus::Cancelled));
        assert!(!AppointmentStatus::CheckedIn.may_become(AppointmentStatus::NoShow));
    }
}
