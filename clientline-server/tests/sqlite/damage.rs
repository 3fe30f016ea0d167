//! A disk that is full, and a file that is damaged: health and the operator see it.

use std::{
    fs::OpenOptions,
    io::{Seek as _, SeekFrom, Write as _},
    process::Command,
    time::Duration,
};

use serde_json::json;

use crate::kit::{Place, Server, command, id, organization};

/// A server whose files may not grow past two mebibytes, as on a disk that is full.
fn cramped(place: &Place) -> Server {
    // In blocks of 1,024 bytes; the signal would end the process before the write fails.
    let limited = "trap '' XFSZ; ulimit -f 2048; exec \"$0\" \"$@\"";
    let mut command = Command::new("bash");
    command.args(["-c", limited, env!("CARGO_BIN_EXE_clientline-server")]);
    Server::run(
        command,
        place,
        &["--address-rate", "0", "--token-rate", "0", "--organization-rate", "0"],
    )
    .unwrap()
}

#[test]
fn a_full_disk_is_not_ready_and_its_cause_is_in_the_log() {
    let place = Place::make();
    let token = organization(&place, "atelier");
    let server = cramped(&place);
    let client = server.client(&token);
    client.get("/health/ready").expect(200);
    let center = client.make("/centers", &json!({"name": "Riga", "time_zone": "Europe/Riga"}));
    let guest = json!({"center_id": id(&center), "first_name": "Ada", "last_name": "Reis"});
    let full = (0..2_000).map(|_| client.ask("POST /guests", &guest).status).find(|&s| s != 201);
    assert_eq!(full, Some(503));
    // The answer of the second before may still hold.
    std::thread::sleep(Duration::from_millis(1_100));
    let unready = client.get("/health/ready");
    assert_eq!(unready.code(), (503, "storage_unavailable".to_owned()));
    assert!(unready.header("retry-after").is_some());
    client.get("/health/live").expect(200);
    client.get("/centers").expect(200);
    let log = server.log();
    assert!(log.contains("ERROR") && log.contains("disk"), "{log}");
}

#[test]
fn a_damaged_file_is_not_served_and_the_doctor_says_what_is_wrong() {
    let place = Place::make();
    organization(&place, "atelier");
    let sound = command(&place).arg("doctor").output().unwrap();
    assert!(sound.status.success(), "{sound:?}");
    assert!(String::from_utf8(sound.stdout).unwrap().contains("sound"));

    let path = place.folder().join(place.database().strip_prefix("sqlite:").unwrap());
    let mut file = OpenOptions::new().write(true).open(path).unwrap();
    // A page behind those of the schema's own table.
    file.seek(SeekFrom::End(-4096 * 8)).unwrap();
    file.write_all(&[0; 4096]).unwrap();
    drop(file);

    let refused = command(&place).args(["--listen", "127.0.0.1:0"]).output().unwrap();
    assert_eq!(refused.status.code(), Some(1));
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(said.contains("damaged") && said.contains("doctor"), "{said}");
    let doctor = command(&place).arg("doctor").output().unwrap();
    assert_eq!(doctor.status.code(), Some(1));
    assert!(!doctor.stdout.is_empty(), "{doctor:?}");
    assert!(String::from_utf8(doctor.stderr).unwrap().contains("damaged"));
}
