//! Several appointments that are moved at once: two guests change places, a whole morning goes
//! to a colleague.
//!
//! All of them let go of their times first, and each is then placed as if it were moved alone,
//! seeing those before it where they are by then. All are moved, or none.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    appointment_rows::occupancies,
    reschedule::{Reschedule, RescheduleAppointment},
    several::of_part,
};
use crate::{
    engine::{Batch, Env, Operation, Plan, View},
    entity::Stored,
    error::{Error, Result},
    model::{Appointment, Permission},
    row::Version,
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

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        self.check()?;
        let mut batch = Batch::new(env, view);
        for one in &self.moves {
            batch.run(env.now(), &LetGo(one.appointment_id)).await?;
        }
        let mut moved = Vec::with_capacity(self.moves.len());
        for (at, Move { appointment_id, to, version }) in self.moves.iter().enumerate() {
            let expected = version.map(Version);
            let one = RescheduleAppointment { id: *appointment_id, to: to.clone(), expected };
            let after = batch.run(env.now(), &one).await;
            let name = format!("Move {}", at + 1);
            moved.push(after.map_err(|error| {
                of_part(&name, error, |field| format!("/moves/{at}/to{field}"))
            })?);
        }
        Ok(batch.finish(moved))
    }
}

/// Frees the time of an appointment that is about to be taken anew.
pub(super) struct LetGo(pub(super) Id<Appointment>);

impl Operation for LetGo {
    type Answer = ();
    const NAME: &'static str = MoveAppointments::NAME;
    const NEEDS: Permission = MoveAppointments::NEEDS;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<()>> {
        let mut changes = env.changes();
        let appointment = view.peek(self.0).await?;
        let taken = view.read(appointment.map(|it| occupancies(&it))).await?;
        for taken in taken.iter().flatten() {
            changes.delete(taken);
        }
        Ok(Plan::new((), changes))
    }
}
