//! Sales, invoices and their lines, payments and collections.

use clientline_core::{
    model::{
        Center, Collection, CreditNote, CreditNoteItem, Employee, Guest, Invoice, InvoiceItem,
        Payment, Sale,
    },
    ops::{
        billing::{
            collections::{RecordCollection, ReverseCollection, ReversePayment},
            credit_notes::CreateCreditNote,
            creditable::GetCreditable,
            day_totals::GetDayTotals,
            deposit_invoices::InvoiceDeposit,
            explained::ExplainInvoice,
            invoice_items::{AddInvoiceItem, EditInvoiceItem, RemoveInvoiceItem},
            invoices::{
                CreateInvoice, DeleteInvoice, EditInvoice, GenerateInvoice, GetOrCreateInvoice,
                PreviewInvoice,
            },
            issuing::{IssueInvoice, VoidInvoice},
            line_moves::{InvoiceMerge, LineMove, MergeInvoices, MoveInvoiceItem},
            payment_note::EditNote,
            payments::{ConcludePayment, PaymentOutcome, RecordPayment},
            refunds::{Refund, RefundPayment},
            sales::{CreateSale, DeleteSale, EditSale},
            write_off::WriteOffInvoice,
        },
        page::PageRequest,
        resource::{Get, List},
    },
    value::{Id, Notes},
};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::endpoint::{
    Body, Change, Endpoints, IfMatch, Optional, Path, Query, Route, Tagged, Words,
};

/// More about the draft of a guest.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct GuestDraft {
    /// The guest who pays, if it has to be made, and it is not the one who is billed.
    payer_id: Option<Id<Guest>>,
    /// The center that bills; the guest's own, if absent.
    center_id: Option<Id<Center>>,
    /// The employee who writes it, if it has to be made.
    employee_id: Option<Id<Employee>>,
    /// More about it, if it has to be made.
    notes: Option<Notes>,
}

/// More about money that was awaited, and is there.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct PaymentArrival {
    /// The sale that it is for, which stands on the invoice; the invoice as a whole,
    /// if absent.
    sale_id: Option<Id<Sale>>,
}

pub(super) fn declare(table: &mut Endpoints) {
    let words = Words { path: "/sales", name: "sales", one: "a sale", many: "sales" };
    table
        .tag("sales", "What is to be billed.")
        .readable::<Sale>(words)
        .on(
            Route::create("/sales"),
            "sales_create",
            "Sell over the counter",
            |Body(new)| -> CreateSale { new },
        )
        .update(
            "/sales/{id}",
            "sales_update",
            "Change an open sale",
            |Path(id), Change(patch), IfMatch(expected)| EditSale { id, patch, expected },
        )
        .on(
            Route::delete("/sales/{id}"),
            "sales_delete",
            "Take back a sale over the counter",
            |Path(id), IfMatch(expected)| DeleteSale { id, expected },
        )
        .on(
            Route::create_under("/sales/{id}/deposit", "/invoices"),
            "sales_deposit",
            "Invoice a deposit for a sale that waits to be billed",
            |Path(id), Body(deposit)| InvoiceDeposit { id, deposit },
        );
    let mut tagged = table.tag("invoices", "From a draft to a numbered document.");
    invoices(&mut tagged);
    let mut tagged = table.tag("invoice-items", "The lines of invoices.");
    items(&mut tagged);
    let mut tagged = table.tag("payments", "Money received.");
    payments(&mut tagged);
    let words = Words {
        path: "/collections",
        name: "collections",
        one: "a collection",
        many: "collections",
    };
    let mut tagged = table.tag(
        "collections",
        "Numbered records of the money received for payments, and of what took them back.",
    );
    tagged.readable::<Collection>(words);
    collections(&mut tagged);
    let mut tagged = table.tag("credit-notes", "What is taken off issued invoices.");
    credit_notes(&mut tagged);
}

fn invoices(tagged: &mut Tagged<'_>) {
    let words = Words { path: "/invoices", name: "invoices", one: "an invoice", many: "invoices" };
    tagged
        .readable::<Invoice>(words)
        .on(
            Route::create("/invoices"),
            "invoices_create",
            "Draft an invoice",
            |Body(new)| -> CreateInvoice { new },
        )
        .update(
            "/invoices/{id}",
            "invoices_update",
            "Change a draft as a whole",
            |Path(id), Change(patch), IfMatch(expected)| EditInvoice { id, patch, expected },
        )
        .on(
            Route::delete("/invoices/{id}"),
            "invoices_delete",
            "Throw a draft away",
            |Path(id), IfMatch(expected)| DeleteInvoice { id, expected },
        )
        .on(
            Route::act("/invoices/preview"),
            "invoices_preview",
            "Work out totals",
            |Body(request)| PreviewInvoice(request),
        )
        .on(
            Route::find_or_create("/invoices/get-or-create/{guest_id}", "/invoices"),
            "invoices_get_or_create",
            "Find a guest's draft, or make it",
            |Path(guest_id): Path<Id<Guest>>, Optional(draft): Optional<GuestDraft>| {
                let GuestDraft { payer_id, center_id, employee_id, notes } = draft;
                GetOrCreateInvoice(CreateInvoice {
                    guest_id,
                    payer_id,
                    center_id,
                    employee_id,
                    notes,
                })
            },
        )
        .on(
            Route::create_under("/invoices/generate/{sale_id}", "/invoices"),
            "invoices_generate",
            "Bill a sale",
            |Path(sale)| GenerateInvoice(sale),
        )
        .on(
            Route::whole("/invoices/{id}/explain"),
            "invoices_explain",
            "Explain every amount of an invoice",
            |Path(id)| ExplainInvoice(id),
        )
        .on(
            Route::act("/invoices/{id}/merge"),
            "invoices_merge",
            "Make one draft of two",
            |Path(id), Body(merge): Body<InvoiceMerge>, IfMatch(expected)| MergeInvoices {
                id,
                merge,
                expected,
            },
        )
        .on(
            Route::act("/invoices/{id}/issue"),
            "invoices_issue",
            "Issue a draft",
            |Path(id), IfMatch(expected)| IssueInvoice { id, expected },
        )
        .on(
            Route::act("/invoices/{id}/void"),
            "invoices_void",
            "Withdraw an unpaid invoice",
            |Path(id), IfMatch(expected)| VoidInvoice { id, expected },
        )
        .on(
            Route::act("/invoices/{id}/write-off"),
            "invoices_write_off",
            "Write off what is owed",
            |Path(id), IfMatch(expected)| WriteOffInvoice { id, expected },
        )
        .on(
            Route::list("/invoices/{id}/collections"),
            "invoices_collections_list",
            "List the collections of an invoice",
            |Path(id), Query(page): Query<PageRequest>| {
                List::<Collection>::new(page).with(Collection::invoice_id(), &id)
            },
        );
}

fn credit_notes(tagged: &mut Tagged<'_>) {
    let notes = Words {
        path: "/credit-notes",
        name: "credit_notes",
        one: "a credit note",
        many: "credit notes",
    };
    tagged
        .readable::<CreditNote>(notes)
        .on(
            Route::list("/credit-note-items/credit-note/{credit_note_id}"),
            "credit_note_items_list",
            "List the lines of a credit note",
            |Path(note), Query(page): Query<PageRequest>| {
                List::<CreditNoteItem>::new(page).with(CreditNoteItem::credit_note_id(), &note)
            },
        )
        .on(
            Route::read("/credit-note-items/{id}"),
            "credit_note_items_get",
            "Read a line of a credit note",
            |Path(id)| Get::<CreditNoteItem>(id),
        )
        .on(
            Route::create("/credit-notes"),
            "credit_notes_create",
            "Credit an issued invoice",
            |Body(new)| -> CreateCreditNote { new },
        )
        .on(
            Route::whole("/invoices/{id}/creditable"),
            "invoices_creditable",
            "Read what of an invoice can be credited",
            |Path(id)| GetCreditable(id),
        );
}

fn items(tagged: &mut Tagged<'_>) {
    tagged
        .on(
            Route::create("/invoice-items"),
            "invoice_items_create",
            "Put a line on a draft",
            |Body(new)| -> AddInvoiceItem { new },
        )
        .on(
            Route::list("/invoice-items/invoice/{invoice_id}"),
            "invoice_items_list",
            "List the lines of an invoice",
            |Path(invoice), Query(page): Query<PageRequest>| {
                List::<InvoiceItem>::new(page).with(InvoiceItem::invoice_id(), &invoice)
            },
        )
        .on(Route::read("/invoice-items/{id}"), "invoice_items_get", "Read a line", |Path(id)| {
            Get::<InvoiceItem>(id)
        })
        .update(
            "/invoice-items/{id}",
            "invoice_items_update",
            "Change a line of a draft",
            |Path(id), Change(patch), IfMatch(expected)| EditInvoiceItem { id, patch, expected },
        )
        .on(
            Route::delete("/invoice-items/{id}"),
            "invoice_items_delete",
            "Take a line off a draft",
            |Path(id), IfMatch(expected)| RemoveInvoiceItem { id, expected },
        )
        .on(
            Route::act("/invoice-items/{id}/move"),
            "invoice_items_move",
            "Move a line to another draft",
            |Path(id), Body(to): Body<LineMove>, IfMatch(expected)| MoveInvoiceItem {
                id,
                to,
                expected,
            },
        );
}

fn collections(tagged: &mut Tagged<'_>) {
    tagged
        .on(
            Route::list("/reports/collections"),
            "reports_collections",
            "Read what came and went on a day, by method",
            |Query(day)| -> GetDayTotals { day },
        )
        .on(
            Route::create("/collections"),
            "collections_create",
            "Take money, with a collection",
            |Body(new)| -> RecordCollection { new },
        )
        .update(
            "/collections/{id}",
            "collections_update",
            "Change what is noted on a collection",
            |Path(id), Change(patch), IfMatch(expected)| EditNote::<Collection> {
                id,
                patch,
                expected,
            },
        )
        .on(
            Route::delete("/collections/{id}"),
            "collections_delete",
            "Take a collection back by a reversal",
            |Path(id), IfMatch(expected)| ReverseCollection { id, expected },
        );
}

fn payments(tagged: &mut Tagged<'_>) {
    let words = Words { path: "/payments", name: "payments", one: "a payment", many: "payments" };
    tagged
        .readable::<Payment>(words)
        .on(
            Route::create("/payments"),
            "payments_create",
            "Record a payment",
            |Body(new)| -> RecordPayment { new },
        )
        .on(
            Route::list("/payments/invoice/{invoice_id}"),
            "payments_invoice_list",
            "List the payments of an invoice",
            |Path(invoice): Path<Id<Invoice>>, Query(page): Query<PageRequest>| {
                List::<Payment>::new(page).with(Payment::invoice_id(), &invoice)
            },
        )
        .update(
            "/payments/{id}",
            "payments_update",
            "Change what is noted on a payment",
            |Path(id), Change(patch), IfMatch(expected)| EditNote::<Payment> {
                id,
                patch,
                expected,
            },
        )
        .on(
            Route::delete("/payments/{id}"),
            "payments_delete",
            "Take a payment back by a reversal",
            |Path(id), IfMatch(expected)| ReversePayment { id, expected },
        )
        .on(
            Route::act("/payments/{id}/complete"),
            "payments_complete",
            "Say that awaited money is there",
            |Path(id), Optional(arrival): Optional<PaymentArrival>, IfMatch(expected)| {
                let outcome = PaymentOutcome::Arrived { sale_id: arrival.sale_id };
                ConcludePayment { id, outcome, expected }
            },
        )
        .on(
            Route::act("/payments/{id}/refund"),
            "payments_refund",
            "Give money back",
            |Path(id), Optional(refund): Optional<Refund>, IfMatch(expected)| RefundPayment {
                id,
                refund,
                expected,
            },
        )
        .on(
            Route::act("/payments/{id}/fail"),
            "payments_fail",
            "Say that awaited money did not come",
            |Path(id), IfMatch(expected)| ConcludePayment {
                id,
                outcome: PaymentOutcome::Failed,
                expected,
            },
        );
}
