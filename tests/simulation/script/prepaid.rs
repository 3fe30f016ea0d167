//! Requests about the packages and gift cards that guests bought.

use clientline::{
    entity::{Query, Stored},
    model::{
        Appointment, Center, GiftCard, Guest, GuestPackage, Invoice, InvoiceItem, InvoiceKind,
        InvoiceStatus, ItemTaxes, PaymentMethod, Tax,
    },
    ops::billing::{
        gift_card_till::{GetGiftCardBalance, NewGiftCard},
        gift_cards::WriteOffGiftCard,
        guest_deposits::AskGuestDeposit,
        invoice_items::AddInvoiceItem,
        line_deductions::{DeductFromLine, LineDeduction},
        package_ends::{
            PackageRest, PackageTransfer, PrepaidWriteOff, RestPackage, TransferPackage,
            WakePackage, WriteOffPackage,
        },
        redemption::{RedeemPackage, Redemption},
    },
    row::Version,
    value::{Code, Id, IdList},
};

use super::{Made, billing::draft_item, desk::Desk, made, values::date_after};
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

/// Puts a gift card onto a draft, at times one whose tax is known; now and then one that has
/// expired.
pub(super) async fn gift_card(desk: &mut Desk<'_>, draft: &Invoice) -> Made {
    let value = Chance::amount(desk.chance.within(0..=20_000), draft.currency);
    let days = desk.chance.within(-1..=60);
    let expires_on = desk.chance.percent(30).then(|| date_after(desk.now, days));
    let mut card = NewGiftCard { expires_on, ..NewGiftCard::over(value) };
    if desk.chance.percent(50) {
        let taxes: Vec<Id<Tax>> = desk.id().await.into_iter().collect();
        card.tax_ids = IdList::new(taxes).unwrap_or_default();
    } else if desk.chance.percent(30) {
        card.service_id = desk.id().await;
    }
    let gift_card = Some(card);
    let id = desk.or_wrong(draft.id).await;
    made(AddInvoiceItem { gift_card, ..AddInvoiceItem::new(id) })
}

/// Deducts a gift card or a deposit from a line, mostly one that is taxed as the line is; or
/// nothing any more.
pub(super) async fn deduct(desk: &mut Desk<'_>) -> Made {
    let item = draft_item(desk).await?;
    let mut deduction = LineDeduction::default();
    if desk.chance.percent(60) {
        let cards: Vec<Stored<GiftCard>> = desk.list(Query::limit(60)).await;
        let is_alike = |card: &&Stored<GiftCard>| ids(&card.taxes) == ids(&item.taxes);
        let alike: Vec<Stored<GiftCard>> = cards.iter().filter(is_alike).cloned().collect();
        let cards = if alike.is_empty() || desk.slips(10) { &cards } else { &alike };
        deduction.gift_card_code = desk.chance.pick(cards).map(|card| card.code.clone());
    }
    if deduction.gift_card_code.is_none() || desk.slips(3) {
        let invoices: Vec<Stored<Invoice>> = desk.list(Query::limit(60).descending()).await;
        let deposits = invoices.iter().filter(|one| one.kind == InvoiceKind::Deposit);
        let deposits: Vec<Id<Invoice>> = deposits.map(|one| one.id).collect();
        deduction.deposit_id = desk.chance.pick(&deposits).copied();
    }
    let id = desk.or_wrong(item.id).await;
    made(DeductFromLine { id, deduction, expected: desk.expected(&item) })
}

fn ids(taxes: &ItemTaxes) -> Vec<Id<Tax>> {
    taxes.0.iter().map(|tax| tax.id).collect()
}

/// Asks a guest for a deposit for nothing that is sold yet.
pub(super) async fn guest_deposit(desk: &mut Desk<'_>) -> Made {
    let guest: Stored<Guest> = desk.any().await?;
    let center: Stored<Center> = desk.any().await?;
    let minor = desk.chance.within(1..=10_000);
    let taxes: Vec<Id<Tax>> = desk.id().await.into_iter().collect();
    let has_taxes = desk.chance.percent(70);
    made(AskGuestDeposit {
        guest_id: desk.or_wrong(guest.id).await,
        center_id: Some(desk.or_wrong(center.id).await),
        amount: Chance::amount(if desk.slips(4) { 0 } else { minor }, center.currency),
        name: desk.chance.percent(50).then(|| desk.chance.name()),
        tax_ids: IdList::new(taxes).ok().filter(|_| has_taxes).unwrap_or_default(),
        notes: desk.chance.notes(),
    })
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
