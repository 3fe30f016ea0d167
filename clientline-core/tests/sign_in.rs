//! Signing in, with a clock that does what the test says.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    collections::HashSet,
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use clientline_core::{
    Actor, ClientLine, Error, Scope,
    engine::{Environment, PlatformScope, SystemEnvironment},
    entity::{Patch, sample},
    memory::MemoryStorage,
    model::{Credential, NewOrganization, Role, SignInThrottle, User},
    ops::{
        access::{
            browser_sessions::{BrowserSession, BrowserSignIn, RenewSession},
            pins::{DeskPerson, LockDesk, NewPin, SetPin, SwitchPerson},
            sessions::Grant,
            sign_in::{SignIn, SignInFlow},
            users::{CreateUser, NewUser, UpdateUser, UserPatch},
        },
        page::PageRequest,
    },
    row::ChangeSet,
    value::{Active, Id, NetworkPrefix, Timestamp},
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

const RIGHT: &str = "seven purple otters";
const WRONG: &str = "eleven green newts";

/// A clock that stands until it is set, in minutes.
#[derive(Debug, Default)]
struct Clock(AtomicI64);

impl Environment for Clock {
    fn now(&self) -> Timestamp {
        let start: Timestamp = "2027-01-04T09:00:00Z".parse().unwrap();
        start.plus_minutes(self.0.load(Ordering::Relaxed)).unwrap()
    }

    fn random(&self, bytes: &mut [u8]) -> Result<(), Error> {
        SystemEnvironment.random(bytes)
    }
}

/// An organization with an active user, one who is disabled, and one without a password.
struct House {
    clock: Arc<Clock>,
    client: ClientLine,
    admin: Scope,
}

impl House {
    const ACTIVE: &str = "eva@example.com";
    const DISABLED: &str = "off@example.com";
    const BARE: &str = "bare@example.com";
    const NOBODY: &str = "nobody@example.com";
    const KINDS: [&str; 4] = [Self::ACTIVE, Self::DISABLED, Self::BARE, Self::NOBODY];

    async fn open() -> Self {
        let clock = Arc::new(Clock::default());
        let environment: Arc<dyn Environment> = clock.clone();
        let client = ClientLine::with_environment(Arc::new(MemoryStorage::new()), environment);
        let new = NewOrganization::new(
            "Atelier".parse().unwrap(),
            "atelier".parse().unwrap(),
            "atelier@example.com".parse().unwrap(),
            "EUR".parse().unwrap(),
            "Europe/Riga".parse().unwrap(),
        );
        let organization = PlatformScope::trusted(&client).create_organization(new).await.unwrap();
        let tenant = clientline_core::value::TenantId(organization.id.uuid());
        let house = Self { clock, admin: Scope::trusted(&client, tenant, Actor::system()), client };
        house.user(Self::ACTIVE, Some(RIGHT), true).await;
        house.user(Self::DISABLED, Some(RIGHT), false).await;
        house.user(Self::BARE, None, true).await;
        house
    }

    async fn user(&self, email: &str, password: Option<&str>, is_active: bool) {
        let new = NewUser {
            password: password.map(|password| password.parse().unwrap()),
            is_active: Active(is_active),
            ..NewUser::new("Eva".parse().unwrap(), email.parse().unwrap(), Role::Staff)
        };
        self.admin.run(&CreateUser::new(new)).await.unwrap();
    }

    async fn try_with(
        &self,
        email: &str,
        password: &str,
        device: Option<&str>,
    ) -> Result<Grant, Error> {
        let sign_in = SignIn {
            organization: None,
            email: email.parse().unwrap(),
            password: password.parse().unwrap(),
            device_token: device.map(str::to_owned),
        };
        let from = NetworkPrefix::of(IpAddr::from([192, 0, 2, 1]));
        sign_in.run(&self.client, from, None).await
    }

    async fn fail(&self, email: &str) -> Result<Grant, Error> {
        self.try_with(email, WRONG, None).await
    }

    /// Fails until one has to wait, and returns how often that took.
    async fn fail_out(&self, email: &str) -> i64 {
        let mut failures = 0;
        while matches!(self.fail(email).await, Err(Error::Unauthenticated)) {
            failures += 1;
        }
        assert!(matches!(self.fail(email).await, Err(Error::TooManyAttempts { .. })));
        failures
    }
}

/// The row of 4,096 that an address would fall into if they were shared by a hash that
/// anybody can compute.
fn computable_row(email: &str) -> u16 {
    let digest = Sha256::digest(email.as_bytes());
    u16::from_be_bytes([digest[0], digest[1]]) % 4_096
}

#[tokio::test]
async fn failures_at_other_addresses_tell_nothing_of_one() {
    let house = House::open().await;
    for victim in House::KINDS {
        let same_row =
            |email: &String| computable_row(email) == computable_row(victim) && email != victim;
        let mut others = (0..).map(|number| format!("stranger-{number}@example.com"));
        let other = others.find(same_row).unwrap();
        house.fail_out(&other).await;
        let answer = house.fail(victim).await;
        assert!(matches!(answer, Err(Error::Unauthenticated)), "{victim}");
    }
}

#[tokio::test]
async fn failures_are_counted_the_same_whoever_has_the_address() {
    let house = House::open().await;
    for email in House::KINDS {
        assert_eq!(house.fail_out(email).await, SignInThrottle::FAILURES_FREE, "{email}");
    }
    // The right password is no answer meanwhile either.
    let right = house.try_with(House::ACTIVE, RIGHT, None).await;
    assert!(matches!(right, Err(Error::TooManyAttempts { retry_after: 1 })));
    house.clock.0.store(1, Ordering::Relaxed);
    for email in House::KINDS {
        assert_eq!(house.fail_out(email).await, 1, "{email}");
    }
    house.clock.0.store(2, Ordering::Relaxed);
    house.try_with(House::ACTIVE, RIGHT, None).await.unwrap();
    assert_eq!(house.fail_out(House::ACTIVE).await, SignInThrottle::FAILURES_FREE, "anew");
}

#[tokio::test]
async fn a_known_device_does_not_wait_for_what_strangers_failed() {
    let house = House::open().await;
    house.user("other@example.com", Some(RIGHT), true).await;
    let grant = house.try_with(House::ACTIVE, RIGHT, None).await.unwrap();
    let device = grant.device_token.as_deref();
    let other = house.try_with("other@example.com", RIGHT, None).await.unwrap().device_token;
    house.fail_out(House::ACTIVE).await;
    for shown in [None, other.as_deref(), Some(grant.refresh_token.as_str()), Some("cl_device_x")] {
        let answer = house.try_with(House::ACTIVE, RIGHT, shown).await;
        assert!(matches!(answer, Err(Error::TooManyAttempts { .. })), "{shown:?}");
    }
    let again = house.try_with(House::ACTIVE, RIGHT, device).await.unwrap();
    assert_ne!(again.device_token, grant.device_token);
    // Who holds the device guesses no faster than others.
    for _ in 0..SignInThrottle::FAILURES_FREE {
        let answer = house.try_with(House::ACTIVE, WRONG, device).await;
        assert!(matches!(answer, Err(Error::Unauthenticated)));
    }
    let answer = house.try_with(House::ACTIVE, RIGHT, device).await;
    assert!(matches!(answer, Err(Error::TooManyAttempts { .. })));
}

#[tokio::test]
async fn a_new_password_forgets_devices_and_failures() {
    let house = House::open().await;
    let grant = house.try_with(House::ACTIVE, RIGHT, None).await.unwrap();
    house.fail_out(House::ACTIVE).await;
    let password = Patch::Value(WRONG.parse().unwrap());
    let patch = UserPatch { password, ..UserPatch::default() };
    house.admin.run(&UpdateUser::new(grant.user.user.id, patch, None)).await.unwrap();
    house.try_with(House::ACTIVE, WRONG, None).await.unwrap();
    let fail = async |device| house.try_with(House::ACTIVE, RIGHT, device).await;
    while matches!(fail(None).await, Err(Error::Unauthenticated)) {}
    let known = fail(grant.device_token.as_deref()).await;
    assert!(matches!(known, Err(Error::TooManyAttempts { .. })), "the device is still known");
}

#[tokio::test]
async fn a_clock_that_jumped_and_came_back_locks_nobody_out() {
    let house = House::open().await;
    house.clock.0.store(5_256_000, Ordering::Relaxed);
    for email in House::KINDS {
        house.fail_out(email).await;
    }
    house.clock.0.store(0, Ordering::Relaxed);
    for email in House::KINDS {
        assert!(matches!(house.fail(email).await, Err(Error::Unauthenticated)), "{email}");
        // It counts on from there, by the clock as it is now.
        assert_eq!(house.fail_out(email).await, 0, "{email}");
    }
    house.clock.0.store(15, Ordering::Relaxed);
    house.try_with(House::ACTIVE, RIGHT, None).await.unwrap();
}

/// Signs in with a browser.
async fn in_browser(house: &House) -> BrowserSession {
    let sign_in = SignIn {
        organization: None,
        email: House::ACTIVE.parse().unwrap(),
        password: RIGHT.parse().unwrap(),
        device_token: None,
    };
    let from = NetworkPrefix::of(IpAddr::from([192, 0, 2, 1]));
    BrowserSignIn::Password(sign_in).run(&house.client, from, None).await.unwrap()
}

#[tokio::test]
async fn a_session_in_a_browser_ends_when_it_was_idle_for_twelve_hours() {
    let house = House::open().await;
    let first = in_browser(&house).await.token;
    house.clock.0.store(12 * 60 - 1, Ordering::Relaxed);
    house.client.authenticate(&first).await.unwrap();
    let second = RenewSession(first.clone()).run(&house.client).await.unwrap().token;
    house.clock.0.store(2 * 12 * 60 - 2, Ordering::Relaxed);
    house.client.authenticate(&second).await.unwrap();
    house.clock.0.store(2 * 12 * 60 - 1, Ordering::Relaxed);
    assert!(house.client.authenticate(&second).await.is_err());
    assert!(RenewSession(second).run(&house.client).await.is_err());
}

#[tokio::test]
async fn a_spent_token_of_a_browser_opens_for_half_a_minute_and_then_ends_the_session() {
    let house = House::open().await;
    let first = in_browser(&house).await.token;
    let second = RenewSession(first.clone()).run(&house.client).await.unwrap().token;
    house.client.authenticate(&first).await.unwrap();
    let again = RenewSession(first.clone()).run(&house.client).await.unwrap().token;
    assert!(again == second, "who renews at once gets the same");
    house.clock.0.store(1, Ordering::Relaxed);
    assert!(house.client.authenticate(&first).await.is_err());
    house.client.authenticate(&second).await.unwrap();
    assert!(RenewSession(first).run(&house.client).await.is_err());
    assert!(house.client.authenticate(&second).await.is_err(), "one of the two is a thief's");
}

/// Sets a PIN for whoever has a session in a browser, and returns how it takes a desk over.
async fn with_pin(house: &House, session: &BrowserSession) -> SwitchPerson {
    let pin: clientline_core::value::Pin = "4071".parse().unwrap();
    let scope = house.client.authenticate(&session.token).await.unwrap();
    let new = NewPin { current_password: RIGHT.parse().unwrap(), pin: Some(pin.clone()) };
    scope.run(&SetPin(new)).await.unwrap();
    SwitchPerson { user_id: Id::from_uuid(scope.actor().id), pin }
}

/// Those who may take a desk over, page by page.
async fn people(house: &House, desk: &BrowserSession) -> Vec<DeskPerson> {
    let (mut all, mut page) = (Vec::new(), PageRequest::default());
    loop {
        let found = DeskPerson::of_desk(&house.client, &desk.token, page.clone()).await.unwrap();
        all.extend(found.items);
        page.cursor = found.next_cursor;
        if page.cursor.is_none() {
            return all;
        }
    }
}

#[tokio::test]
async fn everybody_of_a_large_team_who_has_a_pin_may_take_a_desk_over() {
    let house = House::open().await;
    let first = in_browser(&house).await;
    with_pin(&house, &first).await;
    let mut changes = ChangeSet::new(house.clock.now());
    for number in 1..=300_u128 {
        let uuid = Uuid::from_u128(number);
        let email = format!("{number}@example.com").parse().unwrap();
        let (role, is_active) = (Role::Staff, Active(true));
        let user = User { id: Id::from_uuid(uuid), email, role, is_active, ..sample() };
        let pin_hash = (number % 3 > 0).then(|| "a hash".to_owned());
        let (id, user_id) = (Id::from_uuid(uuid), user.id);
        changes.insert(user);
        let one_time_token_hash = Some(number.to_string());
        changes.insert(Credential { id, user_id, pin_hash, one_time_token_hash, ..sample() });
    }
    house.client.storage().commit(house.admin.tenant(), changes).await.unwrap();
    let found = people(&house, &first).await;
    let ids: HashSet<Id<User>> = found.iter().map(|one| one.id).collect();
    assert_eq!((found.len(), ids.len()), (201, 201));
}

#[tokio::test]
async fn a_desk_stays_one_while_people_take_it_over_and_no_longer_than_it_is_used() {
    let house = House::open().await;
    let first = in_browser(&house).await;
    let eva = with_pin(&house, &first).await;
    house.clock.0.store(11 * 60, Ordering::Relaxed);
    let second = eva.run(&house.client, &first.token, None).await.unwrap();
    assert!(house.client.authenticate(&first.token).await.is_err(), "the one before has ended");
    house.client.authenticate(&second.token).await.unwrap().run(&LockDesk).await.unwrap();
    assert!(house.client.authenticate(&second.token).await.is_err());
    assert!(RenewSession(second.token.clone()).run(&house.client).await.is_err());
    house.clock.0.store(22 * 60, Ordering::Relaxed);
    assert_eq!(people(&house, &second).await.len(), 1);
    let third = eva.run(&house.client, &second.token, None).await.unwrap();
    house.clock.0.store(34 * 60, Ordering::Relaxed);
    assert!(people(&house, &third).await.is_empty());
    let late = eva.run(&house.client, &third.token, None).await;
    assert!(matches!(late, Err(Error::Unauthenticated)));
}

#[tokio::test]
async fn who_guesses_a_pin_waits_as_at_a_sign_in_and_the_right_one_forgets_what_failed() {
    let house = House::open().await;
    let first = in_browser(&house).await;
    let eva = with_pin(&house, &first).await;
    let wrong = SwitchPerson { pin: "4072".parse().unwrap(), ..eva.clone() };
    for _ in 0..SignInThrottle::FAILURES_FREE {
        let failed = wrong.run(&house.client, &first.token, None).await;
        assert!(matches!(failed, Err(Error::Invalid(_))));
    }
    let held = eva.run(&house.client, &first.token, None).await;
    assert!(matches!(held, Err(Error::TooManyAttempts { .. })));
    house.clock.0.store(15, Ordering::Relaxed);
    let second = eva.run(&house.client, &first.token, None).await.unwrap();
    let failed = wrong.run(&house.client, &second.token, None).await;
    assert!(matches!(failed, Err(Error::Invalid(_))), "it counts anew");
}
