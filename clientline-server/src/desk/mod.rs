//! The desk: the page on which a salon's day is run, and what only a page in a browser needs.
//!
//! Its files are in the binary (`files`). Whoever signs in on it has a session whose token is
//! in a cookie (`cookie`) that is taken only from our own pages (`same_origin`); for the API
//! it is a bearer token as any other (`browser`). What others do appears by a stream
//! (`stream`).

mod browser;
mod cookie;
mod files;
mod pins;
mod same_origin;
mod session;
mod stream;
mod stream_places;

use clientline_core::ops::access::first_run::FirstRun;
use poem::{
    EndpointExt, IntoEndpoint, Request, Response, Result, Route, RouteMethod,
    endpoint::{BoxEndpoint, make},
    http::Method,
};
use prometheus_client::metrics::gauge::Gauge;

use self::{browser::Browser, stream_places::StreamPlaces};
pub(crate) use self::{
    files::{POLICY, public_assets},
    same_origin::REFERRER,
};
use crate::{
    endpoint::{Call, Served},
    problem::Problem,
};

/// The path of the page.
pub const PAGE: &str = "/desk/";
/// The path of the stream of what happens.
const STREAM: &str = "/desk/stream";

/// Puts the desk before the routes of the API.
#[must_use]
pub fn around(
    served: Served,
    first_run: FirstRun,
    open_streams: Gauge,
    api: Route,
) -> impl IntoEndpoint<Endpoint: 'static> {
    let places = StreamPlaces::new(open_streams);
    let follow = move |served, call| stream::open(served, places.clone(), call);
    let stream = RouteMethod::new().get(handler(&served, follow));
    let routes = files::around(api).at(STREAM, stream);
    let routes = pins::around(&served, session::around(&served, first_run, routes));
    Browser::new(served, routes)
}

/// The paths of the desk with their methods.
pub fn routes() -> impl Iterator<Item = (String, Method)> {
    let stream = (STREAM.to_owned(), Method::GET);
    files::routes().chain(session::routes()).chain(pins::routes()).chain([stream])
}

/// An endpoint that reads the request whole.
pub(crate) fn handler<F, R>(served: &Served, answer: F) -> BoxEndpoint<'static>
where
    F: Fn(Served, Call) -> R + Clone + Send + Sync + 'static,
    R: Future<Output = Result<Response, Problem>> + Send + 'static,
{
    let served = served.clone();
    let endpoint = make(move |request: Request| {
        let (served, answer) = (served.clone(), answer.clone());
        async move {
            let call = Call::of(request).await?;
            Result::<Response>::Ok(answer(served, call).await?)
        }
    });
    endpoint.map_to_response().boxed()
}
