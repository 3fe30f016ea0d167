//! Lists of resources, by the fields of which each says that it can be filtered by.

use std::marker::PhantomData;

use chrono::NaiveDate;
use uuid::Uuid;

use super::Readable;
use crate::{
    engine::{Consistency, Env, Operation, Plan, View, reading::exists},
    entity::{Entity, Field, Query, Scalar, Stored},
    error::{Error, Result},
    model::{Guest, Permission},
    ops::page::{Page, PageRequest},
    row::{Condition, Kind, Table, Value},
    value::{Id, Timestamp},
};

/// Lists resources, newest first.
#[derive(Clone, Debug)]
pub struct List<E> {
    page: PageRequest,
    filters: Vec<(usize, Value)>,
    period: Period,
    /// The owners that the items must belong to, which must be there.
    owners: Vec<(&'static Table, Uuid)>,
    entity: PhantomData<fn() -> E>,
}

/// The days that a list is kept to.
#[derive(Clone, Copy, Debug, Default)]
struct Period {
    /// The first day.
    from: Option<NaiveDate>,
    /// The first day after it.
    to: Option<NaiveDate>,
}

impl Period {
    /// Keeps rows whose day in a column is in the period, the latest day first.
    fn keep<E: Entity>(self, query: Query<E>, column: usize) -> Query<E> {
        let day = |date: NaiveDate| Value::Date(date.to_epoch_days());
        let conditions = [
            self.from.map(|from| Condition::Ge(day(from))),
            self.to.map(|to| Condition::Lt(day(to))),
        ];
        let mut conditions = conditions.into_iter().flatten().peekable();
        if conditions.peek().is_none() {
            return query;
        }
        conditions.fold(query, |query, one| query.filter(column, one)).order_by_column(column)
    }
}

impl<E: Readable> List<E> {
    /// Asks for a page of all of them.
    #[must_use]
    pub const fn new(page: PageRequest) -> Self {
        let period = Period { from: None, to: None };
        Self { page, filters: Vec::new(), period, owners: Vec::new(), entity: PhantomData }
    }

    /// Asks for another page of them.
    #[must_use]
    pub fn page(self, page: PageRequest) -> Self {
        Self { page, ..self }
    }

    /// Keeps those whose field, named in [`Readable::FILTERS`], has the value
    /// that `text` says; or whose [day](Readable::DAY) is one `from` that date on, or before
    /// the date in `to`.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] if the field is no filter, or the text no value of it.
    pub fn filter(mut self, name: &str, text: &str) -> Result<Self> {
        let pointer = format!("/{name}");
        if E::DAY.is_some() && matches!(name, "from" | "to") {
            let date = text.parse().ok().ok_or_else(|| {
                let detail = "This is no date; write it as 2026-11-21.";
                Error::invalid(&pointer, "invalid_value", detail)
            })?;
            let bound = if name == "from" { &mut self.period.from } else { &mut self.period.to };
            *bound = Some(date);
            return Ok(self);
        }
        let position =
            E::FILTERS.contains(&name).then(|| E::TABLE.position(name)).flatten().ok_or_else(
                || Error::invalid(&pointer, "unknown_parameter", no_such_filter::<E>()),
            )?;
        let column = &E::TABLE.columns[position];
        if !column.words.is_empty() && !column.words.contains(&text) {
            let detail = format!("Write one of: {}.", column.words.join(", "));
            return Err(Error::invalid(&pointer, "invalid_value", detail));
        }
        let value = parse_filter(column.kind, text).ok_or_else(|| {
            Error::invalid(&pointer, "invalid_value", "This is not a value of that field.")
        })?;
        self.filters.push((position, value));
        Ok(self)
    }

    /// Keeps those whose field equals `value`. If the field is a reference, what
    /// it refers to must be there: otherwise the list fails with
    /// [`Error::NotFound`].
    #[must_use]
    pub fn with<T: Scalar>(mut self, field: Field<E, T>, value: &T) -> Self {
        let value = value.to_value();
        if let (Some(table), Value::Uuid(id)) = (T::REFERENCES, &value) {
            self.owners.push((table, *id));
        }
        self.filters.push((field.position(), value));
        self
    }
}

impl<E: Readable> Operation for List<E> {
    type Answer = Page<Stored<E>>;
    const NAME: &'static str = E::VERBS.list;
    const NEEDS: Permission = E::READS;
    const CONSISTENCY: Consistency = Consistency::SingleRead;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let hidden = env.actor().hidden::<E>();
        let mut query = Query::<E>::limit(PageRequest::LIMIT_MAX).descending();
        for (position, value) in &self.filters {
            // A filter would tell what is left out of the answer.
            let column = E::TABLE.columns[*position].name;
            if hidden.contains(&column) {
                return Err(Error::withheld(&format!("/{column}")));
            }
            let target = E::TABLE.columns[*position].references;
            let guest = target.is_some_and(|table| table.name == Guest::NAME);
            let condition = match value {
                Value::Null => Condition::IsNull,
                Value::Uuid(id) if guest => same_guest(view, *id).await?,
                value => Condition::Eq(value.clone()),
            };
            let is_checked = E::CHECKED.contains(&column);
            query =
                query.filter(*position, if is_checked { condition.checked() } else { condition });
        }
        if let Some(day) = E::DAY.and_then(|day| E::TABLE.position(day)) {
            query = self.period.keep(query, day);
        }
        let owners = self.owners.iter().map(|&(table, id)| exists(table, id));
        let (page, found) = self.page.read_with(view, query, owners.collect::<Vec<_>>()).await?;
        if let Some(((table, _), _)) = self.owners.iter().zip(found).find(|(_, found)| !found) {
            return Err(Error::NotFound { entity: table.name });
        }
        Ok(Plan::read(env, page))
    }
}

/// Says that there is no such filter of a list, and which there are.
fn no_such_filter<E: Readable>() -> String {
    let period: &[&str] = if E::DAY.is_some() { &["from", "to"] } else { &[] };
    let names: Vec<String> =
        E::FILTERS.iter().chain(period).map(|name| format!("`{name}`")).collect();
    if names.is_empty() {
        return "There is no such filter; this list has none.".to_owned();
    }
    format!("There is no such filter; there is one of {}.", names.join(", "))
}

/// Keeps what names a guest, or one who was merged into it.
async fn same_guest(view: &mut View<'_>, id: Uuid) -> Result<Condition> {
    view.reads_several()?;
    let merged = view.list(&Guest::tombstones(Id::from_uuid(id))).await?;
    if merged.is_empty() {
        return Ok(Condition::Eq(Value::Uuid(id)));
    }
    let all = merged.iter().map(|guest| guest.id.uuid()).chain([id]);
    Ok(Condition::In(all.map(Value::Uuid).collect()))
}

/// Reads a filter's value from the text of a query string.
fn parse_filter(kind: Kind, text: &str) -> Option<Value> {
    match kind {
        Kind::Bool => text.parse().ok().map(Value::Bool),
        Kind::Int => text.parse().ok().map(Value::Int),
        Kind::Text => Some(Value::Text(text.to_owned())),
        Kind::Time => text.parse::<Timestamp>().ok().map(|instant| Value::Time(instant.micros())),
        Kind::Date => text.parse::<NaiveDate>().ok().map(|date| Value::Date(date.to_epoch_days())),
        Kind::Uuid => text.parse::<Id<()>>().ok().map(|id| Value::Uuid(id.uuid())),
    }
}
