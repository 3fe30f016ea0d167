//! What happens at a center, as it happens, for the page (the HTML standard, "Server-sent events").
//!
//! A stream is the feed of events with the connection kept open: it says no more than `GET /events`
//! does, to whoever may see it. Each event has its position as its identifier, so that a browser
//! that lost the connection goes on where it was; where that is not kept any more, it is told to
//! read anew. A stream holds no place among the requests that run, and so has caps of its own.

use std::{io, time::Duration};

use clientline_core::{
    engine::Scope,
    error::Error,
    model::Center,
    ops::{
        access::events::{FeedEvent, FollowEvents},
        page::PageRequest,
        resource::Get,
    },
    value::{Id, TimeZone, Timestamp},
};
use poem::{
    Body, Response,
    http::{HeaderName, StatusCode, header},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream, ReadHalf, WriteHalf, duplex, split},
    select,
    sync::watch,
    time::sleep,
};

use super::stream_places::{StreamPlace, StreamPlaces};
use crate::{
    endpoint::{Arguments, Call, Query, Served},
    front::{Endless, ServerStage},
    problem::Problem,
};

/// How long a stream is silent at most: less than proxies wait for.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// The bytes that wait for a client; beyond them the stream waits, and the front gives up on a
/// client that takes nothing.
const BUFFER_BYTES: usize = 16 * 1024;
/// After how many milliseconds a browser comes back.
const RETRY_MILLISECONDS: u32 = 1_000;

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");
/// Tells proxies not to collect an answer before they pass it on.
const ACCEL_BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");

/// What is watched.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Watched {
    center_id: Id<Center>,
}

/// One change, as the page is told of it.
#[derive(Serialize)]
struct Change<'a> {
    kind: &'a str,
    id: String,
    entity: &'a str,
    /// The local days that it is about, as far as it is about some.
    dates: Vec<String>,
    version: Option<i64>,
    position: i64,
}

/// Opens a stream.
pub(super) async fn open(
    served: Served,
    places: StreamPlaces,
    call: Call,
) -> Result<Response, Problem> {
    let (Query(Watched { center_id }),): (Query<Watched>,) = Arguments::take(&call)?;
    let (scope, permit) = call.scope(&served).await?;
    let place = places.enter(scope.tenant())?;
    // What is given from now on is not missed.
    let positions = served.client.feed().watch(scope.tenant());
    let center =
        scope.run(&Get::<Center>(center_id)).await.map_err(|error| call.problem(&error))?;
    let last = last_position(&scope).await.map_err(|error| call.problem(&error))?;
    drop(permit);
    let known = call.header(&LAST_EVENT_ID);
    let (ours, theirs) = duplex(BUFFER_BYTES);
    let (reader, writer) = split(ours);
    let stream = Stream {
        token: call.token()?.to_owned(),
        center: center_id,
        zone: center.time_zone.clone(),
        position: known.map_or(Some(last), |known| known.parse().ok()),
        last,
        writer,
        served,
        _place: place,
    };
    // It ends with the connection, with the session, or with the server.
    tokio::spawn(stream.run(positions, reader));
    let mut response = Response::builder()
        .status(StatusCode::OK)
        .content_type("text/event-stream")
        .header(header::CACHE_CONTROL, "no-store")
        .header(ACCEL_BUFFERING, "no")
        .body(Body::from_async_read(theirs));
    response.set_data(Endless);
    Ok(response)
}

/// The last position of the feed.
async fn last_position(scope: &Scope) -> Result<i64, Error> {
    let oldest = FollowEvents { limit: 1, ..FollowEvents::default() };
    Ok(scope.run(&oldest).await?.last_position)
}

/// A stream that is open.
struct Stream {
    served: Served,
    token: String,
    center: Id<Center>,
    zone: TimeZone,
    /// Up to where the page knows the feed; none, if that makes no sense.
    position: Option<i64>,
    /// The last position when it was opened.
    last: i64,
    writer: WriteHalf<DuplexStream>,
    _place: StreamPlace,
}

impl Stream {
    /// Tells of changes until either side ends it.
    async fn run(
        mut self,
        mut positions: watch::Receiver<i64>,
        mut client: ReadHalf<DuplexStream>,
    ) {
        let life = self.served.life.clone();
        let opening = format!("retry: {RETRY_MILLISECONDS}\n\n");
        let mut written = self.write(&opening).await;
        while written.is_ok() && self.catch_up().await.is_ok() {
            written = select! {
                changed = positions.changed() => changed.map_err(io::Error::other),
                () = sleep(HEARTBEAT) => Ok(()),
                // The client is gone: nobody writes on that side.
                _ = client.read_u8() => break,
                () = life.reached(ServerStage::Leaving) => break,
            };
        }
        // The client sees the end by the end of what is sent.
        let _ = self.writer.shutdown().await;
    }

    /// Tells of all that happened until now, to whoever may see it still, and where the page is.
    async fn catch_up(&mut self) -> io::Result<()> {
        let scope = self.served.client.authenticate(&self.token).await;
        let scope = scope.map_err(io::Error::other)?;
        loop {
            let after = self.position.unwrap_or(-1);
            let next = FollowEvents {
                after: Some(after),
                limit: PageRequest::LIMIT_MAX,
                ..FollowEvents::default()
            };
            let page = match scope.run(&next).await {
                Ok(page) => page,
                Err(Error::Invalid(_)) => return self.resynchronise().await,
                Err(error) => return Err(io::Error::other(error)),
            };
            for event in &page.items {
                if event.center_id.is_none_or(|center| center == self.center) {
                    self.tell(event).await?;
                }
            }
            self.position = Some(page.next_after);
            if page.next_after >= page.last_position {
                break;
            }
        }
        // An identifier without data moves the browser on, and is a sign of life.
        self.write(&format!("id: {}\n\n", self.position.unwrap_or_default())).await
    }

    /// Tells the page to read anew: what happened since it read is not kept.
    async fn resynchronise(&mut self) -> io::Result<()> {
        let last = self.last;
        self.position = Some(last);
        self.write(&format!("event: resync\nid: {last}\ndata: {{\"position\":{last}}}\n\n")).await
    }

    async fn tell(&mut self, event: &FeedEvent) -> io::Result<()> {
        let mut dates = Vec::new();
        collect_dates(&event.data, &self.zone, &mut dates);
        let change = Change {
            kind: &event.kind,
            id: event.subject_id.to_string(),
            entity: &event.subject,
            dates,
            version: event.subject_version,
            position: event.position,
        };
        let json = serde_json::to_string(&change)?;
        self.write(&format!("id: {}\ndata: {json}\n\n", event.position)).await
    }

    async fn write(&mut self, text: &str) -> io::Result<()> {
        self.writer.write_all(text.as_bytes()).await?;
        self.writer.flush().await
    }
}

/// Collects the local days of the instants at which something starts or ends, or did before.
fn collect_dates(data: &Map<String, Value>, zone: &TimeZone, dates: &mut Vec<String>) {
    for (name, value) in data {
        match value {
            Value::Object(inner) => collect_dates(inner, zone, dates),
            Value::String(date) if name == "date" => dates.push(date.clone()),
            Value::String(text) if name.ends_with("starts_at") || name.ends_with("ends_at") => {
                let Ok(at) = text.parse::<Timestamp>() else { continue };
                let date = zone.local(at).date().to_string();
                if !dates.contains(&date) {
                    dates.push(date);
                }
            }
            _ => {}
        }
    }
}
