//! One call of an endpoint: what came in, who sent it, and how it is run.

use clientline_core::{
    Scope,
    engine::{IdempotencyKey, PlatformScope, Token, TokenKind},
    model::ActorKind,
    value::{NetworkPrefix, TenantId},
};
use poem::{
    Request,
    http::{HeaderName, Method, header},
};

use super::{
    Served,
    erased::{Answered, AnyUseCase},
    failure::problem,
};
use crate::{
    problem::{Problem, Refusal},
    quota::RequestPermit,
};

/// The header that makes a POST take effect once, however often it is sent.
pub(super) const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// A request with its whole body.
pub struct Call {
    pub(crate) request: Request,
    pub(crate) body: Vec<u8>,
    /// The values of the path's parameters, from left to right, decoded by the router.
    pub(crate) parameters: Vec<String>,
}

/// The actor who asks about organizations.
pub(super) enum Governor {
    /// Someone within one.
    Within(Scope),
    /// The platform.
    Platform(PlatformScope),
}

impl Call {
    /// Reads the request's body, which the front has in memory already.
    pub(crate) async fn of(mut request: Request) -> Result<Self, Problem> {
        let body = request.take_body().into_vec().await;
        let body = body.map_err(|_broken_off| Refusal::MalformedRequest)?;
        let parameters = request.path_params().unwrap_or_default();
        Ok(Self { request, body, parameters })
    }

    /// A header's text, if it is there and is text.
    pub(crate) fn header(&self, name: &HeaderName) -> Option<&str> {
        self.request.headers().get(name)?.to_str().ok()
    }

    /// The token that the sender brings.
    pub(crate) fn token(&self) -> Result<&str, Problem> {
        let token = self.header(&header::AUTHORIZATION).and_then(bearer);
        Ok(token.ok_or(Refusal::TokenMissing)?)
    }

    /// The network that the request comes from, as the front found it out.
    pub(crate) fn network(&self) -> NetworkPrefix {
        self.request.data().copied().unwrap_or(NetworkPrefix::LOCAL)
    }

    /// Lets the sender in to make one request at once, unless its organization has sent, or
    /// has running, all that it may: the place counts until it is dropped.
    pub(crate) async fn scope(&self, served: &Served) -> Result<(Scope, RequestPermit), Problem> {
        let scope = served.client.authenticate_request(self.token()?).await;
        admitted(served, scope.map_err(|error| problem(&error))?)
    }

    /// Lets the sender into an organization, or to the platform: as the kind of
    /// the token says.
    pub(super) async fn governor(
        &self,
        served: &Served,
    ) -> Result<(Governor, RequestPermit), Problem> {
        let token = self.token()?;
        if Token::parse(token).is_some_and(|token| token.kind() == TokenKind::Platform) {
            let platform = served.client.authenticate_platform(token).await;
            let platform = platform.map_err(|error| problem(&error))?;
            let place = served.quotas.admit(TenantId::PLATFORM)?;
            return Ok((Governor::Platform(platform), place));
        }
        // What is done then may be done as somebody else: no snapshot stays open for it.
        let scope = served.client.authenticate(token).await;
        let (scope, place) = admitted(served, scope.map_err(|error| problem(&error))?)?;
        Ok((Governor::Within(scope), place))
    }

    /// The key that the sender chose for this request, if it did.
    ///
    /// The request is what it says it wants: its path, its query and its body.
    pub(crate) fn key(&self) -> Result<Option<IdempotencyKey>, Problem> {
        if self.request.method() != Method::POST {
            return Ok(None);
        }
        let Some(key) = self.request.headers().get(&IDEMPOTENCY_KEY) else { return Ok(None) };
        let target = self.request.uri().path_and_query().map_or("", |target| target.as_str());
        let request = [target.as_bytes(), b"\n", self.body.as_slice()].concat();
        // A key that is no text is refused as one that has strange letters.
        let key = IdempotencyKey::new(key.to_str().unwrap_or_default(), &request);
        key.map(Some).map_err(|error| problem(&error))
    }

    /// Runs a use case, once if the sender gave a key.
    pub(super) async fn run(
        &self,
        scope: &Scope,
        use_case: &dyn AnyUseCase,
    ) -> Result<Answered, Problem> {
        let key = self.key()?;
        use_case.answer(scope, key.as_ref()).await.map_err(|error| self.problem(&error))
    }
}

impl Call {
    /// Maps an error of the core about this request.
    pub(crate) fn problem(&self, error: &clientline_core::Error) -> Problem {
        let mut problem = problem(error);
        // The core can't know where its inputs came from; without a body they
        // came from the query.
        if self.request.method().is_safe() {
            for fault in &mut problem.errors {
                fault.pointer = fault.pointer.replacen('/', "?", 1);
            }
        }
        problem
    }
}

/// An answer as JSON, unless it can't be written so.
pub(crate) fn written<T>(json: serde_json::Result<T>) -> Result<T, Problem> {
    json.map_err(|error| {
        tracing::error!(%error, "an answer can't be written as JSON");
        Refusal::Internal.into()
    })
}

/// Lets a scope in, unless its organization has sent, or has running, all that it may.
fn admitted(served: &Served, scope: Scope) -> Result<(Scope, RequestPermit), Problem> {
    // Whoever did not sign in uses up nothing of what those have who did.
    let place = match scope.actor().kind {
        ActorKind::Public => served.quotas.admit_public(scope.tenant())?,
        _ => served.quotas.admit(scope.tenant())?,
    };
    Ok((scope, place))
}

/// The token of an `Authorization` header (RFC 6750, section 2.1).
fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_stands_behind_the_word_bearer() {
        assert_eq!(bearer("Bearer cl_key_1"), Some("cl_key_1"));
        assert_eq!(bearer("bearer   x "), Some("x"));
        for header in ["", "Bearer", "Bearer ", "Basic eDp5", "cl_key_1"] {
            assert_eq!(bearer(header), None, "{header:?}");
        }
    }
}
