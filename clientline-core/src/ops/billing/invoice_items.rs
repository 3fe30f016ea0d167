//! The lines of a draft.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    draft::{Draft, NO_DRAFT, NOT_ADDED, NewItem},
    free_text::{FreeText, LineTerms},
    gift_card_till::{NewGiftCard, sell},
    guest_packages::must_be_whole,
    line_sales::{NOT_BILLED, follow},
    line_taxes::taxes_named,
    sales::item_of,
};
use crate::{
    engine::{
        Conflicts, Env, Operation, Plan, View,
        reading::{Answers, First, Reading, first, peek, referred, require},
    },
    entity::{MergePatch, Query, Stored, patch},
    error::{Error, Result},
    model::{
        EventKind, Invoice, InvoiceItem, ItemType, Organization, Package, Permission, Product,
        Provider, Sale, Service, Tax,
    },
    ops::{
        catalogue::items::{ItemRef, NOT_OFFERED, Sold},
        resource::Readable,
    },
    row::{Read, Version},
    storage::Key,
    value::{Discount, Id, IdList, Quantity, UnitPrice},
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
    /// The discount on this line.
    #[serde(default)]
    pub discount: Option<Discount>,
}

impl Operation for AddInvoiceItem {
    type Answer = Stored<InvoiceItem>;
    const NAME: &'static str = "invoice_item_add";
    const NEEDS: Permission = Permission::DraftInvoices;
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_ADDED, NOT_BILLED, NOT_OFFERED, NO_DRAFT]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.invoice_id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let mut draft = Draft::require(view, referred("/invoice_id", self.invoice_id)).await?;
        let mut changes = env.changes();
        let id = if let Some(card) = &self.gift_card {
            self.must_be_alone()?;
            sell(env, view, &mut changes, &mut draft, card).await?
        } else {
            let item = match &self.free_text {
                Some(text) => {
                    self.must_name_nothing()?;
                    text.line(env, view, draft.invoice(), self.terms()).await?
                }
                None => self.item(env, view, draft.invoice()).await?,
            };
            draft.add(env, view, &mut changes, item).await?
        };
        let draft = draft.save(env, view, &mut changes).await?;
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
            discount: None,
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

    const fn terms(&self) -> LineTerms {
        LineTerms {
            unit_price: self.unit_price,
            quantity: self.item_quantity,
            provider_id: self.provider_id,
            discount: self.discount,
        }
    }

    async fn item(&self, env: &Env, view: &mut View<'_>, invoice: &Invoice) -> Result<NewItem> {
        let (quantity, price) = (self.item_quantity, self.unit_price);
        let named = ItemRef::at_most_one(self.service_id, self.product_id, self.package_id)?;
        match (self.sale_id, named) {
            (Some(sale), None) if quantity.is_none() && price.is_none() => {
                let sale = view.referred("/sale_id", sale).await?;
                if (sale.guest_id, sale.center_id) != (invoice.guest_id, invoice.center_id) {
                    let detail = "The sale is of another guest or center than the invoice.";
                    return Err(Error::invalid("/sale_id", "other_guest_or_center", detail));
                }
                let sold = view.read(item_of(&sale)?).await?;
                Ok(item_of_sale(sale, &sold, self.discount))
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
                Ok(NewItem {
                    sale: None,
                    provider_id: self.provider_id,
                    quantity: quantity.unwrap_or_default(),
                    unit_price: price.unwrap_or(item.price),
                    price_mode: prices.flatten().map(|organization| organization.price_mode),
                    discount: self.discount,
                    performed_on: Some(day),
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

/// A change of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InvoiceItemEdit {
    /// How many.
    #[serde(default)]
    pub item_quantity: Quantity,
    /// The price of one.
    pub unit_price: UnitPrice,
    /// The discount on this line.
    #[serde(default)]
    pub discount: Option<Discount>,
    /// The taxes on this line, in the order in which they are charged.
    #[serde(default)]
    pub tax_ids: IdList<Tax>,
}

patch! {
    InvoiceItemPatch of InvoiceItemEdit {
        required {
            unit_price: UnitPrice,
        }
        optional {
            item_quantity: Quantity,
            discount: Option<Discount>,
            tax_ids: IdList<Tax>,
        }
    }
}

/// Changes a line of a draft.
#[derive(Clone, Debug)]
pub struct EditInvoiceItem {
    /// Which line.
    pub id: Id<InvoiceItem>,
    /// The change.
    pub patch: InvoiceItemPatch,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl EditInvoiceItem {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<InvoiceItem>, patch: InvoiceItemPatch) -> Self {
        Self { id, patch, expected: None }
    }
}

impl Operation for EditInvoiceItem {
    type Answer = Stored<InvoiceItem>;
    const NAME: &'static str = "invoice_item_edit";
    const NEEDS: Permission = Permission::DraftInvoices;
    const CONFLICTS: Conflicts = Conflicts::of(&[NO_DRAFT, &["gift_card_line", "line_redeemed"]]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let before = view.require_version(self.id, self.expected).await?;
        if before.guest_package_id.is_some() {
            let detail = "A session of a package was taken for this line; take it off instead.";
            return Err(Error::conflict("line_redeemed", detail));
        }
        if before.item_type == ItemType::GiftCard {
            let detail = "The line sells a gift card; take it off, and add another.";
            return Err(Error::conflict("gift_card_line", detail));
        }
        let borne = before.taxes.0.iter().map(|tax| tax.id).collect();
        let borne = IdList::new(borne).map_err(|error| Error::value("/tax_ids", &error))?;
        let mut edit = InvoiceItemEdit {
            item_quantity: before.item_quantity,
            unit_price: before.unit_price,
            discount: before.discount,
            tax_ids: borne.clone(),
        };
        self.patch.apply_to(&mut edit)?;
        if before.item_type == ItemType::Package && edit.item_quantity != before.item_quantity {
            must_be_whole("/item_quantity", edit.item_quantity)?;
        }
        let taxes = if edit.tax_ids == borne {
            None
        } else {
            Some(taxes_named(view, "/tax_ids", edit.tax_ids.as_slice()).await?)
        };
        let terms = (edit.item_quantity, edit.unit_price, edit.discount);
        let is_agreed_anew =
            taxes.is_some() || terms != (before.item_quantity, before.unit_price, before.discount);
        let keeps_price = (terms.0, terms.1) == (before.item_quantity, before.unit_price);
        let sale = before.sale_id.filter(|_| is_agreed_anew);
        let sale = view.read(sale.map(require)).await?;
        let mut draft = Draft::require(view, require(before.invoice_id)).await?;
        let mut changes = env.changes();
        draft.change(&mut changes, self.id, |item| {
            item.item_quantity = edit.item_quantity;
            item.unit_price = edit.unit_price.in_currency(item.currency);
            item.discount = edit.discount;
            // What has another price by now charges a sum.
            item.charge_percent = item.charge_percent.filter(|_| keeps_price);
        })?;
        if let Some(taxes) = taxes {
            draft.bear(view, &mut changes, self.id, edit.tax_ids.as_slice(), &taxes)?;
        }
        let line = draft.items().iter().find(|item| item.id == self.id);
        if let Some((sale, line)) = sale.as_ref().zip(line) {
            follow(&mut changes, sale, line, draft.invoice().price_mode)?;
        }
        let draft = draft.save(env, view, &mut changes).await?;
        let after = draft.items().iter().find(|item| item.id == self.id).cloned();
        let after = after.ok_or(Error::NotFound { entity: "invoice_item" })?;
        Ok(Plan::new(after, changes).emit(EventKind::InvoiceItemUpdated, self.id))
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
    const CONFLICTS: Conflicts = Conflicts::of(&[NO_DRAFT]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<()>> {
        let item = view.require_version(self.id, self.expected).await?;
        let mut draft = Draft::require(view, require(item.invoice_id)).await?;
        let mut changes = env.changes();
        draft.remove(env, view, &mut changes, self.id).await?;
        draft.save(env, view, &mut changes).await?;
        Ok(Plan::new((), changes).emit_removed(EventKind::InvoiceItemRemoved, &item))
    }
}

/// Whether a sale stands on an invoice.
pub(super) struct BilledOn {
    invoice_id: Id<Invoice>,
    sale_id: Id<Sale>,
}

/// Asks for the sale that the request's body names at `/sale_id`, which must stand
/// on an invoice, and relies on it.
pub(super) const fn billed_on(invoice_id: Id<Invoice>, sale_id: Id<Sale>) -> BilledOn {
    BilledOn { invoice_id, sale_id }
}

impl BilledOn {
    fn line(&self) -> First<InvoiceItem> {
        first(
            Query::one()
                .eq(InvoiceItem::invoice_id(), &self.invoice_id)
                .eq(InvoiceItem::sale_id(), &Some(self.sale_id)),
        )
    }
}

/// The sale alone is relied on: it is written whenever its line comes or goes.
impl Reading for BilledOn {
    type Found = Stored<Sale>;

    fn ask(&self, reads: &mut Vec<Read>) {
        referred::<Sale>("/sale_id", self.sale_id).ask(reads);
        self.line().ask(reads);
    }

    fn take(self, answers: &mut Answers<'_>) -> Result<Stored<Sale>> {
        let sale = referred("/sale_id", self.sale_id).take(answers)?;
        self.line().take(answers)?.map(|_| sale).ok_or_else(|| {
            let detail = "This sale does not stand on the invoice.";
            Error::invalid("/sale_id", "other_invoice", detail)
        })
    }
}

/// Makes a line of a sale, and of what was sold.
pub(super) fn item_of_sale(sale: Stored<Sale>, sold: &Sold, discount: Option<Discount>) -> NewItem {
    let discount = discount.or(sale.discount);
    let (quantity, unit_price, provider_id) = (sale.quantity, sale.unit_price, sale.provider_id);
    NewItem {
        provider_id,
        quantity,
        unit_price,
        price_mode: sale.price_mode,
        discount,
        performed_on: Some(sale.sale_date),
        item: sold.item(),
        fee_for: None,
        deposit_id: None,
        charge: None,
        sale: Some(sale),
    }
}
