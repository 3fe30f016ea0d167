//! Rules about appointments, their times and their sales.

use std::collections::BTreeMap;

use clientline::{
    entity::Stored,
    model::{Appointment, AppointmentChange, AppointmentStatus, Occupancy, Sale, SaleStatus},
    row::Version,
    value::{Id, SegmentKind, Segments, Timestamp},
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
        let mut expected = expected(&appointment);
        let mut found = taken.remove(&appointment.id).unwrap_or_default();
        expected.sort_unstable();
        found.sort_unstable_by_key(|taken| (taken.0, taken.2));
        // Places of one room, one after the other, are as good as one.
        let room = appointment.room_id.map(Id::uuid);
        found.dedup_by(|next, before| {
            let goes_on = Some(next.0) == room && next.0 == before.0 && next.2 == before.3;
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

fn expected(appointment: &Appointment) -> Vec<Taken> {
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
    let work = bounds.chunks(2).map(|part| (appointment.provider_id.uuid(), 1, part[0], part[1]));
    let mut units: Vec<Taken> = work.collect();
    if let (Some(room), Some(unit)) = (appointment.room_id, appointment.room_unit) {
        units.push((room.uuid(), unit, start, end));
    }
    units
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
