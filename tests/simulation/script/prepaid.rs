//! Requests about the packages and gift cards that guests bought.

use clientline::{
    entity::{Query, Stored},
    model::{
        Appointment, GiftCard, GuestPackage, Invoice, InvoiceItem, InvoiceStatus, PaymentMethod,
    },
    ops::billing::{
        gift_card_till::{GetGiftCardBalance, NewGiftCard},
        gift_cards::WriteOffGiftCard,
        invoice_items::AddInvoiceItem,
        package_ends::{
            PackageRest, PackageTransfer, PrepaidWriteOff, RestPackage, TransferPackage,
            WakePackage, WriteOffPackage,
        },
        redemption::{RedeemPackage, Redemption},
    },
    row::Version,
    value::{Code, Id},
};

use super::{Made, desk::Desk, made, values::date_after};
use crate::chance::Chance;

/// Takes a session for a line on a draft of whoever has a package, or for an appointment; now and
/// then for both, or of a package that is another's.
pub(super) async fn redeem(desk: &mut Desk<'_>) -> Made {
    let package: Stored<GuestPackage> = desk.among(Query::limit(40)).await?;
    let (mut invoice_item_id, mut appointment_id) = (None, None);
    if desk.chance.percent(50) {
        invoice_item_id = line(desk, &package).await;
    }
    if invoice_item_id.is_none() || desk.slips(5) {
        let appointments = Query::limit(10).eq(Appointment::guest_id(), &package.guest_id);
        let appointment: Option<Stored<Appointment>> = desk.among(appointments).await;
        appointment_id = appointment.map(|appointment| appointment.id);
    }
    let id = if desk.slips(5) { desk.id().await? } else { package.id };
    let redemption = Redemption { invoice_item_id, appointment_id };
    made(RedeemPackage { id, redemption, expected: None })
}

/// A line on the draft of whoever has a package.
async fn line(desk: &mut Desk<'_>, package: &GuestPackage) -> Option<Id<InvoiceItem>> {
    let drafts = Query::limit(3)
        .eq(Invoice::guest_id(), &package.guest_id)
        .eq(Invoice::status(), &InvoiceStatus::Draft);
    let draft: Stored<Invoice> = desk.among(drafts).await?;
    let lines = Query::limit(9).eq(InvoiceItem::invoice_id(), &draft.id);
    let line: Stored<InvoiceItem> = desk.among(lines).await?;
    Some(line.id)
}

/// Puts a gift card onto a draft; now and then one that has expired.
pub(super) async fn gift_card(desk: &mut Desk<'_>, draft: &Invoice) -> Made {
    let value = Chance::amount(desk.chance.within(0..=20_000), draft.currency);
    let days = desk.chance.within(-1..=60);
    let expires_on = desk.chance.percent(30).then(|| date_after(desk.now, days));
    let gift_card = Some(NewGiftCard { value, expires_on });
    let id = desk.or_wrong(draft.id).await;
    made(AddInvoiceItem { gift_card, ..AddInvoiceItem::alone(id) })
}

/// The code of a gift card, if one pays; or, now and then, what is none.
pub(super) async fn gift_card_code(desk: &mut Desk<'_>, method: PaymentMethod) -> Option<Code> {
    if method != PaymentMethod::GiftCard {
        return None;
    }
    if desk.slips(10) {
        return "0000".parse().ok();
    }
    let card: Stored<GiftCard> = desk.among(Query::limit(40)).await?;
    Some(card.code.clone())
}

/// Asks what is left on a gift card.
pub(super) async fn balance(desk: &mut Desk<'_>) -> Made {
    let code = gift_card_code(desk, PaymentMethod::GiftCard).await?;
    made(GetGiftCardBalance { code })
}

/// A package, of a wrong identifier now and then, and the version that is expected of it.
async fn package(desk: &mut Desk<'_>) -> Option<(Id<GuestPackage>, Option<Version>)> {
    let package: Stored<GuestPackage> = desk.among(Query::limit(40)).await?;
    Some((desk.or_wrong(package.id).await, desk.expected(&package)))
}

/// Has a package rest, now and then in the past.
pub(super) async fn rest(desk: &mut Desk<'_>) -> Made {
    let (id, expected) = package(desk).await?;
    let (first, days) = (desk.chance.within(-1..=5), desk.chance.within(-1..=30));
    let from = desk.chance.percent(50).then(|| date_after(desk.now, first));
    let rest = PackageRest { from, until: date_after(desk.now, first + days) };
    made(RestPackage { id, rest, expected })
}

/// Ends the rest of a package.
pub(super) async fn wake(desk: &mut Desk<'_>) -> Made {
    let resting: Vec<Stored<GuestPackage>> = desk.list(Query::limit(100)).await;
    let resting = resting.into_iter().filter(|package| package.rests_until.is_some());
    let resting: Vec<Stored<GuestPackage>> = resting.collect();
    match desk.chance.pick(&resting).cloned() {
        Some(package) if desk.chance.percent(90) => {
            made(WakePackage { id: package.id, expected: desk.expected(&package) })
        }
        _ => {
            let (id, expected) = package(desk).await?;
            made(WakePackage { id, expected })
        }
    }
}

/// Makes a package another guest's.
pub(super) async fn transfer(desk: &mut Desk<'_>) -> Made {
    let (id, expected) = package(desk).await?;
    let to = PackageTransfer { guest_id: desk.id().await? };
    made(TransferPackage { id, to, expected })
}

/// Writes off what is left of a package.
pub(super) async fn write_off(desk: &mut Desk<'_>) -> Made {
    let (id, expected) = package(desk).await?;
    let how = PrepaidWriteOff { early: desk.chance.percent(50) };
    made(WriteOffPackage { id, how, expected })
}

/// Writes off what is left on a gift card.
pub(super) async fn write_off_gift_card(desk: &mut Desk<'_>) -> Made {
    let card: Stored<GiftCard> = desk.among(Query::limit(40)).await?;
    let how = PrepaidWriteOff { early: desk.chance.percent(50) };
    let id = desk.or_wrong(card.id).await;
    made(WriteOffGiftCard { id, how, expected: desk.expected(&card) })
}
