//! Several providers at once: those whom a service needs beside the first one, for a massage by
//! four hands or for an operation.
//!
//! All of them perform the service, and all work for the time that it takes with the first one.
//! Nobody is in the way of another but by being one of them: so for one booking it is enough to
//! count who is free beside the first one, and taking the first of them misses nothing. Who comes
//! beside others in a party shares them with those, and is matched
//! ([`place_party`](super::place_party)). No class needs any.

use uuid::Uuid;

use super::{
    Candidate, CandidateProvider, FurtherIds, Situation, Timing, bits,
    rules::{Rules, Workspace},
};

/// The providers that a service needs beside the first one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FurtherProviders {
    /// How many: [`FurtherIds::MAX`] at most.
    pub count: usize,
    /// Who alone may be the first one; anyone, if absent.
    pub first: Option<Uuid>,
    /// Those who come before all others: whom an appointment has that is moved.
    pub kept: FurtherIds,
}

impl FurtherProviders {
    /// Returns whether a provider may be the first one.
    pub(super) fn may_be_first(&self, provider: &CandidateProvider<'_>) -> bool {
        self.first.is_none_or(|first| first == provider.id)
    }
}

impl Candidate {
    /// Returns all providers that the booking takes, the first one first.
    pub fn providers(&self) -> impl Iterator<Item = Uuid> {
        [self.provider].into_iter().chain(self.further_providers.iter())
    }
}

impl CandidateProvider<'_> {
    /// The same provider, who works for the time that a service takes with another one.
    pub(super) fn taking(&self, timing: Timing) -> Self {
        Self { timing, ..self.clone() }
    }
}

impl Situation<'_> {
    /// Returns those who are taken beside the first one: all who are wished for, then those who
    /// are kept, then others in an order of their numbers, each if free. There is nobody if that
    /// are too few.
    pub(super) fn beside(
        &self,
        first: Uuid,
        wished: FurtherIds,
        order: impl Iterator<Item = usize>,
        is_free: impl Fn(&CandidateProvider<'_>, usize) -> bool,
    ) -> Option<FurtherIds> {
        let FurtherProviders { count, kept, .. } = self.further_providers;
        let number = |id: Uuid| self.providers.iter().position(|one| one.id == id);
        let free = |number: usize| {
            let one = self.providers.get(number)?;
            (one.id != first && is_free(one, number)).then_some(one.id)
        };
        let mut taken = Vec::with_capacity(count);
        for id in wished.iter() {
            taken.push(free(number(id)?)?);
        }
        for number in kept.iter().filter_map(number).chain(order) {
            if taken.len() >= count {
                break;
            }
            taken.extend(free(number).filter(|id| !taken.contains(id)));
        }
        (taken.len() == count).then(|| FurtherIds::of(taken))
    }
}

/// The starts at which each provider is free for the time that a service takes with another one.
#[derive(Default)]
pub(super) struct FreeBeside {
    /// By the number of that time, and that of the provider.
    rows: Vec<Vec<Vec<u64>>>,
}

impl FreeBeside {
    /// Works them out, for each time that the service takes with somebody, with the starts that
    /// are admitted to it. Of the rows of all providers, one after the other, it leaves the starts
    /// at which enough others are free; `course_of` says which of the times is each provider's.
    pub(super) fn leave<'c>(
        rules: &Rules<'_>,
        situation: &Situation<'_>,
        courses: impl Iterator<Item = (Timing, &'c [u64])>,
        course_of: &[usize],
        rows: &mut [u64],
    ) -> Self {
        let need = situation.further_providers;
        let mut workspace = Workspace::default();
        let of_course = |(timing, admitted): (Timing, &[u64])| {
            let of_provider = |provider: &CandidateProvider<'_>| {
                let mut row = vec![0; admitted.len()];
                let provider = provider.taking(timing);
                rules.provided(&provider, admitted, &mut row, &mut workspace, &mut ());
                row
            };
            situation.providers.iter().map(of_provider).collect::<Vec<_>>()
        };
        let free: Vec<Vec<Vec<u64>>> = courses.map(of_course).collect();
        // The first one is among those who are free.
        let enough: Vec<Vec<u64>> =
            free.iter().map(|rows| in_more_than(rows, need.count)).collect();
        let each = rows.chunks_mut(rules.words().max(1)).zip(course_of);
        for ((row, course), provider) in each.zip(&situation.providers) {
            match enough.get(*course).filter(|_| need.may_be_first(provider)) {
                Some(enough) => bits::keep(row, enough),
                None => row.fill(0),
            }
        }
        Self { rows: free }
    }

    /// Returns whether a provider is free at a start for the time of a course.
    pub(super) fn has(&self, course: usize, provider: usize, start: usize) -> bool {
        let row = self.rows.get(course).and_then(|rows| rows.get(provider));
        row.is_some_and(|row| bits::test(row, start))
    }
}

/// Returns the bits that are set in more than so many rows.
fn in_more_than(rows: &[Vec<u64>], count: usize) -> Vec<u64> {
    let words = rows.first().map_or(0, Vec::len);
    // The bits that are set in more than none of the rows before, in more than one, and so on.
    let mut reached = vec![vec![0; words]; count + 1];
    for row in rows {
        for more in (1..=count).rev() {
            let mut again = reached[more - 1].clone();
            bits::keep(&mut again, row);
            bits::join(&mut reached[more], &again);
        }
        bits::join(&mut reached[0], row);
    }
    reached.pop().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn bits_of_more_rows_than_so_many_are_counted_one_by_one(
            rows in prop::collection::vec(prop::collection::vec(any::<u64>(), 2), 1..7),
            count in 0..4_usize,
        ) {
            let found = in_more_than(&rows, count);
            for bit in 0..128 {
                let set = rows.iter().filter(|row| bits::test(row, bit)).count();
                prop_assert_eq!(bits::test(&found, bit), set > count, "{}", bit);
            }
        }
    }
}
