//! The rates of a tax, by day and by center.

use crate::{
    entity::{Entity, Query},
    error::{Error, Result},
    model::{Center, DatedRate, Tax},
    ops::resource::BuildContext,
    value::Id,
};

impl Tax {
    /// One rate holds at a time and a center, and the centers are there.
    pub(super) async fn check_rates(&self, context: &mut BuildContext<'_, '_>) -> Result<()> {
        let rates = &self.rates.0;
        if rates.len() > Self::RATES_MAX {
            let detail = format!("A tax has at most {} dated rates.", Self::RATES_MAX);
            return Err(Error::invalid("/rates", "too_many", detail));
        }
        let begins = |rate: &DatedRate| (rate.center_id, rate.valid_from);
        let twice =
            |at: &usize| rates[..*at].iter().any(|earlier| begins(earlier) == begins(&rates[*at]));
        if let Some(at) = (0..rates.len()).find(twice) {
            let pointer = format!("/rates/{at}/valid_from");
            return Err(Error::invalid(&pointer, "repeated", "Another rate begins on that day."));
        }
        let mut ids: Vec<Id<Center>> = rates.iter().filter_map(|rate| rate.center_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let most = u32::try_from(ids.len()).unwrap_or(u32::MAX);
        let asked = (most > 0).then(|| Query::<Center>::limit(most).ids(&ids));
        let found = context.view.read(asked).await?.unwrap_or_default();
        let is_missing = |rate: &DatedRate| {
            rate.center_id.is_some_and(|id| !found.iter().any(|center| center.id == id))
        };
        match rates.iter().position(is_missing) {
            Some(at) => {
                Err(Error::missing_reference(&format!("/rates/{at}/center_id"), Center::NAME))
            }
            None => Ok(()),
        }
    }
}
