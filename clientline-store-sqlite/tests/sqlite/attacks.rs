//! Statements that a buggy service might issue, straight at the file: the
//! schema must refuse each of them.

use clientline_core::{
    model::{Invoice, InvoiceItem, InvoiceStatus, Sale, SaleStatus},
    row::ChangeSet,
    storage::Error,
};
use rusqlite::Connection;

use crate::{
    salon::Salon,
    world::{at, counter, id},
};

/// A salon with a visit, a paid invoice, a draft, and their trails.
async fn busy_salon() -> (Salon, Connection) {
    let salon = Salon::furnished().await;
    let world = &salon.world;
    salon.commit(world.booking(1, 9)).await.unwrap();
    salon.commit(world.booking(2, 10)).await.unwrap();
    let (invoice, item) = world.draft(1);
    let mut changes = ChangeSet::new(at(1));
    changes.insert(invoice.clone());
    changes.insert(item.clone());
    changes.insert(counter(1, "invoice 2027"));
    let sale = salon.get::<Sale>(id(15, 1)).await;
    changes.update(&sale, |sale| {
        sale.status = SaleStatus::Billed;
        sale.invoice_item_id = Some(item.id.uuid());
    });
    salon.commit(changes).await.unwrap();
    let invoice = salon.get(invoice.id).await;
    let mut changes = ChangeSet::new(at(2));
    changes.update(&invoice, |invoice| {
        invoice.status = InvoiceStatus::Issued;
        invoice.invoice_no = Some("INV-2027-0001".parse().unwrap());
        invoice.invoice_date = Some("2027-01-01".parse().unwrap());
    });
    let (payment, collection) = world.payment(1);
    changes.insert(payment);
    changes.insert(collection);
    salon.commit(changes).await.unwrap();
    let (draft, line) = world.draft(2);
    let mut changes = ChangeSet::new(at(3));
    changes.insert(draft);
    changes.insert(line);
    salon.commit(changes).await.unwrap();
    let raw = salon.raw();
    (salon, raw)
}

/// Runs an attack; it must fail, and say why in these words.
fn refused(raw: &Connection, attack: &str, why: &str) {
    match raw.execute(attack, []) {
        Ok(rows) => panic!("{rows} rows were written by: {attack}"),
        Err(error) => assert!(error.to_string().contains(why), "{attack}: {error}"),
    }
}

/// Copies a row of a table, with some columns given otherwise.
fn copy(raw: &Connection, table: &str, row: u128, changed: &[(&str, &str)]) -> String {
    let mut statement =
        raw.prepare(&format!("SELECT name FROM pragma_table_info('{table}')")).unwrap();
    let names: Vec<String> =
        statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    let given = |name: &String| {
        let other = changed.iter().find(|(changed, _)| changed == name);
        other.map_or(name.clone(), |(_, value)| (*value).to_owned())
    };
    let values: Vec<String> = names.iter().map(given).collect();
    format!(
        "INSERT INTO {table} ({}) SELECT {} FROM {table} WHERE id = {}",
        names.join(", "),
        values.join(", "),
        blob(row)
    )
}

fn blob(number: u128) -> String {
    format!("x'{number:032x}'")
}

const fn key(kind: u128, number: u128) -> u128 {
    kind << 64 | number
}

const NEW: (&str, &str) = ("id", "randomblob(16)");

#[tokio::test]
async fn a_row_cannot_refer_to_another_tenants() {
    let (_salon, raw) = busy_salon().await;
    let stranger = ("organization_id", "zeroblob(16)");
    for (table, row) in [("guest", key(6, 1)), ("occupancy", key(14, 2)), ("payment", key(18, 1))] {
        refused(&raw, &copy(&raw, table, row, &[stranger]), "FOREIGN KEY");
    }
    refused(&raw, "UPDATE guest SET organization_id = zeroblob(16)", "FOREIGN KEY");
    refused(&raw, "UPDATE appointment SET guest_id = randomblob(16)", "FOREIGN KEY");
}

#[tokio::test]
async fn a_row_that_is_referred_to_stays() {
    let (_salon, raw) = busy_salon().await;
    for table in
        ["center", "guest", "provider", "service", "room", "calendar", "appointment", "sale"]
    {
        refused(&raw, &format!("DELETE FROM {table}"), "FOREIGN KEY");
    }
}

#[tokio::test]
async fn overlapping_occupancies_are_refused_from_every_side() {
    let (_salon, raw) = busy_salon().await;
    let half_hour = "(ends_at - starts_at)";
    for (from, until) in [
        ("starts_at".to_owned(), "ends_at".to_owned()),
        (format!("starts_at - {half_hour}"), "starts_at + 1".to_owned()),
        ("ends_at - 1".to_owned(), format!("ends_at + {half_hour}")),
        ("starts_at + 1".to_owned(), "ends_at - 1".to_owned()),
        (format!("starts_at - {half_hour}"), format!("ends_at + {half_hour}")),
        // Over the next visit as well, and its end.
        ("ends_at".to_owned(), format!("ends_at + 3 * {half_hour}")),
    ] {
        let attack =
            copy(&raw, "occupancy", key(14, 2), &[NEW, ("starts_at", &from), ("ends_at", &until)]);
        refused(&raw, &attack, "slot_taken");
    }
    // What only touches is free, and so is another unit.
    let touching = [NEW, ("starts_at", "ends_at"), ("ends_at", "ends_at + 1")];
    raw.execute(&copy(&raw, "occupancy", key(14, 2), &touching), []).unwrap();
    raw.execute(&copy(&raw, "occupancy", key(14, 2), &[NEW, ("unit", "2")]), []).unwrap();
}

#[tokio::test]
async fn an_occupancy_is_neither_moved_nor_replaced() {
    let (_salon, raw) = busy_salon().await;
    refused(&raw, "UPDATE occupancy SET ends_at = ends_at + 1", "occupancy_never_changes");
    let attack = copy(&raw, "occupancy", key(14, 2), &[NEW]);
    refused(&raw, &attack.replace("INSERT", "INSERT OR REPLACE"), "slot_taken");
}

#[tokio::test]
async fn a_period_that_is_empty_backwards_or_too_long_is_refused() {
    let (_salon, raw) = busy_salon().await;
    for length in ["0", "-1", "345600000001"] {
        // Far from what is taken, so that nothing else is in the way.
        let from = "starts_at + 400000000000";
        let until = format!("{from} + {length}");
        let attack =
            copy(&raw, "occupancy", key(14, 2), &[NEW, ("starts_at", from), ("ends_at", &until)]);
        refused(&raw, &attack, "CHECK");
    }
    refused(&raw, "UPDATE appointment SET ends_at = starts_at", "CHECK");
    refused(&raw, "UPDATE appointment SET ends_at = starts_at + 86400000001", "CHECK");
    refused(&raw, "UPDATE appointment SET starts_at = 9223372036854775807", "CHECK");
}

#[tokio::test]
async fn an_issued_invoice_changes_in_nothing_but_what_is_paid() {
    let (salon, raw) = busy_salon().await;
    let issued = format!("WHERE id = {}", blob(key(16, 1)));
    for change in [
        "invoice_no = 'INV-2027-0002'",
        "total = total + 100, net_invoice_value = net_invoice_value + 100, gross_invoice_value = gross_invoice_value + 100",
        "currency = 'USD'",
        "price_mode = 'inclusive'",
        "invoice_date = invoice_date + 1",
        "bill_to = 'Someone else'",
        "bill_to = ''",
        "notes = 'x'",
        "discounts = '[1]'",
        "created_at = created_at + 1",
        "id = randomblob(16)",
        "status = 'draft', invoice_no = NULL, invoice_date = NULL",
    ] {
        refused(&raw, &format!("UPDATE invoice SET {change} {issued}"), "invoice_issued");
    }
    refused(&raw, &format!("DELETE FROM invoice {issued}"), "invoice_issued");
    let paid = "status = 'paid', total_collection = total, balance_due = 0, version = version + 1";
    assert_eq!(raw.execute(&format!("UPDATE invoice SET {paid} {issued}"), []).unwrap(), 1);
    raw.execute(&format!("UPDATE invoice SET status = 'void' {issued}"), []).unwrap();
    refused(&raw, &format!("UPDATE invoice SET status = 'issued' {issued}"), "invoice_issued");
    let draft = salon.get::<Invoice>(id(16, 2)).await;
    let mut changes = ChangeSet::new(at(5));
    changes.update(&draft, |draft| draft.notes = Some("x".parse().unwrap()));
    salon.commit(changes).await.unwrap();
}

#[tokio::test]
async fn the_lines_of_an_issued_invoice_stay_as_they_are() {
    let (salon, raw) = busy_salon().await;
    let issued = format!("WHERE id = {}", blob(key(17, 1)));
    refused(&raw, &format!("UPDATE invoice_item SET item_name = 'x' {issued}"), "invoice_issued");
    refused(&raw, &format!("DELETE FROM invoice_item {issued}"), "invoice_issued");
    refused(&raw, &copy(&raw, "invoice_item", key(17, 1), &[NEW]), "invoice_issued");
    let (from, to) = (blob(key(16, 2)), blob(key(16, 1)));
    let attack = format!("UPDATE invoice_item SET invoice_id = {to} WHERE invoice_id = {from}");
    refused(&raw, &attack, "invoice_issued");
    let attack = format!("UPDATE invoice_item SET invoice_id = {from} WHERE invoice_id = {to}");
    refused(&raw, &attack, "invoice_issued");
    let line = salon.get::<InvoiceItem>(id(17, 2)).await;
    let draft = salon.get::<Invoice>(id(16, 2)).await;
    let mut changes = ChangeSet::new(at(5));
    changes.delete(&line);
    changes.delete(&draft);
    salon.commit(changes).await.unwrap();
}

#[tokio::test]
async fn an_invoice_that_is_written_as_issued_takes_its_lines_at_once_and_no_more() {
    let (salon, _raw) = busy_salon().await;
    let (mut invoice, line) = salon.world.draft(3);
    invoice.status = InvoiceStatus::Issued;
    invoice.invoice_no = Some("INV-2027-0002".parse().unwrap());
    invoice.invoice_date = Some("2027-01-01".parse().unwrap());
    let line = InvoiceItem { sale_id: None, ..line };
    let late = InvoiceItem { id: id(17, 30), row_num: 2, ..line.clone() };
    let mut changes = ChangeSet::new(at(4));
    changes.insert(invoice);
    changes.insert(line);
    salon.commit(changes).await.unwrap();
    for when in [at(4), at(5)] {
        let mut changes = ChangeSet::new(when);
        changes.insert(late.clone());
        let refused = salon.commit(changes).await.unwrap_err();
        assert!(refused.to_string().contains("invoice_issued"), "{refused}");
    }
}

#[tokio::test]
async fn an_invoice_has_a_number_exactly_when_it_is_issued() {
    let (_salon, raw) = busy_salon().await;
    let draft = format!("WHERE id = {}", blob(key(16, 2)));
    refused(&raw, &format!("UPDATE invoice SET status = 'issued' {draft}"), "CHECK");
    refused(&raw, &format!("UPDATE invoice SET invoice_no = 'INV-1' {draft}"), "CHECK");
    let number = "invoice_no = 'INV-2027-0001', invoice_date = 1";
    let attack = format!("UPDATE invoice SET status = 'issued', {number} {draft}");
    refused(&raw, &attack, "UNIQUE");
}

#[tokio::test]
async fn money_that_is_negative_or_does_not_add_up_is_refused() {
    let (_salon, raw) = busy_salon().await;
    for attack in [
        "UPDATE sale SET net_value = net_value + 1",
        "UPDATE sale SET gross_value = -1, net_value = -1",
        "UPDATE sale SET discount_value = -1, net_value = gross_value + 1",
        "UPDATE sale SET quantity = 0",
        "UPDATE sale SET unit_price = -1",
        "UPDATE payment SET amount = -1",
        "UPDATE payment SET tip = -1",
        "UPDATE payment SET change = 1, payment_method = 'card'",
        "UPDATE payment SET tendered = amount - 1",
        "UPDATE payment SET tendered = amount + 10, change = 11",
        "UPDATE payment SET tendered = amount + 10, payment_method = 'card'",
        "UPDATE service SET price = -1",
        "UPDATE appointment SET price = -1",
    ] {
        refused(&raw, attack, "CHECK");
    }
    let draft = format!("WHERE id = {}", blob(key(16, 2)));
    for change in
        ["total = total + 1", "tax = -1", "balance_due = total + 1", "invoice_discount = 1"]
    {
        refused(&raw, &format!("UPDATE invoice SET {change} {draft}"), "CHECK");
    }
    let line = format!("WHERE id = {}", blob(key(17, 2)));
    refused(&raw, &format!("UPDATE invoice_item SET item_quantity = 0 {line}"), "CHECK");
    refused(&raw, &format!("UPDATE invoice_item SET net_price = -1 {line}"), "CHECK");
}

#[tokio::test]
async fn an_item_is_exactly_one_thing() {
    let (_salon, raw) = busy_salon().await;
    refused(&raw, "UPDATE sale SET service_id = NULL", "CHECK");
    let line = format!("WHERE id = {}", blob(key(17, 2)));
    refused(&raw, &format!("UPDATE invoice_item SET service_id = NULL {line}"), "CHECK");
    refused(&raw, "UPDATE sale SET status = 'billed' WHERE invoice_item_id IS NULL", "CHECK");
    refused(&raw, "UPDATE appointment SET room_unit = NULL", "CHECK");
}

#[tokio::test]
async fn a_receipt_is_corrected_beside_its_sum_and_never_deleted() {
    let (_salon, raw) = busy_salon().await;
    for change in ["amount = amount + 1", "collection_no = 'COLL-9'", "payment_method = 'card'"] {
        refused(&raw, &format!("UPDATE collection SET {change}"), "collection_never_changes");
    }
    refused(&raw, "DELETE FROM collection", "collection_stays");
    let replace = copy(&raw, "collection", key(19, 1), &[("amount", "1")]);
    refused(&raw, &replace.replace("INSERT", "INSERT OR REPLACE"), "collection_stays");
    let noted = "UPDATE collection SET remarks = 'x', reference_no = 'y', transaction_no = 'z'";
    assert_eq!(raw.execute(noted, []).unwrap(), 1);
}

#[tokio::test]
async fn what_was_recorded_stays_and_is_numbered_once() {
    let (_salon, raw) = busy_salon().await;
    for table in ["audit", "event"] {
        let (never, stays) = (format!("{table}_never_changes"), format!("{table}_stays"));
        refused(&raw, &format!("DELETE FROM {table}"), &stays);
        refused(&raw, &format!("UPDATE {table} SET version = version + 1"), &never);
        let attack = format!("UPDATE {table} SET position = 1, created_at = created_at + 1");
        refused(&raw, &attack, &never);
        raw.execute(&format!("UPDATE {table} SET position = 1, version = 2"), []).unwrap();
        refused(&raw, &format!("UPDATE {table} SET position = 2"), &never);
        refused(&raw, &format!("UPDATE {table} SET position = NULL"), &never);
    }
    refused(&raw, "UPDATE audit SET rows = '[]'", "audit_never_changes");
    refused(&raw, "UPDATE appointment_change SET reason = 'x'", "appointment_change_never_changes");
    refused(&raw, "DELETE FROM appointment_change", "appointment_change_stays");
}

#[tokio::test]
async fn a_number_series_only_grows() {
    let (_salon, raw) = busy_salon().await;
    raw.execute("UPDATE counter SET next = 5", []).unwrap();
    refused(&raw, "UPDATE counter SET next = 4", "counter_only_grows");
    refused(&raw, "UPDATE counter SET next = 5", "counter_only_grows");
    refused(&raw, "UPDATE counter SET series = 'x', next = 6", "counter_only_grows");
    refused(&raw, "DELETE FROM counter", "counter_stays");
}

#[tokio::test]
async fn a_value_of_the_wrong_type_length_or_word_is_refused() {
    let (_salon, raw) = busy_salon().await;
    for (attack, why) in [
        ("UPDATE sale SET gross_value = 'much'", "cannot store TEXT"),
        ("UPDATE sale SET gross_value = 1.5", "cannot store REAL"),
        ("UPDATE guest SET first_name = ''", "CHECK"),
        ("UPDATE guest SET first_name = NULL", "NOT NULL"),
        ("UPDATE guest SET notes = printf('%.*c', 10001, 'x')", "CHECK"),
        ("UPDATE guest SET gender = 'unknown'", "CHECK"),
        ("UPDATE guest SET version = 0", "CHECK"),
        ("UPDATE guest SET is_active = 2", "CHECK"),
        ("UPDATE appointment SET status = 'Cancelled'", "CHECK"),
        ("UPDATE center SET currency = 'eur'", "CHECK"),
        ("UPDATE center SET policies = '{'", "CHECK"),
        ("UPDATE sale SET invoice_item_id = x'00', status = 'billed'", "CHECK"),
    ] {
        refused(&raw, attack, why);
    }
}

#[tokio::test]
async fn the_store_names_what_was_refused() {
    let (salon, _raw) = busy_salon().await;
    let invoice = salon.get::<Invoice>(id(16, 1)).await;
    let mut changes = ChangeSet::new(at(9));
    changes.update(&invoice, |invoice| invoice.notes = Some("x".parse().unwrap()));
    let error = salon.commit(changes).await.unwrap_err();
    assert!(matches!(&error, Error::Rejected(what) if what == "invoice_issued"), "{error}");
    let (third, _) = salon.world.draft(3);
    let mut changes = ChangeSet::new(at(9));
    changes.insert(third);
    let error = salon.commit(changes).await.unwrap_err();
    assert!(matches!(error, Error::Violated("invoice_draft_exists")), "{error}");
}
