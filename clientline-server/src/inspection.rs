//! A look through the database for damage, and whether it takes writes, once after the start,
//! beside everything else.

use clientline_core::{ClientLine, Error};

/// Looks through the database for damage, and whether it takes writes, once.
pub async fn inspect(client: ClientLine) {
    if let Err(error) = client.ready().await {
        let error = match error {
            Error::Storage(cause) => cause.with_cause(),
            other => other.to_string(),
        };
        tracing::error!(
            error,
            "the database takes no writes: nothing can be booked until this user may write it"
        );
    }
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
