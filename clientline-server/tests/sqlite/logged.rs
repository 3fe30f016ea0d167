//! A server whose log is kept.

use std::{
    io::{self, BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
};

use serde_json::Value;

use crate::{http::running::Client, place::Place};

/// A server that runs until this is dropped, with what it wrote into its log.
pub(crate) struct Logged {
    process: Child,
    address: String,
    log: Arc<Mutex<String>>,
}

impl Logged {
    /// Starts the server on a place's database by a command that lacks only the server's own
    /// arguments.
    ///
    /// # Errors
    ///
    /// When the system does not run the command.
    pub(crate) fn start(mut command: Command, place: &Place) -> io::Result<Self> {
        let mut process = command
            .current_dir(place.folder())
            .args(["--database", &place.database(), "--create", "--listen", "127.0.0.1:0"])
            .args(["--log-format", "json", "--token-rate", "0", "--organization-rate", "0"])
            .stderr(Stdio::piped())
            .spawn()?;
        let mut lines = BufReader::new(process.stderr.take().unwrap()).lines();
        let address = lines.find_map(|line| {
            let line: Value = serde_json::from_str(&line.unwrap()).unwrap();
            Some(line["address"].as_str()?.to_owned())
        });
        let address = address.unwrap();
        let log = Arc::new(Mutex::new(String::new()));
        let written = Arc::clone(&log);
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                written.lock().unwrap().push_str(&line);
            }
        });
        Ok(Self { process, address, log })
    }

    pub(crate) fn client(&self, token: &str) -> Client {
        Client::new(&self.address, token)
    }

    /// What it wrote so far.
    pub(crate) fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }
}

impl Drop for Logged {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
