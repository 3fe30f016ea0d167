//! What stands between a browser and the routes: its cookie becomes the bearer token that the
//! API knows, and is renewed while it is used; and who opens the server's address sees the desk.

use clientline_core::ops::access::browser_sessions::RenewSession;
use poem::{
    Endpoint, IntoResponse, PathPattern, Request, Response, Result, Route,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
};

use super::{
    PAGE,
    cookie::{SessionCookie, given},
    same_origin::is_from_our_page,
};
use crate::endpoint::Served;

/// The routes as a browser sees them.
pub(super) struct Browser {
    served: Served,
    routes: Route,
}

impl Browser {
    pub(super) const fn new(served: Served, routes: Route) -> Self {
        Self { served, routes }
    }

    /// Gives a token that is not young any more a successor. Where that fails, the answer is
    /// what counts: the next request tries again.
    async fn renew(&self, cookie: &SessionCookie, request: &HeaderMap, response: &mut Response) {
        let now = self.served.client.environment().now();
        let is_settled = response.headers().contains_key(header::SET_COOKIE);
        if is_settled || !cookie.is_due(now) {
            return;
        }
        if let Ok(session) = RenewSession(cookie.token.clone()).run(&self.served.client).await {
            response.headers_mut().insert(header::SET_COOKIE, given(&session, request, now));
        }
    }
}

impl Endpoint for Browser {
    type Output = Response;

    async fn call(&self, mut request: Request) -> Result<Response> {
        if opens_the_address(&request) {
            return Ok(to_the_desk());
        }
        let Some(cookie) = bring_cookie(&mut request) else {
            return Ok(self.routes.call(request).await?.into_response());
        };
        let headers = request.headers().clone();
        match self.routes.call(request).await {
            Ok(response) => {
                let mut response = response.into_response();
                self.renew(&cookie, &headers, &mut response).await;
                Ok(response)
            }
            Err(refusal) => {
                if refusal.status() == StatusCode::UNAUTHORIZED {
                    // A token that was spent and is shown again was stolen: its session ends.
                    let _ = RenewSession(cookie.token).run(&self.served.client).await;
                }
                Err(refusal)
            }
        }
    }
}

/// Makes the cookie of our own page's request the bearer token, unless there is one.
fn bring_cookie(request: &mut Request) -> Option<SessionCookie> {
    if request.headers().contains_key(header::AUTHORIZATION) || !is_from_our_page(request) {
        return None;
    }
    let cookie = SessionCookie::of(request.headers())?;
    let mut token = HeaderValue::try_from(format!("Bearer {}", cookie.token)).ok()?;
    token.set_sensitive(true);
    request.headers_mut().insert(header::AUTHORIZATION, token);
    Some(cookie)
}

/// Whether a person opens the server's address in a browser.
fn opens_the_address(request: &Request) -> bool {
    let accepted = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
    request.method() == Method::GET
        && request.uri().path() == "/"
        && accepted.is_some_and(|accepted| accepted.contains("text/html"))
}

fn to_the_desk() -> Response {
    let mut response = Response::builder()
        .status(StatusCode::SEE_OTHER)
        .header(header::LOCATION, PAGE)
        .header(header::VARY, "accept")
        .finish();
    response.set_data(PathPattern("/".into()));
    response
}
