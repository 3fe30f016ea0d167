//! Work in the background. Every minute, appointments that were held for somebody
//! who did not confirm them are ended. Once after the start, the database is looked
//! through for damage, beside everything else.
//!
//! Nothing rests on it: their time is free without it. Any number of servers may
//! sweep one database; what one has ended, the others don't find.

use std::time::Duration;

use clientline_core::{ClientLine, ops::scheduling::holds::LapseHolds};
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
            Ok(appointments) => {
                tracing::info!(appointments, "appointments were not confirmed in time");
            }
            Err(error) => tracing::warn!(%error, "holds could not be ended"),
        }
    }
}

/// Looks through the database for damage, once.
pub async fn inspect(client: ClientLine) {
    match client.storage().inspect().await {
        Ok(findings) if findings.is_empty() => tracing::info!("the database is sound"),
        Ok(findings) => {
            for finding in findings {
                tracing::error!(
                    finding,
                    "the database is damaged: nothing is written to it any more"
                );
            }
            tracing::error!("stop, run `clientline-server doctor`, and restore a backup");
        }
        Err(error) => {
            tracing::error!(error = error.with_cause(), "the database could not be looked through");
        }
    }
}
