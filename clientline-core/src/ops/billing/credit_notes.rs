//! Credit notes: what is taken off an invoice that was issued, as a whole or by its lines.
//!
//! What is credited comes off what is due first. What had been paid beyond that is the guest's
//! credit, or is given back, as the request says; all of it in one commit with the number. The
//! invoice keeps how much was credited, and whoever credits writes it: so of many at once none
//! credits what another did.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commissions::{Ledgers, any_rule, becomes_paid, becomes_unpaid, earn, earned_on},
    creditable::Issued,
    credited_parts::LineCredit,
    gift_card_ledger::GiftCards,
    invoices::written_by,
    line_amounts::{taxes_in, wrong},
    numbers::next_number,
    open_day::collection_numbers,
    refunds::{GivenBack, Refund},
    returns::{give_back_deposits, restock, take_back_packages},
    settlement::{balance_of, settle, stage_of, too_large},
};
use crate::{
    engine::{
        Conflicts, Env, Operation, Plan, View,
        reading::{referred, require},
    },
    entity::{Entity, Query, Stored},
    error::{Error, Result},
    model::{
        Center, CreditNote, CreditNoteItem, Employee, EventKind, GuestCreditReason, Invoice,
        InvoiceItem, NumberedDocument, Payment, Permission,
    },
    ops::{
        people::guest_credit::{Ledger, Posting},
        resource::Readable,
    },
    row::ChangeSet,
    storage::Key,
    value::{Id, Money, Notes, Stock},
};

impl Readable for CreditNote {
    const READS: Permission = Permission::ReadInvoices;
    const FILTERS: &'static [&'static str] = &["invoice_id", "guest_id", "center_id"];
}

impl Readable for CreditNoteItem {
    const READS: Permission = Permission::ReadInvoices;
    const FILTERS: &'static [&'static str] = &["credit_note_id"];
}

/// Credits an issued invoice: all that is left of it, or some lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateCreditNote {
    /// The invoice.
    pub invoice_id: Id<Invoice>,
    /// What is taken off which lines; all that is left of every line, if absent.
    #[serde(default)]
    #[schemars(length(max = 1_000))]
    pub lines: Option<Vec<LineCredit>>,
    /// What is given back of which payments, out of what had been paid beyond the new amount.
    /// The rest of that becomes the guest's credit.
    #[serde(default)]
    #[schemars(length(max = 20))]
    pub refunds: Vec<CreditRefund>,
    /// The employee who writes it.
    #[serde(default)]
    pub employee_id: Option<Id<Employee>>,
    /// Why it is given.
    #[serde(default)]
    pub reason: Option<Notes>,
}

/// Money of a payment that is given back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreditRefund {
    /// The payment, of the same invoice.
    pub payment_id: Id<Payment>,
    /// How much, and how.
    #[serde(default)]
    pub refund: Refund,
}

/// The most payments of which a credit note gives back.
const REFUNDS_MAX: usize = 20;

impl Operation for CreateCreditNote {
    type Answer = Stored<CreditNote>;
    const NAME: &'static str = "credit_note_create";
    const NEEDS: Permission = Permission::RefundPayments;
    const CONFLICTS: Conflicts = Conflicts::of(&[&[
        "credit_exceeds_invoice",
        "day_closed",
        "deposit_deducted",
        "gift_card_in_use",
        "gift_card_refund",
        "guest_credit_short",
        "invalid_transition",
        "line_credited_whole",
        "refund_exceeds_payment",
    ]]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.invoice_id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let issued = Issued::require(view, referred("/invoice_id", self.invoice_id)).await?;
        if !issued.stands() {
            let status = issued.invoice.status.as_str();
            let detail = format!("An invoice that is {status} can't be credited.");
            return Err(Error::conflict("invalid_transition", detail));
        }
        let parts = issued.parts(self.lines.as_deref())?;
        written_by(view, self.employee_id).await?;
        let payments = self.payments(view).await?;
        let earned = (earned_on(issued.invoice.id), any_rule());
        let (center, (earned, rule)) =
            view.read((require(issued.invoice.center_id), earned)).await?;
        let date = center.business_day(env.now());
        let mut changes = env.changes();
        let returned = parts.iter().map(|part| (&issued.items[part.at], part.returned));
        let returned: Vec<(&Stored<InvoiceItem>, Stock)> = returned.collect();
        restock(view, &mut changes, &returned).await?;
        let redeemed = take_back_packages(env, view, &mut changes, &issued, &returned).await?;
        let mut ledger = Ledger::of_invoice(view, &issued.invoice).await?;
        let number =
            next_number(env, view, &mut changes, NumberedDocument::CreditNote, &center, date)
                .await?;
        let mut note = CreditNote {
            id: env.new_id(),
            credit_note_no: number.number,
            series: number.series,
            sequence: Some(number.sequence),
            series_start: number.series_start,
            invoice_id: issued.invoice.id,
            guest_id: issued.invoice.guest_id,
            center_id: center.id,
            employee_id: self.employee_id,
            reason: self.reason.clone(),
            net: Money::zero(issued.invoice.currency),
            tax: Money::zero(issued.invoice.currency),
            total: Money::zero(issued.invoice.currency),
            cash_rounding: Money::zero(issued.invoice.currency),
            excess: Money::zero(issued.invoice.currency),
            currency: issued.invoice.currency,
            credit_note_date: date,
        };
        for part in &parts {
            note.net = note.net.checked_add(part.amounts.net).map_err(too_large)?;
            note.tax = note
                .tax
                .checked_add(part.amounts.tax().map_err(|error| wrong(&error))?)
                .map_err(too_large)?;
        }
        note.total = note.net.checked_add(note.tax).map_err(too_large)?;
        let kept = issued.invoice.redeemed.checked_sub(redeemed).map_err(too_large)?;
        let free = Box::pin(give_back_deposits(env, view, &mut changes, &issued, &parts)).await?;
        let deducted = issued.invoice.deducted.checked_sub(free).map_err(too_large)?;
        let invoice = changes.update(&issued.invoice, |invoice| {
            invoice.redeemed = kept;
            invoice.deducted = deducted;
        });
        let invoice = take_off(env, &mut changes, &mut ledger, &invoice, &mut note)?;
        let id = note.id;
        let currency = note.currency;
        let left = issued.left_after(&parts)?;
        let note = changes.insert(note);
        for part in parts {
            let item = &issued.items[part.at];
            changes.insert(CreditNoteItem {
                id: env.new_id(),
                credit_note_id: id,
                invoice_id: invoice.id,
                invoice_item_id: item.id,
                item_name: item.item_name.clone(),
                quantity: part.quantity,
                net: part.amounts.net,
                tax: part.amounts.tax().map_err(|error| wrong(&error))?,
                currency,
                taxes: taxes_in(&item.taxes, &part.amounts)?,
                stock_returned: part.returned,
            });
        }
        let refunds = Refunds { payments: &payments, center: &center, date, note: &note };
        let invoice =
            self.give_back(env, view, &mut changes, &mut ledger, invoice, refunds).await?;
        let lines = issued.items.iter().map(|item| &**item).zip(left);
        if becomes_paid(&issued.invoice, &invoice) {
            if rule.is_some() {
                let at = (&*invoice, date);
                Box::pin(earn(env, view, &mut changes, at, lines.collect())).await?;
            }
        } else if becomes_unpaid(&issued.invoice, &invoice) {
            Ledgers::of(&earned)?.take_back(env, &mut changes, date)?;
        } else {
            Ledgers::of(&earned)?.credit(env, &mut changes, date, lines)?;
        }
        Ok(Plan::new(note, changes).emit(EventKind::CreditNoteCreated, id))
    }
}

/// What is given back with a credit note.
struct Refunds<'r> {
    payments: &'r [Stored<Payment>],
    center: &'r Stored<Center>,
    date: NaiveDate,
    note: &'r CreditNote,
}

impl CreateCreditNote {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(invoice_id: Id<Invoice>) -> Self {
        Self { invoice_id, lines: None, refunds: Vec::new(), employee_id: None, reason: None }
    }

    /// Reads the payments of which something is given back, and relies on them.
    async fn payments(&self, view: &mut View<'_>) -> Result<Vec<Stored<Payment>>> {
        if self.refunds.len() > REFUNDS_MAX {
            let detail = format!("Name at most {REFUNDS_MAX} payments.");
            return Err(Error::invalid("/refunds", "too_many", detail));
        }
        let ids: Vec<Id<Payment>> = self.refunds.iter().map(|one| one.payment_id).collect();
        let most = u32::try_from(ids.len()).unwrap_or(u32::MAX);
        let asked = (most > 0).then(|| Query::<Payment>::limit(most).ids(&ids));
        let found = view.read(asked).await?.unwrap_or_default();
        let mut payments: Vec<Stored<Payment>> = Vec::with_capacity(ids.len());
        for (at, id) in ids.iter().enumerate() {
            let pointer = format!("/refunds/{at}/payment_id");
            if payments.iter().any(|one| one.id == *id) {
                let detail = "This payment is given back twice; say it once.";
                return Err(Error::invalid(&pointer, "repeated", detail));
            }
            let payment = found
                .iter()
                .find(|one| one.id == *id && one.invoice_id == self.invoice_id)
                .ok_or_else(|| Error::missing_reference(&pointer, Payment::NAME))?;
            view.rely_on(payment);
            payments.push(payment.clone());
        }
        Ok(payments)
    }

    /// Gives back what the request says, of what had been paid beyond the new amount.
    async fn give_back(
        &self,
        env: &Env,
        view: &mut View<'_>,
        changes: &mut ChangeSet,
        ledger: &mut Ledger,
        mut invoice: Stored<Invoice>,
        refunds: Refunds<'_>,
    ) -> Result<Stored<Invoice>> {
        let count = u32::try_from(self.refunds.len()).unwrap_or(u32::MAX);
        let at = (refunds.center, refunds.date);
        let mut numbers = collection_numbers(env, view, changes, at, count).await?;
        let mut left = refunds.note.excess;
        let mut cards = GiftCards::of(view, refunds.payments.iter().map(|one| &**one)).await?;
        let places = self.refunds.iter().zip(refunds.payments).enumerate();
        for (place, (CreditRefund { refund, .. }, payment)) in places {
            let pointer = format!("/refunds/{place}/refund/amount");
            let amount = refund.amount_of(payment, &pointer)?;
            left = left.checked_sub(amount).map_err(too_large)?;
            if left.minor() < 0 {
                let detail = "More is given back than had been paid beyond the new amount.";
                return Err(Error::invalid(&pointer, "out_of_range", detail));
            }
            let number = numbers.pop().ok_or(Error::NotFound { entity: "counter" })?;
            let given = GivenBack { refund, amount, number, date: refunds.date };
            cards.give_back(env, changes, payment, amount)?;
            (_, invoice) = given.record(env, changes, ledger, &invoice, payment)?;
        }
        Ok(invoice)
    }
}

/// Takes a credit note off its invoice: what is due first, and the rest becomes the guest's
/// credit. The rounding to coins falls with the last of the invoice.
fn take_off(
    env: &Env,
    changes: &mut ChangeSet,
    ledger: &mut Ledger,
    invoice: &Stored<Invoice>,
    note: &mut CreditNote,
) -> Result<Stored<Invoice>> {
    let credited = invoice.credited.checked_add(note.total).map_err(too_large)?;
    let left = invoice.total.checked_sub(credited).map_err(too_large)?.minor();
    let rounding = invoice.cash_rounding;
    if left == 0 || left + rounding.minor() < 0 {
        note.cash_rounding = rounding.checked_neg().map_err(too_large)?;
    }
    let mut balance = balance_of(invoice)?;
    balance.credited = credited;
    balance.payable = balance.payable.checked_add(note.cash_rounding).map_err(too_large)?;
    note.excess = balance.excess().map_err(too_large)?;
    let posting = Posting {
        reason: GuestCreditReason::CreditNote,
        amount: note.excess,
        invoice_id: Some(invoice.id),
        payment_id: None,
    };
    ledger.post(env, changes, posting)?;
    let refundable = invoice.refundable.checked_add(note.excess).map_err(too_large)?;
    let invoice = changes.update(invoice, |invoice| {
        invoice.credited = credited;
        invoice.refundable = refundable;
    });
    let uncounted = note.excess.checked_neg().map_err(too_large)?;
    settle(changes, &invoice, uncounted, note.cash_rounding, stage_of(&invoice))
}
