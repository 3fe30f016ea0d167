//! Tests of rates.

use uuid::Uuid;

use super::*;

fn quotas(address_rate: u32, token_rate: u32, organization_rate: u32) -> Quotas {
    let limits = Limits {
        address_rate,
        token_rate,
        organization_rate,
        organization_concurrency: 2,
        ..Limits::default()
    };
    Quotas::new(&limits)
}

fn tenant(number: u128) -> TenantId {
    TenantId(Uuid::from_u128(number))
}

/// How many of a hundred requests pass.
fn passed(count: impl Fn() -> bool) -> usize {
    (0..100).filter(|_| count()).count()
}

#[test]
fn an_address_may_send_a_burst_and_another_one_its_own() {
    let quotas = quotas(1, 0, 0);
    for address in ["192.0.2.1", "192.0.2.2"] {
        let address = address.parse().ok();
        // A slow machine may refill a little meanwhile.
        let burst = passed(|| quotas.count(address, None).passed().is_ok());
        assert!((4..=8).contains(&burst), "{burst}");
    }
    assert_eq!(passed(|| quotas.count(None, None).passed().is_ok()), 100);
}

#[test]
fn new_rates_hold_at_once_for_whoever_shares_the_limits() {
    let quotas = quotas(1, 0, 0);
    let shared = quotas.clone();
    let address = "192.0.2.1".parse().ok();
    assert!(passed(|| shared.count(address, None).passed().is_ok()) < 100);
    quotas.set_rates(&Limits { address_rate: 0, ..Limits::default() });
    assert_eq!(passed(|| shared.count(address, None).passed().is_ok()), 100);
}

#[test]
fn one_network_of_ipv6_is_one_client() {
    let network = |text: &str| network(text.parse().unwrap());
    assert_eq!(network("2001:db8::1"), network("2001:db8::ffff:1"));
    assert_ne!(network("2001:db8::1"), network("2001:db8:0:1::1"));
    assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
}

#[test]
fn a_refused_address_uses_up_nothing_of_a_token() {
    let quotas = quotas(1, 50, 0);
    let (flood, desk) = ("192.0.2.1".parse().ok(), "192.0.2.2".parse().ok());
    for _ in 0..1_000 {
        let _ = quotas.count(flood, Some(b"token"));
    }
    assert!(quotas.count(desk, Some(b"token")).passed().is_ok());
}

#[test]
fn each_organization_has_its_own_rate_and_its_own_places() {
    let quotas = quotas(0, 0, 1);
    let burst = passed(|| quotas.admit(tenant(1)).is_ok());
    assert!((4..=8).contains(&burst), "{burst}");
    let first = quotas.admit(tenant(2)).unwrap();
    let _second = quotas.admit(tenant(2)).unwrap();
    assert_eq!(quotas.admit(tenant(2)).unwrap_err(), Refusal::Overloaded);
    assert!(quotas.admit(tenant(3)).is_ok());
    drop(first);
    assert!(quotas.admit(tenant(2)).is_ok());
}

#[test]
fn strangers_use_up_nothing_of_what_an_organization_has_for_itself() {
    let limits =
        Limits { organization_rate: 1, public_rate: 1, public_concurrency: 2, ..Limits::default() };
    let quotas = Quotas::new(&limits);
    let burst = passed(|| quotas.admit_public(tenant(1)).is_ok());
    assert!((4..=8).contains(&burst), "{burst}");
    assert!(quotas.admit(tenant(1)).is_ok());
    let _two = [(), ()].map(|()| quotas.admit_public(tenant(2)).unwrap());
    assert_eq!(quotas.admit_public(tenant(2)).unwrap_err(), Refusal::Overloaded);
    assert!(quotas.admit(tenant(2)).is_ok());
}

#[test]
fn nobody_who_left_is_remembered() {
    let quotas = quotas(0, 0, 0);
    drop(quotas.admit(tenant(1)).unwrap());
    assert!(quotas.0.shares.running.lock().unwrap().is_empty());
    let bucket = Bucket::new("address", 1_000_000).unwrap();
    for number in 0..SWEEP_EVERY * 4 {
        bucket.take(&IpAddr::from(number.to_be_bytes()));
    }
    std::thread::sleep(Duration::from_millis(1));
    for number in 0..SWEEP_EVERY {
        bucket.take(&IpAddr::from(number.to_be_bytes()));
    }
    assert!(bucket.limiter.len() <= SWEEP_EVERY as usize + 1, "{}", bucket.limiter.len());
}

#[test]
fn a_client_is_told_where_it_stands() {
    let quotas = quotas(10, 0, 0);
    let counted = quotas.count("192.0.2.1".parse().ok(), Some(b"token"));
    let mut headers = HeaderMap::new();
    counted.mark(&mut headers);
    assert_eq!(headers[POLICY], "\"address\";q=40;w=4");
    assert_eq!(headers[STANDING], "\"address\";r=39;t=1");
}
