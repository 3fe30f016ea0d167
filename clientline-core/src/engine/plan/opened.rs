//! A snapshot that was opened to check a credential, and that the first plan reads on.
//!
//! To open another one for the plan would cost a database over a network two round trips,
//! and shows nothing that matters: a commit checks all that it rests on anyway.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use crate::storage::Snapshot;

/// A snapshot until it is taken.
type Untaken = Mutex<Option<Box<dyn Snapshot>>>;

/// A snapshot that is there once, for whichever clone asks for it first; or none.
#[derive(Clone, Default)]
pub(in crate::engine) struct Opened(Option<Arc<Untaken>>);

impl Opened {
    pub(in crate::engine) fn with(snapshot: Box<dyn Snapshot>) -> Self {
        Self(Some(Arc::new(Mutex::new(Some(snapshot)))))
    }

    /// Takes the snapshot, if it is still there. Dropping it closes it.
    pub(in crate::engine) fn take(&self) -> Option<Box<dyn Snapshot>> {
        self.0.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl fmt::Debug for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opened").finish_non_exhaustive()
    }
}
