//! The clauses of the contract about work in the background.

use std::sync::Arc;

// It stands with the use cases, whose rows it needs.
pub use super::use_cases::finds_the_tenants_with_what_is_to_be_written_off;

use super::fixture::{AppointmentFixture, at, commit, new_tenant, with_work};
use crate::{
    entity::{Entity as _, sample},
    model::{
        Appointment, AppointmentStatus, AuditSeal, FreedTime, Idempotency, Outbox, Session, User,
    },
    row::ChangeSet,
    storage::{Storage, Work},
    value::{Id, TenantId, Timestamp},
};

fn tenants<const N: usize>() -> [TenantId; N] {
    let mut tenants = [(); N].map(|()| new_tenant());
    tenants.sort();
    tenants
}

/// The tenants whose commits wait are found, and no others; and none once it is done.
pub async fn finds_the_tenants_whose_commits_wait(storage: Arc<dyn Storage>) {
    let all = tenants::<9>();
    let waiting = [all[0], all[2], all[3], all[8]];
    for tenant in waiting {
        commit(&storage, tenant, |changes| _ = changes.insert(sample::<Outbox>())).await.unwrap();
    }
    commit(&storage, all[4], |changes| _ = changes.insert(sample::<Idempotency>())).await.unwrap();
    let find = || with_work(&storage, Work::Outbox, Timestamp::MAX, &all);
    assert_eq!(find().await, waiting);

    let mut snapshot = storage.snapshot(all[2]).await.unwrap();
    let [row] = snapshot.arrivals(Outbox::TABLE, 9).await.unwrap().try_into().unwrap();
    drop(snapshot);
    let row = crate::entity::Stored::<Outbox>::decode(row).unwrap();
    commit(&storage, all[2], |changes| changes.delete(&row)).await.unwrap();
    assert_eq!(find().await, [all[0], all[3], all[8]]);
}

/// Of rows that grow old, those count that were made before an instant.
pub async fn finds_the_tenants_whose_rows_are_old(storage: Arc<dyn Storage>) {
    let [old, new, none] = tenants();
    for (tenant, made_at) in [(old, at(0)), (new, at(60))] {
        let mut changes = ChangeSet::new(made_at);
        let user: User = sample();
        changes.insert(user.clone());
        changes.insert(Session { user_id: user.id, ..sample() });
        changes.insert(sample::<Idempotency>());
        changes.insert(crate::model::Event { id: crate::model::Event::id_at(7), ..sample() });
        storage.commit(tenant, changes).await.unwrap();
    }
    let all = [old, new, none];
    for work in [Work::IdempotencyKeys, Work::Sessions, Work::Events] {
        let find = |before| with_work(&storage, work, before, &all);
        assert_eq!(find(at(0)).await, [], "{work:?}");
        assert_eq!(find(at(30)).await, [old], "{work:?}");
        assert_eq!(find(at(61)).await, [old, new], "{work:?}");
    }
}

/// Of holds, those count that lapsed before an instant, and are pending still.
pub async fn finds_the_tenants_whose_holds_lapsed(storage: Arc<dyn Storage>) {
    let [held, cancelled, kept] = tenants();
    // Who did not confirm in time has the instant still when it is cancelled.
    let rows = [
        (held, AppointmentStatus::Pending, Some(at(10))),
        (cancelled, AppointmentStatus::Cancelled, Some(at(10))),
        (kept, AppointmentStatus::Scheduled, None),
    ];
    for (tenant, status, held_until) in rows {
        let mut fixture = AppointmentFixture::new();
        fixture.appointment = Appointment { status, held_until, ..fixture.appointment };
        commit(&storage, tenant, |changes| fixture.insert(changes)).await.unwrap();
    }
    let all = [held, cancelled, kept];
    let find = |before| with_work(&storage, Work::LapsedHolds, before, &all);
    assert_eq!(find(at(10)).await, []);
    assert_eq!(find(at(11)).await, [held]);
}

/// Time that became free is work, for whomever it is.
pub async fn finds_the_tenants_with_time_that_became_free(storage: Arc<dyn Storage>) {
    let [freed, other] = tenants();
    commit(&storage, freed, |changes| _ = changes.insert(sample::<FreedTime>())).await.unwrap();
    commit(&storage, other, |changes| _ = changes.insert(sample::<Outbox>())).await.unwrap();
    let both = [freed, other];
    let find = || with_work(&storage, Work::FreedTimes, Timestamp::MAX, &both);
    assert_eq!(find().await, [freed]);
}

/// The last position of a feed is that of its tenant's last step.
pub async fn knows_the_last_position_of_each_feed(storage: Arc<dyn Storage>) {
    let [one, other, none] = tenants();
    for (tenant, positions) in [(one, &[3, 4, 9][..]), (other, &[2])] {
        for (number, last_position) in (1..).zip(positions) {
            let id = AuditSeal::id_at(number);
            let last_position = *last_position;
            let seal = AuditSeal { id, number, last_position, ..sample() };
            commit(&storage, tenant, |changes| _ = changes.insert(seal)).await.unwrap();
        }
    }
    let mut last = storage.last_positions(&[other, none, one]).await.unwrap();
    last.sort();
    assert_eq!(last, [(one, 9), (other, 2)]);
}

/// Rows arrive in the order of their commits, if their identifiers were made in it.
pub async fn rows_come_in_the_order_of_their_commits(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    let ids: Vec<Id<Outbox>> = (1..10).map(|at| Id::from_uuid(uuid::Uuid::from_u128(at))).collect();
    for id in &ids {
        let row = Outbox { id: *id, ..sample() };
        commit(&storage, tenant, |changes| _ = changes.insert(row)).await.unwrap();
    }
    commit(&storage, new_tenant(), |changes| _ = changes.insert(sample::<Outbox>())).await.unwrap();
    let mut snapshot = storage.snapshot(tenant).await.unwrap();
    for limit in [4, 99] {
        let rows = snapshot.arrivals(Outbox::TABLE, limit).await.unwrap();
        let found: Vec<_> = rows.iter().map(|row| row.id).collect();
        let wanted: Vec<_> = ids.iter().take(limit as usize).map(|id| id.uuid()).collect();
        assert_eq!(found, wanted);
    }
}
