//! The clauses of the contract about constraints and references.

use std::sync::Arc;

use super::fixture::{
    AppointmentFixture, category, center, commit, find, new_id, new_tenant, room, tax,
};
use crate::{
    model::{InvoiceStatus, Occupancy},
    storage::{Error, Storage},
};

/// Keys are unique within a tenant, and nulls are never equal.
pub async fn keeps_keys_unique(storage: Arc<dyn Storage>) {
    let (tenant, elsewhere) = (new_tenant(), new_tenant());
    let first = tax("VAT");
    commit(&storage, tenant, |changes| _ = changes.insert(first.clone())).await.unwrap();
    commit(&storage, elsewhere, |changes| _ = changes.insert(tax("VAT"))).await.unwrap();
    commit(&storage, tenant, |changes| _ = changes.insert(tax("vat"))).await.unwrap();
    let refused = commit(&storage, tenant, |changes| _ = changes.insert(tax("VAT"))).await;
    assert!(matches!(refused, Err(Error::Violated("tax_code_taken"))), "{refused:?}");

    let other = tax("GST");
    commit(&storage, tenant, |changes| _ = changes.insert(other.clone())).await.unwrap();
    let stored = find(&storage, tenant, other.id).await.unwrap();
    let refused = commit(&storage, tenant, |changes| {
        changes.update(&stored, |row| row.code = first.code.clone());
    })
    .await;
    assert!(matches!(refused, Err(Error::Violated("tax_code_taken"))), "{refused:?}");

    // What a commit deletes, the same commit may write again under its key.
    let old = find(&storage, tenant, first.id).await.unwrap();
    commit(&storage, tenant, |changes| {
        changes.delete(&old);
        changes.insert(tax("VAT"));
    })
    .await
    .unwrap();
}

/// A partial key is unique among the rows that it is about, and only there.
pub async fn keeps_partial_keys_unique(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    let appointment = AppointmentFixture::new();
    commit(&storage, tenant, |changes| appointment.insert(changes)).await.unwrap();
    let draft = |number: Option<&str>, status| {
        super::use_cases::invoice(&appointment, number.map(|text| text.parse().unwrap()), status)
    };
    let (one, two) = (draft(None, InvoiceStatus::Draft), draft(None, InvoiceStatus::Draft));
    let (paid, void) = (
        draft(Some("INV-2027-0001"), InvoiceStatus::Paid),
        draft(Some("INV-2027-0002"), InvoiceStatus::Void),
    );
    commit(&storage, tenant, |changes| {
        changes.insert(one);
        changes.insert(paid);
        changes.insert(void);
    })
    .await
    .unwrap();
    let refused = commit(&storage, tenant, |changes| _ = changes.insert(two)).await;
    assert!(matches!(refused, Err(Error::Violated("invoice_draft_exists"))), "{refused:?}");
}

/// Periods are half-open: they may touch, but not overlap.
pub async fn keeps_periods_apart(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    let appointment = AppointmentFixture::new();
    commit(&storage, tenant, |changes| {
        appointment.insert(changes);
        changes.insert(appointment.takes(60, 120));
    })
    .await
    .unwrap();
    for (from, until) in [(0, 60), (120, 180)] {
        let touching = appointment.takes(from, until);
        commit(&storage, tenant, |changes| _ = changes.insert(touching)).await.unwrap();
    }
    for (from, until) in [(59, 61), (119, 121), (80, 90), (-10, 200), (60, 120), (60, 90)] {
        let overlapping = appointment.takes(from, until);
        let refused = commit(&storage, tenant, |changes| _ = changes.insert(overlapping)).await;
        assert!(
            matches!(refused, Err(Error::Violated("slot_taken"))),
            "{from}..{until}: {refused:?}"
        );
    }
    let mut beside = appointment.takes(60, 120);
    beside.unit = 2;
    commit(&storage, tenant, |changes| _ = changes.insert(beside)).await.unwrap();

    // The seats of one session are of one class, and begin together.
    let class = uuid::Uuid::from_u128(1);
    let seat = |class, from, until, seat| Occupancy {
        class_id: Some(class),
        seat: Some(seat),
        ..appointment.takes(from, until)
    };
    for taken in [seat(class, 400, 460, 1), seat(class, 400, 460, 3), seat(class, 400, 450, 2)] {
        commit(&storage, tenant, |changes| _ = changes.insert(taken)).await.unwrap();
    }
    let refused_as = [
        (seat(class, 400, 460, 3), "seat_taken"),
        (seat(class, 410, 460, 4), "slot_taken"),
        (seat(class, 390, 460, 4), "slot_taken"),
        (seat(uuid::Uuid::from_u128(2), 400, 460, 4), "slot_taken"),
        (appointment.takes(400, 460), "slot_taken"),
        (appointment.takes(455, 470), "slot_taken"),
    ];
    for (taken, name) in refused_as {
        let said = format!("{taken:?}");
        let refused = commit(&storage, tenant, |changes| _ = changes.insert(taken)).await;
        assert!(matches!(refused, Err(Error::Violated(by)) if by == name), "{said}: {refused:?}");
    }
    // Nor is a session longer for one, where that is somebody else's time.
    let after = appointment.takes(460, 470);
    commit(&storage, tenant, |changes| _ = changes.insert(after)).await.unwrap();
    let longer = seat(class, 400, 465, 4);
    let refused = commit(&storage, tenant, |changes| _ = changes.insert(longer)).await;
    assert!(matches!(refused, Err(Error::Violated("slot_taken"))), "{refused:?}");

    // Two that overlap each other in one commit.
    let (one, other) = (appointment.takes(300, 360), appointment.takes(330, 390));
    let refused = commit(&storage, tenant, |changes| {
        changes.insert(one);
        changes.insert(other);
    })
    .await;
    assert!(matches!(refused, Err(Error::Violated("slot_taken"))), "{refused:?}");
}

/// A row can't refer to a row that is not there.
pub async fn refuses_a_reference_to_nothing(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    let (kind, place) = (category("kind"), center("C1"));
    commit(&storage, tenant, |changes| _ = changes.insert(place.clone())).await.unwrap();
    let lost = room(&place, &kind, "R1");
    let refused = commit(&storage, tenant, |changes| _ = changes.insert(lost.clone())).await;
    assert!(matches!(refused, Err(Error::Dangling)), "{refused:?}");
    assert!(find(&storage, tenant, lost.id).await.is_none());

    let found = room(&place, &kind, "R1");
    commit(&storage, tenant, |changes| {
        changes.insert(kind.clone());
        changes.insert(found.clone());
    })
    .await
    .unwrap();
    let stored = find(&storage, tenant, found.id).await.unwrap();
    let refused = commit(&storage, tenant, |changes| {
        changes.update(&stored, |room| room.room_category_id = new_id());
    })
    .await;
    assert!(matches!(refused, Err(Error::Dangling)), "{refused:?}");
}

/// A row that is referred to can't be deleted.
pub async fn refuses_to_delete_what_is_in_use(storage: Arc<dyn Storage>) {
    let tenant = new_tenant();
    let (kind, place) = (category("kind"), center("C1"));
    let chair = room(&place, &kind, "R1");
    commit(&storage, tenant, |changes| {
        changes.insert(kind.clone());
        changes.insert(place.clone());
        changes.insert(chair.clone());
    })
    .await
    .unwrap();
    let used = find(&storage, tenant, kind.id).await.unwrap();
    let refused = commit(&storage, tenant, |changes| changes.delete(&used)).await;
    assert!(matches!(refused, Err(Error::InUse)), "{refused:?}");
    assert!(find(&storage, tenant, kind.id).await.is_some());

    let room = find(&storage, tenant, chair.id).await.unwrap();
    commit(&storage, tenant, |changes| {
        changes.delete(&room);
        changes.delete(&used);
    })
    .await
    .unwrap();
}
