//! Passwords, as people choose them.

use std::{borrow::Cow, fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de::Error as _};

use super::ValueError;

/// A password: at least 8 characters, and at most 1,024 bytes of UTF-8.
///
/// It shows itself to nobody: it has no text, no JSON, and a debug output that
/// leaves it out.
///
/// ```
/// use clientline_core::value::Password;
/// let password: Password = "seven purple otters".parse().unwrap();
/// assert_eq!(format!("{password:?}"), "Password(…)");
/// assert!("short".parse::<Password>().is_err());
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// The fewest characters.
    pub const CHARS_MIN: usize = 8;
    /// The most bytes: more would only cost time to hash.
    pub const BYTES_MAX: usize = 1_024;

    /// Checks the bounds of a password and takes it.
    ///
    /// # Errors
    ///
    /// [`ValueError::Invalid`] if it is too short or too long, or holds a null
    /// character.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        if text.chars().count() < Self::CHARS_MIN || text.len() > Self::BYTES_MAX {
            let reason = "it must have at least 8 characters and at most 1,024 bytes";
            return Err(ValueError::invalid("password", reason));
        }
        if text.contains('\0') {
            return Err(ValueError::invalid("password", "it must not hold a null character"));
        }
        Ok(Self(text.to_owned()))
    }

    /// Returns what is hashed.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Returns whether it is among those that are tried first: a well-known word
    /// with or without digits behind it, or a run along the alphabet, the digits
    /// or a keyboard's row, forwards, backwards or repeated.
    ///
    /// ```
    /// use clientline_core::value::Password;
    /// let common = |text: &str| text.parse::<Password>().unwrap().is_common();
    /// assert!(common("Password1!") && common("12345678") && common("aaaaaaaaa"));
    /// assert!(common("qwertyuiop") && common("87654321") && common("abcabcabc"));
    /// assert!(!common("seven purple otters"));
    /// ```
    #[must_use]
    pub fn is_common(&self) -> bool {
        let text = self.0.to_lowercase();
        let stem = text.trim_end_matches(|c: char| !c.is_alphabetic());
        let stem = stem.trim_start_matches(|c: char| !c.is_alphabetic());
        is_repeated(&text) || is_run(&text) || WORDS.contains(&stem) || WORDS.contains(&&*text)
    }
}

/// Whether a text is a piece of at most four characters, again and again.
fn is_repeated(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    (1..=4).any(|size| letters.iter().zip(letters.iter().skip(size)).all(|(a, b)| a == b))
}

/// Whether a text is a part of a well-known row, forwards or backwards.
fn is_run(text: &str) -> bool {
    let backwards: String = text.chars().rev().collect();
    ROWS.iter().any(|row| row.contains(text) || row.contains(&backwards))
}

/// The rows that fingers follow.
const ROWS: [&str; 7] = [
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1q2w3e4r5t6y7u8i9o0p",
];

/// Words that passwords are made of too often, alone or with digits and signs
/// around them.
const WORDS: [&str; 56] = [
    "admin",
    "administrator",
    "baseball",
    "basketball",
    "batman",
    "beautiful",
    "changeit",
    "changeme",
    "charlie",
    "chocolate",
    "clientline",
    "computer",
    "corvette",
    "default",
    "dragon",
    "football",
    "freedom",
    "guest",
    "hello",
    "iloveyou",
    "internet",
    "jennifer",
    "jordan",
    "letmein",
    "liverpool",
    "login",
    "manager",
    "master",
    "michael",
    "michelle",
    "monkey",
    "mustang",
    "p@ssw0rd",
    "p@ssword",
    "pa$$word",
    "pass",
    "passw0rd",
    "password",
    "pokemon",
    "princess",
    "qwerty",
    "samsung",
    "secret",
    "shadow",
    "spiderman",
    "starwars",
    "sunshine",
    "superman",
    "test",
    "testing",
    "trustno",
    "user",
    "welcome",
    "whatever",
    "william",
    "winter",
];

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

impl FromStr for Password {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        Self::parse(text)
    }
}

impl<'de> Deserialize<'de> for Password {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(D::Error::custom)
    }
}

impl JsonSchema for Password {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Password".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string", "format": "password", "writeOnly": true,
            "minLength": Self::CHARS_MIN, "maxLength": Self::BYTES_MAX, "pattern": r"^[^\x00]*$",
            "examples": ["seven purple otters"],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_bounded_in_characters_below_and_in_bytes_above() {
        assert!(Password::parse("éééééééé").is_ok());
        assert!(Password::parse("ééééééé").is_err());
        assert!(Password::parse(&"x".repeat(1_024)).is_ok());
        assert!(Password::parse(&"é".repeat(513)).is_err());
        assert!(Password::parse("seven\0otters").is_err());
    }

    #[test]
    fn what_is_tried_first_is_common_in_any_case_and_with_digits_around() {
        let common = |text: &str| Password::parse(text).unwrap().is_common();
        for text in ["PASSWORD", "password123", "123456789", "Qwertyui", "letmein!!"] {
            assert!(common(text), "{text}");
        }
        for text in ["seven purple otters", "tr0ub4dor&3", "zebra-passwords-run"] {
            assert!(!common(text), "{text}");
        }
    }
}
