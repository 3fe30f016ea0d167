//! One connection: HTTP/1.1 with a deadline for each head, and a gentle end.
//!
//! HTTP/2 is left to a proxy in front; without TLS no browser speaks it.

use std::{convert::Infallible, future::poll_fn, net::SocketAddr, sync::Arc, time::Duration};

use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use poem::{
    Addr, Request,
    http::{self, uri::Scheme},
    web::{LocalAddr, RemoteAddr},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    select,
    time::timeout,
};

use super::{
    Front,
    lifecycle::{Lifecycle, Stage},
    stall::Stall,
};

/// The most bytes that the head of a request may have; beyond it HTTP answers
/// 431. Our longest sane head is a tenth of it.
const MAX_HEAD_BYTES: usize = 16 * 1024;
/// The most header fields.
const MAX_HEADERS: usize = 64;
/// The most bytes that are thrown away of a request that was answered before
/// it had come in whole.
const LINGER_BYTES: u64 = 4 * 1024 * 1024;
/// How long that takes at most once the server closes: idle clients that keep
/// their side open must not hold it up.
const LAST_LINGER: Duration = Duration::from_millis(100);

/// Serves a connection to its end.
pub(super) async fn serve(stream: TcpStream, peer: SocketAddr, front: Arc<Front>) {
    // A small answer must not wait for the acknowledgement of the one before.
    let _ = stream.set_nodelay(true);
    let local = LocalAddr(stream.local_addr().map_or(Addr::custom("tcp", ""), Addr::SocketAddr));
    let remote = RemoteAddr(Addr::SocketAddr(peer));
    let limits = front.limits().clone();
    let life = front.lifecycle().clone();
    let service = service_fn(move |request: http::Request<Incoming>| {
        let front = Arc::clone(&front);
        let from = (request, local.clone(), remote.clone(), Scheme::HTTP);
        Box::pin(async move {
            let answer = front.answer(Request::from(from)).await;
            Ok::<http::Response<_>, Infallible>(answer.into())
        })
    });
    let stream = TokioIo::new(Stall::new(stream, limits.write_deadline));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_deadline)
        .max_headers(MAX_HEADERS)
        .max_buf_size(MAX_HEAD_BYTES)
        .serve_connection(stream, service);
    if let Some(stream) = drive(connection, &life).await {
        let patience = match life.stage() {
            Stage::Closing => limits.linger.min(LAST_LINGER),
            Stage::Serving | Stage::Leaving => limits.linger,
        };
        // What the client says meanwhile is of no interest any more.
        let _ = timeout(patience, linger(stream)).await;
    }
}

/// Runs the protocol until either side ends it, and gives the stream back if
/// there is an answer on it that the client may not have read yet.
async fn drive<S>(
    mut connection: http1::Connection<TokioIo<Stall<TcpStream>>, S>,
    life: &Lifecycle,
) -> Option<Stall<TcpStream>>
where
    S: hyper::service::HttpService<Incoming> + Unpin,
    S::Future: Unpin,
    S::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    S::ResBody: hyper::body::Body + 'static,
    <S::ResBody as hyper::body::Body>::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let ended = select! {
        ended = poll_fn(|cx| connection.poll_without_shutdown(cx)) => ended,
        () = life.reached(Stage::Closing) => {
            std::pin::Pin::new(&mut connection).graceful_shutdown();
            poll_fn(|cx| connection.poll_without_shutdown(cx)).await
        }
    };
    ended.ok().map(|()| connection.into_parts().io.into_inner())
}

/// Closes our side, and reads what the client still sends: closing at once
/// would have its system throw our answer away, unread.
async fn linger(mut stream: Stall<TcpStream>) -> std::io::Result<()> {
    stream.shutdown().await?;
    let mut rest = stream.take(LINGER_BYTES);
    let mut thrown_away = [0; 4096];
    while rest.read(&mut thrown_away).await? > 0 {}
    Ok(())
}
