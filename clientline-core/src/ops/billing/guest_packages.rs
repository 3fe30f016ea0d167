//! The packages that guests bought: the ledger of each, and how it is posted to.
//!
//! Whoever posts writes the row with what is left. So of two who take the last session at once
//! one is planned again, and finds none.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::settlement::too_large;
use crate::{
    billing::{BillingError, PackageBalance, PackageDays, Rest, write_off_day},
    engine::{ConflictGroup, Env, View, reading::require_all},
    entity::{Query, Stored},
    error::{Error, Result},
    model::{
        Guest, GuestPackage, GuestPackageEntry, GuestPackageReason, GuestPackageService,
        GuestPackageServices, Invoice, InvoiceItem, Package, PackageTaxation, Permission, Service,
    },
    ops::resource::Readable,
    row::{ChangeSet, Select},
    value::{GraceDays, Id, Money, PriceMode, Quantity},
};

/// The conflicts of a package that is sold in part, or too often at once.
pub(in crate::ops) const NOT_WHOLE: ConflictGroup = &["package_not_whole", "package_too_large"];

impl Readable for GuestPackage {
    const READS: Permission = Permission::ReadPayments;
    const FILTERS: &'static [&'static str] = &["guest_id"];
}

impl Readable for GuestPackageEntry {
    const READS: Permission = Permission::ReadPayments;
    const FILTERS: &'static [&'static str] = &["guest_package_id", "guest_id"];
}

/// Asks for the packages that an invoice sold.
pub(super) fn packages_of(invoice: Id<Invoice>) -> Query<GuestPackage> {
    Query::limit(Select::LIMIT_MAX).eq(GuestPackage::invoice_id(), &invoice)
}

/// An entry that is to be posted, and what it leaves.
struct Posting {
    reason: GuestPackageReason,
    service_id: Option<Id<Service>>,
    redeemed_by: Option<Id<InvoiceItem>>,
    services: GuestPackageServices,
    after: PackageBalance,
}

impl GuestPackage {
    /// Returns the days on which sessions are taken.
    pub(super) fn days(&self) -> PackageDays {
        let rest = self.rests_from.zip(self.rests_until).map(|(from, until)| Rest { from, until });
        PackageDays { expires_on: self.expires_on, rest }
    }

    /// Returns the day on which what is left of it is written off by itself.
    pub(super) fn write_off_day(&self) -> Option<NaiveDate> {
        let day = write_off_day(self.expires_on, self.write_off_after_days);
        day.filter(|_| self.sessions_left > 0)
    }

    fn balance(&self) -> PackageBalance {
        let count = |count: i32| u32::try_from(count).unwrap_or_default();
        PackageBalance {
            price: self.price,
            sessions: count(self.sessions),
            left: count(self.sessions_left),
            outstanding: self.outstanding,
        }
    }
}

/// Takes a session of a service for a line, and returns what it is worth.
///
/// # Errors
///
/// [`Error::Conflict`] `package_used_up` if none is left, and [`Error::Invalid`] `not_in_package`
/// if it never gave any of that service.
pub(super) fn redeem(
    env: &Env,
    changes: &mut ChangeSet,
    package: &Stored<GuestPackage>,
    service: Id<Service>,
    line: Id<InvoiceItem>,
) -> Result<(Stored<GuestPackage>, Money)> {
    let mut services = package.services.clone();
    let Some(own) = services.0.iter_mut().find(|own| own.service_id == service) else {
        let detail = "The package gives no sessions of this service.";
        return Err(Error::invalid("", "not_in_package", detail));
    };
    let used_up = || {
        let detail = "No session of this service is left in the package.";
        Error::conflict("package_used_up", detail)
    };
    own.left = own.left.checked_sub(1).ok_or_else(used_up)?;
    let mut after = package.balance();
    let value = after.redeem().map_err(|error| match error {
        BillingError::NoSessionLeft => used_up(),
        _ => Error::invalid("", error.code(), error.to_string()),
    })?;
    let posting = Posting {
        reason: GuestPackageReason::Redeemed,
        service_id: Some(service),
        redeemed_by: Some(line),
        services,
        after,
    };
    Ok((post(env, changes, package, posting)?, value))
}

/// Gives the sessions back that were taken for some lines.
pub(super) async fn give_back(
    env: &Env,
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    lines: &[Stored<InvoiceItem>],
) -> Result<()> {
    let taken = lines.iter().filter_map(|line| Some((line, Id::from_uuid(line.guest_package_id?))));
    let taken: Vec<(&Stored<InvoiceItem>, Id<GuestPackage>)> = taken.collect();
    if taken.is_empty() {
        return Ok(());
    }
    let found = view.read(require_all(taken.iter().map(|(_, package)| *package))).await?;
    let mut packages: BTreeMap<Id<GuestPackage>, Stored<GuestPackage>> =
        found.into_iter().map(|package| (package.id, package)).collect();
    for (line, id) in taken {
        let package = packages.get_mut(&id).ok_or(Error::NotFound { entity: "guest_package" })?;
        let mut services = package.services.clone();
        let own = services.0.iter_mut().find(|own| Some(own.service_id) == line.service_id);
        if let Some(own) = own {
            own.left += 1;
        }
        let mut after = package.balance();
        let wrong = |error: BillingError| Error::invalid("", error.code(), error.to_string());
        after.give_back(line.redeemed).map_err(wrong)?;
        let posting = Posting {
            reason: GuestPackageReason::GivenBack,
            service_id: line.service_id,
            redeemed_by: Some(line.id),
            services,
            after,
        };
        *package = post(env, changes, package, posting)?;
    }
    Ok(())
}

/// Takes all that is left, since it is credited or written off, or the invoice that sold it is
/// withdrawn.
pub(super) fn close(
    env: &Env,
    changes: &mut ChangeSet,
    package: &Stored<GuestPackage>,
    reason: GuestPackageReason,
) -> Result<Stored<GuestPackage>> {
    let mut services = package.services.clone();
    for own in &mut services.0 {
        own.left = 0;
    }
    let outstanding = Money::zero(package.currency);
    let after = PackageBalance { left: 0, outstanding, ..package.balance() };
    let posting = Posting { reason, service_id: None, redeemed_by: None, services, after };
    post(env, changes, package, posting)
}

/// Makes a package another guest's.
pub(super) fn hand_over(
    env: &Env,
    changes: &mut ChangeSet,
    package: &Stored<GuestPackage>,
    guest: Id<Guest>,
) -> Result<Stored<GuestPackage>> {
    let posting = Posting {
        reason: GuestPackageReason::Transferred,
        service_id: None,
        redeemed_by: None,
        services: package.services.clone(),
        after: package.balance(),
    };
    let handed_over = changes.update(package, |package| package.guest_id = guest);
    post(env, changes, &handed_over, posting)
}

/// Takes back what an invoice sold that is withdrawn.
///
/// # Errors
///
/// [`Error::Conflict`] `package_in_use` if a session was taken.
pub(super) fn withdraw(
    env: &Env,
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    packages: &[Stored<GuestPackage>],
) -> Result<()> {
    for package in packages {
        if package.sessions_left != package.sessions {
            let detail = "A session of a package that it sold was taken; credit it instead.";
            return Err(Error::conflict("package_in_use", detail));
        }
        view.rely_on(package);
        close(env, changes, package, GuestPackageReason::Voided)?;
    }
    Ok(())
}

/// Adds an entry, and moves what is left.
fn post(
    env: &Env,
    changes: &mut ChangeSet,
    package: &Stored<GuestPackage>,
    posting: Posting,
) -> Result<Stored<GuestPackage>> {
    let Posting { reason, service_id, redeemed_by, services, after } = posting;
    let left = count(after.left)?;
    let before = (package.sessions_left, package.outstanding);
    let updated = changes.update(package, |package| {
        package.services = services;
        package.sessions_left = left;
        package.outstanding = after.outstanding;
        package.write_off_on = package.write_off_day();
        package.steps = package.steps.saturating_add(1);
    });
    let entry = entry(env, &updated, reason, before)?;
    let redeemed_by = redeemed_by.map(Id::uuid);
    changes.insert(GuestPackageEntry { service_id, redeemed_by, ..entry });
    Ok(updated)
}

/// The entry that brought a package to where it is.
fn entry(
    env: &Env,
    package: &GuestPackage,
    reason: GuestPackageReason,
    (sessions, outstanding): (i32, Money),
) -> Result<GuestPackageEntry> {
    Ok(GuestPackageEntry {
        id: env.new_id(),
        guest_package_id: package.id,
        guest_id: package.guest_id,
        step: package.steps,
        reason,
        service_id: None,
        redeemed_by: None,
        sessions: package.sessions_left - sessions,
        amount: package.outstanding.checked_sub(outstanding).map_err(too_large)?,
        currency: package.currency,
        sessions_left: package.sessions_left,
        outstanding: package.outstanding,
    })
}

fn count(count: u32) -> Result<i32> {
    let too_many = |_| Error::conflict("package_too_large", "These are too many sessions at once.");
    i32::try_from(count).map_err(too_many)
}

/// Refuses to sell a part of a package.
///
/// # Errors
///
/// [`Error::Invalid`] `whole_packages` at the quantity.
pub(super) fn must_be_whole(pointer: &str, quantity: Quantity) -> Result<()> {
    if quantity.scaled() % 10_000 == 0 {
        return Ok(());
    }
    Err(Error::invalid(pointer, "whole_packages", "A package is sold as a whole."))
}

/// Gives the guest whom an invoice bills the packages that stand on it, as it is issued.
///
/// # Errors
///
/// [`Error::Conflict`] `package_not_whole` if a part of one is sold.
pub(super) fn sell(
    env: &Env,
    changes: &mut ChangeSet,
    (invoice, items): (&Invoice, &[Stored<InvoiceItem>]),
    packages: &[Stored<Package>],
    at: (Option<GraceDays>, NaiveDate),
) -> Result<()> {
    for item in items {
        let of_item = |package: &&Stored<Package>| Some(package.id) == item.package_id;
        let Some(package) = packages.iter().find(of_item) else { continue };
        let sold = sold(env, invoice, item, package, at)?;
        let before = (0, Money::zero(sold.currency));
        let entry = entry(env, &sold, GuestPackageReason::Sold, before)?;
        changes.insert(sold);
        changes.insert(entry);
    }
    Ok(())
}

/// What a line sells.
fn sold(
    env: &Env,
    invoice: &Invoice,
    item: &InvoiceItem,
    package: &Package,
    (write_off_after_days, day): (Option<GraceDays>, NaiveDate),
) -> Result<GuestPackage> {
    let (many, part) = (item.item_quantity.scaled() / 10_000, item.item_quantity.scaled() % 10_000);
    let many = u32::try_from(many).unwrap_or(u32::MAX);
    if part != 0 {
        let detail = "A package is sold as a whole.";
        return Err(Error::conflict("package_not_whole", detail));
    }
    let services = package.items.as_slice().iter().map(|own| {
        let sessions = u32::from(own.sessions.get()).saturating_mul(many);
        GuestPackageService { service_id: own.service_id, sessions, left: sessions }
    });
    let services: Vec<GuestPackageService> = services.collect();
    let sessions = services.iter().fold(0_u32, |sum, own| sum.saturating_add(own.sessions));
    let sessions = count(sessions)?;
    let price = match invoice.price_mode {
        PriceMode::Exclusive => item.net_price,
        PriceMode::Inclusive => item.net_price.checked_add(item.tax).map_err(too_large)?,
    };
    let taxation = if item.taxes.0.is_empty() {
        PackageTaxation::AtRedemption
    } else {
        PackageTaxation::AtSale
    };
    let last = |days: u16| day.checked_add_days(Days::new(days.into()));
    let mut sold = GuestPackage {
        id: env.new_id(),
        guest_id: invoice.guest_id,
        package_id: package.id,
        package_name: item.item_name.clone(),
        invoice_id: invoice.id,
        invoice_item_id: item.id,
        center_id: invoice.center_id,
        price,
        currency: invoice.currency,
        taxation,
        services: GuestPackageServices(services),
        sessions,
        sessions_left: sessions,
        outstanding: price,
        purchased_on: day,
        expires_on: package.validity_days.and_then(|days| last(days.get())),
        write_off_after_days,
        write_off_on: None,
        rests_from: None,
        rests_until: None,
        steps: 1,
    };
    sold.write_off_on = sold.write_off_day();
    Ok(sold)
}
