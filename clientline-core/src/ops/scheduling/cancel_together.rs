//! Cancelling what belongs together: a visit, a party, a session of a class, or a series from some
//! date on.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    appointment_checks::NOT_CHANGEABLE,
    appointment_status::{ChangeStatus, NOT_STEPPED},
    appointments::AppointmentFilter,
    class_moves::session_of,
    several::of_part,
};
use crate::{
    engine::{Batch, Conflicts, Env, Operation, Plan, View},
    entity::Stored,
    error::{Error, Result},
    model::{Appointment, AppointmentStatus, Permission},
    ops::billing::fees::FeeChoice,
    value::{Id, Notes, Timestamp},
};

/// Cancels what is to come of a visit, a party, a series or a session of a class, in one commit: all
/// of it, or nothing. What was cancelled before, or has taken place, stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CancelTogether {
    /// Which visit; or else one of the others.
    pub visit_id: Option<Uuid>,
    /// Which party; or else one of the others.
    pub party_id: Option<Uuid>,
    /// Which series; or else one of the others.
    pub series_id: Option<Uuid>,
    /// Which session of a class, that of this appointment; or else one of the others. Who is
    /// there already leaves as well.
    pub class_of: Option<Id<Appointment>>,
    /// Of what belongs together, from this start on; all that is to come, if absent.
    pub from: Option<Timestamp>,
    /// Why.
    pub reason: Option<Notes>,
    /// Whether the fees for it are charged, as where one is cancelled.
    pub fee: Option<FeeChoice>,
}

impl CancelTogether {
    /// The most appointments that are cancelled at once.
    const AT_ONCE: usize = 100;

    /// Reads what belongs together, whatever has become of it.
    async fn together(&self, view: &mut View<'_>) -> Result<Vec<Stored<Appointment>>> {
        let named = [self.visit_id, self.party_id, self.series_id, self.class_of.map(Id::uuid)];
        if named.iter().flatten().count() != 1 {
            let detail = "Say which visit, party, series or session of a class: one of them.";
            return Err(Error::invalid("/visit_id", "one_of", detail));
        }
        if let Some(one) = self.class_of {
            let one = view.referred("/class_of", one).await?;
            return session_of(&one, view).await;
        }
        let Self { visit_id, party_id, series_id, from, .. } = *self;
        let all = AppointmentFilter::default();
        let filter = AppointmentFilter { series_id, visit_id, party_id, from, ..all };
        view.list(&filter.query()).await
    }

    /// Returns whether an appointment is cancelled with the others.
    fn takes(&self, one: &Appointment, now: Timestamp) -> bool {
        let is_there = self.class_of.is_some() && one.status == AppointmentStatus::CheckedIn;
        is_there || (one.status.is_to_come() && !one.has_lapsed(now))
    }
}

impl Operation for CancelTogether {
    type Answer = Vec<Stored<Appointment>>;
    const NAME: &'static str = "appointments_cancel";
    const NEEDS: Permission = Permission::BookAppointments;
    const CONFLICTS: Conflicts = Conflicts::of(&[
        NOT_CHANGEABLE,
        NOT_STEPPED,
        &["nothing_to_cancel", "too_many_appointments"],
    ]);

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let mut together = self.together(view).await?;
        together.retain(|one| self.takes(one, env.now()));
        together.sort_by_key(|one| (one.starts_at, one.id));
        if together.is_empty() {
            let detail = "Nothing of it is to come, or there is none.";
            return Err(Error::conflict("nothing_to_cancel", detail));
        }
        if together.len() > Self::AT_ONCE {
            let detail = "At most a hundred appointments are cancelled at once.";
            return Err(Error::conflict("too_many_appointments", detail));
        }
        let cancel = |one: &Stored<Appointment>| ChangeStatus {
            id: one.id,
            to: AppointmentStatus::Cancelled,
            reason: self.reason.clone(),
            fee: self.fee,
            expected: None,
        };
        let cancels: Vec<ChangeStatus> = together.iter().map(cancel).collect();
        let mut batch = Batch::new(env, view);
        batch.know(&together);
        batch.read_ahead(env.now(), &cancels).await?;
        let mut cancelled = Vec::with_capacity(together.len());
        for (one, cancel) in together.iter().zip(&cancels) {
            let name = format!("Of {}", one.local_start);
            let after = batch.run_part(env.now(), cancel).await;
            cancelled.push(after.map_err(|error| of_part(&name, error, str::to_owned))?);
        }
        Ok(batch.finish(cancelled))
    }
}
