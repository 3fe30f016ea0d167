//! What an attacker sends to be in the way of others. Others are served all
//! the while.

use std::io::{Read, Write};

use clientline_server::config::Limits;
use serde_json::{Value, json};

use crate::running::{Running, answer, is_closed, limits, serve};

/// Shows that others are served.
fn others_are_served(server: &Running) {
    assert_eq!(server.ask("GET /things/1", "").status, 200);
    assert_eq!(server.post(r#"{"name": "quick"}"#).status, 201);
}

#[test]
fn three_hundred_connections_that_were_only_half_used_are_in_nobodys_way() {
    let server = serve(limits());
    let begin = |number| {
        let begun: &[u8] = match number % 3 {
            0 => b"",
            1 => b"GET /things/1 HTT",
            _ => b"POST /things HTTP/1.1\r\nhost: x\r\ncontent-length: 50\r\n\r\n{",
        };
        let mut stream = server.connect();
        stream.write_all(begun).unwrap();
        stream
    };
    let mut open: Vec<_> = (0..300).map(begin).collect();
    others_are_served(&server);
    // Those that said nothing, or stopped in their head, are closed; those
    // that stopped in their body are told so.
    assert!(is_closed(&mut open[0]));
    assert!(is_closed(&mut open[1]));
    assert_eq!(answer(&mut open[2], true).status, 408);
    others_are_served(&server);
}

#[test]
fn sixty_four_mebibytes_are_not_taken_in() {
    let server = serve(limits());
    let chunk = vec![b'x'; 64 * 1024];
    for head in ["content-length: 67108864\r\n\r\n", "transfer-encoding: chunked\r\n\r\n"] {
        let chunked = head.starts_with("transfer");
        let mut stream = server.connect();
        let line = "POST /things HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n";
        stream.write_all(format!("{line}{head}").as_bytes()).unwrap();
        // The server stops taking it long before the end.
        for _ in 0..1024 {
            let framed = if chunked { b"10000\r\n".as_slice() } else { b"" };
            let end = if chunked { b"\r\n".as_slice() } else { b"" };
            if stream.write_all(&[framed, &chunk, end].concat()).is_err() {
                break;
            }
        }
        let refused = answer(&mut stream, true);
        assert_eq!((refused.status, &*refused.code()), (413, "body_too_large"));
        others_are_served(&server);
    }
}

#[test]
fn a_body_that_is_nested_deeply_is_refused() {
    let server = serve(Limits { body_bytes: 1 << 20, ..limits() });
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        let refused = server.post(&deep);
        assert_eq!((refused.status, &*refused.code()), (422, "invalid_request"));
    }
    others_are_served(&server);
}

#[test]
fn a_number_of_many_digits_is_only_a_wrong_number() {
    let server = serve(Limits { body_bytes: 1 << 20, ..limits() });
    for number in ["9".repeat(500_000), "1e999999999".to_owned(), "-0.1e-999999999".to_owned()] {
        let refused = server.post(&format!("{{\"name\": {number}}}"));
        assert!((400..500).contains(&refused.status), "{}", refused.status);
    }
    others_are_served(&server);
}

#[test]
fn a_body_in_single_bytes_is_read_like_any_other() {
    let server = serve(limits());
    let mut stream = server.connect();
    let line = "POST /things HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n";
    stream.write_all(format!("{line}transfer-encoding: chunked\r\n\r\n").as_bytes()).unwrap();
    for byte in br#"{"name": "a"}"# {
        stream.write_all(&[b"1\r\n", [*byte].as_slice(), b"\r\n"].concat()).unwrap();
    }
    stream.write_all(b"0\r\n\r\n").unwrap();
    assert_eq!(answer(&mut stream, true).status, 201);
}

#[test]
fn nothing_is_smuggled_between_two_ways_to_say_a_length() {
    let server = serve(limits());
    let body = "0\r\n\r\nGET /panic HTTP/1.1\r\nhost: x\r\n\r\n";
    for lengths in [
        format!("content-length: {}\r\ntransfer-encoding: chunked\r\n", body.len()),
        format!("transfer-encoding: chunked\r\ncontent-length: {}\r\n", body.len()),
        "content-length: 5\r\ncontent-length: 30\r\n".to_owned(),
        "content-length: 5, 30\r\n".to_owned(),
        "transfer-encoding: xchunked\r\n".to_owned(),
        "transfer-encoding: chunked, identity\r\n".to_owned(),
    ] {
        let mut stream = server.connect();
        let head = "POST /things HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n";
        stream.write_all(format!("{head}{lengths}\r\n{body}").as_bytes()).unwrap();
        let mut said = String::new();
        stream.set_read_timeout(Some(std::time::Duration::from_secs(20))).unwrap();
        let _ = stream.read_to_string(&mut said);
        // Never the answer of the request that was hidden in the body, unless
        // both sides agree on where the first one ended: by its chunks.
        let answers = said.matches("HTTP/1.1 ").count();
        let by_chunks = lengths.starts_with("transfer-encoding: chunked\r\n")
            || lengths.ends_with("transfer-encoding: chunked\r\n");
        assert!(by_chunks || answers <= 1, "{lengths:?}: {said}");
        assert!(!said.starts_with("HTTP/1.1 2"), "{lengths:?}: {said}");
    }
    others_are_served(&server);
}

#[test]
fn requests_in_a_row_on_one_connection_are_answered_in_their_order() {
    let server = serve(limits());
    let mut stream = server.connect();
    let line = |number| format!("GET /things?limit={number} HTTP/1.1\r\nhost: x\r\n\r\n");
    let all: String = (0..50).map(line).collect();
    stream.write_all(all.as_bytes()).unwrap();
    for number in 0..50 {
        assert_eq!(answer(&mut stream, true).body, format!("limit Some({number})"));
    }
}

#[test]
fn an_old_protocol_is_answered_and_closed() {
    let server = serve(limits());
    let mut stream = server.connect();
    stream.write_all(b"GET /things/1 HTTP/1.0\r\n\r\n").unwrap();
    assert_eq!(answer(&mut stream, true).status, 200);
    assert!(is_closed(&mut stream));
}

#[test]
fn a_null_character_is_no_part_of_a_text() {
    let server = serve(limits());
    let refused = server.post("{\"name\": \"a\\u0000b\"}");
    assert_eq!((refused.status, &*refused.code()), (422, "invalid_request"));
    let problem: Value = serde_json::from_str(&refused.body).unwrap();
    assert_eq!(problem["errors"][0]["pointer"], json!("/name"));
    for path in ["GET /things?limit=%00", "GET /things?%00=1", "GET /things/a\0b"] {
        assert!((400..500).contains(&server.ask(path, "").status), "{path:?}");
    }
    others_are_served(&server);
}
