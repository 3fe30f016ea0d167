//! The money for invoices: payments, collections, and what is taken off by credit notes.

use chrono::NaiveDate;
use clientline_core::{
    model::{Collection, CreditNote, CreditNoteItem, Invoice, Payment, Sale},
    ops::{
        billing::{
            collections::{RecordCollection, ReverseCollection, ReversePayment},
            credit_notes::CreateCreditNote,
            creditable::GetCreditable,
            day_totals::GetDayTotals,
            payment_conclusion::{ConcludePayment, PaymentOutcome},
            payment_note::EditNote,
            payments::RecordPayment,
            refunds::{Refund, RefundPayment},
        },
        page::PageRequest,
        resource::{Get, List},
    },
    value::Id,
};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::endpoint::{
    Body, Change, Endpoints, IfMatch, Optional, Path, Query, Route, Tagged, Words,
};

/// More about money that was awaited, and is there.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct PaymentArrival {
    /// The sale that it is for, which stands on the invoice; the invoice as a whole,
    /// if absent.
    sale_id: Option<Id<Sale>>,
    /// The business day on which it came, if that is past; the present one, if absent.
    received_on: Option<NaiveDate>,
}

pub(super) fn declare(table: &mut Endpoints) {
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
                let PaymentArrival { sale_id, received_on } = arrival;
                let outcome = PaymentOutcome::Arrived { sale_id, received_on };
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
