//! The lines of a draft.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    discount_limit::{HandGiven, LIMITED},
    draft::{Draft, NO_DRAFT, NOT_ADDED, NewItem},
    free_text::{FreeText, LineTerms},
    gift_card_till::{NewGiftCard, sell},
    guest_packages::must_be_whole,
    line_discount::WantedLineDiscount,
    line_edit::performed_on,
    line_sales::NOT_BILLED,
    sale_billing::item_of_sale,
    sales::item_of,
};
use crate::{
    engine::{
        Conflicts, Env, Operation, Plan, View,
        reading::{peek, referred, require},
    },
    entity::Stored,
    error::{Error, Result},
    model::{
        EventKind, GivenDiscount, Invoice, InvoiceItem, OfferDiscount, Organization, Package,
        Permission, Product, Provider, Sale, Service,
    },
    ops::{
        catalogue::{
            items::{ItemRef, NOT_OFFERED},
            offers::NOT_GIVEN,
        },
        resource::Readable,
    },
    row::Version,
    storage::Key,
    value::{Discount, Id, Name, Quantity, UnitPrice},
};

impl Readable for InvoiceItem {
    const READS: Permission = Permission::ReadInvoices;
    const FILTERS: &'static [&'static str] = &["invoice_id"];
}

/// Adds a line to a draft: a sale, or a service, product or package without one, or a gift card,
/// or something in words; exactly one of the six is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddInvoiceItem {
    /// The draft.
    pub invoice_id: Id<Invoice>,
    /// The sale that is billed.
    #[serde(default)]
    pub sale_id: Option<Id<Sale>>,
    /// The service that is billed without a sale.
    #[serde(default)]
    pub service_id: Option<Id<Service>>,
    /// The product that is billed without a sale.
    #[serde(default)]
    pub product_id: Option<Id<Product>>,
    /// The package that is billed without a sale.
    #[serde(default)]
    pub package_id: Option<Id<Package>>,
    /// The gift card that is sold, which comes into being when the invoice is issued.
    #[serde(default)]
    pub gift_card: Option<NewGiftCard>,
    /// What is billed in words: a fee, or something that is in no list.
    #[serde(default)]
    pub free_text: Option<FreeText>,
    /// How many; only without a sale.
    #[serde(default)]
    pub item_quantity: Option<Quantity>,
    /// The price of one; its own, if absent, where it has one; only without a sale.
    #[serde(default)]
    pub unit_price: Option<UnitPrice>,
    /// The provider who performed it; only without a sale.
    #[serde(default)]
    pub provider_id: Option<Id<Provider>>,
    /// The day on which it was performed, whose rates of tax hold, at most a year from today; today,
    /// if absent; only without a sale.
    #[serde(default)]
    pub performed_on: Option<NaiveDate>,
    /// The discount on this line.
    #[serde(default)]
    pub discount: Option<Discount>,
    /// Why it is given; the name of the offer, if absent.
    #[serde(default)]
    pub discount_reason: Option<Name>,
    /// The offer that gives it, which says how much.
    #[serde(default)]
    pub discount_offer_id: Option<Id<OfferDiscount>>,
}

impl Operation for AddInvoiceItem {
    type Answer = Stored<InvoiceItem>;
    const NAME: &'static str = "invoice_item_add";
    const NEEDS: Permission = Permission::DraftInvoices;
    const CONFLICTS: Conflicts =
        Conflicts::of(&[LIMITED, NOT_ADDED, NOT_BILLED, NOT_GIVEN, NOT_OFFERED, NO_DRAFT]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.invoice_id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let mut draft = Draft::require(view, referred("/invoice_id", self.invoice_id)).await?;
        let by_hand = HandGiven::before(env, &draft, None)?;
        let mut list_price = None;
        let mut changes = env.changes();
        let id = if let Some(card) = &self.gift_card {
            self.must_be_alone()?;
            sell(env, view, &mut changes, &mut draft, card).await?
        } else {
            let item = match &self.free_text {
                Some(text) => {
                    self.must_name_nothing()?;
                    let discount = self.discount(env, view, draft.invoice(), None).await?;
                    let terms = self.terms(discount);
                    text.line(env, view, draft.invoice(), terms).await?
                }
                None => self.item(env, view, draft.invoice()).await?,
            };
            // In words, nothing has a price but the one that is typed.
            list_price = item.item.named.map(|_| item.item.price);
            draft.add(env, view, &mut changes, item).await?
        };
        let draft = draft.save(env, view, &mut changes).await?;
        if let Some(before) = by_hand {
            let listed = list_price.filter(|_| self.unit_price.is_some());
            before.check(env, view, &draft, listed.map(|price| (id, price))).await?;
        }
        let added = draft.items().iter().find(|item| item.id == id).cloned();
        let added = added.ok_or(Error::NotFound { entity: "invoice_item" })?;
        Ok(Plan::new(added, changes).emit(EventKind::InvoiceItemAdded, id))
    }
}

impl AddInvoiceItem {
    /// A line that names nothing yet.
    #[must_use]
    pub const fn new(invoice_id: Id<Invoice>) -> Self {
        Self {
            invoice_id,
            sale_id: None,
            service_id: None,
            product_id: None,
            package_id: None,
            gift_card: None,
            free_text: None,
            item_quantity: None,
            unit_price: None,
            provider_id: None,
            performed_on: None,
            discount: None,
            discount_reason: None,
            discount_offer_id: None,
        }
    }

    fn must_be_alone(&self) -> Result<()> {
        let named = Self { gift_card: None, ..self.clone() };
        if named == Self::new(self.invoice_id) {
            return Ok(());
        }
        let detail = "A gift card is sold alone, as it is: one a line, without a discount.";
        Err(Error::invalid("", "exactly_one", detail))
    }

    fn must_name_nothing(&self) -> Result<()> {
        let named = ItemRef::at_most_one(self.service_id, self.product_id, self.package_id)?;
        if self.sale_id.is_none() && named.is_none() {
            return Ok(());
        }
        let detail = "What is billed in words is no sale, and in no list.";
        Err(Error::invalid("/free_text", "exactly_one", detail))
    }

    const fn terms(&self, discount: Option<GivenDiscount>) -> LineTerms {
        LineTerms {
            unit_price: self.unit_price,
            quantity: self.item_quantity,
            provider_id: self.provider_id,
            performed_on: self.performed_on,
            discount,
        }
    }

    /// Returns the discount that the request gives to what the line sells.
    async fn discount(
        &self,
        env: &Env,
        view: &mut View<'_>,
        invoice: &Invoice,
        item: Option<ItemRef>,
    ) -> Result<Option<GivenDiscount>> {
        let wanted = WantedLineDiscount {
            discount: self.discount,
            reason: self.discount_reason.clone(),
            offer_id: self.discount_offer_id,
        };
        wanted.given(env, view, invoice, item, None).await
    }

    async fn item(&self, env: &Env, view: &mut View<'_>, invoice: &Invoice) -> Result<NewItem> {
        let (quantity, price) = (self.item_quantity, self.unit_price);
        let named = ItemRef::at_most_one(self.service_id, self.product_id, self.package_id)?;
        match (self.sale_id, named) {
            (Some(sale), None) if quantity.is_none() && price.is_none() => {
                if self.performed_on.is_some() {
                    let detail = "A sale is performed on the day of its appointment.";
                    return Err(Error::invalid("/performed_on", "exactly_one", detail));
                }
                let sale = view.referred("/sale_id", sale).await?;
                if (sale.guest_id, sale.center_id) != (invoice.guest_id, invoice.center_id) {
                    let detail = "The sale is of another guest or center than the invoice.";
                    return Err(Error::invalid("/sale_id", "other_guest_or_center", detail));
                }
                let item = item_of(&sale)?;
                let sold = view.read(item).await?;
                let discount = self.discount(env, view, invoice, Some(item)).await?;
                Ok(item_of_sale(sale, &sold, discount))
            }
            (None, Some(named)) => {
                if self.package_id.is_some() {
                    must_be_whole("/item_quantity", quantity.unwrap_or_default())?;
                }
                let provider = self.provider_id.map(|id| referred("/provider_id", id));
                let organization = Id::<Organization>::from_uuid(env.tenant().0);
                let prices = price.is_none().then(|| peek(organization));
                let (center, sold, _, prices) =
                    view.read((require(invoice.center_id), named, provider, prices)).await?;
                let day = center.business_day(env.now());
                let item = sold.offered(&center, day)?;
                let discount = self.discount(env, view, invoice, Some(named)).await?;
                let performed_on = performed_on(self.performed_on, day)?;
                Ok(NewItem {
                    sale: None,
                    provider_id: self.provider_id,
                    quantity: quantity.unwrap_or_default(),
                    unit_price: price.unwrap_or(item.price),
                    price_mode: prices.flatten().map(|organization| organization.price_mode),
                    discount,
                    performed_on: Some(performed_on),
                    fee_for: None,
                    deposit_id: None,
                    charge: None,
                    item,
                })
            }
            _ => {
                let detail = "Name a sale_id alone, or what is billed without a sale.";
                Err(Error::invalid("", "exactly_one", detail))
            }
        }
    }
}

/// Takes a line off a draft.
#[derive(Clone, Copy, Debug)]
pub struct RemoveInvoiceItem {
    /// Which line.
    pub id: Id<InvoiceItem>,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl RemoveInvoiceItem {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<InvoiceItem>) -> Self {
        Self { id, expected: None }
    }
}

impl Operation for RemoveInvoiceItem {
    type Answer = ();
    const NAME: &'static str = "invoice_item_remove";
    const NEEDS: Permission = Permission::DraftInvoices;
    const CONFLICTS: Conflicts = Conflicts::of(&[LIMITED, NO_DRAFT]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<()>> {
        let item = view.require_version(self.id, self.expected).await?;
        let mut draft = Draft::require(view, require(item.invoice_id)).await?;
        let mut changes = env.changes();
        let by_hand = HandGiven::before(env, &draft, None)?;
        draft.remove(env, view, &mut changes, self.id).await?;
        let draft = draft.save(env, view, &mut changes).await?;
        if let Some(before) = by_hand {
            before.check(env, view, &draft, None).await?;
        }
        Ok(Plan::new((), changes).emit_removed(EventKind::InvoiceItemRemoved, &item))
    }
}
