//! Gift cards: how one comes into being, is written off, and is taken back.

use chrono::NaiveDate;

use super::{
    gift_card_ledger::{About, post},
    package_ends::PrepaidWriteOff,
    settlement::too_large,
};
use crate::{
    billing::gift_card_code,
    engine::{Conflicts, Env, Operation, Plan, View},
    entity::{Query, Stored},
    error::{Error, Result},
    model::{
        EventKind, GiftCard, GiftCardEntry, GiftCardReason, Invoice, InvoiceItem, ItemTaxes,
        ItemType, Permission,
    },
    ops::resource::Readable,
    row::{ChangeSet, Version},
    storage::Key,
    value::{Code, GraceDays, Id},
};

impl Readable for GiftCard {
    const READS: Permission = Permission::ReadPayments;
    const FILTERS: &'static [&'static str] = &["guest_id", "invoice_id"];
}

impl Readable for GiftCardEntry {
    const READS: Permission = Permission::ReadPayments;
    const FILTERS: &'static [&'static str] = &["gift_card_id"];
}

/// Tells others of what happened to gift cards.
pub(super) fn tell<T>(
    plan: Plan<T>,
    kind: EventKind,
    cards: impl IntoIterator<Item = Id<GiftCard>>,
) -> Plan<T> {
    cards.into_iter().fold(plan, |plan, card| plan.emit(kind, card))
}

/// Writes off what is left on a gift card after its last day, or on one that is given up.
#[derive(Clone, Copy, Debug)]
pub struct WriteOffGiftCard {
    /// The gift card.
    pub id: Id<GiftCard>,
    /// How.
    pub how: PrepaidWriteOff,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl WriteOffGiftCard {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<GiftCard>, how: PrepaidWriteOff) -> Self {
        Self { id, how, expected: None }
    }
}

impl Operation for WriteOffGiftCard {
    type Answer = Stored<GiftCard>;
    const NAME: &'static str = "gift_card_write_off";
    const NEEDS: Permission = Permission::RefundPayments;
    const CONFLICTS: Conflicts = Conflicts::of(&[&["gift_card_short", "not_expired"]]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let card = view.require_version(self.id, self.expected).await?;
        let center = view.require(card.center_id).await?;
        let today = center.business_day(env.now());
        if !self.how.early && card.expires_on.is_none_or(|last| today <= last) {
            return Err(Error::conflict("not_expired", "The gift card still pays."));
        }
        if card.balance.minor() == 0 {
            return Err(Error::conflict("gift_card_short", "Nothing is left on the gift card."));
        }
        let mut changes = env.changes();
        let after = write_off(env, &mut changes, &card)?;
        Ok(Plan::new(after, changes).emit(EventKind::GiftCardWrittenOff, self.id))
    }
}

/// Takes what is left on a gift card off it.
pub(super) fn write_off(
    env: &Env,
    changes: &mut ChangeSet,
    card: &Stored<GiftCard>,
) -> Result<Stored<GiftCard>> {
    let rest = card.balance.checked_neg().map_err(too_large)?;
    let reason = (GiftCardReason::WrittenOff, About::Itself);
    let after = post(env, changes, card, reason, rest)?;
    // Its tax was charged, and stays so.
    Ok(changes.update(&after, |card| card.drawn_taxes = card.taxes.clone()))
}

/// Makes the gift cards that stand on an invoice, as it is issued.
pub(super) fn issue(
    env: &Env,
    changes: &mut ChangeSet,
    invoice: &Invoice,
    items: &[Stored<InvoiceItem>],
    (write_off_after_days, day): (Option<GraceDays>, NaiveDate),
) -> Result<Vec<Id<GiftCard>>> {
    let mut issued = Vec::new();
    for item in gift_cards_among(items) {
        let code = gift_card_code(&env.secret()?);
        let read = |text: &str| Code::parse(text).map_err(|error| Error::value("", &error));
        // Its tax, if it is known by now, is in what it pays for.
        let value = item.net_price.checked_add(item.tax).map_err(too_large)?;
        let mut card = GiftCard {
            id: env.new_id(),
            last_four: read(code.rsplit('-').next().unwrap_or(&code))?,
            code: read(&code)?,
            value,
            balance: value,
            taxes: item.taxes.clone(),
            drawn_taxes: ItemTaxes::default(),
            currency: invoice.currency,
            guest_id: invoice.guest_id,
            center_id: invoice.center_id,
            invoice_id: invoice.id,
            invoice_item_id: item.id,
            issued_on: day,
            expires_on: item.gift_card_expires_on,
            write_off_after_days,
            write_off_on: None,
            steps: 1,
        };
        card.write_off_on = card.write_off_day();
        let entry = card.entry(env, (GiftCardReason::Issued, About::Itself), card.value);
        issued.push(card.id);
        changes.insert(card);
        changes.insert(entry);
    }
    Ok(issued)
}

fn gift_cards_among<'i>(
    items: impl IntoIterator<Item = &'i Stored<InvoiceItem>>,
) -> impl Iterator<Item = &'i Stored<InvoiceItem>> {
    items.into_iter().filter(|item| item.item_type == ItemType::GiftCard)
}

/// Takes back what lines sold that are credited, or whose invoice is withdrawn.
///
/// # Errors
///
/// [`Error::Conflict`] `gift_card_in_use` if some of a gift card was spent.
pub(super) async fn withdraw(
    env: &Env,
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    items: impl IntoIterator<Item = &Stored<InvoiceItem>>,
    reason: GiftCardReason,
) -> Result<()> {
    let lines: Vec<Id<InvoiceItem>> = gift_cards_among(items).map(|item| item.id).collect();
    let most = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    let asked = (most > 0).then(|| Query::limit(most).any(GiftCard::invoice_item_id(), &lines));
    for card in view.read(asked).await?.unwrap_or_default() {
        let spent = card
            .standing()
            .spent()
            .map_err(|error| Error::invalid("", error.code(), error.to_string()))?;
        if spent.minor() != 0 {
            let last_four = &card.last_four;
            let detail = format!(
                "Of the gift card that ends in {last_four}, {spent} was spent or written off."
            );
            return Err(Error::conflict("gift_card_in_use", detail));
        }
        view.rely_on(&card);
        let amount = card.balance.checked_neg().map_err(too_large)?;
        post(env, changes, &card, (reason, About::Itself), amount)?;
    }
    Ok(())
}
