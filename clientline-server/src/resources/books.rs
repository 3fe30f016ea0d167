//! The books beside the till: closes of days, and commissions.

use clientline_core::{
    model::{Commission, CommissionRule, DayClose},
    ops::billing::{
        commission_totals::GetCommissionTotals,
        day_closes::{CloseDay, ReopenDay, Reopening},
    },
};

use crate::endpoint::{Body, Endpoints, IfMatch, Path, Query, Route, Words};

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
    table
        .tag("commissions", "What providers earn by what they sold, and by which rules.")
        .resource::<CommissionRule>(Words {
            path: "/commission-rules",
            name: "commission_rules",
            one: "a rule of commission",
            many: "rules of commission",
        })
        .readable::<Commission>(Words {
            path: "/commissions",
            name: "commissions",
            one: "a commission",
            many: "commissions",
        })
        .on(
            Route::list("/reports/commissions"),
            "reports_commissions",
            "Read what providers earned in a period",
            |Query(period)| -> GetCommissionTotals { period },
        );
}
