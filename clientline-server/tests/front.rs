//! The front, attacked through real sockets.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure")]

use std::{
    io::{ErrorKind, Read, Write},
    net::{SocketAddr, TcpStream},
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use clientline_server::{
    body,
    config::Limits,
    front::{Ended, Front, Lifecycle, Methods, Server, Stage},
    query,
};
use poem::{
    Request, Response, Route, RouteMethod,
    endpoint::make,
    http::{Method, StatusCode},
};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::{Mutex, oneshot};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Thing {
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Filter {
    limit: Option<u32>,
}

/// A server on a port of its own, with handlers that can be held up.
struct Running {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    ended: Option<JoinHandle<Ended>>,
    /// Lets one held handler go on.
    go_on: tokio::sync::mpsc::UnboundedSender<()>,
    /// Says that a held handler has begun, or has finished.
    told: Receiver<&'static str>,
}

fn routes(go_on: tokio::sync::mpsc::UnboundedReceiver<()>, tell: Sender<&'static str>) -> Route {
    let go_on = Arc::new(Mutex::new(go_on));
    let held = move |_request: Request| {
        let (go_on, tell) = (Arc::clone(&go_on), tell.clone());
        async move {
            tell.send("begun").unwrap();
            go_on.lock().await.recv().await;
            tell.send("finished").unwrap();
            poem::Result::<_>::Ok("held".to_owned())
        }
    };
    let create = |mut request: Request| async move {
        let thing: Thing = body::read(&mut request).await?;
        poem::Result::<_>::Ok(Response::builder().status(StatusCode::CREATED).body(thing.name))
    };
    let list = |request: Request| async move {
        let filter: Filter = query::read(&request)?;
        poem::Result::<_>::Ok(format!("limit {:?}", filter.limit))
    };
    let panic = |_request: Request| async move {
        assert_eq!(1, 2, "boom");
        poem::Result::<_>::Ok(())
    };
    let live = |_request: Request| async { "live" };
    let get = |_request: Request| async { "a thing" };
    Route::new()
        .at("/things", RouteMethod::new().get(make(list)).post(make(create)))
        .at("/things/:id", RouteMethod::new().get(make(get)))
        .at("/held", RouteMethod::new().get(make(held.clone())).post(make(held)))
        .at("/panic", RouteMethod::new().get(make(panic)))
        .at("/health/live", RouteMethod::new().get(make(live)))
}

fn methods() -> Methods {
    Methods::of(
        [
            ("/things", Method::GET),
            ("/things", Method::POST),
            ("/things/:id", Method::GET),
            ("/held", Method::GET),
            ("/held", Method::POST),
            ("/panic", Method::GET),
            ("/health/live", Method::GET),
        ]
        .map(|(path, method)| (path.to_owned(), method)),
    )
}

/// Limits that a test reaches quickly, and that a slow machine does not.
fn limits() -> Limits {
    Limits {
        body_bytes: 1000,
        header_deadline: Duration::from_millis(300),
        body_deadline: Duration::from_millis(300),
        drain_notice: Duration::ZERO,
        ..Limits::default()
    }
}

fn serve(limits: Limits) -> Running {
    let (go_on, may_go_on) = tokio::sync::mpsc::unbounded_channel();
    let (tell, told) = channel();
    let (stop, stopped) = oneshot::channel();
    let (here, address) = channel();
    let ended = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let origins = vec!["http://localhost:5173".parse().unwrap()];
            let inner = routes(may_go_on, tell);
            let front = Front::new(inner, methods(), origins, limits, Lifecycle::new());
            let server = Server::bind("127.0.0.1:0".parse().unwrap(), front).await.unwrap();
            here.send(server.local_addr().unwrap()).unwrap();
            let stop = async {
                let _ = stopped.await;
            };
            server.run(stop).await
        })
    });
    let address = address.recv().unwrap();
    Running { address, stop: Some(stop), ended: Some(ended), go_on, told }
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().skip(1);
        let mut fields = lines.filter_map(|line| line.split_once(": "));
        fields.find(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The code of the problem that this has to be.
    fn code(&self) -> String {
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{}", self.head);
        let problem: Value = serde_json::from_str(&self.body).unwrap();
        assert_eq!(problem["status"], json!(self.status));
        assert_eq!(problem["request_id"].as_str(), self.header("x-request-id"));
        problem["code"].as_str().unwrap().to_owned()
    }
}

/// Reads one answer, with a body only if its length says so.
fn answer(stream: &mut TcpStream, has_body: bool) -> Answer {
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).unwrap();
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let mut answer = Answer { status, head, body: String::new() };
    let length: usize = answer.header("content-length").map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; if has_body { length } else { 0 }];
    stream.read_exact(&mut body).unwrap();
    answer.body = String::from_utf8(body).unwrap();
    answer
}

impl Running {
    fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).unwrap()
    }

    /// Sends bytes on a connection of its own and reads the answer.
    fn send(&self, bytes: &str) -> Answer {
        let mut stream = self.connect();
        stream.write_all(bytes.as_bytes()).unwrap();
        answer(&mut stream, !bytes.starts_with("HEAD"))
    }

    fn ask(&self, line: &str, headers: &str) -> Answer {
        self.send(&format!("{line} HTTP/1.1\r\nhost: api.local\r\n{headers}\r\n"))
    }

    fn post(&self, body: &str) -> Answer {
        self.ask_with_body("POST /things", "content-type: application/json\r\n", body)
    }

    fn ask_with_body(&self, line: &str, headers: &str, body: &str) -> Answer {
        let length = body.len();
        let head = format!("{line} HTTP/1.1\r\nhost: api.local\r\ncontent-length: {length}\r\n");
        self.send(&format!("{head}{headers}\r\n{body}"))
    }

    fn stop(&mut self) {
        let _ = self.stop.take().unwrap().send(());
    }

    fn ended(mut self) -> Ended {
        self.ended.take().unwrap().join().unwrap()
    }
}

/// Whether the server has closed this connection, within a patience far beyond
/// every deadline of these tests.
fn is_closed(stream: &mut TcpStream) -> bool {
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    match stream.read(&mut [0; 64]) {
        Ok(0) => true,
        Ok(_) => false,
        Err(error) => error.kind() == ErrorKind::ConnectionReset,
    }
}

#[test]
fn a_head_that_never_ends_loses_its_connection() {
    let server = serve(limits());
    let mut slow = server.connect();
    slow.write_all(b"GET /things HTTP/1.1\r\nhost: x\r\nx-slow: ").unwrap();
    assert!(is_closed(&mut slow));
    let mut silent = server.connect();
    assert!(is_closed(&mut silent));
}

#[test]
fn a_body_that_never_ends_is_told_so_while_others_are_served() {
    let server = serve(Limits { concurrency: 1, ..limits() });
    let mut slow = server.connect();
    slow.write_all(
        b"POST /things HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n\
          content-length: 100\r\n\r\n{\"name\":",
    )
    .unwrap();
    assert_eq!(server.post(r#"{"name": "quick"}"#).status, 201);
    let slow = answer(&mut slow, true);
    assert_eq!((slow.status, &*slow.code()), (408, "body_too_slow"));
}

#[test]
fn a_body_over_the_limit_is_refused_before_it_is_read() {
    let server = serve(limits());
    let mut large = server.connect();
    large
        .write_all(b"POST /things HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000000\r\n\r\n")
        .unwrap();
    let large = answer(&mut large, true);
    assert_eq!((large.status, &*large.code()), (413, "body_too_large"));
}

#[test]
fn a_body_over_the_limit_is_counted_when_no_length_is_announced() {
    let server = serve(limits());
    let mut stream = server.connect();
    stream
        .write_all(
            b"POST /things HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n\
              transfer-encoding: chunked\r\n\r\n",
        )
        .unwrap();
    for _ in 0..20 {
        stream.write_all(format!("64\r\n{}\r\n", " ".repeat(100)).as_bytes()).unwrap();
    }
    let large = answer(&mut stream, true);
    assert_eq!((large.status, &*large.code()), (413, "body_too_large"));
}

#[test]
fn the_refusal_of_a_large_body_reaches_a_client_that_goes_on_sending() {
    let server = serve(limits());
    let large = server.post(&" ".repeat(500_000));
    assert_eq!((large.status, &*large.code()), (413, "body_too_large"));
}

#[test]
fn a_body_of_exactly_the_limit_passes() {
    let server = serve(limits());
    let name = "n".repeat(1000 - r#"{"name":""}"#.len());
    assert_eq!(server.post(&format!(r#"{{"name":"{name}"}}"#)).body, name);
}

#[test]
fn garbage_is_no_reason_to_stop_serving() {
    let server = serve(limits());
    for garbage in [
        "\0\x01\x02\x03\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "POST /things HTTP/1.1\r\ncontent-length: -1\r\n\r\n",
        "POST /things HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n",
        "POST /things HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
    ] {
        let mut stream = server.connect();
        stream.write_all(garbage.as_bytes()).unwrap();
        let mut said = Vec::new();
        let _ = stream.read_to_end(&mut said);
        let said = String::from_utf8(said).unwrap();
        assert!(said.is_empty() || said.starts_with("HTTP/1.1 4"), "{garbage:?}: {said}");
    }
    assert_eq!(server.ask("GET /things/1", "").status, 200);
}

#[test]
fn a_head_that_is_too_large_is_refused() {
    let server = serve(limits());
    let large = server.ask("GET /things/1", &format!("x-large: {}\r\n", "x".repeat(20_000)));
    assert_eq!(large.status, 431);
    assert_eq!(server.ask("GET /things/1", &"x-many: 1\r\n".repeat(100)).status, 431);
}

#[test]
fn a_connection_over_the_cap_waits_until_one_ends() {
    let limits = Limits { connections: 1, header_deadline: Duration::from_secs(60), ..limits() };
    let server = serve(limits);
    let mut first = server.connect();
    first.write_all(b"GET /things/1 HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    assert_eq!(answer(&mut first, true).status, 200);
    let mut second = server.connect();
    second.write_all(b"GET /things/2 HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    second.set_read_timeout(Some(Duration::from_millis(200))).unwrap();
    let waits = second.read(&mut [0; 1]).unwrap_err().kind();
    assert!(matches!(waits, ErrorKind::WouldBlock | ErrorKind::TimedOut), "{waits:?}");
    drop(first);
    assert_eq!(answer(&mut second, true).status, 200);
}

#[test]
fn a_request_over_the_cap_is_refused_and_health_is_not() {
    let server = serve(Limits { concurrency: 1, ..limits() });
    let mut held = server.connect();
    held.write_all(b"GET /held HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    assert_eq!(server.told.recv().unwrap(), "begun");
    let refused = server.ask("GET /things/1", "");
    assert_eq!((refused.status, &*refused.code()), (503, "overloaded"));
    assert_eq!(refused.header("retry-after"), Some("1"));
    assert_eq!(server.ask("GET /health/live", "").status, 200);
    server.go_on.send(()).unwrap();
    assert_eq!(answer(&mut held, true).status, 200);
    assert_eq!(server.ask("GET /things/1", "").status, 200);
}

#[test]
fn a_request_that_runs_too_long_is_given_up() {
    let server = serve(Limits { request_deadline: Duration::from_millis(50), ..limits() });
    let late = server.ask("GET /held", "");
    assert_eq!((late.status, &*late.code()), (503, "deadline_exceeded"));
    assert!(late.header("retry-after").is_some());
}

#[test]
fn a_panic_is_an_answer_without_its_words() {
    let server = serve(limits());
    let mut stream = server.connect();
    for _ in 0..2 {
        stream.write_all(b"GET /panic HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
        let panicked = answer(&mut stream, true);
        assert_eq!((panicked.status, &*panicked.code()), (500, "internal"));
        assert!(!panicked.body.contains("boom"));
    }
}

#[test]
fn a_write_runs_to_its_end_though_its_client_leaves() {
    let server = serve(limits());
    let mut client = server.connect();
    client.write_all(b"POST /held HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n").unwrap();
    assert_eq!(server.told.recv().unwrap(), "begun");
    drop(client);
    // The server has seen the client leave once it serves the next one.
    assert_eq!(server.ask("GET /things/1", "").status, 200);
    server.go_on.send(()).unwrap();
    assert_eq!(server.told.recv_timeout(Duration::from_secs(20)), Ok("finished"));
}

#[test]
fn a_body_is_read_strictly() {
    let server = serve(limits());
    for (body, status, code, pointer) in [
        (r#"{"name": "a", "name": "b"}"#, 422, "invalid_request", "/name"),
        (r#"{"name": "a", "zz": 1}"#, 422, "invalid_request", "/zz"),
        (r#"{"name": 1}"#, 422, "invalid_request", "/name"),
        (r#"{"name": "\u0000"}"#, 422, "invalid_request", "/name"),
        (r#"{"name": "#, 400, "malformed_json", ""),
        ("", 400, "malformed_json", ""),
    ] {
        let refused = server.post(body);
        assert_eq!((refused.status, &*refused.code()), (status, code), "{body}");
        let problem: Value = serde_json::from_str(&refused.body).unwrap();
        if status == 422 {
            assert_eq!(problem["errors"][0]["pointer"], json!(pointer), "{body}");
        }
    }
    let other = server.ask_with_body("POST /things", "content-type: text/plain\r\n", "{}");
    assert_eq!((other.status, &*other.code()), (415, "unsupported_media_type"));
    let none = server.ask_with_body("POST /things", "", "{}");
    assert_eq!(none.status, 415);
}

#[test]
fn an_unknown_parameter_is_named() {
    let server = serve(limits());
    assert_eq!(server.ask("GET /things?limit=3", "").body, "limit Some(3)");
    let refused = server.ask("GET /things?limt=3", "");
    assert_eq!((refused.status, &*refused.code()), (422, "invalid_request"));
    assert!(refused.body.contains(r#""pointer":"?limt""#));
}

#[test]
fn head_is_get_without_the_body() {
    let server = serve(limits());
    let head = server.ask("HEAD /things/1", "");
    assert_eq!((head.status, head.header("content-length")), (200, Some("7")));
    let mut stream = server.connect();
    stream.write_all(b"HEAD /things/1 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
    let mut all = String::new();
    stream.read_to_string(&mut all).unwrap();
    assert!(all.ends_with("\r\n\r\n"), "{all}");
}

#[test]
fn options_and_a_wrong_method_name_the_right_ones() {
    let server = serve(limits());
    let options = server.ask("OPTIONS /things", "");
    assert_eq!((options.status, options.header("allow")), (204, Some("GET, HEAD, POST, OPTIONS")));
    for (line, allow) in [
        ("DELETE /things", "GET, HEAD, POST, OPTIONS"),
        ("PUT /things/1", "GET, HEAD, OPTIONS"),
        ("TRACE /things/1", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"),
        ("CONNECT things:80", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"),
    ] {
        let refused = server.ask(line, "");
        assert_eq!((refused.status, &*refused.code()), (405, "method_not_allowed"), "{line}");
        assert_eq!(refused.header("allow"), Some(allow), "{line}");
    }
    let nothing = server.ask("OPTIONS /nowhere", "");
    assert_eq!((nothing.status, &*nothing.code()), (404, "not_found"));
}

#[test]
fn a_trailing_slash_makes_no_difference() {
    let server = serve(limits());
    assert_eq!(server.ask("GET /things/?limit=3", "").body, "limit Some(3)");
    assert_eq!(server.ask("GET /things/1/", "").status, 200);
    assert_eq!(server.ask("DELETE /things/", "").header("allow"), Some("GET, HEAD, POST, OPTIONS"));
}

#[test]
fn every_answer_has_a_sane_request_id_and_the_security_headers() {
    let server = serve(limits());
    for line in ["GET /things/1", "GET /nowhere", "DELETE /things", "GET /panic"] {
        let given = server.ask(line, "x-request-id: desk-7.a_B\r\n");
        assert_eq!(given.header("x-request-id"), Some("desk-7.a_B"), "{line}");
        let forged = server.ask(line, "x-request-id: {\"a\": 1}\r\n");
        let made = forged.header("x-request-id").unwrap();
        assert!(!made.is_empty() && !made.contains('{'), "{line}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("cache-control", "no-store"),
            ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
        ] {
            assert_eq!(given.header(name), Some(value), "{line}");
        }
    }
}

#[test]
fn pages_of_allowed_origins_may_ask_and_others_are_refused() {
    let server = serve(limits());
    let own = server.ask("GET /things/1", "origin: http://api.local\r\n");
    assert_eq!(own.status, 200);
    assert_eq!(own.header("access-control-allow-origin"), None);
    let page = "origin: http://localhost:5173\r\n";
    for line in ["GET /things/1", "GET /nowhere"] {
        let allowed = server.ask(line, page);
        let origin = allowed.header("access-control-allow-origin");
        assert_eq!(origin, Some("http://localhost:5173"), "{line}");
        assert_eq!(allowed.header("vary"), Some("origin"));
    }
    let first = format!("{page}access-control-request-method: PATCH\r\n");
    let preflight = server.ask("OPTIONS /things", &first);
    assert_eq!(preflight.status, 204);
    assert!(preflight.header("access-control-allow-methods").unwrap().contains("PATCH"));
    assert!(preflight.header("access-control-allow-headers").unwrap().contains("idempotency-key"));
    let foreign = server.ask("GET /things/1", "origin: http://evil.example\r\n");
    assert_eq!((foreign.status, &*foreign.code()), (403, "origin_not_allowed"));
    assert_eq!(foreign.header("access-control-allow-origin"), None);
}

#[test]
fn a_server_told_to_stop_finishes_what_runs_and_takes_nothing_new() {
    let mut server = serve(limits());
    let mut held = server.connect();
    held.write_all(b"POST /held HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n").unwrap();
    assert_eq!(server.told.recv().unwrap(), "begun");
    server.stop();
    let patience = Instant::now() + Duration::from_secs(20);
    while TcpStream::connect(server.address).is_ok() {
        assert!(Instant::now() < patience, "the door stays open");
    }
    server.go_on.send(()).unwrap();
    let held = answer(&mut held, true);
    assert_eq!((held.status, &*held.body), (200, "held"));
    assert_eq!(server.ended(), Ended::Drained);
}

#[test]
fn a_write_whose_client_left_is_waited_for() {
    let mut server = serve(limits());
    let mut client = server.connect();
    client.write_all(b"POST /held HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n").unwrap();
    assert_eq!(server.told.recv().unwrap(), "begun");
    drop(client);
    server.stop();
    server.go_on.send(()).unwrap();
    assert_eq!(server.told.recv_timeout(Duration::from_secs(20)), Ok("finished"));
    assert_eq!(server.ended(), Ended::Drained);
}

#[test]
fn an_idle_connection_does_not_hold_a_drain_up() {
    let mut server = serve(Limits { header_deadline: Duration::from_secs(600), ..limits() });
    let mut idle = server.connect();
    idle.write_all(b"GET /things/1 HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    assert_eq!(answer(&mut idle, true).status, 200);
    server.stop();
    assert!(is_closed(&mut idle));
    assert_eq!(server.ended(), Ended::Drained);
}

#[test]
fn what_outlasts_the_drain_is_cut_off() {
    let mut server = serve(Limits { drain: Duration::from_millis(50), ..limits() });
    let mut held = server.connect();
    held.write_all(b"GET /held HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    assert_eq!(server.told.recv().unwrap(), "begun");
    server.stop();
    assert_eq!(server.ended(), Ended::CutOff);
}

#[tokio::test]
async fn readiness_goes_before_the_door_closes() {
    let life = Lifecycle::new();
    let notice = Duration::from_millis(200);
    let limits = Limits { drain_notice: notice, ..limits() };
    let front = Front::new(Route::new(), methods(), Vec::new(), limits, life.clone());
    let server = Server::bind("127.0.0.1:0".parse().unwrap(), front).await.unwrap();
    let address = server.local_addr().unwrap();
    let running = tokio::spawn(server.run(async {}));
    life.reached(Stage::Leaving).await;
    assert_eq!(life.stage(), Stage::Leaving);
    assert!(tokio::net::TcpStream::connect(address).await.is_ok());
    assert_eq!(running.await.unwrap(), Ended::Drained);
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}
