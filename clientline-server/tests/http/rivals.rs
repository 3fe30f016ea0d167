//! Many clients that want the same time.

use std::{collections::BTreeMap, thread};

use serde_json::{Value, json};

use crate::{
    http::{
        chance::Chance,
        load::{self, Work, at_once},
    },
    kit::{House, Salon, id},
};

const RIVALS: usize = 64;

#[test]
fn of_64_rivals_for_one_slot_exactly_one_gets_it() {
    let house = House::open();
    let salon = Salon::make(&house.client, 1, RIVALS);
    let answers = at_once(RIVALS, |guest| salon.book(guest, 0, 600));
    let (won, lost): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 201);
    assert_eq!((won.len(), lost.len()), (1, RIVALS - 1));
    for answer in lost {
        assert_eq!(answer.code(), (409, "slot_taken".to_owned()));
    }
    let appointments = salon.appointments();
    assert_eq!(appointments, [won[0].json()]);
}

#[test]
fn sixteen_sendings_of_one_booking_at_once_have_one_effect_and_one_answer() {
    const SENDINGS: usize = 16;
    let house = House::open();
    let salon = Salon::make(&house.client, 2, 1);
    let mut booking = salon.booking(0, 0, 600);
    // With anyone who is free: a second effect would find the other one.
    booking.as_object_mut().unwrap().remove("provider_id");
    let answers = at_once(SENDINGS, |_| {
        let key = [("idempotency-key", "k-1")];
        salon.client.send("POST /appointments", &key, Some(&booking)).unwrap()
    });
    let fresh = answers.iter().filter(|answer| answer.header("idempotency-replayed").is_none());
    assert_eq!(fresh.count(), 1);
    for answer in &answers {
        assert_eq!((answer.status, &answer.text), (201, &answers[0].text));
    }
    assert_eq!(salon.appointments().len(), 1);
}

const DESKS: usize = 8;
const STEPS: usize = 25;

/// Books, moves and cancels by chance; returns what was acknowledged last of
/// each appointment: its status, its provider and its start.
fn desk(salon: &Salon, guest: usize) -> BTreeMap<String, Value> {
    let mut chance = Chance::new();
    let mut known: BTreeMap<String, Value> = BTreeMap::new();
    for _ in 0..STEPS {
        // A quarter of an hour apart, so that most overlap only in part.
        let minute = 480 + 15 * chance.below(32);
        let held: Vec<&String> = known
            .iter()
            .filter(|(_, appointment)| appointment["status"] != "cancelled")
            .map(|e| e.0)
            .collect();
        let which = held.get(chance.below(12) as usize).map(|id| (*id).clone());
        let answer = match which {
            None => salon.book(guest, chance.below(3) as usize, minute),
            Some(appointment) if chance.below(2) == 0 => {
                salon.client.ask(&format!("POST /appointments/{appointment}/cancel"), &json!({}))
            }
            Some(appointment) => {
                let to = json!({"starts_at": salon.at(minute)});
                salon.client.ask(&format!("POST /appointments/{appointment}/reschedule"), &to)
            }
        };
        match answer.status {
            200 | 201 => {
                let appointment = answer.json();
                known.insert(id(&appointment).to_owned(), appointment);
            }
            _ => assert_eq!(answer.code(), (409, "slot_taken".to_owned()), "{}", answer.text),
        }
    }
    known
}

#[test]
fn under_a_mixed_load_nobody_is_booked_twice_and_every_answer_holds() {
    let house = House::open();
    let salon = Salon::make(&house.client, 3, DESKS);
    let mut known = BTreeMap::new();
    thread::scope(|scope| {
        let salon = &salon;
        let desks: Vec<_> =
            (0..DESKS).map(|guest| scope.spawn(move || desk(salon, guest))).collect();
        for desk in desks {
            known.extend(desk.join().unwrap());
        }
    });
    let appointments = salon
        .appointments()
        .into_iter()
        .map(|appointment| (id(&appointment).to_owned(), appointment));
    assert_eq!(appointments.collect::<BTreeMap<_, _>>(), known);
    assert!(salon.check_exclusive() > 0);
}

#[test]
fn whoever_is_refused_under_load_was_refused_for_a_cause() {
    let house = House::open();
    let salon = Salon::make(&house.client, 2, DESKS);
    let outcome = load::run(std::slice::from_ref(&salon), &Work::of(DESKS * 40));
    load::check(&salon, &outcome);
    assert_eq!(outcome.unanswered, 0);
    println!("{:?}, p99 {:?}", outcome.statuses(), outcome.percentile(99));
    assert!(outcome.statuses().contains_key(&409) && !outcome.history.cancels.is_empty());
}
