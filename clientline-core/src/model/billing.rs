//! Sales, and the invoices that bill them.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Appointment, Center, Employee, Guest, InvoiceDiscounts, InvoiceTaxes, OfferDiscount, Package,
    Party, Product, Provider, Service, TaxCategory, TaxExemption, row_policy::row_policy,
};
use crate::{
    entity::{entity, json_scalar, word_enum},
    value::{
        Amount, Code, Currency, Discount, ExemptionCode, ExemptionReason, Id, Money, Name, Notes,
        Percent, PriceMode, Quantity, Stock, TaxRate, UnitPrice,
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
        /// A gift card.
        GiftCard = "gift_card",
        /// A fee: for cancelling late, for not coming, or for anything else.
        Fee = "fee",
        /// Something else, in the words of the line.
        FreeText = "free_text",
        /// What is paid before something is performed; on an invoice of its own.
        Deposit = "deposit",
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
        /// Whether that price includes tax: as the organization's prices did when it was sold,
        /// or the invoice that it stood on; as they do now, if absent.
        price_mode: Option<PriceMode>,
        /// The offer that was given.
        discount_id: Option<Id<OfferDiscount>>,
        /// The discount of the offer, as it was when given.
        discount: Option<Discount>,
        /// Why the discount is given; the name of the offer, if nothing else was said.
        discount_reason: Option<Name>,
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
        /// The business day of the sale.
        sale_date: NaiveDate,
        /// The invoice of the deposit that was asked for it. It is no reference in the database,
        /// since invoices come after sales.
        deposit_id: Option<uuid::Uuid>,
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

word_enum! {
    /// What an invoice asks for.
    #[derive(Default)]
    InvoiceKind {
        /// What was sold (UNTDID 1001, code 380).
        #[default]
        Invoice = "invoice",
        /// A deposit for what is to be performed (code 386).
        Deposit = "deposit",
    }
}

entity! {
    /// A guest's bill at a center. Once issued it never changes.
    Invoice in "invoice" {
        /// What it asks for.
        kind: InvoiceKind,
        /// Its number, given at issue, without gaps in its series.
        invoice_no: Option<Code>,
        /// What the number starts with, and with which it is the only one of the organization;
        /// none, if it was given while numbers named no center.
        series: Option<Code>,
        /// The place of the number in its series.
        sequence: Option<i64>,
        /// The place at which its series starts, of the first document of one that starts after 1.
        #[serde(skip_serializing)]
        series_start: Option<i64>,
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
        /// What packages paid, of which sessions were taken for its lines.
        redeemed: Money,
        /// What deposits and gift cards took off it, which were invoiced with their tax before.
        deducted: Money,
        /// How much of a deposit other invoices deducted.
        drawn: Money,
        /// The taxes in that, each with what it is charged on.
        drawn_taxes: ItemTaxes,
        /// What was paid on it, became the guest's credit, and may still be given back.
        refundable: Money,
        /// Sum of its collections, less refunds and what became the guest's credit.
        total_collection: Money,
        /// The amount that is still to be paid.
        balance_due: Money,
        /// The business day of issue.
        invoice_date: Option<NaiveDate>,
        /// Whom the invoice is made out to, as it was at issue.
        bill_to: Option<Notes>,
        /// Who sells, as it was at issue.
        seller: Option<Box<Party>>,
        /// Who buys, as it was at issue.
        buyer: Option<Box<Party>>,
        /// Who pays, if it is not the one who buys, as it was at issue.
        payer: Option<Box<Party>>,
        /// The taxes, each with what it is charged on; empty on older invoices.
        tax_totals: InvoiceTaxes,
        /// Why the buyer is charged none of the standard taxes; they are charged, if absent.
        tax_exemption: Option<TaxExemption>,
        /// The local day on which it is due; none is said, if absent.
        due_on: Option<NaiveDate>,
        /// Discounts on the whole invoice, in the order in which they apply.
        discounts: InvoiceDiscounts,
        /// More about it.
        notes: Option<Notes>,
    }
    unique invoice_draft_exists (center_id, guest_id) when status = "draft";
    unique invoice_number_taken (center_id, invoice_no);
    unique invoice_number_used (series, sequence);
}

row_policy! {
    Invoice,
    staff: OWN_CENTERS,
    client: RowPolicy::of(Rows::Within(&[RowCondition::OwnGuest, ISSUED]))
        .without(&["payer_id", "payer", "employee_id"]),
}

json_scalar!(ItemTaxes);
#[cfg(feature = "fixture")]
crate::entity::by_default!(ItemTaxes);

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
        /// Why it is given; the name of the offer, if nothing else was said.
        discount_reason: Option<Name>,
        /// The offer that gave it; it was given by hand, if absent.
        discount_offer_id: Option<Id<OfferDiscount>>,
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
        /// The package of which a session was taken for it. It is no reference in the database,
        /// since that refers to the line that sold it.
        guest_package_id: Option<uuid::Uuid>,
        /// What that session was worth, which the package paid.
        redeemed: Money,
        /// The last day on which the gift card pays that it sells; none, if it does for ever.
        gift_card_expires_on: Option<NaiveDate>,
        /// How many units it took out of stock when it was issued; they return when the
        /// invoice is voided.
        stock_taken: Stock,
        /// The appointment that was cancelled late or missed, if that is what a fee is for.
        appointment_id: Option<Id<Appointment>>,
        /// The invoice of the deposit that is deducted.
        deposit_id: Option<Id<Invoice>>,
        /// The gift card that is deducted, whose tax was charged when it was sold.
        gift_card_id: Option<uuid::Uuid>,
        /// How much of that deposit or gift card is deducted, with its tax.
        deducted: Money,
        /// The taxes in that, each with what it is charged on, as it was taxed before.
        deducted_taxes: ItemTaxes,
        /// What share of the other lines it asks for, in percent, by which its price follows
        /// them while it is a draft's; it has a price of its own, if absent.
        charge_percent: Option<Percent>,
    }
}

row_policy! {
    InvoiceItem,
    staff: RowPolicy::of(Rows::Of("invoice_id")),
    client: RowPolicy::of(Rows::Of("invoice_id")).without(&["business_unit", "gift_card_id"]),
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
    /// Its category; by its rate, if absent: standard above zero, and zero otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<TaxCategory>,
    /// The reason why it is not charged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exemption_reason: Option<ExemptionReason>,
    /// The code of that reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exemption_code: Option<ExemptionCode>,
    /// The amount that it is charged on; absent on lines that are older than it is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Amount>,
    /// The line's share of it; absent on lines that are older than it is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
}

impl ItemTax {
    /// Returns its category.
    #[must_use]
    pub fn category(&self) -> TaxCategory {
        self.category.unwrap_or_else(|| TaxCategory::of_rate(self.rate))
    }
}
