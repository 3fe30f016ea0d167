//! The clause of the contract about locks. A storage of one process has none, and
//! passes.

use std::{sync::Arc, time::Duration};

use tokio::{task::JoinHandle, time::timeout};

use super::fixture::{category, commit, find, name, new_tenant};
use crate::{
    entity::{Entity, Stored},
    model::RoomCategory,
    storage::{Error, Key, LockMode, LockSet, Result, Storage},
    value::TenantId,
};

/// Longer than it takes to wait for nobody.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long a rival gets to do what it must not.
const CHANCE: Duration = Duration::from_millis(50);

fn of(row: &RoomCategory, mode: LockMode) -> LockSet {
    LockSet::from_iter([(Key::of(RoomCategory::TABLE, row.id.uuid()), mode)])
}

/// Has somebody write a row, or only rely on it, by a task of its own.
fn rival(
    storage: &Arc<dyn Storage>,
    tenant: TenantId,
    read: &Stored<RoomCategory>,
    mode: LockMode,
) -> JoinHandle<Result<()>> {
    let (storage, read) = (Arc::clone(storage), read.clone());
    tokio::spawn(async move {
        commit(&storage, tenant, |changes| match mode {
            LockMode::Exclusive => _ = changes.update(&read, |row| row.name = name("rival")),
            LockMode::Shared => {
                changes.rely_on(&read);
                changes.insert(category("other"));
            }
        })
        .await
    })
}

/// Nobody writes, or relies on, a row that somebody else has locked exclusively; and
/// the holder reads and commits meanwhile.
pub async fn a_locked_row_is_its_holders(storage: Arc<dyn Storage>) {
    for mode in [LockMode::Exclusive, LockMode::Shared] {
        let tenant = new_tenant();
        let row = category("row");
        commit(&storage, tenant, |changes| _ = changes.insert(row.clone())).await.unwrap();
        let locks = of(&row, LockMode::Exclusive);
        let Some(locked) = storage.lock(tenant, &locks, PATIENCE).await.unwrap() else { return };
        let read = find(&locked, tenant, row.id).await.unwrap();
        let mut rival = rival(&storage, tenant, &read, mode);
        assert!(timeout(CHANCE, &mut rival).await.is_err(), "a rival did not wait");
        let written = commit(&locked, tenant, |changes| {
            changes.update(&read, |row| row.name = name("holder"));
        });
        written.await.unwrap();
        drop(locked);
        let lost = rival.await.unwrap();
        assert!(matches!(lost, Err(Error::Retry)), "{lost:?}");
        assert_eq!(find(&storage, tenant, row.id).await.unwrap().name, name("holder"));
    }
}

/// Many share what they only rely on; who writes it waits for all of them, and goes on
/// once they have let go.
pub async fn a_shared_lock_keeps_out_who_writes(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    let row = category("row");
    commit(&storage, tenant, |changes| _ = changes.insert(row.clone())).await.unwrap();
    let locks = of(&row, LockMode::Shared);
    let Some(locked) = storage.lock(tenant, &locks, PATIENCE).await.unwrap() else { return };
    let other = storage.lock(tenant, &locks, PATIENCE).await.unwrap().unwrap();
    let read = find(&locked, tenant, row.id).await.unwrap();
    rival(&storage, tenant, &read, LockMode::Shared).await.unwrap().unwrap();
    let mut writer = rival(&storage, tenant, &read, LockMode::Exclusive);
    assert!(timeout(CHANCE, &mut writer).await.is_err(), "a writer did not wait");
    let relied = commit(&locked, tenant, |changes| {
        changes.rely_on(&read);
        changes.insert(category("relies"));
    });
    relied.await.unwrap();
    drop((locked, other));
    writer.await.unwrap().unwrap();
}

/// A lock on one tenant's row is none on another's, and waits no longer than it is to.
pub async fn a_lock_is_of_one_tenant_and_is_waited_for_so_long(storage: Arc<dyn Storage>) {
    let (mine, theirs) = (new_tenant(), new_tenant());
    let locks = of(&category("row"), LockMode::Exclusive);
    let Some(locked) = storage.lock(mine, &locks, PATIENCE).await.unwrap() else { return };
    drop(storage.lock(theirs, &locks, PATIENCE).await.unwrap().unwrap());
    let late = storage.lock(mine, &locks, CHANCE).await;
    assert!(matches!(late, Err(Error::Retry)), "{late:?}");
    drop(locked);
    drop(storage.lock(mine, &locks, PATIENCE).await.unwrap().unwrap());
}
