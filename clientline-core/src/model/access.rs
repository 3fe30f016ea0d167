//! Who may do what: the matrix of the security design, as data.

use crate::entity::word_enum;

word_enum! {
    /// What an actor is in an organization.
    Role {
        /// Runs the organization.
        Admin = "admin",
        /// Runs the daily business.
        Manager = "manager",
        /// Serves guests.
        Staff = "staff",
        /// Is a guest.
        Client = "client",
    }
}

word_enum! {
    /// What an operation needs.
    Permission {
        /// See the organization.
        ReadOrganization = "read_organization",
        /// Change the organization.
        WriteOrganization = "write_organization",
        /// Make and revoke keys.
        ManageKeys = "manage_keys",
        /// See guests.
        ReadGuests = "read_guests",
        /// Register and change guests.
        WriteGuests = "write_guests",
        /// See appointments.
        ReadAppointments = "read_appointments",
        /// Book, move and cancel appointments.
        BookAppointments = "book_appointments",
        /// Check guests in, start and complete visits, record no-shows.
        AttendAppointments = "attend_appointments",
        /// Book outside hours and notice.
        OverrideRules = "override_rules",
        /// See free times, never who takes the others.
        ReadSlots = "read_slots",
        /// See centers, rooms, providers, taxes, and what is sold and how it is sorted.
        ReadCatalogue = "read_catalogue",
        /// Change centers, rooms, providers, taxes, and what is sold and how it is sorted.
        WriteCatalogue = "write_catalogue",
        /// See employees.
        ReadEmployees = "read_employees",
        /// Register and change employees.
        WriteEmployees = "write_employees",
        /// See sales.
        ReadSales = "read_sales",
        /// Sell over the counter, and change sales.
        WriteSales = "write_sales",
        /// See invoices.
        ReadInvoices = "read_invoices",
        /// Make and fill drafts of invoices.
        DraftInvoices = "draft_invoices",
        /// Issue and void invoices.
        IssueInvoices = "issue_invoices",
        /// See payments and collections.
        ReadPayments = "read_payments",
        /// Record payments.
        RecordPayments = "record_payments",
        /// Take payments back.
        RefundPayments = "refund_payments",
        /// See the audit trail.
        ReadAudit = "read_audit",
    }
}

impl Role {
    /// Tells whether the role has a permission.
    ///
    /// A client has only what shows nobody else's data, until its reach is
    /// narrowed to its own records.
    #[must_use]
    pub const fn may(self, permission: Permission) -> bool {
        use Permission as P;
        match self {
            Self::Admin => true,
            Self::Manager => {
                !matches!(permission, P::WriteOrganization | P::ManageKeys | P::ReadAudit)
            }
            Self::Staff => matches!(
                permission,
                P::ReadOrganization
                    | P::ReadGuests
                    | P::WriteGuests
                    | P::ReadAppointments
                    | P::BookAppointments
                    | P::AttendAppointments
                    | P::ReadSlots
                    | P::ReadCatalogue
                    | P::ReadSales
                    | P::WriteSales
                    | P::ReadInvoices
                    | P::DraftInvoices
                    | P::ReadPayments
                    | P::RecordPayments
            ),
            Self::Client => matches!(permission, P::ReadSlots),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_may_do_all_that_the_next_one_may() {
        for &permission in Permission::ALL {
            for pair in Role::ALL.windows(2) {
                assert!(pair[0].may(permission) || !pair[1].may(permission), "{permission:?}");
            }
        }
    }

    #[test]
    fn staff_draft_invoices_and_leave_issuing_to_managers() {
        assert!(Role::Staff.may(Permission::DraftInvoices));
        assert!(!Role::Staff.may(Permission::IssueInvoices));
        assert!(Role::Manager.may(Permission::IssueInvoices));
    }
}
