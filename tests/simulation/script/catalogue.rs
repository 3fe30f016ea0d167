//! Requests about what changes seldom: places, people, services, taxes.

use clientline::{
    model::{
        BusinessUnit, Category, Center, DepositPolicy, Employee, FeePolicy, FeeTaxation, Guest,
        NewBusinessUnit, NewCategory, NewCenter, NewEmployee, NewGuest, NewProvider, NewRoom,
        NewRoomCategory, NewService, NewTax, Provider, Room, RoomCategory, Service, Tax,
    },
    ops::{
        catalogue::room_resize::{Misfits, ResizeRoom, RoomSize},
        people::{
            guest_erase::EraseGuest,
            guest_merge::{GuestMerge, MergeGuests},
            guest_search::{GetGuestByCode, GuestFilter, ListGuests},
        },
        resource::{Create, List, Readable, Resource, Update},
        scheduling::zone_change::{ChangeZone, KeptTime, ZoneChange},
    },
    value::{Capacity, Fee, IdList, Month},
};
use serde_json::{Value as Json, json};

use super::{Made, desk::Desk, made};
use crate::act::Alone;

pub(super) async fn new_center(desk: &mut Desk<'_>) -> Made {
    let mut new = NewCenter::new(desk.chance.name(), desk.chance.zone());
    new.hours = Some(desk.chance.hours());
    new.policies.step_minutes = desk.chance.step();
    new.policies.min_notice_minutes = desk.chance.one(&[0, 0, 60]);
    new.policies.buffers_within_hours = desk.chance.percent(30);
    new.fees = fees(desk, 60);
    new.deposit = deposit(desk, 40);
    let month = desk.chance.within(1..=12);
    new.fiscal_year_month = desk.chance.percent(50).then(|| Month::new(month).unwrap());
    if desk.slips(20) {
        new.code = Some(desk.chance.code());
        new.policies.max_horizon_days = desk.chance.one(&[0, 5, 730]);
    }
    made(Create::<Center>(new))
}

/// At times what is asked for before an appointment.
fn deposit(desk: &mut Desk<'_>, percent: u64) -> Option<DepositPolicy> {
    let asks = desk.chance.one(&[
        Fee::Percent("20".parse().unwrap()),
        Fee::Percent("33.3333".parse().unwrap()),
        Fee::Amount("7".parse().unwrap()),
    ]);
    desk.chance.percent(percent).then_some(DepositPolicy { asks })
}

/// At times what it costs to cancel late, or not to come.
fn fees(desk: &mut Desk<'_>, percent: u64) -> Option<FeePolicy> {
    let mut fee = || match desk.chance.within(0..=2) {
        0 => None,
        1 => Some(Fee::Percent("50".parse().unwrap())),
        _ => Some(Fee::Amount("5".parse().unwrap())),
    };
    let (late_cancellation, no_show) = (fee(), fee());
    let policy = FeePolicy {
        notice_minutes: desk.chance.one(&[0, 60, 1_440, 525_600]),
        late_cancellation,
        no_show,
        taxation: desk.chance.one(FeeTaxation::ALL),
    };
    desk.chance.percent(percent).then_some(policy)
}

pub(super) async fn new_category(desk: &mut Desk<'_>) -> Made {
    made(Create::<RoomCategory>(NewRoomCategory::new(desk.chance.name())))
}

/// A category of what is sold.
pub(super) async fn new_sort(desk: &mut Desk<'_>) -> Made {
    made(Create::<Category>(NewCategory::new(desk.chance.name())))
}

pub(super) async fn new_business_unit(desk: &mut Desk<'_>) -> Made {
    made(Create::<BusinessUnit>(NewBusinessUnit::new(desk.chance.name())))
}

pub(super) async fn new_employee(desk: &mut Desk<'_>) -> Made {
    let mut new = NewEmployee::new(desk.chance.name());
    if desk.chance.percent(50) {
        new.center_id = desk.id().await;
    }
    if desk.slips(10) {
        new.employee_code = Some(desk.chance.code());
    }
    made(Create::<Employee>(new))
}

pub(super) async fn change_employee(desk: &mut Desk<'_>) -> Made {
    let patches = [
        json!({ "designation": desk.chance.name() }),
        json!({ "is_active": desk.chance.percent(80) }),
        json!({ "employee_code": desk.chance.code() }),
    ];
    change::<Employee>(desk, &patches).await
}

pub(super) async fn new_room(desk: &mut Desk<'_>) -> Made {
    let (category, center) = (desk.id().await?, desk.id().await?);
    let mut new = NewRoom::new(desk.chance.name(), category, center);
    new.capacity = Capacity::new(desk.chance.one(&[1, 1, 2, 3])).unwrap();
    new.can_exceed_capacity = desk.chance.percent(30);
    new.only_one_appointment = desk.chance.percent(20);
    made(Create::<Room>(new))
}

pub(super) async fn new_tax(desk: &mut Desk<'_>) -> Made {
    let (code, name, rate) = (desk.chance.code(), desk.chance.name(), desk.chance.rate());
    let mut new = NewTax::new(code, name, rate);
    new.compound = desk.chance.percent(40);
    made(Create::<Tax>(new))
}

pub(super) async fn new_service(desk: &mut Desk<'_>) -> Made {
    let (name, minutes, price) = (desk.chance.name(), desk.chance.duration(), desk.chance.price());
    let mut new = NewService::new(name, minutes, price);
    if desk.chance.percent(30) {
        let (segments, minutes) = desk.chance.segments();
        (new.segments, new.duration_minutes) = (Some(segments), minutes);
    }
    if desk.slips(5) {
        new.duration_minutes = desk.chance.duration();
    }
    new.buffer_before_minutes = desk.chance.buffer();
    new.buffer_after_minutes = desk.chance.buffer();
    if desk.chance.percent(50) {
        new.room_category_id = desk.id().await;
    }
    if desk.chance.percent(30) {
        (new.category_id, new.business_unit_id) = (desk.id().await, desk.id().await);
    }
    let mut taxes = Vec::new();
    for _ in 0..desk.chance.within(0..=2) {
        taxes.extend(desk.id::<Tax>().await);
    }
    taxes.dedup();
    new.tax_ids = IdList::new(taxes).unwrap_or_default();
    new.fees = fees(desk, 20);
    new.deposit = deposit(desk, 20);
    if desk.slips(10) {
        new.service_code = Some(desk.chance.code());
        new.currency = Some("USD".parse().unwrap());
    }
    made(Create::<Service>(new))
}

pub(super) async fn new_provider(desk: &mut Desk<'_>) -> Made {
    let center = desk.id().await?;
    let mut new = NewProvider::new(desk.chance.name(), desk.chance.name(), center);
    new.hours = Some(desk.chance.hours());
    if desk.chance.percent(20) {
        new.employee_id = desk.id().await;
    }
    if desk.chance.percent(30) {
        new.services = IdList::new(Vec::from_iter(desk.id().await)).unwrap_or_default();
    }
    made(Create::<Provider>(new))
}

pub(super) async fn new_guest(desk: &mut Desk<'_>) -> Made {
    let center = desk.id().await?;
    let mut new = NewGuest::new(center, desk.chance.name(), desk.chance.name());
    new.notes = desk.chance.notes();
    if desk.slips(10) {
        new.guest_code = Some(desk.chance.code());
    }
    made(Create::<Guest>(new))
}

pub(super) async fn change_center(desk: &mut Desk<'_>) -> Made {
    let patches = [
        json!({ "display_name": desk.chance.name() }),
        json!({ "hours": desk.chance.hours() }),
        json!({ "policies": { "step_minutes": desk.chance.step() } }),
        json!({ "policies": { "max_horizon_days": 0 } }),
        json!({ "is_active": desk.chance.percent(70) }),
        json!({ "time_zone": desk.chance.zone() }),
    ];
    change::<Center>(desk, &patches).await
}

/// Gives a center another zone: one whose clocks show the same, or one in which appointments
/// keep their instants, so that nobody's time is another one than was answered.
pub(super) async fn change_zone(desk: &mut Desk<'_>) -> Made {
    let center = desk.any::<Center>().await?;
    let alike = match center.time_zone.name() {
        "Europe/Lisbon" => Some("Atlantic/Madeira"),
        "Atlantic/Madeira" => Some("Europe/Lisbon"),
        _ => None,
    };
    let change = match alike {
        Some(zone) if desk.chance.percent(60) => {
            ZoneChange { time_zone: zone.parse().unwrap(), appointments: KeptTime::WallTime }
        }
        _ => ZoneChange { time_zone: desk.chance.zone(), appointments: KeptTime::Instant },
    };
    let id = desk.or_wrong(center.id).await;
    made(ChangeZone { id, change, expected: desk.expected(&center) })
}

pub(super) async fn resize_room(desk: &mut Desk<'_>) -> Made {
    let room = desk.any::<Room>().await?;
    let size = RoomSize {
        capacity: Some(Capacity::new(desk.chance.within(1..=3)).unwrap()),
        misfits: desk.chance.one(&[Misfits::Refused, Misfits::Stay]),
        ..RoomSize::default()
    };
    let id = desk.or_wrong(room.id).await;
    made(ResizeRoom { id, size, expected: desk.expected(&room) })
}

pub(super) async fn change_room(desk: &mut Desk<'_>) -> Made {
    let center = desk.id::<Center>().await?;
    let patches = [
        json!({ "capacity": desk.chance.one(&[1, 2, 3]) }),
        json!({ "can_exceed_capacity": desk.chance.percent(50) }),
        json!({ "is_active": desk.chance.percent(70) }),
        json!({ "center_id": center }),
    ];
    change::<Room>(desk, &patches).await
}

pub(super) async fn change_tax(desk: &mut Desk<'_>) -> Made {
    let patches = [
        json!({ "rate": desk.chance.rate() }),
        json!({ "compound": desk.chance.percent(50) }),
        json!({ "is_active": desk.chance.percent(80) }),
        json!({ "code": desk.chance.code() }),
    ];
    change::<Tax>(desk, &patches).await
}

pub(super) async fn change_service(desk: &mut Desk<'_>) -> Made {
    let (tax, category) = (desk.id::<Tax>().await?, desk.id::<RoomCategory>().await?);
    let (segments, minutes) = desk.chance.segments();
    let patches = [
        json!({ "price": desk.chance.price() }),
        json!({ "duration_minutes": desk.chance.duration() }),
        json!({ "segments": segments, "duration_minutes": minutes }),
        json!({ "segments": null }),
        json!({ "buffer_after_minutes": desk.chance.buffer() }),
        json!({ "tax_ids": [tax] }),
        json!({ "tax_ids": [] }),
        json!({ "room_category_id": category }),
        json!({ "room_category_id": null }),
        json!({ "is_active": desk.chance.percent(85) }),
    ];
    change::<Service>(desk, &patches).await
}

pub(super) async fn change_provider(desk: &mut Desk<'_>) -> Made {
    let service = desk.id::<Service>().await?;
    let patches = [
        json!({ "services": [] }),
        json!({ "services": [service] }),
        json!({ "hours": desk.chance.hours() }),
        json!({ "email": "ben@example.com" }),
        json!({ "is_active": desk.chance.percent(85) }),
        json!({ "color": null }),
    ];
    change::<Provider>(desk, &patches).await
}

pub(super) async fn change_guest(desk: &mut Desk<'_>) -> Made {
    let center = desk.id::<Center>().await?;
    let patches = [
        json!({ "email": "Ada@Example.com" }),
        json!({ "notes": desk.chance.notes() }),
        json!({ "first_name": desk.chance.name() }),
        json!({ "center_id": center }),
        json!({ "is_active": desk.chance.percent(85) }),
        json!({ "date_of_birth": "1992-02-29" }),
        json!({ "guest_code": desk.chance.code() }),
    ];
    change::<Guest>(desk, &patches).await
}

pub(super) async fn change_category(desk: &mut Desk<'_>) -> Made {
    let patches = [json!({ "name": desk.chance.name() }), json!({ "description": null })];
    change::<RoomCategory>(desk, &patches).await
}

pub(super) async fn guest_by_code(desk: &mut Desk<'_>) -> Made {
    let mut code = desk.any::<Guest>().await?.guest_code.clone();
    if desk.slips(10) {
        code = desk.chance.code();
    }
    made(GetGuestByCode(code))
}

pub(super) async fn merge_guests(desk: &mut Desk<'_>) -> Made {
    let (into, from) = (desk.any::<Guest>().await?, desk.any::<Guest>().await?);
    let (id, from) = (desk.or_wrong(into.id).await, desk.or_wrong(from.id).await);
    made(MergeGuests { id, merge: GuestMerge { from }, expected: desk.expected(&into) })
}

pub(super) async fn erase_guest(desk: &mut Desk<'_>) -> Made {
    let guest = desk.any::<Guest>().await?;
    let id = desk.or_wrong(guest.id).await;
    made(Alone(EraseGuest::new(id, desk.expected(&guest))))
}

/// Looks for guests by what is typed of them, or by a field.
pub(super) async fn find_guests(desk: &mut Desk<'_>) -> Made {
    let guest = desk.any::<Guest>().await?;
    let mut filter = GuestFilter::default();
    let typed = |text: &str, chars: i64| -> String {
        text.chars().take(usize::try_from(chars).unwrap()).collect()
    };
    match desk.chance.next() % 5 {
        0 => filter.guest_code = Some(guest.guest_code.clone()),
        1 => (filter.center_id, filter.email) = (desk.id().await, guest.email.clone()),
        2 => filter.q = typed(&guest.first_name, desk.chance.within(1..=3)).parse().ok(),
        3 => filter.q = typed(&guest.guest_code, desk.chance.within(1..=6)).parse().ok(),
        _ => {
            let last = typed(&guest.last_name, desk.chance.within(1..=2));
            filter.q = format!("{last} {}", typed(&guest.first_name, 2)).parse().ok();
        }
    }
    made(ListGuests { filter, page: desk.page() })
}

pub(super) async fn change<E: Resource + std::fmt::Debug>(
    desk: &mut Desk<'_>,
    patches: &[Json],
) -> Made {
    let stored = desk.any::<E>().await?;
    let id = desk.or_wrong(stored.id()).await;
    made(Update::<E> { id, patch: desk.patch(patches), expected: desk.expected(&stored) })
}

pub(super) async fn list<E: Readable + std::fmt::Debug>(desk: &mut Desk<'_>) -> Made {
    let list = List::<E>::new(desk.page());
    let stored = desk.any::<E>().await?;
    let filter = desk.chance.pick(E::FILTERS).copied();
    let value = filter.and_then(|name| Some((name, text_of(&stored, name)?)));
    made(match value {
        Some((name, text)) if desk.chance.percent(60) => list.filter(name, &text).unwrap(),
        _ => list,
    })
}

/// A field of a row, as a query string says it.
fn text_of<E: Readable>(stored: &clientline::entity::Stored<E>, name: &str) -> Option<String> {
    match serde_json::to_value(stored).unwrap().get(name)? {
        Json::String(text) => Some(text.clone()),
        Json::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}
