//! The whole service: the API and its pages, behind the front.

use poem::{Route, http::Method};

use crate::{
    config::Config,
    endpoint::{self, Declare, Endpoints, Served, Spec},
    front::{Front, Methods, Surroundings},
    metrics::Metrics,
    pages,
};

/// Puts the API that `D` declares, and the pages around it, behind the front.
#[must_use]
pub fn guarded<D: Declare>(config: &Config, served: Served, metrics: Metrics) -> Front {
    let spec = Spec::of::<D>(served.clone());
    let methods = Methods::of(Endpoints::of::<D>().routes().chain(pages::routes()));
    let surroundings = Surroundings {
        origins: config.cors_origins.clone(),
        proxies: config.trusted_proxies.clone(),
        limits: config.limits.clone(),
        quotas: served.quotas.clone(),
        metrics,
        life: served.life.clone(),
    };
    let api = Route::new().nest("/", endpoint::service::<D>(served));
    let routes = pages::around(spec, api);
    Front::new(routes, methods, surroundings)
}

/// Puts the page of metrics behind a front of its own.
#[must_use]
pub fn metrics(config: &Config, served: &Served, metrics: &Metrics) -> Front {
    let surroundings = Surroundings {
        origins: Vec::new(),
        proxies: Vec::new(),
        limits: config.limits.clone(),
        quotas: served.quotas.clone(),
        // Who looks is no part of what is seen.
        metrics: Metrics::new(),
        life: served.life.clone(),
    };
    let methods = Methods::of([(Metrics::PATH.to_owned(), Method::GET)]);
    Front::new(metrics.page(), methods, surroundings)
}
