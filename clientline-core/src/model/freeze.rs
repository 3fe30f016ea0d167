//! The rows and columns that are frozen: rows that are documents, numbers, or a record of what
//! happened.
//!
//! Declared once, beside [`TABLES`](super::TABLES), and made into triggers by each store
//! after its migrations. All but the named columns is frozen, so that a column that comes
//! later is frozen until somebody names it here. Rules that need more than the old row's
//! status, such as which status may follow which, are SQL of the stores.

use super::{
    AppointmentChange, Audit, AuditSeal, Collection, Commission, Counter, CreditNote,
    CreditNoteItem, DayClose, Event, GiftCard, GiftCardEntry, GuestCredit, GuestCreditEntry,
    GuestPackage, GuestPackageEntry, Invoice, Occupancy, Outbox, Payment, Sale,
};
use crate::{entity::Entity as _, row::Table};

/// The part of a table that may not change.
#[derive(Debug)]
pub struct Freeze {
    /// The table.
    pub table: &'static Table,
    /// The rule that refuses an update, by the name that the refusal says.
    pub rule: &'static str,
    /// Which rows are frozen.
    pub rows: FrozenRows,
    /// The columns that may still change, and with them the row's version and the time of
    /// its last change. If there is none, a frozen row can't be updated at all.
    pub changing: &'static [&'static str],
    /// The rule that refuses to delete a frozen row, if it may not be deleted.
    pub stays: Option<&'static str>,
}

/// Which rows of a table are frozen, by what they held before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrozenRows {
    /// Every row, from the moment it is there.
    All,
    /// Those whose status is this word.
    WithStatus(&'static str),
    /// Those whose status is any other word than this one.
    WithoutStatus(&'static str),
}

/// Every freeze; a table has one at most.
pub const FREEZES: &[Freeze] = &[
    // Whoever moves an appointment deletes and inserts: so one place alone looks for
    // overlaps, and rivals meet in one order.
    Freeze {
        table: Occupancy::TABLE,
        rule: "occupancy_never_changes",
        rows: FrozenRows::All,
        changing: &[],
        stays: None,
    },
    // What happened stays; the reason that was given may be erased.
    Freeze {
        table: AppointmentChange::TABLE,
        rule: "appointment_change_never_changes",
        rows: FrozenRows::All,
        changing: &["reason"],
        stays: Some("appointment_change_stays"),
    },
    // What was billed stays as it was billed, for whichever guest and however far it comes;
    // what an appointment is agreed on changes with it, line and all, while that is a draft's.
    Freeze {
        table: Sale::TABLE,
        rule: "sale_billed",
        rows: FrozenRows::WithStatus("billed"),
        changing: &[
            "status",
            "invoice_item_id",
            "guest_id",
            "remarks",
            "provider_id",
            "service_id",
            "quantity",
            "unit_price",
            "price_mode",
            "discount_id",
            "discount",
            "discount_reason",
            "gross_value",
            "discount_value",
            "net_value",
        ],
        stays: None,
    },
    // What was issued stays as it was issued, but for how far it has come.
    Freeze {
        table: Invoice::TABLE,
        rule: "invoice_issued",
        rows: FrozenRows::WithoutStatus("draft"),
        changing: &[
            "status",
            "cash_rounding",
            "credited",
            "redeemed",
            "deducted",
            "drawn",
            "drawn_taxes",
            "refundable",
            "total_collection",
            "balance_due",
        ],
        stays: Some("invoice_issued"),
    },
    // Money that was given is what it was, for what it was given; what is noted beside it
    // may be corrected.
    Freeze {
        table: Payment::TABLE,
        rule: "payment_never_changes",
        rows: FrozenRows::All,
        changing: &[
            "status",
            "credited",
            "refunded",
            "payment_date",
            "transaction_no",
            "charge_no",
            "reference_no",
            "remarks",
        ],
        stays: Some("payment_stays"),
    },
    // Its receipt was handed out; what is noted beside it may be corrected, and that it was
    // reversed.
    Freeze {
        table: Collection::TABLE,
        rule: "collection_never_changes",
        rows: FrozenRows::All,
        changing: &["is_reversed", "transaction_no", "reference_no", "remarks"],
        stays: Some("collection_stays"),
    },
    // It was handed out; the reason that was noted may be erased.
    Freeze {
        table: CreditNote::TABLE,
        rule: "credit_note_never_changes",
        rows: FrozenRows::All,
        changing: &["reason"],
        stays: Some("credit_note_stays"),
    },
    Freeze {
        table: CreditNoteItem::TABLE,
        rule: "credit_note_item_never_changes",
        rows: FrozenRows::All,
        changing: &[],
        stays: Some("credit_note_item_stays"),
    },
    // What a guest has is the sum of a ledger that is only added to.
    Freeze {
        table: GuestCredit::TABLE,
        rule: "guest_credit_never_changes",
        rows: FrozenRows::All,
        changing: &["balance", "steps"],
        stays: Some("guest_credit_stays"),
    },
    Freeze {
        table: GuestCreditEntry::TABLE,
        rule: "guest_credit_entry_never_changes",
        rows: FrozenRows::All,
        changing: &[],
        stays: Some("guest_credit_entry_stays"),
    },
    // So is what is left of a package that a guest bought.
    Freeze {
        table: GuestPackage::TABLE,
        rule: "guest_package_never_changes",
        rows: FrozenRows::All,
        changing: &[
            "guest_id",
            "services",
            "sessions_left",
            "outstanding",
            "expires_on",
            "rests_from",
            "rests_until",
            "write_off_on",
            "steps",
        ],
        stays: Some("guest_package_stays"),
    },
    Freeze {
        table: GuestPackageEntry::TABLE,
        rule: "guest_package_entry_never_changes",
        rows: FrozenRows::All,
        changing: &[],
        stays: Some("guest_package_entry_stays"),
    },
    // So is what is left on a gift card.
    Freeze {
        table: GiftCard::TABLE,
        rule: "gift_card_never_changes",
        rows: FrozenRows::All,
        changing: &["guest_id", "balance", "drawn_taxes", "write_off_on", "steps"],
        stays: Some("gift_card_stays"),
    },
    Freeze {
        table: GiftCardEntry::TABLE,
        rule: "gift_card_entry_never_changes",
        rows: FrozenRows::All,
        changing: &[],
        stays: Some("gift_card_entry_stays"),
    },
    // What was counted stays as it was counted; that the day was opened again is added.
    Freeze {
        table: DayClose::TABLE,
        rule: "day_close_never_changes",
        rows: FrozenRows::All,
        changing: &["status", "reopen_reason"],
        stays: Some("day_close_stays"),
    },
    // What a line earned is the sum of a ledger that is only added to.
    Freeze {
        table: Commission::TABLE,
        rule: "commission_never_changes",
        rows: FrozenRows::All,
        changing: &[],
        stays: Some("commission_stays"),
    },
    // A number that was given is never given again; with which one a series starts is open until
    // then.
    Freeze {
        table: Counter::TABLE,
        rule: "counter_only_grows",
        rows: FrozenRows::All,
        changing: &["next", "first_number"],
        stays: Some("counter_stays"),
    },
    // The trail and its seals are only added to.
    Freeze {
        table: Audit::TABLE,
        rule: "audit_never_changes",
        rows: FrozenRows::All,
        changing: &[],
        stays: Some("audit_stays"),
    },
    Freeze {
        table: AuditSeal::TABLE,
        rule: "audit_seal_never_changes",
        rows: FrozenRows::All,
        changing: &[],
        stays: Some("audit_seal_stays"),
    },
    // What waits, and what happened, is as it was said; it goes once it is sequenced, or old.
    Freeze {
        table: Outbox::TABLE,
        rule: "outbox_never_changes",
        rows: FrozenRows::All,
        changing: &[],
        stays: None,
    },
    Freeze {
        table: Event::TABLE,
        rule: "event_never_changes",
        rows: FrozenRows::All,
        changing: &[],
        stays: None,
    },
];

impl Freeze {
    /// Returns the declared columns that may not change, in order.
    pub fn frozen(&self) -> impl Iterator<Item = &'static str> {
        let names = self.table.columns.iter().map(|column| column.name);
        names.filter(|name| !self.changing.contains(name))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_freeze_names_columns_of_its_table() {
        for freeze in FREEZES {
            for name in freeze.changing {
                assert!(freeze.table.position(name).is_some(), "{}.{name}", freeze.table.name);
            }
            let by_status = freeze.rows != FrozenRows::All;
            assert!(!by_status || freeze.table.position("status").is_some(), "{freeze:?}");
        }
    }

    #[test]
    fn an_issued_invoice_keeps_who_sold_who_bought_and_how_it_was_taxed() {
        let freeze = FREEZES.iter().find(|freeze| freeze.table.name == Invoice::NAME).unwrap();
        let frozen: BTreeSet<&str> = freeze.frozen().collect();
        for kept in ["bill_to", "seller", "buyer", "payer", "tax_totals", "tax_exemption", "due_on"]
        {
            assert!(frozen.contains(kept), "{kept}");
        }
    }

    #[test]
    fn a_table_is_frozen_once_and_a_rule_is_of_one_table() {
        let names: Vec<_> = FREEZES.iter().map(|freeze| freeze.table.name).collect();
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
        let rules: BTreeSet<_> = FREEZES.iter().map(|freeze| freeze.rule).collect();
        assert_eq!(rules.len(), names.len());
    }
}
