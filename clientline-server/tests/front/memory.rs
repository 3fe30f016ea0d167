//! What the bodies of all requests, and of all answers, may take together.

use std::{
    io::{Read, Write},
    net::TcpStream,
    thread::sleep,
    time::Duration,
};

use clientline_server::config::Limits;

use crate::running::{Answer, LARGE_BYTES, Running, answer, limits, serve};

/// Asks until it is answered with a status: what others let go of comes back soon.
fn until(status: u16, mut ask: impl FnMut() -> Answer) -> Answer {
    for _ in 0..1_000 {
        let answer = ask();
        if answer.status == status {
            return answer;
        }
        sleep(Duration::from_millis(10));
    }
    panic!("no answer is {status}");
}

/// Asks for a long answer, and leaves it lying after its first bytes.
fn ask_and_leave(server: &Running, method: &str) -> TcpStream {
    let mut stream = server.connect();
    let head = format!("{method} /large HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    let mut begun = [0; 12];
    stream.read_exact(&mut begun).unwrap();
    assert_eq!(&begun, b"HTTP/1.1 200");
    stream
}

#[test]
fn answers_that_lie_are_bounded_and_small_ones_pass() {
    let server = serve(Limits { answer_memory_bytes: LARGE_BYTES * 3 / 2, ..limits() });
    let mut left = ask_and_leave(&server, "GET");
    let refused = server.ask("GET /large", "");
    assert_eq!((refused.status, &*refused.code()), (503, "overloaded"));
    assert_eq!(refused.header("retry-after"), Some("1"));
    assert_eq!(server.ask("GET /things", "").status, 200);
    assert_eq!(server.post(r#"{"name": "small"}"#).status, 201);
    // What is read to its end frees the budget,
    let mut taken = 0;
    let mut part = vec![0; 1 << 16];
    while taken < LARGE_BYTES {
        taken += left.read(&mut part).unwrap();
    }
    let passed = until(200, || server.ask("GET /large", ""));
    assert_eq!(passed.body.len(), LARGE_BYTES);
    // and so does a client that leaves.
    drop(ask_and_leave(&server, "GET"));
    until(200, || server.ask("GET /large", ""));
}

#[test]
fn changes_are_answered_though_reads_lie_and_are_refused_before_they_begin() {
    let server = serve(Limits { answer_memory_bytes: LARGE_BYTES * 3 / 2, ..limits() });
    let _read = ask_and_leave(&server, "GET");
    let changes = [ask_and_leave(&server, "POST"), ask_and_leave(&server, "POST")];
    let refused = server.ask_with_body("POST /held", "", "");
    assert_eq!((refused.status, &*refused.code()), (503, "overloaded"));
    assert!(server.told.try_recv().is_err(), "it did not begin");
    drop(changes);
    until(200, || server.ask_with_body("POST /large", "", ""));
}

#[test]
fn bodies_that_come_slowly_are_bounded_and_small_ones_pass() {
    let deadline = Duration::from_mins(1);
    let server = serve(Limits {
        body_bytes: 1 << 20,
        body_memory_bytes: 100_000,
        body_deadline: deadline,
        ..limits()
    });
    let named = |letters: usize| format!(r#"{{"name": "{}"}}"#, "n".repeat(letters));
    let (long, large) = (named(150_000), named(60_000));
    let counted = |bytes: usize| {
        let line = format!("clientline_http_request_body_bytes {bytes}\n");
        for _ in 0..1_000 {
            if server.metrics.text().contains(&line) {
                return;
            }
            sleep(Duration::from_millis(10));
        }
        panic!("{line} is not in {}", server.metrics.text());
    };
    let mut slow = server.connect();
    let length = long.len();
    let head = format!(
        "POST /things HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\n\r\n"
    );
    slow.write_all(head.as_bytes()).unwrap();
    let (first, last) = long.split_at(length - 1);
    slow.write_all(first.as_bytes()).unwrap();
    counted(length - 1 - (32 << 10));
    let refused = server.post(&large);
    assert_eq!((refused.status, &*refused.code()), (503, "overloaded"));
    assert_eq!(server.post(r#"{"name": "small"}"#).status, 201);
    slow.write_all(last.as_bytes()).unwrap();
    assert_eq!(answer(&mut slow, true).status, 201, "alone it may be as long as any");
    counted(0);
    assert_eq!(server.post(&large).status, 201);
}
