//! What one booking writes: rows, entries of B-trees, and bytes of the log. These are
//! counted and not timed, and so may be bounded here.

use std::{ops::Range, sync::Arc, time::Duration};

use clientline_core::{
    conformance::fixture::{World, at, client},
    engine::{Actor, IdempotencyKey, Scope},
    memory::MemoryStorage,
    model::TABLES,
    ops::scheduling::booking::BookAppointment,
    storage::Storage,
    work::{Sequenced, sequence},
};
use clientline_store_pg::{Options, PostgresStorage};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use throwaway_postgres::Cluster;

/// The most entries of B-trees that one booking adds, with a room and a key: the booking's
/// seven rows in six tables.
const ENTRIES_MAX: i64 = 24;
/// The most bytes of the log that it takes, where it changes no page for the first time
/// after a checkpoint. Some 500 are what its events tell their receivers.
const LOG_BYTES_MAX: i64 = 6_850;
/// The size of a page of the log, and of the header that it begins with.
const LOG_PAGE_BYTES: i64 = 8_192;
const LOG_PAGE_HEADER_BYTES: i64 = 24;
/// The most bytes that the sequencer adds to that, if it finds one booking alone.
const SEQUENCED_LOG_BYTES_MAX: i64 = 1_200;

/// How many blocks of the database a booking may touch more, in percent, once there are many
/// others: trees grow higher.
const MORE_BLOCKS_MAX: i64 = 40;

/// A salon on a server that nobody else uses.
struct Salon {
    world: World,
    raw: PgConnection,
    cluster: Cluster,
}

impl Salon {
    async fn open() -> Self {
        let cluster = Cluster::start();
        PostgresStorage::migrate(cluster.url()).await.unwrap();
        let options = Options::default();
        let storage = PostgresStorage::connect(cluster.url(), options).await.unwrap();
        let storage: Arc<dyn Storage> = Arc::new(storage);
        let raw = PgConnection::connect(cluster.url()).await.unwrap();
        let salon = Self { world: World::make(&storage, 1).await, raw, cluster };
        // The first one leases numbers.
        salon.book(0).await;
        salon
    }

    /// Books hours by sessions of their own, and returns how many blocks each booking touched.
    async fn blocks_of(&mut self, hours: Range<i64>) -> i64 {
        const BLOCKS: &str = "SELECT sum(heap_blks_hit + heap_blks_read + idx_blks_hit
             + idx_blks_read)::bigint FROM pg_statio_user_tables";
        let bookings = hours.end - hours.start;
        self.leave().await;
        let before = self.number(BLOCKS).await;
        self.come_back().await;
        for hour in hours {
            self.book(hour).await;
        }
        self.leave().await;
        let after = self.number(BLOCKS).await;
        self.come_back().await;
        (after - before) / bookings
    }

    /// Ends all sessions but the raw one: only then is it counted what they read.
    async fn leave(&mut self) {
        const OTHERS: &str = "SELECT count(*) FROM pg_stat_activity
             WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()";
        self.world.scope = Scope::trusted(
            &client(&(Arc::new(MemoryStorage::default()) as Arc<dyn Storage>)),
            self.world.scope.tenant(),
            Actor::system(),
        );
        while self.number(OTHERS).await > 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    async fn come_back(&mut self) {
        let storage = PostgresStorage::connect(self.cluster.url(), Options::default()).await;
        let storage: Arc<dyn Storage> = Arc::new(storage.unwrap());
        let tenant = self.world.scope.tenant();
        self.world.scope = Scope::trusted(&client(&storage), tenant, Actor::system());
    }

    /// Books one of the salon's working hours.
    async fn book(&self, hour: i64) {
        let (week, day, of_day) = (hour / 40, hour % 40 / 8, hour % 8);
        let start = at(60 * (24 * (7 * week + day) + of_day));
        let booking = BookAppointment {
            provider_id: Some(self.world.provider.id),
            ..self.world.book(self.world.guests[0].id, start)
        };
        let key = IdempotencyKey::new(&format!("hour-{hour}"), b"request").unwrap();
        self.world.scope.run_once(&key, &booking).await.unwrap();
    }

    async fn number(&mut self, text: &str) -> i64 {
        let query = sqlx::query_scalar(AssertSqlSafe(text.to_owned()));
        query.fetch_one(&mut self.raw).await.unwrap()
    }

    /// Counts the rows of all tables, and the entries that their B-trees have of them: of
    /// each row one in every index whose predicate it meets.
    async fn counted(&mut self) -> [i64; 2] {
        let names: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
        let each = |name: &&str| format!("(SELECT count(*) FROM {name})");
        let rows = names.iter().map(each).collect::<Vec<_>>().join(" + ");
        let trees: Vec<(String, String)> = sqlx::query_as(
            "SELECT indrelid::regclass::text, coalesce(pg_get_expr(indpred, indrelid), 'true')
             FROM pg_index JOIN pg_class AS class ON class.oid = indexrelid
             JOIN pg_am AS method ON method.oid = class.relam
             WHERE method.amname = 'btree' AND indrelid::regclass::text = ANY ($1)",
        )
        .bind(&names[..])
        .fetch_all(&mut self.raw)
        .await
        .unwrap();
        let each = trees
            .iter()
            .map(|(table, predicate)| format!("(SELECT count(*) FROM {table} WHERE {predicate})"));
        let entries = each.collect::<Vec<_>>().join(" + ");
        [
            self.number(&format!("SELECT {rows}")).await,
            self.number(&format!("SELECT {entries}")).await,
        ]
    }
}

#[tokio::test]
async fn a_booking_adds_few_entries_to_b_trees_and_few_bytes_to_the_log() {
    const END_OF_LOG: &str = "SELECT (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint";
    let mut salon = Salon::open().await;
    let before = salon.counted().await;
    let mut bytes = Vec::new();
    for hour in 1..8 {
        let begun = salon.number(END_OF_LOG).await;
        salon.book(hour).await;
        let end = salon.number(END_OF_LOG).await;
        // Each page of the log begins with a header, which is no booking's: where the pages
        // begin depends on all that was written before.
        let pages = end / LOG_PAGE_BYTES - begun / LOG_PAGE_BYTES;
        bytes.push(end - begun - pages * LOG_PAGE_HEADER_BYTES);
    }
    let after = salon.counted().await;
    let (client, tenant) = (salon.world.scope.client().clone(), salon.world.scope.tenant());
    while sequence(&client, tenant).await.unwrap() != Sequenced::Nothing {}
    let mut sequenced = Vec::new();
    for hour in 24..31 {
        salon.book(hour).await;
        let begun = salon.number(END_OF_LOG).await;
        assert_eq!(sequence(&client, tenant).await.unwrap(), Sequenced::Commits(1));
        sequenced.push(salon.number(END_OF_LOG).await - begun);
    }
    println!("its event by itself: {sequenced:?} bytes of the log");
    let sequenced = sequenced.into_iter().min().unwrap();
    assert!(sequenced <= SEQUENCED_LOG_BYTES_MAX, "{sequenced} bytes of the log");
    let [rows, entries] = [0, 1].map(|count| (after[count] - before[count]) / 7);
    // What the server itself writes now and then, and pages that are split, are no booking's.
    let bytes = bytes.into_iter().min().unwrap();
    println!("a booking: {rows} rows, {entries} entries of B-trees, {bytes} bytes of the log");
    assert_eq!(rows, 7);
    assert!(entries <= ENTRIES_MAX, "{entries} entries of B-trees");
    assert!(bytes <= LOG_BYTES_MAX, "{bytes} bytes of the log");
}

/// What is known of the tables is old, as between two visits of autovacuum.
#[tokio::test]
async fn a_booking_reads_as_little_of_a_full_book_as_of_a_new_one() {
    let mut salon = Salon::open().await;
    sqlx::raw_sql("ALTER SYSTEM SET autovacuum = off").execute(&mut salon.raw).await.unwrap();
    // As many as lie in the days that are looked at before each.
    for hour in 1..40 {
        salon.book(hour).await;
    }
    sqlx::raw_sql("SELECT pg_reload_conf(); ANALYZE").execute(&mut salon.raw).await.unwrap();
    let few = salon.blocks_of(40..56).await;
    for hour in 56..300 {
        salon.book(hour).await;
    }
    let many = salon.blocks_of(300..316).await;
    println!("a booking: {few} blocks, {many} beside 300 others");
    assert!(many <= few + few * MORE_BLOCKS_MAX / 100, "{few} blocks, and then {many}");
}
