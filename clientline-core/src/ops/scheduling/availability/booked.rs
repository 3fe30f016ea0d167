//! What a guest has booked, where a center limits that.

use crate::value::Timestamp;

/// What a guest has booked at a center.
#[derive(Clone)]
pub(in crate::ops) struct Booked {
    /// When the appointments start, but for one that is moved.
    pub(super) starts: Vec<Timestamp>,
    /// When that one does.
    pub(super) moved: Option<Timestamp>,
}

impl Booked {
    /// Counts another appointment.
    pub(in crate::ops) fn add(&mut self, start: Timestamp) {
        self.starts.push(start);
    }
}
