//! The server itself: what it is, and how it is.

use clientline_core::value::tzdb_version;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    endpoint::{Endpoints, Served, problem},
    front::ServerStage,
    problem::{Problem, Refusal},
};

/// The name and version of this server.
#[derive(Serialize, JsonSchema)]
struct Server {
    /// The name of the product.
    name: &'static str,
    /// Its version.
    version: &'static str,
    /// Where to go from here.
    links: Links,
}

/// Where to go from the root.
#[derive(Serialize, JsonSchema)]
struct Links {
    /// The interactive documentation.
    docs: &'static str,
    /// The `OpenAPI` document as JSON.
    openapi: &'static str,
    /// Whether the server runs.
    live: &'static str,
    /// Whether it takes requests.
    ready: &'static str,
}

/// The server runs.
#[derive(Serialize, JsonSchema)]
struct Live {
    /// Always `live`.
    status: &'static str,
}

/// The server takes requests.
#[derive(Serialize, JsonSchema)]
struct Ready {
    /// Always `ready`: otherwise the answer is a 503.
    status: &'static str,
    /// The version of the time zone database, which is bundled.
    time_zones: &'static str,
}

pub(super) fn declare(table: &mut Endpoints) {
    table
        .tag("system", "The server itself.")
        .open("/", "server_get", "See what this server is", server)
        .open("/health/live", "health_live", "See whether the server runs", live)
        .open("/health/ready", "health_ready", "See whether the server takes requests", ready);
}

async fn server(_served: Served) -> Result<Server, Problem> {
    let links = Links {
        docs: "/docs",
        openapi: "/openapi.json",
        live: "/health/live",
        ready: "/health/ready",
    };
    Ok(Server { name: "ClientLine", version: env!("CARGO_PKG_VERSION"), links })
}

async fn live(_served: Served) -> Result<Live, Problem> {
    Ok(Live { status: "live" })
}

/// Ready is who serves, and whose storage answers.
async fn ready(served: Served) -> Result<Ready, Problem> {
    if served.life.stage() != ServerStage::Serving {
        return Err(Refusal::NotReady.into());
    }
    served.client.ready().await.map_err(|error| problem(&error))?;
    Ok(Ready { status: "ready", time_zones: tzdb_version() })
}
