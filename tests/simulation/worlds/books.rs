//! What was booked in a world, as the test itself keeps it: who and what each appointment takes, and
//! when.

use clientline::{
    model::{Appointment, Center, Guest, Service},
    slots::Timing,
    value::{Id, SegmentKind, Segments, TimeRange, Timestamp},
};
use uuid::Uuid;

/// An appointment.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub(super) id: Id<Appointment>,
    pub(super) guest: Id<Guest>,
    pub(super) center: Id<Center>,
    pub(super) service: Id<Service>,
    /// Whether it is a seat of a session.
    pub(super) is_seat: bool,
    /// The first one first.
    pub(super) providers: Vec<Uuid>,
    /// The first one first.
    pub(super) rooms: Vec<Uuid>,
    pub(super) starts_at: Timestamp,
    pub(super) timing: Timing,
    /// Until when it is held, if it has to be confirmed.
    pub(super) held_until: Option<Timestamp>,
    /// Whether it was cancelled, or the guest did not come.
    pub(super) is_gone: bool,
}

impl Kept {
    /// Whether it is there at an instant.
    pub(super) fn counts(&self, now: Timestamp) -> bool {
        !self.is_gone && self.held_until.is_none_or(|until| until > now)
    }

    fn at(&self, minutes: i64) -> Timestamp {
        self.starts_at.plus_minutes(minutes).unwrap()
    }

    /// When it begins to take time.
    pub(super) fn begins(&self) -> Timestamp {
        self.at(-i64::from(self.timing.buffer_before.get()))
    }

    /// When it ends to.
    pub(super) fn ends(&self) -> Timestamp {
        let after = i64::from(self.timing.buffer_after.get());
        self.at(i64::from(self.timing.duration.get()) + after)
    }

    /// The time that it takes of its rooms.
    pub(super) fn time(&self) -> TimeRange {
        TimeRange::new(self.begins(), self.ends()).unwrap()
    }

    /// The times that it takes of its providers: all of it, but for what is processed.
    pub(super) fn work(&self) -> Vec<TimeRange> {
        let (mut parts, mut from, mut minutes) = (Vec::new(), self.begins(), 0);
        for part in self.timing.segments.into_iter().flat_map(Segments::parts) {
            let before = minutes;
            minutes += i64::from(part.minutes.get());
            if part.kind == SegmentKind::Processing {
                parts.push(TimeRange::new(from, self.at(before)).unwrap());
                from = self.at(minutes);
            }
        }
        parts.push(TimeRange::new(from, self.ends()).unwrap());
        parts
    }

    /// Whether two attend one session.
    pub(super) fn is_with(&self, other: &Self) -> bool {
        let both = [self, other];
        let session = both.map(|one| (one.service, one.providers[0], one.starts_at));
        self.is_seat && session[0] == session[1]
    }
}

/// All appointments.
#[derive(Clone, Debug, Default)]
pub(super) struct Books(pub(super) Vec<Kept>);

impl Books {
    /// The books without one that is about to be moved, and that one.
    pub(super) fn without(&self, moving: Option<Id<Appointment>>) -> (Self, Option<&Kept>) {
        let is_moved = |one: &&Kept| Some(one.id) == moving;
        let others = self.0.iter().filter(|one| !is_moved(one)).cloned().collect();
        (Self(others), self.0.iter().find(is_moved))
    }

    /// Those that are there at an instant.
    pub(super) fn of(&self, now: Timestamp) -> Vec<&Kept> {
        self.0.iter().filter(|one| one.counts(now)).collect()
    }

    /// Those that take time then, of each session one.
    pub(super) fn taking(&self, now: Timestamp) -> Vec<&Kept> {
        let mut taking: Vec<&Kept> = Vec::new();
        for one in self.of(now) {
            if !taking.iter().any(|other| one.is_with(other)) {
                taking.push(one);
            }
        }
        taking
    }
}
