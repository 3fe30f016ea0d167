//! Sales, invoices, and the money for them.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Appointment, Center, Employee, Guest, OfferDiscount, Package, Product, Provider, Service,
    row_policy::row_policy,
};
use crate::{
    entity::{entity, json_scalar, replaced_whole, word_enum},
    value::{
        Amount, Code, Currency, Discount, Id, Money, Name, Notes, PriceMode, Quantity, Stock,
        TaxRate, UnitPrice,
    },
};

word_enum! {
    /// The type of an item.
    ItemType {
        /// A service.
        Service = "service",
        /// A product.
        Product = "product",
        /// A package of sessions.
        Package = "package",
    }
}

word_enum! {
    /// The status of a sale.
    SaleStatus {
        /// It waits to be billed.
        Open = "open",
        /// It stands on an invoice.
        Billed = "billed",
        /// It will not be billed.
        Void = "void",
    }
}

entity! {
    /// One item sold to a guest. Every appointment has one, made with it.
    Sale in "sale" {
        /// Its number; gaps are possible.
        sale_no: Code,
        /// The appointment that it is for.
        appointment_id: Option<Id<Appointment>>,
        /// The line of the live invoice that it stands on. It is no reference
        /// in the database, since the line refers to the sale; it is unique,
        /// and cleared when the invoice is voided.
        invoice_item_id: Option<uuid::Uuid>,
        /// The guest who bought it.
        guest_id: Id<Guest>,
        /// Where.
        center_id: Id<Center>,
        /// The type of the item.
        item_type: ItemType,
        /// The service that was sold.
        service_id: Option<Id<Service>>,
        /// The product that was sold.
        product_id: Option<Id<Product>>,
        /// The package that was sold.
        package_id: Option<Id<Package>>,
        /// The provider or employee who performed or sold it.
        provider_id: Option<Id<Provider>>,
        /// How many.
        quantity: Quantity,
        /// The price of one.
        unit_price: UnitPrice,
        /// The offer that was given.
        discount_id: Option<Id<OfferDiscount>>,
        /// The discount of the offer, as it was when given.
        discount: Option<Discount>,
        /// Quantity times price, rounded.
        gross_value: Money,
        /// The discount's amount.
        discount_value: Money,
        /// The net amount.
        net_value: Money,
        /// The currency of the amounts.
        currency: Currency,
        /// The status.
        status: SaleStatus,
        /// More about it.
        remarks: Option<Notes>,
        /// The local day of the sale.
        sale_date: NaiveDate,
    }
    unique sale_appointment_taken (appointment_id);
    unique sale_already_billed (invoice_item_id);
}

row_policy! {
    Sale,
    staff: OWN_CENTERS,
    client: OWN_GUEST.without(&["remarks"]),
    public: OWN_APPOINTMENT,
}

word_enum! {
    /// How far an invoice has come: a function of its facts, never set by hand.
    InvoiceStatus {
        /// Its lines may still change; it has no number.
        Draft = "draft",
        /// It has a number, and is owed.
        Issued = "issued",
        /// Nothing is owed any more.
        Paid = "paid",
        /// It was withdrawn; it keeps its number.
        Void = "void",
        /// It will not be paid.
        Uncollectible = "uncollectible",
    }
}

entity! {
    /// A guest's bill at a center. Once issued it never changes.
    Invoice in "invoice" {
        /// Its number, given at issue, without gaps in its series.
        invoice_no: Option<Code>,
        /// What the number starts with, and with which it is the only one of the organization:
        /// the kind of document, the center and the year. None, if it was given while numbers
        /// named no center.
        series: Option<Code>,
        /// The guest who is billed.
        guest_id: Id<Guest>,
        /// The guest who pays, if it is not the one who is billed.
        payer_id: Option<Id<Guest>>,
        /// The center that bills.
        center_id: Id<Center>,
        /// The employee who wrote it.
        employee_id: Option<Id<Employee>>,
        /// How far it has come.
        status: InvoiceStatus,
        /// Whether its prices include tax.
        price_mode: PriceMode,
        /// The currency of the amounts: the center's when it was made.
        currency: Currency,
        /// Sum of the lines before discounts.
        gross_invoice_value: Money,
        /// Sum of all discounts.
        invoice_discount: Money,
        /// The net amount, without tax.
        net_invoice_value: Money,
        /// The taxes.
        tax: Money,
        /// The amount to pay: net and tax.
        total: Money,
        /// What the smallest coin added where cash settled it, or took off: no part of the
        /// total.
        cash_rounding: Money,
        /// What credit notes took off it.
        credited: Money,
        /// What was paid on it, became the guest's credit since it came to less, and may still
        /// be given back instead.
        refundable: Money,
        /// Sum of its collections, less refunds and what became the guest's credit.
        total_collection: Money,
        /// The amount that is still to be paid.
        balance_due: Money,
        /// The local day of issue.
        invoice_date: Option<NaiveDate>,
        /// Whom the invoice is made out to, as it was at issue.
        bill_to: Option<Notes>,
        /// Discounts on the whole invoice, in the order in which they apply.
        discounts: InvoiceDiscounts,
        /// More about it.
        notes: Option<Notes>,
    }
    unique invoice_draft_exists (center_id, guest_id) when status = "draft";
    unique invoice_number_taken (center_id, invoice_no);
    unique invoice_number_used (series, invoice_no);
}

row_policy! {
    Invoice,
    staff: OWN_CENTERS,
    client: RowPolicy::of(Rows::Within(&[RowCondition::OwnGuest, ISSUED]))
        .without(&["payer_id", "employee_id"]),
}

/// Discounts on a whole invoice, in the order in which they apply.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct InvoiceDiscounts(#[schemars(length(max = 100))] pub Vec<Discount>);

json_scalar!(InvoiceDiscounts, ItemTaxes);
#[cfg(feature = "fixture")]
crate::entity::by_default!(InvoiceDiscounts, ItemTaxes);
replaced_whole!(InvoiceDiscounts);

entity! {
    /// A line of an invoice, with names and prices as they were when billed.
    InvoiceItem in "invoice_item" {
        /// The invoice.
        invoice_id: Id<Invoice>,
        /// The sale that it bills.
        sale_id: Option<Id<Sale>>,
        /// Its place on the invoice, counted from 1.
        row_num: i32,
        /// The type of the item.
        item_type: ItemType,
        /// The service that was sold.
        service_id: Option<Id<Service>>,
        /// The product that was sold.
        product_id: Option<Id<Product>>,
        /// The package that was sold.
        package_id: Option<Id<Package>>,
        /// The code of what was sold.
        item_code: Option<Code>,
        /// The name of the item.
        item_name: Name,
        /// The business unit that its revenue was counted for, by name.
        business_unit: Option<Name>,
        /// The group that it belonged to, by name.
        category: Option<Name>,
        /// How many.
        item_quantity: Quantity,
        /// The price of one.
        unit_price: UnitPrice,
        /// The discount on this line.
        discount: Option<Discount>,
        /// Sum of this line's discounts, its share of the invoice's included.
        item_discount: Money,
        /// The net amount of the line, without tax.
        net_price: Money,
        /// The taxes on the line.
        tax: Money,
        /// The currency of the amounts.
        currency: Currency,
        /// The taxes, as they were when billed.
        taxes: ItemTaxes,
        /// The provider or employee who performed or sold it.
        provider_id: Option<Id<Provider>>,
        /// The local day on which it was performed or handed over, which decides the rates of
        /// its taxes; that of issue, if absent.
        performed_on: Option<NaiveDate>,
        /// How many units it took out of stock when it was issued; they return when the
        /// invoice is voided.
        stock_taken: Stock,
    }
}

row_policy! {
    InvoiceItem,
    staff: RowPolicy::of(Rows::Of("invoice_id")),
    client: RowPolicy::of(Rows::Of("invoice_id")).without(&["business_unit"]),
}

/// The taxes of a line, in the order in which they are charged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct ItemTaxes(#[schemars(length(max = 10))] pub Vec<ItemTax>);

/// A tax as it was when a line was billed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemTax {
    /// The tax.
    pub id: Id<super::Tax>,
    /// Its code.
    pub code: Code,
    /// The name.
    pub name: Name,
    /// Its rate in percent.
    pub rate: TaxRate,
    /// Whether it is also charged on the taxes before it.
    pub compound: bool,
    /// The amount that it is charged on; absent on lines that are older than it is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Amount>,
    /// The line's share of it; absent on lines that are older than it is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
}

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
        /// Whom that invoice bills.
        guest_id: Id<Guest>,
        /// The center that bills.
        center_id: Id<Center>,
        /// The appointment that the payment was named for.
        appointment_id: Option<Id<Appointment>>,
        /// The employee who took it.
        employee_id: Option<Id<Employee>>,
        /// How the money was given.
        payment_method: PaymentMethod,
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
        /// The currency of the amounts.
        currency: Currency,
        /// The status.
        status: PaymentStatus,
        /// The number that the payment system gave.
        transaction_no: Option<Code>,
        /// That number while the payment counts, or may come to count: the system that takes
        /// the money tells of one charge more than once, and it is recorded once.
        charge_no: Option<Code>,
        /// A number of one's own.
        reference_no: Option<Code>,
        /// More about it.
        remarks: Option<Notes>,
    }
    unique duplicate (payment_method, charge_no);
}

row_policy! { Payment, staff: OWN_CENTERS, client: OWN_GUEST.without(&["remarks", "employee_id"]) }

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
        /// The sale that the money was taken for, which stood on that invoice then;
        /// none, if it was taken for the invoice as a whole. What is collected for a
        /// sale has no bound of its own: that of the invoice holds.
        sale_id: Option<Id<Sale>>,
        /// Whom that invoice bills.
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
        /// The local day of collection.
        collection_date: NaiveDate,
        /// The number that the payment system gave.
        transaction_no: Option<Code>,
        /// A number of one's own.
        reference_no: Option<Code>,
        /// More about it.
        remarks: Option<Notes>,
    }
    unique collection_number_taken (center_id, collection_no);
    unique collection_number_used (series, collection_no);
    unique collection_payment_taken (payment_id) when kind = "receipt";
    unique collection_already_reversed (reverses_id);
}

row_policy! {
    Collection,
    staff: OWN_CENTERS,
    client: OWN_GUEST.without(&["remarks", "employee_id"]),
}
