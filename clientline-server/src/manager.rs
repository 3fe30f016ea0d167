//! What a service manager is told: that the server is ready, alive, or about to stop (systemd's
//! protocol, `sd_notify(3)`). Where there is none, nothing is said.

use sd_notify::{NotifyState, notify, watchdog_enabled};

/// Says that requests are answered, and from then on that tasks run, twice as often as the
/// manager wants to hear it. Nothing is said of the database: to start anew mends none.
pub(crate) fn tell_ready() {
    tell(&[NotifyState::Ready]);
    let Some(patience) = watchdog_enabled() else { return };
    // To the end of the process.
    tokio::spawn(async move {
        let mut interval = tokio::time::interval(patience / 2);
        loop {
            interval.tick().await;
            tell(&[NotifyState::Watchdog]);
        }
    });
}

/// Says that the server is about to stop.
pub(crate) fn tell_stopping() {
    tell(&[NotifyState::Stopping]);
}

fn tell(state: &[NotifyState<'_>]) {
    if let Err(error) = notify(state) {
        tracing::warn!(%error, "the service manager can't be told");
    }
}
