//! Several requests planned one after the other and committed as one.
//!
//! Each sees what those before it decided, as if it had been committed; so
//! whatever is possible request by request is possible at once, by the same
//! rules, and all of it happens or nothing.

use std::collections::HashSet;

use super::{
    operation::{NewEvent, SetAside},
    overlay::{Overlay, Planned},
    recalled::{Known, Recalled, Unknown},
};
use crate::{
    engine::{Env, Operation, Plan, View, read::row_security::RowSecurity},
    entity::{Entity, Query, Stored},
    error::Result,
    row::{ChangeSet, Read},
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
    /// What was read ahead.
    known: Known,
    planned: Planned,
    changes: ChangeSet,
    /// Whether some of the changes follow by the organization's own rules.
    follows: bool,
    events: Vec<NewEvent>,
    /// Which rules of the book were set aside, if any were.
    set_aside: Option<SetAside>,
}

impl<'a, 'v> Batch<'a, 'v> {
    /// Starts with nothing planned.
    pub fn new(env: &'a Env, view: &'a mut View<'v>) -> Self {
        let (known, planned) = (Known::default(), Planned::default());
        let changes = env.changes();
        let (events, set_aside) = (Vec::new(), None);
        Self { env, view, known, planned, changes, follows: false, events, set_aside }
    }

    /// Takes over what the request has read already, so that its parts do not read it again.
    pub(crate) fn know<E: Entity>(&mut self, found: &[Stored<E>]) {
        for one in found {
            let row = one.to_row();
            self.known.keep(Read::Row(E::TABLE, row.id), vec![row]);
        }
    }

    /// Reads what some requests will ask for, all of it together: as often as one of them reads,
    /// however many they are.
    ///
    /// Each is planned as if it were the next one, and its plan is dropped. When it is run it reads
    /// by itself what it asks for only because of those that were run before it.
    ///
    /// # Errors
    ///
    /// [`Error::Storage`](crate::Error::Storage) if something can't be read. Why a request fails it
    /// says once it is run.
    pub(crate) async fn read_ahead<O: Operation>(
        &mut self,
        at: Timestamp,
        operations: &[O],
    ) -> Result<()> {
        let env = self.env.at(at).rehearsal();
        let mut waiting: Vec<&O> = operations.iter().collect();
        while !waiting.is_empty() {
            let (mut missing, mut left) = (Vec::new(), Vec::new());
            for operation in waiting {
                let before = missing.len();
                let unknown = Unknown::Noted(&mut missing);
                let mut base = Recalled { known: &self.known, unknown };
                let mut overlay = Overlay { base: &mut base, planned: &self.planned };
                let mut view = View::new(&mut overlay, env.actor().clone());
                // Large, beside what is kept here.
                let planned = Box::pin(operation.plan(&env, &mut view)).await;
                if planned.is_err() && missing.len() > before {
                    left.push(operation);
                }
            }
            let mut noted = HashSet::new();
            missing.retain(|read: &Read| noted.insert(read.clone()));
            let found = if missing.is_empty() {
                Vec::new()
            } else {
                self.view.snapshot()?.read(&missing).await?
            };
            for (read, rows) in missing.into_iter().zip(found) {
                self.known.keep(read, rows);
            }
            waiting = left;
        }
        Ok(())
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
        self.env.actor().must(O::NEEDS)?;
        self.run_part(at, operation).await
    }

    /// Plans a part of the request that is being planned: what that needs was checked, and the
    /// part needs nothing more.
    ///
    /// # Errors
    ///
    /// As [`run`](Self::run).
    pub(crate) async fn run_part<O: Operation>(
        &mut self,
        at: Timestamp,
        operation: &O,
    ) -> Result<O::Answer> {
        let env = self.env.at(at);
        let unknown = Unknown::Read(self.view.snapshot()?);
        let mut base = Recalled { known: &self.known, unknown };
        let mut overlay = Overlay { base: &mut base, planned: &self.planned };
        let mut view = View::new(&mut overlay, env.actor().clone());
        let Plan { answer, mut changes, consequences, events, set_aside } =
            operation.plan(&env, &mut view).await?;
        RowSecurity::to(env.actor().clone()).check(&changes)?;
        if let Some(consequences) = consequences {
            self.follows = true;
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
        self.set_aside = self.set_aside.or(set_aside);
        Ok(answer)
    }

    /// Returns the entities that a query asks for among what is there and what
    /// is planned, without relying on them.
    pub async fn list<E: Entity>(&mut self, query: &Query<E>) -> Result<Vec<Stored<E>>> {
        let unknown = Unknown::Read(self.view.snapshot()?);
        let mut base = Recalled { known: &self.known, unknown };
        let mut overlay = Overlay { base: &mut base, planned: &self.planned };
        View::new(&mut overlay, self.env.actor().clone()).list(query).await
    }

    /// Makes one plan of all that was planned. Whether the actor may write what it writes was
    /// checked part by part.
    #[must_use]
    pub fn finish<T>(self, answer: T) -> Plan<T> {
        let (changes, consequences) = if self.follows {
            // In the order in which it was planned.
            (self.env.changes(), Some(self.changes))
        } else {
            (self.changes, None)
        };
        Plan { answer, changes, consequences, events: self.events, set_aside: self.set_aside }
    }
}

#[cfg(test)]
mod tests;
