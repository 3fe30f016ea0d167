//! How all selects are served that the simulation heard use cases ask for: by an
//! index on what they ask for, whatever the file holds, since the library plans by
//! statistics that are part of the schema. And what a late page costs.

use clientline_core::{
    conformance::shapes::{self, Extent},
    entity::{Entity as _, Query},
    model::{Guest, GuestTerm},
    row::{Condition, Filter, Kind, Select, Subject, Table, Value},
};
use clientline_sql::Dialect;
use rusqlite::{Connection, StatementStatus, types};
use uuid::Uuid;

use crate::{
    salon::Salon,
    world::{id, tenant},
};

/// What use cases select; the simulation holds this list against what it hears.
pub(crate) const SELECTS: &str = include_str!("../../../tests/simulation/selects.txt");

/// What no index finds, since a tenant has few of these rows, or few that don't pass: clients
/// see every product that is not discontinued, and every provider who is active.
const FEW: &[&str] = &[
    "category | is_active =",
    "center | is_active =",
    "provider | is_active = | by id",
    "tax | is_active =",
    "product | status in | by id",
];

/// A value of a column, to fill in.
pub(crate) fn some(table: &Table, subject: Subject) -> Value {
    let kind = match subject {
        Subject::Id => Kind::Uuid,
        Subject::Column(position) => table.columns[position].kind,
    };
    match kind {
        Kind::Bool => Value::Bool(true),
        Kind::Int => Value::Int(1),
        Kind::Text => Value::Text("a".to_owned()),
        Kind::Time => Value::Time(0),
        Kind::Date => Value::Date(0),
        Kind::Uuid => Value::Uuid(Uuid::nil()),
    }
}

/// What the planner says that it will do.
pub(crate) fn plan(raw: &Connection, select: &Select) -> String {
    let statement = clientline_sql::select(Dialect::Sqlite, select, tenant(1));
    let text = format!("EXPLAIN QUERY PLAN {}", statement.text());
    let nothing = rusqlite::params_from_iter(vec![types::Null; statement.arguments().len()]);
    let mut prepared = raw.prepare(&text).unwrap();
    let rows = prepared.query_map(nothing, |row| row.get::<_, String>(3)).unwrap();
    rows.collect::<Result<Vec<_>, _>>().unwrap().join("; ")
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
    let (_, terms) = plan.split_once("organization_id=?").unwrap();
    let by = |name: &str| terms.split([' ', ')', '=', '<', '>']).any(|word| word == name);
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

/// Whether an index serves the select of a line, by a plan: its rows are found by what is asked
/// of them, and come in the order of a page.
pub(crate) fn is_served(line: &str, select: &Select, plan: &str) -> bool {
    // Rows of a page come in their order; all rows may be sorted that an index has found,
    // and a page of each owner's, or of those that others name.
    let is_named = |one: &Filter| matches!(one.condition, Condition::NamedBy(_));
    let may_sort = Extent::of(select) == Extent::All
        || clientline_sql::owners(select).is_some()
        || select.filters.iter().any(is_named);
    let sorts = plan.contains("TEMP B-TREE") && !may_sort;
    let few = FEW.iter().any(|few| line.starts_with(few));
    // What a page of an owner's holds is gone through.
    let scans = plan.replace("SCAN owned", "").contains("SCAN");
    !scans && !sorts && (is_found(select, plan) || few)
}

#[test]
fn every_select_of_a_use_case_follows_an_index_on_what_it_asks_for() {
    let salon = Salon::open();
    let raw = salon.raw();
    assert!(SELECTS.lines().count() > 90);
    let selects = SELECTS.lines().flat_map(|line| {
        let first = shapes::select(line, some).unwrap_or_else(|| panic!("{line}"));
        let after = Some((some(first.table, first.order_by), Uuid::nil()));
        [(line, first.clone()), (line, Select { after, ..first })]
    });
    let wrong = selects.filter_map(|(line, select)| {
        let plan = plan(&raw, &select);
        (!is_served(line, &select, &plan)).then(|| format!("{line}: {plan}"))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_select_that_no_index_serves_is_noticed() {
    let salon = Salon::open();
    let raw = salon.raw();
    let select = shapes::select("guest | first_name = | by id | page", some).unwrap();
    let plan = plan(&raw, &select);
    assert!(!is_found(&select, &plan), "{plan}");
}

/// Copies a guest a hundred thousand times.
fn many() -> String {
    let names: Vec<&str> = Guest::TABLE.columns.iter().map(|column| column.name).collect();
    let names = names.join(", ");
    let values = names.replace("guest_code", "'G-' || n");
    format!(
        "WITH RECURSIVE numbers (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM numbers WHERE n < 100000)
         INSERT INTO guest (organization_id, id, version, created_at, updated_at, {names})
         SELECT organization_id, unhex(printf('%016x%016x', 6, n)), version, created_at, updated_at,
           {values}
         FROM guest, numbers"
    )
}

/// How many rows a select finds, and how many instructions the library runs for that.
pub(crate) fn run(raw: &Connection, select: &Select) -> (usize, i32) {
    let statement = clientline_sql::select(Dialect::Sqlite, select, tenant(1));
    let mut prepared = raw.prepare(statement.text()).unwrap();
    for (place, argument) in (1..).zip(statement.arguments()) {
        let value = match &*argument.value {
            Value::Uuid(id) => types::Value::Blob(id.as_bytes().to_vec()),
            Value::Int(number) | Value::Time(number) => types::Value::Integer(*number),
            Value::Text(text) => types::Value::Text(text.clone()),
            other => panic!("{other:?} is not bound here"),
        };
        prepared.raw_bind_parameter(place, value).unwrap();
    }
    let mut rows = prepared.raw_query();
    let mut count = 0;
    while rows.next().unwrap().is_some() {
        count += 1;
    }
    drop(rows);
    assert_eq!(prepared.get_status(StatementStatus::FullscanStep), 0);
    (count, prepared.get_status(StatementStatus::VmStep))
}

/// How many instructions the library runs for a page after a guest.
fn cost(raw: &Connection, after: u128) -> i32 {
    let mut select = Query::<Guest>::limit(101).select().clone();
    let place = id::<Guest>(6, after).uuid();
    select.after = Some((Value::Uuid(place), place));
    let (count, cost) = run(raw, &select);
    assert_eq!(count, 101);
    cost
}

#[tokio::test]
async fn page_1000_of_the_guests_costs_what_page_1_does() {
    let salon = Salon::furnished().await;
    let raw = salon.raw();
    raw.execute(&many(), []).unwrap();
    let (early, late) = (cost(&raw, 1), cost(&raw, 99_800));
    assert!(early > 101 && late * 2 <= early * 3 && early * 2 <= late * 3, "{early}, {late}");
}

/// A word for each guest: one for the older half, and another one for the newer.
const SIDES: &str = "
    INSERT INTO guest_term
    SELECT organization_id, unhex(printf('%016x', 7) || substr(hex(id), 17)), 1, created_at,
      updated_at, id, iif(id < unhex(printf('%016x%016x', 6, 50000)), 'east', 'west')
    FROM guest WHERE guest_code LIKE 'G-%'";

/// The guests, newest first, with a word each that begins so.
fn searched(words: &[&str]) -> Select {
    let begins = |word: &str| {
        let rows = Query::one().ge(GuestTerm::term(), &word.to_owned());
        rows.lt(GuestTerm::term(), &format!("{word}{}", char::MAX))
    };
    let all = Query::<Guest>::limit(51).descending();
    let by = GuestTerm::guest_id();
    let query = words.iter().fold(all, |query, word| query.named_by(by, &begins(word)));
    query.select().clone()
}

#[tokio::test]
async fn a_search_costs_what_it_looks_at_and_not_what_there_is() {
    let salon = Salon::furnished().await;
    let raw = salon.raw();
    raw.execute(&many(), []).unwrap();
    raw.execute(SIDES, []).unwrap();
    // Word by word, from the newest guest: a page whose words all have is found at once.
    let checked = |words: &[&str], edge: u128| {
        let mut select = searched(words);
        for filter in &mut select.filters {
            filter.condition = filter.condition.clone().checked();
        }
        let edge = Condition::Ge(Value::Uuid(id::<Guest>(6, edge).uuid()));
        select.filters.push(Filter { subject: Subject::Id, condition: edge });
        run(&raw, &select)
    };
    let (found, steps) = checked(&["we"], 1);
    assert!(found == 51 && steps < 51 * 200, "{found}, {steps}");
    // Words that nobody has both of cost what is looked at: no tenth of what there is.
    let (found, all) = checked(&["west", "east"], 1);
    let (none, some) = checked(&["west", "east"], 95_000);
    assert!(found == 0 && none == 0 && some * 10 < all, "{some}, {all}");
    // From the words, by the few guests that have one of them.
    let named = id::<Guest>(6, 7).uuid().as_bytes().to_vec();
    let rare = "UPDATE guest_term SET term = 'westeast', version = 2 WHERE guest_id = ?1";
    assert_eq!(raw.execute(rare, [named]).unwrap(), 1);
    let mut select = searched(&["weste", "we"]);
    select.filters[1].condition = select.filters[1].condition.clone().checked();
    let (found, steps) = run(&raw, &select);
    assert!(found == 1 && steps < 500, "{found}, {steps}");
}
