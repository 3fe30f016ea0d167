//! Several requests planned one after the other and committed as one.
//!
//! Each sees what those before it decided, as if it had been committed; so
//! whatever is possible request by request is possible at once, by the same
//! rules, and all of it happens or nothing.

use super::{
    operation::NewEvent,
    overlay::{Overlay, Planned},
};
use crate::{
    engine::{Env, Operation, Plan, View},
    entity::{Entity, Query, Stored},
    error::Result,
    row::ChangeSet,
    value::Timestamp,
};

/// Requests that are planned one after the other, to be committed as one.
///
/// One thing is possible request by request and not at once: to change the lines
/// of a draft that was there before and issue it. Storages write the invoice
/// first, and a database refuses lines of an invoice that was issued
/// ([`Error::Rejected`](crate::storage::Error::Rejected)). An invoice that the
/// batch itself makes may be issued in it.
#[expect(missing_debug_implementations, reason = "a view has nothing to show")]
pub struct Batch<'a, 'v> {
    env: &'a Env,
    view: &'a mut View<'v>,
    planned: Planned,
    changes: ChangeSet,
    events: Vec<NewEvent>,
}

impl<'a, 'v> Batch<'a, 'v> {
    /// Starts with nothing planned.
    pub fn new(env: &'a Env, view: &'a mut View<'v>) -> Self {
        let changes = env.changes();
        Self { env, view, planned: Planned::default(), changes, events: Vec::new() }
    }

    /// Plans a request as if it were made at an instant, by whoever makes the
    /// whole batch.
    ///
    /// The instant decides what is past and which day it is; the rows are
    /// created when the batch is. Versions grow with each request here, and
    /// by one in all when the batch is committed.
    ///
    /// # Errors
    ///
    /// The error of the request itself. It then left nothing behind, and
    /// the batch may go on without it.
    pub async fn run<O: Operation>(&mut self, at: Timestamp, operation: &O) -> Result<O::Answer> {
        let env = self.env.at(at);
        env.actor().must(O::NEEDS)?;
        let mut overlay = Overlay { base: self.view.snapshot(), planned: &self.planned };
        let mut view = View::new(&mut overlay, env.actor().clone());
        let Plan { answer, mut changes, consequences, events } =
            operation.plan(&env, &mut view).await?;
        if let Some(consequences) = consequences {
            changes.absorb(consequences);
        }
        // What is planned here can't change meanwhile.
        let relied = view.into_relied().into_iter();
        let relied = relied.filter(|guard| !self.planned.writes(guard.table, guard.id)).collect();
        self.view.rely_on_all(relied);
        self.planned.apply(&changes);
        for write in changes.into_writes() {
            self.changes.push(write);
        }
        self.events.extend(events);
        Ok(answer)
    }

    /// Returns the entities that a query asks for among what is there and what
    /// is planned, without relying on them.
    pub async fn list<E: Entity>(&mut self, query: &Query<E>) -> Result<Vec<Stored<E>>> {
        let mut overlay = Overlay { base: self.view.snapshot(), planned: &self.planned };
        View::new(&mut overlay, self.env.actor().clone()).list(query).await
    }

    /// Makes one plan of all that was planned.
    #[must_use]
    pub fn finish<T>(self, answer: T) -> Plan<T> {
        Plan { answer, changes: self.changes, consequences: None, events: self.events }
    }
}

#[cfg(test)]
mod tests;
