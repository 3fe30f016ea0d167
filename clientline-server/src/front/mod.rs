//! The hardened front: everything between a socket and a handler.
//!
//! The framework's own server has no limits that would let it stand on an open
//! network (design, security: "The HTTP front"), so connections are driven
//! here, and every request passes the same steps: id, origin, method and path,
//! body, gate, handler; and every answer gets the same finish, whether it is a
//! success, a refusal, a panic or a time-out.

mod body_reader;
mod budget;
mod client_address;
mod connection;
mod cors;
mod exchange;
mod gate;
mod headers;
mod lifecycle;
mod methods;
mod open_files;
mod parting;
mod patience;
mod places;
mod server;
mod write_timeout;

use std::{fmt, net::IpAddr, sync::Arc};

use clientline_core::value::NetworkPrefix;
use ipnet::IpNet;
use poem::{
    Endpoint, EndpointExt, IntoEndpoint, PathPattern, Request, Response, Result,
    endpoint::BoxEndpoint,
    error::MethodNotAllowedError,
    http::{HeaderValue, Method, header},
};

use self::{
    body_reader::BodyReader,
    budget::{Answers, Budget},
    client_address::Proxies,
    cors::{Cors, Verdict},
    gate::{Abandoned, Admission, Gate},
};
pub(crate) use self::{budget::Endless, cors::is_own};
pub use self::{
    lifecycle::{Lifecycle, ServerStage, on_reload, shutdown_requested},
    methods::Methods,
    open_files::compare as compare_open_files,
    server::{Ended, Server},
};
use crate::{
    config::{Limits, Origin},
    live::Live,
    metrics::Metrics,
    problem::{Problem, Refusal},
    problem_languages::Language,
    quota::{Counted, Quotas},
    request_id::{RequestId, X_REQUEST_ID},
    telemetry::AccessLine,
};

/// The front with all it guards.
pub struct Front {
    inner: Arc<BoxEndpoint<'static>>,
    methods: Methods,
    cors: Cors,
    body_reader: BodyReader,
    gate: Gate,
    answers: Answers,
    proxies: Proxies,
    quotas: Quotas,
    metrics: Metrics,
    limits: Limits,
    life: Lifecycle,
}

/// The limits and counters of a front.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// The origins whose pages may use the API.
    pub origins: Live<Vec<Origin>>,
    /// The proxies that are believed when they name a client's address.
    pub proxies: Live<Vec<IpNet>>,
    /// The limits of clients.
    pub limits: Limits,
    /// How often they may ask.
    pub quotas: Quotas,
    /// The counters of answers.
    pub metrics: Metrics,
    /// Where the server stands.
    pub life: Lifecycle,
}

impl Front {
    /// Guards `inner`, whose paths have these methods.
    pub fn new<E>(inner: E, methods: Methods, surroundings: Surroundings) -> Self
    where
        E: IntoEndpoint,
        E::Endpoint: 'static,
    {
        let Surroundings { origins, proxies, limits, quotas, metrics, life } = surroundings;
        Self {
            inner: Arc::new(inner.into_endpoint().map_to_response().boxed()),
            methods,
            cors: Cors::new(origins),
            body_reader: BodyReader {
                limit: limits.body_bytes,
                deadline: limits.body_deadline,
                last_call: limits.last_call,
                life: life.clone(),
                budget: Budget::new(limits.body_memory_bytes, metrics.bodies().requests.clone()),
            },
            answers: Answers::new(&limits, metrics.bodies()),
            gate: Gate::new(limits.concurrency, limits.request_deadline),
            proxies: Proxies::new(proxies),
            quotas,
            metrics,
            limits,
            life,
        }
    }

    pub(super) fn limits(&self) -> &Limits {
        &self.limits
    }

    pub(super) fn lifecycle(&self) -> &Lifecycle {
        &self.life
    }

    fn proxies(&self) -> &Proxies {
        &self.proxies
    }

    /// Waits until no handler runs any more, not even one that its client left.
    async fn drained(&self) {
        self.gate.drained().await;
    }

    /// Answers a request, come what may.
    pub async fn answer(&self, mut request: Request) -> Response {
        let id = RequestId::of(request.headers());
        let mut line = AccessLine::begin(&request, id.clone());
        let _running = self.metrics.begin();
        let address = self.proxies.client(&request);
        let language = Language::wanted(request.headers());
        let counted = self.count(&request, address);
        request.set_data(address.map_or(NetworkPrefix::LOCAL, NetworkPrefix::of));
        let verdict = self.cors.judge(&request);
        let outcome = match (counted.passed(), &verdict) {
            (Err(often), _) => Err(often.into()),
            (Ok(()), Verdict::Refused) => Err(Refusal::OriginNotAllowed.into()),
            (Ok(()), Verdict::Preflight(_)) => Ok(Verdict::preflight_answer()),
            (Ok(()), Verdict::SameOrigin | Verdict::Allowed(_)) => self.handle(request).await,
        };
        let pattern = match &outcome {
            Ok(response) => response.data::<PathPattern>(),
            Err(error) => error.data::<PathPattern>(),
        };
        line.routed(pattern);
        let mut response = outcome.unwrap_or_else(|error| {
            let mut problem = Problem::of(&error);
            let said = language.filter(|language| language.say(&mut problem));
            let mut response = problem.render(Some(&id));
            if let Some(said) = said {
                response.headers_mut().insert(header::CONTENT_LANGUAGE, said.header_value());
            }
            response
        });
        counted.mark(response.headers_mut());
        verdict.mark(response.headers_mut());
        self.finish(response, &id, line)
    }

    /// Answers a health check, and tells all else to come back: there is no place.
    pub(super) async fn answer_health(&self, request: Request) -> Response {
        if admission(&request) == Admission::Free {
            return self.answer(request).await;
        }
        let id = RequestId::of(request.headers());
        let line = AccessLine::begin(&request, id.clone());
        let refused = Problem::from(Refusal::Overloaded).render(Some(&id));
        self.finish(refused, &id, line)
    }

    /// Marks an answer as every one is, and counts and logs it.
    fn finish(&self, mut response: Response, id: &RequestId, line: AccessLine) -> Response {
        if let Some(value) = id.header_value() {
            response.headers_mut().insert(X_REQUEST_ID, value);
        }
        headers::secure(response.headers_mut());
        self.metrics.answered(line.method(), line.path(), response.status(), line.elapsed());
        line.end(response.status());
        response
    }

    /// Counts a request against what its client may send; health checks are
    /// free.
    fn count(&self, request: &Request, address: Option<IpAddr>) -> Counted {
        if admission(request) == Admission::Free {
            return Counted::default();
        }
        let headers = request.headers();
        let credential = headers.get(header::AUTHORIZATION).or(headers.get(header::COOKIE));
        self.quotas.count(address, credential.map(HeaderValue::as_bytes))
    }

    /// Takes the request in and runs its handler.
    async fn handle(&self, mut request: Request) -> Result<Response> {
        methods::normalise(&mut request)?;
        let method = request.method().clone();
        let (request, share) = self.body_reader.take(request).await?;
        let admission = admission(&request);
        let abandoned = if method.is_safe() { Abandoned::Dropped } else { Abandoned::Finished };
        self.answers.admit(abandoned)?;
        let inner = Arc::clone(&self.inner);
        let work = async move {
            let _share = share;
            inner.call(request).await
        };
        let outcome = self.gate.run(admission, abandoned, work).await;
        self.answers.hold(abandoned, self.with_allow(&method, outcome)?).await
    }

    /// Settles what the router refused for its method.
    fn with_allow(&self, method: &Method, outcome: Result<Response>) -> Result<Response> {
        let Err(error) = outcome else { return outcome };
        if !error.is::<MethodNotAllowedError>() {
            return Err(error);
        }
        let pattern = error.data::<PathPattern>().cloned();
        let mut settled = self.methods.settle(method, pattern.as_ref()).map_err(poem::Error::from);
        if let Some(pattern) = pattern {
            match &mut settled {
                Ok(response) => response.set_data(pattern),
                Err(error) => error.set_data(pattern),
            }
        }
        settled
    }
}

/// Health checks do not queue behind the work they watch.
fn admission(request: &Request) -> Admission {
    if request.uri().path().starts_with("/health/") { Admission::Free } else { Admission::Counted }
}

impl fmt::Debug for Front {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Front").field("limits", &self.limits).finish_non_exhaustive()
    }
}
