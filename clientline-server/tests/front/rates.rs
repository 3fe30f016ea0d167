//! How often a client may ask: by its address and by its token.

use clientline_server::config::Limits;

use crate::running::{Running, limits, serve, serve_to_strangers};

/// Asks as a proxy would for a client at an address.
fn ask_from(server: &Running, address: &str, headers: &str) -> crate::running::Answer {
    server.ask("GET /things/1", &format!("x-forwarded-for: {address}\r\n{headers}"))
}

#[test]
fn a_flood_from_one_address_is_held_and_another_address_is_served() {
    let server = serve(Limits { address_rate: 1, ..limits() });
    let answers: Vec<_> = (0..50).map(|_| ask_from(&server, "192.0.2.1", "")).collect();
    assert_eq!(answers[0].status, 200);
    assert_eq!(answers[0].header("ratelimit-policy"), Some("\"address\";q=4;w=4"));
    assert_eq!(answers[0].header("ratelimit"), Some("\"address\";r=3;t=1"));
    let held = answers.iter().find(|answer| answer.status != 200).unwrap();
    assert_eq!((held.status, &*held.code()), (429, "rate_limited"));
    assert_eq!(held.header("retry-after"), Some("1"));
    assert_eq!(ask_from(&server, "192.0.2.2", "").status, 200);
    assert_eq!(server.ask("GET /health/live", "x-forwarded-for: 192.0.2.1\r\n").status, 200);
}

#[test]
fn a_client_of_this_machine_is_counted_as_any_other() {
    let server = serve_to_strangers(Limits { address_rate: 1, ..limits() });
    let held = (0..20).filter(|_| server.ask("GET /things/1", "").status == 429).count();
    assert!(held > 0);
}

#[test]
fn clients_are_counted_by_their_tokens() {
    let server = serve(Limits { token_rate: 1, ..limits() });
    let desk = "authorization: Bearer cl_key_desk\r\n";
    let held = (0..20).filter(|_| server.ask("GET /things/1", desk).status == 429).count();
    assert!(held > 0);
    let other = "authorization: Bearer cl_key_other\r\n";
    assert_eq!(server.ask("GET /things/1", other).status, 200);
}

#[test]
fn what_is_held_is_not_even_read() {
    let server = serve(Limits { address_rate: 1, ..limits() });
    while ask_from(&server, "192.0.2.1", "").status == 200 {}
    let headers = "x-forwarded-for: 192.0.2.1\r\ncontent-length: 900\r\n";
    // Its body never comes.
    let held = server.ask("POST /things", headers);
    assert_eq!((held.status, &*held.code()), (429, "rate_limited"));
}

#[test]
fn a_proxy_that_nobody_named_does_not_take_the_limit_off_its_clients() {
    let server = serve_to_strangers(Limits { address_rate: 1, ..limits() });
    for header in ["x-forwarded-for: 192.0.2.1", "forwarded: for=192.0.2.1", "via: 1.1 proxy"] {
        let headers = format!("{header}\r\n");
        let held = (0..20).filter(|_| server.ask("GET /things/1", &headers).status == 429).count();
        assert!(held > 0, "{header}");
    }
    // It is not believed either: another address has nothing of its own.
    let others = (0..20)
        .map(|number| server.ask("GET /things/1", &format!("x-real-ip: 192.0.2.{number}\r\n")))
        .filter(|answer| answer.status == 429);
    assert!(others.count() > 0);
}
