//! Discounts: a percentage or an amount off a price, which may be said with its tax or without.

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
    /// A sum, as the prices that it is taken off are read.
    Amount(Amount),
    /// A sum with its tax.
    AmountWithTax(Amount),
    /// A sum without tax.
    AmountWithoutTax(Amount),
}

impl Discount {
    /// Returns the name of its form, which is that of its field in JSON.
    #[must_use]
    pub const fn form(&self) -> &'static str {
        match self {
            Self::Percent(_) => "percent",
            Self::Amount(_) => "amount",
            Self::AmountWithTax(_) => "amount_with_tax",
            Self::AmountWithoutTax(_) => "amount_without_tax",
        }
    }

    /// Returns the same discount, a sum shown as one of `currency`.
    #[must_use]
    pub const fn in_currency(self, currency: Currency) -> Self {
        match self {
            Self::Percent(_) => self,
            Self::Amount(amount) => Self::Amount(amount.in_currency(currency)),
            Self::AmountWithTax(amount) => Self::AmountWithTax(amount.in_currency(currency)),
            Self::AmountWithoutTax(amount) => Self::AmountWithoutTax(amount.in_currency(currency)),
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
        let with_tax = read(r#"{"amount_with_tax": "5.00"}"#).unwrap();
        assert_eq!(with_tax, Discount::AmountWithTax("5".parse().unwrap()));
        let without = read(r#"{"amount_without_tax": "5.00"}"#).unwrap();
        assert_eq!(without, Discount::AmountWithoutTax("5".parse().unwrap()));
        for json in
            ["{}", r#"{"percent": 1, "amount": 1}"#, r#"{"share": 1}"#, "5", r#"{"percent": 101}"#]
        {
            assert!(read(json).is_err(), "{json}");
        }
    }
}
