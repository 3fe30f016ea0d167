//! Payments, and the numbered receipts for them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    appointments::sale_of,
    draft::{settle, too_large},
    invoices::{bill_sale, next_number},
    resource::Readable,
};
use crate::{
    billing::{Stage, Tender},
    engine::{Env, Operation, Plan, View},
    entity::Stored,
    error::{Error, Result},
    model::{
        Appointment, Collection, Invoice, InvoiceItem, InvoiceStatus, Payment, PaymentMethod,
        PaymentStatus, Permission,
    },
    row::ChangeSet,
    value::{Amount, Code, Id, Money, Notes},
};

impl Readable for Payment {
    const READS: Permission = Permission::ReadPayments;
    const FILTERS: &'static [&'static str] = &["invoice_id", "appointment_id"];
}

/// Records money received against an invoice, named directly or by the visit
/// that it bills; exactly one of the two is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordPayment {
    /// The invoice.
    #[serde(default)]
    pub invoice_id: Option<Id<Invoice>>,
    /// The visit: its sale's invoice is paid, and drafted if need be.
    #[serde(default)]
    pub appointment_id: Option<Id<Appointment>>,
    /// How the money is given.
    pub payment_method: PaymentMethod,
    /// How much goes towards the invoice.
    pub amount: Amount,
    /// What is given on top for those who served.
    #[serde(default)]
    pub tip: Option<Amount>,
    /// What is handed over (cash only): what is over comes back as change.
    #[serde(default)]
    pub tendered: Option<Amount>,
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

impl Operation for RecordPayment {
    type Answer = Stored<Payment>;
    const NAME: &'static str = "payment_record";
    const NEEDS: Permission = Permission::RecordPayments;
    const QUEUE: Option<&'static str> = Some("collection");

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let mut changes = env.changes();
        let invoice = self.invoice(env, view, &mut changes).await?;
        let stage = match invoice.status {
            InvoiceStatus::Draft => Stage::Draft,
            InvoiceStatus::Issued => Stage::Issued,
            InvoiceStatus::Uncollectible => Stage::WrittenOff,
            InvoiceStatus::Paid => {
                return Err(Error::conflict("invoice_paid", "Nothing is owed on this invoice."));
            }
            InvoiceStatus::Void => {
                return Err(Error::conflict("invoice_void", "This invoice was withdrawn."));
            }
        };
        let (tender, tendered) = self.tender(&invoice)?;
        let id = env.new_id();
        let payment = changes.insert(Payment {
            id,
            invoice_id: invoice.id,
            appointment_id: self.appointment_id,
            payment_method: self.payment_method,
            amount: tender.applied,
            tip: tender.tip,
            tendered,
            change: tender.change,
            currency: invoice.currency,
            status: PaymentStatus::Completed,
            transaction_no: self.transaction_no.clone(),
            reference_no: self.reference_no.clone(),
            remarks: self.remarks.clone(),
        });
        collect(env, view, &mut changes, &invoice, &payment).await?;
        settle(&mut changes, &invoice, payment.amount, stage)?;
        Ok(Plan::new(payment, changes).tell("completed", id))
    }
}

impl RecordPayment {
    /// Returns the invoice that is paid, drafting it if need be.
    async fn invoice(
        &self,
        env: &Env,
        view: &mut View<'_>,
        changes: &mut ChangeSet,
    ) -> Result<Stored<Invoice>> {
        match (self.invoice_id, self.appointment_id) {
            (Some(invoice), None) => view.referred("/invoice_id", invoice).await,
            (None, Some(appointment)) => {
                let missing = || Error::missing_reference("/appointment_id", "appointment");
                let sale = sale_of(view, appointment).await?.ok_or_else(missing)?;
                view.rely_on(&sale);
                match sale.invoice_item_id {
                    None => bill_sale(env, view, changes, sale).await,
                    Some(item) => {
                        let item = view.require(Id::<InvoiceItem>::from_uuid(item)).await?;
                        view.require(item.invoice_id).await
                    }
                }
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
        // Cash would otherwise go back whole, and leave a receipt for nothing.
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
        if amount.minor() > invoice.balance_due.minor() {
            let detail = "The amount is more than what is owed.";
            return Err(Error::conflict("overpayment", detail));
        }
        Ok((Tender::by_transfer(given, tip).map_err(wrong)?, None))
    }
}

/// Writes the numbered receipt of a payment.
async fn collect(
    env: &Env,
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    invoice: &Stored<Invoice>,
    payment: &Stored<Payment>,
) -> Result<()> {
    let center = view.require(invoice.center_id).await?;
    let date = center.time_zone.local(env.now()).date();
    let number = next_number(env, view, changes, "COLL", center.id, date).await?;
    changes.insert(Collection {
        id: env.new_id(),
        collection_no: number,
        invoice_id: invoice.id,
        payment_id: payment.id,
        center_id: center.id,
        payment_method: payment.payment_method,
        amount: payment.amount,
        currency: payment.currency,
        collection_date: date,
        transaction_no: payment.transaction_no.clone(),
        reference_no: payment.reference_no.clone(),
        remarks: payment.remarks.clone(),
    });
    Ok(())
}
