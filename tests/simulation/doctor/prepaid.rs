//! Rules about the packages and gift cards that guests bought.

use std::collections::BTreeMap;

use clientline::{
    entity::Stored,
    model::{
        CreditNoteItem, GiftCard, GiftCardEntry, GiftCardReason, GuestPackage, GuestPackageEntry,
        GuestPackageReason, Invoice, InvoiceItem, InvoiceStatus, ItemType, Payment, PaymentStatus,
    },
    value::Id,
};

use super::must;
use crate::content::Content;

/// What is left of a package, in sessions and in money, is what was sold less what was redeemed,
/// credited or withdrawn (I14); by each service, too.
pub(super) fn packages_are_the_sum_of_their_ledgers(content: &Content) -> Result<(), String> {
    let mut ledgers: BTreeMap<Id<GuestPackage>, Vec<Stored<GuestPackageEntry>>> = BTreeMap::new();
    for entry in content.all::<GuestPackageEntry>() {
        ledgers.entry(entry.guest_package_id).or_default().push(entry);
    }
    for package in content.all::<GuestPackage>() {
        let mut entries = ledgers.remove(&package.id).unwrap_or_default();
        entries.sort_by_key(|entry| entry.step);
        let (mut left, mut worth, mut step) = (0, 0, 0);
        for entry in &entries {
            (left, worth, step) = (left + entry.sessions, worth + entry.amount.minor(), step + 1);
            let after = (entry.step, entry.sessions_left, entry.outstanding.minor());
            must(after == (step, left, worth) && left >= 0 && worth >= 0, || {
                format!("{entry:?} is step {step} of {package:?}")
            })?;
        }
        let stored = (package.steps, package.sessions_left, package.outstanding.minor());
        must(stored == (step, left, worth), || format!("{package:?} has {entries:?}"))?;
        let of_services: u32 = package.services.0.iter().map(|own| own.left).sum();
        must(i64::from(of_services) == i64::from(left), || format!("{package:?} has {left}"))?;
        must(left > 0 || worth == 0, || format!("{package:?} is worth {worth}"))?;
    }
    must(ledgers.is_empty(), || format!("entries of no package: {ledgers:?}"))
}

/// A session is out as long as a line stands for it that is neither withdrawn nor credited; and
/// an invoice has what those lines are worth from packages.
pub(super) fn sessions_are_taken_for_lines(content: &Content) -> Result<(), String> {
    let credited: Vec<Id<InvoiceItem>> =
        content.all::<CreditNoteItem>().iter().map(|line| line.invoice_item_id).collect();
    let mut out: BTreeMap<uuid::Uuid, (i32, i64)> = BTreeMap::new();
    let mut lines: BTreeMap<Id<Invoice>, Vec<Stored<InvoiceItem>>> = BTreeMap::new();
    for line in content.all::<InvoiceItem>() {
        lines.entry(line.invoice_id).or_default().push(line);
    }
    for invoice in content.all::<Invoice>() {
        let mut redeemed = 0;
        for line in lines.remove(&invoice.id).unwrap_or_default() {
            let Some(package) = line.guest_package_id else { continue };
            if credited.contains(&line.id) {
                continue;
            }
            redeemed += line.redeemed.minor();
            if invoice.status != InvoiceStatus::Void {
                let (sessions, worth) = out.entry(package).or_default();
                (*sessions, *worth) = (*sessions + 1, *worth + line.redeemed.minor());
            }
        }
        must(invoice.redeemed.minor() == redeemed, || format!("{redeemed} paid {invoice:?}"))?;
    }
    let mut taken: BTreeMap<uuid::Uuid, (i32, i64)> = BTreeMap::new();
    for entry in content.all::<GuestPackageEntry>() {
        use GuestPackageReason::{GivenBack, Redeemed};
        if matches!(entry.reason, Redeemed | GivenBack) {
            let (sessions, worth) = taken.entry(entry.guest_package_id.uuid()).or_default();
            (*sessions, *worth) = (*sessions - entry.sessions, *worth - entry.amount.minor());
        }
    }
    taken.retain(|_, taken| *taken != (0, 0));
    must(out == taken, || format!("lines stand for {out:?}, and {taken:?} was taken"))
}

/// What is left on a gift card is what was bought less what was paid with it, or deducted, and not
/// given back (I15), and each issued line has sold one, with its taxes.
pub(super) fn gift_cards_are_the_sum_of_their_ledgers(content: &Content) -> Result<(), String> {
    let mut ledgers: BTreeMap<Id<GiftCard>, Vec<Stored<GiftCardEntry>>> = BTreeMap::new();
    for entry in content.all::<GiftCardEntry>() {
        ledgers.entry(entry.gift_card_id).or_default().push(entry);
    }
    let mut paid: BTreeMap<Id<GiftCard>, i64> = BTreeMap::new();
    for payment in content.all::<Payment>() {
        let Some(card) = payment.gift_card_id else { continue };
        let is_taken_back = payment.status == PaymentStatus::Reversed;
        let kept = payment.amount.minor() - payment.refunded.minor();
        *paid.entry(card).or_default() += if is_taken_back { 0 } else { kept };
    }
    for entry in ledgers.values().flatten().filter(|entry| entry.redeemed_by.is_some()) {
        // That lines stand for these is a rule about what is deducted.
        *paid.entry(entry.gift_card_id).or_default() -= entry.amount.minor();
    }
    let sold = content.all::<InvoiceItem>().into_iter();
    let sold = sold.filter(|line| line.item_type == ItemType::GiftCard);
    let mut sold: BTreeMap<Id<InvoiceItem>, Stored<InvoiceItem>> =
        sold.map(|line| (line.id, line)).collect();
    for card in content.all::<GiftCard>() {
        let mut entries = ledgers.remove(&card.id).unwrap_or_default();
        entries.sort_by_key(|entry| entry.step);
        let (mut balance, mut step) = (0, 0);
        for entry in &entries {
            (balance, step) = (balance + entry.amount.minor(), step + 1);
            let holds = (entry.step, entry.balance.minor()) == (step, balance);
            must(holds && (0..=card.value.minor()).contains(&balance), || {
                format!("{entry:?} is step {step} of {card:?}")
            })?;
        }
        let stored = (card.balance.minor(), card.steps);
        must(stored == (balance, step), || format!("{card:?} has {entries:?}"))?;
        let closes = |reason| matches!(reason, GiftCardReason::Credited | GiftCardReason::Voided);
        let is_closed = entries.last().is_some_and(|one| closes(one.reason));
        let spent = paid.remove(&card.id).unwrap_or_default();
        let written_off = entries.iter().filter(|one| one.reason == GiftCardReason::WrittenOff);
        let written_off: i64 = written_off.map(|one| one.amount.minor()).sum();
        let left = if is_closed { 0 } else { card.value.minor() - spent + written_off };
        must(balance == left, || format!("{spent} was paid with {card:?}"))?;
        let line = sold.remove(&card.invoice_item_id);
        let price =
            line.map(|line| (line.net_price.minor() + line.tax.minor(), line.taxes.clone()));
        let own = Some((card.value.minor(), card.taxes.clone()));
        must(price == own, || format!("{card:?} was sold for {price:?}"))?;
    }
    let drafts = content.all::<Invoice>().into_iter();
    let drafts = drafts.filter(|invoice| invoice.invoice_no.is_none()).map(|invoice| invoice.id);
    let drafts: Vec<Id<Invoice>> = drafts.collect();
    sold.retain(|_, line| !drafts.contains(&line.invoice_id));
    must(sold.is_empty(), || format!("no gift card came of {sold:?}"))?;
    must(ledgers.is_empty(), || format!("entries of no gift card: {ledgers:?}"))
}
