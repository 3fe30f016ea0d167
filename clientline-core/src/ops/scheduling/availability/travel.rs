//! What is known of those who work at several centers.

use std::collections::HashMap;

use uuid::Uuid;

use crate::{
    entity::Stored,
    model::{Calendar, Center, Organization},
    value::{Id, TimeZone},
};

/// Those who come to a center from another one, by their calendars, each with the zone of their own
/// center.
pub(in crate::ops) type Visitors = HashMap<Uuid, TimeZone>;

/// What matters about those who perform a service and work at several centers.
#[derive(Clone)]
pub(in crate::ops) struct Elsewhere {
    /// Says how long the way between two centers takes.
    pub(super) organization: Option<Stored<Organization>>,
    pub(super) visitors: Visitors,
    /// The centers that those come from.
    pub(super) homes: Vec<Id<Center>>,
    /// All who work at several centers, those whose own center it is among them.
    pub(super) travellers: Vec<Id<Calendar>>,
}

impl Elsewhere {
    /// Returns how long the way between two centers takes, in minutes.
    pub(super) fn travel_minutes(&self) -> i64 {
        let settings = self.organization.as_ref().map(|organization| organization.settings);
        settings.and_then(|settings| settings.travel_minutes).unwrap_or(0).into()
    }
}
