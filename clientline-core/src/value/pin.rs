//! PINs, as people choose them for a desk that they share.

use std::{borrow::Cow, fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de::Error as _};

use super::{Password, ValueError};

/// A PIN: 4 to 8 digits.
///
/// Like a password it shows itself to nobody. It is hashed as one, with a word before it, so that
/// what is stored of a PIN opens nothing as a password.
///
/// ```
/// use clientline_core::value::Pin;
/// let pin: Pin = "4071".parse().unwrap();
/// assert_eq!(format!("{pin:?}"), "Pin(…)");
/// assert!("407".parse::<Pin>().is_err() && "40 71".parse::<Pin>().is_err());
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Pin {
    password: Password,
    is_common: bool,
}

impl Pin {
    /// The fewest digits.
    pub const DIGITS_MIN: usize = 4;
    /// The most digits.
    pub const DIGITS_MAX: usize = 8;

    /// Checks the digits of a PIN and takes it.
    ///
    /// # Errors
    ///
    /// [`ValueError::Invalid`] if it has too few or too many, or anything else.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let is_long_enough = (Self::DIGITS_MIN..=Self::DIGITS_MAX).contains(&text.len());
        if !is_long_enough || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(ValueError::invalid("PIN", "it must be 4 to 8 digits"));
        }
        let password = Password::parse(&format!("pin:{text}"))?;
        Ok(Self { password, is_common: is_run(text.as_bytes()) })
    }

    /// Returns what is hashed.
    pub(crate) const fn password(&self) -> &Password {
        &self.password
    }

    /// Returns whether it is among those that are tried first: one digit again and again, or
    /// digits that count up or down.
    ///
    /// ```
    /// use clientline_core::value::Pin;
    /// let common = |text: &str| text.parse::<Pin>().unwrap().is_common();
    /// assert!(common("0000") && common("1234") && common("98765"));
    /// assert!(!common("1357"));
    /// ```
    #[must_use]
    pub const fn is_common(&self) -> bool {
        self.is_common
    }
}

/// Whether each digit is as far from the one before it: 0, 1 or -1.
fn is_run(digits: &[u8]) -> bool {
    let mut steps = digits.windows(2).map(|pair| i16::from(pair[1]) - i16::from(pair[0]));
    let first = steps.next().unwrap_or_default();
    first.abs() <= 1 && steps.all(|step| step == first)
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin(…)")
    }
}

impl FromStr for Pin {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        Self::parse(text)
    }
}

impl<'de> Deserialize<'de> for Pin {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(D::Error::custom)
    }
}

impl JsonSchema for Pin {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Pin".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string", "format": "password", "writeOnly": true,
            "pattern": "^[0-9]{4,8}$", "examples": ["4071"],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_four_to_eight_plain_digits() {
        for text in ["4071", "40719", "40719263"] {
            assert!(Pin::parse(text).is_ok(), "{text}");
        }
        for text in ["", "407", "407192635", "407a", "-407", " 4071", "４０７１"] {
            assert!(Pin::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_stored_of_a_pin_is_no_password_that_anybody_would_type() {
        let pin = Pin::parse("40719263").unwrap();
        assert_ne!(pin.password(), &Password::parse("40719263").unwrap());
    }
}
