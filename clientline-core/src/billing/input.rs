//! The input from which an invoice is computed.

use std::{borrow::Cow, fmt, str::FromStr, sync::Arc};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{
    model::TaxCategory,
    value::{
        Amount, Currency, Discount, Percent, PriceMode, Quantity, TaxRate, UnitPrice, ValueError,
    },
};

/// The name of a tax on its invoice: 1 to 64 characters, none of them a
/// control character.
///
/// ```
/// use clientline_core::billing::TaxKey;
///
/// let key: TaxKey = "S25".parse()?;
/// assert_eq!(key.as_str(), "S25");
/// assert!("".parse::<TaxKey>().is_err());
/// # Ok::<(), clientline_core::value::ValueError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaxKey(Arc<str>);

impl TaxKey {
    /// How many characters a key has at most: an id or a short code.
    pub const MAX_LENGTH: usize = 64;

    /// Returns the text of the key.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for TaxKey {
    type Err = ValueError;

    /// Takes the text as it is.
    ///
    /// # Errors
    /// [`ValueError::OutOfRange`] for no text, for more than
    /// [`TaxKey::MAX_LENGTH`] characters, and for control characters.
    fn from_str(text: &str) -> Result<Self, ValueError> {
        let length = text.chars().take(Self::MAX_LENGTH + 1).count();
        if length == 0 || length > Self::MAX_LENGTH || text.contains(char::is_control) {
            return Err(ValueError::OutOfRange {
                value: "id of a tax",
                range: "1 to 64 characters, none of them a control character",
            });
        }
        Ok(Self(text.into()))
    }
}

impl fmt::Display for TaxKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Serialize for TaxKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for TaxKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl JsonSchema for TaxKey {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "TaxKey".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "What a tax is called on its invoice.",
            "minLength": 1,
            "maxLength": Self::MAX_LENGTH,
            "pattern": r"^[^\x00-\x1F\x7F-\x9F]*$",
            "examples": ["S25"],
        })
    }
}

/// A tax of an invoice, which its lines refer to by id.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tax {
    /// The identifier by which lines name the tax; no other tax of the invoice has this id.
    pub id: TaxKey,
    /// The rate in percent.
    pub rate: TaxRate,
    /// Whether the taxes that a line lists before this one are taxed too.
    #[serde(default)]
    pub compound: bool,
    /// The category (EN 16931): standard, if the rate is above zero, and any other one, if it is
    /// zero. By the rate, if absent: standard above zero, and zero otherwise.
    #[serde(default)]
    pub category: Option<TaxCategory>,
}

impl Tax {
    /// Returns the category, given or by the rate.
    #[must_use]
    pub fn category(&self) -> TaxCategory {
        self.category.unwrap_or_else(|| TaxCategory::of_rate(self.rate))
    }
}

/// A discount of the invoice as a whole, or of some of its lines together.
///
/// It is spread over its lines, first by their taxes and then by their
/// amounts, and is never more than what they still amount to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "InvoiceDiscountFields", into = "InvoiceDiscountFields")]
pub struct InvoiceDiscount {
    /// The amount taken off.
    pub discount: Discount,
    /// The positions of the lines it is for; all of them when there is none.
    pub lines: Option<Vec<usize>>,
}

/// The example of a discount's lines.
const FIRST_TWO_LINES: [usize; 2] = [0, 1];

/// A discount of an invoice: exactly one of a percentage and a sum.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "InvoiceDiscount")]
struct InvoiceDiscountFields {
    /// The share that is taken off, in percent; not beside a sum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    percent: Option<Percent>,
    /// The sum that is taken off, as prices are read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    amount: Option<Amount>,
    /// The sum with its tax.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    amount_with_tax: Option<Amount>,
    /// The sum without tax.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    amount_without_tax: Option<Amount>,
    /// The positions of the lines it is for, the first being 0; absent for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(example = FIRST_TWO_LINES)]
    lines: Option<Vec<usize>>,
}

impl TryFrom<InvoiceDiscountFields> for InvoiceDiscount {
    type Error = &'static str;

    fn try_from(fields: InvoiceDiscountFields) -> Result<Self, &'static str> {
        let forms = [
            fields.percent.map(Discount::Percent),
            fields.amount.map(Discount::Amount),
            fields.amount_with_tax.map(Discount::AmountWithTax),
            fields.amount_without_tax.map(Discount::AmountWithoutTax),
        ];
        let mut forms = forms.into_iter().flatten();
        match (forms.next(), forms.next()) {
            (Some(discount), None) => Ok(Self { discount, lines: fields.lines }),
            _ => Err("A discount is exactly one of a `percent` and a sum."),
        }
    }
}

impl From<InvoiceDiscount> for InvoiceDiscountFields {
    fn from(discount: InvoiceDiscount) -> Self {
        let mut fields = Self {
            percent: None,
            amount: None,
            amount_with_tax: None,
            amount_without_tax: None,
            lines: discount.lines,
        };
        match discount.discount {
            Discount::Percent(percent) => fields.percent = Some(percent),
            Discount::Amount(amount) => fields.amount = Some(amount),
            Discount::AmountWithTax(amount) => fields.amount_with_tax = Some(amount),
            Discount::AmountWithoutTax(amount) => fields.amount_without_tax = Some(amount),
        }
        fields
    }
}

/// A line of an invoice.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LineInput {
    /// How many units are sold.
    pub quantity: Quantity,
    /// The price of one.
    pub unit_price: UnitPrice,
    /// The discount on this line alone.
    pub discount: Option<Discount>,
    /// The ids of its taxes, in the order in which compound ones build on them.
    pub taxes: Vec<TaxKey>,
}

/// Everything that the totals of an invoice depend on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct InvoiceInput {
    /// The currency of every amount.
    pub currency: Currency,
    /// Whether the prices contain their taxes.
    pub price_mode: PriceMode,
    /// The taxes that lines may refer to.
    pub taxes: Vec<Tax>,
    /// The lines.
    pub lines: Vec<LineInput>,
    /// The discounts over several lines, in the order in which they are taken.
    pub discounts: Vec<InvoiceDiscount>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invoice_discount_has_exactly_one_form() {
        let read = |json| serde_json::from_str::<InvoiceDiscount>(json);
        let discount = read(r#"{"amount": "5.00", "lines": [0, 1]}"#).unwrap();
        assert_eq!(discount.lines.as_deref(), Some([0, 1].as_slice()));
        assert_eq!(serde_json::to_string(&discount).unwrap(), r#"{"amount":"5.00","lines":[0,1]}"#);
        assert_eq!(read(r#"{"percent": 3}"#).unwrap().lines, None);
        for form in ["amount_with_tax", "amount_without_tax"] {
            let json = format!(r#"{{"{form}":"5.00"}}"#);
            let discount: InvoiceDiscount = serde_json::from_str(&json).unwrap();
            assert_eq!(serde_json::to_string(&discount).unwrap(), json);
        }
        for json in [
            "{}",
            r#"{"amount": 1, "amount_with_tax": 1}"#,
            r#"{"percent": 1, "amount": 1}"#,
            r#"{"amount": 1, "line": [0]}"#,
            r#"{"amount": 1, "lines": [-1]}"#,
        ] {
            assert!(read(json).is_err(), "{json}");
        }
    }

    #[test]
    fn the_id_of_a_tax_is_short_and_printable() {
        assert!("é".repeat(64).parse::<TaxKey>().is_ok());
        for text in [String::new(), "x".repeat(65), "a\nb".to_owned()] {
            assert!(text.parse::<TaxKey>().is_err(), "{text:?}");
        }
    }
}
