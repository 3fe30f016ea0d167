//! Statements that a buggy service might issue, straight at the
//! database and as the owner of the tables: the schema must refuse each of them.

use clientline_core::{
    model::{Invoice, InvoiceItem, InvoiceStatus, Sale, SaleStatus},
    row::ChangeSet,
    storage::Error,
};

use crate::{
    salon::{Raw, Salon},
    world::{at, counter, id},
};

/// A salon with a visit, a paid invoice, a draft, and their trails.
async fn busy_salon() -> (Salon, Raw) {
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
    let raw = Raw::to(&salon.database).await;
    (salon, raw)
}

/// Copies a row of a table, with some columns given otherwise.
async fn copy(raw: &mut Raw, table: &str, row: u128, changed: &[(&str, &str)]) -> String {
    let names = raw
        .texts(format!(
            "SELECT attname::text FROM pg_attribute
             WHERE attrelid = '{table}'::regclass AND attnum > 0 ORDER BY attnum"
        ))
        .await;
    let given = |name: &String| {
        let other = changed.iter().find(|(changed, _)| changed == name);
        other.map_or(name.clone(), |(_, value)| (*value).to_owned())
    };
    let values: Vec<String> = names.iter().map(given).collect();
    format!(
        "INSERT INTO {table} ({}) SELECT {} FROM {table} WHERE id = {}",
        names.join(", "),
        values.join(", "),
        uuid(row)
    )
}

fn uuid(number: u128) -> String {
    format!("'{}'::uuid", uuid::Uuid::from_u128(number))
}

const fn key(kind: u128, number: u128) -> u128 {
    kind << 64 | number
}

const NEW: (&str, &str) = ("id", "gen_random_uuid()");

#[tokio::test]
async fn a_row_cannot_refer_to_another_tenants() {
    let (_salon, mut raw) = busy_salon().await;
    let stranger = ("organization_id", "gen_random_uuid()");
    for (table, row) in [("guest", key(6, 1)), ("occupancy", key(14, 2)), ("payment", key(18, 1))] {
        let attack = copy(&mut raw, table, row, &[stranger]).await;
        raw.refused(attack, "23503").await;
    }
    raw.refused("UPDATE guest SET organization_id = gen_random_uuid()", "23503").await;
    raw.refused("UPDATE appointment SET guest_id = gen_random_uuid()", "23503").await;
}

#[tokio::test]
async fn a_row_that_is_referred_to_stays() {
    let (_salon, mut raw) = busy_salon().await;
    for table in
        ["center", "guest", "provider", "service", "room", "calendar", "appointment", "sale"]
    {
        raw.refused(format!("DELETE FROM {table}"), "23503").await;
    }
}

#[tokio::test]
async fn overlapping_occupancies_are_refused_from_every_side() {
    let (_salon, mut raw) = busy_salon().await;
    let half_hour = "(ends_at - starts_at)";
    for (from, until) in [
        ("starts_at".to_owned(), "ends_at".to_owned()),
        (format!("starts_at - {half_hour}"), "starts_at + interval '1 microsecond'".to_owned()),
        ("ends_at - interval '1 microsecond'".to_owned(), format!("ends_at + {half_hour}")),
        (
            "starts_at + interval '1 microsecond'".to_owned(),
            "ends_at - interval '1 microsecond'".to_owned(),
        ),
        (format!("starts_at - {half_hour}"), format!("ends_at + {half_hour}")),
        // Over the next visit as well, and its end.
        ("ends_at".to_owned(), format!("ends_at + 3 * {half_hour}")),
    ] {
        let attack = copy(
            &mut raw,
            "occupancy",
            key(14, 2),
            &[NEW, ("starts_at", &from), ("ends_at", &until)],
        )
        .await;
        raw.refused(attack, "slot_taken").await;
    }
    // What only touches is free, and so is another unit.
    let touching =
        [NEW, ("starts_at", "ends_at"), ("ends_at", "ends_at + interval '1 microsecond'")];
    let fine = copy(&mut raw, "occupancy", key(14, 2), &touching).await;
    raw.run(fine).await.unwrap();
    let fine = copy(&mut raw, "occupancy", key(14, 2), &[NEW, ("unit", "2")]).await;
    raw.run(fine).await.unwrap();
}

#[tokio::test]
async fn an_occupancy_is_neither_moved_nor_replaced() {
    let (_salon, mut raw) = busy_salon().await;
    raw.refused(
        "UPDATE occupancy SET ends_at = ends_at + interval '1 microsecond'",
        "occupancy_never_changes",
    )
    .await;
    let attack = copy(&mut raw, "occupancy", key(14, 2), &[NEW]).await;
    let replace = format!("{attack} ON CONFLICT ON CONSTRAINT slot_taken DO NOTHING");
    assert_eq!(raw.run(replace).await.unwrap(), 0);
    let replace = format!("{attack} ON CONFLICT (organization_id, id) DO UPDATE SET unit = 2");
    raw.refused(replace, "slot_taken").await;
}

#[tokio::test]
async fn a_period_that_is_empty_backwards_or_too_long_is_refused() {
    let (_salon, mut raw) = busy_salon().await;
    for length in ["0 s", "-1 microsecond", "4 days 1 microsecond"] {
        // Far from what is taken, so that nothing else is in the way.
        let from = "starts_at + interval '5 days'";
        let until = format!("{from} + interval '{length}'");
        let attack = copy(
            &mut raw,
            "occupancy",
            key(14, 2),
            &[NEW, ("starts_at", from), ("ends_at", &until)],
        )
        .await;
        raw.refused(attack, "23514").await;
    }
    raw.refused("UPDATE appointment SET ends_at = starts_at", "23514").await;
    raw.refused(
        "UPDATE appointment SET ends_at = starts_at + interval '1 day 1 microsecond'",
        "23514",
    )
    .await;
    for never in ["infinity", "-infinity", "10000-01-01", "1899-12-31"] {
        for column in ["starts_at", "ends_at", "created_at"] {
            let attack = format!("UPDATE appointment SET {column} = '{never}'");
            // An infinite one can't even be subtracted before release 17.
            let error = raw.run(attack).await.unwrap_err();
            let code = error.as_database_error().unwrap().code().unwrap_or_default().into_owned();
            assert!(["23514", "22008"].contains(&code.as_str()), "{never}: {error}");
        }
        raw.refused(format!("UPDATE guest SET created_at = '{never}'"), "23514").await;
    }
    raw.refused("UPDATE guest SET date_of_birth = 'infinity'", "23514").await;
}

#[tokio::test]
async fn an_issued_invoice_changes_in_nothing_but_what_is_paid() {
    let (salon, mut raw) = busy_salon().await;
    let issued = format!("WHERE id = {}", uuid(key(16, 1)));
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
        "created_at = created_at + interval '1 microsecond'",
        "id = gen_random_uuid()",
        "status = 'draft', invoice_no = NULL, invoice_date = NULL",
    ] {
        raw.refused(format!("UPDATE invoice SET {change} {issued}"), "invoice_issued").await;
    }
    raw.refused(format!("DELETE FROM invoice {issued}"), "invoice_issued").await;
    let paid = "status = 'paid', total_collection = total, balance_due = 0, version = version + 1";
    assert_eq!(raw.run(format!("UPDATE invoice SET {paid} {issued}")).await.unwrap(), 1);
    raw.run(format!("UPDATE invoice SET status = 'void' {issued}")).await.unwrap();
    raw.refused(format!("UPDATE invoice SET status = 'issued' {issued}"), "invoice_issued").await;
    let draft = salon.get::<Invoice>(id(16, 2)).await;
    let mut changes = ChangeSet::new(at(5));
    changes.update(&draft, |draft| draft.notes = Some("x".parse().unwrap()));
    salon.commit(changes).await.unwrap();
}

#[tokio::test]
async fn the_lines_of_an_issued_invoice_stay_as_they_are() {
    let (salon, mut raw) = busy_salon().await;
    let issued = format!("WHERE id = {}", uuid(key(17, 1)));
    raw.refused(format!("UPDATE invoice_item SET item_name = 'x' {issued}"), "invoice_issued")
        .await;
    raw.refused(format!("DELETE FROM invoice_item {issued}"), "invoice_issued").await;
    let attack = copy(&mut raw, "invoice_item", key(17, 1), &[NEW]).await;
    raw.refused(attack, "invoice_issued").await;
    let (from, to) = (uuid(key(16, 2)), uuid(key(16, 1)));
    let attack = format!("UPDATE invoice_item SET invoice_id = {to} WHERE invoice_id = {from}");
    raw.refused(attack, "invoice_issued").await;
    let attack = format!("UPDATE invoice_item SET invoice_id = {from} WHERE invoice_id = {to}");
    raw.refused(attack, "invoice_issued").await;
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
    let (_salon, mut raw) = busy_salon().await;
    let draft = format!("WHERE id = {}", uuid(key(16, 2)));
    raw.refused(format!("UPDATE invoice SET status = 'issued' {draft}"), "23514").await;
    raw.refused(format!("UPDATE invoice SET invoice_no = 'INV-1' {draft}"), "23514").await;
    let number = "invoice_no = 'INV-2027-0001', invoice_date = '2027-01-01'";
    let attack = format!("UPDATE invoice SET status = 'issued', {number} {draft}");
    raw.refused(attack, "23505").await;
}

#[tokio::test]
async fn money_that_is_negative_or_does_not_add_up_is_refused() {
    let (_salon, mut raw) = busy_salon().await;
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
        raw.refused(attack, "23514").await;
    }
    let draft = format!("WHERE id = {}", uuid(key(16, 2)));
    for change in
        ["total = total + 1", "tax = -1", "balance_due = total + 1", "invoice_discount = 1"]
    {
        raw.refused(format!("UPDATE invoice SET {change} {draft}"), "23514").await;
    }
    let line = format!("WHERE id = {}", uuid(key(17, 2)));
    raw.refused(format!("UPDATE invoice_item SET item_quantity = 0 {line}"), "23514").await;
    raw.refused(format!("UPDATE invoice_item SET net_price = -1 {line}"), "23514").await;
}

#[tokio::test]
async fn an_item_is_exactly_one_thing() {
    let (_salon, mut raw) = busy_salon().await;
    raw.refused("UPDATE sale SET service_id = NULL", "23514").await;
    let line = format!("WHERE id = {}", uuid(key(17, 2)));
    raw.refused(format!("UPDATE invoice_item SET service_id = NULL {line}"), "23514").await;
    raw.refused("UPDATE sale SET status = 'billed' WHERE invoice_item_id IS NULL", "23514").await;
    raw.refused("UPDATE appointment SET room_unit = NULL", "23514").await;
}

#[tokio::test]
async fn a_receipt_is_corrected_beside_its_sum_and_never_deleted() {
    let (_salon, mut raw) = busy_salon().await;
    for change in ["amount = amount + 1", "collection_no = 'COLL-9'", "payment_method = 'card'"] {
        raw.refused(format!("UPDATE collection SET {change}"), "collection_never_changes").await;
    }
    raw.refused("DELETE FROM collection", "collection_stays").await;
    let replace = copy(&mut raw, "collection", key(19, 1), &[("amount", "1")]).await;
    let replace = format!("{replace} ON CONFLICT (organization_id, id) DO UPDATE SET amount = 1");
    raw.refused(replace, "collection_never_changes").await;
    let noted = "UPDATE collection SET remarks = 'x', reference_no = 'y', transaction_no = 'z'";
    assert_eq!(raw.run(noted).await.unwrap(), 1);
}

#[tokio::test]
async fn what_was_recorded_stays_and_is_numbered_once() {
    let (_salon, mut raw) = busy_salon().await;
    for table in ["audit", "event"] {
        let (never, stays) = (format!("{table}_never_changes"), format!("{table}_stays"));
        raw.refused(format!("DELETE FROM {table}"), &stays).await;
        raw.refused(format!("UPDATE {table} SET version = version + 1"), &never).await;
        let attack = format!(
            "UPDATE {table} SET position = 1, created_at = created_at + interval '1 microsecond'"
        );
        raw.refused(attack, &never).await;
        raw.run(format!("UPDATE {table} SET position = 1, version = 2")).await.unwrap();
        raw.refused(format!("UPDATE {table} SET position = 2"), &never).await;
        raw.refused(format!("UPDATE {table} SET position = NULL"), &never).await;
    }
    raw.refused("UPDATE audit SET rows = '[]'", "audit_never_changes").await;
    raw.refused("UPDATE appointment_change SET reason = 'x'", "appointment_change_never_changes")
        .await;
    raw.refused("DELETE FROM appointment_change", "appointment_change_stays").await;
}

#[tokio::test]
async fn what_must_stay_is_not_swept_away_as_a_whole() {
    let (_salon, mut raw) = busy_salon().await;
    for (table, why) in [
        ("appointment_change", "appointment_change_stays"),
        ("audit", "audit_stays"),
        ("collection", "collection_stays"),
        ("counter", "counter_stays"),
        ("event", "event_stays"),
        ("invoice_item", "invoice_issued"),
    ] {
        raw.refused(format!("TRUNCATE {table}"), why).await;
    }
    // It takes the lines and the receipts along, whose rules may come first.
    raw.refused("TRUNCATE invoice CASCADE", "23514").await;
}

#[tokio::test]
async fn a_line_does_not_slip_in_while_its_invoice_is_issued() {
    let (salon, mut raw) = busy_salon().await;
    let draft = format!("WHERE id = {}", uuid(key(16, 2)));
    let attack = copy(&mut raw, "invoice_item", key(17, 2), &[NEW]).await;
    let issue = "status = 'issued', invoice_no = 'INV-2027-0009', invoice_date = '2027-01-01'";
    raw.run(format!("BEGIN; UPDATE invoice SET {issue} {draft}")).await.unwrap();
    let mut other = Raw::to(&salon.database).await;
    let late = tokio::spawn(async move {
        other.refused(attack, "invoice_issued").await;
    });
    let waits = "SELECT pid::text FROM pg_stat_activity
                 WHERE wait_event_type = 'Lock' AND datname = current_database()";
    while raw.texts(waits).await.is_empty() {
        tokio::task::yield_now().await;
    }
    raw.run("COMMIT").await.unwrap();
    late.await.unwrap();
}

#[tokio::test]
async fn a_number_series_only_grows() {
    let (_salon, mut raw) = busy_salon().await;
    raw.run("UPDATE counter SET next = 5").await.unwrap();
    raw.refused("UPDATE counter SET next = 4", "counter_only_grows").await;
    raw.refused("UPDATE counter SET next = 5", "counter_only_grows").await;
    raw.refused("UPDATE counter SET series = 'x', next = 6", "counter_only_grows").await;
    raw.refused("DELETE FROM counter", "counter_stays").await;
}

#[tokio::test]
async fn a_value_of_the_wrong_type_length_or_word_is_refused() {
    let (_salon, mut raw) = busy_salon().await;
    for (attack, why) in [
        ("UPDATE sale SET gross_value = 'much'", "22P02"),
        ("UPDATE sale SET gross_value = 1.5, net_value = 2.5", "23514"),
        ("UPDATE guest SET first_name = ''", "23514"),
        ("UPDATE guest SET first_name = NULL", "23502"),
        ("UPDATE guest SET notes = repeat('x', 10001)", "23514"),
        ("UPDATE guest SET gender = 'unknown'", "23514"),
        ("UPDATE guest SET version = 0", "23514"),
        ("UPDATE guest SET is_active = 2", "42804"),
        ("UPDATE appointment SET status = 'Cancelled'", "23514"),
        ("UPDATE center SET currency = 'eur'", "23514"),
        ("UPDATE center SET policies = '{'", "22P02"),
        ("UPDATE sale SET invoice_item_id = '00', status = 'billed'", "22P02"),
    ] {
        raw.refused(attack, why).await;
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
