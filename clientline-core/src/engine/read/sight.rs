//! What a view reads on: a snapshot, and which state of it a read has to see.
//!
//! A database over a network is told by two messages of their own where a snapshot begins
//! and ends. What reads once has no use for them.

use crate::{
    error::{Error, Replan, Result},
    row::{Read, Row, Select},
    storage::Snapshot,
};

/// Which state the reads of a use case have to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Consistency {
    /// All of them one state.
    Snapshot,
    /// There is one read as a rule. Who makes another one is planned again, by
    /// [`Snapshot`](Self::Snapshot).
    SingleRead,
}

/// A snapshot, and what of it was used.
pub(in crate::engine) struct Sight<'a> {
    snapshot: &'a mut dyn Snapshot,
    state: State,
}

/// Which state the next read sees.
enum State {
    /// That of the snapshot.
    Snapshot,
    /// Its own, as there is no other read.
    Single,
    /// The one read was made.
    Made,
    /// Its own, whatever others see.
    EachAlone,
}

impl<'a> Sight<'a> {
    pub(super) const fn new(snapshot: &'a mut dyn Snapshot, consistency: Consistency) -> Self {
        let state = match consistency {
            Consistency::Snapshot => State::Snapshot,
            Consistency::SingleRead => State::Single,
        };
        Self { snapshot, state }
    }

    /// Each read sees what is there when it is made.
    pub(super) const fn each_alone(snapshot: &'a mut dyn Snapshot) -> Self {
        Self { snapshot, state: State::EachAlone }
    }

    /// Makes reads together.
    pub(super) async fn read(&mut self, reads: &[Read]) -> Result<Vec<Vec<Row>>> {
        match self.state {
            State::Snapshot => return Ok(self.snapshot.read(reads).await?),
            State::Single => self.state = State::Made,
            State::Made => return Err(Error::Replan(Replan::OnSnapshot)),
            State::EachAlone => {}
        }
        Ok(self.snapshot.read_alone(reads).await?)
    }

    /// Counts the rows that pass a select's filters.
    pub(super) async fn count(&mut self, select: &Select) -> Result<u64> {
        Ok(self.whole()?.count(select).await?)
    }

    /// Returns the snapshot, for reads that see one state.
    ///
    /// # Errors
    ///
    /// [`Error::Replan`] if something was read alone before.
    pub(super) fn whole(&mut self) -> Result<&mut dyn Snapshot> {
        match self.state {
            State::Made => return Err(Error::Replan(Replan::OnSnapshot)),
            State::Single => self.state = State::Snapshot,
            State::Snapshot | State::EachAlone => {}
        }
        Ok(self.snapshot)
    }
}
