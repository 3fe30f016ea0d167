//! Attacks in words of this library alone: conflict clauses, types, pragmas.

use crate::{attacks::translated, target::Target};

/// Runs a statement that must be refused in these words, and one that must not.
async fn is_refused(wrong: &str, why: &str, right: &str) {
    let mut target = Target::open().await;
    let wrong = listed(&mut target, &translated(wrong)).await;
    let right = listed(&mut target, &translated(right)).await;
    let refused = target.attempt(&wrong).await;
    assert!(refused.as_ref().is_err_and(|said| said.to_string() == why), "{wrong}: {refused:?}");
    let written = target.attempt(&right).await;
    assert!(written.as_ref().is_ok_and(|rows| *rows == 1), "{right}: {written:?}");
}

/// Copies a row as it is, and what is given.
fn copy(how: &str, table: &str, row: u128, given: &str) -> String {
    let world = format!("SELECT {{of {table}}} FROM {table} WHERE id = {{id {table} {row}}}");
    format!("INSERT OR {how} INTO {table} ({{of {table}}}) {world} {given}")
}

/// Lists the columns of a table, but for those that the database computes.
async fn listed(target: &mut Target, text: &str) -> String {
    let Some((_, rest)) = text.split_once("{of ") else { return text.to_owned() };
    let (table, _) = rest.split_once('}').unwrap();
    let columns = target.columns(table).await.join(", ");
    text.replace(&format!("{{of {table}}}"), &columns)
}

macro_rules! tricks {
    ($( $name:ident: $wrong:expr, $why:expr, but $right:expr; )*) => { $(
        #[tokio::test]
        async fn $name() {
            is_refused(&$wrong, $why, &$right).await;
        }
    )* };
}

tricks! {
    a_collection_is_replaced_by_its_like:
        copy("REPLACE", "collection", 1, ""), "collection_stays",
        but "UPDATE collection SET remarks = 'x', version = version + 1 WHERE id = {id collection 1}";
    an_issued_invoice_is_replaced_by_its_like:
        copy("REPLACE", "invoice", 1, ""), "invoice_issued",
        but copy("REPLACE", "room_category", 1, "AND false UNION ALL SELECT {mine}, {new}, 1, 0, 0, 'x', NULL");
    an_audit_row_is_replaced_by_its_like:
        copy("REPLACE", "audit", 1, ""), "audit_stays",
        but "DELETE FROM outbox WHERE id = {id outbox 1}";
    a_number_series_is_replaced_by_its_like:
        copy("REPLACE", "counter", 1, ""), "counter_stays",
        but "UPDATE counter SET next = 9, version = version + 1 WHERE organization_id = {mine}";
    a_time_is_replaced_by_its_like:
        copy("REPLACE", "occupancy", 2, ""), "slot_taken",
        but "DELETE FROM occupancy WHERE id = {id occupancy 2}";
    a_taken_time_is_asked_for_again_and_ignored:
        copy("IGNORE", "occupancy", 2, ""), "slot_taken",
        but "DELETE FROM occupancy WHERE id = {id occupancy 2}";
    a_number_takes_the_place_of_another:
        "UPDATE OR REPLACE invoice SET status = 'issued', invoice_date = 1, version = version + 1,
         invoice_no = 'INV-2027-0001' WHERE id = {id invoice 2}", "invoice_issued",
        but "UPDATE OR REPLACE invoice SET status = 'issued', invoice_date = 1,
             version = version + 1, invoice_no = 'INV-2027-0002' WHERE id = {id invoice 2}";
    an_amount_in_words:
        "UPDATE sale SET unit_price = 'much', version = version + 1 WHERE id = {id sale 2}",
        "cannot store TEXT value in INTEGER column sale.unit_price",
        but "UPDATE sale SET unit_price = '7', version = version + 1 WHERE id = {id sale 2}";
    a_part_of_a_cent:
        "UPDATE sale SET unit_price = 1.5, version = version + 1 WHERE id = {id sale 2}",
        "cannot store REAL value in INTEGER column sale.unit_price",
        but "UPDATE sale SET unit_price = 7.0, version = version + 1 WHERE id = {id sale 2}";
    an_identifier_in_letters:
        "UPDATE sale SET invoice_item_id = 'x', version = version + 1 WHERE id = {id sale 2}",
        "cannot store TEXT value in BLOB column sale.invoice_item_id",
        but "UPDATE sale SET remarks = 'x', version = version + 1 WHERE id = {id sale 2}";
    an_identifier_that_is_too_short:
        "UPDATE sale SET invoice_item_id = x'00', status = 'billed', version = version + 1
         WHERE id = {id sale 2}",
        "CHECK constraint failed: length(invoice_item_id) = 16",
        but "UPDATE sale SET invoice_item_id = {new}, status = 'billed', version = version + 1
             WHERE id = {id sale 2}";
    something_between_true_and_false:
        "UPDATE guest SET is_active = 2, version = version + 1 WHERE id = {id guest 1}",
        "CHECK constraint failed: is_active IN (0, 1)",
        but "UPDATE guest SET is_active = 1, version = version + 1 WHERE id = {id guest 1}";
    policies_that_are_not_json:
        "UPDATE center SET policies = '[', version = version + 1 WHERE id = {id center 1}",
        "CHECK constraint failed: length(policies) <= 1024 AND json_valid(policies)",
        but "UPDATE center SET policies = '[]', version = version + 1 WHERE id = {id center 1}";
}

/// Runs statements before an attack that ought to open the way for it.
async fn opens_nothing(trick: &str, attack: &str, why: &str) {
    let mut target = Target::open().await;
    target.raw.execute_batch(trick).unwrap();
    let refused = target.attempt(&translated(attack)).await;
    assert!(refused.as_ref().is_err_and(|said| said.to_string() == why), "{refused:?}");
}

#[tokio::test]
async fn references_are_not_switched_off_within_a_transaction() {
    let attack = "UPDATE guest SET center_id = {new}, version = version + 1";
    opens_nothing("PRAGMA foreign_keys = OFF", attack, "FOREIGN KEY constraint failed").await;
}

#[tokio::test]
async fn a_reference_that_is_deferred_stops_the_commit() {
    let target = Target::open().await;
    let lost = "PRAGMA defer_foreign_keys = ON;
                UPDATE guest SET center_id = {new}, version = version + 1 WHERE id = {id guest 1}";
    target.raw.execute_batch(&translated(lost)).unwrap();
    let refused = target.raw.execute_batch("COMMIT").unwrap_err();
    assert_eq!(refused.to_string(), "FOREIGN KEY constraint failed");
    target.raw.execute_batch("ROLLBACK").unwrap();
}

#[tokio::test]
async fn a_rule_is_not_edited_out_of_the_schema() {
    let attack = "UPDATE sqlite_schema SET sql = NULL WHERE name = 'slot_taken'";
    opens_nothing("PRAGMA writable_schema = ON", attack, "table sqlite_master may not be modified")
        .await;
    let attack = "DELETE FROM sqlite_schema WHERE type = 'trigger'";
    opens_nothing("PRAGMA writable_schema = ON", attack, "table sqlite_master may not be modified")
        .await;
}

#[tokio::test]
async fn the_log_stays_on() {
    let target = Target::open().await;
    target.raw.execute_batch("COMMIT").unwrap();
    // A switched-off journal would leave half a change set behind.
    let mode = |text: &str| target.raw.query_row(text, [], |row| row.get::<_, String>(0));
    assert_eq!(mode("PRAGMA journal_mode = OFF").unwrap(), "wal");
    assert_eq!(mode("PRAGMA journal_mode").unwrap(), "wal");
}
