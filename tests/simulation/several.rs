//! Several requests as one commit.

use std::sync::Arc;

use clientline::{
    Error, Result,
    engine::{Actor, Batch, Conflicts, Env, Operation, Plan, Shown, View},
    model::Permission,
    ops::{billing::issuing::IssueInvoice, scheduling::calendar::ReadCalendar},
};
use schemars::JsonSchema;
use serde::Serialize;

use crate::act::Act;

/// Requests that are planned one after the other, and committed as one.
#[derive(Clone, Debug)]
pub(crate) struct Several(pub(crate) Vec<Arc<dyn Act>>);

impl Several {
    /// Whether a request may be one of several.
    ///
    /// Storages write an invoice before its lines; so a draft that was there
    /// before can't get lines and be issued at once: the database refuses lines
    /// of an issued invoice. And that a row is in use shows when its removal is
    /// committed; a calendar that is read before that misses it.
    pub(crate) fn takes(act: &dyn Act) -> bool {
        !act.is_alone() && ![IssueInvoice::NAME, ReadCalendar::NAME].contains(&act.name())
    }
}

/// What became of one of the requests: its name, and the JSON of its answer, or
/// the code of what refused it.
pub(crate) type Part = (String, Result<String, String>);

/// What became of all of them. Each answer was shown to nobody yet.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(transparent)]
pub(crate) struct Parts(pub(crate) Vec<Part>);

impl Shown for Parts {
    fn shown_to(self, _: &Actor) -> Result<Self> {
        Ok(self)
    }
}

impl Operation for Several {
    type Answer = Parts;
    const NAME: &'static str = "several";
    // What everybody has: each request asks for its own.
    const NEEDS: Permission = Permission::ReadSlots;
    const CONFLICTS: Conflicts = Conflicts::ANY;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let mut batch = Batch::new(env, view);
        let mut parts = Vec::with_capacity(self.0.len());
        for act in &self.0 {
            let outcome = match act.join(&mut batch, env.now()).await {
                Err(error @ (Error::Storage(_) | Error::Replan(_))) => return Err(error),
                outcome => outcome.map_err(|error| error.code().to_owned()),
            };
            parts.push((act.name().to_owned(), outcome));
        }
        Ok(batch.finish(Parts(parts)))
    }
}
