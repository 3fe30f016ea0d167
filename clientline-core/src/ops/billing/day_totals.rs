//! What came and went at a center on a day, by how it was given: what the drawer is counted
//! against at the end of the day.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    day_credit::{CreditTotals, credit_of_day},
    day_prepaid::{PrepaidTotals, prepaid_of},
    settlement::too_large,
};
use crate::{
    engine::{Conflicts, Env, Operation, Plan, View, shown_whole},
    entity::{Query, Stored},
    error::{Error, Result},
    model::{Center, Collection, CollectionKind, Payment, PaymentMethod, Permission},
    row::Select,
    value::{Currency, Id, Money},
};

/// The most records of a day of which totals are made.
const RECORDS_MAX: u32 = 20_000;

/// Reads what came and went at a center on a business day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GetDayTotals {
    /// The center.
    pub center_id: Id<Center>,
    /// The business day; today, if absent.
    #[serde(default)]
    pub date: Option<NaiveDate>,
}

impl GetDayTotals {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(center_id: Id<Center>) -> Self {
        Self { center_id, date: None }
    }
}

/// What came and went at a center on a business day.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DayTotals {
    /// The center.
    pub center_id: Id<Center>,
    /// The business day.
    pub date: NaiveDate,
    /// By how it was given, and in which currency.
    pub methods: Vec<MethodTotals>,
    /// What the day's invoices sold and redeemed of packages, gift cards and deposits.
    pub prepaid: Vec<PrepaidTotals>,
    /// How the credit of guests changed.
    pub credit: Vec<CreditTotals>,
}

/// What came and went on a day by one way of giving.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MethodTotals {
    /// How it was given.
    pub payment_method: PaymentMethod,
    /// The currency of the amounts.
    pub currency: Currency,
    /// How many records there are.
    pub count: u32,
    /// What was received for invoices.
    pub received: Money,
    /// What went back: reversals and refunds.
    pub given_back: Money,
    /// The tips that came with it, less those of payments that were taken back.
    pub tips: Money,
    /// What cards were charged beyond them and the till handed out: of cash, below zero.
    pub cash_back: Money,
    /// What there should be of it: received less given back, the tips and cash back.
    pub expected: Money,
}

shown_whole!(DayTotals);

impl Operation for GetDayTotals {
    type Answer = DayTotals;
    const NAME: &'static str = "day_totals_get";
    const NEEDS: Permission = Permission::ReadPayments;
    const CONFLICTS: Conflicts = Conflicts::of(&[&["day_too_large"]]);

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let center = view.referred("/center_id", self.center_id).await?;
        let date = self.date.unwrap_or_else(|| center.business_day(env.now()));
        let records = view.read(records_of(center.id, date)).await?;
        let methods = totals_of(view, &records).await?;
        let prepaid = prepaid_of(view, center.id, date).await?;
        let credit = credit_of_day(view, center.id, date).await?;
        Ok(Plan::read(env, DayTotals { center_id: center.id, date, methods, prepaid, credit }))
    }
}

/// Asks for what came and went at a center on a business day: for one more than totals are made of.
pub(super) fn records_of(center: Id<Center>, date: NaiveDate) -> Query<Collection> {
    Query::limit(RECORDS_MAX + 1)
        .eq(Collection::center_id(), &center)
        .eq(Collection::collection_date(), &date)
}

/// Reads the payments of a day's records, and sums up by method and currency.
///
/// # Errors
///
/// [`Error::Conflict`] `day_too_large` if there are too many.
pub(super) async fn totals_of(
    view: &mut View<'_>,
    records: &[Stored<Collection>],
) -> Result<Vec<MethodTotals>> {
    if records.len() > RECORDS_MAX as usize {
        let detail = format!("A day has totals of at most {RECORDS_MAX} records.");
        return Err(Error::conflict("day_too_large", detail));
    }
    let mut ids: Vec<Id<Payment>> = records.iter().map(|one| one.payment_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let some = ids.chunks(Select::SET_MAX);
    let payments: Vec<Query<Payment>> =
        some.map(|ids| Query::limit(Select::LIMIT_MAX).ids(ids)).collect();
    let payments = view.read(payments).await?.concat();
    totals(records, &payments)
}

/// Sums records up by method and currency.
fn totals(
    records: &[Stored<Collection>],
    payments: &[Stored<Payment>],
) -> Result<Vec<MethodTotals>> {
    let besides: HashMap<Id<Payment>, (Money, Money)> =
        payments.iter().map(|payment| (payment.id, (payment.tip, payment.cash_back))).collect();
    let mut sums: BTreeMap<(PaymentMethod, &'static str), MethodTotals> = BTreeMap::new();
    for record in records {
        let zero = Money::zero(record.currency);
        let (tip, handed_out) = besides.get(&record.payment_id).copied().unwrap_or((zero, zero));
        let (tip, handed_out) = match record.kind {
            CollectionKind::Receipt => (tip, handed_out),
            // The card gets it back, and the cash comes back.
            CollectionKind::Reversal => (
                tip.checked_neg().map_err(too_large)?,
                handed_out.checked_neg().map_err(too_large)?,
            ),
            CollectionKind::Refund => (zero, zero),
        };
        let sum = of_method(&mut sums, record.payment_method, record.currency);
        sum.count += 1;
        if record.kind == CollectionKind::Receipt {
            sum.received = sum.received.checked_add(record.amount).map_err(too_large)?;
        } else {
            sum.given_back = sum.given_back.checked_sub(record.amount).map_err(too_large)?;
        }
        sum.tips = sum.tips.checked_add(tip).map_err(too_large)?;
        if handed_out.minor() != 0 {
            sum.cash_back = sum.cash_back.checked_add(handed_out).map_err(too_large)?;
            let drawer = of_method(&mut sums, PaymentMethod::Cash, record.currency);
            drawer.cash_back = drawer.cash_back.checked_sub(handed_out).map_err(too_large)?;
        }
    }
    let mut methods: Vec<MethodTotals> = sums.into_values().collect();
    for sum in &mut methods {
        let kept = sum.received.checked_sub(sum.given_back).map_err(too_large)?;
        let kept = kept.checked_add(sum.tips).map_err(too_large)?;
        sum.expected = kept.checked_add(sum.cash_back).map_err(too_large)?;
    }
    Ok(methods)
}

/// Returns the sums of a way of giving, of which there may have been nothing so far.
fn of_method<'a>(
    sums: &'a mut BTreeMap<(PaymentMethod, &'static str), MethodTotals>,
    payment_method: PaymentMethod,
    currency: Currency,
) -> &'a mut MethodTotals {
    let zero = Money::zero(currency);
    sums.entry((payment_method, currency.code())).or_insert(MethodTotals {
        payment_method,
        currency,
        count: 0,
        received: zero,
        given_back: zero,
        tips: zero,
        cash_back: zero,
        expected: zero,
    })
}
