//! Typed selects.

use std::marker::PhantomData;

use super::{Entity, Scalar, Stored};
use crate::{
    row::{Condition, Direction, Filter, NamedBy, Select, Subject, Value},
    value::Id,
};

/// The handle of a column of `E` that holds a `T`.
#[derive(Debug)]
pub struct Field<E, T> {
    position: usize,
    types: PhantomData<fn() -> (E, T)>,
}

impl<E, T> Clone for Field<E, T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<E, T> Copy for Field<E, T> {}

impl<E, T> Field<E, T> {
    #[doc(hidden)]
    #[must_use]
    pub const fn at(position: usize) -> Self {
        Self { position, types: PhantomData }
    }

    pub(crate) const fn position(self) -> usize {
        self.position
    }
}

/// A typed [`Select`]: the rows of `E` that pass every filter, by identifier,
/// newest last, unless another order is asked for.
#[derive(Debug)]
#[must_use]
pub struct Query<E> {
    select: Select,
    entity: PhantomData<fn() -> E>,
}

impl<E> Clone for Query<E> {
    fn clone(&self) -> Self {
        Self { select: self.select.clone(), entity: PhantomData }
    }
}

impl<E: Entity> Query<E> {
    /// Asks for at most `limit` rows, and never more than
    /// [`Select::LIMIT_MAX`].
    pub fn limit(limit: u32) -> Self {
        let select = Select {
            table: E::TABLE,
            filters: Vec::new(),
            order_by: Subject::Id,
            direction: Direction::Ascending,
            after: None,
            skip: 0,
            limit: limit.clamp(1, Select::LIMIT_MAX),
        };
        Self { select, entity: PhantomData }
    }

    /// Asks for at most one row.
    pub fn one() -> Self {
        Self::limit(1)
    }

    /// Keeps rows whose field equals `value`.
    pub fn eq<T: Scalar>(self, field: Field<E, T>, value: &T) -> Self {
        match value.to_value() {
            Value::Null => self.filter(field.position, Condition::IsNull),
            value => self.filter(field.position, Condition::Eq(value)),
        }
    }

    /// Keeps rows whose field equals `value`, by looking at those that something else finds:
    /// no index has them.
    pub fn checked_eq<T: Scalar>(self, field: Field<E, T>, value: &T) -> Self {
        let condition = match value.to_value() {
            Value::Null => Condition::IsNull,
            value => Condition::Eq(value),
        };
        self.filter(field.position, condition.checked())
    }

    /// Keeps rows whose field is below `value`.
    pub fn lt<T: Scalar>(self, field: Field<E, T>, value: &T) -> Self {
        self.filter(field.position, Condition::Lt(value.to_value()))
    }

    /// Keeps rows whose field is above `value`.
    pub fn gt<T: Scalar>(self, field: Field<E, T>, value: &T) -> Self {
        self.filter(field.position, Condition::Gt(value.to_value()))
    }

    /// Keeps rows whose field is `value` or above.
    pub fn ge<T: Scalar>(self, field: Field<E, T>, value: &T) -> Self {
        self.filter(field.position, Condition::Ge(value.to_value()))
    }

    /// Keeps rows whose field is one of `values`: the first
    /// [`Select::SET_MAX`] of them.
    pub fn any<T: Scalar>(self, field: Field<E, T>, values: &[T]) -> Self {
        let values = values.iter().take(Select::SET_MAX).map(T::to_value).collect();
        self.filter(field.position, Condition::In(values))
    }

    /// Keeps rows that come after one, in the order of identifiers.
    pub(crate) fn past(mut self, last: Id<E>) -> Self {
        self.select.after = Some((Value::Uuid(last.uuid()), last.uuid()));
        self
    }

    /// Keeps rows with one of these identifiers: the first
    /// [`Select::SET_MAX`] of them.
    pub fn ids(mut self, ids: &[Id<E>]) -> Self {
        let ids = ids.iter().take(Select::SET_MAX).map(|id| Value::Uuid(id.uuid())).collect();
        self.select.filters.push(Filter { subject: Subject::Id, condition: Condition::In(ids) });
        self
    }

    /// Keeps rows that a row of another query names in `field`.
    pub fn named_by<N: Entity>(mut self, field: Field<N, Id<E>>, by: &Query<N>) -> Self {
        let filters = by.select.filters.clone();
        let named = NamedBy { table: N::TABLE, column: field.position, filters };
        let condition = Condition::NamedBy(named);
        self.select.filters.push(Filter { subject: Subject::Id, condition });
        self
    }

    /// Keeps rows that pass a filter on a column, named by its position.
    pub(crate) fn filter(mut self, position: usize, condition: Condition) -> Self {
        self.select.filters.push(Filter { subject: Subject::Column(position), condition });
        self
    }

    /// Orders by a field, then by identifier. Nullable fields don't compile:
    /// databases disagree on where null sorts.
    pub fn order_by<T: Scalar>(mut self, field: Field<E, T>) -> Self {
        const { assert!(!T::NULLABLE, "cannot order by a nullable field") }
        self.select.order_by = Subject::Column(field.position);
        self
    }

    /// Orders by a column, named by its position, then by identifier. If it is nullable, a
    /// filter has to keep the rows that have a value.
    pub(crate) fn order_by_column(mut self, position: usize) -> Self {
        self.select.order_by = Subject::Column(position);
        self
    }

    /// Turns the order round: greatest, or newest, first.
    pub fn descending(mut self) -> Self {
        self.select.direction = Direction::Descending;
        self
    }

    /// Returns the select.
    #[must_use]
    pub const fn select(&self) -> &Select {
        &self.select
    }

    pub(crate) const fn select_mut(&mut self) -> &mut Select {
        &mut self.select
    }

    /// Returns where `row` stands in the query's order.
    pub(crate) fn place(&self, row: &Stored<E>) -> (Value, uuid::Uuid) {
        let id = row.entity.id().uuid();
        match self.select.order_by {
            Subject::Id => (Value::Uuid(id), id),
            Subject::Column(position) => (row.entity.to_values().swap_remove(position), id),
        }
    }
}
