//! The close of a day: what was counted against what there should be, by how it was given.
//!
//! A closed day takes no more payments, collections, refunds or reversals (`open_day`). It is
//! kept as it was counted; whoever opens the day again says why, and the next close is another
//! row.

use std::collections::HashSet;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    day_totals::{MethodTotals, records_of, totals_of},
    numbers::{begun, counter_of},
    open_day::closed,
    settlement::{money, too_large},
};
use crate::{
    billing::NumberSeries,
    engine::{Conflicts, Env, Operation, Plan, View, reading::referred},
    entity::Stored,
    error::{Error, Result},
    model::{
        Center, ClosedMethod, ClosedMethods, DayClose, DayCloseStatus, DrawerEntries, EventKind,
        NumberedDocument, PaymentMethod, Permission,
    },
    ops::resource::Readable,
    row::Version,
    storage::Key,
    value::{Amount, Currency, Id, Money, Notes},
};

impl Readable for DayClose {
    const READS: Permission = Permission::ReadPayments;
    const FILTERS: &'static [&'static str] = &["center_id"];
    const DAY: Option<&'static str> = Some("date");
}

/// Closes a day at a center: keeps what was counted beside what there should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseDay {
    /// The center.
    pub center_id: Id<Center>,
    /// The business day: today, or one before.
    #[schemars(extend("examples" = ["2020-01-01"]))]
    pub date: NaiveDate,
    /// What was in the drawer when the day began; nothing, if absent.
    #[serde(default)]
    pub opening_float: Option<Amount>,
    /// What was counted, in the center's currency. What is not counted is taken to be there; cash
    /// has to be counted, if there should be any.
    #[serde(default)]
    #[schemars(length(max = 20))]
    pub counted: Vec<CountedMethod>,
    /// What was put into the drawer otherwise than for invoices.
    #[serde(default)]
    pub pay_ins: DrawerEntries,
    /// What was taken out of it.
    #[serde(default)]
    pub pay_outs: DrawerEntries,
    /// Why what was counted differs from what there should be; required if it does.
    #[serde(default)]
    pub reason: Option<Notes>,
}

/// What was counted of one way of giving.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CountedMethod {
    /// How it was given.
    pub payment_method: PaymentMethod,
    /// How much there is; of cash, with the opening float.
    pub amount: Amount,
}

impl Operation for CloseDay {
    type Answer = Stored<DayClose>;
    const NAME: &'static str = "day_close_create";
    const NEEDS: Permission = Permission::RecordPayments;
    const CONFLICTS: Conflicts = Conflicts::of(&[&["day_closed", "day_too_large"]]);

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let center = referred("/center_id", self.center_id);
        let (center, before) = view.read((center, closed(self.center_id, self.date))).await?;
        if self.date > center.business_day(env.now()) {
            let detail = "This day is to come; close it when it is over.";
            return Err(Error::invalid("/date", "out_of_range", detail));
        }
        if before.is_some() {
            return Err(Error::conflict("day_closed", "This day is closed at this center."));
        }
        let drawer = self.drawer(center.currency)?;
        let series = NumberSeries::of(NumberedDocument::Collection, &center, self.date)?;
        let records = records_of(center.id, self.date);
        let (records, counter) = view.read((records, counter_of(&series))).await?;
        let totals = totals_of(view, &records).await?;
        let (methods, difference) = drawer.against(&totals)?;
        if self.reason.is_none() && methods.iter().any(|one| one.difference.minor() != 0) {
            let detail = "What was counted differs from what there should be; say why.";
            return Err(Error::invalid("/reason", "required", detail));
        }
        let mut changes = env.changes();
        // Whoever takes money meanwhile writes the counter, and relies on the center.
        match &counter {
            Some(counter) => view.rely_on(counter),
            None => {
                changes.insert(begun(&series, env, 1));
            }
        }
        changes.update(&center, |_| ());
        let close = changes.insert(DayClose {
            id: env.new_id(),
            center_id: center.id,
            date: self.date,
            status: DayCloseStatus::Closed,
            currency: center.currency,
            opening_float: drawer.opening_float,
            pay_ins: self.pay_ins.in_currency(center.currency),
            pay_outs: self.pay_outs.in_currency(center.currency),
            methods: ClosedMethods(methods),
            difference,
            reason: self.reason.clone(),
            reopen_reason: None,
        });
        let id = close.id;
        Ok(Plan::new(close, changes).emit(EventKind::DayCloseCreated, id))
    }
}

/// What a drawer and the other ways of giving have at the end of a day.
#[derive(Debug)]
struct Drawer {
    currency: Currency,
    opening_float: Money,
    /// What was put in less what was taken out.
    moved: Money,
    counted: Vec<(PaymentMethod, Money)>,
}

impl CloseDay {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub fn new(center_id: Id<Center>, date: NaiveDate) -> Self {
        Self {
            center_id,
            date,
            opening_float: None,
            counted: Vec::new(),
            pay_ins: DrawerEntries::default(),
            pay_outs: DrawerEntries::default(),
            reason: None,
        }
    }

    /// Reads the amounts of the request.
    fn drawer(&self, currency: Currency) -> Result<Drawer> {
        let float = self.opening_float.unwrap_or_default();
        let opening_float = money("/opening_float", float, currency)?;
        let ins = entries("/pay_ins", &self.pay_ins, currency)?;
        let outs = entries("/pay_outs", &self.pay_outs, currency)?;
        let mut counted = Vec::with_capacity(self.counted.len());
        let mut seen = HashSet::new();
        for (at, CountedMethod { payment_method, amount }) in self.counted.iter().enumerate() {
            if !seen.insert(*payment_method) {
                let pointer = format!("/counted/{at}/payment_method");
                let detail = "This is counted twice; say it once.";
                return Err(Error::invalid(&pointer, "repeated", detail));
            }
            let amount = money(&format!("/counted/{at}/amount"), *amount, currency)?;
            counted.push((*payment_method, amount));
        }
        let moved = ins.checked_sub(outs).map_err(too_large)?;
        Ok(Drawer { currency, opening_float, moved, counted })
    }
}

/// Sums up what came into a drawer, or left it.
fn entries(pointer: &str, entries: &DrawerEntries, currency: Currency) -> Result<Money> {
    if entries.0.len() > DrawerEntries::MAX {
        let detail = format!("Say at most {} of them.", DrawerEntries::MAX);
        return Err(Error::invalid(pointer, "too_many", detail));
    }
    let mut sum = Money::zero(currency);
    for (at, entry) in entries.0.iter().enumerate() {
        let pointer = format!("{pointer}/{at}/amount");
        let amount = money(&pointer, entry.amount, currency)?;
        if amount.minor() == 0 {
            return Err(Error::invalid(&pointer, "out_of_range", "The amount must be above 0."));
        }
        sum = sum.checked_add(amount).map_err(too_large)?;
    }
    Ok(sum)
}

impl Drawer {
    /// Compares what was counted with the totals of a day; returns the difference in all, too.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] `required` if cash should be there and was not counted.
    fn against(&self, totals: &[MethodTotals]) -> Result<(Vec<ClosedMethod>, Money)> {
        let zero = Money::zero(self.currency);
        let mut methods: Vec<ClosedMethod> = totals
            .iter()
            .map(|one| ClosedMethod {
                payment_method: one.payment_method,
                currency: one.currency,
                count: one.count,
                expected: one.expected,
                counted: None,
                difference: Money::zero(one.currency),
            })
            .collect();
        for &(method, amount) in &self.counted {
            let at = self.place_of(method, &mut methods);
            methods[at].counted = Some(amount);
        }
        let more = self.opening_float.checked_add(self.moved).map_err(too_large)?;
        if more.minor() != 0 {
            let at = self.place_of(PaymentMethod::Cash, &mut methods);
            let line = &mut methods[at];
            line.expected = line.expected.checked_add(more).map_err(too_large)?;
        }
        methods.sort_by_key(|one| (one.payment_method, one.currency));
        let mut difference = zero;
        for line in &mut methods {
            let Some(counted) = line.counted else {
                let is_cash = line.payment_method == PaymentMethod::Cash;
                if is_cash && line.currency == self.currency && line.expected.minor() != 0 {
                    let detail = "There should be cash; say how much was counted.";
                    return Err(Error::invalid("/counted", "required", detail));
                }
                continue;
            };
            line.difference = counted.checked_sub(line.expected).map_err(too_large)?;
            difference = difference.checked_add(line.difference).map_err(too_large)?;
        }
        Ok((methods, difference))
    }

    /// Returns the place of a way of giving, of which there may have been nothing so far.
    fn place_of(&self, method: PaymentMethod, methods: &mut Vec<ClosedMethod>) -> usize {
        let is_it =
            |one: &ClosedMethod| one.payment_method == method && one.currency == self.currency;
        methods.iter().position(is_it).unwrap_or_else(|| {
            let zero = Money::zero(self.currency);
            methods.push(ClosedMethod {
                payment_method: method,
                currency: self.currency,
                count: 0,
                expected: zero,
                counted: None,
                difference: zero,
            });
            methods.len() - 1
        })
    }
}

/// Why a closed day is opened again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reopening {
    /// Why.
    pub reason: Notes,
}

/// Opens a closed day again: it takes money until it is closed once more.
#[derive(Clone, Debug)]
pub struct ReopenDay {
    /// Which close.
    pub id: Id<DayClose>,
    /// Why.
    pub reopening: Reopening,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl ReopenDay {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<DayClose>, reopening: Reopening) -> Self {
        Self { id, reopening, expected: None }
    }
}

impl Operation for ReopenDay {
    type Answer = Stored<DayClose>;
    const NAME: &'static str = "day_close_reopen";
    const NEEDS: Permission = Permission::RefundPayments;
    const CONFLICTS: Conflicts = Conflicts::of(&[&["invalid_transition"]]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let close = view.require_version(self.id, self.expected).await?;
        if close.status != DayCloseStatus::Closed {
            let detail = "The day was opened again already.";
            return Err(Error::conflict("invalid_transition", detail));
        }
        let mut changes = env.changes();
        let reopened = changes.update(&close, |close| {
            close.status = DayCloseStatus::Reopened;
            close.reopen_reason = Some(self.reopening.reason.clone());
        });
        Ok(Plan::new(reopened, changes).emit(EventKind::DayCloseReopened, self.id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn euro(minor: i64) -> Money {
        Money::from_minor(minor, "EUR".parse().unwrap())
    }

    fn total(payment_method: PaymentMethod, expected: i64) -> MethodTotals {
        MethodTotals {
            payment_method,
            currency: "EUR".parse().unwrap(),
            count: 1,
            received: euro(expected),
            given_back: euro(0),
            tips: euro(0),
            cash_back: euro(0),
            expected: euro(expected),
        }
    }

    fn drawer(float: i64, moved: i64, counted: &[(PaymentMethod, i64)]) -> Drawer {
        let counted = counted.iter().map(|&(method, minor)| (method, euro(minor))).collect();
        let currency = "EUR".parse().unwrap();
        Drawer { currency, opening_float: euro(float), moved: euro(moved), counted }
    }

    #[test]
    fn cash_is_counted_with_the_float_and_with_what_was_moved() {
        let totals = [total(PaymentMethod::Cash, 5_000), total(PaymentMethod::Card, 3_000)];
        let drawer = drawer(10_000, -2_000, &[(PaymentMethod::Cash, 12_950)]);
        let (methods, difference) = drawer.against(&totals).unwrap();
        let lines: Vec<_> = methods
            .iter()
            .map(|one| (one.payment_method, one.expected.minor(), one.difference.minor()))
            .collect();
        let expected = [(PaymentMethod::Cash, 13_000, -50), (PaymentMethod::Card, 3_000, 0)];
        assert_eq!((lines.as_slice(), difference), (expected.as_slice(), euro(-50)));
        assert_eq!(methods[1].counted, None);
    }

    #[test]
    fn cash_that_should_be_there_has_to_be_counted() {
        let error = drawer(10_000, 0, &[]).against(&[]).unwrap_err();
        assert!(matches!(error, Error::Invalid(wrong) if wrong[0].pointer == "/counted"));
        assert_eq!(drawer(0, 0, &[]).against(&[]).unwrap(), (Vec::new(), euro(0)));
    }

    #[test]
    fn what_was_counted_and_not_expected_is_a_difference() {
        let counted = [(PaymentMethod::Cheque, 700)];
        let (methods, difference) = drawer(0, 0, &counted).against(&[]).unwrap();
        assert_eq!((methods[0].count, methods[0].difference), (0, euro(700)));
        assert_eq!(difference, euro(700));
    }
}
