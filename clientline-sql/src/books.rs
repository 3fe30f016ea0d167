//! What the books say that can't be: ledgers that don't come to what stands beside them.
//!
//! These are rules of many rows, which no constraint keeps: whoever writes a ledger writes what
//! it comes to in the same commit. So they are looked for now and then in the whole database, of
//! all tenants at once, by reading all of it.

use crate::Dialect;

/// The most findings of one kind that are told: of books that are all wrong, these say enough.
const FINDINGS_MAX: usize = 100;

/// One look through the books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// The tables that it reads: a database of an older release may lack one.
    pub tables: &'static [&'static str],
    /// A query of one column of text, a sentence for each finding.
    pub query: String,
}

/// Renders all looks through the books.
///
/// - What a guest has to their credit, and what is left on a gift card, is the sum of its
///   entries, which are numbered, and was never below zero.
/// - What a line earned is nothing while its invoice is not paid; and while it is, it was
///   reckoned on what is left of the line, or on nothing.
/// - What an appointment has beside its first room and provider starts when it does: by that it is
///   listed with them.
/// - The numbers of a series are there from its start on, none missing; one in which an older
///   server numbered, which says no places, is passed over.
#[must_use]
pub fn looks(dialect: Dialect) -> [Look; 6] {
    [
        Look {
            tables: &["guest_credit", "guest_credit_entry"],
            query: balance(dialect, "guest_credit", "guest_credit_id"),
        },
        Look {
            tables: &["gift_card", "gift_card_entry"],
            query: balance(dialect, "gift_card", "gift_card_id"),
        },
        Look {
            tables: &["commission", "invoice", "invoice_item", "credit_note_item"],
            query: commissions(dialect),
        },
        Look { tables: &["invoice", "collection", "credit_note"], query: numbers() },
        Look { tables: &["appointment_room", "appointment"], query: starts(dialect, "room") },
        Look {
            tables: &["appointment_provider", "appointment"],
            query: starts(dialect, "provider"),
        },
    ]
}

/// An identifier as text.
fn text(dialect: Dialect, id: &str) -> String {
    match dialect {
        Dialect::Sqlite => format!("lower(hex({id}))"),
        Dialect::Postgres => format!("{id}::text"),
    }
}

/// Finds balances that are not what their entries come to.
fn balance(dialect: Dialect, ledger: &str, key: &str) -> String {
    let id = text(dialect, "id");
    format!(
        "SELECT '{ledger} ' || {id} || ' has ' || balance || ' after ' || steps
           || ' entries, and its ledger comes to ' || total || ' in ' || entries
           || CASE WHEN wrong > 0 THEN '; ' || wrong || ' entries don''t add up' ELSE '' END
         FROM (
           SELECT ledger.id, ledger.balance, ledger.steps, coalesce(own.total, 0) AS total,
             coalesce(own.entries, 0) AS entries, coalesce(own.wrong, 0) AS wrong
           FROM {ledger} AS ledger LEFT JOIN (
             SELECT organization_id, {key}, sum(amount) AS total, count(*) AS entries,
               sum(CASE WHEN balance <> so_far OR balance < 0 OR step <> place
                   THEN 1 ELSE 0 END) AS wrong
             FROM (
               SELECT organization_id, {key}, amount, balance, step,
                 sum(amount) OVER so_far AS so_far, row_number() OVER so_far AS place
               FROM {ledger}_entry
               WINDOW so_far AS (PARTITION BY organization_id, {key} ORDER BY step)
             ) AS entry
             GROUP BY organization_id, {key}
           ) AS own ON own.organization_id = ledger.organization_id AND own.{key} = ledger.id
         ) AS found
         WHERE balance <> total OR balance < 0 OR steps <> entries OR wrong > 0
         LIMIT {FINDINGS_MAX}"
    )
}

/// Finds series of numbers of which some are missing.
fn numbers() -> String {
    let given = ["invoice", "collection", "credit_note"].map(|document| {
        format!(
            "SELECT '{document}' AS document, organization_id, series,
               coalesce(min(series_start), 1) AS start, min(sequence) AS lowest,
               max(sequence) AS highest, count(sequence) AS given, count(*) AS documents
             FROM {document} WHERE series IS NOT NULL GROUP BY organization_id, series"
        )
    });
    format!(
        "SELECT document || ' numbers of ' || series || ' go from ' || lowest || ' to ' || highest
           || ', and ' || given || ' are there from ' || start || ' on'
         FROM ({}) AS found
         WHERE given = documents AND (lowest <> start OR highest - lowest + 1 <> given)
         LIMIT {FINDINGS_MAX}",
        given.join(" UNION ALL ")
    )
}

/// Finds appointments that start at another time than their further rooms or providers say.
fn starts(dialect: Dialect, what: &str) -> String {
    let id = text(dialect, "own.id");
    let further = text(dialect, &format!("further.{what}_id"));
    format!(
        "SELECT 'appointment ' || {id} || ' is listed with {what} ' || {further}
           || ' at another time than its own'
         FROM appointment_{what} AS further
         JOIN appointment AS own ON own.organization_id = further.organization_id
           AND own.id = further.appointment_id
         WHERE further.starts_at <> own.starts_at
         LIMIT {FINDINGS_MAX}"
    )
}

/// Finds lines that earned something else than they should have.
fn commissions(dialect: Dialect) -> String {
    let id = text(dialect, "invoice_item_id");
    format!(
        "SELECT 'commission of line ' || {id} || ' is ' || amount || ' on ' || base
           || ', and ' || kept || ' of the line is left on an invoice that is ' || status
         FROM (
           SELECT own.invoice_item_id, own.base, own.amount, invoice.status,
             line.net_price - coalesce(credited.net, 0) AS kept
           FROM (
             SELECT organization_id, invoice_id, invoice_item_id, sum(base) AS base,
               sum(amount) AS amount
             FROM commission GROUP BY organization_id, invoice_id, invoice_item_id
           ) AS own
           JOIN invoice ON invoice.organization_id = own.organization_id
             AND invoice.id = own.invoice_id
           JOIN invoice_item AS line ON line.organization_id = own.organization_id
             AND line.id = own.invoice_item_id
           LEFT JOIN (
             SELECT organization_id, invoice_item_id, sum(net) AS net
             FROM credit_note_item GROUP BY organization_id, invoice_item_id
           ) AS credited ON credited.organization_id = own.organization_id
             AND credited.invoice_item_id = own.invoice_item_id
         ) AS found
         WHERE (status <> 'paid' AND (base <> 0 OR amount <> 0))
           OR (status = 'paid' AND base <> 0 AND base <> kept)
           OR (base = 0 AND amount <> 0)
         LIMIT {FINDINGS_MAX}"
    )
}
