//! A desk that several people share: it is locked, and taken over by a PIN.
//!
//! Who is asked for is found by the cookie, which opens nothing else while the desk is locked.

use clientline_core::ops::{
    access::pins::{DeskPerson, LockDesk, NewPin, SetPin, SwitchPerson},
    page::PageRequest,
};
use poem::{
    Response, Route, RouteMethod,
    http::{Method, StatusCode},
};

use super::{cookie::SessionCookie, handler, same_origin::must_be_from_our_page, session::welcome};
use crate::{
    endpoint::{Arguments, Body, Call, Query, Served, written},
    problem::Problem,
};

const PIN: &str = "/desk/session/pin";
const LOCK: &str = "/desk/session/lock";
const PEOPLE: &str = "/desk/session/people";
const SWITCH: &str = "/desk/session/switch";

/// Puts the endpoints before other routes.
pub(super) fn around(served: &Served, inner: Route) -> Route {
    inner
        .at(PIN, RouteMethod::new().put(handler(served, set)))
        .at(LOCK, RouteMethod::new().post(handler(served, lock)))
        .at(PEOPLE, RouteMethod::new().get(handler(served, people)))
        .at(SWITCH, RouteMethod::new().post(handler(served, switch)))
}

/// The paths of the endpoints with their methods.
pub(super) fn routes() -> impl Iterator<Item = (String, Method)> {
    let routes =
        [(PIN, Method::PUT), (LOCK, Method::POST), (PEOPLE, Method::GET), (SWITCH, Method::POST)];
    routes.into_iter().map(|(path, method)| (path.to_owned(), method))
}

/// Sets one's own PIN, or takes it away.
async fn set(served: Served, call: Call) -> Result<Response, Problem> {
    must_be_from_our_page(&call.request)?;
    let (Body(new),): (Body<NewPin>,) = Arguments::take(&call)?;
    let (scope, _permit) = call.scope(&served).await?;
    scope.run(&SetPin(new)).await.map_err(|error| call.problem(&error))?;
    Ok(done())
}

/// Locks the desk.
async fn lock(served: Served, call: Call) -> Result<Response, Problem> {
    must_be_from_our_page(&call.request)?;
    <()>::take(&call)?;
    let (scope, _permit) = call.scope(&served).await?;
    scope.run(&LockDesk).await.map_err(|error| call.problem(&error))?;
    Ok(done())
}

/// Lists who may take the desk over, page by page: nobody, if nobody signed in on it.
async fn people(served: Served, call: Call) -> Result<Response, Problem> {
    must_be_from_our_page(&call.request)?;
    let (Query(page),): (Query<PageRequest>,) = Arguments::take(&call)?;
    let found = DeskPerson::of_desk(&served.client, &token_of(&call), page).await;
    let found = found.map_err(|error| call.problem(&error))?;
    let json = written(serde_json::to_string(&found))?;
    Ok(Response::builder().content_type("application/json").body(json))
}

/// Takes the desk over.
async fn switch(served: Served, call: Call) -> Result<Response, Problem> {
    must_be_from_our_page(&call.request)?;
    let (Body(switch),): (Body<SwitchPerson>,) = Arguments::take(&call)?;
    let session = switch.run(&served.client, &token_of(&call), call.key()?.as_ref()).await;
    welcome(&served, &call, &session.map_err(|error| call.problem(&error))?).await
}

/// The token in the cookie; nothing that opens, if there is none.
fn token_of(call: &Call) -> String {
    SessionCookie::of(call.request.headers()).map(|cookie| cookie.token).unwrap_or_default()
}

fn done() -> Response {
    Response::builder().status(StatusCode::NO_CONTENT).finish()
}
