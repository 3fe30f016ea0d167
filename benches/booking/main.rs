//! Bookings a second: whole ones, through the use case, and their change sets alone.
//!
//! Each way takes its turn in the same run, since a disk's rate moves by the minute:
//! read the ratios.

mod appointments;
mod commits;

use std::{error::Error, time::Duration};

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

fn main() -> Result<()> {
    // Listing or testing the benches measures nothing.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        commits::measure().await?;
        appointments::measure().await
    })
}

#[expect(clippy::cast_precision_loss, reason = "a rate is shown, not reckoned with")]
fn rate(bookings: usize, elapsed: Duration) -> f64 {
    bookings as f64 / elapsed.as_secs_f64()
}

fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates.get(rates.len() / 2).copied().unwrap_or_default()
}
