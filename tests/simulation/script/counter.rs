//! Requests about what is sold over the counter: products, packages and offers,
//! and the sales themselves.

use clientline::{
    model::{
        Center, CommissionRule, CommissionType, DiscountType, NewCommissionRule, NewOfferDiscount,
        NewPackage, NewProduct, OfferDiscount, OfferItemType, Package, PackageItem, PackageItems,
        Product, Sale, Service, Tax,
    },
    ops::{
        billing::sales::{CreateSale, DeleteSale, EditSale},
        resource::Create,
    },
    value::{IdList, SessionCount},
};
use serde_json::json;

use super::{Made, billing::open_sale, catalogue::change, desk::Desk, made, values::date_after};

pub(super) async fn new_product(desk: &mut Desk<'_>) -> Made {
    let mut new = NewProduct::new(desk.chance.name(), desk.chance.price());
    if desk.chance.percent(50) {
        new.tax_ids = IdList::new(Vec::from_iter(desk.id::<Tax>().await)).unwrap_or_default();
    }
    if desk.slips(10) {
        new.code = Some(desk.chance.code());
        new.currency = Some("USD".parse().unwrap());
    }
    made(Create::<Product>(new))
}

pub(super) async fn new_package(desk: &mut Desk<'_>) -> Made {
    let item = PackageItem { service_id: desk.id().await?, sessions: SessionCount::MIN };
    let items = PackageItems::new(vec![item]).unwrap();
    let mut new = NewPackage::new(desk.chance.name(), desk.chance.price(), items);
    if desk.chance.percent(20) {
        new.center_id = desk.id::<Center>().await;
    }
    if desk.slips(20) {
        new.booking_end_date = Some(date_after(desk.now, desk.chance.within(-3..=3)));
    }
    made(Create::<Package>(new))
}

pub(super) async fn new_offer(desk: &mut Desk<'_>) -> Made {
    let kind = desk.chance.one(DiscountType::ALL);
    let value = desk.chance.one(&["0", "5", "12.5", "33.3333", "100", "100.5"]);
    let mut new = NewOfferDiscount::new(kind, value.parse().unwrap());
    if desk.careful {
        new = NewOfferDiscount::new(DiscountType::Percentage, "10".parse().unwrap());
    }
    if desk.slips(40) {
        new.item_type = desk.chance.one(OfferItemType::ALL);
        new.product_id = desk.id::<Product>().await.filter(|_| desk.chance.percent(30));
    }
    if desk.slips(20) {
        new.valid_until = Some(date_after(desk.now, desk.chance.within(-3..=3)));
    }
    made(Create::<OfferDiscount>(new))
}

/// Makes a rule of commission: for all, or for one provider or thing; now and then for two things,
/// or of more than there is.
pub(super) async fn new_rule(desk: &mut Desk<'_>) -> Made {
    let kind = desk.chance.one(CommissionType::ALL);
    let value = desk.chance.one(&["0", "5", "12.5", "33.3333"]);
    let value = if desk.slips(5) { "100.5" } else { value };
    let days = desk.chance.one(&[-30, -30, -1, 1]);
    let valid_from = date_after(desk.now, if desk.careful { -30 } else { days });
    let mut new = NewCommissionRule::new(kind, value.parse().unwrap(), valid_from);
    if desk.chance.percent(30) {
        new.provider_id = desk.id().await;
    }
    match desk.chance.next() % 4 {
        0 => new.service_id = desk.id().await,
        1 => new.product_id = desk.id().await,
        _ => {}
    }
    if desk.slips(5) {
        new.package_id = desk.id().await;
    }
    made(Create::<CommissionRule>(new))
}

pub(super) async fn change_product(desk: &mut Desk<'_>) -> Made {
    let patches = [
        json!({ "sale_price": desk.chance.price() }),
        json!({ "status": desk.chance.one(&["available", "available", "out_of_stock"]) }),
        json!({ "stock": 3 }),
        json!({ "tax_ids": Vec::from_iter(desk.id::<Tax>().await) }),
    ];
    change::<Product>(desk, &patches).await
}

pub(super) async fn change_package(desk: &mut Desk<'_>) -> Made {
    let service = desk.id::<Service>().await?;
    let patches = [
        json!({ "price": desk.chance.price() }),
        json!({ "items": [{ "service_id": service, "sessions": desk.chance.within(1..=3) }] }),
        json!({ "is_active": desk.chance.percent(80) }),
        json!({ "commission_type": "percentage" }),
    ];
    change::<Package>(desk, &patches).await
}

pub(super) async fn change_offer(desk: &mut Desk<'_>) -> Made {
    let patches = [
        json!({ "discount_value": desk.chance.one(&["1", "50", "101"]) }),
        json!({ "is_active": desk.chance.percent(80) }),
        json!({ "valid_from": date_after(desk.now, desk.chance.within(-2..=1)) }),
    ];
    change::<OfferDiscount>(desk, &patches).await
}

/// Sells one thing; now and then none, or two.
pub(super) async fn sell(desk: &mut Desk<'_>) -> Made {
    let guest_id = desk.id().await?;
    let kind = desk.chance.within(0..=2);
    let (given, served) = (desk.chance.percent(40), desk.chance.percent(30));
    made(CreateSale {
        guest_id,
        center_id: if desk.chance.percent(20) { desk.id().await } else { None },
        service_id: if kind == 0 || desk.slips(3) { desk.id().await } else { None },
        product_id: if kind == 1 { desk.id().await } else { None },
        package_id: if kind == 2 && !desk.slips(3) { desk.id().await } else { None },
        quantity: desk.chance.quantity(),
        discount_id: if given { desk.id().await } else { None },
        provider_id: if served { desk.id().await } else { None },
        remarks: desk.chance.notes(),
    })
}

pub(super) async fn edit_sale(desk: &mut Desk<'_>) -> Made {
    let sale = open_sale(desk).await?;
    let offer = desk.id::<OfferDiscount>().await;
    let patches = [
        json!({ "quantity": desk.chance.quantity() }),
        json!({ "discount_id": offer }),
        json!({ "discount_id": null }),
        json!({ "remarks": desk.chance.notes() }),
    ];
    let id = desk.or_wrong::<Sale>(sale.id).await;
    made(EditSale { id, patch: desk.patch(&patches), expected: desk.expected(&sale) })
}

pub(super) async fn delete_sale(desk: &mut Desk<'_>) -> Made {
    let sale = open_sale(desk).await?;
    let id = desk.or_wrong(sale.id).await;
    made(DeleteSale { id, expected: desk.expected(&sale) })
}
