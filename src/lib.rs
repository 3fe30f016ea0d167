//! Scheduling and billing for salons, spas and clinics, to embed.
//!
//! This crate shows [`clientline_core`] again, and each store behind a feature
//! (`sqlite`, by default, and `postgres`). Without any feature there are the [`slots`] and the
//! totals ([`billing`]) alone, and neither a storage nor a runtime is compiled. Open a store, make a [`ClientLine`] over it, act in
//! an organization by a [`Scope`], and run operations:
//!
//! ```
//! use std::sync::Arc;
//!
//! use clientline::{
//!     Actor, ClientLine, Scope,
//!     engine::PlatformScope,
//!     memory::MemoryStorage,
//!     model::{NewGuest, NewCenter, NewOrganization, Center, Guest},
//!     ops::resource::Create,
//!     value::{Name, TenantId},
//! };
//!
//! # tokio::runtime::Runtime::new()?.block_on(async {
//! let client = ClientLine::new(Arc::new(MemoryStorage::new()));
//! let new = NewOrganization::new(
//!     Name::parse("Atelier")?,
//!     "atelier".parse()?,
//!     "hello@example.com".parse()?,
//!     "EUR".parse()?,
//!     "Europe/Lisbon".parse()?,
//! );
//! let organization = PlatformScope::trusted(&client).create_organization(new).await?;
//! let scope = Scope::trusted(&client, TenantId(organization.id.uuid()), Actor::system());
//! let center = NewCenter::new(Name::parse("Baixa")?, "Europe/Lisbon".parse()?);
//! let center = scope.run(&Create::<Center>(center)).await?;
//! let guest = NewGuest::new(center.id, Name::parse("Ada")?, Name::parse("Reis")?);
//! let guest = scope.run(&Create::<Guest>(guest)).await?;
//! assert_eq!(guest.guest_code.as_str(), "G-000001");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub use clientline_core::*;

#[cfg(feature = "blocking")]
pub mod blocking;
#[cfg(feature = "engine")]
pub mod prelude;

/// The store in one SQLite file.
#[cfg(feature = "sqlite")]
pub mod sqlite {
    pub use clientline_store_sqlite::{Options, SqliteStorage};
}

/// The store in a `PostgreSQL` database.
#[cfg(feature = "postgres")]
pub mod postgres {
    pub use clientline_store_pg::{Options, PostgresStorage};
}

/// The rules as users read them, whose examples are run.
#[cfg(doctest)]
mod design {
    #[doc = include_str!("../docs/design/scheduling.md")]
    struct Scheduling;
    #[doc = include_str!("../docs/design/billing.md")]
    struct Billing;
}
