//! Requests about credit notes.

use clientline::{
    entity::{Query, Stored},
    model::{Invoice, InvoiceItem, InvoiceStatus, Payment},
    ops::billing::{
        credit_notes::{CreateCreditNote, CreditRefund},
        credited_parts::LineCredit,
        refunds::Refund,
    },
    value::Quantity,
};

use super::{Made, billing::invoice, desk::Desk, made};
use crate::chance::Chance;

/// Credits all that is left of an invoice, or some of its lines; now and then too much.
pub(super) async fn credit(desk: &mut Desk<'_>) -> Made {
    let status = desk.chance.one(&[InvoiceStatus::Issued, InvoiceStatus::Paid]);
    let invoice = invoice(desk, status).await?;
    let lines = if desk.chance.percent(30) { None } else { Some(lines(desk, &invoice).await) };
    let mut refunds = Vec::new();
    if desk.chance.percent(30) {
        let payments = Query::limit(5).eq(Payment::invoice_id(), &invoice.id);
        let payment: Option<Stored<Payment>> = desk.among(payments).await;
        refunds.extend(payment.map(|payment| {
            let some = desk.chance.within(1..=payment.amount.minor().max(1));
            let amount = Some(Chance::amount(some, invoice.currency));
            let refund = Refund { amount, ..Refund::default() };
            CreditRefund { payment_id: payment.id, refund }
        }));
    }
    made(CreateCreditNote {
        invoice_id: desk.or_wrong(invoice.id).await,
        lines,
        refunds,
        employee_id: None,
        reason: desk.chance.notes(),
    })
}

async fn lines(desk: &mut Desk<'_>, invoice: &Invoice) -> Vec<LineCredit> {
    let items: Vec<Stored<InvoiceItem>> =
        desk.list(Query::limit(3).eq(InvoiceItem::invoice_id(), &invoice.id)).await;
    let credit = |item: &Stored<InvoiceItem>| {
        let (mut quantity, mut amount) = (None, None);
        match desk.chance.next() % 3 {
            0 => {
                let some = desk.chance.within(1..=item.item_quantity.scaled());
                quantity = Quantity::from_scaled(some).ok();
            }
            1 => {
                let some = desk.chance.within(1..=item.net_price.minor().max(1));
                amount = Some(Chance::amount(some, invoice.currency));
            }
            _ => {}
        }
        LineCredit { invoice_item_id: item.id, quantity, amount }
    };
    items.iter().map(credit).collect()
}
