//! Requests about what changes seldom: places, who works there, services, taxes.

use clientline::{
    model::{
        BusinessUnit, Category, Center, DepositPolicy, Employee, FeePolicy, FeeTaxation,
        NewBusinessUnit, NewCategory, NewCenter, NewEmployee, NewProvider, NewRoom,
        NewRoomCategory, NewService, NewTax, NumberPatterns, NumberedDocument, Provider, Room,
        RoomCategory, Service, ServicePolicies, Tax,
    },
    ops::{
        billing::number_starts::{NumberStart, StartNumbers},
        catalogue::room_resize::{Misfits, ResizeRoom, RoomSize},
        resource::{Create, List, Readable, Resource, Update},
        scheduling::zone_change::{ChangeZone, KeptTime, ZoneChange},
    },
    value::{Capacity, DayEnd, Fee, FewIds, Id, IdList, Month, StartNumber},
};
use serde_json::{Value as Json, json};

use super::{Made, desk::Desk, made};

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
    new.number_patterns = desk.chance.percent(40).then(|| Box::new(number_patterns(desk)));
    let ends = desk.chance.one(&[30, 120, 360]);
    new.day_ends_at = desk.chance.percent(30).then(|| DayEnd::from_minutes(ends).unwrap());
    if desk.slips(20) {
        new.code = Some(desk.chance.code());
        new.policies.max_horizon_days = desk.chance.one(&[0, 5, 730]);
    }
    made(Create::<Center>(new))
}

/// How documents are numbered: at times as elsewhere.
fn number_patterns(desk: &mut Desk<'_>) -> NumberPatterns {
    let mut pattern = |texts: &[&str]| {
        let text = desk.chance.one(texts);
        desk.chance.percent(60).then(|| text.parse().unwrap())
    };
    NumberPatterns {
        invoice: pattern(&["R-{seq}", "R-{seq:6}", "{center}.{year}/{seq}"]),
        deposit: pattern(&["R-{seq:5}", "D-{year}-{seq}"]),
        collection: pattern(&["K/{year}/{seq}", "K/{year}/{seq:7}", "K-{center}-{seq}"]),
        credit_note: pattern(&["G.{seq}", "G.{seq:10}", "INV-{center}-{year}/{seq}"]),
    }
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

/// At times when guests may book and change a service, in place of what its center says.
fn policies(desk: &mut Desk<'_>, percent: u64) -> Option<ServicePolicies> {
    let mut notice = || desk.chance.one(&[None, Some(0), Some(90), Some(1_440)]);
    let policies = ServicePolicies {
        min_notice_minutes: notice(),
        move_notice_minutes: notice(),
        cancel_notice_minutes: notice(),
        max_horizon_days: desk.chance.one(&[None, Some(2), Some(3_650)]),
    };
    desk.chance.percent(percent).then_some(policies)
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
    if new.room_category_id.is_some() && desk.chance.percent(40) {
        let mut kinds: Vec<Id<RoomCategory>> = Vec::new();
        for _ in 0..desk.chance.within(1..=2) {
            let kind = desk.id().await;
            kinds.extend(
                kind.filter(|kind| !kinds.contains(kind) && Some(*kind) != new.room_category_id),
            );
        }
        new.further_room_category_ids = FewIds::new(kinds).unwrap_or_default();
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
    new.policies = policies(desk, 30);
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

pub(super) async fn change_center(desk: &mut Desk<'_>) -> Made {
    let patches = [
        json!({ "display_name": desk.chance.name() }),
        json!({ "hours": desk.chance.hours() }),
        json!({ "policies": { "step_minutes": desk.chance.step() } }),
        json!({ "policies": { "max_horizon_days": 0 } }),
        json!({ "policies": { "assignment": desk.chance.one(&["least_busy", "priority", "even"]) } }),
        json!({ "is_active": desk.chance.percent(70) }),
        json!({ "time_zone": desk.chance.zone() }),
        json!({ "number_patterns": number_patterns(desk) }),
        json!({ "day_ends_at": desk.chance.one(&["00:00", "02:00", "04:30"]) }),
    ];
    change::<Center>(desk, &patches).await
}

/// Starts a series elsewhere, which has begun or not.
pub(super) async fn start_numbers(desk: &mut Desk<'_>) -> Made {
    let center = desk.any::<Center>().await?;
    let document = desk.chance.one(&NumberedDocument::ALL);
    let first_number = StartNumber::new(desk.chance.within(1..=30)).unwrap();
    let id = desk.or_wrong(center.id).await;
    made(StartNumbers { id, start: NumberStart { document, first_number } })
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
    let center = desk.id::<Center>().await?;
    let patches = [
        json!({ "rate": desk.chance.rate() }),
        json!({ "rates": [
            { "valid_from": "2001-01-01", "rate": desk.chance.rate(), "center_id": center },
            { "valid_from": "2010-01-01", "rate": desk.chance.rate() },
        ] }),
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
        json!({ "further_room_category_ids": [category] }),
        json!({ "further_room_category_ids": [] }),
        json!({ "further_providers": desk.chance.within(0..=2) }),
        json!({ "is_active": desk.chance.percent(85) }),
        json!({ "policies": policies(desk, 60) }),
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
        json!({ "priority": desk.chance.within(1..=3) }),
    ];
    change::<Provider>(desk, &patches).await
}

pub(super) async fn change_category(desk: &mut Desk<'_>) -> Made {
    let patches = [json!({ "name": desk.chance.name() }), json!({ "description": null })];
    change::<RoomCategory>(desk, &patches).await
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
