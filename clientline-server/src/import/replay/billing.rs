//! Invoices of what was booked, and the payments of them.

use clientline_core::{
    error::Result,
    model::{Appointment, Invoice, Payment, WantedDiscount, WantedDiscounts},
    ops::{
        billing::{
            invoice_items::AddInvoiceItem,
            invoices::{CreateInvoice, EditInvoice, InvoicePatch},
            issuing::IssueInvoice,
            payments::RecordPayment,
        },
        resource::Get,
        scheduling::appointments::GetAppointmentSale,
    },
    value::{Amount, Code, Id, Timestamp},
};

use super::{
    super::{
        findings::SourceLine,
        moment::Moment,
        records::{InvoiceRow, InvoiceStage, PaymentRow},
        sheet::Placed,
    },
    Outcome, Replay, ReplayedAppointment, Stop,
    settled::{Billed, Bills},
    taken, what,
};

/// A line whose time has come.
type Due<'l, R, S> = (Timestamp, &'l Placed<R>, S);

impl Replay<'_, '_> {
    /// Replays the invoices in the order in which they were made, which is that
    /// of their numbers.
    pub(super) async fn invoices(&mut self, lines: &[Placed<InvoiceRow>]) -> Result<()> {
        let mut due: Vec<Due<'_, InvoiceRow, ReplayedAppointment>> =
            Vec::with_capacity(lines.len());
        for line in lines {
            match self.billed_appointment(line.at, &line.row).await {
                Ok(Some((then, appointment))) => due.push((then, line, appointment)),
                Ok(None) => {
                    self.invoices.insert(line.row.reference.clone(), Billed::Ahead);
                    self.report.still_ahead += 1;
                }
                Err(stop) => {
                    self.settle::<Invoice>(line.at, &line.row.reference, Err(stop))?;
                }
            }
        }
        due.sort_by_key(|&(then, ..)| then);
        let bills = self.bills().await?;
        for (then, line, appointment) in due {
            let made = self.invoice(line.at, &line.row, then, appointment, &bills).await;
            self.report.invoices += self.settle::<Invoice>(line.at, &line.row.reference, made)?;
        }
        Ok(())
    }

    /// Returns when an invoice was made and the first appointment that it bills;
    /// nothing if it lies ahead.
    async fn billed_appointment(
        &mut self,
        at: SourceLine,
        row: &InvoiceRow,
    ) -> Result<Option<(Timestamp, ReplayedAppointment)>, Stop> {
        let mut appointments = Vec::with_capacity(row.appointments.len());
        for reference in &row.appointments {
            appointments.push(self.appointment_called(at, reference)?);
        }
        let Some(&appointment) = appointments.first() else { return Err(Stop::Noted) };
        let then = self.instant(at, row.made, appointment.center).await?;
        Ok(self.has_come(at, row.made, then)?.then_some((then, appointment)))
    }

    fn appointment_called(
        &mut self,
        at: SourceLine,
        reference: &Code,
    ) -> Result<ReplayedAppointment, Stop> {
        if let Some(appointment) = self.appointments.get(reference) {
            return Ok(*appointment);
        }
        Err(self.unknown::<Appointment>(at, "appointments", reference))
    }

    /// Notes that the files have nothing of that name, unless it failed.
    fn unknown<E: clientline_core::entity::Entity>(
        &mut self,
        at: SourceLine,
        column: &str,
        reference: &Code,
    ) -> Stop {
        if !self.failed.contains(&(E::NAME, reference.to_string())) {
            let detail = format!("There is no {} called {reference}.", what::<E>());
            self.findings.note(at, Some(column), detail);
        }
        Stop::Noted
    }

    /// Returns whether the time of a line has come; one that names its date can't
    /// lie ahead.
    fn has_come(&mut self, at: SourceLine, moment: Moment, then: Timestamp) -> Result<bool, Stop> {
        if then <= self.now {
            return Ok(true);
        }
        if moment.is_relative() {
            return Ok(false);
        }
        Err(self.findings.note(at, Some("day"), "This lies in the future.").into())
    }

    async fn invoice(
        &mut self,
        at: SourceLine,
        row: &InvoiceRow,
        then: Timestamp,
        first: ReplayedAppointment,
        bills: &Bills,
    ) -> Result<Outcome, Stop> {
        if self.invoices.contains_key(&row.reference) {
            let detail = taken::<Invoice>(&row.reference);
            return Err(self.findings.note(at, Some("reference"), detail).into());
        }
        if let Some(invoice) = self.billed_by(row, bills) {
            self.compare_invoice(at, row, then, invoice).await?;
            let known = Billed::Made { id: invoice.id, center: first.center, is_known: true };
            self.invoices.insert(row.reference.clone(), known);
            return Ok(Outcome::Known);
        }
        let (guest_id, center_id) = (first.guest, Some(first.center));
        let create = CreateInvoice {
            guest_id,
            payer_id: None,
            center_id,
            employee_id: None,
            notes: row.notes.clone(),
        };
        let id = self.run(at, then, &create).await?.id;
        for reference in &row.appointments {
            let appointment = self.appointment_called(at, reference)?;
            let sale = self.run(at, then, &GetAppointmentSale(appointment.id)).await?;
            let add = AddInvoiceItem {
                invoice_id: id,
                sale_id: Some(sale.id),
                service_id: None,
                product_id: None,
                package_id: None,
                gift_card: None,
                free_text: None,
                item_quantity: None,
                unit_price: None,
                provider_id: None,
                performed_on: None,
                discount: None,
                discount_reason: None,
                discount_offer_id: None,
            };
            self.run(at, then, &add).await?;
        }
        if let Some(discount) = row.discount {
            let by_hand = WantedDiscount::ByHand { discount, reason: None };
            let discounts = WantedDiscounts(vec![by_hand]).into();
            let patch = InvoicePatch { discounts, ..InvoicePatch::default() };
            self.run(at, then, &EditInvoice { id, patch, expected: None }).await?;
        }
        if row.stage == InvoiceStage::Issued {
            self.run(at, then, &IssueInvoice { id, expected: None }).await?;
        }
        let made = Billed::Made { id, center: first.center, is_known: false };
        self.invoices.insert(row.reference.clone(), made);
        Ok(Outcome::Made)
    }

    /// Replays the payments in the order in which they were received, which is
    /// that of their collections' numbers.
    pub(super) async fn payments(&mut self, lines: &[Placed<PaymentRow>]) -> Result<()> {
        let mut due: Vec<Due<'_, PaymentRow, Id<Invoice>>> = Vec::with_capacity(lines.len());
        for line in lines {
            match self.paid_invoice(line.at, &line.row).await {
                Ok(Some((then, invoice))) => due.push((then, line, invoice)),
                Ok(None) => self.report.still_ahead += 1,
                Err(stop) => {
                    self.settle::<Payment>(line.at, &line.row.invoice, Err(stop))?;
                }
            }
        }
        // Lines that name their amount choose first among the payments that are there.
        due.sort_by_key(|&(then, line, _)| (line.row.amount.is_none(), then));
        let mut received = self.received().await?;
        let mut new = Vec::with_capacity(due.len());
        for (then, line, invoice) in due {
            if self.is_received(&mut received, line, then, invoice).await? {
                self.settle::<Payment>(line.at, &line.row.invoice, Ok(Outcome::Known))?;
            } else {
                new.push((then, line, invoice));
            }
        }
        new.sort_by_key(|&(then, ..)| then);
        for (then, line, invoice) in new {
            let made = self.payment(line.at, &line.row, then, invoice).await;
            self.report.payments += self.settle::<Payment>(line.at, &line.row.invoice, made)?;
        }
        Ok(())
    }

    async fn paid_invoice(
        &mut self,
        at: SourceLine,
        row: &PaymentRow,
    ) -> Result<Option<(Timestamp, Id<Invoice>)>, Stop> {
        match self.invoices.get(&row.invoice).copied() {
            None => Err(self.unknown::<Invoice>(at, "invoice", &row.invoice)),
            Some(Billed::Ahead) => Ok(None),
            Some(Billed::Made { id, center, .. }) => {
                let then = self.instant(at, row.received, center).await?;
                Ok(self.has_come(at, row.received, then)?.then_some((then, id)))
            }
        }
    }

    async fn payment(
        &mut self,
        at: SourceLine,
        row: &PaymentRow,
        then: Timestamp,
        invoice: Id<Invoice>,
    ) -> Result<Outcome, Stop> {
        let amount = match row.amount {
            Some(amount) => amount,
            None => {
                let due = self.run(at, then, &Get::<Invoice>(invoice)).await?.balance_due;
                let due = Amount::try_from(due);
                due.map_err(|error| self.findings.note(at, Some("amount"), error.to_string()))?
            }
        };
        let payment = RecordPayment {
            tip: row.tip,
            tendered: row.tendered,
            reference_no: row.reference_no.clone(),
            remarks: row.remarks.clone(),
            ..RecordPayment::towards(invoice, row.method, amount)
        };
        self.run(at, then, &payment).await?;
        Ok(Outcome::Made)
    }
}
