//! Finding a place for an appointment: who serves it and in which room, and what to say if
//! nobody can.
//!
//! What decides is the predicate that lists slots ([`slots::place`]).

use super::availability::{Availability, AvailabilityWindow, ServiceResources};
pub(in crate::ops) use super::placed::Placed;
use crate::{
    engine::{ConflictGroup, Env, View, reading::peek},
    entity::{Entity, Stored},
    error::{Error, Result},
    model::{Calendar, Organization, Provider, Room},
    slots::{self, BookingRules, Candidate, FurtherIds, Preference, Refusal},
    value::{BufferMinutes, DayCount, FewIds, Id, Timestamp},
};

/// The conflicts of a service that is not booked at a center. What was agreed before has none.
pub(in crate::ops) const NOT_BOOKABLE: ConflictGroup =
    &["center_inactive", "currency_mismatch", "service_inactive"];

/// The conflicts of a start that can't be had.
pub(in crate::ops) const NOT_PLACED: ConflictGroup = &[
    "blocked",
    "guest_limit_reached",
    "outside_hours",
    "provider_limit_reached",
    "seat_taken",
    "slot_taken",
];

/// How many other starts are offered when the one asked for can't be had.
const ALTERNATIVES: usize = 3;

/// A time to be found for an appointment.
#[derive(Clone, Copy)]
pub(in crate::ops) struct Placement {
    pub(in crate::ops) provider_id: Option<Id<Provider>>,
    pub(in crate::ops) room_id: Option<Id<Room>>,
    /// Those who shall be among the further providers.
    pub(in crate::ops) further_provider_ids: FewIds<Provider>,
    pub(in crate::ops) starts_at: Timestamp,
    pub(in crate::ops) rules: BookingRules,
}

/// How one service of a visit follows another: at the start that is asked for, when that ends, or
/// else once the buffers between the two are over.
#[derive(Clone, Copy)]
pub(in crate::ops) struct Follows {
    /// The buffer after the one before.
    pub(in crate::ops) buffer_after: BufferMinutes,
    /// The first and the last start that it may come to, whatever becomes of those before it: what
    /// decides about all of these is read, so that it is known before which reads these are.
    pub(in crate::ops) within: (Timestamp, Timestamp),
}

impl Placement {
    /// Finds who and which room the appointment takes, and relies on their calendars.
    pub(in crate::ops) async fn place(
        &self,
        env: &Env,
        view: &mut View<'_>,
        resources: ServiceResources,
    ) -> Result<Placed> {
        self.place_following(env, view, resources, None).await
    }

    /// Finds the same for a service that may follow another one.
    pub(in crate::ops) async fn place_following(
        &self,
        env: &Env,
        view: &mut View<'_>,
        resources: ServiceResources,
        follows: Option<Follows>,
    ) -> Result<Placed> {
        self.check_offered(&resources)?;
        let later = follows.and_then(|follows| self.later(follows, &resources));
        let window = match (follows, later) {
            (None, _) => self.window(env, &resources),
            (Some(follows), later) => {
                let last = later.map_or(self.starts_at, |later| later.starts_at);
                let (from, to) = follows.within;
                let is_foreseen = from <= self.starts_at && last <= to;
                let starts = if is_foreseen { (from, to) } else { (self.starts_at, last) };
                self.window_over(env, &resources, starts)
            }
        };
        // What is moved keeps its price, and how that is read.
        let is_new = resources.moved.is_none();
        let organization = Id::<Organization>::from_uuid(env.tenant().0);
        let further = (resources.calendars(), is_new.then(|| peek(organization)));
        let (availability, (calendars, organization)) =
            Availability::read(view, resources, &window, further).await?;
        let mut placement = *self;
        let mut judged = self.judge(env, &availability);
        if let (Err(refusal), Some(later)) = (&judged, later)
            && invalid(*refusal).is_none()
        {
            placement = later;
            judged = later.judge(env, &availability);
        }
        let candidate = match judged {
            Ok(candidate) => candidate,
            Err(refusal) => {
                // Seldom, and large.
                let resources = availability.resources;
                return Box::pin(placement.refuse(env, view, resources, refusal)).await;
            }
        };
        let mut placed = placement.settle(view, availability, candidate, calendars.concat())?;
        placed.price_mode = organization.flatten().map(|organization| organization.price_mode);
        Ok(placed)
    }

    /// Asks for the time once the buffers between the service and the one before are over, if there
    /// are any.
    fn later(&self, follows: Follows, resources: &ServiceResources) -> Option<Self> {
        let own = resources.service.buffer_before_minutes;
        let starts_at = slots::after_buffers(self.starts_at, follows.buffer_after, Some(own))?;
        Some(Self { starts_at, ..*self })
    }

    /// Returns what decides about the start.
    pub(super) fn window(&self, env: &Env, resources: &ServiceResources) -> AvailabilityWindow {
        self.window_over(env, resources, (self.starts_at, self.starts_at))
    }

    /// Returns what decides about the starts from one to another.
    fn window_over(
        &self,
        env: &Env,
        resources: &ServiceResources,
        (from, to): (Timestamp, Timestamp),
    ) -> AvailabilityWindow {
        let date = |at| resources.center.time_zone.local(at).date();
        let days = (date(to) - date(from)).num_days().saturating_add(1);
        AvailabilityWindow {
            first_day: date(from),
            days: DayCount::new(days).unwrap_or_default(),
            starts: Some((from, to)),
            provider: self.provider_id,
            overfill: self.overfilled(resources),
            now: env.now(),
        }
    }

    /// Returns the room into which the desk puts one more than fits, if it may be exceeded: the one
    /// that is named, and else the one that an appointment has which starts when it did. So what is
    /// there over the capacity goes on longer in it, or is handed to somebody else.
    fn overfilled(&self, resources: &ServiceResources) -> Option<Id<Room>> {
        let stays = resources.moved.filter(|moved| moved.starts_at == self.starts_at);
        let room = self.room_id.or_else(|| stays.and_then(|moved| moved.room));
        room.filter(|_| !self.rules.bind_guests())
    }

    /// Judges the start by what was read: who serves it, and in which room.
    pub(super) fn judge(
        &self,
        env: &Env,
        availability: &Availability,
    ) -> Result<Candidate, Refusal> {
        let step = availability.resources.center.policies.step_minutes;
        let situation = availability.situation(env, step, env.chance_of_rival());
        slots::place(&situation, self.starts_at, self.preference(), self.rules)
    }

    fn preference(&self) -> Preference {
        Preference {
            provider: self.provider_id.map(Id::uuid),
            room: self.room_id.map(Id::uuid),
            further_providers: FurtherIds::of(self.further_provider_ids.iter().map(Id::uuid)),
        }
    }

    /// Takes the place that was found, and relies on what was read of it.
    pub(super) fn settle(
        &self,
        view: &mut View<'_>,
        availability: Availability,
        candidate: Candidate,
        calendars: Vec<Stored<Calendar>>,
    ) -> Result<Placed> {
        rely_on(view, &availability.resources, &candidate, &calendars)?;
        Placed::new(availability, candidate, self.starts_at, calendars)
    }

    /// Explains why the start can't be had, and names those of the day that can.
    async fn refuse(
        &self,
        env: &Env,
        view: &mut View<'_>,
        resources: ServiceResources,
        refusal: Refusal,
    ) -> Result<Placed> {
        if let Some(error) = invalid(refusal) {
            return Err(error);
        }
        let window = self.window(env, &resources);
        let day = window.first_day;
        let window = AvailabilityWindow { starts: None, ..window };
        let (availability, ()) = Availability::read(view, resources, &window, ()).await?;
        let step = availability.resources.center.policies.step_minutes;
        let situation = availability.situation(env, step, env.chance_of_rival());
        let found = slots::search(&situation, day, DayCount::MIN);
        // A list knows of no further providers who are wished for.
        let has_all = |start: &Timestamp| {
            self.further_provider_ids.is_empty()
                || slots::place(&situation, *start, self.preference(), BookingRules::Listed).is_ok()
        };
        let starts = found.iter().map(|slot| slot.starts_at).filter(has_all);
        let alternatives = nearest(self.starts_at, starts.collect());
        let code = conflict_of(refusal);
        Err(Error::SlotUnavailable { code, detail: refusal.to_string(), alternatives })
    }

    /// Checks that the service can be booked at the center at all. What was agreed before
    /// stays so, whatever is offered by now.
    pub(super) fn check_offered(&self, resources: &ServiceResources) -> Result<()> {
        if !self.starts_at.is_whole_minute() {
            let detail = "An appointment must start on a whole minute.";
            return Err(Error::invalid("/starts_at", "not_a_minute", detail));
        }
        let is_none = |room| !resources.rooms.iter().flatten().any(|one| one.id == room);
        if self.room_id.is_some_and(is_none) {
            let detail = "The room is none of the center's rooms for this service.";
            return Err(Error::invalid("/room_id", "not_a_room", detail));
        }
        resources.check_wished(self.provider_id, self.further_provider_ids)?;
        if resources.is_agreed() {
            return Ok(());
        }
        let ServiceResources { center, service, .. } = resources;
        if !center.is_active.0 {
            return Err(Error::conflict("center_inactive", "This center takes no bookings."));
        }
        if !service.is_active.0 {
            return Err(Error::conflict("service_inactive", "This service is not offered."));
        }
        if center.currency != service.currency {
            let detail = "The service is priced in another currency than the center invoices in.";
            return Err(Error::conflict("currency_mismatch", detail));
        }
        Ok(())
    }
}

/// Returns the starts that are nearest to the one that was asked for, in order.
pub(super) fn nearest(asked: Timestamp, mut starts: Vec<Timestamp>) -> Vec<Timestamp> {
    starts.sort_by_key(|start| start.since(asked).abs());
    starts.truncate(ALTERNATIVES);
    starts.sort_unstable();
    starts
}

/// Relies on everything that the decision rests on but the times that are taken,
/// which the database itself keeps apart.
fn rely_on(
    view: &mut View<'_>,
    resources: &ServiceResources,
    candidate: &Candidate,
    calendars: &[Stored<Calendar>],
) -> Result<()> {
    for performer in candidate.providers().filter_map(|id| resources.performer(id)) {
        view.rely_on(&performer.provider);
        if let Some(own) = &performer.own {
            view.rely_on(own);
        }
    }
    let owners = [resources.center.id.uuid()].into_iter().chain(candidate.providers());
    for owner in owners.chain(candidate.rooms()) {
        let calendar = calendars.iter().find(|calendar| calendar.id.uuid() == owner);
        view.rely_on(calendar.ok_or(Error::NotFound { entity: Calendar::NAME })?);
    }
    if let Some(organization) = resources.travel_rule(candidate.providers()) {
        view.rely_on(organization);
    }
    // What it says of seats no constraint knows.
    if resources.service.seats().is_some() {
        view.rely_on(&resources.service);
    }
    let is_taken = |room: &&Stored<Room>| candidate.rooms().any(|taken| taken == room.id.uuid());
    for room in resources.all_rooms().filter(is_taken) {
        view.rely_on(room);
    }
    Ok(())
}

/// Returns the code of a conflict that another start would mend.
pub(super) const fn conflict_of(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Busy
        | Refusal::OnTheWay
        | Refusal::Full
        | Refusal::NoRoom
        | Refusal::NoSecondRoom
        | Refusal::NoThirdRoom
        | Refusal::NoFourthRoom
        | Refusal::TooFewProviders => "slot_taken",
        Refusal::CenterBlocked | Refusal::Blocked => "blocked",
        Refusal::GuestLimit => "guest_limit_reached",
        Refusal::ProviderLimit => "provider_limit_reached",
        _ => "outside_hours",
    }
}

/// Explains a refusal that no other start would mend.
pub(super) fn invalid(refusal: Refusal) -> Option<Error> {
    let (field, code) = match refusal {
        Refusal::NoProvider => ("/provider_id", "not_a_performer"),
        Refusal::NotAMinute => ("/starts_at", "not_a_minute"),
        Refusal::OffGrid => ("/starts_at", "off_grid"),
        Refusal::Past => ("/starts_at", "in_the_past"),
        Refusal::TooSoon => ("/starts_at", "too_soon"),
        Refusal::TooLate => ("/starts_at", "too_late"),
        _ => return None,
    };
    Some(Error::invalid(field, code, refusal.to_string()))
}
