//! Opaque bearer tokens: `cl_<kind>_<organization>_<256 random bits>_<checksum>`.
//!
//! They are not signed: the database is read anyway, so that revoking one, or
//! changing a role, takes effect at once. What is stored is the SHA-256 of the
//! whole text (design: security, "Credentials").

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::mac::Mac;
use crate::value::TenantId;

/// The kind of a token. One of another kind opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenKind {
    /// A program's key to an organization.
    Key,
    /// The access token of a user who signed in, for minutes.
    Access,
    /// The refresh token of a sign-in; each works once.
    Refresh,
    /// The token that sets a user's first password, once.
    Setup,
    /// The token that sets a user's new password, once.
    Reset,
    /// A key to the platform, above all organizations.
    Platform,
    /// The token that manages one appointment which was booked without a sign-in.
    Manage,
    /// The token that confirms such an appointment, and manages it.
    Confirm,
    /// The token of a start that is held for somebody who has not said yet who they are.
    Hold,
    /// The token of a device that an account signed in on; it opens nothing.
    Device,
    /// The token of a session in a browser, which is kept in a cookie.
    Session,
    /// The token of a link that signs a user in, once.
    Link,
}

impl TokenKind {
    const ALL: [Self; 12] = [
        Self::Key,
        Self::Access,
        Self::Refresh,
        Self::Setup,
        Self::Reset,
        Self::Platform,
        Self::Manage,
        Self::Confirm,
        Self::Hold,
        Self::Device,
        Self::Session,
        Self::Link,
    ];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Access => "access",
            Self::Refresh => "refresh",
            Self::Setup => "setup",
            Self::Reset => "reset",
            Self::Platform => "platform",
            Self::Manage => "manage",
            Self::Confirm => "confirm",
            Self::Hold => "hold",
            Self::Device => "device",
            Self::Session => "session",
            Self::Link => "link",
        }
    }
}

/// A token, as its holder has it. It has no debug output, so that it is not
/// logged by accident.
pub struct Token {
    text: String,
    kind: TokenKind,
    tenant: TenantId,
}

impl Token {
    /// Letters of the organization, the secret and the checksum.
    const PARTS: [usize; 3] = [32, 64, 8];
    /// Letters of the checksum and the second half of the secret, each with
    /// what is before it.
    const TAIL: usize = 32 + 1 + 8;

    /// Makes one of 256 bits that nobody can guess.
    pub(crate) fn new(kind: TokenKind, tenant: TenantId, secret: &[u8; 32]) -> Self {
        Self::of(kind, tenant, &hex(secret))
    }

    fn of(kind: TokenKind, tenant: TenantId, secret: &str) -> Self {
        let body = format!("cl_{}_{}_{secret}", kind.as_str(), tenant.0.simple());
        let text = format!("{body}_{}", checksum(&body));
        Self { text, kind, tenant }
    }

    /// Reads one; `None` if it can't be one, which costs no look-up.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (body, check) = text.rsplit_once('_')?;
        let mut parts = body.strip_prefix("cl_")?.splitn(3, '_');
        let (kind, organization, secret) = (parts.next()?, parts.next()?, parts.next()?);
        let kind = TokenKind::ALL.into_iter().find(|known| known.as_str() == kind)?;
        let lengths = [organization.len(), secret.len(), check.len()];
        let plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        if lengths != Self::PARTS || !plain || check != checksum(body) {
            return None;
        }
        let tenant = TenantId(Uuid::try_parse(organization).ok()?);
        Some(Self { text: text.to_owned(), kind, tenant })
    }

    /// Makes the next one of the same family: the first 128 bits of the secret
    /// stay, and the others are fresh.
    pub(in crate::engine) fn next(&self, fresh: &[u8; 16]) -> Self {
        let secret = self.family().rsplit_once('_').map_or("", |(_, family)| family);
        Self::of(self.kind, self.tenant, &format!("{secret}{}", hex(fresh)))
    }

    /// The one token that takes the place of this one in its family: the same for all who
    /// renew it at once, and for nobody to guess who lacks the deployment's key.
    pub(crate) fn successor(&self, mac: &Mac) -> Self {
        self.next(&mac.code("successor", &[self.text.as_bytes()]))
    }

    /// The beginning that all tokens of one family share.
    fn family(&self) -> &str {
        self.text.get(..self.text.len().saturating_sub(Self::TAIL)).unwrap_or_default()
    }

    /// Returns the text, to be shown to its holder once.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// Returns what it is for.
    #[must_use]
    pub const fn kind(&self) -> TokenKind {
        self.kind
    }

    /// Returns the organization that it belongs to.
    #[must_use]
    pub const fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// Returns its 256 bits.
    pub(crate) fn secret(&self) -> Option<[u8; 32]> {
        let (body, _checksum) = self.text.rsplit_once('_')?;
        unhex(body.rsplit_once('_')?.1)?.try_into().ok()
    }

    /// Returns what is stored of it.
    pub(crate) fn hash(&self) -> String {
        hex(&Sha256::digest(self.text.as_bytes()))
    }

    /// Returns what is stored of its family.
    pub(crate) fn family_hash(&self) -> String {
        hex(&Sha256::digest(self.family().as_bytes()))
    }
}

/// A checksum that finds a mistyped token without a look-up.
fn checksum(body: &str) -> String {
    hex(&Sha256::digest(body.as_bytes())[..4])
}

/// Writes bytes in hexadecimal. Each request does so several times, and a formatter takes a
/// hundred instructions a byte.
pub(in crate::engine) fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from(if half < 10 { b'0' + half } else { b'a' + half - 10 });
    let digits = bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]);
    let mut text = String::with_capacity(bytes.len() * 2);
    text.extend(digits);
    text
}

/// Reads bytes in hexadecimal.
pub(in crate::engine) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u32>> = text.chars().map(|digit| digit.to_digit(16)).collect();
    digits?
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => u8::try_from(high * 16 + low).ok(),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TENANT: TenantId = TenantId(Uuid::from_u128(7));

    #[test]
    fn bytes_are_two_digits_each() {
        assert_eq!(hex(&[0x00, 0x09, 0x0a, 0x9f, 0xa0, 0xff]), "00090a9fa0ff");
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(unhex(&hex(&all)), Some(all));
    }

    #[test]
    fn a_token_is_read_back_and_one_wrong_letter_is_not() {
        for kind in TokenKind::ALL {
            let token = Token::new(kind, TENANT, &[0xa5; 32]);
            let read = Token::parse(token.expose()).unwrap();
            assert_eq!((read.kind(), read.tenant(), read.hash()), (kind, TENANT, token.hash()));
            assert_eq!(read.secret(), Some([0xa5; 32]));

            let mut wrong = token.expose().to_owned();
            let last = if wrong.ends_with('0') { "1" } else { "0" };
            wrong.replace_range(wrong.len() - 1.., last);
            assert!(Token::parse(&wrong).is_none(), "{wrong}");
        }
        for text in ["", "cl_key_", "cl_key___", "cl_other_x_y_z", "Bearer x", "cl_key_é_é_é"] {
            assert!(Token::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn tokens_of_one_family_share_its_hash_and_nothing_else() {
        let first = Token::new(TokenKind::Refresh, TENANT, &[1; 32]);
        let second = first.next(&[2; 16]);
        assert_eq!(first.family_hash(), second.family_hash());
        assert_ne!(first.hash(), second.hash());
        assert_eq!(Token::parse(second.expose()).unwrap().hash(), second.hash());
        let (mac, other) = (Mac::new([7; 32]), Mac::new([8; 32]));
        assert_eq!(first.successor(&mac).hash(), first.successor(&mac).hash());
        assert_ne!(first.successor(&mac).hash(), first.successor(&other).hash());
        assert_eq!(first.successor(&mac).family_hash(), first.family_hash());
        let stranger = Token::new(TokenKind::Refresh, TENANT, &[3; 32]);
        assert_ne!(first.family_hash(), stranger.family_hash());
    }
}
