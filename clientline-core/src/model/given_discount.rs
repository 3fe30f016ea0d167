//! Discounts as they are given: how much, why, and by which offer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::OfferDiscount;
use crate::{
    entity::{json_scalar, replaced_whole},
    value::{Amount, Discount, Id, Name, Percent},
};

/// A discount with its reason. What an offer gave is kept as it was given, whatever becomes of the
/// offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "GivenFields", into = "GivenFields")]
#[schemars(with = "GivenFields")]
pub struct GivenDiscount {
    /// How much is taken off.
    pub discount: Discount,
    /// Why; the name of the offer, unless another one was said.
    pub reason: Option<Name>,
    /// The offer that gave it; it was given by hand, if absent.
    pub offer_id: Option<Id<OfferDiscount>>,
}

impl GivenDiscount {
    /// Reads one from the columns of a row, if it has any.
    pub(super) fn of(
        discount: Option<Discount>,
        reason: Option<&Name>,
        offer_id: Option<Id<OfferDiscount>>,
    ) -> Option<Self> {
        discount.map(|discount| Self { discount, reason: reason.cloned(), offer_id })
    }

    /// Gives what stands in the columns of a row: how much, why, and by which offer.
    pub(super) fn columns(
        given: Option<Self>,
    ) -> (Option<Discount>, Option<Name>, Option<Id<OfferDiscount>>) {
        let Some(Self { discount, reason, offer_id }) = given else { return (None, None, None) };
        (Some(discount), reason, offer_id)
    }
}

/// A discount by hand that says nothing of why.
impl From<Discount> for GivenDiscount {
    fn from(discount: Discount) -> Self {
        Self { discount, reason: None, offer_id: None }
    }
}

/// Discounts on a whole invoice, in the order in which they apply.
///
/// Their offers are no references in the database, since they stand within a text. What an invoice
/// says stays all the same, name and value, when an offer is deleted that is named here alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct InvoiceDiscounts(#[schemars(length(max = 100))] pub Vec<GivenDiscount>);

impl InvoiceDiscounts {
    /// How many of them say a reason or an offer at most: with the longest words they all fit the
    /// 16,384 characters of their column, beside as many without as an invoice may have.
    pub const REASONS_MAX: usize = 25;
}

json_scalar!(InvoiceDiscounts);
#[cfg(feature = "fixture")]
crate::entity::by_default!(InvoiceDiscounts);

/// A discount that is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "GivenFields", into = "GivenFields")]
#[schemars(with = "GivenFields")]
pub enum WantedDiscount {
    /// One by hand.
    ByHand {
        /// How much is taken off.
        discount: Discount,
        /// Why.
        reason: Option<Name>,
    },
    /// What an offer gives.
    Offer {
        /// The offer.
        offer_id: Id<OfferDiscount>,
        /// Why; its name, if absent.
        reason: Option<Name>,
        /// What it is said to give, of which nothing else may be said than it does.
        discount: Option<Discount>,
    },
}

/// Discounts that are asked for on a whole invoice, in the order in which they apply.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct WantedDiscounts(#[schemars(length(max = 100))] pub Vec<WantedDiscount>);

replaced_whole!(WantedDiscounts);

impl From<GivenDiscount> for WantedDiscount {
    fn from(given: GivenDiscount) -> Self {
        let GivenDiscount { discount, reason, offer_id } = given;
        match offer_id {
            None => Self::ByHand { discount, reason },
            Some(offer_id) => Self::Offer { offer_id, reason, discount: Some(discount) },
        }
    }
}

impl From<&InvoiceDiscounts> for WantedDiscounts {
    fn from(given: &InvoiceDiscounts) -> Self {
        Self(given.0.iter().cloned().map(WantedDiscount::from).collect())
    }
}

/// The members of a discount: one form of how much, unless an offer says it.
#[derive(Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "GivenDiscount")]
struct GivenFields {
    /// The share that is taken off, in percent; not beside a sum.
    #[serde(skip_serializing_if = "Option::is_none")]
    percent: Option<Percent>,
    /// The sum that is taken off, as prices are read.
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<Amount>,
    /// The sum with its tax.
    #[serde(skip_serializing_if = "Option::is_none")]
    amount_with_tax: Option<Amount>,
    /// The sum without tax.
    #[serde(skip_serializing_if = "Option::is_none")]
    amount_without_tax: Option<Amount>,
    /// Why it is given; the name of the offer, if one gives it and nothing else is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Name>,
    /// The offer that gives it, which says how much.
    #[serde(skip_serializing_if = "Option::is_none")]
    offer_id: Option<Id<OfferDiscount>>,
}

impl GivenFields {
    /// How much it says, if it says it.
    fn discount(&self) -> Result<Option<Discount>, &'static str> {
        let forms = [
            self.percent.map(Discount::Percent),
            self.amount.map(Discount::Amount),
            self.amount_with_tax.map(Discount::AmountWithTax),
            self.amount_without_tax.map(Discount::AmountWithoutTax),
        ];
        let mut forms = forms.into_iter().flatten();
        match (forms.next(), forms.next()) {
            (discount, None) => Ok(discount),
            _ => Err(ONE_FORM),
        }
    }

    /// A discount with neither a reason nor an offer.
    fn of(discount: Discount) -> Self {
        let mut fields = Self::default();
        match discount {
            Discount::Percent(percent) => fields.percent = Some(percent),
            Discount::Amount(amount) => fields.amount = Some(amount),
            Discount::AmountWithTax(amount) => fields.amount_with_tax = Some(amount),
            Discount::AmountWithoutTax(amount) => fields.amount_without_tax = Some(amount),
        }
        fields
    }
}

const ONE_FORM: &str = "A discount is one of a `percent` and a sum, or what its `offer_id` gives.";

impl TryFrom<GivenFields> for GivenDiscount {
    type Error = &'static str;

    fn try_from(fields: GivenFields) -> Result<Self, &'static str> {
        let discount = fields.discount()?.ok_or(ONE_FORM)?;
        Ok(Self { discount, reason: fields.reason, offer_id: fields.offer_id })
    }
}

impl From<GivenDiscount> for GivenFields {
    fn from(given: GivenDiscount) -> Self {
        let GivenDiscount { discount, reason, offer_id } = given;
        Self { reason, offer_id, ..Self::of(discount) }
    }
}

impl TryFrom<GivenFields> for WantedDiscount {
    type Error = &'static str;

    fn try_from(fields: GivenFields) -> Result<Self, &'static str> {
        match (fields.offer_id, fields.discount()?) {
            (Some(offer_id), discount) => {
                Ok(Self::Offer { offer_id, reason: fields.reason, discount })
            }
            (None, Some(discount)) => Ok(Self::ByHand { discount, reason: fields.reason }),
            (None, None) => Err(ONE_FORM),
        }
    }
}

impl From<WantedDiscount> for GivenFields {
    fn from(wanted: WantedDiscount) -> Self {
        match wanted {
            WantedDiscount::ByHand { discount, reason } => Self { reason, ..Self::of(discount) },
            WantedDiscount::Offer { offer_id, reason, discount } => {
                let fields = discount.map_or_else(Self::default, Self::of);
                Self { reason, offer_id: Some(offer_id), ..fields }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::Scalar as _;

    const OFFER: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

    #[test]
    fn what_was_stored_before_there_were_reasons_is_read_and_written_as_it_was() {
        let text = r#"[{"percent":"10"},{"amount_with_tax":"5.00"}]"#;
        let read: InvoiceDiscounts = serde_json::from_str(text).unwrap();
        let ten: Discount = serde_json::from_str(r#"{"percent": "10"}"#).unwrap();
        assert_eq!(read.0[0], GivenDiscount::from(ten));
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
    }

    #[test]
    fn a_discount_is_asked_for_by_its_value_or_by_an_offer() {
        let read = |json: &str| serde_json::from_str::<WantedDiscount>(json);
        let by_hand = read(r#"{"percent": 10, "reason": "Late start"}"#).unwrap();
        assert!(matches!(by_hand, WantedDiscount::ByHand { reason: Some(_), .. }));
        let offer = format!(r#"{{"offer_id":"{OFFER}"}}"#);
        let wanted = read(&offer).unwrap();
        assert!(matches!(wanted, WantedDiscount::Offer { reason: None, discount: None, .. }));
        assert_eq!(serde_json::to_string(&wanted).unwrap(), offer);
        for json in ["{}", r#"{"reason": "So"}"#, r#"{"percent": 1, "amount": 1}"#, "5"] {
            assert!(read(json).is_err(), "{json}");
        }
        // What is kept says how much, whoever gave it.
        assert!(serde_json::from_str::<GivenDiscount>(&offer).is_err());
    }

    #[test]
    fn as_many_discounts_as_there_can_be_with_the_longest_words_fit_their_column() {
        let longest = format!(
            r#"{{"amount_without_tax": "{}", "reason": "{}", "offer_id": "{OFFER}"}}"#,
            Amount::from_scaled(99_999_999_999_999_999).unwrap_or_default(),
            r#"\""#.repeat(200)
        );
        let longest: GivenDiscount = serde_json::from_str(&longest).unwrap();
        let plain = GivenDiscount { reason: None, offer_id: None, ..longest.clone() };
        let mut all = vec![longest; InvoiceDiscounts::REASONS_MAX];
        all.resize(crate::billing::MAX_DISCOUNTS, plain);
        let crate::row::Value::Text(text) = InvoiceDiscounts(all).to_value() else {
            panic!("it is a text")
        };
        assert!(text.chars().count() <= 16_384, "{}", text.chars().count());
    }
}
