//! What one booking writes: rows, entries of B-trees, and pages of the log. These are
//! counted and not timed, and so may be bounded here.

use std::{fs, sync::Arc};

use clientline_core::{
    conformance::fixture::{World, at},
    engine::IdempotencyKey,
    model::TABLES,
    ops::scheduling::booking::BookAppointment,
    storage::Storage,
    work::{Sequenced, sequence},
};
use rusqlite::Connection;

use crate::salon::Salon;

/// The most entries of B-trees that one booking adds, with a room and a key: the booking's
/// seven rows in six tables. The rows themselves are entries of their table's.
const ENTRIES_MAX: i64 = 24;
/// The most pages of the log that one booking takes, alone in its transaction.
const PAGES_MAX: u64 = 24;
/// The most pages that the sequencer adds to that, if it finds one booking alone.
const SEQUENCED_PAGES_MAX: u64 = 3;

/// Books an hour of the salon's first day.
async fn book(world: &World, hour: i64) {
    let booking = BookAppointment {
        provider_id: Some(world.provider.id),
        ..world.book(world.guests[0].id, at(60 * hour))
    };
    let key = IdempotencyKey::new(&format!("hour-{hour}"), b"request").unwrap();
    world.scope.run_once(&key, &booking).await.unwrap();
}

/// Counts the rows of all tables, and the entries that B-trees have of them: of each row
/// one in its table, and one in every index whose predicate it meets.
fn counted(raw: &Connection) -> [i64; 2] {
    let count = |text: String| raw.query_row(&text, [], |row| row.get::<_, i64>(0)).unwrap();
    let rows = TABLES.iter().map(|table| count(format!("SELECT count(*) FROM {}", table.name)));
    let rows: i64 = rows.sum();
    let indexes =
        "SELECT tbl_name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL";
    let mut prepared = raw.prepare(indexes).unwrap();
    let indexes = prepared.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let entries = indexes.map(|index| {
        let (table, sql): (String, String) = index.unwrap();
        let predicate = sql.split_once(" WHERE ").map_or("true", |(_, predicate)| predicate);
        count(format!("SELECT count(*) FROM {table} WHERE {predicate}"))
    });
    [rows, rows + entries.sum::<i64>()]
}

#[tokio::test]
async fn a_booking_adds_few_entries_to_b_trees_and_few_pages_to_the_log() {
    let salon = Salon::open();
    let storage: Arc<dyn Storage> = Arc::clone(&salon.storage) as Arc<dyn Storage>;
    let world = World::make(&storage, 1).await;
    // The first one leases numbers.
    book(&world, 0).await;
    let raw = salon.raw();
    let page: i64 = raw.query_row("PRAGMA page_size", [], |row| row.get(0)).unwrap();
    let page = u64::try_from(page).unwrap();
    // Before each page there is a head of 24 bytes.
    let log = || fs::metadata(salon.path().with_extension("db-wal")).unwrap().len() / (page + 24);
    let before = counted(&raw);
    let mut pages = Vec::new();
    for hour in 1..8 {
        let begun = log();
        book(&world, hour).await;
        pages.push(log() - begun);
    }
    let after = counted(&raw);
    let (client, tenant) = (world.scope.client(), world.scope.tenant());
    while sequence(client, tenant).await.unwrap() != Sequenced::Nothing {}
    let mut sequenced = Vec::new();
    for hour in 24..31 {
        book(&world, hour).await;
        let begun = log();
        assert_eq!(sequence(client, tenant).await.unwrap(), Sequenced::Commits(1));
        sequenced.push(log() - begun);
    }
    println!("its event by itself: {sequenced:?} pages of the log");
    let sequenced = sequenced.into_iter().min().unwrap();
    assert!(sequenced <= SEQUENCED_PAGES_MAX, "{sequenced} pages of the log");
    let [rows, entries] = [0, 1].map(|count| (after[count] - before[count]) / 7);
    println!("a booking: {rows} rows, {entries} entries of B-trees, {pages:?} pages of the log");
    assert_eq!(rows, 7);
    assert!(entries <= ENTRIES_MAX, "{entries} entries of B-trees");
    // A page that is split is no booking's.
    let pages = pages.into_iter().min().unwrap();
    assert!(pages <= PAGES_MAX, "{pages} pages of the log");
}
