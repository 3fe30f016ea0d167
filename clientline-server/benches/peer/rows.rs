//! The rows that the peer reads and writes, by SQL that is written for each request.
//!
//! A booking is copied from the first one: each of its rows once more, with another
//! identifier, at a later time.

use std::{
    path::Path,
    sync::{Mutex, PoisonError},
};

use sqlx::{
    AssertSqlSafe, PgPool, Row as _,
    postgres::{PgPoolOptions, PgRow},
};
use uuid::Uuid;

/// What is read, by the name of the wish: of the first appointment, of its provider, its
/// center and its guest.
const READS: [(&str, &str, &str); 4] = [
    ("appointment", "appointment", "t.id = {id}"),
    (
        "list",
        "appointment",
        "t.provider_id = {provider} AND t.starts_at >= {from}
        ORDER BY t.starts_at DESC, t.id DESC LIMIT 51",
    ),
    (
        "slots",
        "occupancy",
        "t.center_id = {center} AND t.starts_at > {before}
        AND t.starts_at < {after} ORDER BY t.starts_at",
    ),
    (
        "get-or-create",
        "invoice",
        "t.center_id = {center} AND t.guest_id = {guest}
        AND t.status = 'draft'",
    ),
];

/// The tables of a booking, and which of their rows are the first one's.
const WRITES: [(&str, &str); 6] = [
    ("appointment", "t.id = {id}"),
    ("occupancy", "t.appointment_id = {id}"),
    ("sale", "t.appointment_id = {id}"),
    ("audit", "t.operation = 'appointment_book' ORDER BY t.id LIMIT 1"),
    ("event", "t.subject_id = {id}"),
    ("idempotency", "t.key = 'booking-0'"),
];

/// A column as JSON, and the kind of it that needs something done.
type Column = (String, bool);

/// A statement that copies one row: its new identifier, that of the new appointment, and
/// by how many hours later are given.
struct Copy(String);

fn copy(table: &str, columns: &[Column], tenant: &str, old: &str, hours: &str) -> Copy {
    let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
    let value = |name: &&str| match *name {
        "id" => "$1".to_owned(),
        "appointment_id" | "subject_id" => "$2".to_owned(),
        "starts_at" | "ends_at" => format!("{name} + {hours}"),
        "key" => "key || CAST($3 AS text)".to_owned(),
        other => other.to_owned(),
    };
    let values: Vec<String> = names.iter().map(value).collect();
    Copy(format!(
        "INSERT INTO {table} ({}) SELECT {} FROM {table}
         WHERE organization_id = {tenant} AND id = {old}",
        names.join(", "),
        values.join(", "),
    ))
}

/// The identifiers of the booking of a number: of its appointment, and of each of its rows.
/// They grow as those of the server do, and are of another age.
fn identifiers(first: Uuid, number: u64, rows: usize) -> impl Iterator<Item = Uuid> {
    let after = move |row: usize| (1 << 120) + ((u128::from(number) * 16 + row as u128) << 64);
    (0..rows).map(move |row| Uuid::from_u128(first.as_u128() + after(row)))
}

/// How many hours later the booking of a number is than the first: it is after all that
/// the server was asked to book.
const fn hours(number: u64) -> u64 {
    20_000 + 2 * number
}

fn reading(object: &str, table: &str, tenant: &str, condition: &str) -> String {
    format!("SELECT {object} FROM {table} AS t WHERE t.organization_id = {tenant} AND {condition}")
}

/// Puts values into the places that name them.
fn filled(text: &str, values: &[(&str, String)]) -> String {
    values
        .iter()
        .fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

/// The rows in a file.
pub(crate) struct Sqlite {
    readers: Mutex<Vec<rusqlite::Connection>>,
    writer: Mutex<rusqlite::Connection>,
    reads: Vec<(&'static str, String)>,
    copies: Vec<Copy>,
    first: Uuid,
}

impl Sqlite {
    pub(crate) fn open(file: &Path) -> Self {
        let open = || {
            let connection = rusqlite::Connection::open(file).unwrap();
            let settings = "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
                            PRAGMA recursive_triggers = ON; PRAGMA busy_timeout = 5000";
            connection.execute_batch(settings).unwrap();
            connection
        };
        let raw = open();
        let names = ["organization_id", "id", "provider_id", "center_id", "guest_id", "starts_at"];
        let quoted = names.map(|name| format!("quote({name})")).join(", ");
        let first = format!("SELECT {quoted}, id FROM appointment ORDER BY id LIMIT 1");
        let (values, first): (Vec<String>, Uuid) = raw
            .query_row(&first, [], |row| {
                let values = (0..names.len()).map(|place| row.get(place));
                Ok((values.collect::<rusqlite::Result<_>>()?, row.get(names.len())?))
            })
            .unwrap();
        let [tenant, id, provider, center, guest, from] = values.try_into().unwrap();
        let day = 86_400_000_000_i64;
        let values = [
            ("id", id),
            ("provider", provider),
            ("center", center),
            ("guest", guest),
            ("before", format!("{from} - {}", 4 * day)),
            ("after", format!("{from} + {}", 2 * day)),
            ("from", from),
        ];
        let columns = |table: &str| -> Vec<Column> {
            let text = "SELECT name, type = 'BLOB' FROM pragma_table_info(?1)";
            let mut prepared = raw.prepare(text).unwrap();
            let rows = prepared.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)));
            rows.unwrap().collect::<rusqlite::Result<_>>().unwrap()
        };
        let reads = READS.map(|(name, table, condition)| {
            let columns = columns(table);
            let member = |(name, is_blob): &Column| match is_blob {
                true => format!("'{name}', hex(t.{name})"),
                false => format!("'{name}', t.{name}"),
            };
            let members: Vec<String> = columns.iter().map(member).collect();
            let object = format!("json_object({})", members.join(", "));
            (name, reading(&object, table, &tenant, &filled(condition, &values)))
        });
        let copies = WRITES.iter().flat_map(|(table, condition)| {
            let text = reading("quote(t.id)", table, &tenant, &filled(condition, &values));
            let mut prepared = raw.prepare(&text).unwrap();
            let ids = prepared.query_map([], |row| row.get::<_, String>(0)).unwrap();
            let of_id = |id: rusqlite::Result<String>| {
                let Copy(text) =
                    copy(table, &columns(table), &tenant, &id.unwrap(), "$3 * 3600000000");
                // Places have numbers by that sign alone.
                Copy(text.replace('$', "?"))
            };
            ids.map(of_id).collect::<Vec<_>>()
        });
        let copies = copies.collect();
        let readers = Mutex::new((0..8).map(|_| open()).collect());
        Self { readers, writer: Mutex::new(open()), reads: reads.into(), copies, first }
    }

    /// Returns the rows of a wish, as a JSON array.
    pub(crate) fn read(&self, wish: &str) -> String {
        let (_, text) = self.reads.iter().find(|(name, _)| *name == wish).unwrap();
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        let connection = readers.pop().unwrap();
        drop(readers);
        let rows: Vec<String> = {
            let mut prepared = connection.prepare_cached(text).unwrap();
            let rows = prepared.query_map([], |row| row.get(0)).unwrap();
            rows.collect::<rusqlite::Result<_>>().unwrap()
        };
        self.readers.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        format!("[{}]", rows.join(","))
    }

    pub(crate) fn book(&self, number: u64) {
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        writer.execute_batch("BEGIN IMMEDIATE").unwrap();
        let hours = i64::try_from(hours(number)).unwrap();
        let appointment = identifiers(self.first, number, 1).next().unwrap();
        let ids = identifiers(self.first, number, self.copies.len());
        for (Copy(text), id) in self.copies.iter().zip(ids) {
            let mut prepared = writer.prepare_cached(text).unwrap();
            let uses = prepared.parameter_count();
            let given: [&dyn rusqlite::ToSql; 3] = [&id, &appointment, &hours];
            // Which of them there are depends on the table.
            for (place, value) in given.iter().enumerate().take(uses) {
                prepared.raw_bind_parameter(place + 1, value).unwrap();
            }
            assert_eq!(prepared.raw_execute().unwrap(), 1);
        }
        writer.execute_batch("COMMIT").unwrap();
    }
}

/// The rows in a database of its own.
pub(crate) struct Postgres {
    pool: PgPool,
    reads: Vec<(&'static str, String)>,
    copies: Vec<Copy>,
    first: Uuid,
}

impl Postgres {
    pub(crate) async fn open(url: &str) -> Self {
        let pool = PgPoolOptions::new().max_connections(8).connect(url).await.unwrap();
        let all = async |text: String| -> Vec<PgRow> {
            sqlx::query(AssertSqlSafe(text)).fetch_all(&pool).await.unwrap()
        };
        let names = ["organization_id", "id", "provider_id", "center_id", "guest_id", "starts_at"];
        let quoted = names.map(|name| format!("quote_literal({name})")).join(", ");
        let first = all(format!("SELECT {quoted}, id FROM appointment ORDER BY id LIMIT 1")).await;
        let [tenant, id, provider, center, guest, from] =
            std::array::from_fn(|place| first[0].get::<String, _>(place));
        let values = [
            ("id", id),
            ("provider", provider),
            ("center", center),
            ("guest", guest),
            ("before", format!("{from}::timestamptz - interval '4 days'")),
            ("after", format!("{from}::timestamptz + interval '2 days'")),
            ("from", from),
        ];
        let reads = READS.map(|(name, table, condition)| {
            let condition = filled(condition, &values);
            (name, reading("to_jsonb(t)::text", table, &tenant, &condition))
        });
        let mut copies = Vec::new();
        for (table, condition) in WRITES {
            let text = format!(
                "SELECT attname::text FROM pg_attribute WHERE attrelid = '{table}'::regclass
                 AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
            );
            let columns: Vec<Column> =
                all(text).await.iter().map(|row| (row.get(0), false)).collect();
            let found = filled(condition, &values);
            let ids = all(reading("quote_literal(t.id)", table, &tenant, &found)).await;
            let hours = "$3::bigint * interval '1 hour'";
            let of_id = |row: &PgRow| {
                let Copy(text) = copy(table, &columns, &tenant, &row.get::<String, _>(0), hours);
                // Every statement is given all three.
                Copy(format!("{text} AND $2::uuid IS NOT NULL AND $3::bigint IS NOT NULL"))
            };
            copies.extend(ids.iter().map(of_id));
        }
        let first = first[0].get(names.len());
        Self { pool, reads: reads.into(), copies, first }
    }

    /// Returns the rows of a wish, as a JSON array.
    pub(crate) async fn read(&self, wish: &str) -> String {
        let (_, text) = self.reads.iter().find(|(name, _)| *name == wish).unwrap();
        let query = sqlx::query_scalar(AssertSqlSafe(text.as_str()));
        let rows: Vec<String> = query.fetch_all(&self.pool).await.unwrap();
        format!("[{}]", rows.join(","))
    }

    pub(crate) async fn book(&self, number: u64) {
        let mut transaction = self.pool.begin().await.unwrap();
        let hours = i64::try_from(hours(number)).unwrap();
        let appointment = identifiers(self.first, number, 1).next().unwrap();
        let ids = identifiers(self.first, number, self.copies.len());
        for (Copy(text), id) in self.copies.iter().zip(ids) {
            let query = sqlx::query(AssertSqlSafe(text.as_str()));
            let query = query.bind(id).bind(appointment).bind(hours);
            assert_eq!(query.execute(&mut *transaction).await.unwrap().rows_affected(), 1);
        }
        transaction.commit().await.unwrap();
    }
}
