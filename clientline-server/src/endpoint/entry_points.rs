//! The endpoints that are entered otherwise than by an organization's token: by
//! what the body brings, by anybody where an organization is open to the public, or
//! by the platform's token as well.

use std::sync::Arc;

use clientline_core::{
    engine::Operation,
    ops::access::{organizations::TenantOrPlatform, sign_in::SignInFlow},
    value::Slug,
};

use super::{
    call::{Governor, written},
    declare::{Access, Handler, Route, Tagged, described},
    erased::Answered,
    failure::problem,
    input::{Arguments, Compose},
};

impl Tagged<'_> {
    /// `POST` that lets someone in by what the body brings: 200.
    pub fn enter<A, C>(
        &mut self,
        path: &'static str,
        id: &'static str,
        summary: &'static str,
        compose: C,
    ) -> &mut Self
    where
        A: Arguments + 'static,
        C: Compose<A, Made: SignInFlow + 'static>,
    {
        let route = Route::act(path);
        let shape = route.shape;
        let handler: Handler = Arc::new(move |served, call| {
            let compose = compose.clone();
            Box::pin(async move {
                let entrance = compose.compose(A::take(&call)?);
                let (from, key) = (call.network(), call.key()?);
                let answer = entrance.run(&served.client, from, key.as_ref()).await;
                let answer = answer.map_err(|error| call.problem(&error))?;
                let json = written(serde_json::to_vec(&answer))?;
                Ok(shape.answer(Answered { json, version: None, replayed: false }, &call))
            })
        });
        let describe = described::<A, <C::Made as SignInFlow>::Answer>;
        self.push(route, id, summary, Access::SignIn, describe, handler)
    }

    /// The public scope of the organization with this slug, if it is open to the
    /// public; otherwise it is as if there were none.
    pub fn public<A, C, O>(
        &mut self,
        route: Route,
        id: &'static str,
        summary: &'static str,
        compose: C,
    ) -> &mut Self
    where
        A: Arguments + 'static,
        C: Compose<A, Made = (Slug, O)>,
        O: Operation + 'static,
    {
        let shape = route.shape;
        let handler: Handler = Arc::new(move |served, call| {
            let compose = compose.clone();
            Box::pin(async move {
                let (slug, operation) = compose.compose(A::take(&call)?);
                let scope = served.client.public_scope(&slug).await;
                let scope = scope.map_err(|error| problem(&error))?;
                let _place = served.quotas.admit_public(scope.tenant())?;
                let answered = call.run(&scope, &operation).await?;
                Ok(shape.answer(answered, &call))
            })
        });
        self.push(route, id, summary, Access::Public, described::<A, O::Answer>, handler)
            .with_conflicts(O::CONFLICTS)
    }

    /// The scope of an organization about itself, or of the platform about any.
    pub fn governing<A, C>(
        &mut self,
        route: Route,
        id: &'static str,
        summary: &'static str,
        compose: C,
    ) -> &mut Self
    where
        A: Arguments + 'static,
        C: Compose<A, Made: TenantOrPlatform + 'static>,
    {
        let shape = route.shape;
        let handler: Handler = Arc::new(move |served, call| {
            let compose = compose.clone();
            Box::pin(async move {
                let (governor, _place) = call.governor(&served).await?;
                let answer = match governor {
                    Governor::Within(scope) => {
                        scope.actor().must(C::Made::NEEDS).map_err(|error| problem(&error))?;
                        let request = compose.compose(A::take(&call)?);
                        request.within(&scope).await
                    }
                    Governor::Platform(platform) => {
                        let key = call.key()?;
                        let request = compose.compose(A::take(&call)?);
                        request.above(&platform, key.as_ref()).await
                    }
                };
                let answer = answer.map_err(|error| call.problem(&error))?;
                let json = written(serde_json::to_vec(&answer))?;
                Ok(shape.answer(Answered { json, version: None, replayed: false }, &call))
            })
        });
        let describe = described::<A, <C::Made as TenantOrPlatform>::Answer>;
        self.push(route, id, summary, Access::Platform(C::Made::NEEDS), describe, handler)
            .with_conflicts(C::Made::CONFLICTS)
    }
}
