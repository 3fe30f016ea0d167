//! Signing in and out on the page.
//!
//! These endpoints are the page's own, and not the API's: they take what only a browser has.

use clientline_core::{
    Scope,
    ops::access::{
        browser_sessions::{BrowserSession, BrowserSignIn, LinkToken},
        first_run::{FirstRun, SetUp},
        identity::GetSelf,
        sessions::SignOut,
        sign_in::SignIn,
    },
};
use poem::{
    Response, Route, RouteMethod,
    http::{Method, StatusCode, header},
};

use super::{
    cookie::{given, taken_away},
    handler,
    same_origin::must_be_from_our_page,
};
use crate::{
    endpoint::{Arguments, Body, Call, Served, problem, written},
    problem::Problem,
};

const SESSION: &str = "/desk/session";
const LINK: &str = "/desk/session/link";
const SETUP: &str = "/desk/setup";

/// Puts the endpoints before other routes.
pub(super) fn around(served: &Served, first_run: FirstRun, inner: Route) -> Route {
    let set_up = move |served, call| set_up(served, first_run.clone(), call);
    let session = RouteMethod::new()
        .get(handler(served, who))
        .post(handler(served, sign_in))
        .delete(handler(served, sign_out));
    inner
        .at(SESSION, session)
        .at(LINK, RouteMethod::new().post(handler(served, follow_link)))
        .at(SETUP, RouteMethod::new().post(handler(served, set_up)))
}

/// The paths of the endpoints with their methods.
pub(super) fn routes() -> impl Iterator<Item = (String, Method)> {
    let session = [Method::GET, Method::POST, Method::DELETE].map(|method| (SESSION, method));
    let routes = session.into_iter().chain([LINK, SETUP].map(|path| (path, Method::POST)));
    routes.map(|(path, method)| (path.to_owned(), method))
}

/// Says who is signed in.
async fn who(served: Served, call: Call) -> Result<Response, Problem> {
    <()>::take(&call)?;
    let (scope, _permit) = call.scope(&served).await?;
    identity(&scope).await
}

async fn identity(scope: &Scope) -> Result<Response, Problem> {
    let identity = scope.run(&GetSelf).await.map_err(|error| problem(&error))?;
    let json = written(serde_json::to_string(&identity))?;
    Ok(Response::builder().content_type("application/json").body(json))
}

/// Signs in by a password.
async fn sign_in(served: Served, call: Call) -> Result<Response, Problem> {
    must_be_from_our_page(&call.request)?;
    let (Body(sign_in),): (Body<SignIn>,) = Arguments::take(&call)?;
    begin(&served, &call, BrowserSignIn::Password(sign_in)).await
}

/// Signs in by a link.
async fn follow_link(served: Served, call: Call) -> Result<Response, Problem> {
    must_be_from_our_page(&call.request)?;
    let (Body(link),): (Body<LinkToken>,) = Arguments::take(&call)?;
    begin(&served, &call, BrowserSignIn::Link(link)).await
}

/// Makes the first organization, or sets the password of its first admin, and signs them in.
async fn set_up(served: Served, first_run: FirstRun, call: Call) -> Result<Response, Problem> {
    must_be_from_our_page(&call.request)?;
    let (Body(set_up),): (Body<SetUp>,) = Arguments::take(&call)?;
    let session = set_up.run(&served.client, &first_run, call.network()).await;
    welcome(&served, &call, &session.map_err(|error| call.problem(&error))?).await
}

/// Begins a session.
async fn begin(served: &Served, call: &Call, way: BrowserSignIn) -> Result<Response, Problem> {
    let session = way.run(&served.client, call.network(), call.key()?.as_ref()).await;
    welcome(served, call, &session.map_err(|error| call.problem(&error))?).await
}

/// Gives a browser the cookie of a session, and says whose it is.
pub(super) async fn welcome(
    served: &Served,
    call: &Call,
    session: &BrowserSession,
) -> Result<Response, Problem> {
    let scope = served.client.authenticate(&session.token).await;
    let mut response = identity(&scope.map_err(|error| problem(&error))?).await?;
    let cookie = given(session, call.request.headers(), served.client.environment().now());
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(response)
}

/// Ends the session, and takes the cookie away.
async fn sign_out(served: Served, call: Call) -> Result<Response, Problem> {
    must_be_from_our_page(&call.request)?;
    <()>::take(&call)?;
    let (scope, _permit) = call.scope(&served).await?;
    scope.run(&SignOut).await.map_err(|error| call.problem(&error))?;
    let cookie = taken_away(call.request.headers());
    let response = Response::builder().status(StatusCode::NO_CONTENT);
    Ok(response.header(header::SET_COOKIE, cookie).finish())
}
