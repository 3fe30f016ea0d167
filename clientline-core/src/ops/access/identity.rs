//! Who one is, and in which organization.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{accounts::Account, sessions::account};
use crate::{
    engine::{Env, Operation, Plan, View, shown_whole},
    error::Result,
    model::{ActorKind, Organization, Permission, PermissionSet, Role},
    value::{Currency, Id, Name, Slug, TimeZone},
};

/// Reads who one is.
#[derive(Clone, Copy, Debug)]
pub struct GetSelf;

/// The actor who asks, and its organization.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Identity {
    /// A person who signed in, or a program with a key.
    pub kind: ActorKind,
    /// The actor's role in the organization.
    pub role: Role,
    /// The permissions of the actor.
    pub permissions: PermissionSet,
    /// The user, if it is a person.
    pub user: Option<Account>,
    /// The organization.
    pub organization: OwnOrganization,
}

/// The part of an organization that all of its actors may know.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct OwnOrganization {
    /// The identifier.
    pub id: Id<Organization>,
    /// The name of the business.
    pub name: Name,
    /// Its short name in addresses.
    pub slug: Slug,
    /// The currency of its prices.
    pub currency: Currency,
    /// Its time zone.
    pub time_zone: TimeZone,
}

shown_whole!(Identity);

impl Operation for GetSelf {
    type Answer = Identity;
    const NAME: &'static str = "self_get";
    const NEEDS: Permission = Permission::UseAccount;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Identity>> {
        let actor = env.actor();
        let user = match actor.kind {
            ActorKind::User => {
                let (user, credential) = account(Id::from_uuid(actor.id), view).await?;
                Some(Account::new(user, Some(&credential)))
            }
            _ => None,
        };
        let organization = Id::<Organization>::from_uuid(env.tenant().0);
        let Organization { id, name, slug, currency, time_zone, .. } =
            view.require(organization).await?.into_inner();
        let allowed = |permission: &Permission| actor.must(*permission).is_ok();
        let identity = Identity {
            kind: actor.kind,
            role: actor.role,
            permissions: Permission::ALL.iter().copied().filter(allowed).collect(),
            user,
            organization: OwnOrganization { id, name, slug, currency, time_zone },
        };
        Ok(Plan::read(env, identity))
    }
}
