//! One connection: HTTP/1.1 with a deadline for each head, and a gentle end.
//!
//! HTTP/2 is left to a proxy in front; without TLS no browser speaks it.

use std::{convert::Infallible, future::poll_fn, net::SocketAddr, sync::Arc, time::Duration};

use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use poem::{
    Addr, Request, Response,
    http::{self, HeaderValue, header, uri::Scheme},
    web::{LocalAddr, RemoteAddr},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    select,
    time::{sleep, timeout},
};

use super::{
    Front,
    exchange::{AnswerBody, Exchange},
    lifecycle::{Lifecycle, ServerStage},
    patience::{Deadlines, Patience},
    places::Room,
    write_timeout::WriteTimeout,
};
use crate::config::Limits;

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

/// How long a connection in the anteroom may take to send its head, and to end: it is there
/// for one health check.
const ANTEROOM_HEAD: Duration = Duration::from_secs(1);
const ANTEROOM_STAY: Duration = Duration::from_secs(5);

/// A connection as the protocol sees it.
type Stream = Patience<WriteTimeout<TcpStream>>;

/// Serves a connection to its end.
pub(super) async fn serve(stream: TcpStream, peer: SocketAddr, room: Room, front: Arc<Front>) {
    // A small answer must not wait for the acknowledgement of the one before.
    let _ = stream.set_nodelay(true);
    let local = LocalAddr(stream.local_addr().map_or(Addr::custom("tcp", ""), Addr::SocketAddr));
    let remote = RemoteAddr(Addr::SocketAddr(peer));
    let limits = front.limits().clone();
    let life = front.lifecycle().clone();
    let exchange = Exchange::default();
    let stream = WriteTimeout::new(stream, limits.write_deadline, limits.write_rate);
    let stream = Patience::new(stream, exchange.clone(), deadlines(&limits, room));
    let service = service_fn({
        let (front, exchange) = (Arc::clone(&front), exchange.clone());
        move |request: http::Request<Incoming>| {
            exchange.asked();
            let (front, exchange) = (Arc::clone(&front), exchange.clone());
            let from = (request, local.clone(), remote.clone(), Scheme::HTTP);
            Box::pin(async move {
                let answer = answer(&front, room, Request::from(from)).await;
                let answer = http::Response::<_>::from(answer);
                Ok::<_, Infallible>(answer.map(|body| AnswerBody::new(body, exchange)))
            })
        }
    });
    let connection = http1::Builder::new()
        // The stream has deadlines of its own.
        .header_read_timeout(None)
        .max_headers(MAX_HEADERS)
        .max_buf_size(MAX_HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), service);
    let driven = drive(connection, &life, &exchange, &limits);
    let ended = match room {
        Room::House => driven.await,
        Room::Anteroom => timeout(ANTEROOM_STAY, driven).await.unwrap_or_default(),
    };
    let Some(mut stream) = ended else { return };
    if exchange.was_cut_short() {
        let _ = stream.write_all(&front.parting().await).await;
    }
    let closing = async {
        life.reached(ServerStage::Closing).await;
        sleep(LAST_LINGER).await;
    };
    select! {
        // What the client says meanwhile is of no interest any more.
        _ = timeout(limits.linger, linger(stream)) => {}
        () = closing => {}
    }
}

fn deadlines(limits: &Limits, room: Room) -> Deadlines {
    let head = match room {
        Room::House => limits.header_deadline,
        Room::Anteroom => limits.header_deadline.min(ANTEROOM_HEAD),
    };
    Deadlines { head, idle: limits.idle_deadline }
}

/// Answers a request, and says whether another one may follow.
async fn answer(front: &Front, room: Room, request: Request) -> Response {
    let mut answer = match room {
        Room::House => front.answer(request).await,
        Room::Anteroom => front.answer_health(request).await,
    };
    if room == Room::Anteroom || front.lifecycle().stage() > ServerStage::Serving {
        answer.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    answer
}

/// Runs the protocol until either side ends it, and gives the stream back if
/// there is something to say on it, or that the client may not have read yet.
///
/// Once the server closes, there is a last call, for requests that were on their way.
/// After it nothing is waited for; what has arrived by then is answered all the same.
async fn drive<S, B>(
    mut connection: http1::Connection<TokioIo<Stream>, S>,
    life: &Lifecycle,
    exchange: &Exchange,
    limits: &Limits,
) -> Option<Stream>
where
    S: hyper::service::HttpService<Incoming, ResBody = B> + Unpin,
    S::Future: Unpin,
    S::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    B: hyper::body::Body + 'static,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let last_call = async {
        life.reached(ServerStage::Closing).await;
        sleep(limits.last_call).await;
    };
    let ended = select! {
        ended = poll_fn(|cx| Pin::new(&mut connection).poll(cx)) => ended,
        () = last_call => {
            exchange.end_last_call();
            poll_fn(|cx| Pin::new(&mut connection).poll(cx)).await
        }
    };
    let is_heard = ended.is_ok() || exchange.was_cut_short();
    is_heard.then(|| connection.into_parts().io.into_inner())
}

/// Closes our side, and reads what the client still sends: closing at once
/// would have its system throw our answer away, unread.
async fn linger(mut stream: Stream) -> std::io::Result<()> {
    stream.shutdown().await?;
    let mut rest = stream.take(LINGER_BYTES);
    let mut thrown_away = [0; 4096];
    while rest.read(&mut thrown_away).await? > 0 {}
    Ok(())
}
