//! All that is kept about a guest, read at once: so that it can be given out,
//! erased or moved without anything being forgotten.

use crate::{
    engine::{View, reading::Reading},
    entity::{Entity, Field, Query, Scalar, Stored},
    error::{Error, Result},
    model::{
        Appointment, AppointmentChange, Collection, CreditNote, GiftCard, Guest, GuestCredit,
        GuestCreditEntry, GuestPackage, GuestPackageEntry, Invoice, InvoiceStatus, OnlineBooking,
        Payment, Sale, User, WaitlistEntry,
    },
    row::Select,
    value::Id,
};

/// The most rows of one kind that a guest may have: an appointment a week for 38 years.
pub(super) const ROWS_MAX: usize = 2_000;
/// The most rows of one kind that belong to those: steps of all appointments, or lines
/// of all invoices.
const PARTS_MAX: usize = 20_000;

/// The rows that name a guest, or those who were merged into it.
pub(in crate::ops) struct Records {
    pub(super) guests: Vec<Id<Guest>>,
    pub(super) users: Vec<Stored<User>>,
    pub(super) appointments: Vec<Stored<Appointment>>,
    pub(super) online_bookings: Vec<Stored<OnlineBooking>>,
    pub(super) waitlist_entries: Vec<Stored<WaitlistEntry>>,
    pub(super) sales: Vec<Stored<Sale>>,
    pub(in crate::ops) invoices: Vec<Stored<Invoice>>,
    /// Those that are made out to others, and that one of the guests pays.
    pub(in crate::ops) paid_for_others: Vec<Stored<Invoice>>,
    pub(in crate::ops) payments: Vec<Stored<Payment>>,
    pub(super) collections: Vec<Stored<Collection>>,
    pub(super) credit_notes: Vec<Stored<CreditNote>>,
    pub(super) credits: Vec<Stored<GuestCredit>>,
    pub(super) credit_entries: Vec<Stored<GuestCreditEntry>>,
    pub(super) packages: Vec<Stored<GuestPackage>>,
    pub(super) package_entries: Vec<Stored<GuestPackageEntry>>,
    pub(super) gift_cards: Vec<Stored<GiftCard>>,
}

impl Records {
    /// Reads the rows that name one of some guests, oldest first, in one round trip.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] `guest_too_large` if there are more than
    /// [`ROWS_MAX`] of one kind.
    pub(in crate::ops) async fn of(view: &mut View<'_>, guests: &[Id<Guest>]) -> Result<Self> {
        let linked: Vec<_> = guests.iter().copied().map(Some).collect();
        let users = rows(User::guest_id(), &linked);
        let appointments = rows(Appointment::guest_id(), guests).order_by(Appointment::starts_at());
        let invoices = (rows(Invoice::guest_id(), guests), rows(Invoice::payer_id(), &linked));
        let billing = (invoices, rows(Payment::guest_id(), guests));
        let sales = rows(Sale::guest_id(), guests);
        let waiting = rows(WaitlistEntry::guest_id(), guests);
        let appointments = (appointments, rows(OnlineBooking::guest_id(), guests), waiting);
        let money = (
            rows(Collection::guest_id(), guests),
            rows(CreditNote::guest_id(), guests),
            rows(GuestCredit::guest_id(), guests),
            rows(GuestCreditEntry::guest_id(), guests),
        );
        let prepaid =
            (rows(GuestPackage::guest_id(), guests), rows(GuestPackageEntry::guest_id(), guests));
        let prepaid = (prepaid, rows(GiftCard::guest_id(), guests));
        let asked = (users, appointments, sales, billing, (money, prepaid));
        let (users, appointments, sales, billing, (money, prepaid)) = view.read(asked).await?;
        let ((packages, package_entries), gift_cards) = prepaid;
        let (collections, credit_notes, credits, credit_entries) = money;
        let ((invoices, mut paid_for_others), payments) = billing;
        paid_for_others.retain(|invoice| !guests.contains(&invoice.guest_id));
        let (appointments, online_bookings, waitlist_entries) = appointments;
        Ok(Self {
            guests: guests.to_vec(),
            users: bounded(users, ROWS_MAX)?,
            appointments: bounded(appointments, ROWS_MAX)?,
            online_bookings: bounded(online_bookings, ROWS_MAX)?,
            waitlist_entries: bounded(waitlist_entries, ROWS_MAX)?,
            sales: bounded(sales, ROWS_MAX)?,
            invoices: bounded(invoices, ROWS_MAX)?,
            paid_for_others: bounded(paid_for_others, ROWS_MAX)?,
            payments: bounded(payments, ROWS_MAX)?,
            collections: bounded(collections, ROWS_MAX)?,
            credit_notes: bounded(credit_notes, ROWS_MAX)?,
            credits: bounded(credits, ROWS_MAX)?,
            credit_entries: bounded(credit_entries, ROWS_MAX)?,
            packages: bounded(packages, ROWS_MAX)?,
            package_entries: bounded(package_entries, ROWS_MAX)?,
            gift_cards: bounded(gift_cards, ROWS_MAX)?,
        })
    }

    /// Refuses a guest with an invoice that is not issued, theirs or one that they pay.
    pub(super) fn must_have_no_draft(&self) -> Result<()> {
        let mut all = self.invoices.iter().chain(&self.paid_for_others);
        if all.any(|invoice| invoice.status == InvoiceStatus::Draft) {
            let detail = "An invoice of the guest, or one that they pay, is a draft; issue it, \
                          or throw it away.";
            return Err(Error::conflict("guest_has_draft", detail));
        }
        Ok(())
    }

    /// Asks for the histories of all appointments.
    pub(super) fn histories(&self) -> Parts<AppointmentChange> {
        let appointments: Vec<Id<Appointment>> =
            self.appointments.iter().map(|appointment| appointment.id).collect();
        Parts::of(AppointmentChange::appointment_id(), &appointments)
    }
}

/// Asks for the rows that name a guest: one, and those merged into it.
fn rows<E: Entity, T: Scalar>(field: Field<E, T>, guests: &[T]) -> Query<E> {
    let rows = Query::limit(limit(ROWS_MAX));
    match guests {
        [guest] => rows.eq(field, guest),
        _ => rows.any(field, guests),
    }
}

/// One more than is allowed tells whether there are more.
fn limit(most: usize) -> u32 {
    u32::try_from(most + 1).unwrap_or(Select::LIMIT_MAX)
}

fn bounded<E>(rows: Vec<Stored<E>>, most: usize) -> Result<Vec<Stored<E>>> {
    if rows.len() > most {
        let detail = format!("The guest has more than {most} rows of one kind.");
        return Err(Error::conflict("guest_too_large", detail));
    }
    Ok(rows)
}

/// The parts of many things: a select for each thousand things.
pub(super) struct Parts<E> {
    queries: Vec<Query<E>>,
}

impl<E: Entity> Parts<E> {
    /// Asks for the parts of things that they name in a field.
    pub(super) fn of<T: Scalar>(field: Field<E, T>, things: &[T]) -> Self {
        let some = things.chunks(Select::SET_MAX);
        Self { queries: some.map(|ids| Query::limit(limit(PARTS_MAX)).any(field, ids)).collect() }
    }

    /// Asks for those of some rows that are there.
    pub(super) fn named(ids: &[Id<E>]) -> Self {
        let some = ids.chunks(Select::SET_MAX);
        Self { queries: some.map(|ids| Query::limit(limit(PARTS_MAX)).ids(ids)).collect() }
    }
}

impl<E: Entity> Reading for Parts<E> {
    type Found = Vec<Stored<E>>;

    fn ask(&self, reads: &mut Vec<crate::row::Read>) {
        self.queries.ask(reads);
    }

    /// Fails with [`Error::Conflict`] `guest_too_large` if there are too many.
    fn take(self, answers: &mut crate::engine::reading::Answers<'_>) -> Result<Self::Found> {
        bounded(self.queries.take(answers)?.concat(), PARTS_MAX)
    }
}
