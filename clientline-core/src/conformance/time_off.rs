//! Time off that a provider asks for: it blocks nothing before it is approved.

use std::sync::Arc;

use serde_json::json;

use super::{
    fixture::{World, at, day, new_id},
    public::code,
};
use crate::{
    Actor, Error, Scope,
    engine::Reach,
    entity::Stored,
    model::{
        ActorKind, Blockout, BlockoutReason, Guest, Organization, Role, TimeOffRequest,
        TimeOffStatus,
    },
    ops::{
        access::organizations::UpdateOrganization,
        page::PageRequest,
        resource::{Get, List},
        scheduling::{
            calendar::ReadCalendar,
            calendar_edits::EditBlockout,
            calendars::{CreateBlockout, DeleteBlockout},
            slots::FindSlots,
            time_off::{RequestTimeOff, WithdrawTimeOff},
            time_off_decisions::{
                ApproveTimeOff, DeclineTimeOff, ForeseeTimeOff, TimeOffAnswer, TimeOffDecision,
                TimeOffHits,
            },
        },
    },
    storage::Storage,
    value::{Id, Timestamp},
};

/// A world in which time off is approved, and the scope of its provider.
async fn world(storage: &Arc<dyn Storage>) -> (World, Scope) {
    let world = World::make(storage, 1).await;
    let patch = serde_json::from_value(json!({"settings": {"own_time_off": "on_approval"}}));
    let id = Id::<Organization>::from(world.scope.tenant());
    let update = UpdateOrganization { id, patch: patch.unwrap(), expected: None };
    world.scope.run(&update).await.unwrap();
    let actor = Actor::new(ActorKind::User, new_id::<Guest>().uuid(), Role::Staff);
    let reach = Reach::Staff { provider: Some(world.provider.id), centers: vec![world.center.id] };
    let own = Scope::trusted(world.scope.client(), world.scope.tenant(), actor.reaching(reach));
    (world, own)
}

impl World {
    fn off(&self, minutes: i64, until: i64) -> RequestTimeOff {
        let new = RequestTimeOff::new(self.provider.id, at(minutes), BlockoutReason::Vacation);
        RequestTimeOff { ends_at: Some(at(until)), ..new }
    }

    async fn starts(&self) -> Vec<Timestamp> {
        let find = FindSlots::new(self.center.id, self.service.id, day());
        self.scope.run(&find).await.unwrap().slots.iter().map(|slot| slot.starts_at).collect()
    }

    async fn approve(&self, id: Id<TimeOffRequest>) -> crate::Result<Stored<TimeOffRequest>> {
        self.scope.run(&ApproveTimeOff(TimeOffDecision::new(id, TimeOffAnswer::default()))).await
    }

    async fn blocked(&self) -> Vec<Stored<Blockout>> {
        self.scope.run(&List::<Blockout>::new(PageRequest::default())).await.unwrap().items
    }
}

/// What is asked for can be booked, and is on the book of the day as what nobody has decided about; once
/// it is approved it can't be, and who approves was told whom it hits.
pub async fn time_off_blocks_once_it_is_approved(storage: Arc<dyn Storage>) {
    let (world, own) = world(&storage).await;
    let entered = CreateBlockout {
        provider_id: Some(world.provider.id),
        ends_at: Some(at(60)),
        ..CreateBlockout::new(at(0), BlockoutReason::Vacation)
    };
    assert_eq!(code(own.run(&entered).await), "needs_approval");
    let asked = own.run(&world.off(60, 180)).await.unwrap();
    assert_eq!((asked.status, asked.center_id), (TimeOffStatus::Requested, world.center.id));
    assert!(world.starts().await.contains(&at(60)));
    let booked = world.scope.run(&world.book(world.guests[0].id, at(60))).await.unwrap();
    let book = ReadCalendar::new(world.center.id, day());
    for scope in [&world.scope, &own] {
        let shown = scope.run(&book).await.unwrap();
        assert_eq!(shown.blockouts, []);
        let times: Vec<_> = shown.time_off_requests.iter().map(|one| &one.time).collect();
        assert_eq!((times[0].starts_at, times[0].ends_at, times.len()), (at(60), at(180), 1));
        assert_eq!(shown.time_off_requests[0].id, asked.id);
    }
    let foresee = ForeseeTimeOff { id: asked.id, hits: TimeOffHits::default() };
    let hit = world.scope.run(&foresee).await.unwrap().appointments;
    assert_eq!(hit.iter().map(|one| one.appointment_id).collect::<Vec<_>>(), [booked.id]);

    let approve = ApproveTimeOff(TimeOffDecision::new(asked.id, TimeOffAnswer::default()));
    assert!(matches!(own.run(&approve).await, Err(Error::Forbidden { .. })));
    let approved = world.approve(asked.id).await.unwrap();
    assert_eq!(approved.status, TimeOffStatus::Approved);
    assert!(approved.decided_at.is_some());
    let blocked = world.blocked().await;
    assert_eq!(blocked.len(), 1);
    assert_eq!((blocked[0].starts_at, blocked[0].ends_at), (at(60), at(180)));
    assert_eq!(approved.blockout_id, Some(blocked[0].id.uuid()));
    let starts = world.starts().await;
    assert!(starts.contains(&at(0)) && !starts.contains(&at(120)), "{starts:?}");
    let shown = world.scope.run(&book).await.unwrap();
    assert_eq!((shown.blockouts.len(), shown.time_off_requests.len()), (1, 0));
    assert_eq!(code(world.approve(asked.id).await), "time_off_decided");
    assert_eq!(code(own.run(&WithdrawTimeOff { id: asked.id }).await), "time_off_decided");
}

/// What is declined stays as it was asked for, with the reason; what is withdrawn is gone. Neither
/// blocks anything.
pub async fn time_off_that_is_declined_or_withdrawn_blocks_nothing(storage: Arc<dyn Storage>) {
    let (world, own) = world(&storage).await;
    let all = world.starts().await;
    let first = own.run(&world.off(0, 60)).await.unwrap();
    let answer = TimeOffAnswer { answer: Some("All of us are there.".parse().unwrap()) };
    let decline = DeclineTimeOff(TimeOffDecision::new(first.id, answer.clone()));
    let declined = world.scope.run(&decline).await.unwrap();
    assert_eq!((declined.status, &declined.answer), (TimeOffStatus::Declined, &answer.answer));
    assert_eq!(code(world.approve(first.id).await), "time_off_decided");
    let seen = own.run(&Get(first.id)).await.unwrap();
    assert_eq!((seen.status, &seen.answer), (TimeOffStatus::Declined, &answer.answer));
    let second = own.run(&world.off(60, 120)).await.unwrap();
    own.run(&WithdrawTimeOff { id: second.id }).await.unwrap();
    assert!(matches!(own.run(&Get(second.id)).await, Err(Error::NotFound { .. })));
    let list = List::<TimeOffRequest>::new(PageRequest::default());
    let list = list.with(TimeOffRequest::provider_id(), &world.provider.id);
    let listed: Vec<_> = own.run(&list).await.unwrap().items.iter().map(|one| one.id).collect();
    assert_eq!(listed, [first.id]);
    assert_eq!(world.blocked().await.len(), 0);
    assert_eq!(world.starts().await, all);
}

/// A change of what was approved is asked for as well: what is blocked stays until that is approved,
/// and is one blockout all the same. It is given back without a word.
pub async fn a_change_of_time_off_is_asked_for_and_what_is_given_back_is_not(
    storage: Arc<dyn Storage>,
) {
    let (world, own) = world(&storage).await;
    let asked = own.run(&world.off(60, 120)).await.unwrap();
    world.approve(asked.id).await.unwrap();
    let blockout = world.blocked().await.remove(0);
    let patch = serde_json::from_value(json!({"ends_at": at(300)})).unwrap();
    let edit = EditBlockout { id: blockout.id, patch, expected: None };
    assert_eq!(code(own.run(&edit).await), "needs_approval");
    let lunch = json!({
        "provider_id": world.provider.id, "starts_at": at(0), "reason": "break",
        "blockout_id": blockout.id,
        "recurrence": {"rule": "FREQ=WEEKLY;COUNT=4", "window": {"start": "12:00", "end": "13:00"}},
    });
    let change: RequestTimeOff = serde_json::from_value(lunch).unwrap();
    let change = own.run(&change).await.unwrap();
    // The fourth week is over at one o'clock.
    assert_eq!(change.ends_at, at(3 * 7 * 24 * 60 + 240));
    assert!(!world.starts().await.contains(&at(60)));
    let approved = world.approve(change.id).await.unwrap();
    let blocked = world.blocked().await;
    assert_eq!((blocked.len(), blocked[0].id), (1, blockout.id));
    assert_eq!(approved.blockout_id, Some(blockout.id.uuid()));
    assert_eq!((&blocked[0].recurrence, blocked[0].reason), (&change.recurrence, change.reason));
    let starts = world.starts().await;
    assert!(starts.contains(&at(60)) && !starts.contains(&at(180)), "{starts:?}");
    own.run(&DeleteBlockout(blockout.id)).await.unwrap();
    assert!(world.starts().await.contains(&at(180)));
    // What it would have changed is gone: it is further time off.
    let first = own.run(&world.off(60, 120)).await.unwrap();
    world.approve(first.id).await.unwrap();
    let blockout_id = world.blocked().await.remove(0).id;
    let after = RequestTimeOff { blockout_id: Some(blockout_id), ..world.off(240, 300) };
    let after = own.run(&after).await.unwrap();
    own.run(&DeleteBlockout(blockout_id)).await.unwrap();
    world.approve(after.id).await.unwrap();
    let blocked = world.blocked().await;
    assert_eq!((blocked.len(), blocked[0].starts_at), (1, at(240)));
}
