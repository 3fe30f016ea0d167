//! The rendered text, letter by letter, over a table with a column of most
//! kinds.

use clientline_core::{
    model::TABLES,
    row::{
        Column, Condition, Direction, Filter, Kind, NamedBy, Read, Row, Select, Subject, Table,
        Value, Version, Write,
    },
    value::{TenantId, Timestamp},
};
use uuid::Uuid;

use crate::{Dialect, Statement, count, get, select, together, version, write};

static GUEST: Table = Table { name: "guest", columns: &[], constraints: &[], part_of: None };

static SALE: Table = Table {
    name: "sale",
    columns: &[
        Column {
            name: "guest_id",
            kind: Kind::Uuid,
            nullable: false,
            references: Some(&GUEST),
            words: &[],
        },
        Column { name: "sold_at", kind: Kind::Time, nullable: false, references: None, words: &[] },
    ],
    constraints: &[],
    part_of: None,
};

static APPOINTMENT: Table = Table {
    name: "appointment",
    columns: &[
        Column {
            name: "starts_at",
            kind: Kind::Time,
            nullable: false,
            references: None,
            words: &[],
        },
        Column { name: "notes", kind: Kind::Text, nullable: true, references: None, words: &[] },
        Column { name: "guests", kind: Kind::Int, nullable: false, references: None, words: &[] },
    ],
    constraints: &[],
    part_of: None,
};
const STARTS_AT: Subject = Subject::Column(0);
const NOTES: Subject = Subject::Column(1);
const GUESTS: Subject = Subject::Column(2);

const TENANT: TenantId = TenantId(Uuid::from_u128(1));
const VISITOR: Uuid = Uuid::from_u128(2);

fn row() -> Row {
    let at = Timestamp::from_micros(5).unwrap();
    let values = vec![Value::Time(7), Value::Null, Value::Int(2)];
    Row {
        table: &APPOINTMENT,
        id: VISITOR,
        version: Version(3),
        created_at: at,
        updated_at: at,
        values,
    }
}

fn all() -> Select {
    Select {
        table: &APPOINTMENT,
        filters: Vec::new(),
        order_by: Subject::Id,
        direction: Direction::Ascending,
        after: None,
        skip: 0,
        limit: 10,
    }
}

fn filtered(filters: &[(Subject, Condition)]) -> Select {
    let filter = |(subject, condition): &(Subject, Condition)| Filter {
        subject: *subject,
        condition: condition.clone(),
    };
    Select { filters: filters.iter().map(filter).collect(), ..all() }
}

fn values(statement: &Statement<'_>) -> Vec<Value> {
    statement.arguments().iter().map(|argument| argument.value.as_ref().clone()).collect()
}

const COLUMNS: &str =
    "SELECT id, version, created_at, updated_at, starts_at, notes, guests FROM appointment";

#[test]
fn a_get_names_the_tenant_and_the_row() {
    let statement = get(Dialect::Sqlite, &APPOINTMENT, TENANT, VISITOR);
    assert_eq!(statement.text(), format!("{COLUMNS} WHERE organization_id = ?1 AND id = ?2"));
    assert_eq!(values(&statement), [Value::Uuid(TENANT.0), Value::Uuid(VISITOR)]);
}

#[test]
fn the_dialects_differ_in_their_placeholders() {
    let statement = version(Dialect::Postgres, &APPOINTMENT, TENANT, VISITOR);
    assert_eq!(
        statement.text(),
        "SELECT version FROM appointment WHERE organization_id = $1 AND id = $2"
    );
}

#[test]
fn a_select_without_filters_is_still_of_one_tenant_and_in_order() {
    let all = all();
    let statement = select(Dialect::Sqlite, &all, TENANT);
    let text = format!("{COLUMNS} WHERE organization_id = ?1 ORDER BY id LIMIT ?2");
    assert_eq!(statement.text(), text);
    assert_eq!(values(&statement), [Value::Uuid(TENANT.0), Value::Int(10)]);
}

#[test]
fn every_condition_has_its_operator() {
    let query = filtered(&[
        (STARTS_AT, Condition::Ge(Value::Time(1))),
        (STARTS_AT, Condition::Lt(Value::Time(9))),
        (GUESTS, Condition::Gt(Value::Int(1))),
        (GUESTS, Condition::Eq(Value::Int(2))),
        (NOTES, Condition::IsNull),
        (Subject::Id, Condition::In(vec![Value::Uuid(VISITOR)])),
    ]);
    let statement = count(Dialect::Postgres, &query, TENANT);
    assert_eq!(
        statement.text(),
        "SELECT count(*) FROM appointment WHERE organization_id = $1 AND starts_at >= $2 \
         AND starts_at < $3 AND guests > $4 AND guests = $5 AND notes IS NULL AND id IN ($6)"
    );
    let kinds: Vec<Kind> = statement.arguments().iter().map(|argument| argument.kind).collect();
    let expected = [Kind::Uuid, Kind::Time, Kind::Time, Kind::Int, Kind::Int, Kind::Uuid];
    assert_eq!(kinds, expected);
}

/// The numbers of guests that name something by their identifiers.
fn named() -> Condition {
    let filter = Filter { subject: GUESTS, condition: Condition::Gt(Value::Int(1)) };
    Condition::NamedBy(NamedBy { table: &APPOINTMENT, column: 0, filters: vec![filter] })
}

#[test]
fn what_is_named_is_found_from_there_or_checked_one_by_one() {
    let query = filtered(&[(Subject::Id, named())]);
    for (dialect, found) in [
        (
            Dialect::Sqlite,
            "appointment WHERE organization_id = ?1 AND id IN (SELECT starts_at FROM appointment \
             WHERE organization_id = ?2 AND guests > ?3)",
        ),
        (
            Dialect::Postgres,
            "unnest(ARRAY(SELECT DISTINCT starts_at FROM appointment WHERE organization_id = $1 \
             AND guests > $2)) AS listed (listed_id) CROSS JOIN LATERAL (SELECT * FROM appointment \
             WHERE organization_id = $3 AND id = listed_id OFFSET 0) AS appointment \
             WHERE organization_id = $4",
        ),
    ] {
        let statement = count(dialect, &query, TENANT);
        let text = statement.text().strip_prefix("SELECT count(*) FROM ");
        assert_eq!(text, Some(found));
    }
    let query = filtered(&[
        (Subject::Id, named().checked()),
        (GUESTS, Condition::Eq(Value::Int(2)).checked()),
    ]);
    let statement = count(Dialect::Sqlite, &query, TENANT);
    assert_eq!(
        statement.text(),
        "SELECT count(*) FROM appointment WHERE organization_id = ?1 AND EXISTS (SELECT 1 FROM appointment AS names \
         WHERE organization_id = ?2 AND starts_at = appointment.id AND (guests > ?3) IS TRUE \
         LIMIT 1 OFFSET 0) AND (guests = ?4) IS TRUE"
    );
}

#[test]
fn what_leads_is_checked_against_the_others_before_anything_is_looked_up() {
    let query = filtered(&[(Subject::Id, named().checked()), (Subject::Id, named())]);
    let statement = count(Dialect::Sqlite, &query, TENANT);
    assert_eq!(
        statement.text(),
        "SELECT count(*) FROM appointment WHERE organization_id = ?1 AND id IN (SELECT starts_at \
         FROM appointment WHERE organization_id = ?2 AND guests > ?3 AND EXISTS (SELECT 1 \
         FROM appointment AS names WHERE organization_id = ?4 AND starts_at = appointment.starts_at \
         AND (guests > ?5) IS TRUE LIMIT 1 OFFSET 0))"
    );
}

#[test]
fn of_rows_that_are_left_out_no_more_is_read_than_an_index_has() {
    let edge = Select { skip: 7, limit: 1, ..all() };
    let statement = select(Dialect::Sqlite, &edge, TENANT);
    assert_eq!(
        statement.text(),
        format!(
            "{COLUMNS} WHERE organization_id = ?1 AND id = (SELECT id FROM appointment \
             WHERE organization_id = ?2 ORDER BY id LIMIT 1 OFFSET ?3) LIMIT 1"
        )
    );
}

#[test]
fn a_set_is_filled_up_so_that_few_texts_serve_all_sizes() {
    let set = |size: i64| {
        let values = (1..=size).map(Value::Int).collect();
        filtered(&[(GUESTS, Condition::In(values))])
    };
    let (three, four) = (set(3), set(4));
    let (three, four) =
        (select(Dialect::Sqlite, &three, TENANT), select(Dialect::Sqlite, &four, TENANT));
    assert_eq!(three.text(), four.text());
    assert!(three.text().contains("guests IN (?2, ?3, ?4, ?5)"));
    assert_eq!(values(&three)[1..5], [1, 2, 3, 3].map(Value::Int));
    let largest = set(i64::try_from(Select::SET_MAX).unwrap());
    assert_eq!(select(Dialect::Sqlite, &largest, TENANT).arguments().len(), 1_026);
}

#[test]
fn a_page_of_several_owners_is_made_of_a_page_of_each() {
    let owner = |number| Value::Uuid(Uuid::from_u128(number));
    let guests = Condition::In([7, 8, 9].map(owner).to_vec());
    let early = Filter { subject: Subject::Column(1), condition: Condition::Lt(Value::Time(5)) };
    let mut sales = Select {
        table: &SALE,
        filters: vec![Filter { subject: Subject::Column(0), condition: guests }, early],
        order_by: Subject::Column(1),
        skip: 2,
        ..all()
    };
    let statement = select(Dialect::Sqlite, &sales, TENANT);
    let first = "SELECT id FROM (SELECT id FROM sale WHERE organization_id = ?2 \
        AND guest_id = ?3 AND sold_at < ?4 ORDER BY sold_at, id LIMIT ?5) AS owned UNION ALL ";
    let text = statement.text();
    assert!(text.contains(&format!("WHERE organization_id = ?1 AND id IN ({first}")), "{text}");
    assert!(text.ends_with(") AS owned) ORDER BY sold_at, id LIMIT ?18 OFFSET ?19"), "{text}");
    let values = values(&statement);
    assert_eq!([2, 6, 10, 14].map(|at| values[at].clone()), [7, 8, 9, 9].map(owner));
    assert_eq!(
        (&values[4], &values[17], &values[18]),
        (&Value::Int(12), &Value::Int(10), &Value::Int(2))
    );
    // So are all of them, since a planner that knows nothing of a tenant walks all its rows.
    sales.limit = Select::LIMIT_MAX;
    let text = select(Dialect::Sqlite, &sales, TENANT).text().to_owned();
    assert!(text.contains(&format!("AND id IN ({first}")), "{text}");
    sales.order_by = Subject::Id;
    let text = select(Dialect::Sqlite, &sales, TENANT).text().to_owned();
    assert!(text.contains(" AND guest_id IN (?2, ?3, ?4, ?5) AND "), "{text}");
}

#[test]
fn an_empty_set_finds_nothing() {
    let none = filtered(&[(GUESTS, Condition::In(Vec::new()))]);
    assert!(select(Dialect::Postgres, &none, TENANT).text().contains(" AND 1 = 0 ORDER"));
}

#[test]
fn a_page_goes_on_after_a_place_in_either_direction() {
    let mut page = Select {
        order_by: STARTS_AT,
        direction: Direction::Descending,
        after: Some((Value::Time(7), VISITOR)),
        skip: 5,
        ..all()
    };
    let text = select(Dialect::Sqlite, &page, TENANT).text().to_owned();
    assert_eq!(
        text,
        format!(
            "{COLUMNS} WHERE organization_id = ?1 AND (starts_at, id) < (?2, ?3) \
             ORDER BY starts_at DESC, id DESC LIMIT ?4 OFFSET ?5"
        )
    );
    page.order_by = Subject::Id;
    page.direction = Direction::Ascending;
    let statement = select(Dialect::Sqlite, &page, TENANT);
    assert!(statement.text().ends_with(" AND id > ?2 ORDER BY id LIMIT ?3 OFFSET ?4"));
    assert_eq!(values(&statement)[1], Value::Uuid(VISITOR));
}

#[test]
fn a_count_knows_no_page() {
    let page = Select { after: Some((Value::Null, VISITOR)), skip: 5, ..all() };
    let statement = count(Dialect::Sqlite, &page, TENANT);
    assert_eq!(statement.text(), "SELECT count(*) FROM appointment WHERE organization_id = ?1");
}

#[test]
fn reads_that_are_made_together_are_one_row_of_arrays() {
    let page = Select { limit: 3, ..filtered(&[(GUESTS, Condition::Eq(Value::Int(2)))]) };
    let reads = [Read::Row(&APPOINTMENT, VISITOR), Read::Rows(page)];
    let statement = together(&reads, TENANT);
    let row = "record_send(ROW(id, version, created_at, updated_at, starts_at, notes, guests)) \
               FROM appointment";
    assert_eq!(
        statement.text(),
        format!(
            "SELECT ARRAY(SELECT {row} WHERE organization_id = $1 AND id = $2), \
             ARRAY(SELECT {row} WHERE organization_id = $3 AND guests = $4 ORDER BY id LIMIT $5)"
        )
    );
    let tenant = Value::Uuid(TENANT.0);
    let expected = [tenant.clone(), Value::Uuid(VISITOR), tenant, Value::Int(2), Value::Int(3)];
    assert_eq!(values(&statement), expected);
}

#[test]
fn an_insert_starts_at_version_one_at_the_instant_of_the_commit() {
    let insert = Write::Insert(row());
    let statement = write(Dialect::Sqlite, &insert, TENANT, Timestamp::from_micros(9).unwrap());
    assert_eq!(
        statement.text(),
        "INSERT INTO appointment (organization_id, id, version, created_at, updated_at, starts_at, \
         notes, guests) VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7)"
    );
    assert_eq!(values(&statement)[2..4], [Value::Time(9), Value::Time(9)]);
    assert_eq!(values(&statement)[4..], row().values);
    assert_eq!(statement.arguments()[5].kind, Kind::Text, "a null has the type of its column");
}

#[test]
fn an_update_names_what_changed_in_the_order_of_the_table() {
    let update = Write::Update { row: row(), changed: vec!["guests", "notes"] };
    let statement = write(Dialect::Postgres, &update, TENANT, Timestamp::from_micros(9).unwrap());
    assert_eq!(
        statement.text(),
        "UPDATE appointment SET version = version + 1, updated_at = $1, notes = $2, guests = $3 \
         WHERE organization_id = $4 AND id = $5 AND version = $6"
    );
    assert_eq!(values(&statement)[5], Value::Int(3));
}

#[test]
fn a_delete_names_the_version_that_was_read() {
    let delete = Write::Delete { table: &APPOINTMENT, id: VISITOR, version: Version(3) };
    let statement = write(Dialect::Sqlite, &delete, TENANT, Timestamp::MIN);
    assert_eq!(
        statement.text(),
        "DELETE FROM appointment WHERE organization_id = ?1 AND id = ?2 AND version = ?3"
    );
}

/// A null in every column: what is rendered does not depend on the values.
fn empty(table: &'static Table) -> Row {
    Row { table, values: vec![Value::Null; table.columns.len()], ..row() }
}

/// The tables of the platform's own tenant among them: it is a tenant too, so
/// that no table and no statement is an exception.
#[test]
fn every_statement_over_every_table_is_of_the_tenant_that_it_was_rendered_for() {
    for dialect in [Dialect::Sqlite, Dialect::Postgres] {
        for table in TABLES {
            let every = Select { table, after: Some((Value::Null, VISITOR)), skip: 1, ..all() };
            let changed = table.columns.iter().map(|column| column.name).collect();
            let at = Timestamp::from_micros(9).unwrap();
            let writes = [
                Write::Insert(empty(table)),
                Write::Update { row: empty(table), changed },
                Write::Delete { table, id: VISITOR, version: Version(3) },
            ];
            let reads = [
                get(dialect, table, TENANT, VISITOR),
                version(dialect, table, TENANT, VISITOR),
                select(dialect, &every, TENANT),
                count(dialect, &every, TENANT),
            ];
            let written = writes.iter().map(|one| write(dialect, one, TENANT, at));
            for statement in reads.into_iter().chain(written) {
                let (text, values) = (statement.text(), values(&statement));
                let place = values.iter().position(|value| *value == Value::Uuid(TENANT.0));
                let sign = if dialect == Dialect::Sqlite { '?' } else { '$' };
                let bound = format!("{sign}{}", place.unwrap() + 1);
                let narrowed = text.contains(&format!("WHERE organization_id = {bound}"));
                let owned = text.contains("(organization_id, id,")
                    && text.contains(&format!("VALUES ({bound},"));
                assert!(narrowed || owned, "{text}");
                let (_, condition) = text.split_once(" WHERE ").unwrap_or_default();
                assert!(!condition.contains(" OR "), "{text}");
            }
        }
    }
}
