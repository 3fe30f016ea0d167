//! Weekly hours, dates with hours of their own, and time that is blocked.

use clientline_core::{
    model::{Blockout, Calendar, Center, Provider},
    ops::{
        page::PageRequest,
        resource::Get,
        scheduling::{
            calendar::ReadCalendar,
            calendar_edits::{EditBlockout, EditHoursOverride},
            calendars::{
                BlockoutFilter, CreateBlockout, CreateHoursOverride, DeleteBlockout,
                DeleteHoursOverride, GetHoursOverride, ListBlockouts, ListHoursOverrides,
                NewHoursOverride,
            },
            hours::{GetHours, SetHours, Working},
        },
    },
    value::{Id, WeeklyHours},
};

use crate::endpoint::{Body, Change, Endpoints, IfMatch, Paged, Path, Query, Route, Tagged};

pub(super) fn declare(table: &mut Endpoints) {
    let mut calendars =
        table.tag("calendars", "Weekly hours, hours of single dates, and blocked time.");
    weekly::<Center>(
        &mut calendars,
        "/centers/{id}/hours",
        ["centers_hours_get", "centers_hours_replace"],
    );
    weekly::<Provider>(
        &mut calendars,
        "/providers/{id}/hours",
        ["providers_hours_get", "providers_hours_replace"],
    );
    overrides::<Provider>(
        &mut calendars,
        ["/providers/{id}/overrides", "/providers/{id}/overrides/{override_id}"],
        [
            "providers_overrides_create",
            "providers_overrides_list",
            "providers_overrides_get",
            "providers_overrides_update",
            "providers_overrides_delete",
        ],
    );
    overrides::<Center>(
        &mut calendars,
        ["/centers/{id}/overrides", "/centers/{id}/overrides/{override_id}"],
        [
            "centers_overrides_create",
            "centers_overrides_list",
            "centers_overrides_get",
            "centers_overrides_update",
            "centers_overrides_delete",
        ],
    );
    calendars
        .on(
            Route::whole("/calendar"),
            "calendar_get",
            "Read some days of a center",
            |Query(read)| {
                let read: ReadCalendar = read;
                read
            },
        )
        .on(
            Route::create("/blockouts"),
            "blockouts_create",
            "Block time",
            |Body(new)| -> CreateBlockout { new },
        )
        .on(
            Route::list("/blockouts"),
            "blockouts_list",
            "List blocked time",
            |Paged { filter, page }: Paged<BlockoutFilter>| ListBlockouts { filter, page },
        )
        .on(Route::read("/blockouts/{id}"), "blockouts_get", "Read a blockout", |Path(id)| {
            Get::<Blockout>(id)
        })
        .update(
            "/blockouts/{id}",
            "blockouts_update",
            "Change blocked time",
            |Path(id), Change(patch), IfMatch(expected)| EditBlockout { id, patch, expected },
        )
        .on(
            Route::delete("/blockouts/{id}"),
            "blockouts_delete",
            "Free blocked time",
            |Path(id)| DeleteBlockout(id),
        );
}

/// Declares the weekly hours of an owner.
fn weekly<E: Working + 'static>(
    calendars: &mut Tagged<'_>,
    path: &'static str,
    [get, replace]: [&'static str; 2],
) {
    calendars
        .on(Route::list(path), get, "Read the weekly hours", |Path(id): Path<Id<E>>| GetHours(id))
        .on(
            Route::replace(path),
            replace,
            "Set the weekly hours",
            |Path(id): Path<Id<E>>, Body(hours): Body<WeeklyHours>, IfMatch(expected)| SetHours {
                id,
                hours,
                expected,
            },
        );
}

/// Declares the dates of an owner's calendar that have hours of their own.
fn overrides<E: 'static>(
    calendars: &mut Tagged<'_>,
    [all, one]: [&'static str; 2],
    [create, list, get, update, delete]: [&'static str; 5],
) {
    calendars
        .on(
            Route::create(all),
            create,
            "Give a date its own hours",
            |Path(owner): Path<Id<E>>, Body(new)| {
                let new: NewHoursOverride = new;
                CreateHoursOverride { calendar_id: calendar_of(owner), new }
            },
        )
        .on(
            Route::list(all),
            list,
            "List the dates that have their own hours",
            |Path(owner): Path<Id<E>>, Query(page): Query<PageRequest>| ListHoursOverrides {
                calendar_id: calendar_of(owner),
                page,
            },
        )
        .on(
            Route::read(one),
            get,
            "Read a date that has its own hours",
            |Path(owner): Path<Id<E>>, Path(id)| GetHoursOverride {
                calendar_id: calendar_of(owner),
                id,
            },
        )
        .update(
            one,
            update,
            "Change the own hours of a date",
            |Path(owner): Path<Id<E>>, Path(id), Change(patch), IfMatch(expected)| {
                EditHoursOverride { calendar_id: calendar_of(owner), id, patch, expected }
            },
        )
        .on(
            Route::delete(one),
            delete,
            "Give a date its weekly hours back",
            |Path(owner): Path<Id<E>>, Path(id)| DeleteHoursOverride {
                calendar_id: calendar_of(owner),
                id,
            },
        );
}

/// The calendar of something has the identifier of that thing.
const fn calendar_of<E>(owner: Id<E>) -> Id<Calendar> {
    Id::from_uuid(owner.uuid())
}
