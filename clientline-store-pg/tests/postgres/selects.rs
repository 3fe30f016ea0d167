//! How all selects are served that the simulation heard use cases ask for: among a
//! hundred thousand appointments and thousands of all that comes with them, by an index on
//! what they ask for, under row-level security. And what a late page costs.

use clientline_core::{
    conformance::shapes::{self, Extent},
    entity::Query,
    model::Guest,
    row::{Condition, Filter, Kind, Select, Subject, Table, Value},
    storage::Storage as _,
};
use clientline_sql::Dialect;
use sqlx::AssertSqlSafe;

use crate::{
    attacks::{key, scene, translated},
    salon::{Raw, Salon},
    wire::arguments,
    world::{at, id, tenant},
};

/// What use cases select; the simulation holds this list against what it hears.
pub(crate) const SELECTS: &str = include_str!("../../../tests/simulation/selects.txt");

/// The tables of which a tenant has very many rows, the row that is copied, and how
/// many copies there are.
pub(crate) const MANY: [(&str, u128, u64); 12] = [
    ("appointment", 1, 100_000),
    ("guest", 1, 10_000),
    ("guest_term", 1, 10_000),
    ("blockout", 1, 10_000),
    ("appointment_change", 1, 10_000),
    ("occupancy", 2, 10_000),
    ("sale", 3, 10_000),
    ("invoice", 1, 10_000),
    ("invoice_item", 1, 10_000),
    ("payment", 1, 10_000),
    ("collection", 1, 10_000),
    ("audit", 1, 10_000),
];

/// Fills a table with copies of a row: those of two thousand guests, with fifty
/// providers, at five centers, a half hour after each other.
fn filled(table: &str, row: u128, count: u64) -> String {
    let kind = key(table, 0) >> 64;
    let words = match table {
        "appointment" => "scheduled confirmed checked_in in_progress completed cancelled no_show",
        "invoice" => "issued paid uncollectible",
        "sale" => "open void",
        _ => "completed pending failed",
    };
    format!(
        "INSERT INTO {table} SELECT r.* FROM {table} AS old, generate_series(101, 100 + {count}) AS n,
           jsonb_populate_record(old, jsonb_build_object('id', pg_temp.key({kind}, n),
             'center_id', pg_temp.key(1, n % 5 + 1), 'guest_id', pg_temp.key(6, n % 2000 + 1),
             'payer_id', pg_temp.key(6, n % 2000 + 1),
             'provider_id', pg_temp.key(5, n % 50 + 1), 'resource_id', pg_temp.key(5, n % 50 + 1),
             'calendar_id', pg_temp.key(5, n % 50 + 1), 'room_id', pg_temp.key(3, n % 30 + 1),
             'service_id', pg_temp.key(4, n % 40 + 1), 'appointment_id', pg_temp.key(10, n),
             'sale_id', pg_temp.key(15, n), 'invoice_id', pg_temp.key(16, n),
             'payment_id', pg_temp.key(18, n), 'invoice_item_id', NULL,
             'guest_code', 'G-' || n, 'sale_no', 'S-' || n, 'invoice_no', 'INV-2027-' || pg_temp.digits(n),
             'status', (string_to_array('{words}', ' '))[n % cardinality(string_to_array('{words}', ' ')) + 1],
             'collection_no', 'COLL-2027-' || pg_temp.digits(n), 'term', 't' || n, 'email', n || '@example.com',
             'starts_at', '2027-02-01T00:00:00Z'::timestamptz + n * interval '30 min',
             'ends_at', '2027-02-01T00:30:00Z'::timestamptz + n * interval '30 min')) AS r
         WHERE old.id = {{id {table} {row}}} AND old.organization_id = {{mine}}"
    )
}

/// A scene with so many rows, and a connection that acts as the application does.
pub(crate) async fn crowded(tables: &[(&str, u128, u64)]) -> (Salon, Raw) {
    let salon = Salon::open().await;
    for (tenant, changes) in scene() {
        salon.storage.commit(tenant, changes).await.unwrap();
    }
    let mut raw = Raw::to(&salon.database).await;
    raw.run(
        "SET session_replication_role = replica;
         CREATE FUNCTION pg_temp.key(kind bigint, number bigint) RETURNS uuid
         LANGUAGE sql IMMUTABLE AS $$
           SELECT (lpad(to_hex(kind), 16, '0') || lpad(to_hex(number), 16, '0'))::uuid
         $$;
         CREATE FUNCTION pg_temp.digits(number bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
           SELECT lpad(number::text, greatest(4, length(number::text)), '0')
         $$;
         ALTER TABLE occupancy DROP CONSTRAINT slot_taken",
    )
    .await
    .unwrap();
    for (table, row, count) in tables {
        // What a plan touches would hang on whether it came by.
        let off = format!("ALTER TABLE {table} SET (autovacuum_enabled = false)");
        raw.run(off).await.unwrap();
        let filled = translated(&filled(table, *row, *count));
        assert_eq!(raw.run(filled).await.unwrap(), *count, "{table}");
    }
    raw.run("ANALYZE").await.unwrap();
    raw.run("SET ROLE clientline_app; SET jit = off").await.unwrap();
    raw.run(format!("SET app.organization = '{}'", tenant(1).0)).await.unwrap();
    (salon, raw)
}

/// A value of a column that many rows hold.
pub(crate) fn some(table: &'static Table, subject: Subject) -> Value {
    let Subject::Column(position) = subject else {
        return Value::Uuid(uuid::Uuid::from_u128(key(table.name, 100)));
    };
    let column = &table.columns[position];
    match column.kind {
        Kind::Bool => Value::Bool(true),
        Kind::Int => Value::Int(1),
        Kind::Text if column.name == "status" => Value::Text(match table.name {
            "appointment" => "no_show".to_owned(),
            "invoice" => "issued".to_owned(),
            _ => "open".to_owned(),
        }),
        Kind::Text => Value::Text("a".to_owned()),
        Kind::Time => Value::Time(at(100_000).micros()),
        Kind::Date => Value::Date(20_000),
        Kind::Uuid => {
            let of = column.references.map_or("guest", |target| target.name);
            Value::Uuid(uuid::Uuid::from_u128(key(of, 1)))
        }
    }
}

/// Makes the periods that are asked for a day long: what begins before that, ends
/// later.
pub(crate) fn of_a_day(mut select: Select) -> Select {
    for filter in &mut select.filters {
        if let Condition::Lt(Value::Time(end)) = &mut filter.condition {
            *end += 24 * 3_600 * 1_000_000;
        }
    }
    select
}

/// What the planner will do for a select, with and without knowing its arguments.
async fn plans(raw: &mut Raw, select: &Select) -> Vec<String> {
    let statement = clientline_sql::select(Dialect::Postgres, select, tenant(1));
    let text = format!("EXPLAIN (COSTS OFF) {}", statement.text());
    let mut plans = Vec::new();
    for mode in ["force_custom_plan", "force_generic_plan"] {
        raw.run(format!("SET plan_cache_mode = {mode}")).await.unwrap();
        let query =
            sqlx::query_scalar_with(AssertSqlSafe(text.clone()), arguments(&statement).unwrap());
        let lines: Vec<String> = query.persistent(false).fetch_all(&mut raw.0).await.unwrap();
        plans.push(lines.join("\n"));
    }
    plans
}

/// Whether an index finds the rows by something that is asked of them, and by nothing that
/// they are only checked by.
fn is_found(select: &Select, plan: &str) -> bool {
    let name = |filter: &Filter| match filter.subject {
        Subject::Id => "id",
        Subject::Column(position) => select.table.columns[position].name,
    };
    let (checked, leading): (Vec<_>, Vec<_>) =
        select.filters.iter().partition(|one| matches!(one.condition, Condition::Checked(_)));
    let terms: Vec<&str> = plan.lines().filter(|line| line.contains("Index Cond")).collect();
    let terms = terms.join(" ");
    let by = |name: &str| terms.split([' ', '(', ')']).any(|word| word == name);
    // What rows that name these are found by has the name of what it repeats.
    let naming = |name: &str| {
        let all = select.named_by().flat_map(|by| by.filters.iter().map(|one| (by.table, one)));
        let mut columns = all.map(|(table, one)| match one.subject {
            Subject::Id => "id",
            Subject::Column(position) => table.columns[position].name,
        });
        columns.any(|column| column == name)
    };
    let columns = checked.iter().filter(|one| one.subject != Subject::Id && !naming(name(one)));
    let is_found = leading.is_empty() || leading.into_iter().map(name).any(by);
    is_found && !columns.map(|one| name(one)).any(by)
}

/// Whether so few rows are asked for, by their keys, that they may be sorted.
fn is_by_key(select: &Select) -> bool {
    let asked = |subject, equal: fn(&Condition) -> bool| {
        select.filters.iter().any(|one| one.subject == subject && equal(&one.condition))
    };
    let is_eq = |condition: &Condition| matches!(condition, Condition::Eq(_));
    asked(Subject::Id, |one| matches!(one, Condition::In(_) | Condition::NamedBy(_)))
        || select.table.constraints.iter().any(|rule| {
            rule.span.is_none() && rule.keys.iter().all(|&key| asked(Subject::Column(key), is_eq))
        })
}

/// Whether a plan reads nothing but what an index found by something that is asked of
/// it, in the order that a page needs.
fn is_served(select: &Select, plan: &str) -> bool {
    let is_of_owners = clientline_sql::owners(select).is_some();
    // What rows are checked by is asked only where few of them are found.
    let checked = |one: &Filter| matches!(one.condition, Condition::Checked(_));
    let is_few = is_by_key(select) || select.filters.iter().any(checked);
    let page = Extent::of(select) == Extent::Page && !is_few && !is_of_owners;
    let sorts = plan.contains("Sort") && page;
    !plan.contains("Seq Scan") && !sorts && is_found(select, plan)
}

#[tokio::test]
async fn every_select_of_a_use_case_follows_an_index_on_what_it_asks_for() {
    let (_salon, mut raw) = crowded(&MANY).await;
    let mut wrong = Vec::new();
    let selects = SELECTS.lines().flat_map(|line| {
        let first = of_a_day(shapes::select(line, some).unwrap_or_else(|| panic!("{line}")));
        // In the midst of the rows.
        let place = uuid::Uuid::from_u128(key(first.table.name, 5_000));
        let after = Some(match first.order_by {
            Subject::Id => (Value::Uuid(place), place),
            column @ Subject::Column(_) => (some(first.table, column), place),
        });
        [(line, first.clone()), (line, Select { after, ..first })]
    });
    for (line, select) in selects {
        // What is small is read as it comes; the other store's plans tell of its indexes,
        // which are the same.
        let of = |name: &str| MANY.iter().find(|(table, ..)| *table == name);
        let Some((.., count)) = of(select.table.name) else { continue };
        if select.named_by().any(|by| of(by.table.name).is_none()) {
            continue;
        }
        let mut found = plans(&mut raw, &select).await;
        if *count <= 10_000 && found.iter().all(|plan| is_found(&select, plan)) {
            // Some hundreds of rows are rather sorted than read in their order, unless that
            // is forbidden: what matters is that there is an order for when there are more.
            raw.run("SET enable_sort = off; SET enable_bitmapscan = off").await.unwrap();
            let ordered = plans(&mut raw, &select).await;
            raw.run("SET enable_sort = on; SET enable_bitmapscan = on").await.unwrap();
            for (plan, ordered) in found.iter_mut().zip(ordered) {
                if !is_served(&select, plan) {
                    *plan = ordered;
                }
            }
        }
        let bad = found.iter().filter(|plan| !is_served(&select, plan));
        wrong.extend(bad.map(|plan| format!("{line}\n{plan}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// The buffers that a page after a guest touches.
async fn cost(raw: &mut Raw, after: u128) -> u64 {
    let mut select = Query::<Guest>::limit(101).select().clone();
    let place = id::<Guest>(6, after).uuid();
    select.after = Some((Value::Uuid(place), place));
    let statement = clientline_sql::select(Dialect::Postgres, &select, tenant(1));
    let text = format!(
        "EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF, SUMMARY OFF) {}",
        statement.text()
    );
    let mut touched = 0;
    // The first time it looks up what the table is, too.
    for _ in 0..2 {
        let query =
            sqlx::query_scalar_with(AssertSqlSafe(text.clone()), arguments(&statement).unwrap());
        let lines: Vec<String> = query.persistent(false).fetch_all(&mut raw.0).await.unwrap();
        assert!(lines[0].contains("rows=101"), "{lines:#?}");
        touched = buffers(&lines);
    }
    touched
}

/// How many buffers were touched by what an analyzed plan explains.
pub(crate) fn buffers(plan: &[String]) -> u64 {
    let touched = plan.iter().find_map(|line| line.trim().strip_prefix("Buffers: shared "));
    let words = touched.unwrap_or_default().split([' ', '=']);
    words.filter_map(|word| word.parse::<u64>().ok()).sum()
}

#[tokio::test]
async fn page_1000_of_the_guests_costs_what_page_1_does() {
    let (_salon, mut raw) = crowded(&[("guest", 1, 100_000)]).await;
    let (early, late) = (cost(&mut raw, 100).await, cost(&mut raw, 99_900).await);
    assert!(early > 0 && late * 2 <= early * 3 && early * 2 <= late * 3, "{early}, {late}");
}
