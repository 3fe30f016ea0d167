//! A password on its way into the database: hashed before its request is planned.

use std::sync::OnceLock;

use crate::{
    engine::{Requester, SALT, Scope},
    error::{Error, Result},
    value::Password,
};

/// The password that a request sets, and its hash once there is one.
#[derive(Debug, Default)]
pub(super) struct Secret {
    hash: OnceLock<String>,
}

impl Secret {
    /// Hashes a password that is about to be set.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] `common_password` at the pointer, and as hashing.
    pub(super) async fn hash(
        &self,
        scope: &Scope,
        pointer: &str,
        password: &Password,
    ) -> Result<()> {
        if password.is_common() {
            let detail = "This is one of the passwords that are tried first; choose another.";
            return Err(Error::invalid(pointer, "common_password", detail));
        }
        let mut salt = [0; SALT];
        scope.client().environment().random(&mut salt)?;
        let requester = Requester::Verified(scope.actor().id);
        let passwords = scope.client().passwords();
        let hash = passwords.hash(scope.tenant(), requester, password, salt).await?;
        // Whoever was first has hashed the same password.
        let _ = self.hash.set(hash);
        Ok(())
    }

    /// Returns the hash, if the request sets a password.
    pub(super) fn hashed(&self) -> Option<String> {
        self.hash.get().cloned()
    }
}
