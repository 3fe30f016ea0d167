//! What is held for somebody who has not said yet who they are, held longer: once.

use super::{
    contact::settings,
    managed::{ManagedBooking, Own, own_appointments, shown},
};
use crate::{
    engine::{
        Conflicts, Env, Operation, Plan, View,
        reading::{require, require_all},
    },
    entity::Stored,
    error::{Error, Result},
    model::{Appointment, AppointmentStatus, Occupancy, Permission, StartHold},
    ops::scheduling::{appointment_checks::must_be_held, appointment_rows::occupancies},
    value::{Id, Timestamp},
};

/// Extends what a token holds by as many minutes as it was held for, once.
#[derive(Clone, Copy, Debug)]
pub struct ExtendHold;

impl Operation for ExtendHold {
    type Answer = ManagedBooking;
    const NAME: &'static str = "start_hold_extend";
    const NEEDS: Permission = Permission::ManageOnlineBooking;
    const CONFLICTS: Conflicts =
        Conflicts::of(&[&["hold_extended", "hold_lapsed", "invalid_transition"]]);

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<ManagedBooking>> {
        let held = Held::read(env, view).await?;
        if held.hold.extensions >= StartHold::EXTENSIONS_MAX {
            let detail = "It was extended already. Book it, or choose a start again.";
            return Err(Error::conflict("hold_extended", detail));
        }
        let minutes = settings(env, view).await?.cart_minutes;
        let until = held.until.saturating_plus_minutes(minutes.into());
        let until = until.min(held.own.appointment.starts_at);
        let mut changes = env.changes();
        changes.update(&held.hold, |hold| hold.extensions += 1);
        let mut first = held.own.appointment.clone();
        for part in &held.parts {
            let after = changes.update(part, |appointment| appointment.held_until = Some(until));
            if after.id == first.id {
                first = after;
            }
        }
        for time in &held.times {
            changes.delete(time);
            let (id, held_until) = (env.new_id(), Some(until));
            changes.insert(Occupancy { id, held_until, ..Occupancy::clone(time) });
        }
        Ok(Plan::new(shown(env, first, held.own.names), changes))
    }
}

/// What a token holds.
struct Held {
    own: Own,
    hold: Stored<StartHold>,
    /// All of it.
    parts: Vec<Stored<Appointment>>,
    times: Vec<Stored<Occupancy>>,
    /// Until when.
    until: Timestamp,
}

impl Held {
    /// Reads it, and checks that it is held.
    async fn read(env: &Env, view: &mut View<'_>) -> Result<Self> {
        let own = Own::read(env, view, None).await?;
        let first = &own.appointment;
        let further = own_appointments(env)?.iter().skip(1).copied();
        let hold = Id::<StartHold>::from_uuid(first.id.uuid());
        let (hold, mut parts) =
            view.read((require(hold), require_all(further.collect::<Vec<_>>()))).await?;
        must_be_held(first, env)?;
        parts.insert(0, first.clone());
        parts.retain(|part| part.status == AppointmentStatus::Pending);
        let until = parts.first().and_then(|part| part.held_until);
        let Some(until) = until.filter(|_| first.status == AppointmentStatus::Pending) else {
            let detail = format!(
                "An appointment that is {} is not held any more; choose a start again.",
                first.status.as_str()
            );
            return Err(Error::conflict("invalid_transition", detail));
        };
        let times = parts.iter().map(|part| occupancies(part)).collect::<Vec<_>>();
        let times = view.read(times).await?.into_iter().flatten().collect();
        Ok(Self { own, hold, parts, times, until })
    }
}
