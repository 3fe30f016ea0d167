//! Time off that a provider asks for over HTTP.

use serde_json::{Value, json};

use crate::{
    http::{events::follow, sign_in::PASSWORD},
    kit::{Client, House, Salon, id},
};

/// A salon where time off is approved, and its first provider, signed in.
fn open() -> (House, Salon, Client) {
    let house = House::open();
    let salon = Salon::make(&house.client, 2, 1);
    let own = house.client.get("/organizations").expect(200)["items"][0].clone();
    let rule = json!({"settings": {"own_time_off": "on_approval"}});
    let changed =
        house.client.ask(&format!("PATCH /organizations/{}", id(&own)), &rule).expect(200);
    assert_eq!(changed["settings"]["own_time_off"], "on_approval");
    let eva = json!({
        "name": "Eva", "email": "eva@example.com", "role": "staff", "password": PASSWORD,
        "provider_id": salon.providers[0],
    });
    house.client.make("/users", &eva);
    let eva = house.signed_in("eva@example.com");
    (house, salon, eva)
}

fn off(salon: &Salon, provider: usize, hour: u32) -> Value {
    json!({
        "provider_id": salon.providers[provider], "reason": "vacation",
        "starts_at": salon.at(hour * 60), "ends_at": salon.at(hour * 60 + 60),
    })
}

fn code(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

#[test]
fn time_off_is_asked_for_approved_declined_and_withdrawn() {
    let (house, salon, eva) = open();
    let desk = &house.client;
    let mine = off(&salon, 0, 10);
    assert_eq!(eva.ask("POST /blockouts", &mine).code(), code(409, "needs_approval"));
    assert_eq!(
        eva.ask("POST /time-off-requests", &off(&salon, 1, 10)).code(),
        code(403, "forbidden")
    );
    let asked = eva.ask("POST /time-off-requests", &mine).expect(201);
    assert_eq!(asked["status"], "requested");
    let booked = salon.book(0, 0, 10 * 60).expect(201);
    let calendar = format!("/calendar?center_id={}&date={}", salon.center, salon.date);
    let day = eva.get(&calendar).expect(200);
    assert_eq!(day["time_off_requests"][0]["id"], asked["id"]);
    assert_eq!(day["blockouts"], json!([]));
    let hit = desk.get(&format!("/time-off-requests/{}/affected", id(&asked))).expect(200);
    assert_eq!(hit["appointments"][0]["appointment_id"], booked["id"]);
    assert_eq!(hit["appointments"][0]["rule"], "blocked");

    let act = |client: &Client, request: &Value, what: &str| {
        let line = format!("POST /time-off-requests/{}/{what}", id(request));
        client.ask(&line, &json!({"answer": "Since it is quiet."}))
    };
    assert_eq!(act(&eva, &asked, "approve").code(), code(403, "forbidden"));
    let approved = act(desk, &asked, "approve").expect(200);
    assert_eq!(
        (&approved["status"], &approved["answer"]),
        (&json!("approved"), &json!("Since it is quiet."))
    );
    let blockout = format!("/blockouts/{}", approved["blockout_id"].as_str().unwrap());
    assert_eq!(desk.get(&blockout).expect(200)["starts_at"], salon.at(600));
    assert_eq!(act(desk, &asked, "decline").code(), code(409, "time_off_decided"));
    // What lies there already stays, and nothing else comes.
    assert_eq!(salon.book(0, 0, 10 * 60 + 30).code().0, 409);

    let declined = eva.ask("POST /time-off-requests", &off(&salon, 0, 12)).expect(201);
    act(desk, &declined, "decline").expect(200);
    salon.book(0, 0, 12 * 60).expect(201);
    let withdrawn = eva.ask("POST /time-off-requests", &off(&salon, 0, 14)).expect(201);
    let line = |request: &Value| format!("DELETE /time-off-requests/{}", id(request));
    eva.send(&line(&withdrawn), &[], None).unwrap().expect(204);
    assert_eq!(
        eva.send(&line(&declined), &[], None).unwrap().code(),
        code(409, "time_off_decided")
    );
    let of = |status: &str| {
        let all = eva.get(&format!("/time-off-requests?status={status}")).expect(200);
        all["items"].as_array().unwrap().iter().map(|one| one["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(of("requested"), [] as [Value; 0]);
    assert_eq!(of("declined"), [declined["id"].clone()]);

    // Giving it back needs nobody; changing it does.
    let longer = json!({"ends_at": salon.at(13 * 60)});
    assert_eq!(eva.ask(&format!("PATCH {blockout}"), &longer).code(), code(409, "needs_approval"));
    eva.send(&format!("DELETE {blockout}"), &[], None).unwrap().expect(204);
    // Whoever may change anybody's time need not ask.
    desk.ask("POST /blockouts", &off(&salon, 0, 16)).expect(201);
    let are_there = |events: &[Value]| events.iter().any(|one| one["kind"] == "blockout.deleted");
    let events = follow(desk, "", are_there);
    let kinds = events.iter().map(|event| event["kind"].as_str().unwrap());
    let kinds: Vec<&str> = kinds.filter(|kind| kind.starts_with("time_off")).collect();
    let what: Vec<&str> = kinds.iter().map(|kind| kind.split_once('.').unwrap().1).collect();
    let expected = ["created", "approved", "created", "declined", "created", "withdrawn"];
    assert_eq!(what, expected);
}
