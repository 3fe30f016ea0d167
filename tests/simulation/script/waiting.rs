//! Requests about what is offered to those who wait.

use clientline::{
    entity::Query,
    model::{WaitlistEntry, WaitlistStatus},
    ops::scheduling::waitlist_offers::{AcceptOffer, DeclineOffer, MakeOffer, OfferedTime},
    value::Id,
};

use super::{Made, desk::Desk, made};

/// An entry that has come so far; or, now and then, any.
async fn entry(desk: &mut Desk<'_>, status: WaitlistStatus) -> Option<Id<WaitlistEntry>> {
    if desk.slips(10) {
        return desk.id().await;
    }
    let query = Query::limit(30).checked_eq(WaitlistEntry::status(), &status).descending();
    let entry = desk.among(query).await?.id;
    Some(desk.or_wrong(entry).await)
}

pub(super) async fn offer(desk: &mut Desk<'_>) -> Made {
    let id = entry(desk, WaitlistStatus::Waiting).await?;
    let free = desk.chance.pick(&desk.offers).map(|offer| offer.starts_at);
    let starts_at = free.unwrap_or_else(|| desk.soon(4));
    let mut time = OfferedTime { starts_at, provider_id: None };
    if desk.chance.percent(20) {
        time.provider_id = desk.id().await;
    }
    desk.facts.offered = Some(starts_at);
    made(MakeOffer { id, time, expected: None })
}

pub(super) async fn accept(desk: &mut Desk<'_>) -> Made {
    let id = entry(desk, WaitlistStatus::Offered).await?;
    made(AcceptOffer { id, expected: None })
}

pub(super) async fn decline(desk: &mut Desk<'_>) -> Made {
    let id = entry(desk, WaitlistStatus::Offered).await?;
    made(DeclineOffer { id, expected: None })
}
