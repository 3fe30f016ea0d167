//! Breaks the memory storage on purpose, clause by clause, and sees that the
//! conformance cases of that clause fail: a check that can't fail shows
//! nothing.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod storage;

use std::{fs, path::Path, sync::Arc};

use clientline_core::{conformance::CASES, memory::MemoryStorage, storage::Storage};

use self::storage::{Broken, Fault};

/// Names the contract's cases that fail on a storage with a fault.
fn failing(fault: Fault) -> Vec<&'static str> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_time()
        .build()
        .unwrap();
    let contract = CASES.iter().take_while(|(name, _)| *name != "books_a_slot_once");
    contract
        .filter(|(_, case)| {
            let inner = Arc::new(MemoryStorage::new());
            let storage: Arc<dyn Storage> = Arc::new(Broken { inner, fault });
            runtime.block_on(async { tokio::spawn(case(storage)).await }).is_err()
        })
        .map(|(name, _)| *name)
        .collect()
}

/// The fault is seen by the cases of its own clause, among others.
fn caught(fault: Fault, by: &[&str]) {
    let failing = failing(fault);
    for case in by {
        assert!(failing.contains(case), "{fault:?} was caught by {failing:?} only");
    }
}

#[test]
fn a_storage_without_faults_passes_every_case() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for (_, case) in CASES {
        runtime.block_on(case(Arc::new(MemoryStorage::new())));
    }
}

/// A case that is not listed is tried on no storage.
#[test]
fn every_case_that_is_written_is_listed() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/conformance")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            for function in text.split("\npub async fn ").skip(1) {
                let (name, given) = function.split_once('(').unwrap();
                let given = given.split(')').next().unwrap();
                if given.trim().trim_end_matches(',') == "storage: Arc<dyn Storage>" {
                    let is_listed = CASES.iter().any(|(case, _)| *case == name);
                    assert!(is_listed, "{name} in {}", path.display());
                }
            }
        }
    }
}

/// A case that no fault makes fail shows nothing.
#[test]
fn every_case_of_the_contract_fails_on_some_broken_storage() {
    let contract = CASES.iter().take_while(|(name, _)| *name != "books_a_slot_once");
    let failing: Vec<&str> = Fault::ALL.into_iter().flat_map(failing).collect();
    let never: Vec<&str> =
        contract.map(|(name, _)| *name).filter(|name| !failing.contains(name)).collect();
    assert!(never.is_empty(), "{never:?}");
}

#[test]
fn a_breach_of_scope_is_caught() {
    caught(
        Fault::SharedTenants,
        &["keeps_tenants_apart", "refuses_references_across_tenants", "keeps_keys_unique"],
    );
}

#[test]
fn a_storage_that_adds_or_orders_otherwise_is_caught() {
    caught(Fault::Overwrites, &["refuses_an_identifier_that_is_there"]);
    caught(Fault::LastWriteFirst, &["judges_write_by_write", "judges_references_write_by_write"]);
}

#[test]
fn a_moving_snapshot_is_caught() {
    caught(Fault::MovingSnapshot, &["shows_one_state_in_one_snapshot"]);
    caught(Fault::NewestTogether, &["shows_one_state_in_one_snapshot"]);
}

#[test]
fn a_commit_in_pieces_is_caught() {
    caught(Fault::OneByOne, &["applies_all_or_nothing"]);
}

#[test]
fn a_missing_guard_is_caught() {
    caught(Fault::NoExpectations, &["refuses_when_an_expected_row_changed", "prevents_write_skew"]);
    caught(Fault::LostUpdates, &["refuses_a_stale_update", "refuses_a_stale_delete"]);
}

#[test]
fn a_missing_lock_is_caught() {
    caught(
        Fault::NoLocks,
        &[
            "a_locked_row_is_its_holders",
            "a_shared_lock_keeps_out_who_writes",
            "a_lock_is_of_one_tenant_and_is_waited_for_so_long",
        ],
    );
}

#[test]
fn work_that_is_overlooked_or_made_up_is_caught() {
    caught(Fault::WorkAtAnyTime, &["finds_the_tenants_whose_rows_are_old"]);
    caught(Fault::NoOutbox, &["finds_the_tenants_whose_commits_wait"]);
    caught(Fault::NoHolds, &["finds_the_tenants_whose_holds_lapsed"]);
    caught(Fault::CancelledHolds, &["finds_the_tenants_whose_holds_lapsed"]);
    caught(Fault::NoFreedTimes, &["finds_the_tenants_with_time_that_became_free"]);
    caught(Fault::NoExpiredPrepaid, &["finds_the_tenants_with_what_is_to_be_written_off"]);
    caught(Fault::OnePosition, &["knows_the_last_position_of_each_feed"]);
    caught(Fault::LastArrivesFirst, &["rows_come_in_the_order_of_their_commits"]);
}

#[test]
fn a_missing_constraint_is_caught() {
    caught(
        Fault::NoConstraints,
        &["keeps_keys_unique", "keeps_partial_keys_unique", "keeps_periods_apart"],
    );
}

#[test]
fn a_missing_reference_check_is_caught() {
    caught(
        Fault::NoReferences,
        &[
            "refuses_a_reference_to_nothing",
            "refuses_to_delete_what_is_in_use",
            "refuses_references_across_tenants",
        ],
    );
}

#[test]
fn a_wrong_order_or_filter_is_caught() {
    caught(Fault::WrongOrder, &["pages_in_order"]);
    caught(Fault::RepeatedRow, &["pages_in_order"]);
    caught(Fault::OneFilter, &["answers_every_condition"]);
    caught(Fault::NamedByNothing, &["finds_what_is_named"]);
    caught(Fault::CountsThePage, &["counts_what_passes"]);
}

#[test]
fn a_wrong_answer_among_others_is_caught() {
    caught(Fault::AnswersSwapped, &["reads_together_as_alone"]);
    caught(Fault::FirstRowsTogether, &["reads_together_as_alone"]);
}

#[test]
fn a_read_alone_that_shows_too_little_or_moves_the_snapshot_is_caught() {
    caught(Fault::NothingAlone, &["reads_alone_what_is_there"]);
    caught(Fault::MovedByReadsAlone, &["reads_alone_what_is_there"]);
}
