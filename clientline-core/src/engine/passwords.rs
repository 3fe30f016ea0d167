//! Hashing of passwords: argon2id with 19 MiB, two passes and one lane (design:
//! security, "Credentials").
//!
//! A hash takes tens of milliseconds of a core on purpose. So there are at most
//! as many at once as cores, for which organizations take turns; a bounded number
//! of each waits, and nobody holds a snapshot meanwhile.

use std::{num::NonZeroUsize, thread, time::Duration};

use argon2::{Algorithm, Argon2, Params, Version};

use super::token::hex;
use crate::{
    error::{Error, Result},
    storage::{self, Turns},
    value::{Password, TenantId},
};

/// Whoever hashes passwords in this process.
#[derive(Debug)]
pub(crate) struct Passwords {
    /// One for each hash at a time.
    turns: Turns,
}

/// How many of one organization may wait for a turn; at the speed of one core the
/// last one waits about two seconds, if no other organization hashes.
const QUEUE: usize = 64;
/// How long anybody waits.
const PATIENCE: Duration = Duration::from_secs(5);
/// KiB of memory, passes and lanes.
const COST: [u32; 3] = [19 * 1_024, 2, 1];
/// Bytes of a salt, and of a hash.
pub(crate) const SALT: usize = 16;
const HASH: usize = 32;

impl Default for Passwords {
    fn default() -> Self {
        let cores = thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        Self { turns: Turns::with_lines(cores, QUEUE) }
    }
}

impl Passwords {
    /// Hashes a password with a fresh salt: `argon2id:<KiB>:<passes>:<lanes>:
    /// <salt>:<hash>`.
    ///
    /// # Errors
    ///
    /// [`Error::Overloaded`] if too many of the organization wait already, or for too long.
    pub(crate) async fn hash(
        &self,
        tenant: TenantId,
        password: &Password,
        salt: [u8; SALT],
    ) -> Result<String> {
        let [memory, passes, lanes] = COST;
        let hash = self.work(tenant, password, COST, salt.to_vec()).await?;
        Ok(format!("argon2id:{memory}:{passes}:{lanes}:{}:{}", hex(&salt), hex(&hash)))
    }

    /// Tells whether a password is the one that was hashed. Where nothing was
    /// hashed it takes as long, and is not.
    ///
    /// # Errors
    ///
    /// [`Error::Overloaded`] if too many of the organization wait already, or for too long; [`Error::Storage`] if what
    /// is stored is no hash.
    pub(crate) async fn verify(
        &self,
        tenant: TenantId,
        password: &Password,
        stored: Option<&str>,
    ) -> Result<bool> {
        let corrupt = || storage::Error::Corrupt("a stored password hash".to_owned());
        let (cost, salt, expected) = match stored {
            Some(text) => parse(text).ok_or_else(corrupt)?,
            None => (COST, vec![0; SALT], Vec::new()),
        };
        let found = self.work(tenant, password, cost, salt).await?;
        // All bytes are compared, whichever differ.
        let differing = found.iter().zip(&expected).fold(0, |sum, (a, b)| sum | (a ^ b));
        Ok(expected.len() == found.len() && differing == 0)
    }

    async fn work(
        &self,
        tenant: TenantId,
        password: &Password,
        [memory, passes, lanes]: [u32; 3],
        salt: Vec<u8>,
    ) -> Result<Vec<u8>> {
        let broken = |error: String| storage::Error::Corrupt(format!("can't hash: {error}"));
        let turn = self.turns.take(tenant, PATIENCE).await.map_err(|_busy| Error::Overloaded)?;
        let password = password.clone();
        let hashed = tokio::task::spawn_blocking(move || {
            // Given back when the work is done, though nobody wait for it any more.
            let _held = turn;
            let params = Params::new(memory, passes, lanes, Some(HASH))?;
            let mut hash = vec![0; HASH];
            let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
            argon2.hash_password_into(password.bytes(), &salt, &mut hash)?;
            Ok::<_, argon2::Error>(hash)
        });
        let hashed = hashed.await.map_err(|error| broken(error.to_string()))?;
        Ok(hashed.map_err(|error| broken(error.to_string()))?)
    }
}

fn parse(stored: &str) -> Option<([u32; 3], Vec<u8>, Vec<u8>)> {
    let mut parts = stored.strip_prefix("argon2id:")?.split(':');
    let mut number = || parts.next()?.parse().ok();
    let cost = [number()?, number()?, number()?];
    let (salt, hash) = (unhex(parts.next()?)?, unhex(parts.next()?)?);
    parts.next().is_none().then_some((cost, salt, hash))
}

fn unhex(text: &str) -> Option<Vec<u8>> {
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

    const TENANT: TenantId = TenantId::PLATFORM;

    fn password(text: &str) -> Password {
        text.parse().unwrap()
    }

    #[tokio::test]
    async fn a_hash_knows_its_password_and_no_other() {
        let passwords = Passwords::default();
        let hash =
            passwords.hash(TENANT, &password("seven purple otters"), [7; SALT]).await.unwrap();
        assert!(hash.starts_with("argon2id:19456:2:1:07070707"), "{hash}");
        assert!(!hash.contains("otters"));
        let verify =
            async |text| passwords.verify(TENANT, &password(text), Some(&hash)).await.unwrap();
        assert!(verify("seven purple otters").await);
        assert!(!verify("seven purple otter").await);
        let other =
            passwords.hash(TENANT, &password("seven purple otters"), [8; SALT]).await.unwrap();
        assert_ne!(hash, other);
    }

    #[tokio::test]
    async fn nobody_has_the_password_that_was_never_set() {
        let passwords = Passwords::default();
        assert!(!passwords.verify(TENANT, &password("seven purple otters"), None).await.unwrap());
        let broken =
            passwords.verify(TENANT, &password("seven purple otters"), Some("argon2id:x")).await;
        assert!(matches!(broken, Err(Error::Storage(storage::Error::Corrupt(_)))));
    }

    #[tokio::test]
    async fn who_finds_the_queue_full_is_turned_away() {
        let passwords = Passwords { turns: Turns::with_lines(NonZeroUsize::MIN, 0) };
        let held = passwords.turns.take(TENANT, PATIENCE).await.unwrap();
        let refused = passwords.verify(TENANT, &password("seven purple otters"), None).await;
        assert!(matches!(refused, Err(Error::Overloaded)));
        drop(held);
        assert!(passwords.verify(TENANT, &password("seven purple otters"), None).await.is_ok());
    }
}
