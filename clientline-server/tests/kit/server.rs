//! The built server as a process, and its commands.

use std::{
    io::{self, BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex, mpsc},
    thread,
    time::Duration,
};

use clientline_core::{ClientLine, engine::PlatformScope, model::Role, value::Name};

use super::{Client, Place};

/// The program, at a place but on no database in particular.
pub(crate) fn program(place: &Place) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_clientline-server"));
    // Away from this repository, whose `.env` is none of the test's business.
    command.current_dir(place.folder());
    command
}

/// The program on the place's database.
pub(crate) fn command(place: &Place) -> Command {
    let mut command = program(place);
    command.args(["--database", &place.database(), "--create"]);
    command
}

/// What a command prints behind these words.
pub(crate) fn printed(command: &mut Command, words: &str) -> String {
    let done = command.output().unwrap();
    assert!(done.status.success(), "{done:?}");
    let said = String::from_utf8(done.stdout).unwrap();
    let told = said.trim().strip_prefix(words).unwrap();
    // What is asked for by its words is one line.
    let end = if words.is_empty() { told.len() } else { told.find('\n').unwrap_or(told.len()) };
    told[..end].to_owned()
}

/// The command that makes an organization.
pub(crate) fn making(place: &Place, slug: &str) -> Command {
    let mut command = command(place);
    command
        .args(["organization", "create", "--slug", slug, "--name", slug])
        .args(["--email", &format!("{slug}@example.com")])
        .args(["--currency", "EUR", "--time-zone", "Europe/Riga"]);
    command
}

/// Makes an organization and returns its admin's token.
pub(crate) fn organization(place: &Place, slug: &str) -> String {
    printed(&mut making(place, slug), "admin token: ")
}

/// Makes a key of each role in an organization, while no server runs.
pub(crate) fn keys<const N: usize>(place: &Place, slug: &str, roles: [Role; N]) -> [String; N] {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let client = ClientLine::new(runtime.block_on(place.storage()));
    let platform = PlatformScope::trusted(&client);
    let key = async |role| {
        let tenant = platform.find(&slug.parse().unwrap()).await.unwrap();
        let made = platform.create_api_key(tenant, Name::parse("key").unwrap(), role).await;
        made.unwrap().expose().to_owned()
    };
    roles.map(|role| runtime.block_on(key(role)))
}

/// A server that runs until it is told to stop, is killed, or is dropped.
pub(crate) struct Server {
    process: Child,
    pub(crate) address: String,
    /// The address of its metrics, if it serves them.
    pub(crate) metrics: Option<String>,
    log: Arc<Mutex<String>>,
}

/// What a test's own server does at once that others do with patience: it listens on a
/// free port, and stops when it is told to.
const AT_ONCE: [&str; 4] = ["--listen", "127.0.0.1:0", "--drain-notice-seconds", "0"];

impl Server {
    /// Starts a server that lets clients send as fast as they can.
    pub(crate) fn start(place: &Place) -> Self {
        let rates = ["--token-rate", "0", "--organization-rate", "0", "--public-rate", "0"];
        let of_address = ["--address-rate", "0", "--address-connections", "0"];
        Self::start_with(place, &[&rates[..], &of_address[..]].concat())
    }

    /// Starts a server with settings of its own.
    pub(crate) fn start_with(place: &Place, arguments: &[&str]) -> Self {
        Self::run(program(place), place, arguments).unwrap()
    }

    /// Runs a command that lacks only the server's own arguments.
    ///
    /// # Errors
    ///
    /// When the system does not run the command.
    pub(crate) fn run(mut command: Command, place: &Place, arguments: &[&str]) -> io::Result<Self> {
        let mut process = command
            .current_dir(place.folder())
            .args(["--database", &place.database(), "--create"])
            .args(AT_ONCE)
            .args(arguments)
            .stderr(Stdio::piped())
            .spawn()?;
        let lines = BufReader::new(process.stderr.take().unwrap()).lines();
        let log = Arc::new(Mutex::new(String::new()));
        let (tell, told) = mpsc::channel();
        let kept = Arc::clone(&log);
        // The pipe is read on, or the server would block on it.
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if line.contains("serving") {
                    // Nobody listens any more once the server's own address is told.
                    let _ = tell.send(line.clone());
                }
                let mut log = kept.lock().unwrap();
                log.push_str(&line);
                log.push('\n');
            }
        });
        let mut metrics = None;
        let address = loop {
            let line = told.recv_timeout(Duration::from_mins(1));
            let line = line.unwrap_or_else(|_| panic!("{}", log.lock().unwrap()));
            if !line.contains("metrics") {
                break address(&line);
            }
            metrics = Some(address(&line));
        };
        Ok(Self { process, address, metrics, log })
    }

    pub(crate) fn client(&self, token: &str) -> Client {
        Client::new(&self.address, token)
    }

    /// What it wrote into its log so far.
    pub(crate) fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// The identifier of the process.
    pub(crate) fn id(&self) -> u32 {
        self.process.id()
    }

    /// Tells the server to stop, and returns how it ended.
    pub(crate) fn stop(mut self) -> Option<i32> {
        let id = self.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        self.process.wait().unwrap().code()
    }

    /// Ends the server as `kill -9` does.
    pub(crate) fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

/// The address that a line of the log names, in whichever format.
fn address(line: &str) -> String {
    let at = line.find("127.0.0.1:").unwrap();
    let end = |c: char| !(c.is_ascii_digit() || c == '.' || c == ':');
    line[at..].split(end).next().unwrap().to_owned()
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
