//! The sales behind lines: put onto an invoice, saying what its line says, and taken off it.

use std::collections::HashSet;

use super::{guest_packages::give_back, line_input::discount_as_read, sales::Amounts};
use crate::{
    engine::{ConflictGroup, Env, View, reading::require_all},
    entity::Stored,
    error::{Error, Result},
    model::{Appointment, GivenDiscount, InvoiceItem, Sale, SaleStatus},
    row::ChangeSet,
    value::{Id, PriceMode},
};

/// The conflicts of a sale that is put onto no invoice.
pub(in crate::ops) const NOT_BILLED: ConflictGroup =
    &["sale_already_billed", "sale_void", "sale_without_item"];

/// Puts a sale onto an invoice, which it may be on only once.
pub(super) fn bill(
    changes: &mut ChangeSet,
    sale: &Stored<Sale>,
    item: &InvoiceItem,
    price_mode: PriceMode,
) -> Result<()> {
    match sale.status {
        SaleStatus::Billed => {
            let detail = "This sale stands on an invoice already.";
            Err(Error::conflict("sale_already_billed", detail))
        }
        SaleStatus::Void => Err(Error::conflict("sale_void", "This sale was voided.")),
        SaleStatus::Open => {
            let billed = changes.update(sale, |sale| {
                sale.invoice_item_id = Some(item.id.uuid());
                sale.status = SaleStatus::Billed;
                sale.price_mode = Some(price_mode);
            });
            follow(changes, &billed, item, price_mode)
        }
    }
}

/// Has a sale say what its line says: how many, at which price, less which discount, and why. A
/// sum that the line says with its tax, or without, is one as prices are read there.
pub(super) fn follow(
    changes: &mut ChangeSet,
    sale: &Stored<Sale>,
    item: &InvoiceItem,
    price_mode: PriceMode,
) -> Result<()> {
    let discount = discount_as_read(item, price_mode)?;
    let given = item.given_discount().zip(discount);
    let given = given.map(|(given, discount)| GivenDiscount { discount, ..given });
    let said = (sale.quantity, sale.unit_price, sale.given_discount());
    if said == (item.item_quantity, item.unit_price, given.clone()) {
        return Ok(());
    }
    let amounts = Amounts::of(item.item_quantity, item.unit_price, discount, sale.currency)?;
    changes.update(sale, |sale| {
        sale.quantity = item.item_quantity;
        sale.unit_price = item.unit_price;
        sale.give(given);
        sale.gross_value = amounts.gross;
        sale.discount_value = amounts.discount;
        sale.net_value = amounts.net;
    });
    Ok(())
}

/// Takes the sales of lines off the invoice again. Each waits to be billed anew,
/// unless its appointment was cancelled or missed meanwhile; and sessions that were taken for
/// them are there again.
pub(super) async fn release(
    env: &Env,
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    items: &[Stored<InvoiceItem>],
) -> Result<()> {
    give_back(env, view, changes, items).await?;
    let sales = items.iter().filter_map(|item| item.sale_id);
    let sales = view.read(require_all(sales)).await?;
    let appointments = sales.iter().filter_map(|sale| sale.appointment_id);
    let appointments = view.read(require_all(appointments)).await?;
    let lost = appointments.iter().filter(|appointment| !appointment.status.occupies());
    let lost: HashSet<Id<Appointment>> = lost.map(|appointment| appointment.id).collect();
    for sale in &sales {
        let due = sale.appointment_id.is_none_or(|appointment| !lost.contains(&appointment));
        changes.update(sale, |sale| {
            sale.invoice_item_id = None;
            sale.status = if due { SaleStatus::Open } else { SaleStatus::Void };
        });
    }
    Ok(())
}
