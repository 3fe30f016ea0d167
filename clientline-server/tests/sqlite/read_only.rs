//! A file that may be read and not written: health and the operator see it.

use std::{
    fs::{Permissions, metadata, read_dir, set_permissions},
    io::ErrorKind,
    os::unix::{
        fs::{MetadataExt as _, PermissionsExt as _, chown},
        process::CommandExt as _,
    },
    path::{Path, PathBuf},
    process::Command,
    thread::sleep,
    time::Duration,
};

use serde_json::json;

use crate::kit::{Place, Server, organization};

/// A user who is not root, whom rights would not bind: by custom the one called `nobody`.
const NOBODY: u32 = 65_534;

/// A folder that nothing in it may be written, nor made or deleted, until this is dropped.
struct ReadOnly<'a>(&'a Path);

fn rights(path: &Path, mode: u32) {
    set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

impl<'a> ReadOnly<'a> {
    fn make(folder: &'a Path, owner: Option<u32>) -> Self {
        let files = read_dir(folder).unwrap().map(|file| file.unwrap().path());
        let files: Vec<PathBuf> = files.collect();
        for path in files.iter().map(PathBuf::as_path).chain([folder]) {
            rights(path, if path == folder { 0o500 } else { 0o400 });
            chown(path, owner, owner).unwrap();
        }
        assert_eq!(files.len(), 3, "the file, its log and the log's index: {files:?}");
        Self(folder)
    }
}

impl Drop for ReadOnly<'_> {
    fn drop(&mut self) {
        rights(self.0, 0o700);
    }
}

#[test]
fn a_file_that_may_not_be_written_is_read_and_not_ready_and_its_cause_is_in_the_log() {
    let place = Place::make();
    let token = organization(&place, "atelier");
    let mut server = Server::start(&place);
    let center = json!({"name": "Riga", "time_zone": "Europe/Riga"});
    let made = server.client(&token).make("/centers", &center);
    // One that ends in good order takes the log with it.
    server.kill();

    let is_root = metadata(place.folder()).unwrap().uid() == 0;
    let owner = is_root.then_some(NOBODY);
    let _read_only = ReadOnly::make(place.folder(), owner);
    let mut command = Command::new(env!("CARGO_BIN_EXE_clientline-server"));
    if let Some(owner) = owner {
        command.uid(owner).gid(owner);
    }
    let server = match Server::run(command, &place, &[]) {
        Err(error) if is_root && error.kind() == ErrorKind::PermissionDenied => {
            eprintln!("skipped: rights don't bind root, and nobody else may run the server");
            return;
        }
        started => started.unwrap(),
    };
    // Said before anybody asks.
    let is_told = || server.log().contains("the database takes no writes");
    for _ in 0..200 {
        if is_told() {
            break;
        }
        sleep(Duration::from_millis(50));
    }
    assert!(is_told(), "{}", server.log());
    let client = server.client(&token);
    let unready = client.get("/health/ready");
    assert_eq!(unready.code(), (503, "storage_unavailable".to_owned()));
    client.get("/health/live").expect(200);
    assert_eq!(client.get("/centers").expect(200)["items"], json!([made]));
    let refused = client.ask("POST /centers", &center);
    assert_eq!(refused.code(), (503, "storage_unavailable".to_owned()));
    assert!(refused.json()["detail"].as_str().unwrap().ends_with('.'), "{}", refused.text);
    assert!(refused.header("retry-after").is_some());
    assert_eq!(client.get("/centers").expect(200)["items"], json!([made]));
    let log = server.log();
    assert!(log.contains("ERROR") && log.contains("readonly"), "{log}");
}
