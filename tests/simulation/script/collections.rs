//! Requests about collections, and about payments that were made.

use clientline::{
    entity::{Query, Stored},
    model::{
        Center, Collection, CollectionKind, DayClose, DayCloseStatus, DrawerEntries, DrawerEntry,
        InvoiceStatus, Payment, PaymentMethod, PaymentStatus, ProviderTips,
    },
    ops::billing::{
        collections::{RecordCollection, ReverseCollection, ReversePayment},
        day_closes::{CloseDay, CountedMethod, ReopenDay, Reopening},
        day_totals::GetDayTotals,
        payment_conclusion::{ConcludePayment, PaymentOutcome},
        payment_note::EditNote,
        refunds::{Refund, RefundPayment},
    },
};
use serde_json::{Value as Json, json};

use super::{
    Made,
    billing::{invoice, sale_on},
    desk::Desk,
    made,
    prepaid::gift_card_code,
    values::date_after,
};
use crate::chance::Chance;

/// Totals what came and went on a day, mostly the present one.
pub(super) async fn day_totals(desk: &mut Desk<'_>) -> Made {
    let days = desk.chance.within(-1..=1);
    let date = desk.chance.percent(40).then(|| date_after(desk.now, days));
    made(GetDayTotals { center_id: desk.id().await?, date })
}

/// Closes the day before mostly, and counts what there should be of what is not cash; now and then
/// closes the present day, a closed one or one to come, or counts something else.
pub(super) async fn close_day(desk: &mut Desk<'_>) -> Made {
    let center: Stored<Center> = desk.any().await?;
    let days = desk.chance.one(&[-1, -1, -1, -1, -2, 0]);
    let date = date_after(desk.now, if desk.slips(5) { 2 } else { days });
    let mut counted = Vec::new();
    for method in [PaymentMethod::Cash, PaymentMethod::Card] {
        if desk.chance.percent(80) {
            let amount = Chance::amount(desk.chance.within(0..=20_000), center.currency);
            counted.push(CountedMethod { payment_method: method, amount });
        }
    }
    let opening_float = Chance::amount(desk.chance.within(0..=10_000), center.currency);
    let moved = |desk: &mut Desk<'_>| {
        let amount = Chance::amount(desk.chance.within(1..=3_000), center.currency);
        let entry = DrawerEntry { amount, reason: "Change".parse().unwrap() };
        DrawerEntries(if desk.chance.percent(20) { vec![entry] } else { Vec::new() })
    };
    let (pay_ins, pay_outs) = (moved(desk), moved(desk));
    let reason = if desk.slips(10) { None } else { "It was counted twice".parse().ok() };
    made(CloseDay {
        center_id: desk.or_wrong(center.id).await,
        date,
        opening_float: desk.chance.percent(50).then_some(opening_float),
        counted,
        pay_ins,
        pay_outs,
        reason,
    })
}

/// Opens a closed day again, the latest ones first.
pub(super) async fn reopen_day(desk: &mut Desk<'_>) -> Made {
    let closes = Query::limit(6).eq(DayClose::status(), &DayCloseStatus::Closed).descending();
    let close: Stored<DayClose> =
        if desk.slips(10) { desk.any().await? } else { desk.among(closes).await? };
    let reopening = Reopening { reason: "More came".parse().unwrap() };
    let id = desk.or_wrong(close.id).await;
    made(ReopenDay { id, reopening, expected: desk.expected(&close) })
}

/// Takes a part, all, or too much of what is owed, with a collection.
pub(super) async fn collect(desk: &mut Desk<'_>) -> Made {
    let invoice = invoice(desk, InvoiceStatus::Issued).await?;
    let owed = invoice.balance_due.minor();
    let part = desk.chance.within(1..=owed.max(1));
    let minor = if desk.slips(8) { owed + 1 } else { part };
    let transaction = desk.chance.percent(30);
    let payment_method = desk.chance.one(PaymentMethod::ALL);
    let gift_card_code = gift_card_code(desk, payment_method).await;
    made(RecordCollection {
        invoice_id: desk.or_wrong(invoice.id).await,
        sale_id: sale_on(desk, invoice.id).await,
        employee_id: None,
        payment_method,
        gift_card_code,
        amount: Chance::amount(minor, invoice.currency),
        tips: ProviderTips::default(),
        tip: None,
        tendered: None,
        cash_back: None,
        received_on: None,
        transaction_no: transaction.then(|| charge(desk).parse().unwrap()),
        reference_no: None,
        remarks: desk.chance.notes(),
    })
}

/// The number of a charge, which was recorded before now and then.
fn charge(desk: &mut Desk<'_>) -> String {
    format!("T-{}", desk.chance.within(1..=200))
}

fn notes(desk: &mut Desk<'_>) -> [Json; 3] {
    [
        json!({ "remarks": desk.chance.notes() }),
        json!({ "transaction_no": charge(desk), "reference_no": null }),
        json!({}),
    ]
}

pub(super) async fn edit(desk: &mut Desk<'_>) -> Made {
    let (collection, notes) = (desk.any::<Collection>().await?, notes(desk));
    let id = desk.or_wrong(collection.id).await;
    made(EditNote::<Collection> {
        id,
        patch: desk.patch(&notes),
        expected: desk.expected(&collection),
    })
}

pub(super) async fn edit_payment(desk: &mut Desk<'_>) -> Made {
    let (payment, notes) = (desk.any::<Payment>().await?, notes(desk));
    let id = desk.or_wrong(payment.id).await;
    made(EditNote::<Payment> { id, patch: desk.patch(&notes), expected: desk.expected(&payment) })
}

/// Takes a collection back; now and then one that was taken back, or a reversal.
pub(super) async fn reverse(desk: &mut Desk<'_>) -> Made {
    let collections =
        Query::limit(20).eq(Collection::kind(), &CollectionKind::Receipt).descending();
    let collection: Stored<Collection> =
        if desk.slips(10) { desk.any().await? } else { desk.among(collections).await? };
    let id = desk.or_wrong(collection.id).await;
    desk.facts.takes_back = Some(collection.payment_id.uuid());
    made(ReverseCollection { id, expected: desk.expected(&collection) })
}

/// A payment of a status, or, now and then, any.
async fn payment(desk: &mut Desk<'_>, status: PaymentStatus) -> Option<Stored<Payment>> {
    if desk.slips(10) {
        return desk.any().await;
    }
    desk.among(Query::limit(20).eq(Payment::status(), &status).descending()).await
}

pub(super) async fn conclude_payment(desk: &mut Desk<'_>) -> Made {
    let payment = payment(desk, PaymentStatus::Pending).await?;
    let id = desk.or_wrong(payment.id).await;
    let outcome = if desk.chance.percent(70) {
        let sale_id = sale_on(desk, payment.invoice_id).await;
        PaymentOutcome::Arrived { sale_id, received_on: None }
    } else {
        PaymentOutcome::Failed
    };
    made(ConcludePayment { id, outcome, expected: desk.expected(&payment) })
}

pub(super) async fn reverse_payment(desk: &mut Desk<'_>) -> Made {
    let payment = payment(desk, PaymentStatus::Completed).await?;
    let id = desk.or_wrong(payment.id).await;
    desk.facts.takes_back = Some(payment.id.uuid());
    made(ReversePayment { id, expected: desk.expected(&payment) })
}

/// Gives back all that is left of a payment, a part, or too much.
pub(super) async fn refund(desk: &mut Desk<'_>) -> Made {
    let from = desk.chance.one(&[PaymentStatus::Completed, PaymentStatus::PartiallyRefunded]);
    let payment = payment(desk, from).await?;
    let left = payment.amount.minor() - payment.refunded.minor();
    let minor = desk.chance.within(1..=left.max(1));
    let minor = if desk.slips(8) { desk.chance.one(&[0, left + 1]) } else { minor };
    let amount = Chance::amount(minor, payment.currency);
    let refund = Refund {
        amount: desk.chance.percent(70).then_some(amount),
        payment_method: desk.chance.percent(40).then(|| desk.chance.one(PaymentMethod::ALL)),
        remarks: desk.chance.notes(),
        ..Refund::default()
    };
    let id = desk.or_wrong(payment.id).await;
    made(RefundPayment { id, refund, expected: desk.expected(&payment) })
}
