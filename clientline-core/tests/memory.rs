//! Runs the conformance cases against the memory storage.

use std::sync::Arc;

use clientline_core::{memory::MemoryStorage, storage::Storage};

async fn open() -> Arc<dyn Storage> {
    Arc::new(MemoryStorage::new())
}

clientline_core::storage_conformance_tests!(open);
