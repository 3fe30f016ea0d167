//! Appointments as they are read, and what is noted of them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    appointment_checks::must_be_ahead,
    further_lists::{self, Has},
};
use crate::{
    engine::{Conflicts, Consistency, Env, Operation, Plan, View, reading::require},
    entity::{Entity, MergePatch, Query, Stored, patch},
    error::{Error, Result},
    model::{
        Appointment, AppointmentChange, AppointmentStatus, Center, EventKind, Guest, Permission,
        Provider, Room, Sale,
    },
    ops::{
        billing::sales::sale_of,
        page::{Page, PageRequest},
        people::guest_erase::NOT_CURRENT,
        resource::Readable,
    },
    row::Version,
    storage::Key,
    value::{Id, Notes, Timestamp},
};

impl Readable for Appointment {
    const READS: Permission = Permission::ReadAppointments;
    // [`ListAppointments`] has them: by when the appointments take place, which is how they
    // are indexed.
    const FILTERS: &'static [&'static str] = &[];
}

/// Which appointments are wanted; all conditions hold at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AppointmentFilter {
    /// At this center.
    pub center_id: Option<Id<Center>>,
    /// Of this guest.
    pub guest_id: Option<Id<Guest>>,
    /// By this provider, as the first one or beside that one.
    pub provider_id: Option<Id<Provider>>,
    /// In this room, as the first one or beside that one.
    pub room_id: Option<Id<Room>>,
    /// Of this series.
    pub series_id: Option<Uuid>,
    /// Of this visit.
    pub visit_id: Option<Uuid>,
    /// Of this party.
    pub party_id: Option<Uuid>,
    /// With this status.
    pub status: Option<AppointmentStatus>,
    /// That start then or later.
    pub from: Option<Timestamp>,
    /// That start before then.
    pub to: Option<Timestamp>,
}

/// Lists appointments by their start, latest first.
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
    const CONSISTENCY: Consistency = Consistency::SingleRead;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        Ok(Plan::read(env, self.filter.page(view, &self.page).await?))
    }
}

impl AppointmentFilter {
    /// Reads a page of the appointments, latest first.
    async fn page(
        &self,
        view: &mut View<'_>,
        request: &PageRequest,
    ) -> Result<Page<Stored<Appointment>>> {
        let (provider, room) = (
            self.provider_id.map(further_lists::by_provider),
            self.room_id.map(further_lists::in_room),
        );
        if provider.is_none() && room.is_none() {
            return request.read(view, self.query()).await;
        }
        let (page, (provider, room)) =
            request.read_with(view, self.query(), (provider, room)).await?;
        let places = |is_further: bool| {
            if is_further { &[Has::First, Has::Further][..] } else { &[Has::First] }
        };
        let providers = places(provider.flatten().is_some());
        let rooms = places(room.flatten().is_some());
        if providers.len() + rooms.len() == 2 {
            return Ok(page);
        }
        let each = providers.iter().flat_map(|of| rooms.iter().map(|room| (*of, *room)));
        let queries = each.map(|(provider, room)| self.query_as(provider, room)).collect();
        request.read_joined(view, queries).await
    }

    /// Asks for the appointments, by their start, latest first: of a provider and a room those that
    /// have them as their first ones. Without a condition that has an index, they are those of each
    /// status.
    pub(super) fn query(&self) -> Query<Appointment> {
        self.query_as(Has::First, Has::First)
    }

    /// Asks for those that have the provider and the room, if any is named, in these places.
    fn query_as(&self, provider: Has, room: Has) -> Query<Appointment> {
        let Self { center_id, guest_id, provider_id, room_id, status, from, to, .. } = self;
        let Self { series_id, visit_id, party_id, .. } = self;
        let mut query =
            Query::limit(PageRequest::LIMIT_MAX).order_by(Appointment::starts_at()).descending();
        if let Some(id) = center_id {
            query = query.eq(Appointment::center_id(), id);
        }
        if let Some(id) = guest_id {
            query = query.eq(Appointment::guest_id(), id);
        }
        if let Some(id) = provider_id {
            query = provider.with_provider(query, *id);
        }
        if let Some(id) = room_id {
            query = room.with_room(query, *id);
        }
        if series_id.is_some() {
            query = query.eq(Appointment::series_id(), series_id);
        }
        if visit_id.is_some() {
            query = query.eq(Appointment::visit_id(), visit_id);
        }
        if party_id.is_some() {
            query = query.eq(Appointment::party_id(), party_id);
        }
        if let Some(status) = status {
            query = query.eq(Appointment::status(), status);
        }
        if query.select().filters.is_empty() {
            query = query.any(Appointment::status(), AppointmentStatus::ALL);
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

/// Something that has appointments.
pub trait HasAppointments: Entity {
    /// Keeps the appointments of one of them.
    fn appointments(id: Id<Self>) -> AppointmentFilter;
}

impl HasAppointments for Guest {
    fn appointments(id: Id<Self>) -> AppointmentFilter {
        AppointmentFilter { guest_id: Some(id), ..AppointmentFilter::default() }
    }
}

impl HasAppointments for Center {
    fn appointments(id: Id<Self>) -> AppointmentFilter {
        AppointmentFilter { center_id: Some(id), ..AppointmentFilter::default() }
    }
}

/// Lists the appointments of something that must be there, latest first: where a
/// filter for an unknown guest finds nothing, this fails with
/// [`Error::NotFound`].
#[derive(Clone, Debug)]
pub struct ListAppointmentsOf<E> {
    /// Whose appointments.
    pub of: Id<E>,
    /// Which page.
    pub page: PageRequest,
}

impl<E: HasAppointments> Operation for ListAppointmentsOf<E> {
    type Answer = Page<Stored<Appointment>>;
    const NAME: &'static str = ListAppointments::NAME;
    const NEEDS: Permission = ListAppointments::NEEDS;
    const CONSISTENCY: Consistency = Consistency::SingleRead;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let query = E::appointments(self.of).query();
        let (page, _) = self.page.read_with(view, query, require(self.of)).await?;
        Ok(Plan::read(env, page))
    }
}

/// Reads the sale that an appointment is charged by.
#[derive(Clone, Copy, Debug)]
pub struct GetAppointmentSale(pub Id<Appointment>);

impl Operation for GetAppointmentSale {
    type Answer = Stored<Sale>;
    const NAME: &'static str = "appointment_sale_get";
    const NEEDS: Permission = Permission::ReadSales;
    const CONSISTENCY: Consistency = Consistency::SingleRead;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let (_, sale) = view.read((require(self.0), sale_of(self.0))).await?;
        let sale = sale.ok_or(Error::NotFound { entity: "sale" })?;
        Ok(Plan::read(env, sale))
    }
}

/// Lists the history of an appointment, first step first: the booking, whether it has a row or not.
#[derive(Clone, Debug)]
pub struct ListAppointmentHistory {
    /// Which appointment.
    pub id: Id<Appointment>,
    /// Which page.
    pub page: PageRequest,
}

impl Operation for ListAppointmentHistory {
    type Answer = Page<Stored<AppointmentChange>>;
    const NAME: &'static str = "appointment_history_list";
    const NEEDS: Permission = Permission::ReadHistories;
    const CONSISTENCY: Consistency = Consistency::SingleRead;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        self.page.must_be_in_range()?;
        let PageRequest { limit, cursor, skip, count } = self.page.clone();
        // The steps are numbered: so they are left out by their number, whether the first of them
        // has a row or not.
        let (from, skip) = if cursor.is_none() { (skip, 0) } else { (0, skip) };
        let from = i32::try_from(from).unwrap_or(i32::MAX).saturating_add(1);
        let query = Query::limit(PageRequest::LIMIT_MAX)
            .eq(AppointmentChange::appointment_id(), &self.id)
            .ge(AppointmentChange::step(), &from)
            .order_by(AppointmentChange::step());
        let begins = cursor.is_none() && from == 1;
        let request = PageRequest { limit, cursor, skip, count: false };
        let (mut page, of) = request.read_with(view, query.clone(), require(self.id)).await?;
        page.total = count.then(|| u64::try_from(of.steps).unwrap_or_default());
        let second = page.items.first().map(|step| &**step);
        if let Some(booking) = AppointmentChange::booking(&of, second).filter(|_| begins) {
            page = page.begun_by(booking, &query, limit);
        }
        Ok(Plan::read(env, page))
    }
}

/// A change of an appointment that does not move it. An absent field stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AppointmentEdit {
    /// Notes of the guest.
    pub notes: Option<Notes>,
    /// Notes that only staff may read.
    pub internal_notes: Option<Notes>,
}

patch! {
    AppointmentPatch of AppointmentEdit {
        optional {
            notes: Option<Notes>,
            internal_notes: Option<Notes>,
        }
    }
}

/// Changes the notes of an appointment.
#[derive(Clone, Debug)]
pub struct EditAppointment {
    /// Which appointment.
    pub id: Id<Appointment>,
    /// The change.
    pub patch: AppointmentPatch,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl EditAppointment {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<Appointment>, patch: AppointmentPatch) -> Self {
        Self { id, patch, expected: None }
    }
}

impl Operation for EditAppointment {
    type Answer = Stored<Appointment>;
    const NAME: &'static str = "appointment_edit";
    const NEEDS: Permission = Permission::BookAppointments;
    const CONSISTENCY: Consistency = Consistency::SingleRead;
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_CURRENT, &["in_the_past"]]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let hidden = env.actor().hidden::<Appointment>();
        if let Some(field) = self.patch.fields().find(|field| hidden.contains(field)) {
            return Err(Error::withheld(&format!("/{field}")));
        }
        let before = view.require_version(self.id, self.expected).await?;
        must_be_ahead(&before, env)?;
        if before.status.is_over() {
            // Until then, its guest is nobody who is forgotten or merged.
            view.require(before.guest_id).await?.must_be_current()?;
        }
        let mut edit = AppointmentEdit {
            notes: before.notes.clone(),
            internal_notes: before.internal_notes.clone(),
        };
        self.patch.apply_to(&mut edit)?;
        let mut changes = env.changes();
        let after = changes.update(&before, |appointment| {
            appointment.notes = edit.notes;
            appointment.internal_notes = edit.internal_notes;
        });
        Ok(Plan::new(after, changes).emit(EventKind::AppointmentUpdated, self.id))
    }
}
