//! Secrets and personal data, sent through everything that a request has: none of it
//! comes back in the body of an error, and none is in the log or in the metrics.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::kit::{
    Client, Documented, NOBODY, Place, Server, Things, base, kind, one_of_each, open_to_the_public,
    operations, organization,
};

/// What is sent. Each is one that some field takes: a token, a password, a name, an
/// address for mail, a telephone number, and a note.
const CANARIES: [&str; 6] = [
    "cl_key_zzcanarytoken",
    "zzcanarypassword, long enough",
    "Zzcanaryname",
    "zzcanarymail@example.com",
    "+371 29 417 733",
    "zzcanarynote `quoted`, expected <b>",
];

/// Two of them, by turns: so that every place gets some, and every kind gets everywhere.
fn two(turn: usize) -> impl Iterator<Item = &'static str> {
    [turn, turn + 1].into_iter().map(|at| CANARIES[at % CANARIES.len()])
}

/// What of them is looked for, in small letters.
const MARKS: [&str; 3] = ["zzcanary", "29417733", "29 417 733"];

/// What lets a server tell all that it has to tell.
const LOUD: [&str; 10] = [
    "--metrics-listen",
    "127.0.0.1:0",
    "--log-level",
    "debug",
    "--address-rate",
    "0",
    "--token-rate",
    "0",
    "--organization-rate",
    "0",
];

/// The first of the marks that a text has.
fn mark(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    MARKS.into_iter().find(|mark| text.contains(mark))
}

/// All that is sent, and what came of it.
struct Flight {
    client: Client,
    document: Value,
    ours: Things,
    sent: usize,
    refused: usize,
    leaks: BTreeSet<String>,
}

impl Flight {
    fn send(
        &mut self,
        client: &Client,
        line: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) {
        // Whoever is refused before the body was read finds the connection closed.
        let again = |_| Client::new_beside(client).send(line, headers, body).unwrap();
        let answer = client.send(line, headers, body).unwrap_or_else(again);
        self.sent += 1;
        if answer.status < 400 {
            return;
        }
        self.refused += 1;
        assert!(answer.status != 500, "{line} {body:?} {}", answer.text);
        if let Some(mark) = mark(&answer.text) {
            let what = format!("{line} {headers:?} {body:?} tells {mark}: {}", answer.text);
            self.leaks.insert(what.chars().take(600).collect());
        }
    }

    /// The path of an operation: about what is there, unless that would be gone then.
    fn path(&self, operation: &Documented) -> String {
        let ends = operation.method == "DELETE"
            || ["guests_erase", "guests_merge"].contains(&operation.id.as_str());
        operation.at(|name| {
            if ends { NOBODY.to_owned() } else { self.ours[&kind(operation, name)].clone() }
        })
    }

    fn fly(&mut self, operation: &Documented) {
        let client = self.client.clone();
        let path = self.path(operation);
        let line = format!("{} {path}", operation.method);
        let may_have_body = !["GET", "DELETE"].contains(&operation.method.as_str());
        let whole = base(&self.client, operation, &|kind| self.ours[kind].clone());
        let body = may_have_body.then_some(&whole);
        for (place, values) in self.fields(operation) {
            for value in values {
                let mut body = whole.clone();
                put(&mut body, &place, value);
                self.send(&client, &line, &[], Some(&body));
            }
        }
        let turn = operation.id.len();
        if may_have_body {
            for canary in two(turn) {
                self.send(&client, &line, &[], Some(&json!(canary)));
                self.send(&client, &line, &[], Some(&json!([canary])));
            }
        }
        for (at, name) in parameters(operation, "query").into_iter().enumerate() {
            for canary in two(turn + at) {
                let value = encoded(canary);
                self.send(&client, &format!("{line}?{name}={value}"), &[], body);
            }
        }
        for canary in two(turn) {
            self.send(&client, &format!("{line}?{0}={0}", "nonsense"), &[("cookie", canary)], body);
            if operation.path.contains('{') {
                let path = operation.at(|_| encoded(canary));
                self.send(&client, &format!("{} {path}", operation.method), &[], body);
            }
        }
        self.headers(operation, &line, body);
    }

    /// Sends the canaries in every header that the document names, and in others that
    /// a server may be tempted to repeat.
    fn headers(&mut self, operation: &Documented, line: &str, body: Option<&Value>) {
        let (client, stranger) = (self.client.clone(), self.client.with(""));
        let named = parameters(operation, "header");
        let others = ["user-agent", "referer", "origin", "accept", "x-forwarded-for", "forwarded"];
        let names: Vec<&str> = named.iter().map(String::as_str).chain(others).collect();
        let turn = operation.id.len();
        for (at, name) in names.iter().enumerate() {
            for canary in two(turn + at) {
                self.send(&client, line, &[(name, canary)], body);
            }
        }
        for canary in two(turn) {
            let bearer = format!("Bearer {canary}");
            self.send(&stranger, line, &[("authorization", &bearer)], body);
            self.send(&stranger, line, &[("authorization", canary)], body);
            if body.is_some() {
                let typed = Client::new_beside(&client);
                self.send(&typed, line, &[("content-encoding", canary)], body);
            }
        }
        // One that is made of letters alone is repeated, which is what it is for.
        for canary in CANARIES.iter().filter(|canary| canary.contains([' ', '@', '+'])) {
            self.send(&client, line, &[("x-request-id", canary)], body);
        }
    }

    /// Every field of an operation's body, with what is sent in it.
    fn fields(&self, operation: &Documented) -> Vec<(Vec<String>, Vec<Value>)> {
        let schema = &operation.said()["requestBody"]["content"]["application/json"]["schema"];
        let mut places = Vec::new();
        self.places(schema, &mut Vec::new(), &mut places);
        let values = |at: usize| {
            let [one, other] = [at + 2, at + 3].map(|at| CANARIES[at % CANARIES.len()]);
            let texts = two(at).map(|canary| json!(canary));
            texts.chain([json!([one]), json!({ "name": other })]).collect()
        };
        places.into_iter().enumerate().map(|(at, place)| (place, values(at))).collect()
    }

    /// The places of a schema, from outside in.
    fn places(&self, schema: &Value, at: &mut Vec<String>, places: &mut Vec<Vec<String>>) {
        let schema = match schema["$ref"].as_str() {
            Some(pointer) => self.document.pointer(pointer.trim_start_matches('#')).unwrap(),
            None => schema,
        };
        if at.len() > 4 {
            return;
        }
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            at.push(name.clone());
            places.push(at.clone());
            self.places(property, at, places);
            at.pop();
        }
        if schema["items"].is_object() {
            at.push(String::new());
            places.push(at.clone());
            self.places(&schema["items"], at, places);
            at.pop();
        }
        for part in ["allOf", "anyOf", "oneOf"] {
            for schema in schema[part].as_array().into_iter().flatten() {
                self.places(schema, at, places);
            }
        }
    }
}

/// Puts a value at a place; a part without a name is the first item of a list.
fn put(body: &mut Value, place: &[String], value: Value) {
    match place {
        [] => *body = value,
        [name, rest @ ..] if name.is_empty() => {
            if body.as_array().is_none_or(Vec::is_empty) {
                *body = json!([null]);
            }
            put(&mut body[0], rest, value);
        }
        [name, rest @ ..] => {
            if !body.is_object() {
                *body = json!({});
            }
            put(&mut body[name], rest, value);
        }
    }
}

fn parameters(operation: &Documented, place: &str) -> Vec<String> {
    let all = operation.said()["parameters"].as_array().cloned().unwrap_or_default();
    let here = all.iter().filter(|one| one["in"] == place);
    here.map(|one| one["name"].as_str().unwrap().to_owned()).collect()
}

fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |text, byte| format!("{text}%{byte:02X}"))
}

/// Sends everything to a server that logs in a format, and looks for it.
fn fly_over(format: &str) {
    let place = Place::make();
    let token = organization(&place, "ours");
    let loud = [&LOUD[..], &["--log-format", format]].concat();
    let server = Server::start_with(&place, &loud);
    let client = server.client(&token);
    let mut ours = one_of_each(&client);
    open_to_the_public(&client);
    ours.insert("slugs".to_owned(), "ours".to_owned());
    let document = client.get("/openapi.json").expect(200);
    let all = operations(&client);
    let mut flight = Flight { client, document, ours, sent: 0, refused: 0, leaks: BTreeSet::new() };
    for operation in &all {
        flight.fly(operation);
    }
    let metrics = Client::new(server.metrics.as_ref().unwrap(), "").get("/metrics");
    assert!(metrics.text.contains("clientline_http_requests"), "{}", metrics.text);
    let log = server.log();
    let lines = log.lines().count();
    println!(
        "{} requests of {} operations, {} refused; {lines} lines of log, {} leaks",
        flight.sent,
        all.len(),
        flight.refused,
        flight.leaks.len()
    );
    // What is looked for was there to be told: it was stored, and it is refused.
    let guests = flight.client.get("/guests?limit=200").text;
    assert!(mark(&guests).is_some(), "{guests}");
    assert!(flight.sent > 5_000 && flight.refused > 3_000, "{} {}", flight.sent, flight.refused);
    assert!(lines >= flight.sent, "{lines}");
    assert!(log.contains("/guests/:id") && log.contains("DELETE"), "{log}");
    let told: Vec<&str> = log.lines().filter(|line| mark(line).is_some()).take(10).collect();
    assert!(told.is_empty(), "{told:#?}");
    assert_eq!(mark(&metrics.text), None, "{}", metrics.text);
    let leaks: Vec<&String> = flight.leaks.iter().take(20).collect();
    assert!(leaks.is_empty(), "{} leaks: {leaks:#?}", flight.leaks.len());
}

#[test]
fn what_is_secret_or_personal_is_in_no_error_no_metric_and_no_line_of_the_log() {
    fly_over(crate::place::LOG_FORMAT);
}
