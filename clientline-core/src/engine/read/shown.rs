//! Redaction of answers: the rows and columns that an actor may see.
//!
//! Every answer passes here before it is returned, or kept for a repeated
//! request. A row leaves out the columns that the matrix keeps from the role
//! ([`model::ROW_POLICIES`](crate::model::ROW_POLICIES)), and is never shown where it only
//! serves to decide.

use serde::Serialize;

use crate::{
    engine::{Actor, Reach},
    entity::{Entity, Stored},
    error::{Error, Result},
    model::{Role, Rows, TablePolicy},
    row::{Value, Version},
    storage,
    value::Id,
};

/// An answer that is redacted for its actor. There is no default: each answer says what of it is
/// shown to whom.
pub trait Shown: Sized {
    /// Leaves out what the actor may not see.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if it may see nothing of it.
    fn shown_to(self, actor: &Actor) -> Result<Self>;

    /// Returns the version of the one row that the answer is, if it is one.
    fn version(&self) -> Option<Version> {
        None
    }

    /// Writes the answer as JSON: as serde does, whichever way is fastest.
    ///
    /// # Errors
    ///
    /// What serde says of an answer that is no JSON.
    fn to_json(&self) -> serde_json::Result<Vec<u8>>
    where
        Self: Serialize,
    {
        serde_json::to_vec(self)
    }
}

/// Implements [`Shown`] for answers with nothing to leave out: everybody who gets one sees all
/// of it.
macro_rules! shown_whole {
    ($($answer:ty),* $(,)?) => { $(
        impl $crate::engine::Shown for $answer {
            fn shown_to(self, _: &$crate::engine::Actor) -> $crate::error::Result<Self> {
                Ok(self)
            }
        }
    )* };
}
pub(crate) use shown_whole;

shown_whole!(());

impl<T: Shown> Shown for Option<T> {
    fn shown_to(self, actor: &Actor) -> Result<Self> {
        self.map(|answer| answer.shown_to(actor)).transpose()
    }
}

impl<T: Shown> Shown for Vec<T> {
    fn shown_to(self, actor: &Actor) -> Result<Self> {
        self.into_iter().map(|answer| answer.shown_to(actor)).collect()
    }
}

impl<E: Entity> Shown for Stored<E> {
    fn shown_to(self, actor: &Actor) -> Result<Self> {
        if !actor.is_shown::<E>() {
            return Err(Error::NotFound { entity: E::NAME });
        }
        let hidden = actor.hidden::<E>();
        if hidden.is_empty() {
            return Ok(self);
        }
        let Self { entity, version, created_at, updated_at, objects } = self;
        let id = entity.id();
        let entity = without(id, entity.to_values(), hidden)?;
        Ok(Self { entity, version, created_at, updated_at, objects })
    }

    fn version(&self) -> Option<Version> {
        Some(self.version)
    }
}

/// Makes an entity without some of its columns.
fn without<E: Entity>(id: Id<E>, mut values: Vec<Value>, hidden: &[&str]) -> Result<E> {
    for (column, value) in E::TABLE.columns.iter().zip(&mut values) {
        if hidden.contains(&column.name) {
            // What can't be absent is a list, and then an empty one.
            *value = if column.nullable { Value::Null } else { Value::Text("[]".to_owned()) };
        }
    }
    let corrupt = || storage::Error::Corrupt(format!("{} {id} can't leave columns out", E::NAME));
    Ok(E::from_values(id, values).ok_or_else(corrupt)?)
}

impl Actor {
    /// Returns whether rows of an entity are ever shown to the actor.
    fn is_shown<E: Entity>(&self) -> bool {
        let policy = TablePolicy::of(E::TABLE);
        let rows = match self.reach {
            Reach::Tenant => return true,
            Reach::Staff { .. } => policy.map(|policy| policy.staff.rows),
            Reach::Guest(_) => policy.map(|policy| policy.client.rows),
            Reach::Appointments(_) => policy.map(|policy| policy.public.rows),
        };
        matches!(rows, Some(Rows::All | Rows::Within(_) | Rows::Of(_)))
    }

    /// Returns the columns of an entity that the actor neither sees nor writes.
    pub(crate) fn hidden<E: Entity>(&self) -> &'static [&'static str] {
        match self.role {
            Role::Admin | Role::Manager => &[],
            role => TablePolicy::of(E::TABLE).map_or(&[], |policy| policy.hidden(role)),
        }
    }
}
