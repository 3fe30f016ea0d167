//! Requests about hours and their exceptions.

use clientline::{
    model::{
        Blockout, BlockoutReason, Calendar, Center, HoursOverride, NewWaitlistEntry, Provider,
        ProviderService, Room, Service, WaitlistEntry,
    },
    ops::{
        resource::{Create, List},
        scheduling::{
            calendars::{
                BlockoutFilter, CreateBlockout, CreateHoursOverride, DeleteBlockout,
                DeleteHoursOverride, GetHoursOverride, ListBlockouts, ListHoursOverrides,
                NewHoursOverride,
            },
            hours::{Performance, Performances, SetHours, SetPerformances, Working},
            workplaces::{GetWorkplaces, SetWorkplaces, Workplace, Workplaces},
        },
    },
    value::{LocalWindow, Recurrence},
};

use super::{Made, desk::Desk, made, values::date_after};

pub(super) async fn set_hours<E: Working + std::fmt::Debug>(desk: &mut Desk<'_>) -> Made {
    let stored = desk.any::<E>().await?;
    let (id, hours) = (desk.or_wrong(stored.id()).await, desk.chance.hours());
    made(SetHours { id, hours, expected: desk.expected(&stored) })
}

pub(super) async fn set_performances(desk: &mut Desk<'_>) -> Made {
    let stored = desk.any::<Provider>().await?;
    let id = desk.or_wrong(stored.id).await;
    let mut services = Vec::new();
    for _ in 0..desk.chance.within(0..=3) {
        let duration = desk.chance.duration();
        let price = desk.chance.price();
        services.push(Performance {
            service_id: desk.id::<Service>().await?,
            duration_minutes: desk.chance.percent(40).then_some(duration),
            price: desk.chance.percent(40).then_some(price),
        });
    }
    let performs = Performances { services };
    made(SetPerformances { id, performs, expected: desk.expected(&stored) })
}

pub(super) async fn set_workplaces(desk: &mut Desk<'_>) -> Made {
    let stored = desk.any::<Provider>().await?;
    let id = desk.or_wrong(stored.id).await;
    let mut centers: Vec<Workplace> = Vec::new();
    for _ in 0..desk.chance.within(0..=2) {
        let center_id = desk.id::<Center>().await?;
        let hours = desk.chance.hours();
        let is_own = center_id == stored.center_id && !desk.slips(10);
        if !is_own && !centers.iter().any(|one| one.center_id == center_id) {
            let hours = desk.chance.percent(90).then_some(hours);
            centers.push(Workplace { center_id, hours });
        }
    }
    let workplaces = Workplaces { centers };
    made(SetWorkplaces { id, workplaces, expected: desk.expected(&stored) })
}

pub(super) async fn get_workplaces(desk: &mut Desk<'_>) -> Made {
    let provider = desk.id::<Provider>().await?;
    made(GetWorkplaces(desk.or_wrong(provider).await))
}

pub(super) async fn list_performances(desk: &mut Desk<'_>) -> Made {
    let provider = desk.id::<Provider>().await?;
    let list = List::<ProviderService>::new(desk.page());
    made(list.with(ProviderService::provider_id(), &provider))
}

pub(super) async fn new_override(desk: &mut Desk<'_>) -> Made {
    let calendar_id = desk.id::<Calendar>().await?;
    let date = date_after(desk.now, desk.chance.within(-1..=12));
    let windows = desk.chance.day_hours();
    // Of a provider who works at several, and else of nobody.
    let elsewhere = desk.chance.percent(10);
    let center_id = if elsewhere { desk.id::<Center>().await } else { None };
    let new = NewHoursOverride { date, windows, center_id };
    made(CreateHoursOverride { calendar_id, new })
}

pub(super) async fn list_overrides(desk: &mut Desk<'_>) -> Made {
    made(ListHoursOverrides { calendar_id: desk.id().await?, page: desk.page() })
}

pub(super) async fn get_override(desk: &mut Desk<'_>) -> Made {
    let stored = desk.any::<HoursOverride>().await?;
    let calendar_id = desk.or_wrong(stored.calendar_id).await;
    made(GetHoursOverride { calendar_id, id: desk.or_wrong(stored.id).await })
}

pub(super) async fn delete_override(desk: &mut Desk<'_>) -> Made {
    let stored = desk.any::<HoursOverride>().await?;
    let calendar_id = desk.or_wrong(stored.calendar_id).await;
    made(DeleteHoursOverride { calendar_id, id: desk.or_wrong(stored.id).await })
}

pub(super) async fn new_blockout(desk: &mut Desk<'_>) -> Made {
    let starts_at = desk.soon(10);
    let minutes = desk.chance.one(&[15, 30, 60, 60, 240]);
    let minutes = if desk.slips(8) { desk.chance.one(&[0, -30, 600_000]) } else { minutes };
    let mut new = CreateBlockout {
        provider_id: None,
        room_id: None,
        center_id: None,
        starts_at,
        ends_at: Some(starts_at.saturating_plus_minutes(minutes)),
        reason: desk.chance.one(BlockoutReason::ALL),
        notes: desk.chance.notes(),
        recurrence: None,
    };
    if desk.chance.percent(25) {
        let until = date_after(desk.now, desk.chance.within(0..=6)).format("%Y%m%d");
        let rule = desk.chance.one(&[
            "FREQ=DAILY".to_owned(),
            "FREQ=WEEKLY;BYDAY=MO,WE,SA".to_owned(),
            "FREQ=DAILY;INTERVAL=2;COUNT=3".to_owned(),
            "FREQ=MONTHLY;BYDAY=-1TU".to_owned(),
            format!("FREQ=DAILY;UNTIL={until}"),
            format!("FREQ=WEEKLY;BYDAY=TU,TH;UNTIL={until}T090000"),
        ]);
        let except = date_after(desk.now, desk.chance.within(0..=3));
        let window = LocalWindow::WHOLE_DAY;
        new.recurrence = Recurrence::new(rule.parse().unwrap(), window, [except]).ok();
        // Two weeks, three years, or as long as the rule goes on.
        let days = desk.chance.one(&[Some(14), Some(14), Some(1_095), None]);
        new.ends_at = days.map(|days: i64| starts_at.saturating_plus_minutes(days * 24 * 60));
    }
    match desk.chance.next() % 8 {
        0 => new.center_id = Some(desk.id::<Center>().await?),
        1..=2 => new.room_id = Some(desk.id::<Room>().await?),
        _ => new.provider_id = Some(desk.id::<Provider>().await?),
    }
    if desk.slips(5) {
        new.center_id = Some(desk.id::<Center>().await?);
    }
    made(new)
}

pub(super) async fn wait(desk: &mut Desk<'_>) -> Made {
    let (guest_id, center_id) = (desk.id().await?, desk.id().await?);
    let first_date = date_after(desk.now, desk.chance.within(-1..=3));
    let last_date = date_after(desk.now, desk.chance.within(2..=8));
    let service_id = desk.id().await?;
    let mut new = NewWaitlistEntry::new(guest_id, center_id, service_id, first_date, last_date);
    if desk.chance.percent(30) {
        new.provider_id = desk.id().await;
    }
    let hours = desk.chance.hours();
    new.hours = desk.chance.percent(30).then_some(hours);
    made(Create::<WaitlistEntry>(new))
}

pub(super) async fn list_blockouts(desk: &mut Desk<'_>) -> Made {
    let mut filter = BlockoutFilter::default();
    match desk.chance.next() % 4 {
        0 => filter.center_id = desk.id().await,
        1 => filter.provider_id = desk.id().await,
        2 => filter.room_id = desk.id().await,
        _ => filter.from = Some(desk.now),
    }
    made(ListBlockouts { filter, page: desk.page() })
}

pub(super) async fn delete_blockout(desk: &mut Desk<'_>) -> Made {
    made(DeleteBlockout(desk.id::<Blockout>().await?))
}
