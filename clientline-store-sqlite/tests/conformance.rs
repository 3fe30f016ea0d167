//! The store passes every conformance case, each on a file of its own.

#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::sync::Arc;

use clientline_core::{
    row::ChangeSet,
    storage::{Result, Snapshot, Storage, TenantsWith},
    value::TenantId,
};
use clientline_store_sqlite::{Options, SqliteStorage};

async fn open() -> Arc<dyn Storage> {
    let folder = tempfile::tempdir().unwrap();
    let storage = SqliteStorage::open(folder.path().join("clientline.db"), Options::default());
    Arc::new(OnFile { storage: storage.unwrap(), _folder: folder })
}

/// Keeps the folder for as long as the store is in use.
#[derive(Debug)]
struct OnFile {
    storage: SqliteStorage,
    _folder: tempfile::TempDir,
}

#[async_trait::async_trait]
impl Storage for OnFile {
    async fn snapshot(&self, tenant: TenantId) -> Result<Box<dyn Snapshot>> {
        self.storage.snapshot(tenant).await
    }

    async fn commit(&self, tenant: TenantId, changes: ChangeSet) -> Result<()> {
        self.storage.commit(tenant, changes).await
    }

    async fn tenants_with(&self, wanted: TenantsWith) -> Result<Vec<TenantId>> {
        self.storage.tenants_with(wanted).await
    }

    async fn last_positions(&self, tenants: &[TenantId]) -> Result<Vec<(TenantId, i64)>> {
        self.storage.last_positions(tenants).await
    }
}

clientline_core::storage_conformance_tests!(open);
