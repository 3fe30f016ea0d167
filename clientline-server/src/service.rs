//! The whole service: the API and its pages, behind the front.

use poem::Route;

use crate::{
    config::Config,
    endpoint::{self, Declare, Endpoints, Served, Spec},
    front::{Front, Methods, Surroundings},
    pages,
};

/// Puts the API that `D` declares, and the pages around it, behind the front.
#[must_use]
pub fn guarded<D: Declare>(config: &Config, served: Served) -> Front {
    let spec = Spec::of::<D>(served.clone());
    let methods = Methods::of(Endpoints::of::<D>().routes().chain(pages::routes()));
    let surroundings = Surroundings {
        origins: config.cors_origins.clone(),
        proxies: config.trusted_proxies.clone(),
        limits: config.limits.clone(),
        quotas: served.quotas.clone(),
        life: served.life.clone(),
    };
    let api = Route::new().nest("/", endpoint::service::<D>(served));
    let routes = pages::around(spec, api);
    Front::new(routes, methods, surroundings)
}
