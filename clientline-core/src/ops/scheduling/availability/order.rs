//! In which order those who perform a service are offered, as its center says.

use super::{Availability, Performer, shuffle::shuffle};
use crate::{
    model::AssignmentPolicy,
    slots::{Assignment, CandidateProvider},
    value::Priority,
};

impl Availability {
    /// Returns who performs the service, up to what the slot engine orders them by: by their
    /// identifiers, or, for who has lost a race for the first of them, shuffled by chance.
    pub(super) fn candidates(&self, chance: Option<u64>) -> Vec<CandidateProvider<'_>> {
        let mut performers: Vec<&Performer> = self.resources.providers.iter().collect();
        performers.sort_by_key(|one| one.provider.id.uuid());
        if let Some(chance) = chance {
            shuffle(&mut performers, chance);
        }
        match self.resources.center.policies.assignment {
            AssignmentPolicy::Priority => {
                performers.sort_by_key(|one| one.provider.priority.map_or(u16::MAX, Priority::get));
            }
            AssignmentPolicy::LeastSpecialised
            | AssignmentPolicy::LeastBusy
            | AssignmentPolicy::Even => {
                performers.sort_by_key(|one| skills(one));
            }
        }
        performers.into_iter().map(|performer| self.candidate(performer)).collect()
    }

    /// Returns what the slot engine orders them by: nothing more, for who has lost a race.
    pub(super) fn assignment(&self, chance: Option<u64>) -> Assignment {
        if chance.is_some() {
            return Assignment::AsListed;
        }
        match self.resources.center.policies.assignment {
            AssignmentPolicy::LeastSpecialised => Assignment::LeastSpecialised,
            AssignmentPolicy::LeastBusy => Assignment::LeastBusy,
            AssignmentPolicy::Priority => Assignment::AsListed,
            AssignmentPolicy::Even => Assignment::Even,
        }
    }

    fn candidate<'s>(&'s self, performer: &'s Performer) -> CandidateProvider<'s> {
        let id = performer.provider.id.uuid();
        CandidateProvider {
            id,
            skills: skills(performer),
            timing: self.resources.timing(performer),
            schedule: self.exceptions.schedule(id, performer.hours()),
            busy: self.taken(id).iter().map(|taken| taken.time).collect(),
            on_the_way: self.on_the_way(id),
            begun: self.begun_in_weeks(id),
            day_full: self.full_days(id, &[]),
            sessions: self.sessions.of(id),
        }
    }
}

/// Returns how many services somebody performs: without any, all of them.
fn skills(performer: &Performer) -> u32 {
    match performer.provider.services.as_slice().len() {
        0 => u32::MAX,
        services => u32::try_from(services).unwrap_or(u32::MAX),
    }
}
