//! Moving a visit: what is to come of it to another time, with the distances between its parts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    agreement::{KeptSeat, Moved, Terms},
    appointments::AppointmentFilter,
    availability::CountedBookings,
    moves::{MoveAppointments, MovePart, let_go, move_together},
    moving::MovedBeside,
    placement::NOT_PLACED,
    reschedule::{NOT_MOVED, Reschedule},
    several::offering,
    visit_alternatives::{OtherStarts, RefusedVisit},
    visit_distances::distances,
    visit_starts::WantedService,
};
use crate::{
    engine::{Batch, Conflicts, Env, Operation, Plan, View},
    entity::Stored,
    error::{Error, Result},
    model::{Appointment, Permission, Role},
    slots::BookingRules,
    value::{Notes, Timestamp},
};

/// Moves what is to come of a visit to another time, in one commit: all of it, or nothing. The
/// times between its parts, and who serves them, stay as they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveVisit {
    /// Which visit.
    #[schemars(extend("examples" = ["019aa5b0-7c00-7000-8000-000000000002"]))]
    pub visit_id: Uuid,
    /// When the first of what is to come shall start.
    pub starts_at: Timestamp,
    /// Why.
    #[serde(default)]
    pub reason: Option<Notes>,
    /// Move outside hours and notice (managers only).
    #[serde(default, rename = "override")]
    pub override_rules: bool,
}

impl MoveVisit {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(visit_id: Uuid, starts_at: Timestamp) -> Self {
        Self { visit_id, starts_at, reason: None, override_rules: false }
    }
}

impl Operation for MoveVisit {
    type Answer = Vec<Stored<Appointment>>;
    const NAME: &'static str = "visit_move";
    const NEEDS: Permission = MoveAppointments::NEEDS;
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_MOVED, NOT_PLACED]);

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let of_visit =
            AppointmentFilter { visit_id: Some(self.visit_id), ..AppointmentFilter::default() };
        let mut parts = view.list(&of_visit.query()).await?;
        parts.retain(|part| part.status.is_to_come());
        parts.sort_by_key(|part| (part.starts_at, part.id));
        let Some(first) = parts.first() else { return Err(Error::NotFound { entity: "visit" }) };
        let later = self.starts_at.micros().saturating_sub(first.starts_at.micros());
        let to = |part: &Appointment| Reschedule {
            reason: self.reason.clone(),
            override_rules: self.override_rules,
            ..Reschedule::to(Timestamp::clamped(part.starts_at.micros().saturating_add(later)))
        };
        // As they were booked: what follows the first one begins when that ends.
        let listed = |at| if at == 0 { BookingRules::Listed } else { BookingRules::Following };
        let part = |(at, part): (usize, &Stored<Appointment>)| MovePart {
            id: part.id,
            to: to(part),
            expected: None,
            name: format!("Service {}", at + 1),
            field: String::new(),
            listed: listed(at),
            seat: KeptSeat::Free,
        };
        let moves: Vec<MovePart> = parts.iter().enumerate().map(part).collect();
        let mut batch = Batch::new(env, view);
        batch.know(&parts);
        match move_together(batch, env, &moves).await {
            Err(error @ Error::SlotUnavailable { .. }) if parts.len() > 1 => {
                // Seldom, and large.
                let instead = Box::pin(self.alternatives(env, view, &parts)).await?;
                Err(offering(error, instead))
            }
            moved => moved,
        }
    }
}

impl MoveVisit {
    /// Returns other starts to which all parts can be moved.
    async fn alternatives(
        &self,
        env: &Env,
        view: &mut View<'_>,
        parts: &[Stored<Appointment>],
    ) -> Result<Vec<Timestamp>> {
        let mut batch = Batch::new(env, view);
        batch.know(parts);
        let_go(&mut batch, env, parts.iter().map(|part| part.id).collect()).await?;
        let found = FindOthers { starts_at: self.starts_at, parts };
        Ok(batch.run_part(env.now(), &found).await?.0)
    }
}

/// Finds other starts of a visit that has let go of its times.
struct FindOthers<'p> {
    starts_at: Timestamp,
    parts: &'p [Stored<Appointment>],
}

impl Operation for FindOthers<'_> {
    type Answer = OtherStarts;
    const NAME: &'static str = MoveVisit::NAME;
    const NEEDS: Permission = MoveVisit::NEEDS;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<OtherStarts>> {
        let Self { starts_at, parts } = *self;
        let first = &parts[0];
        let moved = parts.iter().map(|part| {
            let moved = Moved::of(part, Terms::Agreed, None)?;
            Ok(Some(MovedBeside { moved, appointment: part }))
        });
        let moved = moved.collect::<Result<Vec<_>>>()?;
        let starts: Vec<Timestamp> = parts.iter().map(|part| part.starts_at).collect();
        let is_guest = env.actor().role == Role::Client;
        let counted = is_guest.then(|| CountedBookings::of(env, first.guest_id));
        let refused = RefusedVisit {
            center_id: first.center_id,
            starts_at,
            services: parts.iter().map(|part| WantedService::new(part.service_id)).collect(),
            moved: &moved,
            named: vec!["/visit_id".to_owned(); parts.len()],
            check: |_| Ok(()),
        };
        let (zone, kept) = (&first.time_zone, distances(&starts));
        let found = refused.alternatives(env, view, zone, (counted, kept)).await?;
        Ok(Plan::read(env, found))
    }
}
