//! A line of a draft that is changed.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    discount_limit::{HandGiven, LIMITED, listed},
    draft::{Draft, NO_DRAFT},
    guest_packages::must_be_whole,
    line_discount::{Said, WantedLineDiscount},
    line_sales::follow,
    line_taxes::taxes_named,
};
use crate::{
    engine::{
        Conflicts, Env, Operation, Plan, View,
        reading::{referred, require},
    },
    entity::{MergePatch, Stored, patch},
    error::{Error, Result},
    model::{
        EventKind, GivenDiscount, Invoice, InvoiceItem, ItemType, OfferDiscount, Permission,
        Provider, Sale, Tax,
    },
    ops::catalogue::{items::ItemRef, offers::NOT_GIVEN},
    row::Version,
    storage::Key,
    value::{Discount, Id, IdList, Name, Quantity, UnitPrice},
};

/// How many days lie at most between today and the day on which a line was performed.
const PERFORMED_WITHIN: u64 = 366;

/// A change of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InvoiceItemEdit {
    /// How many.
    #[serde(default)]
    pub item_quantity: Quantity,
    /// The price of one.
    pub unit_price: UnitPrice,
    /// Who performed it, or sold it.
    #[serde(default)]
    pub provider_id: Option<Id<Provider>>,
    /// The day on which it was performed, whose rates of tax hold, at most a year from today; that of
    /// issue, if absent. That of an appointment is changed with the appointment.
    #[serde(default)]
    pub performed_on: Option<NaiveDate>,
    /// The discount on this line.
    #[serde(default)]
    pub discount: Option<Discount>,
    /// Why it is given; the name of the offer, if nothing else is said.
    #[serde(default)]
    pub discount_reason: Option<Name>,
    /// The offer that gives it, which says how much.
    #[serde(default)]
    pub discount_offer_id: Option<Id<OfferDiscount>>,
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
            provider_id: Option<Id<Provider>>,
            performed_on: Option<NaiveDate>,
            discount: Option<Discount>,
            discount_reason: Option<Name>,
            discount_offer_id: Option<Id<OfferDiscount>>,
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
    const CONFLICTS: Conflicts =
        Conflicts::of(&[LIMITED, NO_DRAFT, NOT_GIVEN, &["gift_card_line", "line_redeemed"]]);

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
            provider_id: before.provider_id,
            performed_on: before.performed_on,
            discount: before.discount,
            discount_reason: before.discount_reason.clone(),
            discount_offer_id: before.discount_offer_id,
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
        let keeps_price =
            (edit.item_quantity, edit.unit_price) == (before.item_quantity, before.unit_price);
        let mut draft = Draft::require(view, require(before.invoice_id)).await?;
        let given = self.discount(env, view, draft.invoice(), (&before, &edit)).await?;
        let is_of_another = edit.provider_id != before.provider_id;
        let is_moved = edit.performed_on != before.performed_on;
        let is_agreed_anew = taxes.is_some()
            || !keeps_price
            || given != before.given_discount()
            || is_of_another
            || is_moved;
        let listed = listed(env, view, &before, edit.unit_price).await?;
        let by_hand = HandGiven::before(env, &draft, listed)?;
        let sale = before.sale_id.filter(|_| is_agreed_anew);
        let provider = edit.provider_id.filter(|_| is_of_another);
        let provider = provider.map(|id| referred("/provider_id", id));
        let (mut sale, _) = view.read((sale.map(require), provider)).await?;
        if is_moved {
            if sale.as_ref().is_some_and(|sale| sale.appointment_id.is_some()) {
                let detail = "The day of an appointment is changed by moving it.";
                return Err(Error::invalid("/performed_on", "of_appointment", detail));
            }
            let center = view.require(draft.invoice().center_id).await?;
            performed_on(edit.performed_on, center.business_day(env.now()))?;
        }
        let mut changes = env.changes();
        if is_of_another {
            let by = |sale: &Stored<Sale>| {
                changes.update(sale, |sale| sale.provider_id = edit.provider_id)
            };
            sale = sale.as_ref().map(by);
        }
        draft.change(&mut changes, self.id, |item| {
            item.item_quantity = edit.item_quantity;
            item.unit_price = edit.unit_price.in_currency(item.currency);
            item.provider_id = edit.provider_id;
            item.performed_on = edit.performed_on;
            item.give(given);
            // What has another price by now charges a sum.
            item.charge_percent = item.charge_percent.filter(|_| keeps_price);
        })?;
        if is_moved {
            let taxes = view.read(draft.taxes()).await?.unwrap_or_default();
            let exemption = draft.invoice().tax_exemption.clone();
            draft.charge_taxes(view, &mut changes, &taxes, exemption.as_ref(), None);
        }
        if let Some(taxes) = taxes {
            draft.bear(view, &mut changes, self.id, edit.tax_ids.as_slice(), &taxes)?;
        }
        let line = draft.items().iter().find(|item| item.id == self.id);
        if let Some((sale, line)) = sale.as_ref().zip(line) {
            follow(&mut changes, sale, line, draft.invoice().price_mode)?;
        }
        let draft = draft.save(env, view, &mut changes).await?;
        if let Some(before) = by_hand {
            before.check(env, view, &draft, listed).await?;
        }
        let after = draft.items().iter().find(|item| item.id == self.id).cloned();
        let after = after.ok_or(Error::NotFound { entity: "invoice_item" })?;
        Ok(Plan::new(after, changes).emit(EventKind::InvoiceItemUpdated, self.id))
    }
}

impl EditInvoiceItem {
    /// Returns the discount that the line has by then: the one that it had, unless the request says
    /// something else of it.
    async fn discount(
        &self,
        env: &Env,
        view: &mut View<'_>,
        invoice: &Invoice,
        (before, edit): (&InvoiceItem, &InvoiceItemEdit),
    ) -> Result<Option<GivenDiscount>> {
        let wanted = WantedLineDiscount {
            discount: edit.discount,
            reason: edit.discount_reason.clone(),
            offer_id: edit.discount_offer_id,
        };
        let given = before.given_discount();
        let said = Said {
            discount: !self.patch.discount.is_absent(),
            reason: !self.patch.discount_reason.is_absent(),
            offer_id: !self.patch.discount_offer_id.is_absent(),
        };
        let wanted = wanted.instead_of(given.as_ref(), said);
        let item = ItemRef::at_most_one(before.service_id, before.product_id, before.package_id)?;
        wanted.given(env, view, invoice, item, given.as_ref()).await
    }
}

/// Returns the day on which something is performed: today, unless another is said.
///
/// # Errors
///
/// [`Error::Invalid`] at `/performed_on`, `out_of_range`, if that is more than a year away.
pub(super) fn performed_on(said: Option<NaiveDate>, today: NaiveDate) -> Result<NaiveDate> {
    let day = said.unwrap_or(today);
    if day.signed_duration_since(today).num_days().unsigned_abs() > PERFORMED_WITHIN {
        let detail = "The day of performance is at most a year from today.";
        return Err(Error::invalid("/performed_on", "out_of_range", detail));
    }
    Ok(day)
}
