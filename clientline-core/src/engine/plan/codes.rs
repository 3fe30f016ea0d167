//! Codes that were chosen by hand, where a series would give them later.
//!
//! Anybody may choose `G-000123`, and an import may bring thousands of such codes. A series
//! passes over them: a block of numbers begins at a code that is free, and goes without those that
//! are taken; what is chosen later is found out once the series gave one of those.

use std::{collections::BTreeSet, sync::Arc};

use crate::{
    entity::{Entity, Field},
    model::{BusinessUnit, Center, Employee, Guest, Package, Product, Room, Service},
    row::{Condition, Direction, Filter, Read, Select, Subject, Table, Value},
    storage::{self, Storage},
    value::{Code, Series, TenantId},
};

/// How many steps away from a taken number a free one is looked for, each step twice as long as
/// all before it: past a run of codes longer than anybody has.
const STEPS: u32 = 40;

/// The codes of a series as they are kept.
struct Kept {
    table: &'static Table,
    column: usize,
}

impl Kept {
    fn of<E: Entity>(field: Field<E, Code>) -> Self {
        Self { table: E::TABLE, column: field.position() }
    }

    /// Returns where the codes of a series are kept, if one may be chosen by hand.
    fn by(series: Series) -> Option<Self> {
        Some(match series {
            Series::Center => Self::of(Center::code()),
            Series::Room => Self::of(Room::code()),
            Series::Service => Self::of(Service::service_code()),
            Series::Product => Self::of(Product::code()),
            Series::Package => Self::of(Package::code()),
            Series::BusinessUnit => Self::of(BusinessUnit::code()),
            Series::Employee => Self::of(Employee::employee_code()),
            Series::Guest => Self::of(Guest::guest_code()),
            Series::Sale => return None,
        })
    }

    /// Asks for the rows with the codes of at most [`Select::SET_MAX`] numbers.
    fn having(&self, series: Series, numbers: &[i64]) -> Read {
        let codes = numbers.iter().filter_map(|&number| series.code(number).ok());
        let codes = codes.map(|code| Value::Text(code.to_string())).collect();
        Read::Rows(Select {
            table: self.table,
            filters: vec![Filter {
                subject: Subject::Column(self.column),
                condition: Condition::In(codes),
            }],
            order_by: Subject::Id,
            direction: Direction::Ascending,
            after: None,
            skip: 0,
            // As many as are named, each once.
            limit: Select::LIMIT_MAX,
        })
    }
}

/// Returns the series between whose codes a constraint stands that a commit broke: it may have
/// given one that somebody had chosen.
pub(in crate::engine) fn chosen_by_hand(race: &storage::Error) -> Option<Series> {
    let storage::Error::Violated(constraint) = race else { return None };
    Series::ALL.into_iter().find(|&series| {
        Kept::by(series).is_some_and(|Kept { table, column }| {
            table.constraints.iter().any(|rule| rule.name == *constraint && rule.keys == [column])
        })
    })
}

/// Returns those of some numbers whose codes are taken, by one read.
pub(super) async fn taken(
    storage: &Arc<dyn Storage>,
    tenant: TenantId,
    series: Series,
    numbers: &[i64],
) -> Result<BTreeSet<i64>, storage::Error> {
    let kept = Kept::by(series).filter(|_| !numbers.is_empty());
    let Some(kept) = kept else { return Ok(BTreeSet::new()) };
    let reads: Vec<Read> =
        numbers.chunks(Select::SET_MAX).map(|numbers| kept.having(series, numbers)).collect();
    let found = storage.snapshot(tenant).await?.read(&reads).await?;
    let number = |value: &Value| match value {
        Value::Text(code) => series.number(code),
        _ => None,
    };
    Ok(found.iter().flatten().filter_map(|row| number(&row.values[kept.column])).collect())
}

/// Returns a number from `from` on whose code is free: `from` itself, if it is, and otherwise one
/// soon after those that are taken.
pub(super) async fn first_free(
    storage: &Arc<dyn Storage>,
    tenant: TenantId,
    series: Series,
    from: i64,
) -> Result<i64, storage::Error> {
    let far: Vec<i64> = (0..STEPS).map(|step| from.saturating_add((1 << step) - 1)).collect();
    let taken_far = taken(storage, tenant, series, &far).await?;
    let Some(at) = far.iter().position(|number| !taken_far.contains(number)) else {
        // Whoever took all of these did so on purpose.
        return Ok(from.saturating_add(1 << STEPS));
    };
    let free = far[at];
    let Some(last) = at.checked_sub(1).map(|before| far[before]) else { return Ok(free) };
    let near = between(last, free);
    let taken_near = taken(storage, tenant, series, &near).await?;
    Ok(near.into_iter().find(|number| !taken_near.contains(number)).unwrap_or(free))
}

/// Returns numbers after `taken` and before `free`, evenly spread, as many as one read asks for.
fn between(taken: i64, free: i64) -> Vec<i64> {
    let most = i64::try_from(Select::SET_MAX).unwrap_or(i64::MAX);
    let step = ((free - taken) / most).max(1);
    let numbers = (1..=most).map(|count| taken + count * step);
    numbers.take_while(|&number| number < free).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{model::TABLES, row::Constraint};

    #[test]
    fn each_series_that_is_chosen_from_by_hand_has_its_constraint() {
        let chosen = |rule: &Constraint| chosen_by_hand(&storage::Error::Violated(rule.name));
        for series in Series::ALL {
            let Some(Kept { table, column }) = Kept::by(series) else {
                assert_eq!(series, Series::Sale);
                continue;
            };
            let rule = table.constraints.iter().find(|rule| rule.keys == [column]).unwrap();
            assert_eq!(chosen(rule), Some(series), "{}", rule.name);
        }
        let rules = TABLES.iter().flat_map(|table| table.constraints);
        assert_eq!(rules.filter(|rule| chosen(rule).is_some()).count(), 8);
    }

    #[test]
    fn numbers_between_two_are_few_and_begin_with_the_next() {
        assert!(between(1, 2).is_empty());
        assert_eq!(between(3, 7), [4, 5, 6]);
        let many = between(1 << 16, 1 << 17);
        assert!(many.len() <= Select::SET_MAX && many.len() > Select::SET_MAX / 2);
        assert_eq!(many[0], (1 << 16) + 65);
        assert!(many.iter().all(|&number| number < 1 << 17));
    }
}
