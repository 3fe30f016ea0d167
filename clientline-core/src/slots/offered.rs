//! Going through those who offer a start.

use std::vec;

use super::bits::Ones;

/// Those who offer a start, each with a room: numbers of the situation.
pub(super) enum Offered<'s> {
    /// All in the same room.
    Alike {
        /// Their positions in the order of the day.
        positions: Ones<'s>,
        order: &'s [u32],
        room: Option<usize>,
    },
    /// Each in a room of its own.
    Each(vec::IntoIter<(usize, Option<usize>)>),
}

impl Iterator for Offered<'_> {
    type Item = (usize, Option<usize>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Alike { positions, order, room } => {
                Some((*order.get(positions.next()?)? as usize, *room))
            }
            Self::Each(each) => each.next(),
        }
    }

    /// Which of the two it is, asked once: most lists are long, and read whole.
    #[inline]
    fn fold<B, F: FnMut(B, Self::Item) -> B>(self, init: B, mut step: F) -> B {
        match self {
            Self::Alike { positions, order, room } => {
                positions.fold(init, |folded, position| match order.get(position) {
                    Some(number) => step(folded, (*number as usize, room)),
                    None => folded,
                })
            }
            Self::Each(each) => each.fold(init, step),
        }
    }
}
