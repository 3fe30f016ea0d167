//! A server of one's own, to see what happens when it fails.

use std::{fs, net::TcpListener, path::PathBuf, process::Command, thread, time::Duration};

/// A durable server that may be stopped and frozen, and goes when this does.
#[derive(Debug)]
pub struct Cluster {
    name: String,
    url: String,
}

impl Cluster {
    /// Starts a server with no database but its own.
    #[must_use]
    pub fn start() -> Self {
        let name = std::process::id().to_string();
        let url = crate::start(&["--own", &name]);
        Self { name, url }
    }

    /// Starts a server that takes encrypted connections on a port of this machine too;
    /// its certificate is for `localhost`.
    ///
    /// # Panics
    ///
    /// If this machine has no free port, or the server does not start.
    #[must_use]
    pub fn with_tls() -> (Self, u16) {
        let free = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let name = std::process::id().to_string();
        let url = crate::start(&["--own", &name, "--tls", &port.to_string()]);
        // The socket is named by the port.
        let url = url.replacen("localhost", &format!("localhost:{port}"), 1);
        (Self { name, url }, port)
    }

    /// Returns the certificate of an authority: `authority`, who signed the server's, or
    /// `stranger`.
    #[must_use]
    pub fn certificate(&self, authority: &str) -> PathBuf {
        self.home().join("tls").join(authority).with_extension("crt")
    }

    /// Returns the address of its own database, which is without any table.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Ends every connection, and the server.
    pub fn stop(&self) {
        self.end("INT");
    }

    /// Starts the server after it was stopped.
    pub fn start_again(&self) {
        crate::start(&["--own", &self.name]);
    }

    /// Stops the time of every process of the server: connections stay, and
    /// nothing is answered.
    pub fn freeze(&self) {
        self.signal_all("STOP");
    }

    /// Lets the time of a frozen server go on.
    pub fn thaw(&self) {
        self.signal_all("CONT");
    }

    /// Returns what the server has logged.
    ///
    /// # Panics
    ///
    /// If its log can't be read.
    #[must_use]
    pub fn log(&self) -> String {
        fs::read_to_string(self.home().join("log")).unwrap()
    }

    fn home(&self) -> PathBuf {
        let (_, home) = self.url.split_once("host=").unwrap();
        home.into()
    }

    /// Returns the identifier of the server's first process, which all others are children
    /// of, while it runs.
    #[must_use]
    pub fn process(&self) -> Option<String> {
        let file = fs::read_to_string(self.home().join("data/postmaster.pid")).ok()?;
        file.lines().next().map(str::to_owned)
    }

    fn signal_all(&self, signal: &str) {
        let first = self.process().unwrap();
        // The first one first, so that it makes no more of them meanwhile.
        kill(signal, &first);
        for child in children(&first) {
            kill(signal, &child);
        }
    }

    fn end(&self, signal: &str) {
        if let Some(first) = self.process() {
            kill(signal, &first);
        }
        while self.process().is_some() {
            thread::sleep(Duration::from_millis(20));
        }
    }
}

/// The processes that a process started, and that still run.
fn children(parent: &str) -> Vec<String> {
    let listed = fs::read_dir("/proc").unwrap().flatten();
    let parent_of = |process: &str| {
        let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
        // After the name, which stands in brackets, comes the state, then the parent.
        let (_, rest) = stat.rsplit_once(')')?;
        rest.split_whitespace().nth(1).map(str::to_owned)
    };
    listed
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|process| parent_of(process).as_deref() == Some(parent))
        .collect()
}

/// Signals one process; it may have ended meanwhile.
fn kill(signal: &str, process: &str) {
    Command::new("kill").args([&format!("-{signal}"), process]).output().unwrap();
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if self.process().is_some() {
            self.thaw();
            self.end("QUIT");
        }
        // A folder that stays is in the system's own for what is temporary.
        fs::remove_dir_all(self.home()).ok();
        for suffix in ["lock", "lock.log", "lock.used"] {
            fs::remove_file(self.home().with_extension(suffix)).ok();
        }
    }
}
