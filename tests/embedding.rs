//! What an application that embeds `clientline` may do with JSON of its own, and what it needs.
//!
//! Cargo unifies the features of a build's crates: one that we switch on in `serde_json`
//! is on in the embedding application too.

use std::{
    pin::pin,
    sync::Arc,
    task::{Context, Poll, Waker},
};

use clientline::{
    memory::MemoryStorage,
    ops::{access::identity::GetSelf, people::guest_export::ExportGuest},
    prelude::*,
    value::UnitPrice,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use tokio::runtime::Builder;

#[derive(Debug, Deserialize, PartialEq)]
struct Place {
    latitude: f64,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Shop {
    name: String,
    #[serde(flatten)]
    place: Place,
}

#[test]
fn a_float_in_a_flattened_struct_is_read_beside_our_own_types() {
    let shop: Shop = serde_json::from_str(r#"{"name": "Lisbon", "latitude": 38.72}"#).unwrap();
    assert!((shop.place.latitude - 38.72).abs() < f64::EPSILON);
    assert_eq!(serde_json::from_str::<UnitPrice>("\"45.1\"").unwrap().to_string(), "45.1");
}

#[test]
fn a_tree_of_json_says_what_its_floats_are() {
    let tree = serde_json::json!({"name": "Lisbon", "latitude": 38.72});
    assert!(serde_json::from_value::<Shop>(tree).is_ok());
}

/// A runtime without a timer serves whoever has nothing to wait for, and fails when many come.
#[test]
fn a_program_without_a_timer_is_told_so_at_once() {
    let client = ClientLine::new(Arc::new(MemoryStorage::new()));
    let told = |error: Error| {
        assert!(matches!(error, Error::NoRuntime(_)), "{error:?}");
        error.to_string()
    };
    let ask = async || {
        let run = Scope::trusted(&client, TenantId::PLATFORM, Actor::system());
        let run = run.run(&List::<Center>::new(PageRequest::default())).await;
        [told(run.unwrap_err()), told(Runner::start(client.clone(), Arc::new(())).unwrap_err())]
    };
    let runtime = Builder::new_current_thread().build().unwrap();
    for said in runtime.block_on(ask()) {
        assert!(said.contains("a timer"), "{said}");
    }
    let mut asked = pin!(ask());
    let Poll::Ready(all) = asked.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
        panic!("it waits for something");
    };
    for said in all {
        assert!(said.contains("runs on none"), "{said}");
    }
}

/// Reads an answer back from what it is as JSON.
#[expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]
fn read_back<T: Serialize + DeserializeOwned>(answer: &T) -> T {
    let json = serde_json::to_value(answer).unwrap();
    let again: T = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(serde_json::to_value(&again).unwrap(), json);
    again
}

#[tokio::test]
async fn answers_are_read_back_from_their_json() {
    let client = ClientLine::new(Arc::new(MemoryStorage::new()));
    let name = |text| Name::parse(text).unwrap();
    let new = NewOrganization::new(
        name("Atelier"),
        "atelier".parse().unwrap(),
        "hello@example.com".parse().unwrap(),
        "EUR".parse().unwrap(),
        "Europe/Lisbon".parse().unwrap(),
    );
    let organization = PlatformScope::trusted(&client).create_organization(new).await.unwrap();
    let tenant = TenantId::from(organization.id);
    assert_eq!(Id::<Organization>::from(tenant), organization.id);
    let scope = Scope::trusted(&client, tenant, Actor::system());
    let new = NewCenter::new(name("Baixa"), "Europe/Lisbon".parse().unwrap());
    let center = scope.run(&Create::<Center>(new)).await.unwrap();
    let new = NewGuest::new(center.id, name("Ada"), name("Reis"));
    let guest = scope.run(&Create::<Guest>(new)).await.unwrap();
    clientline::work::run_all(&client).await.unwrap();

    let events = scope.run(&FollowEvents::after(0)).await.unwrap();
    assert!(!events.items.is_empty());
    assert_eq!(read_back(&events), events);
    let guests = scope.run(&List::<Guest>::new(PageRequest::default())).await.unwrap();
    assert_eq!(read_back(&guests), guests);
    let export = scope.run(&ExportGuest(guest.id)).await.unwrap();
    assert_eq!(read_back(&export).guest, guest);
    let identity = scope.run(&GetSelf).await.unwrap();
    assert_eq!(read_back(&identity).organization.id, organization.id);
}
