//! The stages of a server's life, and the signals that end it.
//!
//! A server that is told to stop first says so at `/health/ready`, so that a
//! load balancer turns elsewhere, and only then closes its door.

use std::io;

use tokio::{
    select,
    signal::unix::{SignalKind, signal},
    sync::watch,
};

/// Where a server stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ServerStage {
    /// It takes requests.
    Serving,
    /// It takes requests, but asks that they go elsewhere.
    Leaving,
    /// It takes no new connections, and ends those that are idle.
    Closing,
}

/// The stage of one server, shared by all who have to know it.
#[derive(Debug, Clone)]
pub struct Lifecycle(watch::Sender<ServerStage>);

impl Lifecycle {
    /// The life of a server that serves.
    #[must_use]
    pub fn new() -> Self {
        Self(watch::Sender::new(ServerStage::Serving))
    }

    /// Where the server stands now.
    #[must_use]
    pub fn stage(&self) -> ServerStage {
        *self.0.borrow()
    }

    /// Moves on to a later stage; there is no way back.
    pub fn advance(&self, to: ServerStage) {
        self.0.send_if_modified(|stage| {
            let on = to > *stage;
            *stage = to.max(*stage);
            on
        });
    }

    /// Waits for a stage, or for one after it.
    pub async fn reached(&self, stage: ServerStage) {
        // Fails only when the sender is gone, and `self` holds it.
        let _ = self.0.subscribe().wait_for(|now| *now >= stage).await;
    }
}

impl Default for Lifecycle {
    fn default() -> Self {
        Self::new()
    }
}

/// Watches for SIGTERM (a service manager) and SIGINT (Ctrl-C) from now on: what it returns waits
/// for one of them.
///
/// # Errors
///
/// When the operating system does not let the process watch for signals.
pub fn shutdown_requested() -> io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Calls for each SIGHUP: a service manager's wish that the configuration be read again. It
/// ends only with the process.
///
/// # Errors
///
/// When the operating system does not let the process watch for signals.
pub async fn on_reload(mut act: impl FnMut() + Send) -> io::Result<()> {
    let mut hangup = signal(SignalKind::hangup())?;
    while hangup.recv().await.is_some() {
        act();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_stage_is_seen_by_those_who_wait_and_never_taken_back() {
        let life = Lifecycle::new();
        let waiting = tokio::spawn({
            let life = life.clone();
            async move { life.reached(ServerStage::Leaving).await }
        });
        life.advance(ServerStage::Closing);
        waiting.await.unwrap();
        life.advance(ServerStage::Serving);
        assert_eq!(life.stage(), ServerStage::Closing);
        life.reached(ServerStage::Leaving).await;
    }
}
