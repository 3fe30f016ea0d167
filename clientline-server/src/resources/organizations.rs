//! Organizations: each may ask about itself, and the platform about all.

use clientline_core::{
    model::NewOrganization,
    ops::organizations::{
        DeleteOrganization, FoundOrganization, GetOrganization, ListOrganizations,
        UpdateOrganization,
    },
};
use poem::http::Method;

use crate::endpoint::{Body, Change, Endpoints, IfMatch, Path, Query, Shape};

pub(super) fn declare(table: &mut Endpoints) {
    let mut organizations = table.tag("organizations", "Businesses: the tenants.");
    let (all, one) = ("/organizations", "/organizations/{id}");
    let update = |Path(id), change: Change<NewOrganization>, IfMatch(expected)| {
        UpdateOrganization { id, patch: change.fields, expected }
    };
    organizations
        .governing(
            Method::POST,
            Shape::Created { under: None },
            all,
            "organizations_create",
            "Make an organization and its first admin",
            |Body(new)| FoundOrganization(new),
        )
        .governing(
            Method::GET,
            Shape::List,
            all,
            "organizations_list",
            "List organizations: the own one, or all for the platform",
            |Query(page)| ListOrganizations(page),
        )
        .governing(
            Method::GET,
            Shape::Read,
            one,
            "organizations_get",
            "Read an organization",
            |Path(id)| GetOrganization(id),
        )
        .governing(
            Method::PATCH,
            Shape::Done,
            one,
            "organizations_update",
            "Change an organization",
            update,
        )
        .governing(
            Method::PUT,
            Shape::Done,
            one,
            "organizations_update_put",
            "Change an organization",
            update,
        )
        .governing(
            Method::DELETE,
            Shape::Gone,
            one,
            "organizations_delete",
            "Delete an organization that has nothing but people and keys",
            |Path(id), IfMatch(expected)| DeleteOrganization { id, expected },
        );
}
