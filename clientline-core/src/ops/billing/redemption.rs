//! A session of a package that a guest bought, in the place of money: for a line of a draft, or
//! for an appointment, which is put onto one if need be.
//!
//! The line costs what the session is worth, and that is paid by the package. Its tax was charged
//! when the package was sold, or is charged now. When the line leaves the draft, the session is
//! there again.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    draft::{Draft, NO_DRAFT, NOT_ADDED},
    guest_packages::redeem,
    line_sales::NOT_BILLED,
    sale_billing::draft_with,
    sales::sale_that_is_paid,
    settlement::price_of,
};
use crate::{
    billing::PackageDaysError,
    engine::{ConflictGroup, Conflicts, Env, Operation, Plan, View, reading::require},
    entity::Stored,
    error::{Error, Result},
    model::{
        Appointment, EventKind, GuestPackage, InvoiceItem, ItemTaxes, PackageTaxation, Permission,
        Service,
    },
    ops::people::guest_erase::NOT_CURRENT,
    row::{ChangeSet, Version},
    storage::Key,
    value::{Id, Quantity},
};

/// The conflicts of a package of which no session is taken on that day.
pub(in crate::ops) const NOT_REDEEMED: ConflictGroup =
    &["package_expired", "package_rests", "package_used_up"];

/// What a session is taken for: exactly one of the two is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Redemption {
    /// The line of a draft, of one service.
    #[serde(default)]
    pub invoice_item_id: Option<Id<InvoiceItem>>,
    /// The appointment, whose sale is put onto the guest's draft if need be.
    #[serde(default)]
    pub appointment_id: Option<Id<Appointment>>,
}

/// Takes a session of a package that the guest bought, at whichever center.
#[derive(Clone, Copy, Debug)]
pub struct RedeemPackage {
    /// The package.
    pub id: Id<GuestPackage>,
    /// For what.
    pub redemption: Redemption,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl RedeemPackage {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<GuestPackage>, redemption: Redemption) -> Self {
        Self { id, redemption, expected: None }
    }
}

impl Operation for RedeemPackage {
    type Answer = Stored<GuestPackage>;
    const NAME: &'static str = "guest_package_redeem";
    const NEEDS: Permission = Permission::RecordPayments;
    const CONFLICTS: Conflicts = Conflicts::of(&[
        NOT_ADDED,
        NOT_BILLED,
        NOT_CURRENT,
        NOT_REDEEMED,
        NO_DRAFT,
        &["line_redeemed"],
    ]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let package = view.require_version(self.id, self.expected).await?;
        let mut changes = env.changes();
        let (mut draft, line) = self.redemption.line(env, view, &mut changes).await?;
        let pointer = self.redemption.pointer();
        let invoice = draft.invoice();
        if invoice.guest_id != package.guest_id {
            let detail = "The package is another guest's.";
            return Err(Error::invalid(pointer, "other_guest", detail));
        }
        if invoice.currency != package.currency {
            let detail = "The package was sold in another currency than the invoice's.";
            return Err(Error::conflict("currency_mismatch", detail));
        }
        let center = view.require(invoice.center_id).await?;
        let item = draft.items().iter().find(|item| item.id == line);
        let item = item.ok_or(Error::NotFound { entity: "invoice_item" })?;
        let day = item.performed_on.unwrap_or_else(|| center.business_day(env.now()));
        package.days().check(day).map_err(not_then)?;
        let service = redeemable(item, pointer)?;
        let (package, value) = redeem(env, &mut changes, &package, service, line)?;
        let is_taxed = package.taxation == PackageTaxation::AtSale;
        let unit_price = price_of(value)?;
        draft.change(&mut changes, line, |item| {
            item.unit_price = unit_price;
            item.give(None);
            item.redeemed = value;
            item.guest_package_id = Some(package.id.uuid());
            if is_taxed {
                item.taxes = ItemTaxes::default();
            }
        })?;
        draft.save(env, view, &mut changes).await?;
        Ok(Plan::new(package, changes).emit(EventKind::GuestPackageRedeemed, self.id))
    }
}

impl Redemption {
    const fn pointer(&self) -> &'static str {
        if self.invoice_item_id.is_some() { "/invoice_item_id" } else { "/appointment_id" }
    }

    /// Returns the draft and the line on it.
    async fn line(
        &self,
        env: &Env,
        view: &mut View<'_>,
        changes: &mut ChangeSet,
    ) -> Result<(Draft, Id<InvoiceItem>)> {
        let item = match (self.invoice_item_id, self.appointment_id) {
            (Some(item), None) => view.referred("/invoice_item_id", item).await?,
            (None, Some(appointment)) => {
                let sale = sale_that_is_paid(view, appointment).await?;
                match sale.invoice_item_id {
                    None => return draft_with(env, view, changes, sale).await,
                    Some(item) => view.require(Id::<InvoiceItem>::from_uuid(item)).await?,
                }
            }
            _ => {
                let detail = "Name exactly one of invoice_item_id and appointment_id.";
                return Err(Error::invalid("", "exactly_one", detail));
            }
        };
        Ok((Draft::require(view, require(item.invoice_id)).await?, item.id))
    }
}

/// The error of what the days of a package don't allow.
pub(super) fn not_then(error: PackageDaysError) -> Error {
    let detail = error.to_string();
    match error {
        PackageDaysError::Expired => Error::conflict("package_expired", detail),
        PackageDaysError::Rests { .. } => Error::conflict("package_rests", detail),
        PackageDaysError::DoesNotRest => Error::conflict("package_does_not_rest", detail),
        PackageDaysError::NoRest => Error::invalid("/until", "invalid_rest", detail),
    }
}

/// Returns the service of a line for which a session can be taken.
fn redeemable(item: &InvoiceItem, pointer: &str) -> Result<Id<Service>> {
    if item.guest_package_id.is_some() {
        let detail = "A session was taken for this line already.";
        return Err(Error::conflict("line_redeemed", detail));
    }
    let is_one = item.item_quantity == Quantity::default();
    item.service_id.filter(|_| is_one).ok_or_else(|| {
        let detail = "A session is taken for a line of one service.";
        Error::invalid(pointer, "not_one_service", detail)
    })
}
