//! Figures about the server, for Prometheus to fetch.
//!
//! They are served at an address of their own (`--metrics-listen`), which is
//! nobody's business outside: nothing that was in a request is among them, but
//! they tell how a business runs.

use std::{fmt, sync::Arc, time::Duration};

use poem::{
    Response, Route, RouteMethod,
    endpoint::make_sync,
    http::{Method, StatusCode},
};
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::Registry,
};

/// The media type of what is served (`OpenMetrics` 1.0, section "Content Type").
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

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
            ("request_body_bytes", "Bytes of requests in memory", &self.requests),
            ("read_answer_bytes", "Bytes of answers to reads that wait", &self.reads),
            ("change_answer_bytes", "Bytes of answers to changes that wait", &self.changes),
        ] {
            registry.register(name, help, gauge.clone());
        }
    }
}

impl Metrics {
    /// Starts with zero.
    #[must_use]
    pub fn new() -> Self {
        let answered = Family::default();
        let seconds: Family<Routed, Histogram> =
            Family::new_with_constructor(|| Histogram::new(BUCKETS));
        let running = Gauge::default();
        let mut registry = Registry::with_prefix("clientline");
        registry.register("requests", "Requests that were answered", answered.clone());
        registry.register("request_seconds", "Time until the answer", seconds.clone());
        registry.register("requests_running", "Requests without an answer yet", running.clone());
        let bodies = BodyGauges::default();
        bodies.register(&mut registry);
        Self { registry: Arc::new(registry), answered, seconds, running, bodies }
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
        assert!(metrics.text().contains("clientline_requests_running 1\n"));
        let took = Duration::from_millis(3);
        metrics.answered(&Method::GET, "/guests/:id", StatusCode::OK, took);
        metrics.answered(&Method::GET, "/guests/:id", StatusCode::OK, took);
        drop(running);
        let text = metrics.text();
        let labels = "method=\"GET\",path=\"/guests/:id\"";
        for line in [
            format!("clientline_requests_total{{{labels},status=\"200\"}} 2\n"),
            format!("clientline_request_seconds_count{{{labels}}} 2\n"),
            format!("clientline_request_seconds_bucket{{le=\"0.005\",{labels}}} 2\n"),
            "clientline_requests_running 0\n".to_owned(),
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
