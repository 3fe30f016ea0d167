//! The rows of each table that an actor may see who does not reach the whole
//! organization, and the columns that are hidden: the other half of the matrix of the
//! security design ("Who may do what").
//!
//! A permission says what an actor may do, the policy to which rows. Every entity says its
//! own by [`row_policy!`] beside its declaration: one without doesn't compile.

use super::{ROW_POLICIES, Role};
use crate::row::Table;

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
    pub(super) const fn of(rows: Rows) -> Self {
        Self { rows, hidden: &[] }
    }

    pub(super) const fn without(self, hidden: &'static [&'static str]) -> Self {
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

pub(super) const ALL: RowPolicy = RowPolicy::of(Rows::All);
pub(super) const DECIDING: RowPolicy = RowPolicy::of(Rows::Deciding);
pub(super) const NOTHING: RowPolicy = RowPolicy::of(Rows::Nothing);
pub(super) const ACTIVE: RowPolicy = RowPolicy::of(Rows::Within(&[RowCondition::Active]));
pub(super) const OWN_CENTERS: RowPolicy = RowPolicy::of(Rows::Within(&[RowCondition::OwnCenters]));
pub(super) const OWN_GUEST: RowPolicy = RowPolicy::of(Rows::Within(&[RowCondition::OwnGuest]));
pub(super) const OWN_APPOINTMENT: RowPolicy =
    RowPolicy::of(Rows::Within(&[RowCondition::OwnAppointment]));
pub(super) const OWN_ACCOUNT: RowPolicy = RowPolicy::of(Rows::Within(&[RowCondition::OwnAccount]));
pub(super) const ISSUED: RowCondition =
    RowCondition::Status(&["issued", "paid", "void", "uncollectible"]);
pub(super) const SOLD: RowCondition = RowCondition::Status(&["available", "out_of_stock"]);

/// An entity that says who may see its rows.
pub(super) trait Policed {
    /// The row policies of its table.
    const POLICY: TablePolicy;
}

/// Says which rows of an entity staff, clients and the public see; the public none, unless
/// it is said.
macro_rules! row_policy {
    ($entity:ident, staff: $staff:expr, client: $client:expr $(,)?) => {
        $crate::model::row_policy::row_policy! {
            $entity, staff: $staff, client: $client, public: NOTHING
        }
    };
    ($entity:ident, staff: $staff:expr, client: $client:expr, public: $public:expr $(,)?) => {
        impl $crate::model::row_policy::Policed for $entity {
            const POLICY: $crate::model::row_policy::TablePolicy = {
                use $crate::{entity::Entity as _, model::row_policy::*};
                TablePolicy {
                    table: $entity::TABLE,
                    staff: $staff,
                    client: $client,
                    public: $public,
                }
            };
        }
    };
}
pub(super) use row_policy;

impl RowCondition {
    /// Returns the column by which a table keeps to the bound, or `None` where
    /// its identifier does.
    #[must_use]
    pub fn column(self, table: &Table) -> Option<&'static str> {
        let of_other_tables = |name: &'static str| table.position(name).map(|_| name);
        match self {
            Self::OwnGuest => of_other_tables("guest_id"),
            Self::OwnAppointment => of_other_tables("appointment_id"),
            Self::OwnAccount => of_other_tables("user_id"),
            Self::OwnCenters => Some("center_id"),
            Self::Active => Some("is_active"),
            Self::Status(_) => Some("status"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        entity::Entity,
        model::{Appointment, Guest, InvoiceStatus, ProductStatus, User},
    };

    fn policies(of_table: &TablePolicy) -> [RowPolicy; 3] {
        [of_table.staff, of_table.client, of_table.public]
    }

    #[test]
    fn an_own_row_is_the_guests_the_accounts_or_the_appointments_or_names_it() {
        for of_table in ROW_POLICIES {
            for policy in policies(of_table) {
                let Rows::Within(conditions) = policy.rows else { continue };
                for condition in conditions {
                    let itself = match condition {
                        RowCondition::OwnGuest => Guest::NAME,
                        RowCondition::OwnAppointment => Appointment::NAME,
                        RowCondition::OwnAccount => User::NAME,
                        _ => continue,
                    };
                    let is_itself = of_table.table.name == itself;
                    let name = of_table.table.name;
                    assert_eq!(condition.column(of_table.table).is_none(), is_itself, "{name}");
                }
            }
        }
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
