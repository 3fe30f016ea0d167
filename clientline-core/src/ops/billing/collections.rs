//! Numbered collections: taking money with one, noting things on one, and taking
//! one back.
//!
//! Its receipt was handed out, so a collection is never deleted: what takes it back is a
//! reversal, a collection of its own over the same sum below zero. An invoice's
//! `total_collection` stays the sum of its collections.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commissions::{Ledgers, becomes_unpaid, earned_on},
    gift_card_ledger::GiftCards,
    gift_cards::tell,
    invoices::written_by,
    open_day::collection_number,
    payments::{NOT_RECORDED, RecordPayment},
    receiving::{NOT_RECEIVED, Receipt, receive},
    settlement::{settle, stage_of, too_large},
    taking_back::{take_back, touches_credit, unrounded},
};
use crate::{
    engine::{
        ConflictGroup, Conflicts, Env, Operation, Plan, View,
        reading::{first, require, require_version},
    },
    entity::{Query, Stored},
    error::{Error, Result},
    model::{
        Collection, CollectionKind, Employee, EventKind, GuestCreditReason, Invoice, Payment,
        PaymentMethod, PaymentStatus, Permission, ProviderTips, Sale,
    },
    ops::{
        people::guest_credit::{Ledger, Posting},
        resource::Readable,
    },
    row::{ChangeSet, Version},
    storage::Key,
    value::{Amount, Code, Id, Notes},
};

/// The conflicts of a collection that is not taken back.
pub(in crate::ops) const NOT_REVERSED: ConflictGroup = &[
    "collection_already_reversed",
    "day_closed",
    "deposit_deducted",
    "guest_credit_short",
    "invalid_transition",
];

impl Readable for Collection {
    const READS: Permission = Permission::ReadPayments;
    const FILTERS: &'static [&'static str] = &["invoice_id", "payment_id", "sale_id", "center_id"];
    const DAY: Option<&'static str> = Some("collection_date");
}

/// Takes money for an invoice: writes its payment and its collection in one step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordCollection {
    /// The invoice.
    pub invoice_id: Id<Invoice>,
    /// The sale that the money is for, which stands on the invoice; the invoice as
    /// a whole, if absent.
    #[serde(default)]
    pub sale_id: Option<Id<Sale>>,
    /// The employee who takes it.
    #[serde(default)]
    pub employee_id: Option<Id<Employee>>,
    /// How the money is given.
    pub payment_method: PaymentMethod,
    /// The code of the gift card, if one pays.
    #[serde(default)]
    pub gift_card_code: Option<Code>,
    /// How much goes towards the invoice: 0 for a tip alone. More than is due becomes the
    /// guest's credit.
    pub amount: Amount,
    /// The tip for those who served; the sum of its parts, if absent.
    #[serde(default)]
    pub tip: Option<Amount>,
    /// The parts of the tip, by whom they are for.
    #[serde(default)]
    pub tips: ProviderTips,
    /// The cash handed over; the excess comes back as change.
    #[serde(default)]
    pub tendered: Option<Amount>,
    /// What is handed out in cash, and charged to the card beside them.
    #[serde(default)]
    pub cash_back: Option<Amount>,
    /// The past business day on which the money came; today, if absent.
    #[serde(default)]
    pub received_on: Option<NaiveDate>,
    /// The number that the payment system gave.
    #[serde(default)]
    pub transaction_no: Option<Code>,
    /// A number of one's own.
    #[serde(default)]
    pub reference_no: Option<Code>,
    /// More about it.
    #[serde(default)]
    pub remarks: Option<Notes>,
}

impl RecordCollection {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub fn new(invoice_id: Id<Invoice>, payment_method: PaymentMethod, amount: Amount) -> Self {
        Self {
            invoice_id,
            payment_method,
            amount,
            sale_id: None,
            employee_id: None,
            gift_card_code: None,
            tip: None,
            tips: ProviderTips::default(),
            tendered: None,
            cash_back: None,
            received_on: None,
            transaction_no: None,
            reference_no: None,
            remarks: None,
        }
    }
}

impl Operation for RecordCollection {
    type Answer = Stored<Collection>;
    const NAME: &'static str = "collection_record";
    const NEEDS: Permission = Permission::RecordPayments;
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_RECEIVED, NOT_RECORDED]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.invoice_id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let payment = RecordPayment {
            sale_id: self.sale_id,
            employee_id: self.employee_id,
            gift_card_code: self.gift_card_code.clone(),
            tip: self.tip,
            tips: self.tips.clone(),
            tendered: self.tendered,
            cash_back: self.cash_back,
            received_on: self.received_on,
            transaction_no: self.transaction_no.clone(),
            reference_no: self.reference_no.clone(),
            remarks: self.remarks.clone(),
            ..RecordPayment::towards(self.invoice_id, self.payment_method, self.amount)
        };
        let mut changes = env.changes();
        let invoice = payment.invoice(env, view, &mut changes).await?;
        written_by(view, self.employee_id).await?;
        payment.tips_are_for_providers(view).await?;
        let payment = payment.record(env, view, &mut changes, &invoice).await?;
        let receipt = Receipt { sale_id: self.sale_id, received_on: self.received_on };
        let (payment, collection) =
            receive(env, view, &mut changes, &invoice, &payment, receipt).await?;
        let id = collection.id;
        let plan = Plan::new(collection, changes).emit(EventKind::CollectionCreated, id);
        Ok(tell(plan, EventKind::GiftCardRedeemed, payment.gift_card_id))
    }
}

/// Takes a collection back, and its payment with it: the money counts no more.
#[derive(Clone, Copy, Debug)]
pub struct ReverseCollection {
    /// Which collection.
    pub id: Id<Collection>,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl ReverseCollection {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<Collection>) -> Self {
        Self { id, expected: None }
    }
}

impl Operation for ReverseCollection {
    type Answer = ();
    const NAME: &'static str = "collection_reverse";
    const NEEDS: Permission = Permission::RefundPayments;
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_REVERSED]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<()>> {
        let collection = view.require_version(self.id, self.expected).await?;
        let payment = view.require(collection.payment_id).await?;
        let mut changes = env.changes();
        reverse(env, view, &mut changes, &collection, &payment).await?;
        Ok(Plan::new((), changes).emit(EventKind::CollectionReversed, self.id))
    }
}

/// Takes a completed payment back, and its collection with it.
#[derive(Clone, Copy, Debug)]
pub struct ReversePayment {
    /// Which payment.
    pub id: Id<Payment>,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl ReversePayment {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<Payment>) -> Self {
        Self { id, expected: None }
    }
}

impl Operation for ReversePayment {
    type Answer = ();
    const NAME: &'static str = "payment_reverse";
    const NEEDS: Permission = Permission::RefundPayments;
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_REVERSED]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<()>> {
        let collection = Query::one()
            .eq(Collection::payment_id(), &self.id)
            .eq(Collection::kind(), &CollectionKind::Receipt);
        let payment = require_version(self.id, self.expected);
        let (payment, collection) = view.read((payment, first(collection))).await?;
        let Some(collection) = collection else {
            let status = payment.status.as_str();
            let detail = format!("A payment that is {status} can't be taken back.");
            return Err(Error::conflict("invalid_transition", detail));
        };
        view.rely_on(&collection);
        let mut changes = env.changes();
        reverse(env, view, &mut changes, &collection, &payment).await?;
        Ok(Plan::new((), changes).emit(EventKind::PaymentReversed, self.id))
    }
}

/// Writes the reversal of a collection, and what follows from it.
async fn reverse(
    env: &Env,
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    collection: &Stored<Collection>,
    payment: &Stored<Payment>,
) -> Result<()> {
    if collection.kind != CollectionKind::Receipt {
        let detail = "This took money back itself; take the money again instead.";
        return Err(Error::conflict("invalid_transition", detail));
    }
    if payment.refunded.minor() > 0 {
        let detail = "Money of this payment was given back; give back the rest instead.";
        return Err(Error::conflict("invalid_transition", detail));
    }
    if collection.is_reversed {
        let detail = "This collection was taken back already.";
        return Err(Error::conflict("collection_already_reversed", detail));
    }
    let earned = earned_on(collection.invoice_id);
    let asked = (require(collection.invoice_id), require(collection.center_id), earned);
    let (invoice, center, earned) = view.read(asked).await?;
    let date = center.business_day(env.now());
    let (number, ()) = collection_number(env, view, changes, (&center, date), ()).await?;
    let amount = collection.amount.checked_neg().map_err(too_large)?;
    changes.insert(Collection {
        id: env.new_id(),
        collection_no: number.number,
        series: Some(number.series),
        sequence: Some(number.sequence),
        series_start: number.series_start,
        kind: CollectionKind::Reversal,
        reverses_id: Some(collection.id.uuid()),
        is_reversed: false,
        amount,
        collection_date: date,
        transaction_no: None,
        reference_no: None,
        remarks: None,
        ..(**collection).clone()
    });
    changes.update(collection, |collection| collection.is_reversed = true);
    changes.update(payment, |payment| {
        payment.status = PaymentStatus::Reversed;
        payment.charge_no = payment.charge();
    });
    GiftCards::of(view, [&**payment]).await?.give_back(env, changes, payment, payment.amount)?;
    let rounding = unrounded(&invoice, payment)?;
    let (invoice, owed) = if touches_credit(&invoice, payment, payment.amount) {
        let mut ledger = Ledger::of_invoice(view, &invoice).await?;
        // First, since of what comes back some may not count.
        if payment.payment_method == PaymentMethod::GuestCredit {
            let posting = Posting {
                reason: GuestCreditReason::PaymentReversed,
                amount: payment.amount,
                invoice_id: Some(invoice.id),
                payment_id: Some(payment.id),
            };
            ledger.post(env, changes, posting)?;
        }
        let taken = take_back(
            env,
            changes,
            &mut ledger,
            (&invoice, payment),
            payment.amount,
            (GuestCreditReason::OverpaymentReversed, GuestCreditReason::ReductionReversed),
        )?;
        (taken.invoice, taken.owed)
    } else {
        (invoice, payment.amount.checked_neg().map_err(too_large)?)
    };
    let settled = settle(changes, &invoice, owed, rounding, stage_of(&invoice))?;
    if becomes_unpaid(&invoice, &settled) {
        Ledgers::of(&earned)?.take_back(env, changes, date)?;
    }
    Ok(())
}
