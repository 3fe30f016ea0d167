//! Finding guests, and what is known of them.

use serde_json::{Value, json};

use crate::kit::{Client, House, id};

fn guest(client: &Client, more: &Value) -> Value {
    let center = match client.get("/centers").expect(200)["items"].as_array().unwrap().first() {
        Some(center) => center.clone(),
        None => client.make("/centers", &json!({"name": "Riga", "time_zone": "Europe/Riga"})),
    };
    let mut new = json!({"center_id": center["id"], "first_name": "Ana", "last_name": "da Silva"});
    new.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    client.make("/guests", &new)
}

/// The codes of the guests that a search finds, newest first.
fn codes(client: &Client, query: &str) -> Vec<String> {
    let found = client.all(&format!("/guests?{query}"));
    found.iter().map(|guest| guest["guest_code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_guest_is_found_by_the_beginnings_of_what_they_are_called() {
    let house = House::open();
    let client = &house.client;
    let ana = json!({
        "guest_code": "VIP-7", "email": "Ana@Example.com", "phone": "+371 2000 1000",
        "home_phone": "67000000", "username": "anita",
    });
    let ana = guest(client, &ana);
    guest(client, &json!({"guest_code": "B-1", "first_name": "Anabela", "last_name": "Berg"}));
    guest(client, &json!({"guest_code": "C-1", "first_name": "Ilze", "last_name": "Silins"}));
    for (text, expected) in [
        ("ana", vec!["B-1", "VIP-7"]),
        ("ANA%20sil", vec!["VIP-7"]),
        ("sil", vec!["C-1", "VIP-7"]),
        ("anit", vec!["VIP-7"]),
        ("vip-", vec!["VIP-7"]),
        ("ana@ex", vec!["VIP-7"]),
        ("%2B371%202000", vec!["VIP-7"]),
        ("6700", vec!["VIP-7"]),
        ("nabela", vec![]),
        ("ana%20x", vec![]),
        ("%25", vec![]),
    ] {
        assert_eq!(codes(client, &format!("q={text}")), expected, "{text}");
    }
    assert_eq!(codes(client, "q=ana&guest_code=B-1"), ["B-1"]);
    let counted = client.get("/guests?q=ana&limit=1&count=true").expect(200);
    assert_eq!((&counted["total"], counted["items"].as_array().unwrap().len()), (&json!(2), 1));
    let line = format!("PATCH /guests/{}", id(&ana));
    client.ask(&line, &json!({"last_name": "Costa", "phone": null})).expect(200);
    assert_eq!(codes(client, "q=ana%20sil"), Vec::<String>::new());
    assert_eq!(codes(client, "q=3712000"), Vec::<String>::new());
    assert_eq!(codes(client, "q=costa"), ["VIP-7"]);
    client.send(&line.replace("PATCH", "DELETE"), &[], None).unwrap().expect(204);
    assert_eq!(codes(client, "q=costa"), Vec::<String>::new());
}

#[test]
fn a_guest_is_read_by_their_code() {
    let house = House::open();
    let ana = guest(&house.client, &json!({"tags": ["vip", "new"]}));
    let path = format!("/guests/code/{}", ana["guest_code"].as_str().unwrap());
    let read = house.client.get(&path);
    assert_eq!(read.header("etag"), Some("\"1\""));
    assert_eq!(read.expect(200), ana);
    assert_eq!(ana["tags"], json!(["vip", "new"]));
    let nobody = house.client.get("/guests/code/G-999999");
    assert_eq!(nobody.code(), (404, "not_found".to_owned()));
}

#[test]
fn a_minor_is_known_by_the_day_of_birth_unless_it_is_said() {
    let house = House::open();
    let born = |day: &str| guest(&house.client, &json!({"date_of_birth": day}));
    let (old, young) = ("1980-01-01", crate::kit::date());
    assert_eq!(born(old)["is_minor"], false);
    let child = born(&young);
    assert_eq!(child["is_minor"], true);
    assert_eq!(guest(&house.client, &json!({}))["is_minor"], false);
    let said = json!({"date_of_birth": old, "is_minor": true});
    assert_eq!(guest(&house.client, &said)["is_minor"], true);
    let line = format!("PATCH /guests/{}", id(&child));
    let mended = house.client.ask(&line, &json!({"date_of_birth": old})).expect(200);
    assert_eq!(mended["is_minor"], false);
}
