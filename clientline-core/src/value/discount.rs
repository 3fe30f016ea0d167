//! Discounts: a percentage or an amount off a price.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Amount, Currency, Percent};

/// Something taken off: a share, or a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Discount {
    /// A share of the price, in percent.
    Percent(Percent),
    /// A sum of money in the invoice's currency.
    Amount(Amount),
}

impl Discount {
    /// Returns the same discount, a sum shown as one of `currency`.
    #[must_use]
    pub const fn in_currency(self, currency: Currency) -> Self {
        match self {
            Self::Percent(_) => self,
            Self::Amount(amount) => Self::Amount(amount.in_currency(currency)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_discount_has_exactly_one_form() {
        let read = |json| serde_json::from_str::<Discount>(json);
        assert_eq!(read(r#"{"percent": "10"}"#).unwrap(), Discount::Percent("10".parse().unwrap()));
        assert_eq!(read(r#"{"amount": "1.00"}"#).unwrap(), Discount::Amount("1".parse().unwrap()));
        for json in
            ["{}", r#"{"percent": 1, "amount": 1}"#, r#"{"share": 1}"#, "5", r#"{"percent": 101}"#]
        {
            assert!(read(json).is_err(), "{json}");
        }
    }
}
