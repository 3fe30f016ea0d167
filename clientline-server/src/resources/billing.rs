//! Sales, invoices and their lines.

use clientline_core::{
    model::{Center, Collection, Employee, Guest, Invoice, InvoiceItem, Sale},
    ops::{
        billing::{
            deposit_invoices::InvoiceDeposit,
            explained::ExplainInvoice,
            guest_deposits::AskGuestDeposit,
            invoice_items::{AddInvoiceItem, RemoveInvoiceItem},
            invoices::{
                CreateInvoice, DeleteInvoice, EditInvoice, GenerateInvoice, GetOrCreateInvoice,
                PreviewInvoice,
            },
            issuing::{IssueInvoice, VoidInvoice},
            line_deductions::{DeductFromLine, LineDeduction},
            line_edit::EditInvoiceItem,
            line_moves::{InvoiceMerge, LineMove, MergeInvoices, MoveInvoiceItem},
            line_split::{LineSplit, SplitInvoiceItem},
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
            Route::create_under("/invoices/deposit", "/invoices"),
            "invoices_deposit",
            "Invoice a deposit of a guest for nothing that is sold yet",
            |Body(asked)| -> AskGuestDeposit { asked },
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
        )
        .on(
            Route::act("/invoice-items/{id}/split"),
            "invoice_items_split",
            "Split a line between guests",
            |Path(id), Body(split): Body<LineSplit>, IfMatch(expected)| SplitInvoiceItem {
                id,
                split,
                expected,
            },
        )
        .on(
            Route::act("/invoice-items/{id}/deduct"),
            "invoice_items_deduct",
            "Deduct a deposit or a gift card from a line",
            |Path(id), Body(deduction): Body<LineDeduction>, IfMatch(expected)| DeductFromLine {
                id,
                deduction,
                expected,
            },
        );
}
