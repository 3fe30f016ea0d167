//! The front, attacked through real sockets.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure")]

mod attacks;
mod crowds;
mod leaving;
mod memory;
mod rates;
mod running;

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

use clientline_server::{
    config::Limits,
    front::{Ended, Front, Lifecycle, Server, ServerStage},
};
use poem::Route;
use serde_json::{Value, json};

use crate::running::{answer, is_closed, limits, methods, serve, surroundings};

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
fn a_server_shutdown_requested_finishes_what_runs_and_takes_nothing_new() {
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
    let mut server = serve(Limits { header_deadline: Duration::from_mins(10), ..limits() });
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
    let front = Front::new(Route::new(), methods(), surroundings(limits, life.clone()));
    let server = Server::bind("127.0.0.1:0".parse().unwrap(), front).await.unwrap();
    let address = server.local_addr().unwrap();
    let running = tokio::spawn(server.run(async {}));
    life.reached(ServerStage::Leaving).await;
    assert_eq!(life.stage(), ServerStage::Leaving);
    assert!(tokio::net::TcpStream::connect(address).await.is_ok());
    assert_eq!(running.await.unwrap(), Ended::Drained);
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}
