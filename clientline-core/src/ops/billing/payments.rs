//! Payments that are recorded: the money is there, or awaited.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    billed_sale::billed_on,
    draft::NOT_ADDED,
    gift_card_till::paying,
    gift_cards::tell,
    invoices::written_by,
    line_sales::NOT_BILLED,
    receiving::{NOT_RECEIVED, Receipt, receive},
    sale_billing::bill_sale,
    sales::sale_that_is_paid,
};
use crate::{
    engine::{ConflictGroup, Conflicts, Env, Operation, Plan, View, reading::referred},
    entity::Stored,
    error::{Error, Result},
    model::{
        Appointment, Employee, EventKind, Invoice, InvoiceItem, InvoiceStatus, Payment,
        PaymentMethod, PaymentStatus, Permission, ProviderTips, Sale,
    },
    ops::{people::guest_erase::NOT_CURRENT, resource::Readable},
    row::ChangeSet,
    storage::Key,
    value::{Amount, Code, Id, Money, Notes},
};

/// The conflicts of a payment that is not made.
pub(in crate::ops) const NOT_RECORDED: ConflictGroup = &[
    "currency_mismatch",
    "duplicate",
    "gift_card_expired",
    "gift_card_of_invoice",
    "gift_card_taxed",
    "invoice_paid",
    "invoice_void",
    "overpayment",
];

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
    /// What is handed out in cash, and charged to the card beside them.
    #[serde(default)]
    pub cash_back: Option<Amount>,
    /// Whether the money is there, or awaited.
    #[serde(default)]
    pub status: Arrival,
    /// The past business day on which the money came; today, if absent.
    #[serde(default)]
    pub received_on: Option<NaiveDate>,
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
#[non_exhaustive]
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
    const CONFLICTS: Conflicts =
        Conflicts::of(&[NOT_ADDED, NOT_BILLED, NOT_CURRENT, NOT_RECEIVED, NOT_RECORDED]);

    fn exclusive_by(&self) -> Option<Key> {
        self.invoice_id.map(Key::row).or_else(|| self.appointment_id.map(Key::row))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        if self.status == Arrival::Pending && self.sale_id.is_some() {
            let detail = "While the money is awaited it is for no sale; name it on completion.";
            return Err(Error::invalid("/sale_id", "completed_only", detail));
        }
        if self.status == Arrival::Pending && self.received_on.is_some() {
            let detail = "Money that is awaited came on no day; say it on completion.";
            return Err(Error::invalid("/received_on", "completed_only", detail));
        }
        let mut changes = env.changes();
        let invoice = self.invoice(env, view, &mut changes).await?;
        written_by(view, self.employee_id).await?;
        self.tips_are_for_providers(view).await?;
        let payment = self.record(env, view, &mut changes, &invoice).await?;
        let payment = match payment.status {
            PaymentStatus::Completed => {
                let receipt = Receipt { sale_id: self.sale_id, received_on: self.received_on };
                receive(env, view, &mut changes, &invoice, &payment, receipt).await?.0
            }
            _ => payment,
        };
        let (id, event, card) = (payment.id, payment.status.reached(), payment.gift_card_id);
        let plan = Plan::new(payment, changes).emit(event, id);
        Ok(tell(plan, EventKind::GiftCardRedeemed, card))
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
            cash_back: None,
            status: Arrival::Completed,
            received_on: None,
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
        let cash_back = self.cash_back(invoice.currency)?;
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
            tips: self.tips.in_currency(invoice.currency),
            tendered,
            change: tender.change,
            cash_back,
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
