//! Rules about deposits and taxed gift cards, and the invoices that deduct them.

use std::collections::{BTreeMap, BTreeSet};

use clientline::{
    model::{
        CreditNoteItem, GiftCard, GiftCardEntry, GiftCardReason, Invoice, InvoiceItem, InvoiceKind,
        InvoiceStatus, ItemTaxes, ItemType,
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
    let mut of_cards: BTreeMap<uuid::Uuid, (i64, Vec<i64>)> = BTreeMap::new();
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
            let (total, taxes) = match (line.deposit_id, line.gift_card_id) {
                (Some(deposit), None) => drawn.entry(deposit).or_default(),
                (None, Some(card)) => of_cards.entry(card).or_default(),
                _ => return Err(format!("it deducts nothing, or two things: {line:?}")),
            };
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
    gift_cards_are_drawn_by_lines(content, of_cards)?;
    let stray = lines.values().flatten();
    let stray = stray.filter(|line| line.item_type == ItemType::Deposit);
    let stray: Vec<_> = stray.filter(|line| !deposits.contains(&line.invoice_id)).collect();
    must(stray.is_empty(), || format!("deposits on other invoices: {stray:?}"))
}

/// What lines deduct of gift cards is what their ledgers say, with its tax: none of which is used
/// twice, and all of which is once nothing is left.
fn gift_cards_are_drawn_by_lines(
    content: &Content,
    mut of_lines: BTreeMap<uuid::Uuid, (i64, Vec<i64>)>,
) -> Result<(), String> {
    let entries = content.all::<GiftCardEntry>();
    for card in content.all::<GiftCard>() {
        let own = || entries.iter().filter(|entry| entry.gift_card_id == card.id);
        let by_lines = own().filter(|entry| entry.redeemed_by.is_some());
        let said: i64 = by_lines.map(|entry| -entry.amount.minor()).sum();
        let (total, taxes) = of_lines.remove(&card.id.uuid()).unwrap_or_default();
        must(said == total, || format!("{total} is deducted of {card:?}, and it says {said}"))?;
        let (mut all, mut drawn) = (Vec::new(), Vec::new());
        add(&mut all, &card.taxes, card.currency);
        add(&mut drawn, &card.drawn_taxes, card.currency);
        drawn.resize(all.len(), 0);
        let within = drawn.iter().zip(&all).all(|(drawn, all)| (0..=*all).contains(drawn));
        must(within, || format!("more tax than there is was drawn of {card:?}"))?;
        let ends = |reason| own().any(|entry| entry.reason == reason);
        if ends(GiftCardReason::Credited) || ends(GiftCardReason::Voided) {
            continue;
        }
        let is_gone = card.balance.minor() == 0;
        must(!is_gone || drawn == all, || format!("tax is left of {card:?}"))?;
        if !ends(GiftCardReason::WrittenOff) {
            let by_lines: Vec<i64> =
                (0..all.len()).map(|at| taxes.get(at).copied().unwrap_or(0)).collect();
            must(drawn == by_lines, || format!("lines have {by_lines:?} of {card:?}"))?;
        }
    }
    must(of_lines.is_empty(), || format!("deducted of no gift card: {of_lines:?}"))
}
