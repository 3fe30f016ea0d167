//! The calendar of a center: what it shows, and how often it reads.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use async_trait::async_trait;
use clientline_core::{
    conformance::fixture::{World, at, commit, create, day, name, new_id},
    entity::{Stored, sample},
    memory::MemoryStorage,
    model::{
        Appointment, AppointmentSource, AppointmentStatus, BlockoutReason, CalendarKind, NewGuest,
        NewProvider, Provider,
    },
    ops::scheduling::{
        calendar::{CenterCalendar, ReadCalendar},
        calendars::CreateBlockout,
    },
    row::{ChangeSet, Row, Select, Table},
    storage::{Result, Snapshot, Storage},
    value::{Active, Id, Money, TenantId},
};
use uuid::Uuid;

/// A storage that counts how often it is read.
#[derive(Debug, Default)]
struct Counting {
    inner: MemoryStorage,
    reads: Arc<AtomicUsize>,
}

struct CountingSnapshot {
    inner: Box<dyn Snapshot>,
    reads: Arc<AtomicUsize>,
}

#[async_trait]
impl Storage for Counting {
    async fn snapshot(&self, tenant: TenantId) -> Result<Box<dyn Snapshot>> {
        let inner = self.inner.snapshot(tenant).await?;
        Ok(Box::new(CountingSnapshot { inner, reads: Arc::clone(&self.reads) }))
    }

    async fn commit(&self, tenant: TenantId, changes: ChangeSet) -> Result<()> {
        self.inner.commit(tenant, changes).await
    }
}

#[async_trait]
impl Snapshot for CountingSnapshot {
    async fn get(&mut self, table: &'static Table, id: Uuid) -> Result<Option<Row>> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        self.inner.get(table, id).await
    }

    async fn select(&mut self, select: &Select) -> Result<Vec<Row>> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        self.inner.select(select).await
    }
}

struct Desk {
    storage: Arc<dyn Storage>,
    reads: Arc<AtomicUsize>,
    world: World,
}

impl Desk {
    async fn open(guests: usize) -> Self {
        let counting = Counting::default();
        let reads = Arc::clone(&counting.reads);
        let storage: Arc<dyn Storage> = Arc::new(counting);
        let world = World::make(&storage, guests).await;
        Self { storage, reads, world }
    }

    /// Puts an appointment of a guest into the book, so many minutes after [`at`] 0.
    async fn appointment(&self, guest: usize, minute: i64, minutes: i64) -> Appointment {
        let World { scope, center, provider, service, room, guests } = &self.world;
        let appointment = Appointment {
            id: new_id(),
            center_id: center.id,
            guest_id: guests[guest].id,
            service_id: service.id,
            provider_id: provider.id,
            room_id: Some(room.id),
            room_unit: Some(1),
            starts_at: at(minute),
            ends_at: at(minute + minutes),
            time_zone: center.time_zone.clone(),
            local_start: "2035-01-08T09:00".to_owned(),
            status: AppointmentStatus::Scheduled,
            source: AppointmentSource::Desk,
            price: Money::from_minor(4_500, center.currency),
            currency: center.currency,
            steps: 1,
            ..sample()
        };
        let insert = |changes: &mut ChangeSet| drop(changes.insert(appointment.clone()));
        commit(&self.storage, scope.tenant(), insert).await.unwrap();
        appointment
    }

    fn day(&self) -> ReadCalendar {
        ReadCalendar::new(self.world.center.id, day())
    }

    async fn read(&self, request: &ReadCalendar) -> CenterCalendar {
        self.world.scope.run(request).await.unwrap()
    }
}

fn ids(calendar: &CenterCalendar) -> Vec<Id<Appointment>> {
    calendar.appointments.iter().map(|appointment| appointment.id).collect()
}

#[tokio::test]
async fn a_day_of_five_hundred_appointments_takes_as_many_reads_as_one_of_a_single_appointment() {
    let desk = Desk::open(500).await;
    desk.appointment(0, 0, 45).await;
    let mut counts = Vec::new();
    for expected in [1, 500] {
        let before = desk.reads.load(Ordering::Relaxed);
        assert_eq!(desk.read(&desk.day()).await.appointments.len(), expected);
        counts.push(desk.reads.load(Ordering::Relaxed) - before);
        if expected == 1 {
            for guest in 1..500 {
                desk.appointment(guest, i64::try_from(guest).unwrap(), 1).await;
            }
        }
    }
    assert_eq!(counts[0], counts[1]);
    assert!(counts[0] <= 13, "{counts:?}");
}

#[tokio::test]
async fn an_appointment_is_shown_with_every_name_and_on_the_wall_clock() {
    let desk = Desk::open(1).await;
    desk.appointment(0, 0, 45).await;
    let calendar = desk.read(&desk.day()).await;
    let appointment = &calendar.appointments[0];
    assert_eq!(appointment.guest_name, "Guest No 0");
    assert_eq!(appointment.provider_name, "Ben Costa");
    assert_eq!(appointment.service_name, name("Cut"));
    assert_eq!(appointment.room_name, Some(name("Chair 1")));
    assert_eq!((appointment.time.starts_at, appointment.time.ends_at), (at(0), at(45)));
    let local = (appointment.time.local_start.as_str(), appointment.time.local_end.as_str());
    assert_eq!(local, ("2035-01-08T09:00", "2035-01-08T09:45"));
    let works = &calendar.providers[0].works;
    assert_eq!((works[0].starts_at, works[0].ends_at), (at(0), at(8 * 60)));
    assert_eq!(calendar.open, *works, "the center opens when its provider works");
}

#[tokio::test]
async fn a_day_shows_what_reaches_into_it_and_nothing_that_only_touches_it() {
    let desk = Desk::open(1).await;
    let midnight = -9 * 60;
    desk.appointment(0, midnight - 30, 30).await;
    let night = desk.appointment(0, midnight - 30, 60).await;
    let late = desk.appointment(0, midnight + 24 * 60 - 1, 1).await;
    let next = desk.appointment(0, midnight + 24 * 60, 30).await;
    assert_eq!(ids(&desk.read(&desk.day()).await), [night.id, late.id]);
    let two = ReadCalendar { days: 2.try_into().unwrap(), ..desk.day() };
    assert_eq!(ids(&desk.read(&two).await), [night.id, late.id, next.id]);
}

#[tokio::test]
async fn cancelled_appointments_are_shown_to_those_who_ask_for_them() {
    let desk = Desk::open(1).await;
    let appointment = desk.appointment(0, 0, 45).await;
    let stored: Stored<Appointment> = clientline_core::conformance::fixture::find(
        &desk.storage,
        desk.world.scope.tenant(),
        appointment.id,
    )
    .await
    .unwrap();
    let cancel = |changes: &mut ChangeSet| {
        changes.update(&stored, |appointment| appointment.status = AppointmentStatus::Cancelled);
    };
    commit(&desk.storage, desk.world.scope.tenant(), cancel).await.unwrap();
    assert_eq!(ids(&desk.read(&desk.day()).await), []);
    let cancelled = ReadCalendar { status: vec![AppointmentStatus::Cancelled], ..desk.day() };
    assert_eq!(ids(&desk.read(&cancelled).await), [appointment.id]);
}

#[tokio::test]
async fn more_appointments_than_the_limit_go_on_behind_the_cursor() {
    let desk = Desk::open(1).await;
    let mut expected = Vec::new();
    for minute in 0..5 {
        expected.push(desk.appointment(0, minute, 10).await.id);
    }
    let mut found = Vec::new();
    let mut request = ReadCalendar { limit: 2, ..desk.day() };
    loop {
        let calendar = desk.read(&request).await;
        assert!(calendar.appointments.len() <= 2);
        found.extend(ids(&calendar));
        match calendar.next_cursor {
            Some(next) => request.cursor = Some(next),
            None => break,
        }
    }
    assert_eq!(found, expected);
    for limit in [0, 2_001] {
        let refused = desk.world.scope.run(&ReadCalendar { limit, ..desk.day() }).await;
        assert_eq!(refused.unwrap_err().code(), "invalid_request", "{limit}");
    }
}

#[tokio::test]
async fn providers_past_a_thousand_go_on_behind_their_cursor() {
    let desk = Desk::open(0).await;
    let shown = |calendar: &CenterCalendar| -> Vec<_> {
        calendar.providers.iter().map(|one| one.id).collect()
    };
    let mut expected = shown(&desk.read(&desk.day()).await);
    let new = NewProvider::new(name("Eva"), name("Smith"), desk.world.center.id);
    let one = create::<Provider>(&desk.world.scope, new).await;
    expected.push(one.id);
    // Of those who were there, most have left.
    let others: Vec<Provider> = (0..ReadCalendar::OTHERS_MAX)
        .map(|number| Provider {
            id: new_id(),
            is_active: Active(number % 100 == 0),
            ..(*one).clone()
        })
        .collect();
    expected.extend(others.iter().filter(|one| one.is_active.0).map(|one| one.id));
    let hire = |changes: &mut ChangeSet| {
        for one in others {
            changes.insert(one);
        }
    };
    commit(&desk.storage, desk.world.scope.tenant(), hire).await.unwrap();
    let first = desk.read(&desk.day()).await;
    let rest = ReadCalendar { providers_cursor: first.next_providers_cursor.clone(), ..desk.day() };
    let rest = desk.read(&rest).await;
    assert!(first.next_providers_cursor.is_some() && rest.next_providers_cursor.is_none());
    assert_eq!(rest.open, first.open);
    let mut found = [shown(&first), shown(&rest)].concat();
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
    let wrong = ReadCalendar { providers_cursor: Some("1.x".to_owned()), ..desk.day() };
    let refused = desk.world.scope.run(&wrong).await.unwrap_err();
    assert_eq!(refused.inputs()[0].pointer, "/providers_cursor");
}

#[tokio::test]
async fn blocked_time_is_shown_with_whose_it_is() {
    let desk = Desk::open(0).await;
    let block = CreateBlockout {
        provider_id: None,
        room_id: Some(desk.world.room.id),
        center_id: None,
        starts_at: at(-2 * 24 * 60),
        ends_at: Some(at(60)),
        reason: BlockoutReason::Maintenance,
        notes: None,
        recurrence: None,
    };
    let block = desk.world.scope.run(&block).await.unwrap();
    let calendar = desk.read(&desk.day()).await;
    let shown = &calendar.blockouts[0];
    assert_eq!((shown.id, shown.kind), (block.id, CalendarKind::Room));
    assert_eq!(shown.owner_id, desk.world.room.id.uuid());
    assert_eq!((shown.time.starts_at, shown.time.ends_at), (at(-2 * 24 * 60), at(60)));
}

#[tokio::test]
async fn a_room_is_not_blocked_as_a_provider() {
    let desk = Desk::open(0).await;
    let block = CreateBlockout {
        provider_id: Some(Id::from_uuid(desk.world.room.id.uuid())),
        room_id: None,
        center_id: None,
        starts_at: at(0),
        ends_at: Some(at(60)),
        reason: BlockoutReason::Break,
        notes: None,
        recurrence: None,
    };
    let refused = desk.world.scope.run(&block).await.unwrap_err();
    assert_eq!(refused.inputs()[0].pointer, "/provider_id");
    assert_eq!(desk.read(&desk.day()).await.blockouts, []);
}

#[tokio::test]
async fn the_calendar_of_another_center_is_its_own() {
    let desk = Desk::open(0).await;
    let other =
        clientline_core::model::NewCenter::new(name("Alfama"), desk.world.center.time_zone.clone());
    let other = create::<clientline_core::model::Center>(&desk.world.scope, other).await;
    let guest = NewGuest::new(other.id, name("Ada"), name("Reis"));
    create::<clientline_core::model::Guest>(&desk.world.scope, guest).await;
    let calendar = desk.read(&ReadCalendar::new(other.id, day())).await;
    assert_eq!((calendar.appointments.len(), calendar.providers.len()), (0, 0));
    assert_eq!(calendar.open.len(), 1, "without hours it sets no limit");
    let nowhere = ReadCalendar::new(new_id(), day());
    assert_eq!(desk.world.scope.run(&nowhere).await.unwrap_err().code(), "invalid_request");
}
