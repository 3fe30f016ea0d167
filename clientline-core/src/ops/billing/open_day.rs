//! Days that still take money: the numbers of what comes and goes on them.
//!
//! Whoever numbers a collection relies on the center, and whoever closes a day writes it; whoever
//! closes a day relies on the counter of its collections, and each of them writes that. So
//! neither can miss the other: a collection is in the totals of the close, or it is refused.

use chrono::NaiveDate;

use super::numbers::{DocumentNumber, counter_of, take};
use crate::{
    billing::NumberSeries,
    engine::{
        Env, View,
        reading::{First, Reading, first},
    },
    entity::{Query, Stored},
    error::{Error, Result},
    model::{Center, DayClose, DayCloseStatus, NumberedDocument},
    row::ChangeSet,
    value::Id,
};

/// Asks for the close of a day that takes no more money.
pub(super) fn closed(center: Id<Center>, date: NaiveDate) -> First<DayClose> {
    let closed = Query::one()
        .eq(DayClose::center_id(), &center)
        .eq(DayClose::date(), &date)
        .eq(DayClose::status(), &DayCloseStatus::Closed);
    first(closed)
}

/// Takes the next number of a record of money at a center, of which the caller relies on the row,
/// and reads something else together with it.
///
/// # Errors
///
/// [`Error::Conflict`] `day_closed` if the day takes no more money.
pub(super) async fn collection_number<R: Reading>(
    env: &Env,
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    (center, date): (&Stored<Center>, NaiveDate),
    other: R,
) -> Result<(DocumentNumber, R::Found)> {
    let at = (center, date);
    let (mut numbers, other) = taken(env, view, changes, at, 1, other).await?;
    let number = numbers.pop().ok_or(Error::NotFound { entity: "counter" })?;
    Ok((number, other))
}

/// Takes the next few numbers of records of money, as [`collection_number`] does, the least last.
pub(super) async fn collection_numbers(
    env: &Env,
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    at: (&Stored<Center>, NaiveDate),
    count: u32,
) -> Result<Vec<DocumentNumber>> {
    if count == 0 {
        return Ok(Vec::new());
    }
    let (numbers, ()) = taken(env, view, changes, at, count, ()).await?;
    Ok(numbers)
}

async fn taken<R: Reading>(
    env: &Env,
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    (center, date): (&Stored<Center>, NaiveDate),
    count: u32,
    other: R,
) -> Result<(Vec<DocumentNumber>, R::Found)> {
    let series = NumberSeries::of(NumberedDocument::Collection, center, date)?;
    let asked = (counter_of(&series), closed(center.id, date), other);
    let (counter, closed, other) = view.read(asked).await?;
    if closed.is_some() {
        let detail = format!("The day {date} is closed at this center, and takes no more money.");
        return Err(Error::conflict("day_closed", detail));
    }
    Ok((take(&series, env, changes, counter.as_ref(), count)?, other))
}
