//! Money: a whole number of a currency's smallest units, and which currency.
//!
//! Money of two currencies never adds, and no sum wraps: both are errors that
//! the caller has to handle.

use std::{borrow::Cow, cmp::Ordering, fmt, hash, str::FromStr};

use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{
    ValueError,
    decimal::{scaled_exactly, write_scaled},
};

/// A currency in use: an ISO 4217 code, and how many digits its minor unit has.
///
/// Codes without a minor unit (`XAU`, a troy ounce of gold) are no currencies
/// here, since nothing can be charged in them.
///
/// ```
/// use clientline_core::value::Currency;
///
/// let yen: Currency = "JPY".parse()?;
/// assert_eq!((yen.code(), yen.exponent()), ("JPY", 0));
/// assert_eq!("KWD".parse::<Currency>()?.exponent(), 3);
/// assert!("XAU".parse::<Currency>().is_err());
/// # Ok::<(), clientline_core::value::ValueError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Currency {
    iso: iso_currency::Currency,
    exponent: u32,
}

impl Currency {
    /// Returns the three letters of the code.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.iso.code()
    }

    /// Returns how many digits follow the point: 0 for JPY, 2 for EUR, 3 for
    /// KWD, and never more than 4.
    #[must_use]
    pub const fn exponent(self) -> u32 {
        self.exponent
    }
}

impl FromStr for Currency {
    type Err = ValueError;

    /// Reads the three upper-case letters of a code.
    ///
    /// # Errors
    /// [`ValueError::UnknownCurrency`] for anything but the code of a currency
    /// with a minor unit.
    fn from_str(code: &str) -> Result<Self, ValueError> {
        let iso = iso_currency::Currency::from_code(code).ok_or(ValueError::UnknownCurrency)?;
        let exponent = iso.exponent().ok_or(ValueError::UnknownCurrency)?;
        Ok(Self { iso, exponent: exponent.into() })
    }
}

impl Ord for Currency {
    fn cmp(&self, other: &Self) -> Ordering {
        self.code().cmp(other.code())
    }
}

impl PartialOrd for Currency {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl hash::Hash for Currency {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.code().hash(state);
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl JsonSchema for Currency {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Currency".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "The ISO 4217 code of a currency.",
            "pattern": "^[A-Z]{3}$",
            "examples": ["EUR"],
        })
    }
}

/// Why two amounts of money do not make a third.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MoneyError {
    /// The result does not fit 64 bits of minor units.
    #[error("The amount is too large.")]
    Overflow,
    /// The two amounts are of different currencies.
    #[error("Amounts in {left} and {right} do not add up.")]
    CurrencyMismatch {
        /// The currency of the first amount.
        left: Currency,
        /// The currency of the second amount.
        right: Currency,
    },
    /// The amount has a fraction of the currency's smallest unit.
    #[error("An amount in {currency} has at most {} digits after the point.", currency.exponent())]
    TooPrecise {
        /// The currency.
        currency: Currency,
    },
}

/// An amount of money, positive or negative: minor units of one currency.
///
/// It is written with exactly as many digits as the currency has.
///
/// ```
/// use clientline_core::value::{Currency, Money};
///
/// let price = Money::from_minor(1250, "EUR".parse::<Currency>()?);
/// assert_eq!(price.to_string(), "12.50");
/// assert_eq!(Money::from_minor(1250, "JPY".parse()?).to_string(), "1250");
/// assert_eq!(Money::from_minor(1250, "KWD".parse()?).to_string(), "1.250");
/// # Ok::<(), clientline_core::value::ValueError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

impl Money {
    /// Takes a count of minor units.
    #[must_use]
    pub const fn from_minor(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Returns no money at all, of a currency.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self::from_minor(0, currency)
    }

    /// Takes a decimal of whole units, never rounded.
    ///
    /// # Errors
    /// [`MoneyError::TooPrecise`] when it has a fraction of a minor unit, and
    /// [`MoneyError::Overflow`] when it does not fit 64 bits of minor units.
    pub fn from_decimal(decimal: Decimal, currency: Currency) -> Result<Self, MoneyError> {
        match scaled_exactly(decimal, currency.exponent()) {
            Ok(minor) => Ok(Self::from_minor(minor, currency)),
            Err(ValueError::TooPrecise { .. }) => Err(MoneyError::TooPrecise { currency }),
            Err(_) => Err(MoneyError::Overflow),
        }
    }

    /// Returns the count of minor units.
    #[must_use]
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// Returns the currency.
    #[must_use]
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// Returns this amount and `other` together.
    ///
    /// # Errors
    /// [`MoneyError::CurrencyMismatch`], or [`MoneyError::Overflow`].
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        self.combine(other, i64::checked_add)
    }

    /// Returns this amount less `other`.
    ///
    /// # Errors
    /// [`MoneyError::CurrencyMismatch`], or [`MoneyError::Overflow`].
    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        self.combine(other, i64::checked_sub)
    }

    /// Returns the amount with the other sign.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] for the one amount that has no opposite.
    pub fn checked_neg(self) -> Result<Self, MoneyError> {
        let minor = self.minor.checked_neg().ok_or(MoneyError::Overflow)?;
        Ok(Self { minor, ..self })
    }

    fn combine(
        self,
        other: Self,
        operation: fn(i64, i64) -> Option<i64>,
    ) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            let (left, right) = (self.currency, other.currency);
            return Err(MoneyError::CurrencyMismatch { left, right });
        }
        let minor = operation(self.minor, other.minor).ok_or(MoneyError::Overflow)?;
        Ok(Self { minor, ..self })
    }
}

impl fmt::Display for Money {
    /// Writes the amount alone, with exactly as many digits as the currency has.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.currency.exponent();
        write_scaled(f, self.minor, digits, digits)
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self} {}", self.currency)
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for Money {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Money".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "decimal",
            "description": "An amount of money, with exactly as many digits after the point as its currency has.",
            "pattern": r"^-?\d+(\.\d+)?$",
            "examples": ["12.50"],
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn currency(code: &str) -> Currency {
        code.parse().unwrap()
    }

    #[test]
    fn codes_without_a_minor_unit_are_no_currencies() {
        for code in ["XAU", "XXX", "XTS", "eur", "EURO", "", "€"] {
            assert_eq!(code.parse::<Currency>(), Err(ValueError::UnknownCurrency), "{code}");
        }
    }

    #[test]
    fn no_currency_has_more_than_four_digits() {
        let letters = 'A'..='Z';
        let codes = letters.clone().flat_map(|first| {
            let rest = letters
                .clone()
                .flat_map(|second| letters.clone().map(move |third| (second, third)));
            rest.map(move |(second, third)| format!("{first}{second}{third}"))
        });
        let exponents: Vec<u32> =
            codes.filter_map(|code| code.parse().ok()).map(Currency::exponent).collect();
        assert_eq!(exponents.iter().max(), Some(&4));
    }

    #[test]
    fn currencies_sort_by_their_code() {
        assert!(currency("AED") < currency("ALL"));
        assert!(currency("USD") > currency("EUR"));
    }

    #[test]
    fn a_currency_is_its_code_in_json() {
        let euro = currency("EUR");
        assert_eq!(serde_json::to_string(&euro).unwrap(), "\"EUR\"");
        assert_eq!(serde_json::from_str::<Currency>("\"E\\u0055R\"").unwrap(), euro);
        assert!(serde_json::from_str::<Currency>("\"eur\"").is_err());
    }

    #[test]
    fn money_is_written_with_the_digits_of_its_currency() {
        let text = |minor, code| Money::from_minor(minor, currency(code)).to_string();
        assert_eq!(text(-5, "EUR"), "-0.05");
        assert_eq!(text(0, "EUR"), "0.00");
        assert_eq!(text(100, "JPY"), "100");
        assert_eq!(text(1, "KWD"), "0.001");
        assert_eq!(text(i64::MIN, "EUR"), "-92233720368547758.08");
    }

    #[test]
    fn yen_are_not_charged_a_hundredfold() {
        let yen = Money::from_decimal(Decimal::new(1250, 0), currency("JPY")).unwrap();
        assert_eq!(
            (yen.minor(), serde_json::to_string(&yen).unwrap().as_str()),
            (1250, "\"1250\"")
        );
        let half = Money::from_decimal(Decimal::new(12505, 1), currency("JPY"));
        assert_eq!(half, Err(MoneyError::TooPrecise { currency: currency("JPY") }));
    }

    #[test]
    fn money_of_two_currencies_never_adds() {
        let (left, right) = (currency("EUR"), currency("USD"));
        let sum = Money::zero(left).checked_add(Money::zero(right));
        assert_eq!(sum, Err(MoneyError::CurrencyMismatch { left, right }));
    }

    #[test]
    fn sums_at_the_edge_are_errors() {
        let edge = |minor| Money::from_minor(minor, currency("EUR"));
        assert_eq!(edge(i64::MAX).checked_add(edge(1)), Err(MoneyError::Overflow));
        assert_eq!(edge(i64::MIN).checked_sub(edge(1)), Err(MoneyError::Overflow));
        assert_eq!(edge(i64::MIN).checked_neg(), Err(MoneyError::Overflow));
        let huge = Decimal::from_i128_with_scale(i128::from(i64::MAX) + 1, 2);
        assert_eq!(Money::from_decimal(huge, currency("EUR")), Err(MoneyError::Overflow));
    }

    proptest! {
        #[test]
        fn money_written_and_read_is_the_same(minor: i64, code in prop::sample::select(vec!["JPY", "EUR", "KWD", "CLF"])) {
            let money = Money::from_minor(minor, currency(code));
            let decimal = money.to_string().parse().unwrap();
            prop_assert_eq!(Money::from_decimal(decimal, currency(code)), Ok(money));
        }
    }
}
