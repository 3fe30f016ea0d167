//! Requests about what happened.

use clientline::{
    entity::Query,
    model::{Event, EventKind},
    ops::access::events::FollowEvents,
};

use super::{Made, desk::Desk, made};

/// Reads the feed from anywhere: mostly from near its end, at times from where nothing is.
pub(super) async fn follow(desk: &mut Desk<'_>) -> Made {
    let newest = desk.list(Query::<Event>::limit(Desk::NEW).descending()).await;
    let after = desk.chance.pick(&newest).map(|event| event.position);
    let kinds = match desk.chance.next() % 3 {
        0 => vec![desk.chance.one(EventKind::ALL)],
        1 => vec![EventKind::AppointmentBooked, EventKind::AppointmentRescheduled],
        _ => Vec::new(),
    };
    let mut list = FollowEvents { after, kinds, ..FollowEvents::default() };
    match desk.chance.next() % 8 {
        0 => list.after = None,
        1 => list.after = Some(0),
        2 => list.limit = desk.chance.one(&[1, 3, 200]),
        3 if desk.slips(50) => list.after = Some(desk.chance.one(&[-1, 1_000_000])),
        4 if desk.slips(50) => list.limit = desk.chance.one(&[0, 201]),
        _ => {}
    }
    made(list)
}
