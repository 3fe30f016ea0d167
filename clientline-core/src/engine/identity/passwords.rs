//! Hashing of passwords: argon2id with 19 MiB, two passes and one lane (design:
//! security, "Credentials").
//!
//! A hash takes tens of milliseconds of a core on purpose. So there are at most
//! as many at once as cores, for which [lanes](Requester) say whose turn it is; a
//! bounded number waits, and nobody holds a snapshot meanwhile. Each place has its
//! memory, which is used again: an allocator that spreads blocks of this size over
//! the arenas of many threads keeps one for each of them.
//!
//! # An account is not told by its turn
//!
//! Attempts at an account go before those of strangers, so that a flood of these
//! keeps nobody out. If a wrong password were answered as fast, the time would tell
//! who has an account. So while others wait, an attempt at an account stands in two
//! lines: in its own, and in that of strangers. The right password is known as soon
//! as either says so; a wrong one when a stranger's would be.

mod lanes;
mod phc;

use std::{
    future::poll_fn,
    num::NonZeroUsize,
    pin::pin,
    sync::{Arc, Mutex, PoisonError},
    task::Poll,
    thread,
    time::Duration,
};

use argon2::{Algorithm, Argon2, Block, Params, Version};

pub(crate) use self::lanes::Requester;
use self::{lanes::Lanes, phc::Hashed};
use crate::{
    error::{Error, Result},
    storage::{self, Turn, Turns},
    value::{Password, TenantId},
};

/// The hasher of passwords of this process.
#[derive(Debug)]
pub(crate) struct Passwords {
    /// One for each hash at a time.
    turns: Turns<Lanes>,
    memory: Memory,
}

/// How long anybody waits.
const PATIENCE: Duration = Duration::from_secs(5);
/// KiB of memory, passes and lanes.
const COST: [u32; 3] = [19 * 1_024, 2, 1];
/// Bytes of a salt, and of a hash.
pub(crate) const SALT: usize = 16;
const HASH: usize = 32;

impl Default for Passwords {
    fn default() -> Self {
        Self::with_places(thread::available_parallelism().unwrap_or(NonZeroUsize::MIN))
    }
}

impl Passwords {
    fn with_places(places: NonZeroUsize) -> Self {
        Self { turns: Turns::in_order_of(Lanes::default(), places), memory: Memory::default() }
    }

    /// Hashes a password with a fresh salt, into a PHC string.
    ///
    /// # Errors
    ///
    /// [`Error::Overloaded`] if too many of the organization wait already, or for too long.
    pub(crate) async fn hash(
        &self,
        tenant: TenantId,
        requester: Requester,
        password: &Password,
        salt: [u8; SALT],
    ) -> Result<String> {
        let turn = self.turn(tenant, requester).await?;
        let (params, salt) = (params()?, salt.to_vec());
        let hash = self.work(turn, password, &params, &salt, HASH).await?;
        let written = Hashed { params, salt, hash }.write();
        written.ok_or_else(|| broken("a hash can't be written"))
    }

    /// Returns whether a password is the one that was hashed. Where nothing was
    /// hashed it takes as long, and is not.
    ///
    /// # Errors
    ///
    /// [`Error::Overloaded`] if too many of the organization wait already, or for too long;
    /// [`Error::Storage`] if what is stored is no hash.
    pub(crate) async fn verify(
        &self,
        tenant: TenantId,
        requester: Requester,
        password: &Password,
        stored: Option<&str>,
    ) -> Result<bool> {
        let stored = match stored {
            Some(text) => Hashed::parse(text).ok_or_else(|| broken("a stored password hash"))?,
            None => Hashed { params: params()?, salt: vec![0; SALT], hash: Vec::new() },
        };
        if let Some(turn) = self.turns.take_free().await {
            return self.matches(turn, password, &stored).await;
        }
        let in_lane = async |requester| {
            let turn = self.turn(tenant, requester).await?;
            self.matches(turn, password, &stored).await
        };
        match requester {
            Requester::Account(network) => {
                let own = in_lane(requester);
                either(own, in_lane(Requester::Stranger(network))).await
            }
            Requester::Verified(_) | Requester::Stranger(_) => in_lane(requester).await,
        }
    }

    async fn turn(&self, tenant: TenantId, requester: Requester) -> Result<Turn<Lanes>> {
        let turn = self.turns.take((tenant, requester), PATIENCE).await;
        turn.map_err(|_busy| Error::Overloaded)
    }

    async fn matches(
        &self,
        turn: Turn<Lanes>,
        password: &Password,
        stored: &Hashed,
    ) -> Result<bool> {
        let Hashed { params, salt, hash: expected } = stored;
        // Where nothing was hashed there is nothing to compare.
        let length = if expected.is_empty() { HASH } else { expected.len() };
        let found = self.work(turn, password, params, salt, length).await?;
        // All bytes are compared, whichever differ.
        let differing = found.iter().zip(expected).fold(0, |sum, (a, b)| sum | (a ^ b));
        Ok(expected.len() == found.len() && differing == 0)
    }

    async fn work(
        &self,
        turn: Turn<Lanes>,
        password: &Password,
        params: &Params,
        salt: &[u8],
        length: usize,
    ) -> Result<Vec<u8>> {
        let (memory, password) = (self.memory.clone(), password.clone());
        let (params, salt) = (params.clone(), salt.to_vec());
        let hashed = tokio::task::spawn_blocking(move || {
            // Given back when the work is done, though nobody wait for it any more.
            let _held = turn;
            let mut hash = vec![0; length];
            memory.lend(params.block_count(), |blocks| {
                let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
                argon2.hash_password_into_with_memory(password.bytes(), &salt, &mut hash, blocks)
            })?;
            Ok::<_, argon2::Error>(hash)
        });
        let hashed = hashed.await.map_err(|error| broken(&error.to_string()))?;
        hashed.map_err(|error| broken(&error.to_string()))
    }
}

fn params() -> Result<Params> {
    let [memory, passes, lanes] = COST;
    Params::new(memory, passes, lanes, Some(HASH)).map_err(|error| broken(&error.to_string()))
}

fn broken(what: &str) -> Error {
    Error::Storage(storage::Error::Corrupt(what.to_owned()))
}

/// Two who try the same: the first who succeeds is the answer, and otherwise the
/// second is, whenever it comes.
async fn either(
    first: impl Future<Output = Result<bool>>,
    second: impl Future<Output = Result<bool>>,
) -> Result<bool> {
    let (mut first, mut second) = (pin!(first), pin!(second));
    let (mut failed, mut answer) = (false, None);
    poll_fn(move |context| {
        if !failed && let Poll::Ready(found) = first.as_mut().poll(context) {
            if matches!(found, Ok(true)) {
                return Poll::Ready(found);
            }
            failed = true;
        }
        if answer.is_none()
            && let Poll::Ready(found) = second.as_mut().poll(context)
        {
            answer = Some(found);
        }
        match answer.take() {
            // The second knows as well as the first; who got no turn does not.
            Some(found) if failed || found.is_ok() => Poll::Ready(found),
            waiting => {
                answer = waiting;
                Poll::Pending
            }
        }
    })
    .await
}

/// The blocks that hashes are computed in, as many as were ever used at once: no
/// more than there are places.
#[derive(Clone, Debug, Default)]
struct Memory(Arc<Mutex<Vec<Vec<Block>>>>);

impl Memory {
    fn lend<T>(&self, count: usize, work: impl FnOnce(&mut [Block]) -> T) -> T {
        let spare = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut blocks = spare().pop().unwrap_or_default();
        if blocks.len() < count {
            blocks.resize(count, Block::new());
        }
        let done = work(&mut blocks[..count]);
        spare().push(blocks);
        done
    }
}

#[cfg(test)]
mod tests {
    use std::{
        future::{pending, ready},
        net::Ipv4Addr,
    };

    use super::*;
    use crate::value::NetworkPrefix;

    const TENANT: TenantId = TenantId::PLATFORM;

    fn stranger() -> Requester {
        Requester::Stranger(NetworkPrefix::of(Ipv4Addr::LOCALHOST.into()))
    }

    fn account() -> Requester {
        Requester::Account(NetworkPrefix::of(Ipv4Addr::LOCALHOST.into()))
    }

    fn password(text: &str) -> Password {
        text.parse().unwrap()
    }

    async fn hashed(passwords: &Passwords, text: &str, salt: u8) -> String {
        passwords.hash(TENANT, account(), &password(text), [salt; SALT]).await.unwrap()
    }

    #[tokio::test]
    async fn a_hash_knows_its_password_and_no_other() {
        let passwords = Passwords::default();
        let hash = hashed(&passwords, "seven purple otters", 7).await;
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$BwcHBwcHBwcHBwcHBwcHBw$"),
            "{hash}"
        );
        assert!(!hash.contains("otters"));
        let verify = async |text| {
            passwords.verify(TENANT, account(), &password(text), Some(&hash)).await.unwrap()
        };
        assert!(verify("seven purple otters").await);
        assert!(!verify("seven purple otter").await);
        assert_ne!(hash, hashed(&passwords, "seven purple otters", 8).await);
    }

    #[tokio::test]
    async fn nobody_has_the_password_that_was_never_set() {
        let passwords = Passwords::default();
        let password = password("seven purple otters");
        assert!(!passwords.verify(TENANT, stranger(), &password, None).await.unwrap());
        let broken = passwords.verify(TENANT, account(), &password, Some("argon2id:x")).await;
        assert!(matches!(broken, Err(Error::Storage(storage::Error::Corrupt(_)))));
    }

    #[tokio::test(start_paused = true)]
    async fn who_gets_no_turn_is_turned_away() {
        let passwords = Passwords::with_places(NonZeroUsize::MIN);
        let held = passwords.turns.take_free().await.unwrap();
        let password = password("seven purple otters");
        let refused = passwords.verify(TENANT, stranger(), &password, None).await;
        assert!(matches!(refused, Err(Error::Overloaded)));
        drop(held);
        assert!(passwords.verify(TENANT, stranger(), &password, None).await.is_ok());
    }

    #[tokio::test]
    async fn an_account_is_let_in_ahead_of_strangers_and_refused_with_them() {
        let overloaded = || ready(Err(Error::Overloaded));
        assert!(either(ready(Ok(true)), pending()).await.unwrap());
        assert!(either(pending(), ready(Ok(true))).await.unwrap());
        assert!(!either(pending(), ready(Ok(false))).await.unwrap());
        assert!(either(ready(Ok(true)), overloaded()).await.unwrap());
        assert!(matches!(either(ready(Ok(false)), overloaded()).await, Err(Error::Overloaded)));
        assert!(either(overloaded(), ready(Ok(true))).await.unwrap());
        // A wrong password is no answer while a stranger would wait for one.
        let (mut waits, mut context) = (
            pin!(either(ready(Ok(false)), pending())),
            std::task::Context::from_waker(std::task::Waker::noop()),
        );
        assert!(waits.as_mut().poll(&mut context).is_pending());
        assert!(waits.as_mut().poll(&mut context).is_pending());
    }

    #[tokio::test]
    async fn hashes_use_the_memory_of_their_places_again() {
        let places = NonZeroUsize::new(2).unwrap();
        let passwords = Arc::new(Passwords::with_places(places));
        let attempts = (0..12).map(|_| {
            let passwords = Arc::clone(&passwords);
            tokio::spawn(async move {
                let password = password("seven purple otters");
                passwords.verify(TENANT, stranger(), &password, None).await.unwrap();
            })
        });
        for attempt in attempts.collect::<Vec<_>>() {
            attempt.await.unwrap();
        }
        let spare = passwords.memory.0.lock().unwrap();
        assert!((1..=2).contains(&spare.len()), "{}", spare.len());
        assert!(spare.iter().all(|blocks| blocks.len() == 19 * 1_024));
    }
}
