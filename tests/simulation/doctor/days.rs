//! Rules about days that were closed, and about what was earned.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use clientline::{
    entity::Stored,
    model::{
        Center, Collection, CollectionKind, Commission, CreditNoteItem, DayClose, DayCloseStatus,
        DrawerEntries, Invoice, InvoiceItem, InvoiceStatus, Payment, PaymentMethod,
    },
    value::Id,
};

use super::must;
use crate::content::Content;

/// How many records there are of one way of giving, and what they come to with their tips and the
/// cash that was handed out on cards.
type Came = BTreeMap<(PaymentMethod, String), (u32, i64)>;

/// What came and went on a closed day is what its close says, in cash with what was put into the
/// drawer otherwise, also if somebody paid while it was closed.
pub(super) fn closed_days_are_as_their_closes_say(content: &Content) -> Result<(), String> {
    let payments = content.all::<Payment>();
    let besides: BTreeMap<Id<Payment>, (i64, i64)> = payments
        .iter()
        .map(|payment| (payment.id, (payment.tip.minor(), payment.cash_back.minor())))
        .collect();
    let mut days: BTreeMap<(Id<Center>, NaiveDate), Came> = BTreeMap::new();
    for record in content.all::<Collection>() {
        let (tip, handed_out) = besides.get(&record.payment_id).copied().unwrap_or_default();
        let sign = match record.kind {
            CollectionKind::Receipt => 1,
            CollectionKind::Reversal => -1,
            CollectionKind::Refund => 0,
            other => return Err(format!("what a day has of {other:?} is not known")),
        };
        let day = days.entry((record.center_id, record.collection_date)).or_default();
        let key = (record.payment_method, record.currency.code().to_owned());
        let (count, sum) = day.entry(key).or_default();
        (*count, *sum) = (*count + 1, *sum + record.amount.minor() + sign * (tip + handed_out));
        if sign * handed_out != 0 {
            let cash = (PaymentMethod::Cash, record.currency.code().to_owned());
            day.entry(cash).or_default().1 -= sign * handed_out;
        }
    }
    for close in content.all::<DayClose>() {
        if close.status == DayCloseStatus::Closed {
            let came = days.remove(&(close.center_id, close.date)).unwrap_or_default();
            is_as_its_close_says(&close, came)?;
        }
    }
    Ok(())
}

fn is_as_its_close_says(close: &Stored<DayClose>, mut came: Came) -> Result<(), String> {
    let sum = |entries: &DrawerEntries| -> i64 {
        let amounts = entries.0.iter();
        amounts.map(|entry| entry.amount.to_money(close.currency).unwrap().minor()).sum()
    };
    let moved = close.opening_float.minor() + sum(&close.pay_ins) - sum(&close.pay_outs);
    let mut difference = 0;
    for method in &close.methods.0 {
        let key = (method.payment_method, method.currency.code().to_owned());
        let (count, sum) = came.remove(&key).unwrap_or_default();
        let is_drawer =
            method.payment_method == PaymentMethod::Cash && method.currency == close.currency;
        let expected = sum + if is_drawer { moved } else { 0 };
        let differs = method.counted.map_or(0, |counted| counted.minor() - expected);
        difference += differs;
        let said = (method.count, method.expected.minor(), method.difference.minor());
        must(said == (count, expected, differs), || {
            format!("{method:?} of {close:?} comes to {count} records and {expected}")
        })?;
    }
    must(came.is_empty(), || format!("{came:?} came on a day of {close:?}"))?;
    must(close.difference.minor() == difference, || format!("{close:?} differs by {difference}"))
}

/// A line earned nothing while its invoice is not paid, and else on what was not credited of it.
pub(super) fn lines_earn_on_what_is_left_of_them(content: &Content) -> Result<(), String> {
    let mut credited: BTreeMap<Id<InvoiceItem>, i64> = BTreeMap::new();
    for part in content.all::<CreditNoteItem>() {
        *credited.entry(part.invoice_item_id).or_default() += part.net.minor();
    }
    let lines: BTreeMap<Id<InvoiceItem>, i64> = content
        .all::<InvoiceItem>()
        .into_iter()
        .map(|line| (line.id, line.net_price.minor()))
        .collect();
    let statuses: BTreeMap<Id<Invoice>, InvoiceStatus> =
        content.all::<Invoice>().into_iter().map(|invoice| (invoice.id, invoice.status)).collect();
    let mut earned: BTreeMap<(Id<Invoice>, Id<InvoiceItem>), (i64, i64)> = BTreeMap::new();
    for row in content.all::<Commission>() {
        let (base, amount) = earned.entry((row.invoice_id, row.invoice_item_id)).or_default();
        (*base, *amount) = (*base + row.base.minor(), *amount + row.amount.minor());
    }
    for ((invoice, line), (base, amount)) in earned {
        let off = credited.get(&line).copied().unwrap_or_default();
        let left = lines.get(&line).map(|net| net - off);
        let is_paid = statuses.get(&invoice) == Some(&InvoiceStatus::Paid);
        let holds = match base {
            0 => amount == 0,
            base => is_paid && left == Some(base) && amount >= 0,
        };
        must(holds, || format!("line {line:?} earned {amount} on {base} of {left:?}"))?;
    }
    Ok(())
}
