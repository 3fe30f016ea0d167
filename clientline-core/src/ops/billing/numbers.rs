//! Numbers of documents, without gaps.

use chrono::{Datelike, NaiveDate};

use crate::{
    engine::{Env, View},
    entity::Query,
    error::{Error, Result},
    model::{Center, Counter},
    row::ChangeSet,
    value::{Code, Id},
};

/// Takes the next number of a gapless series: of a kind of document, at a
/// center, in the year of a local date. The counter moves in the same commit.
pub(super) async fn next_number(
    env: &Env,
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    kind: &str,
    center: Id<Center>,
    date: NaiveDate,
) -> Result<Code> {
    let series = format!("{kind} {center} {}", date.year());
    let query = Query::one().eq(Counter::series(), &series);
    let number = match view.first(&query).await? {
        Some(counter) => {
            changes.update(&counter, |counter| counter.next += 1);
            counter.next
        }
        None => {
            changes.insert(Counter { id: env.new_id(), series, next: 2 });
            1
        }
    };
    Code::parse(&format!("{kind}-{}-{number:04}", date.year()))
        .map_err(|error| Error::value("", &error))
}
