//! Sales that requests name, which must stand on an invoice.

use crate::{
    engine::reading::{Answers, First, Reading, first, referred},
    entity::{Query, Stored},
    error::{Error, Result},
    model::{Invoice, InvoiceItem, Sale},
    row::Read,
    value::Id,
};

/// Whether a sale stands on an invoice.
pub(super) struct BilledOn {
    invoice_id: Id<Invoice>,
    sale_id: Id<Sale>,
}

/// Asks for the sale that the request's body names at `/sale_id`, which must stand
/// on an invoice, and relies on it.
pub(super) const fn billed_on(invoice_id: Id<Invoice>, sale_id: Id<Sale>) -> BilledOn {
    BilledOn { invoice_id, sale_id }
}

impl BilledOn {
    fn line(&self) -> First<InvoiceItem> {
        first(
            Query::one()
                .eq(InvoiceItem::invoice_id(), &self.invoice_id)
                .eq(InvoiceItem::sale_id(), &Some(self.sale_id)),
        )
    }
}

/// The sale alone is relied on: it is written whenever its line comes or goes.
impl Reading for BilledOn {
    type Found = Stored<Sale>;

    fn ask(&self, reads: &mut Vec<Read>) {
        referred::<Sale>("/sale_id", self.sale_id).ask(reads);
        self.line().ask(reads);
    }

    fn take(self, answers: &mut Answers<'_>) -> Result<Stored<Sale>> {
        let sale = referred("/sale_id", self.sale_id).take(answers)?;
        self.line().take(answers)?.map(|_| sale).ok_or_else(|| {
            let detail = "This sale does not stand on the invoice.";
            Error::invalid("/sale_id", "other_invoice", detail)
        })
    }
}
