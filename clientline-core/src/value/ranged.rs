//! Decimals that mean something: quantities, rates, prices and sums, each
//! within its range.
//!
//! Each is a [`Fixed`] that was checked once. Its range and digits are those
//! of the billing rules ("Money" in the design of billing), and its
//! `scaled` count is what the stores keep.

use std::{borrow::Cow, cmp::Ordering, fmt, hash, ops::RangeInclusive, str::FromStr};

use rust_decimal::{Decimal, prelude::ToPrimitive};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::json;

use super::{
    Currency, Fixed, Money, MoneyError, ValueError,
    decimal::{Digits, scaled_exactly, write_scaled},
};

/// Gives a type over [`Fixed`] its range, and every way in and out.
///
/// The type itself supplies `within_range`, which wraps a decimal that was
/// checked, `decimal`, which unwraps it, `as_typed`, which is told how it was
/// written, and `Display`.
macro_rules! decimal_edges {
    ($name:ident, $digits:literal digits, $least:literal..=$most:literal, $value:literal is $range:literal, like $example:literal) => {
        impl $name {
            /// Takes a count of the type's smallest steps, as the stores keep it.
            ///
            /// # Errors
            /// [`ValueError::OutOfRange`].
            pub const fn from_scaled(scaled: i64) -> Result<Self, ValueError> {
                if scaled < $least || scaled > $most {
                    return Err(ValueError::OutOfRange { value: $value, range: $range });
                }
                Ok(Self::within_range(Fixed::from_scaled(scaled)))
            }

            /// Returns the count of the type's smallest steps, as the stores keep it.
            #[must_use]
            pub const fn scaled(self) -> i64 {
                self.decimal().scaled()
            }

            /// Returns the same number as a [`Decimal`].
            #[must_use]
            pub fn to_decimal(self) -> Decimal {
                self.decimal().to_decimal()
            }
        }

        impl TryFrom<Decimal> for $name {
            type Error = ValueError;

            /// Takes a decimal as it is, never rounded.
            fn try_from(decimal: Decimal) -> Result<Self, ValueError> {
                Self::from_scaled(scaled_exactly(decimal, $digits)?)
            }
        }

        impl FromStr for $name {
            type Err = ValueError;

            /// Reads a plain decimal, as [`Fixed`] does.
            fn from_str(text: &str) -> Result<Self, ValueError> {
                let decimal = text.parse::<Fixed<$digits>>()?;
                Ok(Self::from_scaled(decimal.scaled())?.as_typed(text))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(Digits::reader())
            }
        }

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                let text = json_schema!({
                    "type": "string",
                    "format": "decimal",
                    "pattern": concat!(r"^\d+(\.\d{1,", $digits, "})?$"),
                });
                let mut schema = if generator.contract().is_deserialize() {
                    text_or_number(&text, &($least..=$most), $digits)
                } else {
                    text
                };
                let described = json!(concat!(
                    "A decimal, ", $range, ", with at most ", $digits, " digits after the point."
                ));
                schema.insert("description".to_owned(), described);
                schema.insert("examples".to_owned(), json!([$example]));
                schema
            }
        }
    };
}

/// The schema of a decimal that is taken as a JSON number too; it is always answered as
/// a text, which no reader turns into a binary fraction.
fn text_or_number(text: &Schema, scaled: &RangeInclusive<i64>, digits: u32) -> Schema {
    json_schema!({
        "anyOf": [text, {
            "type": "number",
            "minimum": Decimal::new(*scaled.start(), digits).to_f64(),
            // Whole, or the nearest binary fraction may lie beyond it.
            "maximum": Decimal::new(*scaled.end(), digits).trunc().to_f64(),
        }],
    })
}

/// Declares a newtype that shows its decimal with no more digits than needed.
macro_rules! plain_decimal {
    ($(#[$doc:meta])* $name:ident, $digits:literal digits) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Fixed<$digits>);

        impl $name {
            const fn within_range(decimal: Fixed<$digits>) -> Self {
                Self(decimal)
            }

            const fn decimal(self) -> Fixed<$digits> {
                self.0
            }

            const fn as_typed(self, _: &str) -> Self {
                self
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

/// Compares a type by its decimal alone, however it is shown.
macro_rules! shown_by_number {
    ($name:ident) => {
        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.decimal == other.decimal
            }
        }

        impl Eq for $name {}

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> Ordering {
                self.decimal.cmp(&other.decimal)
            }
        }

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl hash::Hash for $name {
            fn hash<H: hash::Hasher>(&self, state: &mut H) {
                self.decimal.hash(state);
            }
        }
    };
}

plain_decimal! {
    /// How much of something is sold: more than 0, at most 1,000,000, counted
    /// in steps of 0.0001.
    ///
    /// ```
    /// use clientline_core::value::Quantity;
    ///
    /// assert_eq!(Quantity::default().to_string(), "1");
    /// assert_eq!("0.25".parse::<Quantity>()?.scaled(), 2_500);
    /// assert!("0".parse::<Quantity>().is_err());
    /// # Ok::<(), clientline_core::value::ValueError>(())
    /// ```
    Quantity, 4 digits
}
decimal_edges!(Quantity, 4 digits, 1..=10_000_000_000, "quantity" is "more than 0 and at most 1000000", like "1");

impl Default for Quantity {
    fn default() -> Self {
        Self(Fixed::from_scaled(10_000))
    }
}

plain_decimal! {
    /// A share of a price, in percent: 0 to 100, in steps of 0.0001.
    ///
    /// ```
    /// use clientline_core::value::Percent;
    ///
    /// assert_eq!("33.3333".parse::<Percent>()?.to_string(), "33.3333");
    /// assert!("100.0001".parse::<Percent>().is_err());
    /// # Ok::<(), clientline_core::value::ValueError>(())
    /// ```
    #[derive(Default)]
    Percent, 4 digits
}

impl Percent {
    /// All of something.
    pub const ALL: Self = Self::within_range(Fixed::from_scaled(1_000_000));
}

decimal_edges!(Percent, 4 digits, 0..=1_000_000, "percentage" is "from 0 to 100", like "10");

plain_decimal! {
    /// The rate of a tax, in percent: 0 to 1,000, in steps of 0.0001.
    ///
    /// ```
    /// use clientline_core::value::TaxRate;
    ///
    /// assert_eq!("9.975".parse::<TaxRate>()?.scaled(), 99_750);
    /// assert!("-1".parse::<TaxRate>().is_err());
    /// # Ok::<(), clientline_core::value::ValueError>(())
    /// ```
    #[derive(Default)]
    TaxRate, 4 digits
}
decimal_edges!(TaxRate, 4 digits, 0..=10_000_000, "rate" is "from 0 to 1000", like "25");

/// A sum of money as a client types it, before its currency is known: at
/// least 0, in steps of 0.0001 of the currency's whole unit.
///
/// It is shown with at least the digits that it was typed with, or that the
/// currency of its money has. They serve for showing only: two sums of the
/// same number are equal.
///
/// ```
/// use clientline_core::value::{Amount, Currency};
///
/// let five: Amount = "5.00".parse()?;
/// assert_eq!(five.to_money("EUR".parse()?)?.minor(), 500);
/// assert_eq!(five.to_money("JPY".parse()?)?.minor(), 5);
/// assert!("5.005".parse::<Amount>()?.to_money("EUR".parse()?).is_err());
/// assert_eq!("5".parse::<Amount>()?.in_currency("EUR".parse()?).to_string(), "5.00");
/// assert_eq!("5".parse::<Amount>()?, five);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Amount {
    decimal: Fixed<4>,
    shown: u32,
}
decimal_edges!(Amount, 4 digits, 0..=999_999_999_999_999_999, "amount" is "from 0 to 99999999999999.9999", like "5.00");

impl Amount {
    const fn within_range(decimal: Fixed<4>) -> Self {
        Self { decimal, shown: 0 }
    }

    const fn decimal(self) -> Fixed<4> {
        self.decimal
    }

    fn as_typed(self, text: &str) -> Self {
        let digits = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        Self { shown: u32::try_from(digits).unwrap_or(0), ..self }
    }

    /// Returns the same sum, shown as one of `currency`.
    #[must_use]
    pub const fn in_currency(self, currency: Currency) -> Self {
        Self { shown: currency.exponent(), ..self }
    }

    /// Returns the sum as money of a currency, never rounded.
    ///
    /// # Errors
    /// [`MoneyError::TooPrecise`] when the sum has a fraction of the
    /// currency's minor unit.
    pub fn to_money(self, currency: Currency) -> Result<Money, MoneyError> {
        Money::from_decimal(self.to_decimal(), currency)
    }
}

impl TryFrom<Money> for Amount {
    type Error = ValueError;

    /// Takes money without its currency.
    ///
    /// # Errors
    /// [`ValueError::OutOfRange`] for money below 0 or beyond 18 digits.
    fn try_from(money: Money) -> Result<Self, ValueError> {
        let decimal = Decimal::new(money.minor(), money.currency().exponent());
        Ok(Self::try_from(decimal)?.in_currency(money.currency()))
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_scaled(f, self.scaled(), 4, self.shown)
    }
}

shown_by_number!(Amount);

/// The price of one unit: 0 to 1,000,000,000, in steps of 0.000001 of the
/// currency's whole unit.
///
/// A price that knows its currency is shown with at least that currency's
/// digits. The currency serves for showing only: two prices of the same
/// number are equal.
///
/// ```
/// use clientline_core::value::UnitPrice;
///
/// let price: UnitPrice = "45.00".parse()?;
/// assert_eq!(price.to_string(), "45");
/// assert_eq!(price.in_currency("EUR".parse()?).to_string(), "45.00");
/// assert_eq!(price, price.in_currency("EUR".parse()?));
/// # Ok::<(), clientline_core::value::ValueError>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct UnitPrice {
    decimal: Fixed<6>,
    shown_in: Option<Currency>,
}
decimal_edges!(UnitPrice, 6 digits, 0..=1_000_000_000_000_000, "price" is "from 0 to 1000000000", like "45.00");

impl UnitPrice {
    const fn within_range(decimal: Fixed<6>) -> Self {
        Self { decimal, shown_in: None }
    }

    const fn decimal(self) -> Fixed<6> {
        self.decimal
    }

    const fn as_typed(self, _: &str) -> Self {
        self
    }

    /// Returns the same price, shown as one in `currency`.
    #[must_use]
    pub const fn in_currency(self, currency: Currency) -> Self {
        Self { shown_in: Some(currency), ..self }
    }

    /// Returns the sum of two prices, shown as this one is; `None` if it is beyond the highest.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let scaled = self.scaled().checked_add(other.scaled())?;
        let Self { decimal, .. } = Self::from_scaled(scaled).ok()?;
        Some(Self { decimal, ..self })
    }

    /// Returns what is left of this price without another, shown as this one is: nothing, if the
    /// other is higher.
    #[must_use]
    pub fn saturating_sub(self, other: Self) -> Self {
        let left = self.scaled().saturating_sub(other.scaled()).max(0);
        let Self { decimal, .. } = Self::from_scaled(left).unwrap_or_default();
        Self { decimal, ..self }
    }
}

impl fmt::Display for UnitPrice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.shown_in.map_or(0, Currency::exponent);
        write_scaled(f, self.scaled(), 6, digits)
    }
}

shown_by_number!(UnitPrice);

#[cfg(test)]
mod tests;
