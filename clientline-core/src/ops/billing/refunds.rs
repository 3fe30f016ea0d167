//! Money that is given back: of a payment, in parts or as a whole.
//!
//! A refund is a numbered record of its own, beside the collection that it is of. So the records
//! of a day, by method, are what came less what went. No more is given back than was given: the
//! payment keeps how much, and whoever gives back writes it.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commissions::{Ledgers, becomes_unpaid, earned_on},
    gift_card_ledger::GiftCards,
    invoices::written_by,
    numbers::DocumentNumber,
    open_day::collection_number,
    settlement::{money, settle, stage_of, too_large},
    taking_back::{take_back, unrounded},
};
use crate::{
    engine::{Conflicts, Env, Operation, Plan, View, reading::require},
    entity::Stored,
    error::{Error, Result},
    model::{
        Collection, CollectionKind, Employee, EventKind, GuestCreditReason, Invoice, Payment,
        PaymentMethod, PaymentStatus, Permission,
    },
    ops::people::guest_credit::{Ledger, Posting},
    row::{ChangeSet, Version},
    storage::Key,
    value::{Amount, Code, Id, Money, Notes},
};

/// How money of a payment is given back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Refund {
    /// How much; all that is left of the payment, if absent.
    pub amount: Option<Amount>,
    /// How it is given back: `guest_credit` keeps it for the guest. As it was given, if absent.
    pub payment_method: Option<PaymentMethod>,
    /// The employee who gives it back.
    pub employee_id: Option<Id<Employee>>,
    /// The number that the payment system gave.
    pub transaction_no: Option<Code>,
    /// A number of one's own.
    pub reference_no: Option<Code>,
    /// More about it.
    pub remarks: Option<Notes>,
}

/// Gives money of a payment back: never more than is left of it. What had become the guest's
/// credit, since the bill came to less, is taken from there; the rest is owed on the invoice
/// again.
#[derive(Clone, Debug)]
pub struct RefundPayment {
    /// Which payment.
    pub id: Id<Payment>,
    /// How much, and how.
    pub refund: Refund,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl RefundPayment {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<Payment>, refund: Refund) -> Self {
        Self { id, refund, expected: None }
    }
}

impl Operation for RefundPayment {
    type Answer = Stored<Payment>;
    const NAME: &'static str = "payment_refund";
    const NEEDS: Permission = Permission::RefundPayments;
    const CONFLICTS: Conflicts = Conflicts::of(&[&[
        "day_closed",
        "deposit_deducted",
        "gift_card_refund",
        "guest_credit_short",
        "invalid_transition",
        "refund_exceeds_payment",
    ]]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let payment = view.require_version(self.id, self.expected).await?;
        let amount = self.refund.amount_of(&payment, "/amount")?;
        written_by(view, self.refund.employee_id).await?;
        let earned = earned_on(payment.invoice_id);
        let parties = (require(payment.invoice_id), require(payment.center_id), earned);
        let (invoice, center, earned) = view.read(parties).await?;
        let date = center.business_day(env.now());
        let mut changes = env.changes();
        let mut ledger = Ledger::of_invoice(view, &invoice).await?;
        let at = (&center, date);
        let (number, ()) = collection_number(env, view, &mut changes, at, ()).await?;
        let given = GivenBack { refund: &self.refund, amount, number, date };
        GiftCards::of(view, [&*payment]).await?.give_back(env, &mut changes, &payment, amount)?;
        let (payment, settled) =
            given.record(env, &mut changes, &mut ledger, &invoice, &payment)?;
        if becomes_unpaid(&invoice, &settled) {
            Ledgers::of(&earned)?.take_back(env, &mut changes, date)?;
        }
        Ok(Plan::new(payment, changes).emit(EventKind::PaymentRefunded, self.id))
    }
}

impl Refund {
    /// Returns how much of a payment is given back.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] `invalid_transition` if nothing of the payment is there, and
    /// `refund_exceeds_payment` if less is left of it.
    pub(super) fn amount_of(&self, payment: &Payment, pointer: &str) -> Result<Money> {
        let left = payment.amount.checked_sub(payment.refunded).map_err(too_large)?;
        let is_there =
            matches!(payment.status, PaymentStatus::Completed | PaymentStatus::PartiallyRefunded);
        if !is_there || left.minor() == 0 {
            let status = payment.status.as_str();
            let detail = format!("Nothing is left to give back of a payment that is {status}.");
            return Err(Error::conflict("invalid_transition", detail));
        }
        let Some(amount) = self.amount else { return Ok(left) };
        let amount = money(pointer, amount, payment.currency)?;
        if amount.minor() <= 0 {
            return Err(Error::invalid(pointer, "out_of_range", "Give back more than nothing."));
        }
        if amount.minor() > left.minor() {
            let detail = format!("Of this payment, {left} is left to give back.");
            return Err(Error::conflict("refund_exceeds_payment", detail));
        }
        Ok(amount)
    }

    /// Returns how money of a payment is given back: onto the gift card that it came from.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] `gift_card_refund` if it is to go elsewhere, or other money onto one.
    fn method_of(&self, payment: &Payment) -> Result<PaymentMethod> {
        let method = self.payment_method.unwrap_or(payment.payment_method);
        let is_of_card = |method| method == PaymentMethod::GiftCard;
        if is_of_card(method) != is_of_card(payment.payment_method) {
            let detail = "Money of a gift card goes back onto it, and no other money does.";
            return Err(Error::conflict("gift_card_refund", detail));
        }
        Ok(method)
    }
}

/// Money of a payment that is given back, while a use case plans.
pub(super) struct GivenBack<'r> {
    pub(super) refund: &'r Refund,
    pub(super) amount: Money,
    pub(super) number: DocumentNumber,
    /// The business day.
    pub(super) date: NaiveDate,
}

impl GivenBack<'_> {
    /// Writes the refund and what follows from it: the payment, the guest's credit and the
    /// balance of the invoice.
    pub(super) fn record(
        self,
        env: &Env,
        changes: &mut ChangeSet,
        ledger: &mut Ledger,
        invoice: &Stored<Invoice>,
        payment: &Stored<Payment>,
    ) -> Result<(Stored<Payment>, Stored<Invoice>)> {
        let (amount, currency) = (self.amount, payment.currency);
        let method = self.refund.method_of(payment)?;
        let reasons = (GuestCreditReason::PaidOut, GuestCreditReason::PaidOut);
        let (reason, invoice_id, payment_id) =
            (GuestCreditReason::Refund, Some(invoice.id), Some(payment.id));
        let kept = Posting { reason, amount, invoice_id, payment_id };
        let is_kept = method == PaymentMethod::GuestCredit;
        // What was spent of the credit comes back first, since some of it may not count.
        let was_spent = payment.payment_method == PaymentMethod::GuestCredit;
        if is_kept && was_spent {
            ledger.post(env, changes, kept)?;
        }
        let taken = take_back(env, changes, ledger, (invoice, payment), amount, reasons)?;
        if is_kept && !was_spent {
            ledger.post(env, changes, kept)?;
        }
        let refunded = payment.refunded.checked_add(amount).map_err(too_large)?;
        let is_whole = refunded == payment.amount;
        let rounding =
            if is_whole { unrounded(&taken.invoice, payment)? } else { Money::zero(currency) };
        let stage = stage_of(&taken.invoice);
        let invoice = settle(changes, &taken.invoice, taken.owed, rounding, stage)?;
        let credited = payment.credited.checked_sub(taken.credited).map_err(too_large)?;
        let payment = changes.update(payment, |payment| {
            payment.refunded = refunded;
            payment.credited = credited;
            payment.status =
                if is_whole { PaymentStatus::Refunded } else { PaymentStatus::PartiallyRefunded };
        });
        changes.insert(self.collection(env, &payment, method)?);
        Ok((payment, invoice))
    }

    /// The numbered record of it.
    fn collection(
        self,
        env: &Env,
        payment: &Payment,
        payment_method: PaymentMethod,
    ) -> Result<Collection> {
        Ok(Collection {
            id: env.new_id(),
            collection_no: self.number.number,
            series: Some(self.number.series),
            sequence: Some(self.number.sequence),
            series_start: self.number.series_start,
            kind: CollectionKind::Refund,
            reverses_id: None,
            is_reversed: false,
            invoice_id: payment.invoice_id,
            payment_id: payment.id,
            sale_id: None,
            guest_id: payment.guest_id,
            center_id: payment.center_id,
            employee_id: self.refund.employee_id,
            payment_method,
            amount: self.amount.checked_neg().map_err(too_large)?,
            currency: payment.currency,
            collection_date: self.date,
            transaction_no: self.refund.transaction_no.clone(),
            reference_no: self.refund.reference_no.clone(),
            remarks: self.refund.remarks.clone(),
        })
    }
}
