//! What two drafts that become one keep of each, and whom a draft names.

use clientline_core::{
    conformance::fixture::World,
    entity::Stored,
    error::Result,
    model::Invoice,
    ops::{
        billing::{
            guest_merge::{GuestMerge, MergeGuests},
            invoices::{EditInvoice, GetOrCreateInvoice},
            line_moves::{InvoiceMerge, MergeInvoices},
        },
        page::PageRequest,
        resource::{Get, List},
    },
    value::Id,
};
use serde_json::{Value, json};

use super::{cut, draft, tea, to, world};

async fn edit(world: &World, id: Id<Invoice>, patch: Value) -> Stored<Invoice> {
    let patch = serde_json::from_value(patch).unwrap();
    world.scope.run(&EditInvoice { id, patch, expected: None }).await.unwrap()
}

async fn merge(world: &World, from: &Invoice, id: Id<Invoice>) -> Result<Stored<Invoice>> {
    let merge = InvoiceMerge { invoice_id: from.id };
    world.scope.run(&MergeInvoices { id, merge, expected: None }).await
}

#[tokio::test]
async fn a_discount_over_one_draft_is_not_on_the_lines_of_the_other() {
    let world = world().await;
    let (reduced, plain) = (draft(&world, 0).await, draft(&world, 1).await);
    tea(&world, reduced.id, "100").await;
    tea(&world, plain.id, "10").await;
    edit(&world, reduced.id, json!({"discounts": [{"percent": "10"}]})).await;
    for (from, into) in [(&reduced, plain.id), (&plain, reduced.id)] {
        let refused = merge(&world, from, into).await.unwrap_err();
        assert_eq!(refused.code(), "invoice_has_discounts");
    }
    let guests = MergeGuests {
        id: plain.guest_id,
        merge: GuestMerge { from: reduced.guest_id },
        expected: None,
    };
    let refused = world.scope.run(&guests).await.unwrap_err();
    assert_eq!(refused.code(), "invoice_has_discounts");

    // The same share of both is that of all.
    edit(&world, plain.id, json!({"discounts": [{"percent": "10"}]})).await;
    let merged = merge(&world, &reduced, plain.id).await.unwrap();
    assert_eq!(merged.total.minor(), 99_00);
}

#[tokio::test]
async fn the_same_amount_off_two_drafts_is_not_that_off_both() {
    let world = world().await;
    let (one, other) = (draft(&world, 0).await, draft(&world, 1).await);
    for draft in [&one, &other] {
        tea(&world, draft.id, "100").await;
        edit(&world, draft.id, json!({"discounts": [{"amount": "5"}]})).await;
    }
    let refused = merge(&world, &one, other.id).await.unwrap_err();
    assert_eq!(refused.code(), "invoice_has_discounts");
}

#[tokio::test]
async fn a_draft_without_lines_takes_over_what_is_said_of_the_other() {
    let world = world().await;
    let (from, empty) = (draft(&world, 0).await, draft(&world, 1).await);
    tea(&world, from.id, "100").await;
    let said = json!({"discounts": [{"amount": "10"}], "notes": "By the window", "payer_id": world.guests[2].id});
    edit(&world, from.id, said).await;
    let merged = merge(&world, &from, empty.id).await.unwrap();
    assert_eq!((merged.total.minor(), merged.payer_id), (90_00, Some(world.guests[2].id)));
    assert_eq!(merged.notes.as_deref(), Some("By the window"));
}

#[tokio::test]
async fn nobody_is_said_to_pay_their_own() {
    let world = world().await;
    let own = world.guests[0].id;
    let made = GetOrCreateInvoice({
        let mut new = to(&world, 0);
        new.payer_id = Some(own);
        new
    });
    let made = world.scope.run(&made).await.unwrap().invoice;
    assert_eq!(made.payer_id, None);
    let other = world.guests[1].id;
    assert_eq!(edit(&world, made.id, json!({"payer_id": other})).await.payer_id, Some(other));
    assert_eq!(edit(&world, made.id, json!({"payer_id": own})).await.payer_id, None);
}

#[tokio::test]
async fn whoever_is_named_is_there_whether_the_draft_is_new_or_found() {
    let world = world().await;
    let found = draft(&world, 0).await;
    cut(&world, found.id).await;
    let before = world.scope.run(&Get(found.id)).await.unwrap();
    let nobody = || Id::from_uuid(uuid::Uuid::from_u128(7));
    let (mut writes, mut pays) = (to(&world, 0), to(&world, 0));
    writes.employee_id = Some(nobody());
    pays.payer_id = Some(Id::from_uuid(uuid::Uuid::from_u128(7)));
    for (new, pointer) in [(writes, "/employee_id"), (pays, "/payer_id")] {
        let refused = world.scope.run(&GetOrCreateInvoice(new)).await.unwrap_err();
        assert!(format!("{refused:?}").contains(pointer), "{refused:?}");
    }
    // What it says of them is for a new one.
    let mut named = to(&world, 0);
    named.payer_id = Some(world.guests[1].id);
    let again = world.scope.run(&GetOrCreateInvoice(named)).await.unwrap();
    assert_eq!((again.created, again.invoice), (false, before));
}

#[tokio::test]
async fn invoices_are_listed_by_who_pays_them() {
    let world = world().await;
    let (paid, own) = (draft(&world, 0).await, draft(&world, 1).await);
    let payer = world.guests[2].id;
    edit(&world, paid.id, json!({"payer_id": payer})).await;
    let listed = List::<Invoice>::new(PageRequest::default());
    let listed = listed.filter("payer_id", &payer.to_string()).unwrap();
    let listed = world.scope.run(&listed).await.unwrap().items;
    assert_eq!(listed.iter().map(|one| one.id).collect::<Vec<_>>(), [paid.id]);
    assert_ne!(paid.id, own.id);
}
