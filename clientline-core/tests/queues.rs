//! Who writes one row waits for the others, and nobody else does.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use clientline_core::{
    ClientLine, Error, Scope,
    conformance::fixture::{World, client},
    entity::{Patch, Stored},
    memory::MemoryStorage,
    model::{Guest, GuestPatch},
    ops::resource::{Get, Update},
    row::ChangeSet,
    storage::{Key, LockMode, LockSet, Result, Snapshot, Storage},
    value::{Id, Name, TenantId},
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

/// A storage that another process writes, too: it changes a guest's name, and so all rows
/// of its words, before each commit that changes the guest; unless the guest is locked.
#[derive(Debug)]
struct Contested {
    inner: Arc<MemoryStorage>,
    rival: Scope,
    guest: Id<Guest>,
    changes: AtomicU32,
}

impl Contested {
    async fn lose(&self) {
        let number = self.changes.fetch_add(1, Ordering::Relaxed);
        let name = Name::parse(&format!("Rival{number}")).unwrap();
        let patch = GuestPatch { last_name: Patch::Value(name), ..GuestPatch::default() };
        let update = Update::<Guest> { id: self.guest, patch, expected: None };
        self.rival.run(&update).await.unwrap();
    }
}

#[async_trait]
impl Storage for Contested {
    async fn snapshot(&self, tenant: TenantId) -> Result<Box<dyn Snapshot>> {
        self.inner.snapshot(tenant).await
    }

    async fn commit(&self, tenant: TenantId, changes: ChangeSet) -> Result<()> {
        self.lose().await;
        self.inner.commit(tenant, changes).await
    }

    async fn lock(
        &self,
        _: TenantId,
        locks: &LockSet,
        _: Duration,
    ) -> Result<Option<Arc<dyn Storage>>> {
        // Others came before.
        self.lose().await;
        let guest = LockSet::from_iter([(Key::row(self.guest), LockMode::Exclusive)]);
        let inner = || Arc::<MemoryStorage>::clone(&self.inner) as Arc<dyn Storage>;
        Ok(locks.covers(&guest).then(inner))
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

#[tokio::test]
async fn who_lost_to_another_process_locks_what_they_both_write_and_loses_no_more() {
    let inner = Arc::new(MemoryStorage::new());
    let open: Arc<dyn Storage> = Arc::<MemoryStorage>::clone(&inner);
    let world = World::make(&open, 1).await;
    let (rival, id) = (world.scope.clone(), world.guests[0].id);
    let (tenant, actor) = (rival.tenant(), rival.actor().clone());
    let contested = Arc::new(Contested { inner, rival, guest: id, changes: AtomicU32::new(0) });
    let storage: Arc<dyn Storage> = Arc::<Contested>::clone(&contested);
    let scope = Scope::trusted(&client(&storage), tenant, actor);
    let name = Name::parse("Silva").unwrap();
    let patch = GuestPatch { last_name: Patch::Value(name), ..GuestPatch::default() };
    let changed = scope.run(&Update::<Guest> { id, patch, expected: None }).await.unwrap();
    assert_eq!(&*changed.last_name, "Silva");
    assert_eq!(contested.changes.load(Ordering::Relaxed), 2, "before the commit, and the lock");
}
