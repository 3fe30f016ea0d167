//! Going through those who offer a start.

use std::vec;

use super::bits::{self, Ones};

/// A provider and a room: numbers of the situation.
pub(super) type Offer = (usize, Option<usize>);

/// Those who offer a start, each with a room.
pub(super) enum Offered<'s, I> {
    /// All in the same room.
    Alike(Alike<'s>),
    /// Each in a room of its own.
    Each(I),
}

/// Those who offer a start in the same room.
pub(super) struct Alike<'s> {
    /// The row of bits that has their positions in the order of the day.
    pub(super) row: &'s [u64],
    /// The numbers of all providers in the order of the day.
    pub(super) order: &'s [u32],
    /// The number of the room, if there is one.
    pub(super) room: Option<usize>,
}

impl<'s, I: Iterator<Item = Offer>> Offered<'s, I> {
    /// Goes through them: which of the two it is, is asked once, since most lists are long, and
    /// read whole.
    #[inline]
    pub(super) fn offers(self) -> Offers<'s, I> {
        match self {
            Self::Alike(Alike { row, order, room }) => {
                Offers::Alike { positions: bits::ones(row), order, room }
            }
            Self::Each(each) => Offers::Each(each),
        }
    }
}

/// Goes through those who offer a start.
pub(super) enum Offers<'s, I> {
    Alike { positions: Ones<'s>, order: &'s [u32], room: Option<usize> },
    Each(I),
}

impl<I: Iterator<Item = Offer>> Iterator for Offers<'_, I> {
    type Item = Offer;

    #[inline]
    fn next(&mut self) -> Option<Offer> {
        match self {
            Self::Alike { positions, order, room } => {
                Some((*order.get(positions.next()?)? as usize, *room))
            }
            Self::Each(each) => each.next(),
        }
    }

    #[inline]
    fn fold<B, F: FnMut(B, Offer) -> B>(self, init: B, mut step: F) -> B {
        match self {
            Self::Alike { positions, order, room } => {
                positions
                    .fold_at(order, init, |folded, number| step(folded, (number as usize, room)))
            }
            Self::Each(each) => each.fold(init, step),
        }
    }
}

/// What a search looks through where not all are alike.
pub(super) type Found = vec::IntoIter<Offer>;
