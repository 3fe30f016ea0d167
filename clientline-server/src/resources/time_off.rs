//! Time off that providers ask for.

use clientline_core::{
    model::TimeOffRequest,
    ops::scheduling::{
        time_off::{RequestTimeOff, WithdrawTimeOff},
        time_off_decisions::{
            ApproveTimeOff, DeclineTimeOff, ForeseeTimeOff, TimeOffAnswer, TimeOffDecision,
            TimeOffHits,
        },
    },
};

use crate::endpoint::{Body, Endpoints, IfMatch, Optional, Path, Query, Route, Words};

pub(super) fn declare(table: &mut Endpoints) {
    let words = Words {
        path: "/time-off-requests",
        name: "time_off_requests",
        one: "a request for time off",
        many: "requests for time off",
    };
    table
        .tag("time-off", "Time off that providers ask for, where it is approved.")
        .readable::<TimeOffRequest>(words)
        .on(
            Route::create("/time-off-requests"),
            "time_off_requests_create",
            "Ask for time off",
            |Body(new)| -> RequestTimeOff { new },
        )
        .on(
            Route::delete("/time-off-requests/{id}"),
            "time_off_requests_withdraw",
            "Ask for time off no more",
            |Path(id)| WithdrawTimeOff { id },
        )
        .on(
            Route::list("/time-off-requests/{id}/affected"),
            "time_off_requests_affected",
            "Find the appointments that time off would hit",
            |Path(id), Query(hits): Query<TimeOffHits>| ForeseeTimeOff { id, hits },
        )
        .on(
            Route::act("/time-off-requests/{id}/approve"),
            "time_off_requests_approve",
            "Approve time off",
            |Path(id), Optional(answer): Optional<TimeOffAnswer>, IfMatch(expected)| {
                ApproveTimeOff(TimeOffDecision { id, answer, expected })
            },
        )
        .on(
            Route::act("/time-off-requests/{id}/decline"),
            "time_off_requests_decline",
            "Decline time off",
            |Path(id), Optional(answer): Optional<TimeOffAnswer>, IfMatch(expected)| {
                DeclineTimeOff(TimeOffDecision { id, answer, expected })
            },
        );
}
