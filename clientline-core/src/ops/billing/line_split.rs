//! A line that several guests pay, each a part of it: the parts go to the drafts of the others, and
//! what is left stays.
//!
//! A sale stands on one line, so a line that bills one has its sale split with it: each part has a
//! sale of its own, by which it can be billed again if it leaves its draft. The appointment keeps
//! the sale that it had.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use super::{
    draft::{Draft, NO_DRAFT, NOT_ADDED, draft_of_all, save_all},
    line_sales::follow,
    line_taxes::taxes_of,
    stock::units,
};
use crate::{
    billing::{LineShare, split},
    engine::{
        Conflicts, Env, Operation, Plan, Series, View,
        reading::{Required, peek, referred, require},
    },
    entity::Stored,
    error::{Error, Result},
    model::{
        Appointment, AppointmentStatus, Center, EventKind, Guest, Invoice, InvoiceItem, ItemTaxes,
        ItemType, Organization, Permission, Sale, Tax,
    },
    ops::people::guest_erase::NOT_CURRENT,
    row::{ChangeSet, Version},
    storage::Key,
    value::{Discount, Id, Money, Quantity, UnitPrice},
};

/// The most guests who pay a part of one line beside the one who is billed for it.
const SHARES_MAX: usize = 20;

/// A guest's part of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GuestShare {
    /// The guest who pays it; on their draft at the same center, which is made if there is none.
    pub guest_id: Id<Guest>,
    /// How much of the line it is.
    pub share: LineShare,
}

/// How a line is split.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LineSplit {
    /// The parts of others, all told in one way, which leave some of the line: one to twenty,
    /// nobody twice.
    #[serde(deserialize_with = "one_to_twenty")]
    #[schemars(length(min = 1, max = 20))]
    pub shares: Vec<GuestShare>,
}

/// Reads one to twenty shares.
fn one_to_twenty<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<GuestShare>, D::Error> {
    let shares = Vec::deserialize(from)?;
    if (1..=SHARES_MAX).contains(&shares.len()) {
        return Ok(shares);
    }
    Err(D::Error::custom("it has one to twenty shares"))
}

/// Splits a line of a draft between guests, each of whom pays a part of it. Together the parts are
/// the line: its quantity, its price and its discount.
#[derive(Clone, Debug)]
pub struct SplitInvoiceItem {
    /// Which line; what is left of it stays where it is.
    pub id: Id<InvoiceItem>,
    /// The parts.
    pub split: LineSplit,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl Operation for SplitInvoiceItem {
    /// What is left of the line, and then the parts in the order in which they were asked for.
    type Answer = Vec<Stored<InvoiceItem>>;
    const NAME: &'static str = "invoice_item_split";
    const NEEDS: Permission = Permission::DraftInvoices;
    const CONFLICTS: Conflicts = Conflicts::of(&[
        NO_DRAFT,
        NOT_ADDED,
        NOT_CURRENT,
        &[
            "appointment_not_begun",
            "currency_mismatch",
            "gift_card_line",
            "line_redeemed",
            "package_not_whole",
        ],
    ]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let item = view.require_version(self.id, self.expected).await?;
        must_be_divisible(&item)?;
        let mut from = Draft::require(view, require(item.invoice_id)).await?;
        let mut changes = env.changes();
        let payers = Box::pin(self.payers(env, view, &mut changes, &from)).await?;
        let sale = view.read(item.sale_id.map(require)).await?;
        let appointment = sale.as_ref().and_then(|sale| sale.appointment_id);
        let (appointment, taxes) = view.read((appointment.map(peek), from.taxes())).await?;
        if let Some(appointment) = appointment.flatten() {
            must_have_begun(&appointment)?;
        }
        let parts = Parts { item, sale, taxes: taxes.unwrap_or_default() };
        let mut terms = self.terms(&from, &parts.item)?.into_iter();
        let rest = terms.next().ok_or(Error::NotFound { entity: "invoice_item" })?;
        parts.keep(&mut changes, &mut from, &rest)?;
        let mut lines = vec![self.id];
        let mut drafts = vec![from];
        for (mut payer, part) in payers.into_iter().zip(terms) {
            payer.read_prices(&mut changes, Some(drafts[0].invoice().price_mode))?;
            lines.push(parts.give(env, view, &mut changes, &mut payer, &part)?);
            drafts.push(payer);
        }
        let drafts = Box::pin(save_all(env, view, &mut changes, drafts)).await?;
        let saved = drafts.iter().zip(lines).map(|(draft, line)| {
            let line = draft.items().iter().find(|item| item.id == line).cloned();
            line.ok_or(Error::NotFound { entity: "invoice_item" })
        });
        let saved: Vec<Stored<InvoiceItem>> = saved.collect::<Result<_>>()?;
        let added: Vec<Id<InvoiceItem>> = saved.iter().skip(1).map(|line| line.id).collect();
        let plan = Plan::new(saved, changes).emit(EventKind::InvoiceItemUpdated, self.id);
        Ok(added.into_iter().fold(plan, |plan, line| plan.emit(EventKind::InvoiceItemAdded, line)))
    }
}

impl SplitInvoiceItem {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<InvoiceItem>, split: LineSplit) -> Self {
        Self { id, split, expected: None }
    }

    /// Returns the drafts of those who pay, in the order of the shares; made, where there is none.
    async fn payers(
        &self,
        env: &Env,
        view: &mut View<'_>,
        changes: &mut ChangeSet,
        from: &Draft,
    ) -> Result<Vec<Draft>> {
        let shares = &self.split.shares;
        let ids: Vec<Id<Guest>> = shares.iter().map(|share| share.guest_id).collect();
        let billed = from.invoice();
        let is_again = |at: &usize| ids[*at] == billed.guest_id || ids[..*at].contains(&ids[*at]);
        if let Some(at) = (0..ids.len()).find(is_again) {
            let detail = "The guest has a part of the line already.";
            return Err(Error::invalid(&pointer(at), "duplicate", detail));
        }
        let pointers: Vec<String> = (0..ids.len()).map(pointer).collect();
        let guests = pointers.iter().zip(&ids).map(|(pointer, id)| referred(pointer, *id));
        let guests: Vec<Required<'_, Guest>> = guests.collect();
        let organization = Id::<Organization>::from_uuid(env.tenant().0);
        let places = (require(billed.center_id), require(organization));
        let found = draft_of_all(&ids, billed.center_id);
        let (guests, (center, organization), found) = view.read((guests, places, found)).await?;
        let found: Vec<Id<Invoice>> = found.iter().map(|draft| draft.id).collect();
        let mut found = Draft::among(view, &found).await?;
        let mut payers = Vec::with_capacity(ids.len());
        for guest in &guests {
            guest.must_be_current()?;
            let own = found.iter().position(|draft| draft.invoice().guest_id == guest.id);
            let payer = match own {
                Some(at) => found.swap_remove(at),
                None => Draft::make(env, changes, guest, &center, &organization),
            };
            must_share_currency(&payer, billed, &center)?;
            payers.push(payer);
        }
        Ok(payers)
    }

    /// Returns what is left of the line, and each part.
    fn terms(&self, from: &Draft, item: &InvoiceItem) -> Result<Vec<Terms>> {
        let invoice = from.input()?;
        let at = from.items().iter().position(|other| other.id == item.id);
        let line = at.and_then(|at| invoice.lines.get(at));
        let line = line.ok_or(Error::NotFound { entity: "invoice_item" })?;
        let shares: Vec<LineShare> = self.split.shares.iter().map(|part| part.share).collect();
        let parts = split(line, &invoice, &shares)
            .map_err(|error| Error::invalid(&error.pointer(), error.code(), error.to_string()))?;
        let pieces: u64 = parts.iter().map(|part| units(part.quantity)).sum();
        if item.item_type == ItemType::Product && pieces > units(item.item_quantity) {
            let detail =
                "More pieces would be taken out of stock than are sold; split by quantity.";
            return Err(Error::invalid("/shares", "piece_cut", detail));
        }
        let terms = parts.into_iter().map(|part| Terms {
            quantity: part.quantity,
            unit_price: part.unit_price.in_currency(item.currency),
            discount: part.discount,
        });
        Ok(terms.collect())
    }
}

/// Where the guest of a share stands in the body.
fn pointer(at: usize) -> String {
    format!("/shares/{at}/guest_id")
}

fn must_share_currency(payer: &Draft, billed: &Invoice, center: &Center) -> Result<()> {
    if payer.invoice().currency == billed.currency {
        return Ok(());
    }
    let detail = format!("The drafts of {} are in two currencies.", center.name.as_str());
    Err(Error::conflict("currency_mismatch", detail))
}

/// Refuses lines that are one thing, whoever pays for it.
///
/// # Errors
///
/// [`Error::Conflict`] `line_redeemed` if a package paid for it, and `package_not_whole` and
/// `gift_card_line` if it sells one.
fn must_be_divisible(item: &InvoiceItem) -> Result<()> {
    if item.guest_package_id.is_some() {
        let detail = "A session of a package was taken for this line, and nobody else pays for it.";
        return Err(Error::conflict("line_redeemed", detail));
    }
    match item.item_type {
        ItemType::GiftCard => {
            let detail = "A gift card is sold to one guest; others pay a part of the invoice.";
            Err(Error::conflict("gift_card_line", detail))
        }
        ItemType::Package => {
            let detail = "A package is one guest's; others pay a part of the invoice.";
            Err(Error::conflict("package_not_whole", detail))
        }
        _ => Ok(()),
    }
}

/// Refuses what may still be cancelled, or missed: that would leave the parts of others behind.
fn must_have_begun(appointment: &Appointment) -> Result<()> {
    let status = appointment.status;
    if status.occupies() && !status.may_become(AppointmentStatus::Cancelled) {
        return Ok(());
    }
    let detail = "The appointment may still be cancelled; split its line once it has begun.";
    Err(Error::conflict("appointment_not_begun", detail))
}

/// What a part of a line says.
struct Terms {
    quantity: Quantity,
    unit_price: UnitPrice,
    discount: Option<Discount>,
}

/// A line that is split, with what the parts have from it.
struct Parts {
    item: Stored<InvoiceItem>,
    sale: Option<Stored<Sale>>,
    taxes: Vec<Stored<Tax>>,
}

impl Parts {
    /// Has the line say what is left of it, and its sale.
    fn keep(&self, changes: &mut ChangeSet, from: &mut Draft, rest: &Terms) -> Result<()> {
        from.change(changes, self.item.id, |item| {
            item.item_quantity = rest.quantity;
            item.unit_price = rest.unit_price;
            item.give_as_much(rest.discount);
            item.charge_percent = None;
        })?;
        let line = from.items().iter().find(|item| item.id == self.item.id);
        match self.sale.as_ref().zip(line) {
            Some((sale, line)) => follow(changes, sale, line, from.invoice().price_mode),
            None => Ok(()),
        }
    }

    /// Puts a part onto the draft of whoever pays it, with a sale of its own if the line has one.
    fn give(
        &self,
        env: &Env,
        view: &mut View<'_>,
        changes: &mut ChangeSet,
        payer: &mut Draft,
        part: &Terms,
    ) -> Result<Id<InvoiceItem>> {
        let id = env.new_id::<InvoiceItem>();
        let zero = Money::zero(self.item.currency);
        let mut line = InvoiceItem {
            id,
            invoice_id: payer.invoice().id,
            sale_id: None,
            row_num: payer.next_row(),
            item_quantity: part.quantity,
            unit_price: part.unit_price,
            taxes: self.taxes_to(view, payer),
            // What was paid before was for the guest who is billed.
            deposit_id: None,
            gift_card_id: None,
            deducted: zero,
            deducted_taxes: ItemTaxes::default(),
            charge_percent: None,
            ..InvoiceItem::clone(&self.item)
        };
        line.give_as_much(part.discount);
        if let Some(sale) = &self.sale {
            let own = changes.insert(Sale {
                id: env.new_id(),
                sale_no: env.code(Series::Sale)?,
                appointment_id: None,
                invoice_item_id: Some(id.uuid()),
                guest_id: payer.invoice().guest_id,
                deposit_id: None,
                price_mode: Some(payer.invoice().price_mode),
                ..Sale::clone(sale)
            });
            line.sale_id = Some(own.id);
            follow(changes, &own, &line, payer.invoice().price_mode)?;
        }
        payer.push(changes, line)
    }

    /// The taxes of the line as whoever pays the part is taxed.
    fn taxes_to(&self, view: &mut View<'_>, payer: &Draft) -> ItemTaxes {
        let ids: Vec<Id<Tax>> = self.item.taxes.0.iter().map(|tax| tax.id).collect();
        taxes_of(view, &ids, &self.taxes, payer.taxed(self.item.performed_on))
    }
}
