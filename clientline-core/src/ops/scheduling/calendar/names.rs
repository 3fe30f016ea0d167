//! The names and the local times that a calendar shows: what is read for them,
//! and how they are written.

use std::collections::{BTreeSet, HashMap};

use super::{
    CalendarAppointment, CalendarFlag, CalendarFurtherProvider, CalendarRoom, LocalSpan, Settlement,
};
use crate::{
    engine::{Reading, View},
    entity::{Entity, Query, Stored},
    error::Result,
    model::{Appointment, AppointmentSource, AppointmentStatus, Guest, Provider, Room, Service},
    ops::scheduling::availability::local_text,
    row::Select,
    storage,
    value::{Id, Name, TimeZone, Timestamp},
};

/// The names that the appointments of one answer refer to.
pub(super) struct Names {
    guests: HashMap<Id<Guest>, Stored<Guest>>,
    providers: HashMap<Id<Provider>, Stored<Provider>>,
    services: HashMap<Id<Service>, Stored<Service>>,
    rooms: HashMap<Id<Room>, Stored<Room>>,
}

impl Names {
    /// Reads what the appointments name, and something else together with it.
    pub(super) async fn read<R: Reading>(
        view: &mut View<'_>,
        appointments: &[Stored<Appointment>],
        other: R,
    ) -> Result<(Self, R::Found)> {
        let (guests, providers, services, rooms, other) = view
            .read((
                by_id(appointments.iter().map(|appointment| appointment.guest_id)),
                by_id(appointments.iter().flat_map(|appointment| appointment.providers())),
                by_id(appointments.iter().map(|appointment| appointment.service_id)),
                by_id(appointments.iter().flat_map(|appointment| appointment.rooms())),
                other,
            ))
            .await?;
        let names = Self {
            guests: keyed(guests),
            providers: keyed(providers),
            services: keyed(services),
            rooms: keyed(rooms),
        };
        Ok((names, other))
    }

    pub(super) fn appointment(
        &self,
        appointment: &Stored<Appointment>,
        settlement: Option<Settlement>,
        now: Timestamp,
        wall: &Wall<'_>,
    ) -> Result<CalendarAppointment> {
        let guest = named(&self.guests, appointment.guest_id)?;
        let provider = named(&self.providers, appointment.provider_id)?;
        let room = appointment.room_id.map(|id| named(&self.rooms, id)).transpose()?;
        Ok(CalendarAppointment {
            id: appointment.id,
            version: appointment.version().0,
            status: appointment.status,
            time: wall.span(appointment.starts_at, appointment.ends_at),
            segments: appointment.segments,
            series_id: appointment.series_id,
            visit_id: appointment.visit_id,
            party_id: appointment.party_id,
            held_until: appointment.held_until,
            price: appointment.price,
            currency: appointment.currency,
            settlement,
            flags: flags(appointment, guest, now),
            guest_id: guest.id,
            guest_name: match (&appointment.contact_first_name, &appointment.contact_last_name) {
                (Some(first_name), Some(last_name)) => full_name(first_name, last_name),
                _ => full_name(&guest.first_name, &guest.last_name),
            },
            provider_id: provider.id,
            provider_name: full_name(&provider.first_name, &provider.last_name),
            color: provider.color.clone(),
            further_providers: self.further_providers(appointment)?,
            service_id: appointment.service_id,
            service_name: named(&self.services, appointment.service_id)?.name.clone(),
            room_id: appointment.room_id,
            room_name: room.map(|room| room.name.clone()),
            further_rooms: appointment
                .rooms()
                .filter(|id| Some(*id) != appointment.room_id)
                .map(|id| Ok(CalendarRoom { id, name: named(&self.rooms, id)?.name.clone() }))
                .collect::<Result<_>>()?,
            notes: appointment.notes.clone(),
        })
    }

    fn further_providers(&self, of: &Appointment) -> Result<Vec<CalendarFurtherProvider>> {
        let further = of.providers().skip(1).map(|id| {
            let Provider { first_name, last_name, .. } = &**named(&self.providers, id)?;
            Ok(CalendarFurtherProvider { id, name: full_name(first_name, last_name) })
        });
        further.collect()
    }
}

/// The guest was entered for the booking if it was no longer before than this, in minutes.
const NEW_MINUTES: i64 = 24 * 60;

fn flags(
    appointment: &Stored<Appointment>,
    guest: &Stored<Guest>,
    now: Timestamp,
) -> Vec<CalendarFlag> {
    let awaited = matches!(
        appointment.status,
        AppointmentStatus::Pending | AppointmentStatus::Scheduled | AppointmentStatus::Confirmed
    );
    let since = appointment.created_at().saturating_plus_minutes(-NEW_MINUTES);
    let is_new = appointment.source != AppointmentSource::Import && guest.created_at() >= since;
    let has_notes = appointment.notes.is_some() || appointment.internal_notes.is_some();
    let flags = [
        (CalendarFlag::NewGuest, is_new),
        (CalendarFlag::Late, awaited && appointment.starts_at < now),
        (CalendarFlag::Notes, has_notes),
    ];
    flags.into_iter().filter_map(|(flag, holds)| holds.then_some(flag)).collect()
}

/// Returns what an identifier in a row names: the storage promises that it is
/// there.
pub(super) fn named<E: Entity>(all: &HashMap<Id<E>, Stored<E>>, id: Id<E>) -> Result<&Stored<E>> {
    let dangling = || storage::Error::Corrupt(format!("there is no {} {id}", E::NAME));
    Ok(all.get(&id).ok_or_else(dangling)?)
}

/// The clock on the walls of the center.
pub(super) struct Wall<'a> {
    pub(super) zone: &'a TimeZone,
}

impl Wall<'_> {
    pub(super) fn span(&self, starts_at: Timestamp, ends_at: Timestamp) -> LocalSpan {
        LocalSpan {
            starts_at,
            ends_at,
            local_start: local_text(self.zone, starts_at),
            local_end: local_text(self.zone, ends_at),
        }
    }
}

/// Asks for what some identifiers name, each of them once; for nothing if there
/// are none.
pub(in crate::ops::scheduling) fn by_id<E: Entity>(
    ids: impl Iterator<Item = Id<E>>,
) -> Vec<Query<E>> {
    let ids: Vec<Id<E>> = ids.collect::<BTreeSet<_>>().into_iter().collect();
    let some = |ids: &[Id<E>]| Query::limit(Select::LIMIT_MAX).ids(ids);
    ids.chunks(Select::SET_MAX).map(some).collect()
}

pub(super) fn keyed<E: Entity>(found: Vec<Vec<Stored<E>>>) -> HashMap<Id<E>, Stored<E>> {
    found.into_iter().flatten().map(|row| (row.id(), row)).collect()
}

pub(super) fn full_name(first: &Name, last: &Name) -> String {
    format!("{first} {last}")
}
