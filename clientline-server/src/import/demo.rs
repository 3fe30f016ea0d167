//! The demo organization, built into the binary.

use clientline_core::{
    Actor, ClientLine, Scope,
    engine::{PlatformScope, Token},
    error::Error,
    model::{ApiKey, Center, NewOrganization, Role},
    ops::{
        access::{
            accounts::{ListUsers, UserFilter},
            api_keys::RevokeApiKey,
            browser_sessions::{CreateSignInLink, SignInLink},
            users::{CreateUser, NewUser},
        },
        page::PageRequest,
        resource::List,
    },
    value::{EmailAddress, Name, PriceMode, Slug, TenantId, ValueError},
};

use super::{ImportError, Mode, Unwatched, parts::PartSizes, run::import_tables, tables::Tables};

/// The slug of the demo organization.
pub const DEMO_SLUG: &str = "demo";

/// The name of the demo's key.
const KEY: &str = "Demo";

/// The demo's files, by name.
macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$( ($name, include_str!(concat!("../../../examples/demo/", $name))) ),+]
    };
}

const FILES: &[(&str, &str)] = files![
    "centers.csv",
    "center_hours.csv",
    "room_categories.csv",
    "rooms.csv",
    "taxes.csv",
    "services.csv",
    "providers.csv",
    "provider_hours.csv",
    "guests.csv",
    "appointments.csv",
    "invoices.csv",
    "payments.csv",
];

/// The email address of the demo's admin, who has no password.
const ADMIN: &str = "desk@mare-linde.example.com";

/// The ways into the demo organization.
#[expect(missing_debug_implementations, reason = "tokens are not logged")]
pub struct DemoAccess {
    /// The key of its admin, for programs.
    pub key: Token,
    /// The link that signs its admin in, once.
    pub link: SignInLink,
}

/// Makes the demo organization, unless it is there with its data, a fresh admin key to it,
/// which takes the place of that of an earlier start, and a link that signs its admin in.
///
/// # Errors
///
/// [`ImportError`], as [`import`](super::import); an organization without data
/// may be left, which the next call fills.
pub async fn load_demo(client: &ClientLine) -> Result<DemoAccess, ImportError> {
    let platform = PlatformScope::trusted(client);
    let slug: Slug = DEMO_SLUG.parse()?;
    let tenant = match platform.find(&slug).await {
        Ok(tenant) => tenant,
        Err(Error::NotFound { .. }) => {
            let made = platform.create_organization(organization()?).await?;
            TenantId(made.id.uuid())
        }
        Err(error) => return Err(error.into()),
    };
    let scope = Scope::trusted(client, tenant, Actor::system());
    let centers = scope.run(&List::<Center>::new(PageRequest::default())).await?;
    if centers.items.is_empty() {
        import_tables(client, tenant, files()?, Mode::Write, &Unwatched, PartSizes::USUAL).await?;
    }
    let name: Name = KEY.parse()?;
    revoke_older(&scope, &name).await?;
    let key = platform.create_api_key(tenant, name, Role::Admin).await?;
    Ok(DemoAccess { key, link: sign_in_link(&scope).await? })
}

/// Makes a link that signs the demo's admin in, and the admin if there is none.
async fn sign_in_link(scope: &Scope) -> Result<SignInLink, ImportError> {
    let email: EmailAddress = ADMIN.parse()?;
    let filter = UserFilter { role: Some(Role::Admin) };
    let page = PageRequest { limit: PageRequest::LIMIT_MAX, ..PageRequest::default() };
    let admins = scope.run(&ListUsers { filter, page }).await?.items;
    let admin = match admins.into_iter().find(|admin| admin.user.email == email) {
        Some(admin) => admin,
        None => {
            let new = NewUser::new("Demo".parse()?, email, Role::Admin);
            scope.run(&CreateUser::new(new)).await?
        }
    };
    Ok(scope.run(&CreateSignInLink(admin.user.id)).await?)
}

/// Revokes the keys of earlier starts, whose text nobody can read again.
async fn revoke_older(scope: &Scope, name: &Name) -> Result<(), ImportError> {
    let page = PageRequest { limit: PageRequest::LIMIT_MAX, ..PageRequest::default() };
    for key in scope.run(&List::<ApiKey>::new(page)).await?.items {
        if key.name == *name && key.revoked_at.is_none() {
            scope.run(&RevokeApiKey { id: key.id, expected: None }).await?;
        }
    }
    Ok(())
}

/// Reads the built-in files.
pub(super) fn files() -> Result<Tables, ImportError> {
    Tables::read(&|file| {
        let found = FILES.iter().find(|(name, _)| *name == file);
        Ok(found.map(|(_, text)| text.as_bytes().to_vec()))
    })
}

fn organization() -> Result<NewOrganization, ValueError> {
    Ok(NewOrganization {
        phone: Some("+351 21 555 0100".parse()?),
        address: Some("Rua da Rosa 48, 1200-387 Lisboa".parse()?),
        country: Some("PT".parse()?),
        price_mode: PriceMode::Inclusive,
        ..NewOrganization::new(
            "Maré & Linde".parse()?,
            DEMO_SLUG.parse()?,
            "office@mare-linde.example.com".parse()?,
            "EUR".parse()?,
            "Europe/Lisbon".parse()?,
        )
    })
}
