//! Requests about invoices and payments.

use std::mem;

use clientline::{
    billing::{LineShare, PreviewRequest},
    entity::{Query, Stored},
    model::{
        Appointment, Guest, Invoice, InvoiceItem, InvoiceStatus, OfferDiscount, PaymentMethod,
        Sale, SaleStatus, Tax,
    },
    ops::billing::{
        deposit_invoices::{InvoiceDeposit, NewDeposit},
        explained::ExplainInvoice,
        free_text::FreeText,
        invoice_items::{AddInvoiceItem, RemoveInvoiceItem},
        invoices::{
            CreateInvoice, DeleteInvoice, EditInvoice, GenerateInvoice, GetOrCreateInvoice,
            PreviewInvoice,
        },
        issuing::{IssueInvoice, VoidInvoice},
        line_edit::EditInvoiceItem,
        line_moves::{InvoiceMerge, LineMove, MergeInvoices, MoveInvoiceItem},
        line_split::{GuestShare, LineSplit, SplitInvoiceItem},
        payments::{Arrival, RecordPayment},
        write_off::WriteOffInvoice,
    },
    value::{Id, IdList},
};
use serde_json::json;

use super::{
    Made,
    desk::Desk,
    made,
    prepaid::{gift_card, gift_card_code},
};
use crate::chance::Chance;

pub(super) async fn preview(desk: &mut Desk<'_>) -> Made {
    let body = json!({
        "currency": desk.chance.one(&["EUR", "JPY", "KWD"]),
        "price_mode": desk.chance.one(&["inclusive", "exclusive"]),
        "taxes": [{ "id": "A", "rate": desk.chance.rate(), "compound": desk.chance.percent(50) }],
        "lines": [
            { "unit_price": desk.chance.price(), "quantity": desk.chance.quantity(), "taxes": ["A"] },
            { "unit_price": desk.chance.price(), "discount": desk.chance.discount(),
              "taxes": [desk.chance.one(&["A", "A", "A", "B"])] },
        ],
        "discounts": [desk.chance.discount()],
    });
    let request: PreviewRequest = serde_json::from_value(body).unwrap();
    made(PreviewInvoice(request))
}

async fn create_body(desk: &mut Desk<'_>) -> Option<CreateInvoice> {
    let guest_id = desk.id::<Guest>().await?;
    let center_id = if desk.chance.percent(30) { desk.id().await } else { None };
    let payer_id = if desk.chance.percent(20) { desk.id().await } else { None };
    let notes = desk.chance.notes();
    Some(CreateInvoice { guest_id, payer_id, center_id, employee_id: None, notes })
}

pub(super) async fn create(desk: &mut Desk<'_>) -> Made {
    made(create_body(desk).await?)
}

pub(super) async fn get_or_create(desk: &mut Desk<'_>) -> Made {
    made(GetOrCreateInvoice(create_body(desk).await?))
}

/// Bills a sale that waits for it, or, now and then, any.
pub(super) async fn generate(desk: &mut Desk<'_>) -> Made {
    let sale = open_sale(desk).await?;
    made(GenerateInvoice(desk.or_wrong(sale.id).await))
}

/// Asks for a deposit for a sale that waits to be billed, or, now and then, for any.
pub(super) async fn deposit(desk: &mut Desk<'_>) -> Made {
    let sale = open_sale(desk).await?;
    let most = sale.net_value.minor().max(1);
    let minor = desk.chance.within(1..=most);
    let amount = Chance::amount(if desk.slips(4) { 0 } else { minor }, sale.currency);
    let amount = desk.chance.percent(70).then_some(amount);
    let deposit = NewDeposit { amount, employee_id: None, notes: None };
    made(InvoiceDeposit { id: desk.or_wrong(sale.id).await, deposit })
}

pub(super) async fn open_sale(desk: &mut Desk<'_>) -> Option<Stored<Sale>> {
    if desk.slips(10) {
        return desk.any().await;
    }
    desk.among(Query::limit(20).eq(Sale::status(), &SaleStatus::Open).descending()).await
}

/// An invoice of a status, or, now and then, any.
pub(super) async fn invoice(desk: &mut Desk<'_>, status: InvoiceStatus) -> Option<Stored<Invoice>> {
    if desk.slips(8) {
        return desk.any().await;
    }
    desk.among(Query::limit(20).eq(Invoice::status(), &status).descending()).await
}

pub(super) async fn edit(desk: &mut Desk<'_>) -> Made {
    let draft = invoice(desk, InvoiceStatus::Draft).await?;
    let offer = desk.id::<OfferDiscount>().await.map(|id| json!({ "offer_id": id }));
    let patches = [
        json!({ "notes": desk.chance.notes() }),
        json!({ "discounts": [desk.chance.discount()] }),
        json!({ "discounts": [desk.chance.discount(), desk.chance.discount()] }),
        json!({ "discounts": [] }),
        json!({ "discounts": [{ "percent": "5", "reason": desk.chance.name() }] }),
        json!({ "discounts": Vec::from_iter(offer) }),
    ];
    let id = desk.or_wrong(draft.id).await;
    made(EditInvoice { id, patch: desk.patch(&patches), expected: desk.expected(&draft) })
}

pub(super) async fn delete(desk: &mut Desk<'_>) -> Made {
    let draft = invoice(desk, InvoiceStatus::Draft).await?;
    let id = desk.or_wrong(draft.id).await;
    made(DeleteInvoice { id, expected: desk.expected(&draft) })
}

pub(super) async fn issue(desk: &mut Desk<'_>) -> Made {
    let draft = invoice(desk, InvoiceStatus::Draft).await?;
    let id = desk.or_wrong(draft.id).await;
    made(IssueInvoice { id, expected: desk.expected(&draft) })
}

pub(super) async fn void(desk: &mut Desk<'_>) -> Made {
    let issued = invoice(desk, InvoiceStatus::Issued).await?;
    let id = desk.or_wrong(issued.id).await;
    made(VoidInvoice { id, expected: desk.expected(&issued) })
}

pub(super) async fn write_off(desk: &mut Desk<'_>) -> Made {
    let issued = invoice(desk, InvoiceStatus::Issued).await?;
    let id = desk.or_wrong(issued.id).await;
    made(WriteOffInvoice { id, expected: desk.expected(&issued) })
}

pub(super) async fn add_item(desk: &mut Desk<'_>) -> Made {
    let draft = invoice(desk, InvoiceStatus::Draft).await?;
    let (quantity, price) = (desk.chance.quantity(), desk.chance.price());
    let discount = desk.chance.discount();
    let own =
        Query::limit(5).eq(Sale::guest_id(), &draft.guest_id).eq(Sale::status(), &SaleStatus::Open);
    let mut sale = desk.among(own).await.map(|sale| sale.id);
    if desk.slips(10) {
        sale = desk.id::<Sale>().await;
    }
    let by_sale = sale.is_some() && desk.chance.percent(60);
    let (service, product, package) = (desk.id().await?, desk.id().await, desk.id().await);
    let kind = desk.chance.within(0..=5);
    let (offer, reason) = (desk.id::<OfferDiscount>().await, desk.chance.name());
    let by_hand = desk.chance.percent(30);
    if desk.chance.percent(12) {
        return gift_card(desk, &draft).await;
    }
    if desk.chance.percent(10) {
        return in_words(desk, &draft).await;
    }
    made(AddInvoiceItem {
        invoice_id: desk.or_wrong(draft.id).await,
        sale_id: sale.filter(|_| by_sale),
        service_id: (!by_sale && kind > 1 || desk.slips(3)).then_some(service),
        product_id: product.filter(|_| !by_sale && kind == 0),
        package_id: package.filter(|_| !by_sale && kind == 1),
        gift_card: None,
        free_text: None,
        item_quantity: (!by_sale && desk.chance.percent(50)).then_some(quantity),
        unit_price: (!by_sale && desk.chance.percent(30)).then_some(price),
        provider_id: None,
        performed_on: None,
        discount: by_hand.then_some(discount),
        discount_reason: (by_hand && desk.chance.percent(30)).then_some(reason),
        discount_offer_id: offer.filter(|_| !by_hand && desk.chance.percent(20)),
    })
}

/// A line in words, for some price or none.
async fn in_words(desk: &mut Desk<'_>, draft: &Stored<Invoice>) -> Made {
    let taxes: Vec<Id<Tax>> = desk.id().await.into_iter().collect();
    let (price, is_fee) = (desk.chance.price(), desk.chance.percent(50));
    let (name, quantity) = (desk.chance.name(), desk.chance.quantity());
    let discount = desk.chance.discount();
    let percent = desk.chance.percent(25).then(|| desk.chance.one(&["10", "12.5", "33.3333"]));
    let percent = percent.map(|percent| percent.parse().unwrap());
    let has_price = percent.is_none() != desk.slips(5);
    let tax_ids = IdList::new(taxes).unwrap_or_default();
    made(AddInvoiceItem {
        free_text: Some(FreeText { name, is_fee, percent, tax_ids }),
        unit_price: has_price.then_some(price),
        item_quantity: (has_price && desk.chance.percent(50)).then_some(quantity),
        discount: desk.chance.percent(30).then_some(discount),
        ..AddInvoiceItem::new(desk.or_wrong(draft.id).await)
    })
}

/// Asks where the amounts of an invoice come from.
pub(super) async fn explain(desk: &mut Desk<'_>) -> Made {
    made(ExplainInvoice(desk.id().await?))
}

pub(super) async fn edit_item(desk: &mut Desk<'_>) -> Made {
    let item = draft_item(desk).await?;
    let patches = [
        json!({ "item_quantity": desk.chance.quantity() }),
        json!({ "unit_price": desk.chance.price() }),
        json!({ "discount": desk.chance.discount() }),
        json!({ "discount": null }),
        json!({ "discount": desk.chance.discount(), "discount_reason": desk.chance.name() }),
        json!({ "discount_offer_id": desk.id::<OfferDiscount>().await }),
        json!({ "discount_offer_id": null }),
    ];
    let id = desk.or_wrong(item.id).await;
    made(EditInvoiceItem { id, patch: desk.patch(&patches), expected: desk.expected(&item) })
}

/// Moves a line to another draft, of the same center mostly.
pub(super) async fn move_item(desk: &mut Desk<'_>) -> Made {
    let item = draft_item(desk).await?;
    let other = another_draft(desk, item.invoice_id).await?;
    let to = LineMove { invoice_id: desk.or_wrong(other).await };
    made(MoveInvoiceItem { id: item.id, to, expected: desk.expected(&item) })
}

/// Splits a line between its guest and one or two others, by pieces, percentages or sums.
pub(super) async fn split_item(desk: &mut Desk<'_>) -> Made {
    let item = draft_item(desk).await?;
    let others = desk.chance.within(1..=2);
    let kind = desk.chance.within(0..=2);
    let mut shares = Vec::new();
    for _ in 0..others {
        let share = match kind {
            0 => LineShare::Percent(desk.chance.one(&["25", "33.3333"]).parse().unwrap()),
            1 => LineShare::Quantity(desk.chance.one(&["0.5", "1"]).parse().unwrap()),
            _ => LineShare::Amount(Chance::amount(desk.chance.within(1..=2_000), item.currency)),
        };
        shares.push(GuestShare { guest_id: desk.id().await?, share });
    }
    let (id, split) = (desk.or_wrong(item.id).await, LineSplit { shares });
    made(SplitInvoiceItem { id, split, expected: desk.expected(&item) })
}

/// Makes one draft of two.
pub(super) async fn merge(desk: &mut Desk<'_>) -> Made {
    let draft = invoice(desk, InvoiceStatus::Draft).await?;
    let from = another_draft(desk, draft.id).await?;
    let merge = InvoiceMerge { invoice_id: desk.or_wrong(from).await };
    made(MergeInvoices { id: draft.id, merge, expected: desk.expected(&draft) })
}

/// Another draft of the center of an invoice; or, now and then, any.
async fn another_draft(desk: &mut Desk<'_>, of: Id<Invoice>) -> Option<Id<Invoice>> {
    let drafts = Query::limit(40).eq(Invoice::status(), &InvoiceStatus::Draft);
    let drafts: Vec<Stored<Invoice>> = desk.list(drafts).await;
    let center = drafts.iter().find(|draft| draft.id == of).map(|draft| draft.center_id);
    let near = |draft: &&Stored<Invoice>| draft.id != of && Some(draft.center_id) == center;
    let near: Vec<Id<Invoice>> = drafts.iter().filter(near).map(|draft| draft.id).collect();
    match desk.chance.pick(&near).copied() {
        Some(draft) if desk.chance.percent(90) => Some(draft),
        _ => desk.id().await,
    }
}

pub(super) async fn remove_item(desk: &mut Desk<'_>) -> Made {
    let item = draft_item(desk).await?;
    let id = desk.or_wrong(item.id).await;
    made(RemoveInvoiceItem { id, expected: desk.expected(&item) })
}

/// A line of a draft, or, now and then, of any invoice.
pub(super) async fn draft_item(desk: &mut Desk<'_>) -> Option<Stored<InvoiceItem>> {
    let draft = invoice(desk, InvoiceStatus::Draft).await?;
    desk.among(Query::limit(20).eq(InvoiceItem::invoice_id(), &draft.id)).await
}

/// At times a sale that stands on an invoice, for which money is taken.
pub(super) async fn sale_on(desk: &mut Desk<'_>, invoice: Id<Invoice>) -> Option<Id<Sale>> {
    let lines = Query::limit(20).eq(InvoiceItem::invoice_id(), &invoice);
    let lines: Vec<Stored<InvoiceItem>> = desk.list(lines).await;
    let sales: Vec<Id<Sale>> = lines.iter().filter_map(|line| line.sale_id).collect();
    named(desk, &sales).await
}

/// At times one of some sales; or, now and then, any.
async fn named(desk: &mut Desk<'_>, right: &[Id<Sale>]) -> Option<Id<Sale>> {
    // It is chosen aside, so that a seed makes what comes after it as before.
    let aside = Chance::new(desk.chance.clone().next());
    let script = mem::replace(desk.chance, aside);
    let sale = if desk.chance.percent(60) {
        None
    } else if desk.slips(10) {
        desk.id().await
    } else if let Some(sale) = desk.chance.pick(right) {
        Some(desk.or_wrong(*sale).await)
    } else {
        None
    };
    *desk.chance = script;
    sale
}

/// Pays all, a part, or too much of what is owed.
pub(super) async fn pay(desk: &mut Desk<'_>) -> Made {
    let invoice = match desk.chance.next() % 8 {
        0 => desk.any::<Invoice>().await?,
        1 => invoice(desk, InvoiceStatus::Draft).await?,
        _ => invoice(desk, InvoiceStatus::Issued).await?,
    };
    let owed = invoice.balance_due.minor();
    let part = desk.chance.within(1..=owed.max(1));
    let minor = if desk.chance.percent(40) { owed } else { part };
    let minor = if desk.slips(8) { desk.chance.one(&[0, owed + 1]) } else { minor };
    let amount = Chance::amount(minor, invoice.currency);
    let method = desk.chance.one(PaymentMethod::ALL);
    let named = desk.or_wrong(invoice.id).await;
    let mut payment = RecordPayment {
        sale_id: sale_on(desk, invoice.id).await,
        gift_card_code: gift_card_code(desk, method).await,
        remarks: desk.chance.notes(),
        ..RecordPayment::towards(named, method, amount)
    };
    if desk.chance.percent(20) {
        payment.status = Arrival::Pending;
        payment.sale_id = None;
    }
    if desk.chance.percent(20) {
        payment.tip = Some(Chance::amount(desk.chance.within(0..=2_000), invoice.currency));
    }
    if method == PaymentMethod::Card && desk.chance.percent(30) {
        payment.cash_back = Some(Chance::amount(desk.chance.within(0..=10_000), invoice.currency));
    }
    if method == PaymentMethod::Cash && desk.chance.percent(60) || desk.slips(2) {
        let more = desk.chance.within(-100..=10_000);
        payment.tendered = Some(Chance::amount((minor + more).max(0), invoice.currency));
    }
    made(payment)
}

/// Pays for an appointment, billed or not.
pub(super) async fn pay_appointment(desk: &mut Desk<'_>) -> Made {
    let appointment = desk.any::<Appointment>().await?;
    let sale = Query::one().eq(Sale::appointment_id(), &Some(appointment.id));
    let sale: Option<Stored<Sale>> = desk.among(sale).await;
    let most = sale.as_ref().map_or(1, |sale| sale.net_value.minor());
    let minor = desk.chance.within(1..=most.max(1));
    let amount = Chance::amount(minor, appointment.currency);
    let id = desk.or_wrong(appointment.id).await;
    made(RecordPayment {
        sale_id: named(desk, &Vec::from_iter(sale.map(|sale| sale.id))).await,
        // Now and then the number of a charge that was recorded before.
        transaction_no: desk
            .chance
            .percent(50)
            .then(|| format!("T-{}", desk.chance.within(1..=200)).parse().unwrap()),
        ..RecordPayment::for_appointment(id, PaymentMethod::Card, amount)
    })
}
