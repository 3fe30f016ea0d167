//! Invoices that will not be paid.

use super::settlement::settle;
use crate::{
    billing::InvoiceStage,
    engine::{Conflicts, Env, Operation, Plan, View},
    entity::Stored,
    error::{Error, Result},
    model::{EventKind, Invoice, InvoiceStatus, Permission},
    row::Version,
    storage::Key,
    value::{Id, Money},
};

/// Writes off what is still owed on an issued invoice: nobody expects it any more. It is owed
/// all the same, and if it is paid, the invoice is paid.
#[derive(Clone, Copy, Debug)]
pub struct WriteOffInvoice {
    /// Which invoice.
    pub id: Id<Invoice>,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl WriteOffInvoice {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<Invoice>) -> Self {
        Self { id, expected: None }
    }
}

impl Operation for WriteOffInvoice {
    type Answer = Stored<Invoice>;
    const NAME: &'static str = "invoice_write_off";
    const NEEDS: Permission = Permission::IssueInvoices;
    const CONFLICTS: Conflicts = Conflicts::of(&[&["invalid_transition"]]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let invoice = view.require_version(self.id, self.expected).await?;
        if invoice.status != InvoiceStatus::Issued {
            let detail = "Only an issued invoice on which something is owed can be written off.";
            return Err(Error::conflict("invalid_transition", detail));
        }
        let mut changes = env.changes();
        let nothing = Money::zero(invoice.currency);
        let stage = InvoiceStage::WrittenOff;
        let written_off = settle(&mut changes, &invoice, nothing, nothing, stage)?;
        Ok(Plan::new(written_off, changes).emit(EventKind::InvoiceWrittenOff, self.id))
    }
}
