//! Credit notes: what corrects an invoice that was issued.

use chrono::NaiveDate;

use super::{Center, Employee, Guest, Invoice, InvoiceItem, ItemTaxes, row_policy::row_policy};
use crate::{
    entity::entity,
    value::{Code, Currency, Id, Money, Name, Notes, Quantity, Stock},
};

entity! {
    /// A document that takes something off an issued invoice. It never changes.
    CreditNote in "credit_note" {
        /// Its number, without gaps in its series.
        credit_note_no: Code,
        /// What the number starts with, as that of an invoice.
        series: Code,
        /// The place of the number in its series.
        sequence: Option<i64>,
        /// The place at which its series starts, as that of an invoice.
        #[serde(skip_serializing)]
        series_start: Option<i64>,
        /// The invoice that it corrects.
        invoice_id: Id<Invoice>,
        /// The guest whom the invoice bills.
        guest_id: Id<Guest>,
        /// The center that bills.
        center_id: Id<Center>,
        /// The employee who wrote it.
        employee_id: Option<Id<Employee>>,
        /// Why it was given.
        reason: Option<Notes>,
        /// What it takes off, without tax.
        net: Money,
        /// The taxes that it takes off.
        tax: Money,
        /// What it takes off with tax.
        total: Money,
        /// The rounding to coins that fell with it, being for all of the invoice.
        cash_rounding: Money,
        /// How much of it had been paid, and became the guest's credit or was given back.
        excess: Money,
        /// The currency of the amounts.
        currency: Currency,
        /// The business day of issue.
        credit_note_date: NaiveDate,
    }
    unique credit_note_number_used (series, sequence);
}

row_policy! {
    CreditNote,
    staff: OWN_CENTERS,
    client: OWN_GUEST.without(&["employee_id", "reason"]),
}

entity! {
    /// A line of a credit note: what is taken off a line of the invoice.
    CreditNoteItem in "credit_note_item" {
        /// The credit note.
        credit_note_id: Id<CreditNote>,
        /// The invoice that it corrects.
        invoice_id: Id<Invoice>,
        /// The line of the invoice.
        invoice_item_id: Id<InvoiceItem>,
        /// The name of the item, as it was billed.
        item_name: Name,
        /// How many are taken off; none, if it is an amount.
        quantity: Option<Quantity>,
        /// What is taken off the line, without tax.
        net: Money,
        /// The taxes that are taken off.
        tax: Money,
        /// The currency of the amounts.
        currency: Currency,
        /// The taxes, as they were when billed, with what is taken off each.
        taxes: ItemTaxes,
        /// How many units return to stock.
        stock_returned: Stock,
    }
    part of credit_note_id;
}

row_policy! {
    CreditNoteItem,
    staff: RowPolicy::of(Rows::Of("credit_note_id")),
    client: RowPolicy::of(Rows::Of("credit_note_id")),
}
