//! The rows of each table that an actor may see who does not reach the whole
//! organization, and the columns that are hidden: the other half of the matrix of the
//! security design ("Who may do what").
//!
//! A permission says what an actor may do, the policy to which rows. Every table has
//! its policies here; one without is reached by nobody but those who reach everything.

use super::{
    AdminCount, ApiKey, Appointment, AppointmentChange, Audit, Blockout, BusinessUnit, Calendar,
    Category, Center, Collection, Counter, Credential, Directory, Employee, Event, Guest,
    GuestTerm, HoursOverride, Idempotency, Invoice, InvoiceItem, MacKey, Occupancy, OfferDiscount,
    OnlineBooking, Organization, Package, PackageService, Payment, Product, ProductTax, Provider,
    ProviderService, Role, Room, RoomCategory, Sale, Service, ServiceTax, Session, SignInThrottle,
    Tax, User,
};
use crate::{entity::Entity, row::Table};

/// The rows of a table that a role may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// Every row.
    All,
    /// Every row, to decide by: no answer ever shows one.
    Deciding,
    /// The rows that keep to every condition.
    Within(&'static [RowCondition]),
    /// The rows whose parent, which this column names, is reached.
    Of(&'static str),
    /// No row.
    Nothing,
}

/// A condition that a row must meet to be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowCondition {
    /// It is of the guest that one is, or of one who was merged into it: by
    /// `guest_id`, or the guest's row itself.
    OwnGuest,
    /// It is of a center that one works at: by `center_id`.
    OwnCenters,
    /// It is of the appointment that one may manage: by `appointment_id`, or the appointment's
    /// row itself.
    OwnAppointment,
    /// It is of one's own account: by `user_id`, or the user's row itself.
    OwnAccount,
    /// It is in use: by `is_active`.
    Active,
    /// Its `status` is one of these words.
    Status(&'static [&'static str]),
}

/// The row policy of one table for one role.
#[derive(Clone, Copy, Debug)]
pub struct RowPolicy {
    /// Which rows are reached.
    pub rows: Rows,
    /// The columns that no answer shows: they are as empty, can't
    /// be filtered by, and can't be written.
    pub hidden: &'static [&'static str],
}

/// The row policies of a table, by role.
#[derive(Clone, Copy, Debug)]
pub struct TablePolicy {
    /// The table.
    pub table: &'static Table,
    /// The rows that staff see.
    pub staff: RowPolicy,
    /// The rows that clients see.
    pub client: RowPolicy,
    /// The rows that those see who did not sign in: no row as it is, but what is made of
    /// it for them.
    pub public: RowPolicy,
}

impl RowPolicy {
    const fn of(rows: Rows) -> Self {
        Self { rows, hidden: &[] }
    }

    const fn without(self, hidden: &'static [&'static str]) -> Self {
        Self { hidden, ..self }
    }
}

impl TablePolicy {
    /// Returns the policies of a table, if it has one.
    #[must_use]
    pub fn of(table: &'static Table) -> Option<&'static Self> {
        ROW_POLICIES.iter().find(|policy| policy.table.name == table.name)
    }

    /// Returns the columns that are left out of what a role sees.
    #[must_use]
    pub const fn hidden(&self, role: Role) -> &'static [&'static str] {
        match role {
            Role::Admin | Role::Manager => &[],
            Role::Staff => self.staff.hidden,
            Role::Client => self.client.hidden,
        }
    }
}

const ALL: RowPolicy = RowPolicy::of(Rows::All);
const DECIDING: RowPolicy = RowPolicy::of(Rows::Deciding);
const NOTHING: RowPolicy = RowPolicy::of(Rows::Nothing);
const ACTIVE: RowPolicy = RowPolicy::of(Rows::Within(&[RowCondition::Active]));
const OWN_CENTERS: RowPolicy = RowPolicy::of(Rows::Within(&[RowCondition::OwnCenters]));
const OWN_GUEST: RowPolicy = RowPolicy::of(Rows::Within(&[RowCondition::OwnGuest]));
const OWN_APPOINTMENT: RowPolicy = RowPolicy::of(Rows::Within(&[RowCondition::OwnAppointment]));
const OWN_ACCOUNT: RowPolicy = RowPolicy::of(Rows::Within(&[RowCondition::OwnAccount]));
const ISSUED: RowCondition = RowCondition::Status(&["issued", "paid", "void", "uncollectible"]);
const SOLD: RowCondition = RowCondition::Status(&["available", "out_of_stock"]);

const fn line(table: &'static Table, staff: RowPolicy, client: RowPolicy) -> TablePolicy {
    TablePolicy { table, staff, client, public: NOTHING }
}

impl TablePolicy {
    const fn public(self, public: RowPolicy) -> Self {
        Self { public, ..self }
    }
}

/// The policies of every table.
pub const ROW_POLICIES: &[TablePolicy] = &[
    line(Organization::TABLE, DECIDING, DECIDING).public(DECIDING),
    line(Directory::TABLE, NOTHING, NOTHING),
    line(ApiKey::TABLE, NOTHING, NOTHING),
    line(Center::TABLE, ALL, ACTIVE).public(DECIDING),
    line(Calendar::TABLE, ALL, DECIDING).public(DECIDING),
    line(RoomCategory::TABLE, ALL, ALL),
    line(Room::TABLE, ALL, ACTIVE).public(DECIDING),
    line(Tax::TABLE, ALL, ACTIVE),
    line(BusinessUnit::TABLE, ALL, ACTIVE),
    line(Category::TABLE, ALL, ACTIVE),
    line(Service::TABLE, ALL, ACTIVE).public(DECIDING),
    line(ServiceTax::TABLE, ALL, DECIDING),
    line(
        Product::TABLE,
        ALL,
        RowPolicy::of(Rows::Within(&[SOLD])).without(&["reorder_level", "business_unit_id"]),
    ),
    line(ProductTax::TABLE, ALL, DECIDING),
    line(
        Package::TABLE,
        ALL,
        ACTIVE.without(&[
            "business_unit_id",
            "commission_type",
            "commission_value",
            "commission_factor",
        ]),
    ),
    line(PackageService::TABLE, ALL, DECIDING),
    line(OfferDiscount::TABLE, ALL, ACTIVE),
    line(
        Employee::TABLE,
        ALL.without(&[
            "job_code",
            "designation",
            "department",
            "email",
            "phone",
            "center_id",
            "zone",
        ]),
        NOTHING,
    ),
    line(Provider::TABLE, ALL, ACTIVE.without(&["employee_id", "email", "phone"])).public(DECIDING),
    line(ProviderService::TABLE, ALL, ALL).public(DECIDING),
    line(Guest::TABLE, ALL, OWN_GUEST.without(&["notes", "tags"])).public(DECIDING),
    line(GuestTerm::TABLE, ALL, OWN_GUEST).public(DECIDING),
    line(User::TABLE, OWN_ACCOUNT, OWN_ACCOUNT),
    line(Credential::TABLE, OWN_ACCOUNT, OWN_ACCOUNT),
    // Nobody's: who signs in finds the row of their address by a keyed hash, and no other.
    line(SignInThrottle::TABLE, DECIDING, DECIDING),
    line(MacKey::TABLE, NOTHING, NOTHING),
    line(Session::TABLE, OWN_ACCOUNT, OWN_ACCOUNT),
    line(AdminCount::TABLE, NOTHING, NOTHING),
    line(HoursOverride::TABLE, ALL, DECIDING).public(DECIDING),
    line(Blockout::TABLE, ALL, DECIDING).public(DECIDING),
    line(
        Appointment::TABLE,
        OWN_CENTERS,
        OWN_GUEST.without(&[
            "internal_notes",
            "contact_first_name",
            "contact_last_name",
            "contact_phone",
        ]),
    )
    .public(OWN_APPOINTMENT),
    line(
        AppointmentChange::TABLE,
        RowPolicy::of(Rows::Of("appointment_id")),
        RowPolicy::of(Rows::Of("appointment_id")),
    )
    .public(RowPolicy::of(Rows::Of("appointment_id"))),
    line(Occupancy::TABLE, DECIDING, DECIDING).public(DECIDING),
    line(OnlineBooking::TABLE, NOTHING, NOTHING).public(DECIDING),
    line(Sale::TABLE, OWN_CENTERS, OWN_GUEST.without(&["remarks"])).public(OWN_APPOINTMENT),
    line(
        Invoice::TABLE,
        OWN_CENTERS,
        RowPolicy::of(Rows::Within(&[RowCondition::OwnGuest, ISSUED]))
            .without(&["payer_id", "employee_id"]),
    ),
    line(
        InvoiceItem::TABLE,
        RowPolicy::of(Rows::Of("invoice_id")),
        RowPolicy::of(Rows::Of("invoice_id")).without(&["business_unit"]),
    ),
    line(Payment::TABLE, OWN_CENTERS, OWN_GUEST.without(&["remarks", "employee_id"])),
    line(Collection::TABLE, OWN_CENTERS, OWN_GUEST.without(&["remarks", "employee_id"])),
    line(Counter::TABLE, DECIDING, DECIDING).public(DECIDING),
    line(Idempotency::TABLE, DECIDING, DECIDING).public(DECIDING),
    line(Audit::TABLE, NOTHING, NOTHING),
    line(Event::TABLE, NOTHING, NOTHING),
];

impl RowCondition {
    /// Returns the column by which a table keeps to the bound, or `None` where
    /// its identifier does.
    #[must_use]
    pub fn column(self, table: &Table) -> Option<&'static str> {
        match self {
            Self::OwnGuest => (table.name != Guest::NAME).then_some("guest_id"),
            Self::OwnAppointment => (table.name != Appointment::NAME).then_some("appointment_id"),
            Self::OwnAccount => (table.name != User::NAME).then_some("user_id"),
            Self::OwnCenters => Some("center_id"),
            Self::Active => Some("is_active"),
            Self::Status(_) => Some("status"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{InvoiceStatus, ProductStatus, TABLES};

    fn policies(of_table: &TablePolicy) -> [RowPolicy; 3] {
        [of_table.staff, of_table.client, of_table.public]
    }

    #[test]
    fn every_table_has_its_policies() {
        let named: Vec<&str> = ROW_POLICIES.iter().map(|policies| policies.table.name).collect();
        let tables: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
        assert_eq!(named, tables);
    }

    #[test]
    fn every_column_that_a_policy_names_is_one_of_the_table() {
        for of_table in ROW_POLICIES {
            for policy in policies(of_table) {
                let columns: Vec<&str> = match policy.rows {
                    Rows::Within(conditions) => conditions
                        .iter()
                        .filter_map(|condition| condition.column(of_table.table))
                        .collect(),
                    Rows::Of(parent) => vec![parent],
                    Rows::All | Rows::Deciding | Rows::Nothing => Vec::new(),
                };
                for column in columns.iter().chain(policy.hidden) {
                    assert!(
                        of_table.table.position(column).is_some(),
                        "{} {column}",
                        of_table.table.name
                    );
                }
            }
        }
    }

    #[test]
    fn what_is_hidden_can_be_empty() {
        for of_table in ROW_POLICIES {
            for name in policies(of_table).iter().flat_map(|policy| policy.hidden) {
                let column = &of_table.table.columns[of_table.table.position(name).unwrap()];
                assert!(column.nullable || *name == "tags", "{} {name}", of_table.table.name);
            }
        }
    }

    #[test]
    fn a_parent_is_reached_by_its_own_columns() {
        for of_table in ROW_POLICIES {
            for policy in policies(of_table) {
                let Rows::Of(column) = policy.rows else { continue };
                let at = of_table.table.position(column).unwrap();
                let parent =
                    TablePolicy::of(of_table.table.columns[at].references.unwrap()).unwrap();
                let parents = policies(parent).map(|policy| policy.rows);
                assert!(!parents.iter().any(|rows| matches!(rows, Rows::Of(_))));
            }
        }
    }

    #[test]
    fn no_draft_and_nothing_out_of_sale_is_reached_by_its_status() {
        let words = |bound| if let RowCondition::Status(words) = bound { words } else { &[] };
        for status in InvoiceStatus::ALL {
            let is_draft = *status == InvoiceStatus::Draft;
            assert_eq!(words(ISSUED).contains(&status.as_str()), !is_draft);
        }
        for status in ProductStatus::ALL {
            let is_over = *status == ProductStatus::Discontinued;
            assert_eq!(words(SOLD).contains(&status.as_str()), !is_over);
        }
    }
}
