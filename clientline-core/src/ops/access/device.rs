//! Devices that are known: on which an account signed in before.
//!
//! Who signs in gets a token for it beside the others, and may show it when signing in
//! again. It opens nothing: the password is still asked for. But whoever shows it is no
//! stranger, so neither waits behind strangers for the password to be hashed, nor for
//! what they failed at the same address.
//!
//! Nothing is stored of it: half of its bits are chance, the other half a keyed hash of
//! these, the user and what is stored of the password. So a new password ends it.

use crate::{
    engine::{Mac, Token, TokenKind},
    model::User,
    value::{Id, TenantId},
};

/// Half of a token's bits.
const HALF: usize = 16;

/// Makes a token by which the device is known that a user signs in on.
pub(super) fn device_token(
    mac: &Mac,
    tenant: TenantId,
    user: Id<User>,
    password_hash: &str,
    chance: [u8; 32],
) -> Token {
    let mut secret = chance;
    let (device, code) = secret.split_at_mut(HALF);
    let user = user.uuid();
    let parts = [tenant.0.as_bytes(), user.as_bytes(), password_hash.as_bytes(), device];
    code.copy_from_slice(&mac.code("device", &parts));
    Token::new(TokenKind::Device, tenant, &secret)
}

/// Returns what tells a device from the user's others, if it is one of theirs.
pub(super) fn known_device(
    mac: &Mac,
    shown: &Token,
    user: Id<User>,
    password_hash: &str,
) -> Option<[u8; HALF]> {
    let secret = shown.secret()?;
    let made = device_token(mac, shown.tenant(), user, password_hash, secret);
    let (device, _code) = secret.split_first_chunk()?;
    // The hashes are compared, so that the time tells nothing of the bits.
    (shown.kind() == TokenKind::Device && made.hash() == shown.hash()).then_some(*device)
}
