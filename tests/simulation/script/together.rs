//! Requests about several appointments that are one: visits, parties and series.

use clientline::{
    entity::Query,
    model::{Appointment, Service},
    ops::billing::fees::FeeChoice,
    ops::scheduling::{
        cancel_together::CancelTogether,
        class_moves::MoveClass,
        parties::{BookParty, PartyGuest},
        party_moves::MoveParty,
        series::{BookSeries, OnConflict},
        series_moves::MoveSeries,
        series_state::GetSeries,
        visits::{BookVisit, MoveVisit, VisitService},
    },
    value::Id,
};

use super::{
    Made,
    desk::{Desk, Offer},
    made,
    values::date_after,
};

/// Where and when something is free, mostly; else anything.
fn offer(desk: &mut Desk<'_>) -> Option<Offer> {
    match desk.chance.pick(&desk.offers).copied() {
        Some(offer) if desk.chance.percent(85) => Some(offer),
        _ => None,
    }
}

pub(super) async fn book_visit(desk: &mut Desk<'_>) -> Made {
    let guest = desk.id().await?;
    let first = offer(desk);
    let (center, starts_at, mut services) = match first {
        Some(offer) => {
            let service = VisitService::new(Id::from_uuid(offer.service));
            (Id::from_uuid(offer.center), offer.starts_at, vec![service])
        }
        None => (desk.id().await?, desk.soon(6), Vec::new()),
    };
    for _ in 0..desk.chance.within(1..=2) {
        let mut service = VisitService::new(desk.id::<Service>().await?);
        if desk.chance.percent(20) {
            service.provider_id = desk.id().await;
        }
        if desk.chance.percent(10) {
            service.starts_at = Some(desk.soon(6));
        }
        services.push(service);
    }
    let mut visit = BookVisit::new(center, guest, starts_at, services);
    visit.notes = desk.chance.notes();
    visit.override_rules = desk.chance.percent(10);
    made(visit)
}

pub(super) async fn book_party(desk: &mut Desk<'_>) -> Made {
    let (center, starts_at, first) = match offer(desk) {
        Some(offer) => {
            (Id::from_uuid(offer.center), offer.starts_at, Some(Id::from_uuid(offer.service)))
        }
        None => (desk.id().await?, desk.soon(6), None),
    };
    let mut guests = Vec::new();
    for _ in 0..desk.chance.within(2..=3) {
        let service_id = match first {
            Some(first) if desk.chance.percent(60) => first,
            _ => desk.id::<Service>().await?,
        };
        let provider_id = if desk.chance.percent(20) { desk.id().await } else { None };
        guests.push(PartyGuest { provider_id, ..PartyGuest::new(desk.id().await?, service_id) });
    }
    let mut party = BookParty::new(center, starts_at, guests);
    party.notes = desk.chance.notes();
    party.override_rules = desk.chance.percent(10);
    made(party)
}

pub(super) async fn book_series(desk: &mut Desk<'_>) -> Made {
    let guest = desk.id().await?;
    let until = date_after(desk.now, desk.chance.within(3..=20)).format("%Y%m%d");
    let rules = [
        "FREQ=WEEKLY;COUNT=3".to_owned(),
        "FREQ=DAILY;COUNT=4".to_owned(),
        "FREQ=WEEKLY;INTERVAL=2;COUNT=2".to_owned(),
        format!("FREQ=DAILY;INTERVAL=3;UNTIL={until}"),
    ];
    let rule = desk.chance.one(&rules).parse().ok()?;
    let mut series = match offer(desk) {
        Some(offer) => {
            let (center, service) = (Id::from_uuid(offer.center), Id::from_uuid(offer.service));
            BookSeries::new(center, guest, service, offer.starts_at, rule)
        }
        None => BookSeries::new(desk.id().await?, guest, desk.id().await?, desk.soon(6), rule),
    };
    series.on_conflict = desk.chance.one(&[
        OnConflict::Fail,
        OnConflict::Skip,
        OnConflict::Skip,
        OnConflict::Shift,
        OnConflict::Report,
    ]);
    series.override_rules = desk.chance.percent(10);
    made(series)
}

/// An appointment that is one of several.
async fn part(desk: &mut Desk<'_>) -> Option<clientline::entity::Stored<Appointment>> {
    let newest = Query::limit(Desk::NEW).order_by(Appointment::starts_at()).descending();
    desk.among(newest).await
}

pub(super) async fn move_visit(desk: &mut Desk<'_>) -> Made {
    let part = part(desk).await?;
    let minutes = desk.chance.one(&[15, 60, -30, 1_440]);
    made(MoveVisit {
        visit_id: part.visit_id.unwrap_or(part.id.uuid()),
        starts_at: part.starts_at.saturating_plus_minutes(minutes),
        reason: desk.chance.notes(),
        override_rules: desk.chance.percent(15),
    })
}

pub(super) async fn move_party(desk: &mut Desk<'_>) -> Made {
    let part = part(desk).await?;
    let minutes = desk.chance.one(&[15, 90, -45, 1_440]);
    made(MoveParty {
        party_id: part.party_id.unwrap_or(part.id.uuid()),
        starts_at: part.starts_at.saturating_plus_minutes(minutes),
        reason: desk.chance.notes(),
        override_rules: desk.chance.percent(15),
    })
}

pub(super) async fn move_series(desk: &mut Desk<'_>) -> Made {
    let part = part(desk).await?;
    let time = desk.chance.one(&[None, Some("09:00"), Some("11:30"), Some("14:15")]);
    let mut to = MoveSeries {
        series_id: part.series_id.unwrap_or(part.id.uuid()),
        from: desk.chance.percent(50).then_some(part.starts_at),
        time: time.and_then(|time| time.parse().ok()),
        provider_id: None,
        reason: desk.chance.notes(),
        override_rules: desk.chance.percent(15),
    };
    if desk.chance.percent(40) {
        to.provider_id = desk.id().await;
    }
    made(to)
}

pub(super) async fn read_series(desk: &mut Desk<'_>) -> Made {
    let part = part(desk).await?;
    made(GetSeries(Id::from_uuid(part.series_id.unwrap_or(part.id.uuid()))))
}

pub(super) async fn move_class(desk: &mut Desk<'_>) -> Made {
    let part = part(desk).await?;
    let minutes = desk.chance.one(&[15, 60, -30, 1_440]);
    let provider_id = if desk.chance.percent(20) { desk.id().await } else { None };
    made(MoveClass {
        class_of: part.id,
        starts_at: part.starts_at.saturating_plus_minutes(minutes),
        provider_id,
        room_id: None,
        reason: desk.chance.notes(),
        override_rules: desk.chance.percent(15),
    })
}

pub(super) async fn cancel(desk: &mut Desk<'_>) -> Made {
    let part = part(desk).await?;
    let (is_visit, is_party) = (part.visit_id.is_some(), part.party_id.is_some());
    made(CancelTogether {
        visit_id: part.visit_id,
        party_id: part.party_id.filter(|_| !is_visit),
        series_id: part.series_id.filter(|_| !is_visit && !is_party),
        class_of: (!is_visit && !is_party && part.series_id.is_none()).then_some(part.id),
        from: desk.chance.percent(30).then_some(part.starts_at),
        reason: desk.chance.notes(),
        fee: desk.chance.percent(50).then_some(FeeChoice::Charge),
    })
}
