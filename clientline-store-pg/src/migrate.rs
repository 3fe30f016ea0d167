//! The schema's history: applied in order, each step once, all or nothing.

use std::borrow::Cow;

use clientline_core::storage::{Error, Result};
use sqlx::{
    Connection as _, PgConnection, SqlSafeStr as _,
    migrate::{MigrateError, Migration, MigrationType, Migrator},
};

use crate::{connect::address, failure::explain};

/// A step, once released, never changes; a later step corrects it.
const STEPS: &[(&str, &str)] = &[
    ("tenancy", include_str!("../migrations/0001_tenancy.sql")),
    ("catalogue", include_str!("../migrations/0002_catalogue.sql")),
    ("scheduling", include_str!("../migrations/0003_scheduling.sql")),
    ("billing", include_str!("../migrations/0004_billing.sql")),
    ("system", include_str!("../migrations/0005_system.sql")),
    ("access", include_str!("../migrations/0006_access.sql")),
    ("commit", include_str!("../migrations/0007_commit.sql")),
];

/// Brings a database up to date.
pub(crate) async fn migrate(url: &str) -> Result<()> {
    let mut connection =
        PgConnection::connect_with(&address(url)?.application_name("clientline migration"))
            .await
            .map_err(explain)?;
    // Processes that start together wait here for each other: the migrator
    // takes a lock on the whole database first.
    let done = migrator().run_direct(None, &mut connection, false).await.map_err(failure);
    // A connection that can't say good-bye is gone all the same.
    connection.close().await.ok();
    done
}

fn migrator() -> Migrator {
    let steps = STEPS.iter().zip(1..).map(|(&(name, text), version)| {
        let text = text.into_sql_str();
        Migration::new(version, Cow::Borrowed(name), MigrationType::Simple, text, false)
    });
    Migrator::with_migrations(steps.collect())
}

fn failure(error: MigrateError) -> Error {
    match error {
        MigrateError::Execute(error) => explain(error),
        other => Error::Corrupt(other.to_string()),
    }
}
