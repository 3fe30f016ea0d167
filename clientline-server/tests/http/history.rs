//! What rivals asked for and were told, and whether it can be: nobody booked
//! twice, and nobody refused without a cause.
//!
//! An answer takes effect at an instant that nobody sees, somewhere between the
//! sending of the request and its answer. So an appointment holds its time for sure
//! from its answer until its cancel is sent, and perhaps from its sending until
//! its cancel is answered.

use std::{collections::BTreeMap, ops::Range, time::Duration};

/// From a sending to its answer, by the clock of the run.
pub(crate) type Span = Range<Duration>;

/// A booking that was asked for.
#[derive(Clone, Debug)]
pub(crate) struct Booking {
    pub(crate) provider: usize,
    /// The minutes of the day.
    pub(crate) time: Range<u32>,
    pub(crate) span: Span,
    /// The appointment, or nothing: the time was taken.
    pub(crate) appointment: Option<String>,
}

/// All that happened in a run.
#[derive(Clone, Debug, Default)]
pub(crate) struct History {
    pub(crate) bookings: Vec<Booking>,
    /// The appointments that were cancelled.
    pub(crate) cancels: BTreeMap<String, Span>,
}

impl Booking {
    fn wants_the_same_as(&self, other: &Self) -> bool {
        self.provider == other.provider
            && self.time.start < other.time.end
            && other.time.start < self.time.end
    }
}

impl History {
    pub(crate) fn add(&mut self, other: Self) {
        self.bookings.extend(other.bookings);
        self.cancels.extend(other.cancels);
    }

    fn held(&self) -> impl Iterator<Item = (&Booking, Option<&Span>)> {
        self.bookings.iter().filter_map(|booking| {
            let appointment = booking.appointment.as_ref()?;
            Some((booking, self.cancels.get(appointment)))
        })
    }

    /// Counts the pairs of appointments that certainly held the same time at once.
    pub(crate) fn double_bookings(&self) -> usize {
        let sure = |(booking, cancel): (&Booking, Option<&Span>)| {
            booking.span.end..cancel.map_or(Duration::MAX, |cancel| cancel.start)
        };
        let held: Vec<_> = self.held().map(|one| (one.0, sure(one))).collect();
        let pairs = held
            .iter()
            .enumerate()
            .flat_map(|(place, one)| held[place + 1..].iter().map(move |other| (one, other)));
        pairs
            .filter(|(one, other)| one.0.wants_the_same_as(other.0) && meet(&one.1, &other.1))
            .count()
    }

    /// Returns the refusals while nobody can have held the time.
    pub(crate) fn unexplained_refusals(&self) -> Vec<&Booking> {
        let perhaps = |(booking, cancel): (&Booking, Option<&Span>)| {
            booking.span.start..cancel.map_or(Duration::MAX, |cancel| cancel.end)
        };
        let held: Vec<_> = self.held().map(|one| (one.0, perhaps(one))).collect();
        let refused = self.bookings.iter().filter(|booking| booking.appointment.is_none());
        let explained = |refused: &&Booking| {
            held.iter()
                .any(|(other, when)| refused.wants_the_same_as(other) && meet(&refused.span, when))
        };
        refused.filter(|refused| !explained(refused)).collect()
    }
}

/// Tells whether two spans have an instant in common.
fn meet(one: &Span, other: &Span) -> bool {
    one.start < other.end && other.start < one.end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: u64, to: u64) -> Span {
        Duration::from_millis(from)..Duration::from_millis(to)
    }

    fn booking(start: u32, span: Span, appointment: Option<&str>) -> Booking {
        Booking {
            provider: 0,
            time: start..start + 60,
            span,
            appointment: appointment.map(str::to_owned),
        }
    }

    fn history(bookings: &[Booking], cancels: &[(&str, Span)]) -> History {
        let cancels =
            cancels.iter().map(|(appointment, span)| ((*appointment).to_owned(), span.clone()));
        History { bookings: bookings.to_vec(), cancels: cancels.collect() }
    }

    #[test]
    fn two_appointments_at_once_are_a_double_booking_even_if_they_overlap_in_part() {
        let both = [booking(0, span(0, 1), Some("a")), booking(30, span(2, 3), Some("b"))];
        assert_eq!(history(&both, &[]).double_bookings(), 1);
        let late = [("a", span(4, 5))];
        assert_eq!(history(&both, &late).double_bookings(), 1);
        let mut elsewhere = both.clone();
        elsewhere[1].provider = 1;
        assert_eq!(history(&elsewhere, &[]).double_bookings(), 0);
    }

    #[test]
    fn appointments_after_each_other_or_side_by_side_are_none() {
        let both = [booking(0, span(0, 1), Some("a")), booking(0, span(2, 9), Some("b"))];
        // The cancel may have taken effect before the other appointment was booked.
        assert_eq!(history(&both, &[("a", span(1, 8))]).double_bookings(), 0);
        let beside = [booking(0, span(0, 1), Some("a")), booking(60, span(2, 3), Some("b"))];
        assert_eq!(history(&beside, &[]).double_bookings(), 0);
    }

    #[test]
    fn a_refusal_needs_somebody_who_may_have_had_the_time() {
        let refused = booking(30, span(10, 12), None);
        let count = |other: Booking, cancels: &[(&str, Span)]| {
            history(&[refused.clone(), other], cancels).unexplained_refusals().len()
        };
        assert_eq!(history(std::slice::from_ref(&refused), &[]).unexplained_refusals().len(), 1);
        assert_eq!(count(booking(0, span(0, 1), Some("a")), &[]), 0);
        assert_eq!(count(booking(0, span(11, 14), Some("a")), &[]), 0);
        assert_eq!(count(booking(0, span(13, 14), Some("a")), &[]), 1);
        assert_eq!(count(booking(0, span(0, 1), Some("a")), &[("a", span(8, 9))]), 1);
        assert_eq!(count(booking(0, span(0, 1), Some("a")), &[("a", span(8, 11))]), 0);
        assert_eq!(count(booking(90, span(0, 1), Some("a")), &[]), 1);
        assert_eq!(count(booking(0, span(0, 1), None), &[]), 2);
    }
}
