//! Lines that are called in rounds: one of each, and then again from the first.

use std::{
    collections::{HashMap, VecDeque},
    hash::Hash,
};

/// A line of those who wait, simple or made of others.
pub trait Line {
    /// Somebody who waits.
    type Waiter;

    /// Returns the one whose turn it is; nobody who has left.
    fn call(&mut self) -> Option<Self::Waiter>;

    /// Returns how many are in line, with those who left and were not called since.
    fn waiting(&self) -> usize;
}

/// Lines by what they are of, each called once in a round.
#[derive(Debug)]
pub struct Rounds<K, L> {
    /// Whose lines are not empty, in the order of their turns.
    next: VecDeque<K>,
    /// The line of each that is in `next`.
    lines: HashMap<K, L>,
}

impl<K, L> Default for Rounds<K, L> {
    fn default() -> Self {
        Self { next: VecDeque::new(), lines: HashMap::new() }
    }
}

impl<K: Copy + Eq + Hash, L: Default> Rounds<K, L> {
    /// Returns a line to join; a new one has its turn after all others.
    pub fn line(&mut self, key: K) -> &mut L {
        self.lines.entry(key).or_insert_with(|| {
            self.next.push_back(key);
            L::default()
        })
    }

    /// Returns every line.
    pub fn lines_mut(&mut self) -> impl Iterator<Item = &mut L> {
        self.lines.values_mut()
    }
}

impl<K: Copy + Eq + Hash, L: Line> Line for Rounds<K, L> {
    type Waiter = L::Waiter;

    fn call(&mut self) -> Option<L::Waiter> {
        while let Some(key) = self.next.pop_front() {
            let Some(line) = self.lines.get_mut(&key) else { continue };
            let called = line.call();
            if line.waiting() == 0 {
                self.lines.remove(&key);
            } else {
                self.next.push_back(key);
            }
            if called.is_some() {
                return called;
            }
        }
        None
    }

    fn waiting(&self) -> usize {
        self.lines.values().map(Line::waiting).sum()
    }
}
