//! The packages that guests bought: which sessions are left, what they are worth, and the ledger
//! behind both.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Center, Guest, Invoice, InvoiceItem, Package, Service, row_policy::row_policy};
use crate::{
    entity::{entity, json_scalar, word_enum},
    value::{Currency, GraceDays, Id, Money, Name},
};

word_enum! {
    /// When the tax on the sessions of a package is due.
    PackageTaxation {
        /// When it is sold, since all sessions bear the same (a single-purpose voucher).
        AtSale = "at_sale",
        /// When a session is taken (a multi-purpose voucher).
        AtRedemption = "at_redemption",
    }
}

entity! {
    /// A package that a guest bought: made when the invoice is issued on which it stands. What it
    /// has left is the sum of its entries, and never below nothing, also when many redeem it at
    /// once.
    GuestPackage in "guest_package" {
        /// The guest who may redeem it.
        guest_id: Id<Guest>,
        /// The package.
        package_id: Id<Package>,
        /// Its name, as it was sold.
        package_name: Name,
        /// The invoice that sold it.
        invoice_id: Id<Invoice>,
        /// The line of the invoice that sold it.
        invoice_item_id: Id<InvoiceItem>,
        /// The center that sold it; any other one redeems it, too.
        center_id: Id<Center>,
        /// What was charged for it, as the invoice reads prices: without tax, or with it.
        price: Money,
        /// The currency of the amounts.
        currency: Currency,
        /// When the tax on its sessions is due.
        taxation: PackageTaxation,
        /// How many sessions of which services it gives, and how many of them are left.
        services: GuestPackageServices,
        /// How many sessions it gives.
        sessions: i32,
        /// How many of them are left.
        sessions_left: i32,
        /// What those are worth, of the price.
        outstanding: Money,
        /// The business day on which it was sold.
        purchased_on: NaiveDate,
        /// The last day on which a session can be taken; none, if it can be for ever.
        expires_on: Option<NaiveDate>,
        /// How many days after that what is left is written off by itself, as its center said when
        /// it was sold; never, if absent.
        #[serde(skip_serializing)]
        write_off_after_days: Option<GraceDays>,
        /// The day on which what is left is written off by itself.
        write_off_on: Option<NaiveDate>,
        /// The first day of its latest rest, during which no session is taken, and by which its
        /// last day moved.
        rests_from: Option<NaiveDate>,
        /// The last day of that rest.
        rests_until: Option<NaiveDate>,
        /// How many entries there are.
        steps: i32,
    }
    unique guest_package_exists (invoice_item_id);
}

row_policy! { GuestPackage, staff: ALL, client: OWN_GUEST }

/// The services of a package that was bought.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct GuestPackageServices(#[schemars(length(max = 100))] pub Vec<GuestPackageService>);

/// The sessions of a service in a package that was bought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GuestPackageService {
    /// The service.
    pub service_id: Id<Service>,
    /// How many sessions of it were bought.
    pub sessions: u32,
    /// How many of them are left.
    pub left: u32,
}

json_scalar!(GuestPackageServices);
#[cfg(feature = "fixture")]
crate::entity::by_default!(GuestPackageServices);

word_enum! {
    /// Why an entry was made in the ledger of a package that was bought.
    GuestPackageReason {
        /// It was bought.
        Sold = "sold",
        /// A session was taken.
        Redeemed = "redeemed",
        /// A session that had been taken came back.
        GivenBack = "given_back",
        /// What was left was credited.
        Credited = "credited",
        /// What was left was written off: it had expired, or was given up.
        WrittenOff = "written_off",
        /// It became another guest's.
        Transferred = "transferred",
        /// The invoice that sold it was withdrawn.
        Voided = "voided",
    }
}

entity! {
    /// An entry in the ledger of a package that was bought. It never changes.
    GuestPackageEntry in "guest_package_entry" {
        /// The package that was bought.
        guest_package_id: Id<GuestPackage>,
        /// The guest.
        guest_id: Id<Guest>,
        /// Its place in the ledger, counted from 1.
        step: i32,
        /// Why it was made.
        reason: GuestPackageReason,
        /// The service of which a session was taken, or came back.
        service_id: Option<Id<Service>>,
        /// The line that a session was taken for, or came back from. It is no reference in the
        /// database, since a draft's lines may go.
        redeemed_by: Option<uuid::Uuid>,
        /// How many sessions were added; below zero, taken.
        sessions: i32,
        /// What those are worth; below zero, if they were taken.
        amount: Money,
        /// The currency of the amounts.
        currency: Currency,
        /// How many sessions were left afterwards.
        sessions_left: i32,
        /// What those were worth.
        outstanding: Money,
    }
    unique guest_package_step_taken (guest_package_id, step);
    part of guest_package_id;
}

// The line may be of another center, or of a draft.
row_policy! {
    GuestPackageEntry,
    staff: ALL.without(&["redeemed_by"]),
    client: OWN_GUEST.without(&["redeemed_by"]),
}
