//! The conformance suite: the contract of storage as tests that every storage runs.
//!
//! [`contract`], [`constraints`], [`order`], [`selects`], [`locks`] and [`maintenance`] have a case
//! for each clause of the contract of [`Storage`]; [`use_cases`] shows that the promises of the
//! product hold on top of it, under concurrency. Each case makes tenants of its own, so that all
//! of them can share one database.
//!
//! ```text
//! async fn open() -> Arc<dyn Storage> { … }
//! clientline_core::storage_conformance_tests!(open);
//! ```

#![allow(clippy::missing_panics_doc, reason = "a case fails by panicking")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a case fails by panicking")]

pub mod add_ons;
pub mod added_later;
pub mod constraints;
pub mod contract;
pub mod discounts;
pub mod fixture;
pub mod held;
pub mod locks;
pub mod maintenance;
pub mod order;
pub mod public;
pub mod selects;
pub mod shapes;
pub mod time_off;
pub mod use_cases;

use std::{pin::Pin, sync::Arc};

use crate::storage::Storage;

/// A case: it gets a storage, and panics if the storage is wrong.
pub type Case = fn(Arc<dyn Storage>) -> Pin<Box<dyn Future<Output = ()> + Send>>;

/// Lists the cases once, for the tests and for whoever walks over them.
macro_rules! cases {
    ($dollar:tt $( $module:ident { $( $case:ident, )* } )*) => {
        /// Every case by its name.
        pub const CASES: &[(&str, Case)] = &[$( $(
            (stringify!($case), |storage| Box::pin($module::$case(storage))),
        )* )*];

        /// Makes a test of every conformance case.
        ///
        /// Takes the path of an `async fn() -> Arc<dyn Storage>`.
        #[macro_export]
        macro_rules! storage_conformance_tests {
            ($dollar open:path) => { $( $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
                async fn $case() {
                    $dollar crate::conformance::$module::$case($dollar open().await).await;
                }
            )* )* };
        }
    };
}

cases! { $
    contract {
        reads_what_was_committed,
        keeps_tenants_apart,
        refuses_references_across_tenants,
        shows_one_state_in_one_snapshot,
        reads_alone_what_is_there,
        applies_all_or_nothing,
        applies_all_or_nothing_when_dropped,
        refuses_a_stale_update,
        refuses_a_stale_delete,
        refuses_when_an_expected_row_changed,
        prevents_write_skew,
        stamps_creation_and_change,
        is_probed_without_a_change,
    }
    constraints {
        keeps_keys_unique,
        keeps_partial_keys_unique,
        keeps_periods_apart,
        refuses_a_reference_to_nothing,
        refuses_to_delete_what_is_in_use,
    }
    order {
        refuses_an_identifier_that_is_there,
        judges_write_by_write,
        judges_references_write_by_write,
    }
    selects {
        answers_every_condition,
        pages_in_order,
        pages_of_several_owners,
        finds_what_is_named,
        counts_what_passes,
        reads_together_as_alone,
    }
    locks {
        a_locked_row_is_its_holders,
        a_shared_lock_keeps_out_who_writes,
        a_lock_is_of_one_tenant_and_is_waited_for_so_long,
    }
    maintenance {
        finds_the_tenants_whose_commits_wait,
        finds_the_tenants_whose_rows_are_old,
        finds_the_tenants_whose_holds_lapsed,
        finds_the_tenants_with_time_that_became_free,
        finds_the_tenants_with_what_is_to_be_written_off,
        knows_the_last_position_of_each_feed,
        rows_come_in_the_order_of_their_commits,
    }
    discounts {
        keeps_what_an_offer_gave,
        refuses_more_off_than_a_role_may_take,
    }
    use_cases {
        books_a_slot_once,
        a_cancelled_appointment_frees_its_time,
        a_guest_books_no_more_than_is_allowed_at_once,
        a_day_of_a_provider_has_no_more_than_is_allowed_at_once,
        nobody_is_at_two_centers_sooner_than_they_get_there,
        who_visits_a_center_is_listed_with_whose_own_it_is,
        books_as_many_as_there_are_of_each_kind,
        lists_a_start_if_and_only_if_each_kind_is_free,
        a_series_is_moved_as_one_by_each_who_moves_it,
        forgets_an_answer_with_each_guest_that_it_is_about,
        books_as_many_as_there_are_providers_for,
        books_as_many_couples_as_there_are_pairs_for,
        lists_appointments_by_all_whom_and_all_that_they_have,
        a_blockout_that_began_a_year_ago_counts,
        what_recurs_without_an_end_counts,
        an_appointment_moves_onto_its_own_time,
        an_appointment_fits_into_the_processing_of_another,
        a_history_lists_its_steps_in_their_order,
        opens_one_draft,
        numbers_invoices_without_gaps,
        numbers_by_a_pattern_from_where_it_starts,
        collects_what_is_paid,
        takes_a_collection_back_once,
        deducts_a_taxed_gift_card_once,
        spends_a_gift_card_as_often_as_it_covers,
        takes_a_gift_card_until_its_last_day,
        a_closed_day_takes_no_more_money,
        a_close_misses_no_payment,
        what_is_taken_at_night_is_of_the_day_before,
        finds_guests_by_their_words,
        gives_a_code_whatever_was_chosen,
        goes_on_after_a_run_of_codes,
        bills_a_sale_once,
        a_repeated_request_takes_effect_once,
        a_key_holds_for_a_day,
        a_booking_relies_on_the_hours_it_saw,
        lists_a_start_if_and_only_if_it_can_be_booked,
    }
    public {
        one_of_many_strangers_gets_a_slot,
        strangers_choose_a_provider_where_guests_do,
        what_nobody_confirms_frees_its_time,
        what_is_confirmed_stays,
        a_token_opens_one_appointment,
        a_guest_who_is_known_is_found_and_not_changed,
        an_address_that_may_be_anybodys_joins_nobody,
        who_booked_too_often_has_to_wait,
    }
    add_ons {
        a_start_with_add_ons_is_listed_if_and_only_if_it_can_be_booked,
        what_is_added_is_agreed_and_stays,
        only_what_a_service_has_is_added_to_it,
        each_service_of_a_visit_has_its_own,
    }
    added_later {
        who_walks_in_has_them_and_so_has_each_guest_of_a_party,
        each_date_of_a_series_has_them_and_keeps_them,
        what_is_added_later_is_listed_if_and_only_if_it_can_be_had,
        what_is_added_later_is_agreed_on_with_what_stays,
        a_change_of_what_is_added_is_taken_back,
    }
    time_off {
        time_off_blocks_once_it_is_approved,
        time_off_that_is_declined_or_withdrawn_blocks_nothing,
        a_change_of_time_off_is_asked_for_and_what_is_given_back_is_not,
    }
    held {
        what_is_held_is_booked_by_its_token,
        what_is_held_frees_its_time_and_is_extended_once,
        other_starts_of_a_visit_are_had_by_all_of_it,
        who_holds_another_start_gives_the_first_one_back,
        a_visit_is_held_and_booked_as_a_whole,
        what_an_address_has_booked_counts_when_a_hold_is_booked,
        nobody_holds_more_than_the_door_lets_in,
        of_many_who_hold_a_start_one_has_it,
    }
}
