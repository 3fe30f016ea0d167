//! Several appointments at once: visits, parties and series, and what is cancelled together.

use clientline_core::ops::scheduling::{
    cancel_together::CancelTogether,
    parties::BookParty,
    party_moves::MoveParty,
    party_starts::FindPartyStarts,
    series::BookSeries,
    series_moves::MoveSeries,
    series_state::GetSeries,
    visit_starts::FindVisitStarts,
    visits::{BookVisit, MoveVisit},
};

use crate::endpoint::{Body, Path, Route, Tagged};

/// Declares what is done with several appointments at once.
pub(super) fn declare(appointments: &mut Tagged<'_>) {
    appointments
        .on(
            Route::act("/appointments/slots/visit"),
            "appointments_visit_slots",
            "Find times for several services one after the other",
            |Body(find)| {
                let find: FindVisitStarts = find;
                find
            },
        )
        .on(
            Route::act("/appointments/visits"),
            "appointments_book_visit",
            "Book several services of a guest, all of them or none",
            |Body(visit)| {
                let visit: BookVisit = visit;
                visit
            },
        )
        .on(
            Route::act("/appointments/visits/move"),
            "appointments_move_visit",
            "Move what is to come of a visit, all of it or nothing",
            |Body(to)| {
                let to: MoveVisit = to;
                to
            },
        )
        .on(
            Route::act("/appointments/slots/together"),
            "appointments_together_slots",
            "Find times for several guests at the same time",
            |Body(find)| {
                let find: FindPartyStarts = find;
                find
            },
        )
        .on(
            Route::act("/appointments/together"),
            "appointments_book_together",
            "Book several guests at the same time, all of them or none",
            |Body(party)| {
                let party: BookParty = party;
                party
            },
        )
        .on(
            Route::act("/appointments/together/move"),
            "appointments_move_together",
            "Move what is to come of a party, all of it or nothing",
            |Body(to)| {
                let to: MoveParty = to;
                to
            },
        )
        .on(
            Route::act("/appointments/series"),
            "appointments_book_series",
            "Book an appointment on all dates of a rule",
            |Body(series)| {
                let series: BookSeries = series;
                series
            },
        )
        .on(
            Route::list("/appointments/series/{series_id}"),
            "appointments_get_series",
            "Read a series: its rule, and what became of each of its dates",
            |Path(id)| GetSeries(id),
        )
        .on(
            Route::act("/appointments/series/move"),
            "appointments_move_series",
            "Move what is to come of a series, all of it or nothing",
            |Body(to)| {
                let to: MoveSeries = to;
                to
            },
        )
        .on(
            Route::act("/appointments/cancel"),
            "appointments_cancel_together",
            "Cancel what is to come of a visit, a party, a series or a class",
            |Body(cancel)| {
                let cancel: CancelTogether = cancel;
                cancel
            },
        );
}
