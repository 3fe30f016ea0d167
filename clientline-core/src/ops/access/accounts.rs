//! Users as they are shown: with what is known of their sign-in.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::admin_count::managed;
use crate::{
    engine::{Env, Operation, Plan, View, shown_whole},
    entity::{Query, Stored},
    error::Result,
    model::{Credential, Permission, Role, User},
    ops::page::{Page, PageRequest},
    value::{Id, Timestamp},
};

/// A user, with what is known of the sign-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "User")]
pub struct Account {
    /// The user.
    #[serde(flatten)]
    pub user: Stored<User>,
    /// When the user last signed in.
    pub last_login_at: Option<Timestamp>,
}

// Who gets one has the account, or manages it.
shown_whole!(Account);

impl Account {
    pub(super) fn new(user: Stored<User>, credential: Option<&Credential>) -> Self {
        Self { user, last_login_at: credential.and_then(|credential| credential.last_login_at) }
    }
}

/// Reads a user.
#[derive(Clone, Copy, Debug)]
pub struct GetUser(pub Id<User>);

impl Operation for GetUser {
    type Answer = Account;
    const NAME: &'static str = "user_get";
    const NEEDS: Permission = Permission::ReadUsers;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Account>> {
        let user = managed(self.0, None, env, view).await?;
        let credential = view.peek(Id::<Credential>::from_uuid(self.0.uuid())).await?;
        Ok(Plan::read(env, Account::new(user, credential.as_deref())))
    }
}

/// Which users to list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct UserFilter {
    /// Those with this role.
    pub role: Option<Role>,
}

/// Lists the users that one may manage, newest first.
#[derive(Clone, Debug)]
pub struct ListUsers {
    /// Which ones.
    pub filter: UserFilter,
    /// Which page of them.
    pub page: PageRequest,
}

impl Operation for ListUsers {
    type Answer = Page<Account>;
    const NAME: &'static str = "user_list";
    const NEEDS: Permission = Permission::ReadUsers;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let asked = |role: &Role| self.filter.role.is_none_or(|wanted| wanted == *role);
        let seen = |role: &Role| env.actor().role.manages(*role) && asked(role);
        let roles: Vec<Role> = Role::ALL.iter().copied().filter(seen).collect();
        let query = Query::<User>::limit(PageRequest::LIMIT_MAX).descending();
        let query = match roles[..] {
            [role] => query.eq(User::role(), &role),
            _ if roles.len() == Role::ALL.len() => query,
            _ => query.any(User::role(), &roles),
        };
        let page = self.page.read(view, query).await?;
        let credentials = credentials_of(view, &page.items).await?;
        let account = |user: Stored<User>| {
            let credential = credentials.iter().find(|one| one.user_id == user.id);
            Account::new(user, credential.map(|one| &**one))
        };
        Ok(Plan::read(env, page.map(account)))
    }
}

/// Reads the credentials of those on a page of users.
pub(super) async fn credentials_of(
    view: &mut View<'_>,
    users: &[Stored<User>],
) -> Result<Vec<Stored<Credential>>> {
    if users.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Id<Credential>> = users.iter().map(|one| Id::from_uuid(one.id.uuid())).collect();
    view.list(&Query::limit(PageRequest::LIMIT_MAX).ids(&ids)).await
}
