//! Rules about deposits, and the invoices that deduct them.

use std::collections::{BTreeMap, BTreeSet};

use clientline::{
    model::{
        CreditNoteItem, Invoice, InvoiceItem, InvoiceKind, InvoiceStatus, ItemTaxes, ItemType,
    },
    value::Id,
};

use super::must;
use crate::content::Content;

/// The amounts of taxes, by tax, in minor units.
fn add(sums: &mut Vec<i64>, taxes: &ItemTaxes, currency: clientline::value::Currency) {
    for (at, tax) in taxes.0.iter().enumerate() {
        let amount = tax.amount.map_or(0, |amount| amount.to_money(currency).unwrap().minor());
        sums.resize(sums.len().max(at + 1), 0);
        sums[at] += amount;
    }
}

/// What a deposit knows to be deducted stands on lines that were issued, and neither withdrawn nor
/// credited as a whole; an invoice knows what its lines deduct; and of each deposit, by each tax, no
/// more is deducted and credited than there is.
pub(super) fn deposits_are_deducted_once(content: &Content) -> Result<(), String> {
    let mut credited: BTreeMap<Id<InvoiceItem>, (i64, Vec<i64>)> = BTreeMap::new();
    for part in content.all::<CreditNoteItem>() {
        let (total, taxes) = credited.entry(part.invoice_item_id).or_default();
        *total += part.net.minor() + part.tax.minor();
        add(taxes, &part.taxes, part.currency);
    }
    let mut lines: BTreeMap<Id<Invoice>, Vec<_>> = BTreeMap::new();
    for line in content.all::<InvoiceItem>() {
        lines.entry(line.invoice_id).or_default().push(line);
    }
    let mut drawn: BTreeMap<Id<Invoice>, (i64, Vec<i64>)> = BTreeMap::new();
    for invoice in content.all::<Invoice>() {
        let mut deducted = 0;
        for line in lines.get(&invoice.id).into_iter().flatten() {
            let whole = line.net_price.minor() + line.tax.minor();
            let is_credited =
                credited.get(&line.id).is_some_and(|(total, _)| *total == whole && whole > 0);
            if line.deducted.minor() == 0 || is_credited {
                continue;
            }
            deducted += line.deducted.minor();
            if matches!(invoice.status, InvoiceStatus::Draft | InvoiceStatus::Void) {
                continue;
            }
            let deposit = line.deposit_id.ok_or_else(|| format!("no deposit: {line:?}"))?;
            let (total, taxes) = drawn.entry(deposit).or_default();
            *total += line.deducted.minor();
            add(taxes, &line.deducted_taxes, line.currency);
        }
        must(invoice.deducted.minor() == deducted, || format!("{deducted} of {invoice:?}"))?;
    }
    let mut deposits = BTreeSet::new();
    for deposit in content.all::<Invoice>() {
        let (total, taxes) = drawn.remove(&deposit.id).unwrap_or_default();
        let mut stored = Vec::new();
        add(&mut stored, &deposit.drawn_taxes, deposit.currency);
        let is_none = deposit.drawn.minor() == 0 && total == 0;
        must(is_none || (deposit.drawn.minor(), &stored) == (total, &taxes), || {
            format!("{total} with {taxes:?} is deducted of {deposit:?}")
        })?;
        if deposit.kind != InvoiceKind::Deposit {
            continue;
        }
        deposits.insert(deposit.id);
        let [line] = &lines[&deposit.id][..] else {
            return Err(format!("{deposit:?} has other than one line"));
        };
        must(line.item_type == ItemType::Deposit, || format!("{line:?} is no deposit"))?;
        let (credited, of_notes) = credited.remove(&line.id).unwrap_or_default();
        must(total + credited <= deposit.total.minor(), || format!("too much of {deposit:?}"))?;
        let mut all = Vec::new();
        add(&mut all, &line.taxes, line.currency);
        for (at, whole) in all.iter().enumerate() {
            let used = [&taxes, &of_notes].map(|sums| sums.get(at).copied().unwrap_or(0));
            let used: i64 = used.iter().sum();
            let is_whole = total + credited == deposit.total.minor();
            let holds = used <= *whole && (!is_whole || used == *whole);
            must(holds, || format!("tax {at} of {deposit:?}: {used} of {whole}"))?;
        }
    }
    must(drawn.is_empty(), || format!("deducted of no deposit: {drawn:?}"))?;
    let stray = lines.values().flatten();
    let stray = stray.filter(|line| line.item_type == ItemType::Deposit);
    let stray: Vec<_> = stray.filter(|line| !deposits.contains(&line.invoice_id)).collect();
    must(stray.is_empty(), || format!("deposits on other invoices: {stray:?}"))
}
