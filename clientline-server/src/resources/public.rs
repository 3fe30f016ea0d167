//! What people may do who don't sign in: see what is offered, book it, and manage
//! the one visit that their token opens.

use clientline_core::{
    ops::{
        online::{
            own_booking::{
                CancelOwnBooking, Cancellation, ConfirmOwnBooking, GetOwnBooking, MoveOwnBooking,
                NewStart,
            },
            public::{FindPublicSlots, GetStorefront, ListOffered},
            self_booking::{BookPublicly, NewSelfBooking},
        },
        page::PageRequest,
    },
    value::Slug,
};

use crate::endpoint::{Body, Endpoints, Optional, Path, Query, Route};

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
            |Path(slug), Query(page): Query<PageRequest>| (slug, ListOffered(page)),
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
            "Book a visit, which is held until it is confirmed",
            |Path(slug), Body(new): Body<NewSelfBooking>| (slug, BookPublicly(new)),
        )
        .on(
            Route::list("/public/appointments/manage"),
            "public_manage_get",
            "See the visit of one's token",
            || GetOwnBooking,
        )
        .on(
            Route::act("/public/appointments/manage/confirm"),
            "public_manage_confirm",
            "Confirm the visit of one's token",
            || ConfirmOwnBooking,
        )
        .on(
            Route::act("/public/appointments/manage/reschedule"),
            "public_manage_reschedule",
            "Move the visit of one's token",
            |Body(to): Body<NewStart>| MoveOwnBooking(to),
        )
        .on(
            Route::act("/public/appointments/manage/cancel"),
            "public_manage_cancel",
            "Cancel the visit of one's token",
            |Optional(why): Optional<Cancellation>| CancelOwnBooking(why),
        );
}
