//! Lines that several guests pay, and what becomes of their sales.

use clientline_core::{
    billing::LineShare,
    conformance::fixture::{World, create, name},
    entity::Stored,
    error::{Error, Result},
    model::{
        Appointment, AppointmentStatus, Invoice, InvoiceItem, NewPackage, NewProduct, Package,
        Product, Sale, SaleStatus,
    },
    ops::{
        billing::{
            gift_card_till::NewGiftCard,
            invoice_items::{AddInvoiceItem, RemoveInvoiceItem},
            invoices::GenerateInvoice,
            issuing::IssueInvoice,
            line_split::{GuestShare, LineSplit, SplitInvoiceItem},
        },
        page::PageRequest,
        resource::{Get, List, Update},
        scheduling::appointment_status::ChangeStatus,
    },
    value::Id,
};
use serde_json::json;

use super::{draft, lines, refused, tea, world};

/// A line of the draft of an appointment of the first guest that has begun: 45.00 with 20 % on top.
async fn line_of_appointment(world: &World) -> Stored<InvoiceItem> {
    let draft = world.billed(0, 0).await;
    let booked = List::<Appointment>::new(PageRequest::default());
    let booked = world.scope.run(&booked).await.unwrap().items.pop().unwrap();
    let line = lines(world, draft.id).await.remove(0);
    let refused = split(world, line.id, &[(1, percent("50"))]).await.unwrap_err();
    assert_eq!(refused.code(), "appointment_not_begun");
    let to = AppointmentStatus::InProgress;
    let begin = ChangeStatus { id: booked.id, to, reason: None, fee: None, expected: None };
    world.scope.run(&begin).await.unwrap();
    line
}

fn percent(text: &str) -> LineShare {
    LineShare::Percent(text.parse().unwrap())
}

async fn split(
    world: &World,
    id: Id<InvoiceItem>,
    shares: &[(usize, LineShare)],
) -> Result<Vec<Stored<InvoiceItem>>> {
    let share = |(guest, share): &(usize, LineShare)| GuestShare {
        guest_id: world.guests[*guest].id,
        share: *share,
    };
    let split = LineSplit { shares: shares.iter().map(share).collect() };
    world.scope.run(&SplitInvoiceItem { id, split, expected: None }).await
}

#[tokio::test]
async fn the_sales_of_the_parts_are_the_sale_and_each_is_billed_again_alone() {
    let world = world().await;
    let line = Box::pin(line_of_appointment(&world)).await;
    // One of the two has a draft already, and is billed on that.
    let own = draft(&world, 1).await;
    let parts = split(&world, line.id, &[(1, percent("33.3333")), (2, percent("33.3333"))]).await;
    let parts = parts.unwrap();
    assert_eq!(parts[0].id, line.id);
    assert_eq!(parts[1].invoice_id, own.id);
    let mut sales: Vec<Stored<Sale>> = Vec::new();
    let mut tax = 0;
    for (part, guest) in parts.iter().zip(&world.guests) {
        let invoice = world.scope.run(&Get::<Invoice>(part.invoice_id)).await.unwrap();
        assert_eq!(invoice.guest_id, guest.id);
        assert_eq!(invoice.net_invoice_value, part.net_price);
        tax += invoice.tax.minor();
        let sale = world.scope.run(&Get::<Sale>(part.sale_id.unwrap())).await.unwrap();
        assert_eq!((sale.guest_id, sale.net_value), (guest.id, part.net_price));
        assert_eq!(sale.invoice_item_id, Some(part.id.uuid()));
        sales.push(sale);
    }
    assert_eq!(sales.iter().map(|sale| sale.net_value.minor()).sum::<i64>(), 45_00);
    assert_eq!(tax, 9_00);
    assert_eq!(sales.iter().filter(|sale| sale.appointment_id.is_some()).count(), 1);

    let remove = RemoveInvoiceItem { id: parts[2].id, expected: None };
    world.scope.run(&remove).await.unwrap();
    let open = world.scope.run(&Get::<Sale>(sales[2].id)).await.unwrap();
    assert_eq!((open.status, open.invoice_item_id), (SaleStatus::Open, None));
    let again = world.scope.run(&GenerateInvoice(open.id)).await.unwrap();
    assert_eq!(again.net_invoice_value, sales[2].net_value);
}

#[tokio::test]
async fn a_part_is_taxed_as_whoever_pays_it() {
    let world = world().await;
    let exempt = json!({"tax_treatment": "exempt", "exemption_reason": "By law",
        "exemption_certificate": "C-1"});
    let patch = serde_json::from_value(exempt).unwrap();
    let exempt = Update { id: world.guests[1].id, patch, expected: None };
    world.scope.run(&exempt).await.unwrap();
    let line = Box::pin(line_of_appointment(&world)).await;
    let parts = split(&world, line.id, &[(1, percent("50"))]).await.unwrap();
    let told = |part: &InvoiceItem| (part.net_price.minor(), part.tax.minor());
    assert_eq!([told(&parts[0]), told(&parts[1])], [(22_50, 4_50), (22_50, 0)]);
}

#[tokio::test]
async fn pieces_are_split_whole_and_leave_the_stock_once() {
    let world = world().await;
    let mut soap = NewProduct::new(name("Soap"), "3.35".parse().unwrap());
    soap.stock = clientline_core::value::Stock::new(5).unwrap();
    let soap = create::<Product>(&world.scope, soap).await;
    let on = draft(&world, 0).await;
    let add = AddInvoiceItem {
        product_id: Some(soap.id),
        item_quantity: Some("3".parse().unwrap()),
        ..AddInvoiceItem::new(on.id)
    };
    let line = world.scope.run(&add).await.unwrap();
    let half = split(&world, line.id, &[(1, percent("50"))]).await;
    assert!(matches!(half, Err(Error::Invalid(_))), "{half:?}");
    let one = LineShare::Quantity("1".parse().unwrap());
    let parts = split(&world, line.id, &[(1, one)]).await.unwrap();
    for part in &parts {
        let issue = IssueInvoice { id: part.invoice_id, expected: None };
        world.scope.run(&issue).await.unwrap();
    }
    let left = world.scope.run(&Get::<Product>(soap.id)).await.unwrap();
    assert_eq!(left.stock.get(), 2);
    assert!(parts.iter().all(|part| part.sale_id.is_none() && part.unit_price == soap.sale_price));
}

#[tokio::test]
async fn what_is_one_thing_stays_one_line() {
    let world = world().await;
    let on = draft(&world, 0).await;
    let card: NewGiftCard = serde_json::from_value(json!({"value": "50.00"})).unwrap();
    let card = AddInvoiceItem { gift_card: Some(card), ..AddInvoiceItem::new(on.id) };
    let card = world.scope.run(&card).await.unwrap();
    assert_eq!(refused(split(&world, card.id, &[(1, percent("50"))]).await), "gift_card_line");

    let items = json!([{"service_id": world.service.id, "sessions": 5}]);
    let items = serde_json::from_value(items).unwrap();
    let five = NewPackage::new(name("Five"), "200.00".parse().unwrap(), items);
    let five = create::<Package>(&world.scope, five).await;
    let package = AddInvoiceItem { package_id: Some(five.id), ..AddInvoiceItem::new(on.id) };
    let package = world.scope.run(&package).await.unwrap();
    assert_eq!(
        refused(split(&world, package.id, &[(1, percent("50"))]).await),
        "package_not_whole"
    );

    let tea = tea(&world, on.id, "10.00").await;
    for twice in
        [[(1, percent("20")), (1, percent("20"))], [(0, percent("20")), (1, percent("20"))]]
    {
        let refused = split(&world, tea.id, &twice).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
    }
}
