//! The end of patience with a server.

use std::time::Duration;

use clientline_core::storage::{Error, Result};

use crate::failure::explain;

/// How much longer than the server a client waits: it speaks first, unless it
/// hangs.
const PATIENCE: Duration = Duration::from_secs(1);

/// Gives up on a server that hangs.
pub(crate) async fn within<T>(
    limit: Duration,
    work: impl Future<Output = sqlx::Result<T>>,
) -> Result<T> {
    match tokio::time::timeout(limit + PATIENCE, work).await {
        Ok(done) => done.map_err(explain),
        Err(elapsed) => Err(Error::Unavailable(elapsed.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Options;

    #[tokio::test(start_paused = true)]
    async fn a_server_that_hangs_is_given_up_on() {
        let hung = within(Options::STATEMENT, std::future::pending::<sqlx::Result<()>>()).await;
        assert!(matches!(hung, Err(Error::Unavailable(_))));
    }
}
