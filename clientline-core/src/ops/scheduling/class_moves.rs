//! A session of a class that is moved as one: all who attend it, or nobody.
//!
//! A session has no row of its own: it is the appointments with one service, provider and start.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    agreement::KeptSeat,
    appointments::AppointmentFilter,
    moves::{MoveAppointments, MovePart, move_together},
    placement::NOT_PLACED,
    reschedule::{NOT_MOVED, Reschedule},
};
use crate::{
    engine::{Batch, Conflicts, Env, Operation, Plan, View},
    entity::Stored,
    error::{Error, Result},
    model::{Appointment, Permission, Provider, Room},
    ops::billing::appointment_sale::NOT_SETTLED,
    slots::BookingRules,
    value::{Id, Notes, Timestamp},
};

/// The most appointments of a session that is moved or cancelled as one.
const AT_ONCE: usize = 100;

/// Reads the appointments of the session of which one of them is, whatever has become of each.
///
/// # Errors
///
/// [`Error::Conflict`] `too_many_appointments` if there are more than a hundred.
pub(super) async fn session_of(
    one: &Appointment,
    view: &mut View<'_>,
) -> Result<Vec<Stored<Appointment>>> {
    let at_its_start = AppointmentFilter {
        provider_id: Some(one.provider_id),
        from: Some(one.starts_at),
        to: Some(Timestamp::clamped(one.starts_at.micros().saturating_add(1))),
        ..AppointmentFilter::default()
    };
    let mut session = view.list(&at_its_start.query()).await?;
    if session.len() > AT_ONCE {
        let detail = "At most a hundred appointments are moved or cancelled at once.";
        return Err(Error::conflict("too_many_appointments", detail));
    }
    session.retain(|other| other.service_id == one.service_id);
    session.sort_by_key(|other| other.id);
    Ok(session)
}

/// Moves a session of a class to another time, and to another provider if wished, in one commit:
/// all who attend it, or nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveClass {
    /// Which session: that of this appointment.
    pub class_of: Id<Appointment>,
    /// When it shall start.
    pub starts_at: Timestamp,
    /// By whom it shall be held; as before, if absent.
    #[serde(default)]
    pub provider_id: Option<Id<Provider>>,
    /// In which room; as before if that is free, or in any that fits, if absent.
    #[serde(default)]
    pub room_id: Option<Id<Room>>,
    /// Why.
    #[serde(default)]
    pub reason: Option<Notes>,
    /// Move outside hours and notice (managers only).
    #[serde(default, rename = "override")]
    pub override_rules: bool,
}

impl MoveClass {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(class_of: Id<Appointment>, starts_at: Timestamp) -> Self {
        Self {
            class_of,
            starts_at,
            provider_id: None,
            room_id: None,
            reason: None,
            override_rules: false,
        }
    }
}

impl Operation for MoveClass {
    type Answer = Vec<Stored<Appointment>>;
    const NAME: &'static str = "class_move";
    const NEEDS: Permission = MoveAppointments::NEEDS;
    const CONFLICTS: Conflicts = Conflicts::of(&[
        NOT_MOVED,
        NOT_PLACED,
        NOT_SETTLED,
        &["changed_meanwhile", "too_many_appointments"],
    ]);

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let one = view.referred("/class_of", self.class_of).await?;
        let mut session = session_of(&one, view).await?;
        session.retain(|other| !other.status.is_over());
        if session.is_empty() {
            // That it is over is why it can't be moved.
            session.push(one);
        }
        let to = Reschedule {
            provider_id: self.provider_id,
            room_id: self.room_id,
            reason: self.reason.clone(),
            override_rules: self.override_rules,
            ..Reschedule::to(self.starts_at)
        };
        // Fewer seats send nobody away.
        let seat = match u32::try_from(session.len()) {
            Ok(attending) if attending > 1 => KeptSeat::OfSession(attending),
            _ => KeptSeat::Own,
        };
        let guest = |(at, one): (usize, &Stored<Appointment>)| MovePart {
            id: one.id,
            to: to.clone(),
            expected: None,
            name: format!("Guest {}", at + 1),
            field: String::new(),
            listed: BookingRules::Listed,
            seat,
        };
        let guests: Vec<MovePart> = session.iter().enumerate().map(guest).collect();
        let mut batch = Batch::new(env, view);
        batch.know(&session);
        move_together(batch, env, &guests).await
    }
}
