//! A statement that takes long is not written out in the log: a step of the schema is as long
//! as a book, and a log that nobody reads at once would stop the program that writes it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use clientline_store_pg::PostgresStorage;
use tracing::{Event, Metadata, Subscriber, instrument::WithSubscriber as _, span};

use crate::{database::Database, salon::Raw};

/// Counts the lines of the driver's log.
#[derive(Default)]
struct Lines(AtomicU64);

impl Subscriber for Lines {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("sqlx::query")
    }

    fn event(&self, _: &Event<'_>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

#[tokio::test]
async fn a_migration_that_has_to_wait_writes_no_statement_into_the_log() {
    let database = Database::migrated().await;
    let mut raw = Raw::to(&database).await;
    // What migrations take first, for as long as makes a statement slow.
    raw.run("SELECT pg_advisory_lock(7164216991605353582)").await.unwrap();
    let lines = Arc::new(Lines::default());
    let log: Arc<dyn Subscriber + Send + Sync> = Arc::<Lines>::clone(&lines);
    let url = database.url();
    let migrating = PostgresStorage::migrate(&url).with_subscriber(log);
    let released = async {
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        raw.run("SELECT pg_advisory_unlock_all()").await.unwrap();
    };
    let (migrated, ()) = tokio::join!(migrating, released);
    migrated.unwrap();
    assert_eq!(lines.0.load(Ordering::SeqCst), 0);
}
