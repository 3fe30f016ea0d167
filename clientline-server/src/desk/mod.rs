//! The desk: the page on which a salon's day is run, and what only a page in a browser needs.
//!
//! Its files are in the binary ([`files`]). Whoever signs in on it has a session whose token is
//! in a cookie ([`cookie`]) that is taken only from our own pages ([`same_origin`]); for the API
//! it is a bearer token as any other ([`browser`]).

mod browser;
mod cookie;
mod files;
mod same_origin;
mod session;

use poem::{IntoEndpoint, Route, http::Method};

use self::browser::Browser;
use crate::endpoint::Served;

/// The path of the page.
pub const PAGE: &str = "/desk/";

/// Puts the desk before the routes of the API.
#[must_use]
pub fn around(served: Served, api: Route) -> impl IntoEndpoint<Endpoint: 'static> {
    let routes = session::around(&served, files::around(api));
    Browser::new(served, routes)
}

/// The paths of the desk with their methods.
pub fn routes() -> impl Iterator<Item = (String, Method)> {
    files::routes().chain(session::routes())
}
