//! The database stopped, and frozen, under load.

use std::{
    sync::atomic::Ordering,
    thread,
    time::{Duration, Instant},
};

use throwaway_postgres::Cluster;

use crate::{
    http::load::{self, Work},
    kit::{Place, Server},
    rivals::{open, print},
};

const CLIENTS: usize = 32;
/// How long the database is away, and about how long it is there between.
const AWAY: Duration = Duration::from_secs(6);
const THERE: Duration = Duration::from_secs(4);
/// How long it may take until a server is ready again.
const RETURN_MAX: Duration = Duration::from_secs(10);

/// Three processes on a database that is stopped, and then frozen.
pub(crate) fn of_postgres() {
    let cluster = Cluster::start();
    let place = Place::on(cluster.url(), ());
    let (servers, salons) = open(&place, 3, CLIENTS);
    let work = Work::of(usize::MAX);
    let outcome = thread::scope(|scope| {
        let running = scope.spawn(|| load::run(&salons, &work));
        thread::sleep(THERE);
        cluster.stop();
        away("stopped", &servers);
        cluster.start_again();
        back(&servers);
        thread::sleep(THERE);
        cluster.freeze();
        away("frozen", &servers);
        cluster.thaw();
        back(&servers);
        thread::sleep(THERE);
        work.over.store(true, Ordering::Relaxed);
        running.join().unwrap()
    });
    print("PostgreSQL stopped for 6 s and frozen for 6 s, 3 processes", &outcome);
    load::check(&salons[0], &outcome);
    assert_eq!(outcome.unanswered, 0, "every request is answered while the database is away");
    assert!(outcome.statuses().contains_key(&503), "the database was away");
}

fn is_ready(server: &Server) -> bool {
    server.client("").get("/health/ready").status == 200
}

fn away(how: &str, servers: &[Server]) {
    let until = Instant::now() + AWAY;
    let ready = servers.iter().filter(|server| is_ready(server)).count();
    println!("{how}: {ready} of {} processes say that they are ready", servers.len());
    assert_eq!(ready, 0);
    thread::sleep(until.saturating_duration_since(Instant::now()));
}

fn back(servers: &[Server]) {
    let begun = Instant::now();
    for server in servers {
        while !is_ready(server) {
            assert!(begun.elapsed() < RETURN_MAX, "not ready after {:?}", begun.elapsed());
            thread::sleep(Duration::from_millis(50));
        }
    }
    println!("  all ready again after {:.1?}", begun.elapsed());
}
