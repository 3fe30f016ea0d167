//! The desk in a browser: its files, and sessions in a cookie, over HTTP.

mod pins;

use std::thread;

use serde_json::{Value, json};

use super::sign_in::PASSWORD;
use crate::kit::{Answer, Client, House};

/// A browser with the cookie of a session.
struct Browser {
    client: Client,
    origin: String,
    cookie: String,
}

/// What a browser says beside a request of our own page.
const OWN: (&str, &str) = ("sec-fetch-site", "same-origin");

impl Browser {
    /// A house with a member of staff, who is signed in by a browser.
    fn signed_in() -> (House, Self) {
        let house = House::open();
        let eva = json!({
            "name": "Eva", "email": "eva@example.com", "role": "staff", "password": PASSWORD,
        });
        house.client.make("/users", &eva);
        let browser = Self::sign_in(&house, PASSWORD);
        (house, browser)
    }

    fn sign_in(house: &House, password: &str) -> Self {
        let client = Client::new_beside(&house.open);
        let origin = format!("http://{}", client.address());
        let browser = Self { client, origin, cookie: String::new() };
        let body = json!({"email": "eva@example.com", "password": password});
        let answer = browser.post("/desk/session", &body);
        assert_eq!(answer.expect(200)["user"]["email"], "eva@example.com");
        let cookie = cookie(&answer).unwrap();
        Self { cookie, ..browser }
    }

    fn send(&self, line: &str, headers: &[(&str, &str)], body: Option<&Value>) -> Answer {
        let headers = [headers, &[("cookie", self.cookie.as_str())]].concat();
        self.client.send(line, &headers, body).unwrap()
    }

    fn get(&self, path: &str) -> Answer {
        self.send(&format!("GET {path}"), &[OWN], None)
    }

    fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(&format!("POST {path}"), &[OWN, ("origin", &self.origin)], Some(body))
    }

    fn sign_out(&self) -> Answer {
        self.send("DELETE /desk/session", &[OWN, ("origin", &self.origin)], None)
    }

    /// The same browser long after its token was given.
    fn long_after(&self) -> Self {
        let (token, _minute) = self.cookie.split_once('.').unwrap();
        self.with(&format!("{token}.0"))
    }

    fn with(&self, cookie: &str) -> Self {
        let (client, origin) = (self.client.clone(), self.origin.clone());
        Self { client, origin, cookie: cookie.to_owned() }
    }
}

/// The cookie that an answer gives, as it is sent back.
fn cookie(answer: &Answer) -> Option<String> {
    let given = answer.header("set-cookie")?;
    Some(given.split(';').next().unwrap().to_owned())
}

#[test]
fn who_opens_the_address_in_a_browser_sees_the_desk() {
    let house = House::open();
    let open = Client::new_beside(&house.open);
    let html = [("accept", "text/html,application/xhtml+xml")];
    let agent = open.send("GET /", &html, None).unwrap();
    // The client follows where it is led.
    assert_eq!(agent.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(open.get("/").expect(200)["name"], "ClientLine");
    let page = open.get("/desk/");
    assert_eq!(page.text, agent.text);
    let policy = page.header("content-security-policy").unwrap();
    for words in ["default-src 'none'", "script-src 'self';", "trusted-types 'none'"] {
        assert!(policy.contains(words), "{policy}");
    }
    assert_eq!(page.header("referrer-policy"), Some("same-origin"));
    assert_eq!(page.header("cache-control"), Some("no-cache"));
    let tag = [("if-none-match", page.header("etag").unwrap())];
    assert_eq!(open.send("GET /desk", &tag, None).unwrap().status, 304);
    assert_eq!(open.get("/guests").header("referrer-policy"), Some("no-referrer"));
}

#[test]
fn the_files_of_the_page_are_kept_for_good_and_compressed_for_those_who_read_it() {
    let house = House::open();
    let open = Client::new_beside(&house.open);
    let page = open.get("/desk/").text;
    let script = page.split('"').find(|text| text.ends_with("/main.js")).unwrap();
    let plain = open.get(script);
    assert_eq!(plain.header("cache-control"), Some("public, max-age=31536000, immutable"));
    assert_eq!(plain.header("content-type"), Some("text/javascript; charset=utf-8"));
    assert_eq!(plain.header("vary").map(|vary| vary.contains("accept-encoding")), Some(true));
    assert_eq!(plain.header("content-encoding"), None);
    let packed = open.send_raw(script, &[("accept-encoding", "gzip, br")]);
    assert_eq!(packed.1.get("content-encoding").unwrap(), "gzip");
    assert!(packed.0 < plain.text.len(), "{} of {}", packed.0, plain.text.len());
    let (hash, file) = script.strip_prefix("/desk/").unwrap().split_once('/').unwrap();
    let other = format!("/desk/{}/{file}", hash.chars().rev().collect::<String>());
    assert_eq!(open.get(&other).status, 404, "of another release");
}

#[test]
fn the_cookie_is_taken_from_our_own_page_alone() {
    let (house, browser) = Browser::signed_in();
    let own = browser.origin.as_str();
    let reads: &[(&[(&str, &str)], u16)] = &[
        (&[OWN], 200),
        (&[("sec-fetch-site", "none"), ("sec-fetch-mode", "navigate")], 200),
        (&[("sec-fetch-site", "none"), ("sec-fetch-mode", "no-cors")], 401),
        (&[("sec-fetch-site", "none")], 401),
        (&[("sec-fetch-site", "same-site")], 401),
        (&[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")], 401),
        (&[("sec-fetch-site", "cross-site"), ("origin", "http://localhost:5173")], 401),
        (&[OWN, ("origin", "http://elsewhere.example.com")], 403),
        (&[("origin", own)], 401),
        (&[], 401),
    ];
    for (headers, status) in reads {
        assert_eq!(browser.send("GET /guests", headers, None).status, *status, "{headers:?}");
    }
    let center = house.client.make("/centers", &json!({}))["id"].clone();
    let guest = json!({"center_id": center, "first_name": "Ada", "last_name": "Reis"});
    let writes: &[(&[(&str, &str)], u16)] = &[
        (&[OWN, ("origin", own)], 201),
        (&[OWN], 401),
        (&[OWN, ("origin", "http://localhost:5173")], 401),
        (&[OWN, ("origin", "null")], 403),
        (&[OWN, ("origin", "http://127.0.0.1")], 403),
        (&[("origin", own)], 401),
        (&[("sec-fetch-site", "none"), ("sec-fetch-mode", "navigate"), ("origin", own)], 401),
        (&[("sec-fetch-site", "cross-site"), ("origin", own)], 401),
    ];
    for (headers, status) in writes {
        let answer = browser.send("POST /guests", headers, Some(&guest));
        assert_eq!(answer.status, *status, "{headers:?} {}", answer.text);
    }
    let form = [OWN, ("origin", own), ("content-type", "text/plain")];
    assert_eq!(browser.send("POST /guests", &form, None).status, 401, "no page of ours sends that");
}

#[test]
fn a_bearer_token_wins_over_the_cookie() {
    let (house, browser) = Browser::signed_in();
    assert_eq!(browser.get("/auth/me").expect(200)["kind"], "user");
    let key =
        Browser { client: Client::new_beside(&house.client), ..browser.with(&browser.cookie) };
    assert_eq!(key.get("/auth/me").expect(200)["kind"], "api_key");
    let wrong = Browser { client: browser.client.with("cl_key_x"), ..browser };
    assert_eq!(wrong.get("/auth/me").status, 401);
}

#[test]
fn only_our_own_page_signs_in_and_out() {
    let (_house, browser) = Browser::signed_in();
    let body = json!({"email": "eva@example.com", "password": PASSWORD});
    for headers in
        [&[][..], &[OWN], &[("sec-fetch-site", "same-site"), ("origin", &browser.origin)]]
    {
        for path in ["/desk/session", "/desk/session/link"] {
            let answer = browser.send(&format!("POST {path}"), headers, Some(&body));
            assert_eq!(answer.code(), (403, "not_from_our_page".to_owned()), "{headers:?}");
            assert_eq!(answer.header("set-cookie"), None);
        }
    }
    assert_eq!(browser.send("DELETE /desk/session", &[OWN], None).status, 403);
    let wrong = browser.post("/desk/session", &json!({"email": "eva@example.com"}));
    assert_eq!(wrong.status, 422);
    let wrong = json!({"email": "eva@example.com", "password": "eleven green newts"});
    assert_eq!(browser.post("/desk/session", &wrong).status, 401);
    assert_eq!(browser.post("/desk/session/link", &json!({"token": "cl_link_x"})).status, 401);
}

#[test]
fn the_cookie_is_for_our_server_alone_and_no_script_reads_it() {
    let (_house, browser) = Browser::signed_in();
    let body = json!({"email": "eva@example.com", "password": PASSWORD});
    let set = browser.post("/desk/session", &body).header("set-cookie").unwrap().to_owned();
    for part in ["; Path=/", "; HttpOnly", "; SameSite=Strict", "; Max-Age=43200"] {
        assert!(set.contains(part), "{set}");
    }
    assert!(set.starts_with("clientline=cl_session_") && !set.contains("Secure"), "{set}");
    let abroad = [("host", "desk.example.com"), OWN, ("origin", "https://desk.example.com")];
    let answer = browser.client.send("POST /desk/session", &abroad, Some(&body)).unwrap();
    let set = answer.header("set-cookie").unwrap();
    assert!(set.starts_with("__Host-clientline=cl_session_") && set.ends_with("; Secure"), "{set}");
}

#[test]
fn signing_out_ends_the_session_and_takes_the_cookie_away() {
    let (house, browser) = Browser::signed_in();
    let other = Browser::sign_in(&house, PASSWORD);
    assert_eq!(browser.get("/desk/session").expect(200)["user"]["name"], "Eva");
    let out = browser.sign_out();
    out.expect(204);
    assert!(out.header("set-cookie").unwrap().starts_with("clientline=; "));
    assert_eq!(browser.get("/desk/session").status, 401);
    assert_eq!(browser.get("/guests").status, 401);
    other.get("/guests").expect(200);
}

#[test]
fn a_new_password_ends_the_sessions_of_other_browsers() {
    let (house, browser) = Browser::signed_in();
    let other = Browser::sign_in(&house, PASSWORD);
    let change = json!({"current_password": PASSWORD, "new_password": "nine blue herons"});
    browser.post("/auth/password", &change).expect(204);
    browser.get("/guests").expect(200);
    assert_eq!(other.get("/guests").status, 401);
    Browser::sign_in(&house, "nine blue herons").get("/guests").expect(200);
}

#[test]
fn a_token_is_renewed_while_it_is_used_and_all_tabs_get_the_same_one() {
    let (_house, browser) = Browser::signed_in();
    assert_eq!(cookie(&browser.get("/guests")), None, "it is young");
    let old = browser.long_after();
    let renewed: Vec<String> = thread::scope(|scope| {
        let tabs = [(); 6].map(|()| scope.spawn(|| cookie(&old.get("/guests"))));
        tabs.into_iter().filter_map(|tab| tab.join().unwrap()).collect()
    });
    let token = |cookie: &str| cookie.split_once('.').unwrap().0.to_owned();
    assert!(!renewed.is_empty());
    assert!(renewed.iter().all(|cookie| token(cookie) == token(&renewed[0])));
    assert_ne!(token(&renewed[0]), token(&browser.cookie));
    browser.with(&renewed[0]).get("/guests").expect(200);
    // What was on its way is let in for a while.
    browser.get("/guests").expect(200);
}

#[test]
fn a_token_that_was_spent_long_ago_ends_the_session() {
    let (_house, browser) = Browser::signed_in();
    let second = browser.with(&cookie(&browser.long_after().get("/guests")).unwrap());
    let third = browser.with(&cookie(&second.long_after().get("/guests")).unwrap());
    third.get("/guests").expect(200);
    assert_eq!(browser.get("/guests").status, 401);
    assert_eq!(third.get("/guests").status, 401, "whoever has the first one may be a thief");
}
