//! Typed writes.

use super::{Entity, Stored, objects_in, tolerant};
use crate::row::{ChangeSet, Row, Value, Version, Write};

impl ChangeSet {
    /// Adds a new entity, and returns it as it will be stored.
    pub fn insert<E: Entity>(&mut self, entity: E) -> Stored<E> {
        let at = self.at();
        let entity = as_read_back(entity);
        let stored = Stored {
            entity,
            version: Version(1),
            created_at: at,
            updated_at: at,
            objects: Vec::new(),
        };
        let row = stored.to_row();
        let stored = Stored { objects: objects_in(&row.values), ..stored };
        self.push(Write::Insert(row));
        stored
    }

    /// Replaces an entity that was read before, and returns it as it will be
    /// stored.
    ///
    /// Only a [`Stored`] entity can be changed, so that no update is lost: the
    /// commit fails when the row has another version by then. A change that
    /// changes nothing writes nothing.
    pub fn update<E: Entity>(&mut self, old: &Stored<E>, change: impl FnOnce(&mut E)) -> Stored<E> {
        let mut entity = old.entity.clone();
        change(&mut entity);
        let entity = as_read_back(entity);
        let before = old.to_row();
        let mut row = Row { id: before.id, values: entity.to_values(), ..before.clone() };
        let changed: Vec<&'static str> = (E::TABLE.columns.iter().zip(&before.values))
            .zip(&row.values)
            .filter(|((_, before), after)| before != after)
            .map(|((column, _), _)| column.name)
            .collect();
        if changed.is_empty() {
            return old.clone();
        }
        for (at, stored) in &old.objects {
            if let (Value::Text(before), Value::Text(after)) =
                (&before.values[*at], &mut row.values[*at])
            {
                *after = tolerant::write(stored, before, after);
            }
        }
        let objects = objects_in(&row.values);
        let id = row.id;
        self.push(Write::Update { row, changed });
        // The row may have been written before in this change set, which is one
        // step of its version all the same.
        let version = self.version_after(E::TABLE, id).unwrap_or(old.version);
        Stored { entity, version, created_at: old.created_at, updated_at: self.at(), objects }
    }

    /// Removes an entity that was read before.
    pub fn delete<E: Entity>(&mut self, old: &Stored<E>) {
        let id = old.entity.id().uuid();
        self.push(Write::Delete { table: E::TABLE, id, version: old.version });
    }

    /// Relies on an entity staying as it was read.
    pub fn rely_on<E: Entity>(&mut self, read: &Stored<E>) {
        self.expect(E::TABLE, read.entity.id().uuid(), read.version);
    }
}

/// Returns an entity as a storage would give it back, so that an answer shows
/// the same whether it was written or read: a price learns its currency, say.
fn as_read_back<E: Entity>(entity: E) -> E {
    E::from_values(entity.id(), entity.to_values()).unwrap_or(entity)
}

impl<E: Entity> Stored<E> {
    pub(crate) fn to_row(&self) -> Row {
        Row {
            table: E::TABLE,
            id: self.entity.id().uuid(),
            version: self.version,
            created_at: self.created_at,
            updated_at: self.updated_at,
            values: self.entity.to_values(),
        }
    }
}
