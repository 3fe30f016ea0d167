//! 64 clients, 50 slots of one day, 20,000 attempts.

use std::time::Instant;

use throwaway_postgres::Database;

use crate::{
    http::load::{self, Outcome, Work},
    kit::{Place, Salon, Server, command, organization},
};

const CLIENTS: usize = 64;
/// Each has ten slots a day.
const PROVIDERS: usize = 5;
const ATTEMPTS: usize = 20_000;

/// One process, as `SQLite` is used.
pub(crate) fn on_sqlite() {
    rivals("SQLite, 1 process", &Place::make(), 1);
}

/// Three processes on one durable database.
pub(crate) fn on_postgres() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let database = runtime.block_on(Database::durable());
    let place = Place::on(&database.url(), ());
    rivals("PostgreSQL, 3 processes", &place, 3);
}

fn rivals(title: &str, place: &Place, processes: usize) {
    let (servers, salons) = open(place, processes, CLIENTS);
    let begun = Instant::now();
    let outcome = load::run(&salons, &Work::of(ATTEMPTS));
    let took = begun.elapsed();
    print(title, &outcome);
    println!("  {:.0} requests a second", per_second(outcome.samples.len(), took.as_secs_f64()));
    load::check(&salons[0], &outcome);
    assert_eq!(outcome.unanswered, 0);
    drop(servers);
}

/// Brings the schema of a place up to date.
pub(crate) fn migrate(place: &Place) {
    let migrated = command(place).arg("migrate").output().unwrap();
    assert!(migrated.status.success(), "{migrated:?}");
}

/// Starts servers at a place, with one salon.
pub(crate) fn open(place: &Place, processes: usize, guests: usize) -> (Vec<Server>, Vec<Salon>) {
    migrate(place);
    let token = organization(place, "atelier");
    let servers: Vec<Server> = (0..processes).map(|_| Server::start(place)).collect();
    let salon = Salon::make(&servers[0].client(&token), PROVIDERS, guests);
    place.analyze();
    let at = |server: &Server| Salon { client: server.client(&token), ..salon.clone() };
    let salons = servers.iter().map(at).collect();
    (servers, salons)
}

pub(crate) fn print(title: &str, outcome: &Outcome) {
    let history = &outcome.history;
    let [p50, p99, all] = [50, 99, 100].map(|share| outcome.percentile(share));
    println!("{title}");
    println!("  {} bookings asked for, {} cancels", history.bookings.len(), history.cancels.len());
    println!("  statuses {:?}, unanswered {}", outcome.statuses(), outcome.unanswered);
    println!("  p50 {p50:.1?}, p99 {p99:.1?}, slowest {all:.1?}");
    println!(
        "  double bookings {}, refusals without a cause {}",
        history.double_bookings(),
        history.unexplained_refusals().len()
    );
}

#[expect(clippy::cast_precision_loss, reason = "a figure to print")]
fn per_second(count: usize, seconds: f64) -> f64 {
    count as f64 / seconds
}
