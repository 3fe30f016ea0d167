//! Those who wait for a time to become free.

use clientline_core::{
    model::WaitlistEntry,
    ops::scheduling::{
        waitlist::FindMatches,
        waitlist_offers::{AcceptOffer, DeclineOffer, MakeOffer, OfferedTime},
    },
};

use crate::endpoint::{Body, Endpoints, IfMatch, Path, Route, Words};

pub(super) fn declare(table: &mut Endpoints) {
    let words = Words {
        path: "/waitlist",
        name: "waitlist",
        one: "an entry of the waiting list",
        many: "the waiting list",
    };
    table
        .tag("waitlist", "Guests who wait for a time to become free.")
        .resource::<WaitlistEntry>(words)
        .on(
            Route::list("/waitlist/{id}/matches"),
            "waitlist_matches",
            "Find the times that are free for a guest who waits",
            |Path(id)| FindMatches(id),
        )
        .on(
            Route::act("/waitlist/{id}/offer"),
            "waitlist_offer",
            "Hold a time for a guest who waits, and offer it to them",
            |Path(id), Body(time): Body<OfferedTime>, IfMatch(expected)| MakeOffer {
                id,
                time,
                expected,
            },
        )
        .on(
            Route::act("/waitlist/{id}/accept"),
            "waitlist_accept",
            "Take the time that is offered",
            |Path(id), IfMatch(expected)| AcceptOffer { id, expected },
        )
        .on(
            Route::act("/waitlist/{id}/decline"),
            "waitlist_decline",
            "Give the time back that is offered",
            |Path(id), IfMatch(expected)| DeclineOffer { id, expected },
        );
}
