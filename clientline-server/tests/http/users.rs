//! Users: who may make, change and disable whom.

use serde_json::{Value, json};

use crate::{
    http::sign_in::{PASSWORD, sign_in},
    kit::{Answer, Client, House, id},
};

fn user(name: &str, role: &str) -> Value {
    json!({
        "name": name, "email": format!("{name}@example.com"), "role": role, "password": PASSWORD,
    })
}

fn at(made: &Value) -> String {
    format!("/users/{}", id(made))
}

impl House {
    /// A client of a user who signed in.
    pub(crate) fn signed_in(&self, email: &str) -> Client {
        let grant = sign_in(&self.open, email, PASSWORD).expect(200);
        self.client.with(grant["access_token"].as_str().unwrap())
    }

    /// A client of a guest who signed in.
    pub(crate) fn signed_in_guest(&self, guest: &str) -> Client {
        let email = "anna@example.com";
        let user = json!({
            "name": "anna", "email": email, "role": "client", "password": PASSWORD,
            "guest_id": guest,
        });
        self.client.make("/users", &user);
        self.signed_in(email)
    }
}

fn delete(client: &Client, made: &Value) -> Answer {
    client.send(&format!("DELETE {}", at(made)), &[], None).unwrap()
}

#[test]
fn a_user_is_made_read_listed_changed_and_deleted() {
    let house = House::open();
    let client = &house.client;
    let eva = client.ask("POST /users", &user("eva", "staff"));
    assert_eq!(eva.header("etag"), Some("\"1\""));
    assert!(!eva.text.contains("password") && !eva.text.contains("argon2"), "{}", eva.text);
    let eva = eva.expect(201);
    assert_eq!(eva["last_login_at"], Value::Null);
    sign_in(&house.open, "eva@example.com", PASSWORD).expect(200);
    let read = client.get(&at(&eva)).expect(200);
    assert!(read["last_login_at"].is_string(), "{read}");
    assert_eq!(read["version"], 1, "a sign-in does not change the user");

    let taken = client.ask("POST /users", &user("eva", "client"));
    assert_eq!(taken.code(), (409, "user_email_taken".to_owned()));
    let change = json!({"phone": "+371 2000 0000", "name": "Eva B."});
    let changed = client.ask(&format!("PUT {}", at(&eva)), &change).expect(200);
    assert_eq!((&changed["phone"], &changed["name"]), (&json!("+37120000000"), &json!("Eva B.")));
    client.make("/users", &user("bo", "client"));
    let page = client.get("/users?count=true&limit=1").expect(200);
    assert_eq!((&page["total"], &page["items"][0]["name"]), (&json!(2), &json!("bo")));
    let staff = client.get("/users?role=staff").expect(200);
    assert_eq!(staff["items"].as_array().unwrap().len(), 1);
    assert!(staff["items"][0]["last_login_at"].is_string());

    delete(client, &eva).expect(204);
    assert_eq!(client.get(&at(&eva)).status, 404);
    assert_eq!(sign_in(&house.open, "eva@example.com", PASSWORD).status, 401);
}

#[test]
fn a_password_is_bounded_uncommon_and_never_shown() {
    let house = House::open();
    for (password, pointer) in [("short", "/password"), ("Password123", "/password")] {
        let mut new = user("eva", "staff");
        new["password"] = json!(password);
        let refused = house.client.ask("POST /users", &new);
        assert_eq!(refused.code(), (422, "invalid_request".to_owned()), "{password}");
        assert_eq!(refused.json()["errors"][0]["pointer"], pointer);
        assert!(!refused.text.contains(password), "{}", refused.text);
    }
    // A repeat of what held a password is told so, and has no second effect.
    let key = [("idempotency-key", "eva")];
    let body = user("eva", "staff");
    let make = || house.client.send("POST /users", &key, Some(&body)).unwrap();
    make().expect(201);
    assert_eq!(make().code(), (409, "already_done".to_owned()));
}

#[test]
fn a_manager_keeps_to_staff_and_clients() {
    let house = House::open();
    let boss = house.client.make("/users", &user("boss", "admin"));
    house.client.make("/users", &user("mia", "manager"));
    let mia = house.signed_in("mia@example.com");
    for role in ["admin", "manager"] {
        let refused = mia.ask("POST /users", &user("x", role));
        assert_eq!(refused.code(), (403, "forbidden".to_owned()), "{role}");
    }
    let eva = mia.make("/users", &user("eva", "staff"));
    let listed = mia.get("/users?count=true").expect(200);
    assert_eq!((&listed["total"], &listed["items"][0]["name"]), (&json!(1), &json!("eva")));
    assert_eq!(mia.get("/users?role=admin").expect(200)["items"], json!([]));
    assert_eq!(mia.get(&at(&boss)).code(), (404, "not_found".to_owned()));
    assert_eq!(delete(&mia, &boss).status, 404);
    let line = format!("PATCH {}", at(&eva));
    for role in ["admin", "manager", "client"] {
        let refused = mia.ask(&line, &json!({"role": role}));
        assert_eq!(refused.code(), (403, "forbidden".to_owned()), "{role}");
    }
    assert_eq!(mia.ask(&line, &json!({"is_active": false})).expect(200)["is_active"], false);
    let reset = format!("POST {}/reset", at(&eva));
    assert_eq!(mia.send(&reset, &[], None).unwrap().code(), (403, "forbidden".to_owned()));
}

#[test]
fn the_last_active_admin_stays() {
    let house = House::open();
    let one = house.client.make("/users", &user("one", "admin"));
    let line = format!("PATCH {}", at(&one));
    let last = (409, "last_admin".to_owned());
    for change in [json!({"is_active": false}), json!({"role": "manager"})] {
        assert_eq!(house.client.ask(&line, &change).code(), last, "{change}");
    }
    assert_eq!(delete(&house.client, &one).code(), last);
    house.client.make("/users", &user("two", "admin"));
    house.client.ask(&line, &json!({"role": "staff"})).expect(200);
    delete(&house.client, &one).expect(204);
}

#[test]
fn of_sixteen_admins_who_are_disabled_at_once_one_stays() {
    let house = House::open();
    let admins: Vec<Value> = (0..16)
        .map(|n| {
            let new = json!({
                "name": "A", "email": format!("a{n}@example.com"), "role": "admin",
            });
            house.client.make("/users", &new)
        })
        .collect();
    let answers: Vec<Answer> = std::thread::scope(|scope| {
        let disable = |one: &Value| {
            house.client.ask(&format!("PATCH {}", at(one)), &json!({"is_active": false}))
        };
        let all: Vec<_> = admins.iter().map(|one| scope.spawn(move || disable(one))).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let refused: Vec<_> = answers.iter().filter(|answer| answer.status != 200).collect();
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].code(), (409, "last_admin".to_owned()));
    let left = house.client.all("/users?role=admin");
    assert_eq!(left.iter().filter(|one| one["is_active"] == true).count(), 1);
}

#[test]
fn who_is_disabled_or_gets_another_role_or_password_is_out_at_once() {
    let house = House::open();
    for (number, change) in [
        json!({"is_active": false}),
        json!({"role": "manager"}),
        json!({"password": "eleven green newts"}),
    ]
    .iter()
    .enumerate()
    {
        let name = format!("u{number}");
        let made = house.client.make("/users", &user(&name, "staff"));
        let grant = sign_in(&house.open, &format!("{name}@example.com"), PASSWORD).expect(200);
        let client = house.client.with(grant["access_token"].as_str().unwrap());
        client.get("/guests").expect(200);
        house.client.ask(&format!("PATCH {}", at(&made)), change).expect(200);
        assert_eq!(client.get("/guests").code(), (401, "unauthenticated".to_owned()), "{change}");
        let refresh = json!({"refresh_token": grant["refresh_token"]});
        assert_eq!(house.open.ask("POST /auth/refresh", &refresh).status, 401, "{change}");
    }
}

#[test]
fn an_admin_lets_a_user_set_a_new_password_once() {
    let house = House::open();
    let eva = house.client.make("/users", &user("eva", "staff"));
    let before = house.signed_in("eva@example.com");
    let reset = format!("POST {}/reset", at(&eva));
    let first = house.client.send(&reset, &[], None).unwrap().expect(200);
    let second = house.client.send(&reset, &[], None).unwrap().expect(200);
    let set = |token: &Value, path: &str| {
        let body = json!({"token": token, "password": "eleven green newts"});
        house.open.ask(&format!("POST {path}"), &body)
    };
    let refused = (401, "unauthenticated".to_owned());
    assert_eq!(set(&first["reset_token"], "/auth/reset").code(), refused, "only the last works");
    assert_eq!(set(&second["reset_token"], "/auth/setup").code(), refused);
    let grant = set(&second["reset_token"], "/auth/reset").expect(200);
    assert_eq!(set(&second["reset_token"], "/auth/reset").code(), refused);
    assert_eq!(before.get("/guests").code(), refused, "who was signed in is out");
    let eva = house.client.with(grant["access_token"].as_str().unwrap());
    eva.get("/guests").expect(200);
    assert_eq!(sign_in(&house.open, "eva@example.com", PASSWORD).status, 401);
    sign_in(&house.open, "eva@example.com", "eleven green newts").expect(200);
}
