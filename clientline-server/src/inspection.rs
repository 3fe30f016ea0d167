//! A look through the database for damage, once after the start, beside everything else.

use clientline_core::ClientLine;

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
