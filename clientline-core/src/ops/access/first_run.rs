//! The first run: a server on an empty database prints a link, and whoever follows it makes the
//! organization, and is its first admin.
//!
//! The token of that link is kept by the process that printed it, and nowhere else: what is in the
//! database is nothing, and another start prints another one. Once there is an organization it
//! opens nothing any more.

use schemars::JsonSchema;
use serde::Deserialize;
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use super::{
    browser_sessions::{BrowserSession, BrowserSignIn},
    identity::GetSelf,
    sign_in::{PasswordByToken, Redeem, of_kind},
    users::{UpdateUser, UserPatch},
};
use crate::{
    engine::{ClientLine, FirstAdmin, PlatformScope, Token, TokenKind},
    error::{Error, Result},
    model::NewOrganization,
    ops::{
        access::organizations::{ListOrganizations, TenantOrPlatform as _},
        page::PageRequest,
    },
    value::{
        Currency, EmailAddress, Name, NetworkPrefix, Password, PriceMode, Slug, TenantId, TimeZone,
    },
};

/// The first run of a server, which may be over.
#[derive(Clone, Debug)]
pub struct FirstRun {
    /// SHA-256 of the token, in hexadecimal.
    token_hash: Option<String>,
}

impl FirstRun {
    /// A first run that is over.
    pub const OVER: Self = Self { token_hash: None };

    /// Makes the token of a first run, if there is no organization.
    ///
    /// # Errors
    ///
    /// [`Error::Storage`] if the directory can't be read, and [`Error::NoRandomNumbers`].
    pub async fn of(client: &ClientLine) -> Result<(Self, Option<Token>)> {
        if !is_empty(client).await? {
            return Ok((Self::OVER, None));
        }
        let mut secret = [0; 32];
        client.environment().random(&mut secret)?;
        let token = Token::new(TokenKind::Setup, TenantId::PLATFORM, &secret);
        Ok((Self { token_hash: Some(token.hash()) }, Some(token)))
    }
}

async fn is_empty(client: &ClientLine) -> Result<bool> {
    let one = PageRequest { limit: 1, ..PageRequest::default() };
    let found = ListOrganizations(one).above(&PlatformScope::trusted(client), None).await?;
    Ok(found.items.is_empty())
}

/// Sets the password of a first admin: by the token of the first run, with a new organization; or
/// by the one that came with an organization.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(missing_debug_implementations, reason = "a token is not logged")]
pub struct SetUp {
    /// The token; it works once.
    pub token: String,
    /// The name of the admin.
    pub name: Name,
    /// The email address to sign in with.
    pub email: EmailAddress,
    /// The password to set.
    pub password: Password,
    /// The name of the organization: of a first run.
    #[serde(default)]
    pub organization_name: Option<Name>,
    /// The currency of its prices: the euro, if absent. A center may have another.
    #[serde(default)]
    pub currency: Option<Currency>,
    /// Whether its prices include tax: they don't, if absent.
    #[serde(default)]
    pub price_mode: Option<PriceMode>,
    /// Its time zone: UTC, if absent. Each center has its own.
    #[serde(default)]
    pub time_zone: Option<TimeZone>,
}

impl SetUp {
    /// Sets the password, and begins a session in the browser.
    ///
    /// # Errors
    ///
    /// [`Error::Unauthenticated`] if the token does not open, and [`Error::Invalid`] naming what
    /// is missing, or `common_password`.
    pub async fn run(
        &self,
        client: &ClientLine,
        first_run: &FirstRun,
        from: NetworkPrefix,
    ) -> Result<BrowserSession> {
        let token = of_kind(&self.token, TokenKind::Setup)?;
        if token.tenant() != TenantId::PLATFORM {
            let session = self.redeem(client, &token, from).await?;
            self.introduce(client, &session).await?;
            return Ok(session);
        }
        if first_run.token_hash != Some(token.hash()) || !is_empty(client).await? {
            return Err(Error::Unauthenticated);
        }
        let token = self.found(client).await?;
        self.redeem(client, &token, from).await
    }

    /// Makes the organization, and returns the token of its first admin.
    async fn found(&self, client: &ClientLine) -> Result<Token> {
        if self.password.is_common() {
            let detail = "This is one of the passwords that are tried first; choose another.";
            return Err(Error::invalid("/password", "common_password", detail));
        }
        let Some(name) = &self.organization_name else {
            return Err(Error::invalid("/organization_name", "required", "Name the salon."));
        };
        let value = |error| Error::value("/organization_name", &error);
        let mut new = NewOrganization::new(
            name.clone(),
            slug(name).map_err(value)?,
            self.email.clone(),
            self.currency.map_or_else(|| "EUR".parse(), Ok).map_err(value)?,
            self.time_zone.clone().map_or_else(|| TimeZone::new("Etc/UTC"), Ok).map_err(value)?,
        );
        new.price_mode = self.price_mode.unwrap_or_default();
        let admin = FirstAdmin { name: self.name.clone(), email: self.email.clone() };
        let platform = PlatformScope::trusted(client);
        Ok(platform.found_organization(new, admin, None).await?.1)
    }

    async fn redeem(
        &self,
        client: &ClientLine,
        token: &Token,
        from: NetworkPrefix,
    ) -> Result<BrowserSession> {
        let given =
            PasswordByToken { token: token.expose().to_owned(), password: self.password.clone() };
        BrowserSignIn::NewPassword(Redeem::setup(given)).run(client, from, None).await
    }

    /// Gives the admin, who came with the organization, the name and address that they say.
    async fn introduce(&self, client: &ClientLine, session: &BrowserSession) -> Result<()> {
        let scope = client.authenticate(&session.token).await?;
        let Some(own) = scope.run(&GetSelf).await?.user else { return Ok(()) };
        if own.user.name == self.name && own.user.email == self.email {
            return Ok(());
        }
        let patch = UserPatch {
            name: self.name.clone().into(),
            email: self.email.clone().into(),
            ..UserPatch::default()
        };
        scope.run(&UpdateUser::new(own.user.id, patch, None)).await.map(drop)
    }
}

/// The short name of an organization in addresses: the plain letters and digits of its name.
fn slug(name: &Name) -> Result<Slug, crate::value::ValueError> {
    // A letter stays without its marks.
    let text = name.to_string().to_lowercase().replace('ß', "ss");
    let text: String = text.nfd().filter(|letter| !is_combining_mark(*letter)).collect();
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let joined: String = words.join("-").chars().take(40).collect();
    Slug::parse(joined.trim_matches('-')).or_else(|_too_short| Slug::parse("salon"))
}
