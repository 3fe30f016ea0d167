//! A word that a newer release wrote, in a file that both releases use.

use std::sync::Arc;

use clientline_core::{
    conformance::fixture::World,
    model::Guest,
    ops::{
        page::PageRequest,
        resource::{Get, List},
    },
    storage::Storage,
};
use rusqlite::params;

use crate::salon::Salon;

#[tokio::test]
async fn a_row_with_a_newer_word_is_left_out_of_lists_and_refused_by_itself() {
    let salon = Salon::open();
    let storage: Arc<dyn Storage> = Arc::clone(&salon.storage) as _;
    let world = World::make(&storage, 3).await;
    // The newer release has another check.
    let raw = salon.raw();
    raw.execute_batch("PRAGMA ignore_check_constraints = ON").unwrap();
    let word = "UPDATE guest SET gender = 'newer', version = version + 1 WHERE id = ?1";
    assert_eq!(raw.execute(word, params![world.guests[1].id.uuid()]).unwrap(), 1);

    let list = world.scope.run(&List::<Guest>::new(PageRequest::default())).await.unwrap();
    let mut found: Vec<_> = list.items.iter().map(|guest| guest.id).collect();
    let mut expected = [world.guests[2].id, world.guests[0].id];
    // Made in one millisecond, they are in no order.
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
    let refused = world.scope.run(&Get(world.guests[1].id)).await.unwrap_err();
    assert_eq!(refused.code(), "internal");
}
