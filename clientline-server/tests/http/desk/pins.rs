//! A desk that several people share: locked, and taken over by a PIN.

use serde_json::{Value, json};

use super::{Browser, OWN, PASSWORD, cookie};
use crate::kit::Answer;

impl Browser {
    fn set_pin(&self, pin: &Value) -> Answer {
        let body = json!({"current_password": PASSWORD, "pin": pin});
        self.send("PUT /desk/session/pin", &[OWN, ("origin", &self.origin)], Some(&body))
    }

    /// Who may take the desk over, by identifier.
    fn people(&self) -> Vec<Value> {
        let people = self.get("/desk/session/people").expect(200);
        people["items"].as_array().unwrap().iter().map(|one| one["id"].clone()).collect()
    }

    fn switch(&self, user: &Value, pin: &str) -> Answer {
        self.post("/desk/session/switch", &json!({"user_id": user, "pin": pin}))
    }

    fn user(&self) -> Value {
        self.get("/desk/session").expect(200)["user"]["id"].clone()
    }
}

#[test]
fn a_desk_that_is_locked_opens_nothing_until_somebody_takes_it_over_by_a_pin() {
    let (house, browser) = Browser::signed_in();
    let ada = json!({
        "name": "Ada", "email": "ada@example.com", "role": "manager", "password": PASSWORD,
    });
    let ada = house.client.make("/users", &ada)["id"].clone();
    assert_eq!(browser.people(), Vec::<Value>::new());
    browser.set_pin(&json!("4071")).expect(204);
    let eva = browser.user();
    assert_eq!(browser.people(), std::slice::from_ref(&eva));
    // Ada is newer, and has none.
    let page = |rest: &str| browser.get(&format!("/desk/session/people?limit=1{rest}"));
    let first = page("").expect(200);
    assert_eq!(first["items"], json!([]));
    let rest = page(&format!("&cursor={}", first["next_cursor"].as_str().unwrap())).expect(200);
    assert_eq!(rest["items"][0]["id"], eva);

    browser.post("/desk/session/lock", &json!({})).expect(204);
    for path in ["/desk/session", "/guests", "/auth/me"] {
        assert_eq!(browser.get(path).status, 401, "{path}");
    }
    assert_eq!(browser.set_pin(&json!("4072")).status, 401);
    assert_eq!(browser.long_after().get("/guests").status, 401, "nothing is renewed");
    assert_eq!(browser.people(), std::slice::from_ref(&eva));
    for (user, pin) in [(&eva, "4072"), (&ada, "4071")] {
        assert_eq!(browser.switch(user, pin).code(), (422, "invalid_request".to_owned()), "{pin}");
    }

    let taken = browser.switch(&eva, "4071");
    assert_eq!(taken.expect(200)["user"]["id"], eva);
    let after = browser.with(&cookie(&taken).unwrap());
    after.get("/guests").expect(200);
    assert_eq!(browser.get("/guests").status, 401, "the session before has ended");
    assert_eq!(browser.switch(&eva, "4071").status, 401, "and takes nothing over");
    after.set_pin(&Value::Null).expect(204);
    assert_eq!(after.people(), Vec::<Value>::new());
    assert_eq!(after.switch(&eva, "4071").status, 422);
}

#[test]
fn only_our_own_page_on_a_desk_that_was_signed_in_has_to_do_with_pins() {
    let (_house, browser) = Browser::signed_in();
    browser.set_pin(&json!("4071")).expect(204);
    let eva = browser.user();
    let body = json!({"user_id": eva, "pin": "4071"});
    for headers in [&[][..], &[("sec-fetch-site", "same-site"), ("origin", &browser.origin)]] {
        for line in [
            "POST /desk/session/lock",
            "POST /desk/session/switch",
            "GET /desk/session/people",
            "PUT /desk/session/pin",
        ] {
            let body = Some(&body).filter(|_| !line.starts_with("GET"));
            let answer = browser.send(line, headers, body);
            assert_eq!(answer.code(), (403, "not_from_our_page".to_owned()), "{line} {headers:?}");
        }
    }
    // A browser in which nobody signed in is told of nobody.
    let stranger = browser.with("clientline=x");
    assert_eq!(stranger.people(), Vec::<Value>::new());
    assert_eq!(stranger.switch(&eva, "4071").status, 401);
    browser.sign_out().expect(204);
    assert_eq!(browser.people(), Vec::<Value>::new());
    assert_eq!(browser.switch(&eva, "4071").status, 401);
}

#[test]
fn a_pin_takes_ones_password_and_is_none_that_is_tried_first() {
    let (_house, browser) = Browser::signed_in();
    for pin in ["1234", "0000", "407", "407192635", "40a1"] {
        assert_eq!(browser.set_pin(&json!(pin)).status, 422, "{pin}");
    }
    let wrong = json!({"current_password": "eleven green newts", "pin": "4071"});
    let own = [OWN, ("origin", browser.origin.as_str())];
    let answer = browser.send("PUT /desk/session/pin", &own, Some(&wrong));
    assert_eq!(answer.status, 422, "{}", answer.text);
    assert_eq!(browser.people(), Vec::<Value>::new());
}

#[test]
fn who_guesses_a_pin_is_told_to_wait_and_a_new_password_ends_it() {
    let (_house, browser) = Browser::signed_in();
    browser.set_pin(&json!("4071")).expect(204);
    let eva = browser.user();
    let mut guesses = (0..12).map(|_| browser.switch(&eva, "4072"));
    let held = guesses.find(|answer| answer.status == 429).unwrap();
    assert!(held.header("retry-after").is_some(), "{}", held.text);
    let change = json!({"current_password": PASSWORD, "new_password": "nine blue herons"});
    browser.post("/auth/password", &change).expect(204);
    assert_eq!(browser.people(), Vec::<Value>::new());
}
