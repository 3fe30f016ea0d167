//! The promises of the product, on top of a storage and under concurrency.

mod appointments;
mod billing;
mod codes;
mod day_closes;
mod four_hands;
mod further_lists;
mod gift_cards;
mod kinds;
mod limits;
mod together;
mod workplaces;

use std::sync::Arc;

pub(super) use self::billing::invoice;
pub use self::{
    appointments::{
        a_blockout_that_began_a_year_ago_counts, a_booking_relies_on_the_hours_it_saw,
        a_cancelled_appointment_frees_its_time, a_history_lists_its_steps_in_their_order,
        an_appointment_fits_into_the_processing_of_another, an_appointment_moves_onto_its_own_time,
        books_a_slot_once, lists_a_start_if_and_only_if_it_can_be_booked,
        what_recurs_without_an_end_counts,
    },
    billing::{
        bills_a_sale_once, collects_what_is_paid, numbers_by_a_pattern_from_where_it_starts,
        numbers_invoices_without_gaps, opens_one_draft, takes_a_collection_back_once,
    },
    codes::{gives_a_code_whatever_was_chosen, goes_on_after_a_run_of_codes},
    day_closes::{
        a_close_misses_no_payment, a_closed_day_takes_no_more_money,
        what_is_taken_at_night_is_of_the_day_before,
    },
    four_hands::{
        books_as_many_as_there_are_providers_for, books_as_many_couples_as_there_are_pairs_for,
    },
    further_lists::lists_appointments_by_all_whom_and_all_that_they_have,
    gift_cards::{
        deducts_a_taxed_gift_card_once, finds_the_tenants_with_what_is_to_be_written_off,
        spends_a_gift_card_as_often_as_it_covers, takes_a_gift_card_until_its_last_day,
    },
    kinds::{
        books_as_many_as_there_are_of_each_kind, lists_a_start_if_and_only_if_each_kind_is_free,
    },
    limits::{
        a_day_of_a_provider_has_no_more_than_is_allowed_at_once,
        a_guest_books_no_more_than_is_allowed_at_once,
    },
    together::{
        a_series_is_moved_as_one_by_each_who_moves_it,
        forgets_an_answer_with_each_guest_that_it_is_about,
    },
    workplaces::{
        nobody_is_at_two_centers_sooner_than_they_get_there,
        who_visits_a_center_is_listed_with_whose_own_it_is,
    },
};
use super::fixture::{World, at, client_after, day, name};
use crate::{
    Error, Scope,
    engine::{Actor, IdempotencyKey, Operation, Outcome},
    model::{Guest, GuestPatch},
    ops::{
        page::PageRequest,
        people::guest_search::{GuestFilter, ListGuests},
        resource::{Delete, Update},
        scheduling::{
            booking::BookAppointment,
            slots::{FindSlots, SlotList},
        },
    },
    storage::Storage,
    value::{Id, Timestamp},
};

/// A guest is found by the beginnings of their words, as they are now.
pub async fn finds_guests_by_their_words(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 12).await;
    let find = async |text: &str| {
        let filter = GuestFilter { q: Some(text.parse().unwrap()), ..GuestFilter::default() };
        let page = PageRequest::default();
        world.scope.run(&ListGuests { filter, page }).await.unwrap().items.len()
    };
    for (text, count) in [("gue", 12), ("guest 1", 3), ("11", 1), ("g-00", 12), ("uest", 0)] {
        assert_eq!(find(text).await, count, "{text}");
    }
    let last_name = name("\u{10ffff}Zoë").into();
    let patch = GuestPatch { last_name, ..GuestPatch::default() };
    let guest = world.guests[11].id;
    world.scope.run(&Update::<Guest> { id: guest, patch, expected: None }).await.unwrap();
    for (text, count) in [("11", 0), ("guest 1", 2), ("\u{10ffff}zo", 1)] {
        assert_eq!(find(text).await, count, "{text}");
    }
    world.scope.run(&Delete { id: guest, expected: None }).await.unwrap();
    assert_eq!(find("gue").await, 11);
}

/// The same key and request, sent many times at once, has its effect once.
pub async fn a_repeated_request_takes_effect_once(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 2).await;
    let book = world.book(world.guests[0].id, at(0));
    let key = IdempotencyKey::new("key-1", b"request").unwrap();
    let tasks = (0..16).map(|_| {
        let (scope, key, book) = (world.scope.clone(), key.clone(), book.clone());
        tokio::spawn(async move { scope.run_once(&key, &book).await })
    });
    let mut fresh = 0;
    for task in tasks.collect::<Vec<_>>() {
        match task.await.unwrap().unwrap() {
            Outcome::Fresh(_) => fresh += 1,
            Outcome::Replayed(json) => assert!(json.contains("\"status\":\"scheduled\""), "{json}"),
        }
    }
    assert_eq!(fresh, 1);
    let other = IdempotencyKey::new("key-1", b"another").unwrap();
    let error = world.scope.run_once(&other, &book).await.unwrap_err();
    assert!(matches!(error, Error::KeyReused), "{error:?}");
}

/// A key holds for a day: after it, it is as new, and then holds for a day again, also when
/// many come with it at once.
pub async fn a_key_holds_for_a_day(storage: Arc<dyn Storage>) {
    const DAY_MINUTES: i64 = 24 * 60;
    let world = World::make(&storage, 2).await;
    let later = |minutes| {
        let client = client_after(&storage, minutes);
        Scope::trusted(&client, world.scope.tenant(), Actor::system())
    };
    let key = IdempotencyKey::new("key-1", b"request").unwrap();
    let first = world.book(world.guests[0].id, at(0));
    assert!(matches!(world.scope.run_once(&key, &first).await.unwrap(), Outcome::Fresh(_)));
    let in_time = later(DAY_MINUTES - 1).run_once(&key, &first).await.unwrap();
    assert!(matches!(in_time, Outcome::Replayed(_)));

    let other = IdempotencyKey::new("key-1", b"another").unwrap();
    let second = world.book(world.guests[1].id, at(120));
    let tasks = (0..8).map(|_| {
        let (scope, key, book) = (later(DAY_MINUTES), other.clone(), second.clone());
        tokio::spawn(async move { scope.run_once(&key, &book).await })
    });
    let mut fresh = 0;
    for task in tasks.collect::<Vec<_>>() {
        fresh += u32::from(matches!(task.await.unwrap().unwrap(), Outcome::Fresh(_)));
    }
    assert_eq!(fresh, 1);
    let again = later(2 * DAY_MINUTES - 1).run_once(&other, &second).await.unwrap();
    assert!(matches!(again, Outcome::Replayed(_)));
    let reused = later(2 * DAY_MINUTES - 1).run_once(&key, &first).await.unwrap_err();
    assert!(matches!(reused, Error::KeyReused), "{reused:?}");
}

impl World {
    /// A booking of the service with anyone who is free.
    #[must_use]
    pub fn book(&self, guest_id: Id<crate::model::Guest>, starts_at: Timestamp) -> BookAppointment {
        BookAppointment::new(self.center.id, guest_id, self.service.id, starts_at)
    }

    /// The slots of the day.
    pub async fn slots(&self) -> SlotList {
        let find = FindSlots::new(self.center.id, self.service.id, day());
        self.scope.run(&find).await.unwrap()
    }
}

fn code_is(error: &Error, code: &str) -> bool {
    error.code() == code
}

/// Runs operations at once, each in a task of its own.
async fn all<O: Operation<Answer: 'static> + 'static>(
    scope: &Scope,
    operations: impl Iterator<Item = O>,
) -> Vec<crate::Result<O::Answer>> {
    let tasks: Vec<_> = operations
        .map(|operation| {
            let scope = scope.clone();
            tokio::spawn(async move { scope.run(&operation).await })
        })
        .collect();
    let mut outcomes = Vec::with_capacity(tasks.len());
    for task in tasks {
        outcomes.push(task.await.unwrap());
    }
    outcomes
}
