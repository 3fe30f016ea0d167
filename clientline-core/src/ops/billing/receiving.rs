//! Money of payments that is taken: counted on the invoice, with the numbered collection for it.

use chrono::{Days, NaiveDate};

use super::{
    commissions::{any_rule, becomes_paid, earn_when_paid},
    gift_card_ledger::GiftCards,
    open_day::collection_number,
    settlement::{settle, stage_of, too_large},
};
use crate::{
    engine::{ConflictGroup, Env, View},
    entity::Stored,
    error::{Error, Result},
    model::{Collection, CollectionKind, GuestCreditReason, Invoice, Payment, PaymentMethod, Sale},
    ops::people::guest_credit::{Ledger, Posting},
    row::ChangeSet,
    value::{Id, Money},
};

/// The conflicts of money that is not taken.
pub(in crate::ops) const NOT_RECEIVED: ConflictGroup =
    &["day_closed", "gift_card_short", "guest_credit_short"];

/// How far back money may have come that nobody took down: a year.
const RECEIVED_AGO_MAX: Days = Days::new(366);

/// What is said of money that came.
#[derive(Clone, Copy)]
pub(super) struct Receipt {
    /// The sale that it is for; the invoice as a whole, if absent.
    pub(super) sale_id: Option<Id<Sale>>,
    /// The business day on which it came, if that is past; the present one, if absent.
    pub(super) received_on: Option<NaiveDate>,
}

impl Receipt {
    /// Returns the business day on which the money of a payment came.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] at `/received_on`: `out_of_range` if that is a day to come, or more than
    /// a year ago, and `money_only` for credit and gift cards, which are spent when they are.
    fn day(&self, payment: &Payment, today: NaiveDate) -> Result<NaiveDate> {
        let Some(day) = self.received_on.filter(|day| *day != today) else { return Ok(today) };
        let wrong = |code, detail: &str| Err(Error::invalid("/received_on", code, detail));
        if matches!(payment.payment_method, PaymentMethod::GuestCredit | PaymentMethod::GiftCard) {
            return wrong("money_only", "What is paid by credit or by a gift card is paid today.");
        }
        if day > today {
            return wrong("out_of_range", "Money can't have come on a day to come.");
        }
        if today.checked_sub_days(RECEIVED_AGO_MAX).is_none_or(|least| day < least) {
            return wrong(
                "out_of_range",
                "Money that came more than a year ago is not taken down.",
            );
        }
        Ok(day)
    }
}

/// Takes the money of a completed payment, for a sale on its invoice or for all of
/// it: writes its collection, and counts it. Others may have paid meanwhile, or the invoice
/// may be void: what is more than due becomes the guest's credit.
pub(super) async fn receive(
    env: &Env,
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    invoice: &Stored<Invoice>,
    payment: &Stored<Payment>,
    receipt: Receipt,
) -> Result<(Stored<Payment>, Stored<Collection>)> {
    let (collection, earns) = collect(env, view, changes, invoice, payment, receipt).await?;
    GiftCards::of(view, [&**payment]).await?.spend(env, changes, payment)?;
    let due = invoice.balance_due.checked_add(payment.cash_rounding).map_err(too_large)?;
    let applied = payment.amount.minor().min(due.minor());
    let applied = Money::from_minor(applied, payment.currency);
    let credited = payment.amount.checked_sub(applied).map_err(too_large)?;
    let is_spent = payment.payment_method == PaymentMethod::GuestCredit;
    if is_spent || credited.minor() > 0 {
        let (invoice_id, payment_id) = (Some(invoice.id), Some(payment.id));
        let mut ledger = Ledger::of_invoice(view, invoice).await?;
        ledger.date(collection.collection_date);
        // What is spent beyond the amount due comes back, so that it need not be there.
        let spent = if is_spent { payment.amount } else { Money::zero(payment.currency) };
        let spent = spent.checked_neg().map_err(too_large)?;
        for (reason, amount) in
            [(GuestCreditReason::Overpayment, credited), (GuestCreditReason::Payment, spent)]
        {
            ledger.post(env, changes, Posting { reason, amount, invoice_id, payment_id })?;
        }
    }
    let payment = changes.update(payment, |payment| {
        payment.credited = credited;
        payment.payment_date = Some(collection.collection_date);
    });
    let settled = settle(changes, invoice, applied, payment.cash_rounding, stage_of(invoice))?;
    if earns && becomes_paid(invoice, &settled) {
        let date = collection.collection_date;
        Box::pin(earn_when_paid(env, view, changes, &settled, date)).await?;
    }
    Ok((payment, collection))
}

/// Writes the numbered collection of a payment; returns whether there are rules of commission,
/// too.
async fn collect(
    env: &Env,
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    invoice: &Stored<Invoice>,
    payment: &Stored<Payment>,
    receipt: Receipt,
) -> Result<(Stored<Collection>, bool)> {
    let center = view.require(invoice.center_id).await?;
    let date = receipt.day(payment, center.business_day(env.now()))?;
    let at = (&center, date);
    let (number, rule) = collection_number(env, view, changes, at, any_rule()).await?;
    let collection = changes.insert(Collection {
        id: env.new_id(),
        collection_no: number.number,
        series: Some(number.series),
        sequence: Some(number.sequence),
        series_start: number.series_start,
        kind: CollectionKind::Receipt,
        reverses_id: None,
        is_reversed: false,
        invoice_id: invoice.id,
        payment_id: payment.id,
        sale_id: receipt.sale_id,
        guest_id: invoice.guest_id,
        center_id: center.id,
        employee_id: payment.employee_id,
        payment_method: payment.payment_method,
        amount: payment.amount,
        currency: payment.currency,
        collection_date: date,
        transaction_no: payment.transaction_no.clone(),
        reference_no: payment.reference_no.clone(),
        remarks: payment.remarks.clone(),
    });
    Ok((collection, rule.is_some()))
}
