//! Signing in and out on the page.
//!
//! These endpoints are the page's own, and not the API's: they take what only a browser has.

use clientline_core::{
    Scope,
    ops::access::{
        browser_sessions::{BrowserSignIn, LinkToken},
        sessions::{GetSelf, SignOut},
        sign_in::SignIn,
    },
};
use poem::{
    EndpointExt, Request, Response, Result, Route, RouteMethod,
    endpoint::{BoxEndpoint, make},
    http::{Method, StatusCode, header},
};

use super::{
    cookie::{given, taken_away},
    same_origin::must_be_from_our_page,
};
use crate::{
    endpoint::{Arguments, Body, Call, Served, problem, written},
    problem::Problem,
};

const SESSION: &str = "/desk/session";
const LINK: &str = "/desk/session/link";

/// Puts the endpoints before other routes.
pub(super) fn around(served: &Served, inner: Route) -> Route {
    let session = RouteMethod::new()
        .get(handler(served, who))
        .post(handler(served, sign_in))
        .delete(handler(served, sign_out));
    inner.at(SESSION, session).at(LINK, RouteMethod::new().post(handler(served, follow_link)))
}

/// The paths of the endpoints with their methods.
pub(super) fn routes() -> impl Iterator<Item = (String, Method)> {
    let session = [Method::GET, Method::POST, Method::DELETE].map(|method| (SESSION, method));
    let routes = session.into_iter().chain([(LINK, Method::POST)]);
    routes.map(|(path, method)| (path.to_owned(), method))
}

/// An endpoint that reads the request whole.
fn handler<F, R>(served: &Served, answer: F) -> BoxEndpoint<'static>
where
    F: Fn(Served, Call) -> R + Clone + Send + Sync + 'static,
    R: Future<Output = Result<Response, Problem>> + Send + 'static,
{
    let served = served.clone();
    let endpoint = make(move |request: Request| {
        let (served, answer) = (served.clone(), answer.clone());
        async move {
            let call = Call::of(request).await?;
            Result::<Response>::Ok(answer(served, call).await?)
        }
    });
    endpoint.map_to_response().boxed()
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

/// Begins a session, and says whose it is.
pub(super) async fn begin(
    served: &Served,
    call: &Call,
    way: BrowserSignIn,
) -> Result<Response, Problem> {
    let session = way.run(&served.client, call.network(), call.key()?.as_ref()).await;
    let session = session.map_err(|error| call.problem(&error))?;
    let scope = served.client.authenticate(&session.token).await;
    let mut response = identity(&scope.map_err(|error| problem(&error))?).await?;
    let cookie = given(&session, call.request.headers(), served.client.environment().now());
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
