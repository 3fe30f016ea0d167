//! Bounded text: every string that is stored has a type that says what it may
//! hold, so that no column takes a megabyte, a line break or a NUL by accident.

use std::{borrow::Cow, fmt, ops::Deref, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::ValueError;

/// Declares a newtype over `String` with a parser, its JSON forms and schema. One that many fields
/// have is `shared`: documents name it, and say once what it may hold.
macro_rules! text {
    (@inline shared) => { false };
    (@inline) => { true };
    (
        $(#[$meta:meta])*
        $name:ident, $what:literal, $parse:path, $( $shared:ident, )? { $($schema:tt)* }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Checks a text and takes it.
            ///
            /// # Errors
            ///
            /// [`ValueError::Invalid`] with the reason in plain words.
            pub fn parse(text: &str) -> Result<Self, ValueError> {
                $parse(text).map(Self).map_err(|reason| ValueError::invalid($what, reason))
            }

            /// Returns the text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Deref for $name {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl FromStr for $name {
            type Err = ValueError;
            fn from_str(text: &str) -> Result<Self, ValueError> {
                Self::parse(text)
            }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = Cow::<'de, str>::deserialize(deserializer)?;
                Self::parse(&text).map_err(D::Error::custom)
            }
        }
        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                $crate::value::text::text!(@inline $($shared)?)
            }
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", $($schema)* })
            }
        }
    };
}

pub(super) use text;

text! {
    /// One line that names a person or a thing: 1 to 200 characters, without
    /// control characters; blanks around it are cut off.
    Name, "name", parse_name, shared, {
        "description": "One line.",
        "minLength": 1, "maxLength": 200,
        "pattern": r"^[^\x00-\x1F\x7F-\x9F]*[^\x00-\x1F\x7F-\x9F\s][^\x00-\x1F\x7F-\x9F]*$",
        "examples": ["Ana Silva"]
    }
}

text! {
    /// Free text of at most 10,000 characters; line breaks are allowed.
    Notes, "notes", parse_notes, shared, {
        "description": "Text of several lines.",
        "maxLength": 10_000,
        "pattern": r"^[^\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F]*$",
        "examples": ["Prefers mornings."]
    }
}

text! {
    /// A short code that people read out: 1 to 40 letters, digits, `-`, `_`,
    /// `.` or `/`.
    Code, "code", parse_code, {
        "minLength": 1, "maxLength": 40, "pattern": "^[A-Za-z0-9._/-]+$", "examples": ["G-000123"]
    }
}

text! {
    /// An identifier for value added tax, as it is printed: 1 to 32 letters, digits,
    /// blanks, `-`, `.` or `/`, kept without blanks around it. Which country gives which,
    /// and whether one is valid, is not checked.
    VatNumber, "VAT number", parse_vat_number, {
        "minLength": 1, "maxLength": 32, "pattern": "^[A-Za-z0-9 ./-]*[A-Za-z0-9][A-Za-z0-9 ./-]*$",
        "examples": ["PT501964843"]
    }
}

text! {
    /// The reason why a tax is not charged, as an invoice has to say it (EN 16931, BT-120): one
    /// line of 1 to 300 characters, without control characters; blanks around it are cut off.
    ExemptionReason, "exemption reason", parse_exemption_reason, {
        "minLength": 1, "maxLength": 300,
        "pattern": r"^[^\x00-\x1F\x7F-\x9F]*[^\x00-\x1F\x7F-\x9F\s][^\x00-\x1F\x7F-\x9F]*$",
        "examples": ["Medical care is exempt from VAT."]
    }
}

text! {
    /// The reason why a tax is not charged, as a code of the list VATEX (EN 16931, BT-121):
    /// `VATEX-`, and what follows of capital letters, digits and `-`, at most 40 characters.
    ExemptionCode, "exemption code", parse_exemption_code, {
        "minLength": 7, "maxLength": 40, "pattern": "^VATEX-[A-Z0-9-]+$",
        "examples": ["VATEX-EU-132"]
    }
}

text! {
    /// A postal code, as it is written on a letter: 1 to 20 letters, digits, blanks or `-`, kept
    /// without blanks around it. Which country has which is not checked.
    PostalCode, "postal code", parse_postal_code, {
        "minLength": 1, "maxLength": 20, "pattern": "^[A-Za-z0-9 -]*[A-Za-z0-9][A-Za-z0-9 -]*$",
        "examples": ["1200-195"]
    }
}

text! {
    /// An organization's name in addresses: 1 to 63 lower-case letters, digits
    /// and inner hyphens (as a label of RFC 1123).
    Slug, "slug", parse_slug, {
        "minLength": 1, "maxLength": 63, "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
        "examples": ["atelier-lisboa"]
    }
}

text! {
    /// The origin of a site over TLS (RFC 6454), as browsers write it: at most 200 characters.
    WebOrigin, "site", super::origin::parse, {
        "maxLength": 200,
        "pattern": r"^https://[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+(:([1-9][0-9]{0,3}|[1-5][0-9]{4}))?$",
        "examples": ["https://www.example.com"]
    }
}

text! {
    /// An email address (RFC 5321, with a top-level domain), kept in lower
    /// case, at most 254 bytes.
    EmailAddress, "email address", parse_email, {
        "format": "email", "maxLength": 254, "examples": ["ana@example.com"]
    }
}

text! {
    /// A telephone number: digits after an optional `+`, 5 to 20 of them;
    /// blanks, dots, hyphens and brackets are dropped.
    PhoneNumber, "phone number", parse_phone, {
        "minLength": 5, "maxLength": 40,
        "pattern": r"^[ .()/-]*\+?([ .()/-]*[0-9]){5,20}[ .()/-]*$",
        "examples": ["+351912345678"]
    }
}

text! {
    /// A country as ISO 3166-1 writes it in two letters, in upper case.
    CountryCode, "country", parse_country, {
        "pattern": "^[A-Z]{2}$", "minLength": 2, "maxLength": 2, "examples": ["PT"]
    }
}

text! {
    /// A colour as `#rrggbb`, in lower case.
    Color, "colour", parse_color, { "pattern": "^#[0-9a-fA-F]{6}$", "examples": ["#7c9885"] }
}

type Parsed = Result<String, &'static str>;

fn parse_name(text: &str) -> Parsed {
    let length = text.chars().count();
    let text = text.trim();
    match length {
        _ if text.is_empty() => Err("it must not be empty"),
        201.. => Err("it must have at most 200 characters"),
        _ if text.chars().any(char::is_control) => Err("it must not hold control characters"),
        _ => Ok(text.to_owned()),
    }
}

fn parse_notes(text: &str) -> Parsed {
    let allowed = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
    if text.chars().count() > 10_000 {
        Err("it must have at most 10,000 characters")
    } else if !text.chars().all(allowed) {
        Err("it must not hold control characters other than line breaks and tabs")
    } else {
        Ok(text.to_owned())
    }
}

pub(super) fn parse_code(text: &str) -> Parsed {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"-_./".contains(&b);
    if !(1..=40).contains(&text.len()) || !text.bytes().all(allowed) {
        return Err("it must have 1 to 40 letters, digits, '-', '_', '.' or '/'");
    }
    Ok(text.to_owned())
}

fn parse_vat_number(text: &str) -> Parsed {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b" -./".contains(&b);
    let says_something = text.bytes().any(|b| b.is_ascii_alphanumeric());
    if text.len() > 32 || !text.bytes().all(allowed) || !says_something {
        return Err("it must have 1 to 32 letters, digits, blanks, '-', '.' or '/'");
    }
    Ok(text.trim().to_owned())
}

fn parse_exemption_reason(text: &str) -> Parsed {
    let length = text.chars().count();
    let text = text.trim();
    match length {
        _ if text.is_empty() => Err("it must not be empty"),
        301.. => Err("it must have at most 300 characters"),
        _ if text.chars().any(char::is_control) => Err("it must not hold control characters"),
        _ => Ok(text.to_owned()),
    }
}

fn parse_exemption_code(text: &str) -> Parsed {
    let allowed = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-';
    match text.strip_prefix("VATEX-") {
        Some(rest) if !rest.is_empty() && text.len() <= 40 && rest.bytes().all(allowed) => {
            Ok(text.to_owned())
        }
        _ => Err("it must be a code of the list VATEX, like VATEX-EU-132"),
    }
}

fn parse_postal_code(text: &str) -> Parsed {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b == b' ' || b == b'-';
    let says_something = text.bytes().any(|b| b.is_ascii_alphanumeric());
    if text.len() > 20 || !text.bytes().all(allowed) || !says_something {
        return Err("it must have 1 to 20 letters, digits, blanks or '-'");
    }
    Ok(text.trim().to_owned())
}

fn parse_slug(text: &str) -> Parsed {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    let inner = !text.starts_with('-') && !text.ends_with('-');
    if !(1..=63).contains(&text.len()) || !text.bytes().all(allowed) || !inner {
        return Err("it must have 1 to 63 lower-case letters, digits and inner hyphens");
    }
    Ok(text.to_owned())
}

fn parse_email(text: &str) -> Parsed {
    let options = email_address::Options::default()
        .with_required_tld()
        .without_display_text()
        .without_domain_literal();
    // Some letters take more bytes in lower case.
    let text = text.trim().to_lowercase();
    if text.len() > 254 || email_address::EmailAddress::parse_with_options(&text, options).is_err()
    {
        return Err("it must be an email address like ana@example.com");
    }
    Ok(text)
}

impl EmailAddress {
    /// Returns what stands for the mailbox that mail to the address most likely ends up
    /// in: without dots and what follows a `+` before the `@`. It serves to count, where
    /// it does little harm if two people count as one; it is no address, and says of
    /// nobody who they are.
    ///
    /// ```
    /// use clientline_core::value::EmailAddress;
    /// let mailbox = |text| EmailAddress::parse(text).unwrap().mailbox();
    /// assert_eq!(mailbox("Ana.Reis+salon@example.com"), mailbox("anareis@example.com"));
    /// assert_ne!(mailbox("ana@example.com"), mailbox("ana@example.org"));
    /// ```
    #[must_use]
    pub fn mailbox(&self) -> String {
        let (local, domain) = self.0.rsplit_once('@').unwrap_or((&self.0, ""));
        let name = local.split('+').next().unwrap_or_default().replace('.', "");
        format!("{name}@{domain}")
    }
}

fn parse_phone(text: &str) -> Parsed {
    let reason = "it must have 5 to 20 digits after an optional '+', and 40 characters at most";
    if text.chars().count() > 40 {
        return Err(reason);
    }
    let dropped = |c: char| matches!(c, ' ' | '.' | '-' | '(' | ')' | '/');
    let kept: String = text.trim().chars().filter(|&c| !dropped(c)).collect();
    let digits = kept.strip_prefix('+').unwrap_or(&kept);
    if !(5..=20).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(reason);
    }
    Ok(kept)
}

fn parse_country(text: &str) -> Parsed {
    if text.len() != 2 || !text.bytes().all(|b| b.is_ascii_uppercase()) {
        return Err("it must be two upper-case letters of ISO 3166-1");
    }
    Ok(text.to_owned())
}

fn parse_color(text: &str) -> Parsed {
    let digits = text.strip_prefix('#').unwrap_or_default();
    if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err("it must be a colour like #7c9885");
    }
    Ok(text.to_ascii_lowercase())
}

#[cfg(test)]
mod tests;
