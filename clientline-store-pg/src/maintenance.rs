//! Which tenants have work in the background.
//!
//! No connection sees more than one tenant's rows; the function `clientline_tenants_with`
//! does, since it acts as the owner of the tables, and answers identifiers alone.

use clientline_core::{
    storage::{Result, TenantsWith},
    value::TenantId,
};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{Options, deadline::within, wire::Instant};

/// Asks the database for the tenants that have work of a kind.
pub(crate) async fn tenants_with(
    connection: &mut PgConnection,
    options: Options,
    wanted: TenantsWith,
) -> Result<Vec<TenantId>> {
    let asked = sqlx::query_scalar::<_, Uuid>("SELECT clientline_tenants_with($1, $2, $3, $4)")
        .bind(wanted.work.as_str())
        .bind(Instant(wanted.before.micros()))
        .bind(wanted.after.map(|tenant| tenant.0))
        .bind(i64::from(wanted.limit.min(TenantsWith::LIMIT_MAX)))
        .fetch_all(connection);
    let found = within(options.statement, asked).await?;
    Ok(found.into_iter().map(TenantId).collect())
}

/// Asks the database for the last position in the feed of each tenant that has any.
pub(crate) async fn last_positions(
    connection: &mut PgConnection,
    options: Options,
    tenants: &[TenantId],
) -> Result<Vec<(TenantId, i64)>> {
    let tenants: Vec<Uuid> = tenants.iter().map(|tenant| tenant.0).collect();
    let asked = sqlx::query_as::<_, (Uuid, i64)>(
        "SELECT tenant, last_position FROM clientline_last_positions($1)",
    )
    .bind(tenants)
    .fetch_all(connection);
    let found = within(options.statement, asked).await?;
    Ok(found.into_iter().map(|(tenant, position)| (TenantId(tenant), position)).collect())
}
