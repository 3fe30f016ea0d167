//! Long lists of free times, which come part by part.

use serde_json::{Value, json};

use crate::kit::{Client, House, Salon};

/// The starts of one answer, and where they go on.
fn part(client: &Client, path: &str) -> (Vec<Value>, Option<String>) {
    let answer = client.get(path).expect(200);
    let next = answer["next_cursor"].as_str().map(str::to_owned);
    (answer["slots"].as_array().unwrap().clone(), next)
}

/// The starts of all answers, each of which has at most so many.
fn walked(client: &Client, path: &str, limit: usize) -> Vec<Value> {
    let (mut all, mut cursor) = (Vec::new(), String::new());
    loop {
        let (slots, next) = part(client, &format!("{path}&limit={limit}{cursor}"));
        assert!(slots.len() == limit || next.is_none(), "{} starts", slots.len());
        let start = |slot: &Value| slot["starts_at"].as_str().unwrap_or_default().to_owned();
        let goes_on = all.last().map(start) < slots.first().map(start);
        assert!(goes_on, "{slots:?}");
        all.extend(slots);
        match next {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return all,
        }
    }
}

fn search(salon: &Salon) -> String {
    let Salon { center, service, date, .. } = salon;
    format!("/appointments/slots?center_id={center}&service_id={service}&date={date}")
}

#[test]
fn the_parts_of_a_search_are_the_whole_in_order() {
    let house = House::open();
    let salon = Salon::make(&house.client, 2, 1);
    salon.book(0, 0, 600).expect(201);
    let path = search(&salon) + "&days=3&step=20";
    let (whole, next) = part(&house.client, &path);
    assert_eq!((whole.len(), next), (3 * 72, None));
    assert!(whole.is_sorted_by_key(|slot| slot["starts_at"].as_str().unwrap().to_owned()));
    for limit in [1, 50, 72, 1_500] {
        assert_eq!(walked(&house.client, &path, limit), whole, "{limit}");
    }
    let open = json!({"settings": {"public_booking": {"is_open": true}}});
    let organization = house.client.get("/organizations").expect(200)["items"][0].clone();
    let line = format!("PATCH /organizations/{}", organization["id"].as_str().unwrap());
    house.client.ask(&line, &open).expect(200);
    let Salon { service, date, .. } = &salon;
    let path = format!("/public/atelier/slots?service_id={service}&date={date}&days=3");
    let (whole, next) = part(&house.open, &path);
    assert_eq!((whole.len(), next), (3 * 96, None));
    assert_eq!(walked(&house.open, &path, 95), whole);
}

#[test]
fn a_day_is_whole_at_any_step_and_two_months_at_one_minute_are_not() {
    let house = House::open();
    let salon = Salon::make(&house.client, 1, 1);
    let path = search(&salon) + "&step=1";
    let (day, next) = part(&house.client, &path);
    assert_eq!((day.len(), next), (24 * 60, None));
    let (slots, next) = part(&house.client, &(path + "&days=62"));
    assert_eq!(slots.len(), 1_500);
    assert!(next.is_some());
    assert_eq!(slots[..day.len()], day);
}

#[test]
fn an_answer_has_fewer_starts_where_many_offer_each() {
    let house = House::open();
    let salon = Salon::make(&house.client, 15, 1);
    let path = search(&salon) + "&step=2";
    let (slots, next) = part(&house.client, &path);
    assert_eq!(slots.len(), 8_000 / 15);
    let (rest, last) = part(&house.client, &format!("{path}&cursor={}", next.unwrap()));
    assert_eq!((slots.len() + rest.len(), last), (24 * 30, None));
}

#[test]
fn ranked_starts_come_by_their_score_and_are_all_that_are_listed() {
    let house = House::open();
    let salon = Salon::make(&house.client, 2, 1);
    salon.book(0, 0, 600).expect(201);
    let path = search(&salon);
    let (listed, _) = part(&house.client, &path);
    assert!(listed.iter().all(|slot| slot.get("score").is_none()));
    for rank in ["earliest", "fewest_gaps", "balanced"] {
        let (ranked, next) = part(&house.client, &format!("{path}&rank={rank}"));
        assert_eq!((ranked.len(), next), (listed.len(), None));
        let order = |slot: &Value| {
            let start = slot["starts_at"].as_str().unwrap().to_owned();
            (slot["score"].as_u64().unwrap(), start)
        };
        assert!(ranked.is_sorted_by_key(order));
        let cost = &ranked[0]["cost"];
        assert!(cost["idle_minutes"].is_u64() && cost["load_minutes"].is_u64(), "{cost}");
        let (best, _) = part(&house.client, &format!("{path}&rank={rank}&limit=3"));
        assert_eq!(best, ranked[..3]);
    }
    let refused = house.client.get(&format!("{path}&rank=earliest&format=counts")).expect(422);
    assert_eq!(refused["errors"][0]["code"], "not_ranked");
}

#[test]
fn a_limit_out_of_range_and_a_cursor_of_no_search_are_refused() {
    let house = House::open();
    let path = search(&Salon::make(&house.client, 1, 1));
    for (query, code) in [
        ("limit=0", "invalid_value"),
        ("limit=1501", "invalid_value"),
        ("cursor=", "invalid_cursor"),
        ("cursor=tomorrow", "invalid_cursor"),
        ("cursor=999999999999999999", "invalid_cursor"),
        ("cursor=%2B1801000000000000", "invalid_cursor"),
        ("cursor=01801000000000000", "invalid_cursor"),
    ] {
        let refused = house.client.get(&format!("{path}&{query}")).expect(422);
        assert_eq!(refused["errors"][0]["code"], code, "{query}: {refused}");
    }
}
