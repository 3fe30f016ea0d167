//! Rules about appointments, their times and their sales.

use std::collections::BTreeMap;

use clientline::{
    entity::Stored,
    model::{
        Appointment, AppointmentChange, AppointmentProvider, AppointmentRoom, AppointmentSeries,
        AppointmentStatus, Occupancy, Sale, SaleStatus, Service, ServiceRoomCategory,
    },
    row::Version,
    value::{FewIds, Id, SegmentKind, Segments, Timestamp},
};
use uuid::Uuid;

use super::must;
use crate::content::Content;

/// What an appointment takes: a unit, from one instant to another.
type Taken = (Uuid, i32, Timestamp, Timestamp);

pub(super) fn held_appointments_alone_take_time(content: &Content) -> Result<(), String> {
    let mut taken: BTreeMap<Id<Appointment>, Vec<Taken>> = BTreeMap::new();
    for row in content.all::<Occupancy>() {
        let one = (row.resource_id.uuid(), row.unit, row.starts_at, row.ends_at);
        taken.entry(row.appointment_id).or_default().push(one);
    }
    for appointment in content.all::<Appointment>() {
        let mut found = taken.remove(&appointment.id).unwrap_or_default();
        let mut expected = expected(&appointment, &found);
        expected.sort_unstable();
        found.sort_unstable_by_key(|taken| (taken.0, taken.2));
        // Places of one room, one after the other, are as good as one.
        let is_room = |id: Uuid| appointment.rooms().any(|room| room.uuid() == id);
        found.dedup_by(|next, before| {
            let goes_on = is_room(next.0) && next.0 == before.0 && next.2 == before.3;
            if goes_on {
                before.3 = next.3;
            }
            goes_on
        });
        found.sort_unstable();
        // A hold may have lapsed, and then others have taken what it was in the way of.
        let is_within = |one: &Taken| {
            expected.iter().any(|whole| whole.0 == one.0 && whole.2 <= one.2 && one.3 <= whole.3)
        };
        let is_right = match appointment.status {
            AppointmentStatus::Pending => found.iter().all(is_within),
            _ => expected == found,
        };
        must(is_right, || format!("{appointment:?} takes {found:?}"))?;
    }
    must(taken.is_empty(), || format!("taken for nobody: {taken:?}"))
}

/// What an appointment should take; of a further room, whichever place it has there first.
fn expected(appointment: &Appointment, found: &[Taken]) -> Vec<Taken> {
    if matches!(appointment.status, AppointmentStatus::Cancelled | AppointmentStatus::NoShow) {
        return Vec::new();
    }
    let (before, after) =
        (appointment.buffer_before_minutes.get(), appointment.buffer_after_minutes.get());
    let start = appointment.starts_at.saturating_plus_minutes(-i64::from(before));
    let end = appointment.ends_at.saturating_plus_minutes(i64::from(after));
    let mut bounds = vec![start];
    let mut at = appointment.starts_at;
    for part in appointment.segments.into_iter().flat_map(Segments::parts) {
        let until = at.saturating_plus_minutes(part.minutes.get().into());
        if part.kind == SegmentKind::Processing {
            bounds.extend([at, until]);
        }
        at = until;
    }
    bounds.push(end);
    let work = appointment.providers().flat_map(|provider| {
        bounds.chunks(2).map(move |part| (provider.uuid(), 1, part[0], part[1]))
    });
    let mut units: Vec<Taken> = work.collect();
    if let (Some(room), Some(unit)) = (appointment.room_id, appointment.room_unit) {
        units.push((room.uuid(), unit, start, end));
    }
    for room in appointment.further_room_ids.into_iter().flat_map(FewIds::iter) {
        let first = found.iter().find(|taken| taken.0 == room.uuid() && taken.2 == start);
        units.push((room.uuid(), first.map_or(1, |first| first.1), start, end));
    }
    units
}

pub(super) fn links_say_what_lists_say(content: &Content) -> Result<(), String> {
    let (mut said, mut linked) = (Vec::new(), Vec::new());
    for one in content.all::<Appointment>() {
        let rooms = one.further_room_ids.into_iter().flat_map(FewIds::iter);
        let begun = Some(one.starts_at);
        said.extend(rooms.map(|room| (one.id.uuid(), room.uuid(), begun)));
        said.extend(one.providers().skip(1).map(|other| (one.id.uuid(), other.uuid(), begun)));
    }
    for one in content.all::<Service>() {
        let kinds = one.further_room_category_ids.iter();
        said.extend(kinds.map(|kind| (one.id.uuid(), kind.uuid(), None)));
    }
    for link in content.all::<AppointmentRoom>() {
        linked.push((link.appointment_id.uuid(), link.room_id.uuid(), Some(link.starts_at)));
    }
    for link in content.all::<AppointmentProvider>() {
        let (appointment, provider) = (link.appointment_id.uuid(), link.provider_id.uuid());
        linked.push((appointment, provider, Some(link.starts_at)));
    }
    for link in content.all::<ServiceRoomCategory>() {
        linked.push((link.service_id.uuid(), link.room_category_id.uuid(), None));
    }
    said.sort_unstable();
    linked.sort_unstable();
    must(said == linked, || format!("{said:?} is linked as {linked:?}"))
}

pub(super) fn series_name_their_appointments(content: &Content) -> Result<(), String> {
    let all = content.all::<Appointment>();
    let of: BTreeMap<Id<Appointment>, Option<Uuid>> =
        all.iter().map(|one| (one.id, one.series_id)).collect();
    for series in content.all::<AppointmentSeries>() {
        let dates = &series.dates.0;
        let named: Vec<_> = dates.iter().filter_map(|date| date.appointment_id).collect();
        let is_its_own = named.iter().all(|id| of.get(id) == Some(&Some(series.id.uuid())));
        let is_whole = is_its_own && named.first() == Some(&series.appointment_id);
        must(is_whole && dates.is_sorted_by_key(|date| date.at), || format!("{series:?}"))?;
    }
    Ok(())
}

pub(super) fn history_ends_in_the_present(content: &Content) -> Result<(), String> {
    let mut steps: BTreeMap<Id<Appointment>, Vec<Stored<AppointmentChange>>> = BTreeMap::new();
    for step in content.all::<AppointmentChange>() {
        steps.entry(step.appointment_id).or_default().push(step);
    }
    for appointment in content.all::<Appointment>() {
        let mut steps = steps.remove(&appointment.id).unwrap_or_default();
        steps.sort_by_key(|step| step.step);
        if let Some(booking) =
            AppointmentChange::booking(&appointment, steps.first().map(|one| &**one))
        {
            steps.insert(0, booking);
        }
        let counted = steps.iter().map(|step| step.step).eq(1..=appointment.steps);
        must(counted, || format!("{appointment:?} counts other steps than {steps:?}"))?;
        let mut status = None;
        for step in &steps {
            must(step.from_status == status, || format!("{step:?} comes after {status:?}"))?;
            status = Some(step.to_status);
        }
        let now = steps.last().map(|step| (step.to_status, step.starts_at));
        must(now == Some((appointment.status, appointment.starts_at)), || {
            format!("{appointment:?} ends {now:?}")
        })?;
    }
    Ok(())
}

pub(super) fn every_appointment_has_a_sale(content: &Content) -> Result<(), String> {
    let mut sales: BTreeMap<Id<Appointment>, Stored<Sale>> = BTreeMap::new();
    for sale in content.all::<Sale>() {
        if let Some(appointment) = sale.appointment_id {
            sales.insert(appointment, sale);
        }
    }
    for appointment in content.all::<Appointment>() {
        let sale = sales.get(&appointment.id).ok_or_else(|| format!("{appointment:?} has none"))?;
        // What it costs may change at the till: it says what its line says, or said.
        let is_as_booked = sale.version() == Version(1);
        let alike = (sale.guest_id, sale.center_id)
            == (appointment.guest_id, appointment.center_id)
            && (!is_as_booked || sale.net_value == appointment.price);
        must(alike, || format!("{sale:?} is not for {appointment:?}"))?;
        let over =
            matches!(appointment.status, AppointmentStatus::Cancelled | AppointmentStatus::NoShow);
        must(!over || sale.status != SaleStatus::Open, || format!("{sale:?} of {appointment:?}"))?;
    }
    Ok(())
}
