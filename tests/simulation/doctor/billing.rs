//! Rules about sales, invoices and money.

use std::collections::{BTreeMap, BTreeSet};

use clientline::{
    billing::{InvoiceDiscount, InvoiceInput, LineInput, Tax, TaxKey, reference},
    entity::Stored,
    model::{
        Collection, CollectionKind, CreditNote, CreditNoteItem, GuestCredit, GuestCreditEntry,
        GuestCreditReason, Invoice, InvoiceItem, InvoiceStatus, ItemType, Payment, PaymentStatus,
        Sale, SaleStatus,
    },
    value::{Id, Money, PriceMode},
};

use super::must;
use crate::content::Content;

pub(super) fn money_adds_up(content: &Content) -> Result<(), String> {
    let mut collections: BTreeMap<Id<Payment>, Vec<Stored<Collection>>> = BTreeMap::new();
    for collection in content.all::<Collection>() {
        collections.entry(collection.payment_id).or_default().push(collection);
    }
    let mut paid: BTreeMap<Id<Invoice>, i64> = BTreeMap::new();
    for payment in content.all::<Payment>() {
        let collections = collections.remove(&payment.id).unwrap_or_default();
        must(fits(&payment, &collections), || format!("{payment:?} has {collections:?}"))?;
        if !matches!(
            payment.status,
            PaymentStatus::Pending | PaymentStatus::Failed | PaymentStatus::Reversed
        ) {
            *paid.entry(payment.invoice_id).or_default() +=
                payment.amount.minor() - payment.refunded.minor();
        }
    }
    // What became the guest's credit is on the invoice no more.
    for entry in content.all::<GuestCreditEntry>() {
        use GuestCreditReason::{Payment, PaymentReversed, Refund, Transfer};
        if let (Some(invoice), false) = (
            entry.invoice_id,
            matches!(entry.reason, Payment | PaymentReversed | Refund | Transfer),
        ) {
            *paid.entry(invoice).or_default() -= entry.amount.minor();
        }
    }
    must(collections.is_empty(), || format!("collections for nothing: {collections:?}"))?;
    for invoice in content.all::<Invoice>() {
        let paid = paid.get(&invoice.id).copied().unwrap_or(0);
        let due = match invoice.status {
            InvoiceStatus::Void => 0,
            _ => {
                invoice.total.minor() + invoice.cash_rounding.minor()
                    - invoice.credited.minor()
                    - invoice.redeemed.minor()
                    - invoice.deducted.minor()
                    - paid
            }
        };
        let stored = (invoice.total_collection.minor(), invoice.balance_due.minor());
        must(stored == (paid, due) && due >= 0, || format!("{paid} was paid for {invoice:?}"))?;
    }
    Ok(())
}

/// Credit notes come to what their lines do, and invoices know how much was credited: by each
/// line and each tax never more than there is.
pub(super) fn credit_notes_add_up(content: &Content) -> Result<(), String> {
    let mut lines: BTreeMap<Id<CreditNote>, [i64; 2]> = BTreeMap::new();
    let mut of_items: BTreeMap<Id<InvoiceItem>, [i64; 2]> = BTreeMap::new();
    for line in content.all::<CreditNoteItem>() {
        for sums in [
            lines.entry(line.credit_note_id).or_default(),
            of_items.entry(line.invoice_item_id).or_default(),
        ] {
            sums[0] += line.net.minor();
            sums[1] += line.tax.minor();
        }
        let taxes = line.taxes.0.iter().filter_map(|tax| tax.amount);
        let taxes: i64 = taxes.map(|tax| tax.to_money(line.currency).unwrap().minor()).sum();
        must(taxes == line.tax.minor(), || format!("the taxes of {line:?}"))?;
    }
    let mut credited: BTreeMap<Id<Invoice>, i64> = BTreeMap::new();
    for note in content.all::<CreditNote>() {
        let sums = lines.remove(&note.id);
        must(sums == Some([note.net.minor(), note.tax.minor()]), || format!("{note:?} {sums:?}"))?;
        *credited.entry(note.invoice_id).or_default() += note.total.minor();
    }
    must(lines.is_empty(), || format!("lines of no credit note: {lines:?}"))?;
    for item in content.all::<InvoiceItem>() {
        let [net, tax] = of_items.remove(&item.id).unwrap_or_default();
        let fits = net <= item.net_price.minor() && tax <= item.tax.minor();
        must(fits, || format!("{net} and {tax} were credited of {item:?}"))?;
    }
    for invoice in content.all::<Invoice>() {
        let sum = credited.remove(&invoice.id).unwrap_or_default();
        let is_whole = sum == invoice.total.minor() && sum > 0;
        let holds =
            invoice.credited.minor() == sum && (!is_whole || invoice.cash_rounding.minor() == 0);
        must(holds, || format!("{sum} was credited of {invoice:?}"))?;
    }
    Ok(())
}

/// What a guest has is the sum of its entries, none of which left less than nothing.
pub(super) fn credit_is_the_sum_of_its_ledger(content: &Content) -> Result<(), String> {
    let mut ledgers: BTreeMap<Id<GuestCredit>, Vec<Stored<GuestCreditEntry>>> = BTreeMap::new();
    for entry in content.all::<GuestCreditEntry>() {
        ledgers.entry(entry.guest_credit_id).or_default().push(entry);
    }
    for credit in content.all::<GuestCredit>() {
        let mut entries = ledgers.remove(&credit.id).unwrap_or_default();
        entries.sort_by_key(|entry| entry.step);
        let (mut balance, mut step) = (0, 0);
        for entry in &entries {
            (balance, step) = (balance + entry.amount.minor(), step + 1);
            let of = (entry.guest_id, entry.currency) == (credit.guest_id, credit.currency);
            let holds = of && entry.step == step && entry.balance.minor() == balance;
            must(holds && balance >= 0, || format!("{entry:?} is step {step} of {credit:?}"))?;
        }
        let stored = (credit.balance.minor(), credit.steps);
        must(stored == (balance, step), || format!("{credit:?} has {entries:?}"))?;
    }
    must(ledgers.is_empty(), || format!("entries of no credit: {ledgers:?}"))
}

/// A payment has a collection if its money came, a reversal of that one if it was taken back,
/// and refunds of as much as was given back.
fn fits(payment: &Payment, collections: &[Stored<Collection>]) -> bool {
    let of = |kind| collections.iter().filter(move |one| one.kind == kind);
    let given: Vec<_> = of(CollectionKind::Receipt).collect();
    let taken: Vec<_> = of(CollectionKind::Reversal).collect();
    let refunds: i64 = of(CollectionKind::Refund).map(|one| one.amount.minor()).sum();
    let kept = || collections.iter().filter(|one| one.kind != CollectionKind::Refund);
    let sales: BTreeSet<_> = kept().map(|one| one.sale_id).collect();
    let alike = kept().all(|one| {
        let sign = if one.kind == CollectionKind::Receipt { 1 } else { -1 };
        (one.invoice_id, one.payment_method) == (payment.invoice_id, payment.payment_method)
            && one.amount.minor() == sign * payment.amount.minor()
    });
    let refunded = payment.refunded.minor();
    alike
        && sales.len() <= 1
        && refunds == -refunded
        && match payment.status {
            PaymentStatus::Refunded => refunded == payment.amount.minor(),
            PaymentStatus::PartiallyRefunded => (1..payment.amount.minor()).contains(&refunded),
            _ => refunded == 0,
        }
        && match (payment.status, given.as_slice(), taken.as_slice()) {
            (PaymentStatus::Pending | PaymentStatus::Failed, [], []) => true,
            (
                PaymentStatus::Completed
                | PaymentStatus::PartiallyRefunded
                | PaymentStatus::Refunded,
                [collection],
                [],
            ) => !collection.is_reversed,
            (PaymentStatus::Reversed, [collection], [reversal]) => {
                collection.is_reversed && reversal.reverses_id == Some(collection.id.uuid())
            }
            _ => false,
        }
}

/// Works each sale out once more, by the plain reference.
pub(super) fn sales_come_to_their_price(content: &Content) -> Result<(), String> {
    for sale in content.all::<Sale>() {
        let line = LineInput {
            quantity: sale.quantity,
            unit_price: sale.unit_price,
            discount: sale.discount,
            taxes: Vec::new(),
        };
        let totals = reference::total(&InvoiceInput {
            currency: sale.currency,
            price_mode: PriceMode::Exclusive,
            taxes: Vec::new(),
            lines: vec![line],
            discounts: Vec::new(),
        });
        let line = totals.as_ref().and_then(|totals| totals.lines.first());
        let amounts = line.map(|line| (line.gross, line.discount, line.net));
        let stored = (sale.gross_value, sale.discount_value, sale.net_value);
        must(amounts == Some(stored), || format!("{sale:?} comes to {amounts:?}"))?;
    }
    Ok(())
}

pub(super) fn statuses_follow_from_money(content: &Content) -> Result<(), String> {
    for invoice in content.all::<Invoice>() {
        let (due, paid) = (invoice.balance_due.minor(), invoice.total_collection.minor());
        let holds = match invoice.status {
            InvoiceStatus::Draft | InvoiceStatus::Uncollectible => true,
            InvoiceStatus::Issued => due > 0,
            InvoiceStatus::Paid => due == 0,
            InvoiceStatus::Void => paid == 0,
            _ => false,
        };
        let numbered = invoice.invoice_no.is_some() && invoice.invoice_date.is_some();
        let draft = invoice.status == InvoiceStatus::Draft;
        // A draft that was thrown away after money was taken on it has no number.
        let thrown_away = invoice.status == InvoiceStatus::Void && invoice.invoice_no.is_none();
        must(holds && numbered != (draft || thrown_away), || format!("{invoice:?}"))?;
    }
    Ok(())
}

pub(super) fn totals_are_what_lines_come_to(content: &Content) -> Result<(), String> {
    let mut lines: BTreeMap<Id<Invoice>, Vec<Stored<InvoiceItem>>> = BTreeMap::new();
    for item in content.all::<InvoiceItem>() {
        lines.entry(item.invoice_id).or_default().push(item);
    }
    for invoice in content.all::<Invoice>() {
        let mut lines = lines.remove(&invoice.id).unwrap_or_default();
        lines.sort_by_key(|line| line.row_num);
        check_totals(&invoice, &lines)?;
    }
    Ok(())
}

/// Works an invoice out once more, by the plain reference.
fn check_totals(invoice: &Invoice, lines: &[Stored<InvoiceItem>]) -> Result<(), String> {
    let mut sums = [0_i64; 5];
    if !lines.is_empty() {
        let totals = reference::total(&input(invoice, lines))
            .ok_or_else(|| format!("{invoice:?} can't be worked out"))?;
        for (item, line) in lines.iter().zip(&totals.lines) {
            let shared: i64 = line.allocated_discounts.iter().map(|share| share.minor()).sum();
            let off = line.discount.minor() + shared;
            let stored = (item.item_discount.minor(), item.net_price, item.tax);
            must(stored == (off, line.net, line.tax), || format!("{item:?} comes to {line:?}"))?;
            sums[0] += line.gross.minor();
            sums[1] += off;
        }
        let rest = [totals.net, totals.tax, totals.total];
        sums[2..].copy_from_slice(&rest.map(Money::minor));
    }
    let stored = [
        invoice.gross_invoice_value,
        invoice.invoice_discount,
        invoice.net_invoice_value,
        invoice.tax,
        invoice.total,
    ];
    must(stored.map(Money::minor) == sums, || format!("{invoice:?} comes to {sums:?}"))?;
    let told = invoice.tax_totals.0.iter().map(|tax| {
        let amount = tax.amount.and_then(|amount| amount.to_money(invoice.currency).ok());
        amount.map(Money::minor)
    });
    // An amount that is too large to be told by a tax is told by none.
    let told: Option<i64> = told.sum();
    let right = told.is_none_or(|sum| sum == invoice.tax.minor());
    must(right, || format!("the taxes of {invoice:?} are not its tax"))
}

fn input(invoice: &Invoice, all: &[Stored<InvoiceItem>]) -> InvoiceInput {
    let mut taxes: BTreeMap<TaxKey, Tax> = BTreeMap::new();
    let lines = all.iter().map(|line| {
        let keys = line.taxes.0.iter().map(|tax| {
            let (rate, compound, category) = (tax.rate, tax.compound, tax.category());
            // In the order in which an invoice has them, by which the odd unit of a discount goes:
            // one tax may stand on it in two states that come to the same.
            let state = format!("{}{}", if compound { "c" } else { "s" }, category.as_str());
            let key = format!("{:032x}:{rate}{state}", tax.id.uuid().as_u128());
            let id: TaxKey = key.parse().unwrap();
            let category = Some(category);
            taxes.insert(id.clone(), Tax { id: id.clone(), rate, compound, category });
            id
        });
        LineInput {
            quantity: line.item_quantity,
            unit_price: line.unit_price,
            discount: line.discount,
            taxes: keys.collect(),
        }
    });
    // Nothing is taken off what a package paid, or off a gift card.
    let charged = |(at, line): (usize, &Stored<InvoiceItem>)| {
        let is_reducible = line.guest_package_id.is_none() && line.item_type != ItemType::GiftCard;
        is_reducible.then_some(at)
    };
    let charged: Vec<usize> = all.iter().enumerate().filter_map(charged).collect();
    // Where a discount is for some of the lines, it decides which of two gets an odd unit.
    let named = (charged.len() < all.len()).then(|| charged.clone());
    let lines = lines.collect();
    let discounts = invoice.discounts.0.iter().filter(|_| !charged.is_empty());
    InvoiceInput {
        currency: invoice.currency,
        price_mode: invoice.price_mode,
        taxes: taxes.into_values().collect(),
        lines,
        discounts: discounts
            .map(|given| InvoiceDiscount { discount: given.discount, lines: named.clone() })
            .collect(),
    }
}

pub(super) fn a_sale_is_billed_once(content: &Content) -> Result<(), String> {
    let invoices: BTreeMap<Id<Invoice>, InvoiceStatus> =
        content.all::<Invoice>().into_iter().map(|one| (one.id, one.status)).collect();
    let mut lines: BTreeMap<Id<Sale>, Vec<uuid::Uuid>> = BTreeMap::new();
    for item in content.all::<InvoiceItem>() {
        if let Some(sale) = item.sale_id
            && invoices.get(&item.invoice_id) != Some(&InvoiceStatus::Void)
        {
            lines.entry(sale).or_default().push(item.id.uuid());
        }
    }
    for sale in content.all::<Sale>() {
        let live = lines.remove(&sale.id).unwrap_or_default();
        let named = Vec::from_iter(sale.invoice_item_id);
        let billed = sale.status == SaleStatus::Billed;
        must(live == named && billed == (live.len() == 1), || format!("{sale:?} is on {live:?}"))?;
    }
    Ok(())
}
