//! The first minutes of an operator: what a mistake is answered with, and how a salon's data
//! is copied and brought back.

use std::{
    fs,
    io::{BufRead as _, BufReader, Lines},
    net::TcpListener,
    process::{Child, ChildStdout, Command, Output, Stdio},
};

use serde_json::json;

use crate::kit::{Client, Place, Server, command, organization, program};

fn done(command: &mut Command) -> Output {
    command.output().unwrap()
}

fn complaint(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn said(output: Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Starts a server, and returns it with the lines that it says on its output.
fn started(place: &Place, more: &[&str]) -> (Child, Lines<BufReader<ChildStdout>>) {
    let mut server = command(place)
        .args(["--listen", "127.0.0.1:0", "--log-format", "json"])
        .args(more)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let said = BufReader::new(server.stdout.take().unwrap()).lines();
    (server, said)
}

/// Ends a server at once.
fn end(mut server: Child) {
    server.kill().unwrap();
    server.wait().unwrap();
}

#[test]
fn a_path_with_nothing_there_is_refused_and_nothing_is_made() {
    let place = Place::make();
    for arguments in [&["organization", "list"][..], &["migrate"], &["serve"]] {
        let mut refused = program(&place);
        refused.args(["--database", "sqlite:typo.db"]).args(arguments);
        let complaint = complaint(&done(&mut refused));
        assert!(complaint.contains("typo.db") && complaint.contains("--create"), "{complaint}");
    }
    let options = done(program(&place).args(["--database", "sqlite:own.db?mode=ro", "serve"]));
    assert_eq!(options.status.code(), Some(2), "{options:?}");
    assert_eq!(fs::read_dir(place.folder()).unwrap().count(), 0);
    // The default one is made, and so is one that is asked for.
    said(done(program(&place).args(["organization", "list"])));
    said(done(command(&place).args(["organization", "list"])));
    assert!(place.folder().join("clientline.db").exists());
}

#[test]
fn an_address_that_another_program_has_is_named() {
    let place = Place::make();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let complaint = complaint(&done(command(&place).args(["--listen", &address])));
    assert!(complaint.contains(&address) && complaint.contains("--listen"), "{complaint}");
}

#[test]
fn a_directory_that_is_not_there_is_named() {
    let place = Place::make();
    organization(&place, "atelier");
    let refused = done(command(&place).args(["import", "--organization", "atelier", "data/typo"]));
    let complaint = complaint(&refused);
    assert!(complaint.contains("data/typo"), "{complaint}");
}

#[test]
fn a_directory_that_a_database_would_be_in_is_to_be_made_first() {
    let place = Place::make();
    let mut refused = program(&place);
    refused.args(["--database", "sqlite:nowhere/own.db", "--create", "organization", "list"]);
    let complaint = complaint(&done(&mut refused));
    assert!(complaint.contains("make the directory first"), "{complaint}");
}

#[test]
fn files_that_no_import_reads_are_named() {
    let place = Place::make();
    organization(&place, "atelier");
    let import =
        |what: &str| done(command(&place).args(["import", "--organization", "atelier", what]));
    let file = |name: &str, text: &str| fs::write(place.folder().join(name), text).unwrap();
    file("kunden.csv", "name\n");
    let nothing = complaint(&import("."));
    assert!(nothing.contains("guests.csv") && nothing.contains("kunden.csv"), "{nothing}");
    let no_directory = complaint(&import("kunden.csv"));
    assert!(no_directory.contains("name the directory that this file is in"), "{no_directory}");
    // As a program writes it for a spreadsheet.
    file("taxes.csv", "sep=;\r\ncode;name;rate;compound\r\nIVA;IVA;23;no\r\n");
    let imported = said(import("."));
    assert!(imported.contains("1 taxes") && imported.contains("kunden.csv"), "{imported}");
    file("taxes.csv", "code;name;rate;compound\r\nA;\"A;6;no\r\nB;B;23;no\r\n");
    let swallowed = complaint(&import("."));
    assert!(
        swallowed.contains("taxes.csv, line 2: ") && swallowed.contains("quotation mark"),
        "{swallowed}"
    );
}

#[test]
fn the_log_begins_with_the_version_the_database_and_where_it_is_served() {
    let place = Place::make();
    let mut server = command(&place)
        .args(["--listen", "127.0.0.1:0", "--log-format", "json"])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut log = BufReader::new(server.stderr.take().unwrap()).lines();
    let lines = [log.next().unwrap().unwrap(), log.next().unwrap().unwrap()];
    end(server);
    for words in [env!("CARGO_PKG_VERSION"), "sqlite:", "a new database was made"] {
        assert!(lines[0].contains(words), "{}", lines[0]);
    }
    for words in ["http://127.0.0.1:", "/docs"] {
        assert!(lines[1].contains(words), "{}", lines[1]);
    }
}

#[test]
fn each_start_of_the_demo_has_one_key_that_opens_it() {
    let place = Place::make();
    let token = || {
        let (server, mut said) = started(&place, &["--demo"]);
        let token = said.next().unwrap().unwrap();
        end(server);
        token.strip_prefix("admin token: ").unwrap().to_owned()
    };
    let (first, second) = (token(), token());
    let server = Server::start(&place);
    assert_eq!(server.client(&first).get("/centers").status, 401);
    let keys = server.client(&second).get("/api-keys").expect(200);
    let open = keys["items"].as_array().unwrap().iter().filter(|key| key["revoked_at"].is_null());
    assert_eq!(open.count(), 1, "{keys}");
}

#[test]
fn the_link_of_the_demo_opens_its_desk_once() {
    let place = Place::make();
    let (server, mut said) = started(&place, &["--demo"]);
    let link = said.nth(1).unwrap().unwrap();
    let (page, token) = link.strip_prefix("desk: http://").unwrap().split_once("#/enter/").unwrap();
    let address = page.strip_suffix("/desk/").unwrap();
    let client = Client::new(address, "");
    let headers = [("sec-fetch-site", "same-origin"), ("origin", &*format!("http://{address}"))];
    let body = json!({"token": token});
    let follow = || client.send("POST /desk/session/link", &headers, Some(&body)).unwrap();
    let (first, second) = (follow(), follow());
    end(server);
    assert_eq!(first.expect(200)["role"], "admin");
    assert!(first.header("set-cookie").unwrap().starts_with("clientline=cl_session_"));
    assert_eq!(second.status, 401);
}

#[test]
fn a_new_owner_sets_a_salon_up_by_the_link_that_an_empty_server_prints() {
    let place = Place::make();
    let (server, mut said) = started(&place, &[]);
    let link = said.next().unwrap().unwrap();
    let (page, token) =
        link.strip_prefix("set-up: http://").unwrap().split_once("#/set-up/").unwrap();
    let address = page.strip_suffix("/desk/").unwrap();
    let client = Client::new(address, "");
    let headers = [("sec-fetch-site", "same-origin"), ("origin", &*format!("http://{address}"))];
    let set_up = |name: Option<&str>, password: &str| {
        let body = json!({
            "token": token, "name": "Eva", "email": "eva@example.com", "password": password,
            "organization_name": name, "price_mode": "inclusive",
        });
        client.send("POST /desk/setup", &headers, Some(&body)).unwrap()
    };
    let password = "seven purple otters";
    assert_eq!(set_up(None, password).json()["errors"][0]["pointer"], "/organization_name");
    assert_eq!(
        set_up(Some("Maré & Linde"), "12345678").json()["errors"][0]["code"],
        "common_password"
    );
    let answer = set_up(Some("Maré & Linde"), password);
    let first = answer.expect(200);
    assert_eq!(
        (&first["role"], &first["organization"]["slug"]),
        (&json!("admin"), &json!("mare-linde"))
    );
    let cookie = answer.header("set-cookie").unwrap().split(';').next().unwrap();
    let as_owner = [headers[0], headers[1], ("cookie", cookie)];
    let line = format!("GET /organizations/{}", first["organization"]["id"].as_str().unwrap());
    let own = client.send(&line, &as_owner, None).unwrap().expect(200);
    assert_eq!(own["price_mode"], "inclusive");
    assert_eq!(set_up(Some("Another"), password).status, 401, "once");
    let sign_in = json!({"email": "eva@example.com", "password": password});
    client.send("POST /desk/session", &headers, Some(&sign_in)).unwrap().expect(200);
    end(server);
}

#[test]
fn the_first_admin_of_an_organization_sets_the_password_on_the_page() {
    let place = Place::make();
    let mut making = crate::kit::making(&place, "atelier");
    let printed = said(done(making.args(["--admin-email", "eva@example.com"])));
    let lines: Vec<&str> = printed.lines().collect();
    let token = lines[0].strip_prefix("set-up token: ").unwrap();
    assert_eq!(lines[1], format!("desk: http://127.0.0.1:8000/desk/#/set-up/{token}"));
    let server = Server::start(&place);
    let client = server.client("");
    let origin = format!("http://{}", client.address());
    let headers = [("sec-fetch-site", "same-origin"), ("origin", &*origin)];
    let body = json!({
        "token": token, "name": "Eva Reis", "email": "reis@example.com",
        "password": "seven purple otters",
    });
    let me = client.send("POST /desk/setup", &headers, Some(&body)).unwrap().expect(200);
    assert_eq!(me["role"], "admin");
    let sign_in = json!({"email": "reis@example.com", "password": "seven purple otters"});
    let me = client.send("POST /desk/session", &headers, Some(&sign_in)).unwrap().expect(200);
    assert_eq!(me["user"]["name"], "Eva Reis");
}

fn guest(client: &Client, center: &str, name: &str) {
    let guest = json!({"center_id": center, "first_name": name, "last_name": "Reis"});
    client.make("/guests", &guest);
}

#[test]
fn a_backup_that_is_made_while_a_server_runs_is_brought_back_whole() {
    let place = Place::make();
    let token = organization(&place, "atelier");
    let server = Server::start(&place);
    let client = server.client(&token);
    let center = client.make("/centers", &json!({"name": "Riga", "time_zone": "Europe/Riga"}));
    let center = center["id"].as_str().unwrap();
    guest(&client, center, "Ada");
    let refused = complaint(&done(command(&place).args(["backup", "copies", "--keep", "2"])));
    assert!(refused.contains("make it first"), "{refused}");
    fs::create_dir(place.folder().join("copies")).unwrap();
    for _ in 0..3 {
        said(done(command(&place).args(["backup", "copies", "--keep", "2"])));
    }
    let mut copies: Vec<_> = fs::read_dir(place.folder().join("copies"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    copies.sort();
    assert_eq!(copies.len(), 2, "{copies:?}");
    guest(&client, center, "Ben");
    let expected = client.get("/centers").expect(200);

    let copy = copies[1].to_str().unwrap();
    let refused = complaint(&done(command(&place).args(["restore", copy])));
    assert!(refused.contains("is there already"), "{refused}");
    assert_eq!(server.stop(), Some(0));
    for suffix in ["", "-wal", "-shm"] {
        // The log is gone already where the server ended in good order.
        let _ = fs::remove_file(place.folder().join(format!("test.db{suffix}")));
    }
    said(done(command(&place).args(["restore", copy])));
    let server = Server::start(&place);
    let client = server.client(&token);
    assert_eq!(client.get("/centers").expect(200), expected);
    let guests = client.get(&format!("/centers/{center}/guests")).expect(200);
    let names: Vec<_> = guests["items"].as_array().unwrap().iter().collect();
    assert_eq!(names.len(), 1, "what came after the copy is not in it: {guests}");
    assert_eq!(names[0]["first_name"], "Ada");
}

#[test]
fn health_asks_a_server_whether_it_is_ready() {
    let place = Place::make();
    organization(&place, "atelier");
    let server = Server::start(&place);
    for address in [server.address.clone(), format!("http://{}/", server.address)] {
        said(done(program(&place).args(["health", &address])));
    }
    let wrong = done(program(&place).args(["health", "nonsense"]));
    let told = String::from_utf8(wrong.stderr).unwrap();
    assert!(wrong.status.code() == Some(2) && told.contains("such as 127.0.0.1:8000"), "{told}");
    let gone = server.address.clone();
    assert_eq!(server.stop(), Some(0));
    let complaint = complaint(&done(program(&place).args(["health", &gone])));
    assert!(complaint.contains(&gone), "{complaint}");
}

#[test]
fn the_help_of_a_command_shows_its_own_options_first() {
    let place = Place::make();
    let help = said(done(program(&place).args(["organization", "create", "--help"])));
    let at = |words: &str| help.find(words).unwrap_or_else(|| panic!("no {words} in {help}"));
    assert!(at("--slug") < at("--price-mode") && at("--time-zone") < at("--listen"), "{help}");
}
