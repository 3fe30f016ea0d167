//! A mixed load for ten minutes, or fewer: what the server has in memory, how many rows stand in the
//! tables that are purged, and how long commits wait until their events have positions.
//!
//! Rows that are over stand there from the start, in an organization of their own; the jobs
//! have to take them away beside the load.

use std::{
    fs,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use clientline_core::{
    conformance::fixture::new_tenant,
    engine::{Environment as _, SystemEnvironment},
    entity::{Entity, Query, sample},
    model::{Event, Idempotency, Outbox, Session, User},
    row::ChangeSet,
    storage::Storage,
    value::TenantId,
};
use serde_json::json;
use throwaway_postgres::Cluster;

use crate::{
    kit::{Client, Place, Salon, Server, id, organization},
    rivals::migrate,
};

const CLIENTS: usize = 8;
const PROVIDERS: usize = 40;
/// How many rows of a table are over at the start.
const OVER: i64 = 2_000;
/// Minutes after which the figures are taken, unless fewer are asked for.
const MOMENTS: [u64; 3] = [1, 5, 10];
/// Minutes that it takes.
pub(crate) const MINUTES: u64 = MOMENTS[MOMENTS.len() - 1];
const MINUTE: Duration = Duration::from_mins(1);
/// Seconds within which 99 of 100 commits have positions.
const AGE_MAX: f64 = 1.0;

/// Runs for so many minutes on each store.
pub(crate) fn on_both(minutes: u64) {
    on_sqlite(minutes);
    on_postgres(minutes);
}

pub(crate) fn on_sqlite(minutes: u64) {
    soak("SQLite", &Place::make(), minutes);
}

pub(crate) fn on_postgres(minutes: u64) {
    let cluster = Cluster::start();
    soak("PostgreSQL", &Place::on(cluster.url(), ()), minutes);
}

/// The database, looked at beside the server.
struct Inspection {
    runtime: tokio::runtime::Runtime,
    storage: Arc<dyn Storage>,
    tenants: [TenantId; 2],
}

impl Inspection {
    /// Makes the rows that are over.
    fn begin(place: &Place, tenant: TenantId) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let storage = runtime.block_on(place.storage());
        let old = new_tenant();
        let now = SystemEnvironment.now();
        let mut changes = ChangeSet::new(now.saturating_plus_minutes(-60 * 24 * 60));
        let over = now.saturating_plus_minutes(-20 * 24 * 60);
        let user = changes.insert(sample::<User>());
        for number in 1..=OVER {
            let position = number;
            changes.insert(Idempotency { expires_at: over, key: number.to_string(), ..sample() });
            changes.insert(Session { user_id: user.id, refresh_expires_at: over, ..sample() });
            changes.insert(Event { id: Event::id_at(position), position, ..sample() });
        }
        runtime.block_on(storage.commit(old, changes)).unwrap();
        Self { runtime, storage, tenants: [tenant, old] }
    }

    fn count<E: Entity>(&self, tenant: TenantId) -> u64 {
        self.runtime.block_on(async {
            let mut snapshot = self.storage.snapshot(tenant).await.unwrap();
            snapshot.count(Query::<E>::one().select()).await.unwrap()
        })
    }

    /// Counts the rows of the load, and those that were over.
    fn rows(&self) -> [[u64; 4]; 2] {
        self.tenants.map(|tenant| {
            [
                self.count::<Outbox>(tenant),
                self.count::<Event>(tenant),
                self.count::<Idempotency>(tenant),
                self.count::<Session>(tenant),
            ]
        })
    }
}

/// MiB that a process has in memory, where the system says so.
fn resident(server: &Server) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", server.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or_default() / 1_024
}

/// The load: requests of nine kinds, one after the other, by each client.
struct Load<'a> {
    salon: &'a Salon,
    first: chrono::NaiveDate,
    booked: AtomicUsize,
    requests: AtomicU64,
    is_over: AtomicBool,
}

impl Load<'_> {
    fn run(&self, number: usize) {
        let client = Client::new_beside(&self.salon.client);
        let guest = &self.salon.guests[number];
        let (mut last, mut after) = (String::new(), 0);
        for turn in 0.. {
            if self.is_over.load(Ordering::Relaxed) {
                break;
            }
            let salon = self.salon;
            match turn % 10 {
                0 | 5 => last = self.book(&client, number),
                1 => _ = client.get(&format!("/guests/{guest}")).expect(200),
                2 => _ = client.get(&format!("/appointments/{last}")).expect(200),
                3 => {
                    let (center, service) = (&salon.center, &salon.service);
                    let line = "/appointments/slots";
                    let line = format!("{line}?center_id={center}&service_id={service}");
                    client.get(&format!("{line}&date={}&days=3", salon.date)).expect(200);
                }
                4 => _ = client.get(&format!("/appointments?guest_id={guest}")).expect(200),
                6 => {
                    let line = format!("PATCH /appointments/{last}");
                    client.ask(&line, &json!({"notes": turn.to_string()})).expect(200);
                }
                7 => _ = client.make("/guests", &json!({"center_id": salon.center})),
                8 => {
                    let line = format!("/events?after={after}&limit=200");
                    after = client.get(&line).expect(200)["next_after"].as_i64().unwrap();
                }
                _ => {
                    let line = format!("POST /appointments/{last}/cancel");
                    client.send(&line, &[], None).unwrap().expect(200);
                }
            }
            self.requests.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Books a time that nobody has yet, with a key.
    fn book(&self, client: &Client, guest: usize) -> String {
        let number = self.booked.fetch_add(1, Ordering::Relaxed);
        let (provider, hour) = (number % PROVIDERS, number / PROVIDERS);
        let day = self.first + chrono::Days::new((hour / 24) as u64);
        let mut booking = self.salon.booking(guest, provider, 0);
        booking["starts_at"] = json!(format!("{day}T{:02}:00:00Z", hour % 24));
        let key = number.to_string();
        let sent = client.send("POST /appointments", &[("idempotency-key", &key)], Some(&booking));
        id(&sent.unwrap().expect(201)).to_owned()
    }
}

/// The upper bound of the bucket in which so many of a hundred ages lie, in seconds.
fn age(metrics: &str, share: f64) -> f64 {
    let buckets: Vec<(f64, f64)> = metrics
        .lines()
        .filter_map(|line| line.strip_prefix("clientline_outbox_age_seconds_bucket{le=\""))
        .filter_map(|rest| rest.split_once("\"} "))
        .map(|(bound, count)| (bound.parse().unwrap_or(f64::INFINITY), count.parse().unwrap()))
        .collect();
    let all = buckets.last().map_or(0.0, |(_, count)| *count);
    let within = |(bound, count): &(f64, f64)| (*count * 100.0 >= all * share).then_some(*bound);
    buckets.iter().find_map(within).unwrap_or(f64::INFINITY)
}

fn soak(title: &str, place: &Place, minutes: u64) {
    migrate(place);
    let token = organization(place, "soak");
    let rates = ["--address-rate", "0", "--token-rate", "0", "--organization-rate", "0"];
    let metrics = ["--metrics-listen", "127.0.0.1:0", "--address-connections", "0"];
    let server = Server::start_with(place, &[&rates[..], &metrics].concat());
    let client = server.client(&token);
    let own = client.get("/organizations").expect(200)["items"][0]["id"].clone();
    let tenant = TenantId(own.as_str().unwrap().parse().unwrap());
    let inspection = Inspection::begin(place, tenant);
    let salon = Salon::make(&client, PROVIDERS, CLIENTS);
    place.analyze();
    let first = salon.date.parse().unwrap();
    let load = Load {
        salon: &salon,
        first,
        booked: AtomicUsize::new(0),
        requests: AtomicU64::new(0),
        is_over: AtomicBool::new(false),
    };
    println!("{title}: {CLIENTS} clients");
    println!("rows: outbox, events, keys of repeated requests, sessions; then those that are over");
    println!("  at the start: {} MiB, {:?}", resident(&server), inspection.rows());
    thread::scope(|scope| {
        for number in 0..CLIENTS {
            let load = &load;
            scope.spawn(move || load.run(number));
        }
        let mut passed = 0;
        for moment in MOMENTS.into_iter().filter(|moment| *moment <= minutes) {
            thread::sleep(MINUTE * u32::try_from(moment - passed).unwrap());
            passed = moment;
            let requests = load.requests.load(Ordering::Relaxed);
            let (memory, rows) = (resident(&server), inspection.rows());
            println!("  after {moment} min: {memory} MiB, {rows:?}, {requests} requests");
        }
        load.is_over.store(true, Ordering::Relaxed);
    });
    thread::sleep(Duration::from_secs(2));
    let [now, over] = inspection.rows();
    println!("  when it is quiet: {} MiB, {now:?}, {over:?}", resident(&server));
    let text = Client::new(server.metrics.as_deref().unwrap(), "").get("/metrics").text;
    let [half, most] = [50.0, 99.0].map(|share| age(&text, share));
    println!("  commits have positions within {half} s (p50), {most} s (p99)");
    assert_eq!((now[0], over), (0, [0; 4]), "what waits or is over is dealt with");
    assert!(most <= AGE_MAX, "{most} s until events have positions");
}
