//! A server that is told to stop: everybody is answered, or told to ask again.

use std::{
    io::{ErrorKind, Read, Write},
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};

use clientline_server::{config::Limits, front::Ended};

use crate::running::{Running, answer, is_closed, limits, serve};

const GET: &[u8] = b"GET /things/1 HTTP/1.1\r\nhost: x\r\n\r\n";
const POST: &[u8] = b"POST /things HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n\
                      content-length: 13\r\n\r\n{\"name\": \"a\"}";

/// Deadlines that play no part.
fn patient() -> Limits {
    let long = Duration::from_mins(10);
    Limits { header_deadline: long, idle_deadline: long, body_deadline: long, ..limits() }
}

fn closes(server: &Running) {
    let patience = Instant::now() + Duration::from_secs(20);
    while TcpStream::connect(server.address).is_ok() {
        assert!(Instant::now() < patience, "the door stays open");
    }
}

#[test]
fn an_answer_of_a_server_that_leaves_says_that_it_is_the_last() {
    let mut server = serve(Limits { drain_notice: Duration::from_secs(2), ..patient() });
    let mut stock = server.connect();
    stock.write_all(GET).unwrap();
    assert_eq!(answer(&mut stock, true).header("connection"), None);
    let mut held = server.connect();
    held.write_all(b"GET /held HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    assert_eq!(server.told.recv().unwrap(), "begun");
    server.stop();
    server.go_on.send(()).unwrap();
    // It may have been told only after that answer; the next one it can't miss.
    let _first = answer(&mut held, true);
    thread::sleep(Duration::from_millis(200));
    stock.write_all(GET).unwrap();
    let last = answer(&mut stock, true);
    assert_eq!((last.status, last.header("connection")), (200, Some("close")));
    assert!(is_closed(&mut stock));
    assert_eq!(server.ended(), Ended::Drained);
}

#[test]
fn a_request_on_an_idle_connection_is_answered_though_the_door_is_closed() {
    let mut server = serve(Limits { last_call: Duration::from_secs(5), ..patient() });
    let mut stock = server.connect();
    stock.write_all(GET).unwrap();
    assert_eq!(answer(&mut stock, true).status, 200);
    let mut fresh = server.connect();
    server.stop();
    closes(&server);
    for stream in [&mut stock, &mut fresh] {
        stream.write_all(POST).unwrap();
        let last = answer(stream, true);
        assert_eq!((last.status, last.header("connection")), (201, Some("close")));
    }
    assert_eq!(server.ended(), Ended::Drained);
}

#[test]
fn who_stands_before_the_door_when_it_closes_is_served() {
    for _ in 0..20 {
        let mut server = serve(patient());
        let open: Vec<_> = (0..50)
            .map(|number| {
                if number == 25 {
                    server.stop();
                }
                // The door may be closed by now, and then nothing was accepted.
                let mut stream = TcpStream::connect(server.address).ok()?;
                stream.write_all(if number % 2 == 0 { GET } else { POST }).ok()?;
                Some(stream)
            })
            .collect();
        for mut stream in open.into_iter().take(25).flatten() {
            assert!(answer(&mut stream, true).status < 300);
        }
        assert_eq!(server.ended(), Ended::Drained);
    }
}

#[test]
fn a_head_or_a_body_that_is_not_whole_is_told_to_be_sent_again_and_holds_nothing_up() {
    let mut server = serve(patient());
    let mut begun: Vec<TcpStream> = [
        &b"GET /things/1 HTT"[..],
        b"POST /things HTTP/1.1\r\nhost: x\r\ncontent-length: 50\r\n\r\n{",
        // The next head has begun in the very bytes of the one before.
        b"GET /things/1 HTTP/1.1\r\nhost: x\r\n\r\nGET /things/2 HTT",
    ]
    .map(|bytes| {
        let mut stream = server.connect();
        stream.write_all(bytes).unwrap();
        stream
    })
    .into();
    assert_eq!(answer(&mut begun[2], true).status, 200);
    server.stop();
    for stream in &mut begun {
        let told = answer(stream, true);
        assert_eq!((told.status, &*told.code()), (503, "not_ready"));
        let fields = (told.header("retry-after"), told.header("connection"));
        assert_eq!(fields, (Some("1"), Some("close")));
        assert!(is_closed(stream));
    }
    assert_eq!(server.ended(), Ended::Drained);
}

#[test]
fn no_request_of_many_busy_clients_is_cut_off() {
    for notice in [Duration::ZERO, Duration::from_millis(200)] {
        let mut server = serve(Limits { drain_notice: notice, ..patient() });
        let address = server.address;
        let clients: Vec<_> = (0..32)
            .map(|number| thread::spawn(move || ask_until_it_ends(address, number)))
            .collect();
        thread::sleep(Duration::from_millis(200));
        server.stop();
        for client in clients {
            assert!(client.join().unwrap() > 0);
        }
        assert_eq!(server.ended(), Ended::Drained);
    }
}

/// Asks on one connection after the other until the door is closed, and returns how often.
/// Every request has its answer.
fn ask_until_it_ends(address: std::net::SocketAddr, number: u64) -> usize {
    let mut answers = 0;
    while let Ok(mut stream) = TcpStream::connect(address) {
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let before = answers;
        loop {
            let request = if answers % 2 == 0 { GET } else { POST };
            // A connection that was reset in the system's queue has taken nothing.
            let sent = stream.write_all(request).is_ok();
            match stream.peek(&mut [0; 1]) {
                Err(error) if error.kind() == ErrorKind::ConnectionReset && answers == before => {
                    break;
                }
                peeked => assert!(sent && peeked.unwrap() > 0, "cut off after {answers}"),
            }
            let answer = answer(&mut stream, true);
            assert!(answer.status < 300 || answer.status == 503, "{}", answer.status);
            answers += 1;
            if answer.header("connection") == Some("close") {
                break;
            }
            thread::sleep(Duration::from_millis(number % 8));
        }
        let _ = stream.read(&mut [0; 1]);
    }
    answers
}
