//! What comes back with a credit note: goods into stock, sessions into their packages,
//! packages that were sold, and what was deducted.

use super::{
    creditable::Issued,
    credited_parts::Part,
    deductions::free,
    gift_cards,
    guest_packages::{close, give_back},
    line_amounts::wrong,
    settlement::too_large,
    stock::Shelf,
};
use crate::{
    engine::{Env, View},
    entity::Stored,
    error::{Error, Result},
    model::{GiftCardReason, GuestPackageReason, InvoiceItem},
    row::ChangeSet,
    value::{Money, Stock},
};

/// Puts the goods that are taken off lines back into stock.
pub(super) async fn restock(
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    returned: &[(&Stored<InvoiceItem>, Stock)],
) -> Result<()> {
    let items: Vec<_> = returned.iter().filter(|(_, units)| units.get() > 0).collect();
    if items.is_empty() {
        return Ok(());
    }
    let lines: Vec<Stored<InvoiceItem>> = items.iter().map(|(item, _)| (*item).clone()).collect();
    let products = view.read(Shelf::of(&lines)).await?;
    let mut shelf = Shelf::with(products);
    for (item, units) in items {
        shelf.put_back(item, *units);
    }
    shelf.save(changes)
}

/// Closes the packages and gift cards that lines sold, and gives sessions back that were taken for
/// them; returns what those were worth.
pub(super) async fn take_back_packages(
    env: &Env,
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    issued: &Issued,
    returned: &[(&Stored<InvoiceItem>, Stock)],
) -> Result<Money> {
    let items = || returned.iter().map(|(item, _)| *item);
    for package in items().filter_map(|item| issued.package_of(item)) {
        view.rely_on(package);
        close(env, changes, package, GuestPackageReason::Credited)?;
    }
    gift_cards::withdraw(env, view, changes, items(), GiftCardReason::Credited).await?;
    let lines = items().filter(|item| item.guest_package_id.is_some()).cloned();
    let lines: Vec<Stored<InvoiceItem>> = lines.collect();
    give_back(env, view, changes, &lines).await?;
    let mut worth = Money::zero(issued.invoice.currency);
    for line in &lines {
        worth = worth.checked_add(line.redeemed).map_err(too_large)?;
    }
    Ok(worth)
}

/// Gives deposits and gift cards back that lines drew which a credit note takes off as a whole, and
/// returns how much: that had been paid before, and is there again.
///
/// # Errors
///
/// [`Error::Conflict`] `deposit_deducted` if less would be left of a line than was deducted of it,
/// but something.
pub(super) async fn give_back_deposits(
    env: &Env,
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    issued: &Issued,
    parts: &[Part],
) -> Result<Money> {
    let mut sum = Money::zero(issued.invoice.currency);
    let mut whole = Vec::new();
    for part in parts {
        let (item, line) = (&issued.items[part.at], &issued.lines[part.at]);
        let mut credited = line.credited.clone();
        credited.add(&part.amounts).map_err(|error| wrong(&error))?;
        let credited = credited.total().map_err(|error| wrong(&error))?;
        let all = line.whole.total().map_err(|error| wrong(&error))?;
        let left = all.checked_sub(credited).map_err(too_large)?;
        if left.minor() >= item.deducted.minor() {
            continue;
        }
        if left.minor() > 0 {
            let detail = format!(
                "Of this line, {} was paid before: leave as much, or credit it whole.",
                item.deducted
            );
            return Err(Error::conflict("deposit_deducted", detail));
        }
        sum = sum.checked_add(item.deducted).map_err(too_large)?;
        whole.push(item.clone());
    }
    free(env, view, changes, &whole).await?;
    Ok(sum)
}
