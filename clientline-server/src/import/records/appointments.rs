//! Appointments, and how they were paid.

use clientline_core::{
    model::{AppointmentStatus, PaymentMethod},
    value::{Amount, Code, Discount, EmailAddress, Notes, Percent},
};

use super::super::{
    findings::Noted,
    moment::Moment,
    sheet::{Line, Record},
    written,
};

/// A line of `appointments.csv`.
#[derive(Clone)]
pub(in crate::import) struct AppointmentRow {
    /// The reference of the appointment in the files.
    pub(in crate::import) reference: Code,
    pub(in crate::import) center: Code,
    /// The guest's code or email address.
    pub(in crate::import) guest: String,
    pub(in crate::import) service: Code,
    pub(in crate::import) provider: EmailAddress,
    /// Any room that fits, if absent.
    pub(in crate::import) room: Option<Code>,
    pub(in crate::import) starts: Moment,
    pub(in crate::import) status: AppointmentStatus,
    pub(in crate::import) notes: Option<Notes>,
    pub(in crate::import) internal_notes: Option<Notes>,
    pub(in crate::import) cancelled_reason: Option<Notes>,
}

impl Record for AppointmentRow {
    const FILE: &'static str = "appointments.csv";
    const COLUMNS: &'static [&'static str] = &[
        "reference",
        "center",
        "guest",
        "service",
        "provider",
        "room",
        "day",
        "time",
        "status",
        "notes",
        "internal_notes",
        "cancelled_reason",
    ];

    fn read(line: &mut Line<'_>) -> Result<Self, Noted> {
        let (reference, center) = (line.required("reference"), line.required("center"));
        let (guest, service) = (line.required("guest"), line.required("service"));
        let (provider, room) = (line.required("provider"), line.optional("room"));
        let starts = moment(line);
        // None of them is held for somebody who is about to confirm it.
        let mut statuses = AppointmentStatus::ALL.to_vec();
        statuses.retain(|status| *status != AppointmentStatus::Pending);
        let status = line.word("status", &statuses, AppointmentStatus::as_str);
        let (notes, internal) = (line.optional("notes"), line.optional("internal_notes"));
        let reason = line.optional("cancelled_reason");
        Ok(Self {
            reference: reference?,
            center: center?,
            guest: guest?,
            service: service?,
            provider: provider?,
            room: room?,
            starts: starts?,
            status: status?.ok_or_else(|| line.empty("status"))?,
            notes: notes?,
            internal_notes: internal?,
            cancelled_reason: reason?,
        })
    }
}

fn moment(line: &mut Line<'_>) -> Result<Moment, Noted> {
    let (day, time) = (line.required("day"), line.required("time"));
    Ok(Moment { day: day?, time: time? })
}

/// How far an invoice of the files has come; whether it is paid follows from
/// its payments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum InvoiceStage {
    Draft,
    Issued,
}

/// A line of `invoices.csv`.
#[derive(Clone)]
pub(in crate::import) struct InvoiceRow {
    /// The reference of the invoice in the files.
    pub(in crate::import) reference: Code,
    /// The appointments that it bills, all of one guest at one center.
    pub(in crate::import) appointments: Vec<Code>,
    pub(in crate::import) stage: InvoiceStage,
    /// When it was issued, or drafted.
    pub(in crate::import) made: Moment,
    pub(in crate::import) discount: Option<Discount>,
    pub(in crate::import) notes: Option<Notes>,
}

impl Record for InvoiceRow {
    const FILE: &'static str = "invoices.csv";
    const COLUMNS: &'static [&'static str] =
        &["reference", "appointments", "status", "day", "time", "discount", "notes"];

    fn read(line: &mut Line<'_>) -> Result<Self, Noted> {
        let (reference, appointments) =
            (line.required("reference"), line.several::<Code>("appointments"));
        let stage =
            line.word(
                "status",
                &[InvoiceStage::Draft, InvoiceStage::Issued],
                |stage| match stage {
                    InvoiceStage::Draft => "draft",
                    InvoiceStage::Issued => "issued",
                },
            );
        let (made, discount) = (moment(line), discount(line));
        let notes = line.optional("notes");
        let appointments = appointments?;
        if appointments.is_empty() {
            return Err(line.empty("appointments"));
        }
        Ok(Self {
            reference: reference?,
            appointments,
            stage: stage?.ok_or_else(|| line.empty("status"))?,
            made: made?,
            discount: discount?,
            notes: notes?,
        })
    }
}

/// Reads `10%` or `5.00`.
fn discount(line: &mut Line<'_>) -> Result<Option<Discount>, Noted> {
    let is_local = line.is_local();
    line.parsed("discount", |text| {
        let (text, is_percent) = match text.strip_suffix('%') {
            Some(percent) => (percent.trim(), true),
            None => (text, false),
        };
        let plain = written::decimal(text, is_local)?;
        let discount = if is_percent {
            plain.parse::<Percent>().map(Discount::Percent)
        } else {
            plain.parse::<Amount>().map(Discount::Amount)
        };
        discount.map_err(|error| error.to_string())
    })
}

/// A line of `payments.csv`.
#[derive(Clone)]
pub(in crate::import) struct PaymentRow {
    /// The reference of the invoice that is paid.
    pub(in crate::import) invoice: Code,
    pub(in crate::import) method: PaymentMethod,
    /// All that is owed, if absent.
    pub(in crate::import) amount: Option<Amount>,
    pub(in crate::import) tip: Option<Amount>,
    pub(in crate::import) tendered: Option<Amount>,
    pub(in crate::import) received: Moment,
    pub(in crate::import) reference_no: Option<Code>,
    pub(in crate::import) remarks: Option<Notes>,
}

impl Record for PaymentRow {
    const FILE: &'static str = "payments.csv";
    const COLUMNS: &'static [&'static str] = &[
        "invoice",
        "method",
        "amount",
        "tip",
        "tendered",
        "day",
        "time",
        "reference_no",
        "remarks",
    ];

    fn read(line: &mut Line<'_>) -> Result<Self, Noted> {
        let invoice = line.required("invoice");
        let method = line.word("method", PaymentMethod::ALL, PaymentMethod::as_str);
        let (amount, tip) = (line.decimal("amount"), line.decimal("tip"));
        let (tendered, received) = (line.decimal("tendered"), moment(line));
        let (reference_no, remarks) = (line.optional("reference_no"), line.optional("remarks"));
        Ok(Self {
            invoice: invoice?,
            method: method?.ok_or_else(|| line.empty("method"))?,
            amount: amount?,
            tip: tip?,
            tendered: tendered?,
            received: received?,
            reference_no: reference_no?,
            remarks: remarks?,
        })
    }
}
