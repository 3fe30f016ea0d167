//! What one booking writes: rows, entries of B-trees, and bytes of the log. These are
//! counted and not timed, and so may be bounded here.

use std::sync::Arc;

use clientline_core::{
    conformance::fixture::{World, at},
    engine::IdempotencyKey,
    model::TABLES,
    ops::scheduling::booking::BookAppointment,
    storage::Storage,
    work::{Sequenced, sequence},
};
use clientline_store_pg::{Options, PostgresStorage};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use throwaway_postgres::Cluster;

/// The most entries of B-trees that one booking adds, with a room and a key: the booking's
/// eight rows in seven tables.
const ENTRIES_MAX: i64 = 27;
/// The most bytes of the log that it takes, where it changes no page for the first time
/// after a checkpoint. Some 500 are what its events tell their receivers.
const LOG_BYTES_MAX: i64 = 7_300;
/// The most bytes that the sequencer adds to that, if it finds one booking alone.
const SEQUENCED_LOG_BYTES_MAX: i64 = 1_200;

/// A salon on a server that nobody else uses.
struct Salon {
    world: World,
    raw: PgConnection,
    _cluster: Cluster,
}

impl Salon {
    async fn open() -> Self {
        let cluster = Cluster::start();
        PostgresStorage::migrate(cluster.url()).await.unwrap();
        let options = Options::default();
        let storage = PostgresStorage::connect(cluster.url(), options).await.unwrap();
        let storage: Arc<dyn Storage> = Arc::new(storage);
        let raw = PgConnection::connect(cluster.url()).await.unwrap();
        let salon = Self { world: World::make(&storage, 1).await, raw, _cluster: cluster };
        // The first one leases numbers.
        salon.book(0).await;
        salon
    }

    /// Books an hour of the salon's first day.
    async fn book(&self, hour: i64) {
        let booking = BookAppointment {
            provider_id: Some(self.world.provider.id),
            ..self.world.book(self.world.guests[0].id, at(60 * hour))
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
        bytes.push(salon.number(END_OF_LOG).await - begun);
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
    assert_eq!(rows, 8);
    assert!(entries <= ENTRIES_MAX, "{entries} entries of B-trees");
    assert!(bytes <= LOG_BYTES_MAX, "{bytes} bytes of the log");
}
