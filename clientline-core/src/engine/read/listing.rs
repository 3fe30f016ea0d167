//! Rows that are shown in a list, and decide nothing.
//!
//! While servers of two releases share a database, the newer one may write a word that this
//! one does not know. That is an error for whoever uses the row, not for whoever lists others:
//! lists leave it out. What decides (a plan, the slots, a total) reads its rows otherwise, and
//! fails: to leave out an appointment would be to book its time again.

use super::reading::{Answers, Reading};
use crate::{
    entity::{Entity, Query, Stored},
    error::Result,
    row::{Position, Read, Row, Select},
    storage,
};

/// What is found in a list: what can be read, and the place after which the list goes on, if a
/// row was left out of as many as were asked for.
pub(super) type Listed<E> = (Vec<Stored<E>>, Option<Position>);

/// Asks for rows that are only shown.
pub(super) struct Listing<E>(pub(super) Query<E>);

impl<E: Entity> Reading for Listing<E> {
    type Found = Listed<E>;

    fn ask(&self, reads: &mut Vec<Read>) {
        self.0.ask(reads);
    }

    fn take(self, answers: &mut Answers<'_>) -> Result<Self::Found> {
        Ok(listed(self.0.select(), answers.rows()?)?)
    }
}

/// Reads the rows of a select, and leaves out those with a word that is not known.
pub(super) fn listed<E: Entity>(select: &Select, mut rows: Vec<Row>) -> storage::Result<Listed<E>> {
    let (count, last) = (rows.len(), rows.last().map(|row| select.place(row)));
    rows.retain(|row| {
        let Some(column) = row.unknown_word() else { return true };
        let (table, id) = (row.table.name, row.id);
        tracing::warn!(table, %id, column = column.name, "a row is left out of a list: it holds a word of a newer release");
        false
    });
    let was_cut = rows.len() < count && count >= select.limit as usize;
    let entities = rows.into_iter().map(Stored::decode).collect::<storage::Result<_>>()?;
    Ok((entities, last.filter(|_| was_cut)))
}
