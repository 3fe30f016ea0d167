//! The clauses of the contract about tenants, snapshots, commits and guards.

use std::{sync::Arc, time::Duration};

use super::fixture::{
    AppointmentFixture, at, category, center, commit, find, name, new_tenant, room, tax,
};
use crate::{
    entity::{Entity, Query, Stored},
    model::RoomCategory,
    row::{ChangeSet, Read, Row},
    storage::{Error, Storage},
    value::TenantId,
};

/// A committed row comes back as it was written, at version 1.
pub async fn reads_what_was_committed(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    let appointment = AppointmentFixture::new();
    let odd = category("Zoë 'x' \"y\" \\ %_ 🙂");
    commit(&storage, tenant, |changes| {
        appointment.insert(changes);
        changes.insert(odd.clone());
    })
    .await
    .unwrap();

    let stored = find(&storage, tenant, appointment.appointment.id).await.unwrap();
    assert_eq!(*stored, appointment.appointment);
    assert_eq!(stored.version().0, 1);
    assert_eq!(*find(&storage, tenant, appointment.center.id).await.unwrap(), appointment.center);
    assert_eq!(*find(&storage, tenant, appointment.service.id).await.unwrap(), appointment.service);
    assert_eq!(*find(&storage, tenant, odd.id).await.unwrap(), odd);
}

/// A storage that works says so, and is as it was.
pub async fn is_probed_without_a_change(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    let stored = category("as it was");
    commit(&storage, tenant, |changes| _ = changes.insert(stored.clone())).await.unwrap();
    storage.probe().await.unwrap();
    assert!(storage.inspect().await.unwrap().is_empty());
    let found = find(&storage, tenant, stored.id).await.unwrap();
    assert_eq!((&*found, found.version().0), (&stored, 1));
}

/// One tenant neither sees nor changes another's rows, by any identifier.
pub async fn keeps_tenants_apart(storage: Arc<dyn Storage>) {
    let (mine, theirs) = (new_tenant(), new_tenant());
    let (ours, strange) = (category("ours"), category("strange"));
    commit(&storage, mine, |changes| _ = changes.insert(ours.clone())).await.unwrap();
    commit(&storage, theirs, |changes| _ = changes.insert(strange.clone())).await.unwrap();

    assert!(find(&storage, mine, strange.id).await.is_none());
    let listed = list(&storage, mine, &Query::<RoomCategory>::limit(9)).await;
    assert_eq!(listed.iter().map(|row| row.id).collect::<Vec<_>>(), [ours.id]);
    let mut snapshot = storage.snapshot(mine).await.unwrap();
    let all = Query::<RoomCategory>::limit(9);
    assert_eq!(snapshot.count(all.select()).await.unwrap(), 1);
    drop(snapshot);

    let stolen = find(&storage, theirs, strange.id).await.unwrap();
    let refused = commit(&storage, mine, |changes| changes.delete(&stolen)).await;
    assert!(matches!(refused, Err(Error::Retry)), "{refused:?}");
    let refused = commit(&storage, mine, |changes| {
        changes.update(&stolen, |row| row.name = name("mine"));
    })
    .await;
    assert!(matches!(refused, Err(Error::Retry)), "{refused:?}");
    assert_eq!(*find(&storage, theirs, strange.id).await.unwrap(), strange);

    // The same identifier in both tenants is two rows.
    let twin = RoomCategory { name: name("twin"), ..strange.clone() };
    commit(&storage, mine, |changes| _ = changes.insert(twin.clone())).await.unwrap();
    assert_eq!(*find(&storage, mine, strange.id).await.unwrap(), twin);
    assert_eq!(*find(&storage, theirs, strange.id).await.unwrap(), strange);
}

/// A row can't refer to another tenant's row.
pub async fn refuses_references_across_tenants(storage: Arc<dyn Storage>) {
    let (mine, theirs) = (new_tenant(), new_tenant());
    let (kind, place) = (category("kind"), center("C1"));
    commit(&storage, theirs, |changes| _ = changes.insert(kind.clone())).await.unwrap();
    commit(&storage, mine, |changes| _ = changes.insert(place.clone())).await.unwrap();

    let lost = room(&place, &kind, "R1");
    let refused = commit(&storage, mine, |changes| _ = changes.insert(lost.clone())).await;
    assert!(matches!(refused, Err(Error::Dangling)), "{refused:?}");
}

/// All reads of one snapshot see one committed state.
pub async fn shows_one_state_in_one_snapshot(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    let (early, late) = (category("early"), category("late"));
    commit(&storage, tenant, |changes| _ = changes.insert(early.clone())).await.unwrap();

    let mut snapshot = storage.snapshot(tenant).await.unwrap();
    let before = snapshot.get(RoomCategory::TABLE, early.id.uuid()).await.unwrap();
    let stored = find(&storage, tenant, early.id).await.unwrap();
    commit(&storage, tenant, |changes| {
        changes.update(&stored, |row| row.name = name("changed"));
        changes.insert(late.clone());
    })
    .await
    .unwrap();

    let after = snapshot.get(RoomCategory::TABLE, early.id.uuid()).await.unwrap();
    assert_eq!(before.unwrap().values, after.unwrap().values);
    let all = Query::<RoomCategory>::limit(9);
    assert_eq!(snapshot.select(all.select()).await.unwrap().len(), 1);
    let row = Read::Row(RoomCategory::TABLE, late.id.uuid());
    let together = snapshot.read(&[row, Read::Rows(all.select().clone())]).await.unwrap();
    assert_eq!(together.iter().map(Vec::len).collect::<Vec<_>>(), [0, 1]);
    drop(snapshot);
    assert_eq!(list(&storage, tenant, &all).await.len(), 2);
}

/// A read that is made alone shows what its snapshot does, or what came after it; and the
/// snapshot goes on showing its one state.
pub async fn reads_alone_what_is_there(storage: Arc<dyn Storage>) {
    let (tenant, stranger) = (new_tenant(), new_tenant());
    let (early, late, other) = (category("early"), category("late"), category("other"));
    commit(&storage, tenant, |changes| _ = changes.insert(early.clone())).await.unwrap();
    commit(&storage, stranger, |changes| _ = changes.insert(other.clone())).await.unwrap();
    let all = Query::<RoomCategory>::limit(9);
    let reads = [Read::Rows(all.select().clone()), Read::Row(RoomCategory::TABLE, late.id.uuid())];
    let sizes = |rows: Vec<Vec<Row>>| rows.iter().map(Vec::len).collect::<Vec<_>>();

    // One after the other, as connections are used by one tenant and the next.
    for tenant in [tenant, stranger, tenant] {
        let mut snapshot = storage.snapshot(tenant).await.unwrap();
        assert_eq!(sizes(snapshot.read_alone(&reads).await.unwrap()), [1, 0]);
        assert_eq!(sizes(snapshot.read_alone(&reads[..1]).await.unwrap()), [1]);
    }
    let mut snapshot = storage.snapshot(tenant).await.unwrap();
    assert_eq!(sizes(snapshot.read_alone(&reads).await.unwrap()), [1, 0]);
    assert_eq!(snapshot.select(all.select()).await.unwrap().len(), 1);
    commit(&storage, tenant, |changes| _ = changes.insert(late.clone())).await.unwrap();
    let alone = sizes(snapshot.read_alone(&reads).await.unwrap());
    assert!(alone == [1, 0] || alone == [2, 1], "{alone:?}");
    assert_eq!(sizes(snapshot.read(&reads).await.unwrap()), [1, 0]);
    drop(snapshot);
    let mut snapshot = storage.snapshot(tenant).await.unwrap();
    assert_eq!(sizes(snapshot.read_alone(&reads).await.unwrap()), [2, 1]);
}

/// A commit whose last write fails applies none of its writes.
pub async fn applies_all_or_nothing(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    let (first, second, third) = (tax("A"), tax("B"), tax("A"));
    let kept = category("kept");
    commit(&storage, tenant, |changes| {
        changes.insert(first.clone());
        changes.insert(kept.clone());
    })
    .await
    .unwrap();
    let stored = find(&storage, tenant, kept.id).await.unwrap();

    let refused = commit(&storage, tenant, |changes| {
        changes.update(&stored, |row| row.name = name("changed"));
        changes.insert(second.clone());
        changes.insert(third.clone());
    })
    .await;
    assert!(matches!(refused, Err(Error::Violated("tax_code_taken"))), "{refused:?}");
    assert!(find(&storage, tenant, second.id).await.is_none());
    assert_eq!(*find(&storage, tenant, kept.id).await.unwrap(), kept);
}

/// A commit whose future is dropped applies all or nothing, and holds nothing.
pub async fn applies_all_or_nothing_when_dropped(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    for number in 0..30_u64 {
        let pair = (category("one"), category("two"));
        let (task_pair, task_storage) = (pair.clone(), Arc::clone(&storage));
        let task = tokio::spawn(async move {
            let snapshot = task_storage.snapshot(tenant).await.unwrap();
            drop(snapshot);
            commit(&task_storage, tenant, |changes| {
                changes.insert(task_pair.0);
                changes.insert(task_pair.1);
            })
            .await
        });
        tokio::time::sleep(Duration::from_micros(number * 50)).await;
        task.abort();
        drop(task.await);
        // Whatever was dropped holds nothing that another commit waits for.
        commit(&storage, tenant, |changes| _ = changes.insert(category("next"))).await.unwrap();
        // It may be applied even later, so that one snapshot must tell.
        let mut snapshot = storage.snapshot(tenant).await.unwrap();
        let mut both = [false; 2];
        for (there, id) in both.iter_mut().zip([pair.0.id, pair.1.id]) {
            *there = snapshot.get(RoomCategory::TABLE, id.uuid()).await.unwrap().is_some();
        }
        assert_eq!(both[0], both[1]);
    }
}

/// An update of an outdated row is refused; the newer row stays.
pub async fn refuses_a_stale_update(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    let row = category("first");
    commit(&storage, tenant, |changes| _ = changes.insert(row.clone())).await.unwrap();
    let old = find(&storage, tenant, row.id).await.unwrap();

    let rename = |to: &str| {
        let (old, to) = (old.clone(), name(to));
        move |changes: &mut ChangeSet| _ = changes.update(&old, |row| row.name = to)
    };
    commit(&storage, tenant, rename("second")).await.unwrap();
    let refused = commit(&storage, tenant, rename("third")).await;
    assert!(matches!(refused, Err(Error::Retry)), "{refused:?}");

    let now = find(&storage, tenant, row.id).await.unwrap();
    assert_eq!((now.name.as_str(), now.version().0), ("second", 2));
}

/// A delete of an outdated row, or of one that is gone, is refused.
pub async fn refuses_a_stale_delete(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    let row = category("first");
    commit(&storage, tenant, |changes| _ = changes.insert(row.clone())).await.unwrap();
    let old = find(&storage, tenant, row.id).await.unwrap();
    commit(&storage, tenant, |changes| {
        changes.update(&old, |row| row.name = name("second"));
    })
    .await
    .unwrap();
    let refused = commit(&storage, tenant, |changes| changes.delete(&old)).await;
    assert!(matches!(refused, Err(Error::Retry)), "{refused:?}");

    let new = find(&storage, tenant, row.id).await.unwrap();
    commit(&storage, tenant, |changes| changes.delete(&new)).await.unwrap();
    let refused = commit(&storage, tenant, |changes| changes.delete(&new)).await;
    assert!(matches!(refused, Err(Error::Retry)), "{refused:?}");
}

/// A commit that relies on a row which changed, or is gone, applies nothing.
pub async fn refuses_when_an_expected_row_changed(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    let relied = category("relied");
    commit(&storage, tenant, |changes| _ = changes.insert(relied.clone())).await.unwrap();
    let read = find(&storage, tenant, relied.id).await.unwrap();
    let unchanged = category("unchanged");
    commit(&storage, tenant, |changes| {
        changes.rely_on(&read);
        changes.insert(unchanged.clone());
    })
    .await
    .unwrap();

    commit(&storage, tenant, |changes| {
        changes.update(&read, |row| row.name = name("changed"));
    })
    .await
    .unwrap();
    let late = category("late");
    let refused = commit(&storage, tenant, |changes| {
        changes.rely_on(&read);
        changes.insert(late.clone());
    })
    .await;
    assert!(matches!(refused, Err(Error::Retry)), "{refused:?}");
    assert!(find(&storage, tenant, late.id).await.is_none());

    let newer = find(&storage, tenant, relied.id).await.unwrap();
    commit(&storage, tenant, |changes| changes.delete(&newer)).await.unwrap();
    let refused = commit(&storage, tenant, |changes| {
        changes.rely_on(&newer);
        changes.insert(late.clone());
    })
    .await;
    assert!(matches!(refused, Err(Error::Retry)), "{refused:?}");
}

/// Two commits that each rely on what the other writes don't both pass.
pub async fn prevents_write_skew(storage: Arc<dyn Storage>) {
    for _ in 0..20 {
        let tenant = new_tenant();
        let (left, right) = (category("left"), category("right"));
        commit(&storage, tenant, |changes| {
            changes.insert(left.clone());
            changes.insert(right.clone());
        })
        .await
        .unwrap();
        let left = find(&storage, tenant, left.id).await.unwrap();
        let right = find(&storage, tenant, right.id).await.unwrap();
        let go = |relied: Stored<RoomCategory>, written: Stored<RoomCategory>| {
            let storage = Arc::clone(&storage);
            tokio::spawn(async move {
                commit(&storage, tenant, |changes| {
                    changes.rely_on(&relied);
                    changes.update(&written, |row| row.name = name("gone"));
                })
                .await
            })
        };
        let (one, other) = (go(left.clone(), right.clone()), go(right, left));
        let (one, other) = (one.await.unwrap(), other.await.unwrap());
        assert!(one.is_err() || other.is_err(), "both passed");
        assert!(one.is_ok() || other.is_ok(), "{one:?} {other:?}");
    }
}

/// A row knows when it was made and when it was last changed.
pub async fn stamps_creation_and_change(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    let row = category("first");
    let mut changes = ChangeSet::new(at(1));
    changes.insert(row.clone());
    storage.commit(tenant, changes).await.unwrap();
    let made = find(&storage, tenant, row.id).await.unwrap();
    assert_eq!((made.created_at(), made.updated_at()), (at(1), at(1)));

    let mut changes = ChangeSet::new(at(2));
    changes.update(&made, |row| row.name = name("second"));
    storage.commit(tenant, changes).await.unwrap();
    let changed = find(&storage, tenant, row.id).await.unwrap();
    assert_eq!((changed.created_at(), changed.updated_at()), (at(1), at(2)));
}

async fn list<E: Entity>(
    storage: &Arc<dyn Storage>,
    tenant: TenantId,
    query: &Query<E>,
) -> Vec<Stored<E>> {
    let mut snapshot = storage.snapshot(tenant).await.unwrap();
    let rows = snapshot.select(query.select()).await.unwrap();
    rows.into_iter().map(|row| Stored::decode(row).unwrap()).collect()
}
