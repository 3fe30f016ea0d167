//! Sales: those over the counter, and what may change of any of them before it
//! is billed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::guest_packages::must_be_whole;
use crate::{
    billing::{self, InvoiceInput, LineInput},
    engine::{
        Conflicts, Consistency, Env, Operation, Plan, Series, View,
        reading::{First, first, peek, referred, require},
    },
    entity::{Entity, MergePatch, Query, Stored, patch},
    error::{Error, Result},
    model::{
        Appointment, Center, EventKind, Guest, OfferDiscount, Organization, Package, Permission,
        Product, Provider, ProviderService, Sale, SaleStatus, Service,
    },
    ops::{
        catalogue::{
            items::{ItemRef, NOT_OFFERED},
            offers::{NOT_GIVEN, Occasion},
        },
        people::guest_erase::NOT_SERVED,
        resource::Readable,
    },
    row::Version,
    storage::Key,
    value::{Currency, Discount, Id, Money, Notes, PriceMode, Quantity, UnitPrice},
};

impl Readable for Sale {
    const READS: Permission = Permission::ReadSales;
    const FILTERS: &'static [&'static str] = &["guest_id", "center_id", "status"];
    const DAY: Option<&'static str> = Some("sale_date");
    const CHECKED: &'static [&'static str] = &["status"];
}

/// Asks for the sale of an appointment.
pub(in crate::ops) fn sale_of(id: Id<Appointment>) -> First<Sale> {
    first(Query::one().eq(Sale::appointment_id(), &Some(id)))
}

/// Returns the sale of an appointment that a request names, on which the plan relies.
///
/// # Errors
///
/// [`Error::Invalid`] `not_found` if there is no such appointment.
pub(super) async fn sale_that_is_paid(
    view: &mut View<'_>,
    appointment: Id<Appointment>,
) -> Result<Stored<Sale>> {
    let missing = || Error::missing_reference("/appointment_id", "appointment");
    let sale = view.read(sale_of(appointment)).await?.ok_or_else(missing)?;
    view.rely_on(&sale);
    Ok(sale)
}

/// Sells a service, a product or a package over the counter; exactly one of
/// the three is named. Its price is its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateSale {
    /// The guest who buys.
    pub guest_id: Id<Guest>,
    /// Where; the guest's own center, if absent.
    #[serde(default)]
    pub center_id: Option<Id<Center>>,
    /// The service that is sold.
    #[serde(default)]
    pub service_id: Option<Id<Service>>,
    /// The product that is sold.
    #[serde(default)]
    pub product_id: Option<Id<Product>>,
    /// The package that is sold.
    #[serde(default)]
    pub package_id: Option<Id<Package>>,
    /// How many.
    #[serde(default)]
    pub quantity: Quantity,
    /// The offer that is given.
    #[serde(default)]
    pub discount_id: Option<Id<OfferDiscount>>,
    /// The provider or employee who performs or sells it.
    #[serde(default)]
    pub provider_id: Option<Id<Provider>>,
    /// More about it.
    #[serde(default)]
    pub remarks: Option<Notes>,
}

impl Operation for CreateSale {
    type Answer = Stored<Sale>;
    const NAME: &'static str = "sale_create";
    const NEEDS: Permission = Permission::WriteSales;
    const CONFLICTS: Conflicts =
        Conflicts::of(&[NOT_GIVEN, NOT_OFFERED, NOT_SERVED, &["center_inactive"]]);

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let named = ItemRef::at_most_one(self.service_id, self.product_id, self.package_id)?;
        let named = named.ok_or_else(|| {
            let detail = "Name one of service_id, product_id and package_id.";
            Error::invalid("", "exactly_one", detail)
        })?;
        if self.package_id.is_some() {
            must_be_whole("/quantity", self.quantity)?;
        }
        // Not relied on: the sale says how its price is read, whatever becomes of the prices.
        let organization = Id::<Organization>::from_uuid(env.tenant().0);
        let (organization, guest, center, sold, (_, own), offer) = view
            .read((
                peek(organization),
                referred("/guest_id", self.guest_id),
                self.center_id.map(|id| referred("/center_id", id)),
                named,
                (self.provider_id.map(|id| referred("/provider_id", id)), self.own_price(named)),
                self.discount_id.map(|id| referred("/discount_id", id)),
            ))
            .await?;
        let organization = organization.ok_or(Error::NotFound { entity: Organization::NAME })?;
        guest.must_be_served()?;
        let center = match center {
            Some(center) => center,
            None => view.require(guest.center_id).await?,
        };
        if !center.is_active.0 {
            return Err(Error::conflict("center_inactive", "This center sells nothing."));
        }
        let day = center.business_day(env.now());
        let item = sold.offered(&center, day)?;
        let own = own.flatten();
        if let Some(own) = &own {
            view.rely_on(own);
        }
        let unit_price = own.and_then(|own| own.price).unwrap_or(item.price);
        let (pointer, currency) = ("/discount_id", center.currency);
        let occasion = Occasion { pointer, item: Some(named), currency, day };
        let given = offer.map(|offer| occasion.give(&offer)).transpose()?;
        let discount = given.as_ref().map(|given| given.discount);
        let amounts = Amounts::of(self.quantity, unit_price, discount, currency)?;
        let id = env.new_id();
        let mut changes = env.changes();
        let sale = changes.insert(Sale {
            id,
            sale_no: env.code(Series::Sale)?,
            appointment_id: None,
            invoice_item_id: None,
            guest_id: guest.id,
            center_id: center.id,
            item_type: named.kind(),
            service_id: named.service(),
            product_id: named.product(),
            package_id: named.package(),
            provider_id: self.provider_id,
            quantity: self.quantity,
            unit_price,
            price_mode: Some(organization.price_mode),
            discount_id: self.discount_id,
            discount,
            discount_reason: given.and_then(|given| given.reason),
            gross_value: amounts.gross,
            discount_value: amounts.discount,
            net_value: amounts.net,
            currency: center.currency,
            status: SaleStatus::Open,
            remarks: self.remarks.clone(),
            sale_date: day,
            deposit_id: None,
        });
        Ok(Plan::new(sale, changes).emit(EventKind::SaleCreated, id))
    }
}

impl CreateSale {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub fn new(guest_id: Id<Guest>) -> Self {
        Self {
            guest_id,
            center_id: None,
            service_id: None,
            product_id: None,
            package_id: None,
            quantity: Quantity::default(),
            discount_id: None,
            provider_id: None,
            remarks: None,
        }
    }

    /// Asks what the provider charges for the service, if that differs: the same
    /// as for an appointment.
    fn own_price(&self, named: ItemRef) -> Option<First<ProviderService>> {
        let (provider, service) = (self.provider_id?, named.service()?);
        Some(first(
            Query::one()
                .eq(ProviderService::provider_id(), &provider)
                .eq(ProviderService::service_id(), &service),
        ))
    }
}

/// A change of a sale that is not billed yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SaleEdit {
    /// How many.
    #[serde(default)]
    pub quantity: Quantity,
    /// The offer that is given.
    #[serde(default)]
    pub discount_id: Option<Id<OfferDiscount>>,
    /// More about it.
    #[serde(default)]
    pub remarks: Option<Notes>,
}

patch! {
    SalePatch of SaleEdit {
        optional {
            quantity: Quantity,
            discount_id: Option<Id<OfferDiscount>>,
            remarks: Option<Notes>,
        }
    }
}

/// Changes an open sale.
#[derive(Clone, Debug)]
pub struct EditSale {
    /// Which sale.
    pub id: Id<Sale>,
    /// The change.
    pub patch: SalePatch,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl EditSale {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<Sale>, patch: SalePatch) -> Self {
        Self { id, patch, expected: None }
    }
}

impl Operation for EditSale {
    type Answer = Stored<Sale>;
    const NAME: &'static str = "sale_edit";
    const NEEDS: Permission = Permission::WriteSales;
    const CONSISTENCY: Consistency = Consistency::SingleRead;
    const CONFLICTS: Conflicts =
        Conflicts::of(&[NOT_GIVEN, &["sale_not_open", "sale_without_item"]]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let before = view.require_version(self.id, self.expected).await?;
        let mut edit = SaleEdit {
            quantity: before.quantity,
            discount_id: before.discount_id,
            remarks: before.remarks.clone(),
        };
        self.patch.apply_to(&mut edit)?;
        must_be_open(&before)?;
        if before.package_id.is_some() && edit.quantity != before.quantity {
            must_be_whole("/quantity", edit.quantity)?;
        }
        let given = match edit.discount_id {
            None => None,
            // An offer that was given stays given, though it be over by now.
            same if same == before.discount_id => before.given_discount(),
            Some(offer) => {
                let pointer = "/discount_id";
                let asked = (referred(pointer, offer), require(before.center_id));
                let (offer, center) = view.read(asked).await?;
                let (item, day) = (Some(item_of(&before)?), center.business_day(env.now()));
                let currency = before.currency;
                Some(Occasion { pointer, item, currency, day }.give(&offer)?)
            }
        };
        let discount = given.as_ref().map(|given| given.discount);
        let amounts = Amounts::of(edit.quantity, before.unit_price, discount, before.currency)?;
        let mut changes = env.changes();
        let after = changes.update(&before, |sale| {
            sale.quantity = edit.quantity;
            sale.give(given);
            sale.gross_value = amounts.gross;
            sale.discount_value = amounts.discount;
            sale.net_value = amounts.net;
            sale.remarks = edit.remarks;
        });
        Ok(Plan::new(after, changes).emit(EventKind::SaleUpdated, self.id))
    }
}

/// Takes back a sale over the counter that was not billed.
#[derive(Clone, Copy, Debug)]
pub struct DeleteSale {
    /// Which sale.
    pub id: Id<Sale>,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl DeleteSale {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<Sale>) -> Self {
        Self { id, expected: None }
    }
}

impl Operation for DeleteSale {
    type Answer = ();
    const NAME: &'static str = "sale_delete";
    const NEEDS: Permission = Permission::WriteSales;
    const CONFLICTS: Conflicts =
        Conflicts::of(&[&["in_use", "sale_not_open", "sale_of_appointment"]]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<()>> {
        let sale = view.require_version(self.id, self.expected).await?;
        if sale.appointment_id.is_some() {
            let detail =
                "The sale of an appointment goes with the appointment; cancel that instead.";
            return Err(Error::conflict("sale_of_appointment", detail));
        }
        must_be_open(&sale)?;
        let mut changes = env.changes();
        changes.delete(&sale);
        Ok(Plan::new((), changes).emit_removed(EventKind::SaleDeleted, &sale))
    }
}

fn must_be_open(sale: &Sale) -> Result<()> {
    if sale.status == SaleStatus::Open {
        return Ok(());
    }
    let detail = format!("This sale is {}, and changes no more.", sale.status.as_str());
    Err(Error::conflict("sale_not_open", detail))
}

/// Returns what was sold.
pub(super) fn item_of(sale: &Sale) -> Result<ItemRef> {
    let missing = || Error::conflict("sale_without_item", "This sale names nothing that was sold.");
    ItemRef::at_most_one(sale.service_id, sale.product_id, sale.package_id)?.ok_or_else(missing)
}

/// The amounts of a sale before taxes (steps 1 to 3 of the billing rules).
pub(super) struct Amounts {
    pub(super) gross: Money,
    pub(super) discount: Money,
    pub(super) net: Money,
}

impl Amounts {
    /// Works the amounts out as those of a line without taxes.
    pub(super) fn of(
        quantity: Quantity,
        unit_price: UnitPrice,
        discount: Option<Discount>,
        currency: Currency,
    ) -> Result<Self> {
        let line = LineInput { quantity, unit_price, discount, taxes: Vec::new() };
        let input = InvoiceInput {
            currency,
            price_mode: PriceMode::Exclusive,
            taxes: Vec::new(),
            lines: vec![line],
            discounts: Vec::new(),
        };
        let totals = billing::total(&input).map_err(|error| {
            let pointer = if discount.is_some() { "/discount_id" } else { "/quantity" };
            Error::invalid(pointer, error.code(), error.to_string())
        })?;
        let mut lines = totals.lines.iter().map(|line| (line.gross, line.discount));
        let (gross, discount) = lines.next().unwrap_or((totals.net, Money::zero(currency)));
        Ok(Self { gross, discount, net: totals.net })
    }
}
