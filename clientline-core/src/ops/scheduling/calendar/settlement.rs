//! What was paid for appointments: read from their sales by the lines and invoices on which these
//! stand, one select for each kind.

use std::collections::HashMap;

use super::{
    names::{by_id, keyed},
    shown::Settlement,
};
use crate::{
    engine::View,
    entity::Stored,
    error::Result,
    model::{Appointment, Invoice, InvoiceItem, InvoiceStatus, Sale},
    value::Id,
};

/// The settlements of some appointments.
pub(super) struct Settlements(HashMap<Id<Appointment>, Settlement>);

impl Settlements {
    pub(super) fn of(&self, appointment: &Appointment) -> Settlement {
        self.0.get(&appointment.id).copied().unwrap_or(Settlement::Unpaid)
    }
}

/// Reads what was paid for the appointments of some sales; nothing, if there are no sales to see.
pub(super) async fn settlements(
    view: &mut View<'_>,
    sales: Option<Vec<Vec<Stored<Sale>>>>,
) -> Result<Option<Settlements>> {
    let Some(sales) = sales else { return Ok(None) };
    let sales: Vec<_> = sales.into_iter().flatten().collect();
    let line = |sale: &Stored<Sale>| sale.invoice_item_id.map(Id::<InvoiceItem>::from_uuid);
    let lines = keyed(view.read(by_id(sales.iter().filter_map(line))).await?);
    let invoices = lines.values().map(|line: &Stored<InvoiceItem>| line.invoice_id);
    let invoices = keyed(view.read(by_id(invoices)).await?);
    let settled = sales.iter().filter_map(|sale| {
        let invoice = invoices.get(&lines.get(&line(sale)?)?.invoice_id)?;
        Some((sale.appointment_id?, settlement(invoice)))
    });
    Ok(Some(Settlements(settled.collect())))
}

fn settlement(invoice: &Invoice) -> Settlement {
    match invoice.status {
        InvoiceStatus::Paid => Settlement::Paid,
        _ if invoice.total_collection.minor() > 0 => Settlement::Part,
        _ => Settlement::Unpaid,
    }
}
