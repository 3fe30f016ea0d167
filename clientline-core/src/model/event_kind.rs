//! The catalogue of events: everything that others are told of.
//!
//! A kind is the table of the row that it happened to, a dot, and what happened. Receivers
//! rest on these words: one that was released stays.

use super::{AppointmentStatus, PaymentStatus, Permission};
use crate::entity::word_enum;

word_enum! {
    /// A kind of event.
    EventKind {
        /// The organization was created.
        OrganizationCreated = "organization.created",
        /// The organization was changed.
        OrganizationUpdated = "organization.updated",
        /// The organization was deleted.
        OrganizationDeleted = "organization.deleted",
        /// A program's key was created.
        ApiKeyCreated = "api_key.created",
        /// A program's key was revoked.
        ApiKeyRevoked = "api_key.revoked",
        /// A user was created.
        UserCreated = "user_account.created",
        /// A user was changed.
        UserUpdated = "user_account.updated",
        /// A user was deleted.
        UserDeleted = "user_account.deleted",
        /// A center was created.
        CenterCreated = "center.created",
        /// A center was changed.
        CenterUpdated = "center.updated",
        /// A center was deleted.
        CenterDeleted = "center.deleted",
        /// A kind of rooms was created.
        RoomCategoryCreated = "room_category.created",
        /// A kind of rooms was changed.
        RoomCategoryUpdated = "room_category.updated",
        /// A kind of rooms was deleted.
        RoomCategoryDeleted = "room_category.deleted",
        /// A room was created.
        RoomCreated = "room.created",
        /// A room was changed.
        RoomUpdated = "room.updated",
        /// A room was deleted.
        RoomDeleted = "room.deleted",
        /// A tax was created.
        TaxCreated = "tax.created",
        /// A tax was changed.
        TaxUpdated = "tax.updated",
        /// A tax was deleted.
        TaxDeleted = "tax.deleted",
        /// A business unit was created.
        BusinessUnitCreated = "business_unit.created",
        /// A business unit was changed.
        BusinessUnitUpdated = "business_unit.updated",
        /// A business unit was deleted.
        BusinessUnitDeleted = "business_unit.deleted",
        /// A category was created.
        CategoryCreated = "category.created",
        /// A category was changed.
        CategoryUpdated = "category.updated",
        /// A category was deleted.
        CategoryDeleted = "category.deleted",
        /// A service was created.
        ServiceCreated = "service.created",
        /// A service was changed.
        ServiceUpdated = "service.updated",
        /// A service was deleted.
        ServiceDeleted = "service.deleted",
        /// A product was created.
        ProductCreated = "product.created",
        /// A product was changed.
        ProductUpdated = "product.updated",
        /// A product was deleted.
        ProductDeleted = "product.deleted",
        /// A package was created.
        PackageCreated = "package.created",
        /// A package was changed.
        PackageUpdated = "package.updated",
        /// A package was deleted.
        PackageDeleted = "package.deleted",
        /// An offer was created.
        OfferDiscountCreated = "offer_discount.created",
        /// An offer was changed.
        OfferDiscountUpdated = "offer_discount.updated",
        /// An offer was deleted.
        OfferDiscountDeleted = "offer_discount.deleted",
        /// An employee was created.
        EmployeeCreated = "employee.created",
        /// An employee was changed.
        EmployeeUpdated = "employee.updated",
        /// An employee was deleted.
        EmployeeDeleted = "employee.deleted",
        /// A provider was created.
        ProviderCreated = "provider.created",
        /// A provider was changed.
        ProviderUpdated = "provider.updated",
        /// A provider was deleted.
        ProviderDeleted = "provider.deleted",
        /// A guest was created.
        GuestCreated = "guest.created",
        /// A guest was changed.
        GuestUpdated = "guest.updated",
        /// A guest was deleted.
        GuestDeleted = "guest.deleted",
        /// A guest was merged into another, which goes on.
        GuestMerged = "guest.merged",
        /// What was known of a guest was erased.
        GuestErased = "guest.erased",
        /// A date was given hours of its own.
        HoursOverrideCreated = "hours_override.created",
        /// The own hours of a date were changed.
        HoursOverrideUpdated = "hours_override.updated",
        /// The own hours of a date were taken back.
        HoursOverrideDeleted = "hours_override.deleted",
        /// Time was blocked.
        BlockoutCreated = "blockout.created",
        /// Blocked time was changed.
        BlockoutUpdated = "blockout.updated",
        /// Blocked time was given back.
        BlockoutDeleted = "blockout.deleted",
        /// A provider asks for time off.
        TimeOffRequestCreated = "time_off_request.created",
        /// A provider asks for time off no more.
        TimeOffRequestWithdrawn = "time_off_request.withdrawn",
        /// Time off was approved, and is blocked.
        TimeOffRequestApproved = "time_off_request.approved",
        /// Time off was declined.
        TimeOffRequestDeclined = "time_off_request.declined",
        /// An appointment was booked.
        AppointmentBooked = "appointment.booked",
        /// An appointment was booked without a sign-in, and is held until it is confirmed.
        AppointmentRequested = "appointment.requested",
        /// A start is held for somebody who has not said yet who they are.
        AppointmentHeld = "appointment.held",
        /// What is noted of an appointment was changed.
        AppointmentUpdated = "appointment.updated",
        /// An appointment was moved to another time, provider, room or service.
        AppointmentRescheduled = "appointment.rescheduled",
        /// The last step of an appointment was taken back.
        AppointmentUndone = "appointment.undone",
        /// An appointment was confirmed.
        AppointmentConfirmed = "appointment.confirmed",
        /// The guest of an appointment is there.
        AppointmentCheckedIn = "appointment.checked_in",
        /// The service of an appointment began.
        AppointmentInProgress = "appointment.in_progress",
        /// The service of an appointment was rendered.
        AppointmentCompleted = "appointment.completed",
        /// An appointment was cancelled.
        AppointmentCancelled = "appointment.cancelled",
        /// The guest of an appointment did not come.
        AppointmentNoShow = "appointment.no_show",
        /// An appointment was not confirmed in time, and so cancelled.
        AppointmentLapsed = "appointment.lapsed",
        /// A guest waits for a time to become free.
        WaitlistEntryCreated = "waitlist_entry.created",
        /// What a guest waits for was changed.
        WaitlistEntryUpdated = "waitlist_entry.updated",
        /// A guest waits no more.
        WaitlistEntryDeleted = "waitlist_entry.deleted",
        /// A time is held for a guest who waits, and offered to them.
        WaitlistEntryOffered = "waitlist_entry.offered",
        /// The time that was offered to a guest was taken.
        WaitlistEntryAccepted = "waitlist_entry.accepted",
        /// The time that was offered to a guest was not wanted.
        WaitlistEntryDeclined = "waitlist_entry.declined",
        /// A guest did not answer an offer in time.
        WaitlistEntryLapsed = "waitlist_entry.lapsed",
        /// A sale was created.
        SaleCreated = "sale.created",
        /// A sale was changed.
        SaleUpdated = "sale.updated",
        /// A sale was deleted.
        SaleDeleted = "sale.deleted",
        /// A draft of an invoice was created.
        InvoiceCreated = "invoice.created",
        /// A draft of an invoice was changed.
        InvoiceUpdated = "invoice.updated",
        /// A draft of an invoice was deleted.
        InvoiceDeleted = "invoice.deleted",
        /// An invoice was issued, with its number.
        InvoiceIssued = "invoice.issued",
        /// An invoice was withdrawn.
        InvoiceVoided = "invoice.voided",
        /// What is owed on an invoice was written off.
        InvoiceWrittenOff = "invoice.written_off",
        /// A line was put onto a draft.
        InvoiceItemAdded = "invoice_item.added",
        /// A line of a draft was changed.
        InvoiceItemUpdated = "invoice_item.updated",
        /// A line was taken off a draft.
        InvoiceItemRemoved = "invoice_item.removed",
        /// A payment was recorded whose money is awaited.
        PaymentPending = "payment.pending",
        /// The money of a payment is there.
        PaymentCompleted = "payment.completed",
        /// The money of a payment did not come.
        PaymentFailed = "payment.failed",
        /// What is noted of a payment was changed.
        PaymentUpdated = "payment.updated",
        /// A payment was taken back, and its collection with it.
        PaymentReversed = "payment.reversed",
        /// Money of a payment was given back, some or all of it.
        PaymentRefunded = "payment.refunded",
        /// Money was collected.
        CollectionCreated = "collection.created",
        /// What is noted of a collection was changed.
        CollectionUpdated = "collection.updated",
        /// A collection was taken back, and its payment with it.
        CollectionReversed = "collection.reversed",
        /// A credit note was given.
        CreditNoteCreated = "credit_note.created",
        /// A session was taken of a package that a guest bought.
        GuestPackageRedeemed = "guest_package.redeemed",
        /// A package that a guest bought rests for some days.
        GuestPackageRested = "guest_package.rested",
        /// A package that a guest bought rests no more.
        GuestPackageWoken = "guest_package.woken",
        /// A package that a guest bought became another guest's.
        GuestPackageTransferred = "guest_package.transferred",
        /// What was left of a package that a guest bought was written off.
        GuestPackageWrittenOff = "guest_package.written_off",
        /// A gift card was sold.
        GiftCardIssued = "gift_card.issued",
        /// A gift card paid for an invoice.
        GiftCardRedeemed = "gift_card.redeemed",
        /// What was left on a gift card was written off.
        GiftCardWrittenOff = "gift_card.written_off",
        /// A day at the till was closed.
        DayCloseCreated = "day_close.created",
        /// A day at the till was opened again.
        DayCloseReopened = "day_close.reopened",
    }
}

/// Names the kinds of what clients create, change and delete by its own fields.
macro_rules! lifecycles {
    ($($name:ident = $created:ident, $updated:ident, $deleted:ident;)+) => {
        impl EventKind {
            $(
                pub(crate) const $name: Option<LifecycleEvents> = Some(LifecycleEvents {
                    created: Self::$created,
                    updated: Self::$updated,
                    deleted: Self::$deleted,
                });
            )+
        }
    };
}

lifecycles! {
    TAX = TaxCreated, TaxUpdated, TaxDeleted;
    BUSINESS_UNIT = BusinessUnitCreated, BusinessUnitUpdated, BusinessUnitDeleted;
    CATEGORY = CategoryCreated, CategoryUpdated, CategoryDeleted;
    SERVICE = ServiceCreated, ServiceUpdated, ServiceDeleted;
    CENTER = CenterCreated, CenterUpdated, CenterDeleted;
    ROOM_CATEGORY = RoomCategoryCreated, RoomCategoryUpdated, RoomCategoryDeleted;
    ROOM = RoomCreated, RoomUpdated, RoomDeleted;
    OFFER_DISCOUNT = OfferDiscountCreated, OfferDiscountUpdated, OfferDiscountDeleted;
    PRODUCT = ProductCreated, ProductUpdated, ProductDeleted;
    PACKAGE = PackageCreated, PackageUpdated, PackageDeleted;
    GUEST = GuestCreated, GuestUpdated, GuestDeleted;
    EMPLOYEE = EmployeeCreated, EmployeeUpdated, EmployeeDeleted;
    WAITLIST_ENTRY = WaitlistEntryCreated, WaitlistEntryUpdated, WaitlistEntryDeleted;
    PROVIDER = ProviderCreated, ProviderUpdated, ProviderDeleted;
}

impl EventKind {
    /// Returns the table of the rows that such events happen to.
    #[must_use]
    pub fn subject(self) -> &'static str {
        self.as_str().split_once('.').map_or("", |(subject, _)| subject)
    }
}

/// Returns the permission by which events about the rows of a table are seen, beside that to
/// see any. Of users it is the audit trail's, since an event does not say who ranks above whom.
#[must_use]
pub fn seen_by(subject: &str) -> Permission {
    match subject {
        "organization" => Permission::ReadOrganization,
        "api_key" => Permission::ManageKeys,
        "center" | "room_category" | "room" | "tax" | "business_unit" | "category" | "service"
        | "product" | "package" | "offer_discount" | "provider" => Permission::ReadCatalogue,
        "employee" => Permission::ReadEmployees,
        "guest" => Permission::ReadGuests,
        "hours_override" | "blockout" | "time_off_request" => Permission::ReadCalendars,
        "appointment" | "waitlist_entry" => Permission::ReadAppointments,
        "sale" => Permission::ReadSales,
        "invoice" | "invoice_item" | "credit_note" => Permission::ReadInvoices,
        "payment" | "collection" | "guest_package" | "gift_card" | "day_close" => {
            Permission::ReadPayments
        }
        // Users, and what a newer release tells of.
        _ => Permission::ReadAudit,
    }
}

/// The events about an entity that clients create, change and delete by its own fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LifecycleEvents {
    /// One was created.
    pub created: EventKind,
    /// One was changed.
    pub updated: EventKind,
    /// One was deleted.
    pub deleted: EventKind,
}

impl AppointmentStatus {
    /// Returns the event of an appointment that gets into the status.
    #[must_use]
    pub const fn reached(self) -> EventKind {
        match self {
            Self::Pending => EventKind::AppointmentRequested,
            Self::Scheduled => EventKind::AppointmentBooked,
            Self::Confirmed => EventKind::AppointmentConfirmed,
            Self::CheckedIn => EventKind::AppointmentCheckedIn,
            Self::InProgress => EventKind::AppointmentInProgress,
            Self::Completed => EventKind::AppointmentCompleted,
            Self::Cancelled => EventKind::AppointmentCancelled,
            Self::NoShow => EventKind::AppointmentNoShow,
        }
    }
}

impl PaymentStatus {
    /// Returns the event of a payment that gets into the status.
    #[must_use]
    pub const fn reached(self) -> EventKind {
        match self {
            Self::Pending => EventKind::PaymentPending,
            Self::Completed => EventKind::PaymentCompleted,
            Self::Failed => EventKind::PaymentFailed,
            Self::Reversed => EventKind::PaymentReversed,
            Self::PartiallyRefunded | Self::Refunded => EventKind::PaymentRefunded,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TABLES;

    #[test]
    fn every_kind_is_about_a_table_and_says_what_happened() {
        for kind in EventKind::ALL {
            let (subject, what) = kind.as_str().split_once('.').unwrap();
            assert!(TABLES.iter().any(|table| table.name == subject), "{subject}");
            assert!(what.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{what}");
            assert_eq!(kind.subject(), subject);
            let is_known = seen_by(subject) != Permission::ReadAudit || subject == "user_account";
            assert!(is_known, "{subject}");
        }
    }
}
