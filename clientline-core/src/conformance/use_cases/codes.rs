//! Codes that people choose keep nobody from getting one.

use std::{collections::BTreeSet, sync::Arc};

use super::all;
use crate::{
    conformance::fixture::{World, at, create, name, new_id},
    engine::Series,
    model::{Employee, Guest, NewEmployee, NewGuest},
    ops::resource::Create,
    row::ChangeSet,
    storage::Storage,
};

/// Who chooses no code gets one, though others chose by hand those that come next.
pub async fn gives_a_code_whatever_was_chosen(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 1).await;
    let guest = || NewGuest::new(world.center.id, name("Ada"), name("Reis"));
    let first = Series::Guest.number(&world.guests[0].guest_code).unwrap();
    let by_hand = [1..=12, 14..=14, 17..=30].into_iter().flatten();
    let by_hand = by_hand.map(|after| Series::Guest.code(first + after).unwrap());
    let by_hand: BTreeSet<_> = by_hand.collect();
    for code in &by_hand {
        create::<Guest>(&world.scope, NewGuest { guest_code: Some(code.clone()), ..guest() }).await;
    }
    let made = all(&world.scope, (0..16).map(|_| Create::<Guest>(guest()))).await;
    let made: BTreeSet<_> = made.into_iter().map(|made| made.unwrap().guest_code.clone()).collect();
    assert_eq!(made.len(), 16);
    assert!(made.is_disjoint(&by_hand), "{made:?}");
    let next = Series::Guest.code(first + 13).unwrap();
    assert!(made.contains(&next), "what is free is given: {made:?}");
}

/// A series goes on soon after a long run of codes that an import brought.
pub async fn goes_on_after_a_run_of_codes(storage: Arc<dyn Storage>) {
    const LAST: i64 = 2_500;
    let world = World::make(&storage, 0).await;
    let employee = || NewEmployee::new(name("Ada Reis"));
    let mut changes = ChangeSet::new(at(0));
    for number in 1..=LAST {
        let code = Series::Employee.code(number).unwrap();
        changes.insert(Employee::from_new(new_id(), employee(), code));
    }
    storage.commit(world.scope.tenant(), changes).await.unwrap();
    for _ in 0..12 {
        let made = create::<Employee>(&world.scope, employee()).await;
        let number = Series::Employee.number(&made.employee_code).unwrap();
        assert!((LAST + 1..LAST + 100).contains(&number), "{number}");
    }
}
