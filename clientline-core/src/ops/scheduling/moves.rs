//! Several appointments that are moved at once: two guests change places, a whole morning goes
//! to a colleague.
//!
//! All of them let go of their times first, and each is then placed as if it were moved alone,
//! seeing those before it where they are by then. All are moved, or none.

use std::slice;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    agreement::KeptSeat,
    appointment_rows::occupancies,
    placement::{NOT_BOOKABLE, NOT_PLACED},
    reschedule::{NOT_MOVED, Reschedule, RescheduleAppointment},
    several::{of_part, offering},
};
use crate::{
    engine::{Batch, Conflicts, Env, Operation, Plan, View, reading::peek},
    entity::Stored,
    error::{Error, Result},
    model::{Appointment, Permission},
    ops::billing::appointment_sale::NOT_SETTLED,
    row::Version,
    slots::BookingRules,
    value::Id,
};

/// One of several moves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// Which appointment.
    pub appointment_id: Id<Appointment>,
    /// Where to.
    pub to: Reschedule,
    /// The version that the client read, if it says so.
    #[serde(default)]
    pub version: Option<i64>,
}

/// Moves several appointments in one commit: all of them, or none.
///
/// It fails as the first of them that can't be moved does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveAppointments {
    /// The moves, each of another appointment: one to twenty.
    #[schemars(length(min = 1, max = 20))]
    pub moves: Vec<Move>,
}

impl MoveAppointments {
    /// The most appointments that are moved at once.
    pub const MOVES_MAX: usize = 20;

    fn check(&self) -> Result<()> {
        if !(1..=Self::MOVES_MAX).contains(&self.moves.len()) {
            let detail = "One to twenty appointments are moved at once.";
            return Err(Error::invalid("/moves", "out_of_range", detail));
        }
        let ids = self.moves.iter().map(|one| one.appointment_id);
        let again = ids
            .enumerate()
            .find(|(at, id)| self.moves[..*at].iter().any(|one| one.appointment_id == *id));
        match again {
            Some((at, _)) => {
                let detail = "The appointment is moved before in the same list.";
                Err(Error::invalid(&format!("/moves/{at}/appointment_id"), "duplicate", detail))
            }
            None => Ok(()),
        }
    }
}

impl Operation for MoveAppointments {
    type Answer = Vec<Stored<Appointment>>;
    const NAME: &'static str = "appointments_move";
    const NEEDS: Permission = Permission::AttendAppointments;
    const CONFLICTS: Conflicts =
        Conflicts::of(&[NOT_BOOKABLE, NOT_MOVED, NOT_PLACED, NOT_SETTLED, &["changed_meanwhile"]]);

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        self.check()?;
        env.actor().must(RescheduleAppointment::NEEDS)?;
        let part = |(at, one): (usize, &Move)| MovePart {
            id: one.appointment_id,
            to: one.to.clone(),
            expected: one.version.map(Version),
            name: format!("Move {}", at + 1),
            field: format!("/moves/{at}/to"),
            listed: BookingRules::Listed,
            seat: KeptSeat::Free,
        };
        let parts: Vec<MovePart> = self.moves.iter().enumerate().map(part).collect();
        move_together(Batch::new(env, view), env, &parts).await
    }
}

/// One of several appointments that are moved at once, and where it goes.
pub(super) struct MovePart {
    pub(super) id: Id<Appointment>,
    pub(super) to: Reschedule,
    /// The version that the client read, if it says so.
    pub(super) expected: Option<Version>,
    /// What it is called if it can't be moved.
    pub(super) name: String,
    /// Where in the body its own fields stand; in the body itself, if empty.
    pub(super) field: String,
    /// By which rules guests move it, to whom the others are listed.
    pub(super) listed: BookingRules,
    /// Which seat it keeps, if its service is a class.
    pub(super) seat: KeptSeat,
}

impl Operation for MovePart {
    type Answer = Stored<Appointment>;
    const NAME: &'static str = RescheduleAppointment::NAME;
    const NEEDS: Permission = RescheduleAppointment::NEEDS;
    const CONFLICTS: Conflicts = RescheduleAppointment::CONFLICTS;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let Self { id, ref to, expected, listed, seat, .. } = *self;
        let one = RescheduleAppointment { id, to: to.clone(), expected };
        one.reschedule(env, view, (listed, seat)).await
    }
}

/// Moves appointments once all of them have let go of their times. What that takes is read as
/// often as for one of them.
pub(super) async fn move_together(
    mut batch: Batch<'_, '_>,
    env: &Env,
    parts: &[MovePart],
) -> Result<Plan<Vec<Stored<Appointment>>>> {
    let_go(&mut batch, env, parts.iter().map(|part| part.id).collect()).await?;
    batch.read_ahead(env.now(), parts).await?;
    let mut moved = Vec::with_capacity(parts.len());
    for part in parts {
        let after = batch.run_part(env.now(), part).await;
        let field = |field: &str| format!("{}{field}", part.field);
        moved.push(after.map_err(|error| {
            // What is free for one of them says nothing of the others.
            let error = if parts.len() > 1 { offering(error, Vec::new()) } else { error };
            of_part(&part.name, error, field)
        })?);
    }
    Ok(batch.finish(moved))
}

/// Frees the times of appointments that are about to be taken anew, and whose rows are known then.
pub(in crate::ops) async fn let_go(
    batch: &mut Batch<'_, '_>,
    env: &Env,
    ids: Vec<Id<Appointment>>,
) -> Result<()> {
    let all = LetGo(ids);
    batch.read_ahead(env.now(), slice::from_ref(&all)).await?;
    batch.run_part(env.now(), &all).await
}

/// Frees the times of appointments.
struct LetGo(Vec<Id<Appointment>>);

impl Operation for LetGo {
    type Answer = ();
    const NAME: &'static str = MoveAppointments::NAME;
    const NEEDS: Permission = MoveAppointments::NEEDS;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<()>> {
        let mut changes = env.changes();
        let appointments = view.read(self.0.iter().copied().map(peek).collect::<Vec<_>>()).await?;
        let taken = appointments.iter().flatten().map(|one| occupancies(one));
        for taken in view.read(taken.collect::<Vec<_>>()).await?.iter().flatten() {
            changes.delete(taken);
        }
        Ok(Plan::new((), changes))
    }
}
