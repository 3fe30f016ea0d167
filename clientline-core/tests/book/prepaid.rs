//! How packages and gift cards rest, become another guest's, and end.

use chrono::NaiveDate;
use clientline_core::{
    Scope,
    conformance::fixture::{World, create, name},
    entity::Stored,
    model::{GiftCard, GuestPackage, GuestPackageEntry, GuestPackageReason, NewPackage, Package},
    ops::{
        billing::{
            gift_card_till::NewGiftCard,
            gift_cards::WriteOffGiftCard,
            invoice_items::{AddInvoiceItem, RemoveInvoiceItem},
            invoices::{CreateInvoice, GetOrCreateInvoice},
            issuing::IssueInvoice,
            package_ends::{
                PackageRest, PackageTransfer, PrepaidWriteOff, RestPackage, TransferPackage,
                WakePackage, WriteOffPackage,
            },
            redemption::{RedeemPackage, Redemption},
        },
        page::PageRequest,
        resource::{Get, List},
    },
    value::Id,
};
use serde_json::json;

use super::{Storage, desk, refused, stored_world};

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2035, 1, day).unwrap()
}

/// The guest's draft.
async fn draft(desk: &Scope, world: &World, guest: usize) -> Id<clientline_core::model::Invoice> {
    let create = CreateInvoice {
        guest_id: world.guests[guest].id,
        payer_id: None,
        center_id: None,
        employee_id: None,
        notes: None,
    };
    desk.run(&GetOrCreateInvoice(create)).await.unwrap().invoice.id
}

/// A package of three cuts for 100.00 that the first guest bought on the eighth of January, and
/// that is good for ten days.
async fn sold(desk: &Scope, world: &World) -> Stored<GuestPackage> {
    let items = json!([{"service_id": world.service.id, "sessions": 3}]);
    let items = serde_json::from_value(items).unwrap();
    let mut new = NewPackage::new(name("Three cuts"), "100.00".parse().unwrap(), items);
    new.validity_days = Some(serde_json::from_value(json!(10)).unwrap());
    let package = create::<Package>(desk, new).await;
    let id = draft(desk, world, 0).await;
    let line = AddInvoiceItem { package_id: Some(package.id), ..AddInvoiceItem::new(id) };
    desk.run(&line).await.unwrap();
    desk.run(&IssueInvoice { id, expected: None }).await.unwrap();
    let bought = List::<GuestPackage>::new(PageRequest::default());
    let bought = desk.run(&bought).await.unwrap().items;
    bought.into_iter().find(|one| one.invoice_id == id).unwrap()
}

/// Takes a session for a line on the draft of a guest.
async fn redeem(
    desk: &Scope,
    world: &World,
    guest: usize,
    id: Id<GuestPackage>,
) -> clientline_core::Result<Stored<GuestPackage>> {
    let invoice = draft(desk, world, guest).await;
    let service_id = Some(world.service.id);
    let line = AddInvoiceItem { service_id, ..AddInvoiceItem::new(invoice) };
    let line = desk.run(&line).await.unwrap();
    let redemption = Redemption { invoice_item_id: Some(line.id), appointment_id: None };
    let taken = desk.run(&RedeemPackage { id, redemption, expected: None }).await;
    if taken.is_err() {
        desk.run(&RemoveInvoiceItem { id: line.id, expected: None }).await.unwrap();
    }
    taken
}

/// Days after the package was bought.
fn after(world: &World, storage: &Storage, days: i64) -> Scope {
    desk(world, storage, days * 24 * 60)
}

async fn reasons(desk: &Scope) -> Vec<(GuestPackageReason, i32, i64)> {
    let all = List::<GuestPackageEntry>::new(PageRequest::default());
    let mut entries = desk.run(&all).await.unwrap().items;
    entries.sort_by_key(|entry| entry.step);
    entries.iter().map(|entry| (entry.reason, entry.sessions, entry.amount.minor())).collect()
}

#[tokio::test]
async fn while_a_package_rests_no_session_is_taken_and_its_last_day_moves() {
    let (world, storage) = stored_world(1).await;
    let today = after(&world, &storage, 0);
    let package = sold(&today, &world).await;
    assert_eq!(package.expires_on, Some(day(18)));
    let rest = |from, until| RestPackage {
        id: package.id,
        rest: PackageRest { from, until },
        expected: None,
    };
    for wrong in
        [rest(Some(day(7)), day(9)), rest(Some(day(12)), day(11)), rest(Some(day(19)), day(20))]
    {
        assert_eq!(refused(today.run(&wrong).await), "invalid_rest");
    }
    let resting = today.run(&rest(Some(day(10)), day(14))).await.unwrap();
    assert_eq!(resting.expires_on, Some(day(23)));
    assert_eq!((resting.rests_from, resting.rests_until), (Some(day(10)), Some(day(14))));
    assert_eq!(refused(today.run(&rest(None, day(9))).await), "package_rests");
    redeem(&today, &world, 0, package.id).await.unwrap();
    let later = after(&world, &storage, 3);
    assert_eq!(refused(redeem(&later, &world, 0, package.id).await), "package_rests");

    let wake = WakePackage { id: package.id, expected: None };
    let awake = later.run(&wake).await.unwrap();
    // Of five days it rested one.
    assert_eq!((awake.expires_on, awake.rests_until), (Some(day(19)), Some(day(10))));
    redeem(&later, &world, 0, package.id).await.unwrap();
    assert_eq!(refused(later.run(&wake).await), "package_does_not_rest");
    let over = after(&world, &storage, 12);
    assert_eq!(refused(redeem(&over, &world, 0, package.id).await), "package_expired");
    assert_eq!(refused(over.run(&rest(None, day(21))).await), "package_expired");
}

#[tokio::test]
async fn a_package_becomes_another_guests_with_what_is_left() {
    let (world, storage) = stored_world(2).await;
    let today = after(&world, &storage, 0);
    let package = sold(&today, &world).await;
    redeem(&today, &world, 0, package.id).await.unwrap();
    let to = |guest: usize| TransferPackage {
        id: package.id,
        to: PackageTransfer { guest_id: world.guests[guest].id },
        expected: None,
    };
    assert_eq!(refused(today.run(&to(0)).await), "same_guest");
    let given = today.run(&to(1)).await.unwrap();
    assert_eq!((given.guest_id, given.sessions_left), (world.guests[1].id, 2));
    assert_eq!(refused(redeem(&today, &world, 0, package.id).await), "other_guest");
    redeem(&today, &world, 1, package.id).await.unwrap();
    let expected = [
        (GuestPackageReason::Sold, 3, 10_000),
        (GuestPackageReason::Redeemed, -1, -33_33),
        (GuestPackageReason::Transferred, 0, 0),
        (GuestPackageReason::Redeemed, -1, -33_34),
    ];
    assert_eq!(reasons(&today).await, expected);
}

#[tokio::test]
async fn what_is_left_is_written_off_after_the_last_day_or_when_it_is_given_up() {
    let (world, storage) = stored_world(2).await;
    let today = after(&world, &storage, 0);
    let package = sold(&today, &world).await;
    redeem(&today, &world, 0, package.id).await.unwrap();
    let write_off =
        |early| WriteOffPackage { id: package.id, how: PrepaidWriteOff { early }, expected: None };
    let last = after(&world, &storage, 10);
    assert_eq!(refused(last.run(&write_off(false)).await), "not_expired");
    let over = after(&world, &storage, 11);
    let ended = over.run(&write_off(false)).await.unwrap();
    assert_eq!((ended.sessions_left, ended.outstanding.minor()), (0, 0));
    assert_eq!(reasons(&over).await.pop(), Some((GuestPackageReason::WrittenOff, -2, -66_67)));
    assert_eq!(refused(over.run(&write_off(true)).await), "package_used_up");

    let other = sold(&today, &world).await;
    let early = WriteOffPackage { id: other.id, ..write_off(true) };
    assert_eq!(today.run(&early).await.unwrap().sessions_left, 0);
}

#[tokio::test]
async fn a_gift_card_is_written_off_after_its_last_day() {
    let (world, storage) = stored_world(1).await;
    let today = after(&world, &storage, 0);
    let invoice = draft(&today, &world, 0).await;
    let expires_on = Some(day(9));
    let gift_card = Some(NewGiftCard { expires_on, ..NewGiftCard::over("50".parse().unwrap()) });
    let line = AddInvoiceItem { gift_card, ..AddInvoiceItem::new(invoice) };
    today.run(&line).await.unwrap();
    today.run(&IssueInvoice { id: invoice, expected: None }).await.unwrap();
    let card =
        today.run(&List::<GiftCard>::new(PageRequest::default())).await.unwrap().items.remove(0);
    let write_off =
        |early| WriteOffGiftCard { id: card.id, how: PrepaidWriteOff { early }, expected: None };
    let last = after(&world, &storage, 1);
    assert_eq!(refused(last.run(&write_off(false)).await), "not_expired");
    let over = after(&world, &storage, 2);
    over.run(&write_off(false)).await.unwrap();
    assert_eq!(over.run(&Get(card.id)).await.unwrap().balance.minor(), 0);
    assert_eq!(refused(over.run(&write_off(true)).await), "gift_card_short");
}
