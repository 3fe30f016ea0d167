//! Invoices and payments that are there already: an invoice is known by the
//! appointments that it bills, a payment by invoice, method, amount and day.

use std::collections::HashMap;

use chrono::NaiveDate;
use clientline_core::{
    entity::{Query, Stored},
    error::Result,
    model::{
        Appointment, Center, Collection, CollectionKind, Invoice, InvoiceItem, InvoiceStatus,
        Payment, Sale,
    },
    row::Select,
    value::{Amount, Id, Money, Timestamp},
};
use serde_json::json;

use super::{
    super::{
        findings::SourceLine,
        records::{InvoiceRow, InvoiceStage, PaymentRow},
        sheet::Placed,
    },
    Replay, Stop,
};

/// The outcome of an invoice of the files.
#[derive(Clone, Copy)]
pub(super) enum Billed {
    /// It was imported, by this import or an earlier one.
    Made { id: Id<Invoice>, center: Id<Center>, is_known: bool },
    /// It lies ahead, in a file that moves with the week.
    Ahead,
}

/// The invoices that bill appointments which were there before.
#[derive(Default)]
pub(super) struct Bills {
    of: HashMap<Id<Appointment>, Id<Invoice>>,
    invoices: HashMap<Id<Invoice>, Stored<Invoice>>,
}

/// The payments of invoices which were there before, each with the day on which it came.
pub(super) type Received = HashMap<Id<Invoice>, Vec<(NaiveDate, Stored<Payment>)>>;

impl Replay<'_, '_> {
    /// Reads the invoices of the appointments that were there before.
    pub(super) async fn bills(&mut self) -> Result<Bills> {
        let known = self.appointments.values().filter(|it| it.is_known);
        let known: Vec<_> = known.map(|it| Some(it.id)).collect();
        if known.is_empty() {
            return Ok(Bills::default());
        }
        let sales = self.having(Sale::appointment_id(), &known).await?;
        let ids: Vec<_> = sales.iter().map(|sale| Some(sale.id)).collect();
        let lines = self.having(InvoiceItem::sale_id(), &ids).await?;
        let mut bills = Bills::default();
        let lines: HashMap<_, _> = lines.iter().map(|it| (it.id.uuid(), it.invoice_id)).collect();
        for sale in &sales {
            let line = sale.invoice_item_id.and_then(|line| lines.get(&line));
            if let (Some(appointment), Some(invoice)) = (sale.appointment_id, line) {
                bills.of.insert(appointment, *invoice);
            }
        }
        let mut ids: Vec<_> = bills.of.values().copied().collect();
        ids.sort_unstable();
        ids.dedup();
        for ids in ids.chunks(Select::SET_MAX) {
            let query = Query::limit(Select::LIMIT_MAX).ids(ids);
            for invoice in self.batch.list::<Invoice>(&query).await? {
                bills.invoices.insert(invoice.id, invoice);
            }
        }
        Ok(bills)
    }

    /// Returns the invoice that bills all appointments of a line.
    pub(super) fn billed_by<'b>(
        &self,
        row: &InvoiceRow,
        bills: &'b Bills,
    ) -> Option<&'b Stored<Invoice>> {
        let billed = row.appointments.iter().map(|reference| {
            let appointment = self.appointments.get(reference)?;
            bills.of.get(&appointment.id)
        });
        let billed: Option<Vec<_>> = billed.collect();
        let [first, others @ ..] = &*billed? else { return None };
        let is_one = others.iter().all(|other| other == first);
        if is_one { bills.invoices.get(first) } else { None }
    }

    /// Notes where a known invoice differs from its line.
    pub(super) async fn compare_invoice(
        &mut self,
        at: SourceLine,
        row: &InvoiceRow,
        then: Timestamp,
        invoice: &Stored<Invoice>,
    ) -> Result<(), Stop> {
        let is_draft = invoice.status == InvoiceStatus::Draft;
        if is_draft != (row.stage == InvoiceStage::Draft) {
            self.report.differ(at, "status");
        }
        let day = self.zone(invoice.center_id).await?.local(then).date();
        if row.stage == InvoiceStage::Issued && invoice.invoice_date.is_some_and(|it| it != day) {
            self.report.differ(at, "day");
        }
        if row.discount.is_some_and(|discount| invoice.discounts.0 != [discount.into()]) {
            self.report.differ(at, "discount");
        }
        self.compare(at, &json!({ "notes": row.notes }), &**invoice);
        Ok(())
    }

    /// Reads the payments of the invoices that were there before.
    pub(super) async fn received(&mut self) -> Result<Received> {
        let known = self.invoices.values().filter_map(|billed| match billed {
            Billed::Made { id, is_known: true, .. } => Some(*id),
            Billed::Made { .. } | Billed::Ahead => None,
        });
        let known: Vec<Id<Invoice>> = known.collect();
        if known.is_empty() {
            return Ok(Received::new());
        }
        let payments = self.having(Payment::invoice_id(), &known).await?;
        let collections = self.having(Collection::invoice_id(), &known).await?;
        let receipts = collections.iter().filter(|it| it.kind == CollectionKind::Receipt);
        let days: HashMap<_, _> = receipts.map(|it| (it.payment_id, it.collection_date)).collect();
        let mut received = Received::new();
        for payment in payments {
            if let Some(day) = days.get(&payment.id) {
                received.entry(payment.invoice_id).or_default().push((*day, payment));
            }
        }
        Ok(received)
    }

    /// Returns whether a payment is there already, and takes it: each stands for one line.
    pub(super) async fn is_received(
        &mut self,
        received: &mut Received,
        line: &Placed<PaymentRow>,
        then: Timestamp,
        invoice: Id<Invoice>,
    ) -> Result<bool> {
        let Some(payments) = received.get_mut(&invoice) else { return Ok(false) };
        let Some((_, any)) = payments.first() else { return Ok(false) };
        let day = self.zone(any.center_id).await?.local(then).date();
        let row = &line.row;
        let found = payments.iter().position(|(received, payment)| {
            let is_amount = row.amount.is_none_or(|amount| is_worth(amount, payment.amount));
            *received == day && payment.payment_method == row.method && is_amount
        });
        let Some(found) = found else { return Ok(false) };
        let (_, payment) = payments.swap_remove(found);
        if row.tip.is_some_and(|tip| !is_worth(tip, payment.tip)) {
            self.report.differ(line.at, "tip");
        }
        let is_tendered = |said| payment.tendered.is_some_and(|there| is_worth(said, there));
        if row.tendered.is_some_and(|said| !is_tendered(said)) {
            self.report.differ(line.at, "tendered");
        }
        let said = json!({ "reference_no": row.reference_no, "remarks": row.remarks });
        self.compare(line.at, &said, &*payment);
        Ok(true)
    }
}

/// Returns whether a cell says an amount of money.
fn is_worth(said: Amount, there: Money) -> bool {
    said.to_money(there.currency()).is_ok_and(|said| said == there)
}
