//! A salon's files, brought in by the program: tried, twice, as a spreadsheet writes them, and
//! stopped on the way.

use std::{
    fmt::Write as _,
    fs,
    io::{BufRead as _, BufReader, Read as _},
    path::Path,
    process::{Command, Output, Stdio},
};

use serde_json::Value;

use crate::kit::{Client, Place, Server, command, organization};

const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/demo");

/// The demo's files of what appointments need, without what happened.
fn salon(dir: &Path) {
    fs::create_dir(dir).unwrap();
    for entry in fs::read_dir(DEMO).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.extension().is_some_and(|extension| extension == "csv")
            && !["appointments.csv", "invoices.csv", "payments.csv"].contains(&name)
        {
            fs::copy(&path, dir.join(name)).unwrap();
        }
    }
    let visits = "reference,center,guest,service,provider,room,day,time,status,notes,\
                  internal_notes,cancelled_reason\n\
                  A-1,LIS,hugo.reis@example.com,L-CUT-M,tomas.figueira@mare-linde.example.com,,\
                  2026-01-13,12:30,completed,,,\n";
    fs::write(dir.join("appointments.csv"), visits).unwrap();
    let invoices = "reference,appointments,status,day,time,discount,notes\n\
                    I-1,A-1,issued,2026-01-13,13:05,,\n";
    fs::write(dir.join("invoices.csv"), invoices).unwrap();
    let payments = "invoice,method,amount,tip,tendered,day,time,reference_no,remarks\n\
                    I-1,card,10.00,,,2026-01-13,13:06,,\nI-1,cash,,,,2026-01-13,13:07,,\n";
    fs::write(dir.join("payments.csv"), payments).unwrap();
}

fn import(place: &Place, more: &[&str]) -> Command {
    let mut import = command(place);
    import.args(["import", "--organization", "atelier", "files"]).args(more);
    import
}

fn report(output: &Output) -> Value {
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// How many items a list has, a thousand at most.
fn count(client: &Client, path: &str) -> usize {
    let listed = client.get(&format!("{path}?limit=100")).expect(200);
    listed["items"].as_array().unwrap().len()
}

#[test]
fn a_trial_writes_nothing_an_import_all_and_a_second_one_nothing_again() {
    let place = Place::make();
    let token = organization(&place, "atelier");
    salon(&place.folder().join("files"));
    let trial = report(&import(&place, &["--dry-run", "--json"]).output().unwrap());
    assert_eq!((&trial["dry_run"], &trial["guests"]), (&true.into(), &200.into()));
    let lists = ["/centers", "/services", "/providers", "/appointments", "/invoices", "/payments"];
    let counts = || {
        let server = Server::start(&place);
        let client = server.client(&token);
        let counts = lists.map(|path| count(&client, path));
        assert_eq!(server.stop(), Some(0));
        counts
    };
    assert_eq!(counts(), [0; 6]);
    let first = report(&import(&place, &["--json"]).output().unwrap());
    for field in ["centers", "guests", "appointments", "invoices", "payments"] {
        assert_eq!(first[field], trial[field], "{field}");
    }
    let made = counts();
    assert_eq!(made[3..], [1, 1, 2]);

    let again = import(&place, &["--verbose"]).output().unwrap();
    let said = String::from_utf8(again.stdout).unwrap();
    assert!(said.contains("imported: nothing"), "{said}");
    assert!(said.contains("200 in guests.csv") && said.contains("2 in payments.csv"), "{said}");
    assert!(said.contains("known in payments.csv: lines 2, 3"), "{said}");
    assert!(!said.contains("differ"), "{said}");
    assert_eq!(counts(), made);
}

#[test]
fn a_file_in_the_encoding_of_windows_is_read_and_said_to_be() {
    let place = Place::make();
    organization(&place, "atelier");
    let files = place.folder().join("files");
    fs::create_dir(&files).unwrap();
    let taxes = b" Code ;NAME;rate;compound\r\nIVA;Imposto \xe0 taxa;23,0;no\r\n".to_vec();
    fs::write(files.join("taxes.csv"), taxes).unwrap();
    let done = report(&import(&place, &["--json"]).output().unwrap());
    assert_eq!(done["taxes"], 1);
    let note = done["notes"][0].as_str().unwrap();
    assert!(note.contains("taxes.csv") && note.contains("Windows-1252"), "{note}");
}

#[test]
fn a_large_import_that_is_interrupted_says_where_it_stands_and_goes_on() {
    let place = Place::make();
    organization(&place, "atelier");
    let files = place.folder().join("files");
    salon(&files);
    let mut guests = fs::read_to_string(files.join("guests.csv")).unwrap();
    for at in 0..5_800 {
        writeln!(guests, "K{at},Ana,Silva,LIS,a{at}@example.com,,,,,,").unwrap();
    }
    fs::write(files.join("guests.csv"), guests).unwrap();

    let mut under_way =
        import(&place, &[]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut told = BufReader::new(under_way.stderr.take().unwrap());
    let mut line = String::new();
    while !(line.starts_with("importing") && line.contains("guests")) {
        line.clear();
        assert!(told.read_line(&mut line).unwrap() > 0, "it ended before it could be stopped");
    }
    let stopped = Command::new("kill").args(["-INT", &under_way.id().to_string()]).status();
    assert!(stopped.unwrap().success());
    let mut told_last = String::new();
    told.read_to_string(&mut told_last).unwrap();
    assert_eq!(under_way.wait().unwrap().code(), Some(1), "{told_last}");
    for words in ["imported: 2 centers", "not imported: ", "the same command goes on"] {
        assert!(told_last.contains(words), "{told_last}");
    }

    let rest = report(&import(&place, &["--json"]).output().unwrap());
    let known = rest["known"]["guests.csv"].as_array().map_or(0, Vec::len);
    assert!(known >= 1_000, "{known}");
    assert_eq!(rest["guests"].as_u64().unwrap() + known as u64, 6_000);
    let again = report(&import(&place, &["--json"]).output().unwrap());
    assert_eq!(again["known"]["guests.csv"].as_array().unwrap().len(), 6_000);
    assert_eq!((&again["guests"], &again["appointments"]), (&0.into(), &0.into()));
}
