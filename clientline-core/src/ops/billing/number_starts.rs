//! The number with which a series starts: a salon that comes from another system goes on where
//! that stopped.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::numbers::{begun, counter_of};
use crate::{
    billing::NumberSeries,
    engine::{Conflicts, Env, Operation, Plan, View, shown_whole},
    error::{Error, Result},
    model::{Center, NumberedDocument, Permission},
    value::{Code, Id, StartNumber},
};

/// The number with which a series starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NumberStart {
    /// What is numbered.
    pub document: NumberedDocument,
    /// The first number.
    #[schemars(extend("examples" = [4711]))]
    pub first_number: StartNumber,
}

/// The next number of a series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NextNumber {
    /// What the numbers start with.
    pub series: Code,
    /// The whole number that the next document gets.
    pub next_number: Code,
}

shown_whole!(NextNumber);

/// Starts the series of a kind of document, at a center, in its present fiscal year, with
/// another number than 1.
///
/// It is refused with `series_begun` once a number of it was given.
#[derive(Clone, Copy, Debug)]
pub struct StartNumbers {
    /// Which center.
    pub id: Id<Center>,
    /// Which series, and its first number.
    pub start: NumberStart,
}

impl Operation for StartNumbers {
    type Answer = NextNumber;
    const NAME: &'static str = "center_numbers_start";
    const NEEDS: Permission = Permission::WriteCatalogue;
    const CONFLICTS: Conflicts = Conflicts::of(&[&["series_begun"]]);

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let NumberStart { document, first_number } = self.start;
        let center = view.require(self.id).await?;
        let series = NumberSeries::of(document, &center, center.business_day(env.now()))?;
        let first = i64::from(first_number);
        let mut changes = env.changes();
        match view.read(counter_of(&series)).await? {
            None => {
                changes.insert(begun(&series, env, first));
            }
            Some(counter) if counter.next > counter.first_number => {
                let detail =
                    format!("Numbers that start `{}` were given already.", series.series());
                return Err(Error::conflict("series_begun", detail));
            }
            Some(counter) if counter.first_number == first => view.rely_on(&counter),
            Some(counter) => {
                changes.update(&counter, |counter| {
                    counter.first_number = first;
                    counter.next = first;
                });
            }
        }
        let next_number = series.number(first)?;
        Ok(Plan::new(NextNumber { series: series.series().clone(), next_number }, changes))
    }
}
