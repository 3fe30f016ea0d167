//! Many connections of one address, and of many: who is served then.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

use clientline_server::config::Limits;
use tokio::net::TcpSocket;

use crate::running::{Answer, Running, answer, is_closed, limits, serve_to_strangers};

/// A connection from another address of this machine.
fn connect_from(server: &Running, own: &str) -> TcpStream {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let own = SocketAddr::new(own.parse().unwrap(), 0);
    let stream = runtime.block_on(async {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(own).unwrap();
        socket.connect(server.address).await.unwrap().into_std().unwrap()
    });
    stream.set_nonblocking(false).unwrap();
    stream
}

fn ask_on(mut stream: TcpStream, path: &str) -> Answer {
    stream.write_all(format!("GET {path} HTTP/1.1\r\nhost: x\r\n\r\n").as_bytes()).unwrap();
    answer(&mut stream, true)
}

/// Opens connections that each have had an answer, and so a place.
fn fill(server: &Running, own: &str, many: usize) -> Vec<TcpStream> {
    let one = |_| {
        let mut stream = connect_from(server, own);
        stream.write_all(b"GET /things/1 HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
        assert_eq!(answer(&mut stream, true).status, 200);
        stream
    };
    (0..many).map(one).collect()
}

fn few() -> Limits {
    Limits { connections: 40, address_connections: 10, ..limits() }
}

#[test]
fn an_address_with_all_its_connections_keeps_nobody_else_out() {
    let server = serve_to_strangers(few());
    let _flood = fill(&server, "127.0.0.2", 10);
    // What it opens beyond its part is told to come back, or closed unheard.
    let beyond: Vec<TcpStream> = (0..100).map(|_| connect_from(&server, "127.0.0.2")).collect();
    assert_eq!(ask_on(connect_from(&server, "127.0.0.1"), "/things/1").status, 200);
    assert_eq!(ask_on(connect_from(&server, "127.0.0.1"), "/health/live").status, 200);
    let closed = beyond.into_iter().filter(|stream| {
        let mut stream = stream.try_clone().unwrap();
        stream.set_read_timeout(Some(Duration::from_millis(1))).unwrap();
        matches!(stream.read(&mut [0; 1]), Ok(0)) || is_closed(&mut stream)
    });
    assert_eq!(closed.count(), 100, "none of them stays");
}

#[test]
fn a_connection_beyond_those_of_its_address_is_for_health_alone() {
    let server = serve_to_strangers(few());
    let full = fill(&server, "127.0.0.2", 10);
    let health = ask_on(connect_from(&server, "127.0.0.2"), "/health/live");
    assert_eq!((health.status, health.header("connection")), (200, Some("close")));
    let mut refused = connect_from(&server, "127.0.0.2");
    refused.write_all(b"GET /things/1 HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    let told = answer(&mut refused, true);
    assert_eq!((told.status, &*told.code()), (503, "overloaded"));
    assert_eq!((told.header("retry-after"), told.header("connection")), (Some("1"), Some("close")));
    assert!(is_closed(&mut refused));
    drop(full);
    let patience = std::time::Instant::now() + Duration::from_secs(20);
    while ask_on(connect_from(&server, "127.0.0.2"), "/things/1").status != 200 {
        assert!(std::time::Instant::now() < patience, "its places are never free again");
    }
}

#[test]
fn health_is_answered_while_all_places_are_taken() {
    let server = serve_to_strangers(few());
    let _full: Vec<_> =
        (2..6).flat_map(|last| fill(&server, &format!("127.0.0.{last}"), 10)).collect();
    for own in ["127.0.0.1", "127.0.0.2", "127.0.0.9"] {
        assert_eq!(ask_on(connect_from(&server, own), "/health/live").status, 200, "{own}");
        assert_eq!(ask_on(connect_from(&server, own), "/things/1").status, 503, "{own}");
    }
}

#[test]
fn whoever_fills_the_room_for_health_is_turned_out_of_it() {
    let server = serve_to_strangers(few());
    let _full: Vec<_> =
        (2..6).flat_map(|last| fill(&server, &format!("127.0.0.{last}"), 10)).collect();
    let mut silent: Vec<_> = (2..30)
        .flat_map(|last| (0..8).map(move |_| last))
        .map(|last| connect_from(&server, &format!("127.0.0.{last}")))
        .collect();
    for stream in &mut silent {
        assert!(is_closed(stream));
    }
    assert_eq!(ask_on(connect_from(&server, "127.0.0.1"), "/health/live").status, 200);
}

#[test]
fn who_reads_a_long_answer_too_slowly_is_given_up() {
    // Far more than a reader takes that pauses 20 ms after every 64 KiB.
    let limits =
        Limits { write_deadline: Duration::from_secs(5), write_rate: 100 << 20, ..limits() };
    let server = serve_to_strangers(limits);
    let mut slow = server.connect();
    slow.write_all(b"GET /large HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    let (mut part, mut taken) = (vec![0; 64 << 10], 0);
    while let Ok(read @ 1..) = slow.read(&mut part) {
        taken += read;
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(taken < crate::running::LARGE_BYTES, "the answer was taken whole");
    assert_eq!(server.ask("GET /things/1", "").status, 200);
}

#[test]
fn a_long_answer_that_is_the_last_one_comes_whole() {
    let server = serve_to_strangers(limits());
    let mut stream = server.connect();
    stream.write_all(b"GET /large HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
    std::thread::sleep(Duration::from_millis(200));
    let mut all = Vec::new();
    stream.read_to_end(&mut all).unwrap();
    assert!(all.len() > crate::running::LARGE_BYTES, "{}", all.len());
}

#[test]
fn an_idle_connection_is_kept_for_longer_than_a_head_may_take() {
    let server = serve_to_strangers(Limits {
        header_deadline: Duration::from_millis(100),
        idle_deadline: Duration::from_mins(10),
        ..limits()
    });
    let mut stock = fill(&server, "127.0.0.2", 1).remove(0);
    std::thread::sleep(Duration::from_millis(400));
    stock.write_all(b"GET /things/1 HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    assert_eq!(answer(&mut stock, true).status, 200);
    // The head has its own deadline all the same.
    stock.write_all(b"GET /things/1 HTT").unwrap();
    assert!(is_closed(&mut stock));
}

#[test]
fn an_idle_connection_has_an_end() {
    let limits = Limits { idle_deadline: Duration::from_millis(100), ..limits() };
    let server = serve_to_strangers(limits);
    let mut stock = fill(&server, "127.0.0.2", 1).remove(0);
    assert!(is_closed(&mut stock));
}
