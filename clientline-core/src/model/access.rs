//! Roles and permissions: the matrix of the security design, as data.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::{
    entity::{Scalar, word_enum},
    row::{Kind, Value},
    value::{BitSet, Currency},
};

word_enum! {
    /// The role of an actor in an organization.
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
    /// A permission that an operation needs.
    Permission {
        /// Make organizations: the platform's alone.
        FoundOrganizations = "found_organizations",
        /// Use one's own account.
        UseAccount = "use_account",
        /// See users.
        ReadUsers = "read_users",
        /// Make, change and disable users below oneself.
        WriteUsers = "write_users",
        /// Let users set a new password.
        ResetPasswords = "reset_passwords",
        /// See the organization.
        ReadOrganization = "read_organization",
        /// Change the organization.
        WriteOrganization = "write_organization",
        /// Make and revoke keys.
        ManageKeys = "manage_keys",
        /// See guests.
        ReadGuests = "read_guests",
        /// Change what is known of guests.
        ChangeGuests = "change_guests",
        /// Register and delete guests.
        WriteGuests = "write_guests",
        /// Give out all that is kept about a guest.
        ExportGuests = "export_guests",
        /// Make one guest of two.
        MergeGuests = "merge_guests",
        /// Forget a guest.
        EraseGuests = "erase_guests",
        /// See appointments.
        ReadAppointments = "read_appointments",
        /// See how appointments came about: who did which step, and why.
        ReadHistories = "read_histories",
        /// See the calendars of centers: their appointments, blocked time, and the hours of
        /// single dates.
        ReadCalendars = "read_calendars",
        /// Book, move and cancel appointments.
        BookAppointments = "book_appointments",
        /// Check guests in, start and complete appointments, record no-shows.
        AttendAppointments = "attend_appointments",
        /// Book outside hours and notice.
        OverrideRules = "override_rules",
        /// See free times, never who takes the others.
        ReadSlots = "read_slots",
        /// See centers, rooms, providers, taxes, and what is sold and how it is sorted.
        ReadCatalogue = "read_catalogue",
        /// Change centers, rooms, providers, taxes, and what is sold and how it is sorted.
        WriteCatalogue = "write_catalogue",
        /// Enter, change and remove the time off of the provider that one is.
        OwnTimeOff = "own_time_off",
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
        /// See commissions and their rules.
        ReadCommissions = "read_commissions",
        /// Make and change rules of commission.
        WriteCommissions = "write_commissions",
        /// See the audit trail.
        ReadAudit = "read_audit",
        /// Follow the events of what happens.
        ReadEvents = "read_events",
        /// Make the tokens by which those who booked without a sign-in confirm, and
        /// see where to send them.
        SendConfirmations = "send_confirmations",
        /// See what is offered to the public, and book it.
        BookOnline = "book_publicly",
        /// See, move and cancel the appointment that one's token opens.
        ManageOnlineBooking = "manage_online_booking",
        /// Confirm that appointment.
        ConfirmOnlineBooking = "confirm_online_booking",
    }
}

impl Permission {
    /// Returns whether it is for those who did not sign in, and for nobody else: what
    /// they may do is asked of them alone, and all that roles may do is not theirs.
    #[must_use]
    pub const fn is_of_the_public(self) -> bool {
        matches!(self, Self::BookOnline | Self::ManageOnlineBooking | Self::ConfirmOnlineBooking)
    }

    /// Returns the permission of which it is a part: who has that one needs no other.
    #[must_use]
    pub const fn part_of(self) -> Option<Self> {
        match self {
            // Of anybody's time, that of oneself.
            Self::OwnTimeOff => Some(Self::WriteCatalogue),
            _ => None,
        }
    }
}

impl Role {
    /// Returns whether the role has a permission; to which rows, its
    /// [row policy](super::ROW_POLICIES) says.
    #[must_use]
    pub const fn may(self, permission: Permission) -> bool {
        use Permission as P;
        if permission.is_of_the_public() {
            return false;
        }
        match self {
            Self::Admin => !matches!(permission, P::FoundOrganizations),
            Self::Manager => !matches!(
                permission,
                P::FoundOrganizations
                    | P::WriteOrganization
                    | P::ManageKeys
                    | P::ResetPasswords
                    | P::EraseGuests
                    | P::ReadAudit
            ),
            Self::Staff => matches!(
                permission,
                P::UseAccount
                    | P::ReadGuests
                    | P::ChangeGuests
                    | P::WriteGuests
                    | P::ReadAppointments
                    | P::ReadHistories
                    | P::ReadCalendars
                    | P::BookAppointments
                    | P::AttendAppointments
                    | P::ReadSlots
                    | P::ReadCatalogue
                    | P::OwnTimeOff
                    | P::ReadEmployees
                    | P::ReadSales
                    | P::ReadEvents
                    | P::WriteSales
                    | P::ReadInvoices
                    | P::DraftInvoices
                    | P::ReadPayments
                    | P::RecordPayments
            ),
            Self::Client => matches!(
                permission,
                P::UseAccount
                    | P::ReadGuests
                    | P::ChangeGuests
                    | P::ReadAppointments
                    | P::BookAppointments
                    | P::ReadSlots
                    | P::ReadCatalogue
                    | P::ReadInvoices
                    | P::ReadPayments
            ),
        }
    }
}

impl Role {
    /// Returns whether who has this role may make, change or disable users of
    /// another (security design, "Who may do what"): an admin all, a manager
    /// staff and clients.
    #[must_use]
    pub const fn manages(self, other: Self) -> bool {
        match self {
            Self::Admin => true,
            Self::Manager => matches!(other, Self::Staff | Self::Client),
            Self::Staff | Self::Client => false,
        }
    }
}

/// A set of permissions, written as a list of them.
///
/// ```
/// use clientline_core::model::{Permission, PermissionSet};
/// let set: PermissionSet = serde_json::from_str(r#"["read_guests"]"#).unwrap();
/// assert!(set.has(Permission::ReadGuests) && !set.has(Permission::WriteGuests));
/// assert_eq!(serde_json::to_string(&set).unwrap(), r#"["read_guests"]"#);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PermissionSet(BitSet<{ Permission::ALL.len().div_ceil(64) }>);

impl PermissionSet {
    /// Every permission.
    pub const ALL: Self = Self(BitSet::FULL);

    /// Returns whether a permission is in the set.
    #[must_use]
    pub const fn has(self, permission: Permission) -> bool {
        self.0.has(permission as usize)
    }

    /// Returns the permissions of the set, in their order.
    pub fn iter(self) -> impl Iterator<Item = Permission> {
        Permission::ALL.iter().copied().filter(move |&permission| self.has(permission))
    }
}

impl FromIterator<Permission> for PermissionSet {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        let with = |set: BitSet<_>, permission| set.with(permission as usize);
        Self(permissions.into_iter().fold(BitSet::EMPTY, with))
    }
}

impl Serialize for PermissionSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for PermissionSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let permissions = Vec::<Permission>::deserialize(deserializer)?;
        if permissions.len() > Permission::ALL.len() {
            return Err(D::Error::custom("there are fewer permissions than that"));
        }
        Ok(permissions.into_iter().collect())
    }
}

impl JsonSchema for PermissionSet {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "PermissionSet".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let items = generator.subschema_for::<Permission>();
        json_schema!({ "type": "array", "items": items, "maxItems": Permission::ALL.len() })
    }
}

impl Scalar for PermissionSet {
    const KIND: Kind = Kind::Text;

    fn to_value(&self) -> Value {
        // A list of words is always written.
        Value::Text(serde_json::to_string(self).unwrap_or_default())
    }

    /// A permission of a newer release is one for what this release can't do: who has it may
    /// do the less, and is in the list of keys.
    fn from_value(value: Value, _: Option<Currency>) -> Option<Self> {
        let Value::Text(text) = value else { return None };
        let words: Vec<String> = serde_json::from_str(&text).ok()?;
        let known = |word: &String| Permission::ALL.iter().find(|known| known.as_str() == word);
        Some(words.iter().filter_map(known).copied().collect())
    }

    fn from_json(json: &serde_json::Value, currency: Option<Currency>) -> Option<Self> {
        Self::from_value(Value::Text(json.to_string()), currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_permission_that_a_newer_release_has_is_none_and_a_given_one_is_refused() {
        let text = r#"["read_guests","of_a_newer_release"]"#;
        let set = PermissionSet::from_value(Value::Text(text.to_owned()), None).unwrap();
        assert_eq!(set, PermissionSet::from_iter([Permission::ReadGuests]));
        assert!(serde_json::from_str::<PermissionSet>(text).is_err());
        assert_eq!(PermissionSet::from_value(Value::Text("{}".to_owned()), None), None);
        assert_eq!(PermissionSet::from_value(set.to_value(), None), Some(set));
    }

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
