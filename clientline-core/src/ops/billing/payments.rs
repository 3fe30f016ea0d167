//! Payments, and the numbered collections for them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    draft::{settle, too_large},
    invoice_items::billed_on,
    invoices::{bill_sale, next_number, written_by},
    sales::sale_of,
};
use crate::{
    billing::{InvoiceStage, Tender},
    engine::{
        Env, Operation, Plan, View,
        reading::{referred, require},
    },
    entity::Stored,
    error::{Error, Result},
    model::{
        Appointment, Collection, CollectionKind, Employee, Invoice, InvoiceItem, InvoiceStatus,
        Payment, PaymentMethod, PaymentStatus, Permission, Sale,
    },
    ops::resource::Readable,
    row::{ChangeSet, Version},
    storage::Key,
    value::{Amount, Code, Id, Money, Notes},
};

impl Readable for Payment {
    const READS: Permission = Permission::ReadPayments;
    const FILTERS: &'static [&'static str] = &["invoice_id", "appointment_id"];
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
    /// How much goes towards the invoice.
    pub amount: Amount,
    /// The tip for those who served.
    #[serde(default)]
    pub tip: Option<Amount>,
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
        let payment = self.record(env, &mut changes, &invoice)?;
        if payment.status == PaymentStatus::Completed {
            receive(env, view, &mut changes, &invoice, &payment, self.sale_id).await?;
        }
        let (id, event) = (payment.id, payment.status.as_str());
        Ok(Plan::new(payment, changes).emit(event, id))
    }
}

/// Returns how far an invoice has come that takes money.
///
/// # Errors
///
/// [`Error::Conflict`] if it takes none.
pub(super) fn stage_of(invoice: &Invoice) -> Result<InvoiceStage> {
    match invoice.status {
        InvoiceStatus::Draft => Ok(InvoiceStage::Draft),
        InvoiceStatus::Issued => Ok(InvoiceStage::Issued),
        InvoiceStatus::Uncollectible => Ok(InvoiceStage::WrittenOff),
        InvoiceStatus::Paid => {
            Err(Error::conflict("invoice_paid", "Nothing is owed on this invoice."))
        }
        InvoiceStatus::Void => Err(Error::conflict("invoice_void", "This invoice was withdrawn.")),
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
            amount,
            tip: None,
            tendered: None,
            status: Arrival::Completed,
            transaction_no: None,
            reference_no: None,
            remarks: None,
        }
    }

    /// Writes the payment alone.
    pub(super) fn record(
        &self,
        env: &Env,
        changes: &mut ChangeSet,
        invoice: &Invoice,
    ) -> Result<Stored<Payment>> {
        stage_of(invoice)?;
        let (tender, tendered) = self.tender(invoice)?;
        Ok(changes.insert(Payment {
            id: env.new_id(),
            invoice_id: invoice.id,
            guest_id: invoice.guest_id,
            center_id: invoice.center_id,
            appointment_id: self.appointment_id,
            employee_id: self.employee_id,
            payment_method: self.payment_method,
            amount: tender.applied,
            tip: tender.tip,
            tendered,
            change: tender.change,
            currency: invoice.currency,
            status: match self.status {
                Arrival::Completed => PaymentStatus::Completed,
                Arrival::Pending => PaymentStatus::Pending,
            },
            transaction_no: self.transaction_no.clone(),
            reference_no: self.reference_no.clone(),
            remarks: self.remarks.clone(),
        }))
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
                let missing = || Error::missing_reference("/appointment_id", "appointment");
                let sale = view.read(sale_of(appointment)).await?.ok_or_else(missing)?;
                view.rely_on(&sale);
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

    /// Divides what was given into what is applied, the tip and the change; and
    /// says what was handed over.
    fn tender(&self, invoice: &Invoice) -> Result<(Tender, Option<Money>)> {
        let money = |pointer: &str, amount: Amount| {
            amount
                .to_money(invoice.currency)
                .map_err(|error| Error::invalid(pointer, "invalid_amount", error.to_string()))
        };
        let amount = money("/amount", self.amount)?;
        let tip = self.tip.map_or(Ok(Money::zero(invoice.currency)), |tip| money("/tip", tip))?;
        if amount.minor() == 0 {
            return Err(Error::invalid("/amount", "out_of_range", "The amount must be above 0."));
        }
        // Cash would otherwise go back whole, and leave a collection for nothing.
        if invoice.balance_due.minor() == 0 {
            return Err(Error::conflict("invoice_paid", "Nothing is owed on this invoice."));
        }
        let given = amount.checked_add(tip).map_err(too_large)?;
        let wrong = |error: crate::billing::BillingError| {
            Error::invalid("/amount", error.code(), error.to_string())
        };
        if self.payment_method == PaymentMethod::Cash {
            let tendered = self.tendered.map_or(Ok(given), |sum| money("/tendered", sum))?;
            if tendered.minor() < given.minor() {
                let detail = "Less is handed over than the amount and the tip.";
                return Err(Error::invalid("/tendered", "out_of_range", detail));
            }
            let due = amount.minor().min(invoice.balance_due.minor());
            let due = Money::from_minor(due, invoice.currency);
            return Ok((Tender::in_cash(tendered, tip, due).map_err(wrong)?, Some(tendered)));
        }
        if self.tendered.is_some() {
            let detail = "Only cash is handed over.";
            return Err(Error::invalid("/tendered", "cash_only", detail));
        }
        must_be_owed(amount, invoice)?;
        Ok((Tender::by_transfer(given, tip).map_err(wrong)?, None))
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
        let payment = changes.update(&before, |payment| payment.status = status);
        if let PaymentOutcome::Arrived { sale_id } = self.outcome {
            let sale = sale_id.map(|sale| billed_on(payment.invoice_id, sale));
            let (invoice, _) = view.read((require(payment.invoice_id), sale)).await?;
            stage_of(&invoice)?;
            // Others may have paid meanwhile.
            must_be_owed(payment.amount, &invoice)?;
            receive(env, view, &mut changes, &invoice, &payment, sale_id).await?;
        }
        Ok(Plan::new(payment, changes).emit(status.as_str(), self.id))
    }
}

/// Refuses more than is owed.
fn must_be_owed(amount: Money, invoice: &Invoice) -> Result<()> {
    if amount.minor() <= invoice.balance_due.minor() {
        return Ok(());
    }
    Err(Error::conflict("overpayment", "The amount is more than what is owed."))
}

/// Takes the money of a completed payment, for a sale on its invoice or for all of
/// it: writes its collection, and counts it.
pub(super) async fn receive(
    env: &Env,
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    invoice: &Stored<Invoice>,
    payment: &Stored<Payment>,
    sale_id: Option<Id<Sale>>,
) -> Result<Stored<Collection>> {
    let stage = stage_of(invoice)?;
    let collection = collect(env, view, changes, invoice, payment, sale_id).await?;
    settle(changes, invoice, payment.amount, stage)?;
    Ok(collection)
}

/// Writes the numbered collection of a payment.
async fn collect(
    env: &Env,
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    invoice: &Stored<Invoice>,
    payment: &Stored<Payment>,
    sale_id: Option<Id<Sale>>,
) -> Result<Stored<Collection>> {
    let center = view.require(invoice.center_id).await?;
    let date = center.time_zone.local(env.now()).date();
    let number = next_number(env, view, changes, "COLL", center.id, date).await?;
    Ok(changes.insert(Collection {
        id: env.new_id(),
        collection_no: number,
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
    }))
}
