//! Centers, rooms and their kinds.

use clientline_core::{
    model::{Center, Guest, Room, RoomCategory},
    ops::{
        billing::number_starts::StartNumbers,
        catalogue::room_resize::ResizeRoom,
        page::PageRequest,
        resource::List,
        scheduling::{appointments::ListAppointmentsOf, zone_change::ChangeZone},
    },
    value::Id,
};

use crate::endpoint::{Body, Endpoints, IfMatch, Path, Query, Route, Words};

pub(super) fn declare(table: &mut Endpoints) {
    let words = Words { path: "/centers", name: "centers", one: "a center", many: "centers" };
    table
        .tag("centers", "Places of business.")
        .resource::<Center>(words)
        .on(
            Route::list("/centers/{id}/guests"),
            "centers_guests_list",
            "List the guests of a center",
            |Path(id), Query(page): Query<PageRequest>| {
                List::<Guest>::new(page).with(Guest::center_id(), &id)
            },
        )
        .on(
            Route::list("/centers/{id}/appointments"),
            "centers_appointments_list",
            "List the appointments at a center",
            |Path(of): Path<Id<Center>>, Query(page)| ListAppointmentsOf { of, page },
        )
        .on(
            Route::act("/centers/{id}/time-zone"),
            "centers_time_zone",
            "Give a center another time zone, and its appointments with it",
            |Path(id), Body(change), IfMatch(expected)| ChangeZone { id, change, expected },
        )
        .on(
            Route::act("/centers/{id}/number-start"),
            "centers_number_start",
            "Start a series of numbers with another than 1",
            |Path(id), Body(start)| StartNumbers { id, start },
        );
    let words = Words {
        path: "/room-categories",
        name: "room_categories",
        one: "a kind of room",
        many: "kinds of rooms",
    };
    table.tag("room-categories", "Kinds of rooms.").resource::<RoomCategory>(words);
    let words = Words { path: "/rooms", name: "rooms", one: "a room", many: "rooms" };
    table.tag("rooms", "Where services take place.").resource::<Room>(words).on(
        Route::act("/rooms/{id}/size"),
        "rooms_size",
        "Make a room smaller or larger, whatever is booked in it if told so",
        |Path(id), Body(size), IfMatch(expected)| ResizeRoom { id, size, expected },
    );
}
