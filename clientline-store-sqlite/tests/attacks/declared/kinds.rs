//! The kinds of attack, and what each is about.

use clientline_core::{
    conformance::fixture::limit,
    model::{FREEZES, Freeze, FrozenRows, TABLES},
    row::{self, Column, Row, Table, Value},
};

use super::{
    super::Refusal,
    rows::{Given, Rows, holds},
};
use crate::{attacks::key, target::Target};

/// A kind of attack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    TheirRow,
    NoRow,
    OtherKindOfRow,
    Missing,
    NoWord,
    TooLong,
    Negative,
    TooSmall,
    TooLarge,
    EndOfTime,
    Duplicate,
    Overlap,
    Frozen,
    Removed,
    Referred,
    OtherKey,
    OtherTenant,
    Version,
}

/// How a row is attacked.
#[derive(Clone, Copy, Debug)]
pub(super) enum Way {
    Update,
    Copy,
    Delete,
}

/// What is given wrongly, unless the attack is not about the row.
type Wrong = Box<dyn Fn(&Row) -> Option<Given>>;
/// What is given rightly instead: one of these passes.
type Rights = Box<dyn Fn(&Rows, &Row) -> Vec<Given>>;

/// An attack on a column, a constraint or a table.
pub(super) struct Attack {
    pub(super) table: &'static Table,
    /// The column or the constraint, or the table itself.
    pub(super) about: &'static str,
    pub(super) refusal: Refusal,
    pub(super) ways: &'static [Way],
    pub(super) is_of_frozen_rows: bool,
    pub(super) wrong: Wrong,
    pub(super) rights: Rights,
}

/// The most bytes of a text whose type says no less: of an answer that is kept, and of what an
/// audit row lists.
const LONGEST: i64 = 16_777_216;

/// Amounts that may be below zero.
const SIGNED: [(&str, &str); 9] = [
    ("commission", "base"),
    ("commission", "amount"),
    ("day_close", "difference"),
    ("payment", "cash_rounding"),
    ("guest_credit_entry", "amount"),
    ("guest_package_entry", "amount"),
    ("gift_card_entry", "amount"),
    ("guest_package_entry", "sessions"),
    ("credit_note", "cash_rounding"),
];

const ANYHOW: &[Way] = &[Way::Update, Way::Copy];

fn given(name: &'static str, value: impl Into<String>) -> Given {
    Given::from([(name, value.into())])
}

/// Writes into a column what is wrong, and what it holds.
fn value(table: &'static Table, about: &'static str, wrong: &str, refusal: Refusal) -> Attack {
    let wrong = given(about, wrong);
    Attack {
        table,
        about,
        refusal,
        ways: ANYHOW,
        is_of_frozen_rows: false,
        wrong: Box::new(move |_| Some(wrong.clone())),
        rights: Box::new(move |rows, row| as_it_is(rows, row, about)),
    }
}

/// Gives a column what it holds; or something else, where a second row may not hold the same.
fn as_it_is(rows: &Rows, row: &Row, about: &'static str) -> Vec<Given> {
    let mut rights = vec![given(about, about)];
    if let Some(at) = row.table.position(about)
        && row.table.constraints.iter().any(|constraint| constraint.keys.contains(&at))
    {
        let others = rows.others(row.table, &row.table.columns[at], &row.values[at]);
        rights.extend(others.into_iter().map(|other| given(about, other)));
    }
    rights
}

/// Every declared column with its table.
fn columns() -> impl Iterator<Item = (&'static Table, &'static Column)> {
    TABLES.iter().flat_map(|&table| table.columns.iter().map(move |column| (table, column)))
}

/// Attacks each column that an attack is about.
fn each(attack: impl Fn(&'static Table, &'static Column) -> Option<Attack>) -> Vec<Attack> {
    columns().filter_map(|(table, column)| attack(table, column)).collect()
}

impl Kind {
    /// Lists what the kind is about.
    pub(super) fn attacks(self, rows: &Rows) -> Vec<Attack> {
        match self {
            Self::TheirRow => references(rows, Rows::theirs),
            Self::NoRow => references(rows, |_, _| Some("{new}".to_owned())),
            Self::OtherKindOfRow => references(rows, Rows::of_another_kind),
            Self::Missing => each(|table, column| {
                let missing = || value(table, column.name, "NULL", Refusal::Null(column.name));
                (!column.nullable).then(missing)
            }),
            Self::NoWord => each(|table, column| {
                let word = || value(table, column.name, "'no word'", Refusal::Check(column.name));
                (!column.words.is_empty()).then(word)
            }),
            Self::TooLong => each(|table, column| {
                let is_text = column.kind == row::Kind::Text && column.words.is_empty();
                let longest = limit(table.name, column.name, "maxLength").unwrap_or(LONGEST);
                let long = format!("{{{} letters}}", longest + 1);
                is_text.then(|| value(table, column.name, &long, Refusal::Check(column.name)))
            }),
            Self::Negative => each(|table, column| {
                let below = || value(table, column.name, "-1", Refusal::Check(column.name));
                let is_signed = SIGNED.contains(&(table.name, column.name));
                (column.kind == row::Kind::Int && !is_signed).then(below)
            }),
            Self::TooSmall => beyond("minimum", -1),
            Self::TooLarge => beyond("maximum", 1),
            Self::EndOfTime => instants(),
            Self::Duplicate => TABLES.iter().flat_map(|table| duplicates(table)).collect(),
            Self::Overlap => TABLES.iter().flat_map(|table| overlaps(table)).collect(),
            Self::Frozen => FREEZES.iter().flat_map(frozen).collect(),
            Self::Removed => FREEZES.iter().filter_map(removed).collect(),
            Self::Referred => each(referred),
            Self::OtherKey => each_table(|table| another_key(table, "id", "{new}")),
            Self::OtherTenant => {
                each_table(|table| another_key(table, "organization_id", "{other}"))
            }
            Self::Version => ["version", "version - 1", "version + 2"]
                .into_iter()
                .flat_map(|wrong| each_table(|table| version(table, wrong)))
                .collect(),
        }
    }
}

/// Refers from every column that is a reference to what is none of one's own rows of its table.
fn references(rows: &Rows, to: impl Fn(&Rows, &'static Table) -> Option<String>) -> Vec<Attack> {
    each(|table, column| {
        let target = column.references?;
        let wrong = to(rows, target)?;
        let about = column.name;
        let own = move |rows: &Rows, _: &Row| {
            rows.own(target).into_iter().map(|id| given(about, id)).collect()
        };
        Some(Attack {
            rights: Box::new(own),
            ..value(table, about, &wrong, Refusal::Reference(about))
        })
    })
}

/// Writes a number beyond a limit of its type, where its schema says one.
fn beyond(keyword: &str, step: i64) -> Vec<Attack> {
    each(|table, column| {
        let limit = limit(table.name, column.name, keyword)?;
        let wrong = (limit + step).to_string();
        Some(value(table, column.name, &wrong, Refusal::Check(column.name)))
    })
}

/// Writes what no calendar reaches into every column of a time or a date.
fn instants() -> Vec<Attack> {
    let edges = ["{the end of time}", "{the beginning of time}"];
    let at = |table, name| edges.map(|edge| value(table, name, edge, Refusal::Instant(name)));
    let declared = columns()
        .filter(|(_, column)| matches!(column.kind, row::Kind::Time | row::Kind::Date))
        .flat_map(|(table, column)| at(table, column.name));
    let implicit = TABLES.iter().flat_map(|&table| {
        ["created_at", "updated_at"].into_iter().flat_map(move |name| at(table, name))
    });
    declared.chain(implicit).collect()
}

/// Copies a row, which agrees with it in the keys of a constraint.
fn duplicates(table: &'static Table) -> impl Iterator<Item = Attack> {
    table.constraints.iter().filter(|constraint| constraint.span.is_none()).map(move |constraint| {
        let others = |rows: &Rows, row: &Row| {
            let of_key = |&key: &usize| {
                let column = &row.table.columns[key];
                let others = rows.others(row.table, column, &row.values[key]).into_iter();
                others.map(move |other| given(column.name, other)).collect::<Vec<_>>()
            };
            constraint.keys.iter().flat_map(of_key).collect()
        };
        Attack {
            table,
            about: constraint.name,
            refusal: Refusal::Unique(constraint.name),
            ways: &[Way::Copy],
            is_of_frozen_rows: false,
            wrong: Box::new(move |row| holds(constraint, row).then(Given::new)),
            rights: Box::new(others),
        }
    })
}

/// Copies a row, which holds its keys at the same time.
fn overlaps(table: &'static Table) -> impl Iterator<Item = Attack> {
    table.constraints.iter().filter_map(move |constraint| {
        let span = constraint.span?;
        let names = [span.start, span.end].map(|at| table.columns[at].name);
        let later = move |by: &str| {
            Given::from(names.map(|name| (name, format!("{name} + {{{by} minutes}}"))))
        };
        Some(Attack {
            table,
            about: constraint.name,
            refusal: Refusal::Rule(constraint.name),
            ways: &[Way::Copy],
            is_of_frozen_rows: false,
            wrong: Box::new(move |row| holds(constraint, row).then(Given::new)),
            rights: Box::new(move |_, _| ["300", "6000"].map(later).to_vec()),
        })
    })
}

/// The row that is billed before an attack: none of the scene is.
pub(super) const BILLED: (&str, &str) = (
    "sale",
    "UPDATE sale SET status = 'billed', invoice_item_id = {id invoice_item 1},
     version = version + 1 WHERE organization_id = {mine} AND id = {id sale 1}",
);

/// Tells whether a freeze is about a row.
fn freezes(freeze: &Freeze, row: &Row) -> bool {
    let status = row.table.position("status").map(|at| &row.values[at]);
    let is = |word: &str| matches!(status, Some(Value::Text(text)) if text == word);
    let is_billed = row.table.name == BILLED.0 && row.id.as_u128() == key(BILLED.0, 1);
    match freeze.rows {
        FrozenRows::All => true,
        FrozenRows::WithStatus(word) => is(word) || is_billed,
        FrozenRows::WithoutStatus(word) => !is(word),
    }
}

/// Changes each column of a frozen row, but for those that may change; and when it was made.
fn frozen(freeze: &'static Freeze) -> impl Iterator<Item = Attack> {
    ["created_at"].into_iter().chain(freeze.frozen()).map(move |about| {
        let column = freeze.table.position(about).map(|at| (at, &freeze.table.columns[at]));
        let rows = Rows::of_the_scene();
        let other = move |row: &Row| match column {
            Some((at, column)) => {
                let others = rows.others(row.table, column, &row.values[at]).into_iter();
                others.chain(["{new}".to_owned()]).next()
            }
            None => Some(format!("{about} + {{1 minutes}}")),
        };
        let wrong = move |row: &Row| {
            freezes(freeze, row).then(|| other(row)).flatten().map(|other| given(about, other))
        };
        let right = (!freeze.changing.is_empty()).then(|| given(about, about));
        Attack {
            table: freeze.table,
            about,
            refusal: Refusal::Rule(freeze.rule),
            ways: &[Way::Update],
            is_of_frozen_rows: true,
            wrong: Box::new(wrong),
            rights: Box::new(move |_, _| right.clone().into_iter().collect()),
        }
    })
}

/// Removes a row that stays.
fn removed(freeze: &'static Freeze) -> Option<Attack> {
    Some(Attack {
        table: freeze.table,
        about: freeze.table.name,
        refusal: Refusal::Rule(freeze.stays?),
        ways: &[Way::Delete],
        is_of_frozen_rows: false,
        wrong: Box::new(move |row| freezes(freeze, row).then(Given::new)),
        rights: Box::new(|_, _| Vec::new()),
    })
}

/// Removes a row that another one refers to.
fn referred(table: &'static Table, column: &'static Column) -> Option<Attack> {
    let target = column.references?;
    // One that stays is not removed whether it is referred to or not.
    let stays =
        FREEZES.iter().any(|freeze| freeze.table.name == target.name && freeze.stays.is_some());
    let at = table.position(column.name)?;
    let rows = Rows::of_the_scene();
    let by = move |row: &Row| {
        let refers = |other: &Row| other.values[at] == Value::Uuid(row.id);
        rows.of(table).any(refers).then(Given::new)
    };
    let is_there = Rows::of_the_scene().of(table).any(|row| row.values[at] != Value::Null);
    (!stays && is_there).then(|| Attack {
        table: target,
        about: format!("{}.{}", table.name, column.name).leak(),
        refusal: Refusal::Referred,
        ways: &[Way::Delete],
        is_of_frozen_rows: false,
        wrong: Box::new(by),
        rights: Box::new(|_, _| Vec::new()),
    })
}

/// Attacks each table whose rows may be updated.
fn each_table(attack: impl Fn(&'static Table) -> Attack) -> Vec<Attack> {
    let never = |table: &Table| {
        FREEZES.iter().any(|freeze| freeze.table.name == table.name && freeze.changing.is_empty())
    };
    TABLES.iter().filter(|table| !never(table)).map(|&table| attack(table)).collect()
}

/// Changes a part of a row's key.
fn another_key(table: &'static Table, about: &'static str, wrong: &str) -> Attack {
    let rule = "key_never_changes";
    let freeze = FREEZES.iter().find(|freeze| freeze.table.name == table.name);
    let refusal = Refusal::Rules(rule, freeze.map_or(rule, |freeze| freeze.rule));
    Attack { ways: &[Way::Update], ..value(table, about, wrong, refusal) }
}

/// Writes a version that does not follow on the one before.
fn version(table: &'static Table, wrong: &str) -> Attack {
    Attack {
        ways: &[Way::Update],
        rights: Box::new(|_, _| vec![given("version", "version + 1")]),
        ..value(table, "version", wrong, Refusal::Rule("version_grows_by_one"))
    }
}

/// Prepares the rows that an attack needs and the scene lacks.
pub(super) async fn prepare(target: &mut Target) {
    let text = super::super::translated(BILLED.1);
    assert_eq!(target.run(&text).await.unwrap(), 1, "{text}");
}
