//! Signing in and out, over HTTP.

use std::{
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
};

use serde_json::{Value, json};

use crate::kit::{Answer, Client, House, Place, Server, making, printed};

/// A password that nobody guesses.
pub(crate) const PASSWORD: &str = "seven purple otters";

/// Signs in to the only organization.
pub(crate) fn sign_in(client: &Client, email: &str, password: &str) -> Answer {
    client.ask("POST /auth/login", &json!({"email": email, "password": password}))
}

/// A house with one member of staff, who has a password.
fn with_eva() -> House {
    let house = House::open();
    let eva = json!({
        "name": "Eva", "email": "eva@example.com", "role": "staff", "password": PASSWORD,
    });
    house.client.make("/users", &eva);
    house
}

fn access(house: &House, grant: &Value) -> Client {
    house.client.with(grant["access_token"].as_str().unwrap())
}

fn refresh(house: &House, grant: &Value) -> Answer {
    house.open.ask("POST /auth/refresh", &json!({"refresh_token": grant["refresh_token"]}))
}

#[test]
fn who_signs_in_is_told_who_they_are_and_may_do_what_their_role_may() {
    let house = with_eva();
    let grant = sign_in(&house.open, "Eva@Example.com", PASSWORD).expect(200);
    assert_eq!(grant["token_type"], "Bearer");
    assert!(grant["access_token"].as_str().unwrap().starts_with("cl_access_"));
    let eva = access(&house, &grant);
    let me = eva.get("/auth/me").expect(200);
    assert_eq!((&me["kind"], &me["role"]), (&json!("user"), &json!("staff")));
    assert_eq!(me["user"]["email"], "eva@example.com");
    assert_eq!(me["organization"]["slug"], "atelier");
    eva.get("/guests").expect(200);
    assert_eq!(eva.get("/users").code(), (403, "forbidden".to_owned()));
    let me = house.client.get("/auth/me").expect(200);
    assert_eq!((&me["kind"], &me["user"]), (&json!("api_key"), &Value::Null));
    assert_eq!(house.open.get("/auth/me").status, 401);
    let refresh_token = grant["refresh_token"].as_str().unwrap();
    assert_eq!(house.client.with(refresh_token).get("/guests").status, 401, "of another kind");
}

#[test]
fn whatever_is_wrong_the_answer_is_the_same() {
    let house = with_eva();
    let off = json!({
        "name": "Off", "email": "off@example.com", "role": "staff", "password": PASSWORD,
        "is_active": false,
    });
    house.client.make("/users", &off);
    let bare = json!({"name": "Bare", "email": "bare@example.com", "role": "staff"});
    house.client.make("/users", &bare);
    let told = |organization: &str, email: &str, password: &str| {
        let body = json!({"organization": organization, "email": email, "password": password});
        let answer = house.open.ask("POST /auth/login", &body);
        let id = answer.header("x-request-id").unwrap();
        (answer.status, answer.text.replace(id, ""))
    };
    let wrong = told("atelier", "eva@example.com", "eleven green newts");
    assert_eq!(wrong.0, 401);
    for (organization, email, password) in [
        ("atelier", "nobody@example.com", PASSWORD),
        ("atelier", "off@example.com", PASSWORD),
        ("atelier", "bare@example.com", PASSWORD),
        ("elsewhere", "eva@example.com", PASSWORD),
    ] {
        assert_eq!(told(organization, email, password), wrong, "{organization} {email}");
    }
    assert_eq!(told("atelier", "eva@example.com", PASSWORD).0, 200);
}

#[test]
fn after_five_failures_the_next_attempt_has_to_wait_whether_the_user_exists_or_not() {
    let house = with_eva();
    let off = json!({
        "name": "Off", "email": "off@example.com", "role": "staff", "password": PASSWORD,
        "is_active": false,
    });
    house.client.make("/users", &off);
    for email in ["eva@example.com", "off@example.com", "nobody@example.com"] {
        for _ in 0..5 {
            assert_eq!(sign_in(&house.open, email, "eleven green newts").status, 401);
        }
        // Each further failure doubles the wait: soon even a slow machine is in time.
        let waiting = loop {
            let answer = sign_in(&house.open, email, "eleven green newts");
            if answer.status == 429 {
                break answer;
            }
            assert_eq!(answer.status, 401);
        };
        assert_eq!(waiting.code(), (429, "too_many_attempts".to_owned()), "{email}");
        let seconds: u32 = waiting.header("retry-after").unwrap().parse().unwrap();
        assert!((1..=900).contains(&seconds), "{seconds}");
    }
}

#[test]
fn a_sign_in_returns_a_token_by_which_the_device_is_known() {
    let house = with_eva();
    let first = sign_in(&house.open, "eva@example.com", PASSWORD).expect(200);
    let device = first["device_token"].as_str().unwrap();
    assert!(device.starts_with("cl_device_"));
    assert_eq!(house.client.with(device).get("/guests").status, 401, "it opens nothing");
    assert_eq!(refresh(&house, &first).expect(200)["device_token"], Value::Null);
    let shown = |device: &str, password: &str| {
        let email = "eva@example.com";
        let body = json!({"email": email, "password": password, "device_token": device});
        house.open.ask("POST /auth/login", &body).status
    };
    // Strangers fail at the address until whoever tries it has to wait.
    while sign_in(&house.open, "eva@example.com", "eleven green newts").status == 401 {}
    assert_eq!(shown(device, PASSWORD), 200);
    assert_eq!(shown(device, "eleven green newts"), 401);
}

#[test]
fn strangers_who_fail_at_full_rate_keep_nobody_out() {
    /// More than may wait in a line.
    const STRANGERS: usize = 80;
    const USERS: usize = 12;
    let house = with_eva();
    let email = |number: usize| format!("user-{number}@example.com");
    for number in 0..USERS {
        let user = json!({
            "name": "A", "email": email(number), "role": "staff", "password": PASSWORD,
        });
        house.client.make("/users", &user);
    }
    let (is_over, refused) = (AtomicBool::new(false), AtomicUsize::new(0));
    let device = thread::scope(|scope| {
        for stranger in 0..STRANGERS {
            let (house, is_over, refused) = (&house, &is_over, &refused);
            scope.spawn(move || {
                let client = Client::new_beside(&house.open);
                for attempt in 0.. {
                    if is_over.load(Ordering::Relaxed) {
                        break;
                    }
                    let email = format!("stranger-{stranger}-{attempt}@example.com");
                    match sign_in(&client, &email, "eleven green newts").status {
                        401 => {}
                        503 => {
                            refused.fetch_add(1, Ordering::Relaxed);
                        }
                        other => panic!("{other}"),
                    }
                }
            });
        }
        while refused.load(Ordering::Relaxed) == 0 {
            thread::yield_now();
        }
        let answers: Vec<Answer> =
            (0..USERS).map(|number| sign_in(&house.open, &email(number), PASSWORD)).collect();
        let device = answers[0].json()["device_token"].clone();
        let body = json!({"email": email(0), "password": PASSWORD, "device_token": device});
        let known = house.open.ask("POST /auth/login", &body);
        is_over.store(true, Ordering::Relaxed);
        for answer in answers {
            answer.expect(200);
        }
        known
    });
    device.expect(200);
}

#[test]
fn a_refresh_token_works_once_and_its_reuse_ends_the_family() {
    let house = with_eva();
    let first = sign_in(&house.open, "eva@example.com", PASSWORD).expect(200);
    let second = refresh(&house, &first).expect(200);
    assert_eq!(access(&house, &first).get("/guests").status, 401, "the old access token is over");
    access(&house, &second).get("/guests").expect(200);
    // The reply was lost: the same token again, while what it gave is not used.
    let third = refresh(&house, &first).expect(200);
    access(&house, &third).get("/guests").expect(200);
    // What was given first is spent by now, and whoever has it is a thief, or was
    // stolen from.
    assert_eq!(refresh(&house, &second).code(), (401, "unauthenticated".to_owned()));
    assert_eq!(refresh(&house, &third).status, 401);
    assert_eq!(access(&house, &third).get("/guests").status, 401);
}

#[test]
fn a_token_that_was_spent_long_ago_ends_the_family() {
    let house = with_eva();
    let first = sign_in(&house.open, "eva@example.com", PASSWORD).expect(200);
    let second = refresh(&house, &first).expect(200);
    let third = refresh(&house, &second).expect(200);
    assert_eq!(refresh(&house, &first).status, 401);
    assert_eq!(access(&house, &third).get("/guests").status, 401);
    for wrong in ["", "cl_refresh_x", first["access_token"].as_str().unwrap()] {
        let body = json!({"refresh_token": wrong});
        assert_eq!(house.open.ask("POST /auth/refresh", &body).status, 401, "{wrong}");
    }
}

#[test]
fn signing_out_ends_all_tokens_of_the_sign_in_and_no_other() {
    let house = with_eva();
    let [one, two] =
        [(), ()].map(|()| sign_in(&house.open, "eva@example.com", PASSWORD).expect(200));
    let client = access(&house, &one);
    client.send("POST /auth/logout", &[], None).unwrap().expect(204);
    assert_eq!(client.get("/guests").status, 401);
    assert_eq!(refresh(&house, &one).status, 401);
    access(&house, &two).get("/guests").expect(200);
    let key = house.client.send("POST /auth/logout", &[], None).unwrap();
    assert_eq!(key.code(), (409, "no_session".to_owned()));
}

#[test]
fn a_new_password_ends_the_other_sign_ins() {
    let house = with_eva();
    let [one, two] =
        [(), ()].map(|()| sign_in(&house.open, "eva@example.com", PASSWORD).expect(200));
    let client = access(&house, &one);
    let change = |current: &str, new: &str| {
        let body = json!({"current_password": current, "new_password": new});
        client.ask("POST /auth/password", &body)
    };
    let wrong = change("eleven green newts", "nine blue herons");
    assert_eq!(wrong.json()["errors"][0]["pointer"], "/current_password");
    assert_eq!(change(PASSWORD, "password1").json()["errors"][0]["code"], "common_password");
    change(PASSWORD, "nine blue herons").expect(204);
    client.get("/guests").expect(200);
    assert_eq!(access(&house, &two).get("/guests").status, 401);
    assert_eq!(sign_in(&house.open, "eva@example.com", PASSWORD).status, 401);
    sign_in(&house.open, "eva@example.com", "nine blue herons").expect(200);
}

#[test]
fn the_oldest_of_too_many_sign_ins_ends() {
    let house = with_eva();
    let grants: Vec<Value> =
        (0..21).map(|_| sign_in(&house.open, "eva@example.com", PASSWORD).expect(200)).collect();
    let works = |grant: &Value| access(&house, grant).get("/auth/me").status;
    assert_eq!((works(&grants[0]), works(&grants[1]), works(&grants[20])), (401, 200, 200));
}

#[test]
fn the_first_admin_sets_a_password_and_the_organization_must_be_named_among_several() {
    let place = Place::make();
    let found = |slug: &str| {
        let mut command = making(&place, slug);
        printed(command.args(["--admin-email", "eva@example.com"]), "set-up token: ")
    };
    let (ours, _theirs) = (found("ours"), found("theirs"));
    let server = Server::start(&place);
    let open = server.client("").bound_by_contract();
    let common = json!({"token": ours, "password": "12345678"});
    assert_eq!(open.ask("POST /auth/setup", &common).status, 422);
    let body = json!({"token": ours, "password": PASSWORD});
    let grant = open.ask("POST /auth/setup", &body).expect(200);
    assert_eq!(open.ask("POST /auth/setup", &body).status, 401, "once");
    let admin = open.with(grant["access_token"].as_str().unwrap());
    assert_eq!(admin.get("/auth/me").expect(200)["role"], "admin");
    assert_eq!(admin.get("/users?count=true").expect(200)["total"], 1);

    let unnamed = sign_in(&open, "eva@example.com", PASSWORD);
    assert_eq!(unnamed.json()["errors"][0]["pointer"], "/organization");
    let named = |slug: &str| {
        let body = json!({"organization": slug, "email": "eva@example.com", "password": PASSWORD});
        open.ask("POST /auth/login", &body).status
    };
    assert_eq!((named("ours"), named("theirs")), (200, 401));
}

#[test]
fn tokens_are_not_repeated_for_a_key() {
    let house = with_eva();
    let body = json!({"email": "eva@example.com", "password": PASSWORD});
    let key = [("idempotency-key", "one")];
    let send = || house.open.send("POST /auth/login", &key, Some(&body)).unwrap();
    send().expect(200);
    assert_eq!(send().code(), (409, "already_done".to_owned()));
}
