//! The endpoint layer: twenty resources from declarations.
//!
//! A resource declares its endpoints in a table ([`Endpoints`]); poem-openapi's
//! [`OpenApi`](trait@OpenApi) is implemented once, over that table, for the routes and for the
//! document alike. Adding an endpoint is a line; what every endpoint shares
//! (credentials, idempotency, conditional requests, strict inputs, errors and
//! their documentation) stands here and nowhere else.
//!
//! ```
//! use clientline_core::{
//!     engine::{Actor, Env, Operation, Plan, Shown, View}, error::Result, model::Permission,
//! };
//! use clientline_server::endpoint::{Declare, Endpoints, Path, Route};
//!
//! /// Says hello to somebody.
//! struct Greet(String);
//!
//! /// Some words, which everybody may see.
//! #[derive(serde::Serialize, schemars::JsonSchema)]
//! struct Words(String);
//!
//! impl Shown for Words {
//!     fn shown_to(self, _: &Actor) -> Result<Self> {
//!         Ok(self)
//!     }
//! }
//!
//! impl Operation for Greet {
//!     type Answer = Words;
//!     const NAME: &'static str = "greet";
//!     const NEEDS: Permission = Permission::ReadGuests;
//!
//!     async fn plan(&self, env: &Env, _view: &mut View<'_>) -> Result<Plan<Words>> {
//!         Ok(Plan::read(env, Words(format!("Hello, {}!", self.0))))
//!     }
//! }
//!
//! struct Greetings;
//!
//! impl Declare for Greetings {
//!     fn declare(table: &mut Endpoints) {
//!         table
//!             .tag("greetings", "Saying hello.")
//!             .on(Route::list("/greetings/{name}"), "greetings_get", "Greet somebody", |Path(name)| Greet(name));
//!     }
//! }
//!
//! let routes: Vec<_> = Endpoints::of::<Greetings>().routes().collect();
//! assert_eq!(routes[0].0, "/greetings/:name");
//! ```

mod answer;
mod call;
mod declare;
mod definitions;
mod document;
mod entry_points;
mod erased;
mod failure;
mod failures;
mod input;
mod listing;
mod resource;
mod runnable;
mod schema;
mod shared;
mod spec;
mod yaml;

use std::{collections::HashMap, marker::PhantomData};

use clientline_core::ClientLine;
use poem::{
    EndpointExt, Request, Response, Result,
    endpoint::{BoxEndpoint, make},
    http::Method,
};
use poem_openapi::{
    OpenApi, OpenApiService,
    registry::{MetaApi, MetaSecurityScheme, MetaTag, Registry},
};

use self::document::{BEARER, Document};
pub use self::{
    answer::Shape,
    call::Call,
    declare::{Declare, Endpoints, Route, Tagged},
    definitions::Schemas,
    erased::{Answered, Answering, AnyUseCase},
    failure::problem,
    input::{
        Arguments, Body, Change, Compose, IfMatch, Input, Inputs, Optional, Parameters, Path, Query,
    },
    listing::{Listing, Paged},
    resource::Words,
    runnable::{Runnable, Sent},
    spec::Spec,
};
pub(crate) use self::{call::written, failures::FAILURES};
use crate::{front::Lifecycle, quota::Quotas};

/// The state that every handler shares.
#[derive(Clone, Debug)]
pub struct Served {
    /// The way into the core.
    pub client: ClientLine,
    /// Where the server stands.
    pub life: Lifecycle,
    /// How often clients may ask.
    pub quotas: Quotas,
}

/// The endpoints that `D` declares, as an API of poem-openapi.
pub struct Api<D> {
    served: Served,
    declared: PhantomData<fn() -> D>,
}

/// The routes of the endpoints that `D` declares.
#[must_use]
pub fn service<D: Declare>(served: Served) -> OpenApiService<Api<D>, ()> {
    OpenApiService::new(
        Api { served, declared: PhantomData },
        "ClientLine",
        env!("CARGO_PKG_VERSION"),
    )
    .description(document::description())
    .license("MIT OR Apache-2.0")
}

impl<D: Declare> OpenApi for Api<D> {
    fn meta() -> Vec<MetaApi> {
        vec![Document::of(&Endpoints::of::<D>()).api]
    }

    fn register(registry: &mut Registry) {
        let table = Endpoints::of::<D>();
        for (name, description) in &table.tags {
            let description = Some(*description);
            registry.create_tag(MetaTag { name, description, external_docs: None });
        }
        let scheme = MetaSecurityScheme {
            ty: "http",
            description: Some("A token of the form `cl_…`, as the server printed it."),
            name: None,
            key_in: None,
            scheme: Some("bearer"),
            bearer_format: None,
            flows: None,
            openid_connect_url: None,
        };
        registry.create_security_scheme(BEARER, scheme);
        registry.schemas.extend(Document::of(&table).schemas);
    }

    fn add_routes(self, routes: &mut HashMap<String, HashMap<Method, BoxEndpoint<'static>>>) {
        for endpoint in Endpoints::of::<D>().all {
            let (path, method, handler) = (endpoint.route(), endpoint.method, endpoint.handler);
            let served = self.served.clone();
            let route = make(move |request: Request| {
                let (served, handler) = (served.clone(), handler.clone());
                async move {
                    let call = Call::of(request).await?;
                    Result::<Response>::Ok(handler(served, call).await?)
                }
            });
            routes.entry(path).or_default().insert(method, route.map_to_response().boxed());
        }
    }
}

#[cfg(test)]
mod tests;
