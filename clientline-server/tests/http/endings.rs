//! An idempotency key has an end: until then it brings the answer again, and afterwards it
//! is as new.

use clientline_core::{
    ClientLine,
    engine::PlatformScope,
    entity::{Query, Stored},
    model::Idempotency,
    row::ChangeSet,
};
use serde_json::json;

use crate::kit::{Answer, Client, Place, Server, organization};

/// How long a key holds, in minutes.
const DAY: i64 = 24 * 60;

/// Moves the end of a key, while the server runs.
fn move_end(place: &Place, key: &str, minutes: i64) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let storage = place.storage().await;
        let client = ClientLine::new(storage.clone());
        let platform = PlatformScope::trusted(&client);
        let tenant = platform.find(&"atelier".parse().unwrap()).await.unwrap();
        let query = Query::one().eq(Idempotency::key(), &key.to_owned());
        let mut snapshot = storage.snapshot(tenant).await.unwrap();
        let row = snapshot.select(query.select()).await.unwrap().pop().unwrap();
        drop(snapshot);
        let row = Stored::<Idempotency>::decode(row).unwrap();
        let mut changes = ChangeSet::new(row.created_at());
        changes.update(&row, |row| {
            row.expires_at = row.expires_at.saturating_plus_minutes(minutes);
        });
        storage.commit(tenant, changes).await.unwrap();
    });
}

fn make(client: &Client, key: &str) -> Answer {
    let center = json!({"name": "Riga", "time_zone": "Europe/Riga"});
    let made = client.send("POST /centers", &[("idempotency-key", key)], Some(&center)).unwrap();
    made.expect(201);
    made
}

#[test]
fn a_key_brings_its_answer_again_for_a_day_and_is_as_new_afterwards() {
    let place = Place::make();
    let token = organization(&place, "atelier");
    let server = Server::start(&place);
    let client = server.client(&token).bound_by_contract();
    let is_replay = |answer: &Answer| answer.header("idempotency-replayed").is_some();

    // One whose day ends in a minute, and one whose day ended a minute ago.
    let (young, old) = (make(&client, "young"), make(&client, "old"));
    move_end(&place, "young", 1 - DAY);
    move_end(&place, "old", -1 - DAY);

    let again = make(&client, "young");
    assert!(is_replay(&again));
    assert_eq!(again.text, young.text);

    let anew = make(&client, "old");
    assert!(!is_replay(&anew));
    assert_ne!(anew.json()["id"], old.json()["id"]);
    // From then on it has another day.
    let again = make(&client, "old");
    assert!(is_replay(&again));
    assert_eq!(again.text, anew.text);
    assert_eq!(client.all("/centers?skip=0").len(), 3);
}
