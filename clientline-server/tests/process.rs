//! The built server as a process: its commands, its data, and its end.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure")]
#![cfg(all(unix, feature = "sqlite"))]

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use serde_json::{Value, json};

fn command(directory: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_clientline-server"));
    // Away from this repository, whose `.env` is none of the test's business.
    command.current_dir(directory).args(["--database", "sqlite:test.db"]);
    command
}

/// Makes an organization and returns its admin's token.
fn organization(directory: &Path) -> String {
    let made = command(directory)
        .args(["organization", "create", "--slug", "atelier", "--name", "Atelier"])
        .args(["--email", "a@example.com", "--currency", "EUR", "--time-zone", "Europe/Riga"])
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
    let said = String::from_utf8(made.stdout).unwrap();
    said.trim().strip_prefix("admin token: ").unwrap().to_owned()
}

struct Server {
    process: Child,
    address: String,
}

impl Server {
    /// Starts a server on a free port, which it names in its log.
    fn start(directory: &Path) -> Self {
        let mut process = command(directory)
            .args(["--listen", "127.0.0.1:0", "--log-format", "json"])
            .args(["--drain-notice-seconds", "0"])
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut log = BufReader::new(process.stderr.take().unwrap()).lines();
        let line: Value = serde_json::from_str(&log.next().unwrap().unwrap()).unwrap();
        let address = line["address"].as_str().unwrap().to_owned();
        // The pipe is read on, or the server would block on it.
        std::thread::spawn(move || log.for_each(drop));
        Self { process, address }
    }

    fn send(&self, method: &str, path: &str, token: &str, body: Option<&Value>) -> (u16, Value) {
        let agent: ureq::Agent =
            ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("http://{}{path}", self.address))
            .header("authorization", format!("Bearer {token}"))
            .header("content-type", "application/json")
            .body(body.map(Value::to_string).unwrap_or_default())
            .unwrap();
        let mut answer = agent.run(request).unwrap();
        let text = answer.body_mut().read_to_string().unwrap();
        (answer.status().as_u16(), serde_json::from_str(&text).unwrap_or_default())
    }

    /// Tells the server to stop, and returns how it ended.
    fn stop(mut self) -> Option<i32> {
        let id = self.process.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        self.process.wait().unwrap().code()
    }
}

#[test]
fn what_was_acknowledged_is_there_after_a_restart() {
    let directory = tempfile::tempdir().unwrap();
    let token = organization(directory.path());
    let server = Server::start(directory.path());
    assert_eq!(server.send("GET", "/health/ready", "", None).0, 200);
    let new = json!({"name": "Riga", "time_zone": "Europe/Riga"});
    let (status, made) = server.send("POST", "/centers", &token, Some(&new));
    assert_eq!(status, 201, "{made}");
    assert_eq!(server.stop(), Some(0), "a server that is told to stop ends in good order");
    let server = Server::start(directory.path());
    let path = format!("/centers/{}", made["id"].as_str().unwrap());
    assert_eq!(server.send("GET", &path, &token, None), (200, made));
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn a_wrong_setting_keeps_the_server_from_starting_and_is_named() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("wrong.toml"), "listne = 1\n").unwrap();
    let failed = command(directory.path()).args(["--config", "wrong.toml"]).output().unwrap();
    assert_eq!(failed.status.code(), Some(1));
    let said = String::from_utf8(failed.stderr).unwrap();
    assert!(said.contains("wrong.toml") && said.contains("listne"), "{said}");
}
