//! What is wished for, by chance: which service, by whom and where, by which rules, and when.

use clientline::{
    model::{AppointmentSource, Guest, Provider, Room},
    slots::BookingRules,
    value::{Id, StepMinutes, Timestamp},
};

use super::{books::Kept, play::Play, reading::Asked, world::minute};

/// How somebody books.
pub(super) struct Way {
    pub(super) rules: BookingRules,
    pub(super) source: AppointmentSource,
    pub(super) guest: Id<Guest>,
    /// Whether the guest does it.
    pub(super) is_signed_in: bool,
}

impl Play<'_> {
    pub(super) fn guest(&mut self) -> Id<Guest> {
        // One comes more often than others: limits are about that.
        let number = self.chance.one(&[0, 0, 0, 1, 2]);
        self.world.guests[number].id
    }

    /// A service, mostly at the first center.
    pub(super) fn wish(&mut self, rules: BookingRules) -> Asked {
        let elsewhere = if self.world.workplaces.is_empty() { 7 } else { 40 };
        Asked {
            center: usize::from(self.chance.percent(elsewhere)),
            service: self.chance.one(&[0, 0, 0, 1, 1, 2]),
            is_added_to: false,
            provider: None,
            room: None,
            further_providers: Vec::new(),
            further_rooms: Vec::new(),
            step: None,
            rules,
            limited: None,
            overfills: false,
            moving: None,
        }
    }

    /// The same, mostly one of which times were listed.
    pub(super) fn wish_for_some(&mut self, rules: BookingRules) -> Asked {
        let mut asked = self.wish(rules);
        for _ in 0..3 {
            let listed = self.listed.get(&(asked.center, asked.service));
            if listed.is_some_and(|listed| !listed.is_empty()) {
                break;
            }
            asked = self.wish(rules);
        }
        asked
    }

    /// Whether what can be added to the service that is asked for is: often, if anything can.
    fn is_added_to(&mut self, asked: &Asked) -> bool {
        let has = self.world.services[asked.service].add_ons.is_some();
        has && self.chance.percent(40)
    }

    /// Somebody, mostly of the center, who mostly performs the service.
    pub(super) fn provider(&mut self, asked: &Asked) -> Option<Id<Provider>> {
        let center = self.world.centers[asked.center].id;
        let service = self.world.services[asked.service].id;
        let is_any = self.chance.percent(10);
        let fits = |one: &&Provider| {
            let services = one.services.as_slice();
            let performs = services.is_empty() || services.contains(&service);
            is_any || one.works_at(center) && performs
        };
        let of: Vec<_> = self.world.providers.iter().filter(fits).map(|one| one.id).collect();
        self.chance.pick(&of).copied()
    }

    /// A room, mostly of the center and of a kind that the service needs.
    fn room(&mut self, asked: &Asked, is_further: bool) -> Option<Id<Room>> {
        let center = self.world.centers[asked.center].id;
        let service = &self.world.services[asked.service];
        let is_any = self.chance.percent(5);
        let fits = |one: &&Room| {
            let kind = one.room_category_id;
            let is_of_kind = if is_further {
                service.further_room_category_ids.iter().any(|further| further == kind)
            } else {
                service.room_category_id == Some(kind)
            };
            is_any || one.center_id == center && is_of_kind
        };
        let of: Vec<_> = self.world.rooms.iter().filter(fits).map(|one| one.id).collect();
        self.chance.pick(&of).copied()
    }

    /// A list, at times of one provider, of one room, or by steps of its own.
    pub(super) fn list_wish(&mut self) -> Asked {
        let mut asked = self.wish(BookingRules::Listed);
        asked.is_added_to = self.is_added_to(&asked);
        asked.provider = self.provider(&asked).filter(|_| self.chance.percent(45));
        asked.room = self.room(&asked, false).filter(|_| self.chance.percent(35));
        let step = StepMinutes::new(self.chance.one(&[5, 20, 45])).unwrap();
        asked.step = self.chance.percent(20).then_some(step);
        asked
    }

    pub(super) fn way(&mut self) -> Way {
        let (rules, source, is_signed_in) = match self.chance.next() % 20 {
            0..=7 => (BookingRules::Listed, AppointmentSource::Online, true),
            8..=9 => (BookingRules::Listed, AppointmentSource::Online, false),
            10..=15 => (BookingRules::OffGrid, AppointmentSource::Desk, false),
            16 => (BookingRules::OffGrid, AppointmentSource::Api, false),
            17 => (BookingRules::Begun, AppointmentSource::Desk, false),
            _ => (BookingRules::Override, AppointmentSource::Desk, false),
        };
        Way { rules, source, guest: self.guest(), is_signed_in }
    }

    /// A booking, at times with somebody, in rooms, or beside others who are named.
    pub(super) fn booking_wish(&mut self, way: &Way) -> Asked {
        let mut asked = self.wish_for_some(way.rules);
        asked.is_added_to = self.is_added_to(&asked);
        asked.limited = way.rules.bind_guests().then_some(way.guest);
        asked.provider = self.provider(&asked).filter(|_| self.chance.percent(35));
        asked.room = self.room(&asked, false).filter(|_| self.chance.percent(35));
        asked.overfills = asked.room.is_some() && !way.rules.bind_guests();
        for _ in 0..2 {
            if self.chance.percent(12) {
                asked.further_rooms.extend(self.room(&asked, true));
            }
        }
        let needs = i64::from(self.world.services[asked.service].further_providers.get());
        for _ in 0..needs {
            if self.chance.percent(25) {
                asked.further_providers.extend(self.provider(&asked));
            }
        }
        if needs == 0 && self.chance.percent(2) {
            asked.further_providers.extend(self.provider(&asked));
        }
        asked.further_rooms.sort_unstable();
        asked.further_rooms.dedup();
        asked.further_providers.sort_unstable();
        asked.further_providers.dedup();
        asked
    }

    /// A start: one that was listed or one beside it, one next to what is taken, or any.
    pub(super) fn start(&mut self, asked: &Asked) -> Timestamp {
        let listed = self.listed.get(&(asked.center, asked.service));
        let listed = listed.and_then(|listed| self.chance.pick(listed)).copied();
        let taken = self.chance.pick(&self.books.0).cloned();
        let way = self.chance.next() % 100;
        let moved = |at: Timestamp, minutes: i64| at.plus_minutes(minutes).unwrap();
        // Where a room may be exceeded, mostly at a time at which somebody is in it.
        let room = asked.room.filter(|_| asked.overfills && way < 60);
        let is_inside = |one: &&Kept| room.is_some_and(|room| one.rooms.contains(&room.uuid()));
        if let Some(inside) = self.books.of(self.now).into_iter().find(is_inside) {
            return moved(inside.starts_at, self.chance.one(&[0, 0, 5, -5]));
        }
        match (way, listed, taken) {
            (0..=54, Some(listed), _) => listed,
            (55..=67, Some(listed), _) => moved(listed, self.chance.within(-20..=20)),
            (68..=82, _, Some(taken)) => {
                let service = &self.world.services[asked.service];
                let before = i64::from(service.buffer_before_minutes.get());
                let after = i64::from(service.buffer_after_minutes.get());
                let lasts = i64::from(service.duration_minutes.get());
                let start = if self.chance.percent(30) {
                    taken.starts_at
                } else if self.chance.percent(50) {
                    moved(taken.ends(), before)
                } else {
                    moved(taken.begins(), -after - lasts)
                };
                moved(start, self.chance.one(&[0, 0, 0, 1, -1]))
            }
            (98.., _, _) => Timestamp::from_micros(self.now.micros() + 61_000_000).unwrap(),
            _ => {
                let step = self.chance.one(&[1, 5, 15, 15, 30]);
                let grid = self.reading.grid(StepMinutes::new(step).unwrap());
                // The clocks may have gone past all of a day.
                let noon = minute(self.world.first_day, 12 * 60);
                self.chance.pick(&grid).copied().unwrap_or(noon)
            }
        }
    }
}
