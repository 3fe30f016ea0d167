//! The server under a service manager: what it says of itself, and what it reads again.

use std::{fs, os::unix::net::UnixDatagram, process::Command, time::Duration};

use crate::kit::{Client, Place, Server, organization, program};

/// What the manager hears next.
fn heard(manager: &UnixDatagram) -> String {
    let mut words = [0; 256];
    let length = manager.recv(&mut words).unwrap();
    String::from_utf8_lossy(&words[..length]).into_owned()
}

#[test]
fn the_manager_hears_that_the_server_is_ready_lives_and_stops() {
    let place = Place::make();
    organization(&place, "atelier");
    let socket = place.folder().join("manager");
    let manager = UnixDatagram::bind(&socket).unwrap();
    manager.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
    let mut command = program(&place);
    command.env("NOTIFY_SOCKET", &socket).env("WATCHDOG_USEC", "200000");
    let server = Server::run(command, &place, &[]).unwrap();
    assert!(heard(&manager).contains("READY=1"));
    for _ in 0..3 {
        assert!(heard(&manager).contains("WATCHDOG=1"));
    }
    assert_eq!(server.stop(), Some(0));
    let last = std::iter::repeat_with(|| heard(&manager)).find(|words| !words.contains("WATCHDOG"));
    assert!(last.unwrap().contains("STOPPING=1"));
}

/// What a page of an origin is answered.
fn status_for(client: &Client, origin: &str) -> u16 {
    client.send("GET /health/live", &[("origin", origin)], None).unwrap().status
}

#[test]
fn a_hangup_has_origins_read_again_and_a_wrong_file_changes_nothing() {
    let place = Place::make();
    let token = organization(&place, "atelier");
    let file = place.folder().join("clientline.toml");
    fs::write(&file, "cors_origins = [\"https://old.example\"]\n").unwrap();
    let server = Server::start_with(&place, &["--config", file.to_str().unwrap()]);
    let client = server.client(&token);
    let (old, new) = ("https://old.example", "https://new.example");
    assert_eq!((status_for(&client, old), status_for(&client, new)), (200, 403));
    let hang_up = |text: &str, said: &str| {
        fs::write(&file, text).unwrap();
        let times = server.log().matches(said).count();
        let id = server.id().to_string();
        assert!(Command::new("kill").args(["-HUP", &id]).status().unwrap().success());
        for _ in 0..600 {
            if server.log().matches(said).count() > times {
                return;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("{said} is not in {}", server.log());
    };
    hang_up("cors_origins = [\"https://new.example\"]\n", "was read again");
    assert_eq!((status_for(&client, old), status_for(&client, new)), (403, 200));
    hang_up("cors_origins = [1]\n", "stays as it was");
    assert_eq!((status_for(&client, old), status_for(&client, new)), (403, 200));
}
