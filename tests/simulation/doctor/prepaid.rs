//! Rules about the packages that guests bought.

use std::collections::BTreeMap;

use clientline::{
    entity::Stored,
    model::{
        CreditNoteItem, GuestPackage, GuestPackageEntry, GuestPackageReason, Invoice, InvoiceItem,
        InvoiceStatus,
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
