//! Rows and worlds for the cases to work with.

use std::sync::Arc;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::{
    Actor, ClientLine, Result, Scope,
    engine::{Environment, PlatformScope, SystemEnvironment},
    entity::{Entity, Stored, sample},
    model::{
        Appointment, AppointmentSource, AppointmentStatus, Calendar, CalendarKind, Center, Guest,
        NewCenter, NewGuest, NewOrganization, NewProvider, NewRoom, NewRoomCategory, NewService,
        NewTax, Occupancy, Provider, Room, RoomCategory, Service, TABLES, Tax, schemas,
    },
    ops::resource::{Create, Resource},
    row::{ChangeSet, Row},
    storage::{self, Storage, TenantsWith, Work},
    value::{
        BufferMinutes, Capacity, Code, DurationMinutes, Id, IdList, Money, Name, TenantId,
        TimeZone, Timestamp, WeeklyHours,
    },
};

/// A tenant that nobody else uses.
#[must_use]
pub fn new_tenant() -> TenantId {
    TenantId(new_uuid())
}

/// An identifier that nobody else uses.
#[must_use]
pub fn new_id<E>() -> Id<E> {
    Id::from_uuid(new_uuid())
}

fn new_uuid() -> Uuid {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).unwrap();
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// The instant so many minutes after a fixed one, a Monday at nine in Lisbon.
#[must_use]
pub fn at(minutes: i64) -> Timestamp {
    let start: Timestamp = "2035-01-08T09:00:00Z".parse().unwrap();
    start.plus_minutes(minutes).unwrap()
}

/// The local day of [`at`] 0.
#[must_use]
pub fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2035, 1, 8).unwrap()
}

/// A name.
#[must_use]
pub fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

/// A kind of rooms: a row that refers to nothing.
#[must_use]
pub fn category(text: &str) -> RoomCategory {
    RoomCategory::from_new(new_id(), NewRoomCategory::new(name(text)))
}

/// A tax: a row with a unique code.
#[must_use]
pub fn tax(code: &str) -> Tax {
    let new = NewTax::new(Code::parse(code).unwrap(), name(code), "20".parse().unwrap());
    Tax::from_new(new_id(), new)
}

/// A center.
#[must_use]
pub fn center(code: &str) -> Center {
    let zone = TimeZone::new("Europe/Lisbon").unwrap();
    let new = NewCenter::new(name(code), zone);
    Center::from_new(new_id(), new, Code::parse(code).unwrap(), "EUR".parse().unwrap())
}

/// A room of a center.
#[must_use]
pub fn room(center: &Center, category: &RoomCategory, code: &str) -> Room {
    let new = NewRoom::new(name(code), category.id, center.id);
    Room::from_new(new_id(), new, Code::parse(code).unwrap())
}

/// An appointment's rows: everything that one occupancy needs around it.
#[derive(Clone, Debug)]
pub struct AppointmentFixture {
    /// Where.
    pub center: Center,
    /// The guest.
    pub guest: Guest,
    /// With what.
    pub service: Service,
    /// By whom.
    pub provider: Provider,
    /// The provider's time.
    pub calendar: Calendar,
    /// The appointment.
    pub appointment: Appointment,
}

impl AppointmentFixture {
    /// Makes the rows, without storing them.
    #[must_use]
    pub fn new() -> Self {
        let center = center("C1");
        let guest = NewGuest::new(center.id, name("Ada"), name("Reis"));
        let guest = Guest::from_new(new_id(), guest, Code::parse("G1").unwrap(), false);
        let minutes = DurationMinutes::new(30).unwrap();
        let service = NewService::new(name("Cut"), minutes, "45".parse().unwrap());
        let code = Code::parse("S1").unwrap();
        let service = Service::from_new(new_id(), service, code, center.currency);
        let provider = NewProvider::new(name("Ben"), name("Costa"), center.id);
        let provider = Provider::from_new(new_id(), provider);
        let id = Id::from_uuid(provider.id.uuid());
        let kind = CalendarKind::Provider;
        let calendar = Calendar { id, kind, center_id: center.id, ..sample() };
        let appointment = Appointment {
            id: new_id(),
            center_id: center.id,
            guest_id: guest.id,
            service_id: service.id,
            provider_id: provider.id,
            starts_at: at(0),
            ends_at: at(30),
            time_zone: center.time_zone.clone(),
            local_start: "2035-01-08T09:00".to_owned(),
            status: AppointmentStatus::Scheduled,
            source: AppointmentSource::Desk,
            price: Money::from_minor(4_500, center.currency),
            currency: center.currency,
            steps: 1,
            ..sample()
        };
        Self { center, guest, service, provider, calendar, appointment }
    }

    /// Adds the rows to a change set, but for an occupancy.
    pub fn insert(&self, changes: &mut ChangeSet) {
        changes.insert(self.center.clone());
        changes.insert(self.calendar.clone());
        changes.insert(self.service.clone());
        changes.insert(self.provider.clone());
        changes.insert(self.guest.clone());
        changes.insert(self.appointment.clone());
    }

    /// Makes an occupancy of the provider for the appointment.
    #[must_use]
    pub fn takes(&self, from: i64, until: i64) -> Occupancy {
        Occupancy {
            id: new_id(),
            resource_id: self.calendar.id,
            unit: 1,
            starts_at: at(from),
            ends_at: at(until),
            center_id: self.center.id,
            appointment_id: self.appointment.id,
            ..sample()
        }
    }
}

impl Default for AppointmentFixture {
    fn default() -> Self {
        Self::new()
    }
}

/// Reads one row.
pub async fn find<E: Entity>(
    storage: &Arc<dyn Storage>,
    tenant: TenantId,
    id: Id<E>,
) -> Option<Stored<E>> {
    let mut snapshot = storage.snapshot(tenant).await.unwrap();
    let row: Option<Row> = snapshot.get(E::TABLE, id.uuid()).await.unwrap();
    row.map(|row| Stored::decode(row).unwrap())
}

/// Returns a limit of a column as the schema of its field says it: `maxLength` of a text,
/// `minimum` or `maximum` of a number.
#[must_use]
pub fn limit(table: &str, column: &str, keyword: &str) -> Option<i64> {
    let at = TABLES.iter().position(|declared| declared.name == table)?;
    let schema = schemas().swap_remove(at);
    schema.get("properties")?.get(column)?.get(keyword)?.as_i64()
}

/// Commits what `build` puts into a change set.
pub async fn commit(
    storage: &Arc<dyn Storage>,
    tenant: TenantId,
    build: impl FnOnce(&mut ChangeSet),
) -> storage::Result<()> {
    let mut changes = ChangeSet::new(at(0));
    build(&mut changes);
    storage.commit(tenant, changes).await
}

/// A clock that stands still, beside real chance.
#[derive(Debug)]
struct StandingClock(Timestamp);

impl Environment for StandingClock {
    fn now(&self) -> Timestamp {
        self.0
    }
    fn random(&self, bytes: &mut [u8]) -> Result<()> {
        SystemEnvironment.random(bytes)
    }
}

/// A handle over a storage, a week before [`at`] 0.
#[must_use]
pub fn client(storage: &Arc<dyn Storage>) -> ClientLine {
    client_after(storage, 0)
}

/// A handle over a storage, so many minutes later than [`client`]'s.
#[must_use]
pub fn client_after(storage: &Arc<dyn Storage>, minutes: i64) -> ClientLine {
    let clock = StandingClock(at(minutes - 7 * 24 * 60));
    ClientLine::with_environment(Arc::clone(storage), Arc::new(clock))
}

/// An organization that is ready for bookings.
#[derive(Clone, Debug)]
pub struct World {
    /// Its administrator.
    pub scope: Scope,
    /// Its center in Lisbon, open on working days from nine to five.
    pub center: Stored<Center>,
    /// Its provider, who works when the center is open.
    pub provider: Stored<Provider>,
    /// Its service of 45 minutes with 15 after, which needs a room; 20 % tax.
    pub service: Stored<Service>,
    /// Its room for one appointment at a time.
    pub room: Stored<Room>,
    /// Its guests.
    pub guests: Vec<Stored<Guest>>,
}

/// Nine to five on working days.
#[must_use]
pub fn working_hours() -> WeeklyHours {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday"];
    let windows: Vec<String> = days
        .iter()
        .map(|day| format!(r#"{{"day":"{day}","start":"09:00","end":"17:00"}}"#))
        .collect();
    WeeklyHours::parse_text(&format!(r#"{{"weekly":[{}]}}"#, windows.join(","))).unwrap()
}

impl World {
    /// Makes the organization through the use cases.
    pub async fn make(storage: &Arc<dyn Storage>, guests: usize) -> Self {
        let client = client(storage);
        let slug = format!("w{}", new_uuid().simple());
        let organization = NewOrganization::new(
            name("Atelier"),
            slug.parse().unwrap(),
            format!("{slug}@example.com").parse().unwrap(),
            "EUR".parse().unwrap(),
            TimeZone::new("Europe/Lisbon").unwrap(),
        );
        let organization =
            PlatformScope::trusted(&client).create_organization(organization).await.unwrap();
        let tenant = TenantId(organization.id.uuid());
        let scope = Scope::trusted(&client, tenant, Actor::system());

        let mut center = NewCenter::new(name("Baixa"), TimeZone::new("Europe/Lisbon").unwrap());
        center.hours = Some(working_hours());
        center.policies.max_horizon_days = crate::model::BookingPolicies::HORIZON_MAX;
        let center = create::<Center>(&scope, center).await;
        let category = create::<RoomCategory>(&scope, NewRoomCategory::new(name("Chair"))).await;
        let mut room = NewRoom::new(name("Chair 1"), category.id, center.id);
        room.capacity = Capacity::new(1).unwrap();
        let room = create::<Room>(&scope, room).await;
        let tax = NewTax::new(Code::parse("VAT").unwrap(), name("VAT"), "20".parse().unwrap());
        let tax = create::<Tax>(&scope, tax).await;
        let minutes = DurationMinutes::new(45).unwrap();
        let mut service = NewService::new(name("Cut"), minutes, "45.00".parse().unwrap());
        service.buffer_after_minutes = BufferMinutes::new(15).unwrap();
        service.room_category_id = Some(category.id);
        service.tax_ids = IdList::new(vec![tax.id]).unwrap();
        let service = create::<Service>(&scope, service).await;
        let mut provider = NewProvider::new(name("Ben"), name("Costa"), center.id);
        provider.hours = Some(working_hours());
        let provider = create::<Provider>(&scope, provider).await;
        let mut made = Vec::with_capacity(guests);
        for number in 0..guests {
            let guest = NewGuest::new(center.id, name("Guest"), name(&format!("No {number}")));
            made.push(create::<Guest>(&scope, guest).await);
        }
        Self { scope, center, provider, service, room, guests: made }
    }
}

/// Creates a resource through its use case.
pub async fn create<E>(scope: &Scope, new: E::New) -> Stored<E>
where
    E: Resource,
{
    scope.run(&Create::<E>(new)).await.unwrap()
}

/// Asks page by page for all tenants with work, and keeps those that are given.
pub(super) async fn with_work(
    storage: &Arc<dyn Storage>,
    work: Work,
    before: Timestamp,
    among: &[TenantId],
) -> Vec<TenantId> {
    let mut wanted = TenantsWith::new(work, before, 7);
    let mut found = Vec::new();
    loop {
        let page = storage.tenants_with(wanted).await.unwrap();
        assert!(page.len() <= 7, "a page is bounded");
        found.extend(&page);
        wanted.after = page.last().copied();
        if page.is_empty() {
            break;
        }
    }
    assert!(found.is_sorted_by(|one, next| one < next), "in the order of identifiers, each once");
    found.retain(|tenant| among.contains(tenant));
    found
}
