//! Gift cards and packages that are written off by themselves, where their center said so when they
//! were sold: by the same steps as by hand, in the background.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{gift_cards, guest_packages::close};
use crate::{
    engine::{Env, Operation, Plan, Scope, View, shown_whole},
    entity::{Entity, Field, Query, Stored},
    error::Result,
    model::{Center, EventKind, GiftCard, GuestPackage, GuestPackageReason, Permission},
    value::{Id, Timestamp},
};

/// Writes off what is left of expired gift cards and packages whose day has come: as many of each as
/// [`BATCH`](Self::BATCH).
#[derive(Clone, Copy, Debug)]
pub struct WriteOffExpired;

/// How much was written off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WrittenOff {
    /// How many gift cards and packages.
    pub prepaid: u32,
}

shown_whole!(WrittenOff);

impl WriteOffExpired {
    /// The most gift cards, and the most packages, that are written off in one commit.
    pub const BATCH: u32 = 50;

    /// Writes off what there is of one organization, and returns how much that was.
    pub(crate) async fn within(scope: &Scope) -> Result<u64> {
        let mut done = 0;
        loop {
            let WrittenOff { prepaid } = scope.run(&Self).await?;
            done += u64::from(prepaid);
            if prepaid < Self::BATCH {
                return Ok(done);
            }
        }
    }

    /// Asks for what is due before a day, in the order of the index, which has nothing else.
    fn due_by<E: Entity>(on: Field<E, Option<NaiveDate>>, before: NaiveDate) -> Query<E> {
        Query::limit(Self::BATCH).lt(on, &Some(before)).order_by_column(on.position())
    }
}

impl Operation for WriteOffExpired {
    type Answer = WrittenOff;
    const NAME: &'static str = "expired_prepaid_write_off";
    const NEEDS: Permission = Permission::RefundPayments;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<WrittenOff>> {
        let tomorrow = day_after(env.now());
        let cards = Self::due_by(GiftCard::write_off_on(), tomorrow);
        let packages = Self::due_by(GuestPackage::write_off_on(), tomorrow);
        let (cards, packages) = view.read((cards, packages)).await?;
        let centers = cards.iter().map(|card| card.center_id);
        let mut centers: Vec<Id<Center>> =
            centers.chain(packages.iter().map(|package| package.center_id)).collect();
        centers.sort_unstable();
        centers.dedup();
        let asked = (!centers.is_empty()).then(|| Query::<Center>::limit(100).ids(&centers));
        let centers = view.read(asked).await?.unwrap_or_default();
        let days = centers.iter().map(|center| (center.id, center.business_day(env.now())));
        let days: BTreeMap<Id<Center>, NaiveDate> = days.collect();
        let has_come = |center: Id<Center>, day: Option<NaiveDate>| {
            days.get(&center).zip(day).is_some_and(|(today, day)| day <= *today)
        };
        let mut plan = Plan::new(WrittenOff { prepaid: 0 }, env.changes());
        for card in cards.iter().filter(|card| has_come(card.center_id, card.write_off_on)) {
            view.rely_on(card);
            gift_cards::write_off(env, &mut plan.changes, card)?;
            plan = plan.emit(EventKind::GiftCardWrittenOff, card.id);
            plan.answer.prepaid += 1;
        }
        let is_due = |one: &&Stored<GuestPackage>| has_come(one.center_id, one.write_off_on);
        for package in packages.iter().filter(is_due) {
            view.rely_on(package);
            close(env, &mut plan.changes, package, GuestPackageReason::WrittenOff)?;
            plan = plan.emit(EventKind::GuestPackageWrittenOff, package.id);
            plan.answer.prepaid += 1;
        }
        Ok(plan)
    }
}

/// The day after that of an instant (UTC): where it is another day by now, it is done a little later.
fn day_after(now: Timestamp) -> NaiveDate {
    let today = DateTime::from_timestamp_micros(now.micros()).map(|at| at.date_naive());
    today.and_then(|today| today.succ_opt()).unwrap_or_default()
}
