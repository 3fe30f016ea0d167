//! Exact decimals with a fixed number of digits after the point.
//!
//! A [`Fixed`] is a count of 10^-DIGITS in 64 bits, which is also how the
//! stores keep it: sums and comparisons are those of integers, the same in
//! every database, and no binary fraction ever comes near.

use std::{borrow::Cow, fmt, marker::PhantomData, str::FromStr};

use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, MapAccess, Unexpected, Visitor},
};

use super::ValueError;
use crate::strict;

/// How many digits a decimal may be typed with, before and after its point
/// together: each such number fits 64 bits.
const MAX_DIGITS: usize = 18;

/// An exact decimal: a whole number of 10^-`DIGITS`.
///
/// ```
/// use clientline_core::value::Fixed;
///
/// let rate: Fixed<4> = "9.9750".parse()?;
/// assert_eq!(rate.scaled(), 99_750);
/// assert_eq!(rate.to_string(), "9.975");
/// assert!("1e3".parse::<Fixed<4>>().is_err());
/// assert!("0.00001".parse::<Fixed<4>>().is_err());
/// # Ok::<(), clientline_core::value::ValueError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fixed<const DIGITS: u32>(i64);

impl<const DIGITS: u32> Fixed<DIGITS> {
    /// Takes a count of 10^-`DIGITS`.
    #[must_use]
    pub const fn from_scaled(scaled: i64) -> Self {
        const { assert!(DIGITS as usize <= MAX_DIGITS, "64 bits hold 18 digits") };
        Self(scaled)
    }

    /// Returns the count of 10^-`DIGITS`.
    #[must_use]
    pub const fn scaled(self) -> i64 {
        self.0
    }

    /// Returns the same number as a [`Decimal`].
    #[must_use]
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.0, DIGITS)
    }
}

impl<const DIGITS: u32> TryFrom<Decimal> for Fixed<DIGITS> {
    type Error = ValueError;

    /// Takes a decimal as it is, never rounded.
    ///
    /// # Errors
    /// [`ValueError::TooPrecise`] when a digit other than 0 would be lost, and
    /// [`ValueError::TooLong`] when the count does not fit 64 bits.
    fn try_from(decimal: Decimal) -> Result<Self, ValueError> {
        scaled_exactly(decimal, DIGITS).map(Self::from_scaled)
    }
}

impl<const DIGITS: u32> FromStr for Fixed<DIGITS> {
    type Err = ValueError;

    /// Reads an optional `-`, digits, and optionally a point and digits.
    ///
    /// # Errors
    /// [`ValueError::NotADecimal`] for any other text (`+1`, `.5`, `1e3`, a
    /// space), [`ValueError::TooPrecise`] for more than `DIGITS` digits after
    /// the point, and [`ValueError::TooLong`] for more than 18 digits in all,
    /// or a count that does not fit 64 bits.
    fn from_str(text: &str) -> Result<Self, ValueError> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((_, "")) => return Err(ValueError::NotADecimal),
            Some(parts) => parts,
            None => (digits, ""),
        };
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
            return Err(ValueError::NotADecimal);
        }
        let missing = u32::try_from(fraction.len()).ok().and_then(|len| DIGITS.checked_sub(len));
        let missing = missing.ok_or(ValueError::TooPrecise { at_most: DIGITS })?;
        if whole.len() + fraction.len() > MAX_DIGITS {
            return Err(ValueError::TooLong);
        }
        let typed = whole.bytes().chain(fraction.bytes());
        let count = typed.fold(0_i64, |count, digit| count * 10 + i64::from(digit - b'0'));
        let scaled = count.checked_mul(10_i64.pow(missing)).ok_or(ValueError::TooLong)?;
        Ok(Self::from_scaled(if negative { -scaled } else { scaled }))
    }
}

impl<const DIGITS: u32> fmt::Display for Fixed<DIGITS> {
    /// Writes the number with no more digits than it needs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_scaled(f, self.0, DIGITS, 0)
    }
}

impl<const DIGITS: u32> Serialize for Fixed<DIGITS> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, const DIGITS: u32> Deserialize<'de> for Fixed<DIGITS> {
    /// Takes a string, a whole number, or a number by its digits as they were written
    /// ([`strict::number`]). A binary float is refused: more than one decimal may have
    /// become it.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Digits::reader())
    }
}

/// Takes a decimal in any of the forms in which all its digits arrive.
pub(super) struct Digits<T>(PhantomData<T>);

impl<T> Digits<T> {
    /// Reads one of the type.
    pub(super) const fn reader() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T: FromStr<Err = ValueError>> Visitor<'de> for Digits<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a decimal as a string or a number")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_u64<E: de::Error>(self, whole: u64) -> Result<Self::Value, E> {
        self.visit_str(&whole.to_string())
    }

    fn visit_i64<E: de::Error>(self, whole: i64) -> Result<Self::Value, E> {
        self.visit_str(&whole.to_string())
    }

    fn visit_f64<E: de::Error>(self, _rounded: f64) -> Result<Self::Value, E> {
        Err(E::custom(
            "A decimal with a fraction is given as a string: a float may have lost digits.",
        ))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        match entries.next_key::<Cow<'de, str>>()?.as_deref() {
            Some(strict::NUMBER | strict::ARBITRARY_PRECISION) => {
                self.visit_str(&entries.next_value::<Cow<'de, str>>()?)
            }
            _ => Err(de::Error::invalid_type(Unexpected::Map, &self)),
        }
    }
}

impl<const DIGITS: u32> JsonSchema for Fixed<DIGITS> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Decimal{DIGITS}").into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "decimal",
            "pattern": format!(r"^-?\d+(\.\d{{1,{DIGITS}}})?$"),
        })
    }
}

/// Counts a decimal in units of 10^-`digits`, exactly.
pub(super) fn scaled_exactly(decimal: Decimal, digits: u32) -> Result<i64, ValueError> {
    let power = |exponent| 10_i128.checked_pow(exponent).ok_or(ValueError::TooLong);
    let mantissa = decimal.mantissa();
    let scaled = match decimal.scale().checked_sub(digits) {
        Some(surplus) if mantissa % power(surplus)? != 0 => {
            return Err(ValueError::TooPrecise { at_most: digits });
        }
        Some(surplus) => Some(mantissa / power(surplus)?),
        None => mantissa.checked_mul(power(digits - decimal.scale())?),
    };
    scaled.and_then(|scaled| i64::try_from(scaled).ok()).ok_or(ValueError::TooLong)
}

/// Writes `scaled` x 10^-`digits` with at least `at_least` of those digits.
pub(super) fn write_scaled(
    f: &mut fmt::Formatter<'_>,
    scaled: i64,
    digits: u32,
    at_least: u32,
) -> fmt::Result {
    let unit = 10_u64.pow(digits);
    let magnitude = scaled.unsigned_abs();
    let (mut fraction, mut width) = (magnitude % unit, digits);
    while width > at_least && fraction % 10 == 0 {
        fraction /= 10;
        width -= 1;
    }
    let whole = magnitude / unit;
    let text = match width as usize {
        0 => whole.to_string(),
        width => format!("{whole}.{fraction:0width$}"),
    };
    f.pad_integral(scaled >= 0, "", &text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse(text: &str) -> Result<i64, ValueError> {
        text.parse::<Fixed<4>>().map(Fixed::scaled)
    }

    #[test]
    fn plain_decimals_are_read_exactly() {
        assert_eq!(parse("25"), Ok(250_000));
        assert_eq!(parse("9.975"), Ok(99_750));
        assert_eq!(parse("-0.5"), Ok(-5_000));
        assert_eq!(parse("-0"), Ok(0));
        assert_eq!(parse("0.0001"), Ok(1));
        assert_eq!(parse("99999999999999.9999"), Ok(999_999_999_999_999_999));
    }

    #[test]
    fn anything_but_a_plain_decimal_is_refused() {
        for text in [
            "", "-", ".", "+1", ".5", "5.", "1e3", "1E3", " 1", "1 ", "1,5", "1.2.3", "--1",
            "1.-2", "٣", "NaN", "0x1",
        ] {
            assert_eq!(parse(text), Err(ValueError::NotADecimal), "{text:?}");
        }
        assert_eq!(parse("0.00001"), Err(ValueError::TooPrecise { at_most: 4 }));
        assert_eq!(parse("1.00000"), Err(ValueError::TooPrecise { at_most: 4 }));
        assert_eq!(parse("1000000000000000000"), Err(ValueError::TooLong));
        assert_eq!(parse("999999999999999999"), Err(ValueError::TooLong));
    }

    #[test]
    fn a_json_number_keeps_the_digits_it_was_written_with() {
        let read = |digits| strict::read::<Fixed<4>>(strict::number(digits)).map(Fixed::scaled);
        assert_eq!(read("0.1").unwrap(), 1_000);
        assert_eq!(read("-7").unwrap(), -70_000);
        // A binary float next to this number is up to 0.008 away.
        assert_eq!(read("90071992547409.9995").unwrap(), 900_719_925_474_099_995);
        for digits in ["1e3", "1E-2", "0.00001", "1.00000000000000000001"] {
            assert!(read(digits).is_err(), "{digits}");
        }
    }

    #[test]
    fn a_number_is_read_exactly_or_refused_by_any_reader() {
        let read = |json| serde_json::from_str::<Fixed<4>>(json).map(Fixed::scaled);
        assert_eq!(read("\"0.1\"").unwrap(), 1_000);
        assert_eq!(read("25").unwrap(), 250_000);
        assert_eq!(read("-25").unwrap(), -250_000);
        assert_eq!(read("99999999999999").unwrap(), 999_999_999_999_990_000);
        for json in ["1e3", "1E-2", "0.00001", "true", "null", "[1]", "{}", "\"\""] {
            assert!(read(json).is_err(), "{json}");
        }
        // Of these the reader of JSON made floats, which are those of other numbers too.
        for json in ["90071992547409.9995", "1.00000000000000001", "18446744073709551616"] {
            assert!(read(json).is_err(), "{json}");
        }
    }

    #[test]
    fn a_decimal_is_taken_only_when_nothing_is_lost() {
        let take = |text: &str| Fixed::<4>::try_from(text.parse::<Decimal>().unwrap());
        assert_eq!(take("1.50000000"), Ok(Fixed::from_scaled(15_000)));
        assert_eq!(take("1.00001"), Err(ValueError::TooPrecise { at_most: 4 }));
        assert_eq!(take("79228162514264337593543950335"), Err(ValueError::TooLong));
        assert_eq!(
            take("0.0000000000000000000000000001"),
            Err(ValueError::TooPrecise { at_most: 4 })
        );
    }

    #[test]
    fn a_field_width_pads_like_any_number() {
        assert_eq!(format!("{:>8}|", Fixed::<4>::from_scaled(-5_000)), "    -0.5|");
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(scaled in -999_999_999_999_999_999_i64..=999_999_999_999_999_999) {
            let fixed = Fixed::<4>::from_scaled(scaled);
            prop_assert_eq!(fixed.to_string().parse(), Ok(fixed));
            prop_assert_eq!(fixed.to_decimal().to_string().parse(), Ok(fixed));
            prop_assert_eq!(Fixed::try_from(fixed.to_decimal()), Ok(fixed));
            let json = serde_json::to_string(&fixed).unwrap();
            prop_assert_eq!(serde_json::from_str::<Fixed<4>>(&json).unwrap(), fixed);
        }

        #[test]
        fn every_count_can_be_written(scaled: i64) {
            let text = Fixed::<4>::from_scaled(scaled).to_string();
            prop_assert_eq!(Fixed::try_from(text.parse::<Decimal>().unwrap()), Ok(Fixed::<4>::from_scaled(scaled)));
        }

        #[test]
        fn no_text_makes_the_parser_panic(text: String) {
            let _ = text.parse::<Fixed<6>>();
        }
    }
}
