//! Requests about appointments: finding a time, taking it, moving it, and what
//! becomes of it.

use clientline::{
    entity::{Query, Stored},
    model::{
        Appointment, AppointmentSource, AppointmentStatus, Center, Guest, Provider,
        ProviderService, Service,
    },
    ops::billing::{
        appointment_deposit::GetAppointmentDeposit,
        fees::{FeeChoice, GetAppointmentFees},
    },
    ops::scheduling::{
        agreement::Terms,
        appointment_status::ChangeStatus,
        appointments::{
            AppointmentFilter, EditAppointment, GetAppointmentSale, ListAppointmentHistory,
            ListAppointments,
        },
        booking::BookAppointment,
        calendar::ReadCalendar,
        completion::CompleteAppointment,
        moves::{Move, MoveAppointments},
        replan::Replan,
        reschedule::{Reschedule, RescheduleAppointment},
        slot_formats::SlotFormat,
        slots::FindSlots,
        undo::{UndoLastStep, Undoing},
        walk_in::{HandOver, HandOverAppointment, WalkIn},
    },
    slots::Timing,
    value::{FewIds, FurtherCount, Id, Timestamp},
};
use serde_json::json;

use super::{
    Made,
    desk::{Desk, Offer},
    made,
    values::date_after,
};
use crate::model::Wish;

pub(super) async fn find_slots(desk: &mut Desk<'_>) -> Made {
    let (center, service) = (desk.id().await?, desk.id().await?);
    let date = date_after(desk.now, desk.chance.within(0..=8));
    let mut find = FindSlots::new(center, service, date);
    if desk.chance.percent(20) {
        find.provider_id = desk.id().await;
    }
    if desk.chance.percent(5) {
        find.room_id = desk.id().await;
    }
    if desk.chance.percent(20) {
        find.days = 2.try_into().unwrap();
        find.step = Some(desk.chance.step());
        find.format = desk.chance.one(&[SlotFormat::Slots, SlotFormat::Ranges, SlotFormat::Counts]);
    }
    made(find)
}

pub(super) async fn book(desk: &mut Desk<'_>) -> Made {
    let guest = desk.id::<Guest>().await?;
    let booking = match desk.chance.pick(&desk.offers).copied() {
        Some(offer) if desk.chance.percent(80) => offered(desk, guest, offer),
        _ => {
            let (center, service) = (desk.id::<Center>().await?, desk.id::<Service>().await?);
            BookAppointment::new(center, guest, service, desk.soon(6))
        }
    };
    let booking = embellished(desk, booking).await;
    desk.facts.wish = wish(desk, &booking).await;
    made(booking)
}

/// Takes a start that was listed; sometimes it is taken again, or overlapped.
fn offered(desk: &mut Desk<'_>, guest: Id<Guest>, offer: Offer) -> BookAppointment {
    let (center, service) = (Id::from_uuid(offer.center), Id::from_uuid(offer.service));
    let mut booking = BookAppointment::new(center, guest, service, offer.starts_at);
    if desk.chance.percent(60) {
        booking.provider_id = Some(Id::from_uuid(offer.provider));
    }
    if desk.slips(15) {
        let minutes = desk.chance.one(&[5, 10, -5, 30]);
        booking.starts_at = booking.starts_at.saturating_plus_minutes(minutes);
    }
    booking
}

async fn embellished(desk: &mut Desk<'_>, mut booking: BookAppointment) -> BookAppointment {
    booking.notes = desk.chance.notes();
    booking.source = desk.chance.one(AppointmentSource::ALL);
    booking.override_rules = desk.chance.percent(10);
    booking.written_up = desk.chance.percent(5);
    if desk.chance.percent(5) {
        booking.room_id = desk.id().await;
    }
    if desk.slips(3) {
        booking.provider_id = desk.id::<Provider>().await;
    }
    if desk.chance.percent(3) {
        booking.further_provider_ids = FewIds::new(desk.id().await).unwrap_or_default();
    }
    if desk.slips(1) {
        booking.starts_at = Timestamp::MAX;
    }
    booking
}

/// What a booking wants to take, if it names who, and needs no room and nobody else.
async fn wish(desk: &mut Desk<'_>, booking: &BookAppointment) -> Option<Wish> {
    let services = Query::one().ids(&[booking.service_id]);
    let service: Stored<Service> = desk.list(services).await.pop()?;
    let provider = booking.provider_id?;
    let is_alone = service.further_providers == FurtherCount::MIN;
    if service.room_category_id.is_some() || booking.room_id.is_some() || !is_alone {
        return None;
    }
    let own = Query::one()
        .eq(ProviderService::provider_id(), &provider)
        .eq(ProviderService::service_id(), &service.id);
    let own = desk.list(own).await.pop().and_then(|own| own.duration_minutes);
    let need = Timing {
        duration: own.unwrap_or(service.duration_minutes),
        buffer_before: service.buffer_before_minutes,
        buffer_after: service.buffer_after_minutes,
        segments: service
            .segments
            .filter(|_| own.is_none_or(|own| own == service.duration_minutes)),
    };
    need.occupancy(booking.starts_at)?;
    Some(Wish { resource: provider.uuid(), work: need.work(booking.starts_at).collect() })
}

pub(super) async fn reschedule(desk: &mut Desk<'_>) -> Made {
    let appointment = movable(desk).await?;
    let own_service = |offer: &&Offer| offer.service == appointment.service_id.uuid();
    let offers: Vec<Offer> = desk.offers.iter().filter(own_service).copied().collect();
    let starts_at = match desk.chance.pick(&offers) {
        Some(offer) if desk.chance.percent(60) => offer.starts_at,
        // Onto its own time, or near it.
        _ => appointment
            .starts_at
            .saturating_plus_minutes(desk.chance.one(&[15, -15, 30, 60, 1_440])),
    };
    let to = Reschedule {
        provider_id: if desk.chance.percent(15) { desk.id().await } else { None },
        room_id: if desk.chance.percent(5) { desk.id().await } else { None },
        terms: if desk.chance.percent(20) { Terms::Current } else { Terms::Agreed },
        reason: desk.chance.notes(),
        override_rules: desk.chance.percent(15),
        ..Reschedule::to(starts_at)
    };
    let id = desk.or_wrong(appointment.id).await;
    made(RescheduleAppointment { id, to, expected: desk.expected(&appointment) })
}

async fn movable(desk: &mut Desk<'_>) -> Option<Stored<Appointment>> {
    if desk.slips(10) {
        return desk.any().await;
    }
    let waiting = [AppointmentStatus::Scheduled, AppointmentStatus::Confirmed];
    let query = Query::limit(30).any(Appointment::status(), &waiting).descending();
    desk.among(query).await
}

pub(super) async fn change_status(desk: &mut Desk<'_>) -> Made {
    let appointment = desk.any::<Appointment>().await?;
    let possible: Vec<AppointmentStatus> = AppointmentStatus::ALL
        .iter()
        .copied()
        .filter(|to| appointment.status.may_become(*to))
        .collect();
    let to = match desk.chance.pick(&possible) {
        Some(to) if !desk.slips(10) => *to,
        _ => desk.chance.one(AppointmentStatus::ALL),
    };
    let id = desk.or_wrong(appointment.id).await;
    let (reason, expected) = (desk.chance.notes(), desk.expected(&appointment));
    if to == AppointmentStatus::Completed && desk.chance.percent(50) {
        return made(CompleteAppointment { id, reason, frees_rest: true, expected });
    }
    let fee = desk.chance.one(FeeChoice::ALL);
    let leaves = !to.occupies() || desk.slips(2);
    let fee = (leaves && desk.chance.percent(50)).then_some(fee);
    made(ChangeStatus { id, to, reason, fee, expected })
}

/// Asks where those could go who can't stay.
pub(super) async fn replan(desk: &mut Desk<'_>) -> Made {
    let (limit, days) = (desk.chance.within(1..=5), desk.chance.within(1..=3));
    let mut replan =
        json!({ "center_id": desk.id::<Center>().await?, "limit": limit, "days": days });
    if desk.chance.percent(30) {
        replan["provider_id"] = json!(desk.id::<Provider>().await?);
    }
    made(serde_json::from_value::<Replan>(replan).ok()?)
}

/// Asks what it costs not to come.
pub(super) async fn fees(desk: &mut Desk<'_>) -> Made {
    made(GetAppointmentFees(desk.id().await?))
}

pub(super) async fn deposit(desk: &mut Desk<'_>) -> Made {
    made(GetAppointmentDeposit(desk.id().await?))
}

/// Takes back what was done lately, or something else.
pub(super) async fn undo(desk: &mut Desk<'_>) -> Made {
    let newest = Query::limit(Desk::NEW).order_by(Appointment::starts_at()).descending();
    let appointment = desk.among(newest).await?;
    let id = desk.or_wrong(appointment.id).await;
    let undoing = Undoing { reason: desk.chance.notes() };
    made(UndoLastStep { id, undoing, expected: desk.expected(&appointment) })
}

/// Somebody walks in, mostly where somebody is free.
pub(super) async fn walk_in(desk: &mut Desk<'_>) -> Made {
    let offer = desk.chance.pick(&desk.offers).copied();
    let walk_in = match offer {
        Some(offer) if desk.chance.percent(70) => WalkIn {
            starts_at: Some(offer.starts_at),
            ..WalkIn::new(Id::from_uuid(offer.center), Id::from_uuid(offer.service))
        },
        _ => WalkIn::new(desk.id().await?, desk.id().await?),
    };
    made(walk_in)
}

/// Hands over, mostly, the appointment of somebody who walked in.
pub(super) async fn hand_over(desk: &mut Desk<'_>) -> Made {
    let center = desk.any::<Center>().await?.id;
    let walked_in = Query::limit(Desk::NEW)
        .eq(Appointment::guest_id(), &Guest::of_walk_ins(center))
        .descending();
    let appointment = match desk.among(walked_in).await {
        Some(appointment) => appointment,
        None => desk.any::<Appointment>().await?,
    };
    let to = HandOver { guest_id: desk.id().await? };
    let id = desk.or_wrong(appointment.id).await;
    made(HandOverAppointment { id, to, expected: desk.expected(&appointment) })
}

/// Moves two at once: mostly each to where the other is.
pub(super) async fn move_several(desk: &mut Desk<'_>) -> Made {
    let (one, other) = (movable(desk).await?, movable(desk).await?);
    let (first, second) = if desk.chance.percent(70) {
        (other.starts_at, one.starts_at)
    } else {
        (desk.soon(5), desk.soon(5))
    };
    let id = desk.or_wrong(one.id).await;
    let one = Move { appointment_id: id, to: Reschedule::to(first), version: None };
    let other = Move { appointment_id: other.id, to: Reschedule::to(second), version: None };
    made(MoveAppointments { moves: vec![one, other] })
}

pub(super) async fn edit(desk: &mut Desk<'_>) -> Made {
    let appointment = desk.any::<Appointment>().await?;
    let patches = [json!({ "notes": desk.chance.notes() }), json!({ "internal_notes": "VIP" })];
    let id = desk.or_wrong(appointment.id).await;
    made(EditAppointment { id, patch: desk.patch(&patches), expected: desk.expected(&appointment) })
}

pub(super) async fn list(desk: &mut Desk<'_>) -> Made {
    let mut filter = AppointmentFilter::default();
    match desk.chance.next() % 6 {
        0 => filter.center_id = desk.id().await,
        1 => filter.guest_id = desk.id().await,
        2 => filter.provider_id = desk.id().await,
        3 => filter.room_id = desk.id().await,
        4 => filter.status = Some(desk.chance.one(AppointmentStatus::ALL)),
        _ => (filter.from, filter.to) = (Some(desk.now), Some(desk.soon(5))),
    }
    made(ListAppointments { filter, page: desk.page() })
}

pub(super) async fn calendar(desk: &mut Desk<'_>) -> Made {
    let date = date_after(desk.now, desk.chance.within(-1..=6));
    let mut calendar = ReadCalendar::new(desk.id().await?, date);
    if desk.chance.percent(40) {
        calendar.days = desk.chance.one(&[2, 7, 31]).try_into().unwrap();
    }
    if desk.chance.percent(30) {
        calendar.limit = desk.chance.one(&[1, 2, 50]);
    }
    if desk.chance.percent(20) {
        calendar.status = vec![desk.chance.one(AppointmentStatus::ALL)];
    }
    made(calendar)
}

pub(super) async fn sale(desk: &mut Desk<'_>) -> Made {
    made(GetAppointmentSale(desk.id().await?))
}

pub(super) async fn history(desk: &mut Desk<'_>) -> Made {
    made(ListAppointmentHistory { id: desk.id().await?, page: desk.page() })
}
