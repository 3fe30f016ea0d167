//! The books beside the till: closes of days.

use clientline_core::{
    model::DayClose,
    ops::billing::day_closes::{CloseDay, ReopenDay, Reopening},
};

use crate::endpoint::{Body, Endpoints, IfMatch, Path, Route, Words};

pub(super) fn declare(table: &mut Endpoints) {
    table
        .tag("day-closes", "What was counted at the end of days, which then take no more money.")
        .readable::<DayClose>(Words {
            path: "/day-closes",
            name: "day_closes",
            one: "a close of a day",
            many: "closes of days",
        })
        .on(
            Route::create("/day-closes"),
            "day_closes_create",
            "Close a day",
            |Body(new)| -> CloseDay { new },
        )
        .on(
            Route::act("/day-closes/{id}/reopen"),
            "day_closes_reopen",
            "Open a closed day again",
            |Path(id), Body(reopening): Body<Reopening>, IfMatch(expected)| ReopenDay {
                id,
                reopening,
                expected,
            },
        );
}
