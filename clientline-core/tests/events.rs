//! The feed as a use case: which part of it is kept, how much of it one request looks at, and
//! whom it shows what.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use clientline_core::{
    Actor, ClientLine, Scope,
    conformance::fixture::{at, client, new_id, new_tenant},
    engine::Reach,
    entity::{Query, Stored, sample},
    memory::MemoryStorage,
    model::{ActorKind, AuditSeal, Center, Event, EventKind, Permission, Role},
    ops::access::events::{EventPage, FollowEvents},
    row::ChangeSet,
    storage::Storage,
    value::{Id, TenantId},
};
use uuid::Uuid;

/// An organization whose feed has these kinds, at position 1 and on.
struct Feed {
    client: ClientLine,
    tenant: TenantId,
}

impl Feed {
    async fn of(events: impl IntoIterator<Item = (EventKind, Option<Id<Center>>)>) -> Self {
        let storage: Arc<dyn Storage> = Arc::new(MemoryStorage::new());
        let feed = Self { client: client(&storage), tenant: new_tenant() };
        let mut changes = ChangeSet::new(at(0));
        let mut last_position = 0;
        for (kind, center) in events {
            last_position += 1;
            changes.insert(Event {
                id: Event::id_at(last_position),
                position: last_position,
                kind: kind.as_str().into(),
                subject: kind.subject().into(),
                center_id: center.map(Id::uuid),
                data: "{}".into(),
                ..sample()
            });
        }
        let id = AuditSeal::id_at(1);
        changes.insert(AuditSeal { id, number: 1, last_position, ..sample() });
        storage.commit(feed.tenant, changes).await.unwrap();
        feed
    }

    /// Deletes the events up to a position, as the job does after thirty days.
    async fn forget(&self, until: i64) {
        let storage = self.client.storage();
        let mut snapshot = storage.snapshot(self.tenant).await.unwrap();
        let rows = snapshot.select(Query::<Event>::limit(10_000).select()).await.unwrap();
        let mut changes = ChangeSet::new(at(1));
        for event in rows.into_iter().map(|row| Stored::<Event>::decode(row).unwrap()) {
            if event.position <= until {
                changes.delete(&event);
            }
        }
        storage.commit(self.tenant, changes).await.unwrap();
    }

    async fn read(&self, actor: Actor, list: &FollowEvents) -> Result<EventPage, &'static str> {
        let scope = Scope::trusted(&self.client, self.tenant, actor);
        scope.run(list).await.map_err(|error| match error.inputs() {
            [] => error.code(),
            inputs => inputs[0].code,
        })
    }

    async fn page(&self, after: impl Into<Option<i64>>) -> Result<EventPage, &'static str> {
        let list = FollowEvents { after: after.into(), limit: 2, ..FollowEvents::default() };
        self.read(Actor::system(), &list).await
    }
}

fn positions(page: &EventPage) -> Vec<i64> {
    page.items.iter().map(|event| event.position).collect()
}

#[tokio::test]
async fn whoever_asks_after_what_is_not_kept_is_told_and_all_others_read_on() {
    let feed = Feed::of([(EventKind::TaxCreated, None); 9]).await;
    feed.forget(4).await;
    for (after, expected) in [(None, [5, 6]), (Some(4), [5, 6]), (Some(5), [6, 7])] {
        let page = feed.page(after).await.unwrap();
        assert_eq!((positions(&page), page.next_after), (expected.into(), expected[1]));
        assert_eq!(page.last_position, 9);
    }
    let end = feed.page(9).await.unwrap();
    assert_eq!((positions(&end), end.next_after), (vec![], 9));
    for wrong in [0, 3, 10] {
        assert_eq!(feed.page(wrong).await, Err("events_not_kept"), "after {wrong}");
    }
    assert_eq!(feed.page(-1).await, Err("out_of_range"));
    feed.forget(9).await;
    assert_eq!(feed.page(8).await, Err("events_not_kept"));
    assert_eq!(feed.page(None).await.unwrap().next_after, 9);
    assert_eq!(feed.page(9).await.unwrap().last_position, 9);
}

#[tokio::test]
async fn one_request_looks_at_a_bounded_part_of_the_feed_and_says_where_it_ends() {
    let rare = |position| match position {
        4_500 => EventKind::InvoiceIssued,
        _ => EventKind::TaxCreated,
    };
    let feed = Feed::of((1..=5_000).map(|position| (rare(position), None))).await;
    let mut list = FollowEvents {
        kinds: vec![EventKind::InvoiceIssued],
        after: Some(0),
        ..Default::default()
    };
    let mut pages = Vec::new();
    loop {
        let page = feed.read(Actor::system(), &list).await.unwrap();
        pages.push((positions(&page), page.next_after));
        if page.next_after == page.last_position {
            break;
        }
        list.after = Some(page.next_after);
    }
    assert_eq!(pages, [(vec![], 2_000), (vec![], 4_000), (vec![4_500], 5_000)]);
}

#[tokio::test]
async fn whoever_may_not_read_a_subject_is_shown_none_of_its_events() {
    let kinds = [
        EventKind::UserCreated,
        EventKind::ApiKeyCreated,
        EventKind::TaxCreated,
        EventKind::GuestUpdated,
        EventKind::AppointmentBooked,
    ];
    let feed = Feed::of(kinds.map(|kind| (kind, None))).await;
    let list = FollowEvents { limit: 3, ..FollowEvents::default() };
    let key = |role| Actor::new(ActorKind::ApiKey, Uuid::nil(), role);
    let scopes = [Permission::ReadEvents, Permission::ReadGuests].into_iter().collect();
    let kept = Actor { scopes, ..key(Role::Admin) };
    for (actor, expected) in [
        (key(Role::Admin), [vec![1, 2, 3], vec![4, 5]]),
        (key(Role::Manager), [vec![3], vec![4, 5]]),
        (kept, [vec![], vec![4]]),
    ] {
        let first = feed.read(actor.clone(), &list).await.unwrap();
        assert_eq!((positions(&first), first.next_after), (expected[0].clone(), 3));
        let list = FollowEvents { after: Some(3), ..list.clone() };
        let second = feed.read(actor, &list).await.unwrap();
        assert_eq!((positions(&second), second.next_after), (expected[1].clone(), 5));
    }
}

#[tokio::test]
async fn staff_see_the_events_of_their_centers_and_the_positions_of_all() {
    let [here, there] = [new_id::<Center>(), new_id()];
    let booked = EventKind::AppointmentBooked;
    let feed = Feed::of([
        (booked, Some(there)),
        (booked, Some(here)),
        (EventKind::TaxCreated, None),
        (booked, Some(here)),
        (booked, Some(there)),
    ])
    .await;
    let staff = |centers| {
        let reach = Reach::Staff { provider: None, centers };
        Actor::new(ActorKind::User, Uuid::nil(), Role::Staff).reaching(reach)
    };
    let list = FollowEvents::default();
    let page = feed.read(staff(vec![here]), &list).await.unwrap();
    assert_eq!((positions(&page), page.next_after, page.last_position), (vec![2, 4], 5, 5));
    let page = feed.read(staff(Vec::new()), &list).await.unwrap();
    assert_eq!((positions(&page), page.next_after), (vec![], 5));
    let stranger = Scope::trusted(&feed.client, new_tenant(), Actor::system());
    assert_eq!(stranger.run(&list).await.unwrap().last_position, 0, "another organization");
    let client = Actor::new(ActorKind::User, Uuid::nil(), Role::Client);
    assert_eq!(feed.read(client, &list).await, Err("forbidden"));
}
