//! Parties and series of services that need several providers at once.

use std::collections::BTreeSet;

use clientline_core::{
    Error,
    conformance::fixture::{at, day},
    entity::Stored,
    model::{Appointment, AppointmentSource, Provider, Service},
    ops::{
        resource::Update,
        scheduling::{
            cancel_together::CancelTogether,
            hours::{Performance, Performances, SetPerformances},
            parties::{BookParty, PartyGuest},
            party_moves::MoveParty,
            party_starts::{FindPartyStarts, PartyWish},
            series::{BookSeries, OnConflict},
        },
    },
    value::{DayCount, DurationMinutes, FewIds, Id, StartLimit},
};
use serde_json::json;

use super::{
    change_provider, colleague, desk,
    four_hands::{Spa, all, spa},
    parties::{party, service},
    refused,
};

/// A day in minutes.
const DAY: i64 = 24 * 60;

/// The providers of each appointment, the first one first.
fn served(booked: &[Stored<Appointment>]) -> Vec<Vec<Id<Provider>>> {
    booked.iter().map(|one| all(one)).collect()
}

/// A service that needs so many providers beside the first one.
async fn needing(spa: &Spa, called: &str, minutes: i64, further: u8) -> Id<Service> {
    let id = service(&spa.world, called, minutes).await.id;
    let patch = serde_json::from_value(json!({"further_providers": further})).unwrap();
    spa.world.scope.run(&Update::<Service> { id, patch, expected: None }).await.unwrap();
    id
}

fn found(of: &BookParty) -> FindPartyStarts {
    let wish = |guest: &PartyGuest| PartyWish {
        provider_id: guest.provider_id,
        ..PartyWish::new(guest.service_id)
    };
    FindPartyStarts {
        center_id: of.center_id,
        guests: of.guests.iter().map(wish).collect(),
        date: day(),
        days: DayCount::MIN,
        limit: StartLimit::MAX,
    }
}

fn to(booked: &[Stored<Appointment>], minutes: i64) -> MoveParty {
    let party_id = booked[0].party_id.unwrap();
    MoveParty { party_id, starts_at: at(minutes), reason: None, override_rules: false }
}

/// The massage comes first and could take the only one who does facials.
#[tokio::test]
async fn a_couple_takes_as_many_as_both_need_and_nobody_takes_the_only_one() {
    let spa = spa(2).await;
    let scope = &spa.world.scope;
    let facial = service(&spa.world, "Facial", 50).await.id;
    let massage = spa.world.service.id;
    let [first, second, third] = spa.providers[..] else { panic!() };
    // The one who comes first is the only one for the facial.
    for other in [second, third] {
        let only = format!(r#"{{"services": ["{}"]}}"#, massage.uuid());
        change_provider(&spa.world, other, &only).await;
    }
    let more = service(&spa.world, "Nails", 30).await.id;
    let few = format!(r#"{{"services": ["{}", "{}"]}}"#, massage.uuid(), facial.uuid());
    change_provider(&spa.world, first, &few).await;
    change_provider(
        &spa.world,
        second,
        &format!(r#"{{"services": ["{}", "{}"]}}"#, massage.uuid(), more.uuid()),
    )
    .await;
    let couple = party(&spa.world, 60, &[(massage, None), (facial, None)]);
    let booked = scope.run(&couple).await.unwrap();
    assert_eq!(served(&booked)[1], [first]);
    let of_massage: BTreeSet<_> = all(&booked[0]).into_iter().collect();
    assert_eq!(of_massage, BTreeSet::from([second, third]));
    // Two massages would need four.
    let both = party(&spa.world, 240, &[(massage, None), (massage, None)]);
    let error = scope.run(&both).await.unwrap_err();
    let Error::SlotUnavailable { code, alternatives, .. } = &error else { panic!("{error:?}") };
    assert_eq!((*code, alternatives.len()), ("slot_taken", 0));
    assert!(error.to_string().contains("providers"), "{error}");
    assert_eq!(scope.run(&found(&both)).await.unwrap().starts, []);
    // Who lacks somebody even alone is named.
    for (provider, minutes) in [(second, 300), (third, 330)] {
        spa.block(provider, (minutes, minutes + 60)).await;
    }
    let error = scope.run(&BookParty { starts_at: at(330), ..couple }).await.unwrap_err();
    assert!(error.to_string().starts_with("Guest 1: "), "{error}");
}

/// The whole day: what is listed can be booked as it is listed, and nothing else can.
#[tokio::test]
async fn a_start_of_a_party_is_listed_if_and_only_if_it_can_be_booked() {
    let spa = spa(4).await;
    for other in ["Eva", "Zoe"] {
        colleague(&spa.world, other).await;
    }
    let three = needing(&spa, "Bath", 45, 2).await;
    let colour = service(&spa.world, "Colour", 50).await.id;
    let massage = spa.world.service.id;
    for (at, minutes) in [(0, 30), (1, 90), (2, 100), (0, 240), (1, 250), (2, 300)] {
        spa.block(spa.providers[at], (minutes, minutes + 55)).await;
    }
    // Somebody works faster, beside whom others need be free for less.
    let named = spa.providers[1];
    let performs = |service_id, minutes: Option<i64>| Performance {
        service_id,
        duration_minutes: minutes.map(|minutes| DurationMinutes::new(minutes).unwrap()),
        price: None,
    };
    let services = vec![performs(massage, Some(30)), performs(colour, None), performs(three, None)];
    let performs = Performances { services };
    let fast = SetPerformances { id: named, performs, expected: None };
    spa.world.scope.run(&fast).await.unwrap();
    let online = desk(&spa.world, &spa.storage, -60);
    for services in [
        vec![(massage, None), (massage, None)],
        vec![(massage, Some(named)), (colour, None), (massage, None)],
        vec![(colour, None), (three, None)],
        vec![(three, Some(spa.providers[2])), (massage, Some(spa.providers[0]))],
    ] {
        let ask = |minutes| BookParty {
            source: AppointmentSource::Online,
            ..party(&spa.world, minutes, &services)
        };
        let listed = online.run(&found(&ask(0))).await.unwrap();
        let mut booked = 0;
        for minutes in (0..480).step_by(5) {
            let listed = listed.starts.iter().find(|start| start.starts_at == at(minutes));
            match (online.run(&ask(minutes)).await, listed) {
                (Ok(made), Some(start)) => {
                    booked += 1;
                    for (listed, made) in start.services.iter().zip(&made) {
                        assert_eq!(
                            (listed.provider_id, listed.further_provider_ids, listed.ends_at),
                            (made.provider_id, made.further_provider_ids, made.ends_at),
                        );
                    }
                    let mut taken: Vec<_> = served(&made).concat();
                    let many = taken.len();
                    taken.sort_unstable();
                    taken.dedup();
                    assert_eq!(taken.len(), many, "somebody serves two");
                    let party_id = made[0].party_id;
                    let cancel = CancelTogether { party_id, ..CancelTogether::default() };
                    assert_eq!(online.run(&cancel).await.unwrap().len(), services.len());
                }
                (Err(_), None) => {}
                (made, listed) => panic!("{minutes}: {made:?} {listed:?}"),
            }
        }
        assert_eq!(booked, listed.starts.len());
        assert!((1..32).contains(&booked), "{booked}");
    }
}

#[tokio::test]
async fn a_party_is_moved_with_all_who_serve_it_as_far_as_they_are_free() {
    let spa = spa(2).await;
    for other in ["Eva", "Zoe"] {
        colleague(&spa.world, other).await;
    }
    let scope = &spa.world.scope;
    let massage = (spa.world.service.id, None);
    let booked = scope.run(&party(&spa.world, 60, &[massage, massage])).await.unwrap();
    let before = served(&booked);
    assert!(before.iter().all(|of| of.len() == 2));
    // Over a part of its own time, and to a time of nobody's.
    for minutes in [90, 240] {
        let moved = scope.run(&to(&booked, minutes)).await.unwrap();
        assert_eq!(served(&moved), before);
    }
    // One of them is away then: the only one who is left takes their place.
    let (away, all_five) = (before[0][1], before.concat());
    spa.block(away, (360, 420)).await;
    let moved = scope.run(&to(&booked, 360)).await.unwrap();
    let now = served(&moved);
    assert_eq!((now[0][0], &now[1]), (before[0][0], &before[1]));
    assert!(!all_five.contains(&now[0][1]), "{now:?}");
    // There is nobody else.
    spa.block(now[0][1], (0, 60)).await;
    spa.block(before[1][1], (0, 60)).await;
    assert_eq!(refused(scope.run(&to(&booked, 0)).await), "slot_taken");
    let party_id = booked[0].party_id;
    let cancel = CancelTogether { party_id, ..CancelTogether::default() };
    assert_eq!(scope.run(&cancel).await.unwrap().len(), 2);
    let again = scope.run(&party(&spa.world, 360, &[massage, massage])).await.unwrap();
    assert_eq!(again.len(), 2);
}

/// Whom the first date has serves the others as far as they are free, and so do those beside them.
#[tokio::test]
async fn a_series_stays_with_all_who_have_its_first_date() {
    let spa = spa(1).await;
    colleague(&spa.world, "Eva").await;
    let scope = &spa.world.scope;
    let [first, second, third] = spa.providers[..] else { panic!() };
    let rule = "FREQ=DAILY;COUNT=3".parse().unwrap();
    let series = BookSeries::new(
        spa.world.center.id,
        spa.world.guests[0].id,
        spa.world.service.id,
        at(60),
        rule,
    );
    let named = BookSeries {
        provider_id: Some(third),
        further_provider_ids: FewIds::new([second]).unwrap(),
        ..series.clone()
    };
    let booked = scope.run(&named).await.unwrap().appointments;
    assert_eq!(served(&booked), [[third, second], [third, second], [third, second]]);
    let again = BookSeries { starts_at: at(90), ..named.clone() };
    assert_eq!(refused(scope.run(&again).await), "slot_taken");
    let wrong = BookSeries { further_provider_ids: FewIds::new([third]).unwrap(), ..named.clone() };
    assert_eq!(refused(scope.run(&wrong).await), "repeated");
    let wrong = BookSeries { further_provider_ids: FewIds::new([first, second]).unwrap(), ..named };
    assert_eq!(refused(scope.run(&wrong).await), "too_many");
    // On the second day one of those who have the first date is away, and somebody else comes in.
    let later = BookSeries { starts_at: at(300), ..series };
    let alone = scope.run(&later).await.unwrap();
    let all_days = served(&alone.appointments);
    assert!(all_days.iter().all(|of| *of == all_days[0]), "{all_days:?}");
    let cancel = CancelTogether { series_id: alone.series_id, ..CancelTogether::default() };
    scope.run(&cancel).await.unwrap();
    let [one, other] = all_days[0][..] else { panic!() };
    spa.block(other, (DAY + 300, DAY + 360)).await;
    // And on all days those who have it are busier than others, by whom it is kept nevertheless.
    let booked = scope.run(&later).await.unwrap().appointments;
    let days = served(&booked);
    assert_eq!((&days[0], &days[2]), (&vec![one, other], &vec![one, other]));
    assert!(days[1][0] == one && days[1][1] != other, "{days:?}");
    // One date is put off where too few are free.
    for provider in [first, second, third] {
        spa.block(provider, (2 * DAY + 420, 2 * DAY + 435)).await;
    }
    let shifted = BookSeries { starts_at: at(420), on_conflict: OnConflict::Shift, ..later };
    let dates = scope.run(&shifted).await.unwrap().dates;
    assert_eq!(dates.iter().filter(|date| date.shifted_to.is_some()).count(), 1, "{dates:?}");
}
