//! The process: its commands, its data, and its end.

use serde_json::json;

use crate::kit::{Place, Server, command, organization};

#[test]
fn what_was_acknowledged_is_there_after_a_restart() {
    let place = Place::make();
    let token = organization(&place, "atelier");
    let server = Server::start(&place);
    assert_eq!(server.client("").get("/health/ready").status, 200);
    let new = json!({"name": "Riga", "time_zone": "Europe/Riga"});
    let made = server.client(&token).make("/centers", &new);
    assert_eq!(server.stop(), Some(0), "a server that is told to stop ends in good order");
    let server = Server::start(&place);
    let path = format!("/centers/{}", made["id"].as_str().unwrap());
    assert_eq!(server.client(&token).get(&path).expect(200), made);
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn a_wrong_setting_keeps_the_server_from_starting_and_is_named() {
    let place = Place::make();
    std::fs::write(place.folder().join("wrong.toml"), "listne = 1\n").unwrap();
    let failed = command(&place).args(["--config", "wrong.toml"]).output().unwrap();
    assert_eq!(failed.status.code(), Some(1));
    let said = String::from_utf8(failed.stderr).unwrap();
    assert!(said.contains("wrong.toml") && said.contains("listne"), "{said}");
}
