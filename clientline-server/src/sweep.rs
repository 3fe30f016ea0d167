//! What is done every minute, whoever asks for what: visits that were held for
//! somebody who did not confirm them are ended.
//!
//! Nothing rests on it: their time is free without it. Any number of servers may
//! sweep one database; what one has ended, the others don't find.

use std::time::Duration;

use clientline_core::{ClientLine, ops::holds::LapseHolds};
use tokio::time::{MissedTickBehavior, interval};

/// The time between two sweeps.
const EVERY: Duration = Duration::from_mins(1);

/// Sweeps to the end of the process.
pub async fn sweep(client: ClientLine) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        match LapseHolds::everywhere(&client).await {
            Ok(0) => {}
            Ok(visits) => tracing::info!(visits, "visits were not confirmed in time"),
            Err(error) => tracing::warn!(%error, "holds could not be ended"),
        }
    }
}
