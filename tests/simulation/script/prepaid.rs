//! Requests about the packages that guests bought.

use clientline::{
    entity::{Query, Stored},
    model::{Appointment, GuestPackage, Invoice, InvoiceItem, InvoiceStatus},
    ops::billing::redemption::{RedeemPackage, Redemption},
    value::Id,
};

use super::{Made, desk::Desk, made};

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
