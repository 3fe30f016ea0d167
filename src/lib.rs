#![doc = include_str!("README.md")]
//!
//! # Where to look
//!
//! The crate shows [`clientline_core`] again. Open a storage, make a [`ClientLine`] over it, act in
//! an organization by a [`Scope`], and run operations ([`ops`]); [`prelude`] is what most programs
//! name. The engines alone are [`slots`] and [`billing`].

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
