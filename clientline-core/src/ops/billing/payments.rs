//! Payments, and the numbered collections for them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commissions::{any_rule, becomes_paid, earn_when_paid},
    gift_card_till::paying,
    gift_cards::{GiftCards, tell},
    invoice_items::billed_on,
    invoices::{bill_sale, written_by},
    open_day::collection_number,
    sales::sale_that_is_paid,
    settlement::{settle, too_large},
};
use crate::{
    billing::InvoiceStage,
    engine::{
        Env, Operation, Plan, View,
        reading::{referred, require},
    },
    entity::Stored,
    error::{Error, Result},
    model::{
        Appointment, Collection, CollectionKind, Employee, EventKind, GuestCreditReason, Invoice,
        InvoiceItem, InvoiceStatus, Payment, PaymentMethod, PaymentStatus, Permission,
        ProviderTips, Sale,
    },
    ops::{
        people::guest_credit::{Ledger, Posting},
        resource::Readable,
    },
    row::{ChangeSet, Version},
    storage::Key,
    value::{Amount, Code, Id, Money, Notes},
};

impl Readable for Payment {
    const READS: Permission = Permission::ReadPayments;
    const FILTERS: &'static [&'static str] = &["invoice_id", "appointment_id", "guest_id"];
    const DAY: Option<&'static str> = Some("payment_date");
}

/// Records money received against an invoice, named directly or by the appointment
/// that it bills; exactly one of the two is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordPayment {
    /// The invoice.
    #[serde(default)]
    pub invoice_id: Option<Id<Invoice>>,
    /// The appointment: its sale's invoice is paid, and drafted if need be.
    #[serde(default)]
    pub appointment_id: Option<Id<Appointment>>,
    /// The sale that the money is for, which stands on the invoice; the invoice as
    /// a whole, if absent. The collection says so: while the money is awaited there is
    /// none, and the sale is named when the payment is completed.
    #[serde(default)]
    pub sale_id: Option<Id<Sale>>,
    /// The employee who takes it.
    #[serde(default)]
    pub employee_id: Option<Id<Employee>>,
    /// How the money is given.
    pub payment_method: PaymentMethod,
    /// The code of the gift card, if one pays.
    #[serde(default)]
    pub gift_card_code: Option<Code>,
    /// How much goes towards the invoice: 0 for a tip alone. More than is due becomes the
    /// guest's credit.
    pub amount: Amount,
    /// The tip for those who served; the sum of its parts, if absent.
    #[serde(default)]
    pub tip: Option<Amount>,
    /// The parts of the tip, by whom they are for.
    #[serde(default)]
    pub tips: ProviderTips,
    /// The cash handed over; the excess comes back as change.
    #[serde(default)]
    pub tendered: Option<Amount>,
    /// Whether the money is there, or awaited.
    #[serde(default)]
    pub status: Arrival,
    /// The number that the payment system gave.
    #[serde(default)]
    pub transaction_no: Option<Code>,
    /// A number of one's own.
    #[serde(default)]
    pub reference_no: Option<Code>,
    /// More about it.
    #[serde(default)]
    pub remarks: Option<Notes>,
}

/// Whether money is there when its payment is recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Arrival {
    /// It is there.
    #[default]
    Completed,
    /// It is awaited: it counts once the payment is completed.
    Pending,
}

impl Operation for RecordPayment {
    type Answer = Stored<Payment>;
    const NAME: &'static str = "payment_record";
    const NEEDS: Permission = Permission::RecordPayments;

    fn exclusive_by(&self) -> Option<Key> {
        self.invoice_id.map(Key::row).or_else(|| self.appointment_id.map(Key::row))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        if self.status == Arrival::Pending && self.sale_id.is_some() {
            let detail = "While the money is awaited it is for no sale; name it on completion.";
            return Err(Error::invalid("/sale_id", "completed_only", detail));
        }
        let mut changes = env.changes();
        let invoice = self.invoice(env, view, &mut changes).await?;
        written_by(view, self.employee_id).await?;
        self.tips_are_for_providers(view).await?;
        let payment = self.record(env, view, &mut changes, &invoice).await?;
        let payment = match payment.status {
            PaymentStatus::Completed => {
                receive(env, view, &mut changes, &invoice, &payment, self.sale_id).await?.0
            }
            _ => payment,
        };
        let (id, event, card) = (payment.id, payment.status.reached(), payment.gift_card_id);
        let plan = Plan::new(payment, changes).emit(event, id);
        Ok(tell(plan, EventKind::GiftCardRedeemed, card))
    }
}

/// Returns how far an invoice has come.
pub(super) const fn stage_of(invoice: &Invoice) -> InvoiceStage {
    match invoice.status {
        InvoiceStatus::Draft => InvoiceStage::Draft,
        InvoiceStatus::Issued | InvoiceStatus::Paid => InvoiceStage::Issued,
        InvoiceStatus::Uncollectible => InvoiceStage::WrittenOff,
        InvoiceStatus::Void => InvoiceStage::Void,
    }
}

impl RecordPayment {
    /// Money that is there, towards an invoice as a whole, with nothing noted.
    #[must_use]
    pub const fn towards(invoice: Id<Invoice>, method: PaymentMethod, amount: Amount) -> Self {
        Self::plain(Some(invoice), None, method, amount)
    }

    /// Money that is there, for an appointment, with nothing noted.
    #[must_use]
    pub const fn for_appointment(
        appointment: Id<Appointment>,
        method: PaymentMethod,
        amount: Amount,
    ) -> Self {
        Self::plain(None, Some(appointment), method, amount)
    }

    const fn plain(
        invoice_id: Option<Id<Invoice>>,
        appointment_id: Option<Id<Appointment>>,
        payment_method: PaymentMethod,
        amount: Amount,
    ) -> Self {
        Self {
            invoice_id,
            appointment_id,
            sale_id: None,
            employee_id: None,
            payment_method,
            gift_card_code: None,
            amount,
            tip: None,
            tips: ProviderTips(Vec::new()),
            tendered: None,
            status: Arrival::Completed,
            transaction_no: None,
            reference_no: None,
            remarks: None,
        }
    }

    /// Writes the payment alone.
    pub(super) async fn record(
        &self,
        env: &Env,
        view: &mut View<'_>,
        changes: &mut ChangeSet,
        invoice: &Invoice,
    ) -> Result<Stored<Payment>> {
        self.is_taken_by(invoice)?;
        let gift_card_id =
            paying(self.payment_method, self.gift_card_code.as_ref(), env, view, invoice).await?;
        let rounding = self.rounding(view, invoice).await?;
        let (tender, tendered, cash_rounding) = self.tender(invoice, rounding)?;
        let mut payment = Payment {
            id: env.new_id(),
            invoice_id: invoice.id,
            guest_id: invoice.guest_id,
            center_id: invoice.center_id,
            appointment_id: self.appointment_id,
            employee_id: self.employee_id,
            payment_method: self.payment_method,
            gift_card_id,
            amount: tender.applied,
            credited: Money::zero(invoice.currency),
            refunded: Money::zero(invoice.currency),
            cash_rounding,
            tip: tender.tip,
            tips: self.tips.clone(),
            tendered,
            change: tender.change,
            currency: invoice.currency,
            status: match self.status {
                Arrival::Completed => PaymentStatus::Completed,
                Arrival::Pending => PaymentStatus::Pending,
            },
            payment_date: None,
            transaction_no: self.transaction_no.clone(),
            charge_no: None,
            reference_no: self.reference_no.clone(),
            remarks: self.remarks.clone(),
        };
        payment.charge_no = payment.charge();
        Ok(changes.insert(payment))
    }

    /// Refuses money that nobody asks for. What is awaited is recorded all the same, and so is
    /// a tip after the invoice was paid.
    fn is_taken_by(&self, invoice: &Invoice) -> Result<()> {
        let is_tip_alone = self.amount.scaled() == 0;
        match invoice.status {
            _ if self.status == Arrival::Pending => Ok(()),
            InvoiceStatus::Void => {
                Err(Error::conflict("invoice_void", "This invoice was withdrawn."))
            }
            // Cash would otherwise go back whole, and leave a collection for nothing.
            _ if invoice.balance_due.minor() == 0 && !is_tip_alone => {
                Err(Error::conflict("invoice_paid", "Nothing is owed on this invoice."))
            }
            _ => Ok(()),
        }
    }

    /// Returns the invoice that is paid, drafting it if need be. The sale that is
    /// named stands on it.
    pub(super) async fn invoice(
        &self,
        env: &Env,
        view: &mut View<'_>,
        changes: &mut ChangeSet,
    ) -> Result<Stored<Invoice>> {
        match (self.invoice_id, self.appointment_id) {
            (Some(id), None) => {
                let sale = self.sale_id.map(|sale| billed_on(id, sale));
                let (invoice, _) = view.read((referred("/invoice_id", id), sale)).await?;
                Ok(invoice)
            }
            (None, Some(appointment)) => {
                let sale = sale_that_is_paid(view, appointment).await?;
                // That of the appointment stands there, though it be by this very commit.
                let other = self.sale_id.filter(|&named| named != sale.id);
                let invoice = match sale.invoice_item_id {
                    None => bill_sale(env, view, changes, sale).await?,
                    Some(item) => {
                        let item = view.require(Id::<InvoiceItem>::from_uuid(item)).await?;
                        view.require(item.invoice_id).await?
                    }
                };
                view.read(other.map(|other| billed_on(invoice.id, other))).await?;
                Ok(invoice)
            }
            _ => {
                let detail = "Name exactly one of invoice_id and appointment_id.";
                Err(Error::invalid("", "exactly_one", detail))
            }
        }
    }
}

/// The outcome of a payment that was awaited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaymentOutcome {
    /// It is there.
    Arrived {
        /// The sale that it is for, which stands on the invoice; the invoice as a
        /// whole, if absent.
        sale_id: Option<Id<Sale>>,
    },
    /// It did not come.
    Failed,
}

/// Concludes a pending payment: its money arrived, or did not.
#[derive(Clone, Copy, Debug)]
pub struct ConcludePayment {
    /// Which payment.
    pub id: Id<Payment>,
    /// The outcome.
    pub outcome: PaymentOutcome,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl Operation for ConcludePayment {
    type Answer = Stored<Payment>;
    const NAME: &'static str = "payment_conclude";
    const NEEDS: Permission = Permission::RecordPayments;

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let before = view.require_version(self.id, self.expected).await?;
        if before.status != PaymentStatus::Pending {
            let detail = format!("A payment that is {} awaits nothing.", before.status.as_str());
            return Err(Error::conflict("invalid_transition", detail));
        }
        let status = match self.outcome {
            PaymentOutcome::Arrived { .. } => PaymentStatus::Completed,
            PaymentOutcome::Failed => PaymentStatus::Failed,
        };
        let mut changes = env.changes();
        let mut payment = changes.update(&before, |payment| {
            payment.status = status;
            payment.charge_no = payment.charge();
        });
        if let PaymentOutcome::Arrived { sale_id } = self.outcome {
            let sale = sale_id.map(|sale| billed_on(payment.invoice_id, sale));
            let (invoice, _) = view.read((require(payment.invoice_id), sale)).await?;
            (payment, _) = receive(env, view, &mut changes, &invoice, &payment, sale_id).await?;
        }
        Ok(Plan::new(payment, changes).emit(status.reached(), self.id))
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
    sale_id: Option<Id<Sale>>,
) -> Result<(Stored<Payment>, Stored<Collection>)> {
    let (collection, earns) = collect(env, view, changes, invoice, payment, sale_id).await?;
    GiftCards::of(view, [&**payment]).await?.spend(env, changes, payment)?;
    let due = invoice.balance_due.checked_add(payment.cash_rounding).map_err(too_large)?;
    let applied = payment.amount.minor().min(due.minor());
    let applied = Money::from_minor(applied, payment.currency);
    let credited = payment.amount.checked_sub(applied).map_err(too_large)?;
    let is_spent = payment.payment_method == PaymentMethod::GuestCredit;
    if is_spent || credited.minor() > 0 {
        let (invoice_id, payment_id) = (Some(invoice.id), Some(payment.id));
        let mut ledger = Ledger::of_invoice(view, invoice).await?;
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
    sale_id: Option<Id<Sale>>,
) -> Result<(Stored<Collection>, bool)> {
    let center = view.require(invoice.center_id).await?;
    let date = center.time_zone.local(env.now()).date();
    let at = (&center, date);
    let (number, rule) = collection_number(env, view, changes, at, any_rule()).await?;
    let collection = changes.insert(Collection {
        id: env.new_id(),
        collection_no: number.number,
        series: Some(number.series),
        kind: CollectionKind::Receipt,
        reverses_id: None,
        is_reversed: false,
        invoice_id: invoice.id,
        payment_id: payment.id,
        sale_id,
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
