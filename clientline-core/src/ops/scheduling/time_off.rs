//! Time off that providers enter themselves.
//!
//! It is a [`Blockout`] as any other. Who is staff enters and removes their own, and nobody else's;
//! who may change the catalogue does so for every provider.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::calendars::{CreateBlockout, DeleteBlockout};
use crate::{
    engine::{Actor, Env, Operation, Plan, Reach, View},
    entity::Stored,
    error::Result,
    model::{Blockout, BlockoutReason, Permission, Provider},
    storage::Key,
    value::{Id, Notes, Recurrence, Timestamp},
};

/// Blocks time of a provider: one's own, unless one may change the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EnterTimeOff {
    /// Whose time off it is: the provider that one is, unless one may change the catalogue.
    pub provider_id: Id<Provider>,
    /// The first instant off.
    pub starts_at: Timestamp,
    /// The first instant after it; at most 366 days later.
    pub ends_at: Timestamp,
    /// Why.
    pub reason: BlockoutReason,
    /// More about it.
    #[serde(default)]
    pub notes: Option<Notes>,
    /// When it recurs between its start and its end; all of it is off, if absent.
    #[serde(default)]
    pub recurrence: Option<Recurrence>,
}

/// The provider that an actor is.
fn own(actor: &Actor) -> Option<Id<Provider>> {
    match &actor.reach {
        Reach::Staff { provider, .. } => *provider,
        _ => None,
    }
}

impl Operation for EnterTimeOff {
    type Answer = Stored<Blockout>;
    const NAME: &'static str = "time_off_enter";
    const NEEDS: Permission = Permission::OwnTimeOff;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        if own(env.actor()) != Some(self.provider_id) {
            env.actor().must(Permission::WriteCatalogue)?;
        }
        let blockout = CreateBlockout {
            provider_id: Some(self.provider_id),
            room_id: None,
            center_id: None,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            reason: self.reason,
            notes: self.notes.clone(),
            recurrence: self.recurrence.clone(),
        };
        blockout.plan(env, view).await
    }
}

/// Takes time off back: one's own, unless one may change the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct RemoveTimeOff(pub Id<Blockout>);

impl Operation for RemoveTimeOff {
    type Answer = ();
    const NAME: &'static str = "time_off_remove";
    const NEEDS: Permission = Permission::OwnTimeOff;

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.0))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<()>> {
        let blockout = view.require(self.0).await?;
        if own(env.actor()).map(Id::uuid) != Some(blockout.calendar_id.uuid()) {
            env.actor().must(Permission::WriteCatalogue)?;
        }
        DeleteBlockout(self.0).plan(env, view).await
    }
}
