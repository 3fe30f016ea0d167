//! Bringing a database up to date, and serving on none that is not.

use std::process::{Child, Output, Stdio};

use crate::kit::{Place, Server, command, organization, program};

/// How many processes start at once.
const PROCESSES: usize = 6;

fn at_once(place: &Place, arguments: &[&str]) -> Vec<Output> {
    let start = |_| {
        let mut command = command(place);
        command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let started: Vec<Child> = (0..PROCESSES).map(start).collect();
    started.into_iter().map(|process| process.wait_with_output().unwrap()).collect()
}

#[test]
fn processes_that_migrate_at_once_take_turns_and_all_succeed() {
    let place = Place::unmigrated();
    for made in at_once(&place, &["migrate"]) {
        assert!(made.status.success(), "{made:?}");
    }
    let again = command(&place).arg("migrate").output().unwrap();
    assert!(again.status.success(), "{again:?}");
    let token = organization(&place, "atelier");
    let server = Server::start(&place);
    server.client(&token).get("/centers").expect(200);
}

#[test]
fn commands_that_migrate_first_may_start_at_once() {
    let place = Place::unmigrated();
    let create = "--migrate organization create --slug atelier --name Atelier \
                  --email a@example.com --currency EUR --time-zone Europe/Riga";
    let made = at_once(&place, &create.split_whitespace().collect::<Vec<_>>());
    // Of one name there is one organization; the others hear why.
    let (won, lost): (Vec<_>, Vec<_>) = made.iter().partition(|made| made.status.success());
    assert_eq!(won.len(), 1, "{made:?}");
    for output in lost {
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("organization"), "{said}");
    }
}

#[test]
fn a_server_refuses_a_database_that_was_not_migrated_and_says_so() {
    let place = Place::unmigrated();
    let refused = command(&place).args(["--listen", "127.0.0.1:0"]).output().unwrap();
    assert_eq!(refused.status.code(), Some(1));
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(said.contains("was not migrated"), "{said}");
}

#[test]
fn a_server_without_its_database_ends_with_the_reason() {
    let place = Place::unmigrated();
    let refused = program(&place)
        .args(["--database", "postgres://nobody:secret@127.0.0.1:1/nowhere"])
        .output()
        .unwrap();
    assert_eq!(refused.status.code(), Some(1));
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(said.contains("unavailable") && !said.contains("secret"), "{said}");
}

#[test]
fn the_doctor_says_who_may_read_the_books() {
    let place = Place::unmigrated();
    assert!(command(&place).arg("migrate").status().unwrap().success());
    place.run(
        "DO $$ BEGIN CREATE ROLE clientline_serves LOGIN IN ROLE clientline_app;
         EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;",
    );
    let serving = place.database().replacen("clientline@", "clientline_serves@", 1);
    assert_ne!(serving, place.database());
    let refused = program(&place).args(["--database", &serving, "doctor"]).output().unwrap();
    assert_eq!(refused.status.code(), Some(1), "{refused:?}");
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(said.contains("run `doctor` as the user who migrates"), "{said}");
}
