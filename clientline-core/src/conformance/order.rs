//! The clauses of the contract about the writes of one commit: what they may add, and in which
//! order they are judged.

use std::sync::Arc;

use super::fixture::{category, center, commit, find, name, new_tenant, room, tax};
use crate::{
    model::RoomCategory,
    storage::{Error, Storage},
};

/// What has an identifier that is there already is not added, and what is there stays.
pub async fn refuses_an_identifier_that_is_there(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    let first = category("first");
    commit(&storage, tenant, |changes| _ = changes.insert(first.clone())).await.unwrap();
    let (again, beside) =
        (RoomCategory { name: name("again"), ..first.clone() }, category("beside"));
    let refused = commit(&storage, tenant, |changes| {
        changes.insert(beside.clone());
        changes.insert(again);
    })
    .await;
    assert!(matches!(refused, Err(Error::Retry)), "{refused:?}");
    assert!(find(&storage, tenant, beside.id).await.is_none());
    let kept = find(&storage, tenant, first.id).await.unwrap();
    assert_eq!((&*kept, kept.version().0), (&first, 1));
}

/// Each write is judged by what those before it left, and not by what those after it will.
pub async fn judges_write_by_write(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    let (one, two) = (tax("ONE"), tax("TWO"));
    commit(&storage, tenant, |changes| {
        changes.insert(one.clone());
        changes.insert(two.clone());
    })
    .await
    .unwrap();
    let (one, two) = (
        find(&storage, tenant, one.id).await.unwrap(),
        find(&storage, tenant, two.id).await.unwrap(),
    );

    // They would change places: the first of them meets the other where it still is.
    let refused = commit(&storage, tenant, |changes| {
        changes.update(&one, |row| row.code = two.code.clone());
        changes.update(&two, |row| row.code = one.code.clone());
    })
    .await;
    assert!(matches!(refused, Err(Error::Violated("tax_code_taken"))), "{refused:?}");

    // A key is free once it was given up, and not before that.
    let free = tax("FREE").code;
    let refused = commit(&storage, tenant, |changes| {
        changes.update(&one, |row| row.code = two.code.clone());
        changes.update(&two, |row| row.code = free.clone());
    })
    .await;
    assert!(matches!(refused, Err(Error::Violated("tax_code_taken"))), "{refused:?}");
    commit(&storage, tenant, |changes| {
        changes.update(&two, |row| row.code = free);
        changes.update(&one, |row| row.code = two.code.clone());
        changes.insert(tax("ONE"));
    })
    .await
    .unwrap();
}

/// Deletes come before updates and these before inserts, and each is judged as it comes.
pub async fn judges_references_write_by_write(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    let (old, new, place) = (category("old"), category("new"), center("C1"));
    let chair = room(&place, &old, "R1");
    commit(&storage, tenant, |changes| {
        changes.insert(old.clone());
        changes.insert(place.clone());
        changes.insert(chair.clone());
    })
    .await
    .unwrap();
    let used = find(&storage, tenant, old.id).await.unwrap();
    let seat = find(&storage, tenant, chair.id).await.unwrap();

    // What is deleted is still named, though a later write would name something else.
    let refused = commit(&storage, tenant, |changes| {
        changes.insert(new.clone());
        changes.update(&seat, |row| row.room_category_id = new.id);
        changes.delete(&used);
    })
    .await;
    assert!(matches!(refused, Err(Error::InUse)), "{refused:?}");

    // What is named comes later.
    let refused = commit(&storage, tenant, |changes| {
        changes.update(&seat, |row| row.room_category_id = new.id);
        changes.insert(new.clone());
    })
    .await;
    assert!(matches!(refused, Err(Error::Dangling)), "{refused:?}");
    let refused = commit(&storage, tenant, |changes| {
        changes.insert(room(&place, &new, "R2"));
        changes.insert(new.clone());
    })
    .await;
    assert!(matches!(refused, Err(Error::Dangling)), "{refused:?}");

    // Who names goes before what is named, in the order in which they were deleted.
    let refused = commit(&storage, tenant, |changes| {
        changes.delete(&used);
        changes.delete(&seat);
    })
    .await;
    assert!(matches!(refused, Err(Error::InUse)), "{refused:?}");
    commit(&storage, tenant, |changes| {
        changes.delete(&seat);
        changes.delete(&used);
    })
    .await
    .unwrap();
}
