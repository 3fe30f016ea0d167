//! Organizations: each may ask about itself, and the platform about all.

use clientline_core::ops::access::{
    organization_deletion::DeleteOrganization,
    organizations::{FoundOrganization, GetOrganization, ListOrganizations, UpdateOrganization},
};

use crate::endpoint::{Body, Change, Endpoints, IfMatch, Path, Query, Route};

pub(super) fn declare(table: &mut Endpoints) {
    let mut organizations = table.tag("organizations", "Businesses: the tenants.");
    let (all, one) = ("/organizations", "/organizations/{id}");
    let update =
        |Path(id), Change(patch), IfMatch(expected)| UpdateOrganization { id, patch, expected };
    organizations
        .governing(
            Route::create(all),
            "organizations_create",
            "Make an organization and its first admin",
            |Body(new)| FoundOrganization(new),
        )
        .governing(
            Route::list(all),
            "organizations_list",
            "List organizations: the own one, or all for the platform",
            |Query(page)| ListOrganizations(page),
        )
        .governing(Route::read(one), "organizations_get", "Read an organization", |Path(id)| {
            GetOrganization(id)
        })
        .governing(Route::change(one), "organizations_update", "Change an organization", update)
        .governing(
            Route::replace(one),
            "organizations_update_put",
            "Change an organization",
            update,
        )
        .governing(
            Route::delete(one),
            "organizations_delete",
            "Delete an organization that has nothing but people and keys",
            |Path(id), IfMatch(expected)| DeleteOrganization { id, expected },
        );
}
