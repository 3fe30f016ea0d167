//! How a package that a guest bought rests, becomes another guest's, and ends.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    guest_packages::{close, hand_over},
    redemption::{NOT_REDEEMED, not_then},
};
use crate::{
    billing::{PackageDays, PackageDaysError, Rest},
    engine::{Conflicts, Env, Operation, Plan, View},
    entity::Stored,
    error::{Error, Result},
    model::{EventKind, Guest, GuestPackage, GuestPackageReason, Permission},
    ops::people::guest_erase::NOT_SERVED,
    row::Version,
    storage::Key,
    value::Id,
};

/// A package that a guest bought, and the present day where it was sold.
struct Own {
    package: Stored<GuestPackage>,
    today: NaiveDate,
}

impl Own {
    async fn read(
        env: &Env,
        view: &mut View<'_>,
        id: Id<GuestPackage>,
        expected: Option<Version>,
    ) -> Result<Self> {
        let package = view.require_version(id, expected).await?;
        let center = view.require(package.center_id).await?;
        Ok(Self { package, today: center.business_day(env.now()) })
    }

    /// Returns it, if a session is left.
    fn in_use(self) -> Result<Self> {
        if self.package.sessions_left > 0 {
            return Ok(self);
        }
        Err(Error::conflict("package_used_up", "No session of the package is left."))
    }

    /// Decides on its days.
    fn with(&self, env: &Env, days: PackageDays, kind: EventKind) -> Plan<Stored<GuestPackage>> {
        let mut changes = env.changes();
        let after = changes.update(&self.package, |package| {
            package.expires_on = days.expires_on;
            package.rests_from = days.rest.map(|rest| rest.from);
            package.rests_until = days.rest.map(|rest| rest.until);
            package.write_off_on = package.write_off_day();
        });
        let id = after.id;
        Plan::new(after, changes).emit(kind, id)
    }
}

/// The days on which a package rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PackageRest {
    /// The first day; the present one, if absent.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// The last day: a year later at most.
    pub until: NaiveDate,
}

/// Has a package rest for some days, on which no session is taken: its last day moves by as many.
#[derive(Clone, Copy, Debug)]
pub struct RestPackage {
    /// The package.
    pub id: Id<GuestPackage>,
    /// The days.
    pub rest: PackageRest,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl RestPackage {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<GuestPackage>, rest: PackageRest) -> Self {
        Self { id, rest, expected: None }
    }
}

impl Operation for RestPackage {
    type Answer = Stored<GuestPackage>;
    const NAME: &'static str = "guest_package_rest";
    const NEEDS: Permission = Permission::RefundPayments;
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_REDEEMED]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let own = Own::read(env, view, self.id, self.expected).await?.in_use()?;
        let PackageRest { from, until } = self.rest;
        let rest = Rest { from: from.unwrap_or(own.today), until };
        let days = own.package.days().put_to_rest(rest, own.today).map_err(not_then)?;
        Ok(own.with(env, days, EventKind::GuestPackageRested))
    }
}

/// Ends the rest of a package: sessions are taken from the present day on, and what it did not
/// rest comes off its last day.
#[derive(Clone, Copy, Debug)]
pub struct WakePackage {
    /// The package.
    pub id: Id<GuestPackage>,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl WakePackage {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<GuestPackage>) -> Self {
        Self { id, expected: None }
    }
}

impl Operation for WakePackage {
    type Answer = Stored<GuestPackage>;
    const NAME: &'static str = "guest_package_wake";
    const NEEDS: Permission = Permission::RefundPayments;
    const CONFLICTS: Conflicts = Conflicts::of(&[&["package_does_not_rest"]]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let own = Own::read(env, view, self.id, self.expected).await?;
        let days = own.package.days().wake(own.today).map_err(not_then)?;
        Ok(own.with(env, days, EventKind::GuestPackageWoken))
    }
}

/// Whose a package becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PackageTransfer {
    /// The guest who may redeem it from now on.
    pub guest_id: Id<Guest>,
}

/// Makes a package another guest's, with what is left of it.
#[derive(Clone, Copy, Debug)]
pub struct TransferPackage {
    /// The package.
    pub id: Id<GuestPackage>,
    /// Whose it becomes.
    pub to: PackageTransfer,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl TransferPackage {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<GuestPackage>, to: PackageTransfer) -> Self {
        Self { id, to, expected: None }
    }
}

impl Operation for TransferPackage {
    type Answer = Stored<GuestPackage>;
    const NAME: &'static str = "guest_package_transfer";
    const NEEDS: Permission = Permission::RefundPayments;
    const CONFLICTS: Conflicts =
        Conflicts::of(&[NOT_SERVED, &["package_expired", "package_used_up"]]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let Own { package, today } =
            Own::read(env, view, self.id, self.expected).await?.in_use()?;
        let guest = view.referred("/guest_id", self.to.guest_id).await?;
        guest.must_be_served()?;
        if package.days().is_over(today) {
            return Err(not_then(PackageDaysError::Expired));
        }
        if guest.id == package.guest_id {
            let detail = "The package is theirs already.";
            return Err(Error::invalid("/guest_id", "same_guest", detail));
        }
        let mut changes = env.changes();
        let after = hand_over(env, &mut changes, &package, guest.id)?;
        Ok(Plan::new(after, changes).emit(EventKind::GuestPackageTransferred, self.id))
    }
}

/// How something prepaid is written off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PrepaidWriteOff {
    /// Whether also before its last day, since the guest gives it up.
    pub early: bool,
}

/// Writes off what is left of a package after its last day, or of one that the guest gives up.
#[derive(Clone, Copy, Debug)]
pub struct WriteOffPackage {
    /// The package.
    pub id: Id<GuestPackage>,
    /// How.
    pub how: PrepaidWriteOff,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl WriteOffPackage {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<GuestPackage>, how: PrepaidWriteOff) -> Self {
        Self { id, how, expected: None }
    }
}

impl Operation for WriteOffPackage {
    type Answer = Stored<GuestPackage>;
    const NAME: &'static str = "guest_package_write_off";
    const NEEDS: Permission = Permission::RefundPayments;
    const CONFLICTS: Conflicts = Conflicts::of(&[&["not_expired", "package_used_up"]]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let Own { package, today } =
            Own::read(env, view, self.id, self.expected).await?.in_use()?;
        if !self.how.early && !package.days().is_over(today) {
            let detail = "Sessions of the package can still be taken.";
            return Err(Error::conflict("not_expired", detail));
        }
        let mut changes = env.changes();
        let after = close(env, &mut changes, &package, GuestPackageReason::WrittenOff)?;
        Ok(Plan::new(after, changes).emit(EventKind::GuestPackageWrittenOff, self.id))
    }
}
