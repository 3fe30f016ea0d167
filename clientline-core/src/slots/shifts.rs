//! Hours that several providers keep: their starts are worked out once.

use super::{
    CandidateProvider,
    rules::{Rules, Workspace},
};
use crate::value::WeeklyHours;

/// How many different hours are kept: a business has a few shifts, and where each provider has
/// hours of its own, comparing them all would cost more than it saves.
const KEPT_MAX: usize = 16;

/// The starts that weekly hours leave, of those who came before.
#[derive(Default)]
pub(super) struct Shifts<'a> {
    kept: Vec<Shift<'a>>,
    workspace: Workspace,
}

struct Shift<'a> {
    hours: &'a WeeklyHours,
    /// Which timing the starts are for.
    course: usize,
    row: Vec<u64>,
}

impl<'a> Shifts<'a> {
    /// Adds the starts of a course's `admitted` that the provider's hours leave to some rows, as
    /// one more.
    pub(super) fn add(
        &mut self,
        rules: &Rules<'_>,
        candidate: &CandidateProvider<'a>,
        (course, admitted): (usize, &[u64]),
        rows: &mut Vec<u64>,
    ) {
        let schedule = &candidate.schedule;
        let hours = schedule.hours.filter(|_| schedule.overrides.is_empty());
        let is_same = |kept: &&Shift<'_>| kept.course == course && Some(kept.hours) == hours;
        if let Some(kept) = self.kept.iter().find(is_same) {
            rows.extend_from_slice(&kept.row);
            return;
        }
        let from = rows.len();
        rows.resize(from + admitted.len(), 0);
        let row = &mut rows[from..];
        rules.working(candidate, admitted, row, &mut self.workspace);
        if let Some(hours) = hours.filter(|_| self.kept.len() < KEPT_MAX) {
            self.kept.push(Shift { hours, course, row: row.to_vec() });
        }
    }
}
