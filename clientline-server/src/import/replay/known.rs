//! Rows that are there already: found many at once, and held against the lines.

use std::collections::{BTreeMap, HashMap};

use clientline_core::{
    entity::{Entity, Field, Query, Scalar, Stored},
    error::Result,
    ops::resource::{Create, Resource},
    row::Select,
};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use super::{
    super::findings::{SourceLine, holds},
    Outcome, Replay, Stop, taken,
};

impl Replay<'_, '_> {
    /// Reads the rows whose field has one of some values, a thousand values at once.
    pub(super) async fn having<E: Entity, T: Scalar>(
        &mut self,
        field: Field<E, T>,
        values: &[T],
    ) -> Result<Vec<Stored<E>>> {
        let mut rows = Vec::new();
        for values in values.chunks(Select::SET_MAX) {
            let query = Query::limit(Select::LIMIT_MAX).any(field, values);
            rows.extend(self.batch.list(&query).await?);
        }
        Ok(rows)
    }

    /// Returns the rows that names mean, by name.
    pub(super) async fn named<E: Entity, T: Scalar>(
        &mut self,
        field: Field<E, T>,
        values: &[T],
        name: impl Fn(&E) -> Option<String> + Send,
    ) -> Result<HashMap<String, Stored<E>>> {
        let rows = self.having(field, values).await?;
        Ok(rows.into_iter().filter_map(|row| Some((name(&row)?, row))).collect())
    }

    /// Looks up what names mean, a thousand at once, each with the value of its field. What it
    /// does not find, or finds twice, is looked up, and complained of, where a line names it.
    pub(super) async fn look_up<E: Entity, T: Scalar>(
        &mut self,
        field: Field<E, T>,
        names: impl Iterator<Item = (String, T)> + Send,
        name: impl Fn(&E) -> Option<String> + Send,
    ) -> Result<()> {
        let new = names.filter(|(name, _)| !self.known.contains_key(&(E::NAME, name.clone())));
        let values: Vec<T> = new.collect::<BTreeMap<_, _>>().into_values().collect();
        let mut found = HashMap::<String, Vec<Uuid>>::new();
        for row in self.having(field, &values).await? {
            if let Some(name) = name(&row) {
                found.entry(name).or_default().push(row.id().uuid());
            }
        }
        for (name, rows) in found {
            if let [only] = rows[..] {
                self.known.insert((E::NAME, name), only);
            }
        }
        Ok(())
    }

    /// Creates what a line says, unless it is known.
    pub(super) async fn create<E: Resource + Serialize>(
        &mut self,
        at: SourceLine,
        (column, name): (&str, &str),
        known: &HashMap<String, Stored<E>>,
        new: E::New,
    ) -> Result<Outcome, Stop> {
        if let Some(stored) = known.get(name) {
            self.compare(at, &new, &**stored);
            return Ok(Outcome::Known);
        }
        if !self.made.insert((E::NAME, name.to_owned())) {
            return Err(self.findings.note(at, Some(column), taken::<E>(name)).into());
        }
        self.run(at, self.now, &Create::<E>(new)).await?;
        Ok(Outcome::Made)
    }

    /// Notes where a known row differs from what its line says.
    pub(super) fn compare<N: Serialize, E: Serialize>(&mut self, at: SourceLine, new: &N, row: &E) {
        for column in differing(at.columns, new, row) {
            self.report.differ(at, &column);
        }
    }

    /// Returns whether a row stands for another line already.
    pub(super) fn is_claimed(&self, id: Uuid) -> bool {
        self.claimed.contains(&id) || self.claimed_before.is_some_and(|before| before.contains(&id))
    }
}

/// Returns the columns of which a line says something that a row does not; a line says
/// nothing by an empty cell.
pub(super) fn differing<N: Serialize, E: Serialize>(
    columns: &[&str],
    new: &N,
    row: &E,
) -> Vec<String> {
    let (Ok(Value::Object(new)), Ok(row)) = (serde_json::to_value(new), serde_json::to_value(row))
    else {
        return Vec::new();
    };
    let differs = |field: &str, said: &Value| {
        let there = row.get(field).unwrap_or(&Value::Null);
        !said.is_null() && plain(said) != plain(there)
    };
    let column = |field: &str| {
        let found = columns.iter().find(|column| holds(column, field)).copied();
        found.or((field == "hours").then_some("hours"))
    };
    let found = new.iter().filter(|(field, said)| differs(field, said));
    found.filter_map(|(field, _)| column(field).map(str::to_owned)).collect()
}

/// Returns one form for what may be kept in several: lists in any order, and decimals, which
/// are written with the digits of their currency once they know it.
fn plain(value: &Value) -> Value {
    match value {
        Value::Array(items) => {
            let mut items = items.clone();
            items.sort_by_cached_key(Value::to_string);
            Value::Array(items)
        }
        Value::String(text) if is_decimal(text) => {
            Value::String(text.trim_end_matches('0').trim_end_matches('.').to_owned())
        }
        other => other.clone(),
    }
}

fn is_decimal(text: &str) -> bool {
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
    text.split_once('.').is_some_and(|(whole, fraction)| is_digits(whole) && is_digits(fraction))
}
