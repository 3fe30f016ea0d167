//! What of each table somebody reaches who does not reach the whole organization:
//! the other half of the matrix of the security design ("Who may do what").
//!
//! A permission says what somebody may do, the reach to which rows. Every table
//! has its line here; one without a line is reached by nobody but those who reach
//! everything.

use super::{
    AdminCount, ApiKey, Appointment, AppointmentChange, Audit, Blockout, BusinessUnit, Calendar,
    Category, Center, Collection, Counter, Credential, Directory, Employee, Event, Guest,
    GuestTerm, HoursOverride, Idempotency, Invoice, InvoiceItem, MacKey, Occupancy, OfferDiscount,
    OnlineBooking, Organization, Package, PackageService, Payment, Product, ProductTax, Provider,
    ProviderService, Role, Room, RoomCategory, Sale, Service, ServiceTax, Session, SignInThrottle,
    Tax, User,
};
use crate::{entity::Entity, row::Table};

/// Which rows of a table are reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Every row.
    All,
    /// Every row, to decide by: no answer ever shows one.
    Deciding,
    /// The rows that keep to every bound.
    Within(&'static [Bound]),
    /// The rows whose parent, which this column names, is reached.
    Of(&'static str),
    /// No row.
    Nothing,
}

/// What a row must keep to, so that it is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// It is of the guest that one is, or of one who was merged into it: by
    /// `guest_id`, or the guest's row itself.
    OwnGuest,
    /// It is of a center that one works at: by `center_id`.
    OwnCenters,
    /// It is of the visit that one may manage: by `appointment_id`, or the visit's
    /// row itself.
    OwnVisit,
    /// It is of one's own account: by `user_id`, or the user's row itself.
    OwnAccount,
    /// It is in use: by `is_active`.
    Active,
    /// Its `status` is one of these words.
    Status(&'static [&'static str]),
}

/// What of a table a role sees.
#[derive(Clone, Copy, Debug)]
pub struct Sight {
    /// Which rows are reached.
    pub extent: Extent,
    /// The columns that are left out of every answer: they show as empty, can't
    /// be filtered by, and can't be written.
    pub left_out: &'static [&'static str],
}

/// The line of a table.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// The table.
    pub table: &'static Table,
    /// What staff see.
    pub staff: Sight,
    /// What clients see.
    pub client: Sight,
    /// What those see who did not sign in: no row as it is, but what is made of
    /// it for them.
    pub public: Sight,
}

impl Sight {
    const fn of(extent: Extent) -> Self {
        Self { extent, left_out: &[] }
    }

    const fn without(self, left_out: &'static [&'static str]) -> Self {
        Self { left_out, ..self }
    }
}

impl Line {
    /// Returns the line of a table, if it has one.
    #[must_use]
    pub fn of(table: &'static Table) -> Option<&'static Self> {
        REACH.iter().find(|line| line.table.name == table.name)
    }

    /// Returns the columns that are left out of what a role sees.
    #[must_use]
    pub const fn left_out(&self, role: Role) -> &'static [&'static str] {
        match role {
            Role::Admin | Role::Manager => &[],
            Role::Staff => self.staff.left_out,
            Role::Client => self.client.left_out,
        }
    }
}

const ALL: Sight = Sight::of(Extent::All);
const DECIDING: Sight = Sight::of(Extent::Deciding);
const NOTHING: Sight = Sight::of(Extent::Nothing);
const ACTIVE: Sight = Sight::of(Extent::Within(&[Bound::Active]));
const OWN_CENTERS: Sight = Sight::of(Extent::Within(&[Bound::OwnCenters]));
const OWN_GUEST: Sight = Sight::of(Extent::Within(&[Bound::OwnGuest]));
const OWN_VISIT: Sight = Sight::of(Extent::Within(&[Bound::OwnVisit]));
const OWN_ACCOUNT: Sight = Sight::of(Extent::Within(&[Bound::OwnAccount]));
const ISSUED: Bound = Bound::Status(&["issued", "paid", "void", "uncollectible"]);
const SOLD: Bound = Bound::Status(&["available", "out_of_stock"]);

const fn line(table: &'static Table, staff: Sight, client: Sight) -> Line {
    Line { table, staff, client, public: NOTHING }
}

impl Line {
    const fn public(self, public: Sight) -> Self {
        Self { public, ..self }
    }
}

/// The line of every table.
pub const REACH: &[Line] = &[
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
        Sight::of(Extent::Within(&[SOLD])).without(&["reorder_level", "business_unit_id"]),
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
    line(Appointment::TABLE, OWN_CENTERS, OWN_GUEST.without(&["internal_notes"])).public(OWN_VISIT),
    line(
        AppointmentChange::TABLE,
        Sight::of(Extent::Of("appointment_id")),
        Sight::of(Extent::Of("appointment_id")),
    )
    .public(Sight::of(Extent::Of("appointment_id"))),
    line(Occupancy::TABLE, DECIDING, DECIDING).public(DECIDING),
    line(OnlineBooking::TABLE, NOTHING, NOTHING).public(DECIDING),
    line(Sale::TABLE, OWN_CENTERS, OWN_GUEST.without(&["remarks"])).public(OWN_VISIT),
    line(
        Invoice::TABLE,
        OWN_CENTERS,
        Sight::of(Extent::Within(&[Bound::OwnGuest, ISSUED])).without(&["payer_id", "employee_id"]),
    ),
    line(
        InvoiceItem::TABLE,
        Sight::of(Extent::Of("invoice_id")),
        Sight::of(Extent::Of("invoice_id")).without(&["business_unit"]),
    ),
    line(Payment::TABLE, OWN_CENTERS, OWN_GUEST.without(&["remarks", "employee_id"])),
    line(Collection::TABLE, OWN_CENTERS, OWN_GUEST.without(&["remarks", "employee_id"])),
    line(Counter::TABLE, DECIDING, DECIDING).public(DECIDING),
    line(Idempotency::TABLE, DECIDING, DECIDING).public(DECIDING),
    line(Audit::TABLE, NOTHING, NOTHING),
    line(Event::TABLE, NOTHING, NOTHING),
];

impl Bound {
    /// Returns the column by which a table keeps to the bound, or `None` where
    /// its identifier does.
    #[must_use]
    pub fn column(self, table: &Table) -> Option<&'static str> {
        match self {
            Self::OwnGuest => (table.name != Guest::NAME).then_some("guest_id"),
            Self::OwnVisit => (table.name != Appointment::NAME).then_some("appointment_id"),
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

    fn sights(line: &Line) -> [Sight; 3] {
        [line.staff, line.client, line.public]
    }

    #[test]
    fn every_table_has_one_line() {
        let named: Vec<&str> = REACH.iter().map(|line| line.table.name).collect();
        let tables: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
        assert_eq!(named, tables);
    }

    #[test]
    fn every_column_that_a_line_names_is_one_of_the_table() {
        for line in REACH {
            for sight in sights(line) {
                let columns: Vec<&str> = match sight.extent {
                    Extent::Within(bounds) => {
                        bounds.iter().filter_map(|bound| bound.column(line.table)).collect()
                    }
                    Extent::Of(parent) => vec![parent],
                    Extent::All | Extent::Deciding | Extent::Nothing => Vec::new(),
                };
                for column in columns.iter().chain(sight.left_out) {
                    assert!(line.table.position(column).is_some(), "{} {column}", line.table.name);
                }
            }
        }
    }

    #[test]
    fn what_is_left_out_can_be_empty() {
        for line in REACH {
            for name in sights(line).iter().flat_map(|sight| sight.left_out) {
                let column = &line.table.columns[line.table.position(name).unwrap()];
                assert!(column.nullable || *name == "tags", "{} {name}", line.table.name);
            }
        }
    }

    #[test]
    fn a_parent_is_reached_by_its_own_columns() {
        for line in REACH {
            for sight in sights(line) {
                let Extent::Of(column) = sight.extent else { continue };
                let at = line.table.position(column).unwrap();
                let parent = Line::of(line.table.columns[at].references.unwrap()).unwrap();
                let parents = sights(parent).map(|sight| sight.extent);
                assert!(!parents.iter().any(|extent| matches!(extent, Extent::Of(_))));
            }
        }
    }

    #[test]
    fn no_draft_and_nothing_out_of_sale_is_reached_by_its_status() {
        let words = |bound| if let Bound::Status(words) = bound { words } else { &[] };
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
