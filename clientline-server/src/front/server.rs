//! The door: accepting connections, up to a cap, and leaving in good order.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use tokio::{
    net::{TcpListener, TcpStream},
    select,
    sync::Semaphore,
    time::{sleep, timeout},
};

use super::{Front, connection, lifecycle::Stage};

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
    /// for the configured notice, the door closes, idle connections end, and
    /// running requests have the configured time to finish.
    pub async fn run(self, stop: impl Future<Output = ()>) -> Ended {
        let Self { listener, front } = self;
        let (limits, life) = (front.limits().clone(), front.lifecycle().clone());
        let places = Arc::new(Semaphore::new(limits.connections as usize));
        let leave = async {
            stop.await;
            tracing::info!("told to stop: no longer ready");
            life.advance(Stage::Leaving);
            sleep(limits.drain_notice).await;
        };
        select! {
            () = leave => {}
            () = accept(&listener, &front, &places) => {}
        }
        life.advance(Stage::Closing);
        drop(listener);
        let drained = async {
            front.drained().await;
            let _all = places.acquire_many(limits.connections).await;
        };
        match timeout(limits.drain, drained).await {
            Ok(()) => Ended::Drained,
            Err(_elapsed) => Ended::CutOff,
        }
    }
}

/// Accepts for ever. Beyond the cap connections wait in the system's queue,
/// which is bounded too.
async fn accept(listener: &TcpListener, front: &Arc<Front>, places: &Arc<Semaphore>) {
    while let Ok(place) = Arc::clone(places).acquire_owned().await {
        let (stream, peer) = next(listener).await;
        let front = Arc::clone(front);
        tokio::spawn(async move {
            connection::serve(stream, peer, front).await;
            drop(place);
        });
    }
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
