//! The audit trail: who changed what, when, and by which operation.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::{Builder, Uuid};

use crate::{
    engine::{Env, Operation, Plan, View, shown_whole},
    entity::{Query, Stored},
    error::Result,
    model::{ActorKind, Audit, Permission},
    ops::page::{Page, PageRequest},
    row::{Condition, Filter, Subject, Value},
    storage,
    value::{Code, Id, Timestamp},
};

/// Which changes to list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AuditFilter {
    /// Those by this user or key.
    pub actor_id: Option<Uuid>,
    /// Those by this operation, such as `guest_update`.
    pub operation: Option<Code>,
    /// Those at this instant or later, to the millisecond.
    pub from: Option<Timestamp>,
    /// Those before this instant, to the millisecond.
    pub to: Option<Timestamp>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AuditEntry {
    /// The identifier of the change.
    pub id: Id<Audit>,
    /// The kind of actor who made it.
    pub actor_kind: ActorKind,
    /// Which one; nil for the application itself.
    pub actor_id: Uuid,
    /// The operation.
    pub operation: String,
    /// The rows that were written: of each its table, its identifier, whether it
    /// was inserted, updated or deleted, and the names of the fields that changed.
    pub rows: Vec<AuditRow>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// One row that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AuditRow {
    /// The table.
    pub table: String,
    /// The row.
    pub id: Uuid,
    /// `insert`, `update` or `delete`.
    pub change: String,
    /// The fields that changed, of an update.
    #[serde(default)]
    pub fields: Vec<String>,
    /// The rules of the book that were set aside for an appointment: `override` or `written_up`;
    /// absent, if none were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set_aside: Option<String>,
}

/// Lists changes, newest first.
#[derive(Clone, Debug)]
pub struct ListAudit {
    /// Which ones.
    pub filter: AuditFilter,
    /// Which page of them.
    pub page: PageRequest,
}

impl ListAudit {
    /// The identifiers of changes begin with their instants, in milliseconds: so the time is
    /// a range of identifiers, in the list's order. By whom a change was made, and by which
    /// operation, has no index, which every commit would have to write: the newest are
    /// looked at, so many a page.
    fn query(&self) -> Query<Audit> {
        let mut query = Query::limit(PageRequest::LIMIT_MAX).descending();
        let AuditFilter { actor_id, operation, from, to } = &self.filter;
        if let Some(id) = actor_id {
            query = query.checked_eq(Audit::actor_id(), id);
        }
        if let Some(operation) = operation {
            query = query.checked_eq(Audit::operation(), &operation.to_string());
        }
        let first = |at: &Timestamp| Value::Uuid(first_of(*at));
        let bounds = [
            from.as_ref().map(first).map(Condition::Ge),
            to.as_ref().map(first).map(Condition::Lt),
        ];
        for condition in bounds.into_iter().flatten() {
            query.select_mut().filters.push(Filter { subject: Subject::Id, condition });
        }
        query
    }
}

/// The smallest identifier that is made in a millisecond.
fn first_of(at: Timestamp) -> Uuid {
    let millis = u64::try_from(at.micros().div_euclid(1_000)).unwrap_or_default();
    Builder::from_unix_timestamp_millis(millis, &[0; 10]).into_uuid()
}

shown_whole!(AuditEntry);

impl Operation for ListAudit {
    type Answer = Page<AuditEntry>;
    const NAME: &'static str = "audit_list";
    const NEEDS: Permission = Permission::ReadAudit;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let page = self.page.read(view, self.query()).await?;
        let Page { items, next_cursor, total } = page;
        let items = items.into_iter().map(entry).collect::<Result<_>>()?;
        Ok(Plan::read(env, Page { items, next_cursor, total }))
    }
}

fn entry(audit: Stored<Audit>) -> Result<AuditEntry> {
    let created_at = audit.created_at();
    let Audit { id, actor_kind, actor_id, operation, rows, .. } = audit.into_inner();
    let rows = serde_json::from_str(&rows).map_err(|error| {
        storage::Error::Corrupt(format!("the rows of the audit entry {id}: {error}"))
    })?;
    Ok(AuditEntry { id, actor_kind, actor_id, operation, rows, created_at })
}
