//! Who writes one row waits for the others, and nobody else does.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use clientline_core::{
    ClientLine, Error, Scope,
    conformance::fixture::{World, client},
    entity::{Patch, Stored},
    memory::MemoryStorage,
    model::{Guest, GuestPatch},
    ops::resource::{Get, Update},
    row::ChangeSet,
    storage::{Result, Snapshot, Storage},
    value::{Id, TenantId},
};
use tokio::{sync::Semaphore, task::JoinHandle, time::timeout};

/// How long somebody gets to do what must wait.
const CHANCE: Duration = Duration::from_millis(50);

/// A storage that commits a change of one guest only when it is let.
#[derive(Debug)]
struct Gated {
    inner: Arc<MemoryStorage>,
    guest: Id<Guest>,
    let_in: Semaphore,
}

#[async_trait]
impl Storage for Gated {
    async fn snapshot(&self, tenant: TenantId) -> Result<Box<dyn Snapshot>> {
        self.inner.snapshot(tenant).await
    }

    async fn commit(&self, tenant: TenantId, changes: ChangeSet) -> Result<()> {
        if changes.guards().iter().any(|guard| guard.id == self.guest.uuid()) {
            self.let_in.acquire().await.unwrap().forget();
        }
        self.inner.commit(tenant, changes).await
    }
}

/// Two guests, and a storage that commits no change of the first one.
struct Stage {
    storage: Arc<Gated>,
    scope: Scope,
    guests: [Id<Guest>; 2],
}

impl Stage {
    async fn make() -> Self {
        let inner = Arc::new(MemoryStorage::new());
        let open: Arc<dyn Storage> = Arc::<MemoryStorage>::clone(&inner);
        let world = World::make(&open, 2).await;
        let guests = [world.guests[0].id, world.guests[1].id];
        let storage = Arc::new(Gated { inner, guest: guests[0], let_in: Semaphore::new(0) });
        let gated: Arc<dyn Storage> = Arc::<Gated>::clone(&storage);
        let (tenant, actor) = (world.scope.tenant(), world.scope.actor().clone());
        let scope = Scope::trusted(&client(&gated), tenant, actor);
        Self { storage, scope, guests }
    }

    /// Has somebody change a guest, by a task of its own.
    fn change(
        &self,
        guest: usize,
        notes: &str,
    ) -> JoinHandle<std::result::Result<Stored<Guest>, Error>> {
        let (id, scope) = (self.guests[guest], self.scope.clone());
        let notes = Patch::Value(notes.parse().unwrap());
        let patch = GuestPatch { notes, ..GuestPatch::default() };
        tokio::spawn(async move { scope.run(&Update::<Guest> { id, patch, expected: None }).await })
    }
}

#[tokio::test]
async fn who_changes_another_guest_waits_for_nobody() {
    let stage = Stage::make().await;
    let mut first = stage.change(0, "first");
    let mut second = stage.change(0, "second");
    assert!(timeout(CHANCE, &mut first).await.is_err());
    stage.change(1, "other").await.unwrap().unwrap();
    assert!(timeout(CHANCE, &mut second).await.is_err());
    stage.storage.let_in.add_permits(2);
    first.await.unwrap().unwrap();
    let last = second.await.unwrap().unwrap();
    assert_eq!(last.notes.as_deref(), Some("second"), "in the order in which they came");
    assert_eq!(last.version().0, 3);
}

#[tokio::test]
async fn a_request_that_is_dropped_leaves_the_line() {
    let stage = Stage::make().await;
    let (first, second) = (stage.change(0, "first"), stage.change(0, "second"));
    tokio::task::yield_now().await;
    let third = stage.change(0, "third");
    tokio::time::sleep(CHANCE).await;
    for dropped in [first, second] {
        dropped.abort();
        assert!(dropped.await.unwrap_err().is_cancelled());
    }
    stage.storage.let_in.add_permits(1);
    assert_eq!(third.await.unwrap().unwrap().version().0, 2);
}

#[tokio::test(start_paused = true)]
async fn a_wait_ends_and_changes_nothing() {
    let stage = Stage::make().await;
    let first = stage.change(0, "first");
    tokio::task::yield_now().await;
    let begun = tokio::time::Instant::now();
    let late = stage.change(0, "late").await.unwrap().unwrap_err();
    assert!(matches!(late, Error::Busy), "{late:?}");
    assert_eq!(begun.elapsed().as_secs(), ClientLine::PATIENCE.as_secs());
    stage.storage.let_in.add_permits(1);
    first.await.unwrap().unwrap();
    let now = stage.scope.run(&Get(stage.guests[0])).await.unwrap();
    assert_eq!(now.notes.as_deref(), Some("first"));
}
