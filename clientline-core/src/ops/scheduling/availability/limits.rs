//! What counts against the limits of a center: the appointments of a guest, and those that a
//! day of a provider has.
//!
//! Of a guest count those at the center that were not cancelled, missed or lapsed. Somebody who
//! did not sign in is known by an address alone, of which only those count that were booked with
//! it: nothing tells whether it is a guest's. Who books under a limit writes the calendar that
//! the others rely on, so that of several at once none goes beyond it.

use std::{
    collections::{BTreeSet, HashMap},
    slice,
};

use uuid::Uuid;

use super::{Availability, ServiceResources, booked::Booked};
use crate::{
    engine::{Env, Reach, View},
    entity::{Query, Stored},
    error::Result,
    model::{Appointment, AppointmentStatus, AssignmentPolicy, Guest, Occupancy, OnlineBooking},
    slots::{self, LimitPeriod},
    value::{Id, TimeRange, Timestamp},
};

/// The most appointments of a guest that are counted: more than any limit.
const COUNTED_MAX: u32 = 2_000;

/// The most bookings of an address that are counted: the latest.
const ONLINE_MAX: u32 = 500;

/// How far before the present a week may have begun, with a day for the zones.
const WEEK_MINUTES: i64 = 8 * 24 * 60;

/// How many days before a day an appointment may begin that is at work on it: one of service
/// and two of buffers.
const DAYS_BEFORE: i64 = 3;

/// When the appointments begin to take a provider, if that is counted.
#[derive(Clone, Default)]
pub(in crate::ops) struct Begun {
    /// Those of others.
    others: Vec<Timestamp>,
    /// That of the appointment that is moved.
    moved: Option<Timestamp>,
}

/// Whose bookings are counted.
pub(in crate::ops) enum CountedBookings {
    /// Those of a guest, and of those that were merged into it.
    Guests(Vec<Id<Guest>>),
    /// Those of an address, by its mailbox.
    Mailbox(String),
    /// Those of the address with which this one was booked, or the visit that it is the first
    /// part of.
    Online(Id<Appointment>),
}

impl CountedBookings {
    /// Returns those of the guest who signed in, if a guest did.
    pub(in crate::ops) fn signed_in(env: &Env) -> Option<Self> {
        match &env.actor().reach {
            Reach::Guest(guests) => Some(Self::Guests(guests.clone())),
            _ => None,
        }
    }

    /// Returns those that count when an appointment is booked for a guest, or moved.
    pub(in crate::ops) fn of(env: &Env, guest: Id<Guest>) -> Self {
        match &env.actor().reach {
            Reach::Guest(guests) => Self::Guests(guests.clone()),
            Reach::Appointments(own) => {
                own.first().map_or_else(|| Self::Guests(vec![guest]), |first| Self::Online(*first))
            }
            _ => Self::Guests(vec![guest]),
        }
    }

    /// Holds against the limits of some centers what was booked: nothing is read where no
    /// center has any.
    pub(in crate::ops) async fn limit(
        self,
        env: &Env,
        view: &mut View<'_>,
        all: &mut [ServiceResources],
    ) -> Result<()> {
        if !all.iter().any(|one| one.center.policies.limit_guests()) {
            return Ok(());
        }
        // Seldom.
        let found = Box::pin(self.read(env, view)).await?;
        for one in all.iter_mut().filter(|one| one.center.policies.limit_guests()) {
            one.count(&found, env.now());
        }
        Ok(())
    }

    /// Holds against the limits of a center what each of several guests has booked, whose
    /// resources stand in the same order.
    pub(in crate::ops) async fn limit_each(
        guests: &[Id<Guest>],
        env: &Env,
        view: &mut View<'_>,
        all: &mut [ServiceResources],
    ) -> Result<()> {
        if !all.iter().any(|one| one.center.policies.limit_guests()) {
            return Ok(());
        }
        let queries = guests.iter().map(|guest| counted(env, slice::from_ref(guest)));
        let found = view.read_to_decide(queries.collect::<Vec<_>>()).await?;
        for (one, found) in all.iter_mut().zip(found) {
            one.count(&found, env.now());
        }
        Ok(())
    }

    /// Reads the appointments that may matter.
    async fn read(self, env: &Env, view: &mut View<'_>) -> Result<Vec<Stored<Appointment>>> {
        let mailbox = match self {
            Self::Guests(guests) => return view.read_to_decide(counted(env, &guests)).await,
            Self::Mailbox(mailbox) => mailbox,
            Self::Online(id) => {
                let id = Id::<OnlineBooking>::from_uuid(id.uuid());
                let Some(booking) = view.peek(id).await? else { return Ok(Vec::new()) };
                booking.mailbox.clone()
            }
        };
        let query = Query::limit(ONLINE_MAX).eq(OnlineBooking::mailbox(), &mailbox).descending();
        let bookings = view.list(&query).await?;
        let ids: Vec<Id<Appointment>> = bookings.iter().map(|it| it.appointment_id).collect();
        let further = Appointment::booked_online_with(&ids);
        let found = (Query::limit(ONLINE_MAX).ids(&ids), further);
        let (mut found, further) = view.read_to_decide(found).await?;
        found.extend(further.into_iter().filter(|part| !ids.contains(&part.id)));
        Ok(found)
    }
}

/// Asks for the appointments of guests that may count.
fn counted(env: &Env, guests: &[Id<Guest>]) -> Query<Appointment> {
    let since = env.now().saturating_plus_minutes(-WEEK_MINUTES);
    Query::limit(COUNTED_MAX)
        .any(Appointment::guest_id(), guests)
        .ge(Appointment::starts_at(), &since)
        .order_by(Appointment::starts_at())
}

/// Whether an appointment counts against the limits of its guest.
fn counts(appointment: &Appointment, now: Timestamp) -> bool {
    match appointment.status {
        AppointmentStatus::Cancelled | AppointmentStatus::NoShow => false,
        AppointmentStatus::Pending => !appointment.has_lapsed(now),
        _ => true,
    }
}

impl ServiceResources {
    /// Counts of a guest's appointments those at the center.
    fn count(&mut self, found: &[Stored<Appointment>], now: Timestamp) {
        let moved = self.moved.map(|moved| moved.id);
        let here = found.iter().filter(|it| it.center_id == self.center.id && counts(it, now));
        let (own, others): (Vec<_>, Vec<_>) = here.partition(|it| Some(it.id) == moved);
        self.booked = Some(Box::new(Booked {
            starts: others.into_iter().map(|it| it.starts_at).collect(),
            moved: own.first().map(|it| it.starts_at),
        }));
    }

    /// Returns when no appointment of the guest may start, once some more are booked.
    pub(in crate::ops) fn full_for_guest(
        &self,
        now: Timestamp,
        more: &[Timestamp],
    ) -> Vec<TimeRange> {
        let Some(Booked { starts, moved }) = self.booked.as_deref() else { return Vec::new() };
        let starts = [starts, more].concat();
        let (zone, policies) = (&self.center.time_zone, &self.center.policies);
        let periods = [
            (LimitPeriod::Day, policies.guest_max_per_day),
            (LimitPeriod::Week, policies.guest_max_per_week),
        ];
        let full = periods.into_iter().filter_map(|(period, most)| {
            Some(slots::full_periods(zone, period, most?, &starts, *moved))
        });
        let mut full = full.flatten().collect::<Vec<_>>();
        if let Some(most) = policies.guest_max_to_come {
            let is_to_come = |at: &Timestamp| *at > now;
            let is_full = starts.iter().filter(|at| is_to_come(at)).count() >= most.into();
            // What is moved was to come before.
            if is_full && !moved.is_some_and(|at| is_to_come(&at)) {
                full.extend(TimeRange::new(now, Timestamp::MAX));
            }
        }
        full
    }

    /// Returns how many days before a day are looked at: as many as are `needed` where nothing
    /// is counted.
    pub(super) fn days_counted(&self, needed: i64) -> i64 {
        if self.counts_begun() { DAYS_BEFORE } else { needed }
    }

    /// Returns whether those come first who have the fewest appointments in a week.
    pub(super) fn counts_weeks(&self) -> bool {
        self.center.policies.assignment == AssignmentPolicy::Even
    }

    /// Returns whether it is counted when appointments begin.
    fn counts_begun(&self) -> bool {
        self.center.policies.provider_max_per_day.is_some() || self.counts_weeks()
    }

    /// Returns when appointments begin to take each provider, if that is counted: a session of a
    /// class counts once.
    pub(super) fn begun(&self, busy: &[Stored<Occupancy>], now: Timestamp) -> HashMap<Uuid, Begun> {
        if !self.counts_begun() {
            return HashMap::new();
        }
        // When each appointment begins to take each resource; the parts after processing begin
        // nothing.
        let mut begins: HashMap<_, (Uuid, Timestamp)> = HashMap::new();
        for row in busy.iter().filter(|row| !row.has_lapsed(now)) {
            let counted_as = row.class_id.unwrap_or(row.appointment_id.uuid());
            begins
                .entry((row.resource_id.uuid(), row.appointment_id))
                .and_modify(|(_, at)| *at = row.starts_at.min(*at))
                .or_insert((counted_as, row.starts_at));
        }
        let moved = self.moved.map(|moved| moved.id);
        let mut others: HashMap<Uuid, BTreeSet<(Uuid, Timestamp)>> = HashMap::new();
        let mut own = HashMap::new();
        for ((resource, appointment), begun) in begins {
            if Some(appointment) == moved {
                own.insert(resource, begun.1);
            } else {
                others.entry(resource).or_default().insert(begun);
            }
        }
        let begun = self.providers.iter().filter_map(|performer| {
            let id = performer.provider.id.uuid();
            let others = others.get(&id)?.iter().map(|(_, at)| *at).collect();
            Some((id, Begun { others, moved: own.get(&id).copied() }))
        });
        begun.collect()
    }
}

impl Availability {
    /// Returns the days of a provider on which as many appointments begin to take time as a day
    /// may have, once some more do; what is moved counts not on its own day.
    pub(in crate::ops) fn full_days(&self, provider: Uuid, more: &[Timestamp]) -> Vec<TimeRange> {
        let center = &self.resources.center;
        let Some(most) = center.policies.provider_max_per_day else { return Vec::new() };
        let Begun { others, moved } = self.begun.get(&provider).cloned().unwrap_or_default();
        let begun = [others.as_slice(), more].concat();
        slots::full_periods(&center.time_zone, LimitPeriod::Day, most, &begun, moved)
    }

    /// Returns when appointments begin to take a provider, but for one that is moved, if those of a
    /// week are counted.
    pub(super) fn begun_in_weeks(&self, provider: Uuid) -> Vec<Timestamp> {
        let begun = self.begun.get(&provider).filter(|_| self.resources.counts_weeks());
        begun.map(|begun| begun.others.clone()).unwrap_or_default()
    }
}
