//! Cancelling what belongs together: a visit, a party, or a series, from some date on.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{appointment_status::ChangeStatus, appointments::AppointmentFilter, several::of_part};
use crate::{
    engine::{Batch, Env, Operation, Plan, View},
    entity::Stored,
    error::{Error, Result},
    model::{Appointment, AppointmentStatus, Permission},
    ops::billing::fees::FeeChoice,
    value::{Notes, Timestamp},
};

/// Cancels what is to come of a visit, of a party or of a series, in one commit: all of it, or
/// nothing. What was cancelled before, or has taken place, stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CancelTogether {
    /// Which visit; or else a party or a series.
    pub visit_id: Option<Uuid>,
    /// Which party; or else a visit or a series.
    pub party_id: Option<Uuid>,
    /// Which series; or else a visit or a party.
    pub series_id: Option<Uuid>,
    /// From this start on; all that is to come, if absent.
    pub from: Option<Timestamp>,
    /// Why.
    pub reason: Option<Notes>,
    /// Whether the fees for it are charged, as where one is cancelled.
    pub fee: Option<FeeChoice>,
}

impl CancelTogether {
    /// The most appointments that are cancelled at once.
    const AT_ONCE: usize = 100;

    fn filter(&self) -> Result<AppointmentFilter> {
        let named = [self.visit_id, self.party_id, self.series_id];
        if named.iter().flatten().count() != 1 {
            let detail = "Say which visit, which party, or which series: one of them.";
            return Err(Error::invalid("/visit_id", "one_of", detail));
        }
        let Self { visit_id, party_id, series_id, from, .. } = *self;
        let all = AppointmentFilter::default();
        Ok(AppointmentFilter { series_id, visit_id, party_id, from, ..all })
    }
}

impl Operation for CancelTogether {
    type Answer = Vec<Stored<Appointment>>;
    const NAME: &'static str = "appointments_cancel";
    const NEEDS: Permission = Permission::BookAppointments;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let mut together = view.list(&self.filter()?.query()).await?;
        together.retain(|one| one.status.is_to_come() && !one.has_lapsed(env.now()));
        together.sort_by_key(|one| (one.starts_at, one.id));
        if together.is_empty() {
            let detail = "Nothing of it is to come, or there is none.";
            return Err(Error::conflict("nothing_to_cancel", detail));
        }
        if together.len() > Self::AT_ONCE {
            let detail = "At most a hundred appointments are cancelled at once.";
            return Err(Error::conflict("too_many_appointments", detail));
        }
        let mut batch = Batch::new(env, view);
        let mut cancelled = Vec::with_capacity(together.len());
        for one in together {
            let cancel = ChangeStatus {
                id: one.id,
                to: AppointmentStatus::Cancelled,
                reason: self.reason.clone(),
                fee: self.fee,
                expected: None,
            };
            let name = format!("Of {}", one.local_start);
            let after = batch.run(env.now(), &cancel).await;
            cancelled.push(after.map_err(|error| of_part(&name, error, str::to_owned))?);
        }
        Ok(batch.finish(cancelled))
    }
}
