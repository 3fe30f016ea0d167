//! A password on its way into the database: hashed before its request is planned.

use crate::{
    engine::{Requester, SALT, Scope},
    error::{Error, Result},
    value::Password,
};

/// Hashes a password that is about to be set, which is named at the pointer.
///
/// # Errors
///
/// [`Error::Invalid`] `common_password` at the pointer, and as hashing.
pub(super) async fn hash(scope: &Scope, pointer: &str, password: &Password) -> Result<String> {
    if password.is_common() {
        let detail = "This is one of the passwords that are tried first; choose another.";
        return Err(Error::invalid(pointer, "common_password", detail));
    }
    hash_unchecked(scope, password).await
}

/// Hashes what is about to be set, and was found not to be common.
pub(super) async fn hash_unchecked(scope: &Scope, password: &Password) -> Result<String> {
    let mut salt = [0; SALT];
    scope.client().environment().random(&mut salt)?;
    let requester = Requester::Verified(scope.actor().id);
    scope.client().passwords().hash(scope.tenant(), requester, password, salt).await
}
