//! The whole service: the API and its pages, behind the front.

use clientline_core::ops::access::first_run::FirstRun;
use ipnet::IpNet;
use poem::{Route, http::Method};

use crate::{
    booking_page,
    config::{Config, Origin},
    desk,
    endpoint::{self, Declare, Endpoints, Served, Spec},
    front::{Front, Methods, Surroundings},
    live::Live,
    metrics::Metrics,
    pages, problem_pages,
    quota::Quotas,
};

/// The settings of a service that may change while it runs.
#[derive(Clone, Debug)]
pub struct Adjustable {
    origins: Live<Vec<Origin>>,
    proxies: Live<Vec<IpNet>>,
    quotas: Quotas,
}

impl Adjustable {
    /// Begins with what is configured.
    #[must_use]
    pub fn of(config: &Config, served: &Served) -> Self {
        Self {
            origins: Live::new(config.cors_origins.clone()),
            proxies: Live::new(config.trusted_proxies.clone()),
            quotas: served.quotas.clone(),
        }
    }

    /// Takes what is configured now: origins, proxies and rates. All else holds from one start
    /// to the next.
    pub fn adjust(&self, config: &Config) {
        self.origins.set(config.cors_origins.clone());
        self.proxies.set(config.trusted_proxies.clone());
        self.quotas.set_rates(&config.limits);
    }
}

/// Puts the API that `D` declares, and the pages around it, behind the front.
#[must_use]
pub fn guarded<D: Declare>(config: &Config, served: Served, metrics: Metrics) -> Front {
    guarded_by::<D>(&Adjustable::of(config, &served), config, served, metrics, FirstRun::OVER)
}

/// As [`guarded`], with settings that may change while the server runs, and with a first run that
/// may still be ahead.
#[must_use]
pub fn guarded_by<D: Declare>(
    adjustable: &Adjustable,
    config: &Config,
    served: Served,
    metrics: Metrics,
    first_run: FirstRun,
) -> Front {
    let open_streams = metrics.open_streams();
    let methods = Methods::of(
        Endpoints::of::<D>()
            .routes()
            .chain(pages::routes())
            .chain(problem_pages::routes())
            .chain(desk::routes())
            .chain(booking_page::routes()),
    );
    let surroundings = Surroundings {
        origins: adjustable.origins.clone(),
        proxies: adjustable.proxies.clone(),
        limits: config.limits.clone(),
        quotas: served.quotas.clone(),
        metrics,
        life: served.life.clone(),
    };
    let api = Route::new().nest("/", endpoint::service::<D>(served.clone()));
    let of_spec = served.clone();
    let api = problem_pages::around(pages::around(move || Spec::of::<D>(of_spec), api));
    let public = booking_page::around(&served, api);
    let routes = desk::around(served, first_run, open_streams, public);
    Front::new(routes, methods, surroundings)
}

/// Puts the page of metrics behind a front of its own.
#[must_use]
pub fn metrics(config: &Config, served: &Served, metrics: &Metrics) -> Front {
    let surroundings = Surroundings {
        origins: Live::default(),
        proxies: Live::default(),
        limits: config.limits.clone(),
        quotas: served.quotas.clone(),
        // Who looks is no part of what is seen.
        metrics: Metrics::new(),
        life: served.life.clone(),
    };
    let methods = Methods::of([(Metrics::PATH.to_owned(), Method::GET)]);
    Front::new(metrics.page(), methods, surroundings)
}
