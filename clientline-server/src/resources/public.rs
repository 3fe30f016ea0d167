//! The endpoints for those who don't sign in: see what is offered, book it, and manage
//! the one appointment that their token opens, or the visit.

use clientline_core::{
    ops::online::{
        book::{BookOnline, NewOnlineBooking},
        choice::{GetOffered, OfferedPlace},
        confirm::ConfirmOnlineBooking,
        held::ExtendHold,
        hold::{HoldStart, NewStartHold},
        manage::{
            CancelOnlineBooking, Cancellation, GetOnlineBooking, MoveOnlineBooking, NewStart,
        },
        offered::{ListOffered, OfferedFilter},
        own_slots::FindOwnSlots,
        storefront::{FindPublicSlots, GetStorefront},
    },
    value::Slug,
};

use crate::endpoint::{Body, Endpoints, Optional, Paged, Path, Query, Route};

pub(super) fn declare(table: &mut Endpoints) {
    let mut public = table.tag("public", "Booking without a sign-in.");
    public
        .public(
            Route::list("/public/{slug}"),
            "public_get",
            "See an organization and its centers",
            |Path(slug): Path<Slug>| (slug, GetStorefront),
        )
        .public(
            Route::list("/public/{slug}/services"),
            "public_services_list",
            "List the services that are offered",
            |Path(slug), Paged { filter, page }: Paged<OfferedFilter>| {
                (slug, ListOffered { filter, page })
            },
        )
        .public(
            Route::list("/public/{slug}/services/{service_id}"),
            "public_services_get",
            "See a service that is offered, and whom a guest may choose for it",
            |Path(slug), Path(id), Query(place): Query<OfferedPlace>| {
                (slug, GetOffered { id, place })
            },
        )
        .public(
            Route::list("/public/{slug}/slots"),
            "public_slots",
            "Find free times",
            |Path(slug), Query(find): Query<FindPublicSlots>| (slug, find),
        )
        .public(
            Route::request("/public/{slug}/appointments"),
            "public_appointments_create",
            "Book an appointment, which is held until it is confirmed",
            |Path(slug), Body(new): Body<NewOnlineBooking>| (slug, BookOnline(new)),
        )
        .public(
            Route::request("/public/{slug}/holds"),
            "public_holds_create",
            "Hold a start for a few minutes, before anybody says who comes",
            |Path(slug), Body(new): Body<NewStartHold>| (slug, HoldStart(new)),
        )
        .on(
            Route::list("/public/appointments/manage"),
            "public_manage_get",
            "See the appointment of one's token",
            |Query(asked): Query<GetOnlineBooking>| asked,
        )
        .on(
            Route::list("/public/appointments/manage/slots"),
            "public_manage_slots",
            "Find the times to which the appointment of one's token can be moved",
            |Query(find): Query<FindOwnSlots>| find,
        )
        .on(
            Route::act("/public/appointments/manage/confirm"),
            "public_manage_confirm",
            "Confirm the appointment of one's token",
            || ConfirmOnlineBooking,
        )
        .on(
            Route::act("/public/appointments/manage/extend"),
            "public_manage_extend",
            "Extend the hold of one's token, once",
            || ExtendHold,
        )
        .on(
            Route::act("/public/appointments/manage/reschedule"),
            "public_manage_reschedule",
            "Move the appointment of one's token",
            |Body(to): Body<NewStart>| MoveOnlineBooking(to),
        )
        .on(
            Route::act("/public/appointments/manage/cancel"),
            "public_manage_cancel",
            "Cancel the appointment of one's token",
            |Optional(why): Optional<Cancellation>| CancelOnlineBooking(why),
        );
}
