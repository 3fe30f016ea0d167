//! What is offered, by whom and where, by chance.

use clientline::{
    model::{
        AddOn, AddOns, AssignmentPolicy, Center, HoursOverride, NewProvider, NewRoom,
        NewRoomCategory, NewService, Provider, ProviderCenter, ProviderService, Room, RoomCategory,
        Service, ServicePolicies, ServiceRoomCategory,
    },
    value::{
        Active, AddedMinutes, BufferMinutes, Capacity, Code, DurationMinutes, FewIds, FurtherCount,
        Id, IdList, Name, Priority, Segment, SegmentKind, Segments,
    },
};

use super::world::Maker;

/// In which order those come who are free.
pub(super) const ASSIGNMENTS: [AssignmentPolicy; 4] = [
    AssignmentPolicy::LeastSpecialised,
    AssignmentPolicy::LeastBusy,
    AssignmentPolicy::Priority,
    AssignmentPolicy::Even,
];

/// How many services there are.
const SERVICES: usize = 3;

/// The code of what can be added to a service.
pub(super) fn added() -> Code {
    Code::parse("MASK").unwrap()
}

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

impl Maker {
    pub(super) fn kinds(&mut self) -> Vec<RoomCategory> {
        let new = || NewRoomCategory::new(name("Cabin"));
        (0..3).map(|_| RoomCategory::from_new(self.id(), new())).collect()
    }

    /// One to three rooms of the first kind at the first center, fewer of the others, and one
    /// elsewhere.
    pub(super) fn rooms(&mut self, centers: &[Id<Center>], kinds: &[RoomCategory]) -> Vec<Room> {
        let mut places = vec![(centers[1], kinds[0].id)];
        for (kind, counts) in kinds.iter().zip([[1, 2, 3], [1, 1, 2], [0, 1, 2]]) {
            let count = self.chance.one(&counts);
            places.extend((0..count).map(|_| (centers[0], kind.id)));
        }
        let mut rooms = Vec::new();
        for (number, (center, kind)) in places.into_iter().enumerate() {
            let mut new = NewRoom::new(name("Cabin"), kind, center);
            new.capacity = Capacity::new(self.chance.one(&[1, 1, 1, 2, 3])).unwrap();
            new.only_one_appointment = self.chance.percent(15);
            new.can_exceed_capacity = self.chance.percent(40);
            new.is_active = Active(self.chance.percent(94));
            let code = Code::parse(&format!("R{number}")).unwrap();
            rooms.push(Room::from_new(self.id(), new, code));
        }
        rooms
    }

    pub(super) fn services(&mut self, kinds: &[RoomCategory]) -> Vec<Service> {
        (0..SERVICES).map(|number| self.service(kinds, number)).collect()
    }

    fn service(&mut self, kinds: &[RoomCategory], number: usize) -> Service {
        let (minutes, parts) = self.lasting();
        let mut new = NewService::new(name("Cut"), minutes, "45".parse().unwrap());
        new.segments = parts;
        let mut buffer = || {
            let minutes = self.chance.one(&[0, 0, 0, 5, 10, 15, 37]);
            BufferMinutes::new(minutes).unwrap()
        };
        (new.buffer_before_minutes, new.buffer_after_minutes) = (buffer(), buffer());
        let is_class = self.chance.percent(25);
        if is_class {
            new.max_guests = Capacity::new(self.chance.within(2..=3)).unwrap();
        }
        if self.chance.percent(55) {
            new.room_category_id = Some(kinds[0].id);
            let further = if is_class { 0 } else { self.chance.one(&[0, 0, 1, 2]) };
            let further = kinds.iter().skip(1).take(further).map(|kind| kind.id);
            new.further_room_category_ids = FewIds::new(further).unwrap();
        }
        if !is_class {
            let further = self.chance.one(&[0, 0, 0, 0, 1, 1, 2]);
            new.further_providers = FurtherCount::new(further).unwrap();
        }
        new.hours = self.chance.percent(15).then(|| Box::new(self.week()));
        if self.chance.percent(25) {
            new.policies = Some(ServicePolicies {
                min_notice_minutes: self.chance.one(&[None, Some(0), Some(90)]),
                max_horizon_days: self.chance.one(&[None, Some(1), Some(2), Some(30)]),
                ..ServicePolicies::default()
            });
        }
        new.is_active = Active(self.chance.percent(97));
        if !is_class && self.chance.percent(40) {
            new.add_ons = Some(Box::new(AddOns(vec![self.add_on()])));
        }
        let code = Code::parse(&format!("S{number}")).unwrap();
        Service::from_new(self.id(), new, code, "EUR".parse().unwrap())
    }

    /// What can be added to a service.
    fn add_on(&mut self) -> AddOn {
        AddOn {
            code: added(),
            name: name("Mask"),
            minutes: AddedMinutes::new(self.chance.one(&[0, 5, 15, 15, 25, 60])).unwrap(),
            price: "12.50".parse().unwrap(),
        }
    }

    /// How long a service takes, and of which parts it is.
    fn lasting(&mut self) -> (DurationMinutes, Option<Segments>) {
        let chance = &mut self.chance;
        let minutes = |minutes| DurationMinutes::new(minutes).unwrap();
        if chance.percent(70) {
            let odd = chance.within(1..=120);
            let whole = chance.one(&[15, 30, 30, 45, 60, 60, 90, 120, odd, 600]);
            return (minutes(whole), None);
        }
        let count = chance.one(&[3, 3, 5]);
        let turns = [SegmentKind::Active, SegmentKind::Processing].into_iter().cycle();
        let part = |kind| Segment { kind, minutes: minutes(chance.one(&[5, 10, 15, 30, 45])) };
        let parts: Vec<Segment> = turns.take(count).map(part).collect();
        let segments = Segments::new(&parts).unwrap();
        (minutes(segments.minutes()), Some(segments))
    }

    /// The references behind the further kinds of room of each service.
    pub(super) fn further_kinds(&mut self, services: &[Service]) -> Vec<ServiceRoomCategory> {
        let mut links = Vec::new();
        for service in services {
            for room_category_id in service.further_room_category_ids.iter() {
                let (id, service_id) = (self.id(), service.id);
                links.push(ServiceRoomCategory { id, service_id, room_category_id });
            }
        }
        links
    }

    /// In some worlds somebody works at the other center, too, and has the hours of a date there.
    pub(super) fn workplaces(
        &mut self,
        centers: &[Id<Center>],
        providers: &mut [Provider],
        overrides: &mut [HoursOverride],
    ) -> (Vec<ProviderCenter>, u16) {
        let mut found = Vec::new();
        if self.chance.percent(60) {
            return (found, 0);
        }
        for one in providers {
            if !self.chance.percent(60) {
                continue;
            }
            let other = if one.center_id == centers[0] { centers[1] } else { centers[0] };
            one.further_center_ids = IdList::new(vec![other]).unwrap();
            let hours = self.chance.percent(90).then(|| self.week());
            let id = self.id();
            found.push(ProviderCenter { id, provider_id: one.id, center_id: other, hours });
            let own = overrides.iter_mut().filter(|of| of.calendar_id.uuid() == one.id.uuid());
            for date in own {
                date.center_id = self.chance.one(&[None, Some(other), Some(one.center_id)]);
            }
        }
        let travel = self.chance.within(1..=240);
        (found, self.chance.one(&[0, 15, 30, 30, 60, u16::try_from(travel).unwrap()]))
    }

    /// Two to four at the first center, one at the other, and what they perform.
    pub(super) fn providers(
        &mut self,
        centers: &[Id<Center>],
        services: &[Service],
    ) -> (Vec<Provider>, Vec<ProviderService>) {
        let (mut providers, mut performances) = (Vec::new(), Vec::new());
        let count = self.chance.one(&[1, 2, 3, 3, 3, 4]);
        for number in 0..=count {
            let center = if number == 0 { centers[1] } else { centers[0] };
            let mut new = NewProvider::new(name("Ben"), name("Costa"), center);
            let priority = Priority::new(self.chance.within(1..=3)).unwrap();
            new.priority = self.chance.percent(70).then_some(priority);
            new.hours = self.chance.percent(95).then(|| self.week());
            new.is_active = Active(self.chance.percent(95));
            let performs = services.iter().filter(|_| self.chance.percent(75));
            let performs: Vec<Id<Service>> = performs.map(|service| service.id).collect();
            // Without any it is all of them.
            let performs = if self.chance.percent(35) { Vec::new() } else { performs };
            new.services = IdList::new(performs.clone()).unwrap();
            let provider_id = self.id();
            providers.push(Provider::from_new(provider_id, new));
            for service_id in performs {
                let own = self.chance.one(&[None, None, None, Some(20), Some(45), Some(70)]);
                performances.push(ProviderService {
                    id: self.id(),
                    provider_id,
                    service_id,
                    duration_minutes: own.map(|own| DurationMinutes::new(own).unwrap()),
                    price: None,
                });
            }
        }
        (providers, performances)
    }
}
