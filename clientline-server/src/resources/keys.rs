//! Keys for programs, the audit trail, and the feed of events.

use clientline_core::{
    model::ApiKey,
    ops::access::{
        api_keys::{CreateApiKey, RevokeApiKey},
        audit::{AuditFilter, ListAudit},
        events::FollowEvents,
    },
};

use crate::endpoint::{Body, Endpoints, IfMatch, Paged, Path, Query, Route, Words};

pub(super) fn declare(table: &mut Endpoints) {
    let words = Words { path: "/api-keys", name: "api_keys", one: "a key", many: "keys" };
    table
        .tag("api-keys", "Tokens for programs.")
        .readable::<ApiKey>(words)
        .on(Route::create("/api-keys"), "api_keys_create", "Create a key", |Body(new)| {
            CreateApiKey(new)
        })
        .on(
            Route::delete("/api-keys/{id}"),
            "api_keys_delete",
            "Revoke a key",
            |Path(id), IfMatch(expected)| RevokeApiKey { id, expected },
        );
    table.tag("audit", "Who changed what.").on(
        Route::list("/audit"),
        "audit_list",
        "List changes",
        |Paged { filter, page }: Paged<AuditFilter>| ListAudit { filter, page },
    );
    table.tag("events", "What happened, in order, for whoever follows it.").on(
        Route::list("/events"),
        "events_follow",
        "Follow the events",
        |Query(list): Query<FollowEvents>| list,
    );
}
