//! What providers earn by the lines of an invoice once it is paid, and lose again.
//!
//! Each line has a ledger that is only added to. While its invoice is paid, the sum is what the
//! rule gives on what is left of the line; while it is not, the sum is nothing. Whoever adds to it
//! writes the invoice, so that no two do at once. An organization without a rule writes nothing,
//! and reads no more than that it has none.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{commission_rules::all_rules, draft::items_of, settlement::too_large};
use crate::{
    billing::{CommissionTerms, commission_rule},
    engine::{
        Env, View,
        reading::{First, first},
    },
    entity::{Query, Stored},
    error::Result,
    model::{
        Commission, CommissionReason, CommissionRule, CreditNoteItem, Invoice, InvoiceItem,
        InvoiceStatus, Permission,
    },
    ops::resource::Readable,
    row::{ChangeSet, Select},
    value::{Id, Money},
};

impl Readable for Commission {
    const READS: Permission = Permission::ReadCommissions;
    const FILTERS: &'static [&'static str] = &["provider_id", "center_id", "invoice_id"];
    const DAY: Option<&'static str> = Some("commission_date");
}

/// Asks whether there is any rule of commission.
pub(super) fn any_rule() -> First<CommissionRule> {
    first(Query::one())
}

/// Returns whether an invoice is paid by now, and was not before.
pub(super) fn becomes_paid(before: &Invoice, now: &Invoice) -> bool {
    before.status != InvoiceStatus::Paid && now.status == InvoiceStatus::Paid
}

/// Returns whether an invoice was paid before, and is so no more.
pub(super) fn becomes_unpaid(before: &Invoice, now: &Invoice) -> bool {
    becomes_paid(now, before)
}

/// Asks for what the lines of an invoice earned so far.
pub(super) fn earned_on(invoice: Id<Invoice>) -> Query<Commission> {
    Query::limit(Select::LIMIT_MAX).eq(Commission::invoice_id(), &invoice)
}

/// A line of an issued invoice, and how much of its net is left, since it was not credited.
pub(super) type LineLeft<'i> = (&'i InvoiceItem, Money);

/// Writes what the lines of an invoice earn that a payment settled just now.
pub(super) async fn earn_when_paid(
    env: &Env,
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    invoice: &Invoice,
    date: NaiveDate,
) -> Result<()> {
    let credited = Query::limit(Select::LIMIT_MAX).eq(CreditNoteItem::invoice_id(), &invoice.id);
    let asked = (items_of(invoice.id), credited, all_rules(), earned_on(invoice.id));
    let (items, credited, rules, rows) = view.read(asked).await?;
    let mut left: BTreeMap<Id<InvoiceItem>, Money> =
        items.iter().map(|item| (item.id, item.net_price)).collect();
    for part in &credited {
        if let Some(left) = left.get_mut(&part.invoice_item_id) {
            *left = left.checked_sub(part.net).map_err(too_large)?;
        }
    }
    let left = |item: &InvoiceItem| left.get(&item.id).copied().unwrap_or(item.net_price);
    let lines = items.iter().map(|item| (&**item, left(item)));
    Ledgers::of(&rows)?.earn(env, view, changes, (invoice, date), &rules, lines)
}

/// Writes what the lines of an invoice earn that is settled by other than a payment.
pub(super) async fn earn(
    env: &Env,
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    (invoice, date): (&Invoice, NaiveDate),
    lines: Vec<LineLeft<'_>>,
) -> Result<()> {
    let (rules, rows) = view.read((all_rules(), earned_on(invoice.id))).await?;
    Ledgers::of(&rows)?.earn(env, view, changes, (invoice, date), &rules, lines.into_iter())
}

/// What the lines of an invoice earned so far.
pub(super) struct Ledgers(BTreeMap<Id<InvoiceItem>, Ledger>);

/// What a line earned so far: its last row, and the sums of all.
struct Ledger {
    last: Commission,
    base: Money,
    amount: Money,
}

impl Ledgers {
    /// Sums rows up by line.
    pub(super) fn of(rows: &[Stored<Commission>]) -> Result<Self> {
        let mut ledgers: BTreeMap<Id<InvoiceItem>, Ledger> = BTreeMap::new();
        for row in rows {
            let zero = Money::zero(row.currency);
            let ledger = ledgers.entry(row.invoice_item_id).or_insert_with(|| Ledger {
                last: Commission::clone(row),
                base: zero,
                amount: zero,
            });
            ledger.base = ledger.base.checked_add(row.base).map_err(too_large)?;
            ledger.amount = ledger.amount.checked_add(row.amount).map_err(too_large)?;
            if row.step > ledger.last.step {
                ledger.last = Commission::clone(row);
            }
        }
        Ok(Self(ledgers))
    }

    /// Takes all back, since the invoice is paid no more.
    pub(super) fn take_back(
        &self,
        env: &Env,
        changes: &mut ChangeSet,
        date: NaiveDate,
    ) -> Result<()> {
        for ledger in self.0.values() {
            let nothing = Money::zero(ledger.base.currency());
            ledger.come_to(env, changes, CommissionReason::TakenBack, date, (nothing, nothing))?;
        }
        Ok(())
    }

    /// Takes back what was earned by what is credited of some lines, while the invoice stays
    /// paid.
    pub(super) fn credit<'i>(
        &self,
        env: &Env,
        changes: &mut ChangeSet,
        date: NaiveDate,
        lines: impl Iterator<Item = LineLeft<'i>>,
    ) -> Result<()> {
        for (item, left) in lines {
            let Some(ledger) = self.0.get(&item.id).filter(|ledger| ledger.base.minor() != 0)
            else {
                continue;
            };
            let amount = ledger.terms().earned(item.item_quantity, item.net_price, left);
            let sums = (left, amount.map_err(too_large)?);
            ledger.come_to(env, changes, CommissionReason::Credited, date, sums)?;
        }
        Ok(())
    }

    /// Writes what lines earn by rules, of which it relies on those that it takes.
    fn earn<'i>(
        &self,
        env: &Env,
        view: &mut View<'_>,
        changes: &mut ChangeSet,
        (invoice, date): (&Invoice, NaiveDate),
        rules: &[Stored<CommissionRule>],
        lines: impl Iterator<Item = LineLeft<'i>>,
    ) -> Result<()> {
        for (item, left) in lines {
            let day = item.performed_on.or(invoice.invoice_date).unwrap_or(date);
            let rule = commission_rule(rules.iter().map(|rule| &**rule), item, day);
            let Some((rule, provider_id)) = rule.zip(item.provider_id) else { continue };
            if left.minor() == 0 {
                continue;
            }
            if let Some(rule) = rules.iter().find(|one| one.id == rule.id) {
                view.rely_on(rule);
            }
            let (terms, nothing) = (rule.terms(), Money::zero(invoice.currency));
            let amount = terms.earned(item.item_quantity, item.net_price, left);
            let sums = (left, amount.map_err(too_large)?);
            let before = self.0.get(&item.id);
            let ledger = Ledger {
                last: Commission {
                    id: env.new_id(),
                    provider_id,
                    center_id: invoice.center_id,
                    invoice_id: invoice.id,
                    invoice_item_id: item.id,
                    step: before.map_or(0, |ledger| ledger.last.step),
                    reason: CommissionReason::Earned,
                    commission_type: terms.commission_type,
                    rate: terms.rate,
                    base: nothing,
                    amount: nothing,
                    currency: invoice.currency,
                    commission_date: date,
                },
                base: before.map_or(nothing, |ledger| ledger.base),
                amount: before.map_or(nothing, |ledger| ledger.amount),
            };
            ledger.come_to(env, changes, CommissionReason::Earned, date, sums)?;
        }
        Ok(())
    }
}

impl Ledger {
    /// How the last row was reckoned.
    const fn terms(&self) -> CommissionTerms {
        CommissionTerms { commission_type: self.last.commission_type, rate: self.last.rate }
    }

    /// Adds the row by which base and amount come to these sums, if they don't yet.
    fn come_to(
        &self,
        env: &Env,
        changes: &mut ChangeSet,
        reason: CommissionReason,
        date: NaiveDate,
        (base, amount): (Money, Money),
    ) -> Result<()> {
        let base = base.checked_sub(self.base).map_err(too_large)?;
        let amount = amount.checked_sub(self.amount).map_err(too_large)?;
        if base.minor() != 0 || amount.minor() != 0 {
            changes.insert(Commission {
                id: env.new_id(),
                step: self.last.step + 1,
                reason,
                base,
                amount,
                commission_date: date,
                ..self.last.clone()
            });
        }
        Ok(())
    }
}
