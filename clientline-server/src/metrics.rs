//! Figures about the server, for Prometheus to fetch.
//!
//! They are served at an address of their own (`--metrics-listen`), which is
//! nobody's business outside: nothing that was in a request is among them, but
//! they tell how a business runs.

mod jobs;
mod moment;
mod operations;

use std::{fmt, sync::Arc, time::Duration};

use clientline_core::{ClientLine, engine::Observer, work::JobObserver};
use poem::{
    Response, Route, RouteMethod,
    endpoint::make_sync,
    http::{Method, StatusCode},
};
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram, info::Info},
    registry::{Registry, Unit},
};

use self::moment::{EngineGauges, Process};
pub use self::{jobs::Jobs, operations::Operations};

/// The media type of what is served (`OpenMetrics` 1.0, section "Content Type").
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What every name of ours begins with.
const PREFIX: &str = "clientline";

/// From a read out of memory to the deadline of a request, in seconds.
const BUCKETS: [f64; 12] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 10.0];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: &'static str,
    path: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Routed {
    method: &'static str,
    path: String,
}

/// The metrics of one server.
#[derive(Clone)]
pub struct Metrics {
    registry: Arc<Registry>,
    answered: Family<Answered, Counter>,
    seconds: Family<Routed, Histogram>,
    running: Gauge,
    bodies: BodyGauges,
    open_streams: Gauge,
    operations: Operations,
    jobs: Jobs,
}

/// How many bytes of bodies are in memory, without the first of each, which are free.
#[derive(Clone, Debug, Default)]
pub(crate) struct BodyGauges {
    /// Of requests.
    pub(crate) requests: Gauge,
    /// Of answers to reads that are not written yet.
    pub(crate) reads: Gauge,
    /// Of answers to changes that are not written yet.
    pub(crate) changes: Gauge,
}

impl BodyGauges {
    fn register(&self, registry: &mut Registry) {
        for (name, help, gauge) in [
            ("http_request_body_bytes", "Bytes of requests in memory", &self.requests),
            ("http_read_answer_bytes", "Bytes of answers to reads that wait", &self.reads),
            ("http_change_answer_bytes", "Bytes of answers to changes that wait", &self.changes),
        ] {
            registry.register(name, help, gauge.clone());
        }
    }
}

impl Metrics {
    /// Starts with zero, about no engine.
    #[must_use]
    pub fn new() -> Self {
        Self::in_registry(Registry::default())
    }

    /// Starts with zero, and shows the figures of an engine and its storage beside. The runs
    /// of its use cases are among them once the [`observer`](Self::observer) is told of them.
    #[must_use]
    pub fn about(client: &ClientLine) -> Self {
        let mut registry = Registry::default();
        let gauges = Box::new(EngineGauges(client.clone()));
        registry.sub_registry_with_prefix(PREFIX).register_collector(gauges);
        registry.register_collector(Box::new(Process));
        Self::in_registry(registry)
    }

    fn in_registry(mut all: Registry) -> Self {
        let answered = Family::default();
        let seconds: Family<Routed, Histogram> =
            Family::new_with_constructor(|| Histogram::new(BUCKETS));
        let running = Gauge::default();
        let registry = all.sub_registry_with_prefix(PREFIX);
        let build = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("build", "The release", build);
        registry.register("http_requests", "Requests that were answered", answered.clone());
        let help = "Time from the head of a request to its answer";
        registry.register_with_unit("http_request_duration", help, Unit::Seconds, seconds.clone());
        let help = "Requests without an answer yet";
        registry.register("http_requests_running", help, running.clone());
        let bodies = BodyGauges::default();
        bodies.register(registry);
        let open_streams = Gauge::default();
        let help = "Streams to desks that are open";
        registry.register("desk_streams", help, open_streams.clone());
        let operations = Operations::register(registry);
        let jobs = Jobs::register(registry);
        let registry = Arc::new(all);
        Self { registry, answered, seconds, running, bodies, open_streams, operations, jobs }
    }

    /// The observer of an engine whose use cases are counted here.
    #[must_use]
    pub fn observer(&self) -> Arc<dyn Observer> {
        Arc::new(self.operations.clone())
    }

    /// The observer of the work in the background, which is counted here.
    #[must_use]
    pub fn jobs(&self) -> Arc<dyn JobObserver> {
        Arc::new(self.jobs.clone())
    }

    /// The gauge of the streams to desks that are open.
    pub(crate) fn open_streams(&self) -> Gauge {
        self.open_streams.clone()
    }

    /// The gauges that budgets count by.
    pub(crate) fn bodies(&self) -> &BodyGauges {
        &self.bodies
    }

    /// Begins a request.
    pub(crate) fn begin(&self) -> Running {
        self.running.inc();
        Running(self.running.clone())
    }

    /// Counts an answer, under the pattern of its path: there are no more of
    /// those than were declared.
    pub(crate) fn answered(
        &self,
        method: &Method,
        path: &str,
        status: StatusCode,
        taken: Duration,
    ) {
        let (method, path) = (known(method), path.to_owned());
        self.seconds
            .get_or_create(&Routed { method, path: path.clone() })
            .observe(taken.as_secs_f64());
        self.answered.get_or_create(&Answered { method, path, status: status.as_u16() }).inc();
    }

    /// The metrics as text.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing into a string can't fail.
        let _ = encode(&mut text, &self.registry);
        text
    }

    /// The one page that shows them.
    #[must_use]
    pub fn page(&self) -> Route {
        let metrics = self.clone();
        let show =
            make_sync(move |_| Response::builder().content_type(OPEN_METRICS).body(metrics.text()));
        Route::new().at(Self::PATH, RouteMethod::new().get(show))
    }

    /// Where the page is.
    pub const PATH: &str = "/metrics";
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics").finish_non_exhaustive()
    }
}

/// A request that runs, until it is dropped.
pub(crate) struct Running(Gauge);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.dec();
    }
}

/// A method that a path may have; anybody may make up others.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_counted_under_its_path_and_status() {
        let metrics = Metrics::new();
        let running = metrics.begin();
        assert!(metrics.text().contains("clientline_http_requests_running 1\n"));
        let took = Duration::from_millis(3);
        metrics.answered(&Method::GET, "/guests/:id", StatusCode::OK, took);
        metrics.answered(&Method::GET, "/guests/:id", StatusCode::OK, took);
        drop(running);
        let text = metrics.text();
        let labels = "method=\"GET\",path=\"/guests/:id\"";
        for line in [
            format!("clientline_http_requests_total{{{labels},status=\"200\"}} 2\n"),
            format!("clientline_http_request_duration_seconds_count{{{labels}}} 2\n"),
            format!("clientline_http_request_duration_seconds_bucket{{le=\"0.005\",{labels}}} 2\n"),
            "clientline_http_requests_running 0\n".to_owned(),
        ] {
            assert!(text.contains(&line), "{line} is not in {text}");
        }
    }

    #[test]
    fn nobody_can_add_a_method_of_their_own() {
        let strange = Method::from_bytes(b"BREW").unwrap();
        assert_eq!((known(&strange), known(&Method::PATCH)), ("other", "PATCH"));
    }
}
