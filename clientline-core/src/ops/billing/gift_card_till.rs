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
    settlement::{money, price_of},
};
use crate::{
    billing::typed_gift_card_code,
    engine::{
        Env, Operation, Plan, View,
        reading::{First, first, require},
        shown_whole,
    },
    entity::{Query, Stored},
    error::{Error, Result},
    model::{GiftCard, Invoice, InvoiceItem, ItemTaxes, ItemType, PaymentMethod, Permission},
    row::ChangeSet,
    value::{Amount, Code, Currency, Id, Money, Name, Quantity, Stock},
};

/// A gift card that is to be sold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewGiftCard {
    /// How much it pays for, which is its price: it bears no tax, since it is not known yet what
    /// it will pay for.
    pub value: Amount,
    /// The last day on which it pays; none, if it does for ever.
    #[serde(default)]
    pub expires_on: Option<NaiveDate>,
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
    let center = view.require(draft.invoice().center_id).await?;
    let today = center.time_zone.local(env.now()).date();
    if card.expires_on.is_some_and(|last| last < today) {
        let detail = "This is past: the gift card would never pay.";
        return Err(Error::invalid("/gift_card/expires_on", "past", detail));
    }
    let line = line(env, draft, value, card.expires_on)?;
    draft.push(changes, line)
}

/// The line that sells a gift card.
fn line(
    env: &Env,
    draft: &Draft,
    value: Money,
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
        item_name: Name::parse("Gift card").map_err(|error| Error::value("", &error))?,
        business_unit: None,
        category: None,
        item_quantity: Quantity::default(),
        unit_price: price_of(value)?,
        discount: None,
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
        deducted: zero,
        deducted_taxes: ItemTaxes::default(),
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
/// `gift_card_expired`, `currency_mismatch` or `gift_card_of_invoice` if it does not pay for
/// this invoice.
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
    let card: Stored<GiftCard> = card.flatten().ok_or_else(|| {
        Error::invalid(pointer, "unknown_gift_card", "There is no gift card with this code.")
    })?;
    if card.currency != invoice.currency {
        let detail = "The gift card is of another currency than the invoice.";
        return Err(Error::conflict("currency_mismatch", detail));
    }
    let today = center.time_zone.local(env.now()).date();
    if card.expires_on.is_some_and(|last| today > last) {
        return Err(Error::conflict("gift_card_expired", "The gift card has expired."));
    }
    if card.invoice_id == invoice.id {
        let detail = "A gift card does not pay for the invoice that sold it.";
        return Err(Error::conflict("gift_card_of_invoice", detail));
    }
    Ok(Some(card.id))
}
