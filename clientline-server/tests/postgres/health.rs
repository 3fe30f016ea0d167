//! A database that takes no writes: health sees it.

use std::time::Duration;

use crate::kit::{Place, Server, organization};

/// Lets every connection of the server be made anew.
const CUT: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                   WHERE datname = current_database() AND pid <> pg_backend_pid()";

/// An answer about readiness is good for a second.
fn wait() {
    std::thread::sleep(Duration::from_millis(1_100));
}

#[test]
fn a_server_whose_database_is_read_only_is_not_ready_until_it_is_writable_again() {
    let place = Place::make();
    organization(&place, "atelier");
    let server = Server::start(&place);
    let client = server.client("");
    client.get("/health/ready").expect(200);
    let database =
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = {}',
                    current_database()); END $$";
    for (setting, status) in [("on", 503), ("off", 200)] {
        place.run(&format!("BEGIN READ WRITE; {}; {CUT}; COMMIT", database.replace("{}", setting)));
        wait();
        // The first may meet a connection that was cut.
        client.get("/health/ready");
        wait();
        let answer = client.get("/health/ready");
        assert_eq!(answer.status, status, "{}", answer.text);
        client.get("/health/live").expect(200);
    }
}
