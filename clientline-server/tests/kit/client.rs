//! A client of a server, and what it is answered.

use std::{sync::Arc, time::Duration};

use serde_json::Value;
use ureq::http::{HeaderMap, Request, request};

use super::{contract::Contract, rows::Known};

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
    pub(super) known: Arc<Known>,
}

impl Client {
    pub(crate) fn new(address: &str, token: &str) -> Self {
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_mins(1)))
            .build()
            .into();
        let (address, token, known) = (address.to_owned(), token.to_owned(), Arc::default());
        Self { agent, address, token, contract: None, known }
    }

    /// A client of the same server with the same token, whose answers are held
    /// against nothing: for what the document does not name.
    pub(crate) fn new_beside(other: &Self) -> Self {
        let known = Arc::clone(&other.known);
        Self { known, ..Self::new(&other.address, &other.token) }
    }

    /// Holds every answer from now on against the server's document.
    pub(crate) fn bound_by_contract(self) -> Self {
        let contract = Some(Arc::new(Contract::new(self.document())));
        Self { contract, ..self }
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

    /// Where the server is.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Reads a path as bytes: how many came, and with which headers.
    pub(crate) fn send_raw(&self, path: &str, headers: &[(&str, &str)]) -> (usize, HeaderMap) {
        let mut request = self.request("GET", path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut answer = self.agent.run(request.body(String::new()).unwrap()).unwrap();
        let bytes = answer.body_mut().read_to_vec().unwrap();
        (bytes.len(), answer.headers().clone())
    }

    pub(super) fn token(&self) -> &str {
        &self.token
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
