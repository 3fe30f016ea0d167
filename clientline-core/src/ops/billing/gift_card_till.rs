//! Gift cards at the till: sold as a line of a draft, asked for what is left, and taken in the
//! place of money.
//!
//! A code that is unknown and one that is not theirs to see are answered alike, so that nobody
//! learns which codes there are.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    draft::Draft,
    line_taxes::{taxes_named, taxes_of},
    settlement::money,
};
use crate::{
    billing::typed_gift_card_code,
    engine::{
        Env, Operation, Plan, View,
        reading::{First, first, peek, referred, require},
        shown_whole,
    },
    entity::{Query, Stored},
    error::{Error, Result},
    model::{
        GiftCard, Invoice, InvoiceItem, ItemTaxes, ItemType, Organization, PaymentMethod,
        Permission, Phrase, Product, Service, Tax,
    },
    row::ChangeSet,
    value::{Amount, Code, Currency, Id, IdList, Money, Name, Quantity, Stock},
};

/// A gift card that is to be sold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewGiftCard {
    /// How much it costs; with its tax, how much it pays for.
    pub value: Amount,
    /// The last day on which it pays; none, if it does for ever.
    #[serde(default)]
    pub expires_on: Option<NaiveDate>,
    /// The taxes on what it will pay for, if they are known: they are charged now, and it pays for
    /// lines that bear them.
    #[serde(default)]
    pub tax_ids: IdList<Tax>,
    /// The service whose taxes these are.
    #[serde(default)]
    pub service_id: Option<Id<Service>>,
    /// The product whose taxes these are.
    #[serde(default)]
    pub product_id: Option<Id<Product>>,
}

impl NewGiftCard {
    /// A gift card of which it is not known what it will pay for.
    #[must_use]
    pub fn over(value: Amount) -> Self {
        let tax_ids = IdList::default();
        Self { value, expires_on: None, tax_ids, service_id: None, product_id: None }
    }

    /// Returns the taxes that it bears, in the order in which they are charged.
    async fn taxes(&self, view: &mut View<'_>) -> Result<(Vec<Id<Tax>>, Vec<Stored<Tax>>)> {
        let named = self.tax_ids.as_slice();
        let (service, product) = (self.service_id, self.product_id);
        let kinds = [!named.is_empty(), service.is_some(), product.is_some()];
        if kinds.iter().filter(|is_named| **is_named).count() > 1 {
            let detail = "Name its taxes, or one service or product that it is for.";
            return Err(Error::invalid("/gift_card", "at_most_one", detail));
        }
        let service = service.map(|id| referred("/gift_card/service_id", id));
        let product = product.map(|id| referred("/gift_card/product_id", id));
        let (service, product) = view.read((service, product)).await?;
        let ids = match (service, product) {
            (Some(service), _) => service.tax_ids.as_slice().to_vec(),
            (None, Some(product)) => product.tax_ids.as_slice().to_vec(),
            (None, None) => named.to_vec(),
        };
        let found = taxes_named(view, "/gift_card/tax_ids", &ids).await?;
        Ok((ids, found))
    }
}

/// Puts a gift card onto a draft. It comes into being when that is issued.
pub(super) async fn sell(
    env: &Env,
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    draft: &mut Draft,
    card: &NewGiftCard,
) -> Result<Id<InvoiceItem>> {
    let value = money("/gift_card/value", card.value, draft.invoice().currency)?;
    if value.minor() <= 0 {
        let detail = "A gift card is sold over more than nothing.";
        return Err(Error::invalid("/gift_card/value", "out_of_range", detail));
    }
    let organization = peek(Id::<Organization>::from_uuid(env.tenant().0));
    let read = (require(draft.invoice().center_id), organization);
    let (center, organization) = view.read(read).await?;
    let today = center.business_day(env.now());
    if card.expires_on.is_some_and(|last| last < today) {
        let detail = "This is past: the gift card would never pay.";
        return Err(Error::invalid("/gift_card/expires_on", "past", detail));
    }
    let (ids, found) = Box::pin(card.taxes(view)).await?;
    let taxes = taxes_of(view, &ids, &found, draft.taxed(Some(today)));
    let words = Organization::language(organization.as_deref()).says(Phrase::GiftCard);
    let item_name = Name::parse(words).map_err(|error| Error::value("", &error))?;
    let line = InvoiceItem { taxes, ..line(env, draft, (item_name, value), card.expires_on)? };
    draft.push(changes, line)
}

/// The line that sells a gift card.
fn line(
    env: &Env,
    draft: &Draft,
    (item_name, value): (Name, Money),
    expires_on: Option<NaiveDate>,
) -> Result<InvoiceItem> {
    let zero = Money::zero(value.currency());
    Ok(InvoiceItem {
        id: env.new_id(),
        invoice_id: draft.invoice().id,
        sale_id: None,
        row_num: draft.next_row(),
        item_type: ItemType::GiftCard,
        service_id: None,
        product_id: None,
        package_id: None,
        item_code: None,
        item_name,
        business_unit: None,
        category: None,
        item_quantity: Quantity::default(),
        unit_price: value
            .to_string()
            .parse()
            .map_err(|error| Error::value("/gift_card/value", &error))?,
        discount: None,
        discount_reason: None,
        discount_offer_id: None,
        item_discount: zero,
        net_price: zero,
        tax: zero,
        currency: value.currency(),
        taxes: ItemTaxes::default(),
        provider_id: None,
        performed_on: None,
        guest_package_id: None,
        gift_card_expires_on: expires_on,
        redeemed: zero,
        stock_taken: Stock::default(),
        appointment_id: None,
        deposit_id: None,
        gift_card_id: None,
        deducted: zero,
        deducted_taxes: ItemTaxes::default(),
        charge_percent: None,
    })
}

/// Asks for the gift card with a code.
fn with_code(typed: &Code) -> Option<First<GiftCard>> {
    let code = Code::parse(&typed_gift_card_code(typed)).ok()?;
    Some(first(Query::one().eq(GiftCard::code(), &code)))
}

/// Reads what is left on the gift card with a code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GetGiftCardBalance {
    /// The code, as it is typed.
    pub code: Code,
}

/// What is left on a gift card.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct GiftCardStanding {
    /// The gift card.
    pub gift_card_id: Id<GiftCard>,
    /// The end of its code.
    pub last_four: Code,
    /// What is left.
    pub balance: Money,
    /// The currency of the amount.
    pub currency: Currency,
    /// The last day on which it pays; none, if it does for ever.
    pub expires_on: Option<NaiveDate>,
}

shown_whole!(GiftCardStanding);

impl Operation for GetGiftCardBalance {
    type Answer = GiftCardStanding;
    const NAME: &'static str = "gift_card_balance_get";
    const NEEDS: Permission = Permission::ReadPayments;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let card = view.read(with_code(&self.code)).await?.flatten();
        let card = card.ok_or(Error::NotFound { entity: "gift_card" })?;
        let standing = GiftCardStanding {
            gift_card_id: card.id,
            last_four: card.last_four.clone(),
            balance: card.balance,
            currency: card.currency,
            expires_on: card.expires_on,
        };
        Ok(Plan::read(env, standing))
    }
}

/// Returns the gift card that pays, if one does.
///
/// # Errors
///
/// [`Error::Invalid`] `unknown_gift_card` if none has the code; and [`Error::Conflict`]
/// `gift_card_expired`, `currency_mismatch`, `gift_card_taxed` or `gift_card_of_invoice` if it does
/// not pay for this invoice.
pub(super) async fn paying(
    method: PaymentMethod,
    code: Option<&Code>,
    env: &Env,
    view: &mut View<'_>,
    invoice: &Invoice,
) -> Result<Option<Id<GiftCard>>> {
    let pointer = "/gift_card_code";
    let code = match (method, code) {
        (PaymentMethod::GiftCard, Some(code)) => code,
        (PaymentMethod::GiftCard, None) => {
            return Err(Error::invalid(pointer, "required", "Say the code of the gift card."));
        }
        (_, Some(_)) => {
            let detail = "Only a gift card has a code.";
            return Err(Error::invalid(pointer, "gift_card_only", detail));
        }
        (_, None) => return Ok(None),
    };
    let (card, center) = view.read((with_code(code), require(invoice.center_id))).await?;
    let card = presented(card.flatten(), pointer, invoice, center.business_day(env.now()))?;
    if card.is_single_purpose() {
        let detail = "Its tax was charged when it was sold: deduct it from a line of a draft.";
        return Err(Error::conflict("gift_card_taxed", detail));
    }
    if card.invoice_id == invoice.id {
        let detail = "A gift card does not pay for the invoice that sold it.";
        return Err(Error::conflict("gift_card_of_invoice", detail));
    }
    Ok(Some(card.id))
}

/// Returns the gift card that is deducted of a line of a draft, whose tax was charged when it was
/// sold.
///
/// # Errors
///
/// [`Error::Invalid`] `unknown_gift_card` if none has the code, and `gift_card_not_taxed` if its tax
/// is charged when it pays; and [`Error::Conflict`] `gift_card_expired`, `currency_mismatch` or
/// `gift_card_short` if it pays no more, or not for this invoice.
pub(super) async fn deducted(
    code: &Code,
    env: &Env,
    view: &mut View<'_>,
    invoice: &Invoice,
) -> Result<Stored<GiftCard>> {
    let pointer = "/gift_card_code";
    let (card, center) = view.read((with_code(code), require(invoice.center_id))).await?;
    let card = presented(card.flatten(), pointer, invoice, center.business_day(env.now()))?;
    if !card.is_single_purpose() {
        let detail = "Its tax is charged when it pays: take a payment by it.";
        return Err(Error::invalid(pointer, "gift_card_not_taxed", detail));
    }
    if card.balance.minor() == 0 {
        return Err(Error::conflict("gift_card_short", "Nothing is left on the gift card."));
    }
    Ok(card)
}

/// Returns the gift card that was found by its code, if it pays on a day, in the currency of an
/// invoice.
fn presented(
    card: Option<Stored<GiftCard>>,
    pointer: &str,
    invoice: &Invoice,
    today: NaiveDate,
) -> Result<Stored<GiftCard>> {
    let card = card.ok_or_else(|| {
        Error::invalid(pointer, "unknown_gift_card", "There is no gift card with this code.")
    })?;
    if card.currency != invoice.currency {
        let detail = "The gift card is of another currency than the invoice.";
        return Err(Error::conflict("currency_mismatch", detail));
    }
    if card.expires_on.is_some_and(|last| today > last) {
        return Err(Error::conflict("gift_card_expired", "The gift card has expired."));
    }
    Ok(card)
}
