//! Giving out all that is kept about a guest, as they may ask for (security
//! design, "Data").

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    guest_records::{Parts, Records},
    merged_guests::tombstones_of,
};
use crate::{
    engine::{Actor, Conflicts, Env, Operation, Plan, Shown, View},
    entity::Stored,
    error::Result,
    model::{
        Appointment, AppointmentChange, Collection, CreditNote, GiftCard, Guest, GuestCredit,
        GuestCreditEntry, GuestPackage, GuestPackageEntry, Invoice, InvoiceItem, Payment,
        Permission, Sale, User, WaitlistEntry,
    },
    value::{EmailAddress, Id},
};

/// Gives out all that is kept about a guest, as one document.
///
/// It takes two reads after the guest's own, and one for the guests that were merged
/// into it, however much there is. A guest with
/// more than 2,000 rows of one kind, or with more than 20,000 steps of appointments or
/// lines of invoices, is refused with `guest_too_large`: their lists give the same
/// page by page.
#[derive(Clone, Copy, Debug)]
pub struct ExportGuest(pub Id<Guest>);

/// All that is kept about a guest; of each kind the oldest first.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct GuestExport {
    /// The guest.
    pub guest: Stored<Guest>,
    /// The guests that were merged into this one.
    pub merged: Vec<Stored<Guest>>,
    /// The users that the guest signs in as.
    pub users: Vec<ExportedUser>,
    /// The appointments.
    pub appointments: Vec<ExportedAppointment>,
    /// What the guest waits for.
    pub waitlist_entries: Vec<Stored<WaitlistEntry>>,
    /// The guest's sales.
    pub sales: Vec<Stored<Sale>>,
    /// The guest's invoices.
    pub invoices: Vec<ItemizedInvoice>,
    /// The invoices to others that the guest pays: what they say is about those.
    pub pays: Vec<Id<Invoice>>,
    /// The guest's payments.
    pub payments: Vec<Stored<Payment>>,
    /// The collections for it.
    pub collections: Vec<Stored<Collection>>,
    /// What was taken off those invoices.
    pub credit_notes: Vec<Stored<CreditNote>>,
    /// What the guest has to their credit.
    pub guest_credits: Vec<Stored<GuestCredit>>,
    /// How it came to that.
    pub guest_credit_entries: Vec<Stored<GuestCreditEntry>>,
    /// The packages that the guest bought.
    pub guest_packages: Vec<Stored<GuestPackage>>,
    /// How what is left of them came to be so.
    pub guest_package_entries: Vec<Stored<GuestPackageEntry>>,
    /// The gift cards that the guest bought.
    pub gift_cards: Vec<Stored<GiftCard>>,
}

/// A user, without what is known of the sign-in.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ExportedUser {
    /// The user.
    #[serde(flatten)]
    pub user: Stored<User>,
}

/// An appointment with its history.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ExportedAppointment {
    /// The appointment.
    #[serde(flatten)]
    pub appointment: Stored<Appointment>,
    /// The address that it was booked with, if it was booked without a sign-in.
    pub booked_with: Option<EmailAddress>,
    /// Its history, first step first.
    pub history: Vec<Stored<AppointmentChange>>,
}

/// An invoice with its lines.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ItemizedInvoice {
    /// The invoice.
    #[serde(flatten)]
    pub invoice: Stored<Invoice>,
    /// Its lines, in their order.
    pub items: Vec<Stored<InvoiceItem>>,
}

impl Operation for ExportGuest {
    type Answer = GuestExport;
    const NAME: &'static str = "guest_export";
    const NEEDS: Permission = Permission::ExportGuests;
    const CONFLICTS: Conflicts = Conflicts::of(&[&["guest_too_large"]]);

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<GuestExport>> {
        let guest = view.require(self.0).await?;
        let merged = tombstones_of(view, &guest).await?;
        let all: Vec<Id<Guest>> = merged.iter().chain([&guest]).map(|one| one.id).collect();
        let records = Records::of(view, &all).await?;
        let invoices: Vec<Id<Invoice>> = records.invoices.iter().map(|one| one.id).collect();
        let items = Parts::of(InvoiceItem::invoice_id(), &invoices);
        let (steps, items) = view.read((records.histories(), items)).await?;
        Ok(Plan::read(env, GuestExport::of((guest, merged), records, steps, items)))
    }
}

impl GuestExport {
    fn of(
        (guest, merged): (Stored<Guest>, Vec<Stored<Guest>>),
        records: Records,
        mut steps: Vec<Stored<AppointmentChange>>,
        mut items: Vec<Stored<InvoiceItem>>,
    ) -> Self {
        let Records {
            users,
            appointments,
            online_bookings,
            waitlist_entries,
            sales,
            invoices,
            paid_for_others,
            payments,
            collections,
            credit_notes,
            credits,
            credit_entries,
            packages,
            package_entries,
            gift_cards,
            ..
        } = records;
        steps.sort_by_key(|step| step.step);
        let mut histories: HashMap<Id<Appointment>, Vec<_>> = HashMap::new();
        for step in steps {
            histories.entry(step.appointment_id).or_default().push(step);
        }
        items.sort_by_key(|item| item.row_num);
        let mut lines: HashMap<Id<Invoice>, Vec<_>> = HashMap::new();
        for item in items {
            lines.entry(item.invoice_id).or_default().push(item);
        }
        // The tokens that open an appointment say nothing of the guest.
        let emails = online_bookings.into_iter().map(Stored::into_inner);
        let mut emails: HashMap<Id<Appointment>, EmailAddress> =
            emails.map(|booking| (booking.appointment_id, booking.email)).collect();
        let appointment = |appointment: Stored<Appointment>| {
            let booked_with = emails.remove(&appointment.id);
            let history = histories.remove(&appointment.id).unwrap_or_default();
            let history = AppointmentChange::after_booking(&appointment, history);
            ExportedAppointment { appointment, booked_with, history }
        };
        let invoice = |invoice: Stored<Invoice>| {
            let items = lines.remove(&invoice.id).unwrap_or_default();
            ItemizedInvoice { invoice, items }
        };
        Self {
            guest,
            merged,
            users: users.into_iter().map(|user| ExportedUser { user }).collect(),
            appointments: appointments.into_iter().map(appointment).collect(),
            waitlist_entries,
            sales,
            invoices: invoices.into_iter().map(invoice).collect(),
            pays: paid_for_others.iter().map(|invoice| invoice.id).collect(),
            payments,
            collections,
            credit_notes,
            guest_credits: credits,
            guest_credit_entries: credit_entries,
            guest_packages: packages,
            guest_package_entries: package_entries,
            gift_cards,
        }
    }
}

impl Shown for GuestExport {
    fn shown_to(self, actor: &Actor) -> Result<Self> {
        Ok(Self {
            guest: self.guest.shown_to(actor)?,
            merged: self.merged.shown_to(actor)?,
            users: self.users.shown_to(actor)?,
            appointments: self.appointments.shown_to(actor)?,
            waitlist_entries: self.waitlist_entries.shown_to(actor)?,
            sales: self.sales.shown_to(actor)?,
            invoices: self.invoices.shown_to(actor)?,
            pays: self.pays,
            payments: self.payments.shown_to(actor)?,
            collections: self.collections.shown_to(actor)?,
            credit_notes: self.credit_notes.shown_to(actor)?,
            guest_credits: self.guest_credits.shown_to(actor)?,
            guest_credit_entries: self.guest_credit_entries.shown_to(actor)?,
            guest_packages: self.guest_packages.shown_to(actor)?,
            guest_package_entries: self.guest_package_entries.shown_to(actor)?,
            gift_cards: self.gift_cards.shown_to(actor)?,
        })
    }
}

impl Shown for ExportedUser {
    fn shown_to(self, actor: &Actor) -> Result<Self> {
        Ok(Self { user: self.user.shown_to(actor)? })
    }
}

impl Shown for ExportedAppointment {
    fn shown_to(self, actor: &Actor) -> Result<Self> {
        Ok(Self {
            appointment: self.appointment.shown_to(actor)?,
            booked_with: self.booked_with,
            history: self.history.shown_to(actor)?,
        })
    }
}

impl Shown for ItemizedInvoice {
    fn shown_to(self, actor: &Actor) -> Result<Self> {
        Ok(Self { invoice: self.invoice.shown_to(actor)?, items: self.items.shown_to(actor)? })
    }
}
