//! Organizations: what each may do to itself, and the platform to all.

use serde_json::{Value, json};

use crate::kit::{Client, House, Place, Server, id, making, organization, printed};

/// A server with two organizations, their admins' clients and the platform's.
struct Town {
    server: Server,
    ours: Client,
    theirs: Client,
    platform: Client,
    _place: Place,
}

impl Town {
    fn build() -> Self {
        let place = Place::make();
        let [ours, theirs] = ["ours", "theirs"].map(|slug| organization(&place, slug));
        let mut command = crate::kit::command(&place);
        let platform = printed(command.arg("platform-key"), "platform token: ");
        let server = Server::start(&place);
        let client = |token: &str| server.client(token).bound_by_contract();
        let (ours, theirs, platform) = (client(&ours), client(&theirs), client(&platform));
        Self { server, ours, theirs, platform, _place: place }
    }
}

fn own(client: &Client) -> Value {
    client.get("/organizations").expect(200)["items"][0].clone()
}

fn at(organization: &Value) -> String {
    format!("/organizations/{}", id(organization))
}

fn new(slug: &str) -> Value {
    json!({
        "name": slug, "slug": slug, "email": format!("{slug}@example.com"), "currency": "EUR",
        "time_zone": "Europe/Lisbon",
    })
}

#[test]
fn an_organization_sees_and_changes_itself_and_no_other() {
    let town = Town::build();
    let (ours, theirs) = (own(&town.ours), own(&town.theirs));
    assert_eq!(ours["slug"], "ours");
    let read = town.ours.get(&at(&ours)).expect(200);
    assert_eq!(read["settings"]["public_booking"]["is_open"], false);
    for line in ["GET", "DELETE"] {
        let answer = town.ours.send(&format!("{line} {}", at(&theirs)), &[], None).unwrap();
        assert_eq!(answer.code(), (404, "not_found".to_owned()), "{line}");
    }
    let change = json!({"name": "Ours & Sons", "settings": {"public_booking": {"is_open": true}}});
    let changed = town.ours.ask(&format!("PATCH {}", at(&ours)), &change).expect(200);
    assert_eq!(changed["name"], "Ours & Sons");
    assert_eq!(changed["settings"]["public_booking"]["is_open"], true);
    assert_eq!(changed["settings"]["public_booking"]["hold_minutes"], 30);
    assert_eq!(changed["settings"]["booking"]["max_horizon_days"], 730);
    let missing = town.ours.ask(&format!("PUT {}", at(&theirs)), &change);
    assert_eq!(missing.code(), (404, "not_found".to_owned()));
    assert_eq!(town.platform.get(&at(&theirs)).expect(200)["name"], "theirs");
}

#[test]
fn a_slug_that_another_organization_has_stays_with_it() {
    let town = Town::build();
    let ours = own(&town.ours);
    let line = format!("PATCH {}", at(&ours));
    let taken = town.ours.ask(&line, &json!({"slug": "theirs"}));
    assert_eq!(taken.code(), (409, "organization_slug_taken".to_owned()));
    let taken = town.ours.ask(&line, &json!({"email": "theirs@example.com"}));
    assert_eq!(taken.code(), (409, "organization_email_taken".to_owned()));
    assert_eq!(own(&town.ours)["slug"], "ours");

    town.ours.ask(&line, &json!({"slug": "house"})).expect(200);
    let slugs: Vec<Value> =
        town.platform.all("/organizations?").iter().map(|one| one["slug"].clone()).collect();
    assert_eq!(slugs, ["theirs", "house"], "the directory follows");
    // The old one is free again, and the new one is not.
    let mut again = new("ours");
    again["email"] = json!("other@example.com");
    town.platform.make("/organizations", &again);
    let taken = town.platform.ask("POST /organizations", &new("house"));
    assert_eq!(taken.code(), (409, "organization_slug_taken".to_owned()));
}

#[test]
fn a_change_that_is_stale_leaves_the_directory_as_it_was() {
    let town = Town::build();
    let ours = own(&town.ours);
    let line = format!("PATCH {}", at(&ours));
    let change = json!({"slug": "house"});
    let stale = town.ours.send(&line, &[("if-match", "\"9\"")], Some(&change)).unwrap();
    assert_eq!(stale.code(), (412, "stale_version".to_owned()));
    town.platform.make("/organizations", &new("house"));
    let wrong = town.ours.ask(&line, &json!({"settings": {"booking": {"max_horizon_days": 0}}}));
    assert_eq!(wrong.json()["errors"][0]["pointer"], "/settings/booking");
}

#[test]
fn the_platform_makes_lists_and_deactivates_organizations_and_does_nothing_else() {
    let town = Town::build();
    let made = town.platform.make("/organizations", &new("third"));
    assert!(made["setup_token"].as_str().unwrap().starts_with("cl_setup_"));
    let page = town.platform.get("/organizations?limit=2&count=true").expect(200);
    assert_eq!((&page["total"], page["items"].as_array().unwrap().len()), (&json!(3), 2));
    let next = page["next_cursor"].as_str().unwrap();
    let rest = town.platform.get(&format!("/organizations?cursor={next}")).expect(200);
    assert_eq!(rest["items"][0]["slug"], "ours");

    for path in ["/guests", "/users", "/auth/me"] {
        assert_eq!(town.platform.get(path).code(), (401, "unauthenticated".to_owned()), "{path}");
    }
    let refused = town.ours.ask("POST /organizations", &new("fourth"));
    assert_eq!(refused.code(), (403, "forbidden".to_owned()));

    let theirs = own(&town.theirs);
    town.theirs.get("/guests").expect(200);
    let off = json!({"is_active": false});
    town.platform.ask(&format!("PATCH {}", at(&theirs)), &off).expect(200);
    assert_eq!(town.theirs.get("/guests").code(), (401, "unauthenticated".to_owned()));
    town.ours.get("/guests").expect(200);
    let on = json!({"is_active": true});
    town.platform.ask(&format!("PATCH {}", at(&theirs)), &on).expect(200);
    town.theirs.get("/guests").expect(200);
}

#[test]
fn an_organization_with_anything_in_it_is_not_deleted() {
    let town = Town::build();
    let (ours, theirs) = (own(&town.ours), own(&town.theirs));
    town.ours.make("/categories", &json!({"name": "Hair"}));
    let delete = |client: &Client, one: &Value| {
        client.send(&format!("DELETE {}", at(one)), &[], None).unwrap()
    };
    for client in [&town.ours, &town.platform] {
        assert_eq!(delete(client, &ours).code(), (409, "in_use".to_owned()));
    }
    let user = json!({"name": "Eva", "email": "eva@example.com", "role": "admin"});
    town.theirs.make("/users", &user);
    delete(&town.theirs, &theirs).expect(204);
    assert_eq!(town.theirs.get("/guests").status, 401);
    assert_eq!(delete(&town.platform, &theirs).status, 404);
    town.platform.make("/organizations", &new("theirs"));
}

#[test]
fn an_organization_is_made_once_for_a_key_and_its_token_is_not_repeated() {
    let town = Town::build();
    let key = [("idempotency-key", "third")];
    let make = |body: &Value| town.platform.send("POST /organizations", &key, Some(body)).unwrap();
    make(&new("third")).expect(201);
    assert_eq!(make(&new("third")).code(), (409, "already_done".to_owned()));
    assert_eq!(make(&new("fourth")).code(), (422, "idempotency_key_reused".to_owned()));
    assert_eq!(town.platform.all("/organizations?").len(), 3);
}

#[test]
fn sixteen_who_make_one_organization_at_once_make_one_first_admin() {
    let town = Town::build();
    let tokens: Vec<String> = std::thread::scope(|scope| {
        let one = || {
            let answer = town.platform.ask("POST /organizations", &new("race"));
            match answer.status {
                201 => Some(answer.json()["setup_token"].as_str().unwrap().to_owned()),
                _ => {
                    let (status, code) = answer.code();
                    // It has neither the slug nor the email address.
                    assert!(status == 409 && code.ends_with("_taken"), "{status} {code}");
                    None
                }
            }
        };
        let all: Vec<_> = (0..16).map(|_| scope.spawn(one)).collect();
        all.into_iter().filter_map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(tokens.len(), 1);
    let open = town.server.client("");
    let password = json!({"token": tokens[0], "password": "seven purple otters"});
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let one = || open.ask("POST /auth/setup", &password).status;
        let all: Vec<_> = (0..16).map(|_| scope.spawn(one)).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    assert!(statuses.iter().all(|status| [200, 401].contains(status)), "{statuses:?}");
}

#[test]
fn the_commands_list_and_deactivate() {
    let place = Place::make();
    let token = organization(&place, "ours");
    printed(making(&place, "theirs").args(["--admin-email", "eva@example.com"]), "set-up token: ");
    let command = |words: &[&str]| {
        let mut command = crate::kit::command(&place);
        command.args(words);
        printed(&mut command, "")
    };
    command(&["organization", "deactivate", "ours"]);
    let listed = command(&["organization", "list"]);
    assert_eq!(listed, "theirs\tactive\ttheirs\nours\tinactive\tours");
    let server = Server::start(&place);
    assert_eq!(server.client(&token).get("/guests").status, 401);
}

#[test]
fn a_new_center_starts_with_the_rules_of_its_organization() {
    let House { client, .. } = &House::open();
    let organization = own(client);
    let rules = json!({"settings": {"booking": {"min_notice_minutes": 60}}});
    client.ask(&format!("PATCH {}", at(&organization)), &rules).expect(200);
    let center = client.make("/centers", &json!({"name": "A", "time_zone": "Etc/UTC"}));
    assert_eq!(center["policies"]["min_notice_minutes"], 60);
    let own = json!({
        "name": "B", "time_zone": "Etc/UTC", "policies": {"min_notice_minutes": 5},
    });
    assert_eq!(client.make("/centers", &own)["policies"]["min_notice_minutes"], 5);
}
