//! Matching: who serves whom, where several are asked for at once and nobody serves two. A guest
//! whom several serve stands here as often.
//!
//! A greedy choice can take the only one whom somebody else could have. So each choice is tried by
//! whether all others can still be served: by augmenting paths, on which those who were served
//! before change over to somebody else (Kuhn, 1955).

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

/// Somebody who could serve a guest.
#[derive(Debug, Clone, Copy)]
pub(super) struct Choice {
    pub(super) provider: Uuid,
    /// Which of the guest's needs of a room it goes with.
    pub(super) need: usize,
}

/// Returns the first of all assignments that give each guest a choice of their own and nobody two
/// of them, as numbers of choices: that in which the first guest has the first choice that leaves
/// all others one, then the second, and so on. The needs of the choices, together, are one of
/// `wanted`.
pub(super) fn first_assignment(
    choices: &[Vec<Choice>],
    wanted: &[impl AsRef<[usize]>],
) -> Option<Vec<usize>> {
    let mut chosen: Vec<usize> = Vec::with_capacity(choices.len());
    for guest in choices {
        let next = (0..guest.len()).find(|next| {
            let tried = [chosen.as_slice(), &[*next]].concat();
            wanted.iter().any(|needs| Matching::completes(choices, needs.as_ref(), &tried))
        });
        chosen.push(next?);
    }
    Some(chosen)
}

/// Who serves whom so far.
struct Matching<'c> {
    choices: &'c [Vec<Choice>],
    /// The need that each guest has.
    needs: &'c [usize],
    /// How many guests, from the first one on, keep whom they have.
    fixed: usize,
    /// The guest of each provider who has one.
    guests: BTreeMap<Uuid, usize>,
}

impl<'c> Matching<'c> {
    /// Returns whether all can be served if the first guests have these choices.
    fn completes(choices: &'c [Vec<Choice>], needs: &'c [usize], chosen: &[usize]) -> bool {
        let mut matching = Self { choices, needs, fixed: chosen.len(), guests: BTreeMap::new() };
        for (guest, choice) in chosen.iter().enumerate() {
            let Some(choice) = choices[guest].get(*choice) else { return false };
            let is_taken = matching.guests.insert(choice.provider, guest).is_some();
            if is_taken || needs.get(guest) != Some(&choice.need) {
                return false;
            }
        }
        (chosen.len()..choices.len()).all(|guest| matching.serve(guest, &mut BTreeSet::new()))
    }

    /// Finds somebody for a guest, if need be by giving others somebody else.
    fn serve(&mut self, guest: usize, tried: &mut BTreeSet<Uuid>) -> bool {
        let choices = self.choices;
        let need = self.needs.get(guest).copied();
        for choice in choices[guest].iter().filter(|choice| Some(choice.need) == need) {
            if !tried.insert(choice.provider) {
                continue;
            }
            let before = self.guests.get(&choice.provider).copied();
            let is_free =
                before.is_none_or(|before| before >= self.fixed && self.serve(before, tried));
            if is_free {
                self.guests.insert(choice.provider, guest);
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn choices(all: &[&[u128]]) -> Vec<Vec<Choice>> {
        let choice = |id: &u128| Choice { provider: Uuid::from_u128(*id), need: 0 };
        all.iter().map(|guest| guest.iter().map(choice).collect()).collect()
    }

    /// Tries all choices of each guest, the last guest's first.
    fn by_trying_all(choices: &[Vec<Choice>], wanted: &[Vec<usize>]) -> Option<Vec<usize>> {
        let mut all: Vec<Vec<usize>> = vec![Vec::new()];
        for guest in choices {
            all = all
                .into_iter()
                .flat_map(|before| {
                    (0..guest.len()).map(move |next| [before.as_slice(), &[next]].concat())
                })
                .collect();
        }
        all.into_iter().find(|chosen| {
            let each: Vec<Choice> =
                chosen.iter().zip(choices).map(|(choice, guest)| guest[*choice]).collect();
            let providers: BTreeSet<Uuid> = each.iter().map(|choice| choice.provider).collect();
            let needs: Vec<usize> = each.iter().map(|choice| choice.need).collect();
            providers.len() == each.len() && wanted.contains(&needs)
        })
    }

    #[test]
    fn the_couple_is_served_where_a_greedy_choice_serves_one() {
        // Anna does both, Ben the massage alone; the massage is asked for first.
        let couple = choices(&[&[1, 2], &[1]]);
        assert_eq!(first_assignment(&couple, &[vec![0, 0]]), Some(vec![1, 0]));
        let two_for_anna = choices(&[&[1], &[1]]);
        assert_eq!(first_assignment(&two_for_anna, &[vec![0, 0]]), None);
    }

    #[test]
    fn a_whole_party_changes_over_for_the_last_guest() {
        let party = choices(&[&[1, 2], &[2, 3], &[3, 4], &[4, 5], &[1]]);
        assert_eq!(first_assignment(&party, &[vec![0; 5]]), Some(vec![1, 1, 1, 1, 0]));
    }

    proptest! {
        #[test]
        fn the_first_assignment_is_found_that_there_is(
            all in prop::collection::vec(
                prop::collection::btree_map(1..7_u128, 0..2_usize, 0..5), 1..6,
            ),
            wanted in prop::collection::vec(prop::collection::vec(0..2_usize, 6), 1..4),
        ) {
            let choice = |(id, need): (&u128, &usize)| {
                Choice { provider: Uuid::from_u128(*id), need: *need }
            };
            let choices: Vec<Vec<Choice>> =
                all.iter().map(|guest| guest.iter().map(choice).collect()).collect();
            let wanted: Vec<Vec<usize>> =
                wanted.into_iter().map(|needs| needs[..choices.len()].to_vec()).collect();
            let found = first_assignment(&choices, &wanted);
            prop_assert_eq!(found, by_trying_all(&choices, &wanted));
        }
    }
}
