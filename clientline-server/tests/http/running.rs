//! The built server as a process, and a client of it.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::Arc,
    time::Duration,
};

use crate::{http::contract::Contract, place::Place};
use clientline_core::{ClientLine, engine::PlatformScope, model::Role, value::Name};
use serde_json::{Value, json};
use ureq::http::{HeaderMap, Request, request};

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
    said.trim().strip_prefix(words).unwrap().to_owned()
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
}

impl Server {
    /// Starts a server that lets clients send as fast as they can.
    pub(crate) fn start(place: &Place) -> Self {
        let rates = ["--token-rate", "0", "--organization-rate", "0", "--public-rate", "0"];
        Self::start_with(place, &[&rates[..], &["--address-connections", "0"]].concat())
    }

    /// Starts a server on a free port, which it names in its log.
    pub(crate) fn start_with(place: &Place, arguments: &[&str]) -> Self {
        let mut process = command(place)
            .args(["--listen", "127.0.0.1:0", "--log-format", "json"])
            .args(["--drain-notice-seconds", "0"])
            .args(arguments)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut log = BufReader::new(process.stderr.take().unwrap()).lines();
        // What lapsed while no server ran may be told before it.
        let address = log.find_map(|line| {
            let line: Value = serde_json::from_str(&line.unwrap()).unwrap();
            Some(line["address"].as_str()?.to_owned())
        });
        let address = address.unwrap();
        // The pipe is read on, or the server would block on it.
        std::thread::spawn(move || log.for_each(drop));
        Self { process, address }
    }

    pub(crate) fn client(&self, token: &str) -> Client {
        Client::new(&self.address, token)
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

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A server with one organization, and its admin's client.
pub(crate) struct House {
    pub(crate) client: Client,
    /// A client without a token.
    pub(crate) open: Client,
    server: Server,
    place: Place,
}

impl House {
    pub(crate) fn open() -> Self {
        let place = Place::make();
        let token = organization(&place, "atelier");
        let server = Server::start(&place);
        let client = server.client(&token).bound_by_contract();
        let open = client.with("");
        Self { client, open, server, place }
    }

    /// The platform's client, with a key of its own.
    pub(crate) fn platform(&self) -> Client {
        let key = printed(command(&self.place).arg("platform-key"), "platform token: ");
        self.server.client(&key).bound_by_contract()
    }
}

/// What a server answered.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    /// The body of an answer that has to have this status.
    #[track_caller]
    pub(crate) fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        self.json()
    }

    /// The status and the code of a failure.
    pub(crate) fn code(&self) -> (u16, String) {
        (self.status, self.json()["code"].as_str().unwrap_or_default().to_owned())
    }
}

/// Sends requests with a token.
#[derive(Clone)]
pub(crate) struct Client {
    agent: ureq::Agent,
    address: String,
    token: String,
    /// What every answer is held against, if anything.
    contract: Option<Arc<Contract>>,
}

impl Client {
    pub(crate) fn new(address: &str, token: &str) -> Self {
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_mins(1)))
            .build()
            .into();
        Self { agent, address: address.to_owned(), token: token.to_owned(), contract: None }
    }

    /// A client of the same server with the same token, whose answers are held
    /// against nothing: for what the document does not name.
    pub(crate) fn new_beside(other: &Self) -> Self {
        Self::new(&other.address, &other.token)
    }

    /// Holds every answer from now on against the server's document.
    pub(crate) fn bound_by_contract(self) -> Self {
        let document = self.get("/openapi.json").expect(200);
        Self { contract: Some(Arc::new(Contract::new(document))), ..self }
    }

    /// The same client with another token.
    pub(crate) fn with(&self, token: &str) -> Self {
        Self { token: token.to_owned(), ..self.clone() }
    }

    /// Sends `METHOD /path`; an error says that no answer came.
    pub(crate) fn send(
        &self,
        line: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Result<Answer, ureq::Error> {
        let (method, path) = line.split_once(' ').unwrap();
        let mut request = self.request(method, path);
        if body.is_some() {
            request = request.header("content-type", "application/json");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = body.map(Value::to_string).unwrap_or_default();
        self.run(line, request.body(body).unwrap())
    }

    fn request(&self, method: &str, path: &str) -> request::Builder {
        let request =
            Request::builder().method(method).uri(format!("http://{}{path}", self.address));
        if self.token.is_empty() {
            return request;
        }
        request.header("authorization", format!("Bearer {}", self.token))
    }

    fn run(&self, line: &str, request: Request<String>) -> Result<Answer, ureq::Error> {
        let mut answer = self.agent.run(request)?;
        let text = answer.body_mut().read_to_string()?;
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let answer = Answer { status, headers, text };
        if let Some(contract) = &self.contract {
            contract.check(line, &answer);
        }
        Ok(answer)
    }

    /// Sends a text as a body of some kind, or of none that is said.
    pub(crate) fn send_text(&self, line: &str, kind: &str, text: &str) -> Answer {
        let (method, path) = line.split_once(' ').unwrap();
        let mut request = self.request(method, path);
        if !kind.is_empty() {
            request = request.header("content-type", kind);
        }
        self.run(line, request.body(text.to_owned()).unwrap()).unwrap()
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send(&format!("GET {path}"), &[], None).unwrap()
    }

    pub(crate) fn ask(&self, line: &str, body: &Value) -> Answer {
        self.send(line, &[], Some(body)).unwrap()
    }

    /// Makes something and returns it.
    #[track_caller]
    pub(crate) fn make(&self, path: &str, body: &Value) -> Value {
        self.ask(&format!("POST {path}"), body).expect(201)
    }

    /// All items of a list, page by page; `path` has a query.
    pub(crate) fn all(&self, path: &str) -> Vec<Value> {
        let (mut items, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = self.get(&format!("{path}&limit=200{cursor}")).expect(200);
            items.extend(page["items"].as_array().unwrap().iter().cloned());
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => return items,
            }
        }
    }
}

/// The identifier of what was made.
pub(crate) fn id(made: &Value) -> &str {
    made["id"].as_str().unwrap()
}

/// Hours from morning to midnight, every day.
pub(crate) fn every_day(start: &str, end: &str) -> Value {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let windows = days.map(|day| json!({"day": day, "start": start, "end": end}));
    json!({"weekly": windows})
}

/// A date to book for, a week from now, which no horizon or notice forbids.
pub(crate) fn date() -> String {
    #[expect(clippy::disallowed_methods, reason = "the built server runs by the real clock")]
    let now = chrono::Utc::now();
    (now.date_naive() + chrono::Days::new(7)).to_string()
}
