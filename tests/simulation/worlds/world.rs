//! A small world by chance, as a description: one to three days around a change of the clocks or
//! none, at a center and at another one beside it.

use chrono::{Days, NaiveDate, NaiveTime};
use clientline::{
    model::{
        Blockout, BookingPolicies, Center, Guest, HoursOverride, NewCenter, NewGuest,
        NewWaitlistEntry, Provider, ProviderCenter, ProviderService, Room, RoomCategory, Service,
        ServiceRoomCategory, WaitlistEntry,
    },
    value::{Code, DayCount, Id, Name, SlotAnchor, StepMinutes, TenantId, TimeZone, Timestamp},
};
use uuid::Uuid;

use crate::chance::Chance;

/// Zones with a day on which something happens to their clocks.
const CLOCKS: [(&str, (i32, u32, u32)); 14] = [
    ("UTC", (2027, 6, 1)),
    ("Asia/Kathmandu", (2027, 6, 1)),
    ("America/New_York", (2027, 3, 14)),
    ("America/New_York", (2027, 11, 7)),
    ("Europe/Vienna", (2027, 10, 31)),
    // By half an hour.
    ("Australia/Lord_Howe", (2027, 4, 4)),
    ("Australia/Lord_Howe", (2027, 10, 3)),
    // At midnight.
    ("Africa/Cairo", (2027, 4, 30)),
    ("Africa/Cairo", (2027, 10, 28)),
    ("America/Sao_Paulo", (2018, 11, 4)),
    ("America/Sao_Paulo", (2019, 2, 16)),
    // One minute after midnight, back into the day before.
    ("America/St_Johns", (2010, 11, 7)),
    ("Africa/Casablanca", (2025, 3, 30)),
    // By a whole day.
    ("Pacific/Apia", (2011, 12, 30)),
];

/// All that there is before the first appointment. The first center is the one that most is about.
#[derive(Debug)]
pub(crate) struct World {
    pub(super) tenant: TenantId,
    pub(super) first_day: NaiveDate,
    pub(super) days: DayCount,
    pub(super) now: Timestamp,
    pub(super) centers: Vec<Center>,
    pub(super) kinds: Vec<RoomCategory>,
    pub(super) rooms: Vec<Room>,
    pub(super) services: Vec<Service>,
    pub(super) further_kinds: Vec<ServiceRoomCategory>,
    pub(super) providers: Vec<Provider>,
    pub(super) performances: Vec<ProviderService>,
    pub(super) overrides: Vec<HoursOverride>,
    pub(super) blockouts: Vec<Blockout>,
    pub(super) guests: Vec<Guest>,
    pub(super) waiting: Vec<WaitlistEntry>,
    /// Where some work beside their own center.
    pub(super) workplaces: Vec<ProviderCenter>,
    /// How many minutes lie between the two.
    pub(super) travel: u16,
}

/// Makes the parts of a world.
pub(super) struct Maker {
    pub(super) chance: Chance,
    pub(super) first_day: NaiveDate,
    pub(super) days: DayCount,
}

/// So many minutes after midnight UTC of a day.
pub(super) fn minute(first: NaiveDate, minute: i64) -> Timestamp {
    let midnight = first.and_time(NaiveTime::MIN).and_utc();
    Timestamp::try_from(midnight).unwrap().plus_minutes(minute).unwrap()
}

impl World {
    /// The world of a seed.
    pub(crate) fn of(seed: u64) -> Self {
        let mut chance = Chance::new(Chance::new(seed).next());
        let (zone, (year, month, day)) = chance.one(&CLOCKS);
        let days = chance.one(&[1, 1, 1, 2, 3]);
        let before = u64::try_from(chance.within(0..=days - 1)).unwrap();
        let date = NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let first_day = date - Days::new(before);
        let mut maker = Maker { chance, first_day, days: DayCount::new(days).unwrap() };
        maker.world(&TimeZone::new(zone).unwrap())
    }

    /// The zone of both centers.
    pub(super) fn zone(&self) -> &TimeZone {
        &self.centers[0].time_zone
    }
}

impl Maker {
    pub(super) fn id<E>(&mut self) -> Id<E> {
        Id::from_uuid(self.uuid())
    }

    fn uuid(&mut self) -> Uuid {
        let mut bytes = [0; 16];
        self.chance.fill(&mut bytes);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }

    fn world(&mut self, zone: &TimeZone) -> World {
        let tenant = TenantId(self.uuid());
        let now = self.chance.within(-200..=60) * 15 + self.chance.one(&[0, 0, 1, 7]);
        let now = minute(self.first_day, now);
        // Between two minutes.
        let between = Timestamp::from_micros(now.micros() + 30_000_000).unwrap();
        let now = if self.chance.percent(10) { between } else { now };
        let centers = vec![self.center(zone, 0), self.center(zone, 1)];
        let ids: Vec<Id<Center>> = centers.iter().map(|center| center.id).collect();
        let kinds = self.kinds();
        let rooms = self.rooms(&ids, &kinds);
        let services = self.services(&kinds);
        let further_kinds = self.further_kinds(&services);
        let (mut providers, performances) = self.providers(&ids, &services);
        let mut calendars = Vec::new();
        for id in &ids {
            calendars.push((id.uuid(), *id, 25));
        }
        for one in &providers {
            calendars.push((one.id.uuid(), one.center_id, 30));
        }
        let (mut overrides, mut blockouts) = (Vec::new(), Vec::new());
        for (calendar, _, _) in &calendars {
            overrides.extend(self.overrides(Id::from_uuid(*calendar)));
        }
        // Rooms have no hours.
        calendars.extend(rooms.iter().map(|room| (room.id.uuid(), room.center_id, 25)));
        for (calendar, center, percent) in calendars {
            blockouts.extend(self.blockouts((Id::from_uuid(calendar), center), percent));
        }
        let guests: Vec<Guest> = (0..3).map(|number| self.guest(ids[0], number)).collect();
        let mut waiting = Vec::new();
        for guest in &guests[..2] {
            let (id, service) = (self.id(), self.chance.one(&services).id);
            let (first, last) = (self.first_day, self.first_day + Days::new(5));
            let mut new = NewWaitlistEntry::new(guest.id, ids[0], service, first, last);
            let here: Vec<&Provider> =
                providers.iter().filter(|one| one.center_id == ids[0]).collect();
            let provider = self.chance.one(&here).id;
            new.provider_id = self.chance.percent(30).then_some(provider);
            waiting.push(WaitlistEntry::from_new(id, new));
        }
        let (workplaces, travel) = self.workplaces(&ids, &mut providers, &mut overrides);
        World {
            tenant,
            first_day: self.first_day,
            days: self.days,
            now,
            centers,
            kinds,
            rooms,
            services,
            further_kinds,
            providers,
            performances,
            overrides,
            blockouts,
            guests,
            waiting,
            workplaces,
            travel,
        }
    }

    fn center(&mut self, zone: &TimeZone, number: usize) -> Center {
        let mut new = NewCenter::new(Name::parse("Baixa").unwrap(), zone.clone());
        new.hours = self.chance.percent(45).then(|| self.week());
        new.policies = self.policies();
        let code = Code::parse(&format!("C{number}")).unwrap();
        Center::from_new(self.id(), new, code, "EUR".parse().unwrap())
    }

    fn policies(&mut self) -> BookingPolicies {
        let chance = &mut self.chance;
        let odd = chance.within(3..=240);
        let step = chance.one(&[5, 10, 15, 15, 15, 20, 30, 60, odd]);
        let mut limit = |percent, most| {
            let limit = u16::try_from(chance.within(1..=most)).unwrap();
            chance.percent(percent).then_some(limit)
        };
        BookingPolicies {
            guest_max_per_day: limit(20, 2),
            guest_max_per_week: limit(15, 4),
            guest_max_to_come: limit(20, 3),
            provider_max_per_day: limit(30, 3),
            min_notice_minutes: chance.one(&[0, 0, 0, 0, 0, 30, 30, 135, 1_440]),
            max_horizon_days: chance.one(&[730, 730, 730, 1, 2, 3]),
            step_minutes: StepMinutes::new(step).unwrap(),
            slot_anchor: chance.one(&[
                SlotAnchor::Midnight,
                SlotAnchor::Midnight,
                SlotAnchor::Midnight,
                SlotAnchor::Window,
            ]),
            buffers_within_hours: chance.percent(30),
            assignment: chance.one(&super::house::ASSIGNMENTS),
            waitlist_offer_minutes: chance.one(&[None, Some(10), Some(60), Some(600)]),
        }
    }

    fn guest(&mut self, center: Id<Center>, number: usize) -> Guest {
        let [first, last] = ["Ada", "Reis"].map(|name| Name::parse(name).unwrap());
        let new = NewGuest::new(center, first, last);
        Guest::from_new(self.id(), new, Code::parse(&format!("G{number}")).unwrap(), false)
    }
}
