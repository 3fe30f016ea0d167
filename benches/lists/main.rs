//! How long lists and searches take among 100,000 guests and 200,000 appointments, on both
//! stores: the names follow Zipf's law, and the statuses are as a salon's.

mod town;

use std::{error::Error, sync::Arc, time::Instant};

use clientline::{
    Scope,
    ops::{
        page::PageRequest,
        people::guest_search::{GuestFilter, ListGuests},
        scheduling::appointments::ListAppointments,
    },
    postgres::{Options as PostgresOptions, PostgresStorage},
    sqlite::{Options, SqliteStorage},
    storage::Storage,
};
use throwaway_postgres::Database;

use self::town::Town;

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// How many times each is asked.
const ROUNDS: usize = 21;

fn main() -> Result<()> {
    // Listing or testing the benches measures nothing.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("clientline.db");
        let sqlite: Arc<dyn Storage> = Arc::new(SqliteStorage::open(file, Options::default())?);
        println!("SQLite, median of {ROUNDS}:");
        // Large, beside what is kept here.
        measure(&Box::pin(Town::make(&sqlite)).await?).await?;
        let database = Database::migrated().await;
        let postgres =
            PostgresStorage::connect(&database.url(), PostgresOptions::default()).await?;
        let postgres: Arc<dyn Storage> = Arc::new(postgres);
        // Large, beside what is kept here.
        let town = Box::pin(Town::make(&postgres)).await?;
        database.run("VACUUM ANALYZE").await;
        println!("PostgreSQL, median of {ROUNDS}:");
        measure(&town).await
    })
}

async fn measure(town: &Town) -> Result<()> {
    for (what, text) in town.searches() {
        let filter = GuestFilter { q: Some(text.parse()?), ..GuestFilter::default() };
        let search = ListGuests { filter, page: PageRequest::default() };
        show(&what, &town.scope, async |scope| {
            let page = scope.run(&search).await?;
            Ok((page.items.len(), page.next_cursor.is_some()))
        })
        .await?;
    }
    for (what, filter) in town.appointments() {
        let list = ListAppointments { filter, page: PageRequest::default() };
        show(&what, &town.scope, async |scope| {
            let page = scope.run(&list).await?;
            Ok((page.items.len(), page.next_cursor.is_some()))
        })
        .await?;
    }
    Ok(())
}

/// Asks again and again, and prints the median, and what the page holds.
async fn show(
    what: &str,
    scope: &Scope,
    ask: impl AsyncFn(&Scope) -> Result<(usize, bool)>,
) -> Result<()> {
    let (mut times, mut page) = (Vec::new(), (0, false));
    for _ in 0..ROUNDS {
        let start = Instant::now();
        page = ask(scope).await?;
        times.push(start.elapsed());
    }
    times.sort_unstable();
    let median = times[ROUNDS / 2].as_secs_f64() * 1e3;
    let more = if page.1 { ", and there may be more" } else { "" };
    println!("  {what}: {median:.2} ms, {} found{more}", page.0);
    Ok(())
}
