//! The door: accepting connections, as long as there are places, and leaving in good
//! order.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use tokio::{
    net::{TcpListener, TcpStream},
    select,
    time::{sleep, timeout},
};

use super::{
    Front, connection,
    lifecycle::ServerStage,
    places::{ANTEROOM, Places},
};

/// How long the door rests after the system refused a connection, which it
/// does when file descriptors run out: trying at once would only spin.
const ACCEPT_BACK_OFF: Duration = Duration::from_millis(100);

/// How a server ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Every request had its answer.
    Drained,
    /// Requests still ran when the time for draining was over.
    CutOff,
}

/// A server with its address.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    front: Arc<Front>,
}

impl Server {
    /// Takes the address, so that connections queue from now on.
    ///
    /// # Errors
    ///
    /// When the address is taken, or not this machine's.
    pub async fn bind(address: SocketAddr, front: Front) -> io::Result<Self> {
        Ok(Self { listener: TcpListener::bind(address).await?, front: Arc::new(front) })
    }

    /// The address, with the port that the system chose where 0 was asked for.
    ///
    /// # Errors
    ///
    /// When the system does not tell.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Serves until `stop` resolves, and then drains: `/health/ready` says no
    /// for the configured notice, and every answer that it is the last on its
    /// connection; then the door closes behind those who stand before it, idle
    /// connections end after a last call, and running requests have the
    /// configured time to finish.
    pub async fn run(self, stop: impl Future<Output = ()>) -> Ended {
        let Self { listener, front } = self;
        let (limits, life) = (front.limits().clone(), front.lifecycle().clone());
        let places = Places::new(&limits, front.proxies().clone());
        let leave = async {
            stop.await;
            tracing::info!("told to stop: no longer ready");
            life.advance(ServerStage::Leaving);
            sleep(limits.drain_notice).await;
        };
        select! {
            () = leave => {}
            () = accept(&listener, &front, &places) => {}
        }
        life.advance(ServerStage::Closing);
        if let Err(error) = close(listener, &front, &places) {
            tracing::warn!(%error, "connections that stood before the door were cut off");
        }
        let drained = async {
            places.all_free().await;
            // Writes whose clients left.
            front.drained().await;
        };
        match timeout(limits.drain, drained).await {
            Ok(()) => Ended::Drained,
            Err(_elapsed) => Ended::CutOff,
        }
    }
}

/// Accepts for ever.
async fn accept(listener: &TcpListener, front: &Arc<Front>, places: &Places) {
    loop {
        let (stream, peer) = next(listener).await;
        admit(stream, peer, front, places);
    }
}

/// Serves a connection if there is a place for it, and closes it otherwise: an answer to
/// each of a flood would cost more than the flood.
fn admit(stream: TcpStream, peer: SocketAddr, front: &Arc<Front>, places: &Places) {
    let Some(place) = places.take(peer.ip()) else { return };
    let front = Arc::clone(front);
    tokio::spawn(async move {
        connection::serve(stream, peer, place.room(), front).await;
        drop(place);
    });
}

/// Takes in who stands in the system's queue, whom closing would cut off, and closes.
fn close(listener: TcpListener, front: &Arc<Front>, places: &Places) -> io::Result<()> {
    let listener = listener.into_std()?;
    // More than all places together can't be served anyhow.
    for _ in 0..front.limits().connections.saturating_add(ANTEROOM) {
        match listener.accept() {
            Ok((stream, peer)) => {
                stream.set_nonblocking(true)?;
                admit(TcpStream::from_std(stream)?, peer, front, places);
            }
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// The next connection, however often the system refuses one.
async fn next(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                sleep(ACCEPT_BACK_OFF).await;
            }
        }
    }
}
