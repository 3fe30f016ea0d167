//! The money for invoices: payments, and the collections that number them.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Appointment, Center, Employee, GiftCard, Guest, Invoice, Provider, Sale, row_policy::row_policy,
};
use crate::{
    entity::{entity, json_scalar, word_enum},
    value::{Amount, Code, Currency, Id, Money, Notes},
};

word_enum! {
    /// How money was given.
    PaymentMethod {
        /// In coins and notes.
        Cash = "cash",
        /// By card.
        Card = "card",
        /// Through a web site.
        Online = "online",
        /// Through the Unified Payments Interface.
        Upi = "upi",
        /// By bank transfer.
        BankTransfer = "bank_transfer",
        /// By cheque.
        Cheque = "cheque",
        /// Out of what the guest has to their credit.
        GuestCredit = "guest_credit",
        /// Out of what is left on a gift card.
        GiftCard = "gift_card",
    }
}

word_enum! {
    /// The status of a payment; only a completed one counts.
    PaymentStatus {
        /// The money is awaited.
        Pending = "pending",
        /// The money is there.
        Completed = "completed",
        /// The money did not come.
        Failed = "failed",
        /// It was taken back.
        Reversed = "reversed",
        /// A part of it was given back.
        PartiallyRefunded = "partially_refunded",
        /// All of it was given back.
        Refunded = "refunded",
    }
}

entity! {
    /// One tender against an invoice.
    Payment in "payment" {
        /// The invoice.
        invoice_id: Id<Invoice>,
        /// The guest whom the invoice bills.
        guest_id: Id<Guest>,
        /// The center that bills.
        center_id: Id<Center>,
        /// The appointment that the payment was named for.
        appointment_id: Option<Id<Appointment>>,
        /// The employee who took it.
        employee_id: Option<Id<Employee>>,
        /// How the money was given.
        payment_method: PaymentMethod,
        /// The gift card that it was made with, if it was.
        gift_card_id: Option<Id<GiftCard>>,
        /// The amount that was given for the invoice.
        amount: Money,
        /// How much of the amount became the guest's credit, being more than was due when
        /// the money came.
        credited: Money,
        /// How much of the amount was given back.
        refunded: Money,
        /// What the smallest coin added to the invoice when this payment settled it in cash,
        /// or took off.
        cash_rounding: Money,
        /// The tip for those who served.
        tip: Money,
        /// Whom the tip is for, if that was said.
        tips: ProviderTips,
        /// The cash handed over, if that is more.
        tendered: Option<Money>,
        /// The change handed back.
        change: Money,
        /// What the card was charged beyond them, and the till handed out in cash.
        cash_back: Money,
        /// The currency of the amounts.
        currency: Currency,
        /// The status.
        status: PaymentStatus,
        /// The business day on which the money came, which is that of its collection; none while
        /// it is awaited.
        payment_date: Option<NaiveDate>,
        /// The number that the payment system gave.
        transaction_no: Option<Code>,
        /// The `transaction_no` while the payment counts, or may come to count: the system that
        /// takes the money tells of one charge more than once, and it is recorded once.
        charge_no: Option<Code>,
        /// A number of one's own.
        reference_no: Option<Code>,
        /// More about it.
        remarks: Option<Notes>,
    }
    unique duplicate (payment_method, charge_no);
}

row_policy! { Payment, staff: OWN_CENTERS, client: OWN_GUEST.without(&["remarks", "employee_id", "gift_card_id"]) }

impl Payment {
    /// Returns the number of the charge that the payment records, if it was made, given back
    /// or not, or may come to be: what [`charge_no`](field@Self::charge_no) is to be.
    #[must_use]
    pub fn charge(&self) -> Option<Code> {
        let came_to_nothing =
            matches!(self.status, PaymentStatus::Failed | PaymentStatus::Reversed);
        self.transaction_no.clone().filter(|_| !came_to_nothing)
    }
}

/// The parts of a tip, by whom they are for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct ProviderTips(#[schemars(length(max = 20))] pub Vec<ProviderTip>);

/// The part of a tip that is for one of those who served.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProviderTip {
    /// The provider.
    pub provider_id: Id<Provider>,
    /// How much, in the currency of the payment.
    pub amount: Amount,
}

impl ProviderTips {
    /// The most parts of a tip.
    pub const MAX: usize = 20;

    /// Returns the same parts, shown in `currency`.
    #[must_use]
    pub fn in_currency(&self, currency: Currency) -> Self {
        let parts = self
            .0
            .iter()
            .map(|part| ProviderTip { amount: part.amount.in_currency(currency), ..part.clone() });
        Self(parts.collect())
    }
}

json_scalar!(ProviderTips);
#[cfg(feature = "fixture")]
crate::entity::by_default!(ProviderTips);

word_enum! {
    /// Whether money was received, a collection taken back, or money given back.
    CollectionKind {
        /// Money was received.
        Receipt = "receipt",
        /// A collection was taken back: the sum is below zero.
        Reversal = "reversal",
        /// Money of a payment was given back: the sum is below zero.
        Refund = "refund",
    }
}

entity! {
    /// The numbered collection of money received against an invoice: one for each
    /// completed payment, made with it; or its reversal; or money of it that was given
    /// back. It never changes, but for what is noted on it.
    Collection in "collection" {
        /// Its number, without gaps in its series.
        collection_no: Code,
        /// What the number starts with, as that of an invoice.
        series: Option<Code>,
        /// The place of the number in its series.
        sequence: Option<i64>,
        /// The place at which its series starts, as that of an invoice.
        #[serde(skip_serializing)]
        series_start: Option<i64>,
        /// Whether money was received, a collection taken back, or money given back.
        kind: CollectionKind,
        /// The collection that is taken back; for a reversal only. It is no
        /// reference in the database, since a table can't be declared to refer
        /// to itself; collections are never deleted.
        reverses_id: Option<uuid::Uuid>,
        /// Whether a reversal took it back.
        is_reversed: bool,
        /// The invoice.
        invoice_id: Id<Invoice>,
        /// The payment.
        payment_id: Id<Payment>,
        /// The sale that the money was taken for, which stood on the invoice then;
        /// none, if it was taken for the invoice as a whole. What is collected for a
        /// sale has no bound of its own: that of the invoice holds.
        sale_id: Option<Id<Sale>>,
        /// The guest whom the invoice bills.
        guest_id: Id<Guest>,
        /// Where the money was received.
        center_id: Id<Center>,
        /// The employee who received it.
        employee_id: Option<Id<Employee>>,
        /// How the money was given.
        payment_method: PaymentMethod,
        /// How much was received; below zero for a reversal and a refund.
        amount: Money,
        /// The currency of the amount.
        currency: Currency,
        /// The business day of collection.
        collection_date: NaiveDate,
        /// The number that the payment system gave.
        transaction_no: Option<Code>,
        /// A number of one's own.
        reference_no: Option<Code>,
        /// More about it.
        remarks: Option<Notes>,
    }
    unique collection_number_taken (center_id, collection_no);
    unique collection_number_used (series, sequence);
    unique collection_payment_taken (payment_id) when kind = "receipt";
    unique collection_already_reversed (reverses_id);
}

row_policy! {
    Collection,
    staff: OWN_CENTERS,
    client: OWN_GUEST.without(&["remarks", "employee_id"]),
}
