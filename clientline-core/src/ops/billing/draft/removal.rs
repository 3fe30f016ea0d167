//! Lines that leave a draft: for good, or for another one.

use super::Draft;
use crate::{
    engine::{Env, View},
    entity::Stored,
    error::{Error, Result},
    model::{Appointment, InvoiceItem, Sale},
    ops::billing::line_sales::release,
    row::ChangeSet,
    value::Id,
};

impl Draft {
    /// Takes a line away; its sale waits to be billed again.
    pub(in crate::ops::billing) async fn remove(
        &mut self,
        env: &Env,
        view: &mut View<'_>,
        changes: &mut ChangeSet,
        id: Id<InvoiceItem>,
    ) -> Result<()> {
        let at = self.items.iter().position(|item| item.id == id);
        let item = self.items.remove(at.ok_or(Error::NotFound { entity: "invoice_item" })?);
        release(env, view, changes, std::slice::from_ref(&item)).await?;
        changes.delete(&item);
        Ok(())
    }

    /// Takes the fees for an appointment away.
    pub(in crate::ops::billing) fn strike_fees(
        &mut self,
        changes: &mut ChangeSet,
        appointment: Id<Appointment>,
    ) {
        let (fees, kept) = std::mem::take(&mut self.items)
            .into_iter()
            .partition(|item| item.appointment_id == Some(appointment));
        self.items = kept;
        let fees: Vec<Stored<InvoiceItem>> = fees;
        for fee in &fees {
            changes.delete(fee);
        }
    }

    /// Takes away the line of a sale that will not be billed, and returns it if it stood here.
    /// Neither the sale nor a session that was taken for it is touched.
    pub(in crate::ops::billing) fn strike(
        &mut self,
        changes: &mut ChangeSet,
        sale: &Sale,
    ) -> Option<Stored<InvoiceItem>> {
        let at = self.items.iter().position(|item| item.sale_id == Some(sale.id))?;
        let item = self.items.remove(at);
        changes.delete(&item);
        Some(item)
    }

    /// Takes all lines away. Their sales are not touched.
    pub(in crate::ops::billing) fn empty(&mut self, changes: &mut ChangeSet) {
        for item in self.items.drain(..) {
            changes.delete(&item);
        }
    }

    /// Gives lines to another draft, where they stand after those that are there. Neither is
    /// saved, and the taxes stay as they are.
    pub(in crate::ops::billing) fn give(
        &mut self,
        changes: &mut ChangeSet,
        lines: &[Id<InvoiceItem>],
        to: &mut Self,
    ) -> Result<()> {
        for line in lines {
            let at = self.items.iter().position(|item| item.id == *line);
            let item = self.items.remove(at.ok_or(Error::NotFound { entity: "invoice_item" })?);
            to.must_have_room()?;
            let (invoice_id, row_num) = (to.invoice.id, to.next_row());
            to.items.push(changes.update(&item, |item| {
                item.invoice_id = invoice_id;
                item.row_num = row_num;
            }));
        }
        Ok(())
    }
}
