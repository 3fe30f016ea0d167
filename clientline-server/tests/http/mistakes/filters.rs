//! Filters that do nothing, or something else than they say.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::kit::{
    id, kind,
    market::{List, Market, lists},
};

/// How many values of a filter are tried.
const VALUES: usize = 3;

/// The field of a row by which a filter of a list picks it.
fn field<'a>(list: &List, filter: &'a str) -> &'a str {
    match (&*list.operation.id, filter) {
        ("audit_list", "from" | "to") => "created_at",
        ("sales_list", "from" | "to") => "sale_date",
        ("invoices_list", "from" | "to") => "invoice_date",
        ("payments_list", "from" | "to") => "payment_date",
        ("collections_list", "from" | "to") => "collection_date",
        ("commissions_list", "from" | "to") => "commission_date",
        ("day_closes_list", "from" | "to") => "date",
        (_, "from" | "to") => "starts_at",
        // A calendar has the identifier of whose it is.
        ("blockouts_list", "provider_id" | "room_id") => "calendar_id",
        _ => filter,
    }
}

/// The field with the day, if a filter keeps to days by it: the latest of them comes first then.
fn by_day<'a>(list: &List, filter: &'a str) -> Option<&'a str> {
    let field = field(list, filter);
    (field == "date" || field.ends_with("_date")).then_some(field)
}

fn text(row: &Value, field: &str) -> Option<String> {
    match &row[field] {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// Filters by what is said elsewhere than on the rows, which have tests of their own.
const OF_OTHERS: [(&str, &str); 2] =
    [("services_list", "center_id"), ("services_list", "provider_id")];

/// The words that a guest is found by.
fn words(row: &Value) -> BTreeSet<String> {
    let fields = ["first_name", "last_name", "email", "guest_code"];
    fields.iter().filter_map(|field| Some(text(row, field)?.to_lowercase())).collect()
}

/// The values by which a filter might pick a row.
fn values(list: &List, filter: &str, row: &Value) -> BTreeSet<String> {
    match filter {
        "q" => words(row),
        _ => text(row, field(list, filter)).into_iter().collect(),
    }
}

/// Whether a row is one of those that a filter is to keep.
fn keeps(list: &List, filter: &str, value: &str, row: &Value) -> bool {
    if filter == "q" {
        return words(row).iter().any(|word| word.starts_with(value));
    }
    let Some(own) = text(row, field(list, filter)) else { return false };
    if by_day(list, filter).is_some() {
        return if filter == "from" { &*own >= value } else { &*own < value };
    }
    // The audit trail is as fine as its identifiers.
    let unit = if list.operation.id == "audit_list" { 1_000 } else { 1 };
    let instant = |text: &str| text.parse::<DateTime<Utc>>().unwrap().timestamp_micros() / unit;
    match filter {
        "from" => instant(&own) >= instant(value),
        "to" => instant(&own) < instant(value),
        _ => own == value,
    }
}

/// A value with every character escaped that means something in a query.
fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// A list with all its rows, and for each filter what each value of it keeps: some
/// rows, and not all.
struct Tried<'a> {
    market: &'a Market,
    list: List,
    rows: Vec<Value>,
    kept: BTreeMap<String, BTreeMap<String, BTreeSet<String>>>,
}

impl<'a> Tried<'a> {
    fn new(market: &'a Market, mut list: List) -> Self {
        list.filters.retain(|filter| !OF_OTHERS.contains(&(&*list.operation.id, &**filter)));
        let rows = market.client.all(&format!("{}?", list.operation.path));
        let kept = |filter: &String| {
            let values: BTreeSet<_> =
                rows.iter().flat_map(|row| values(&list, filter, row)).collect();
            let kept = values.into_iter().map(|value| {
                let rows = rows.iter().filter(|row| keeps(&list, filter, &value, row));
                let rows: BTreeSet<String> = rows.map(|row| id(row).to_owned()).collect();
                (value, rows)
            });
            let some = |kept: &BTreeSet<String>| !kept.is_empty() && kept.len() < rows.len();
            let kept: BTreeMap<_, _> = kept.filter(|(_, kept)| some(kept)).collect();
            assert!(!kept.is_empty(), "no rows to try `{filter}` with: {:?}", list.operation);
            (filter.clone(), kept)
        };
        let kept = list.filters.iter().map(kept).collect();
        Self { market, list, rows, kept }
    }

    /// Checks that a query finds just these rows, in the order of the whole list.
    fn finds(&self, query: &[(&str, &str)], expected: &BTreeSet<String>) {
        let day = query.iter().find_map(|(name, _)| by_day(&self.list, name));
        let parts = query.iter().map(|(name, value)| format!("{name}={}", escaped(value)));
        let query = parts.collect::<Vec<_>>().join("&");
        let path = format!("{}?{query}", self.list.operation.path);
        let found = self.market.client.all(&path);
        let rows = self.rows.iter().filter(|row| expected.contains(id(row)));
        let mut rows: Vec<&Value> = rows.collect();
        if let Some(day) = day {
            rows.sort_by_key(|row| std::cmp::Reverse(text(row, day)));
        }
        assert!(found.iter().eq(rows), "{path} finds {found:#?}");
        let total = &self.market.client.get(&format!("{path}&count=true")).expect(200)["total"];
        assert_eq!(total, expected.len(), "{path}");
    }
}

#[test]
fn every_filter_of_every_list_keeps_its_rows_and_only_those() {
    let market = Market::open();
    let mut tried = 0;
    for list in lists(&market.client).into_iter().filter(|list| !list.filters.is_empty()) {
        let list = Tried::new(&market, list);
        for (filter, values) in &list.kept {
            for (value, expected) in values.iter().take(VALUES) {
                list.finds(&[(filter, value)], expected);
            }
            tried += 1;
        }
    }
    assert!(tried > 40, "{tried}");
}

#[test]
fn two_filters_keep_what_both_keep() {
    let market = Market::open();
    let mut tried = 0;
    for list in lists(&market.client).into_iter().filter(|list| list.filters.len() > 1) {
        let list = Tried::new(&market, list);
        for (place, first) in list.list.filters.iter().enumerate() {
            for second in &list.list.filters[place + 1..] {
                let pairs = list.kept[first]
                    .iter()
                    .flat_map(|one| list.kept[second].iter().map(move |other| (one, other)));
                let both = pairs.map(|((one, kept), (other, and))| {
                    let both: BTreeSet<String> = kept & and;
                    // Neither filter may do the other's work.
                    let tells = both != *kept && both != *and;
                    ((tells, !both.is_empty()), (one, other, both))
                });
                let (rank, (one, other, both)) = both.max_by_key(|(rank, _)| *rank).unwrap();
                assert!(rank.0, "no rows to try {first} with {second}: {:?}", list.list.operation);
                list.finds(&[(first, one), (second, other)], &both);
                tried += 1;
            }
        }
    }
    assert!(tried > 50, "{tried}");
}

#[test]
fn what_is_listed_under_something_belongs_to_it() {
    let market = Market::open();
    let lists = lists(&market.client);
    for list in &lists {
        let Some(parameter) = list.owner() else { continue };
        let owners = kind(&list.operation, &parameter);
        let singular = owners.trim_end_matches('s');
        let field = match &*list.operation.id {
            "centers_overrides_list" | "providers_overrides_list" => "calendar_id".to_owned(),
            _ => format!("{}_id", singular.replace('-', "_")),
        };
        let owners = market.client.all(&format!("/{owners}?"));
        let listed = owners.iter().map(|owner| {
            let path = list.operation.at(|_| id(owner).to_owned());
            (id(owner), market.client.all(&format!("{path}?")))
        });
        let listed: Vec<_> = listed.collect();
        // Where the same rows are listed without an owner, none of them is left out.
        let whole = lists.iter().find(|one| one.owner().is_none() && one.rows() == list.rows());
        let all: Vec<Value> = match whole {
            Some(whole) => market.client.all(&format!("{}?", whole.operation.path)),
            None => listed.iter().flat_map(|(_, rows)| rows.clone()).collect(),
        };
        let mut found = 0;
        for (owner, rows) in &listed {
            let expected = all.iter().filter(|row| row[&field] == *owner);
            assert!(rows.iter().eq(expected), "{:?} {owner}: {rows:#?}", list.operation);
            found += usize::from(!rows.is_empty());
        }
        assert!(found > 1, "no rows to try {:?} with", list.operation);
    }
}

/// A list that is empty since nothing can be so looks like one in which nothing is.
#[test]
fn a_word_that_no_row_can_have_is_refused() {
    let market = Market::open();
    let mut tried = 0;
    for list in lists(&market.client).into_iter().filter(|list| list.owner().is_none()) {
        for filter in list.filters.iter().filter(|filter| ["kind", "status"].contains(&&***filter))
        {
            let path = format!("{}?{filter}=opened", list.operation.path);
            let problem = market.client.get(&path).expect(422);
            let fault = &problem["errors"][0];
            assert_eq!(fault["pointer"], format!("?{filter}"), "{path} {problem}");
            assert_eq!(fault["code"], "invalid_value", "{path} {problem}");
            tried += 1;
        }
    }
    assert!(tried > 4, "{tried}");
}
